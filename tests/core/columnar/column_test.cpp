// SPDX-License-Identifier: MPL-2.0
// Contract: a column is read cell by cell where it stands, whatever its kind, offset and nulls; what is no day, instant or
// number of ours is nothing, and a kind that is none of those listed is no column.
#include <actueel/columnar/column.hpp>

#include "../testing/documents.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace {

using actueel::column;
using actueel::column_kind;
using actueel::decimal;
using actueel::testing::number;
using actueel::testing::on;

/// Nulls as bits: `1011` reads left to right.
std::vector<std::uint8_t> bits(std::string_view text) {
    std::vector<std::uint8_t> out(text.size() / 8 + 1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '1') { out[i / 8] |= static_cast<std::uint8_t>(1U << (i % 8)); }
    }
    return out;
}

/// One Arrow array, held beside its kind.
struct array {
    ArrowSchema kind{};
    ArrowArray cells{};
    std::vector<std::uint8_t> validity{};
    std::vector<const void*> buffers{};

    array(const char* format, std::int64_t length, std::vector<const void*> data,
          std::string_view valid = "") {
        kind.format = format;
        cells.length = length;
        buffers = std::move(data);
        buffers.insert(buffers.begin(), nullptr);
        if (!valid.empty()) {
            validity = bits(valid);
            buffers[0] = validity.data();
            cells.null_count = -1;
        }
        cells.n_buffers = static_cast<std::int64_t>(buffers.size());
        cells.buffers = buffers.data();
    }
    array(const array&) = delete;
    array& operator=(const array&) = delete;
    [[nodiscard]] column read() const { return column::of(kind, cells).value(); }
    [[nodiscard]] bool is_column() const { return column::of(kind, cells).has_value(); }
};

template <class Offset>
struct texts_of {
    std::string characters{};
    std::vector<Offset> ends{0};
    explicit texts_of(const std::vector<std::string>& texts) {
        for (const std::string& t : texts) {
            characters += t;
            ends.push_back(static_cast<Offset>(characters.size()));
        }
    }
    [[nodiscard]] std::vector<const void*> data() const { return {ends.data(), characters.data()}; }
};
using texts = texts_of<std::int32_t>;
using large_texts = texts_of<std::int64_t>;

TEST(Column, ThatIsAbsentHoldsNothing) {
    const column none;
    EXPECT_EQ(none.kind(), column_kind::absent);
    EXPECT_TRUE(none.all_empty());
    EXPECT_FALSE(none.holds(3));
    EXPECT_EQ(none.text(3), "");
    EXPECT_FALSE(none.a_day(3) || none.an_instant(3) || none.a_number(3));
}

TEST(Column, OfNothingButNullsIsAbsent) {
    const array nulls{"n", 4, {}};
    EXPECT_EQ(nulls.read().kind(), column_kind::absent);
    EXPECT_TRUE(nulls.read().all_empty());
}

TEST(Column, OfTextsIsReadWithShortAndLongOffsets) {
    const texts small{{"a", "", "ccc"}};
    const large_texts large{{"a", "", "ccc"}};
    const array one{"u", 3, small.data()};
    const array other{"U", 3, large.data()};
    for (const array* a : {&one, &other}) {
        const column c = a->read();
        EXPECT_EQ(c.kind(), column_kind::text);
        EXPECT_EQ(c.text(0), "a");
        EXPECT_EQ(c.text(2), "ccc");
        EXPECT_TRUE(c.no_nulls());
        EXPECT_TRUE(c.holds(0));
        EXPECT_FALSE(c.holds(1)) << "an empty text is nothing";
    }
}

TEST(Column, ANullHoldsNothingWhateverStandsBelowIt) {
    const texts said{{"a", "b", "c"}};
    const array some{"u", 3, said.data(), "101"};
    const column c = some.read();
    EXPECT_TRUE(c.holds(0));
    EXPECT_FALSE(c.holds(1));
    EXPECT_EQ(c.text(1), "");
    EXPECT_FALSE(c.no_nulls());
    EXPECT_FALSE(c.all_empty());
}

TEST(Column, ThatIsNothingButNullsSaysSo) {
    const texts said{{"a", "b"}};
    array none{"u", 2, said.data(), "00"};
    none.cells.null_count = 2;
    EXPECT_TRUE(none.read().all_empty());
    EXPECT_FALSE(none.read().holds(0));
}

TEST(Column, OfASliceBeginsFurtherOn) {
    const texts said{{"a", "b", "c", "d"}};
    array slice{"u", 2, said.data(), "1011"};
    slice.cells.offset = 1;
    EXPECT_FALSE(slice.read().holds(0));
    EXPECT_EQ(slice.read().text(1), "c");
    const std::int32_t days[] = {1, 2, 3};
    array of_days{"tdD", 2, {days}, "101"};
    of_days.cells.offset = 1;
    EXPECT_FALSE(of_days.read().a_day(0));
    EXPECT_EQ(of_days.read().a_day(1), on("1970-01-04"));
}

