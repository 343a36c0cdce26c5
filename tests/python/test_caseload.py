# SPDX-License-Identifier: MPL-2.0
"""A caseload: every fact is that of the assessment, figures add up and hide what is small, no page is half."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import hashlib
import io
import json
import re
from collections import Counter, defaultdict
from html import unescape
from pathlib import Path
from typing import Any

import icalendar
import pyarrow as pa
import pytest
from jsonschema import Draft7Validator
from made_up import EXAMPLES, ROOT, history_document, observation
from made_up_caseload import AS_OF, documents, teams_of

import actueel as ac
from actueel.caseload import KINDS, Caseload, Question, Teams, caseload_of, figures, found_in_order
from actueel.caseload.calendar_file import calendar_file
from actueel.caseload.document import document
from actueel.caseload.listed import listed
from actueel.caseload.page import MOST, page
from actueel.rescoring.documents import of_histories
from actueel.rescoring.run import chunks_of
from actueel.tables import source_of_frame
from actueel.terms import Terms

SCHEMA = Draft7Validator(json.loads((ROOT / "schemas" / "v1" / "caseload.schema.json").read_text()))
GOLDEN = ROOT / "schemas" / "v1" / "valid" / "caseload"
DAY = AS_OF.isoformat()


def histories(made: list[dict[str, Any]]) -> list[ac.History]:
    return [ac.History.parse(json.dumps(each)) for each in made]


def caseload(
    families: list[ac.History],
    as_of: str = DAY,
    *,
    instrument: str = "risk-check",
    terms: Terms | None = None,
    teams: Teams | None = None,
    ahead: int = 14,
) -> Caseload:
    question = Question(ac.instrument(instrument), as_of, "everything", ahead, terms)
    return caseload_of(question, [found for _, found in found_in_order(question, of_histories(families))], teams)


def one(*records: dict[str, Any], as_of: str = DAY, **more: Any) -> Caseload:
    return caseload([ac.History.parse(json.dumps(history_document(*records)))], as_of, **more)


@pytest.fixture(scope="module")
def made() -> list[dict[str, Any]]:
    return documents(120)


@pytest.fixture(scope="module")
def whole(made: list[dict[str, Any]]) -> Caseload:
    rows = teams_of(made)
    table = pa.table(dict(zip(("family", "team", "region"), map(list, zip(*rows, strict=True)), strict=True)))
    return caseload(histories(made), terms=Terms.load(EXAMPLES / "terms.json"), teams=Teams.of_table(table))


def small() -> list[dict[str, Any]]:
    """Five families of a golden caseload."""
    said = [
        observation("o1", "prior_harm", "once", "2020-07-01", source="record"),
        observation("o2", "family_conflict", "often", "2020-06-10", source="worker"),
    ]
    signed = {"id": "s1", "type": "sign_off", "recorded_at": "2020-07-02T10:00:00Z", "instrument": "risk-check"}
    signed |= {"as_of": "2020-07-01", "by": "worker"}
    plan = {"id": "l1", "type": "plan", "recorded_at": "2020-08-10T10:00:00Z", "start": "2020-08-10"}
    report = {"id": "e1", "type": "event", "recorded_at": "2020-06-22T10:00:00Z", "event": "new_report"}
    report |= {"happened_on": "2020-06-22"}
    dispute = {"id": "d1", "type": "dispute", "recorded_at": "2020-08-20T10:00:00Z", "about": "o2", "source": "parent"}
    safe = signed | {"id": "s2", "instrument": "safety-check", "recorded_at": "2020-06-26T10:00:00Z"}
    return [
        history_document(*said, family="F-1"),
        history_document(*said, signed, plan | {"until": "2020-09-05"}, family="F-2"),
        history_document(*said, signed, report, safe | {"as_of": "2020-06-26"}, dispute, family="F-3"),
        history_document(*said, plan | {"until": "2020-08-28"}, report, family="F-4"),
        history_document(observation("o1", "prior_harm", "none", "2020-08-20"), signed, family="F-5"),
    ]


def golden_caseload() -> Caseload:
    teams = Teams.of_table(pa.table({"family": ["F-1", "F-2", "F-9"], "team": ["Eems", "Maas", "Maas"]}))
    return caseload(histories(small()), terms=Terms.load(EXAMPLES / "terms.json"), teams=teams)


def kinds(made: Caseload) -> list[str]:
    (row,) = made.rows
    return [each.kind for each in row.matters]


# ---- facts


def test_each_row_is_the_assessment_of_its_family(whole: Caseload, made: list[dict[str, Any]]) -> None:
    risk = ac.instrument("risk-check")
    levels = list(risk.levels)
    rows = {row.family: row for row in whole.rows}
    seen = 0
    for family in histories(made):
        if not family.involved(as_of=DAY):
            assert family.family not in rows
            continue
        a, row = risk.assess(family, as_of=DAY), rows[family.family]
        assert row.final is not None
        assert a.final is not None
        assert (levels[row.final[0]], levels[row.final[1]]) == (a.final.low, a.final.high)
        assert (row.answers_due, row.review_due, row.due) == (a.due.answers_due, a.due.review_due, a.due.due)
        counts = a.counts
        told = (counts.current, counts.stale, counts.unknown, counts.not_applicable, counts.contested)
        assert row.counts == told
        first = dt.date.fromisoformat(min(each["recorded_at"] for each in family.to_dict()["records"])[:10])
        if row.was is not None:
            t = risk.trajectory(family, first - dt.timedelta(400), AS_OF + dt.timedelta(1), detail="levels")
            last = [each for each in t.segments if each.computed is not None and each.computed.determined][-1]
            assert (levels[row.was[0]], row.was[1]) == (last.computed.low, last.until)
            seen += 1
    assert seen > 5
    assert len(rows) > 30


def test_rows_of_tables_are_those_of_documents(made: list[dict[str, Any]]) -> None:
    from actueel.columns import records_table

    families = histories(made[:40])
    question = Question(ac.instrument("risk-check"), DAY, "everything", 14, Terms.load(EXAMPLES / "terms.json"))
    table = records_table(families)
    for threads in (1, 3):
        chunks = chunks_of([source_of_frame(table)])
        found = [each for _, each in found_in_order(question, chunks, threads)]
        assert caseload_of(question, found).rows == caseload(families, terms=question.terms).rows


def narrowed(*pairs: tuple[dict[str, Any], dict[str, Any]]) -> Terms:
    """Terms from one record to another, a working day each."""
    text = {"nl": "verzonnen"}
    shared = {"label": text, "kind": "own", "source": text, "within": {"working_days": 1}}
    terms = [{"id": f"t{n}", "from": start, "to": end, **shared} for n, (start, end) in enumerate(pairs)]
    return Terms({"format": "actueel.terms/1", "id": "narrowed", "languages": ["nl"], "terms": terms})


def test_kinds_sources_and_outcomes_narrow_terms_in_documents_and_in_tables() -> None:
    from actueel.columns import records_table

    def record(id: str, type: str, on: str, **fields: Any) -> dict[str, Any]:
        return {"id": id, "type": type, "recorded_at": f"{on}T10:00:00Z", **fields}

    family = history_document(
        observation("o1", "prior_harm", "once", "2020-06-01", source="record"),
        record("i1", "involvement", "2020-06-02", start="2020-06-02", kind="voluntary"),
        record("i2", "involvement", "2020-06-03", start="2020-06-03", kind="onder toezicht"),
        record("i3", "involvement", "2020-06-04", start="2020-06-04"),
        record("g1", "goal", "2020-06-04", start="2020-06-04", source="child", note="Rust."),
        record("d1", "dispute", "2020-06-05", about="o1", source="parent"),
        record("d2", "dispute", "2020-06-05", about="o1", source="child"),
        record("a1", "dispute_answer", "2020-06-08", about="d1", outcome="partly", by="worker", reason="Besproken."),
        record(
            "a2", "dispute_answer", "2020-06-08", about="d2", outcome="not_upheld", by="worker", reason="Besproken."
        ),
    )
    terms = narrowed(
        ({"type": "involvement", "kind": "onder toezicht"}, {"type": "goal", "source": "child"}),
        ({"type": "involvement"}, {"type": "goal", "source": ["parent", "network"]}),
        ({"type": "dispute", "source": "parent"}, {"type": "dispute_answer"}),
        ({"type": "dispute"}, {"type": "dispute_answer", "outcome": ["upheld", "partly"]}),
    )
    families = histories([family])
    question = Question(ac.instrument("risk-check"), DAY, "everything", 14, terms)
    (in_table,) = [each for _, each in found_in_order(question, chunks_of([source_of_frame(records_table(families))]))]
    assert not in_table.rejected
    for made in (caseload_of(question, [in_table]), caseload(families, terms=terms)):
        cases = made.cases
        assert list(zip(cases.term, cases.record, cases.outcome, strict=True)) == [
            ("t0", "i2", "kept"),
            ("t1", "i1", "late"),
            ("t1", "i2", "late"),
            ("t1", "i3", "late"),
            ("t2", "d1", "kept"),
            ("t3", "d1", "kept"),
            ("t3", "d2", "late"),
        ]


def test_in_a_table_who_is_wrong_or_rare_stands_where_it_belongs(made: list[dict[str, Any]]) -> None:
    from actueel.columns import records_table

    some = [json.loads(json.dumps(each)) for each in made[:12]]
    some[3]["records"][-1]["x"] = {"ours": 1}  # kept, which only the reader of documents does
    wrong = observation("zz", "prior_harm", "oft", "2020-07-01")
    for place in (0, 7, 11):
        some[place]["records"].append(wrong)
    families = histories(some)
    question = Question(ac.instrument("risk-check"), DAY, "everything", 14)
    (found,) = [each for _, each in found_in_order(question, chunks_of([source_of_frame(records_table(families))]))]
    assert (found.read, [each.family for each in found.rejected]) == (12, [some[at]["family"] for at in (0, 7, 11)])
    assert {each.code for each in found.rejected} == {"answer_not_in_item"}
    (documents,) = [each for _, each in found_in_order(question, of_histories(families))]
    assert [each.family for each in found.families] == [each.family for each in documents.families]
    assert caseload_of(question, [found]).rows == caseload_of(question, [documents]).rows


def test_the_order_is_that_of_levels_then_days(whole: Caseload) -> None:
    order = [(-row.final[1], -row.final[0], row.first_day or dt.date.max) for row in whole.rows if row.final]
    assert order == sorted(order)


def test_a_plan_is_warned_of_on_the_last_working_day_before() -> None:
    plan = {"id": "l1", "type": "plan", "recorded_at": "2020-04-01T10:00:00Z", "start": "2020-04-01"}
    records = [observation("o1", "prior_harm", "none", "2020-03-20"), plan | {"until": "2020-04-14"}]
    (row,) = one(*records, as_of="2020-04-09").rows  # Good Friday and Easter Monday lie between
    (matter,) = [each for each in row.matters if each.kind.startswith("plan")]
    assert (matter.kind, matter.day, matter.warn_on) == ("plan_lapsing", dt.date(2020, 4, 14), dt.date(2020, 4, 9))
    assert "Vandaag is de laatste werkdag ervoor." in page(one(*records, as_of="2020-04-09"))
    assert "Daarvoor is er geen werkdag meer." in page(one(*records, as_of="2020-04-11"))
    assert "plan_lapsing" in kinds(one(*records, as_of="2020-04-09", ahead=0)), (
        "warned although it lies five days ahead"
    )
    assert "plan_lapsing" not in kinds(one(*records, as_of="2020-04-08", ahead=0))
    assert "plan_lapsed" in kinds(one(*records, as_of="2020-04-14"))


def test_a_term_is_late_or_about_to_end_for_its_family() -> None:
    terms = Terms.load(EXAMPLES / "terms.json")
    report = {"id": "e1", "type": "event", "event": "new_report", "recorded_at": "2020-03-02T10:00:00Z"}
    records = [observation("o1", "prior_harm", "none", "2020-03-01"), report | {"happened_on": "2020-03-02"}]
    assert "term_ending" in kinds(one(*records, as_of="2020-03-09", terms=terms))
    (row,) = one(*records, as_of="2020-03-10", terms=terms).rows
    late = [(each.term, each.day) for each in row.matters if each.kind == "term_late"]
    assert late == [("safety_assessment", dt.date(2020, 3, 9))]
    assert not {"term_late", "term_ending"} & set(kinds(one(*records, as_of="2020-03-10")))


def test_an_instrument_about_a_child_gives_a_row_for_each() -> None:
    family = ac.History.load(EXAMPLES / "family.json")
    rows = caseload([family], "2020-04-16", instrument="safety-check").rows
    assert sorted(str(row.child) for row in rows) == ["p1", "p2"]
    assert "kinderen" in page(caseload([family], "2020-04-16", instrument="safety-check"))


# ---- figures


def test_figures_add_up_and_no_small_one_is_shown(whole: Caseload) -> None:
    shown: dict[tuple[Any, ...], dict[str, int | None]] = defaultdict(dict)
    hidden = 0
    for row in figures(whole).to_pylist():
        key = (row["measure"], row["term"], row["quarter"], row["scope"], row["region"], row["team"])
        assert row["hidden"] == (row["n"] is None)
        assert row["n"] is None or row["n"] >= 5
        hidden += row["hidden"]
        shown[key][row["category"]] = row["n"]
    assert hidden > 20
    everything = figures(whole, least=0).to_pylist()
    assert not any(row["hidden"] for row in everything)
    full: Counter[tuple[Any, ...]] = Counter()
    for row in everything:
        full[row["measure"], row["term"], row["quarter"], row["scope"], row["category"]] += row["n"]
    for (measure, term, quarter, scope, category), n in full.items():
        assert n == full[measure, term, quarter, "all", category], (measure, scope, category)
        if measure == "term" and category == "begun":
            assert n == sum(full[measure, term, quarter, scope, each] for each in ("kept", "late", "running"))
    for kind in KINDS:
        assert full["matter", None, None, "all", kind] == whole.totals[kind]
    assert sum(whole.levels.values()) == full["rows", None, None, "all", "all"] == len(whole.rows)


def test_quarters_count_every_case_once(whole: Caseload) -> None:
    assert whole.cases is not None
    assert sum(each.begun for each in whole.quarters) == len(whole.cases)
    assert {each.quarter for each in whole.quarters} >= {"2019-Q1", "2020-Q3"}
    late = [at for at, ended in enumerate(whole.cases.ended) if ended is None and whole.cases.outcome[at] == "late"]
    assert sum(each.late_open for each in whole.quarters) == len(late) > 0


def test_a_clock_that_stands_still_is_counted_and_told() -> None:
    report = {"id": "e1", "type": "event", "event": "new_report", "recorded_at": "2020-03-02T10:00:00Z"}
    wait = report | {"id": "e2", "event": "waiting_for_police", "recorded_at": "2020-03-20T10:00:00Z"}
    records = [observation("o1", "prior_harm", "none", "2020-03-01")]
    records += [each | {"happened_on": "2020-03-02"} for each in (report, wait)]
    found = one(*records, terms=Terms.load(EXAMPLES / "terms.json"))
    begun = {each.term: each for each in found.quarters if each.begun}
    assert (begun["investigation"].running, begun["investigation"].suspended) == (1, 1)
    assert (begun["safety_assessment"].late_open, begun["safety_assessment"].suspended) == (1, 0)
    assert "1 staat stil" in page(found)


def test_without_teams_there_are_figures_of_all_alone(made: list[dict[str, Any]]) -> None:
    assert set(figures(caseload(histories(made[:20])))["scope"].to_pylist()) == {"all"}


# ---- what is written


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_is_the_golden_one(lang: str, golden: Any) -> None:
    golden(f"caseload.{lang}.html", page(golden_caseload(), lang))


def test_the_document_is_the_golden_one_and_fits_its_schema(request: pytest.FixtureRequest, whole: Caseload) -> None:
    text = document(golden_caseload()) + "\n"
    path = GOLDEN / "five-families.json"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert text == path.read_text()
    SCHEMA.validate(json.loads(text))
    SCHEMA.validate(json.loads(document(whole)))
    told = json.loads(document(whole))
    assert told["totals"]["attention"] == len(told["attention"]) == len(whole.needing)


def test_the_page_is_pinned_and_fetches_nothing(whole: Caseload) -> None:
    html = page(whole)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in unescape(policy)
    assert "default-src 'none'" in unescape(policy)
    assert not re.search(r"<(?!meta)[^>]*\s(src|href|action|style|on\w+)=", html)


HOSTILE = "</style><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def test_hostile_names_and_notes_stay_text_or_stay_away() -> None:
    records = [observation("o1", "prior_harm", "once", "2020-07-01", note="Mevrouw Jansen " + HOSTILE)]
    records += [{"id": "d1", "type": "dispute", "recorded_at": "2020-08-20T10:00:00Z", "about": "o1", "note": "Jansen"}]
    family = ac.History.parse(json.dumps(history_document(*records, family="F-1")))
    teams = Teams.of_table(pa.table({"family": ["F-1"], "team": [HOSTILE], "region": ["=1+1"]}))
    found = caseload([family], teams=teams)
    html = page(found)
    assert html.count("<script") == html.count("</script") == 1
    assert "<img" not in html
    for told in (html, document(found), calendar_file(found).decode(), str(listed(found).to_pylist())):
        assert "Jansen" not in told


def test_the_page_lists_at_most_five_hundred_and_counts_all() -> None:
    families = [history_document(observation("o1", "prior_harm", "once", DAY), family=f"F-{n:04}") for n in range(520)]
    found = caseload(histories(families))
    html = page(found, "en")
    assert html.count("<tr data-team=") == MOST == 500
    assert "The first 500 of 520" in html
    assert listed(found).num_rows == 520
    assert len(html.encode()) < 1 << 20


def test_the_calendar_has_the_days_to_come_once_each(whole: Caseload) -> None:
    text = calendar_file(whole, "en")
    assert text == calendar_file(whole, "en")
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert len({str(each["uid"]) for each in events}) == len(events) > 20
    assert all(each["dtstart"].dt >= AS_OF for each in events)
    plans = [each for each in events if "plan no longer holds" in str(each["summary"])]
    assert plans
    assert all(each["dtstart"].dt.weekday() < 5 for each in plans)


# ---- the side table


@pytest.mark.parametrize(
    ("columns", "code", "place"),
    [
        ({"family": ["F-1", "F-1"], "team": ["a", "b"]}, "entry_duplicate", "row 2, column family"),
        ({"family": ["F-1"]}, "field_missing", "column team"),
        ({"family": ["F-1"], "team": ["a"], "regio": ["b"]}, "field_unknown", "column regio"),
        ({"family": [None], "team": ["a"]}, "field_missing", "row 1, column family"),
        ({"family": ["Jan Jansen"], "team": ["a"]}, "id_malformed", "row 1, column family"),
        ({"family": ["F-1"], "team": ["a" * 81]}, "too_many", "row 1, column team"),
    ],
)
def test_a_wrong_side_table_is_refused(columns: dict[str, list[Any]], code: str, place: str) -> None:
    with pytest.raises(ac.Error) as caught:
        Teams.of_table(pa.table(columns), "teams.csv")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == (code, place)
    assert "Jansen" not in str(caught.value)


# ---- the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "families.jsonl").write_text("".join(json.dumps(each) + "\n" for each in small()))
    (tmp_path / "teams.csv").write_text("family,team,region\nF-1,=Eems,Noord\nF-2,Maas,Zuid\nF-9,Maas,Zuid\n")
    return tmp_path


def asked(folder: Path, *more: object) -> tuple[object, ...]:
    return ("caseload", folder / "families.jsonl", "-i", "risk-check", "--as-of", DAY, "-o", folder / "c.html", *more)


def test_the_command_writes_page_list_figures_and_calendar(actueel: Any, folder: Path) -> None:
    more = ["--teams", folder / "teams.csv", "--terms", EXAMPLES / "terms.json", "--list", folder / "l.csv"]
    more += ["--figures", folder / "f.csv", "--ics", folder / "d.ics", "--json"]
    done = actueel(*asked(folder, *more))
    assert done.returncode == 0, done.stderr
    assert "5 families read = 5 shown or outside + 0 rejected" in done.stderr
    assert f"warning: 1 family is in {folder / 'teams.csv'} and not in the records" in done.stderr
    assert "warning: 3 families are without a team" in done.stderr
    SCHEMA.validate(json.loads(done.stdout))
    rows = list(csv.DictReader(io.StringIO((folder / "l.csv").read_text())))
    assert {row["family"]: row["team"] for row in rows}["F-1"] == "'=Eems", "a formula is neutralised"
    assert (folder / "c.html").read_text().startswith("<!doctype html>")
    assert {"f.csv", "d.ics"} <= {each.name for each in folder.iterdir()}


def test_a_family_that_cannot_be_read_is_told_and_counted(actueel: Any, folder: Path) -> None:
    with (folder / "families.jsonl").open("a") as file:
        file.write(
            json.dumps(history_document(observation("o1", "prior_harm", "oft", "2020-07-01"), family="F-6")) + "\n"
        )
    done = actueel(*asked(folder))
    assert done.returncode == 4
    assert "answer_not_in_item 1" in (folder / "c.html").read_text()
    (reject,) = (folder / "c.html.rejects.jsonl").read_text().splitlines()
    assert json.loads(reject)["family"] == "F-6"


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        (["--lang", "fr"], 2, "expected nl or en"),
        (["--as-of", "2020-13-01"], 2, "day_impossible"),
        (["--known-at", "later"], 2, "known_at_malformed"),
        (["-o", "nowhere/c.html"], 2, "make the folder first"),
        (["-o", "c.txt"], 2, "name a .html file"),
        (["--list", "c.txt"], 2, "name a .csv or .parquet file"),
        (["--terms", "families.jsonl"], 3, "json_syntax"),
        (["--teams", "twice.csv"], 3, "entry_duplicate"),
        (["--teams", "none.csv"], 3, "file_unreadable"),
        (["--memory", "much"], 2, "not an amount of memory"),
        (["-i", "risk-chek"], 2, "risk-check"),
    ],
)
def test_bad_input_leaves_no_page(actueel: Any, folder: Path, more: list[str], code: int, told: str) -> None:
    (folder / "twice.csv").write_text("family,team\nF-1,a\nF-1,b\n")
    named = [folder / each if each.endswith((".csv", ".jsonl", "c.html", ".txt")) else each for each in more]
    before = {each.name for each in folder.iterdir()}
    done = actueel(*asked(folder, *named))
    assert (done.returncode, told in done.stderr) == (code, True), done.stderr
    assert {each.name for each in folder.iterdir()} == before


def test_nothing_is_overwritten_without_force(actueel: Any, folder: Path) -> None:
    (folder / "c.html").write_text("mine")
    done = actueel(*asked(folder))
    assert (done.returncode, (folder / "c.html").read_text()) == (2, "mine")
    assert actueel(*asked(folder, "--force")).returncode == 0
