# SPDX-License-Identifier: MPL-2.0
"""The report: an honest page for people, safe whatever stands in the documents."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import string
from html.parser import HTMLParser
from typing import Any

import jinja2
import pytest
from made_up import ROOT, history_of, observation

import actueel as ac
from actueel.messages import Messages, catalogue, languages

DAY = "2020-04-16"

HOSTILE = [
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "<iframe src=https://example.org></iframe>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "<!-- --><base href=//example.org>",
    "&lt;script&gt;",
    "]]><x/>",
    "\u202eevil\u202c",
    "<a href='//example.org'>x</a>",
    "{day} {0} {n.__class__}",
    "<meta http-equiv=refresh content=0>",
]


class Page(HTMLParser):
    """Which elements and attributes a page has, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] not in ("style", "script") and data.strip():
            self.said.append(" ".join(data.split()))

    @property
    def text(self) -> str:
        return " ".join(self.said)


@pytest.fixture(scope="module")
def a(risk: ac.Instrument, family: ac.History) -> ac.Report:
    return risk.report(family, as_of=DAY, since="2020-01-16")


@pytest.mark.parametrize("lang", languages())
def test_the_page_is_the_golden_one(lang: str, a: ac.Report, golden) -> None:
    golden(f"report.{lang}.html", a.page(lang))


@pytest.mark.parametrize("lang", languages())
def test_several_instruments_make_one_page_and_safety_stands_first(lang: str, family: ac.History, golden) -> None:
    asked = [ac.instrument(name) for name in ("risk-check", "violence-class", "safety-check")]
    html = ac.report_document(asked, family, as_of=DAY).page(lang)
    golden(f"report-several.{lang}.html", html)
    assert html.index("safety-check 1.0.0") < html.index("risk-check 1.0.0")


@pytest.mark.parametrize(
    ("name", "audience", "lang", "form"),
    [
        ("worker.nl.html", "worker", "nl", "html"),
        ("parent.nl.html", "parent:p3", "nl", "html"),
        ("child.nl.html", "child:p1", "nl", "html"),
        ("court.en.md", "court", "en", "md"),
        ("parent.en.txt", "parent:p2", "en", "text"),
    ],
)
def test_each_reader_has_a_page_of_its_own(name: str, audience: str, lang: str, form: str, golden) -> None:
    family = ac.History.load(ROOT / "examples" / "winter.json")
    asked = [ac.instrument(each) for each in ("risk-check", "safety-check")]
    told = ac.report_document(asked, family, as_of="2020-01-03", since="2019-12-16", audience=audience)
    golden(f"report-winter.{name}", told.page(lang, form=form))


def test_a_childs_page_begins_with_its_own_words_and_shows_no_points() -> None:
    family = ac.History.load(ROOT / "examples" / "winter.json")
    told = ac.instrument("safety-check").report(family, as_of="2020-01-03", audience="child:p1")
    text = Page(told.page("nl")).text
    places = [
        text.index(words) for words in ("Wat jij zelf zegt en wilt", "Ik wil rustig slapen", "De inschatting is nu")
    ]
    assert places == sorted(places)
    assert not re.search(r"\bpunt(en)?\b", text[text.index("Wat jij zelf") :])
    assert "De politie was vrijdag aan de deur" not in text


def test_what_somebody_chose_is_not_told_as_if_all_were_known() -> None:
    family = ac.History.load(ROOT / "examples" / "winter.json")
    text = Page(ac.instrument("risk-check").report(family, as_of="2020-01-03").page("en")).text
    assert "Somebody chose this level. Information is still missing." in text
    assert "Computed: between low and high." in text
    assert "makes no difference" not in text


def test_days_on_which_answers_lapse_are_marked_as_far_as_the_reader_sees_the_answers() -> None:
    family = ac.History.load(ROOT / "examples" / "winter.json")
    for reader, marks in (("worker", 3), ("parent:p2", 3), ("parent:p3", 2)):
        told = ac.instrument("safety-check").report(family, as_of="2020-01-03", audience=reader)
        (part,) = told.to_dict()["parts"]
        days = {each["expires_on"] for each in part["no_longer_counts"]} | {each["on"] for each in part["lapses"]}
        assert told.page("en").count('class="expired"') == len(days) == marks, reader


