// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/result.hpp>
#include <actueel/history/history.hpp>
#include <actueel/instrument/instrument.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace actueel {

/// The instrument's item that a text names: an id, a former id, or `instrument:id`; -1 where there is none.
[[nodiscard]] std::int32_t item_named(const instrument& asked, std::string_view text);

/// The answer as the item reads it; nothing where the item lacks it and never had it.
[[nodiscard]] std::optional<answer> answer_as_read(const item& of, const written_answer& said);

/// How an instrument reads one link of an observation.
struct read_answer {
    std::int32_t item = -1; ///< index into the instrument; -1: not an item of it
    answer said{};
    bool fits =
        true; ///< a person where the item asks for one, and none where it is the family's; else `said` is not read
};

/// A history as one instrument reads it: items and answers by index, done once for all moments.
struct reading {
    instrument asked;
    history family;
    std::vector<std::int32_t> items; ///< by the history's item texts; -1: not in the instrument
    std::vector<std::vector<read_answer>> answers; ///< by chain and link; empty for other types
};

/// Lets an instrument and a history meet. Errors, wherever in the history they stand: `answer_not_in_item`, an answer that
/// the item lacks and never had; `observation_of_derived`. A link that does not fit is ignored whole, whatever it answers, as
/// is one of an item that the instrument does not have (semantics 10; decision 2, 42). O(records).
[[nodiscard]] result<reading> try_read(const instrument& asked, const history& family);
/// The same; `reused` gives its memory, and nothing else.
[[nodiscard]] result<reading> try_read(const instrument& asked, const history& family,
                                       reading reused);

} // namespace actueel
