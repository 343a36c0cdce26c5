// SPDX-License-Identifier: MPL-2.0
// Contract: from each record of one choice in force to the first of another after it by place; an answer to a dispute and
// an ending end the span of their own record alone; by when each record was first written down.
#include <actueel/history/written.hpp>

#include "../testing/documents.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace actueel::testing {
namespace {

record_choice of(std::string_view type, std::vector<std::string> codes = {}) {
    const auto at = std::find(record_type_names.begin(), record_type_names.end(), type);
    return {static_cast<std::int32_t>(at - record_type_names.begin()), std::move(codes)};
}

/// `e1 2020-02-01 to 2020-02-03, e2 2020-02-04 open`.
std::string spans(const family& records, const std::vector<span_question>& questions,
                  instant known = known::everything().until(on("2021-01-01"))) {
    const history read = records.read();
    std::string out;
    for (const written_span& s : written_spans(read, known, questions)) {
        out += (out.empty() ? "" : ", ") + read->chains[static_cast<std::size_t>(s.record)].id +
               " " + to_string(s.began).substr(0, 10);
        out += s.ended ? " to " + to_string(*s.ended).substr(0, 10) : std::string{" open"};
    }
    return out;
}

family two_reports() {
    return family{}
        .event("e1", "2020-02-01", "new_report")
        .event("e2", "2020-02-02", "new_report")
        .observed("o1", "2020-02-03", "q", "'yes'")
        .event("e3", "2020-02-04", "new_report");
}

TEST(WrittenSpans, EndWithTheFirstRecordAfterThem) {
    EXPECT_EQ(spans(two_reports(), {{of("event"), of("observation")}}),
              "e1 2020-02-01 to 2020-02-03, e2 2020-02-02 to 2020-02-03, e3 2020-02-04 open");
}

TEST(WrittenSpans, ARecordDoesNotEndTheSpanThatItBegins) {
    EXPECT_EQ(spans(two_reports(), {{of("event"), of("event")}}),
              "e1 2020-02-01 to 2020-02-02, e2 2020-02-02 to 2020-02-04, e3 2020-02-04 open");
}

TEST(WrittenSpans, CodesNarrowEventsItemsInstrumentsAndRoles) {
    auto records = two_reports();
    records.child("k").event("e4", "2020-02-05", "relapse");
    records.add("s1", "sign_off", "2020-02-06",
                "'instrument':'form','as_of':'2020-02-06','by':'worker'");
    records.add(
        "v1", "override", "2020-02-07",
        "'instrument':'other','level':'high','computed':{'low':'low','high':'low'},'by':'s',"
        "'reason':'why','start':'2020-02-07','until':'2020-03-01'");
    const auto one = [&records](record_choice start, record_choice end) {
        return spans(records, {{std::move(start), std::move(end)}});
    };
    EXPECT_EQ(one(of("event", {"relapse", "x"}), of("sign_off", {"form"})),
              "e4 2020-02-05 to 2020-02-06");
    EXPECT_EQ(one(of("event", {"relapse"}), of("sign_off", {"other"})), "e4 2020-02-05 open");
    EXPECT_EQ(one(of("membership", {"child"}), of("observation", {"q"})),
              "m-k 2019-01-01 to 2020-02-03");
    EXPECT_EQ(one(of("membership", {"caregiver"}), of("observation")), "");
    EXPECT_EQ(one(of("membership"), of("override", {"other"})), "m-k 2019-01-01 to 2020-02-07");
    EXPECT_EQ(one(of("person", {"k"}), of("observation")), "") << "persons have no code";
}

TEST(WrittenSpans, KindsSourcesAndOutcomesNarrowToo) {
    auto records = two_reports();
    records.add("i1", "involvement", "2020-02-05", "'start':'2020-02-05','kind':'voluntary'")
        .add("i2", "involvement", "2020-02-06", "'start':'2020-02-06','kind':'by order'")
        .add("i3", "involvement", "2020-02-07", "'start':'2020-02-07'")
        .add("g1", "goal", "2020-02-08", "'start':'2020-02-08','source':'child','note':'N'")
        .add("w1", "view", "2020-02-09", "'observed_on':'2020-02-09','source':'parent'")
        .add("d1", "dispute", "2020-02-10", "'about':'o1','source':'parent'")
        .add("d2", "dispute", "2020-02-11", "'about':'o1'")
        .add("a1", "dispute_answer", "2020-02-12", "'about':'d1','outcome':'partly','reason':'R'")
        .add("a2", "dispute_answer", "2020-02-13", "'about':'d2','outcome':'upheld','reason':'R'");
    const auto one = [&records](record_choice start, record_choice end) {
        return spans(records, {{std::move(start), std::move(end)}});
    };
    EXPECT_EQ(one(of("involvement", {"by order"}), of("goal", {"child"})),
              "i2 2020-02-06 to 2020-02-08");
    EXPECT_EQ(one(of("involvement", {"by order", "voluntary"}), of("goal", {"parent"})),
              "i1 2020-02-05 open, i2 2020-02-06 open")
        << "i3 has no kind";
    EXPECT_EQ(one(of("goal"), of("view", {"parent"})), "g1 2020-02-08 to 2020-02-09");
    EXPECT_EQ(one(of("dispute", {"not_stated"}), of("dispute_answer", {"upheld"})),
              "d2 2020-02-11 to 2020-02-13");
    EXPECT_EQ(one(of("dispute"), of("dispute_answer", {"partly", "not_upheld"})),
              "d1 2020-02-10 to 2020-02-12, d2 2020-02-11 open");
}

TEST(WrittenSpans, AnAnswerAndAnEndingEndTheirOwnRecordAlone) {
    auto records = family{}.observed("o1", "2020-01-10", "q", "'yes'");
    records.add("d1", "dispute", "2020-02-01", "'about':'o1'")
        .add("d2", "dispute", "2020-02-02", "'about':'o1'")
        .add("a2", "dispute_answer", "2020-02-05",
             "'about':'d2','outcome':'upheld','by':'worker','reason':'why'")
        .ends("n1", "d1", "2020-02-09");
    EXPECT_EQ(spans(records, {{of("dispute"), of("dispute_answer")}}),
              "d1 2020-02-01 open, d2 2020-02-02 to 2020-02-05");
    EXPECT_EQ(spans(records, {{of("dispute"), of("ending")}}),
              "d1 2020-02-01 to 2020-02-09, d2 2020-02-02 open");
}

TEST(WrittenSpans, ACorrectionKeepsTheFirstDayAndGivesTheContent) {
    auto records = two_reports();
    records.corrects("c1", "e1", "2020-03-01", "'happened_on':'2020-02-01','event':'relapse'")
        .corrects("c2", "o1", "2020-03-01", family::observation("2020-02-03", "r", "'yes'"));
    EXPECT_EQ(spans(records, {{of("event", {"relapse"}), of("observation", {"r"})}}),
              "e1 2020-02-01 to 2020-02-03");
    EXPECT_EQ(spans(records, {{of("event", {"relapse"}), of("observation")}}, at("2020-02-10")), "")
        << "not yet corrected";
}

TEST(WrittenSpans, WhatIsRetractedOrNotYetKnownIsNotThere) {
    auto records = two_reports();
    records.retracts("x1", "o1", "2020-02-20");
    const std::vector<span_question> asked{{of("event"), of("observation")}};
    EXPECT_EQ(spans(records, asked), "e1 2020-02-01 open, e2 2020-02-02 open, e3 2020-02-04 open");
    EXPECT_EQ(spans(records, asked, at("2020-02-03")),
              "e1 2020-02-01 to 2020-02-03, e2 2020-02-02 to 2020-02-03");
    EXPECT_EQ(spans(records, asked, at("2020-02-02")), "e1 2020-02-01 open, e2 2020-02-02 open");
}

TEST(WrittenSpans, StandByQuestionThenPlace) {
    EXPECT_EQ(spans(two_reports(), {{of("observation"), of("event")}, {of("event"), of("view")}}),
              "o1 2020-02-03 to 2020-02-04, e1 2020-02-01 open, e2 2020-02-02 open, "
              "e3 2020-02-04 open");
    EXPECT_EQ(spans(two_reports(), {}), "");
}

} // namespace
} // namespace actueel::testing
