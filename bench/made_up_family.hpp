// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base.hpp>
#include <actueel/instrument.hpp>

#include <array>
#include <cstdint>
#include <string>

namespace actueel_bench {

/// A history document of one made-up family: two caregivers, two children, and observations of the instrument's asked items,
/// spread over two years, until there are `records` records. The same bytes on every machine.
inline std::string made_up_family(const actueel::instrument& asked, int records) {
    using actueel::day;
    std::uint64_t state = 20200316;
    const auto draw =
        [&state](
            std::uint64_t
                below) { // Knuth's MMIX generator: the standard's distributions differ per library
            state = state * 6364136223846793005U + 1442695040888963407U;
            return (state >> 33U) % below;
        };
    const day first{std::chrono::year{2019} / std::chrono::January / 1};
    actueel::json_writer w;
    w.open_object()
        .field("format", "actueel.history/1")
        .field("family", "F-1")
        .key("records")
        .open_array();
    int written = 0;
    const auto open = [&](std::string_view type) -> actueel::json_writer& {
        w.open_object()
            .field("id", std::string_view{"r" + std::to_string(++written)})
            .field("type", type);
        return w;
    };
    constexpr std::array<std::string_view, 4> roles = {"caregiver", "caregiver", "child", "child"};
    for (std::size_t p = 0; p < roles.size(); ++p) {
        open("membership")
            .field("recorded_at", "2019-01-01T09:00:00Z")
            .field("person", std::string_view{"p" + std::to_string(p + 1)});
        w.field("role", roles[p]).field("start", "2019-01-01").close_object();
    }
    for (std::size_t i = 0; written < records; i = (i + 1) % asked->items.size()) {
        const actueel::item& of = asked->items[i];
        if (of.derived()) { continue; }
        const day on = day::from_number(first.number() + static_cast<std::int32_t>(draw(700)));
        open("observation")
            .field("recorded_at", actueel::end_of(on))
            .field("observed_on", on)
            .field("item", std::string_view{of.id});
        if (of.per == actueel::asked_of::caregiver) {
            w.field("person", std::string_view{"p" + std::to_string(1 + draw(2))});
        }
        if (of.per == actueel::asked_of::child) {
            w.field("person", std::string_view{"p" + std::to_string(3 + draw(2))});
        }
        if (of.options.empty()) {
            w.field("answer", of.number->min);
        } else {
            w.field("answer", std::string_view{of.options[draw(of.options.size())].code});
        }
        w.field("source", "worker").field("by", "w1").field("basis", "judgement").close_object();
    }
    w.close_array().close_object();
    return std::move(w).take();
}

} // namespace actueel_bench