TEST(Column, OfADictionaryKnowsEachTextByItsCode) {
    const texts said{{"x", "yes", "", "no", "yes"}};
    array dictionary{"u", 4, said.data(), "11111"};
    dictionary.cells.offset = 1; // the dictionary is a slice, too
    const std::int8_t places[] = {9, 0, 2, 1, 3, 0};
    array codes{"c", 5, {places}, "111110"};
    codes.cells.offset = 1;
    codes.kind.dictionary = &dictionary.kind;
    codes.cells.dictionary = &dictionary.cells;
    const column c = codes.read();
    EXPECT_TRUE(c.has_codes());
    EXPECT_EQ(c.codes(), 4);
    EXPECT_EQ(c.text(0), "yes");
    EXPECT_EQ(c.text(1), "no");
    EXPECT_FALSE(c.holds(2)) << "an empty text of the dictionary";
    EXPECT_EQ(c.text(3), "yes") << "the same text twice in the dictionary";
    EXPECT_EQ(c.code(3), 3);
    EXPECT_EQ(c.code(4), -1);
    EXPECT_FALSE(c.holds(4));
}

TEST(Column, ANullInTheDictionaryIsNothing) {
    const texts said{{"yes", "no"}};
    array dictionary{"u", 2, said.data(), "10"};
    const std::int32_t places[] = {0, 1};
    array codes{"i", 2, {places}};
    codes.kind.dictionary = &dictionary.kind;
    codes.cells.dictionary = &dictionary.cells;
    EXPECT_TRUE(codes.read().holds(0));
    EXPECT_FALSE(codes.read().holds(1));
}

TEST(Column, CodesMayHaveAnyWidth) {
    const large_texts said{{"a", "b"}};
    array dictionary{"U", 2, said.data()};
    const std::uint8_t bytes[] = {1, 0};
    const std::int16_t shorts[] = {1, 0};
    const std::uint32_t words[] = {1, 0};
    const std::int64_t longs[] = {1, 0};
    const std::pair<const char*, const void*> all[] = {
        {"C", bytes}, {"s", shorts}, {"I", words}, {"l", longs}};
    for (const auto& [format, places] : all) {
        array codes{format, 2, {places}};
        codes.kind.dictionary = &dictionary.kind;
        codes.cells.dictionary = &dictionary.cells;
        EXPECT_EQ(codes.read().text(0), "b") << format;
        EXPECT_EQ(codes.read().text(1), "a") << format;
        std::array<std::int32_t, 2> copied{};
        codes.read().copy_codes(copied.data());
        EXPECT_EQ(copied, (std::array<std::int32_t, 2>{1, 0})) << format;
    }
}

TEST(Column, ARunOfACodeEndsWhereAnotherBegins) {
    const large_texts said{{"a", "b"}};
    array dictionary{"U", 2, said.data()};
    for (std::int64_t run = 1; run <= 40; ++run) { // also where it fills parts of eight exactly
        std::vector<std::int32_t> places(static_cast<std::size_t>(run) + 3, 1);
        places[0] = 0;
        places[static_cast<std::size_t>(run) + 1] = 0;
        array codes{"i", run + 3, {places.data()}};
        codes.kind.dictionary = &dictionary.kind;
        codes.cells.dictionary = &dictionary.cells;
        EXPECT_EQ(codes.read().end_of_code(0), 1);
        EXPECT_EQ(codes.read().end_of_code(1), run + 1);
        EXPECT_EQ(codes.read().end_of_code(run + 1), run + 2);
        EXPECT_EQ(codes.read().end_of_code(run + 2), run + 3)
            << "the last run ends with the column";
    }
}

/// Where each run of the same text ends, by looking at one text after another.
std::vector<std::int64_t> ends_of_runs(const std::vector<std::string>& cells) {
    std::vector<std::int64_t> out;
    for (std::size_t row = 1; row <= cells.size(); ++row) {
        if (row == cells.size() || cells[row] != cells[row - 1]) {
            out.push_back(static_cast<std::int64_t>(row));
        }
    }
    return out;
}

template <class Texts>
std::vector<std::int64_t> ends_of_texts(const std::vector<std::string>& cells, const char* format,
                                        std::string_view valid = "") {
    const Texts said{cells};
    const array of_texts{format, static_cast<std::int64_t>(cells.size()), said.data(), valid};
    std::vector<std::int64_t> out;
    for (std::int64_t row = 0; row < of_texts.read().size();) {
        row = of_texts.read().end_of_text(row);
        out.push_back(row);
    }
    return out;
}

