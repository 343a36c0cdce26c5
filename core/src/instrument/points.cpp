// SPDX-License-Identifier: MPL-2.0
#include <actueel/instrument/points.hpp>

#include <algorithm>

namespace actueel {

decimal point_table::of(decimal number) const noexcept {
    if (linear) {
        decimal points = rounded_product(linear->times, number) + linear->plus;
        if (linear->min) { points = std::max(points, *linear->min); }
        if (linear->max) { points = std::min(points, *linear->max); }
        return points;
    }
    // The last bin that begins at or below the number; loading saw to it that the first begins below every number.
    const auto after = std::upper_bound(bins.begin(), bins.end(), number,
                                        [](decimal n, const bin& b) { return n < b.at_least; });
    return after == bins.begin() ? bins.front().points : std::prev(after)->points;
}

decimal point_table::of(const answer& given) const noexcept {
    return given.kind == answer_kind::option ? by_option[static_cast<std::size_t>(given.option)]
                                             : of(given.number);
}

interval<decimal> point_table::over(interval<decimal> numbers, bool integer) const noexcept {
    if (linear) { // monotone
        const decimal a = of(numbers.low);
        const decimal b = of(numbers.high);
        return {std::min(a, b), std::max(a, b)};
    }
    interval<decimal> out = exactly(of(numbers.low));
    for (const bin& b : bins) {
        decimal first = b.at_least; // the least number of the bin that the item can take
        if (integer) { first = rounded_up(first); }
        if (first <= numbers.low || first > numbers.high) { continue; }
        out = hull(out, exactly(of(first)));
    }
    return out;
}

interval<decimal> point_table::any_answer(const item& asked) const noexcept {
    interval<decimal> out;
    if (!asked.options.empty()) {
        const auto [least, most] = std::minmax_element(by_option.begin(), by_option.end());
        out = {*least, *most};
    } else {
        out = over({asked.number->min, asked.number->max}, asked.number->integer);
    }
    return if_none ? hull(out, exactly(*if_none)) : out;
}

} // namespace actueel
