// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/unfilled.hpp>
#include <actueel/columnar/column.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace actueel {

/// The columns of a records table (schemas/v1/columns.md).
enum class field : std::uint8_t {
    family,
    id,
    type,
    recorded_at,
    corrects,
    retracts,
    person,
    item,
    answer,
    answer_number,
    observed_on,
    source,
    by,
    basis,
    sitting,
    repeats,
    document,
    event,
    happened_on,
    severity,
    incident,
    persons,
    parts,
    role,
    lives,
    start,
    until,
    born_on,
    kind,
    empty,
    covers,
    agreed_with,
    ends,
    on,
    instrument,
    level,
    computed_low,
    computed_high,
    version,
    instrument_sha256,
    records_sha256,
    as_of,
    known_at,
    level_low,
    level_high,
    given_to,
    about,
    about_item,
    about_person,
    outcome,
    note,
    reason,
    withhold_from,
    record_type,
    record_reason,
    record_note,
    record_withhold_from,
};
inline constexpr std::array<std::string_view, 57> field_names = {"family",
                                                                 "id",
                                                                 "type",
                                                                 "recorded_at",
                                                                 "corrects",
                                                                 "retracts",
                                                                 "person",
                                                                 "item",
                                                                 "answer",
                                                                 "answer_number",
                                                                 "observed_on",
                                                                 "source",
                                                                 "by",
                                                                 "basis",
                                                                 "sitting",
                                                                 "repeats",
                                                                 "document",
                                                                 "event",
                                                                 "happened_on",
                                                                 "severity",
                                                                 "incident",
                                                                 "persons",
                                                                 "parts",
                                                                 "role",
                                                                 "lives",
                                                                 "start",
                                                                 "until",
                                                                 "born_on",
                                                                 "kind",
                                                                 "empty",
                                                                 "covers",
                                                                 "agreed_with",
                                                                 "ends",
                                                                 "on",
                                                                 "instrument",
                                                                 "level",
                                                                 "computed_low",
                                                                 "computed_high",
                                                                 "version",
                                                                 "instrument_sha256",
                                                                 "records_sha256",
                                                                 "as_of",
                                                                 "known_at",
                                                                 "level_low",
                                                                 "level_high",
                                                                 "given_to",
                                                                 "about",
                                                                 "about_item",
                                                                 "about_person",
                                                                 "outcome",
                                                                 "note",
                                                                 "reason",
                                                                 "withhold_from",
                                                                 "record_type",
                                                                 "record_reason",
                                                                 "record_note",
                                                                 "record_withhold_from"};

/// Some of the columns, a bit each.
using field_set = std::uint64_t;
[[nodiscard]] constexpr field_set just(field one) noexcept {
    return field_set{1} << static_cast<unsigned>(one);
}
template <class... Fields>
[[nodiscard]] constexpr field_set set_of(Fields... some) noexcept {
    return (field_set{0} | ... | just(some));
}

/// What a table of records cannot say in its rows: whether it has the columns `id` and `recorded_at`, and the type of all
/// its records where its name says it.
struct table_origin {
    bool ids = true;
    bool recorded = true;
    std::optional<std::string_view> type{};
};

/// Texts of a column as small numbers, the same text always the same number, so that what a text means is found out once.
/// Empty cells are -1.
struct coded_texts {
    unfilled_vector<std::int32_t> codes{}; ///< by row; empty where few rows are asked for
    std::vector<std::int32_t>
        meant{}; ///< then: by code of the column's dictionary, which of these it is
    std::vector<std::string_view> texts{};
    std::unordered_map<std::string_view, std::int32_t> places{}; ///< by text: its code

    /// The code of a text, or -1.
    [[nodiscard]] std::int32_t code_of(std::string_view text) const {
        const auto found = places.find(text);
        return found == places.end() ? -1 : found->second;
    }
};

/// The codes of a column that has one for every row, for who goes through many; else -1 for each.
class row_codes {
  public:
    explicit row_codes(const coded_texts& of) noexcept
        : codes_{of.codes.empty() ? nullptr : of.codes.data()} {}
    [[nodiscard]] std::int32_t operator[](std::int64_t row) const noexcept {
        return codes_ == nullptr ? -1 : codes_[row];
    }

  private:
    const std::int32_t* codes_;
};

