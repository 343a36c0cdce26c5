// SPDX-License-Identifier: MPL-2.0
#include "agreed.hpp"
#include "overridden.hpp"
#include "writing.hpp"

#include <actueel/assessment/due.hpp>
#include <actueel/assessment/notes.hpp>
#include <actueel/assessment/what_if.hpp>
#include <actueel/response/status.hpp>

#include <algorithm>
#include <iterator>

namespace actueel::detail {
namespace {

/// The blocks in which findings stand apart: facts from what was said, and both from what was concluded.
constexpr std::array<std::string_view, 5> block_names = {"facts", "said", "concluded", "not_stated",
                                                         "derived"};

/// One item for one person, as it is shared.
struct told_row {
    std::int32_t item = -1;
    const response* shared = nullptr;
};

class part_writer {
  public:
    part_writer(report_writer& out, const report_part& part, finding_number& number)
        : out_{out}, w_{out.w}, part_{part}, asked_{part.asked}, number_{number},
          points_shown_{out.of.reader.kind != audience_kind::child} {}

    void write() {
        w_.open_object();
        write_instrument();
        out_.person("child", part_.whole ? part_.whole->seen.now.child : nobody);
        w_.field("assessed", part_.whole.has_value());
        if (part_.whole) {
            gather_rows();
            write_level();
            write_timeline();
            write_change();
            write_counts();
            write_findings();
            write_own_words();
            write_no_longer_counts();
            write_not_known();
            write_not_applicable();
            write_lapses();
            write_ask_next();
            write_overrides();
            write_overridden();
            write_due();
            write_signed();
            write_scales();
            write_rules();
            write_ignored();
            write_notes();
        }
        w_.close_object();
    }

