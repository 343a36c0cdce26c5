// SPDX-License-Identifier: MPL-2.0
#include <actueel/series/on_record.hpp>

#include <actueel/base/document_reader.hpp>
#include <actueel/base/nearest.hpp>
#include <actueel/score/contribution.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace actueel {
namespace {

/// A counted word of somebody, as it is in force.
struct heard {
    std::int32_t record = -1;
    const observation_content* content = nullptr;
    const read_answer* read = nullptr;
};

std::vector<heard> heard_of(const reading& read, const std::set<std::int32_t>& items,
                            instant known) {
    std::vector<heard> out;
    for (std::size_t c = 0; c < read.family->chains.size(); ++c) {
        const chain& one = read.family->chains[c];
        const link* l = one.at(known);
        if (l == nullptr) { continue; }
        const auto* said = std::get_if<observation_content>(&l->content);
        if (said == nullptr) { continue; }
        const read_answer& answered =
            read.answers[c][static_cast<std::size_t>(l - one.links.data())];
        if (!answered.fits || items.count(answered.item) == 0) { continue; }
        const item& of = read.asked->items[static_cast<std::size_t>(answered.item)];
        const bool copied = said->repeats >= 0;
        if (copied || !of.counts(said->source) || answered.said.kind == answer_kind::not_seen) {
            continue;
        }
        out.push_back({static_cast<std::int32_t>(c), said, &answered});
    }
    return out;
}

using rater_key = std::tuple<std::int32_t, source, std::int32_t, std::string>;
rater_key key_of(const rater& r) { return {r.item, r.source, r.person, r.by}; }

/// Whose word it is; `with_item` where each question has raters of its own.
std::vector<rater> raters_of(const std::vector<heard>& words, bool with_item) {
    std::vector<rater> out;
    std::map<rater_key, std::set<std::string>> named;
    for (const heard& w : words) {
        out.push_back(
            {with_item ? w.read->item : -1, w.content->person, w.content->source, w.content->by});
        rater anybody = out.back();
        anybody.by.clear();
        if (!w.content->by.empty()) { named[key_of(anybody)].insert(w.content->by); }
    }
    for (rater& r : out) {
        if (!r.by.empty()) { continue; }
        const auto found = named.find(key_of(r));
        if (found != named.end() && found->second.size() == 1) { r.by = *found->second.begin(); }
    }
    return out;
}

/// Puts raters and ratings in their order, and lets each rating name its rater by index.
ratings_on_record in_order(const std::vector<rater>& whose, std::vector<rating> ratings,
                           std::vector<std::int32_t> records) {
    ratings_on_record out;
    out.raters = whose;
    std::sort(out.raters.begin(), out.raters.end(),
              [](const rater& a, const rater& b) { return key_of(a) < key_of(b); });
    out.raters.erase(std::unique(out.raters.begin(), out.raters.end()), out.raters.end());
    std::vector<std::size_t> order(ratings.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
        const auto found =
            std::lower_bound(out.raters.begin(), out.raters.end(), whose[i],
                             [](const rater& a, const rater& b) { return key_of(a) < key_of(b); });
        ratings[i].rater = static_cast<std::int32_t>(found - out.raters.begin());
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple{ratings[a].on, ratings[a].rater, records[a]} <
               std::tuple{ratings[b].on, ratings[b].rater, records[b]};
    });
    for (const std::size_t i : order) {
        out.ratings.push_back(ratings[i]);
        out.records.push_back(records[i]);
    }
    return out;
}

problem unknown_name(const char* place, std::string_view name,
                     const std::vector<std::string_view>& known, const char* expected) {
    return {error_code::name_unknown,     "the question",           place, shown(name), expected,
            "name one of the instrument", nearest_name(name, known)};
}

// ---- sittings

/// One rater's answers of one sitting: by item, the last word.
struct sitting {
    rater whose{};
    day on{};
    std::int32_t record = -1;
    std::map<std::int32_t, const read_answer*> said{};
};