/// Which columns hold something, by row, for who goes through many.
class row_fields {
  public:
    row_fields(const field_set* each, field_set always) noexcept : each_{each}, always_{always} {}
    [[nodiscard]] field_set operator[](std::int64_t row) const noexcept {
        return each_ == nullptr ? always_ : each_[row];
    }

  private:
    const field_set* each_;
    field_set always_;
};

/// Rows of a records table as columns, with which of them hold something. Rows of a family follow each other. Refers to the
/// Arrow array that it was made of, which must outlive it; may be read from many threads.
class record_columns {
  public:
    /// A struct array whose children are the columns; those that no record has are left out of `stated`, and a row that fills
    /// one of them is `strange`, as is one of a column whose kind cannot be read. `origins` are the tables that the rows come
    /// from, `table` the column that says which.
    [[nodiscard]] static record_columns of(const ArrowSchema& kinds, const ArrowArray& rows,
                                           std::vector<table_origin> origins,
                                           std::string_view table, std::string_view fault);

    [[nodiscard]] std::int64_t size() const noexcept { return size_; }
    [[nodiscard]] const column& at(field f) const noexcept {
        return columns_[static_cast<std::size_t>(f)];
    }
    /// Which columns hold something in a row; the family's always counts, and `family_reader` refuses one that is none.
    [[nodiscard]] field_set filled(std::int64_t row) const noexcept {
        return filled_.empty() ? filled_always_ : filled_[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] row_fields filled_by_row() const noexcept {
        return {filled_.empty() ? nullptr : filled_.data(), filled_always_};
    }
    /// The same of all rows, where it is the same; nothing where it is not, or a row is strange.
    [[nodiscard]] std::optional<field_set> filled_everywhere() const noexcept {
        return filled_.empty() && strange_.empty() ? std::optional{filled_always_} : std::nullopt;
    }
    /// The table of all rows, where it is one; else null.
    [[nodiscard]] const table_origin* one_origin() const noexcept {
        return origins_.size() == 1 ? &origins_.front() : nullptr;
    }
    /// Whether a row says something that only the document's reader understands, or is to refuse.
    [[nodiscard]] bool strange(std::int64_t row) const noexcept {
        return !strange_.empty() && strange_[static_cast<std::size_t>(row)];
    }
    /// Whether any of some rows does.
    [[nodiscard]] bool any_strange(std::int64_t first, std::int64_t past) const noexcept;
    [[nodiscard]] const coded_texts& coded(field f) const noexcept {
        return coded_[static_cast<std::size_t>(f)];
    }
    [[nodiscard]] std::int32_t code(field f, std::int64_t row) const noexcept {
        const coded_texts& texts = coded(f);
        if (!texts.codes.empty()) { return texts.codes[static_cast<std::size_t>(row)]; }
        if (texts.meant.empty()) { return -1; }
        const std::int32_t here = at(f).code(row);
        return here < 0 ? -1 : texts.meant[static_cast<std::size_t>(here)];
    }
    /// Asks for some cells of a row that will be read soon: what few rows fill lies far apart.
    void fetch(std::int64_t row, field_set some) const noexcept {
        for (; some != 0; some &= some - 1) {
            columns_[static_cast<std::size_t>(std::countr_zero(some))].fetch(row);
        }
    }
    [[nodiscard]] row_codes codes(field f) const noexcept { return row_codes{coded(f)}; }
    [[nodiscard]] const table_origin& origin(std::int64_t row) const noexcept;
    /// Where the family of a row ends: the first row of another.
    [[nodiscard]] std::int64_t end_of_family(std::int64_t row) const noexcept;

  private:
    void find_filled();
    void find_codes();

    std::int64_t size_ = 0;
    std::array<column, field_names.size()> columns_{};
    column table_{};
    std::vector<table_origin> origins_{};
    unfilled_vector<field_set> filled_{}; ///< empty: `filled_always_` in every row
    field_set filled_always_ = 0;
    std::vector<bool> strange_{};
    std::array<coded_texts, field_names.size()> coded_{};
};

/// Where chunks of whole families end, each the fewest families that have at least so many rows. Nothing where families do
/// not stand in the order of their ids, by bytes, or a row has none. O(rows).
[[nodiscard]] std::optional<std::vector<std::int64_t>> ends_of_families(const column& families,
                                                                        std::int64_t rows);

} // namespace actueel
