// SPDX-License-Identifier: MPL-2.0
// replay.hpp: every sign-off of a history asked again with what was known then; what differs is the instrument, the
// records or the library. Semantics 6 and 7.
#include <actueel/trajectory/replay.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace actueel::testing {
namespace {

const std::string no_digest = "\xE2\x80\xA6"; // the documents page writes three dots

form one_question(std::string_view version = "1") {
    form out = form{}.changing("q").scale("s", "sum",
                                          {term("q", "'points':{'no':0,'some':2,'yes':4}")}, cuts);
    out.low_middle_high("s");
    return version == "1" ? out : out.with("purpose", "'risk'");
}

/// A sign-off of 2020-02-10, recorded that noon.
std::string signed_off(std::string_view level, std::string_view more = "") {
    std::string out = "'instrument':'form','as_of':'2020-02-10','by':'worker'";
    if (!level.empty()) {
        out += ",'level':{'low':'" + std::string{level} + "','high':'" + std::string{level} + "'}";
    }
    return more.empty() ? out : out + "," + std::string{more};
}

family with_answer() { return family{}.observed("o1", "2020-02-01", "q", "'yes'"); }

replay played(const family& history, const std::vector<instrument>& instruments) {
    return replay_of(history.read(), instruments);
}
replayed_sign_off only(const replay& r) {
    EXPECT_EQ(r.sign_offs.size(), 1U);
    return r.sign_offs.front();
}
/// `differs records`: outcome and reasons.
std::string told(const replayed_sign_off& one) {
    std::string out{replay_outcome_names[static_cast<std::size_t>(one.outcome)]};
    for (const replay_reason r : one.why) {
        out += ' ' + std::string{replay_reason_names[static_cast<std::size_t>(r)]};
    }
    return out;
}
std::string digests(const instrument& asked, std::string_view records) {
    return "'version':'1','instrument_sha256':'" + asked->sha256 + "','records_sha256':'" +
           std::string{records} + "'";
}

TEST(Replay, WhatWasKnownThenGivesTheSameLevel) {
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10", signed_off("high"))
        .observed("o2", "2020-02-10", "q", "'no'", "'source':'record'")
        .retracts("x", "o1", "2020-03-01");
    // o2 was recorded in the same instant, by id after s1; it was known.
    EXPECT_EQ(told(only(played(history, {one_question().read()}))), "differs untold");
    auto later = with_answer();
    later.add("s1", "sign_off", "2020-02-10", signed_off("high"))
        .observed("o2", "2020-02-11", "q", "'no'")
        .retracts("x", "o1", "2020-03-01");
    const replay r = played(later, {one_question().read()});
    EXPECT_EQ(told(only(r)), "same");
    EXPECT_TRUE(r.reproduced());
    EXPECT_EQ(to_string(*only(r).level), "high");
}

TEST(Replay, KnowsWhatTheSignOffSaysThatItKnew) {
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10",
                signed_off("high", "'known_at':'2020-02-09T00:00:00Z'"));
    history.observed("o2", "2020-02-09", "q", "'no'");
    EXPECT_EQ(told(only(played(history, {one_question().read()}))), "same");
}

TEST(Replay, AnotherLevelFromTheSameSourcesIsTheLibrarys) {
    const instrument asked = one_question().read();
    const std::string records = records_sha256(with_answer().read(), at("2020-02-10"));
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10", signed_off("low", digests(asked, records)));
    const replay r = played(history, {asked});
    EXPECT_EQ(told(only(r)), "differs library");
    EXPECT_FALSE(r.reproduced());
}

TEST(Replay, AnotherInstrumentIsNamed) {
    const instrument then = one_question().read();
    const instrument now = one_question("2").read();
    ASSERT_NE(then->sha256, now->sha256);
    const std::string records = records_sha256(with_answer().read(), at("2020-02-10"));
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10", signed_off("low", digests(then, records)));
    EXPECT_EQ(told(only(played(history, {now}))), "differs instrument");
    EXPECT_EQ(told(only(played(history, {now, then}))), "differs library")
        << "the stated one is asked";
}

TEST(Replay, AnotherVersionWithoutADigestIsAnotherInstrument) {
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10", signed_off("low", "'version':'0.9'"));
    EXPECT_EQ(told(only(played(history, {one_question().read()}))), "differs instrument");
}

TEST(Replay, RecordsThatAreNotWhatTheyWereAreNamed) {
    const instrument asked = one_question().read();
    const std::string records = records_sha256(with_answer().read(), at("2020-02-10"));
    auto history = family{}.observed("o1", "2020-02-01", "q", "'no'"); // written anew
    history.add("s1", "sign_off", "2020-02-10", signed_off("high", digests(asked, records)));
    EXPECT_EQ(told(only(played(history, {asked}))), "differs records");
}

TEST(Replay, RecordsThatDifferAreNoReproductionThoughTheLevelIsTheSame) {
    const instrument asked = one_question().read();
    const std::string records = records_sha256(with_answer().read(), at("2020-02-10"));
    auto history = with_answer();
    history.observed("slipped_in", "2020-01-20", "q", "'no'");
    history.add("s1", "sign_off", "2020-02-10", signed_off("high", digests(asked, records)));
    const replay r = played(history, {asked});
    EXPECT_EQ(told(only(r)), "same");
    EXPECT_EQ(only(r).records_are, likeness::differs);
    EXPECT_FALSE(r.reproduced());
}

TEST(Replay, WhatIsSignedInOneInstantDoesNotHoldItself) {
    const instrument asked = one_question().read();
    const std::string records = records_sha256(with_answer().read(), at("2020-02-10"));
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10", signed_off("high", digests(asked, records)))
        .add("s2", "sign_off", "2020-02-10", signed_off("high", digests(asked, records)));
    for (const auto& one : played(history, {asked}).sign_offs) {
        EXPECT_EQ(one.records_are, likeness::same);
    }
}