/// What the scale makes of it; nothing where too few were answered.
std::optional<decimal> value_of(const instrument& asked, const scale& measured, const sitting& s) {
    std::vector<contribution> given;
    std::int32_t terms = 0;
    for (const term& t : measured.terms) {
        if (t.item < 0 || asked->items[static_cast<std::size_t>(t.item)].derived()) { continue; }
        const auto found = s.said.find(t.item);
        const answer said = found == s.said.end() ? answer{} : found->second->said;
        if (said.kind == answer_kind::not_applicable) { continue; }
        ++terms;
        if (said.has_value()) {
            given.push_back({{t.points.of(said), t.points.of(said)}, kleene::yes, true});
        }
    }
    const auto answered = static_cast<std::int32_t>(given.size());
    if (answered == 0 || answered < measured.min_answered.value_or(terms)) { return std::nullopt; }
    return measured.published(combined(measured.combine, given).points.low);
}

} // namespace

result<ratings_on_record>
try_ratings_of_items(const reading& read, const std::vector<std::string>& items, instant known) {
    std::set<std::int32_t> chosen;
    std::vector<problem> wrong;
    for (const std::string& name : items) {
        const auto found = read.asked.item_index(name);
        if (!found) {
            std::vector<std::string_view> names;
            for (const item& each : read.asked->items) { names.push_back(each.id); }
            wrong.push_back(unknown_name("/items", name, names, "an item of the instrument"));
            continue;
        }
        const item& of = read.asked->items[static_cast<std::size_t>(*found)];
        if (!of.number || of.derived()) {
            wrong.push_back({error_code::points_do_not_fit, "the question", "/items", of.id,
                             "an item that is answered with a number",
                             "name a scale: its points are numbers", ""});
        }
        chosen.insert(*found);
    }
    if (!wrong.empty()) { return error{std::move(wrong)}; }
    const std::vector<heard> words = heard_of(read, chosen, known);
    std::vector<rating> ratings;
    std::vector<std::int32_t> records;
    for (const heard& w : words) {
        rating one{w.content->observed_on, 0, std::nullopt};
        if (w.read->said.kind == answer_kind::number) {
            one.value = to_double(w.read->said.number);
        }
        ratings.push_back(one);
        records.push_back(w.record);
    }
    return in_order(raters_of(words, true), std::move(ratings), std::move(records));
}

result<ratings_on_record> try_ratings_of_scale(const reading& read, std::string_view scale_id,
                                               instant known) {
    const auto found = read.asked.scale_index(scale_id);
    if (!found) {
        std::vector<std::string_view> names;
        for (const scale& each : read.asked->scales) { names.push_back(each.id); }
        return error{unknown_name("/scale", scale_id, names, "a scale of the instrument")};
    }
    const scale& measured = read.asked->scales[static_cast<std::size_t>(*found)];
    std::set<std::int32_t> chosen;
    for (const term& t : measured.terms) {
        if (t.item >= 0 && !read.asked->items[static_cast<std::size_t>(t.item)].derived()) {
            chosen.insert(t.item);
        }
    }
    if (chosen.empty()) {
        return error{problem{error_code::points_do_not_fit, "the question", "/scale", measured.id,
                             "a scale with items that are asked", "name another scale", ""}};
    }
    const std::vector<heard> words = heard_of(read, chosen, known);
    const std::vector<rater> whose = raters_of(words, false);
    // By rater, then the sitting's name and, without one, the day.
    std::map<std::tuple<rater_key, std::string, day>, sitting> sittings;
    for (std::size_t i = 0; i < words.size(); ++i) { // by place, so that the last word stays
        const observation_content& c = *words[i].content;
        sitting& s =
            sittings[{key_of(whose[i]), c.sitting, c.sitting.empty() ? c.observed_on : day{}}];
        s.whose = whose[i];
        s.on = s.said.empty() ? c.observed_on : std::max(s.on, c.observed_on);
        s.record = words[i].record;
        s.said[words[i].read->item] = words[i].read;
    }
    std::vector<rater> raters;
    std::vector<rating> ratings;
    std::vector<std::int32_t> records;
    for (const auto& [key, s] : sittings) {
        rating one{s.on, 0, std::nullopt};
        if (const auto value = value_of(read.asked, measured, s)) { one.value = to_double(*value); }
        raters.push_back(s.whose);
        ratings.push_back(one);
        records.push_back(s.record);
    }
    return in_order(raters, std::move(ratings), std::move(records));
}

} // namespace actueel
