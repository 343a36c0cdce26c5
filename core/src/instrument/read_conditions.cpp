// SPDX-License-Identifier: MPL-2.0
#include "reading.hpp"

#include <actueel/instrument/read_instrument.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

constexpr std::string_view status_names[] = {"current", "stale", "unknown", "not_applicable"};

/// The item that a condition or a plan looks at; tells a name that is not there, comes too late, or is for audit only.
std::optional<std::int32_t> read_item_name(instrument_reading& to, const cursor& from,
                                           condition_place where) {
    const auto index = to.name(from, to.items, "an item of this instrument");
    if (!index) { return std::nullopt; }
    if (where.items_before >= 0 && *index >= where.items_before && !to.derived.contains(*index)) {
        from.tell({error_code::looks_ahead, std::string{from.node().text},
                   "an item that stands earlier, or a derived one",
                   "put that item before this one"});
        return std::nullopt;
    }
    if (to.audit_only.contains(*index)) {
        from.tell({error_code::audit_only_counts,
                   std::string{from.node().text} + " is for audit only", "an item that may count",
                   "take it out of the condition"});
        return std::nullopt;
    }
    return index;
}

/// The option that a condition's value names; tells a code that the item lacks.
std::optional<std::int32_t> read_option(const item& of, const cursor& from) {
    const auto code = from.code();
    if (!code) { return std::nullopt; }
    std::vector<std::string_view> known;
    for (const option& o : of.options) {
        if (o.code == *code) { return static_cast<std::int32_t>(known.size()); }
        known.push_back(o.code);
    }
    static_cast<void>(from.one_of(known)); // tells
    return std::nullopt;
}

void tell_no_fit(const cursor& at, std::string_view found, std::string_view expected) {
    at.tell({error_code::condition_does_not_fit, std::string{found}, std::string{expected},
             "compare with what the item can be"});
}

void read_item_condition(instrument_reading& to, condition& out, field_reader& fields,
                         const cursor& item_name, condition_place where) {
    out.subject = read_item_name(to, item_name, where).value_or(-1);
    // Items are read before scales and rules, and `applies_when` sees earlier ones: only a derived one, always a
    // number, may still be to come.
    const bool read =
        out.subject >= 0 && static_cast<std::size_t>(out.subject) < to.out.items.size();
    const item* asked = read ? &to.out.items[static_cast<std::size_t>(out.subject)] : nullptr;
    if (const auto c = fields.optional("who")) {
        static constexpr std::string_view names[] = {"any", "all"};
        out.for_all = c->one_of(names).value_or(0) == 1;
        if (!out.for_all) { fields.is_default("who"); }
    }
    static constexpr std::string_view comparisons[] = {"is", "in", "at_least", "below", "status"};
    const auto is = fields.optional("is");
    const auto in = fields.optional("in");
    const auto at_least = fields.optional("at_least");
    const auto below = fields.optional("below");
    const auto status = fields.optional("status");
    const int stated = int{is.has_value()} + int{in.has_value()} + int{at_least.has_value()} +
                       int{below.has_value()} + int{status.has_value()};
    if (stated != 1) {
        fields.object().tell(
            {error_code::fields_exclude, stated_of(fields.object().node(), comparisons),
             "one of is, in, at_least, below, status", "keep one; join several with all or any"});
        return;
    }
    if (status) {
        out.kind = condition_kind::item_status;
        for (const std::size_t s : status->several_of(status_names)) { out.statuses |= 1U << s; }
        if (status->is(json_type::array) && status->node().children().empty()) {
            status->tell({error_code::list_empty, "no status", "at least one status",
                          "name the statuses that count"});
        }
        return;
    }
    if (at_least || below) {
        out.kind = at_least ? condition_kind::item_at_least : condition_kind::item_below;
        const cursor& bound = at_least ? *at_least : *below;
        out.bound = bound.number().value_or(decimal{});
        if (asked != nullptr && !asked->options.empty()) {
            tell_no_fit(bound, "a comparison with a number", "is or in: the item has options");
        }
        return;
    }
    out.kind = condition_kind::item_is_one_of;
    std::vector<cursor> values;
    if (in) {
        values = in->elements(most_options);
        if (in->is(json_type::array) && in->node().children().empty()) {
            in->tell({error_code::list_empty, "no answer", "at least one answer",
                      "name the answers that count"});
        }
    } else {
        values.push_back(*is);
    }
    for (const cursor& value : values) {
        if (out.subject < 0) { continue; } // the name's fault was told
        if (asked != nullptr && !asked->options.empty()) {
            if (const auto option = read_option(*asked, value)) { out.options.push_back(*option); }
        } else if (const auto number = value.number()) {
            out.numbers.push_back(*number);
        }
    }
    std::sort(out.options.begin(), out.options.end());
}

