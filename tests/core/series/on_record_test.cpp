// SPDX-License-Identifier: MPL-2.0
// on_record.hpp: the ratings that a history holds, by who gave them: in force, counted, nothing made of them.
#include <actueel/series/on_record.hpp>

#include "../testing/documents.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace actueel::testing {
namespace {

/// A number of 0 to 10 by the worker or a parent, about the family.
form numbers() {
    return form{}
        .counted("safe", "'min':0,'max':10", "'sources':['worker','parent','child']")
        .scale("s", "sum", {term("safe", "'linear':{'times':1}")});
}
form feedback(std::string_view min_answered = "") {
    form out;
    for (const char* item : {"a", "b", "c"}) {
        out.changing(item, "'per':'caregiver','sources':['parent']");
    }
    std::vector<std::string> terms;
    for (const char* item : {"a", "b", "c"}) {
        terms.push_back(term(item, "'points':{'no':0,'some':2,'yes':4},'combine':'min'"));
    }
    return out.scale("talk", "mean", terms, min_answered);
}
std::string said(std::string_view source, std::string_view by = "") {
    return "'source':'" + std::string{source} + "'" +
           (by.empty() ? "" : ",'by':'" + std::string{by} + "'");
}

/// `2020-02-01 worker w1 7; 2020-02-03 parent . -`: day, source, by, value.
std::string told(const ratings_on_record& r) {
    std::string out;
    for (const rating& each : r.ratings) {
        const rater& who = r.raters[static_cast<std::size_t>(each.rater)];
        const std::string value =
            each.value ? to_string(decimal::from_units(std::llround(*each.value * 10'000))) : "-";
        out += (out.empty() ? "" : "; ") + to_string(each.on) + " " +
               std::string{source_names[static_cast<std::size_t>(who.source)]} + " " +
               (who.by.empty() ? "." : who.by) + " " + value;
    }
    return out;
}
const instant all = known::everything().until(day{});

std::string of_items(const family& history, instant known = all) {
    return told(
        try_ratings_of_items(try_read(numbers().read(), history.read()).value(), {"safe"}, known)
            .value());
}

TEST(RatingsOnRecord, ANumberIsARatingOfTheOneWhoGaveIt) {
    EXPECT_EQ(of_items(family{}
                           .observed("o1", "2020-02-03", "safe", "4", said("parent", "p2"))
                           .observed("o2", "2020-02-01", "safe", "7", said("worker", "w1"))
                           .observed("o3", "2020-02-01", "safe", "6.5", said("worker", "w2"))),
              "2020-02-01 worker w1 7; 2020-02-01 worker w2 6.5; 2020-02-03 parent p2 4");
}

TEST(RatingsOnRecord, CorrectionsAndRetractionsAreAppliedAsTheyWereKnown) {
    const auto history =
        family{}
            .observed("o1", "2020-02-01", "safe", "7", said("worker"))
            .corrects("c1", "o1", "2020-02-10",
                      family::observation("2020-02-02", "safe", "2", said("worker")))
            .observed("o2", "2020-02-05", "safe", "5", said("worker"))
            .retracts("x1", "o2", "2020-02-20");
    EXPECT_EQ(of_items(history), "2020-02-02 worker . 2");
    EXPECT_EQ(of_items(history, at("2020-02-09")), "2020-02-01 worker . 7; 2020-02-05 worker . 5");
}

TEST(RatingsOnRecord, RefusedIsARatingWithoutAValueAndACopyIsNone) {
    EXPECT_EQ(
        of_items(family{}
                     .observed("o1", "2020-02-01", "safe", "7", said("worker"))
                     .observed("o2", "2020-02-02", "safe", "'refused'", said("worker"))
                     .observed("o3", "2020-02-03", "safe", "'not_seen'", said("worker"))
                     .observed("o4", "2020-02-04", "safe", "7", said("worker") + ",'repeats':'o1'")
                     .observed("o5", "2020-02-05", "safe", "9", said("network"))),
        "2020-02-01 worker . 7; 2020-02-02 worker . -")
        << "and the network is no source of this item";
}

TEST(RatingsOnRecord, AWordWithoutNameIsOfTheOnlyOneWhoIsNamed) {
    const auto one = family{}
                         .observed("o1", "2020-02-01", "safe", "7", said("worker", "w1"))
                         .observed("o2", "2020-02-02", "safe", "6", said("worker"));
    EXPECT_EQ(of_items(one), "2020-02-01 worker w1 7; 2020-02-02 worker w1 6");
    auto two = one;
    two.observed("o3", "2020-02-03", "safe", "5", said("worker", "w2"));
    EXPECT_EQ(of_items(two),
              "2020-02-01 worker w1 7; 2020-02-02 worker . 6; 2020-02-03 worker w2 5");
}

TEST(RatingsOnRecord, AScaleIsAskedOfEachSittingByItself) {
    const auto of_scale = [](const family& history, std::string_view min_answered) {
        const auto read = try_read(feedback(min_answered).read(), history.read()).value();
        return told(try_ratings_of_scale(read, "talk", all).value());
    };
    const auto parent = said("parent") + ",'person':'p1'";
    const auto history =
        family{}
            .caregiver("p1")
            .observed("o1", "2020-02-01", "a", "'yes'", parent)
            .observed("o2", "2020-02-01", "b", "'some'", parent)
            .observed("o3", "2020-02-01", "c", "'no'", parent)
            .observed("o7", "2020-02-02", "a", "'no'", parent)
            .observed("o4", "2020-03-01", "a", "'yes'", parent + ",'sitting':'t2'")
            .observed("o5", "2020-03-02", "b", "'some'", parent + ",'sitting':'t2'")
            .observed("o6", "2020-03-02", "c", "'refused'", parent + ",'sitting':'t2'");
    EXPECT_EQ(of_scale(history, ""),
              "2020-02-01 parent . 2; 2020-02-02 parent . -; 2020-03-02 parent . -");
    EXPECT_EQ(of_scale(history, "'min_answered':2"),
              "2020-02-01 parent . 2; 2020-02-02 parent . -; 2020-03-02 parent . 3");
}

TEST(RatingsOnRecord, WhatIsNotThereIsNamedWithTheNearest) {
    const auto read = try_read(numbers().read(), family{}.read()).value();
    const auto item = try_ratings_of_items(read, {"saf"}, all);
    ASSERT_FALSE(item);
    EXPECT_EQ(item.error().code(), error_code::name_unknown);
    EXPECT_EQ(item.error().problems()[0].nearest, "safe");
    EXPECT_EQ(try_ratings_of_scale(read, "worry", all).error().code(), error_code::name_unknown);
    const auto options = try_read(feedback().read(), family{}.read()).value();
    EXPECT_EQ(try_ratings_of_items(options, {"a"}, all).error().code(),
              error_code::points_do_not_fit);
}

} // namespace
} // namespace actueel::testing
