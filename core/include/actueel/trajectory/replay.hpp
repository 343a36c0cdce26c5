// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/assessment.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace actueel {

/// Whether what a sign-off wrote down of its sources is what is found today.
enum class likeness : std::uint8_t {
    same,
    differs,
    not_stated ///< it wrote nothing down, or what is no digest
};
inline constexpr std::array<std::string_view, 3> likeness_names = {"same", "differs", "not_stated"};

enum class replay_outcome : std::uint8_t {
    same,          ///< today the level that was signed is obtained
    differs,       ///< another one is
    no_level,      ///< no level was signed, so that there is nothing to compare
    no_instrument, ///< the instrument that it names was not given
    refused,       ///< today the question is refused
};
inline constexpr std::array<std::string_view, 5> replay_outcome_names = {
    "same", "differs", "no_level", "no_instrument", "refused"};

/// What makes a sign-off come out otherwise.
enum class replay_reason : std::uint8_t {
    instrument, ///< it was made with another one
    records,    ///< those known then are not what they were
    library,    ///< instrument and records are what they were
    untold,     ///< not all of that was written down, so that it cannot be told
};
inline constexpr std::array<std::string_view, 4> replay_reason_names = {"instrument", "records",
                                                                        "library", "untold"};

/// A sign-off, asked again.
struct replayed_sign_off {
    std::int32_t record = no_record;
    const sign_off_content* content = nullptr; ///< by its last correction; the history owns it
    instant known_at{};
    std::optional<instrument> asked{}; ///< the one that it was asked of again
    likeness instrument_is = likeness::not_stated;
    likeness records_are = likeness::not_stated;
    std::string records_sha256{};       ///< of the records known then, as they are today
    std::optional<level_range> level{}; ///< final, today; none where nothing was asked
    replay_outcome outcome{};
    std::vector<replay_reason> why{}; ///< where it differs or is refused
    std::optional<problem> refusal{};

    /// Whether it comes out as it was, from records that are what they were. Without a level, whether instrument and records
    /// both say that they are.
    [[nodiscard]] bool reproduced() const noexcept;
};

/// Every sign-off of a history asked again with what was known then (semantics 6 and 7). By place. Retracted ones too: they
/// were signed and given. A value that keeps the history alive.
struct replay {
    history family;
    std::vector<replayed_sign_off> sign_offs{};

    [[nodiscard]] bool in_force(const replayed_sign_off& one) const noexcept;
    /// Whether every sign-off in force is reproduced; true where there is none.
    [[nodiscard]] bool reproduced() const noexcept;
};

/// Sign-offs name their instrument by id: among several of that id the one with the stated digest is asked, else the one
/// with the stated version, else the first. Cannot fail: what is refused says so in its place.
/// O(records) for each sign-off and instrument.
[[nodiscard]] replay replay_of(const history& family, std::span<const instrument> instruments);

/// When the assessment that was signed knew what it knew: as stated, else when it was first signed.
[[nodiscard]] instant known_when_signed(const history& family, std::int32_t sign_off);
/// The moment that was signed: its day, what was known then, its child.
[[nodiscard]] moment signed_moment(const history& family, std::int32_t sign_off);
/// Which of the instruments a sign-off speaks of, by index, as `replay_of` chooses; -1 for none.
[[nodiscard]] std::int32_t instrument_signed(const sign_off_content& signed_off,
                                             std::span<const instrument> instruments);

/// `actueel.replay/1`: one line, keys in the order of docs/reference/replay.md.
[[nodiscard]] std::string to_json(const replay& r);

} // namespace actueel