constexpr std::string_view kinds[] = {"item", "scale", "events", "plan", "all", "any", "not", "of"};

std::size_t kinds_stated(const json_node& object) {
    return static_cast<std::size_t>(
        std::count_if(std::begin(kinds), std::end(kinds),
                      [&](std::string_view k) { return object.find(k) != nullptr; }));
}

std::vector<condition> read_parts(instrument_reading& to, const cursor& from,
                                  condition_place where) {
    std::vector<condition> out;
    for (const cursor& element : from.elements(1000)) {
        out.push_back(read_condition(to, element, where));
    }
    if (from.is(json_type::array) && from.node().children().empty()) {
        from.tell({error_code::list_empty, "no condition", "at least one condition", "add one"});
    }
    return out;
}

} // namespace

condition read_condition(instrument_reading& to, const cursor& from, condition_place where) {
    condition out;
    if (++to.conditions == most_conditions + 1) {
        from.tell({error_code::too_many, "more conditions than that",
                   "at most " + std::to_string(most_conditions), "make it simpler"});
    }
    if (to.conditions > most_conditions) { return out; }
    field_reader fields{from, &to.left_out};
    if (!fields.usable()) { return out; }
    if (kinds_stated(from.node()) != 1) {
        from.tell({error_code::condition_does_not_fit, stated_of(from.node(), kinds),
                   "one of item, scale, events, plan, all, any, not, or at_least with of",
                   "write one"});
        return out;
    }
    if (const auto item_name = fields.optional("item")) {
        read_item_condition(to, out, fields, *item_name, where);
    } else if (const auto scale_name = fields.optional("scale")) {
        out.subject = to.name(*scale_name, to.scales, "a scale of this instrument").value_or(-1);
        if (where.items_before >= 0) {
            scale_name->tell({error_code::looks_ahead, "a scale",
                              "earlier items, derived ones, events or a plan",
                              "scales are known only when every item is"});
        }
        const auto at_least = fields.optional("at_least");
        const auto below = fields.optional("below");
        if (at_least.has_value() == below.has_value()) {
            from.tell({error_code::fields_exclude,
                       at_least ? "at_least and below" : "neither at_least nor below",
                       "one of at_least and below", "keep one"});
        } else {
            out.kind = at_least ? condition_kind::scale_at_least : condition_kind::scale_below;
            out.bound = (at_least ? *at_least : *below).number().value_or(decimal{});
        }
    } else if (fields.has("events")) {
        out.kind = condition_kind::events_at_least;
        out.subject = add_query(to, read_event_query(to, fields, "events", "within"));
        if (const auto c = fields.optional("at_least")) {
            out.count = static_cast<std::int32_t>(c->whole(1, 1'000'000).value_or(1));
            if (out.count == 1) { fields.is_default("at_least"); }
        }
    } else if (const auto plan = fields.optional("plan")) {
        out.kind = condition_kind::plan_active;
        static constexpr std::string_view names[] = {"active"};
        static_cast<void>(plan->one_of(names));
        if (const auto c = fields.optional("covers")) {
            if (c->is(json_type::array) && c->node().children().empty()) {
                fields.is_default("covers");
            }
            for (const cursor& element : c->elements(most_items)) {
                const auto index = read_item_name(to, element, where);
                if (!index) { continue; }
                if (to.derived.contains(*index) ||
                    !to.out.items[static_cast<std::size_t>(*index)].best) {
                    element.tell({error_code::best_missing, "an item under a plan without best",
                                  "the field best on that item",
                                  "say which answer means that there is nothing to cover"});
                    continue;
                }
                out.covers.push_back(*index);
            }
        }
    } else if (const auto all = fields.optional("all")) {
        out.kind = condition_kind::all;
        out.parts = read_parts(to, *all, where);
    } else if (const auto any = fields.optional("any")) {
        out.kind = condition_kind::any;
        out.parts = read_parts(to, *any, where);
    } else if (const auto negated = fields.optional("not")) {
        out.kind = condition_kind::negation;
        out.parts.push_back(read_condition(to, *negated, where));
    } else if (const auto of = fields.optional("of")) {
        out.kind = condition_kind::at_least_of;
        out.parts = read_parts(to, *of, where);
        if (const auto c = fields.required("at_least")) {
            out.count = static_cast<std::int32_t>(
                c->whole(1, static_cast<std::int64_t>(std::max<std::size_t>(out.parts.size(), 1)))
                    .value_or(1));
        }
    }
    fields.finish();
    return out;
}

} // namespace actueel::detail