  private:
    [[nodiscard]] const assessment& whole() const { return *part_.whole; }
    [[nodiscard]] const assessment& shared() const { return *part_.shared; }
    [[nodiscard]] const item& item_at(std::int32_t i) const {
        return asked_->items[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] std::string_view item_id(std::int32_t i) const { return item_at(i).id; }
    [[nodiscard]] day as_of() const { return out_.of.question.as_of; }

    void levels(std::string_view key, const level_interval& range) {
        w_.key(key).open_object();
        w_.field("low", std::string_view{asked_->levels[static_cast<std::size_t>(range.low)].id});
        w_.field("high", std::string_view{asked_->levels[static_cast<std::size_t>(range.high)].id})
            .close_object();
    }
    void levels(std::string_view key, const std::optional<level_interval>& range) {
        if (range) {
            levels(key, *range);
        } else {
            w_.field_null(key);
        }
    }
    template <class Bounds>
    void bounds(std::string_view key, const Bounds& b) {
        w_.key(key).open_object().field("low", b.low).field("high", b.high).close_object();
    }

    // ---- the instrument and its evidence card

    void write_instrument() {
        const evidence_card& card = asked_->evidence;
        w_.key("instrument").open_object().field("id", std::string_view{asked_->id});
        w_.field("version", std::string_view{asked_->version})
            .field("sha256", std::string_view{asked_->sha256})
            .field("draft", asked_->draft)
            .field("validated", card.validated);
        out_.text_or_null("purpose", asked_->purpose);
        out_.in_languages("title", asked_->title);
        w_.close_object();
        w_.key("evidence").open_object();
        out_.in_languages("statement", card.statement);
        out_.in_languages("meant_for", card.meant_for);
        out_.in_languages("not_for", card.not_for);
        w_.key("sources").open_array();
        for (const citation& c : card.sources) {
            w_.open_object().field("id", std::string_view{c.id});
            w_.field("cite", std::string_view{c.cite});
            out_.text_or_null("doi", c.doi);
            w_.close_object();
        }
        w_.close_array().key("figures").open_array();
        for (const evidence_figure& f : card.figures) {
            w_.open_object().field("measure", std::string_view{f.measure});
            w_.key("value").raw(f.value);
            w_.key("low").raw(f.low.empty() ? "null" : f.low);
            w_.key("high").raw(f.high.empty() ? "null" : f.high);
            out_.text_or_null("on", f.on);
            out_.text_or_null("source", f.source);
            w_.close_object();
        }
        w_.close_array().close_object();
    }

    // ---- the level, as the whole history gives it

    static bool same_level(const segment& a, const segment& b) {
        return a.state.computed == b.state.computed && a.state.final_level == b.state.final_level;
    }
    /// The segment of the day asked about; the last of the course where days ahead are cut off.
    [[nodiscard]] std::size_t now_at() const {
        const auto& all = part_.course->segments;
        std::size_t at = 0;
        while (at + 1 < all.size() && all[at + 1].start <= as_of()) { ++at; }
        return at;
    }
    /// The first of the unbroken run of segments with the level of that one.
    [[nodiscard]] std::size_t run_start(std::size_t at) const {
        const auto& all = part_.course->segments;
        while (at > 0 && all[at - 1].until == all[at].start && same_level(all[at - 1], all[at])) {
            --at;
        }
        return at;
    }

    void write_causes(const std::vector<cause>& causes) {
        w_.key("causes").open_array();
        bool kept_back = false;
        for (const cause& c : causes) {
            if (!out_.is_shared(c.record)) {
                kept_back = true;
                continue;
            }
            w_.open_object().field("cause", name_of(cause_names, c.kind));
            out_.record("record", c.record);
            w_.close_object();
        }
        if (kept_back) {
            w_.open_object().field("cause", "not_shared").field_null("record").close_object();
        }
        w_.close_array();
    }

    void write_level() {
        if (!whole().found) {
            w_.field_null("level");
            return;
        }
        const auto& all = part_.course->segments;
        const std::size_t now = now_at();
        const std::size_t first = run_start(now);
        w_.key("level").open_object();
        levels("computed", whole().found->level);
        levels("final", whole().decided.level);
        w_.field("determined", is_exact(whole().found->level));
        if (whole().found->rate) {
            bounds("rate", *whole().found->rate);
        } else {
            w_.field_null("rate");
        }
        w_.field("since", all[first].start);
        write_causes(all[first].causes);
        std::optional<day> changes;
        for (std::size_t s = now + 1; ahead_shared() && s < all.size() && !changes; ++s) {
            if (!same_level(all[s], all[now])) { changes = all[s].start; }
        }
        w_.field("until", changes);
        write_was(first);
        w_.close_object();
    }

    /// The last level that was determined before it lapsed, where none is now.
    void write_was(std::size_t first) {
        const auto& all = part_.course->segments;
        const segment* last = nullptr;
        if (!is_exact(whole().decided.level)) {
            for (std::size_t s = 0; s < first; ++s) {
                if (is_exact(*all[s].state.final_level)) { last = &all[s]; }
            }
        }
        if (last == nullptr) {
            w_.field_null("was");
            return;
        }
        w_.key("was").open_object();
        w_.field("level",
                 std::string_view{
                     asked_->levels[static_cast<std::size_t>(last->state.final_level->low)].id});
        w_.field("until", last->until).close_object();
    }

    /// A level that changes ahead because of what is withheld would tell its day: then nothing is told of the days ahead.
    [[nodiscard]] bool ahead_shared() const {
        const auto& all = part_.course->segments;
        return std::all_of(all.begin(), all.end(), [this](const segment& s) {
            return s.start <= as_of() ||
                   std::all_of(s.causes.begin(), s.causes.end(),
                               [this](const cause& c) { return out_.is_shared(c.record); });
        });
    }

    /// The day on which what is told of the days ahead ends.
    [[nodiscard]] day last_told() const {
        return ahead_shared() ? day::never() : next_day(as_of());
    }

    void write_timeline() {
        w_.key("timeline").open_array();
        if (whole().found) {
            const day last = last_told();
            for (const segment& s : part_.course->segments) {
                if (s.start >= last) { break; }
                w_.open_object().field("start", s.start).field("until", std::min(s.until, last));
                levels("computed", s.state.computed);
                levels("final", s.state.final_level);
                write_causes(s.causes);
                w_.close_object();
            }
        }
        w_.close_array();
    }

    // ---- what changed since another day

    void write_change() {
        if (!part_.whole_change || !part_.shared_change) {
            w_.field_null("change");
            return;
        }
        const change& all = *part_.whole_change;
        const change& seen = *part_.shared_change;
        w_.key("change").open_object().field("since", all.before.when.as_of);
        w_.field("known_at", std::string_view{to_string(all.before.when.known_at)});
        out_.record("sign_off", all.sign_off != no_record && out_.is_shared(all.sign_off)
                                    ? all.sign_off
                                    : no_record);
        write_level_change(all, seen);
        write_scale_changes(all, seen);
        write_row_changes(all, seen);
        w_.field("not_shared", out_.of.not_shared).close_object();
    }

    void write_level_change(const change& all, const change& seen) {
        if (!all.before.found) {
            w_.field_null("level");
        } else {
            w_.key("level").open_object();
            levels("before", all.before.decided.level);
            levels("after", all.after.decided.level);
            w_.close_object();
        }
        w_.key("causes").open_array();
        for (const level_cause& one : seen.causes) {
            const bool of_record =
                one.of == level_cause::kind::plan || one.of == level_cause::kind::override_;
            if (!of_record && out_.of.not_shared) { continue; } // as the rules: all or none
            w_.open_object().field("cause", name_of(change_cause_names, one.cause));
            w_.field("of", name_of(level_cause_names, one.of)).key("id");
            if (of_record) {
                w_.value(out_.id_of(one.index));
            } else if (one.of == level_cause::kind::rule) {
                w_.value(std::string_view{asked_->rules[static_cast<std::size_t>(one.index)].id});
            } else {
                w_.null();
            }
            w_.field("before", one.before).field("after", one.after);
            out_.records("records", one.records);
            w_.close_object();
        }
        w_.close_array();
    }

    [[nodiscard]] static bool scales_shared(const change& all, const change& seen) {
        return agreed_scales(seen.before.scales, all.before.scales) &&
               agreed_scales(seen.after.scales, all.after.scales);
    }
    void write_scale_changes(const change& all, const change& seen) {
        w_.key("scales").open_array();
        const bool told = points_shown_ && scales_shared(all, seen);
        for (std::size_t s = 0; told && s < all.scales.size(); ++s) {
            w_.open_object().field("id", std::string_view{asked_->scales[s].id});
            bounds("before", all.before.scales[s].value);
            bounds("after", all.after.scales[s].value);
            const auto& reliable = all.scales[s].reliable;
            if (reliable) {
                w_.field("verdict", name_of(change_verdict_names, reliable->verdict));
            } else {
                w_.field_null("verdict");
            }
            w_.close_object();
        }
        w_.close_array();
    }

    void write_row_changes(const change& all, const change& seen) {
        w_.key("rows").open_array();
        const bool points = points_shown_ && scales_shared(all, seen);
        for (const changed_row& row : seen.rows) {
            if (!concerns_reader(row.item, row.person)) { continue; }
            w_.open_object().field("item", item_id(row.item));
            out_.person("person", row.person);
            write_change_state("before", seen.before, row, row.before);
            write_change_state("after", seen.after, row, row.after);
            w_.key("shares").open_array();
            for (std::size_t s = 0; points && s < row.shares.size(); ++s) {
                const movement moved = row.shares[s];
                if (moved == movement{}) { continue; }
                w_.open_object().field("scale", std::string_view{asked_->scales[s].id});
                w_.field("low", moved.low).field("high", moved.high).close_object();
            }
            w_.close_array().field("cause", name_of(change_cause_names, row.cause));
            out_.records("records", row.records);
            w_.close_object();
        }
        w_.close_array();
    }

    void write_change_state(std::string_view key, const assessment& a, const changed_row& row,
                            std::int32_t index) {
        if (index < 0) {
            w_.field_null(key);
            return;
        }
        const item& of = item_at(row.item);
        const response& one = a.seen.now.rows[static_cast<std::size_t>(index)];
        w_.key(key).open_object().field("status", name_of(status_names, status_of(of, one)));
        write_answer(of, one);
        write_day_of(one);
        out_.record("record", one.current.record);
        w_.close_object();
    }

    // ---- rows

    /// Whether a row is for the reader: to a child, those of the family and its own.
    [[nodiscard]] bool concerns_reader(std::int32_t item, std::int32_t person) const {
        return out_.of.reader.kind != audience_kind::child ||
               item_at(item).per == asked_of::family || person == out_.of.reader.person;
    }

    /// Every row of what is shared that is for the reader. The whole history has no part in them: whether a withheld answer
    /// stands behind one cannot be told.
    void gather_rows() {
        for (std::size_t i = 0; i < asked_->items.size(); ++i) {
            const auto item = static_cast<std::int32_t>(i);
            for (const response& row : shared().seen.now.of(item)) {
                if (concerns_reader(item, row.person)) { rows_.push_back({item, &row}); }
            }
        }
    }
    [[nodiscard]] status status_at(const told_row& row) const {
        return status_of(item_at(row.item), *row.shared);
    }
    [[nodiscard]] std::vector<told_row> rows_with(status is) const {
        std::vector<told_row> out;
        std::copy_if(rows_.begin(), rows_.end(), std::back_inserter(out),
                     [&](const told_row& row) { return status_at(row) == is; });
        return out;
    }
    [[nodiscard]] bool asked_row(const told_row& row) const { return !item_at(row.item).derived(); }

    void write_said(std::string_view key, const item& of, const answer& given) {
        w_.key(key);
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
    void write_answer(const item& of, const response& row) {
        if (!of.derived()) {
            write_said("answer", of, row.current.said);
            return;
        }
        w_.key("answer");
        if (status_of(of, row) != status::current) {
            w_.null();
        } else if (row.derived->is_none) {
            w_.value("none");
        } else {
            w_.value(row.derived->between.low);
        }
    }
    void write_day_of(const response& row) {
        if (row.current.said.kind == answer_kind::none) {
            w_.field_null("observed_on");
        } else {
            w_.field("observed_on", row.current.observed_on);
        }
    }
    void write_expiry(const expiry& e) {
        w_.field("expires_on", e.on);
        if (e.cause == expiry_cause::never) {
            w_.field_null("expires_by");
            return;
        }
        w_.key("expires_by").open_object();
        w_.field("why", name_of(expiry_cause_names, e.cause));
        out_.record("record", e.record);
        w_.close_object();
    }
    void write_item(const told_row& row) {
        w_.field("item", item_id(row.item));
        w_.field("kind", name_of(item_kind_names, item_at(row.item).kind));
        out_.person("person", row.shared->person);
    }

    void write_counts() {
        std::array<std::int64_t, 4> n{};
        std::int64_t contested_rows = 0;
        for (const told_row& row : rows_) {
            if (!asked_row(row)) { continue; }
            ++n[static_cast<std::size_t>(status_at(row))];
            contested_rows += contested(*row.shared) ? 1 : 0;
        }
        w_.key("counts").open_object().field("current", n[0]).field("stale", n[1]);
        w_.field("unknown", n[2]).field("not_applicable", n[3]);
        w_.field("contested", contested_rows).close_object();
    }

    [[nodiscard]] std::size_t block_of(const told_row& row) const {
        return item_at(row.item).derived() ? 4U
                                           : static_cast<std::size_t>(row.shared->current.basis);
    }

    void write_findings() {
        std::vector<told_row> current = rows_with(status::current);
        std::stable_sort(current.begin(), current.end(),
                         [this](const told_row& a, const told_row& b) {
                             // what may change stands before what does not
                             return (item_at(a.item).kind == item_kind::static_one) <
                                    (item_at(b.item).kind == item_kind::static_one);
                         });
        w_.key("findings").open_object();
        for (std::size_t block = 0; block < block_names.size(); ++block) {
            w_.key(block_names[block]).open_array();
            for (const told_row& row : current) {
                if (block_of(row) == block) { write_finding(row); }
            }
            w_.close_array();
        }
        w_.close_object();
    }

    void write_finding(const told_row& pair) {
        const response& row = *pair.shared;
        const item& of = item_at(pair.item);
        w_.open_object().field("n", number_.next());
        write_item(pair);
        w_.field("applies", row.applies);
        write_answer(of, row);
        if (row.derived && !row.derived->is_none) {
            bounds("value", row.derived->between);
        } else {
            w_.field_null("value");
        }
        write_day_of(row);
        const std::int32_t record = row.current.record;
        out_.record("record", record);
        if (record == no_record) {
            w_.field_null("recorded_on").field("late", false);
            w_.field_null("source").field_null("by").field_null("basis");
            w_.field_null("note").field_null("document");
        } else {
            out_.written_down(record, row.current.observed_on);
            w_.field("source", name_of(source_names, row.current.source));
            out_.text_or_null("by", row.current.by);
            w_.field("basis", name_of(basis_names, row.current.basis));
            const told_content& told = out_.told(record);
            out_.note("note", told.note, told.by);
            out_.note("document", told.document, told.by);
        }
        write_expiry(row.current.expires);
        w_.field("contested", contested(row));
        write_voices(of, row);
        write_disputes(pair);
        write_attempts(row);
        write_points(pair);
        w_.close_object();
    }

    void write_voices(const item& of, const response& row) {
        w_.key("voices").open_array();
        for (const word& v : row.voices) {
            w_.open_object();
            out_.record("record", v.record);
            w_.field("source", name_of(source_names, v.source));
            out_.text_or_null("by", v.by);
            w_.field("basis", name_of(basis_names, v.basis)).field("observed_on", v.observed_on);
            write_said("answer", of, v.said);
            w_.field("counted", v.counted);
            const told_content& told = out_.told(v.record);
            out_.note("note", told.note, told.by);
            w_.close_object();
        }
        w_.close_array();
    }

    /// Disputes that nobody answered, by the record or the row that they are about.
    void write_disputes(const told_row& row) { out_.records("disputes", row.shared->disputes); }

    void write_attempts(const response& row) {
        w_.key("attempts").open_array();
        for (const shown_record& s : row.shown) {
            w_.open_object();
            out_.record("record", s.record);
            w_.field("why", s.repeats ? "repeats" : "not_seen").close_object();
        }
        w_.close_array();
    }

    void write_points(const told_row& pair) {
        w_.key("points").open_array();
        if (points_shown_) {
            for_each_term(pair.item, [&](const scale& s, const term& t) {
                const contribution c = contribution_of(item_at(pair.item), t, *pair.shared);
                if (c.applies == kleene::no) { return; }
                w_.open_object().field("scale", std::string_view{s.id});
                w_.field("low", c.points.low).field("high", c.points.high).close_object();
            });
        }
        w_.close_array();
    }
    template <class Visit>
    void for_each_term(std::int32_t item, Visit visit) const {
        for (const scale& s : asked_->scales) {
            for (const term& t : s.terms) {
                if (t.item == item) { visit(s, t); }
            }
        }
    }

    /// What the reader has said itself about this instrument's questions, newest first, whether it counts or not.
    void write_own_words() {
        w_.key("own_words").open_array();
        const std::int32_t reader = out_.of.reader.person;
        const auto read = try_read(asked_, out_.of.shared);
        if (reader >= 0 && read) {
            const std::string& id = out_.of.shared->persons[static_cast<std::size_t>(reader)];
            auto words = out_.of.in_force.observations;
            std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) {
                return a.content->observed_on > b.content->observed_on;
            });
            for (const observation_in_force& o : words) {
                const read_answer& said = read->answers[static_cast<std::size_t>(o.record)]
                                                       [static_cast<std::size_t>(o.link)];
                const bool own = o.content->by == id ||
                                 (o.content->by.empty() && o.content->source == source::child &&
                                  o.content->person == reader);
                if (!own || said.item < 0 || o.content->observed_on > as_of()) { continue; }
                w_.open_object();
                out_.record("record", o.record);
                w_.field("item", item_id(said.item));
                out_.person("person", o.content->person);
                write_said("answer", item_at(said.item), said.said);
                w_.field("observed_on", o.content->observed_on);
                out_.text_or_null("note", out_.told(o.record).note);
                w_.close_object();
            }
        }
        w_.close_array();
    }

