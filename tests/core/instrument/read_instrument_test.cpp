// SPDX-License-Identifier: MPL-2.0
// Contract: instruments are checked before they are used: loading refuses, with a JSON Pointer, all problems at once
// (semantics 9). Faults of conditions, rules, evidence and texts stand in the tests of their own headers; the worked cases
// in assessment/parse_instrument_test.cpp.
#include <actueel/instrument/read_instrument.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::testing::faults;
using actueel::testing::faults_of;
using actueel::testing::form;
using actueel::testing::json;
using actueel::testing::low_cuts;
using actueel::testing::no_some_yes;
using actueel::testing::points;

std::string told(std::string_view document) {
    return faults(actueel::try_parse_instrument(json(document)));
}
/// The faults of an instrument with one item beside a plain one, that gives no points.
std::string told_of_item(std::string_view fields) {
    return faults_of(form{}.fixed("a").item("b", fields).scale("s", "sum", {points("a")}));
}
/// The faults of an instrument with this term on an item `a` with options, `n` with whole numbers from 0 to 9, `p` per child
/// and `d` the days since an event.
std::string told_of_term(std::string_view term) {
    return faults_of(form{}
                         .fixed("a")
                         .counted("n", "'min':0,'max':9,'integer':true")
                         .fixed("p", "'per':'child'")
                         .derived("d", "'days_since_event':{'types':['v']}")
                         .fixed("audit", "'audit_only':true")
                         .scale("s", "sum", {std::string{term}}));
}
const std::string asked = "'ask':{'en':'?'},";

// ---- the document

TEST(Instrument, AnotherFormatIsRefusedAndANewerOneByName) {
    EXPECT_EQ(told("{'format':'actueel.history/1'}"), "format_unknown /format");
    EXPECT_EQ(told("{'format':'actueel.instrument/2'}"), "format_newer /format");
    EXPECT_EQ(told("{'id':'a'}"), "field_missing ");
    EXPECT_EQ(told("3"), "type_wrong ");
}

TEST(Instrument, WithoutDraftNeedsEvidenceCasesAndSources) {
    std::string text = form{}.fixed("a").scale("s", "sum", {points("a")}).text();
    text.erase(text.find("\"status\":\"draft\","), 17);
    EXPECT_EQ(faults(actueel::try_parse_instrument(text)),
              "field_missing \nfield_missing \ncitation_missing /items/0");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {points("a")})),
              "no fault"); // a draft loads without them
}

TEST(Instrument, AnEmptyListOfCasesIsNoneAndADraftMayHaveNone) {
    const auto with_no_cases = [](bool draft) {
        std::string text =
            form{}
                .fixed("a", "'source':'s1'")
                .scale("s", "sum", {points("a")})
                .with(
                    "evidence",
                    "{'validated':false,'statement':{'en':'N'},'sources':[{'id':'s1','cite':'c'}]}")
                .with("cases", "[]")
                .with("level_from", "[]")
                .text();
        if (!draft) { text.erase(text.find("\"status\":\"draft\","), 17); }
        return faults(actueel::try_parse_instrument(text));
    };
    EXPECT_EQ(with_no_cases(false), "list_empty /cases");
    EXPECT_EQ(with_no_cases(true), "no fault");
}

TEST(Instrument, ValidatedSaysOnWhom) {
    const auto validated = [](std::string_view on) {
        std::string text =
            form{}
                .fixed("a", "'source':'s1'")
                .scale("s", "sum", {points("a")})
                .with("evidence",
                      "{'validated':true,'statement':{'en':'V'},'sources':[{'id':'s1','cite':'c'}],"
                      "'figures':[{'measure':'auc','value':0.7,'source':'s1'" +
                          std::string{on} + "}]}")
                .with("cases", "[{'answers':{'a':'yes'},'scales':{'s':3}}]")
                .text();
        text.erase(text.find("\"status\":\"draft\","), 17);
        return faults(actueel::try_parse_instrument(text));
    };
    EXPECT_EQ(validated(""), "validation_incomplete /evidence");
    EXPECT_EQ(validated(",'on':'400 families'"), "no fault");
}

