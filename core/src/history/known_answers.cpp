// SPDX-License-Identifier: MPL-2.0
#include <actueel/history/known_answers.hpp>

#include "lapses.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace actueel {
namespace {

/// An observation that the instrument reads, with the track that it belongs to.
struct placed {
    std::int32_t item;
    std::int32_t person;
    day observed_on;
    std::int32_t record;
    bool aside;
    const observation_in_force* said;
    const answer* read;

    [[nodiscard]] auto order() const { return std::tuple{item, person, observed_on, record}; }
};

std::vector<placed> placed_by_track(const reading& read, const records_in_force& all) {
    std::vector<placed> out;
    out.reserve(all.observations.size());
    for (const observation_in_force& o : all.observations) {
        const read_answer& answer =
            read.answers[static_cast<std::size_t>(o.record)][static_cast<std::size_t>(o.link)];
        if (answer.item < 0 || !answer.fits) { continue; }
        const bool aside = answer.said.kind == answer_kind::not_seen || o.content->repeats >= 0;
        out.push_back({answer.item, o.content->person, o.content->observed_on, o.record, aside, &o,
                       &answer.said});
    }
    std::sort(out.begin(), out.end(),
              [](const placed& a, const placed& b) { return a.order() < b.order(); });
    return out;
}

known_word known_word_of(const item& of, const placed& p) {
    const observation_content& c = *p.said->content;
    known_word out;
    out.said = {p.said->record, c.observed_on, c.source, c.by,
                c.basis,        *p.read,       {},       of.counts(c.source)};
    out.content = &c;
    return out;
}

/// By source and `by`, then as they came: words that surely are of one voice stand together.
std::vector<std::int32_t> by_voice(std::span<const known_word> words) {
    std::vector<std::int32_t> out(words.size());
    std::iota(out.begin(), out.end(), 0);
    std::sort(out.begin(), out.end(), [&words](std::int32_t a, std::int32_t b) {
        const word& x = words[static_cast<std::size_t>(a)].said;
        const word& y = words[static_cast<std::size_t>(b)].said;
        return std::tie(x.source, x.by, a) < std::tie(y.source, y.by, b);
    });
    return out;
}

/// Finds the next word of the same source and the same named `by`.
void find_replacements_by_name(std::span<known_word> words) {
    const std::vector<std::int32_t> order = by_voice(words);
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
        known_word& w = words[static_cast<std::size_t>(order[i])];
        const word& next = words[static_cast<std::size_t>(order[i + 1])].said;
        if (w.said.source == next.source && w.said.by == next.by) {
            w.replaced_on = next.observed_on;
        }
    }
}

/// Finds, for each word of a track, the day of the first later word of its voice: one of its source, unless both name a
/// different `by`.
void find_replacements(std::span<known_word> words) {
    if (words.size() < 2) { return; }
    const bool named = std::any_of(words.begin(), words.end(),
                                   [](const known_word& w) { return !w.said.by.empty(); });
    if (named) { find_replacements_by_name(words); }
    std::array<day, source_names.size()> anybody{};
    std::array<day, source_names.size()> unnamed{};
    anybody.fill(day::never());
    unnamed.fill(day::never());
    for (auto w = words.rbegin(); w != words.rend(); ++w) { // and the next that leaves `by` open
        const auto s = static_cast<std::size_t>(w->said.source);
        w->replaced_on = std::min(w->replaced_on, w->said.by.empty() ? anybody[s] : unnamed[s]);
        anybody[s] = w->said.observed_on;
        if (w->said.by.empty()) { unnamed[s] = w->said.observed_on; }
    }
}

void find_counted_events(const event_query& q, const records_in_force& all,
                         std::vector<counted_event>& out) {
    const auto listed = [](const auto& list, const auto& one) {
        return std::find(list.begin(), list.end(), one) != list.end();
    };
    out.clear();
    for (const auto& [record, e] : all.events) {
        if (!listed(q.types, e->type) ||
            (!q.severities.empty() && !listed(q.severities, e->severity)) ||
            (!q.bases.empty() && !listed(q.bases, e->basis))) {
            continue;
        }
        out.push_back(
            {e->happened_on, q.window ? e->happened_on + *q.window : day::never(), record, e});
    }
}

class sorter {
  public:
    sorter(const reading& read, instant known, known_answers&& reused) : out_{std::move(reused)} {
        out_.read = &read;
        out_.all = in_force_at(read.family, known, std::move(out_.all));
        out_.words.clear();
        out_.aside.clear();
        out_.tracks.clear();
        out_.first_track.clear();
        out_.tells_sitting.clear();
    }

