// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/record_columns.hpp>
#include <actueel/instrument/instrument.hpp>
#include <actueel/rescoring/own_moments.hpp>
#include <actueel/rescoring/rescorer.hpp>

#include <cstdint>
#include <vector>

namespace actueel {

/// What a batch of rows gave at the families' own moments. Columns are `family`, `child`, `as_of`, `known_at` (microseconds
/// since 1970; empty where no instant was named), and those asked for.
struct rescored_moments : rescored {
    std::int64_t asked = 0; ///< moments of the families that were scored
    std::int64_t outside =
        0; ///< those of them that have no row: outside involvement, or without any child
};

/// Scores whole families of records tables, each at its own moments: rows equal those of `assess` at each. A family's rows
/// stand by child, day and what was known (no instant first). A family without moments is read, and has no rows. One that
/// cannot be read, or cannot be asked at one of its moments, is left whole to the document's reader, which says what is
/// wrong. Days differ from family to family, so there are no lanes: every family is scored by the plain engine.
/// Semantics 8. May be used from many threads.
class moment_rescorer {
  public:
    moment_rescorer(const instrument& asked, own_moments moments, std::vector<score_column> wanted);

    /// Precondition: each family's rows follow each other, and no other batch holds more of them.
    [[nodiscard]] rescored_moments score(const record_columns& records) const;

  private:
    instrument asked_;
    own_moments moments_;
    std::vector<score_column> wanted_;
};

} // namespace actueel
