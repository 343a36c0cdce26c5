// SPDX-License-Identifier: MPL-2.0
// Contract: a sign-off that is not in the reach of a record would be the same had that record never been written: same
// scales, levels, statuses and contributions (semantics 7, reach of a correction).
#include "made_up.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <set>
#include <string>
#include <vector>

namespace {

using actueel::json_node;
using actueel::testing::dice;
using actueel::testing::family;
using actueel::testing::faults;
using actueel::testing::invented;
using actueel::testing::json;
using actueel::testing::made_up;
using actueel::testing::made_up_day;

/// A made-up case with sign-offs about the family and its first child.
made_up with_sign_offs(unsigned seed) {
    made_up made = invented(seed);
    dice d{seed};
    made.asked.derived("since", "'days_since_event':{'types':['crisis']}");
    if (d.chance(25)) { made.asked.with("one_sitting", "true"); }
    const bool has_child = made.history.text().find(R"("person":"c1")") != std::string::npos;
    std::size_t written = 0;
    for (const std::size_t after : {90U, 160U, 240U, 330U, 420U}) {
        const std::string of = has_child && d.chance(35) ? ",'person':'c1'" : "";
        const std::string known =
            d.chance(30) ? ",'known_at':'" + made_up_day(after - 20) + "T00:00:00Z'" : "";
        made.history.add("s" + std::to_string(++written), "sign_off", made_up_day(after),
                         "'instrument':'form','as_of':'" + made_up_day(after - d.below(30)) +
                             "','by':'worker'" + of + known);
    }
    return made;
}

actueel::json_document tree(const std::string& text) {
    return actueel::read_json(text, "document").value();
}
std::string field(const json_node& of, std::string_view name) {
    const json_node* found = of.find(name);
    return found == nullptr ? "" : actueel::canonical_json(*found);
}

/// Scales, levels, statuses and contributions of an assessment document, read from its text.
std::string what_it_says(const actueel::result<actueel::assessment>& a) {
    if (!a) { return faults(a.error()); }
    const auto read = tree(to_json(*a));
    const json_node& document = read.root();
    std::string out = field(document, "scales") + field(document, "counts");
    for (const auto* key : {"computed", "final"}) { out += field(*document.find("level"), key); }
    for (const json_node& item : document.find("items")->children()) {
        out += '\n' + field(item, "id");
        for (const json_node& row : item.find("rows")->children()) {
            for (const auto* key : {"person", "status", "applies", "contested", "points"}) {
                out += ' ' + field(row, key);
            }
        }
    }
    return out;
}

/// The records without a chain, and without what only speaks of it; not what else needs it.
std::vector<std::string> records_without(const made_up& made, const actueel::history& whole,
                                         std::int32_t chain) {
    std::set<std::string> gone{whole->chains[static_cast<std::size_t>(chain)].id};
    for (const auto& [id, of] : whole->later_links) {
        if (of == chain) { gone.insert(id); }
    }
    std::vector<std::string> kept;
    for (bool again = true; again;) {
        again = false;
        kept.clear();
        for (const std::string& record : made.history.records()) {
            const auto document = tree(json(record));
            const json_node& read = document.root();
            const std::string id{read.find("id")->text};
            bool speaks_of_it = gone.contains(id);
            for (const auto* key : {"ends", "about", "repeats", "corrects", "retracts"}) {
                const json_node* named = read.find(key);
                speaks_of_it =
                    speaks_of_it || (named != nullptr && gone.contains(std::string{named->text}));
            }
            if (!speaks_of_it) {
                kept.push_back(record);
            } else if (gone.insert(id).second) {
                again = true;
            }
        }
    }
    return kept;
}

TEST(ReachProperty, WhatIsNotReachedIsTheSameWithoutTheRecord) {
    std::size_t reached = 0;
    std::size_t not_reached = 0;
    std::size_t unread = 0;
    for (unsigned seed = 1; seed <= 150; ++seed) {
        const auto made = with_sign_offs(seed);
        const std::vector asked{made.asked.read()};
        const auto whole = made.history.read();
        for (std::size_t c = 0; c < whole->chains.size(); ++c) {
            const auto& chain = whole->chains[c];
            SCOPED_TRACE("seed " + std::to_string(seed) + " record " + chain.id);
            if (chain.id.front() == 's') { continue; } // a sign-off has no moment without itself
            const auto found = actueel::reach_of(whole, chain.id, asked);
            std::set<std::int32_t> told;
            for (const auto& one : found.sign_offs) {
                told.insert(one.record);
                for (const auto& l : one.leanings) {
                    EXPECT_NE(l.how, actueel::leaning_kind::otherwise) << "a way without a name";
                }
            }
            for (const auto& one : found.untold) { told.insert(one.record); }
            const auto other = actueel::try_parse_history(
                family::of(records_without(made, whole, static_cast<std::int32_t>(c))).text());
            unread += other ? 0U : 1U;
            for (std::size_t s = 0; s < whole->chains.size(); ++s) {
                const auto sign_off = static_cast<std::int32_t>(s);
                if (!std::holds_alternative<actueel::sign_off_content>(
                        whole->chains[s].links.front().content)) {
                    continue;
                }
                if (told.contains(sign_off)) {
                    ++reached;
                    continue;
                }
                ++not_reached;
                const auto when = actueel::signed_moment(whole, sign_off);
                const auto as_it_was = what_it_says(try_assess(asked.front(), whole, when));
                if (other) {
                    ASSERT_EQ(as_it_was, what_it_says(try_assess(asked.front(), *other, when)))
                        << whole->chains[s].id;
                }
            }
        }
    }
    EXPECT_GT(reached, 1'000U);
    EXPECT_GT(not_reached, 4'000U);
    EXPECT_LT(unread * 20, reached + not_reached) << "nearly every history reads without a record";
    std::cout << reached << " reached, " << not_reached << " not, " << unread << " did not read\n";
}

} // namespace
