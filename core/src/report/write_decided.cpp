// SPDX-License-Identifier: MPL-2.0
#include "agreed.hpp"
#include "part_writing.hpp"

#include <actueel/assessment/due.hpp>
#include <actueel/assessment/notes.hpp>
#include <actueel/assessment/what_if.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

void write_question(part_writing& p, std::int32_t item, std::int32_t person,
                    std::string_view settles) {
    p.w.open_object().field("item", p.item_id(item));
    p.out.person("person", person);
    p.out.text_or_null("settles", settles);
    p.w.close_object();
}

/// All values or none: a single one that differs would point at what is withheld.
[[nodiscard]] bool scales_shared(const part_writing& p) {
    return agreed_scales(p.shared().scales, p.whole().scales);
}

void write_term(part_writing& p, const term& t, const contribution& c) {
    p.w.open_object();
    if (t.item >= 0) {
        p.w.field("item", p.item_id(t.item)).field_null("scale");
    } else {
        p.w.field_null("item").field(
            "scale", std::string_view{p.asked->scales[static_cast<std::size_t>(t.scale)].id});
    }
    if (c.applies == kleene::no) {
        p.w.field_null("low").field_null("high");
    } else {
        p.w.field("low", c.points.low).field("high", c.points.high);
    }
    p.w.close_object();
}

[[nodiscard]] bool rules_shared(const part_writing& p) {
    for (std::size_t r = 0; r < p.asked->rules.size(); ++r) {
        if (p.whole().found->rules[r].truth != p.shared().found->rules[r].truth) { return false; }
    }
    return true;
}

} // namespace

void write_ask_next(part_writing& p) {
    p.w.key("ask_next").open_array();
    for (const open_question& q : ask_next(p.shared())) {
        if (!p.concerns_reader(q.item, q.person)) { continue; }
        const bool settles = p.whole().found && !p.out.of.not_shared;
        write_question(p, q.item, q.person,
                       settles ? name_of(settles_names, q.settled) : std::string_view{});
    }
    p.w.close_array();
}

void write_overrides(part_writing& p) {
    p.w.key("overrides").open_array();
    for (const judged_override& o : p.shared().decided.overrides) {
        const auto& all = p.whole().decided.overrides;
        const auto same = std::find_if(all.begin(), all.end(), [&o](const judged_override& one) {
            return one.record == o.record;
        });
        if (same == all.end()) { continue; }
        p.w.open_object();
        p.out.record("record", o.record);
        p.w.field("level", std::string_view{o.content->level});
        p.w.field("by", std::string_view{o.content->by});
        p.w.field("start", o.content->term.start).field("until", o.content->term.until);
        p.w.field("state", name_of(override_state_names, same->state));
        p.w.key("why").open_array();
        for (const override_fault f : same->faults) { p.w.value(name_of(override_fault_names, f)); }
        p.w.close_array().field("to_review", same->to_review);
        p.out.text_or_null("reason", p.out.told(o.record).reason);
        p.w.close_object();
    }
    p.w.close_array();
}

void write_due(part_writing& p) {
    const due_days all = due_of(p.whole()); // its review follows from the level
    const std::optional<day> answers = due_of(p.shared()).answers;
    const std::optional<day> due = answers && all.review ? std::min(*answers, *all.review)
                                   : answers             ? answers
                                                         : all.review;
    p.w.key("due").open_object().field("answers_due", answers).field("review_due", all.review);
    p.w.field("due", due);
    p.w.field("overdue_since", due && *due <= p.as_of() ? due : std::nullopt).close_object();
}

void write_signed(part_writing& p) {
    const in_force<sign_off_content>* last = nullptr;
    for (const auto& one : p.shared().seen.sign_offs) {
        const bool later = last == nullptr || one.content->as_of >= last->content->as_of;
        if (one.content->as_of <= p.as_of() && later) { last = &one; }
    }
    if (last == nullptr) {
        p.w.field_null("signed");
        return;
    }
    p.w.key("signed").open_object();
    p.out.record("record", last->record);
    p.w.field("as_of", last->content->as_of).field("by", std::string_view{last->content->by});
    p.out.codes("given_to", last->content->given_to);
    p.out.text_or_null("low", last->content->low);
    p.out.text_or_null("high", last->content->high);
    p.w.close_object();
}

void write_scales(part_writing& p) {
    p.w.key("scales").open_array();
    const bool told = scales_shared(p);
    for (std::size_t s = 0; p.points_shown() && s < p.whole().scales.size(); ++s) {
        const scale& of = p.asked->scales[s];
        const scale_value& all = p.whole().scales[s];
        p.w.open_object().field("id", std::string_view{of.id}).field("shared", told);
        if (told) {
            p.w.field("low", all.value.low).field("high", all.value.high);
        } else {
            p.w.field_null("low").field_null("high");
        }
        p.w.key("terms").open_array();
        for (std::size_t t = 0; told && t < of.terms.size(); ++t) {
            write_term(p, of.terms[t], all.terms[t]);
        }
        p.w.close_array().close_object();
    }
    p.w.close_array();
}

void write_rules(part_writing& p) {
    p.w.key("rules").open_array();
    for (std::size_t r = 0; rules_shared(p) && r < p.asked->rules.size(); ++r) {
        const kleene truth = p.whole().found->rules[r].truth;
        if (truth == kleene::no) { continue; }
        p.w.open_object().field("id", std::string_view{p.asked->rules[r].id});
        p.w.field("truth", truth).close_object();
    }
    p.w.close_array();
}

void write_ignored(part_writing& p) {
    p.w.key("ignored").open_array();
    for (const ignored_observations& one : p.shared().seen.ignored) {
        static constexpr std::array<std::string_view, 4> whys = {
            "not_a_member", "not_in_instrument", "person_missing", "person_not_expected"};
        p.w.open_object().field(
            "item", std::string_view{p.out.of.shared->items[static_cast<std::size_t>(one.item)]});
        p.w.field("why", name_of(whys, one.why)).field("count", std::int64_t{one.count});
        p.w.close_object();
    }
    p.w.close_array();
}

void write_notes(part_writing& p) {
    p.w.key("notes").open_array();
    for (const note& n : notes_of(p.shared())) {
        if (n.item >= 0 && !p.concerns_reader(n.item, n.person)) { continue; }
        p.w.open_object().field("note", name_of(note_names, n.kind)).key("item");
        if (n.item < 0) {
            p.w.null();
        } else {
            p.w.value(p.item_id(n.item));
        }
        p.out.person("person", n.person);
        p.out.records("records", n.records);
        p.w.close_object();
    }
    p.w.close_array();
}

} // namespace actueel::detail