TEST(Column, ARunOfATextEndsWhereAnotherBegins) {
    using runs = std::vector<std::pair<std::string_view, std::size_t>>;
    // Of one length, shorter, longer, empty; some equal the text before them but for one end; runs fill parts of eight.
    for (const auto& made :
         {runs{{"aa", 9}, {"ab", 1}, {"bb", 8}, {"b", 17}, {"bbb", 2}, {"", 12}, {"b", 1}},
          runs{{"ababab", 8}, {"bababa", 8}, {"ababab", 24}, {"abababab", 3}},
          runs{{"F-10000000000001", 31}, {"F-10000000000002", 33}, {"G-10000000000002", 5}},
          runs{{"", 20}}, runs{{"one", 1}}, runs{}}) {
        std::vector<std::string> cells;
        for (const auto& [text, count] : made) {
            cells.insert(cells.end(), count, std::string{text});
        }
        EXPECT_EQ(ends_of_texts<texts>(cells, "u"), ends_of_runs(cells));
        EXPECT_EQ(ends_of_texts<large_texts>(cells, "U"), ends_of_runs(cells));
    }
    const std::vector<std::int64_t> with_a_null{1, 2, 3};
    EXPECT_EQ(ends_of_texts<texts>({"a", "a", "a"}, "u", "101"), with_a_null);
}

TEST(Column, OfDaysEndsWithTheCalendar) {
    const std::int32_t days[] = {0, -719162, -719163, 2932896, 2932897};
    const array of_days{"tdD", 5, {days}};
    const column c = of_days.read();
    EXPECT_EQ(c.a_day(0), on("1970-01-01"));
    EXPECT_EQ(c.a_day(1), on("0001-01-01"));
    EXPECT_FALSE(c.a_day(2));
    EXPECT_EQ(c.a_day(3), on("9999-12-31"));
    EXPECT_FALSE(c.a_day(4));
}

TEST(Column, ADayMayBeWrittenAsText) {
    const texts said{{"2020-02-29", "2021-02-29", "2020-2-9", ""}};
    const array written{"u", 4, said.data()};
    EXPECT_EQ(written.read().a_day(0), on("2020-02-29"));
    for (const std::int64_t row : {1, 2, 3}) { EXPECT_FALSE(written.read().a_day(row)); }
}

TEST(Column, OfInstantsIsReadToTheMicrosecond) {
    const std::int64_t since[] = {
        0, 1, -62135596800000000, -62135596800000001, 253402300799999999, 253402300800000000};
    const array stamps{"tsu:UTC", 6, {since}};
    const column c = stamps.read();
    EXPECT_EQ(to_string(c.an_instant(0).value()), "1970-01-01T00:00:00Z");
    EXPECT_EQ(to_string(c.an_instant(1).value()), "1970-01-01T00:00:00.000001Z");
    EXPECT_EQ(to_string(c.an_instant(2).value()), "0001-01-01T00:00:00Z");
    EXPECT_FALSE(c.an_instant(3));
    EXPECT_EQ(to_string(c.an_instant(4).value()), "9999-12-31T23:59:59.999999Z");
    EXPECT_FALSE(c.an_instant(5));
    const texts said{{"2020-02-03T12:00:00+01:00", "2020-02-03"}};
    const array written{"u", 2, said.data()};
    EXPECT_EQ(to_string(written.read().an_instant(0).value()), "2020-02-03T11:00:00Z");
    EXPECT_FALSE(written.read().an_instant(1)) << "a day is no instant";
}

TEST(Column, OfWholeNumbersOfAnyWidth) {
    const std::int8_t small[] = {-3};
    const std::uint16_t middle[] = {65535};
    const std::uint64_t large[] = {1'000'000'000, 1'000'000'001, ~std::uint64_t{0}};
    const array one{"c", 1, {small}};
    const array two{"S", 1, {middle}};
    const array three{"L", 3, {large}};
    EXPECT_EQ(one.read().a_number(0), number("-3"));
    EXPECT_EQ(two.read().a_number(0), number("65535"));
    EXPECT_EQ(three.read().a_number(0), number("1000000000"));
    EXPECT_FALSE(three.read().a_number(1)) << "beyond 10^9";
    EXPECT_FALSE(three.read().a_number(2));
}

TEST(Column, OfDoublesTakesOnlyWhatWasADecimalOfOurs) {
    const double reals[] = {2.5, -0.0001, 0.00001,      0.1 + 0.2,
                            1e9, 1e9 + 1, std::nan(""), std::numeric_limits<double>::infinity()};
    const array of_reals{"g", 8, {reals}};
    const column c = of_reals.read();
    EXPECT_EQ(c.a_number(0), number("2.5"));
    EXPECT_EQ(c.a_number(1), number("-0.0001"));
    EXPECT_EQ(c.a_number(4), number("1000000000"));
    for (const std::int64_t row : {2, 3, 5, 6, 7}) { EXPECT_FALSE(c.a_number(row)) << row; }
}

