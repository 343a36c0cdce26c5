// SPDX-License-Identifier: MPL-2.0
#include "writing.hpp"

#include <algorithm>
#include <utility>

namespace actueel::detail {
namespace {

constexpr std::array<std::string_view, 3> plan_state_names = {"to_come", "running", "past"};
constexpr std::array<std::string_view, 3> dispute_state_names = {"open", "answered", "ended"};

class records_writer {
  public:
    records_writer(report_writer& out, finding_number& number)
        : out_{out}, w_{out.w}, all_{out.of.in_force}, number_{number} {}

    void write() {
        write_spoken_with();
        write_events();
        write_plans();
        write_goals();
        write_views();
        write_disputes();
        write_late();
    }

  private:
    [[nodiscard]] day as_of() const { return out_.of.question.as_of; }
    [[nodiscard]] const std::vector<chain>& chains() const { return out_.of.shared->chains; }

    /// The contents of one type that are in force, by place, with their chains.
    template <class Content, class Do>
    void each(Do act) const {
        for (std::size_t c = 0; c < chains().size(); ++c) {
            const link* l = chains()[c].at(out_.until);
            if (l == nullptr) { continue; }
            if (const auto* content = std::get_if<Content>(&l->content)) {
                act(static_cast<std::int32_t>(c), *content);
            }
        }
    }
    /// The day on which a record was ended, by the latest ending in force.
    [[nodiscard]] day ended_on(std::int32_t record) const {
        day on = day::never();
        each<ending_content>([&](std::int32_t /*c*/, const ending_content& e) {
            if (e.ends == record) { on = e.on; }
        });
        return on;
    }
    void item_text(std::string_view key, std::int32_t item) {
        out_.text_or_null(
            key, item < 0
                     ? std::string_view{}
                     : std::string_view{out_.of.shared->items[static_cast<std::size_t>(item)]});
    }

    // ---- who was spoken with

    /// Whether somebody spoke for itself: its own word, or a child's or parent's word about itself that names nobody else.
    [[nodiscard]] bool speaks(const observation_content& c, std::int32_t person) const {
        if (c.said.kind == answer_kind::not_seen || c.repeats >= 0) { return false; }
        if (!c.by.empty()) {
            return c.by == out_.of.shared->persons[static_cast<std::size_t>(person)];
        }
        return c.person == person && (c.source == source::child || c.source == source::parent);
    }
    static void later(std::optional<day>& last, day d) { last = last ? std::max(*last, d) : d; }

    void write_spoken_with() {
        w_.key("spoken_with").open_array();
        std::vector<std::pair<role, std::int32_t>> seen;
        for (const std::int32_t m : all_.by_precedence) {
            const membership& one = all_.memberships[static_cast<std::size_t>(m)];
            const std::pair who{one.role, one.person};
            if (!one.term.holds(as_of()) ||
                std::find(seen.begin(), seen.end(), who) != seen.end()) {
                continue;
            }
            seen.push_back(who);
            // What others said is not told to a child, and so not when either.
            if (out_.of.reader.kind == audience_kind::child &&
                one.person != out_.of.reader.person) {
                continue;
            }
            std::optional<day> spoken;
            std::optional<day> attempted;
            for (const observation_in_force& o : all_.observations) {
                const observation_content& c = *o.content;
                if (c.observed_on > as_of()) { continue; }
                if (speaks(c, one.person)) { later(spoken, c.observed_on); }
                if (c.said.kind == answer_kind::not_seen && c.person == one.person) {
                    later(attempted, c.observed_on);
                }
            }
            each<view_content>([&](std::int32_t record, const view_content& v) {
                const bool own = out_.told(record).by ==
                                 out_.of.shared->persons[static_cast<std::size_t>(one.person)];
                if (own && v.observed_on <= as_of()) { later(spoken, v.observed_on); }
            });
            w_.open_object();
            out_.person("person", one.person);
            w_.field("role", name_of(role_names, one.role)).field("spoken_on", spoken);
            w_.field("attempted_on", attempted).close_object();
        }
        w_.close_array();
    }

    // ---- what happened, was agreed, and is wanted

    void write_events() {
        auto events = all_.events;
        std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) {
            return a.content->happened_on > b.content->happened_on;
        });
        w_.key("events").open_array();
        for (const auto& [record, e] : events) {
            if (e->happened_on > as_of()) { continue; }
            const told_content& told = out_.told(record);
            w_.open_object().field("n", number_.next());
            out_.record("record", record);
            w_.field("happened_on", e->happened_on);
            out_.written_down(record, e->happened_on);
            w_.field("event", std::string_view{e->type});
            out_.text_or_null("severity", e->severity);
            w_.field("basis", name_of(basis_names, e->basis));
            out_.voice(told);
            out_.note("note", told.note, told.by);
            out_.note("document", told.document, told.by);
            w_.key("persons").open_array();
            for (const auto& [person, part] : e->persons) {
                w_.open_object();
                out_.person("person", person);
                if (part == part::not_stated) {
                    w_.field_null("part");
                } else {
                    w_.field("part", name_of(part_names, part));
                }
                w_.close_object();
            }
            w_.close_array().close_object();
        }
        w_.close_array();
    }

