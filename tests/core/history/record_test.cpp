// SPDX-License-Identifier: MPL-2.0
// Contract: what each type of record says, by its fields (documents, History); a term is [start, until).
#include <actueel/history/record.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <variant>

namespace {

using actueel::testing::family;
using actueel::testing::on;

/// The content of the only chain of an id.
template <class Content>
Content content_of(const actueel::history& h, std::string_view id) {
    for (const auto& c : h->chains) {
        if (c.id == id) { return std::get<Content>(c.links.back().content); }
    }
    throw std::out_of_range{"no such record"};
}

TEST(Term, HoldsFromItsStartUntilTheDayBeforeItsEnd) {
    const actueel::term_of_days t{on("2020-02-10"), on("2020-03-11")};
    EXPECT_FALSE(t.holds(on("2020-02-09")));
    EXPECT_TRUE(t.holds(on("2020-02-10")));
    EXPECT_TRUE(t.holds(on("2020-03-10")));
    EXPECT_FALSE(t.holds(on("2020-03-11")));
    EXPECT_TRUE(
        (actueel::term_of_days{on("2020-02-10"), actueel::day::never()}.holds(on("9999-12-31"))));
    EXPECT_FALSE(
        (actueel::term_of_days{on("2020-02-10"), on("2020-02-10")}.holds(on("2020-02-10"))));
}

TEST(Record, AMembershipLivesHereUnlessItSaysOtherwise) {
    const auto h =
        family{}.child("c1").caregiver("p1", "'lives':'part','until':'2020-01-01'").read();
    const auto here = content_of<actueel::membership_content>(h, "m-c1");
    EXPECT_EQ(here.role, actueel::role::child);
    EXPECT_EQ(here.lives, actueel::lives::here);
    EXPECT_TRUE(here.term.until.is_never());
    const auto part = content_of<actueel::membership_content>(h, "m-p1");
    EXPECT_EQ(part.lives, actueel::lives::part);
    EXPECT_EQ(part.term.until, on("2020-01-01"));
}

TEST(Record, AnObservationSaysWhatWhenWhoAndHow) {
    const auto h =
        family{}
            .caregiver("p1")
            .observed("o1", "2020-02-03", "use", "'daily'",
                      "'person':'p1','source':'worker','by':'w7','basis':'fact','sitting':'s1'")
            .observed("o2", "2020-02-04", "tool:use", "2.5", "'repeats':'o1'")
            .read();
    const auto first = content_of<actueel::observation_content>(h, "o1");
    EXPECT_EQ(first.observed_on, on("2020-02-03"));
    EXPECT_EQ(h->items[static_cast<std::size_t>(first.item)], "use");
    EXPECT_EQ(h->persons[static_cast<std::size_t>(first.person)], "p1");
    EXPECT_EQ(first.said.code, "daily");
    EXPECT_EQ(first.source, actueel::source::worker);
    EXPECT_EQ(first.by, "w7");
    EXPECT_EQ(first.basis, actueel::basis::fact);
    EXPECT_EQ(first.sitting, "s1");
    EXPECT_EQ(first.repeats, -1);
    const auto second = content_of<actueel::observation_content>(h, "o2");
    EXPECT_EQ(second.said.kind, actueel::answer_kind::number);
    EXPECT_EQ(to_string(second.said.number), "2.5");
    EXPECT_EQ(second.source, actueel::source::not_stated);
    EXPECT_EQ(second.basis, actueel::basis::not_stated);
    EXPECT_EQ(h->items[static_cast<std::size_t>(second.item)], "tool:use");
    EXPECT_EQ(h->chains[static_cast<std::size_t>(second.repeats)].id, "o1");
}

TEST(Record, TheEnginesOwnAnswersAreNoCodes) {
    family f;
    for (const auto* own : {"unknown", "refused", "not_applicable", "not_seen"}) {
        f.observed(own, "2020-02-03", "use", std::string{"'"} + own + "'");
    }
    const auto h = f.read();
    EXPECT_EQ(content_of<actueel::observation_content>(h, "unknown").said.kind,
              actueel::answer_kind::unknown);
    EXPECT_EQ(content_of<actueel::observation_content>(h, "refused").said.kind,
              actueel::answer_kind::refused);
    EXPECT_EQ(content_of<actueel::observation_content>(h, "not_applicable").said.kind,
              actueel::answer_kind::not_applicable);
    EXPECT_EQ(content_of<actueel::observation_content>(h, "not_seen").said.kind,
              actueel::answer_kind::not_seen);
}

TEST(Record, AnEventNamesPersonsAndTheirPart) {
    const auto h = family{}
                       .child("c1")
                       .caregiver("p1")
                       .event("e1", "2020-02-01", "violence",
                              "'severity':'severe','basis':'statement','incident':'n12','source':'"
                              "record','by':'w1','document':'d',"
                              "'persons':[{'person':'p1','part':'harming'},{'person':'c1'}]")
                       .read();
    const auto e = content_of<actueel::event_content>(h, "e1");
    EXPECT_EQ(e.type, "violence");
    EXPECT_EQ(e.severity, "severe");
    EXPECT_EQ(e.basis, actueel::basis::statement);
    EXPECT_EQ(e.incident, "n12");
    ASSERT_EQ(e.persons.size(), 2U);
    EXPECT_EQ(e.persons[0].second, actueel::part::harming);
    EXPECT_EQ(e.persons[1].second, actueel::part::not_stated);
}

TEST(Record, DecisionsPlansAndWordsOfPeopleAreRead) {
    const auto h =
        family{}
            .child("c1")
            .add("l1", "plan", "2020-02-10",
                 "'start':'2020-02-10','until':'2020-03-11','persons':['c1'],'covers':['a','b'],'"
                 "agreed_with':['parent']")
            .add("v1", "override", "2020-02-10",
                 "'instrument':'form','level':'high','computed':{'low':'low','high':'middle'},'by':"
                 "'supervisor',"
                 "'reason':'why','start':'2020-02-10','until':'2020-05-10','person':'c1'")
            .add("s1", "sign_off", "2020-02-10",
                 "'instrument':'form','version':'1','as_of':'2020-02-10','known_at':'2020-02-10T11:"
                 "00:00Z',"
                 "'level':{'low':'low','high':'low'},'by':'worker','given_to':['parent']")
            .add("d1", "dispute", "2020-02-12",
                 "'about':'l1','source':'parent','by':'c1','note':'no'")
            .add("d2", "dispute", "2020-02-12", "'about':{'item':'a','person':'c1'}")
            .add("a1", "dispute_answer", "2020-02-20",
                 "'about':'d1','outcome':'partly','by':'worker','reason':'so'")
            .add("g1", "goal", "2020-02-12", "'start':'2020-02-12','source':'child','by':'c1'")
            .add("w1", "view", "2020-02-12",
                 "'observed_on':'2020-02-12','source':'parent','item':'a','note':'x'")
            .add("h1", "household", "2020-02-12", "'start':'2020-02-12','empty':['caregiver']")
            .add("i1", "involvement", "2020-02-12", "'start':'2020-02-12','kind':'voluntary'")
            .read();
    EXPECT_EQ(content_of<actueel::plan_content>(h, "l1").covers.size(), 2U);
    EXPECT_EQ(content_of<actueel::plan_content>(h, "l1").persons.size(), 1U);
    EXPECT_EQ(content_of<actueel::override_content>(h, "v1").high, "middle");
    EXPECT_EQ(content_of<actueel::override_content>(h, "v1").by, "supervisor");
    EXPECT_EQ(content_of<actueel::sign_off_content>(h, "s1").as_of, on("2020-02-10"));
    EXPECT_EQ(
        h->chains[static_cast<std::size_t>(content_of<actueel::dispute_content>(h, "d1").about)].id,
        "l1");
    EXPECT_GE(content_of<actueel::dispute_content>(h, "d2").item, 0);
    EXPECT_EQ(h->chains[static_cast<std::size_t>(
                            content_of<actueel::dispute_answer_content>(h, "a1").about)]
                  .id,
              "d1");
    EXPECT_EQ(content_of<actueel::goal_content>(h, "g1").term.start, on("2020-02-12"));
    EXPECT_EQ(content_of<actueel::view_content>(h, "w1").observed_on, on("2020-02-12"));
    EXPECT_TRUE(content_of<actueel::household_content>(h, "h1").empty.test(1));
    EXPECT_EQ(content_of<actueel::involvement_content>(h, "i1").term.start, on("2020-02-12"));
}

} // namespace
