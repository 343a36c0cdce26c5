// SPDX-License-Identifier: MPL-2.0
#include "part_writing.hpp"

#include <actueel/response/status.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

/// The blocks in which findings stand apart: facts from what was said, and both from what was concluded.
constexpr std::array<std::string_view, 5> block_names = {"facts", "said", "concluded", "not_stated",
                                                         "derived"};

void write_expiry(part_writing& p, const expiry& e) {
    p.w.field("expires_on", e.on);
    if (e.cause == expiry_cause::never) {
        p.w.field_null("expires_by");
        return;
    }
    p.w.key("expires_by").open_object();
    p.w.field("why", name_of(expiry_cause_names, e.cause));
    p.out.record("record", e.record);
    p.w.close_object();
}

void write_voices(part_writing& p, const item& of, const response& row) {
    p.w.key("voices").open_array();
    for (const word& v : row.voices) {
        p.w.open_object();
        p.out.record("record", v.record);
        p.w.field("source", name_of(source_names, v.source));
        p.out.text_or_null("by", v.by);
        p.w.field("basis", name_of(basis_names, v.basis)).field("observed_on", v.observed_on);
        p.write_said("answer", of, v.said);
        p.w.field("counted", v.counted);
        const told_content& told = p.out.told(v.record);
        p.out.note("note", told.note, told.by);
        p.w.close_object();
    }
    p.w.close_array();
}

/// Disputes that nobody answered, by the record or the row that they are about.
void write_disputes(part_writing& p, const told_row& row) {
    p.out.records("disputes", row.shared->disputes);
}

void write_attempts(part_writing& p, const response& row) {
    p.w.key("attempts").open_array();
    for (const shown_record& s : row.shown) {
        p.w.open_object();
        p.out.record("record", s.record);
        p.w.field("why", s.repeats ? "repeats" : "not_seen").close_object();
    }
    p.w.close_array();
}

void write_points(part_writing& p, const told_row& pair) {
    p.w.key("points").open_array();
    if (p.points_shown()) {
        p.for_each_term(pair.item, [&](const scale& s, const term& t) {
            const contribution c = contribution_of(p.item_at(pair.item), t, *pair.shared);
            if (c.applies == kleene::no) { return; }
            p.w.open_object().field("scale", std::string_view{s.id});
            p.w.field("low", c.points.low).field("high", c.points.high).close_object();
        });
    }
    p.w.close_array();
}

[[nodiscard]] std::size_t block_of(const part_writing& p, const told_row& row) {
    return p.item_at(row.item).derived() ? 4U : static_cast<std::size_t>(row.shared->current.basis);
}

void write_finding(part_writing& p, const told_row& pair) {
    const response& row = *pair.shared;
    const item& of = p.item_at(pair.item);
    p.w.open_object().field("n", p.number.next());
    p.write_item(pair);
    p.w.field("applies", row.applies);
    p.write_answer(of, row);
    if (row.derived && !row.derived->is_none) {
        p.bounds("value", row.derived->between);
    } else {
        p.w.field_null("value");
    }
    p.write_day_of(row);
    const std::int32_t record = row.current.record;
    p.out.record("record", record);
    if (record == no_record) {
        p.w.field_null("recorded_on").field("late", false);
        p.w.field_null("source").field_null("by").field_null("basis");
        p.w.field_null("note").field_null("document");
    } else {
        p.out.written_down(record, row.current.observed_on);
        p.w.field("source", name_of(source_names, row.current.source));
        p.out.text_or_null("by", row.current.by);
        p.w.field("basis", name_of(basis_names, row.current.basis));
        const told_content& told = p.out.told(record);
        p.out.note("note", told.note, told.by);
        p.out.note("document", told.document, told.by);
    }
    write_expiry(p, row.current.expires);
    p.w.field("contested", contested(row));
    write_voices(p, of, row);
    write_disputes(p, pair);
    write_attempts(p, row);
    write_points(p, pair);
    p.w.close_object();
}

} // namespace

void write_counts(part_writing& p) {
    std::array<std::int64_t, 4> n{};
    std::int64_t contested_rows = 0;
    for (const told_row& row : p.rows) {
        if (!p.asked_row(row)) { continue; }
        ++n[static_cast<std::size_t>(p.status_at(row))];
        contested_rows += contested(*row.shared) ? 1 : 0;
    }
    p.w.key("counts").open_object().field("current", n[0]).field("stale", n[1]);
    p.w.field("unknown", n[2]).field("not_applicable", n[3]);
    p.w.field("contested", contested_rows).close_object();
}