def test_a_parent_does_not_learn_that_the_child_spoke() -> None:
    family = ac.History.load(ROOT / "examples" / "winter.json")
    told = ac.instrument("safety-check").report(family, as_of="2020-01-03", since="2019-12-16", audience="parent:p3")
    for form in ("html", "md", "text"):
        page = told.page("nl", form=form)
        for kept in ("aangebeld", "buurvrouw hoorde", "Papa is lief", "12 december", "11 januari", "o18"):
            assert kept not in page, (form, kept)


def test_the_first_screen_says_the_level_and_how_certain(a: ac.Report) -> None:
    text = Page(a.page("nl")).text
    first = text[: text.index("Wat we nu weten")]
    assert "tussen matig en hoog" in first
    assert "Er mist informatie." in first
    assert "te laat sinds 10 maart 2020" in first
    assert "niet gevalideerd" in first
    assert "Het nieuwste antwoord dat meetelt is van 2 april 2020." in first
    assert "oudste kind , 7" in first


def test_facts_words_and_judgements_stand_apart(a: ac.Report) -> None:
    html = a.page("nl")
    places = [html.index(f"<h4>{title}</h4>") for title in ("Gezien", "Gezegd", "Oordeel van de medewerker")]
    assert places == sorted(places)
    seen = html[places[0] : places[1]]
    assert "psychische klachten" in seen
    assert "beheersing" not in seen


def test_other_words_stand_beside_what_they_concern(a: ac.Report) -> None:
    text = Page(a.page("nl")).text
    assert "Verschil van mening tussen medewerker w7 en oudste kind" in text
    assert "vaak oudste kind · 8 april 2020 · gezegd · staat hier, telt niet mee" in text


def test_what_no_longer_counts_says_since_when_and_why(a: ac.Report) -> None:
    text = Page(a.page("nl")).text
    assert "niet meer actueel sinds 19 maart 2020 Dit antwoord geldt 30 dagen." in text
    assert "gaf eerder: 1 punt (nu)" in text


def test_what_is_unknown_looks_unknown(a: ac.Report) -> None:
    html = a.page("nl")
    gap = html[html.index("Wat we niet weten") : html.index("Hoe de inschatting is gemaakt")]
    assert "Onbekend is iets anders dan nee." in gap
    assert "opvoeder 2" in gap
    assert "gevraagd op 20 maart 2020: wilde geen antwoord geven" in gap
    assert "Een poging gaf geen antwoord." in gap
    assert "fill-unknown" in html


def test_an_empty_history_gives_an_honest_page(golden) -> None:
    empty = history_of(family="F-9")
    names = ("safety-check", "risk-check", "cfra-nl-derived", "violence-class")
    html = ac.report_document([ac.instrument(name) for name in names], empty, as_of=DAY).page("nl")
    golden("report-nothing-known.nl.html", html)
    text = Page(html).text
    assert "Op deze dag is niets bekend dat meetelt." in text
    assert "Dit betekent niet dat er niets aan de hand is." in text
    assert "Welke kinderen er zijn, is onbekend." in text
    assert "0 keer vastgelegd" in text


def test_an_instrument_without_levels_gives_its_value(family: ac.History) -> None:
    text = Page(ac.instrument("cfra-nl-derived").report(family, as_of=DAY).page("en")).text
    assert "This instrument gives a value and no level." in text


def test_a_draft_says_so(risk: ac.Instrument, family: ac.History) -> None:
    draft = ac.Instrument.parse(json.dumps(risk.to_dict() | {"status": "draft"}))
    assert ">concept<" in draft.report(family, as_of=DAY).page("nl")


@pytest.mark.parametrize("known_at", ["as_of", "2020-03-01T00:00:00Z"])
def test_the_page_says_what_it_was_made_of(known_at: str, risk: ac.Instrument, family: ac.History) -> None:
    a = risk.report(family, as_of=DAY, known_at=known_at)
    text = Page(a.page("en")).text
    for told in (risk.sha256, a.to_dict()["records_sha256"], DAY, f"actueel {ac.__version__}"):
        assert told in text
    assert ("by the end of that day" in text) == (known_at == "as_of")


def test_the_same_answer_makes_the_same_page(a: ac.Report, risk: ac.Instrument, family: ac.History) -> None:
    assert a.page("nl") == risk.report(family, as_of=DAY, since="2020-01-16").page("nl")


