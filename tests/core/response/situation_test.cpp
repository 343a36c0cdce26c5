// SPDX-License-Identifier: MPL-2.0
// Contract: a household's current answers at a moment, rows by item and person; two words are of one voice when their
// sources are the same and not both name a different `by` (semantics 3).
#include <actueel/response/situation.hpp>

#include <gtest/gtest.h>

namespace {

using namespace actueel;

word said_by(source s, std::string_view by) {
    word w;
    w.source = s;
    w.by = by;
    return w;
}

TEST(Voice, IsTheSameForTheSameSourceUnlessBothNameADifferentPerson) {
    EXPECT_TRUE(same_voice(said_by(source::parent, ""), said_by(source::parent, "")));
    EXPECT_TRUE(same_voice(said_by(source::parent, "p1"), said_by(source::parent, "p1")));
    EXPECT_TRUE(same_voice(said_by(source::parent, "p1"), said_by(source::parent, "")));
    EXPECT_TRUE(same_voice(said_by(source::parent, ""), said_by(source::parent, "p1")));
    EXPECT_FALSE(same_voice(said_by(source::parent, "p1"), said_by(source::parent, "p2")));
    EXPECT_FALSE(same_voice(said_by(source::parent, "p1"), said_by(source::worker, "p1")));
    EXPECT_FALSE(same_voice(said_by(source::not_stated, ""), said_by(source::worker, "")));
}

TEST(Situation, GivesTheRowsOfAnItem) {
    situation now;
    now.rows.resize(3);
    now.rows[1].person = 4;
    now.first_row = {0, 1, 3, 3};
    EXPECT_EQ(now.of(0).size(), 1U);
    EXPECT_EQ(now.of(1).size(), 2U);
    EXPECT_EQ(now.of(1).front().person, 4);
    EXPECT_TRUE(now.of(2).empty());
    now.of(1).front().person = 5;
    EXPECT_EQ(now.rows[1].person, 5);
}

TEST(Situation, KnowsNothingUntilItIsTold) {
    const situation now;
    EXPECT_EQ(now.child, nobody);
    EXPECT_EQ(now.roles[0], role_state::unknown);
    EXPECT_EQ(now.roles[1], role_state::unknown);
    EXPECT_TRUE(expiry{}.on.is_never());
    EXPECT_EQ(response{}.current.said.kind, answer_kind::none);
}

} // namespace
