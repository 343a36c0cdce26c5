// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/located.hpp>

#include <span>
#include <string_view>

namespace actueel::detail {

struct json_field {
    std::string_view key{};
    const json_node* value = nullptr;
};

/// Puts the fields of one object in the order of RFC 8785: by the UTF-16 code units of their keys.
void sort_canonically(std::span<json_field> fields);

} // namespace actueel::detail