TEST(Instrument, TellsAllProblemsAtOnceInDocumentOrder) {
    EXPECT_EQ(
        faults_of(
            form{}
                .with("purpose", "' '")
                .item("a", "'kind':'dynamic'," + asked + no_some_yes + ",'best':'nope'")
                .item("b c", "'kind':'static'," + asked + no_some_yes + ",'shelf_life':'P1M'")
                .scale("s", "sum",
                       {"{'item':'a','points':{'no':0,'some':1}}", "{'item':'q','points':{}}"},
                       "'lable':{'en':'x'}")),
        "id_malformed /purpose\nshelf_life_missing /items/0\nvalue_unknown "
        "/items/0/best\nid_malformed /items/1/id\n"
        "shelf_life_not_allowed /items/1/shelf_life\noption_without_points "
        "/scales/0/terms/0/points\n"
        "name_unknown /scales/0/terms/1/item\nfield_unknown /scales/0/lable");
}

TEST(Instrument, HeadFieldsHaveTheirValues) {
    const form f = form{}.fixed("a").scale("s", "sum", {points("a")});
    const auto with = [&](std::string_view name, std::string_view value) {
        form copy = f;
        return faults_of(copy.with(name, value));
    };
    EXPECT_EQ(with("subject", "'person'"), "value_unknown /subject");
    EXPECT_EQ(with("one_sitting", "1"), "type_wrong /one_sitting");
    EXPECT_EQ(with("counts_living", "[]"), "list_empty /counts_living");
    EXPECT_EQ(with("counts_living", "['there']"), "value_unknown /counts_living/0");
    EXPECT_EQ(with("hear_child_every", "'monthly'"), "duration_malformed /hear_child_every");
    EXPECT_EQ(with("licence", "{'en':'CC0'}"), "no fault");
    EXPECT_EQ(with("licence", "'CC0'"), "no fault");
    EXPECT_EQ(with("x", "[1]"), "no fault");
    EXPECT_EQ(with("itmes", "[]"), "field_unknown /itmes");
    EXPECT_EQ(told("{'format':'actueel.instrument/"
                   "1','id':'f','version':'1','status':'draft','languages':[],'title':{},'items':[]"
                   ",'scales':[]}"),
              "list_empty /languages\nlist_empty /items");
}

TEST(Instrument, NamesAreDifferent) {
    EXPECT_EQ(faults_of(form{}.fixed("a").fixed("a").scale("s", "sum", {points("a")})),
              "name_duplicate /items/1/id");
    EXPECT_EQ(
        faults_of(
            form{}.fixed("a").scale("s", "sum", {points("a")}).scale("s", "max", {points("a")})),
        "name_duplicate /scales/1/id");
    EXPECT_EQ(
        faults_of(
            form{}.fixed("a", "'formerly':['b']").fixed("b").scale("s", "sum", {points("a")})),
        "name_duplicate /items/0/formerly/0");
    EXPECT_EQ(faults_of(form{}
                            .fixed("a", "'formerly':['c']")
                            .fixed("b", "'formerly':['c']")
                            .scale("s", "sum", {points("a")})),
              "name_duplicate /items/1/formerly/0");
}

// ---- items

TEST(ItemCheck, ADynamicOneHasAShelfLifeAndAStaticOneNone) {
    EXPECT_EQ(told_of_item("'kind':'static','shelf_life':'P1M'," + asked + no_some_yes),
              "shelf_life_not_allowed /items/1/shelf_life");
    EXPECT_EQ(told_of_item("'kind':'dynamic'," + asked + no_some_yes),
              "shelf_life_missing /items/1");
    EXPECT_EQ(told_of_item("'kind':'protective'," + asked + no_some_yes),
              "shelf_life_missing /items/1");
    EXPECT_EQ(told_of_item("'kind':'dynamic','shelf_life':'P0D'," + asked + no_some_yes),
              "duration_malformed /items/1/shelf_life");
}

