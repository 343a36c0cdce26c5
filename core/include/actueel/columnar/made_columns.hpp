// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/unfilled.hpp>
#include <actueel/columnar/arrow.hpp>

#include <cstdint>
#include <memory>
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
    /// So many new cells, for whoever fills them all at once: of `l`, of `i` and `tdD`, and of `g`. Until the column grows.
    [[nodiscard]] std::int64_t* more_numbers(std::size_t cells) { return more(numbers_, cells); }
    [[nodiscard]] std::int32_t* more_small(std::size_t cells) { return more(small_, cells); }
    [[nodiscard]] double* more_reals(std::size_t cells) { return more(reals_, cells); }
    /// The same of `b`: 0 is false, 1 is true.
    [[nodiscard]] std::uint8_t* more_truths(std::size_t cells) { return more(truths_, cells); }
    /// Says of cells that were added before that they hold nothing. Precondition: runs come in order, none twice.
    void empty(std::int64_t first, std::int64_t past);

  private:
    template <class T>
    static T* more(unfilled_vector<T>& of, std::size_t cells) {
        const std::size_t before = of.size();
        of.resize(before + cells);
        return of.data() + before;
    }

    void begin_texts();
    void finish_without_texts();

    friend void give_away(std::vector<made_column>&& columns, std::int64_t rows, ArrowSchema& kinds,
                          ArrowArray& cells);
    void finish();

    std::string name_;
    std::string format_;
    unfilled_vector<std::int64_t> numbers_{};
    unfilled_vector<std::int32_t> small_{};
    unfilled_vector<double> reals_{};
    unfilled_vector<std::uint8_t> truths_{}; ///< a byte each, bits once finished
    unfilled_vector<char> characters_{};
    unfilled_vector<std::int32_t> offsets_{};
    std::size_t no_texts_ =
        0; ///< cells of texts before the first that holds one: they have no offsets yet
    std::shared_ptr<void> zeros_{}; ///< of a column of texts that has none
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
