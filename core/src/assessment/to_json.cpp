// SPDX-License-Identifier: MPL-2.0
#include <actueel/assessment/to_json.hpp>

#include <actueel/assessment/due.hpp>
#include <actueel/assessment/notes.hpp>
#include <actueel/assessment/what_if.hpp>
#include <actueel/base/json_writer.hpp>
#include <actueel/base/nearest.hpp>
#include <actueel/response/status.hpp>

#include <algorithm>

namespace actueel {
namespace {

template <class Enum, std::size_t N>
std::string_view name(const std::array<std::string_view, N>& names, Enum which) {
    return names[static_cast<std::size_t>(which)];
}

class document_writer {
  public:
    explicit document_writer(const assessment& a) : a_{a}, now_{a.seen.now} {}

    std::string write() && {
        w_.open_object();
        write_head();
        write_household();
        write_level();
        write_counts();
        write_scales();
        write_rules();
        write_items();
        write_no_longer_counts();
        write_due();
        write_ignored();
        write_ask_next();
        write_floor();
        write_notes();
        w_.close_object();
        return std::move(w_).take();
    }

  private:
    const item& item_at(std::size_t i) const { return a_.asked->items[i]; }

    json_writer& person(std::string_view key, std::int32_t index) {
        if (index < 0) { return w_.field_null(key); }
        return w_.field(key, std::string_view{a_.family->persons[static_cast<std::size_t>(index)]});
    }
    json_writer& record(std::string_view key, std::int32_t index) {
        if (index < 0) { return w_.field_null(key); }
        return w_.field(key,
                        std::string_view{a_.family->chains[static_cast<std::size_t>(index)].id});
    }
    void levels(std::string_view key, const std::optional<level_interval>& range) {
        if (!range) {
            w_.field_null(key);
            return;
        }
        w_.key(key).open_object();
        w_.field("low",
                 std::string_view{a_.asked->levels[static_cast<std::size_t>(range->low)].id});
        w_.field("high",
                 std::string_view{a_.asked->levels[static_cast<std::size_t>(range->high)].id});
        w_.close_object();
    }
    void bounds(const interval<decimal>& range) {
        w_.field("low", range.low).field("high", range.high);
    }
    void bounds(const contribution& c) {
        if (c.applies == kleene::no) {
            w_.field_null("low").field_null("high");
        } else {
            bounds(c.points);
        }
    }
    void said(const item& of, const answer& given) {
        switch (given.kind) {
        case answer_kind::none: w_.null(); break;
        case answer_kind::option:
            w_.value(std::string_view{of.options[static_cast<std::size_t>(given.option)].code});
            break;
        case answer_kind::number: w_.value(given.number); break;
        case answer_kind::unknown: w_.value("unknown"); break;
        case answer_kind::refused: w_.value("refused"); break;
        case answer_kind::not_applicable: w_.value("not_applicable"); break;
        case answer_kind::not_seen: w_.value("not_seen"); break;
        }
    }
    void by(std::string_view text) {
        if (text.empty()) {
            w_.field_null("by");
        } else {
            w_.field("by", text);
        }
    }
    void expires(const expiry& e) {
        w_.field("expires_on", e.on);
        if (e.cause == expiry_cause::never) {
            w_.field_null("expires_by");
            return;
        }
        w_.key("expires_by").open_object().field("why", name(expiry_cause_names, e.cause));
        record("record", e.record);
        w_.close_object();
    }

    void write_head() {
        w_.field("format", "actueel.assessment/1")
            .field("family", std::string_view{a_.family->family});
        person("child", now_.child);
        w_.field("as_of", a_.when.as_of)
            .field("known_at", std::string_view{to_string(a_.when.known_at)});
        w_.key("instrument").open_object();
        w_.field("id", std::string_view{a_.asked->id})
            .field("version", std::string_view{a_.asked->version});
        w_.field("sha256", std::string_view{a_.asked->sha256}).field("draft", a_.asked->draft);
        w_.field("validated", a_.asked->evidence.validated).close_object();
        w_.field("records_sha256", std::string_view{records_sha256(
                                       a_.family, a_.when.known_at.until(a_.when.as_of))});
    }