void write_findings(part_writing& p) {
    std::vector<told_row> current = p.rows_with(status::current);
    std::stable_sort(current.begin(), current.end(), [&p](const told_row& a, const told_row& b) {
        // what may change stands before what does not
        return (p.item_at(a.item).kind == item_kind::static_one) <
               (p.item_at(b.item).kind == item_kind::static_one);
    });
    p.w.key("findings").open_object();
    for (std::size_t block = 0; block < block_names.size(); ++block) {
        p.w.key(block_names[block]).open_array();
        for (const told_row& row : current) {
            if (block_of(p, row) == block) { write_finding(p, row); }
        }
        p.w.close_array();
    }
    p.w.close_object();
}

void write_own_words(part_writing& p) {
    p.w.key("own_words").open_array();
    const std::int32_t reader = p.out.of.reader.person;
    const auto read = try_read(p.asked, p.out.of.shared);
    if (reader >= 0 && read) {
        const std::string& id = p.out.of.shared->persons[static_cast<std::size_t>(reader)];
        auto words = p.out.of.in_force.observations;
        std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) {
            return a.content->observed_on > b.content->observed_on;
        });
        for (const observation_in_force& o : words) {
            const read_answer& said =
                read->answers[static_cast<std::size_t>(o.record)][static_cast<std::size_t>(o.link)];
            const bool own = o.content->by == id ||
                             (o.content->by.empty() && o.content->source == source::child &&
                              o.content->person == reader);
            if (!own || said.item < 0 || o.content->observed_on > p.as_of()) { continue; }
            p.w.open_object();
            p.out.record("record", o.record);
            p.w.field("item", p.item_id(said.item));
            p.out.person("person", o.content->person);
            p.write_said("answer", p.item_at(said.item), said.said);
            p.w.field("observed_on", o.content->observed_on);
            p.out.text_or_null("note", p.out.told(o.record).note);
            p.w.close_object();
        }
    }
    p.w.close_array();
}

void write_no_longer_counts(part_writing& p) {
    std::vector<told_row> stale = p.rows_with(status::stale);
    std::stable_sort(stale.begin(), stale.end(), [](const told_row& a, const told_row& b) {
        return a.shared->current.observed_on < b.shared->current.observed_on;
    });
    p.w.key("no_longer_counts").open_array();
    for (const told_row& pair : stale) {
        const response& row = *pair.shared;
        const item& of = p.item_at(pair.item);
        p.w.open_object();
        p.write_item(pair);
        p.write_answer(of, row);
        p.write_day_of(row);
        p.out.record("record", row.current.record);
        p.w.field("source", name_of(source_names, row.current.source));
        p.out.text_or_null("by", row.current.by);
        p.w.field("basis", name_of(basis_names, row.current.basis));
        const told_content& told = p.out.told(row.current.record);
        p.out.note("note", told.note, told.by);
        write_expiry(p, row.current.expires);
        p.w.field("kept", of.when_stale == when_stale::keep).key("gave").open_array();
        if (p.points_shown() && row.current.said.has_value()) {
            p.for_each_term(pair.item, [&](const scale& s, const term& t) {
                p.w.open_object().field("scale", std::string_view{s.id});
                p.w.field("points", t.points.of(row.current.said)).close_object();
            });
        }
        p.w.close_array();
        write_voices(p, of, row);
        write_disputes(p, pair);
        write_attempts(p, row);
        p.w.close_object();
    }
    p.w.close_array();
}

void write_not_known(part_writing& p) {
    p.w.key("not_known").open_array();
    for (const told_row& pair : p.rows_with(status::unknown)) {
        p.w.open_object();
        p.write_item(pair);
        p.write_answer(p.item_at(pair.item), *pair.shared);
        p.write_day_of(*pair.shared);
        write_voices(p, p.item_at(pair.item), *pair.shared);
        write_disputes(p, pair);
        write_attempts(p, *pair.shared);
        p.w.close_object();
    }
    p.w.close_array();
}

void write_not_applicable(part_writing& p) {
    p.w.key("not_applicable").open_array();
    for (const told_row& pair : p.rows_with(status::not_applicable)) {
        if (!p.asked_row(pair)) { continue; }
        p.w.open_object();
        p.write_item(pair);
        p.w.close_object();
    }
    p.w.close_array();
}

void write_lapses(part_writing& p) {
    std::vector<told_row> soon;
    for (const told_row& row : p.rows_with(status::current)) {
        const day on = row.shared->current.expires.on;
        if (!on.is_never() && on - p.as_of() <= report_days_ahead) { soon.push_back(row); }
    }
    std::stable_sort(soon.begin(), soon.end(), [](const told_row& a, const told_row& b) {
        return a.shared->current.expires.on < b.shared->current.expires.on;
    });
    p.w.key("lapses").open_array();
    for (const told_row& pair : soon) {
        p.w.open_object();
        p.write_item(pair);
        p.out.record("record", pair.shared->current.record);
        p.w.field("on", pair.shared->current.expires.on).close_object();
    }
    p.w.close_array();
}

} // namespace actueel::detail
