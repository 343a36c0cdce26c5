// SPDX-License-Identifier: MPL-2.0
// Contract: what changed between two moments (semantics 7). Shares add up exactly on every scale; identical moments have no
// changes; every row that differs is told, with one cause that names records; what was known later plays no part.
#include "made_up.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace {

using actueel::change_cause;
using actueel::change_moment;
using actueel::known;
using actueel::movement;
using actueel::testing::dice;
using actueel::testing::family;
using actueel::testing::invented;
using actueel::testing::json;
using actueel::testing::made_up_day;
using actueel::testing::on;

/// Made-up cases with what the inventor leaves out: sittings, a tree, numbers per person, days since an event.
actueel::testing::made_up richer(unsigned seed) {
    auto made = invented(seed);
    if (seed % 5 == 0) { made.asked.with("one_sitting", "true"); }
    if (seed % 3 == 0) { made.asked.derived("z1", "'days_since_event':{'types':['crisis']}"); }
    if (seed % 3 == 1) {
        made.asked.derived("z2", "'count_events':{'types':['crisis','other'],'part':'harmed'}",
                           "'per':'child'");
    }
    if (seed % 4 == 0) {
        made.asked.derived("z3", "'age':{'of':'oldest','role':'child'}", "'per':'child'");
    }
    return made;
}

/// Two moments in order on both clocks.
std::pair<change_moment, change_moment> moments(dice& d) {
    std::size_t first = d.below(410);
    std::size_t second = d.below(410);
    if (first > second) { std::swap(first, second); }
    if (d.chance(15)) { second = first; }
    change_moment a{.as_of = on(made_up_day(first))};
    change_moment b{.as_of = on(made_up_day(second))};
    switch (d.below(4)) {
    case 0: break; // everything
    case 1:
        a.known_at = known::by_end_of_as_of();
        b.known_at = known::by_end_of_as_of();
        break;
    case 2: a.known_at = known::by_end_of_as_of(); break; // and all that came later
    default: {
        std::size_t early = d.below(430);
        std::size_t late = d.below(430);
        if (early > late) { std::swap(early, late); }
        a.known_at = known::at(end_of(on(made_up_day(early))));
        b.known_at = known::at(end_of(on(made_up_day(late))));
        break;
    }
    }
    return {a, b};
}

actueel::instant known_then(const actueel::assessment& a) {
    return a.when.known_at.until(a.when.as_of);
}

/// Everything that holds of every change.
void check(const actueel::change& c) {
    std::vector<movement> sums(c.scales.size());
    for (const actueel::changed_row& row : c.rows) {
        ASSERT_EQ(row.shares.size(), c.scales.size());
        for (std::size_t s = 0; s < sums.size(); ++s) {
            sums[s].low += row.shares[s].low;
            sums[s].high += row.shares[s].high;
        }
    }
    for (std::size_t s = 0; s < sums.size(); ++s) {
        EXPECT_EQ(sums[s], c.scales[s].moved) << c.before.asked->scales[s].id;
        EXPECT_EQ(c.scales[s].moved.low,
                  c.after.scales[s].value.low - c.before.scales[s].value.low);
        EXPECT_EQ(c.scales[s].moved.high,
                  c.after.scales[s].value.high - c.before.scales[s].value.high);
    }
    const actueel::instant first = known_then(c.before);
    const actueel::instant second = known_then(c.after);
    for (const actueel::changed_row& row : c.rows) {
        SCOPED_TRACE(c.before.asked->items[static_cast<std::size_t>(row.item)].id);
        ASSERT_FALSE(row.records.empty()) << "a cause names its record";
        EXPECT_LT(row.cause, change_cause::plan);
        EXPECT_TRUE(std::is_sorted(row.records.begin(), row.records.end()));
        for (const std::int32_t r : row.records) {
            const actueel::chain& one = c.before.family->chains[static_cast<std::size_t>(r)];
            const bool then = one.at(first) != nullptr;
            const bool now = one.at(second) != nullptr;
            EXPECT_TRUE(then || now) << one.id;
            switch (row.cause) {
            case change_cause::retracted: EXPECT_TRUE(then && !now) << one.id; break;
            case change_cause::corrected: EXPECT_NE(one.at(first), one.at(second)) << one.id; break;
            case change_cause::became_known: EXPECT_TRUE(!then && now) << one.id; break;
            default: break;
            }
        }
    }
}