    void write_household() {
        w_.key("household").open_object();
        w_.field("child", name(role_state_names, now_.roles[0]))
            .field("caregiver", name(role_state_names, now_.roles[1]));
        w_.key("members").open_array();
        for (const member& m : now_.members) {
            w_.open_object();
            person("person", m.person);
            w_.field("role", name(role_names, m.role)).field("lives", name(lives_names, m.lives));
            w_.field("counted", m.counted).field("born_on", m.born_on);
            record("record", m.record);
            w_.close_object();
        }
        w_.close_array().close_object();
    }

    void write_level() {
        w_.key("level").open_object();
        levels("computed", a_.found ? std::optional{a_.found->level} : std::nullopt);
        levels("final", a_.found ? std::optional{a_.decided.level} : std::nullopt);
        w_.field("determined", a_.found ? std::optional{is_exact(a_.found->level)} : std::nullopt);
        if (a_.found && a_.found->rate) {
            w_.key("rate").open_object();
            bounds(*a_.found->rate);
            w_.close_object();
        } else {
            w_.field_null("rate");
        }
        w_.key("overrides").open_array();
        for (const judged_override& o : a_.decided.overrides) {
            w_.open_object();
            record("record", o.record);
            w_.field("level", std::string_view{o.content->level})
                .field("by", std::string_view{o.content->by});
            w_.field("start", o.content->term.start).field("until", o.content->term.until);
            w_.field("kind", o.floor ? "floor" : "cap")
                .field("state", name(override_state_names, o.state));
            w_.key("why").open_array();
            for (const override_fault f : o.faults) { w_.value(name(override_fault_names, f)); }
            w_.close_array().field("to_review", o.to_review).close_object();
        }
        w_.close_array().close_object();
    }

    void write_counts() {
        const status_counts n = counts_of(a_);
        w_.key("counts")
            .open_object()
            .field("current", n.current)
            .field("stale", n.stale)
            .field("unknown", n.unknown);
        w_.field("not_applicable", n.not_applicable).field("contested", n.contested).close_object();
    }

    void write_scales() {
        w_.key("scales").open_array();
        for (std::size_t i = 0; i < a_.scales.size(); ++i) {
            const scale& of = a_.asked->scales[i];
            const scale_value& s = a_.scales[i];
            w_.open_object().field("id", std::string_view{of.id});
            bounds(s.value);
            w_.key("points").open_object();
            bounds(s.points);
            w_.close_object();
            levels("level", of.cuts.empty() ? std::nullopt : std::optional{level_of(of, s.value)});
            w_.key("terms").open_array();
            for (std::size_t t = 0; t < of.terms.size(); ++t) {
                write_term(of.terms[t], s.terms[t]);
            }
            w_.close_array().close_object();
        }
        w_.close_array();
    }

    void write_term(const term& t, const contribution& c) {
        w_.open_object();
        if (t.item >= 0) {
            w_.field("item", std::string_view{item_at(static_cast<std::size_t>(t.item)).id})
                .field_null("scale");
        } else {
            w_.field_null("item").field(
                "scale", std::string_view{a_.asked->scales[static_cast<std::size_t>(t.scale)].id});
        }
        bounds(c);
        w_.field("applies", c.applies)
            .field("known", c.known && c.applies == kleene::yes)
            .close_object();
    }

    void write_rules() {
        w_.key("rules").open_array();
        for (std::size_t r = 0; r < a_.asked->rules.size(); ++r) {
            const rule_outcome& o = a_.found->rules[r];
            w_.open_object()
                .field("id", std::string_view{a_.asked->rules[r].id})
                .field("truth", o.truth);
            levels("level", o.level);
            w_.close_object();
        }
        w_.close_array();
    }

