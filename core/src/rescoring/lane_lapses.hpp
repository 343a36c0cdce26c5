// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "lane_events.hpp"
#include "lane_household.hpp"
#include "lane_words.hpp"

#include <cstdint>
#include <vector>

namespace actueel::detail {

/// What can let answers lapse, by day (semantics 3, When it expires).
class lane_lapses {
  public:
    explicit lane_lapses(const plan_content& by);

    void find(const family_records& family, const lane_household& household,
              const lane_events& events);

    /// Calls `each(days, day)` with days on which a word has lapsed and the day on which it did, the earliest first: those
    /// days of `on` that were not given before, and whose lapse came after the word and before `ends`.
    template <class Each>
    void for_each(std::size_t item, const lane_word& w, day ends, day_bits on,
                  const asked_days& days, Each&& each) const {
        for (const lapse& l : all_) {
            if (l.on <= w.on) { continue; }
            if (l.on >= ends) { break; }
            const day_bits lapsed = on & l.known & days.from(l.on);
            if (lapsed == 0 || !lapses_it(l, item, w)) { continue; }
            each(lapsed, l.on);
            on &= ~lapsed;
        }
    }

  private:
    struct lapse {
        day on{};
        day_bits known = 0;
        std::int32_t move = -1;  ///< place in `moves_`, or
        std::int32_t event = -1; ///< of the family's rows
    };
    [[nodiscard]] bool lapses_it(const lapse& l, std::size_t item, const lane_word& w) const;

    const instrument& asked_;
    bool by_moves_ = false; ///< whether any item asks for them
    bool by_events_ = false;
    const family_records* family_ = nullptr;
    const lane_events* events_ = nullptr;
    std::vector<lane_household::move> moves_{};
    std::vector<lapse> all_{};
};

} // namespace actueel::detail