TEST(Replay, ADigestThatIsNoneIsNotStated) {
    const instrument asked = one_question().read();
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10",
                signed_off("low", "'instrument_sha256':'" + no_digest + "','records_sha256':'" +
                                      no_digest + "'"));
    const auto one = only(played(history, {asked}));
    EXPECT_EQ(one.instrument_is, likeness::not_stated);
    EXPECT_EQ(one.records_are, likeness::not_stated);
    EXPECT_EQ(told(one), "differs untold");
}

TEST(Replay, ADigestInCapitalsIsThatDigest) {
    const instrument asked = one_question().read();
    std::string loud = asked->sha256;
    for (char& c : loud) {
        if (c >= 'a' && c <= 'f') { c = static_cast<char>(c - 'a' + 'A'); }
    }
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10",
                signed_off("high", "'instrument_sha256':'" + loud + "'"));
    EXPECT_EQ(only(played(history, {asked})).instrument_is, likeness::same);
}

TEST(Replay, AnInstrumentThatIsNotThereIsSaid) {
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10", signed_off("high"));
    const replay r = played(history, {});
    EXPECT_EQ(told(only(r)), "no_instrument");
    EXPECT_FALSE(r.reproduced());
}

TEST(Replay, ARefusedQuestionIsSaidWithItsCode) {
    auto history = family{}.child("k1");
    history.add("s1", "sign_off", "2020-02-10", signed_off("low", "'person':'k1'"))
        .add("left", "ending", "2020-02-09", "'ends':'m-k1','on':'2020-02-01'");
    const auto one = only(played(history, {one_question().read()}));
    EXPECT_EQ(told(one), "refused untold");
    EXPECT_EQ(one.refusal->code, error_code::child_not_member);
}

TEST(Replay, WithoutALevelBothSourcesMustBeWhatTheyWere) {
    const instrument asked = one_question().read();
    const std::string records = records_sha256(with_answer().read(), at("2020-02-10"));
    auto stated = with_answer();
    stated.add("s1", "sign_off", "2020-02-10", signed_off("", digests(asked, records)));
    EXPECT_EQ(told(only(played(stated, {asked}))), "no_level");
    EXPECT_TRUE(played(stated, {asked}).reproduced());
    auto silent = with_answer();
    silent.add("s1", "sign_off", "2020-02-10", signed_off(""));
    EXPECT_EQ(told(only(played(silent, {asked}))), "no_level");
    EXPECT_FALSE(played(silent, {asked}).reproduced());
}

TEST(Replay, ARetractedSignOffIsToldAndHoldsNothingUp) {
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10", signed_off("low"))
        .retracts("x", "s1", "2020-02-11");
    const replay r = played(history, {one_question().read()});
    EXPECT_EQ(told(only(r)), "differs untold");
    EXPECT_FALSE(r.in_force(only(r)));
    EXPECT_TRUE(r.reproduced());
}

TEST(Replay, ACorrectedSignOffSaysWhatItsLastCorrectionSays) {
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10", signed_off("low"))
        .corrects("c", "s1", "2020-02-20", signed_off("high"));
    const auto one = only(played(history, {one_question().read()}));
    EXPECT_EQ(told(one), "same");
    EXPECT_EQ(one.known_at, at("2020-02-10")) << "it was signed then";
}

TEST(Replay, OverridesKnownThenAreInTheLevel) {
    form asked = one_question();
    asked.with("overrides", "{'roles':['supervisor'],'up':2,'down':2}");
    auto history = family{}.observed("o1", "2020-02-01", "q", "'no'");
    history
        .add("v1", "override", "2020-02-05",
             "'instrument':'form','level':'high','computed':{'low':'low','high':'low'},"
             "'by':'supervisor','reason':'?','start':'2020-02-05','until':'2020-04-01'")
        .add("s1", "sign_off", "2020-02-10", signed_off("high"))
        .retracts("x", "v1", "2020-02-15");
    EXPECT_EQ(told(only(played(history, {asked.read()}))), "same");
}

TEST(Replay, AHistoryWithoutSignOffsIsReproduced) {
    EXPECT_TRUE(played(with_answer(), {}).reproduced());
    EXPECT_EQ(
        to_json(played(with_answer(), {})),
        json("{'format':'actueel.replay/1','family':'F-1','reproduced':true,'sign_offs':[]}"));
}

TEST(Replay, TheDocumentHoldsWhatWasSignedAndWhatIsFound) {
    const instrument asked = one_question().read();
    auto history = with_answer();
    history.add("s1", "sign_off", "2020-02-10",
                signed_off("low", "'version':'1','given_to':['parent','court']"));
    const replay r = played(history, {asked});
    EXPECT_EQ(
        to_json(r),
        json("{'format':'actueel.replay/1','family':'F-1','reproduced':false,'sign_offs':[{"
             "'record':'s1','recorded_at':'2020-02-10T12:00:00Z','retracted_at':null,"
             "'corrected':false,'as_of':'2020-02-10','known_at':'2020-02-10T12:00:00Z',"
             "'child':null,'by':'worker','given_to':['parent','court'],'outcome':'differs',"
             "'reproduced':false,'signed':{'low':'low','high':'low'},"
             "'today':{'low':'high','high':'high'},'why':['untold'],"
             "'instrument':{'id':'form','is':'not_stated','then':{'version':'1','sha256':null},"
             "'now':{'version':'1','sha256':'" +
             asked->sha256 + "'}},'records':{'are':'not_stated','then':null,'now':'" +
             records_sha256(with_answer().read(), at("2020-02-10")) + "'},'refused':null}]}"));
}

} // namespace
} // namespace actueel::testing