    void write_items() {
        w_.key("items").open_array();
        for (std::size_t i = 0; i < a_.asked->items.size(); ++i) {
            const item& of = item_at(i);
            w_.open_object()
                .field("id", std::string_view{of.id})
                .field("kind", name(item_kind_names, of.kind));
            w_.key("rows").open_array();
            for (const response& row : now_.of(static_cast<std::int32_t>(i))) {
                write_row(static_cast<std::int32_t>(i), of, row);
            }
            w_.close_array().close_object();
        }
        w_.close_array();
    }

    void write_row(std::int32_t index, const item& of, const response& row) {
        w_.open_object();
        person("person", row.person);
        const status is = status_of(of, row);
        w_.field("status", name(status_names, is)).field("applies", row.applies);
        w_.key("answer");
        if (of.derived()) {
            write_derived_answer(row, is);
        } else {
            said(of, row.current.said);
        }
        write_derived_value(row, is);
        const bool answered = row.current.said.kind != answer_kind::none;
        if (answered) {
            w_.field("observed_on", row.current.observed_on);
            w_.field("age_days", std::int64_t{a_.when.as_of - row.current.observed_on});
        } else {
            w_.field_null("observed_on").field_null("age_days");
        }
        expires(row.current.expires);
        record("record", row.current.record);
        if (answered) {
            w_.field("source", name(source_names, row.current.source));
            by(row.current.by);
            w_.field("basis", name(basis_names, row.current.basis));
        } else {
            w_.field_null("source").field_null("by").field_null("basis");
        }
        w_.field("contested", contested(row)).field("disputed", !row.disputes.empty());
        w_.key("voices").open_array();
        for (const word& v : row.voices) { write_voice(of, v); }
        w_.close_array().key("not_current").open_array();
        for (const shown_record& s : row.shown) {
            w_.open_object();
            record("record", s.record);
            w_.field("why", s.repeats ? "repeats" : "not_seen").close_object();
        }
        w_.close_array().key("points").open_array();
        for_each_term(index, [&](const scale& s, const term& t) {
            const contribution c = contribution_of(of, t, row);
            w_.open_object().field("scale", std::string_view{s.id});
            bounds(c);
            w_.field("applies", c.applies).close_object();
        });
        w_.close_array().close_object();
    }

    void write_derived_answer(const response& row, status is) {
        if (is != status::current) {
            w_.null();
        } else if (row.derived->is_none) {
            w_.value("none");
        } else {
            w_.value(row.derived->between.low);
        }
    }

    void write_derived_value(const response& row, status is) {
        if (!row.derived || row.derived->is_none || is == status::not_applicable) {
            w_.field_null("value");
            return;
        }
        w_.key("value")
            .open_object()
            .field("low", row.derived->between.low)
            .field("high", row.derived->between.high)
            .close_object();
    }

    void write_voice(const item& of, const word& v) {
        w_.open_object();
        record("record", v.record);
        w_.field("source", name(source_names, v.source));
        by(v.by);
        w_.field("basis", name(basis_names, v.basis))
            .field("observed_on", v.observed_on)
            .key("answer");
        said(of, v.said);
        w_.field("counted", v.counted).close_object();
    }

    template <class Visit>
    void for_each_term(std::int32_t item, Visit visit) {
        for (const scale& s : a_.asked->scales) {
            for (const term& t : s.terms) {
                if (t.item == item) { visit(s, t); }
            }
        }
    }

