// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>
#include <actueel/base/decimal.hpp>
#include <actueel/base/instant.hpp>
#include <actueel/columnar/arrow.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

namespace actueel {

/// The kinds of cells that a records table is read from. Whatever else a frame holds is brought to one of these before.
enum class column_kind : std::uint8_t {
    absent,
    text,       ///< utf8, large utf8, or a dictionary of them
    day,        ///< date32
    instant,    ///< timestamp[us] in UTC
    whole,      ///< any signed or unsigned integer
    real,       ///< a double
    decimal128, ///< of any scale
    text_list,  ///< a list of utf8
};

/// One column of an Arrow array, read cell by cell where it stands. Refers to the array, which must outlive it; may be read
/// from many threads.
class column {
  public:
    column() = default; ///< absent: every cell is empty
    /// Nothing where the kind is none of the above.
    [[nodiscard]] static std::optional<column> of(const ArrowSchema& kind, const ArrowArray& cells);

    [[nodiscard]] column_kind kind() const noexcept { return kind_; }
    [[nodiscard]] std::int64_t size() const noexcept { return size_; }
    /// Whether every cell is empty.
    [[nodiscard]] bool all_empty() const noexcept {
        return kind_ == column_kind::absent || all_null_;
    }
    /// Whether a cell holds something; an empty text is nothing.
    [[nodiscard]] bool holds(std::int64_t row) const noexcept {
        if (!valid(row)) { return false; }
        return kind_ != column_kind::text || !text(row).empty();
    }
    /// Whether no cell is null; texts may still be empty.
    [[nodiscard]] bool no_nulls() const noexcept { return validity_ == nullptr && !all_null_; }

    /// Whether no text is empty. Precondition: a column of texts without nulls. O(cells).
    [[nodiscard]] bool no_empty_text() const noexcept {
        std::int64_t row = 0;
        while (row < size_ && !text(row).empty()) { ++row; }
        return row == size_;
    }

    /// Whether its dictionary has a text that is empty, so that not every cell that is not null holds something.
    [[nodiscard]] bool has_empty_code() const noexcept;
    /// Which of up to 64 rows from one on hold something, a bit each. Precondition: not absent.
    [[nodiscard]] std::uint64_t holding(std::int64_t row, bool texts_may_be_empty) const noexcept {
        const std::uint64_t bits = valid_bits(row);
        return texts_may_be_empty ? not_empty(row, bits) : bits;
    }

    /// Calls `each` with every row whose cell is not null, in order. Cells that are null cost next to nothing.
    template <class Each>
    void for_each_valid(Each&& each) const {
        if (kind_ == column_kind::absent || all_null_) { return; }
        if (validity_ == nullptr) {
            for (std::int64_t row = 0; row < size_; ++row) { each(row); }
            return;
        }
        for (std::int64_t row = 0; row < size_; row += 64) {
            for (std::uint64_t left = valid_bits(row); left != 0; left &= left - 1) {
                each(row + std::countr_zero(left));
            }
        }
    }

    /// Calls `each` with every row whose cell is null, in order.
    template <class Each>
    void for_each_null(Each&& each) const {
        for (std::int64_t row = 0; row < size_; row += 64) {
            const auto here = std::min<std::int64_t>(64, size_ - row);
            const std::uint64_t all = ~std::uint64_t{0} >> (64 - here);
            for (std::uint64_t left = ~valid_bits(row) & all; left != 0; left &= left - 1) {
                each(row + std::countr_zero(left));
            }
        }
    }

