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
    made_column(made_column&&) noexcept = default;
    made_column& operator=(made_column&&) noexcept = default;
    made_column(const made_column&) = delete;
    made_column& operator=(const made_column&) = delete;
    ~made_column() = default;

    void add(std::int64_t number) { *more_numbers(1) = number; }
    void add(std::int32_t number) { *more_small(1) = number; }
    void add(double number) { *more_reals(1) = number; }
    void add(bool truth) { *more_truths(1) = truth ? 1 : 0; }
    void add(std::string_view text) { add_texts(text, 1); }
    /// A cell without anything in it.
    void add_null() { add_nulls(1); }
    void add_nulls(std::size_t cells);
    /// The same text in as many cells.
    void add_texts(std::string_view text, std::size_t cells);

    void reserve(std::size_t cells);
    [[nodiscard]] std::int64_t size() const noexcept { return static_cast<std::int64_t>(size_); }
    /// So many new cells, for whoever fills them all at once: of `l`, of `i` and `tdD`, and of `g`. Until the column grows.
    [[nodiscard]] std::int64_t* more_numbers(std::size_t cells) {
        return more<std::int64_t>(cells);
    }
    [[nodiscard]] std::int32_t* more_small(std::size_t cells) { return more<std::int32_t>(cells); }
    [[nodiscard]] double* more_reals(std::size_t cells) { return more<double>(cells); }
    /// The same of `b`: 0 is false, 1 is true.
    [[nodiscard]] std::uint8_t* more_truths(std::size_t cells) { return more<std::uint8_t>(cells); }
    /// Says of cells that were added before that they hold nothing. Precondition: runs come in order, none twice.
    void empty(std::int64_t first, std::int64_t past);

  private:
    /// Of texts these are where each ends; one more stands before them, and none before a cell holds a text.
    template <class T>
    T* more(std::size_t cells) {
        if (room_ < size_ + cells) { grow(size_ + cells); }
        T* const at = static_cast<T*>(cells_) + size_;
        size_ += cells;
        return at;
    }
    void grow(std::size_t cells);
    [[nodiscard]] std::size_t width() const noexcept;
    [[nodiscard]] std::size_t bytes_of(std::size_t cells) const noexcept;
    [[nodiscard]] bool of_texts() const noexcept { return format_ == "u"; }
    void begin_texts();
    void finish();

    friend void give_away(std::vector<made_column>&& columns, std::int64_t rows, ArrowSchema& kinds,
                          ArrowArray& cells);

    std::string name_;
    std::string format_;
    std::shared_ptr<void> memory_{};
    void* cells_ = nullptr; ///< in it; of texts, where the first ends
    std::size_t size_ = 0;
    std::size_t room_ = 0; ///< cells that fit
    bool has_texts_ = false;
    unfilled_vector<char> characters_{};
    std::vector<std::pair<std::int64_t, std::int64_t>>
        nulls_{}; ///< runs of cells that hold nothing: first, past
    std::int64_t null_count_ = 0;
    std::vector<std::uint8_t> bits_{};
    std::vector<std::uint8_t> validity_{};
    std::vector<const void*> buffers_{};
};

/// Hands columns of equal length to another library, as an Arrow struct array that owns them. `kinds` and `cells` are
/// whatever they were before, and must be released by whoever takes them.
void give_away(std::vector<made_column>&& columns, std::int64_t rows, ArrowSchema& kinds,
               ArrowArray& cells);

} // namespace actueel
