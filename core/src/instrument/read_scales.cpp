// SPDX-License-Identifier: MPL-2.0
#include "reading.hpp"

#include <actueel/base/nearest.hpp>
#include <actueel/instrument/read_instrument.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

void read_option_points(const item& of, point_table& out, const cursor& from) {
    std::vector<std::string_view> codes;
    for (const option& o : of.options) { codes.push_back(o.code); }
    out.by_option.assign(codes.size(), decimal{});
    if (!from.expect(json_type::object)) { return; }
    std::vector<bool> given;
    for (const std::string_view code : codes) {
        given.push_back(code.empty());
    } // of a code at fault, which was told
    for (const std::string_view key : from.node().keys()) {
        const cursor value = from.at(key);
        const auto points = value.number();
        const auto found = std::find(codes.begin(), codes.end(), key);
        if (found == codes.end()) {
            value.tell({error_code::name_unknown, "the option " + shown(key),
                        "an option of the item", "write the item's own code",
                        nearest_name(key, codes)});
            continue;
        }
        const auto index = static_cast<std::size_t>(found - codes.begin());
        given[index] = true;
        out.by_option[index] = points.value_or(decimal{});
    }
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (!given[i]) {
            from.tell({error_code::option_without_points,
                       "no points for the option " + shown(codes[i]), "points for every option",
                       "add them"});
        }
    }
}

void read_bins(const item& of, point_table& out, const cursor& from) {
    const auto elements = from.elements(most_options);
    for (const cursor& element : elements) {
        field_reader fields{element};
        bin b;
        if (const auto c = fields.required("at_least")) {
            b.at_least = c->number().value_or(decimal{});
        }
        if (const auto c = fields.required("points")) {
            b.points = c->number().value_or(decimal{});
        }
        fields.finish();
        if (!out.bins.empty() && b.at_least <= out.bins.back().at_least) {
            element.tell({error_code::bins_order, to_string(b.at_least),
                          "more than " + to_string(out.bins.back().at_least),
                          "put the bins in order, each beginning where the one before ends"});
            continue;
        }
        out.bins.push_back(b);
    }
    if (from.is(json_type::array) && from.node().children().empty()) {
        from.tell({error_code::list_empty, "no bin", "at least one bin",
                   "add bins that cover every number of the item"});
    }
    if (!out.bins.empty() && of.number && out.bins.front().at_least > of.number->min) {
        from.tell({error_code::bins_gap, "a first bin at " + to_string(out.bins.front().at_least),
                   "a bin for every number from " + to_string(of.number->min) + " on",
                   "begin the first bin there"});
    }
    if (out.bins.empty()) { out.bins.push_back({}); } // a fault was told
}

linear_points read_linear(instrument_reading& to, const cursor& from) {
    field_reader fields{from, &to.left_out};
    linear_points out;
    if (const auto c = fields.required("times")) { out.times = c->number().value_or(decimal{}); }
    if (const auto c = fields.optional("plus")) {
        out.plus = c->number().value_or(decimal{});
        if (out.plus == decimal{}) { fields.is_default("plus"); }
    }
    if (const auto c = fields.optional("min")) { out.min = c->number(); }
    if (const auto c = fields.optional("max")) { out.max = c->number(); }
    fields.finish();
    if (out.min && out.max && *out.min > *out.max) {
        from.tell({error_code::number_range_empty,
                   to_string(*out.min) + " to " + to_string(*out.max), "min not above max",
                   "mend the bounds"});
    }
    return out;
}

/// A linear term whose ends could leave the range of decimals is refused: then no later sum can overflow.
bool fits(const point_table& points, const item& of) {
    if (!points.linear) { return true; }
    const decimal a = points.of(of.number->min);
    const decimal b = points.of(of.number->max);
    return std::max(a, b) <= largest_decimal && std::min(a, b) >= -largest_decimal;
}

