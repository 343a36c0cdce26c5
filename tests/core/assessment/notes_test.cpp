// SPDX-License-Identifier: MPL-2.0
// Contract: what a reader should know about the evidence, by note in the order of the semantics page, then item order, then
// person (semantics 6, evidence notes; decision 0002, 39).
#include <actueel/assessment/notes.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::testing::assessed;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::notes_text;
using actueel::testing::points;

form one(std::string_view more = "") {
    return form{}.changing("a", more).scale("s", "sum", {points("a")});
}
form two() {
    return form{}.changing("a").changing("b").scale("s", "sum", {points("a"), points("b")});
}
std::string notes(const form& asked, const family& f, std::string_view as_of = "2020-03-01") {
    return notes_text(assessed(asked, f, as_of));
}
family said(std::string_view more, std::string_view answer = "'yes'") {
    return family{}.observed("o1", "2020-02-03", "a", answer, more);
}

TEST(JudgementOnly, IsAJudgementInUseWithoutAFactThatStands) {
    EXPECT_EQ(notes(one(), said("'basis':'judgement'")), "judgement_only a - o1\n");
    EXPECT_EQ(notes(one(), said("'basis':'statement'")), "");
    family f = said("'basis':'judgement'");
    f.observed("o0", "2020-01-10", "a", "'no'",
               "'basis':'fact','source':'parent'"); // counted or not
    EXPECT_EQ(notes(one(), f), "");
    EXPECT_EQ(notes(one(), f, "2020-04-10"), "judgement_only a - o1\n"); // the fact expired
    EXPECT_EQ(notes(one(), f, "2020-05-03"), "");                        // not in use any more
    EXPECT_EQ(notes(one(), said("'basis':'judgement'", "'refused'")), "");
}

TEST(SingleVoice, IsTwoOrMoreAnswersInUseAllOfOneVoice) {
    const auto both = [](std::string_view a, std::string_view b) {
        return said(a).observed("o2", "2020-02-03", "b", "'no'", b);
    };
    EXPECT_EQ(notes(two(), both("'source':'worker','by':'w1'", "'source':'worker','by':'w1'")),
              "single_voice - - o1 o2\n");
    EXPECT_EQ(notes(two(), both("'source':'worker'", "'source':'worker','by':'w1'")),
              "single_voice - - o1 o2\n");
    EXPECT_EQ(notes(two(), both("'source':'worker','by':'w2'", "'source':'worker','by':'w1'")), "");
    EXPECT_EQ(notes(two(), both("'source':'worker'", "'source':'record'")), "");
    EXPECT_EQ(notes(two(), said("'source':'worker'")), ""); // one answer is no chorus
    EXPECT_EQ(notes(two(), both("'source':'worker'", "'source':'worker'"), "2020-05-03"),
              ""); // stale: not in use
}

TEST(ChildNotHeard, UnlessTheChildOrSourceChildSpokeWithinTheTime) {
    const form asked = form{}
                           .with("hear_child_every", "'P3M'")
                           .changing("a")
                           .fixed("k", "'per':'child'")
                           .scale("s", "sum", {points("a")});
    const auto heard = [&](std::string_view item, std::string_view more,
                           std::string_view as_of = "2020-03-01") {
        family f;
        f.child("c1").child("c2").observed("o1", "2020-02-03", item, "'no'", more);
        return notes(asked, f, as_of);
    };
    EXPECT_EQ(notes(asked, family{}.child("c1").child("c2").nobody_is("'caregiver'")),
              "child_not_heard - c1\nchild_not_heard - c2\n");
    EXPECT_EQ(heard("k", "'person':'c1','source':'child'"), "child_not_heard - c2\n"); // about it
    EXPECT_EQ(heard("a", "'source':'child'"), ""); // on an item of the family
    EXPECT_EQ(heard("k", "'person':'c2','source':'record','by':'c1'"),
              "child_not_heard - c2\n"); // by that child
    EXPECT_EQ(heard("a", "'source':'child'", "2020-05-02"), "");
    EXPECT_EQ(heard("a", "'source':'child'", "2020-05-03"),
              "child_not_heard - c1\nchild_not_heard - c2\n");
    EXPECT_EQ(notes(one(), family{}.child("c1").nobody_is("'caregiver'")),
              ""); // the instrument does not ask for it
}

