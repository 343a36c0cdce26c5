// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/decimal.hpp>

#include <algorithm>

namespace actueel {
namespace {

__extension__ using wide = __int128; // the product of two stated decimals needs 88 bits

/// number / by, halves to even. `by` is positive.
std::int64_t half_even(wide number, std::int64_t by) noexcept {
    wide quotient = number / by;
    wide rest = number % by;
    if (rest < 0) { // floor division, so that the rest says how far above the quotient we are
        rest += by;
        --quotient;
    }
    const bool up = rest * 2 > by || (rest * 2 == by && quotient % 2 != 0);
    return static_cast<std::int64_t>(quotient + (up ? 1 : 0));
}

} // namespace

decimal rounded_product(decimal a, decimal b) noexcept {
    const wide most = wide{largest_product.units()} * 10'000;
    const wide exact = wide{a.units()} * b.units();
    return decimal::from_units(half_even(std::clamp(exact, -most, most), 10'000));
}

decimal rounded_mean(decimal sum, std::int64_t count) noexcept {
    return decimal::from_units(half_even(sum.units(), count));
}

decimal_reading decimal_from(std::string_view text) noexcept {
    constexpr decimal_reading not_a_number{{}, decimal_fault::not_a_number};
    const auto is_digit = [&text](std::size_t i) {
        return i < text.size() && text[i] >= '0' && text[i] <= '9';
    };
    std::size_t at = 0;
    const bool negative = !text.empty() && text[0] == '-';
    if (negative) { ++at; }
    if (!is_digit(at)) { return not_a_number; }

    // The digits without the point, and the power of ten that puts them right; leading zeros do not count.
    const std::size_t first = at;
    while (is_digit(at)) { ++at; }
    std::size_t last = at;
    std::int64_t exponent = 0;
    std::size_t point = std::string_view::npos;
    if (at < text.size() && text[at] == '.') {
        point = at++;
        if (!is_digit(at)) { return not_a_number; }
        while (is_digit(at)) { ++at; }
        last = at;
        exponent = -static_cast<std::int64_t>(last - point - 1);
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        const bool down = at < text.size() && text[at] == '-';
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) { ++at; }
        if (!is_digit(at)) { return not_a_number; }
        std::int64_t stated = 0;
        for (; is_digit(at); ++at) {
            if (stated < 1'000'000'000) { stated = stated * 10 + (text[at] - '0'); }
        }
        exponent += down ? -stated : stated;
    }
    if (at != text.size()) { return not_a_number; }

    // Trailing zeros move into the exponent, so that 2.50000 and 25e-1 are the same digits.
    std::size_t end = last;
    while (end > first && (text[end - 1] == '0' || end - 1 == point)) {
        if (end - 1 != point) { ++exponent; }
        --end;
    }
    std::size_t begin = first;
    while (begin < end && (text[begin] == '0' || begin == point)) { ++begin; }
    if (begin == end) { return {}; }
    if (exponent < -4) { return {{}, decimal_fault::too_many_digits}; }
    std::int64_t units = 0;
    for (std::size_t i = begin; i < end; ++i) {
        if (i == point) { continue; }
        units = units * 10 + (text[i] - '0');
        if (units > largest_decimal.units()) { return {{}, decimal_fault::too_large}; }
    }
    for (std::int64_t i = -4; i < exponent; ++i) {
        units *= 10;
        if (units > largest_decimal.units()) { return {{}, decimal_fault::too_large}; }
    }
    return {decimal::from_units(negative ? -units : units), decimal_fault::none};
}

std::string to_string(decimal d) {
    const bool negative = d.units() < 0;
    const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(d.units())
                                        : static_cast<std::uint64_t>(d.units());
    std::string out = (negative ? "-" : "") + std::to_string(size / 10'000);
    if (const std::uint64_t fraction = size % 10'000; fraction != 0) {
        std::string digits = std::to_string(fraction);
        digits.insert(0, 4 - digits.size(), '0');
        digits.erase(digits.find_last_not_of('0') + 1);
        out += '.' + digits;
    }
    return out;
}

std::ostream& operator<<(std::ostream& out, decimal d) { return out << to_string(d); }

} // namespace actueel
