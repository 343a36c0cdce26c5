// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/duration.hpp>
#include <actueel/base/result.hpp>
#include <actueel/instrument/evidence.hpp>
#include <actueel/instrument/item.hpp>
#include <actueel/instrument/rules.hpp>
#include <actueel/instrument/scale.hpp>

#include <bitset>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace actueel {

/// Everything an instrument states, checked; names are indices.
struct instrument_content {
    std::string id;
    std::string version;
    std::vector<std::string> languages;
    texts title{};
    std::string purpose{};
    bool draft = false;
    bool subject_child = false;
    bool one_sitting = false;
    std::bitset<4> counts_living = 0b1011; ///< by `lives`: all but elsewhere
    std::optional<duration> hear_child_every{};
    evidence_card evidence{};
    std::vector<level> levels{};
    std::vector<item> items;
    std::vector<event_query> queries{};      ///< of derived items and conditions
    std::vector<scale> scales;               ///< in the order of the document
    std::vector<std::int32_t> scale_order{}; ///< scales so that each follows those it names
    std::vector<std::int32_t> level_from{};
    std::vector<tree_node> tree{}; ///< root first; empty: none
    std::vector<rule> rules{};
    std::optional<override_rules> overrides{};
    std::string sha256{};   ///< of the canonical document, defaults left out
    std::string document{}; ///< that canonical document
    std::unordered_map<std::string, std::int32_t> item_names{}; ///< ids and former ids
};

/// A versioned definition of what is asked and how answers become scales and levels (semantics 1).
///
/// A cheap handle on checked content that never changes; copies share it, also between threads.
class instrument {
  public:
    explicit instrument(std::shared_ptr<const instrument_content> content)
        : content_{std::move(content)} {}

    [[nodiscard]] const instrument_content& operator*() const noexcept { return *content_; }
    [[nodiscard]] const instrument_content* operator->() const noexcept { return content_.get(); }

    /// Index of an item by its id or a former one; nothing where there is none. O(1).
    [[nodiscard]] std::optional<std::int32_t> item_index(std::string_view id) const;
    [[nodiscard]] std::optional<std::int32_t> scale_index(std::string_view id) const noexcept;
    [[nodiscard]] std::optional<std::int32_t> level_index(std::string_view id) const noexcept;

  private:
    std::shared_ptr<const instrument_content> content_;
};

} // namespace actueel