TEST(Column, OfDecimalsOfAnyScale) {
    const auto halves = [](std::int64_t whole) {
        return std::vector<std::int64_t>{whole, whole < 0 ? -1 : 0};
    };
    const auto read = [&](const char* format, std::vector<std::int64_t> of) {
        const array decimals{format, 1, {of.data()}};
        return decimals.read().a_number(0);
    };
    EXPECT_EQ(read("d:10,0", halves(7)), number("7"));
    EXPECT_EQ(read("d:10,1", halves(25)), number("2.5"));
    EXPECT_EQ(read("d:10,4", halves(-25)), number("-0.0025"));
    EXPECT_EQ(read("d:38,6", halves(2'500'000)), number("2.5"));
    EXPECT_FALSE(read("d:38,6", halves(2'500'001))) << "six digits that matter";
    EXPECT_FALSE(read("d:38,0", halves(1'000'000'001)));
    EXPECT_FALSE(read("d:38,0", {7, 1})) << "beyond 64 bits";
    EXPECT_FALSE(read("d:38,19", halves(0))) << "more digits than we look at";
}

TEST(Column, ANumberMayBeWrittenAsTextWithoutAnExponent) {
    const texts said{{"2.5", "-3", "1e3", "2.50000", "2.00001", " 2", "x", ""}};
    const array written{"u", 8, said.data()};
    const column c = written.read();
    EXPECT_EQ(c.a_number(0), number("2.5"));
    EXPECT_EQ(c.a_number(1), number("-3"));
    EXPECT_EQ(c.a_number(3), number("2.5"));
    for (const std::int64_t row : {2, 4, 5, 6, 7}) { EXPECT_FALSE(c.a_number(row)) << row; }
}

TEST(Column, OfListsGivesTheEntriesOfARow) {
    const texts said{{"a", "b", "c", "d"}};
    array entries{"u", 3, said.data(), "1101"};
    entries.cells.offset = 1;
    const std::int32_t ends[] = {0, 0, 2, 3, 3};
    array lists{"+l", 3, {ends}, "1101"};
    lists.cells.offset = 1;
    ArrowSchema* kinds[] = {&entries.kind};
    ArrowArray* cells[] = {&entries.cells};
    lists.kind.n_children = 1;
    lists.kind.children = kinds;
    lists.cells.n_children = 1;
    lists.cells.children = cells;
    const column c = lists.read();
    std::vector<std::string_view> out{"left over"};
    EXPECT_EQ(c.kind(), column_kind::text_list);
    EXPECT_TRUE(c.a_list(0, out));
    EXPECT_EQ(out, (std::vector<std::string_view>{"b", ""})) << "a null entry is empty";
    EXPECT_TRUE(c.a_list(1, out));
    EXPECT_TRUE(out.empty()) << "a null list";
    EXPECT_TRUE(c.a_list(2, out));
    EXPECT_TRUE(out.empty());
}

TEST(Column, AListMayBeWrittenWithSemicolons) {
    const texts said{{"a; b ;c", "a", "a;;b", "['a']", "[\"a\"]", ""}};
    const array written{"u", 6, said.data()};
    const column c = written.read();
    std::vector<std::string_view> out;
    EXPECT_TRUE(c.a_list(0, out));
    EXPECT_EQ(out, (std::vector<std::string_view>{"a", "b", "c"}));
    EXPECT_TRUE(c.a_list(1, out));
    EXPECT_EQ(out, (std::vector<std::string_view>{"a"}));
    EXPECT_TRUE(c.a_list(2, out));
    EXPECT_EQ(out, (std::vector<std::string_view>{"a", "", "b"}));
    EXPECT_FALSE(c.a_list(4, out)) << "a JSON list is for the document's reader";
}

TEST(Column, OfAnyOtherKindIsNone) {
    const std::int64_t data[] = {0, 0, 0, 0};
    for (const char* format :
         {"b", "f", "tdm", "tsu:", "tsn:UTC", "ttu", "z", "vu", "+s", "d:10"}) {
        const array other{format, 1, {data, data}};
        EXPECT_FALSE(other.is_column()) << format;
    }
    array dictionary{"l", 2, {data}};
    array codes{"c", 2, {data}};
    codes.kind.dictionary = &dictionary.kind;
    codes.cells.dictionary = &dictionary.cells;
    EXPECT_FALSE(codes.is_column()) << "a dictionary of numbers";
}

TEST(Column, OfWiderDecimalsIsNone) {
    const std::int64_t data[] = {0, 0, 0, 0};
    const array wide{"d:40,4,256", 1, {data}};
    EXPECT_FALSE(wide.is_column());
}

} // namespace
