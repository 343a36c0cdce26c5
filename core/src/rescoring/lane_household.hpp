// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "coded_names.hpp"
#include "plan_content.hpp"

#include <actueel/columnar/family_records.hpp>
#include <actueel/history/in_force.hpp>
#include <actueel/rescoring/days.hpp>

#include <array>
#include <bitset>
#include <cstdint>
#include <vector>

namespace actueel::detail {

/// Who belongs to a family on each day, and when it is involved (semantics 3, Persons and Involvement).
class lane_household {
  public:
    /// A person who is counted in a role on some days.
    struct member {
        std::int32_t person = nobody;
        day_bits days = 0;
    };
    /// A membership that started or ended.
    struct move {
        day on{};
        role in{};
        bool joins = false; ///< else it is left
        std::int32_t person = nobody;
        day_bits known = 0;
    };

    lane_household(const plan_content& by, const record_columns& columns);

    void begin(const family_records& family, const asked_days& on);
    /// Adds a person, a membership, a household statement, an involvement or an ending: a row that is known on some days.
    void add(std::int32_t index, day_bits known);
    /// Finds out who is there. Precondition: all rows were added.
    void settle();

    /// Those counted in a role: child or caregiver.
    [[nodiscard]] const std::vector<member>& members(role in) const noexcept {
        return members_[static_cast<std::size_t>(in)];
    }
    /// The days on which nothing is known of who holds a role.
    [[nodiscard]] day_bits unknown(role in) const noexcept {
        return unknown_role_[static_cast<std::size_t>(in)];
    }
    /// The days inside an involvement, or, where none is known, those of `started`.
    [[nodiscard]] day_bits involved(day_bits started) const noexcept {
        return inside_ | (~told_ & started);
    }
    /// The days on which a person's age surely lies within some years, and those on which it may.
    struct aged {
        day_bits surely = 0;
        day_bits perhaps = 0;
    };
    [[nodiscard]] aged of_age(std::int32_t person, const age_range& ages) const;
    /// Adds every move in and out of the household.
    void add_moves(std::vector<move>& to) const;

  private:
    struct run {
        std::int32_t row = -1;
        std::int32_t person = nobody;
        actueel::role role{};
        actueel::lives lives{};
        std::bitset<2> empty{}; ///< of a household: roles that nobody holds
        day start{};
        day until{};
        day_bits known = 0;
    };
    struct ending {
        std::int32_t about = -1;
        std::int32_t row = -1;
        day on{};
        day_bits known = 0;
    };
    struct birth {
        std::int32_t person = nobody;
        bool stated = false;
        day on{};
        day_bits known = 0;
    };

    void end(std::vector<run>& runs);
    void find_members();
    void find_unknown();

    const instrument& asked_;
    const record_columns& columns_;
    coded_names<role> roles_;
    coded_names<lives> lives_;

    const family_records* family_ = nullptr;
    const asked_days* on_ = nullptr;
    std::vector<run> memberships_{};
    std::vector<run> households_{};
    std::vector<run> involvements_{};
    std::vector<ending> endings_{};
    std::vector<birth> births_{};
    std::vector<run> ended_{};
    std::vector<std::string_view> entries_{};
    std::array<std::vector<member>, 2> members_{};
    std::array<day_bits, 2> held_{};
    std::array<day_bits, 2> unknown_role_{};
    day_bits inside_ = 0;
    day_bits told_ = 0; ///< some involvement is known
};

} // namespace actueel::detail