    void write_no_longer_counts() {
        std::vector<told_row> stale = rows_with(status::stale);
        std::stable_sort(stale.begin(), stale.end(), [](const told_row& a, const told_row& b) {
            return a.shared->current.observed_on < b.shared->current.observed_on;
        });
        w_.key("no_longer_counts").open_array();
        for (const told_row& pair : stale) {
            const response& row = *pair.shared;
            const item& of = item_at(pair.item);
            w_.open_object();
            write_item(pair);
            write_answer(of, row);
            write_day_of(row);
            out_.record("record", row.current.record);
            w_.field("source", name_of(source_names, row.current.source));
            out_.text_or_null("by", row.current.by);
            w_.field("basis", name_of(basis_names, row.current.basis));
            const told_content& told = out_.told(row.current.record);
            out_.note("note", told.note, told.by);
            write_expiry(row.current.expires);
            w_.field("kept", of.when_stale == when_stale::keep).key("gave").open_array();
            if (points_shown_ && row.current.said.has_value()) {
                for_each_term(pair.item, [&](const scale& s, const term& t) {
                    w_.open_object().field("scale", std::string_view{s.id});
                    w_.field("points", t.points.of(row.current.said)).close_object();
                });
            }
            w_.close_array();
            write_voices(of, row);
            write_disputes(pair);
            write_attempts(row);
            w_.close_object();
        }
        w_.close_array();
    }

