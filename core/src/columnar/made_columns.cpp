// SPDX-License-Identifier: MPL-2.0
#include <actueel/columnar/made_columns.hpp>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

namespace actueel {

made_column::made_column(std::string name, std::string_view format)
    : name_{std::move(name)}, format_{format} {}

std::size_t made_column::width() const noexcept {
    switch (format_.front()) {
    case 'l':
    case 'g': return 8;
    case 'b': return 1;
    default: return 4;
    }
}

/// Of texts there is one more: where the first begins.
std::size_t made_column::bytes_of(std::size_t cells) const noexcept {
    return (cells + (of_texts() ? 1 : 0)) * width();
}

void made_column::reserve(std::size_t cells) {
    if (cells <= room_) { return; }
    std::shared_ptr<void> fresh{::operator new(bytes_of(cells)),
                                [](void* at) { ::operator delete(at); }};
    if (memory_) { std::memcpy(fresh.get(), memory_.get(), bytes_of(size_)); }
    memory_ = std::move(fresh);
    cells_ = static_cast<char*>(memory_.get()) + bytes_of(0);
    room_ = cells;
}

void made_column::grow(std::size_t cells) {
    reserve(std::max({cells, 2 * room_, std::size_t{16}}));
}

/// As long as no cell holds a text there are no ends: most columns of texts about children never hold one.
void made_column::begin_texts() {
    if (has_texts_) { return; }
    has_texts_ = true;
    reserve(size_ + 1);
    std::memset(memory_.get(), 0, bytes_of(size_));
}

void made_column::empty(std::int64_t first, std::int64_t past) {
    null_count_ += past - first;
    if (!nulls_.empty() && nulls_.back().second == first) {
        nulls_.back().second = past;
    } else {
        nulls_.emplace_back(first, past);
    }
}

void made_column::add_nulls(std::size_t cells) {
    empty(size(), size() + static_cast<std::int64_t>(cells));
    if (of_texts()) {
        const auto end = static_cast<std::int32_t>(characters_.size());
        auto* const ends = more<std::int32_t>(cells);
        if (has_texts_) { std::fill_n(ends, cells, end); }
        return;
    }
    const std::size_t bytes =
        bytes_of(cells); // what lies under a null is zero, so that it says nothing
    switch (width()) {
    case 8: std::memset(more_numbers(cells), 0, bytes); break;
    case 4: std::memset(more_small(cells), 0, bytes); break;
    default: std::memset(more_truths(cells), 0, bytes); break;
    }
}

void made_column::add_texts(std::string_view text, std::size_t cells) {
    begin_texts();
    const std::size_t from = characters_.size();
    const std::size_t whole = text.size() * cells;
    if (whole > 0) { // written once, then what stands there twice, four times, ...
        if (characters_.capacity() == 0) { characters_.reserve(text.size() * room_); }
        characters_.resize(from + whole);
        char* const to = characters_.data() + from;
        std::copy(text.begin(), text.end(), to);
        for (std::size_t written = text.size(); written < whole;) {
            const std::size_t part = std::min(written, whole - written);
            std::memcpy(to + written, to, part);
            written += part;
        }
    }
    auto* const ends = more<std::int32_t>(cells);
    const auto step = static_cast<std::int32_t>(text.size());
    auto end = static_cast<std::int32_t>(from);
    for (std::size_t c = 0; c < cells; ++c) { ends[c] = end += step; }
}

void made_column::finish() {
    const auto bytes = (size_ + 7) / 8;
    if (!nulls_.empty() && (has_texts_ || !of_texts())) {
        validity_.assign(bytes, 0xFF);
        for (const auto& [first, past] : nulls_) {
            for (std::int64_t at = first; at < past; ++at) {
                if ((at & 7) == 0 && past - at >= 8) {
                    validity_[static_cast<std::size_t>(at >> 3)] = 0;
                    at += 7;
                    continue;
                }
                validity_[static_cast<std::size_t>(at >> 3)] &=
                    static_cast<std::uint8_t>(~(1U << static_cast<unsigned>(at & 7)));
            }
        }
    }
    buffers_.push_back(nulls_.empty() ? nullptr : validity_.data());
    if (of_texts() && !has_texts_) {
        // Every end and every bit of validity is zero. Zeros that nobody reads cost nothing where the system has them at
        // hand, and such columns are long.
        memory_ = {std::calloc(size_ + 1, sizeof(std::int32_t)), std::free};
        if (!memory_) { throw std::bad_alloc{}; }
        buffers_ = {null_count_ == 0 ? nullptr : memory_.get(), memory_.get(), characters_.data()};
    } else if (of_texts()) {
        buffers_.push_back(memory_.get());
        buffers_.push_back(characters_.data());
    } else if (format_ == "b") {
        const auto* const truths = static_cast<const std::uint8_t*>(cells_);
        bits_.resize(bytes);
        for (std::size_t at = 0; at < size_; ++at) {
            bits_[at / 8] |= static_cast<std::uint8_t>(unsigned{truths[at]} << at % 8);
        }
        buffers_.push_back(bits_.data());
    } else {
        buffers_.push_back(cells_);
    }
}

namespace {

/// What an exported schema or array keeps alive: itself and its children, which are released with it.
struct given_kinds {
    std::vector<std::string> names{};
    std::vector<std::string> formats{};
    std::vector<ArrowSchema> children{};
    std::vector<ArrowSchema*> places{};
};
struct given_cells {
    std::vector<made_column> columns{};
    std::vector<ArrowArray> children{};
    std::vector<ArrowArray*> places{};
    std::vector<const void*> buffers{nullptr};
};

/// A child that was moved out of its parent lives on its own; ours keep nothing, and only mark that they are gone.
template <class Arrow>
void release_child(Arrow* one) {
    one->release = nullptr;
}

template <class Arrow, class Given>
void release(Arrow* whole) {
    for (std::int64_t c = 0; c < whole->n_children; ++c) {
        if (whole->children[c]->release != nullptr) {
            whole->children[c]->release(whole->children[c]);
        }
    }
    whole->release = nullptr;
    std::unique_ptr<Given>{static_cast<Given*>(whole->private_data)}.reset();
}

} // namespace

void give_away(std::vector<made_column>&& columns, std::int64_t rows, ArrowSchema& kinds,
               ArrowArray& cells) {
    auto ours = std::make_unique<given_kinds>();
    auto held = std::make_unique<given_cells>();
    held->columns = std::move(columns);
    const std::size_t count = held->columns.size();
    ours->children.resize(count);
    held->children.resize(count);
    for (made_column& made : held->columns) {
        made.finish();
        ours->names.push_back(made.name_);
        ours->formats.push_back(made.format_);
    }
    for (std::size_t c = 0; c < count; ++c) {
        made_column& made = held->columns[c];
        ours->children[c] = {ours->formats[c].c_str(),
                             ours->names[c].c_str(),
                             nullptr,
                             ARROW_FLAG_NULLABLE,
                             0,
                             nullptr,
                             nullptr,
                             release_child<ArrowSchema>,
                             nullptr};
        ours->places.push_back(&ours->children[c]);
        held->children[c] = {made.size(),
                             made.null_count_,
                             0,
                             static_cast<std::int64_t>(made.buffers_.size()),
                             0,
                             made.buffers_.data(),
                             nullptr,
                             nullptr,
                             release_child<ArrowArray>,
                             nullptr};
        held->places.push_back(&held->children[c]);
    }
    kinds = {"+s",
             "",
             nullptr,
             0,
             static_cast<std::int64_t>(count),
             ours->places.data(),
             nullptr,
             release<ArrowSchema, given_kinds>,
             ours.get()};
    cells = {rows,
             0,
             0,
             1,
             static_cast<std::int64_t>(count),
             held->buffers.data(),
             held->places.data(),
             nullptr,
             release<ArrowArray, given_cells>,
             held.get()};
    static_cast<void>(ours.release());
    static_cast<void>(held.release());
}

} // namespace actueel
