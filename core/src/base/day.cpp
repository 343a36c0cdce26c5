// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/day.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace actueel {
namespace {

/// The number that `count` digits at `text[from]` say, or -1.
constexpr int digits(std::string_view text, std::size_t from, std::size_t count) noexcept {
    int number = 0;
    for (std::size_t i = from; i < from + count; ++i) {
        if (i >= text.size() || text[i] < '0' || text[i] > '9') { return -1; }
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

void append_padded(std::string& out, unsigned number, std::size_t width) {
    std::array<char, 10> digits{};
    const char* end = std::to_chars(digits.begin(), digits.end(), number).ptr;
    const auto count = static_cast<std::size_t>(end - digits.begin());
    out.append(width - std::min(width, count), '0').append(digits.data(), count);
}

} // namespace

bool shaped_as_day(std::string_view text) noexcept {
    return text.size() == 10 && text[4] == '-' && text[7] == '-' && digits(text, 0, 4) >= 0 &&
           digits(text, 5, 2) >= 0 && digits(text, 8, 2) >= 0;
}

std::optional<day> day_from(std::string_view text) noexcept {
    if (!shaped_as_day(text)) { return std::nullopt; }
    const std::chrono::year_month_day date{
        std::chrono::year{digits(text, 0, 4)},
        std::chrono::month{static_cast<unsigned>(digits(text, 5, 2))},
        std::chrono::day{static_cast<unsigned>(digits(text, 8, 2))}};
    if (!date.ok() || date.year() < std::chrono::year{1}) { return std::nullopt; }
    return day{date};
}

std::string to_string(day d) {
    if (d.is_never()) { return "never"; }
    const auto date = d.date();
    std::string out;
    append_padded(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.day()), 2);
    return out;
}

std::ostream& operator<<(std::ostream& out, day d) { return out << to_string(d); }

} // namespace actueel
