// SPDX-License-Identifier: MPL-2.0
// Contract: a cheap handle on checked content; names become indices, items also by their former ids; its digest is of the
// canonical document without defaults (semantics 6, provenance).
#include <actueel/instrument/instrument.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::sha256_hex;
using actueel::testing::form;
using actueel::testing::low_cuts;
using actueel::testing::points;

form plain() {
    return form{}
        .fixed("a", "'formerly':['old_a']")
        .fixed("b")
        .scale("s", "sum", {points("a")}, low_cuts)
        .low_middle_high("s");
}

TEST(Instrument, FindsItemsScalesAndLevelsByTheirIds) {
    const auto in = plain().read();
    EXPECT_EQ(in.item_index("a"), 0);
    EXPECT_EQ(in.item_index("old_a"), 0);
    EXPECT_EQ(in.item_index("b"), 1);
    EXPECT_FALSE(in.item_index("c"));
    EXPECT_EQ(in.scale_index("s"), 0);
    EXPECT_FALSE(in.scale_index("a"));
    EXPECT_EQ(in.level_index("high"), 2);
    EXPECT_FALSE(in.level_index("top"));
}

TEST(Instrument, CopiesShareTheirContent) {
    const auto in = plain().read();
    const auto copy = in;
    EXPECT_EQ(&*in, &*copy);
}

TEST(InstrumentDigest, IsOfTheCanonicalDocument) {
    const form f = form{}.fixed("a").scale("s", "sum", {points("a")});
    const auto in = f.read();
    const auto document = actueel::read_json(f.text(), "d").value();
    EXPECT_EQ(in->document, canonical_json(document.root()));
    EXPECT_EQ(in->sha256, sha256_hex(in->document));
}

TEST(InstrumentDigest, LeavesOutEveryDefaultThatIsWrittenOut) {
    const form bare =
        form{}
            .changing("a", "'per':'caregiver'")
            .counted("n", "'min':0,'max':9")
            .derived("d", "'count_events':{'types':['v']}")
            .scale("s", "sum",
                   {points("a", "'combine':'max'"), "{'item':'n','linear':{'times':1}}"}, low_cuts)
            .low_middle_high("s")
            .with("rules", "[{'id':'r','if':{'all':[{'item':'a','is':'yes'},{'events':['v']},{'"
                           "plan':'active'}]},'then':{'set':'low'}}]")
            .with("overrides", "{'roles':['x']}");
    const form full =
        form{}
            .item("a", "'kind':'dynamic','ask':{'en':'?'},'shelf_life':'P3M','per':'caregiver','"
                       "answer':{'options':[{'code':'no','label':{'en':'no'},'formerly':[]},"
                       "{'code':'some','label':{'en':'some'}},{'code':'yes','label':{'en':'yes'}}],"
                       "'not_applicable':false},"
                       "'lapses_on':{'joins':[],'leaves':[],'events':[]},'when_stale':'unknown','"
                       "when_unknown':'range','when_contested':'latest',"
                       "'pick':{'rule':'latest'},'sources':['not_stated','record','professional','"
                       "worker'],'changeable':false,'audit_only':false,"
                       "'formerly':[],'retired':[]")
            .counted("n", "'min':0,'max':9,'integer':false", "'per':'family'")
            .derived("d", "'count_events':{'types':['v'],'severities':[],'bases':[]}",
                     "'per':'family','when_unknown':'range'")
            .scale("s", "sum",
                   {points("a", "'combine':'max'"), "{'item':'n','linear':{'times':1,'plus':0}}"},
                   low_cuts + ",'table':[],'higher_is':'worse'")
            .low_middle_high("s")
            .with("rules", "[{'id':'r','if':{'all':[{'item':'a','is':'yes','who':'any'},{'events':["
                           "'v'],'severities':[],'bases':[],'at_least':1},"
                           "{'plan':'active','covers':[]}]},'then':{'set':'low'}}]")
            .with("overrides", "{'roles':['x'],'up':0,'down':0}")
            .with("subject", "'family'")
            .with("one_sitting", "false")
            .with("counts_living", "['visits','part','here']");
    EXPECT_EQ(full.read()->document, bare.read()->document);
    EXPECT_EQ(full.read()->sha256, bare.read()->sha256);
}

TEST(InstrumentDigest, DiffersWhereTheInstrumentDoes) {
    EXPECT_NE(plain().read()->sha256, plain().with("subject", "'child'").read()->sha256);
    EXPECT_NE(
        plain().read()->sha256,
        plain().with("x", "{'mine':1}").read()->sha256); // the caller's own is part of the document
}

} // namespace
