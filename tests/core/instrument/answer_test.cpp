// SPDX-License-Identifier: MPL-2.0
// Contract: one answer, as its item reads it: an option, a number, or one of the engine's own (semantics 3).
#include <actueel/instrument/answer.hpp>

#include <gtest/gtest.h>

namespace {

using actueel::answer;
using actueel::answer_kind;
using actueel::decimal;

TEST(Answer, OptionsAndNumbersGivePoints) {
    for (const auto kind : {answer_kind::option, answer_kind::number}) {
        EXPECT_TRUE((answer{kind, 0, {}}.has_value()));
    }
    for (const auto kind : {answer_kind::none, answer_kind::unknown, answer_kind::refused,
                            answer_kind::not_applicable, answer_kind::not_seen}) {
        EXPECT_FALSE((answer{kind, 0, {}}.has_value()));
    }
}

TEST(Answer, UnknownAndRefusedContestNothing) {
    EXPECT_TRUE((answer{answer_kind::not_applicable, 0, {}}.says_something()));
    EXPECT_TRUE((answer{answer_kind::number, 0, decimal::whole(2)}.says_something()));
    for (const auto kind :
         {answer_kind::none, answer_kind::unknown, answer_kind::refused, answer_kind::not_seen}) {
        EXPECT_FALSE((answer{kind, 0, {}}.says_something()));
    }
}

TEST(Answer, AreEqualWhenTheySayTheSame) {
    EXPECT_EQ((answer{answer_kind::option, 1, {}}), (answer{answer_kind::option, 1, {}}));
    EXPECT_NE((answer{answer_kind::option, 1, {}}), (answer{answer_kind::option, 2, {}}));
    EXPECT_NE((answer{answer_kind::number, 0, decimal::whole(1)}),
              (answer{answer_kind::number, 0, decimal::whole(2)}));
    EXPECT_NE((answer{answer_kind::unknown, 0, {}}), (answer{answer_kind::refused, 0, {}}));
}

} // namespace