TEST(ChildNotHeard, InTheAssessmentOfAChildIsAboutThatChild) {
    const form asked =
        form{}.with("hear_child_every", "'P3M'").changing("a").scale("s", "sum", {points("a")});
    EXPECT_EQ(notes_text(assessed(asked, family{}.child("c1").child("c2"), "2020-03-01", "c2")),
              "child_not_heard - c2\n");
}

TEST(Disputed, NamesTheOpenDisputes) {
    const auto f = said("")
                       .add("d1", "dispute", "2020-02-05", "'about':'o1'")
                       .add("d2", "dispute", "2020-02-06", "'about':'o1'");
    EXPECT_EQ(notes(one(), f), "disputed a - d1 d2\n");
}

TEST(KeptThoughStale, IsAStaleAnswerThatStillCounts) {
    EXPECT_EQ(notes(one("'when_stale':'keep'"), said(""), "2020-05-03"),
              "kept_though_stale a - o1\n");
    EXPECT_EQ(notes(one("'when_stale':'keep'"), said(""), "2020-05-02"), "");
    EXPECT_EQ(notes(one(), said(""), "2020-05-03"), "");
}

TEST(PolicyUsed, IsAPolicyThatAScaleUsed) {
    EXPECT_EQ(notes(one("'when_unknown':'zero'"), family{}), "policy_used a -\n");
    EXPECT_EQ(notes(one("'when_stale':'worst'"), said(""), "2020-05-03"), "policy_used a - o1\n");
    EXPECT_EQ(notes(one("'when_unknown':'zero'"), said("")), "");
    EXPECT_EQ(notes(form{}
                        .changing("a")
                        .fixed("b", "'when_unknown':'worst'")
                        .scale("s", "sum", {points("a")}),
                    said("")),
              ""); // no scale names b
}

TEST(PolicyUsed, IsAlsoAConditionOnAStatusThatIsNotOneOfAnAnswer) {
    const form asked = form{}
                           .changing("a")
                           .changing("b")
                           .scale("s", "sum", {points("a"), points("b")}, "'cuts':{'middle':2}")
                           .levels({"low", "middle"})
                           .with("level_from", "['s']")
                           .with("rules", "[{'id':'r','if':{'not':{'item':'a','status':['unknown']}"
                                          "},'then':{'at_least':'middle'}}]");
    EXPECT_EQ(notes(asked, family{}), "policy_used a -\n");
    EXPECT_EQ(notes(asked, said("")), "");
    EXPECT_EQ(notes(asked, said(""), "2020-05-03"), "policy_used a - o1\n"); // stale
}

TEST(PolicyUsed, IsGivenOnceWithoutAnItemForProration) {
    const form asked = form{}.changing("a").changing("b").scale(
        "s", "mean", {points("a"), points("b")}, "'min_answered':1");
    EXPECT_EQ(notes(asked, said("")), "policy_used - -\n");
    EXPECT_EQ(notes(asked, said("").observed("o2", "2020-02-03", "b", "'no'", "'source':'record'")),
              "");
}

TEST(Copied, IsTheNewestObservationThatRepeatsAnOlderOne) {
    family f = said("").observed("o2", "2020-02-10", "a", "'yes'", "'repeats':'o1'");
    EXPECT_EQ(notes(one(), f), "copied a - o2\n");
    EXPECT_EQ(notes(one(), f.observed("o3", "2020-02-11", "a", "'yes'")), "");
    family g = said("").observed("o2", "2020-02-10", "a", "'not_seen'",
                                 "'repeats':'o1'"); // not seen, and a copy too
    EXPECT_EQ(notes(one(), g), "copied a - o2\n");
}

