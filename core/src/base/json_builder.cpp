// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/json_builder.hpp>

#include <actueel/base/detail/canonical_fields.hpp>
#include <actueel/base/document_reader.hpp>
#include <actueel/base/id.hpp>

#include <algorithm>

namespace actueel {

bool json_builder::refuse(error_code code, std::string place, std::string found,
                          std::string expected, std::string remedy) {
    fault_ = {
        code, document_, std::move(place), std::move(found), std::move(expected), std::move(remedy),
        ""};
    return false;
}

/// The innermost container, and under it a key, where there is one; ends before a key that is no id.
std::string json_builder::place_of_innermost(std::string_view under) const {
    std::string out;
    for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
        const container& around = open_[i];
        const container& within = open_[i + 1];
        if (around.type == json_type::array) {
            out += '/' + std::to_string(within.first_child - around.first_child);
        } else if (const std::string_view key = keys_[within.first_key - 1]; is_id(key)) {
            out += '/' + std::string{key};
        } else {
            return out;
        }
    }
    return is_id(under) ? out + '/' + std::string{under} : out;
}

bool json_builder::room_for_one() { return !fault_ && (count_ < most_values || refuse_more()); }

bool json_builder::refuse_more() {
    return refuse(error_code::document_too_large, place_of_innermost(), "more values than that",
                  "at most " + std::to_string(most_values) + " values", "split the document");
}

std::string_view json_builder::kept(std::string_view text) {
    return {out_.characters_.keep(text), text.size()};
}

std::string_view json_builder::taken(std::string&& text) {
    constexpr std::size_t long_text = 1U << 16U;
    if (text.size() < long_text) { return kept(text); }
    return out_.long_texts_.emplace_back(std::move(text));
}

bool json_builder::add(json_node node) {
    if (!room_for_one()) { return false; }
    node.order = static_cast<std::uint32_t>(count_++);
    (open_.empty() ? out_.root_ : children_.emplace_back()) = node;
    return true;
}

bool json_builder::add_text(json_type type, std::string_view text) {
    return !fault_ && add({.type = type, .text = kept(text)});
}

bool json_builder::take_text(std::string&& characters) {
    return !fault_ && add({.type = json_type::text, .text = taken(std::move(characters))});
}

bool json_builder::take_key(std::string&& name) {
    if (fault_) { return false; }
    keys_.push_back(taken(std::move(name)));
    return true;
}

bool json_builder::key(std::string_view name) {
    if (fault_) { return false; }
    keys_.push_back(kept(name));
    return true;
}

bool json_builder::open(json_type type) {
    if (fault_) { return false; }
    if (open_.size() >= static_cast<std::size_t>(deepest_document)) {
        return refuse(error_code::json_too_deep, place_of_innermost(),
                      "lists and objects within each other, deeper than that",
                      "at most " + std::to_string(deepest_document) + " deep",
                      "make the document flatter");
    }
    if (!room_for_one()) { return false; }
    open_.push_back({type, static_cast<std::uint32_t>(count_++), children_.size(), keys_.size()});
    return true;
}

bool json_builder::close() {
    if (fault_) { return false; }
    const container closed = open_.back();
    const auto children = std::span<const json_node>{children_}.subspan(closed.first_child);
    const auto keys = std::span<const std::string_view>{keys_}.subspan(closed.first_key);
    if (!keys_differ(keys)) { return false; }
    const json_node node{.type = closed.type,
                         .order = closed.order,
                         .size = static_cast<std::uint32_t>(children.size()),
                         .first_key = out_.keys_.keep(keys),
                         .first_child = out_.nodes_.keep(children)};
    children_.resize(closed.first_child);
    keys_.resize(closed.first_key);
    open_.pop_back();
    (open_.empty() ? out_.root_ : children_.emplace_back()) = node;
    return true;
}

bool json_builder::keys_differ(std::span<const std::string_view> keys) {
    constexpr std::size_t few = 16;
    const auto met_before = [&keys](const std::string_view& key) {
        return std::find(keys.data(), &key, key) != &key;
    };
    if (keys.size() <= few && std::none_of(keys.begin(), keys.end(), met_before)) { return true; }
    std::vector<std::string_view> sorted{keys.begin(), keys.end()};
    std::sort(sorted.begin(), sorted.end());
    const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice == sorted.end()) { return true; }
    return refuse(error_code::json_duplicate_key, place_of_innermost(*twice),
                  is_id(*twice) ? "the key " + std::string{*twice} + " twice"
                                : "a key twice: " + shown(*twice),
                  "each key once", "leave one of them out");
}

bool json_builder::copy(const json_node& value) {
    switch (value.type) {
    case json_type::null: return null();
    case json_type::boolean: return boolean(value.truth);
    case json_type::text: return text(value.text);
    case json_type::number: return number(canonical_json(value));
    case json_type::array:
        if (!open(json_type::array)) { return false; }
        for (const json_node& child : value.children()) { copy(child); }
        return close();
    default:
        if (!open(json_type::object)) { return false; }
        std::vector<detail::json_field> fields;
        for (std::size_t i = 0; i < value.size; ++i) {
            fields.push_back({value.keys()[i], &value.children()[i]});
        }
        detail::sort_canonically(fields);
        for (const auto& [name, field] : fields) {
            key(name);
            copy(*field);
        }
        return close();
    }
}

result<json_document> json_builder::take() && {
    if (fault_) { return error{*std::move(fault_)}; }
    return std::move(out_);
}

} // namespace actueel
