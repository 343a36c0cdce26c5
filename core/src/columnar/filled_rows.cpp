// SPDX-License-Identifier: MPL-2.0
#include "filled_rows.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace actueel::detail {
namespace {

constexpr std::size_t side = 64;
constexpr auto step = static_cast<std::int64_t>(side);

using square = std::array<std::uint64_t, side>;

/// Exchanges, in each square of twice `half` bits, the upper right quarter for the lower left one.
template <std::size_t half>
void exchange(square& words) {
    constexpr std::uint64_t lower = ~std::uint64_t{0} / ((std::uint64_t{1} << half) + 1);
    for (std::size_t first = 0; first < side; first += 2 * half) {
        for (std::size_t w = first; w < first + half; ++w) {
            const std::uint64_t change = ((words[w] >> half) ^ words[w + half]) & lower;
            words[w] ^= change << half;
            words[w + half] ^= change;
        }
    }
}

/// Turns words over: bit c of word r becomes bit r of word c.
void turn_over(square& words) {
    exchange<32>(words);
    exchange<16>(words);
    exchange<8>(words);
    exchange<4>(words);
    exchange<2>(words);
    exchange<1>(words);
}

/// A column that holds something in some rows and nothing in others.
struct partly_filled {
    std::size_t place;
    const column* cells;
    bool texts_may_be_empty;
};

} // namespace

filled_rows filled_in(std::span<const column> columns, std::int64_t rows) {
    filled_rows out;
    std::vector<partly_filled> partly;
    for (std::size_t f = 0; f < columns.size(); ++f) {
        const column& cells = columns[f];
        if (f == static_cast<std::size_t>(field::family)) { // without one a row is none of any
            out.always |= just(field::family);
            continue;
        }
        if (cells.all_empty()) { continue; }
        const bool text = cells.kind() == column_kind::text;
        const bool may_be_empty =
            text && (!cells.has_codes() || cells.codes() > cells.size() || cells.has_empty_code());
        if (cells.no_nulls() && (!may_be_empty || cells.no_empty_text())) {
            out.always |= field_set{1} << f;
        } else {
            partly.push_back({f, &cells, may_be_empty});
        }
    }
    if (partly.empty()) { return out; }
    out.each.resize(static_cast<std::size_t>(rows));
    for (std::int64_t row = 0; row < rows; row += step) {
        square words{}; // by column, then by row
        for (const partly_filled& p : partly) {
            words[p.place] = p.cells->holding(row, p.texts_may_be_empty);
        }
        turn_over(words);
        field_set* const to = out.each.data() + row;
        const auto here = static_cast<std::size_t>(std::min(step, rows - row));
        for (std::size_t r = 0; r < here; ++r) { to[r] = words[r] | out.always; }
    }
    return out;
}

} // namespace actueel::detail
