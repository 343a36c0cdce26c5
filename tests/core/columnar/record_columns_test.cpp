// SPDX-License-Identifier: MPL-2.0
// Contract: rows of a records table as columns: which of them hold something, texts as numbers, where families end, and
// which rows only the document's reader understands.
#include <actueel/columnar/record_columns.hpp>

#include "../testing/coded_table.hpp"
#include "../testing/tables.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using actueel::field;
using actueel::field_names;
using actueel::just;
using actueel::set_of;
using actueel::table_origin;
using actueel::unfilled_vector;
using actueel::testing::record_rows;
using actueel::testing::table;

TEST(RecordColumns, FieldsHaveTheNamesOfTheirColumns) {
    const auto name = [](field f) { return field_names[static_cast<std::size_t>(f)]; };
    EXPECT_EQ(name(field::family), "family");
    EXPECT_EQ(name(field::answer_number), "answer_number");
    EXPECT_EQ(name(field::born_on), "born_on");
    EXPECT_EQ(name(field::level_high), "level_high");
    EXPECT_EQ(name(field::record_withhold_from), "record_withhold_from");
    EXPECT_EQ(static_cast<std::size_t>(field::record_withhold_from) + 1, field_names.size());
}

TEST(RecordColumns, SayWhichHoldSomethingInARow) {
    const table t{record_rows{{{"family", "A"}, {"item", "q"}, {"answer", ""}},
                              {{"family", "A"}, {"observed_on", "2020-02-03"}}}};
    const auto rows = t.columns();
    EXPECT_EQ(rows.size(), 2);
    EXPECT_EQ(rows.filled(0), set_of(field::family, field::item)) << "an empty text is nothing";
    EXPECT_EQ(rows.filled(1), set_of(field::family, field::observed_on));
}

TEST(RecordColumns, SayItOfManyRowsFromWhereverTheyBegin) {
    const field some[] = {field::item, field::answer, field::observed_on, field::role, field::note};
    const auto fills = [](std::size_t row, std::size_t place) {
        return (row * 7 + place * 5) % (place + 2) == 0;
    };
    record_rows rows;
    for (std::size_t row = 0; row < 200; ++row) {
        actueel::testing::record_cells& cells = rows.emplace_back();
        cells["family"] = "A";
        for (std::size_t place = 0; place < std::size(some); ++place) {
            const std::string name{field_names[static_cast<std::size_t>(some[place])]};
            if (fills(row, place)) {
                cells[name] = some[place] == field::observed_on ? "2020-02-03" : "a";
            } else if (row % 3 == 0 && some[place] == field::note) {
                cells[name] = "";
            }
        }
    }
    for (const std::int64_t first : {0, 1, 63, 64, 70}) {
        table t{rows};
        t.from(first);
        const auto columns = t.columns();
        for (std::int64_t row = 0; row < columns.size(); ++row) {
            actueel::field_set expected = just(field::family);
            for (std::size_t place = 0; place < std::size(some); ++place) {
                if (fills(static_cast<std::size_t>(first + row), place)) {
                    expected |= just(some[place]);
                }
            }
            ASSERT_EQ(columns.filled(row), expected) << first << ' ' << row;
        }
    }
}

TEST(RecordColumns, ThatHoldSomethingEverywhereAreInEveryRow) {
    const table t{record_rows(3, {{"family", "A"}, {"item", "q"}})};
    for (const std::int64_t row : {0, 1, 2}) {
        EXPECT_EQ(t.columns().filled(row), set_of(field::family, field::item));
    }
}

TEST(RecordColumns, NumberTextsTheSameForTheSame) {
    const table t{record_rows{{{"family", "A"}, {"item", "p"}},
                              {{"family", "A"}, {"item", "q"}},
                              {{"family", "A"}},
                              {{"family", "B"}, {"item", "p"}}}};
    const auto rows = t.columns();
    const auto& items = rows.coded(field::item);
    EXPECT_EQ(items.texts, (std::vector<std::string_view>{"p", "q"}));
    EXPECT_EQ(items.codes, (unfilled_vector<std::int32_t>{0, 1, -1, 0}));
    EXPECT_EQ(rows.code(field::item, 3), 0);
    EXPECT_EQ(rows.code(field::item, 2), -1);
    EXPECT_EQ(rows.code(field::answer, 0), -1) << "a column that is not there";
}

TEST(RecordColumns, NumberTextsOfFewRowsWhereTheyStand) {
    const actueel::testing::coded_table t{record_rows{{{"family", "A"}, {"role", "child"}},
                                                      {{"family", "A"}},
                                                      {{"family", "A"}, {"role", ""}},
                                                      {{"family", "A"}, {"role", "caregiver"}}},
                                          1};
    const auto rows = t.columns();
    EXPECT_EQ(rows.coded(field::role).texts, (std::vector<std::string_view>{"child", "caregiver"}));
    EXPECT_TRUE(rows.coded(field::role).codes.empty());
    EXPECT_EQ(rows.code(field::role, 0), 0);
    EXPECT_EQ(rows.code(field::role, 1), -1);
    EXPECT_EQ(rows.code(field::role, 2), -1);
    EXPECT_EQ(rows.code(field::role, 3), 1);
    EXPECT_EQ(rows.coded(field::role).code_of("caregiver"), 1);
    EXPECT_EQ(rows.coded(field::role).code_of("other"), -1);
    EXPECT_EQ(rows.filled(2), just(field::family)) << "an empty text is nothing";
}

