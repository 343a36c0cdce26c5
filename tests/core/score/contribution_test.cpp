// SPDX-License-Identifier: MPL-2.0
// Contract: what a question, a term or a scale brings: its points exactly, by policy, or everything that any answer gives;
// combined over every choice of which uncertain ones apply (semantics 3, the table of statuses; decision 0002, 12 to 20).
#include <actueel/score/contribution.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace actueel;
using actueel::testing::assessed;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::number;
using actueel::testing::points;
using actueel::testing::term_of;
using actueel::testing::text;

/// What the only term of a form brings. Points are no: 0, some: 1, yes: 3, unless the term says otherwise.
std::string brings(std::string_view item_fields, const family& f,
                   std::string_view as_of = "2020-03-01", std::string_view more_of_term = "") {
    return term_of(
        assessed(form{}.changing("a", item_fields).scale("s", "sum", {points("a", more_of_term)}),
                 f, as_of),
        "s", 0);
}
const family nothing;
family said(std::string_view answer, std::string_view more = "") {
    return family{}.observed("o1", "2020-02-03", "a", answer, more);
}

TEST(Contribution, OfACurrentAnswerIsItsPointsExactly) {
    EXPECT_EQ(brings("", said("'no'")), "0");
    EXPECT_EQ(brings("", said("'yes'")), "3");
}

TEST(Contribution, OfAnUnknownOneIsByPolicy) {
    EXPECT_EQ(brings("", nothing), "0 to 3, unknown");
    EXPECT_EQ(brings("'when_unknown':'zero'", nothing), "0");
    EXPECT_EQ(brings("'when_unknown':'worst'", nothing), "3");
    EXPECT_EQ(brings("'when_unknown':'best'", said("'refused'")), "0");
}

TEST(Contribution, OfAStaleOneIsByPolicy) {
    const auto stale = [](std::string_view fields) {
        return brings(fields, said("'some'"), "2020-05-03");
    };
    EXPECT_EQ(stale(""), "0 to 3, unknown");
    EXPECT_EQ(stale("'when_stale':'keep'"), "1");
    EXPECT_EQ(stale("'when_stale':'worst'"), "3");
    EXPECT_EQ(stale("'when_stale':'best'"), "0");
    EXPECT_EQ(stale("'when_unknown':'zero'"), "0"); // as an unknown one
}

TEST(Contribution, WorstAndBestAreOnThatScale) {
    const auto a =
        assessed(form{}
                     .changing("a", "'when_unknown':'worst'")
                     .scale("up", "sum", {points("a")})
                     .scale("down", "sum", {"{'item':'a','points':{'no':5,'some':-2,'yes':0}}"}),
                 nothing, "2020-03-01");
    EXPECT_EQ(term_of(a, "up", 0), "3");
    EXPECT_EQ(term_of(a, "down", 0), "5");
}

TEST(Contribution, WhereNotApplicableIsAllowedAnUnknownOneMayNotApply) {
    const auto with_open = [](std::string_view more, const family& f,
                              std::string_view as_of = "2020-03-01") {
        const form asked =
            form{}
                .item("a", "'kind':'dynamic','ask':{'en':'?'},'shelf_life':'P3M'," +
                               actueel::testing::no_some_yes_or_not_applicable + std::string{more})
                .scale("s", "sum", {points("a")});
        return term_of(assessed(asked, f, as_of), "s", 0);
    };
    EXPECT_EQ(with_open("", nothing), "may apply: 0 to 3, unknown");
    EXPECT_EQ(with_open("", said("'not_applicable'")), "does not apply");
    EXPECT_EQ(with_open("", said("'not_applicable'"), "2020-05-03"), "may apply: 0 to 3, unknown");
    EXPECT_EQ(with_open(",'when_stale':'keep'", said("'not_applicable'"), "2020-05-03"),
              "does not apply");
    EXPECT_EQ(with_open(",'when_unknown':'worst'", nothing), "3"); // a stated policy applies surely
}

