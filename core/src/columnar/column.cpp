// SPDX-License-Identifier: MPL-2.0
#include <actueel/columnar/column.hpp>

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace actueel {
namespace {

template <class T>
T cell(const void* cells, std::int64_t at) noexcept {
    return static_cast<const T*>(cells)[at];
}

/// Bytes and sign of the integers that a format names; nothing for another kind.
struct integer_format {
    std::uint8_t width;
    bool is_signed;
};
std::optional<integer_format> integer_of(char format) {
    switch (format) {
    case 'c': return integer_format{1, true};
    case 'C': return integer_format{1, false};
    case 's': return integer_format{2, true};
    case 'S': return integer_format{2, false};
    case 'i': return integer_format{4, true};
    case 'I': return integer_format{4, false};
    case 'l': return integer_format{8, true};
    case 'L': return integer_format{8, false};
    default: return std::nullopt;
    }
}

std::int64_t whole_at(const void* cells, integer_format format, std::int64_t at) noexcept {
    switch (format.width) {
    case 1: return format.is_signed ? cell<std::int8_t>(cells, at) : cell<std::uint8_t>(cells, at);
    case 2:
        return format.is_signed ? cell<std::int16_t>(cells, at) : cell<std::uint16_t>(cells, at);
    case 4:
        return format.is_signed ? std::int64_t{cell<std::int32_t>(cells, at)}
                                : std::int64_t{cell<std::uint32_t>(cells, at)};
    default: return cell<std::int64_t>(cells, at);
    }
}

constexpr std::int64_t most_units = largest_decimal.units();

std::optional<decimal> decimal_of_units(std::int64_t units) noexcept {
    if (units > most_units || units < -most_units) { return std::nullopt; }
    return decimal::from_units(units);
}

/// Only a double that is the nearest to a decimal of ours: it was written with at most four fraction digits.
std::optional<decimal> decimal_of_double(double written) noexcept {
    if (!(std::abs(written) <= 1e9)) { return std::nullopt; }
    const auto units = static_cast<std::int64_t>(std::llround(written * 10'000.0));
    if (static_cast<double>(units) / 10'000.0 != written) { return std::nullopt; }
    return decimal_of_units(units);
}

/// Of a decimal128: its two halves, the lower first, and how many digits follow the point.
std::optional<decimal> decimal_of_128(const void* cells, std::int64_t at,
                                      std::int32_t scale) noexcept {
    const auto low = cell<std::uint64_t>(cells, 2 * at);
    const auto high = cell<std::int64_t>(cells, 2 * at + 1);
    const auto whole = static_cast<std::int64_t>(low);
    if (high != (whole < 0 ? -1 : 0) || scale < 0 || scale > 18) { return std::nullopt; }
    std::int64_t units = whole;
    for (std::int32_t s = scale; s > 4; --s) {
        if (units % 10 != 0) { return std::nullopt; }
        units /= 10;
    }
    for (std::int32_t s = scale; s < 4; ++s) {
        if (units > most_units || units < -most_units) { return std::nullopt; }
        units *= 10;
    }
    return decimal_of_units(units);
}

/// A number as tables write it: digits, perhaps with a sign and a point.
std::optional<decimal> decimal_of_text(std::string_view text) noexcept {
    for (const char c : text) {
        if ((c < '0' || c > '9') && c != '.' && c != '-') { return std::nullopt; }
    }
    const decimal_reading read = decimal_from(text);
    return read.fault == decimal_fault::none ? std::optional{read.value} : std::nullopt;
}

std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) { return {}; }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

const std::uint8_t* validity_of(const ArrowArray& cells) noexcept {
    if (cells.null_count == 0) { return nullptr; }
    return static_cast<const std::uint8_t*>(cells.buffers[0]);
}

} // namespace

std::optional<column> column::of(const ArrowSchema& kind, const ArrowArray& cells) {
    column out;
    out.size_ = cells.length;
    out.offset_ = cells.offset;
    const std::string_view format = kind.format;
    if (format == "n") { // nothing but nulls
        out.kind_ = column_kind::absent;
        return out;
    }
    out.validity_ = validity_of(cells);
    out.all_null_ = cells.null_count == cells.length && cells.length > 0;
    if (kind.dictionary != nullptr) {
        const std::string_view texts = kind.dictionary->format;
        const auto index = format.size() == 1 ? integer_of(format[0]) : std::nullopt;
        if (!index || (texts != "u" && texts != "U")) { return std::nullopt; }
        out.kind_ = column_kind::text;
        out.index_width_ = index->width;
        out.is_signed_ = index->is_signed;
        out.cells_ = cells.buffers[1];
        const ArrowArray& dictionary = *cells.dictionary;
        out.large_ = texts == "U";
        out.offsets_ = dictionary.buffers[1];
        out.characters_ = static_cast<const char*>(dictionary.buffers[2]);
        out.text_offset_ = dictionary.offset;
        out.text_validity_ = validity_of(dictionary);
        out.dictionary_size_ = dictionary.length;
        return out;
    }
    if (format == "u" || format == "U") {
        out.kind_ = column_kind::text;
        out.large_ = format == "U";
        out.offsets_ = cells.buffers[1];
        out.characters_ = static_cast<const char*>(cells.buffers[2]);
        out.text_offset_ = cells.offset;
        return out;
    }
    if (format == "+l" && kind.n_children == 1 && kind.children[0]->dictionary == nullptr &&
        std::string_view{kind.children[0]->format} == "u") {
        out.kind_ = column_kind::text_list;
        out.cells_ = cells.buffers[1];
        const ArrowArray& entries = *cells.children[0];
        out.offsets_ = entries.buffers[1];
        out.characters_ = static_cast<const char*>(entries.buffers[2]);
        out.text_offset_ = entries.offset;
        out.text_validity_ = validity_of(entries);
        return out;
    }
    out.cells_ = cells.n_buffers > 1 ? cells.buffers[1] : nullptr;
    if (format == "tdD") {
        out.kind_ = column_kind::day;
    } else if (format == "tsu:UTC") {
        out.kind_ = column_kind::instant;
    } else if (format == "g") {
        out.kind_ = column_kind::real;
    } else if (const auto whole = format.size() == 1 ? integer_of(format[0]) : std::nullopt) {
        out.kind_ = column_kind::whole;
        out.width_ = whole->width;
        out.is_signed_ = whole->is_signed;
    } else if (format.substr(0, 2) == "d:") {
        // d:precision,scale or, of another width than 128 bits, d:precision,scale,width
        const std::string_view parts = format.substr(2);
        const std::size_t comma = parts.find(',');
        if (comma == std::string_view::npos) { return std::nullopt; }
        const std::string_view scale = parts.substr(comma + 1);
        const auto read = std::from_chars(scale.data(), scale.data() + scale.size(), out.scale_);
        if (read.ec != std::errc{} || read.ptr != scale.data() + scale.size()) {
            return std::nullopt;
        }
        out.kind_ = column_kind::decimal128;
    } else {
        return std::nullopt;
    }
    return out;
}

bool column::has_empty_code() const noexcept {
    std::int64_t code = 0;
    while (code < codes() && !text_of_code(code).empty()) { ++code; }
    return code < codes();
}

std::uint64_t column::some_valid_bits(std::int64_t row) const noexcept {
    const std::int64_t at = row + offset_;
    const std::int64_t count = std::min<std::int64_t>(64, size_ - row);
    if (validity_ == nullptr) { return ~std::uint64_t{0} >> (64 - count); }
    const auto shift = static_cast<unsigned>(at & 7);
    const std::uint8_t* const from = validity_ + (at >> 3);
    const std::int64_t bytes = (shift + count + 7) / 8; // of the bitmap, and no more
    std::uint64_t low = 0;
    std::memcpy(&low, from, static_cast<std::size_t>(std::min<std::int64_t>(bytes, 8)));
    std::uint64_t bits = low >> shift;
    if (bytes > 8) { bits |= std::uint64_t{from[8]} << (64U - shift); }
    return count == 64 ? bits : bits & ((std::uint64_t{1} << count) - 1);
}

std::uint64_t column::not_empty(std::int64_t row, std::uint64_t valid) const noexcept {
    std::uint64_t out = 0;
    for (std::uint64_t left = valid; left != 0; left &= left - 1) {
        const int at = std::countr_zero(left);
        out |= std::uint64_t{text(row + at).empty() ? 0U : 1U} << at;
    }
    return out;
}

std::int64_t column::any_index_at(std::int64_t place) const noexcept {
    return whole_at(cells_, {index_width_, is_signed_}, place);
}

void column::copy_codes(std::int32_t* to) const noexcept {
    const auto copy = [&](auto of_width) {
        const auto* const from = static_cast<const decltype(of_width)*>(cells_) + offset_;
        std::copy(from, from + size_, to);
    };
    switch (index_width_) {
    case 1: is_signed_ ? copy(std::int8_t{}) : copy(std::uint8_t{}); break;
    case 2: is_signed_ ? copy(std::int16_t{}) : copy(std::uint16_t{}); break;
    case 4: copy(std::int32_t{}); break; // no dictionary has more texts
    default: copy(std::int64_t{}); break;
    }
}

namespace {

constexpr std::int64_t part = 8; ///< cells that are looked at together

} // namespace

std::int64_t column::end_of_code(std::int64_t row) const noexcept {
    std::int64_t end = row + 1;
    if (validity_ != nullptr || index_width_ != 4) {
        const std::int32_t same = code(row);
        while (end < size_ && code(end) == same) { ++end; }
        return end;
    }
    // Eight at a time without a branch in between: families have tens of rows.
    const auto* const codes = static_cast<const std::int32_t*>(cells_) + offset_;
    const std::int32_t same = codes[row];
    while (end + part <= size_) {
        std::int32_t other = 0;
        for (std::int64_t at = 0; at < part; ++at) { other |= codes[end + at] ^ same; }
        if (other != 0) { break; }
        end += part;
    }
    while (end < size_ && codes[end] == same) { ++end; }
    return end;
}

std::int64_t column::end_of_text(std::int64_t row) const noexcept {
    std::int64_t end = row + 1;
    if (has_codes()) {
        end = end_of_code(row);
        if (end == size_ || text(end) != text(row)) { return end; }
    }
    const std::string_view same = text(row);
    if (has_codes() || validity_ != nullptr || large_) {
        while (end < size_ && text(end) == same) { ++end; }
        return end;
    }
    // Texts of one length that stand behind each other are the same where they equal themselves, one text further on.
    const auto* const starts = static_cast<const std::int32_t*>(offsets_) + text_offset_;
    const auto length = static_cast<std::int32_t>(same.size());
    const auto same_until = [&](std::int64_t past) {
        std::int32_t other = 0;
        for (std::int64_t at = end; at < past; ++at) {
            other |= (starts[at + 1] - starts[at]) ^ length;
        }
        const char* const texts = characters_ + starts[end];
        return other == 0 && std::memcmp(texts, texts - length,
                                         static_cast<std::size_t>((past - end) * length)) == 0;
    };
    while (end + part <= size_ && same_until(end + part)) { end += part; }
    while (end < size_ && same_until(end + 1)) { ++end; }
    return end;
}

std::int32_t column::number_of_text_day(std::int64_t row) const noexcept {
    const auto read = kind_ == column_kind::text ? day_from(text(row)) : std::nullopt;
    return read ? read->number() : -1;
}

std::int64_t column::microseconds_of_text(std::int64_t row) const noexcept {
    const auto when = kind_ == column_kind::text ? instant_from(text(row)) : std::nullopt;
    return when ? when->microseconds() : -1;
}

std::optional<decimal> column::a_number(std::int64_t row) const noexcept {
    if (!valid(row)) { return std::nullopt; }
    const std::int64_t at = row + offset_;
    switch (kind_) {
    case column_kind::text: return decimal_of_text(text(row));
    case column_kind::whole: {
        if (width_ == 8 && !is_signed_ && cell<std::int64_t>(cells_, at) < 0) {
            return std::nullopt; // beyond every number of ours
        }
        const std::int64_t whole = whole_at(cells_, {width_, is_signed_}, at);
        if (whole > most_units / 10'000 || whole < -(most_units / 10'000)) { return std::nullopt; }
        return decimal::whole(whole);
    }
    case column_kind::real: return decimal_of_double(cell<double>(cells_, at));
    case column_kind::decimal128: return decimal_of_128(cells_, at, scale_);
    default: return std::nullopt;
    }
}

bool column::a_list(std::int64_t row, std::vector<std::string_view>& out) const {
    out.clear();
    if (!valid(row)) { return true; }
    if (kind_ == column_kind::text_list) {
        const std::int64_t at = row + offset_;
        const auto past = cell<std::int32_t>(cells_, at + 1);
        for (auto entry = cell<std::int32_t>(cells_, at); entry < past; ++entry) {
            out.push_back(text_at(entry));
        }
        return true;
    }
    std::string_view left = text(row);
    if (kind_ != column_kind::text || left.empty() || left.front() == '[') { return false; }
    while (true) {
        const std::size_t end = left.find(';');
        out.push_back(trimmed(left.substr(0, end)));
        if (end == std::string_view::npos) { return true; }
        left.remove_prefix(end + 1);
    }
}

} // namespace actueel