    /// The text of a cell; empty where there is none. Precondition: a column of texts, or absent.
    [[nodiscard]] std::string_view text(std::int64_t row) const noexcept {
        if (!valid(row)) { return {}; }
        return text_at(has_codes() ? index_at(row + offset_) : row);
    }
    /// Of a dictionary: the place of the cell's text in it, or -1. Precondition: `has_codes()`.
    [[nodiscard]] std::int32_t code(std::int64_t row) const noexcept {
        return valid(row) ? static_cast<std::int32_t>(index_at(row + offset_)) : -1;
    }
    /// The same of a cell that is not null.
    [[nodiscard]] std::int32_t valid_code(std::int64_t row) const noexcept {
        return static_cast<std::int32_t>(index_at(row + offset_));
    }
    /// The code of every cell, in order; of a null, whatever stands there. Precondition: `has_codes()`, and room for `size()`.
    void copy_codes(std::int32_t* to) const noexcept;
    /// The first row after one that has another code. Precondition: `has_codes()`.
    [[nodiscard]] std::int64_t end_of_code(std::int64_t row) const noexcept;
    /// The first row after one that has another text. Precondition: a column of texts. O(rows).
    [[nodiscard]] std::int64_t end_of_text(std::int64_t row) const noexcept;
    [[nodiscard]] bool has_codes() const noexcept { return index_width_ != 0; }
    [[nodiscard]] std::int64_t codes() const noexcept { return dictionary_size_; }
    [[nodiscard]] std::string_view text_of_code(std::int64_t code) const noexcept {
        return text_at(code);
    }

    /// Asks for a cell that holds something and will be read soon; of most kinds.
    void fetch(std::int64_t row) const noexcept {
        const std::int64_t width = has_codes()                     ? index_width_
                                   : kind_ == column_kind::instant ? 8
                                   : kind_ == column_kind::day || kind_ == column_kind::text_list
                                       ? 4
                                       : 0;
        if (width == 0) { return; }
        const std::int64_t at = row + offset_;
        __builtin_prefetch(static_cast<const char*>(cells_) + at * width);
        if (validity_ != nullptr) { __builtin_prefetch(validity_ + (at >> 3)); }
    }
    /// Days since 1970, by row; whatever of a null. Precondition: a column of days.
    [[nodiscard]] const std::int32_t* days() const noexcept {
        return static_cast<const std::int32_t*>(cells_) + offset_;
    }
    /// The day of a cell that holds one, also as text; nothing where it is none, or outside the years 1 to 9999.
    [[nodiscard]] std::optional<day> a_day(std::int64_t row) const noexcept {
        const std::int32_t number = day_number(row);
        return number < 0 ? std::nullopt : std::optional{day::from_number(number)};
    }
    /// Its number, or -1: what fits a register is several times as fast as an optional day.
    [[nodiscard]] std::int32_t day_number(std::int64_t row) const noexcept {
        return kind_ != column_kind::day || valid(row) ? held_day_number(row) : -1;
    }
    /// The same of a cell that is known to hold something.
    [[nodiscard]] std::int32_t held_day_number(std::int64_t row) const noexcept {
        if (kind_ != column_kind::day) { return number_of_text_day(row); }
        const std::int64_t number = std::int64_t{days()[row]} + days_to_1970;
        return number < 0 || number >= day::never().number() ? -1
                                                             : static_cast<std::int32_t>(number);
    }
    /// The instant of a cell that holds one, also as text; nothing where it is none, or outside the years 1 to 9999.
    [[nodiscard]] std::optional<instant> an_instant(std::int64_t row) const noexcept {
        const std::int64_t count = microseconds(row);
        return count < 0 ? std::nullopt : std::optional{instant::from_microseconds(count)};
    }
    /// Its microseconds, or -1.
    [[nodiscard]] std::int64_t microseconds(std::int64_t row) const noexcept {
        if (kind_ != column_kind::instant) { return microseconds_of_text(row); }
        if (!valid(row)) { return -1; }
        const auto count = static_cast<const std::int64_t*>(cells_)[row + offset_];
        constexpr std::int64_t first = -(days_to_1970 * microseconds_a_day);
        constexpr std::int64_t past =
            std::int64_t{day::never().number()} * microseconds_a_day + first;
        return count < first || count >= past ? -1 : count - first;
    }
    /// The number of a cell that holds one, also as text; nothing where it is none, or no decimal of ours.
    [[nodiscard]] std::optional<decimal> a_number(std::int64_t row) const noexcept;
    /// The texts of a list, an empty view for a null; of a text, what stands between semicolons. Nothing for a JSON list.
    [[nodiscard]] bool a_list(std::int64_t row, std::vector<std::string_view>& out) const;