void read_item_term(instrument_reading& to, term& out, field_reader& fields, const cursor& name) {
    const auto index = to.name(name, to.items, "an item of this instrument");
    const auto points = fields.optional("points");
    const auto bins = fields.optional("bins");
    const auto linear = fields.optional("linear");
    const auto if_none = fields.optional("if_none");
    const auto combine = fields.optional("combine");
    const auto most = fields.optional("most");
    if (!index) { return; }
    const item& of = to.out.items[static_cast<std::size_t>(*index)];
    if (of.audit_only) {
        name.tell({error_code::audit_only_counts, of.id + " is for audit only",
                   "an item that may give points", "take it out of the scale"});
    }
    static constexpr std::string_view ways[] = {"points", "bins", "linear"};
    const int stated = int{points.has_value()} + int{bins.has_value()} + int{linear.has_value()};
    const bool options = !of.options.empty();
    if (stated != 1 || points.has_value() != options) {
        fields.object().tell({error_code::points_do_not_fit,
                              stated_of(fields.object().node(), ways),
                              options ? "points, for an item with options"
                                      : "one of bins and linear, for an item with numbers",
                              "say once how answers become points"});
        return;
    }
    if (points) { read_option_points(of, out.points, *points); }
    if (bins) { read_bins(of, out.points, *bins); }
    if (linear) { out.points.linear = read_linear(to, *linear); }
    const bool since = of.derive && of.derive->kind == derivation_kind::days_since_event;
    if (if_none) {
        out.points.if_none = if_none->number();
        if (!since) {
            if_none->tell({error_code::field_not_allowed, "if_none on another item",
                           "if_none only for days_since_event", "leave it out"});
        }
    } else if (since) {
        fields.object().tell({error_code::field_missing, "no field if_none",
                              "the points when there is no such event", "add it"});
    }
    if (combine) {
        out.over_persons = static_cast<combine_rule>(
            combine->one_of(std::span{combine_rule_names}.first(3)).value_or(1));
        if (of.per == asked_of::family) {
            combine->tell({error_code::field_not_allowed, "combine on an item of the family",
                           "combine only for a per-person item", "leave it out"});
        }
    } else if (of.per != asked_of::family) {
        fields.object().tell({error_code::combine_missing, "no field combine",
                              "max, min or sum, for a per-person item",
                              "say how the members' points combine"});
    }
    const bool sums = out.over_persons == combine_rule::sum && combine.has_value();
    if (most) {
        out.most = most->number().value_or(decimal{});
        if (!sums) {
            most->tell({error_code::field_not_allowed, "most without a sum over persons",
                        "most only with combine: sum", "leave it out"});
        }
    } else if (sums) {
        fields.object().tell({error_code::most_missing, "a sum over persons without most",
                              "the field most", "say what the sum does not exceed"});
    }
    if (!fits(out.points, of)) {
        fields.object().tell({error_code::decimal_too_large, "points beyond 10^9",
                              "points within 10^9", "state min and max"});
        return;
    }
    out.any = out.points.any_answer(of);
    out.item = *index;
}

/// What a term gives over every answer, one member per per-person item (decision 0002, 17).
interval<decimal> reach(const instrument_content& in, const term& t) {
    if (t.scale >= 0) { return in.scales[static_cast<std::size_t>(t.scale)].range; }
    const item& of = in.items[static_cast<std::size_t>(t.item)];
    if (of.per == asked_of::family || t.over_persons != combine_rule::sum) { return t.any; }
    return {std::min(t.any.low, t.most),
            t.any.high > decimal{} ? t.most : std::min(t.any.high, t.most)};
}

interval<decimal> combined(const instrument_content& in, const scale& s) {
    std::optional<interval<decimal>> out;
    std::int64_t count = 0;
    for (const term& t : s.terms) {
        if (t.item < 0 && t.scale < 0) { continue; }
        const interval<decimal> one = reach(in, t);
        ++count;
        if (!out) {
            out = one;
        } else if (s.combine == combine_rule::max) {
            out = {std::max(out->low, one.low), std::max(out->high, one.high)};
        } else if (s.combine == combine_rule::min) {
            out = {std::min(out->low, one.low), std::min(out->high, one.high)};
        } else {
            out = {out->low + one.low, out->high + one.high};
        }
    }
    if (!out) { return {}; }
    if (s.combine == combine_rule::mean) {
        return {rounded_mean(out->low, count), rounded_mean(out->high, count)};
    }
    return *out;
}

