// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace actueel {

/// The limits of every document, tested at the limit and one beyond.
inline constexpr std::size_t largest_document = 64u << 20u; ///< bytes
inline constexpr std::size_t most_values = 6'000'000;       ///< values of any type
inline constexpr int deepest_document = 64; ///< arrays and objects within each other

enum class json_type : std::uint8_t { null, boolean, number, text, array, object };

/// A JSON document as a tree in the order of its text: keys keep their order, numbers their text, every node its place.
///
/// Made by `read_json`, consumed once by the readers of instruments and histories.
struct json_node {
    json_type type = json_type::null;
    bool truth = false;
    std::uint32_t order = 0; ///< its place in the text: nodes are numbered as they begin
    std::string text;        ///< of a text: its characters, UTF-8; of a number: as written
    std::vector<std::string> keys;
    std::vector<json_node> children; ///< of an array; of an object, beside `keys`

    /// The child under a key, or null.
    [[nodiscard]] const json_node* find(std::string_view key) const noexcept;
};

/// Reads JSON strictly: UTF-8, no duplicate keys, no NaN, nothing after the value, within the limits above.
/// Memory is bounded by the text's size. `document` names it in errors; its text never appears there.
[[nodiscard]] result<json_node> read_json(std::string_view text, std::string_view document);

/// Reads a whole file, refusing what is missing, a directory, or larger than `largest_document` before holding it.
[[nodiscard]] result<std::string> read_file(const std::string& path);

/// RFC 8785: keys sorted by UTF-16 code units, shortest numbers, no white space. Nodes in `left_out` (defaults written
/// out) are not there.
[[nodiscard]] std::string canonical_json(const json_node& node,
                                         const std::unordered_set<const json_node*>& left_out = {});

} // namespace actueel
