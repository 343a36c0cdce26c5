// SPDX-License-Identifier: MPL-2.0
// Contract: which events count: exact type names, optionally severities, bases, a window, the part of a person
// (semantics 3, Derived items; 5, conditions). Counting itself is tested in history/observe_test.cpp.
#include <actueel/instrument/events.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace {

using namespace actueel;
using actueel::testing::faults_of;
using actueel::testing::form;
using actueel::testing::points;

form with_events(std::string_view query, std::string_view more = "") {
    return form{}
        .derived("d", "'count_events':{" + std::string{query} + "}", more)
        .fixed("a")
        .scale("s", "sum", {points("a")});
}

TEST(EventQuery, SaysWhichEventsCount) {
    const event_query q = with_events("'types':['v','w'],'severities':['severe'],'bases':['fact'],'"
                                      "window':'P1Y','part':'harmed'",
                                      "'per':'child'")
                              .read()
                              ->queries.front();
    EXPECT_EQ(q, (event_query{{"v", "w"},
                              {"severe"},
                              {basis::fact},
                              duration{12, 0},
                              part::harmed,
                              asked_of::child}));
}

TEST(EventQuery, ThatIsAskedTwiceIsKeptOnce) {
    form f = with_events("'types':['v'],'window':'P1Y'")
                 .derived("e", "'count_events':{'types':['v'],'window':'P1Y'}");
    f.low_middle_high("s");
    const form twice = form{}
                           .derived("d", "'count_events':{'types':['v']}")
                           .derived("e", "'count_events':{'types':['v']}")
                           .fixed("a")
                           .scale("s", "sum", {points("a")});
    EXPECT_EQ(twice.read()->queries.size(), 1U);
}

TEST(EventQuery, NamesAtLeastOneTypeAndAPartOnlyPerPerson) {
    EXPECT_EQ(faults_of(with_events("'types':[]")),
              "list_empty /items/0/derive/count_events/types");
    EXPECT_EQ(faults_of(with_events("'window':'P1Y'")),
              "field_missing /items/0/derive/count_events");
    EXPECT_EQ(faults_of(with_events("'types':['v'],'part':'harmed'")),
              "field_not_allowed /items/0/derive/count_events/part");
    EXPECT_EQ(faults_of(with_events("'types':['v'],'part':'not_stated'", "'per':'child'")),
              "value_unknown /items/0/derive/count_events/part");
}

} // namespace