TEST(ItemCheck, ItsCodesAreItsOwn) {
    const auto codes = [](std::string_view options) {
        return told_of_item("'kind':'static'," + asked + "'answer':{'options':[" +
                            std::string{options} + "]}");
    };
    for (const auto* own : {"unknown", "refused", "not_applicable", "not_seen"}) {
        EXPECT_EQ(codes(std::string{"{'code':'"} + own + "','label':{'en':'x'}}"),
                  "code_reserved /items/1/answer/options/0/code");
    }
    EXPECT_EQ(codes("{'code':'a','label':{'en':'x'}},{'code':'a','label':{'en':'y'}}"),
              "name_duplicate /items/1/answer/options/1/code");
    EXPECT_EQ(
        codes("{'code':'a','label':{'en':'x'}},{'code':'b','label':{'en':'y'},'formerly':['a']}"),
        "name_duplicate /items/1/answer/options/1/formerly/0");
    EXPECT_EQ(told_of_item("'kind':'static'," + asked + no_some_yes + ",'retired':['no']"),
              "name_duplicate /items/1/retired/0");
    EXPECT_EQ(told_of_item("'kind':'static'," + asked + no_some_yes + ",'retired':['refused']"),
              "code_reserved /items/1/retired/0");
    EXPECT_EQ(codes(""), "list_empty /items/1/answer/options");
}

TEST(ItemCheck, ItIsAnsweredWithOptionsOrANumber) {
    const auto answer = [](std::string_view fields) {
        return told_of_item("'kind':'static'," + asked + "'answer':{" + std::string{fields} + "}");
    };
    EXPECT_EQ(answer(""), "fields_exclude /items/1/answer");
    EXPECT_EQ(answer("'options':[{'code':'a','label':{'en':'x'}}],'number':{'min':0,'max':1}"),
              "fields_exclude /items/1/answer");
    EXPECT_EQ(answer("'number':{'min':2,'max':1}"), "number_range_empty /items/1/answer/number");
    EXPECT_EQ(answer("'number':{'min':0.5,'max':2,'integer':true}"),
              "number_range_empty /items/1/answer/number");
    EXPECT_EQ(answer("'number':{'min':0}"), "field_missing /items/1/answer/number");
    EXPECT_EQ(answer("'number':{'min':1,'max':1}"), "no fault");
    EXPECT_EQ(told_of_item("'kind':'static'," + asked.substr(0, asked.size() - 1)),
              "field_missing /items/1");
}

TEST(ItemCheck, AChangeableOneSaysWhatIsBest) {
    EXPECT_EQ(told_of_item("'kind':'static','changeable':true," + asked + no_some_yes),
              "best_missing /items/1");
    EXPECT_EQ(told_of_item("'kind':'static','best':'often'," + asked + no_some_yes),
              "value_unknown /items/1/best");
    EXPECT_EQ(told_of_item("'kind':'static','best':10," + asked +
                           "'answer':{'number':{'min':0,'max':9}}"),
              "value_unknown /items/1/best");
    EXPECT_EQ(told_of_item("'kind':'static','best':2.5," + asked +
                           "'answer':{'number':{'min':0,'max':9,'integer':true}}"),
              "value_unknown /items/1/best");
    EXPECT_EQ(told_of_item("'kind':'static','best':0,'changeable':true," + asked +
                           "'answer':{'number':{'min':0,'max':9}}"),
              "no fault");
}

TEST(ItemCheck, AgesAreOfPersonsAndNotEmpty) {
    EXPECT_EQ(told_of_item("'kind':'static','ages':{'below':3}," + asked + no_some_yes),
              "field_not_allowed /items/1/ages");
    EXPECT_EQ(told_of_item("'kind':'static','per':'child','ages':{'at_least':3,'below':3}," +
                           asked + no_some_yes),
              "number_range_empty /items/1/ages");
    EXPECT_EQ(told_of_item("'kind':'static','per':'child','ages':{'at_least':2.5}," + asked +
                           no_some_yes),
              "number_not_whole /items/1/ages/at_least");
}

TEST(ItemCheck, PolicyFieldsHaveTheirValues) {
    const auto with = [](std::string_view field) {
        return told_of_item("'kind':'static'," + asked + no_some_yes + "," + std::string{field});
    };
    EXPECT_EQ(with("'when_unknown':'keep'"), "value_unknown /items/1/when_unknown");
    EXPECT_EQ(with("'when_stale':'zero'"), "value_unknown /items/1/when_stale");
    EXPECT_EQ(with("'when_contested':'all'"), "value_unknown /items/1/when_contested");
    EXPECT_EQ(with("'sources':[]"), "list_empty /items/1/sources");
    EXPECT_EQ(with("'sources':['mother']"), "value_unknown /items/1/sources/0");
    EXPECT_EQ(with("'pick':{'rule':'worst'}"), "field_missing /items/1/pick");
    EXPECT_EQ(with("'pick':{'rule':'median','window':'P1M'}"), "value_unknown /items/1/pick/rule");
    EXPECT_EQ(with("'lapses_on':{'joins':['mother']}"), "value_unknown /items/1/lapses_on/joins/0");
    EXPECT_EQ(with("'source':'nowhere'"), "citation_missing /items/1/source");
    EXPECT_EQ(with("'derive':{}"), "field_unknown /items/1/derive");
}

