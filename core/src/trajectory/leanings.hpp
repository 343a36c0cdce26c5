// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/trajectory/reach.hpp>

namespace actueel::detail {

/// How one record was leaned on, asked of many moments of one instrument: the history is read with the record, without
/// it, and with it as the only one of its kind, each once.
class leaning_finder {
  public:
    leaning_finder(const reading& read, std::int32_t record);

    /// How the assessment of a moment leaned on the record, in the order of the kinds, then item, then person; empty: it did
    /// not. Precondition: the moment is assessed without error.
    [[nodiscard]] std::vector<leaning> find(const assessment& with) const;

    /// The same moment without the record.
    [[nodiscard]] result<assessment> without_it(const moment& when) const {
        return try_assess(without_, when);
    }

  private:
    std::int32_t record_;
    reading without_;
    reading alone_; ///< of its kind: where others say the same, each is leaned on
};

/// Whether two assessments of one moment say the same: scales with their terms, levels, and of every item and person the
/// status, contested or not, contribution, and whose words.
[[nodiscard]] bool same_answer(const assessment& a, const assessment& b);

} // namespace actueel::detail
