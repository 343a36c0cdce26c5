// SPDX-License-Identifier: MPL-2.0
#include "agreed.hpp"
#include "part_writing.hpp"

#include <actueel/response/status.hpp>

namespace actueel::detail {
namespace {

void write_level_change(part_writing& p, const change& all, const change& seen) {
    if (!all.before.found) {
        p.w.field_null("level");
    } else {
        p.w.key("level").open_object();
        p.levels("before", all.before.decided.level);
        p.levels("after", all.after.decided.level);
        p.w.close_object();
    }
    p.w.key("causes").open_array();
    for (const level_cause& one : seen.causes) {
        const bool of_record =
            one.of == level_cause::kind::plan || one.of == level_cause::kind::override_;
        if (!of_record && p.out.of.not_shared) { continue; } // as the rules: all or none
        p.w.open_object().field("cause", name_of(change_cause_names, one.cause));
        p.w.field("of", name_of(level_cause_names, one.of)).key("id");
        if (of_record) {
            p.w.value(p.out.id_of(one.index));
        } else if (one.of == level_cause::kind::rule) {
            p.w.value(std::string_view{p.asked->rules[static_cast<std::size_t>(one.index)].id});
        } else {
            p.w.null();
        }
        p.w.field("before", one.before).field("after", one.after);
        p.out.records("records", one.records);
        p.w.close_object();
    }
    p.w.close_array();
}

[[nodiscard]] bool agreed_points(const change& all, const change& seen) {
    return agreed_scales(seen.before.scales, all.before.scales) &&
           agreed_scales(seen.after.scales, all.after.scales);
}

void write_scale_changes(part_writing& p, const change& all, const change& seen) {
    p.w.key("scales").open_array();
    const bool told = p.points_shown() && agreed_points(all, seen);
    for (std::size_t s = 0; told && s < all.scales.size(); ++s) {
        p.w.open_object().field("id", std::string_view{p.asked->scales[s].id});
        p.bounds("before", all.before.scales[s].value);
        p.bounds("after", all.after.scales[s].value);
        const auto& reliable = all.scales[s].reliable;
        if (reliable) {
            p.w.field("verdict", name_of(change_verdict_names, reliable->verdict));
        } else {
            p.w.field_null("verdict");
        }
        p.w.close_object();
    }
    p.w.close_array();
}

void write_change_state(part_writing& p, std::string_view key, const assessment& a,
                        const changed_row& row, std::int32_t index) {
    if (index < 0) {
        p.w.field_null(key);
        return;
    }
    const item& of = p.item_at(row.item);
    const response& one = a.seen.now.rows[static_cast<std::size_t>(index)];
    p.w.key(key).open_object().field("status", name_of(status_names, status_of(of, one)));
    p.write_answer(of, one);
    p.write_day_of(one);
    p.out.record("record", one.current.record);
    p.w.close_object();
}

void write_row_changes(part_writing& p, const change& all, const change& seen) {
    p.w.key("rows").open_array();
    const bool points = p.points_shown() && agreed_points(all, seen);
    for (const changed_row& row : seen.rows) {
        if (!p.concerns_reader(row.item, row.person)) { continue; }
        p.w.open_object().field("item", p.item_id(row.item));
        p.out.person("person", row.person);
        write_change_state(p, "before", seen.before, row, row.before);
        write_change_state(p, "after", seen.after, row, row.after);
        p.w.key("shares").open_array();
        for (std::size_t s = 0; points && s < row.shares.size(); ++s) {
            const movement moved = row.shares[s];
            if (moved == movement{}) { continue; }
            p.w.open_object().field("scale", std::string_view{p.asked->scales[s].id});
            p.w.field("low", moved.low).field("high", moved.high).close_object();
        }
        p.w.close_array().field("cause", name_of(change_cause_names, row.cause));
        p.out.records("records", row.records);
        p.w.close_object();
    }
    p.w.close_array();
}

} // namespace

void write_change(part_writing& p) {
    if (!p.part.whole_change || !p.part.shared_change) {
        p.w.field_null("change");
        return;
    }
    const change& all = *p.part.whole_change;
    const change& seen = *p.part.shared_change;
    p.w.key("change").open_object().field("since", all.before.when.as_of);
    p.w.field("known_at", std::string_view{to_string(all.before.when.known_at)});
    p.out.record("sign_off", all.sign_off != no_record && p.out.is_shared(all.sign_off)
                                 ? all.sign_off
                                 : no_record);
    write_level_change(p, all, seen);
    write_scale_changes(p, all, seen);
    write_row_changes(p, all, seen);
    p.w.field("not_shared", p.out.of.not_shared).close_object();
}

} // namespace actueel::detail