    void write_plans() {
        w_.key("plans").open_array();
        for (const auto& [record, p, until] : all_.plans) {
            const std::size_t state = as_of() < p->term.start ? 0U : as_of() < until ? 1U : 2U;
            const told_content& told = out_.told(record);
            w_.open_object();
            out_.record("record", record);
            w_.field("start", p->term.start).field("until", until);
            w_.field("state", plan_state_names[state])
                .field("ended_early", until < p->term.until)
                .key("persons")
                .open_array();
            for (const std::int32_t person : p->persons) {
                w_.value(
                    std::string_view{out_.of.shared->persons[static_cast<std::size_t>(person)]});
            }
            w_.close_array().key("covers").open_array();
            for (const std::int32_t item : p->covers) {
                w_.value(std::string_view{out_.of.shared->items[static_cast<std::size_t>(item)]});
            }
            w_.close_array();
            out_.codes("agreed_with", told.agreed_with);
            out_.text_or_null("note", told.note); // agreed with all whom it concerns
            w_.close_object();
        }
        w_.close_array();
    }

    void write_goals() {
        w_.key("goals").open_array();
        each<goal_content>([&](std::int32_t record, const goal_content& g) {
            if (g.term.start > as_of()) { return; }
            const told_content& told = out_.told(record);
            const day until = std::min(g.term.until, ended_on(record));
            w_.open_object();
            out_.record("record", record);
            w_.field("start", g.term.start).field("until", until);
            w_.field("runs", as_of() < until);
            out_.voice(told);
            out_.text_or_null("note", told.note);
            w_.close_object();
        });
        w_.close_array();
    }

    void write_views() {
        w_.key("views").open_array();
        each<view_content>([&](std::int32_t record, const view_content& v) {
            if (v.observed_on > as_of()) { return; }
            const told_content& told = out_.told(record);
            w_.open_object();
            out_.record("record", record);
            w_.field("observed_on", v.observed_on);
            out_.voice(told);
            item_text("item", told.item);
            out_.text_or_null("note", told.note);
            w_.close_object();
        });
        w_.close_array();
    }

    /// Disputes with what became of them: what was not upheld stays visible.
    void write_disputes() {
        w_.key("disputes").open_array();
        each<dispute_content>([&](std::int32_t record, const dispute_content& d) {
            const told_content& told = out_.told(record);
            std::int32_t answer = no_record;
            each<dispute_answer_content>([&](std::int32_t c, const dispute_answer_content& a) {
                if (a.about == record) { answer = c; }
            });
            const day ended = ended_on(record);
            const std::size_t state = answer != no_record ? 1U : ended <= as_of() ? 2U : 0U;
            w_.open_object();
            out_.record("record", record);
            w_.field("raised_on", utc_day(out_.recorded_at(record)));
            out_.record("about", d.about);
            item_text("item", d.item);
            out_.person("person", d.person);
            out_.voice(told);
            out_.text_or_null("note", told.note);
            w_.field("state", dispute_state_names[state]);
            if (answer == no_record) {
                w_.field_null("answer");
            } else {
                const told_content& said = out_.told(answer);
                const auto& given = std::get<dispute_answer_content>(
                    out_.of.shared->chains[static_cast<std::size_t>(answer)]
                        .at(out_.until)
                        ->content);
                w_.key("answer").open_object();
                out_.record("record", answer);
                w_.field("answered_on", utc_day(out_.recorded_at(answer)));
                w_.field("outcome", name_of(dispute_outcome_names, given.outcome));
                out_.text_or_null("by", said.by);
                out_.note("reason", said.reason, said.by);
                w_.close_object();
            }
            w_.close_object();
        });
        w_.close_array();
    }

    /// What was written down long after it was so: a picture over time must not show it as known then.
    void write_late() {
        w_.key("late").open_array();
        const auto write = [this](std::int32_t record, std::string_view type, day said_of) {
            if (said_of > as_of() || !out_.late(record, said_of)) { return; }
            w_.open_object();
            out_.record("record", record);
            w_.field("type", type).field("day", said_of);
            w_.field("recorded_on", utc_day(out_.recorded_at(record))).close_object();
        };
        for (const auto& o : all_.observations) {
            write(o.record, "observation", o.content->observed_on);
        }
        for (const auto& e : all_.events) { write(e.record, "event", e.content->happened_on); }
        w_.close_array();
    }

    report_writer& out_;
    json_writer& w_;
    const records_in_force& all_;
    finding_number& number_;
};

} // namespace

void write_shared_records(report_writer& out, finding_number& number) {
    records_writer{out, number}.write();
}

} // namespace actueel::detail