def test_nothing_runs_and_nothing_is_fetched(a: ac.Report) -> None:
    html = a.page("nl")
    found = Page(html)
    assert [attributes for tag, attributes in found.tags if tag == "script"] == [{}]
    assert not [tag for tag, _ in found.tags if tag in ("link", "iframe", "img", "object", "base", "form")]
    for _, attributes in found.tags:
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name != "style"
            if name in ("href", "src"):
                assert (value or "").startswith("#")
    assert "url(" not in html.replace("url(#hatch)", "").replace("url(#dots)", "").replace("url(#late)", "")
    assert "@import" not in html


def test_the_policy_allows_this_style_and_script_alone(a: ac.Report) -> None:
    html = a.page("nl")
    policy = next(tag["content"] for name, tag in Page(html).tags if name == "meta" and "http-equiv" in tag)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)[1]
    run = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; script-src 'sha256-{run}'; "
        "base-uri 'none'; form-action 'none'"
    )


def hostile_instrument(text: str, risk: ac.Instrument) -> ac.Instrument:
    """Put a text wherever an instrument has one for people."""

    def replaced(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            if set(value) == {"nl", "en"}:
                return dict.fromkeys(("nl", "en"), text)
            return {name: replaced(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [replaced(each, key) for each in value]
        return text if key in ("cite", "on") and isinstance(value, str) else value

    return ac.Instrument.parse(json.dumps(replaced(risk.to_dict())))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_only_texts(text: str, risk: ac.Instrument, family: ac.History, a: ac.Report) -> None:
    html = hostile_instrument(text, risk).report(family, as_of=DAY).page("nl")
    found = Page(html)
    allowed = {tag for tag, _ in Page(a.page("nl")).tags}
    assert {tag for tag, _ in found.tags} <= allowed
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    assert " ".join(text.split()) in found.text
    assert "49" not in re.findall(r"\b49\b", found.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_of_records_are_only_texts(text: str, a: ac.Report) -> None:
    family = history_of(
        observation("o1", "family_conflict", "often", note=text, document=text, x={"y": text}),
        {"id": "g1", "type": "goal", "recorded_at": "2020-01-10T12:00:00Z", "start": "2020-01-10", "note": text},
    )
    told = ac.instrument("risk-check").report(family, as_of="2020-01-20")
    html = told.page("nl")
    found = Page(html)
    assert {tag for tag, _ in found.tags} <= {tag for tag, _ in Page(a.page("nl")).tags}
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    assert " ".join(text.split()) in found.text
    plain = told.page("nl", form="text")
    assert "\u202e" not in plain
    markdown = told.page("nl", form="md")
    assert not re.search(r"(?<!\\)[<\[`]", markdown)


def test_people_are_told_by_their_place_in_the_family(risk: ac.Instrument) -> None:
    at = "2019-01-01T00:00:00Z"

    def child(person: str, born: str | None) -> list[dict]:
        member = {"type": "membership", "recorded_at": at, "person": person, "role": "child", "start": "2019-01-01"}
        person_record = {"id": person, "type": "person", "recorded_at": at} | ({"born_on": born} if born else {})
        return [person_record, {"id": f"m{person}", **member}]

    def names(*children: tuple[str, str | None]) -> list[str]:
        records = [record for each in children for record in child(*each)]
        a = risk.report(history_of(*records), as_of=DAY)
        return re.findall(r"<li><strong>(.*?)</strong>, (\w+)", a.page("en"))

    assert names(("a", "2012-04-16")) == [("the child", "8")]
    assert names(("a", "2012-04-17"), ("b", "2010-01-01")) == [("oldest child", "10"), ("youngest child", "7")]
    three = [("a", "2012-02-29"), ("b", "2010-01-01"), ("c", "2015-01-01")]
    assert names(*three) == [("oldest child", "10"), ("middle child", "8"), ("youngest child", "5")]
    assert names(("a", "2012-02-29"), ("b", "2012-02-29")) == [("child 1", "8"), ("child 2", "8")]
    assert names(("a", None), ("b", "2012-02-29")) == [("child 1", "8"), ("child 2", "age")]


def test_a_language_that_is_not_there_is_an_error(a: ac.Report, risk: ac.Instrument, family: ac.History) -> None:
    with pytest.raises(ac.Error) as caught:
        a.page("fr")
    assert (caught.value.problems[0].code, caught.value.problems[0].place) == ("value_unknown", "/lang")
    dutch = json.loads(json.dumps(risk.to_dict()))

    def without_english(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: without_english(each) for name, each in value.items() if name != "en"}
        return [without_english(each) for each in value] if isinstance(value, list) else value

    only_dutch = ac.Instrument.parse(json.dumps(without_english(dutch) | {"languages": ["nl"]}))
    with pytest.raises(ac.Error) as caught:
        only_dutch.report(family, as_of=DAY).page("en")
    assert caught.value.problems[0].code == "value_unknown"
    assert only_dutch.report(family, as_of=DAY).page("nl")


def test_a_variable_that_a_template_lacks_is_an_error() -> None:
    from actueel.report.page import FORMATS, _environment

    for form, template in FORMATS.items():
        with pytest.raises(jinja2.UndefinedError):
            _environment(form).get_template(template).render()


def test_both_languages_are_complete() -> None:
    for name, texts in catalogue().items():
        assert set(texts) == set(languages()), name
        assert all(texts.values()), name
        fields = [{field for _, field, _, _ in string.Formatter().parse(texts[lang]) if field} for lang in languages()]
        assert fields[0] == fields[1], name


def test_every_message_is_used() -> None:
    source = ROOT / "bindings" / "python" / "src" / "actueel"
    text = "".join(path.read_text() for path in [*source.rglob("*.py"), *source.glob("templates/**/*.*")])
    dynamic = re.compile(
        r"(why|reader|part|unknown|lapses_soon|change_answers|change_more|plan|outcome|dispute|own|goal|spoken"
        r"|role|numbered|unnamed|lives|purpose|count|basis|word|source|attempt|because|ignored|rule|override|note|known"
        r"|talk_more|form_intro|form_who"
        r"|derived_age|derived_count|event|severity|settles|years|months|weeks|days|points|questions|recorded|times"
        r"|cause|decided_by|change_cause|change_verdict|days_ago|days_left|kind|mark|plot"
        r"|caseload_(?:lead|rows?|kind|override|answers|within|late_open|suspended|term|plan|dispute))_"
    )
    unused = [name for name in catalogue() if f'"{name}"' not in text and not dynamic.match(name)]
    assert unused == []


NEVER = [
    "voorspelling",
    "voorspelt",
    "dader",
    "probleemgezin",
    "opgelost",
    "ontkent",
    "gedaald",
    "gestegen",
    "will happen",
    "risk fell",
    "high-risk family",
    "bad mother",
    "perpetrator",
    "solved",
    "denies",
    "claims",
    "evidence-based",
    "predict",
    "geen geweld",
    "no violence",
]
"""The words that instruments.md forbids."""


def test_the_catalogue_says_none_of_the_words_that_it_must_not() -> None:
    for name, texts in catalogue().items():
        for text in texts.values():
            assert not [word for word in NEVER if word in text.lower()], name
            if name != "not_proprietary":
                assert not re.search(r"Vetax|Ritax|ARIJ|SDM|De Stem", text), name


def test_safety_is_never_called_risk() -> None:
    assert "risico" not in catalogue()["purpose_safety"]["nl"].lower()
    assert "risk" not in catalogue()["purpose_safety"]["en"].lower()


def test_dutch_sentences_are_short() -> None:
    for name, texts in catalogue().items():
        if name == "months":
            continue
        for sentence in re.split(r"[.:?!]\s", texts["nl"]):
            assert len(sentence.split()) <= 15, f"{name}: {sentence}"


def test_days_numbers_and_durations_read_well() -> None:
    nl, en = Messages("nl"), Messages("en")
    assert nl.number(-2.25) == "\N{MINUS SIGN}2,25"
    assert en.number(3.0) == "3"
    assert nl.duration("P1Y6M") == "1 jaar en 6 maanden"
    assert en.duration("P30D") == "30 days"
    assert en.both(["a", "b", "c"]) == "a, b and c"


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", ["light", "dark", "print"])
def test_every_text_can_be_read_against_its_ground(look: str) -> None:
    style = (ROOT / "bindings" / "python" / "src" / "actueel" / "templates" / "report.css").read_text()
    roots = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(roots) == 3
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", roots[["light", "dark", "print"].index(look)]))
    for ground in ("paper", "card"):
        for text in ("ink", "quiet", "accent", "late"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["ink"], colours["wash"]) >= 4.5
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    assert contrast(colours["accent"], colours["card"]) >= 3