TEST(Contribution, WhoseApplyingIsUnknownMayNotApply) {
    const form asked = form{}
                           .fixed("b")
                           .changing("a", "'applies_when':{'item':'b','is':'yes'}")
                           .scale("s", "sum", {points("a")});
    EXPECT_EQ(term_of(assessed(asked, said("'yes'"), "2020-03-01"), "s", 0), "may apply: 3");
    EXPECT_EQ(term_of(assessed(asked, nothing, "2020-03-01"), "s", 0),
              "may apply: 0 to 3, unknown");
    EXPECT_EQ(term_of(assessed(asked, said("'yes'").observed("o2", "2020-02-03", "b", "'no'"),
                               "2020-03-01"),
                      "s", 0),
              "does not apply");
}

TEST(Contribution, OfAContestedRangeIsFromTheLeastToTheMostPointsOfTheCountedVoices) {
    family f = said("'no'", "'source':'professional'")
                   .observed("o2", "2020-02-04", "a", "'some'", "'source':'worker'");
    EXPECT_EQ(brings("'when_contested':'range'", f), "0 to 1");
    EXPECT_EQ(brings("", f), "1");
    f.observed("o3", "2020-02-05", "a", "'yes'", "'source':'parent'"); // not counted
    EXPECT_EQ(brings("'when_contested':'range'", f), "0 to 1");
    f.observed("o4", "2020-02-05", "a", "'refused'", "'source':'record'");
    EXPECT_EQ(brings("'when_contested':'range'",
                     said("'no'", "'source':'professional'")
                         .observed("o2", "2020-02-04", "a", "'yes'", "'source':'worker'")
                         .observed("o3", "2020-02-03", "a", "'unknown'", "'source':'record'")),
              "0 to 3");
    EXPECT_EQ(brings("'when_contested':'range','pick':{'rule':'worst','window':'P1Y'}",
                     said("'yes'", "'source':'worker'")
                         .observed("o2", "2020-02-04", "a", "'no'", "'source':'worker'")
                         .observed("o3", "2020-02-05", "a", "'some'", "'source':'record'")),
              "0 to 1"); // instead of the pick rule
}

TEST(Contribution, OfAContestedRangeWithNotApplicableIsTheHullOfBothCases) {
    const form asked = form{}
                           .item("a", "'kind':'static','ask':{'en':'?'},'when_contested':'range'," +
                                          actueel::testing::no_some_yes_or_not_applicable)
                           .scale("s", "sum", {points("a")});
    family f = said("'not_applicable'", "'source':'professional'")
                   .observed("o2", "2020-02-04", "a", "'yes'", "'source':'worker'");
    EXPECT_EQ(term_of(assessed(asked, f, "2020-03-01"), "s", 0), "may apply: 3");
    EXPECT_EQ(actueel::testing::value_of(assessed(asked, f, "2020-03-01"), "s"), "0 to 3");
}

TEST(Contribution, OfADerivedRangeIsTheHullOfThePointsOfItsNumbers) {
    const auto brought = [](std::string_view more, const family& f) {
        return term_of(
            assessed(form{}
                         .derived("d", "'count_persons':{'role':'child','ages':{'below':6}}", more)
                         .scale("s", "sum",
                                {"{'item':'d','bins':[{'at_least':0,'points':0},{'at_least':1,'"
                                 "points':4},{'at_least':2,'points':1}]}"}),
                     f, "2020-03-01"),
            "s", 0);
    };
    EXPECT_EQ(brought("", family{}.child("c1", "2018-01-01")), "4");
    EXPECT_EQ(brought("", family{}.child("c1")), "0 to 4, unknown");
    EXPECT_EQ(brought("", family{}.child("c1", "2018-01-01").child("c2")), "1 to 4, unknown");
    EXPECT_EQ(brought("'when_unknown':'best'", family{}.child("c1", "2018-01-01").child("c2")),
              "0"); // of everything it could be
}

TEST(Contribution, OfAnAgeInAnUnknownRoleMayNotApply) {
    const form asked =
        form{}
            .derived("d", "'age':{'of':'youngest','role':'child'}")
            .scale("s", "mean",
                   {"{'item':'d','bins':[{'at_least':0,'points':1},{'at_least':4,'points':3}]}"});
    EXPECT_EQ(term_of(assessed(asked, family{}, "2020-03-01"), "s", 0),
              "may apply: 1 to 3, unknown");
    EXPECT_EQ(actueel::testing::value_of(assessed(asked, family{}, "2020-03-01"), "s"), "0 to 3");
    EXPECT_EQ(term_of(assessed(asked, family{}.child("c1"), "2020-03-01"), "s", 0),
              "1 to 3, unknown"); // somebody, whose birth date is missing
}

