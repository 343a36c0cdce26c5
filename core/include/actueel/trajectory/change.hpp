// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/assessment.hpp>
#include <actueel/trajectory/reliable_change.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace actueel {

/// One of the two moments of a change: a day, and what was known.
struct change_moment {
    day as_of{};
    known known_at = known::everything();
    std::int32_t sign_off = no_record; ///< the sign-off that it is the moment of
};

/// Why a row or the level differs. Of a row one of the first nine, the first that applies. docs/reference/change.md.
enum class change_cause : std::uint8_t {
    retracted,
    corrected,
    became_known, ///< speaks of the first moment's day or before, recorded after what it knew
    new_answer,
    household,
    event,
    applies, ///< began or ceased to apply, by a condition or by age
    expired, ///< a shelf life ended, or it left a pool or a window
    derived, ///< days alone
    plan,
    override_,
    rule,
};
inline constexpr std::array<std::string_view, 12> change_cause_names = {
    "retracted", "corrected", "became_known", "new_answer", "household", "event",
    "applies",   "expired",   "derived",      "plan",       "override",  "rule"};

/// What the ends of an interval move by; the low end may move further up than the high one.
struct movement {
    decimal low{};
    decimal high{};
    friend bool operator==(const movement&, const movement&) = default;
};

struct scale_change {
    movement moved{};                          ///< published value after minus before
    std::optional<reliable_change> reliable{}; ///< where the scale states its standard error
};

/// An item, for one person or the family, that says something else at the second moment.
struct changed_row {
    std::int32_t item = -1;
    std::int32_t person = nobody;
    std::int32_t before = -1; ///< among the rows of the first situation; -1: not there
    std::int32_t after = -1;
    std::vector<movement> shares{}; ///< by scale
    change_cause cause{};
    std::vector<std::int32_t> records{}; ///< that the cause speaks of, by place
};

/// What else than rows and scales speaks of the level.
struct level_cause {
    enum class kind : std::uint8_t { plan, override_, rule, tree };
    kind of{};
    change_cause cause{};
    std::int32_t index = -1; ///< of the record, the rule, or the node
    kleene before{};         ///< whether the plan runs, or the rule or node holds
    kleene after{};
    std::optional<override_state> state_before{}; ///< of an override that is active
    std::optional<override_state> state_after{};
    std::vector<std::int32_t> records{}; ///< by place
};
inline constexpr std::array<std::string_view, 4> level_cause_names = {"plan", "override", "rule",
                                                                      "tree"};

/// What differs between two moments (semantics 7): every row with its share on every scale and one cause. Shares add up
/// to what the scale moved, exactly. A value; may be read from many threads.
struct change {
    assessment before;
    assessment after;
    std::int32_t sign_off = no_record;  ///< whose moment the first one is
    std::vector<scale_change> scales{}; ///< in the instrument's order
    std::vector<changed_row> rows{};    ///< in the instrument's order, then by person
    std::vector<level_cause> causes{};  ///< of the level: plans, overrides, rules, nodes
};

/// The moment that a day is compared with: that of its last sign-off of this instrument and subject, in force by what was known at
/// `later`; without one, what was known at its end. O(records). Semantics 7.
[[nodiscard]] change_moment since(const instrument& asked, const history& family, day on,
                                  const change_moment& later,
                                  const std::optional<std::string>& child = {});

/// What changed from one moment to another, for the family or one child. Errors: `moments_turned` where the second
/// lies before the first on either clock; those of `try_assess` at either moment (a child must be one on both days).
/// One scoring for each row that differs.
[[nodiscard]] result<change> try_change(const instrument& asked, const history& family,
                                        const change_moment& before, const change_moment& after,
                                        const std::optional<std::string>& child = {});
[[nodiscard]] change change_of(const instrument& asked, const history& family,
                               const change_moment& before, const change_moment& after,
                               const std::optional<std::string>& child = {});

/// `actueel.change/1`: one line, keys in the order of docs/reference/change.md.
[[nodiscard]] std::string to_json(const change& c);

} // namespace actueel
