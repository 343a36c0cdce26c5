# SPDX-License-Identifier: MPL-2.0
"""A draft from a table, tried with two published tables; every total is typed from the page, not from our output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from small_instrument import Document

import actueel as ac
from actueel.author import Draft, draft_from_table
from actueel.author.families import AS_OF, Family, Person

CFRA = """\
vraagcode;vraag_nl;vraag_en;soort;per;opties;houdbaar;bron
n_current;Gaat de melding nu over verwaarlozing?;Is the present report about neglect?;statisch;gezin;nee/ja = 0/1;;van der Put 2016
n_prior;Hoeveel eerdere meldingen van verwaarlozing?;How many earlier neglect reports?;statisch;gezin;0 / 1 / 2+ = 0/1/2;;van der Put 2016
a_current;Gaat de melding nu over mishandeling?;Is the present report about abuse?;statisch;gezin;nee/ja = 0/1;;van der Put 2016
a_prior;Hoeveel eerdere meldingen van mishandeling?;How many earlier abuse reports?;statisch;gezin;0 / 1 / 2+ = 0/1/2;;van der Put 2016
a_injury;Had een kind eerder letsel?;Was a child injured before?;statisch;gezin;nee/ja = 0/1;;van der Put 2016
blame;Geeft een ouder het kind de schuld?;Does a parent blame the child?;dynamisch;opvoeder;nee/ja = 0/1;P3M;van der Put 2016
care;Geeft een ouder te weinig lichamelijke zorg?;Does a parent give too little physical care?;dynamisch;opvoeder;nee/ja = 0/1;3 maanden;van der Put 2016
drug;Heeft een ouder nu een probleem met drank of drugs?;Does a parent now have an alcohol or drug problem?;dynamisch;opvoeder;nee/ja = 0/1;30 dagen;van der Put 2016
dv;Was er partnergeweld in de laatste 12 maanden?;Partner violence in the past 12 months?;statisch;gezin;0 / 1+ = 0/2;;van der Put 2016
style;Is een ouder te streng of te overheersend?;Is a parent too strict or domineering?;dynamisch;opvoeder;geen/streng/overheersend = 0/1/1;P6M;van der Put 2016
spending;Is er grote zorg over de uitgaven?;Is there great worry about spending?;dynamisch;gezin;nee/ja = 0/1;P3M;van der Put 2016
destructive;Gaan gezinsleden vernielend met elkaar om?;Do family members treat each other destructively?;dynamisch;gezin;niet/soms/vaak = 0/1/2;P3M;van der Put 2016
skills;Mist een ouder vaardigheden om op te voeden?;Does a parent lack parenting skills?;dynamisch;opvoeder;nee/deels/ja/niet vastgesteld = 0/1/2/1;P6M;van der Put 2016
attend;Heeft een ouder te weinig aandacht voor het kind?;Does a parent pay the child too little attention?;dynamisch;opvoeder;nee/deels/ja/niet vastgesteld = 0/1/2/1;P3M;van der Put 2016
downplay;Maakt een ouder de zorgen kleiner dan ze zijn?;Does a parent play the concerns down?;dynamisch;opvoeder;nee/ja = 0/1;P3M;van der Put 2016
"""  # noqa: E501 a table as it is pasted

NEWS2 = """\
item,question,options,max
resp_rate,Breaths per minute?,"[0,9)=3 [9,12)=1 [12,21)=0 [21,25)=2 [25,..)=3",100
spo2,Oxygen saturation (scale 1)?,"[0,92)=3 [92,94)=2 [94,96)=1 [96,101)=0",
oxygen,Air or oxygen?,"air=0, oxygen=2",
systolic,Systolic blood pressure?,"[0,91)=3 [91,101)=2 [101,111)=1 [111,220)=0 [220,..)=3",400
pulse,Heart beats per minute?,"[0,41)=3 [41,51)=1 [51,91)=0 [91,111)=1 [111,131)=2 [131,..)=3",400
consciousness,Consciousness?,"alert=0, new confusion=3, voice=3, pain=3, unresponsive=3",
temperature,Temperature?,"[0,35.1)=3 [35.1,36.1)=1 [36.1,38.1)=0 [38.1,39.1)=1 [39.1,..)=2",45
"""


def made(tmp_path: Path, text: str, **more: object) -> Draft:
    path = tmp_path / "table.csv"
    path.write_text(text)
    return draft_from_table(path, **more)  # type: ignore[arg-type]


def scored(draft: Draft, **answers: object) -> ac.Assessment:
    persons = (Person("p1", "caregiver"), Person("p2", "child", 6))
    per = {each["id"]: each.get("per", "family") for each in draft.document["items"]}
    about = {"family": None, "caregiver": "p1", "child": "p2"}
    said = {(item, about[per[item]]): answer for item, answer in answers.items()}
    history = Family("F-1", persons, said).history(draft.document)  # type: ignore[arg-type]
    return draft.instrument.assess(history, as_of=AS_OF)


def test_cfra_nl(tmp_path: Path) -> None:
    draft = made(tmp_path, CFRA, id="cfra-table")
    assert draft.instrument.draft
    assert draft.instrument.languages == ("nl", "en")
    assert len(draft.instrument.items) == 15
    blank = scored(draft).scales["total"]
    assert (blank.low, blank.high) == (0, 21)  # as the items of the article add up
    codes = {
        item["id"]: {each["label"]["nl"]: each["code"] for each in item["answer"]["options"]}
        for item in draft.document["items"]
    }
    none = {item: next(iter(options.values())) for item, options in codes.items()}
    assert str(scored(draft, **none).scales["total"]) == "0"
    worst = none | {
        "n_current": "ja", "n_prior": codes["n_prior"]["2+"], "a_current": "ja", "a_prior": codes["a_prior"]["2+"],
        "a_injury": "ja", "blame": "ja", "care": "ja", "drug": "ja", "dv": codes["dv"]["1+"], "style": "streng",
        "spending": "ja", "destructive": "vaak", "skills": "ja", "attend": "ja", "downplay": "ja",
    }  # fmt: skip
    assert str(scored(draft, **worst).scales["total"]) == "21"
    undetermined = none | {"skills": "niet_vastgesteld", "attend": "niet_vastgesteld"}
    assert str(scored(draft, **undetermined).scales["total"]) == "2"
    items = {each["id"]: each for each in draft.document["items"]}
    assert items["drug"]["shelf_life"] == "P30D"
    assert items["care"]["shelf_life"] == "P3M"
    assert "shelf_life" not in items["a_injury"]
    (source,) = draft.document["evidence"]["sources"]
    assert source["cite"] == "van der Put 2016"
    assert {each["source"] for each in items.values()} == {source["id"]}


@pytest.mark.parametrize(
    ("answers", "total", "level"),
    [
        ({}, "0", "low"),
        ({"resp_rate": 8, "spo2": 91, "oxygen": "oxygen", "systolic": 90, "pulse": 40, "consciousness": "pain",
          "temperature": 35}, "20", "high"),
        ({"resp_rate": 25}, "3", "low"),
        ({"resp_rate": 25, "oxygen": "oxygen"}, "5", "medium"),
        ({"temperature": 39.1, "pulse": 130, "systolic": 110, "spo2": 93}, "7", "high"),
        ({"temperature": 35.1, "pulse": 91, "systolic": 101}, "3", "low"),
        ({"temperature": 38, "systolic": 219, "pulse": 90, "resp_rate": 20}, "0", "low"),
        ({"systolic": 220}, "3", "low"),
    ],
)  # fmt: skip
def test_news2(tmp_path: Path, answers: dict[str, object], total: str, level: str) -> None:
    draft = made(tmp_path, NEWS2, id="news2-table", levels="low, medium=5, high=7")
    well = {"resp_rate": 16, "spo2": 97, "oxygen": "air", "systolic": 120, "pulse": 70, "consciousness": "alert",
            "temperature": 37}  # fmt: skip
    blank = scored(draft).scales["total"]
    assert (blank.low, blank.high) == (0, 20)
    a = scored(draft, **{**well, **answers})
    assert str(a.scales["total"]) == total
    assert str(a.computed) == level
    number = {each["id"]: each["answer"].get("number") for each in draft.document["items"]}
    assert number["spo2"] == {"min": 0, "max": 100, "integer": True}
    assert number["temperature"] == {"min": 0, "max": 45}


def test_a_row_an_option(tmp_path: Path) -> None:
    text = (
        "item,question_en,question_nl,kind,option,label_en,label_nl,points,scale\n"
        "conflict,Conflict?,Ruzie?,dynamic,no,no,nee,0,now\n"
        ',,,,often,often,vaak,"2,5",\n'
        "help,Uses help?,Hulp?,protective,no,no,nee,0,now\n"
        "help,,,,yes,yes,ja,–1,\n"
    )
    draft = made(tmp_path, text)
    assert draft.document["scales"] == [
        {
            "id": "now",
            "combine": "sum",
            "terms": [
                {"item": "conflict", "points": {"no": 0, "often": 2.5}},
                {"item": "help", "points": {"no": 0, "yes": -1}},
            ],
        }
    ]
    options = draft.document["items"][0]["answer"]["options"]
    assert options[1] == {"code": "often", "label": {"nl": "vaak", "en": "often"}}
    assert [each["kind"] for each in draft.document["items"]] == ["dynamic", "protective"]


def test_dutch_headers_semicolons_and_the_encoding_of_dutch_excel(tmp_path: Path) -> None:
    path = tmp_path / "tabel.csv"
    path.write_bytes("Vraag;Antwoord;Punten\nRuzie om één huis?;nee;0\n;soms;0,5\n".encode("cp1252"))
    draft = draft_from_table(path, lang="nl")
    (item,) = draft.document["items"]
    assert item["ask"] == {"nl": "Ruzie om één huis?"}
    assert item["id"] == "ruzie_om_een_huis"
    assert draft.document["scales"][0]["terms"][0]["points"] == {"nee": 0, "soms": 0.5}
    assert draft.instrument.title("nl") == "tabel"


@pytest.mark.parametrize("cell", ["no=0; yes=1", "no=0, yes=1", "no=0\nyes=1", "no/yes = 0/1", "no=0|yes=1"])
def test_all_answers_in_one_cell(tmp_path: Path, cell: str) -> None:
    draft = made(tmp_path, f'item,options\na,"{cell}"\n')
    assert draft.document["scales"][0]["terms"] == [{"item": "a", "points": {"no": 0, "yes": 1}}]


def test_an_item_near_to_poverty_says_in_every_report_that_nobody_said_why(tmp_path: Path) -> None:
    draft = made(tmp_path, "item,question_en,question_nl,options\nmoney,Money trouble?,Geldzorgen?,no=0; yes=1\n")
    (item,) = draft.document["items"]
    assert item["justification"]["en"] == "Nobody has said yet why this may count."
    assert any("write its justification" in each for each in draft.assumed)
    text = "item,question,justification,options\nmoney,Money trouble?,The article has it.,no=0; yes=1\n"
    draft = made(tmp_path, text)
    assert draft.document["items"][0]["justification"] == {"en": "The article has it."}
    assert not any("justification" in each for each in draft.assumed)
    with pytest.raises(ac.Error, match="audit_only_counts"):
        made(tmp_path, "item,question,options\nx,Religion?,no=0; yes=1\n")


def test_what_is_assumed_is_said(tmp_path: Path) -> None:
    draft = made(tmp_path, 'item,options\na,no=0; yes=1\nb,"[0,5)=0 [5,..)=1"\n')
    told = " ".join(draft.assumed)
    for words in ("dynamic", "P3M", "at most 1000", "added up", "whole numbers"):
        assert words in told
    full = made(tmp_path, 'item,kind,options,max\na,static,no=0; yes=1,\nb,static,"[0,5.5)=0 [5.5,..)=1",9\n')
    assert full.assumed == ("points are added up",)


def test_words_that_the_engine_keeps_for_itself(tmp_path: Path) -> None:
    draft = made(tmp_path, "item,options\na,unknown=1; no=0; NO=2\n")
    codes = [each["code"] for each in draft.document["items"][0]["answer"]["options"]]
    assert codes == ["answer_unknown", "no", "no_2"]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "document_empty", ""),
        ("item,options\n", "list_empty", ""),
        ("item,optons\na,no=0\n", "name_unknown", "row 1, column 2"),
        ("item,points,score\na,1,1\n", "name_duplicate", "row 1, column 3"),
        ("item,option,points\na,no,none\n", "type_wrong", "row 2, column points"),
        ("item,option,points\na,no,\n", "type_wrong", "row 2, column points"),
        ("item,option,points\na,,1\n", "field_missing", "row 2"),
        ("item,options\na,no or yes\n", "type_wrong", "row 2, column options"),
        ("item,options\na,a/b = 0/1/2\n", "type_wrong", "row 2, column options"),
        ("item,kind,options\na,sometimes,no=0\n", "value_unknown", "row 2, column kind"),
        ("item,shelf_life,options\na,long,no=0\n", "duration_malformed", "row 2, column shelf_life"),
        ('item,options\na,"[0,5)=0 [6,9)=1"\n', "bins_gap", "row 2, column options"),
        ("item,options\na,no=0\nb,no=0\na,yes=1\n", "name_duplicate", "row 4, column item"),
        ("item,options\na,no=0.12345\n", "decimal_too_fine", "/scales/0/terms/0/points/no"),
    ],
)
def test_what_is_wrong_has_a_place(tmp_path: Path, text: str, code: str, place: str) -> None:
    with pytest.raises(ac.Error) as caught:
        made(tmp_path, text)
    problem = caught.value.problems[0]
    assert (problem.code, problem.place) == (code, place)
    assert str(problem)


def test_everything_that_is_wrong_is_told_at_once_and_no_words_of_the_table(tmp_path: Path) -> None:
    with pytest.raises(ac.Error) as caught:
        made(tmp_path, "item,option,points\na,Mrs Jansen,x\n,,2\nb,no,y\n")
    assert len(caught.value.problems) == 3
    assert "Jansen" not in str(caught.value)


def test_a_cell_without_end(tmp_path: Path) -> None:
    with pytest.raises(ac.Error, match="cannot be read as CSV"):
        made(tmp_path, 'item,options\na,"' + "x" * 200_000)


# workbooks


def workbook(path: Path, **sheets: list[list[object]]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    rows: list[list[object]] = [["item", "option", "points"], ["a", "no", 0], [None, "yes", 2.5], [None, 3, 1]]
    workbook(path, notes=[["nothing"]], points=rows)
    draft = draft_from_table(path, sheet="points")
    assert draft.document["scales"][0]["terms"] == [{"item": "a", "points": {"no": 0, "yes": 2.5, "3": 1}}]
    with pytest.raises(ac.Error) as caught:
        draft_from_table(path, sheet="point")
    assert caught.value.problems[0].nearest == "points"


def test_a_broken_workbook(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"PK no zip")
    with pytest.raises(ac.Error, match="cannot be read as a workbook"):
        draft_from_table(path)


def test_without_openpyxl_the_message_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ac.Error, match=r"pip install 'actueel\[excel\]', or save the table as CSV"):
        draft_from_table(tmp_path / "table.xlsx")


# the command


def test_new_writes_a_draft_that_check_accepts(actueel: Callable, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(NEWS2)
    done = actueel("new", "--from", "table.csv", "-o", "draft.json", "--levels", "low, medium=5, high=7")
    assert (done.returncode, done.stdout) == (0, "")
    assert "total 0 to 20" in done.stderr
    assert "assumed" in done.stderr
    document: Document = json.loads((tmp_path / "draft.json").read_text())
    assert document["status"] == "draft"
    assert actueel("check", "draft.json").returncode == 0
    again = actueel("new", "--from", "table.csv", "-o", "draft.json")
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert actueel("-q", "new", "--from", "table.csv", "-o", "draft.json", "--force").stderr == ""


def test_new_leaves_nothing_behind_when_the_table_is_wrong(actueel: Callable, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("item,optons\na,no=0\n")
    done = actueel("new", "--from", "table.csv", "-o", "draft.json")
    assert done.returncode == 3
    assert "options" in done.stderr
    assert not (tmp_path / "draft.json").exists()
    assert actueel("new", "--from", "nothing.csv", "-o", "draft.json").returncode == 3
    assert actueel("new", "--from", "table.csv", "-o", "draft.json", "--levels", "a, b").returncode in {2, 3}


def test_help_describes_the_columns(actueel: Callable) -> None:
    text = actueel("new", "--help").stdout
    for words in ("code=points", "question_nl", "punten", "[from,to)=points", "one row an item"):
        assert words in text
