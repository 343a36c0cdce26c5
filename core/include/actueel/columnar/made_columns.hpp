// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/arrow.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actueel {

/// A column that is being made, cell by cell: numbers of one width, or texts.
class made_column {
  public:
    /// `format` as Arrow writes it: `l`, `i`, `tdD`, `g` (numbers), `b` (true or false) or `u` (texts).
    made_column(std::string name, std::string_view format);

    void add(std::int64_t number) { numbers_.push_back(number); }
    void add(std::int32_t number) { small_.push_back(number); }
    void add(double number) { reals_.push_back(number); }
    void add(bool truth) { truths_.push_back(truth ? 1 : 0); }
    void add(std::string_view text);
    /// A cell without anything in it.
    void add_null() { add_nulls(1); }
    void add_nulls(std::size_t cells);
    /// The same text in as many cells.
    void add_texts(std::string_view text, std::size_t cells);

    [[nodiscard]] std::int64_t size() const noexcept;
    void reserve(std::size_t cells);
    /// The numbers themselves, for whoever fills many cells at once.
    [[nodiscard]] std::vector<std::int64_t>& numbers() noexcept { return numbers_; }
    [[nodiscard]] std::vector<std::int32_t>& small() noexcept { return small_; }
    [[nodiscard]] std::vector<double>& reals() noexcept { return reals_; }
    [[nodiscard]] std::vector<std::uint8_t>& truths() noexcept { return truths_; }

  private:
    friend void give_away(std::vector<made_column>&& columns, std::int64_t rows, ArrowSchema& kinds,
                          ArrowArray& cells);
    void finish();

    std::string name_;
    std::string format_;
    std::vector<std::int64_t> numbers_{};
    std::vector<std::int32_t> small_{};
    std::vector<double> reals_{};
    std::vector<std::uint8_t> truths_{}; ///< a byte each, bits once finished
    std::vector<char> characters_{};
    std::vector<std::int32_t> offsets_{};
    std::vector<std::pair<std::int64_t, std::int64_t>>
        nulls_{}; ///< runs of cells that hold nothing: first, past
    std::int64_t null_count_ = 0;
    std::vector<std::uint8_t> validity_{};
    std::vector<const void*> buffers_{};
    std::int64_t length_ = 0;
};

/// Hands columns of equal length to another library, as an Arrow struct array that owns them. `kinds` and `cells` are
/// whatever they were before, and must be released by whoever takes them.
void give_away(std::vector<made_column>&& columns, std::int64_t rows, ArrowSchema& kinds,
               ArrowArray& cells);

} // namespace actueel
