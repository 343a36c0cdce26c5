// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/duration.hpp>

#include <algorithm>

namespace actueel {

day operator+(day start, duration lasts) noexcept {
    if (start.is_never()) { return start; }
    std::int64_t number = start.number();
    if (lasts.months != 0) {
        const auto date = start.date();
        const std::int64_t month = std::int64_t{static_cast<int>(date.year())} * 12 +
                                   static_cast<unsigned>(date.month()) - 1 + lasts.months;
        if (month / 12 > 9999) { return day::never(); }
        const std::chrono::year_month target{
            std::chrono::year{static_cast<int>(month / 12)},
            std::chrono::month{static_cast<unsigned>(month % 12 + 1)}};
        const auto last = (target / std::chrono::last).day();
        number = day{target / std::min(date.day(), last)}.number();
    }
    number += lasts.days;
    return number >= day::never().number() ? day::never()
                                           : day::from_number(static_cast<std::int32_t>(number));
}

std::int32_t completed_years(day born, day on) noexcept {
    if (on < born) { return 0; }
    auto years = static_cast<std::int32_t>(static_cast<int>(on.date().year()) -
                                           static_cast<int>(born.date().year()));
    if (born + duration{12 * years, 0} > on) { --years; }
    return years;
}

std::optional<duration> duration_from(std::string_view text) noexcept {
    if (text.size() < 3 || text.front() != 'P') { return std::nullopt; }
    constexpr std::string_view units = "YMWD";
    duration result;
    std::size_t unit = 0; // the first unit that may still come
    for (std::size_t at = 1; at < text.size();) {
        std::int32_t number = 0;
        const std::size_t first = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9' && at - first < 5) {
            number = number * 10 + (text[at++] - '0');
        }
        if (at == first || at == text.size()) { return std::nullopt; }
        const std::size_t found = units.find(text[at++], unit);
        if (found == std::string_view::npos) { return std::nullopt; }
        unit = found + 1;
        switch (units[found]) {
        case 'Y': result.months += 12 * number; break;
        case 'M': result.months += number; break;
        case 'W': result.days += 7 * number; break;
        default: result.days += number; break;
        }
    }
    if (result == duration{}) { return std::nullopt; }
    return result;
}

std::string to_string(duration d) {
    std::string out = "P";
    const auto part = [&out](std::int32_t number, char unit) {
        if (number != 0) { out += std::to_string(number) + unit; }
    };
    part(d.months / 12, 'Y');
    part(d.months % 12, 'M');
    part(d.days, 'D');
    return out;
}

} // namespace actueel