TEST(ItemCheck, ADerivedOneHasOneDerivationAndIsNeverAsked) {
    EXPECT_EQ(told_of_item("'kind':'derived'"), "field_missing /items/1");
    EXPECT_EQ(told_of_item("'kind':'derived','derive':{}"), "field_missing /items/1/derive");
    EXPECT_EQ(told_of_item("'kind':'derived','derive':{'age':{'of':'youngest','role':'child'},'"
                           "count_persons':{'role':'child'}}"),
              "fields_exclude /items/1/derive");
    EXPECT_EQ(told_of_item("'kind':'derived','derive':{'age':{'of':'middle','role':'child'}}"),
              "value_unknown /items/1/derive/age/of");
    EXPECT_EQ(told_of_item("'kind':'derived','derive':{'age':{'of':'oldest'}}"),
              "field_missing /items/1/derive/age");
    EXPECT_EQ(
        told_of_item(
            "'kind':'derived','per':'child','derive':{'age':{'of':'oldest','role':'caregiver'}}"),
        "field_not_allowed /items/1/derive");
    EXPECT_EQ(told_of_item("'kind':'derived','derive':{'days_since_event':{'types':['v']}}," +
                           no_some_yes),
              "field_unknown /items/1/answer");
    EXPECT_EQ(told_of_item(
                  "'kind':'derived','derive':{'days_since_event':{'types':['v'],'window':'P1Y'}}"),
              "field_unknown /items/1/derive/days_since_event/window");
}

TEST(ItemCheck, SpecialCategoriesAreForAFairnessAuditAlone) {
    for (const auto* word : {"nationality", "godsdienst", "ethnicity"}) {
        EXPECT_EQ(told_of_item("'kind':'static','ask':{'en':'What is your " + std::string{word} +
                               "?'}," + no_some_yes),
                  "audit_only_counts /items/1")
            << word;
        EXPECT_EQ(told_of_item("'kind':'static','audit_only':true,'ask':{'en':'What is your " +
                               std::string{word} + "?'}," + no_some_yes),
                  "no fault")
            << word;
    }
    EXPECT_EQ(faults_of(form{}.fixed("religion").scale("s", "sum", {points("religion")})),
              "audit_only_counts /items/0");
}

TEST(ItemCheck, ItemsAboutIncomeDebtOrHousingNeedAJustification) {
    EXPECT_EQ(told_of_item("'kind':'static','ask':{'en':'Are there debts?'}," + no_some_yes),
              "justification_missing /items/1");
    EXPECT_EQ(told_of_item(
                  "'kind':'static','ask':{'en':'Are there debts?'},'justification':{'en':'why'}," +
                  no_some_yes),
              "no fault");
}

// ---- scales

TEST(TermCheck, EveryOptionHasPoints) {
    EXPECT_EQ(told_of_term("{'item':'a','points':{'no':0,'some':1}}"),
              "option_without_points /scales/0/terms/0/points");
    EXPECT_EQ(told_of_term("{'item':'a','points':{'no':0,'some':1,'yes':2,'yess':3}}"),
              "name_unknown /scales/0/terms/0/points/yess");
    EXPECT_EQ(told_of_term("{'item':'a','points':{'no':0,'some':1.00001,'yes':2}}"),
              "decimal_too_fine /scales/0/terms/0/points/some");
}

