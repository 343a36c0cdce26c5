// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/duration.hpp>
#include <actueel/instrument/condition.hpp>
#include <actueel/instrument/texts.hpp>

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace actueel {

struct level {
    std::string id;
    texts label{};
    std::optional<duration> review_every{};
};

enum class outcome_kind : std::uint8_t { at_least, at_most, set };

/// `if` a condition holds, `then` the level changes (semantics 5).
struct rule {
    std::string id;
    texts why{};
    condition when;
    outcome_kind outcome{};
    std::int32_t level = 0;
};

/// A node of a tree: either a leaf (no condition), or a condition with two branches by index.
struct tree_node {
    std::optional<condition> when{};
    std::int32_t then_node = -1;
    std::int32_t else_node = -1;
    std::int32_t level = 0;
    std::optional<decimal> rate{};   ///< published chance of the leaf
    std::optional<std::int64_t> n{}; ///< how many cases it rests on
};

/// Which discretionary overrides an instrument allows (semantics 5).
struct override_rules {
    std::vector<std::string> roles;
    std::int32_t up = 0;
    std::int32_t down = 0;
    std::optional<duration> longest{};
};

} // namespace actueel