TEST(Contribution, OfDaysSinceAnEventHasIfNone) {
    const auto brought = [](const family& f, std::string_view per = "") {
        return term_of(
            assessed(form{}
                         .derived("d", "'days_since_event':{'types':['v']}", per)
                         .scale("s", "sum",
                                {std::string{"{'item':'d','bins':[{'at_least':0,'points':5},{'at_"
                                             "least':30,'points':2}],'if_none':-1"} +
                                 (per.empty() ? "}" : ",'combine':'max'}")}),
                     f, "2020-03-01"),
            "s", 0);
    };
    EXPECT_EQ(brought(nothing), "-1");
    EXPECT_EQ(brought(family{}.event("e1", "2020-02-28", "v")), "5");
    EXPECT_EQ(brought(nothing, "'per':'child'"), "may apply: -1 to 5, unknown");
}

// ---- members

form per_child(std::string_view combine) {
    return form{}.fixed("a", "'per':'child'").scale("s", "sum", {points("a", combine)});
}
family children(const std::vector<std::string>& answers) {
    family f;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const std::string id = "c" + std::to_string(i + 1);
        f.child(id);
        if (!answers[i].empty()) {
            f.observed("o" + id, "2020-02-03", "a", "'" + answers[i] + "'",
                       "'person':'" + id + "'");
        }
    }
    return f;
}

TEST(Members, CombineEndByEnd) {
    const auto combined = [](std::string_view how, const std::vector<std::string>& answers) {
        return term_of(assessed(per_child(how), children(answers), "2020-03-01"), "s", 0);
    };
    EXPECT_EQ(combined("'combine':'max'", {"some", "yes"}), "3");
    EXPECT_EQ(combined("'combine':'max'", {"some", ""}), "1 to 3, unknown");
    EXPECT_EQ(combined("'combine':'max'", {"yes", ""}), "3, unknown");
    EXPECT_EQ(combined("'combine':'min'", {"some", ""}), "0 to 1, unknown");
    EXPECT_EQ(combined("'combine':'sum','most':5", {"some", "yes"}), "4");
    EXPECT_EQ(combined("'combine':'sum','most':5", {"yes", "yes"}),
              "5"); // which the sum does not exceed
    EXPECT_EQ(combined("'combine':'sum','most':5", {"yes", ""}), "3 to 5, unknown");
}

TEST(Members, WithNobodyToWhomItAppliesTheTermDoesNotApply) {
    EXPECT_EQ(
        term_of(assessed(per_child("'combine':'max'"), family{}.nobody_is("'child'"), "2020-03-01"),
                "s", 0),
        "does not apply");
    EXPECT_EQ(term_of(assessed(per_child("'combine':'max'"),
                               family{}.child("c1", "", "'lives':'elsewhere'"), "2020-03-01"),
                      "s", 0),
              "does not apply");
}

TEST(Members, TheUnnamedOneOfAnUnknownRoleIsTheHullOfNothingAndOneMembers) {
    EXPECT_EQ(term_of(assessed(per_child("'combine':'max'"), nothing, "2020-03-01"), "s", 0),
              "may apply: 0 to 3, unknown");
    EXPECT_EQ(
        term_of(assessed(per_child("'combine':'sum','most':7"), nothing, "2020-03-01"), "s", 0),
        "may apply: 0 to 7, unknown");
    const form stated = form{}
                            .fixed("a", "'per':'child','when_unknown':'worst'")
                            .scale("s", "sum", {points("a", "'combine':'max'")});
    EXPECT_EQ(term_of(assessed(stated, nothing, "2020-03-01"), "s", 0),
              "3"); // a stated policy holds for it too
}

// ---- combining

contribution sure(std::string_view low, std::string_view high) {
    return {{number(low), number(high)}, kleene::yes, true};
}
contribution maybe(std::string_view low, std::string_view high) {
    return {{number(low), number(high)}, kleene::unknown, true};
}
const contribution out{{}, kleene::no, true};