/// Scales so that each follows those it names; tells a cycle at each scale in it.
void order_scales(instrument_reading& to, const cursor& from) {
    auto& scales = to.out.scales;
    std::vector<bool> placed(scales.size());
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t i = 0; i < scales.size(); ++i) {
            const bool ready =
                std::all_of(scales[i].terms.begin(), scales[i].terms.end(), [&](const term& t) {
                    return t.scale < 0 || placed[static_cast<std::size_t>(t.scale)];
                });
            if (placed[i] || !ready) { continue; }
            placed[i] = moved = true;
            to.out.scale_order.push_back(static_cast<std::int32_t>(i));
        }
    }
    for (std::size_t i = 0; i < scales.size(); ++i) {
        if (placed[i]) { continue; }
        const cursor at = from.at(i);
        at.tell({error_code::scale_cycle, "a scale that rests on itself",
                 "scales that rest on items in the end", "take one of its scale terms out"});
    }
}

void check_bound(const cursor& at, std::string_view name, decimal given) {
    const cursor c = at.at(name);
    const auto stated = c.number();
    if (stated && *stated != given) {
        c.tell({error_code::bound_not_given, to_string(*stated),
                to_string(given) + ", which the items give", "mend the bound or the points"});
    }
}

void read_cuts(instrument_reading& to, scale& out, const cursor& from) {
    if (!from.expect(json_type::object)) { return; }
    if (to.out.levels.empty()) {
        from.tell({error_code::levels_missing, "cuts without levels", "levels",
                   "state the levels of the instrument"});
        return;
    }
    out.cuts.assign(to.out.levels.size(), std::nullopt);
    for (const std::string_view key : from.node().keys()) {
        const cursor value = from.at(key);
        const auto cut = value.number();
        const auto level = to.levels.find(key);
        if (level == to.levels.end()) {
            std::vector<std::string_view> known;
            for (const auto& l : to.out.levels) { known.push_back(l.id); }
            value.tell({error_code::name_unknown, shown(key), "a level of this instrument",
                        "write the level's own id", nearest_name(key, known)});
            continue;
        }
        out.cuts[static_cast<std::size_t>(level->second)] = cut;
    }
    std::optional<decimal> before;
    for (std::size_t i = 0; i < out.cuts.size(); ++i) {
        if (!out.cuts[i]) { continue; }
        if (before && *out.cuts[i] <= *before) {
            from.at(std::string_view{to.out.levels[i].id})
                .tell({error_code::cuts_order, to_string(*out.cuts[i]),
                       "more than " + to_string(*before),
                       "a higher level begins at a higher value"});
        }
        before = out.cuts[i];
    }
}

} // namespace