    void write_not_known() {
        w_.key("not_known").open_array();
        for (const told_row& pair : rows_with(status::unknown)) {
            w_.open_object();
            write_item(pair);
            write_answer(item_at(pair.item), *pair.shared);
            write_day_of(*pair.shared);
            write_voices(item_at(pair.item), *pair.shared);
            write_disputes(pair);
            write_attempts(*pair.shared);
            w_.close_object();
        }
        w_.close_array();
    }

    void write_not_applicable() {
        w_.key("not_applicable").open_array();
        for (const told_row& pair : rows_with(status::not_applicable)) {
            if (!asked_row(pair)) { continue; }
            w_.open_object();
            write_item(pair);
            w_.close_object();
        }
        w_.close_array();
    }

    /// What ceases to count in the days ahead, soonest first.
    void write_lapses() {
        std::vector<told_row> soon;
        for (const told_row& row : rows_with(status::current)) {
            const day on = row.shared->current.expires.on;
            if (!on.is_never() && on - as_of() <= report_days_ahead) { soon.push_back(row); }
        }
        std::stable_sort(soon.begin(), soon.end(), [](const told_row& a, const told_row& b) {
            return a.shared->current.expires.on < b.shared->current.expires.on;
        });
        w_.key("lapses").open_array();
        for (const told_row& pair : soon) {
            w_.open_object();
            write_item(pair);
            out_.record("record", pair.shared->current.record);
            w_.field("on", pair.shared->current.expires.on).close_object();
        }
        w_.close_array();
    }

