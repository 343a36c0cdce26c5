// SPDX-License-Identifier: MPL-2.0
// Contract: the assessment document: one line, every key always there and in the order of docs/reference/assessment.md,
// shortest decimals, what is absent null.
#include <actueel/assessment/to_json.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <string>

namespace {

using actueel::testing::assessed;
using actueel::testing::cuts;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::json;
using actueel::testing::on;
using actueel::testing::points;

/// The value of a key at the top of an assessment document, as it is written.
std::string part(const std::string& document, const std::string& key) {
    const auto tree = actueel::read_json(document, "d").value();
    return canonical_json(*tree.root().find(key));
}

TEST(AssessmentDocument, OfASmallCaseIsThatOfThePage) {
    const form asked = form{}
                           .changing("a")
                           .fixed("p", "'per':'caregiver'")
                           .scale("s", "sum", {points("a"), points("p", "'combine':'max'")}, cuts)
                           .low_middle_high("s");
    family f;
    f.child("c1", "2014-05-02")
        .caregiver("p1")
        .observed("o1", "2020-02-03", "a", "'yes'", "'source':'worker','by':'w7','basis':'fact'");
    f.observed("o2", "2020-02-10", "a", "'some'", "'source':'parent'")
        .observed("o3", "2020-02-11", "z", "'x'");
    const auto a = assessed(asked, f, "2020-03-01");
    const std::string expected =
        json("{'format':'actueel.assessment/"
             "1','family':'F-1','child':null,'as_of':'2020-03-01','known_at':'everything',"
             "'instrument':{'id':'form','version':'1','sha256':'") +
        a.asked->sha256 + json("','draft':true,'validated':false},'records_sha256':'") +
        records_sha256(a.family, end_of(on("9999-12-31"))) +
        json("','household':{'child':'known','caregiver':'known','members':["
             "{'person':'c1','role':'child','lives':'here','counted':true,'born_on':'2014-05-02','"
             "record':'m-c1'},"
             "{'person':'p1','role':'caregiver','lives':'here','counted':true,'born_on':null,'"
             "record':'m-p1'}]},"
             "'level':{'computed':{'low':'middle','high':'high'},'final':{'low':'middle','high':'"
             "high'},'determined':false,'rate':null,'overrides':[]},"
             "'counts':{'current':1,'stale':0,'unknown':1,'not_applicable':0,'contested':1},"
             "'scales':[{'id':'s','low':3,'high':6,'points':{'low':3,'high':6},'level':{'low':'"
             "middle','high':'high'},'terms':["
             "{'item':'a','scale':null,'low':3,'high':3,'applies':true,'known':true},"
             "{'item':'p','scale':null,'low':0,'high':3,'applies':true,'known':false}]}],"
             "'rules':[],"
             "'items':[{'id':'a','kind':'dynamic','rows':[{'person':null,'status':'current','"
             "applies':true,'answer':'yes','value':null,"
             "'observed_on':'2020-02-03','age_days':27,'expires_on':'2020-05-03','expires_by':{'"
             "why':'shelf_life','record':null},'record':'o1',"
             "'source':'worker','by':'w7','basis':'fact','contested':true,'disputed':false,"
             "'voices':[{'record':'o2','source':'parent','by':null,'basis':'not_stated','observed_"
             "on':'2020-02-10','answer':'some','counted':false}],"
             "'not_current':[],'points':[{'scale':'s','low':3,'high':3,'applies':true}]}]},"
             "{'id':'p','kind':'static','rows':[{'person':'p1','status':'unknown','applies':true,'"
             "answer':null,'value':null,"
             "'observed_on':null,'age_days':null,'expires_on':null,'expires_by':null,'record':null,"
             "'source':null,'by':null,'basis':null,"
             "'contested':false,'disputed':false,'voices':[],'not_current':[],'points':[{'scale':'"
             "s','low':0,'high':3,'applies':true}]}]}],"
             "'no_longer_counts':[],"
             "'due':{'answers_due':'2020-05-03','review_due':null,'due':'2020-05-03','overdue_"
             "since':null},"
             "'ignored':[{'item':'z','why':'not_in_instrument','count':1,'nearest':'a'}],"
             "'ask_next':[{'item':'p','person':'p1','settles':'always','levels_left':1,'width_"
             "removed':3},"
             "{'item':'a','person':null,'settles':'never','levels_left':3,'width_removed':0}],"
             "'floor':{'low':'middle','high':'high'},'ways':[],'notes':[]}");
    EXPECT_EQ(to_json(a), expected);
}

TEST(AssessmentDocument, WithoutLevelsEveryLevelFieldIsNull) {
    const std::string text = to_json(
        assessed(form{}.fixed("a").scale("s", "sum", {points("a")}), family{}, "2020-03-01"));
    EXPECT_EQ(part(text, "level"),
              json("{'computed':null,'determined':null,'final':null,'overrides':[],'rate':null}"));
    EXPECT_EQ(part(text, "floor"), "null");
    EXPECT_EQ(
        part(text, "ask_next"),
        json("[{'item':'a','levels_left':null,'person':null,'settles':null,'width_removed':3}]"));
    EXPECT_NE(text.find(json("'points':{'low':0,'high':3},'level':null")), std::string::npos);
}

TEST(AssessmentDocument, StaleAnswersStandOldestFirstWithThePointsTheyUsedToGive) {
    const form asked =
        form{}
            .changing("a", "'when_stale':'keep'")
            .item("b", "'kind':'dynamic','ask':{'en':'?'},'shelf_life':'P1M'," +
                           actueel::testing::no_some_yes_or_not_applicable)
            .scale("s", "sum", {points("a"), points("b")})
            .scale("t", "sum", {"{'item':'a','points':{'no':0,'some':-0.5,'yes':1}}"});
    family f;
    f.observed("o1", "2020-02-03", "a", "'some'")
        .observed("o2", "2020-02-02", "b", "'not_applicable'");
    EXPECT_EQ(part(to_json(assessed(asked, f, "2020-06-01")), "no_longer_counts"),
              json("[{'answer':'not_applicable','expires_by':{'record':null,'why':'shelf_life'},'"
                   "expires_on':'2020-03-02','item':'b','kept':false,"
                   "'observed_on':'2020-02-02','person':null,'points':null,'record':'o2'},"
                   "{'answer':'some','expires_by':{'record':null,'why':'shelf_life'},'expires_on':'"
                   "2020-05-03','item':'a','kept':true,"
                   "'observed_on':'2020-02-03','person':null,'points':[{'points':1,'scale':'s'},{'"
                   "points':-0.5,'scale':'t'}],'record':'o1'}]"));
}

TEST(AssessmentDocument, ATreeShowsTheRatesOfTheLeavesStillPossible) {
    const form asked = form{}
                           .counted("n", "'min':0,'max':9")
                           .scale("s", "sum", {"{'item':'n','linear':{'times':1}}"})
                           .levels({"low", "high"})
                           .with("tree", "{'if':{'item':'n','at_least':2.5},'then':{'level':'high',"
                                         "'rate':0.4},'else':{'level':'low','rate':0.05}}");
    EXPECT_NE(to_json(assessed(asked, family{}, "2020-03-01"))
                  .find(json("'determined':false,'rate':{'low':0.05,'high':0.4}")),
              std::string::npos);
    const std::string known =
        to_json(assessed(asked, family{}.observed("o1", "2020-02-03", "n", "2.5"), "2020-03-01"));
    EXPECT_NE(known.find(json("'determined':true,'rate':{'low':0.4,'high':0.4}")),
              std::string::npos);
    EXPECT_NE(known.find(json("'status':'current','applies':true,'answer':2.5,")),
              std::string::npos);
}

TEST(AssessmentDocument, DerivedItemsShowTheirNumber) {
    const form asked = form{}
                           .derived("age", "'age':{'of':'youngest','role':'child'}")
                           .derived("since", "'days_since_event':{'types':['v']}")
                           .fixed("a")
                           .scale("s", "sum", {points("a")});
    const auto answers = [&](const family& f) {
        const std::string text = to_json(assessed(asked, f, "2020-03-01"));
        std::string out;
        const std::regex row{
            R"re("status":"(\w+)","applies":\w+,"answer":("?\w+"?),"value":(null|\{[^}]*\}))re"};
        for (auto it = std::sregex_iterator{text.begin(), text.end(), row};
             it != std::sregex_iterator{}; ++it) {
            out += (*it)[1].str() + " " + (*it)[2].str() + " " + (*it)[3].str() + "\n";
        }
        return out;
    };
    EXPECT_EQ(
        answers(family{}.child("c1", "2014-05-02").event("e1", "2020-02-20", "v")),
        json("current 5 {'low':5,'high':5}\ncurrent 10 {'low':10,'high':10}\nunknown null null\n"));
    EXPECT_EQ(answers(family{}.nobody_is("'child'")),
              json("not_applicable null null\ncurrent 'none' null\nunknown null null\n"));
    EXPECT_EQ(answers(family{}),
              json("unknown null {'low':0,'high':9998}\ncurrent 'none' null\nunknown null null\n"));
}

TEST(AssessmentDocument, ATermOrRowThatDoesNotApplyHasNoEnds) {
    const form asked = form{}
                           .fixed("b")
                           .fixed("a", "'applies_when':{'item':'b','is':'yes'}")
                           .scale("s", "sum", {points("a")});
    const std::string text =
        to_json(assessed(asked, family{}.observed("o1", "2020-02-03", "b", "'no'"), "2020-03-01"));
    EXPECT_NE(
        text.find(
            json("{'item':'a','scale':null,'low':null,'high':null,'applies':false,'known':false}")),
        std::string::npos)
        << text;
    const std::string open = to_json(assessed(asked, family{}, "2020-03-01"));
    EXPECT_NE(
        open.find(json("{'item':'a','scale':null,'low':0,'high':3,'applies':null,'known':false}")),
        std::string::npos)
        << open;
}

TEST(AssessmentDocument, OfAChildNamesTheChildAndTheMomentHowItWasAsked) {
    const auto in = form{}.fixed("a").scale("s", "sum", {points("a")}).read();
    const auto f = family{}.child("c1").read();
    const std::string text = to_json(assess(
        in, f,
        {.as_of = on("2020-03-01"), .known_at = actueel::known::by_end_of_as_of(), .child = "c1"}));
    EXPECT_EQ(part(text, "child"), "\"c1\"");
    EXPECT_EQ(part(text, "known_at"), "\"as_of\"");
    EXPECT_EQ(part(to_json(assess(in, f,
                                  {.as_of = on("2020-03-01"),
                                   .known_at = actueel::known::at(
                                       actueel::testing::at("2020-02-02T01:00:00+01:00"))})),
                   "known_at"),
              "\"2020-02-02T00:00:00Z\"");
}

TEST(AssessmentDocument, RulesShowTheirTruthAndOverridesTheirState) {
    const form asked =
        form{}
            .fixed("a")
            .scale("s", "sum", {points("a")}, cuts)
            .low_middle_high("s")
            .with("rules", "[{'id':'r','if':{'item':'a','is':'yes'},'then':{'at_least':'high'}}]")
            .with("overrides", "{'roles':['s'],'up':2}");
    family f;
    f.add("v1", "override", "2020-02-10",
          "'instrument':'form','level':'high','computed':{'low':'low','high':'low'},'by':'t','"
          "reason':'r','start':'2020-02-10','until':'2020-05-10'");
    const std::string text = to_json(assessed(asked, f, "2020-03-01"));
    EXPECT_EQ(part(text, "rules"),
              json("[{'id':'r','level':{'high':'high','low':'low'},'truth':null}]"));
    EXPECT_NE(
        text.find(json(
            "'overrides':[{'record':'v1','level':'high','by':'t','start':'2020-02-10','until':'"
            "2020-05-10','kind':'floor','state':'not_allowed','why':['role'],'to_review':true}]")),
        std::string::npos)
        << text;
}

TEST(AssessmentDocument, ShownRecordsSayWhyTheyNeverBecomeCurrent) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'")
        .observed("o2", "2020-02-04", "a", "'not_seen'")
        .observed("o3", "2020-02-05", "a", "'yes'", "'repeats':'o1'");
    const std::string text =
        to_json(assessed(form{}.fixed("a").scale("s", "sum", {points("a")}), f, "2020-03-01"));
    EXPECT_NE(
        text.find(json(
            "'not_current':[{'record':'o2','why':'not_seen'},{'record':'o3','why':'repeats'}]")),
        std::string::npos)
        << text;
}

TEST(AssessmentDocument, IsJsonOnOneLineAndNotesAreNowhereInIt) {
    const std::string text = to_json(
        assessed(form{}.fixed("a").scale("s", "sum", {points("a")}),
                 family{}.observed("o1", "2020-02-03", "a", "'yes'", "'note':'moeder drinkt'"),
                 "2020-03-01"));
    EXPECT_TRUE(actueel::read_json(text, "d"));
    EXPECT_EQ(text.find('\n'), std::string::npos);
    EXPECT_EQ(text.find("drinkt"), std::string::npos);
}

} // namespace
