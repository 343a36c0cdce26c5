// SPDX-License-Identifier: MPL-2.0
// told.hpp: what a link says to people is kept as it was written, for every type of record; nothing where texts are not kept.
#include <actueel/history/told.hpp>

#include "../testing/documents.hpp"

#include <actueel/history/read_history.hpp>

#include <gtest/gtest.h>

namespace actueel::testing {
namespace {

const told_content& told_of(const history& read, std::string_view id, std::size_t link = 0) {
    static const told_content nothing{};
    const chain& one = read->chains[static_cast<std::size_t>(read.chain_index(id))];
    return one.links[link].told ? *one.links[link].told : nothing;
}

TEST(Told, NotesReasonsVoicesAndAudiencesAreKept) {
    const history read =
        family{}
            .caregiver("p2")
            .add("i1", "involvement", "2020-01-01", "'start':'2020-01-01'")
            .observed(
                "o1", "2020-02-01", "a", "'yes'",
                "'source':'worker','by':'w7','note':'N','document':'D','withhold_from':['court']")
            .add("l1", "plan", "2020-02-01",
                 "'start':'2020-02-01','until':'2020-03-01','agreed_with':['parent'],'note':'L'")
            .add("w1", "view", "2020-02-01",
                 "'observed_on':'2020-02-01','source':'parent','by':'p2','item':'a','note':'W'")
            .add("d1", "dispute", "2020-02-02", "'about':'o1','source':'parent','by':'p2'")
            .add("a1", "dispute_answer", "2020-02-03",
                 "'about':'d1','outcome':'partly','by':'worker','reason':'R'")
            .read();
    const told_content& said = told_of(read, "o1");
    EXPECT_EQ(said.note, "N");
    EXPECT_EQ(said.document, "D");
    EXPECT_EQ(said.source, source::worker);
    EXPECT_EQ(said.by, "w7");
    EXPECT_EQ(said.withhold_from, std::vector<std::string>{"court"});
    EXPECT_EQ(told_of(read, "l1").agreed_with, std::vector<std::string>{"parent"});
    EXPECT_EQ(told_of(read, "w1").source, source::parent);
    EXPECT_EQ(read->items[static_cast<std::size_t>(told_of(read, "w1").item)], "a");
    EXPECT_EQ(told_of(read, "d1").by, "p2");
    EXPECT_EQ(told_of(read, "a1").reason, "R");
    EXPECT_EQ(told_of(read, "p2"), told_content{});
}

TEST(Told, ACorrectionWithholdsFromWhomItOrItsContentDoes) {
    const history read =
        family{}
            .observed("o1", "2020-02-01", "a", "'yes'")
            .add("c1", "correction", "2020-02-02",
                 "'corrects':'o1','withhold_from':['court'],'record':{'observed_on':'2020-02-01',"
                 "'item':'a','answer':'no','withhold_from':['parent']}")
            .add("r1", "retraction", "2020-02-03", "'retracts':'c1','withhold_from':['child']")
            .read();
    EXPECT_EQ(told_of(read, "o1", 1).withhold_from, (std::vector<std::string>{"court", "parent"}));
    EXPECT_EQ(read->chains[0].retraction_withheld_from, std::vector<std::string>{"child"});
}

TEST(Told, IsNotKeptWhereNobodyIsToldOfTheRecords) {
    const std::string text =
        family{}.observed("o1", "2020-02-01", "a", "'yes'", "'note':'N'").text();
    const auto document = read_json(text, "d").value();
    const history bare = read_history(document.root(), "d", link_digests::left_empty).value();
    EXPECT_FALSE(bare->texts_kept);
    EXPECT_EQ(bare->chains[0].links[0].told, nullptr);
    EXPECT_TRUE(parse_history(text)->texts_kept);
}

} // namespace
} // namespace actueel::testing
