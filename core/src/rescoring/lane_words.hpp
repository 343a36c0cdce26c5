// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "plan_content.hpp"
#include "reused.hpp"

#include <actueel/columnar/family_records.hpp>
#include <actueel/rescoring/days.hpp>
#include <actueel/rescoring/lane_scorer.hpp>

#include <cstdint>
#include <vector>

namespace actueel::detail {

/// One observation, as its item reads it.
struct lane_word {
    day_bits stands = 0; ///< from its day on, where it is in force
    day_bits fresh = 0;  ///< of these, where it has not outlived its shelf life
    day on{};
    std::int32_t row = -1;             ///< of the family's rows
    std::int32_t before = -1;          ///< the word that it came after, about the same
    std::int32_t state = nothing_said; ///< while it is fresh, where it has a place
    std::int32_t value = -1;           ///< of a number: which
    std::int32_t by = -1;
    source from{};
    bool counted = false;

    /// Whether it says something that another word can differ from, as `answer::says_something`.
    [[nodiscard]] bool says_something() const noexcept {
        return state != nothing_said || value >= 0;
    }
};

/// Whether two words are of one voice, as `same_voice`.
[[nodiscard]] inline bool one_voice(const lane_word& a, const lane_word& b) noexcept {
    return a.from == b.from && (a.by < 0 || b.by < 0 || a.by == b.by);
}

/// The observations of a family, by item and person the latest first (semantics 3). What an answer means to an item is read
/// once for all rows of the columns.
class lane_words {
  public:
    lane_words(const plan_content& by, const record_columns& columns);

    /// Reads the observations of a family. Their rows need not be in order.
    [[nodiscard]] lane_outcome read(const family_records& family, const asked_days& on);
    /// The days from the first of them on that is known.
    [[nodiscard]] day_bits started() const noexcept { return started_; }
    /// Whether nothing says which of two of them came later.
    [[nodiscard]] bool tie() const noexcept { return tie_; }

    /// The latest about an item and a person, or -1.
    [[nodiscard]] std::int32_t latest(std::int32_t item, std::int32_t person) const noexcept {
        return chains_[chain(item, person)].latest;
    }
    /// Whether all about an item and a person are of the same source and by the same.
    [[nodiscard]] bool one_only(std::int32_t item, std::int32_t person) const noexcept {
        return !chains_[chain(item, person)].mixed;
    }
    [[nodiscard]] const lane_word& at(std::int32_t word) const noexcept {
        return words_[static_cast<std::size_t>(word)];
    }
    [[nodiscard]] const answer& number(std::int32_t value) const noexcept {
        return numbers_[static_cast<std::size_t>(value)];
    }
    /// Whether two that say something say the same.
    [[nodiscard]] bool same(const lane_word& a, const lane_word& b) const noexcept {
        return a.state == b.state && (a.value < 0) == (b.value < 0) &&
               (a.value < 0 || number(a.value) == number(b.value));
    }

  private:
    /// What an answer is to an item.
    struct answer_meant {
        enum : std::uint8_t {
            not_yet_read,
            placed,
            a_number,
            not_seen,
            lacking,     ///< the item has no such answer
            not_asked,   ///< the instrument has no such item
            never_asked, ///< the item is derived
        } how = not_yet_read;
        bool of_a_person = false;
        std::uint8_t sources = 0; ///< those that count, a bit each
        std::int32_t item = -1;
        std::int32_t shelf = 0;            ///< of the asked days
        std::int32_t state = nothing_said; ///< of a number: its place in `said_`
    };
    struct word_chain {
        std::int32_t latest = -1;
        bool mixed = false;
    };

    [[nodiscard]] std::size_t chain(std::int32_t item, std::int32_t person) const noexcept {
        return static_cast<std::size_t>(item) * persons_ + static_cast<std::size_t>(person + 1);
    }
    void set_number(lane_word& w, std::int32_t place);
    void read_meaning(answer_meant& of, std::int64_t row, std::size_t place);
    void put_in_place(word_chain& to, lane_word& w);

    const instrument& asked_;
    const record_columns& columns_;
    const row_codes item_codes_;
    const row_codes answer_codes_;
    const row_codes source_codes_;
    const row_codes by_codes_;
    std::vector<answer_meant>
        answers_{}; ///< by code of the item, then of the answer, the first without one
    std::size_t answers_each_ = 0;
    /// The number that the last answer without a code is, then those that answers with codes are.
    std::vector<answer> said_ = std::vector<answer>(1);
    std::vector<source> sources_{}; ///< by code

    const family_records* family_ = nullptr;
    bool tie_ = false;
    day_bits started_ = 0;
    std::size_t persons_ = 0; ///< and one more for nobody
    reused<lane_word> words_{};
    std::vector<answer> numbers_{};
    std::vector<word_chain> chains_{}; ///< by item, then person
};

} // namespace actueel::detail
