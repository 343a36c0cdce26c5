// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/record_columns.hpp>
#include <actueel/history/record.hpp>

#include <cstdint>
#include <limits>
#include <memory>
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
    ~family_reader();
    family_reader(const family_reader&) = delete;
    family_reader& operator=(const family_reader&) = delete;

    /// Reads rows `first` to `past`, which are one family's. False: the document's reader has to look. O(rows).
    [[nodiscard]] bool read(std::int64_t first, std::int64_t past, family_records& out);

  private:
    class work;
    std::unique_ptr<work> work_;
};

} // namespace actueel