TEST(Combined, LeavesOutWhatDoesNotApply) {
    for (const auto rule :
         {combine_rule::sum, combine_rule::max, combine_rule::min, combine_rule::mean}) {
        EXPECT_EQ(text(combined(rule, std::vector{out, sure("2", "5"), out})), "2 to 5");
        EXPECT_EQ(text(combined(rule, std::vector{out, out})), "does not apply");
        EXPECT_EQ(text(combined(rule, {})), "does not apply");
    }
}

TEST(Combined, SumsTakeTheHullWithZeroOfWhatMayNotApply) {
    EXPECT_EQ(text(combined(combine_rule::sum, std::vector{sure("1", "2"), maybe("3", "5")})),
              "1 to 7");
    EXPECT_EQ(text(combined(combine_rule::sum, std::vector{sure("1", "2"), maybe("-5", "-3")})),
              "-4 to 2");
    EXPECT_EQ(text(combined(combine_rule::sum, std::vector{maybe("3", "5")})), "may apply: 0 to 5");
}

TEST(Combined, IsUnknownWhereOneThatMayApplyIs) {
    contribution unknown = sure("1", "2");
    unknown.known = false;
    EXPECT_EQ(text(combined(combine_rule::max, std::vector{sure("1", "1"), unknown})),
              "1 to 2, unknown");
    contribution gone = out;
    gone.known = false;
    EXPECT_EQ(text(combined(combine_rule::max, std::vector{sure("1", "1"), gone})), "1");
}

/// The least and the greatest over every choice of which uncertain ones apply and at least one does, and of each its ends.
interval<decimal> by_enumeration(combine_rule rule, const std::vector<contribution>& given) {
    std::optional<interval<decimal>> all;
    for (unsigned choice = 0; choice < 1U << given.size(); ++choice) {
        bool fits = true;
        std::vector<interval<decimal>> joined;
        for (std::size_t i = 0; i < given.size(); ++i) {
            const bool in = (choice >> i & 1U) != 0;
            fits = fits && !(in && given[i].applies == kleene::no) &&
                   !(!in && given[i].applies == kleene::yes);
            if (in) { joined.push_back(given[i].points); }
        }
        if (!fits || joined.empty()) { continue; }
        interval<decimal> one = joined.front();
        for (std::size_t i = 1; i < joined.size(); ++i) {
            if (rule == combine_rule::max) {
                one = {std::max(one.low, joined[i].low), std::max(one.high, joined[i].high)};
            } else if (rule == combine_rule::min) {
                one = {std::min(one.low, joined[i].low), std::min(one.high, joined[i].high)};
            } else {
                one = {one.low + joined[i].low, one.high + joined[i].high};
            }
        }
        if (rule == combine_rule::mean) {
            const auto count = static_cast<std::int64_t>(joined.size());
            one = {rounded_mean(one.low, count), rounded_mean(one.high, count)};
        }
        all = all ? hull(*all, one) : one;
    }
    return all.value_or(interval<decimal>{});
}

TEST(Combined, IsTheLeastAndGreatestOverEveryChoiceOfWhatApplies) {
    const unsigned seed = 20201;
    std::mt19937 dice{seed};
    SCOPED_TRACE("seed " + std::to_string(seed));
    for (int round = 0; round < 5000; ++round) {
        std::vector<contribution> given(1 + dice() % 5);
        for (contribution& c : given) {
            const auto low = static_cast<std::int64_t>(dice() % 90'001) - 45'000;
            c.points = {decimal::from_units(low),
                        decimal::from_units(low + static_cast<std::int64_t>(dice() % 30'000))};
            c.applies = static_cast<kleene>(dice() % 3);
        }
        for (const auto rule : {combine_rule::max, combine_rule::min, combine_rule::mean}) {
            const contribution whole = combined(rule, given);
            if (whole.applies == kleene::no) { continue; }
            ASSERT_EQ(text(whole.points), text(by_enumeration(rule, given)))
                << static_cast<int>(rule) << " round " << round;
        }
        const contribution sum = combined(combine_rule::sum, given);
        const bool nothing_may = std::all_of(given.begin(), given.end(), [](const contribution& c) {
            return c.applies != kleene::yes;
        });
        if (sum.applies == kleene::no) { continue; }
        interval<decimal> every = by_enumeration(combine_rule::sum, given);
        if (nothing_may) { every = hull(every, interval<decimal>{}); } // none may apply: zero
        ASSERT_EQ(text(sum.points), text(every)) << "round " << round;
    }
}

} // namespace
