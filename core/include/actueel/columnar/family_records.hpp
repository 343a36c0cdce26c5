// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/record_columns.hpp>
#include <actueel/history/record.hpp>

#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace actueel {

/// When a link is in force: from the instant at which it was recorded until its correction or retraction was (semantics 2).
struct known_span {
    instant from{};
    instant until = instant::from_microseconds(std::numeric_limits<std::int64_t>::max());

    [[nodiscard]] constexpr bool for_ever() const noexcept {
        return until.microseconds() == std::numeric_limits<std::int64_t>::max();
    }
    [[nodiscard]] constexpr bool holds(instant known) const noexcept {
        return from <= known && (known < until || for_ever());
    }
};

/// The types of records by their place in `record_type_names`.
enum record_type : std::int8_t {
    person_type,
    membership_type,
    household_type,
    involvement_type,
    observation_type,
    event_type,
    plan_type,
    goal_type,
    view_type,
    override_type,
    sign_off_type,
    dispute_type,
    dispute_answer_type,
    ending_type
};

/// A record, or a correction or retraction of one, as its row says it.
struct record_row {
    std::int64_t row = -1;
    std::string_view id{}; ///< empty in a table without ids
    instant recorded_at{};
    std::int8_t type = -1;       ///< of `record_type_names`; of a later link that of its chain
    bool corrects = false;       ///< a correction
    bool retracts = false;       ///< a retraction: it has no content
    std::int32_t target = -1;    ///< of a later link: the row that it follows
    std::int32_t successor = -1; ///< the later link that follows it
    std::int32_t root = -1;      ///< the first record of its chain
    std::int32_t person = -1;    ///< whom it is about
    day on{};                    ///< observed_on, happened_on, start, or the day of an ending
    day until = day::never();    ///< of what runs
    std::int32_t about = -1;     ///< of `repeats`, `ends` and `about`: the record that is meant
    known_span known{};          ///< empty for what never is in force
};

/// The rows of one family, each checked by itself and against the others as a history document is. Made by `family_reader`,
/// which gives its memory again; refers to the columns.
struct family_records {
    std::string_view family{};
    std::int64_t first = 0;                             ///< row of the columns
    std::vector<record_row> rows{};                     ///< in the order of the table
    std::vector<std::string_view> persons{};            ///< sorted by bytes
    std::vector<std::pair<std::int32_t, part>> parts{}; ///< whom events name, and plans
    std::vector<std::int32_t> first_part{};             ///< by row, and one past the last
};

/// A family of more rows is left to the document's reader, whose limits then speak.
inline constexpr std::int64_t most_rows_of_a_family = 100'000;

/// Reads the rows of families one after another.
///
/// It takes a family only where a history document of these rows would be taken, and says no to everything else: to every
/// fault, and to what is rare enough to leave to the document's reader, which alone tells what is wrong. Not shared between
/// threads.
class family_reader {
  public:
    explicit family_reader(const record_columns& columns);

    /// Reads rows `first` to `past`, which are one family's. False: the document's reader has to look. O(rows).
    [[nodiscard]] bool read(std::int64_t first, std::int64_t past, family_records& out);

  private:
    struct introduction {
        std::string_view id;
        instant when;
        std::int32_t code = -1; ///< in the column `person`, where it is known
    };
    struct id_place {
        std::uint32_t stamp = 0;
        std::int32_t row = -1;
        std::string_view id{};
    };
    struct coded_person {
        std::uint32_t stamp = 0;
        std::int32_t person = -1;
    };

    [[nodiscard]] static std::int8_t implied_type(const table_origin& origin);
    [[nodiscard]] bool read_heads(std::int64_t first, std::int64_t past);
    [[nodiscard]] bool read_id(record_row& r) const;
    [[nodiscard]] bool read_instant(record_row& r) const;
    [[nodiscard]] bool read_one_clock(record_row& r) const;
    [[nodiscard]] bool place_ids();
    [[nodiscard]] std::int32_t row_of(std::string_view id) const;
    [[nodiscard]] bool link_chains();
    [[nodiscard]] bool introduce_persons();
    [[nodiscard]] std::int32_t introduce(std::string_view id, instant when);
    [[nodiscard]] bool introduce_member(const record_row& r);
    [[nodiscard]] std::int32_t person_of(std::string_view id, instant by) const;
    [[nodiscard]] std::int32_t person_in(const record_row& r);
    [[nodiscard]] bool refers(std::string_view id, field_set types, instant by,
                              std::int32_t& found) const;
    [[nodiscard]] bool is_plain(const record_row& r) const;
    [[nodiscard]] bool read_plain(record_row& r);
    [[nodiscard]] bool read_retraction(const record_row& r);
    [[nodiscard]] bool read_content(record_row& r);
    [[nodiscard]] bool read_days(record_row& r, field start, bool past);
    [[nodiscard]] bool read_run(record_row& r, bool must_end);
    [[nodiscard]] bool read_persons(record_row& r, bool with_parts);
    [[nodiscard]] bool read_observation(record_row& r);
    [[nodiscard]] bool read_sign_off(record_row& r);
    [[nodiscard]] bool read_ending(record_row& r);
    [[nodiscard]] bool memberships_tie() const;
    [[nodiscard]] bool fits_lists(const record_row& r);
    [[nodiscard]] bool fits_texts(const record_row& r) const;

    const record_columns& columns_;
    std::vector<std::int8_t>
        types_{}; ///< by code of `type`: record types, then corrections and retractions
    std::vector<std::int8_t> record_types_{}; ///< by code of `record_type`
    std::array<std::vector<std::uint8_t>, field_names.size()>
        fits_{}; ///< by code: whether the text may stand there
    field_set looked_at_ =
        0; ///< columns in which not every text may stand, or whose texts are not coded
    field_set plain_may_ = 0; ///< what a plain observation may fill
    bool one_clock_ = false;  ///< every row is recorded on the day that it speaks of
    std::vector<id_place> places_{};
    std::vector<std::size_t> introducing_{};    ///< rows that are persons or memberships
    std::vector<std::size_t> later_{};          ///< rows that are corrections or retractions
    bool ends_ = false;                         ///< whether some row is an ending
    std::vector<coded_person> coded_persons_{}; ///< by code of `person`
    std::vector<introduction> introduced_{};
    std::vector<instant> introduced_at_{}; ///< by person
    std::vector<std::string_view> entries_{};
    std::vector<std::string_view> more_entries_{};
    std::uint32_t stamp_ = 0;
    bool ids_ = true;
    family_records* out_ = nullptr;
};

} // namespace actueel
