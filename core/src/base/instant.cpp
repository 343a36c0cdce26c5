// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/instant.hpp>

namespace actueel {
namespace {

std::optional<int> two_digits(std::string_view text, std::size_t at) noexcept {
    if (at + 2 > text.size()) { return std::nullopt; }
    const char a = text[at];
    const char b = text[at + 1];
    if (a < '0' || a > '9' || b < '0' || b > '9') { return std::nullopt; }
    return (a - '0') * 10 + (b - '0');
}

constexpr std::int64_t second = 1'000'000;

} // namespace

std::optional<instant> instant_from(std::string_view text) noexcept {
    if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
        return std::nullopt;
    }
    const auto date = day_from(text.substr(0, 10));
    const auto hour = two_digits(text, 11);
    const auto minute = two_digits(text, 14);
    const auto sec = two_digits(text, 17);
    if (!date || !hour || !minute || !sec || *hour > 23 || *minute > 59 || *sec > 59) {
        return std::nullopt;
    }
    std::int64_t fraction = 0;
    std::size_t at = 19;
    if (text[at] == '.') {
        std::int64_t unit = second / 10;
        const std::size_t first = ++at;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) {
            fraction += unit * (text[at] - '0');
        }
        if (at == first || at - first > 6) { return std::nullopt; }
    }
    std::int64_t offset = 0;
    const std::string_view zone = text.substr(at);
    if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':') {
        const auto hours = two_digits(zone, 1);
        const auto minutes = two_digits(zone, 4);
        if (!hours || !minutes || *hours > 23 || *minutes > 59) { return std::nullopt; }
        offset = (*hours * 60 + *minutes) * (zone[0] == '-' ? -60 : 60) * second;
    } else if (zone != "Z") {
        return std::nullopt;
    }
    const std::int64_t count = date->number() * microseconds_a_day +
                               (*hour * 3600 + *minute * 60 + *sec) * second + fraction - offset;
    if (count < 0 || count >= day::never().number() * microseconds_a_day) { return std::nullopt; }
    return instant::from_microseconds(count);
}

std::string to_string(instant at) {
    const std::int64_t time = at.microseconds() % microseconds_a_day;
    const std::int64_t seconds = time / second;
    std::string out = to_string(utc_day(at));
    const auto append_two = [&out](char mark, std::int64_t number) {
        out += mark;
        out += static_cast<char>('0' + number / 10);
        out += static_cast<char>('0' + number % 10);
    };
    append_two('T', seconds / 3600);
    append_two(':', seconds / 60 % 60);
    append_two(':', seconds % 60);
    if (std::int64_t left = time % second; left != 0) {
        out += '.';
        for (std::int64_t unit = second / 10; left != 0; left %= unit, unit /= 10) {
            out += static_cast<char>('0' + left / unit);
        }
    }
    out += 'Z';
    return out;
}

} // namespace actueel