    /// Most telling first, as far as is shared; how far an answer settles the level is told where nothing is withheld.
    void write_ask_next() {
        w_.key("ask_next").open_array();
        for (const open_question& q : ask_next(shared())) {
            if (!concerns_reader(q.item, q.person)) { continue; }
            const bool settles = whole().found && !out_.of.not_shared;
            write_question(q.item, q.person,
                           settles ? name_of(settles_names, q.settled) : std::string_view{});
        }
        w_.close_array();
    }
    void write_question(std::int32_t item, std::int32_t person, std::string_view settles) {
        w_.open_object().field("item", item_id(item));
        out_.person("person", person);
        out_.text_or_null("settles", settles);
        w_.close_object();
    }

    // ---- how the level was found

    void write_overrides() {
        w_.key("overrides").open_array();
        for (const judged_override& o : shared().decided.overrides) {
            const auto& all = whole().decided.overrides;
            const auto same =
                std::find_if(all.begin(), all.end(),
                             [&o](const judged_override& one) { return one.record == o.record; });
            if (same == all.end()) { continue; }
            w_.open_object();
            out_.record("record", o.record);
            w_.field("level", std::string_view{o.content->level});
            w_.field("by", std::string_view{o.content->by});
            w_.field("start", o.content->term.start).field("until", o.content->term.until);
            w_.field("state", name_of(override_state_names, same->state));
            w_.key("why").open_array();
            for (const override_fault f : same->faults) {
                w_.value(name_of(override_fault_names, f));
            }
            w_.close_array().field("to_review", same->to_review);
            out_.text_or_null("reason", out_.told(o.record).reason);
            w_.close_object();
        }
        w_.close_array();
    }

