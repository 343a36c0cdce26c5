// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/history/in_force.hpp>
#include <actueel/history/reading.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace actueel {

/// One word about an item and a person, with the days that bound it.
struct known_word {
    word said{}; ///< `expires` is by its shelf life alone
    expiry
        lapse{}; ///< the first thing after it that makes it lapse sooner; its cause is `never` where nothing does
    day replaced_on = day::never(); ///< the day of the next word of its voice
    const observation_content* content = nullptr;

    /// When it expires, looking no further than a day (semantics 3, When it expires).
    [[nodiscard]] const expiry& expires(day as_of) const noexcept {
        return lapse.cause != expiry_cause::never && lapse.on <= as_of ? lapse : said.expires;
    }
};

/// An observation that never becomes current.
struct set_aside {
    day observed_on{};
    shown_record what{};
    bool copies = false; ///< it repeats an older one, also where it is `not_seen`
};

/// Everything that was ever said about one item and one person: ranges of `known_answers`, by (observed_on, place).
struct answer_track {
    std::int32_t item = -1;
    std::int32_t person = nobody;
    std::int32_t first_word = 0;
    std::int32_t past_word = 0;
    std::int32_t first_aside = 0;
    std::int32_t past_aside = 0;
};

/// An event that a query of the instrument asks for, and the days on which it counts.
struct counted_event {
    day from{};
    day until = day::never();
    std::int32_t record = no_record;
    const event_content* content = nullptr;
};

/// A counted word of a `one_sitting` instrument, which may tell the sitting that counts for its person.
struct sitting_word {
    std::int32_t item = -1;
    std::int32_t person = nobody;
    known_word what{};
};

/// A family's answers to one instrument as they were known at an instant, put in order once for all the days that are
/// asked about. Refers to its reading, which must outlive it; may be read from many threads.
struct known_answers {
    const reading* read = nullptr;
    records_in_force all{};
    std::vector<known_word> words{};
    std::vector<set_aside> aside{};
    std::vector<answer_track> tracks{};               ///< by item, then person
    std::vector<std::int32_t> first_track{};          ///< by item, and one past the last
    std::vector<std::vector<counted_event>> events{}; ///< by query, in place order
    std::vector<sitting_word> tells_sitting{};        ///< by person, then (observed_on, place)

    /// The track of an item and a person; null where nothing was said. O(persons of the item).
    [[nodiscard]] const answer_track* track_of(std::int32_t item,
                                               std::int32_t person) const noexcept;
    /// Words of a track up to a day, included. O(log words).
    [[nodiscard]] std::span<const known_word> words_until(const answer_track& of,
                                                          day as_of) const noexcept;
    [[nodiscard]] std::span<const set_aside> aside_until(const answer_track& of,
                                                         day as_of) const noexcept;
};

/// Whether an event counts for its query on a day: for the family, or for the person that a per-person item is about, in
/// the part that the query asks for. Semantics 3, Derived items.
[[nodiscard]] bool event_counts(const event_query& q, const counted_event& e, day as_of,
                                std::int32_t person);

/// `reused` gives its memory, and nothing else. O(records log records). Semantics 2 and 3.
[[nodiscard]] known_answers known_answers_at(const reading& read, instant known,
                                             known_answers reused = {});

} // namespace actueel
