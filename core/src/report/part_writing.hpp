// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "writing.hpp"

#include <string_view>
#include <vector>

namespace actueel::detail {

/// One item for one person, as it is shared.
struct told_row {
    std::int32_t item = -1;
    const response* shared = nullptr;
};

/// One part of a report while it is written: what the whole history gives, what is shared, and the rows that are for the
/// reader. Levels are told of the whole; rows have no part in it, so that nobody can tell whether a withheld answer stands
/// behind one.
class part_writing {
  public:
    part_writing(report_writer& to, const report_part& of, finding_number& findings);

    report_writer& out;
    json_writer& w;
    const report_part& part;
    const instrument& asked;
    finding_number& number;
    std::vector<told_row> rows{};

    /// Precondition: the part is assessed; so for all below.
    [[nodiscard]] const assessment& whole() const { return *part.whole; }
    [[nodiscard]] const assessment& shared() const { return *part.shared; }
    [[nodiscard]] day as_of() const { return out.of.question.as_of; }
    [[nodiscard]] const item& item_at(std::int32_t i) const {
        return asked->items[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] std::string_view item_id(std::int32_t i) const { return item_at(i).id; }

    /// A child reads no points.
    [[nodiscard]] bool points_shown() const { return out.of.reader.kind != audience_kind::child; }
    /// Whether a row is for the reader: to a child, those of the family and its own.
    [[nodiscard]] bool concerns_reader(std::int32_t item, std::int32_t person) const;
    [[nodiscard]] bool asked_row(const told_row& row) const { return !item_at(row.item).derived(); }
    [[nodiscard]] status status_at(const told_row& row) const;
    [[nodiscard]] std::vector<told_row> rows_with(status is) const;

    // What several sections write in the same way.
    void levels(std::string_view key, const std::optional<level_interval>& range);
    void write_said(std::string_view key, const item& of, const answer& given);
    void write_answer(const item& of, const response& row);
    void write_day_of(const response& row);
    void write_item(const told_row& row);

    template <class Bounds>
    void bounds(std::string_view key, const Bounds& b) {
        w.key(key).open_object().field("low", b.low).field("high", b.high).close_object();
    }
    /// Calls `visit` for each scale and term in which an item counts.
    template <class Visit>
    void for_each_term(std::int32_t item, Visit visit) const {
        for (const scale& s : asked->scales) {
            for (const term& t : s.terms) {
                if (t.item == item) { visit(s, t); }
            }
        }
    }
};

// The sections, in the order of the document; each writes its own key.

/// The instrument and its evidence card.
void write_instrument(part_writing& p);
/// The level since when, why, until when, and the last one that was determined where none is now.
void write_level(part_writing& p);
void write_timeline(part_writing& p);
/// What changed since another day.
void write_change(part_writing& p);
void write_counts(part_writing& p);
/// What counts: facts, what was said, what was concluded, apart.
void write_findings(part_writing& p);
/// What the reader has said itself about this instrument's questions, newest first, whether it counts or not.
void write_own_words(part_writing& p);
void write_no_longer_counts(part_writing& p);
void write_not_known(part_writing& p);
void write_not_applicable(part_writing& p);
/// What ceases to count in the days ahead, soonest first.
void write_lapses(part_writing& p);
/// Most telling first, as far as is shared; how far an answer settles the level is told where nothing is withheld.
void write_ask_next(part_writing& p);
void write_overrides(part_writing& p);
/// Overrides over the days of the timeline. Which of them counted is told of the whole history, as the levels are.
void write_overridden(part_writing& p);
void write_due(part_writing& p);
/// The last assessment of this instrument that was signed, by the day it speaks of.
void write_signed(part_writing& p);
/// All values or none: a single one that differs would point at what is withheld.
void write_scales(part_writing& p);
/// The rules that have a say; all or none.
void write_rules(part_writing& p);
void write_ignored(part_writing& p);
void write_notes(part_writing& p);

} // namespace actueel::detail