/// Rows by item and person, as text that says what a state says; independent of how the core compares them.
std::vector<std::string> states(const actueel::assessment& a) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < a.asked->items.size(); ++i) {
        const actueel::item& of = a.asked->items[i];
        for (const actueel::response& row : a.seen.now.of(static_cast<std::int32_t>(i))) {
            std::string text = of.id + "/" + std::to_string(row.person) + "/";
            text += std::to_string(static_cast<int>(status_of(of, row))) + "/" +
                    std::to_string(static_cast<int>(row.applies)) + "/" +
                    std::to_string(row.current.record) + "/" + to_string(row.current.observed_on) +
                    "/" + actueel::testing::said(a, of.id, row.current.said) + "/" +
                    (contested(row) ? "contested" : "");
            if (row.derived) {
                text += "/" + std::to_string(row.derived->between.low) + " " +
                        std::to_string(row.derived->between.high);
            }
            for (const actueel::scale& s : a.asked->scales) {
                for (const actueel::term& t : s.terms) {
                    if (t.item != static_cast<std::int32_t>(i)) { continue; }
                    const auto given = contribution_of(of, t, row);
                    text += "/" + std::to_string(static_cast<int>(given.applies));
                    if (given.applies == actueel::kleene::no) { continue; }
                    text += " " + to_string(given.points.low) + " " + to_string(given.points.high);
                }
            }
            out.push_back(std::move(text));
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

/// How many rows say something else, or are there at one moment only.
std::size_t rows_that_differ(const actueel::change& c) {
    const auto before = states(c.before);
    const auto after = states(c.after);
    std::vector<std::string> gone;
    std::vector<std::string> come;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                        std::back_inserter(gone));
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                        std::back_inserter(come));
    const auto key = [](const std::string& text) {
        return text.substr(0, text.find('/', text.find('/') + 1));
    };
    std::size_t both = 0;
    for (const std::string& g : gone) {
        both += static_cast<std::size_t>(std::count_if(
            come.begin(), come.end(), [&](const std::string& n) { return key(n) == key(g); }));
    }
    return gone.size() + come.size() - both;
}

TEST(ChangeProperty, SharesAddUpAndEveryRowThatDiffersHasACauseThatNamesARecord) {
    std::size_t pairs = 0;
    std::size_t rows = 0;
    std::vector<std::size_t> causes(actueel::change_cause_names.size());
    for (unsigned seed = 1; seed <= 1000; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto made = richer(seed);
        const auto asked = made.asked.read();
        const auto f = made.history.read();
        dice d{seed};
        for (int i = 0; i < 20; ++i) {
            const auto [a, b] = moments(d);
            SCOPED_TRACE(to_string(a.as_of) + " " + to_string(a.known_at) + ", " +
                         to_string(b.as_of) + " " + to_string(b.known_at));
            const auto c = try_change(asked, f, a, b);
            ASSERT_TRUE(c) << c.error().what();
            check(*c);
            EXPECT_GE(c->rows.size(), rows_that_differ(*c));
            if (HasFatalFailure() || HasNonfatalFailure()) { return; }
            ++pairs;
            rows += c->rows.size();
            for (const auto& row : c->rows) { ++causes[static_cast<std::size_t>(row.cause)]; }
            const auto of_child = try_change(asked, f, a, b, "c1");
            if (of_child) { check(*of_child); }
        }
    }
    EXPECT_EQ(pairs, 20000U);
    EXPECT_GT(rows, 20000U);
    for (std::size_t c = 0; c < 9; ++c) { // each cause of a row is met
        EXPECT_GT(causes[c], 0U) << actueel::change_cause_names[c];
    }
}

TEST(ChangeProperty, IdenticalMomentsHaveNoChanges) {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto made = richer(seed);
        const auto asked = made.asked.read();
        const auto f = made.history.read();
        dice d{seed};
        const auto [a, b] = moments(d);
        for (const change_moment& m : {a, b}) {
            const auto c = change_of(asked, f, m, m);
            EXPECT_TRUE(c.rows.empty());
            EXPECT_TRUE(c.causes.empty());
            for (const auto& s : c.scales) { EXPECT_EQ(s.moved, movement{}); }
        }
    }
}

TEST(ChangeProperty, NothingRecordedLaterPlaysAPart) {
    std::size_t cuts = 0;
    for (unsigned seed = 1; seed <= 150; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto made = richer(seed);
        const auto asked = made.asked.read();
        const auto whole = made.history.read();
        dice d{seed};
        for (int i = 0; i < 5; ++i) {
            auto [a, b] = moments(d);
            const actueel::instant cut =
                std::max(end_of(on(made_up_day(d.below(430)))), end_of(b.as_of));
            if (a.known_at == known::everything()) { a.known_at = known::by_end_of_as_of(); }
            a.known_at = known::at(std::min(a.known_at.until(a.as_of), cut));
            b.known_at = known::at(cut);
            std::vector<std::string> records;
            for (const std::string& record : made.history.records()) {
                const auto tree = actueel::read_json(json(record), "record").value();
                const auto at =
                    actueel::instant_from(tree.root().find("recorded_at")->text).value();
                if (at <= cut) { records.push_back(record); }
            }
            const auto truncated = family::of(records).read();
            ASSERT_EQ(to_json(change_of(asked, whole, a, b)),
                      to_json(change_of(asked, truncated, a, b)));
            ++cuts;
        }
    }
    EXPECT_EQ(cuts, 750U);
}

TEST(ChangeProperty, WithOneClockNothingIsRetractedCorrectedOrKnownLate) {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto made = richer(seed);
        const auto asked = made.asked.read();
        const auto f = made.history.read();
        dice d{seed};
        auto [a, b] = moments(d);
        a.known_at = known::everything();
        b.known_at = known::everything();
        for (const auto& row : change_of(asked, f, a, b).rows) {
            EXPECT_GE(row.cause, change_cause::new_answer);
        }
    }
}

} // namespace
