// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actueel {

/// One text in every language of its instrument, in the instrument's order of languages.
struct texts {
    std::vector<std::pair<std::string, std::string>> by_language;

    /// The text in a language; the first one where that language is not there; empty where none is.
    [[nodiscard]] std::string_view in(std::string_view language) const noexcept {
        for (const auto& [name, text] : by_language) {
            if (name == language) { return text; }
        }
        return by_language.empty() ? std::string_view{}
                                   : std::string_view{by_language.front().second};
    }
    friend bool operator==(const texts&, const texts&) = default;
};

} // namespace actueel
