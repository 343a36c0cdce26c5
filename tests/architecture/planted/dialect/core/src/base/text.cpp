// SPDX-License-Identifier: MPL-2.0
#include <format>
#include <ranges>

// std::views in a comment is nobody's business
void text(std::vector<int>& all) {
    std::ranges::sort(all);
    double read = 0;
    std::from_chars(first, last, read, std::chars_format::general);
}