TEST(TermCheck, BinsCoverTheWholeRangeInOrder) {
    EXPECT_EQ(
        told_of_term("{'item':'n','bins':[{'at_least':0,'points':0},{'at_least':3,'points':1}]}"),
        "no fault");
    EXPECT_EQ(told_of_term("{'item':'n','bins':[{'at_least':1,'points':0}]}"),
              "bins_gap /scales/0/terms/0/bins");
    EXPECT_EQ(told_of_term("{'item':'n','bins':[{'at_least':-5,'points':0}]}"), "no fault");
    EXPECT_EQ(
        told_of_term("{'item':'n','bins':[{'at_least':0,'points':0},{'at_least':0,'points':1}]}"),
        "bins_order /scales/0/terms/0/bins/1");
    EXPECT_EQ(told_of_term("{'item':'n','bins':[]}"), "list_empty /scales/0/terms/0/bins");
}

TEST(TermCheck, SaysOnceHowAnswersBecomePoints) {
    for (const auto* term :
         {"{'item':'a'}", "{'item':'a','linear':{'times':1}}", "{'item':'n','points':{}}",
          "{'item':'n','bins':[{'at_least':0,'points':0}],'linear':{'times':1}}"}) {
        EXPECT_EQ(told_of_term(term), "points_do_not_fit /scales/0/terms/0") << term;
    }
}

TEST(TermCheck, ALinearOneStaysWithinTenToTheNinth) {
    EXPECT_EQ(told_of_term("{'item':'n','linear':{'times':1000000000}}"),
              "decimal_too_large /scales/0/terms/0");
    EXPECT_EQ(told_of_term("{'item':'n','linear':{'times':1000000000,'max':5}}"), "no fault");
    EXPECT_EQ(told_of_term("{'item':'n','linear':{'times':1,'min':3,'max':2}}"),
              "number_range_empty /scales/0/terms/0/linear");
}

TEST(TermCheck, DaysSinceAnEventSayWhatNoneGives) {
    EXPECT_EQ(told_of_term("{'item':'d','bins':[{'at_least':0,'points':1}]}"),
              "field_missing /scales/0/terms/0");
    EXPECT_EQ(told_of_term("{'item':'d','bins':[{'at_least':0,'points':1}],'if_none':0}"),
              "no fault");
    EXPECT_EQ(told_of_term("{'item':'n','linear':{'times':1},'if_none':0}"),
              "field_not_allowed /scales/0/terms/0/if_none");
}

TEST(TermCheck, APerPersonItemSaysHowMembersCombineAndASumItsMost) {
    EXPECT_EQ(told_of_term(points("p")), "combine_missing /scales/0/terms/0");
    EXPECT_EQ(told_of_term(points("p", "'combine':'sum'")), "most_missing /scales/0/terms/0");
    EXPECT_EQ(told_of_term(points("p", "'combine':'sum','most':5")), "no fault");
    EXPECT_EQ(told_of_term(points("p", "'combine':'max','most':5")),
              "field_not_allowed /scales/0/terms/0/most");
    EXPECT_EQ(told_of_term(points("a", "'combine':'max'")),
              "field_not_allowed /scales/0/terms/0/combine");
    EXPECT_EQ(told_of_term(points("p", "'combine':'mean'")),
              "value_unknown /scales/0/terms/0/combine");
}

TEST(TermCheck, AnItemForAuditAloneGivesNoPoints) {
    EXPECT_EQ(told_of_term(points("audit")), "audit_only_counts /scales/0/terms/0/item");
}

TEST(TermCheck, IsAnItemOrAScaleOnce) {
    EXPECT_EQ(told_of_term("{}"), "fields_exclude /scales/0/terms/0");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {points("a"), points("a")})),
              "entry_duplicate /scales/0/terms/1");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {})), "list_empty /scales/0/terms");
}

TEST(ScaleCheck, ThereIsAtLeastOne) {
    EXPECT_EQ(faults_of(form{}.fixed("a")), "list_empty /scales");
}

TEST(ScaleCheck, ThoseThatRestOnThemselvesAreRefused) {
    EXPECT_EQ(faults_of(form{}
                            .fixed("a")
                            .scale("s", "sum", {"{'scale':'t'}"})
                            .scale("t", "sum", {"{'scale':'s'}"})
                            .scale("u", "sum", {points("a")})),
              "scale_cycle /scales/0\nscale_cycle /scales/1");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {"{'scale':'s'}"})),
              "scale_cycle /scales/0");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {"{'scale':'z'}"})),
              "name_unknown /scales/0/terms/0/scale");
}

