// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "lane_words.hpp"

#include <vector>

namespace actueel::detail {

/// Where two words about the same may be heard on one day that say different things: no day of a dispute is left out, and most
/// days without one are. Words are told the latest first.
class heard_together {
  public:
    /// Adds a word that is heard on no other days than `heard`, and is the current answer on those of `on`.
    void add(const lane_word& w, day_bits heard, day_bits on) noexcept {
        if (!w.says_something()) { return; }
        differ_ = differ_ || (any_ && (w.state != state_ || w.value >= 0));
        any_ = true;
        state_ = w.state;
        // With a current answer that is later, or with an earlier one than a word that does not count.
        days_ |= (heard & current_) | (on & aside_);
        current_ |= on;
        if (!w.counted) { aside_ |= heard; }
    }
    [[nodiscard]] day_bits days() const noexcept { return differ_ ? days_ : 0; }

  private:
    bool any_ = false;
    bool differ_ = false;
    std::int32_t state_ = nothing_said;
    day_bits current_ = 0; ///< where a word that says something was found to be current
    day_bits aside_ = 0;   ///< where one that does not count is heard
    day_bits days_ = 0;
};

/// Where the current answer is contested (semantics 3, Voices).
class lane_voices {
  public:
    /// The days of `on` on which another voice's word stands that says something else than the current answer, among those
    /// about an item and a person. `fresh(word, days)` gives the days on which a word has not expired; with `of_one_voice_too`
    /// words of one voice differ as well.
    template <class Fresh>
    [[nodiscard]] day_bits contested(const lane_words& words, std::int32_t item,
                                     std::int32_t person, day_bits on, bool of_one_voice_too,
                                     Fresh&& fresh) {
        chain_.clear();
        for (std::int32_t w = words.latest(item, person); w >= 0; w = words.at(w).before) {
            const lane_word& word = words.at(w);
            day_bits heard = word.says_something() ? on & word.stands : 0;
            for (const voice& later : chain_) { // no later word of its voice replaced it
                if (one_voice(*later.word, word)) { heard &= ~later.word->stands; }
            }
            chain_.push_back({&word, heard == 0 ? 0 : fresh(word, heard)});
        }
        return differing(words, on, of_one_voice_too);
    }

  private:
    struct voice {
        const lane_word* word;
        day_bits heard; ///< where it stands, is fresh, and was not replaced
    };
    [[nodiscard]] day_bits differing(const lane_words& words, day_bits on,
                                     bool of_one_voice_too) const;

    std::vector<voice> chain_{}; ///< of one row, the latest first
};

} // namespace actueel::detail
