// SPDX-License-Identifier: MPL-2.0
// Contract: one factor of an instrument, with its defaults: the family's, never stale by itself when static, counted
// sources worker, professional, record and not stated, `range` when unknown, `unknown` when stale, `latest` picked
// (semantics 1 and 3).
#include <actueel/instrument/item.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace {

using namespace actueel;
using actueel::testing::form;
using actueel::testing::points;

item read_item(const form& f) { return f.read()->items.front(); }

TEST(Item, HasTheStatedDefaults) {
    const item a = read_item(form{}.fixed("a").scale("s", "sum", {points("a")}));
    EXPECT_EQ(a.kind, item_kind::static_one);
    EXPECT_EQ(a.per, asked_of::family);
    EXPECT_FALSE(a.shelf_life);
    EXPECT_EQ(a.when_unknown, when_unknown::range);
    EXPECT_EQ(a.when_stale, when_stale::unknown);
    EXPECT_FALSE(a.contested_range);
    EXPECT_EQ(a.pick, pick_rule::latest);
    EXPECT_FALSE(a.changeable || a.audit_only || a.not_applicable || a.derived());
    for (const auto s :
         {source::worker, source::professional, source::record, source::not_stated}) {
        EXPECT_TRUE(a.counts(s));
    }
    for (const auto s : {source::child, source::parent, source::network}) {
        EXPECT_FALSE(a.counts(s));
    }
}

TEST(Item, ReadsEveryFieldThatItMayHave) {
    const item a =
        read_item(form{}
                      .item("a", "'kind':'protective','per':'child','ages':{'at_least':4,'below':"
                                 "12},'label':{'en':'l'},'ask':{'en':'?'},"
                                 "'answer':{'options':[{'code':'no','label':{'en':'no'}},{'code':'"
                                 "some','label':{'en':'s'},'formerly':['bit']},"
                                 "{'code':'yes','label':{'en':'yes'}}],'not_applicable':true},"
                                 "'shelf_life':'P1Y6M','lapses_on':{'joins':['caregiver','other'],'"
                                 "leaves':['child'],'events':['move']},"
                                 "'when_stale':'keep','when_unknown':'worst','when_contested':'"
                                 "range','pick':{'rule':'mean','window':'P1M'},"
                                 "'sources':['child','worker'],'changeable':true,'best':'yes','"
                                 "justification':{'en':'why'},"
                                 "'formerly':['old'],'retired':['gone']")
                      .scale("s", "sum", {points("a", "'combine':'max'")}));
    EXPECT_EQ(a.kind, item_kind::protective);
    EXPECT_EQ(a.per, asked_of::child);
    EXPECT_EQ(a.ages, (age_range{4, 12}));
    EXPECT_TRUE(a.not_applicable);
    EXPECT_EQ(a.shelf_life, (duration{18, 0}));
    EXPECT_TRUE(a.lapses_on.joins.test(1) && a.lapses_on.joins.test(2) &&
                a.lapses_on.leaves.test(0));
    EXPECT_EQ(a.lapses_on.events, std::vector<std::string>{"move"});
    EXPECT_EQ(a.when_stale, when_stale::keep);
    EXPECT_EQ(a.when_unknown, when_unknown::worst);
    EXPECT_TRUE(a.contested_range);
    EXPECT_EQ(a.pick, pick_rule::mean);
    EXPECT_EQ(a.pick_window, (duration{1, 0}));
    EXPECT_TRUE(a.counts(source::child) && a.counts(source::worker) && !a.counts(source::record));
    EXPECT_EQ(a.best, (answer{answer_kind::option, 2, {}}));
    EXPECT_EQ(a.option_of("bit"), 1);
    EXPECT_EQ(a.option_of("no"), 0);
    EXPECT_FALSE(a.option_of("gone"));
    EXPECT_EQ(a.label.in("en"), "l");
}

TEST(Item, ADerivedOneIsANumberThatPersonsAndEventsGive) {
    const item age = read_item(form{}
                                   .derived("d", "'age':{'of':'oldest','role':'caregiver'}")
                                   .fixed("a")
                                   .scale("s", "sum", {points("a")}));
    EXPECT_TRUE(age.derived());
    EXPECT_TRUE(age.derive->oldest);
    EXPECT_EQ(age.derive->role, role::caregiver);
    EXPECT_EQ(age.number->max, decimal::whole(9998));
    const item since = read_item(form{}
                                     .derived("d", "'days_since_event':{'types':['v']}")
                                     .fixed("a")
                                     .scale("s", "sum", {points("a")}));
    EXPECT_EQ(since.number->max, decimal::whole(3652058));
    const item count =
        read_item(form{}
                      .derived("d", "'count_events':{'types':['v'],'part':'harmed','window':'P1Y'}",
                               "'per':'child'")
                      .fixed("a")
                      .scale("s", "sum", {points("a")}));
    EXPECT_EQ(count.number->max, decimal::whole(1'000'000));
}

} // namespace