TEST(ScaleCheck, ItsMaximumAndMinimumAreWhatTheItemsGive) {
    const auto bound = [](std::string_view stated) {
        return faults_of(form{}.fixed("a").scale("s", "sum", {points("a")}, stated));
    };
    EXPECT_EQ(bound("'minimum':0,'maximum':3"), "no fault");
    EXPECT_EQ(bound("'maximum':4"), "bound_not_given /scales/0/maximum");
    EXPECT_EQ(bound("'minimum':-1"), "bound_not_given /scales/0/minimum");
    EXPECT_EQ(bound("'maximum':3,'table':[[0,10],[2,90]]"),
              "no fault"); // of the points, before the table
}

TEST(ScaleCheck, CutsIncreaseInTheOrderOfTheLevels) {
    const auto cut = [](std::string_view stated) {
        return faults_of(
            form{}
                .fixed("a")
                .scale("s", "sum", {points("a")}, "'cuts':" + std::string{stated})
                .low_middle_high("s")
                .with("rules", "[{'id':'m','if':{'plan':'active'},'then':{'set':'middle'}},{'id':'"
                               "h','if':{'plan':'active'},'then':{'set':'high'}}]"));
    };
    EXPECT_EQ(cut("{'high':3,'middle':1}"), "no fault");
    EXPECT_EQ(cut("{'middle':2,'high':2}"), "cuts_order /scales/0/cuts/high");
    EXPECT_EQ(cut("{'middle':2,'hihg':3}"), "name_unknown /scales/0/cuts/hihg");
    EXPECT_EQ(cut("{'low':1,'middle':2}"), "cut_of_lowest /scales/0/cuts/low");
    EXPECT_EQ(cut("{'low':0,'middle':2}"), "no fault"); // where it begins by itself
    EXPECT_EQ(cut("{'high':3}"), "no fault");
}

TEST(ScaleCheck, EveryLevelIsReached) {
    EXPECT_EQ(faults_of(form{}
                            .fixed("a")
                            .scale("s", "sum", {points("a")}, "'cuts':{'high':3}")
                            .low_middle_high("s")),
              "level_unreachable /levels/1");
    EXPECT_EQ(faults_of(form{}
                            .fixed("a")
                            .scale("s", "sum", {points("a")})
                            .levels({"low", "high"})
                            .with("tree", "{'level':'high'}")),
              "level_unreachable /levels/0");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {points("a")}).levels({"low", "high"})),
              "level_unreachable /levels/1");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {points("a")}).low_middle_high("s")),
              "cuts_missing /level_from/0");
}

TEST(ScaleCheck, ProrationIsOfMaxMinAndMean) {
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {points("a")}, "'min_answered':1")),
              "field_not_allowed /scales/0/min_answered");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "mean", {points("a")}, "'min_answered':2")),
              "number_not_whole /scales/0/min_answered");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "mean", {points("a")}, "'min_answered':1")),
              "no fault");
}

TEST(ScaleCheck, ATableIsAListOfPairsInOrder) {
    EXPECT_EQ(
        faults_of(form{}.fixed("a").scale("s", "sum", {points("a")}, "'table':[[0,1],[0,2]]")),
        "bins_order /scales/0/table/1");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {points("a")}, "'table':[[0]]")),
              "type_wrong /scales/0/table/0");
}

TEST(ScaleCheck, StaysWithinTenToTheNinth) {
    std::vector<std::string> terms;
    form f;
    for (const auto* id : {"a", "b"}) {
        f.fixed(id);
        terms.push_back(std::string{"{'item':'"} + id +
                        "','points':{'no':0,'some':1,'yes':1000000000}}");
    }
    EXPECT_EQ(faults_of(f.scale("s", "sum", terms)), "decimal_too_large /scales/0");
}

TEST(ScaleCheck, TheStandardErrorIsAboveZero) {
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {points("a")}, "'standard_error':0")),
              "number_range_empty /scales/0/standard_error");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {points("a")},
                                                "'standard_error':1.1,'higher_is':'better'")),
              "no fault");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {points("a")}, "'higher_is':'good'")),
              "value_unknown /scales/0/higher_is");
}

// ---- limits