TEST(StaticChanged, IsAStaticAnswerThatDiffersFromAnEarlierOne) {
    const form fixed = form{}.fixed("a").scale("s", "sum", {points("a")});
    const auto f = said("")
                       .observed("o2", "2020-02-10", "a", "'no'")
                       .observed("o3", "2020-02-11", "a", "'yes'");
    EXPECT_EQ(notes(fixed, f), "static_changed a - o2 o3\n");
    EXPECT_EQ(notes(one(), f), "");
    family corrected = said("");
    corrected.corrects("k1", "o1", "2020-02-10", family::observation("2020-02-03", "a", "'no'"));
    EXPECT_EQ(notes(fixed, corrected), "");
}

TEST(TieById, IsDifferentAnswersToldApartByIdAlone) {
    EXPECT_EQ(notes(one(), said("").observed("o2", "2020-02-03", "a", "'no'")),
              "tie_by_id a - o1 o2\n");
    EXPECT_EQ(notes(one(), said("").observed("o2", "2020-02-03", "a", "'yes'")), "");
    family later = said("");
    later.add("o2", "observation", "2020-02-03T12:00:01Z",
              family::observation("2020-02-03", "a", "'no'")); // told apart by the instant
    EXPECT_EQ(notes(one(), later), "");
}

TEST(Overlap, IsGivenOnceForEachPersonAndRoleWhateverTheDay) {
    family f;
    f.child("c1").nobody_is("'caregiver'");
    f.add("m2", "membership", "2019-06-01",
          "'person':'c1','role':'child','start':'2019-05-01','until':'2019-05-08','lives':'part'");
    EXPECT_EQ(notes(one(), f), "overlap - c1 m-c1 m2\n");
    family follows; // one that begins when the other ends does not overlap
    follows.child("c1", "", "'until':'2019-05-01'").nobody_is("'caregiver'");
    follows.add("m2", "membership", "2019-06-01",
                "'person':'c1','role':'child','start':'2019-05-01'");
    EXPECT_EQ(notes(one(), follows), "");
}

TEST(RoleUnknown, IsGivenForEachItemWithAnUnnamedRow) {
    const form asked = form{}
                           .changing("a")
                           .fixed("k", "'per':'child'")
                           .fixed("p", "'per':'caregiver'")
                           .scale("s", "sum", {points("a")});
    EXPECT_EQ(notes(asked, family{}), "role_unknown k -\nrole_unknown p -\n");
    EXPECT_EQ(notes(asked, family{}.child("c1")), "role_unknown p -\n");
}

TEST(OutsideInvolvement, IsWhereThereAreInvolvementsAndNoneThatDay) {
    const auto f = family{}.add("i1", "involvement", "2020-01-01",
                                "'start':'2020-01-01','until':'2020-02-01'");
    EXPECT_EQ(notes(one(), f), "outside_involvement - -\n");
    EXPECT_EQ(notes(one(), f, "2020-01-31"), "");
    EXPECT_EQ(notes(one(), family{}), "");
}

TEST(Notes, StandInTheOrderOfThePage) {
    const form asked = form{}
                           .with("hear_child_every", "'P1M'")
                           .changing("a", "'when_stale':'keep'")
                           .fixed("k", "'per':'child','when_unknown':'zero'")
                           .fixed("p", "'per':'caregiver'")
                           .scale("s", "sum", {points("a"), points("k", "'combine':'max'")});
    family f;
    f.child("c1")
        .observed("o1", "2020-01-03", "a", "'yes'", "'basis':'judgement'")
        .add("d1", "dispute", "2020-02-05", "'about':'o1'");
    EXPECT_EQ(notes(asked, f, "2020-05-03"),
              "judgement_only a - o1\nchild_not_heard - c1\ndisputed a - d1\nkept_though_stale a - "
              "o1\npolicy_used k c1\nrole_unknown p -\n");
}

} // namespace