    /// Overrides over the days of the timeline. Which of them counted is told of the whole history, as the levels are.
    void write_overridden() {
        w_.key("overridden").open_array();
        const records_in_force all = in_force_at(out_.of.whole, out_.until);
        for (const overridden& o :
             overridden_in(*part_.course, all.overrides, whole().seen.now.child, last_told())) {
            if (!out_.is_shared(o.record)) { continue; }
            w_.open_object();
            out_.record("record", o.record);
            w_.field("level", std::string_view{o.content->level});
            w_.field("by", std::string_view{o.content->by});
            w_.field("start", o.content->term.start).field("until", o.content->term.until);
            out_.text_or_null("reason", out_.told(o.record).reason);
            w_.key("runs").open_array();
            for (const override_run& run : o.runs) {
                w_.open_object().field("start", run.start).field("until", run.until);
                w_.field("state", name_of(override_state_names, run.state));
                w_.field("to_review", run.to_review);
                levels("computed", run.computed);
                levels("final", run.final_level);
                w_.close_object();
            }
            w_.close_array().close_object();
        }
        w_.close_array();
    }

    void write_due() {
        const due_days all = due_of(whole()); // its review follows from the level
        const std::optional<day> answers = due_of(shared()).answers;
        const std::optional<day> due = answers && all.review ? std::min(*answers, *all.review)
                                       : answers             ? answers
                                                             : all.review;
        w_.key("due").open_object().field("answers_due", answers).field("review_due", all.review);
        w_.field("due", due);
        w_.field("overdue_since", due && *due <= as_of() ? due : std::nullopt).close_object();
    }