  private:
    [[nodiscard]] bool valid(std::int64_t row) const noexcept {
        if (kind_ == column_kind::absent || all_null_) { return false; }
        if (validity_ == nullptr) { return true; }
        const std::int64_t at = row + offset_;
        return (validity_[at >> 3] >> (at & 7) & 1) != 0;
    }
    [[nodiscard]] std::string_view text_at(std::int64_t place) const noexcept {
        const std::int64_t at = place + text_offset_;
        if (text_validity_ != nullptr && (text_validity_[at >> 3] >> (at & 7) & 1) == 0) {
            return {};
        }
        if (large_) {
            const auto* ends = static_cast<const std::int64_t*>(offsets_);
            return {characters_ + ends[at], static_cast<std::size_t>(ends[at + 1] - ends[at])};
        }
        const auto* ends = static_cast<const std::int32_t*>(offsets_);
        return {characters_ + ends[at], static_cast<std::size_t>(ends[at + 1] - ends[at])};
    }
    [[nodiscard]] std::int64_t index_at(std::int64_t place) const noexcept {
        if (index_width_ == 4) { return static_cast<const std::int32_t*>(cells_)[place]; }
        if (index_width_ == 1 && is_signed_) {
            return static_cast<const std::int8_t*>(cells_)[place];
        }
        if (index_width_ == 2 && is_signed_) {
            return static_cast<const std::int16_t*>(cells_)[place];
        }
        return any_index_at(place);
    }
    /// Which of up to 64 rows from one on are not null, a bit each.
    [[nodiscard]] std::uint64_t valid_bits(std::int64_t row) const noexcept {
        if (validity_ == nullptr || size_ - row < 64) { return some_valid_bits(row); }
        const std::int64_t at = row + offset_;
        const std::uint8_t* const from = validity_ + (at >> 3);
        const auto shift = static_cast<unsigned>(at & 7);
        std::uint64_t bits = 0;
        std::memcpy(&bits, from, sizeof bits);
        return shift == 0 ? bits : bits >> shift | std::uint64_t{from[8]} << (64U - shift);
    }
    [[nodiscard]] std::uint64_t some_valid_bits(std::int64_t row) const noexcept;
    [[nodiscard]] std::uint64_t not_empty(std::int64_t row, std::uint64_t valid) const noexcept;
    [[nodiscard]] std::int64_t any_index_at(std::int64_t place) const noexcept;
    [[nodiscard]] std::int64_t microseconds_of_text(std::int64_t row) const noexcept;
    [[nodiscard]] std::int32_t number_of_text_day(std::int64_t row) const noexcept;

    column_kind kind_ = column_kind::absent;
    bool all_null_ = false;
    bool large_ = false;     ///< texts have offsets of 64 bits
    bool is_signed_ = true;  ///< of whole numbers and of codes
    std::uint8_t width_ = 0; ///< bytes of a whole number
    std::uint8_t index_width_ = 0;
    std::int32_t scale_ = 0; ///< of a decimal
    std::int64_t size_ = 0;
    std::int64_t offset_ = 0;
    const std::uint8_t* validity_ = nullptr;
    const void* cells_ = nullptr; ///< numbers, days, codes, or offsets of lists
    const void* offsets_ =
        nullptr; ///< of texts: of the cells, of a dictionary, or of the entries of lists
    const char* characters_ = nullptr;
    std::int64_t text_offset_ = 0; ///< of a dictionary or of the entries of lists
    std::int64_t dictionary_size_ = 0;
    const std::uint8_t* text_validity_ = nullptr;
};

} // namespace actueel
