// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/detail/runs.hpp>
#include <actueel/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace actueel {

/// The limits of every document, tested at the limit and one beyond.
inline constexpr std::size_t largest_document = 64u << 20u; ///< bytes
inline constexpr std::size_t most_values = 6'000'000;       ///< values of any type
inline constexpr int deepest_document = 64; ///< arrays and objects within each other

enum class json_type : std::uint8_t { null, boolean, number, text, array, object };

/// One value of a JSON document, which owns all its parts. Keys keep their order, numbers their text.
struct json_node {
    json_type type = json_type::null;
    bool truth = false;
    std::uint32_t order = 0; ///< its place in the text: nodes are numbered as they begin, from 0
    std::uint32_t size = 0;  ///< of an array or object: the number of its children
    std::string_view text{}; ///< of a text: its characters, UTF-8; of a number: as written
    const std::string_view* first_key = nullptr;
    const json_node* first_child = nullptr;

    /// The values of an array; of an object, beside `keys()`.
    [[nodiscard]] std::span<const json_node> children() const noexcept {
        return {first_child, size};
    }
    [[nodiscard]] std::span<const std::string_view> keys() const noexcept {
        return {first_key, first_key == nullptr ? std::size_t{0} : size};
    }
    /// The child under a key, or null.
    [[nodiscard]] const json_node* find(std::string_view key) const noexcept;
};

/// A JSON document as a tree in the order of its text. Made by `read_json`, consumed once by the readers of instruments
/// and histories. Its nodes stay where they are when it is moved.
class json_document {
  public:
    json_document(json_document&&) noexcept = default;
    json_document& operator=(json_document&&) noexcept = default;
    json_document(const json_document&) = delete;
    json_document& operator=(const json_document&) = delete;
    ~json_document() = default;

    [[nodiscard]] const json_node& root() const& noexcept { return root_; }
    [[nodiscard]] const json_node& root() && = delete;

  private:
    friend class json_builder;
    json_document() = default;

    json_node root_{};
    detail::runs<char> characters_{}; ///< of texts, numbers and keys
    std::vector<std::string>
        long_texts_{}; ///< each in memory of its own, which moving leaves in place
    detail::runs<std::string_view> keys_{};
    detail::runs<json_node> nodes_{};
};

/// Some nodes of one document.
class node_set {
  public:
    void insert(const json_node& node) {
        if (orders_.size() <= node.order) { orders_.resize(node.order + std::size_t{1}); }
        orders_[node.order] = true;
    }
    [[nodiscard]] bool contains(const json_node& node) const noexcept {
        return node.order < orders_.size() && orders_[node.order];
    }

  private:
    std::vector<bool> orders_{};
};

/// Reads JSON strictly: UTF-8, no duplicate keys, no NaN, nothing after the value, within the limits above.
/// Memory is bounded by the text's size. `document` names it in errors; its text never appears there.
[[nodiscard]] result<json_document> read_json(std::string_view text, std::string_view document);

/// Reads a whole file, refusing what is missing, a directory, or larger than `largest_document` before holding it.
[[nodiscard]] result<std::string> read_file(const std::string& path);

/// RFC 8785: keys sorted by UTF-16 code units, shortest numbers, no white space. Nodes in `left_out` (defaults written
/// out) are not there.
[[nodiscard]] std::string canonical_json(const json_node& node, const node_set& left_out = {});
/// The same, at the end of a text.
void append_canonical_json(std::string& out, const json_node& node, const node_set& left_out);

} // namespace actueel