    /// The last assessment of this instrument that was signed, by the day it speaks of.
    void write_signed() {
        const in_force<sign_off_content>* last = nullptr;
        for (const auto& one : shared().seen.sign_offs) {
            const bool later = last == nullptr || one.content->as_of >= last->content->as_of;
            if (one.content->as_of <= as_of() && later) { last = &one; }
        }
        if (last == nullptr) {
            w_.field_null("signed");
            return;
        }
        w_.key("signed").open_object();
        out_.record("record", last->record);
        w_.field("as_of", last->content->as_of).field("by", std::string_view{last->content->by});
        out_.codes("given_to", last->content->given_to);
        out_.text_or_null("low", last->content->low);
        out_.text_or_null("high", last->content->high);
        w_.close_object();
    }

    /// All values or none: a single one that differs would point at what is withheld.
    [[nodiscard]] bool scales_shared() const {
        return agreed_scales(shared().scales, whole().scales);
    }
    void write_scales() {
        w_.key("scales").open_array();
        const bool told = scales_shared();
        for (std::size_t s = 0; points_shown_ && s < whole().scales.size(); ++s) {
            const scale& of = asked_->scales[s];
            const scale_value& all = whole().scales[s];
            w_.open_object().field("id", std::string_view{of.id}).field("shared", told);
            if (told) {
                w_.field("low", all.value.low).field("high", all.value.high);
            } else {
                w_.field_null("low").field_null("high");
            }
            w_.key("terms").open_array();
            for (std::size_t t = 0; told && t < of.terms.size(); ++t) {
                write_term(of.terms[t], all.terms[t]);
            }
            w_.close_array().close_object();
        }
        w_.close_array();
    }
    void write_term(const term& t, const contribution& c) {
        w_.open_object();
        if (t.item >= 0) {
            w_.field("item", item_id(t.item)).field_null("scale");
        } else {
            w_.field_null("item").field(
                "scale", std::string_view{asked_->scales[static_cast<std::size_t>(t.scale)].id});
        }
        if (c.applies == kleene::no) {
            w_.field_null("low").field_null("high");
        } else {
            w_.field("low", c.points.low).field("high", c.points.high);
        }
        w_.close_object();
    }

