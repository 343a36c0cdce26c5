// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/nearest.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace actueel {
namespace {

/// The least number of insertions, removals, replacements and swaps of neighbours that makes one text the other.
std::size_t edits(std::string_view a, std::string_view b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> cost((a.size() + 1) * width);
    for (std::size_t i = 0; i <= a.size(); ++i) { cost[i * width] = i; }
    for (std::size_t j = 0; j <= b.size(); ++j) { cost[j] = j; }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = a[i - 1] == b[j - 1] ? 0 : 1;
            std::size_t& here = cost[i * width + j];
            here = std::min({cost[(i - 1) * width + j] + 1, cost[i * width + j - 1] + 1,
                             cost[(i - 1) * width + j - 1] + changed});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                here = std::min(here, cost[(i - 2) * width + j - 2] + 1);
            }
        }
    }
    return cost.back();
}

} // namespace

std::string nearest_name(std::string_view text, std::span<const std::string_view> known) {
    constexpr std::size_t longest = 64; // longer texts are not names
    if (text.size() > longest) { return {}; }
    std::size_t least = std::max<std::size_t>(2, text.size() / 3) + 1;
    std::string_view nearest;
    for (const std::string_view name : known) {
        if (name.size() > longest) { continue; }
        if (const std::size_t distance = edits(text, name); distance < least) {
            least = distance;
            nearest = name;
        }
    }
    return std::string{nearest};
}

} // namespace actueel
