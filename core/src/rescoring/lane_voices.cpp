// SPDX-License-Identifier: MPL-2.0
#include "lane_voices.hpp"

namespace actueel::detail {

/// Where one that is heard differs from the current answer.
day_bits lane_voices::differing(const lane_words& words, day_bits on, bool of_one_voice_too) const {
    day_bits contested = 0;
    day_bits left = on;
    for (const voice& c : chain_) {
        const lane_word& current = *c.word;
        const day_bits here = current.counted ? left & current.stands : 0;
        left &= ~here;
        if (here == 0 || !current.says_something()) { continue; }
        for (const voice& v : chain_) {
            if (v.word == c.word || (v.heard & here) == 0 || words.same(*v.word, current)) {
                continue;
            }
            if (of_one_voice_too || !one_voice(*v.word, current)) { contested |= v.heard & here; }
        }
    }
    return contested;
}

} // namespace actueel::detail