    /// The rules that have a say; all or none.
    void write_rules() {
        w_.key("rules").open_array();
        for (std::size_t r = 0; rules_shared() && r < asked_->rules.size(); ++r) {
            const kleene truth = whole().found->rules[r].truth;
            if (truth == kleene::no) { continue; }
            w_.open_object().field("id", std::string_view{asked_->rules[r].id});
            w_.field("truth", truth).close_object();
        }
        w_.close_array();
    }
    [[nodiscard]] bool rules_shared() const {
        for (std::size_t r = 0; r < asked_->rules.size(); ++r) {
            if (whole().found->rules[r].truth != shared().found->rules[r].truth) { return false; }
        }
        return true;
    }

    void write_ignored() {
        w_.key("ignored").open_array();
        for (const ignored_observations& one : shared().seen.ignored) {
            static constexpr std::array<std::string_view, 4> whys = {
                "not_a_member", "not_in_instrument", "person_missing", "person_not_expected"};
            w_.open_object().field(
                "item",
                std::string_view{out_.of.shared->items[static_cast<std::size_t>(one.item)]});
            w_.field("why", name_of(whys, one.why)).field("count", std::int64_t{one.count});
            w_.close_object();
        }
        w_.close_array();
    }

    void write_notes() {
        w_.key("notes").open_array();
        for (const note& n : notes_of(shared())) {
            if (n.item >= 0 && !concerns_reader(n.item, n.person)) { continue; }
            w_.open_object().field("note", name_of(note_names, n.kind)).key("item");
            if (n.item < 0) {
                w_.null();
            } else {
                w_.value(item_id(n.item));
            }
            out_.person("person", n.person);
            out_.records("records", n.records);
            w_.close_object();
        }
        w_.close_array();
    }

    report_writer& out_;
    json_writer& w_;
    const report_part& part_;
    const instrument& asked_;
    finding_number& number_;
    bool points_shown_;
    std::vector<told_row> rows_{};
};

} // namespace

void write_part(report_writer& out, const report_part& part, finding_number& number) {
    part_writer{out, part, number}.write();
}

} // namespace actueel::detail
