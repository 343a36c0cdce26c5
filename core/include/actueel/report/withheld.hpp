// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/instant.hpp>
#include <actueel/history/history.hpp>
#include <actueel/report/audience.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace actueel {

/// Whether an entry of `withhold_from` speaks of a reader: `parent` of every parent, `parent:ID` and `child:ID` of that
/// person in whichever role it reads. An entry that is not understood speaks of everybody. `network` and `professional` are
/// understood, and no reader is one.
[[nodiscard]] bool withholds(const history& family, std::string_view entry, const audience& reader);

/// The records (chains, by index, sorted) that a reader does not get, among those recorded by an instant. Fails closed:
/// a chain is withheld when any of its links or its retraction is; so is what speaks of a withheld one (a dispute, an answer to
/// it, an ending, a copy), what a withheld ending ended and a withheld answer answered, and what names somebody of whom no
/// membership is shared. A history whose texts were not kept is withheld whole. For a child moreover what is about others
/// alone. Retracted records are among them. O(records) a round, rounds until nothing is added.
/// docs/decisions/0008-what-each-audience-sees.md.
[[nodiscard]] std::vector<std::int32_t> withheld_from(const history& family, const audience& reader,
                                                      instant known);

/// The history as a reader may know it: without what is withheld. Whatever is made of it holds nothing of that; indices
/// of chains and persons stay. What it makes of levels may differ from the truth: say those of the whole history.
[[nodiscard]] history shared_with(const history& family, const audience& reader, instant known);

} // namespace actueel
