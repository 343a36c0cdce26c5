// SPDX-License-Identifier: MPL-2.0
// Contract: the days within a range on which a family's figures can differ from the day before, ascending, each once; of the
// days between two of them one scoring holds for every one (semantics 7).
#include <actueel/trajectory/days_of_change.hpp>

#include "../testing/answers.hpp"
#include "../testing/rescored.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace actueel;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::lines_by_assess;
using actueel::testing::on;
using actueel::testing::points;

form asked() {
    form f;
    f.changing("a").fixed("b", "'per':'child'");
    return f.scale("s", "sum", {points("a"), points("b", "'combine':'max'")});
}

std::vector<std::string> changes(const form& by, const family& of, std::string_view start,
                                 std::string_view until, known known_at = known::everything()) {
    const auto read = try_read(by.read(), of.read()).value();
    std::vector<std::string> out;
    for (const day d : days_of_change(read, on(start), on(until), known_at)) {
        out.push_back(to_string(d));
    }
    return out;
}

TEST(DaysOfChange, AreThoseOfAnswersAndOfTheirEndsAscendingAndEachOnce) {
    family f;
    f.observed("o2", "2020-02-10", "b", "'yes'").observed("o1", "2020-02-03", "a", "'yes'");
    f.observed("o3", "2020-02-03", "a", "'no'");
    const auto found = changes(asked(), f, "2020-01-01", "2021-01-01");
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0], "2020-02-03");
    EXPECT_EQ(found[1], "2020-02-10");
    EXPECT_GT(found[2], "2020-02-10") << "the shelf life of a";
}

TEST(DaysOfChange, LieAfterTheStartAndBeforeTheEnd) {
    family f;
    f.observed("o1", "2020-02-03", "b", "'yes'").observed("o2", "2020-02-05", "b", "'yes'");
    f.observed("o3", "2020-02-07", "b", "'yes'");
    EXPECT_EQ(changes(asked(), f, "2020-02-03", "2020-02-07"),
              (std::vector<std::string>{"2020-02-05"}));
    EXPECT_TRUE(changes(asked(), f, "2020-02-05", "2020-02-06").empty());
}

TEST(DaysOfChange, HoldTheDaysOfRecordingOnlyWhereWhatWasKnownGoesByTheDay) {
    family f;
    f.observed("o1", "2020-02-03", "b", "'yes'");
    f.corrects("k", "o1", "2020-03-09", family::observation("2020-02-03", "b", "'no'"));
    EXPECT_EQ(changes(asked(), f, "2020-01-01", "2021-01-01"),
              (std::vector<std::string>{"2020-02-03"}));
    EXPECT_EQ(changes(asked(), f, "2020-01-01", "2021-01-01", known::by_end_of_as_of()),
              (std::vector<std::string>{"2020-02-03", "2020-03-09"}));
}

TEST(DaysOfChange, BetweenThemEveryDayHasTheFiguresOfTheDayBefore) {
    family f;
    f.child("c", "2015-06-01").observed("o1", "2020-02-03", "a", "'yes'");
    f.observed("o2", "2020-03-03", "b", "'some'", "'person':'c'").ends("n", "m-c", "2020-05-01");
    f.corrects("k", "o1", "2020-02-20", family::observation("2020-02-04", "a", "'some'"));
    const auto by = asked().read();
    for (const known known_at : {known::everything(), known::by_end_of_as_of()}) {
        const auto found = changes(asked(), f, "2020-01-01", "2021-01-01", known_at);
        std::string before;
        std::size_t differ = 0;
        for (day d = on("2020-01-01"); d < on("2021-01-01"); d = next_day(d)) {
            const auto lines = lines_by_assess(by, f.read(), "", {d}, known_at);
            const std::string figures = lines.empty() ? "" : lines[0].substr(12);
            if (figures != before && d != on("2020-01-01")) {
                EXPECT_NE(std::find(found.begin(), found.end(), to_string(d)), found.end())
                    << to_string(d);
                ++differ;
            }
            before = figures;
        }
        EXPECT_GE(differ, 3U);
    }
}

} // namespace
