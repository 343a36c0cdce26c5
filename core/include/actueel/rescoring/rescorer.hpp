// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/made_columns.hpp>
#include <actueel/columnar/record_columns.hpp>
#include <actueel/history/known.hpp>
#include <actueel/rescoring/days.hpp>
#include <actueel/rescoring/plan.hpp>
#include <actueel/rescoring/score_block.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace actueel {

/// What a column of scores holds. `index` is that of a scale, a count, a due day, a term or a rule.
enum class score_kind : std::uint8_t {
    scale,       ///< a double: the nearest to the value
    scale_units, ///< an integer of 1/10000
    scale_level,
    computed,
    final,
    determined,
    count,
    due,
    term, ///< as `scale`; empty where it does not apply
    term_units,
    rule,
};
struct score_column {
    std::string name;
    score_kind kind{};
    std::int32_t index = 0;
    bool high = false; ///< which end of a range
};
/// Which of the figures that not every run asks for are asked for by some columns.
[[nodiscard]] wanted_figures wanted_by(std::span<const score_column> columns);

/// Which engine gave a family its rows.
enum class scored_by : std::uint8_t {
    plan,          ///< in lanes
    plain_plan,    ///< the plain engine, because the plan does not run
    plain_asked,   ///< the plain engine, because points of terms were asked for
    plain_voices,  ///< the plain engine, because counted voices differ
    plain_moments, ///< the plain engine, because each family has its own moments
    document_rows, ///< the document's reader: rows that only it understands, or is to refuse
    document_answer, ///< the document's reader: an answer that the instrument does not know, or a tie without ids
    document_moment ///< the document's reader, which is to refuse: a moment of a child who is none then
};
inline constexpr std::array<std::string_view, 8> scored_by_names = {
    "in lanes",
    "plain engine: the instrument asks for more than lanes hold",
    "plain engine: points of items are asked for",
    "plain engine: counted voices differ",
    "plain engine: each family has its own moments",
    "document reader: rows that are rare or wrong",
    "document reader: an answer that the instrument does not know, or a tie without ids",
    "document reader: a moment of a child who is none then"};

/// A family whose rows the document's reader must look at, and how many rows of scores stand before its own.
struct left_family {
    std::int64_t first = 0;
    std::int64_t past = 0;
    std::int64_t scores_before = 0;
    scored_by why = scored_by::document_rows;
};

/// How the rows say whose they are: by id, or by the place of that id in the dictionary of the records' column, which whoever
/// asked puts beside it. A column that is no dictionary gives ids.
enum class families_as : std::uint8_t { ids, codes };

/// What a batch of rows gave.
struct rescored {
    std::vector<made_column> columns{}; ///< family, child, as_of, and those asked for
    std::int64_t rows = 0;
    std::int64_t families = 0; ///< that have their rows; those left are not counted
    std::int64_t answered = 0; ///< of them: any row has a current or an expired answer
    std::array<std::int64_t, scored_by_names.size()> families_by{};
    std::array<std::int64_t, scored_by_names.size()> rows_by{};
    std::vector<left_family> left{};
};

namespace detail {
struct additive_plan;
}

/// Scores whole families of records tables on the same days: rows equal those of `assess`, whichever engine gives them.
/// May be used from many threads.
class rescorer {
  public:
    /// Precondition: at least one day, ascending, each once. `plain_only` leaves the plan aside: to compare.
    rescorer(const instrument& asked, std::span<const day> days, known known_at,
             std::vector<score_column> wanted, bool plain_only = false);

    /// Precondition: each family's rows follow each other, and no other batch holds more of them.
    [[nodiscard]] rescored score(const record_columns& records,
                                 families_as families = families_as::ids) const;
    [[nodiscard]] const plan& by() const noexcept { return plan_; }

  private:
    instrument asked_;
    plan plan_;
    std::shared_ptr<const detail::additive_plan> sum_{}; ///< where the instrument is one sum
    std::vector<asked_days> blocks_{};                   ///< the days, up to 64 at a time
    std::vector<score_column> wanted_;
    wanted_figures wants_;
    bool plain_only_;
};

} // namespace actueel
