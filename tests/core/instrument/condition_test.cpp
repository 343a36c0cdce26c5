// SPDX-License-Identifier: MPL-2.0
// Contract: conditions are a closed set, read as what they are and refused where they do not fit (semantics 5 and 9).
// What they mean is tested in response/truth_test.cpp.
#include <actueel/instrument/condition.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace actueel;
using actueel::testing::faults_of;
using actueel::testing::form;
using actueel::testing::low_cuts;
using actueel::testing::points;

form with_condition(std::string_view condition) {
    return form{}
        .fixed("a", "'best':'no'")
        .counted("n", "'min':0,'max':9")
        .derived("age", "'age':{'of':'youngest','role':'child'}")
        .fixed("audit", "'audit_only':true")
        .scale("s", "sum", {points("a")}, low_cuts)
        .low_middle_high("s")
        .with("rules",
              "[{'id':'r','if':" + std::string{condition} + ",'then':{'at_least':'high'}}]");
}
condition read_one(std::string_view text) {
    return with_condition(text).read()->rules.front().when;
}
/// The faults of a condition, their places beginning at it.
std::string told(std::string_view condition) {
    std::string all = faults_of(with_condition(condition));
    for (std::size_t at = all.find("/rules/0/if"); at != std::string::npos;
         at = all.find("/rules/0/if")) {
        all.erase(at, 11);
    }
    return all;
}

TEST(Condition, OnAnAnswerComparesWithOptionsOrNumbers) {
    EXPECT_EQ(read_one("{'item':'a','is':'yes'}").options, std::vector<std::int32_t>{2});
    EXPECT_EQ(read_one("{'item':'a','in':['yes','no'],'who':'all'}").options,
              (std::vector<std::int32_t>{0, 2}));
    EXPECT_TRUE(read_one("{'item':'a','in':['yes','no'],'who':'all'}").for_all);
    EXPECT_EQ(read_one("{'item':'n','is':2.5}").numbers.front(), decimal::from_units(25'000));
    EXPECT_EQ(read_one("{'item':'n','below':3}").kind, condition_kind::item_below);
    EXPECT_EQ(read_one("{'item':'age','at_least':3}").kind, condition_kind::item_at_least);
    EXPECT_EQ(read_one("{'item':'a','status':['stale','unknown']}").statuses, 0b110U);
}

TEST(Condition, OfOtherKindsIsRead) {
    EXPECT_EQ(read_one("{'scale':'s','at_least':2}").kind, condition_kind::scale_at_least);
    EXPECT_EQ(read_one("{'scale':'s','below':2}").kind, condition_kind::scale_below);
    EXPECT_EQ(read_one("{'events':['v'],'within':'P1Y','at_least':2}").count, 2);
    EXPECT_EQ(read_one("{'events':['v']}").count, 1);
    EXPECT_EQ(read_one("{'plan':'active'}").kind, condition_kind::plan_active);
    EXPECT_EQ(read_one("{'plan':'active','covers':['a']}").covers, std::vector<std::int32_t>{0});
    EXPECT_EQ(read_one("{'not':{'any':[{'plan':'active'}]}}").parts.front().kind,
              condition_kind::any);
    const condition some = read_one("{'at_least':2,'of':[{'plan':'active'},{'item':'a','is':'no'},{"
                                    "'all':[{'plan':'active'}]}]}");
    EXPECT_EQ(some.kind, condition_kind::at_least_of);
    EXPECT_EQ(some.parts.size(), 3U);
}

TEST(Condition, IsOneOfTheKinds) {
    EXPECT_EQ(told("{}"), "condition_does_not_fit ");
    EXPECT_EQ(told("{'item':'a','is':'no','scale':'s'}"), "condition_does_not_fit ");
    EXPECT_EQ(told("{'formula':'a > b'}"), "condition_does_not_fit ");
    EXPECT_EQ(told("'a = yes'"), "type_wrong ");
    EXPECT_EQ(told("{'plan':'active','itme':1}"), "field_unknown /itme");
}

TEST(Condition, ComparesOnce) {
    EXPECT_EQ(told("{'item':'a'}"), "fields_exclude ");
    EXPECT_EQ(told("{'item':'n','at_least':1,'below':3}"), "fields_exclude ");
    EXPECT_EQ(told("{'scale':'s'}"), "fields_exclude ");
    EXPECT_EQ(told("{'scale':'s','at_least':1,'below':3}"), "fields_exclude ");
}

TEST(Condition, NamesWhatIsThere) {
    EXPECT_EQ(told("{'item':'b','is':'no'}"), "name_unknown /item");
    EXPECT_EQ(told("{'scale':'t','at_least':1}"), "name_unknown /scale");
    EXPECT_EQ(told("{'item':'a','is':'sometimes'}"), "value_unknown /is");
    EXPECT_EQ(told("{'item':'a','in':['yes','sme']}"), "value_unknown /in/1");
    EXPECT_EQ(told("{'item':'a','status':['old']}"), "value_unknown /status/0");
    EXPECT_EQ(told("{'plan':'made'}"), "value_unknown /plan");
}

TEST(Condition, FitsWhatTheItemCanBe) {
    EXPECT_EQ(told("{'item':'a','at_least':3}"), "condition_does_not_fit /at_least");
    EXPECT_EQ(told("{'item':'n','is':'yes'}"), "type_wrong /is");
    EXPECT_EQ(told("{'item':'audit','is':'yes'}"), "audit_only_counts /item");
    EXPECT_EQ(told("{'plan':'active','covers':['n']}"), "best_missing /covers/0");
    EXPECT_EQ(told("{'plan':'active','covers':['age']}"), "best_missing /covers/0");
}

TEST(Condition, HasPartsAndValues) {
    EXPECT_EQ(told("{'all':[]}"), "list_empty /all");
    EXPECT_EQ(told("{'any':[]}"), "list_empty /any");
    EXPECT_EQ(told("{'item':'a','in':[]}"), "list_empty /in");
    EXPECT_EQ(told("{'item':'a','status':[]}"), "list_empty /status");
    EXPECT_EQ(told("{'events':[]}"), "list_empty /events");
    EXPECT_EQ(told("{'of':[{'plan':'active'}]}"), "field_missing ");
    EXPECT_EQ(told("{'at_least':2,'of':[{'plan':'active'}]}"),
              "number_not_whole /at_least"); // more than there are
}

TEST(Condition, InAppliesWhenLooksBackOnly) {
    const auto applies_when = [](std::string_view condition) {
        return faults_of(form{}
                             .fixed("a")
                             .fixed("b", "'applies_when':" + std::string{condition})
                             .fixed("c")
                             .derived("age", "'age':{'of':'youngest','role':'child'}")
                             .scale("s", "sum", {points("a")}));
    };
    EXPECT_EQ(applies_when("{'item':'a','is':'yes'}"), "no fault");
    EXPECT_EQ(applies_when("{'item':'age','below':3}"),
              "no fault"); // a derived one, wherever it stands
    EXPECT_EQ(applies_when("{'item':'b','is':'yes'}"), "looks_ahead /items/1/applies_when/item");
    EXPECT_EQ(applies_when("{'not':{'item':'c','is':'yes'}}"),
              "looks_ahead /items/1/applies_when/not/item");
    EXPECT_EQ(applies_when("{'scale':'s','at_least':1}"),
              "looks_ahead /items/1/applies_when/scale");
    EXPECT_EQ(applies_when("{'events':['v']}"), "no fault");
}

} // namespace