void read_scales(instrument_reading& to, const cursor& from) {
    const auto elements = from.elements(most_scales);
    if (from.is(json_type::array) && from.node().children().empty()) {
        from.tell({error_code::list_empty, "no scale", "at least one scale", "add one"});
    }
    for (const cursor& element : elements) {
        field_reader fields{element, &to.left_out};
        scale out;
        if (const auto c = fields.required("id")) { out.id = c->id().value_or(""); }
        if (const auto c = fields.optional("label")) { out.label = to.read_texts(*c); }
        bool sums = false; // and not merely unread
        if (const auto c = fields.required("combine")) {
            const auto rule = c->one_of(combine_rule_names);
            sums = rule == std::size_t{0};
            out.combine = static_cast<combine_rule>(rule.value_or(0));
        }
        if (const auto c = fields.required("terms")) {
            const auto terms = c->elements(most_terms);
            to.terms += terms.size();
            if (to.terms > most_terms_together && to.terms - terms.size() <= most_terms_together) {
                c->tell({error_code::too_many,
                         std::to_string(to.terms) + " terms in all scales so far",
                         "at most " + std::to_string(most_terms_together),
                         "let one scale name another"});
            }
            for (const cursor& t : terms) {
                field_reader one{t, &to.left_out};
                term read;
                const auto item_name = one.optional("item");
                const auto scale_name = one.optional("scale");
                if (one.usable() && item_name.has_value() == scale_name.has_value()) {
                    t.tell({error_code::fields_exclude,
                            item_name ? "item and scale" : "neither item nor scale",
                            "one of item and scale", "keep one"});
                    for (const std::string_view name :
                         {"points", "bins", "linear", "if_none", "combine", "most"}) {
                        static_cast<void>(one.optional(name)); // what they say cannot be checked
                    }
                } else if (item_name) {
                    read_item_term(to, read, one, *item_name);
                } else if (scale_name) {
                    read.scale =
                        to.name(*scale_name, to.scales, "a scale of this instrument").value_or(-1);
                }
                one.finish();
                const bool twice =
                    std::any_of(out.terms.begin(), out.terms.end(), [&read](const term& earlier) {
                        return (read.item >= 0 && earlier.item == read.item) ||
                               (read.scale >= 0 && earlier.scale == read.scale);
                    });
                if (twice) {
                    t.tell({error_code::entry_duplicate, "the same term again",
                            "each item or scale once", "leave the second out"});
                }
                out.terms.push_back(std::move(read));
            }
            if (c->is(json_type::array) && c->node().children().empty()) {
                c->tell({error_code::list_empty, "no term", "at least one term",
                         "name an item or a scale"});
            }
        }
        if (const auto c = fields.optional("min_answered")) {
            const auto n =
                c->whole(1, static_cast<std::int64_t>(std::max<std::size_t>(out.terms.size(), 1)));
            if (n) { out.min_answered = static_cast<std::int32_t>(*n); }
            if (sums) {
                c->tell({error_code::field_not_allowed, "min_answered on a sum",
                         "min_answered only with max, min or mean",
                         "a sum over some of its terms would be too small: leave it out"});
            }
        }
        if (const auto c = fields.optional("table")) {
            for (const cursor& row : c->elements(most_options)) {
                if (!row.is(json_type::array) || row.node().children().size() != 2) {
                    row.tell({error_code::type_wrong, shown(row.node()), "a pair [points, value]",
                              "write the two numbers"});
                    continue;
                }
                const table_row read{row.at(std::size_t{0}).number().value_or(decimal{}),
                                     row.at(std::size_t{1}).number().value_or(decimal{})};
                if (!out.table.empty() && read.at_least <= out.table.back().at_least) {
                    row.tell({error_code::bins_order, to_string(read.at_least),
                              "more than " + to_string(out.table.back().at_least),
                              "put the rows in order"});
                    continue;
                }
                out.table.push_back(read);
            }
            if (c->is(json_type::array) && c->node().children().empty()) {
                fields.is_default("table");
            }
        }
        if (const auto c = fields.optional("cuts")) { read_cuts(to, out, *c); }
        if (const auto c = fields.optional("standard_error")) {
            out.standard_error = c->number();
            if (out.standard_error && *out.standard_error <= decimal{}) {
                c->tell({error_code::number_range_empty, to_string(*out.standard_error),
                         "more than 0", "state the standard error of measurement"});
            }
        }
        if (const auto c = fields.optional("higher_is")) {
            static constexpr std::string_view names[] = {"worse", "better"};
            out.higher_is_better = c->one_of(names).value_or(0) == 1;
            if (!out.higher_is_better) { fields.is_default("higher_is"); }
        }
        static_cast<void>(fields.optional("minimum"));
        static_cast<void>(fields.optional("maximum"));
        fields.finish();
        to.out.scales.push_back(std::move(out));
    }
    if (to.out.scales.size() != elements.size()) { return; }
    const std::size_t faults = from.faults().size();
    order_scales(to, from);
    if (from.faults().size() != faults) { return; }
    for (const std::int32_t index : to.out.scale_order) {
        const auto i = static_cast<std::size_t>(index);
        scale& s = to.out.scales[i];
        const cursor at = from.at(i);
        s.points_range = combined(to.out, s);
        s.range = s.published(s.points_range);
        if (s.points_range.high > largest_decimal || s.points_range.low < -largest_decimal) {
            at.tell({error_code::decimal_too_large, "a scale beyond 10^9", "a scale within 10^9",
                     "use a larger unit"});
        }
        if (at.node().find("minimum") != nullptr) {
            check_bound(at, "minimum", s.points_range.low);
        }
        if (at.node().find("maximum") != nullptr) {
            check_bound(at, "maximum", s.points_range.high);
        }
        if (!s.cuts.empty() && s.cuts.front() && *s.cuts.front() != s.range.low) {
            const cursor cuts = at.at("cuts");
            cuts.at(std::string_view{to.out.levels.front().id})
                .tell({error_code::cut_of_lowest, to_string(*s.cuts.front()),
                       to_string(s.range.low) + ", the scale's minimum",
                       "the lowest level begins there by itself: leave its cut out"});
        }
    }
}

} // namespace actueel::detail
