// SPDX-License-Identifier: MPL-2.0
#include "reading.hpp"

#include <actueel/base/nearest.hpp>
#include <actueel/instrument/read_instrument.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

constexpr std::string_view reserved_codes[] = {"unknown", "refused", "not_applicable", "not_seen"};

/// What the number of a derived item can be (decision 0002, 9).
number_range range_of(derivation_kind kind) {
    switch (kind) {
    case derivation_kind::age: return {decimal{}, decimal::whole(9998), true};
    case derivation_kind::days_since_event:
        return {decimal{}, decimal::whole(day::never().number() - 1), true};
    default: return {decimal{}, decimal::whole(1'000'000), true};
    }
}

std::optional<age_range> read_ages(const std::optional<cursor>& from) {
    if (!from) { return std::nullopt; }
    field_reader fields{*from};
    age_range out;
    if (const auto c = fields.optional("at_least")) {
        out.at_least = static_cast<std::int32_t>(c->whole(0, 10'000).value_or(0));
    }
    if (const auto c = fields.optional("below")) {
        out.below = static_cast<std::int32_t>(c->whole(0, 10'000).value_or(10'000));
    }
    fields.finish();
    if (out.at_least >= out.below) {
        from->tell({error_code::number_range_empty, "no age in this range", "at_least under below",
                    "widen the range"});
    }
    return out;
}

bool read_code(const cursor& from, std::set<std::string, std::less<>>& known, std::string& out) {
    const auto code = from.code();
    if (!code) { return false; }
    if (std::find(std::begin(reserved_codes), std::end(reserved_codes), *code) !=
        std::end(reserved_codes)) {
        from.tell({error_code::code_reserved, *code, "a code of your own",
                   "the engine itself knows this answer: leave it out"});
        return false;
    }
    if (!known.insert(*code).second) {
        from.tell({error_code::name_duplicate, shown(*code), "each code once in an item",
                   "give it another code"});
        return false;
    }
    out = *code;
    return true;
}

void read_answer(instrument_reading& to, item& out, const cursor& from,
                 std::set<std::string, std::less<>>& codes) {
    field_reader fields{from, &to.left_out};
    const auto options = fields.optional("options");
    const auto number = fields.optional("number");
    if (const auto c = fields.optional("not_applicable")) {
        out.not_applicable = c->boolean().value_or(false);
        if (!out.not_applicable) { fields.is_default("not_applicable"); }
    }
    fields.finish();
    if (fields.usable() && options.has_value() == number.has_value()) {
        from.tell({error_code::fields_exclude,
                   options ? "options and number" : "neither options nor number",
                   "one of options and number", "keep one"});
    }
    if (options) {
        const auto elements = options->elements(most_options);
        to.options += elements.size();
        if (to.options > most_options_together &&
            to.options - elements.size() <= most_options_together) {
            options->tell({error_code::too_many,
                           std::to_string(to.options) + " options in all items so far",
                           "at most " + std::to_string(most_options_together),
                           "make the answers coarser, or items with numbers"});
        }
        if (options->is(json_type::array) && elements.empty() &&
            options->node().children().empty()) {
            options->tell({error_code::list_empty, "no option", "at least one option",
                           "add the answers that can be given"});
        }
        for (const cursor& element : elements) {
            field_reader one{element};
            option o;
            if (const auto c = one.required("code")) { read_code(*c, codes, o.code); }
            if (const auto c = one.required("label")) { o.label = to.read_texts(*c); }
            if (const auto c = one.optional("formerly")) {
                if (c->is(json_type::array) && c->node().children().empty()) {
                    to.left_out.insert(c->node());
                }
                for (const cursor& former : c->elements(most_options)) {
                    std::string code;
                    if (read_code(former, codes, code)) { o.formerly.push_back(code); }
                }
            }
            one.finish();
            out.options.push_back(std::move(o));
        }
    }
    if (number) {
        field_reader one{*number, &to.left_out};
        number_range range;
        std::optional<decimal> min;
        std::optional<decimal> max;
        if (const auto c = one.required("min")) { min = c->number(); }
        if (const auto c = one.required("max")) { max = c->number(); }
        if (const auto c = one.optional("integer")) {
            range.integer = c->boolean().value_or(false);
            if (!range.integer) { one.is_default("integer"); }
        }
        one.finish();
        range.min = min.value_or(decimal{});
        range.max = max.value_or(range.min);
        if ((min && max && range.min > range.max) ||
            (range.integer && (!range.min.is_whole() || !range.max.is_whole()))) {
            number->tell({error_code::number_range_empty,
                          to_string(range.min) + " to " + to_string(range.max),
                          range.integer ? "whole numbers, min not above max" : "min not above max",
                          "mend the bounds"});
        }
        range.max = std::max(range.min, range.max);
        out.number = range;
    }
    if (out.options.empty() && !out.number) {
        out.options.push_back({"none", {}, {}});
    } // a fault was told
}

std::bitset<3> read_roles(const cursor& from) {
    std::bitset<3> out;
    for (const std::size_t r : from.several_of(role_names)) { out.set(r); }
    return out;
}

void read_lapses(instrument_reading& to, item& out, const cursor& from) {
    field_reader fields{from};
    for (const std::string_view name : {"joins", "leaves", "events"}) {
        const auto c = fields.optional(name);
        if (c && c->is(json_type::array) && c->node().children().empty()) {
            to.left_out.insert(c->node());
        }
        if (!c) { continue; }
        if (name == "joins") { out.lapses_on.joins = read_roles(*c); }
        if (name == "leaves") { out.lapses_on.leaves = read_roles(*c); }
        if (name == "events") { out.lapses_on.events = c->codes(1000); }
    }
    fields.finish();
    if (out.lapses_on.joins.none() && out.lapses_on.leaves.none() && out.lapses_on.events.empty()) {
        to.left_out.insert(from.node());
    }
}

std::optional<answer> read_best(const item& of, const cursor& from) {
    if (of.number) {
        const auto number = from.number();
        if (!number) { return std::nullopt; }
        if (*number < of.number->min || *number > of.number->max ||
            (of.number->integer && !number->is_whole())) {
            from.tell({error_code::value_unknown, to_string(*number),
                       "a number that the item takes", "write such a number"});
            return std::nullopt;
        }
        return answer{answer_kind::number, 0, *number};
    }
    const auto code = from.code();
    if (!code) { return std::nullopt; }
    for (std::size_t i = 0; i < of.options.size(); ++i) {
        if (of.options[i].code == *code) {
            return answer{answer_kind::option, static_cast<std::int32_t>(i), {}};
        }
    }
    std::vector<std::string_view> known;
    for (const option& o : of.options) { known.push_back(o.code); }
    static_cast<void>(from.one_of(known)); // tells
    return std::nullopt;
}

void read_asked(instrument_reading& to, item& out, field_reader& fields, bool kind_known) {
    if (const auto c = fields.required("ask")) { out.ask = to.read_texts(*c); }
    std::set<std::string, std::less<>> codes;
    if (const auto c = fields.required("answer")) {
        read_answer(to, out, *c, codes);
    } else {
        out.options.push_back({"none", {}, {}});
    }
    if (const auto c = fields.optional("retired")) {
        if (c->is(json_type::array) && c->node().children().empty()) {
            fields.is_default("retired");
        }
        for (const cursor& element : c->elements(most_options)) {
            std::string code;
            if (read_code(element, codes, code)) { out.retired.push_back(code); }
        }
    }
    if (const auto c = fields.optional("source")) {
        if (const auto source = c->id(); source && !to.cited.contains(*source)) {
            const std::vector<std::string_view> known{to.cited.begin(), to.cited.end()};
            c->tell({error_code::citation_missing, *source,
                     "the id of a source in evidence/sources", "add the source there",
                     nearest_name(*source, known)});
        }
    } else if (!to.out.draft) {
        fields.object().tell({error_code::citation_missing, "no field source",
                              "the source that the item rests on",
                              "name a source of the evidence card, or make it a draft"});
    }
    const auto life = fields.optional("shelf_life");
    if (life) { out.shelf_life = life->a_duration(); }
    if (!kind_known) {
        // whether it needs a shelf life cannot be told
    } else if (out.kind == item_kind::static_one && life) {
        life->tell({error_code::shelf_life_not_allowed, "a shelf life on a static item",
                    "none: it does not expire", "leave it out, or make the item dynamic"});
    } else if (out.kind != item_kind::static_one && !life) {
        fields.object().tell(
            {error_code::shelf_life_missing,
             "no shelf life on a " +
                 std::string{item_kind_names[static_cast<std::size_t>(out.kind)]} + " item",
             "the field shelf_life", "say for how long an answer holds, such as P3M"});
    }
    if (const auto c = fields.optional("lapses_on")) { read_lapses(to, out, *c); }
    if (const auto c = fields.optional("when_stale")) {
        out.when_stale = static_cast<when_stale>(c->one_of(when_stale_names).value_or(0));
        if (out.when_stale == when_stale::unknown) { fields.is_default("when_stale"); }
    }
    if (const auto c = fields.optional("when_contested")) {
        static constexpr std::string_view names[] = {"latest", "range"};
        out.contested_range = c->one_of(names).value_or(0) == 1;
        if (!out.contested_range) { fields.is_default("when_contested"); }
    }
    if (const auto c = fields.optional("pick")) {
        field_reader pick{*c};
        if (const auto r = pick.required("rule")) {
            out.pick = static_cast<pick_rule>(r->one_of(pick_rule_names).value_or(0));
        }
        if (out.pick == pick_rule::latest) {
            fields.is_default("pick");
            if (const auto w = pick.optional("window")) { static_cast<void>(w->a_duration()); }
        } else if (const auto w = pick.required("window")) {
            out.pick_window = w->a_duration();
        }
        pick.finish();
    }
    if (const auto c = fields.optional("sources")) {
        const auto read = c->several_of(source_names);
        if (c->is(json_type::array) && c->node().children().empty()) {
            c->tell({error_code::list_empty, "no source", "at least one source whose word counts",
                     "leave the field out for the usual ones"});
        }
        const auto usual = out.sources;
        out.sources.reset();
        for (const std::size_t s : read) { out.sources.set(s); }
        if (out.sources == usual) { fields.is_default("sources"); }
    }
    if (const auto c = fields.optional("changeable")) {
        out.changeable = c->boolean().value_or(false);
        if (!out.changeable) { fields.is_default("changeable"); }
    }
    if (const auto c = fields.optional("best")) {
        out.best = read_best(out, *c);
    } else if (out.changeable) {
        fields.object().tell({error_code::best_missing, "a changeable item without best",
                              "the field best", "say which answer help works towards"});
    }
    if (const auto c = fields.optional("audit_only")) {
        out.audit_only = c->boolean().value_or(false);
        if (!out.audit_only) { fields.is_default("audit_only"); }
    }
}

void read_derived(instrument_reading& to, item& out, const cursor& from) {
    field_reader fields{from};
    static constexpr std::string_view kinds[] = {"age", "count_persons", "count_events",
                                                 "days_since_event"};
    const auto stated =
        std::count_if(std::begin(kinds), std::end(kinds), [&fields](std::string_view kind) {
            return fields.optional(kind).has_value();
        });
    derivation derive;
    const auto events = [&](const cursor& of, derivation_kind kind, bool windowed) {
        derive.kind = kind;
        field_reader one{of};
        event_query query = read_event_query(to, one, "types", windowed ? "window" : "");
        query.per = out.per;
        if (windowed) {
            if (const auto c = one.optional("part")) {
                query.part =
                    static_cast<part>(c->one_of(std::span{part_names}.first(3)).value_or(0));
                if (out.per == asked_of::family) {
                    c->tell({error_code::field_not_allowed, "part on an item of the family",
                             "part only with per: child or caregiver",
                             "leave it out, or derive the item per person"});
                }
            }
        }
        one.finish();
        derive.query = add_query(to, std::move(query));
    };
    const auto who = [&](field_reader& one) {
        if (const auto c = one.required("role")) {
            derive.role = static_cast<role>(c->one_of(role_names).value_or(0));
        }
        if (out.per != asked_of::family && derive.role != role_of(out.per)) {
            from.tell({error_code::field_not_allowed, "a role other than the item's per",
                       "the role that the item is derived for", "make the two the same"});
        }
    };
    if (const auto c = fields.optional("age")) {
        derive.kind = derivation_kind::age;
        field_reader one{*c};
        static constexpr std::string_view names[] = {"youngest", "oldest"};
        if (const auto of = one.required("of")) {
            derive.oldest = of->one_of(names).value_or(0) == 1;
        }
        who(one);
        one.finish();
    } else if (const auto p = fields.optional("count_persons")) {
        derive.kind = derivation_kind::count_persons;
        field_reader one{*p};
        who(one);
        derive.ages = read_ages(one.optional("ages"));
        one.finish();
    } else if (const auto e = fields.optional("count_events")) {
        events(*e, derivation_kind::count_events, true);
    } else if (const auto d = fields.optional("days_since_event")) {
        events(*d, derivation_kind::days_since_event, false);
    } else if (fields.usable()) {
        from.tell({error_code::field_missing, "none of them",
                   "one of age, count_persons, count_events, days_since_event",
                   "say what the item follows from"});
    }
    fields.finish();
    if (stated > 1) {
        from.tell({error_code::fields_exclude, stated_of(from.node(), kinds), "one derivation",
                   "make an item of each"});
    }
    out.number = range_of(derive.kind);
    out.derive = derive;
}

} // namespace

std::int32_t add_query(instrument_reading& to, event_query query) {
    const auto known = std::find(to.out.queries.begin(), to.out.queries.end(), query);
    if (known != to.out.queries.end()) {
        return static_cast<std::int32_t>(known - to.out.queries.begin());
    }
    to.out.queries.push_back(std::move(query));
    return static_cast<std::int32_t>(to.out.queries.size()) - 1;
}

event_query read_event_query(instrument_reading& to, field_reader& fields, std::string_view types,
                             std::string_view window) {
    event_query out;
    if (const auto c = fields.required(types)) {
        out.types = c->codes(1000);
        if (c->is(json_type::array) && c->node().children().empty()) {
            c->tell({error_code::list_empty, "no type", "at least one type of event",
                     "name the types that count"});
        }
    }
    if (const auto c = fields.optional("severities")) {
        out.severities = c->codes(1000);
        if (c->is(json_type::array) && c->node().children().empty()) {
            to.left_out.insert(c->node());
        }
    }
    if (const auto c = fields.optional("bases")) {
        for (const std::size_t b : c->several_of(basis_names)) {
            out.bases.push_back(static_cast<basis>(b));
        }
        if (c->is(json_type::array) && c->node().children().empty()) {
            to.left_out.insert(c->node());
        }
    }
    if (!window.empty()) {
        if (const auto c = fields.optional(window)) { out.window = c->a_duration(); }
    }
    return out;
}

void read_items(instrument_reading& to, const cursor& from) {
    const auto elements = from.elements(most_items);
    if (from.is(json_type::array) && from.node().children().empty()) {
        from.tell({error_code::list_empty, "no item", "at least one item", "add what is asked"});
    }
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const cursor& element = elements[i];
        field_reader fields{element, &to.left_out};
        item out;
        if (const auto c = fields.required("id")) { out.id = c->id().value_or(""); }
        bool kind_known = false;
        if (const auto c = fields.required("kind")) {
            const auto kind = c->one_of(item_kind_names);
            kind_known = kind.has_value();
            out.kind = static_cast<item_kind>(kind.value_or(0));
        }
        bool per_known = true;
        if (const auto c = fields.optional("per")) {
            const auto per = c->one_of(asked_of_names);
            per_known = per.has_value();
            out.per = static_cast<asked_of>(per.value_or(0));
            if (out.per == asked_of::family) { fields.is_default("per"); }
        }
        if (const auto c = fields.optional("ages")) {
            out.ages = read_ages(c);
            if (per_known && out.per == asked_of::family) {
                c->tell({error_code::field_not_allowed, "ages on an item of the family",
                         "ages only with per: child or caregiver", "leave it out"});
            }
        }
        if (const auto c = fields.optional("label")) { out.label = to.read_texts(*c); }
        if (const auto c = fields.optional("justification")) {
            out.justification = to.read_texts(*c);
        }
        if (const auto c = fields.optional("when_unknown")) {
            out.when_unknown = static_cast<when_unknown>(c->one_of(when_unknown_names).value_or(0));
            if (out.when_unknown == when_unknown::range) { fields.is_default("when_unknown"); }
        }
        if (const auto c = fields.optional("formerly")) {
            if (c->is(json_type::array) && c->node().children().empty()) {
                fields.is_default("formerly");
            }
            for (const cursor& former : c->elements(most_items)) {
                if (const auto id = former.id()) {
                    if (!to.out.item_names.emplace(*id, static_cast<std::int32_t>(i)).second ||
                        to.items.contains(*id)) {
                        former.tell({error_code::name_duplicate, *id,
                                     "an id that no other item has or had", "give it another id"});
                    }
                    out.formerly.push_back(*id);
                }
            }
        }
        if (out.kind == item_kind::derived) {
            if (const auto c = fields.required("derive")) {
                read_derived(to, out, *c);
            } else {
                out.number = range_of(derivation_kind::count_events);
            }
        } else {
            read_asked(to, out, fields, kind_known);
            if (const auto c = fields.optional("applies_when")) {
                out.applies_when = read_condition(to, *c, {static_cast<std::int32_t>(i)});
            }
        }
        fields.finish();
        if (!out.id.empty() && to.items.at(out.id) == static_cast<std::int32_t>(i)) {
            to.out.item_names.emplace(out.id, static_cast<std::int32_t>(i));
        }
        to.out.items.push_back(std::move(out));
        check_words(to, i, element);
    }
}

} // namespace actueel::detail