/// A table of `family` and `item` whose items are a dictionary.
struct with_dictionary {
    std::string characters;
    std::vector<std::int32_t> ends{0};
    std::vector<std::int8_t> places;
    const void* of_texts[3] = {nullptr, nullptr, nullptr};
    const void* of_codes[2] = {nullptr, nullptr};
    ArrowSchema text_kind{}, item_kind{}, family_kind{}, kinds{};
    ArrowArray text_cells{}, item_cells{}, family_cells{}, cells{};
    ArrowSchema* kind_places[2] = {&family_kind, &item_kind};
    ArrowArray* cell_places[2] = {&family_cells, &item_cells};

    with_dictionary(const std::vector<std::string>& texts, std::vector<std::int8_t> codes)
        : places{std::move(codes)} {
        for (const std::string& t : texts) {
            characters += t;
            ends.push_back(static_cast<std::int32_t>(characters.size()));
        }
        of_texts[1] = ends.data();
        of_texts[2] = characters.data();
        of_codes[1] = places.data();
        text_kind.format = "u";
        text_cells = {static_cast<std::int64_t>(texts.size()),
                      0,
                      0,
                      3,
                      0,
                      of_texts,
                      nullptr,
                      nullptr,
                      nullptr,
                      nullptr};
        item_kind.format = "c";
        item_kind.name = "item";
        item_kind.dictionary = &text_kind;
        item_cells = {static_cast<std::int64_t>(places.size()),
                      0,
                      0,
                      2,
                      0,
                      of_codes,
                      nullptr,
                      &text_cells,
                      nullptr,
                      nullptr};
        family_kind = item_kind;
        family_kind.name = "family";
        family_cells = item_cells;
        kinds.format = "+s";
        kinds.n_children = 2;
        kinds.children = kind_places;
        cells.length = item_cells.length;
        cells.n_children = 2;
        cells.children = cell_places;
    }
    with_dictionary(const with_dictionary&) = delete;
    with_dictionary& operator=(const with_dictionary&) = delete;
    [[nodiscard]] actueel::record_columns columns() const {
        return actueel::record_columns::of(kinds, cells, {table_origin{}}, "table", "fault");
    }
};

TEST(RecordColumns, GiveOneNumberToATextThatADictionaryHasTwice) {
    const with_dictionary t{{"p", "", "q", "p"}, {0, 1, 2, 3}};
    const auto rows = t.columns();
    EXPECT_EQ(rows.coded(field::item).texts, (std::vector<std::string_view>{"p", "q"}));
    EXPECT_EQ(rows.coded(field::item).codes, (unfilled_vector<std::int32_t>{0, -1, 1, 0}));
    EXPECT_EQ(rows.filled(1), just(field::family)) << "an empty text of the dictionary is nothing";
}

TEST(RecordColumns, EndAFamilyWhereItsTextEndsAlsoInADictionaryThatHasItTwice) {
    const with_dictionary t{{"A", "A", "B"}, {0, 1, 0, 2, 2}};
    EXPECT_EQ(t.columns().end_of_family(0), 3);
    EXPECT_EQ(t.columns().end_of_family(3), 5);
    const table plain{record_rows{{{"family", "A"}}, {{"family", "A"}}, {{"family", "B"}}}};
    EXPECT_EQ(plain.columns().end_of_family(0), 2);
    EXPECT_EQ(plain.columns().end_of_family(2), 3);
}

TEST(RecordColumns, ARowThatFillsAColumnOfNoRecordIsStrange) {
    const table t{record_rows{{{"family", "A"}, {"colour", "red"}, {" row", "1"}},
                              {{"family", "A"}, {"colour", ""}, {" row", "2"}}}};
    EXPECT_TRUE(t.columns().strange(0));
    EXPECT_FALSE(t.columns().strange(1)) << "nothing stands there";
}

TEST(RecordColumns, ARowWithAFaultOfItsReaderIsStrange) {
    const table t{record_rows{{{"family", "A"}}, {{"family", "A"}, {"fault", "a bad cell"}}}};
    EXPECT_FALSE(t.columns().strange(0));
    EXPECT_TRUE(t.columns().strange(1));
}

TEST(RecordColumns, AColumnThatCannotBeReadMakesAllRowsStrange) {
    std::vector<actueel::made_column> made;
    made.emplace_back("family", "u").add_texts("A", 2);
    made.emplace_back("note", "b").add(true);
    made.back().add_null();
    ArrowSchema kinds{};
    ArrowArray cells{};
    give_away(std::move(made), 2, kinds, cells);
    const auto rows = actueel::record_columns::of(kinds, cells, {table_origin{}}, "table", "fault");
    EXPECT_TRUE(rows.strange(0));
    EXPECT_TRUE(rows.strange(1));
    kinds.release(&kinds);
    cells.release(&cells);
}

TEST(RecordColumns, KnowTheTableThatARowCameFrom) {
    const table t{record_rows{{{"family", "A"}, {"table", "1"}}, {{"family", "A"}, {"table", "0"}}},
                  {table_origin{true, true, {}}, table_origin{false, true, "event"}}};
    EXPECT_FALSE(t.columns().origin(0).ids);
    EXPECT_EQ(t.columns().origin(0).type, "event");
    EXPECT_TRUE(t.columns().origin(1).ids);
}

TEST(RecordColumns, OfASliceBeginFurtherOn) {
    table t{record_rows{{{"family", "A"}, {"item", "p"}},
                        {{"family", "A"}},
                        {{"family", "B"}, {"item", "q"}, {"observed_on", "2020-02-03"}}}};
    t.from(1);
    const auto rows = t.columns();
    EXPECT_EQ(rows.size(), 2);
    EXPECT_EQ(rows.at(field::family).text(0), "A");
    EXPECT_EQ(rows.filled(0), just(field::family));
    EXPECT_EQ(rows.code(field::item, 1), 0);
    EXPECT_EQ(rows.at(field::observed_on).a_day(1), actueel::testing::on("2020-02-03"));
    EXPECT_EQ(rows.end_of_family(0), 1);
}

} // namespace
