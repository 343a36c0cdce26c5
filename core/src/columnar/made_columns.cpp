// SPDX-License-Identifier: MPL-2.0
#include <actueel/columnar/made_columns.hpp>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace actueel {

made_column::made_column(std::string name, std::string_view format)
    : name_{std::move(name)}, format_{format} {}

/// As long as no cell holds a text there are no offsets: most columns of texts about children never hold one.
void made_column::begin_texts() {
    if (!offsets_.empty()) { return; }
    std::fill_n(more(offsets_, no_texts_ + 1), no_texts_ + 1, 0);
}

void made_column::add(std::string_view text) {
    begin_texts();
    characters_.insert(characters_.end(), text.begin(), text.end());
    offsets_.push_back(static_cast<std::int32_t>(characters_.size()));
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
    const std::int64_t first = size();
    empty(first, first + static_cast<std::int64_t>(cells));
    switch (format_.front()) { // what lies under a null is zero, so that it says nothing
    case 'l': std::fill_n(more(numbers_, cells), cells, 0); break;
    case 'g': std::fill_n(more(reals_, cells), cells, 0.0); break;
    case 'b': std::fill_n(more(truths_, cells), cells, std::uint8_t{0}); break;
    case 'u':
        if (offsets_.empty()) {
            no_texts_ += cells;
        } else {
            const std::int32_t end = offsets_.back();
            std::fill_n(more(offsets_, cells), cells, end);
        }
        break;
    default: std::fill_n(more(small_, cells), cells, 0); break;
    }
}

void made_column::add_texts(std::string_view text, std::size_t cells) {
    begin_texts();
    const std::size_t from = characters_.size();
    const std::size_t whole = text.size() * cells;
    if (whole > 0) { // written once, then what stands there twice, four times, ...
        char* const to = more(characters_, whole);
        std::copy(text.begin(), text.end(), to);
        for (std::size_t written = text.size(); written < whole;) {
            const std::size_t part = std::min(written, whole - written);
            std::memcpy(to + written, to, part);
            written += part;
        }
    }
    std::int32_t* const ends = more(offsets_, cells);
    const auto step = static_cast<std::int32_t>(text.size());
    auto end = static_cast<std::int32_t>(from);
    for (std::size_t c = 0; c < cells; ++c) { ends[c] = end += step; }
}

std::int64_t made_column::size() const noexcept {
    switch (format_.front()) {
    case 'l': return static_cast<std::int64_t>(numbers_.size());
    case 'g': return static_cast<std::int64_t>(reals_.size());
    case 'b': return static_cast<std::int64_t>(truths_.size());
    case 'u': return static_cast<std::int64_t>(offsets_.empty() ? no_texts_ : offsets_.size() - 1);
    default: return static_cast<std::int64_t>(small_.size());
    }
}

void made_column::reserve(std::size_t cells) {
    switch (format_.front()) {
    case 'l': numbers_.reserve(cells); break;
    case 'g': reals_.reserve(cells); break;
    case 'b': truths_.reserve(cells); break;
    case 'u': offsets_.reserve(cells + 1); break;
    default: small_.reserve(cells); break;
    }
}

/// A column of texts without one: all its offsets and all its validity are zeros. Zeros that nobody reads cost nothing as
/// long as the system has them at hand, and such columns are large.
void made_column::finish_without_texts() {
    const auto cells = static_cast<std::size_t>(length_) + 1;
    zeros_ = {std::calloc(cells, sizeof(std::int32_t)), std::free};
    if (!zeros_) { throw std::bad_alloc{}; }
    buffers_ = {null_count_ == 0 ? nullptr : zeros_.get(), zeros_.get(), characters_.data()};
}

void made_column::finish() {
    length_ = size();
    if (format_ == "u" && offsets_.empty()) { return finish_without_texts(); }
    const auto bytes = static_cast<std::size_t>((length_ + 7) / 8);
    if (!nulls_.empty()) {
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
    switch (format_.front()) {
    case 'l': buffers_.push_back(numbers_.data()); break;
    case 'g': buffers_.push_back(reals_.data()); break;
    case 'b': {
        unfilled_vector<std::uint8_t> bits(bytes);
        truths_.resize(bytes * 8, 0);
        for (std::size_t b = 0; b < bytes; ++b) {
            unsigned byte = 0;
            for (unsigned bit = 0; bit < 8; ++bit) {
                byte |= unsigned{truths_[8 * b + bit]} << bit;
            }
            bits[b] = static_cast<std::uint8_t>(byte);
        }
        truths_ = std::move(bits);
        buffers_.push_back(truths_.data());
        break;
    }
    case 'u':
        buffers_.push_back(offsets_.data());
        buffers_.push_back(characters_.data());
        break;
    default: buffers_.push_back(small_.data()); break;
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
        held->children[c] = {made.length_,
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