TEST(InstrumentLimits, HoldAtTheLimitAndNotOneBeyond) {
    const auto items = [](std::size_t count) {
        form f;
        for (std::size_t i = 0; i < count; ++i) { f.fixed("a" + std::to_string(i)); }
        return faults_of(f.scale("s", "sum", {points("a0")}));
    };
    EXPECT_EQ(items(actueel::most_items), "no fault");
    EXPECT_EQ(items(actueel::most_items + 1), "too_many /items");
}

TEST(InstrumentLimits, OptionsAreCountedTogether) {
    std::vector<std::string> options;
    for (std::size_t i = 0; i < actueel::most_options; ++i) {
        options.push_back("{'code':'o" + std::to_string(i) + "','label':{'en':'x'}}");
    }
    const auto with_options = [](const std::vector<std::string>& of) {
        return "'kind':'static'," + asked + "'answer':{'options':" + actueel::testing::list(of) +
               "}";
    };
    form f = form{}
                 .counted("n", "'min':0,'max':1")
                 .scale("s", "sum", {"{'item':'n','linear':{'times':1}}"});
    const std::size_t items = actueel::most_options_together / actueel::most_options;
    for (std::size_t i = 0; i < items; ++i) {
        f.item("b" + std::to_string(i), with_options(options));
    }
    EXPECT_EQ(faults_of(f), "no fault");
    options.resize(1);
    EXPECT_EQ(faults_of(f.item("z", with_options(options))),
              "too_many /items/" + std::to_string(items + 1) + "/answer/options");
}

TEST(InstrumentLimits, TermsAreCountedTogether) {
    form f;
    std::vector<std::string> terms;
    for (std::size_t i = 0; i < actueel::most_terms; ++i) {
        f.counted("n" + std::to_string(i), "'min':0,'max':1");
        terms.push_back("{'item':'n" + std::to_string(i) + "','linear':{'times':1}}");
    }
    const std::size_t scales = actueel::most_terms_together / actueel::most_terms;
    for (std::size_t i = 0; i < scales; ++i) { f.scale("s" + std::to_string(i), "sum", terms); }
    EXPECT_EQ(faults_of(f), "no fault");
    EXPECT_EQ(faults_of(f.scale("one_more", "sum", {terms.front()})),
              "too_many /scales/" + std::to_string(scales) + "/terms");
}

TEST(InstrumentLimits, ConditionsAreCountedTogether) {
    const auto conditions =
        [](std::size_t count) { // a node for the list and one for each of its parts
            std::string rules = "[";
            for (std::size_t left = count, id = 0; left > 0; ++id) {
                const std::size_t parts = std::min<std::size_t>(left - 1, 999);
                std::string all;
                for (std::size_t i = 0; i < parts; ++i) {
                    all += (i == 0 ? "" : ",") + std::string{"{'plan':'active'}"};
                }
                rules += (id == 0 ? "" : ",") + std::string{"{'id':'r"} + std::to_string(id) +
                         "','if':" +
                         (parts == 0 ? std::string{"{'plan':'active'}"} : "{'all':[" + all + "]}") +
                         ",'then':{'set':'high'}}";
                left -= parts + 1;
            }
            return faults_of(form{}
                                 .fixed("a")
                                 .scale("s", "sum", {points("a")}, low_cuts)
                                 .low_middle_high("s")
                                 .with("rules", rules + "]"));
        };
    EXPECT_EQ(conditions(actueel::most_conditions), "no fault");
    EXPECT_NE(conditions(actueel::most_conditions + 1).find("too_many /rules/10"),
              std::string::npos);
}

TEST(Instrument, ErrorsNeverHoldFreeTextAboutPeople) {
    const std::string text =
        form{}
            .item("a", "'kind':'static','ask':{'en':'?'},'answer':{'options':[{'code':'no','label':"
                       "{'en':'no'}}]},'Anna de Vries':1")
            .scale("s", "sum", {"{'item':'a','points':{'no':0,'Piet Jansen':1}}"})
            .with("purpose", "'  Sofie'")
            .text();
    const auto read = actueel::try_parse_instrument(text);
    ASSERT_FALSE(read);
    for (const auto* word : {"Anna", "Piet", "Sofie"}) {
        EXPECT_EQ(std::string{read.error().what()}.find(word), std::string::npos)
            << read.error().what();
    }
}

} // namespace