    known_answers sort() && {
        const instrument& asked = out_.read->asked;
        const std::vector<placed> observations = placed_by_track(*out_.read, out_.all);
        out_.words.reserve(observations.size());
        auto next = observations.begin();
        for (std::size_t i = 0; i < asked->items.size(); ++i) {
            out_.first_track.push_back(static_cast<std::int32_t>(out_.tracks.size()));
            const auto index = static_cast<std::int32_t>(i);
            if (next == observations.end() || next->item != index) { continue; }
            const std::vector<detail::lapse> lapses = detail::lapses_of(asked->items[i], out_.all);
            while (next != observations.end() && next->item == index) {
                const std::int32_t person = next->person;
                open_track(index, person);
                for (; next != observations.end() && next->item == index && next->person == person;
                     ++next) {
                    add(*next, asked->items[i], lapses);
                }
                close_track();
            }
        }
        out_.first_track.push_back(static_cast<std::int32_t>(out_.tracks.size()));
        out_.events.resize(asked->queries.size());
        for (std::size_t q = 0; q < asked->queries.size(); ++q) {
            find_counted_events(asked->queries[q], out_.all, out_.events[q]);
        }
        if (asked->one_sitting) { sort_sittings(observations); }
        return std::move(out_);
    }

  private:
    void open_track(std::int32_t item, std::int32_t person) {
        const auto words = static_cast<std::int32_t>(out_.words.size());
        const auto aside = static_cast<std::int32_t>(out_.aside.size());
        out_.tracks.push_back({item, person, words, words, aside, aside});
    }

    void add(const placed& p, const item& of, const std::vector<detail::lapse>& lapses) {
        if (p.aside) {
            out_.aside.push_back({p.said->content->observed_on,
                                  {p.said->record, p.read->kind != answer_kind::not_seen},
                                  p.said->content->repeats >= 0});
            return;
        }
        known_word& w = out_.words.emplace_back(known_word_of(of, p));
        w.said.expires = detail::shelf_life_of(of, w.said);
        w.lapse = detail::first_lapse_of(lapses, p.person, w.said);
    }

    void close_track() {
        answer_track& track = out_.tracks.back();
        track.past_word = static_cast<std::int32_t>(out_.words.size());
        track.past_aside = static_cast<std::int32_t>(out_.aside.size());
        find_replacements(
            std::span{out_.words}.subspan(static_cast<std::size_t>(track.first_word)));
    }

    /// Counted words by person: the latest tells which sitting counts.
    void sort_sittings(const std::vector<placed>& observations) {
        const instrument& asked = out_.read->asked;
        std::vector<const placed*> telling;
        for (const placed& p : observations) {
            const item& of = asked->items[static_cast<std::size_t>(p.item)];
            if (!p.aside && of.counts(p.said->content->source)) { telling.push_back(&p); }
        }
        std::sort(telling.begin(), telling.end(), [](const placed* a, const placed* b) {
            return std::tuple{a->person, a->said->content->observed_on, a->said->record} <
                   std::tuple{b->person, b->said->content->observed_on, b->said->record};
        });
        for (const placed* p : telling) {
            out_.tells_sitting.push_back(
                {p->item, p->person,
                 known_word_of(asked->items[static_cast<std::size_t>(p->item)], *p)});
        }
    }

    known_answers out_;
};

} // namespace

const answer_track* known_answers::track_of(std::int32_t item, std::int32_t person) const noexcept {
    const auto i = static_cast<std::size_t>(item);
    const auto first = tracks.begin() + first_track[i];
    const auto last = tracks.begin() + first_track[i + 1];
    const auto found = std::find_if(
        first, last, [person](const answer_track& track) { return track.person == person; });
    return found == last ? nullptr : &*found;
}

std::span<const known_word> known_answers::words_until(const answer_track& of,
                                                       day as_of) const noexcept {
    const auto first = words.begin() + of.first_word;
    const auto after =
        std::upper_bound(first, words.begin() + of.past_word, as_of,
                         [](day d, const known_word& w) { return d < w.said.observed_on; });
    return std::span{words}.subspan(static_cast<std::size_t>(of.first_word),
                                    static_cast<std::size_t>(after - first));
}

std::span<const set_aside> known_answers::aside_until(const answer_track& of,
                                                      day as_of) const noexcept {
    const auto first = aside.begin() + of.first_aside;
    const auto after =
        std::upper_bound(first, aside.begin() + of.past_aside, as_of,
                         [](day d, const set_aside& a) { return d < a.observed_on; });
    return std::span{aside}.subspan(static_cast<std::size_t>(of.first_aside),
                                    static_cast<std::size_t>(after - first));
}

known_answers known_answers_at(const reading& read, instant known, known_answers reused) {
    return sorter{read, known, std::move(reused)}.sort();
}

} // namespace actueel