    void write_no_longer_counts() {
        struct lapsed {
            std::int32_t item;
            const response* row;
        };
        std::vector<lapsed> all;
        for (std::size_t i = 0; i < a_.asked->items.size(); ++i) {
            for (const response& row : now_.of(static_cast<std::int32_t>(i))) {
                if (status_of(item_at(i), row) == status::stale) {
                    all.push_back({static_cast<std::int32_t>(i), &row});
                }
            }
        }
        std::stable_sort(all.begin(), all.end(), [](const lapsed& x, const lapsed& y) {
            return x.row->current.observed_on < y.row->current.observed_on;
        });
        w_.key("no_longer_counts").open_array();
        for (const lapsed& l : all) {
            const item& of = item_at(static_cast<std::size_t>(l.item));
            w_.open_object().field("item", std::string_view{of.id});
            person("person", l.row->person);
            record("record", l.row->current.record);
            w_.key("answer");
            said(of, l.row->current.said);
            w_.field("observed_on", l.row->current.observed_on);
            expires(l.row->current.expires);
            w_.field("kept", of.when_stale == when_stale::keep).key("points");
            write_points_alone(l.item, l.row->current.said);
            w_.close_object();
        }
        w_.close_array();
    }

    void write_points_alone(std::int32_t item, const answer& given) {
        if (!given.has_value()) {
            w_.null();
            return;
        }
        w_.open_array();
        for_each_term(item, [&](const scale& s, const term& t) {
            w_.open_object()
                .field("scale", std::string_view{s.id})
                .field("points", t.points.of(given))
                .close_object();
        });
        w_.close_array();
    }

    void write_due() {
        const due_days d = due_of(a_);
        w_.key("due").open_object().field("answers_due", d.answers).field("review_due", d.review);
        w_.field("due", d.earliest).field("overdue_since", d.overdue_since).close_object();
    }

    void write_ignored() {
        std::vector<std::string_view> known;
        for (const item& of : a_.asked->items) { known.push_back(of.id); }
        w_.key("ignored").open_array();
        for (const ignored_observations& one : a_.seen.ignored) {
            static constexpr std::array<std::string_view, 4> whys = {
                "not_a_member", "not_in_instrument", "person_missing", "person_not_expected"};
            const std::string& text = a_.family->items[static_cast<std::size_t>(one.item)];
            w_.open_object()
                .field("item", std::string_view{text})
                .field("why", name(whys, one.why))
                .field("count", std::int64_t{one.count});
            const std::string nearest =
                one.why == ignored_why::not_in_instrument
                    ? nearest_name(std::string_view{text}.substr(text.find(':') + 1), known)
                    : std::string{};
            if (nearest.empty()) {
                w_.field_null("nearest");
            } else {
                w_.field("nearest", std::string_view{nearest});
            }
            w_.close_object();
        }
        w_.close_array();
    }

    void write_ask_next() {
        w_.key("ask_next").open_array();
        for (const open_question& q : ask_next(a_)) {
            w_.open_object().field("item",
                                   std::string_view{item_at(static_cast<std::size_t>(q.item)).id});
            person("person", q.person);
            if (a_.found) {
                w_.field("settles", name(settles_names, q.settled))
                    .field("levels_left", std::int64_t{q.levels_left});
            } else {
                w_.field_null("settles").field_null("levels_left");
            }
            w_.field("width_removed", q.width_removed).close_object();
        }
        w_.close_array();
    }

    void write_floor() {
        levels("floor", floor_of(a_));
        w_.key("ways").open_array();
        for (const way& one : ways_of(a_)) {
            w_.open_object().field(
                "item", std::string_view{item_at(static_cast<std::size_t>(one.item)).id});
            levels("level", one.level);
            w_.close_object();
        }
        w_.close_array();
    }

    void write_notes() {
        w_.key("notes").open_array();
        for (const note& n : notes_of(a_)) {
            w_.open_object().field("note", name(note_names, n.kind));
            if (n.item < 0) {
                w_.field_null("item");
            } else {
                w_.field("item", std::string_view{item_at(static_cast<std::size_t>(n.item)).id});
            }
            person("person", n.person);
            w_.key("records").open_array();
            for (const std::int32_t r : n.records) {
                w_.value(std::string_view{a_.family->chains[static_cast<std::size_t>(r)].id});
            }
            w_.close_array().close_object();
        }
        w_.close_array();
    }

    const assessment& a_;
    const situation& now_;
    json_writer w_{};
};

} // namespace

std::string to_json(const assessment& a) { return document_writer{a}.write(); }

} // namespace actueel
