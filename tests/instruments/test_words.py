# SPDX-License-Identifier: MPL-2.0
"""Words for people: short sentences, plain Dutch, and none of the words that claim or accuse.

The lists are typed from part 5 of the instrument page. Sentences are counted in words; a number is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from families import document, ids

LONGEST_QUESTION = 15
LONGEST_SENTENCE = 20

# The page words this one question itself, and splitting it would hide that one "yes" to any part is a yes.
LONGER_BY_THE_PAGE = {("safety-check", "t_lethal"): 16}

# Words above B1 and the plain word to use instead.
HARD = {
    "adequaat": "goed",
    "alsmede": "en",
    "betreffende": "over",
    "bewerkstelligen": "zorgen voor",
    "casus": "gezin",
    "conform": "volgens",
    "context": "omgeving",
    "continueren": "doorgaan",
    "derhalve": "daarom",
    "dient te": "moet",
    "dienen te": "moeten",
    "discrepantie": "verschil",
    "diverse": "verschillende",
    "echter": "maar",
    "evaluatie": "terugkijken",
    "exploreren": "onderzoeken",
    "faciliteren": "helpen",
    "frequent": "vaak",
    "frequentie": "hoe vaak",
    "hanteren": "gebruiken",
    "implementeren": "invoeren",
    "incidenteel": "soms",
    "indicatie": "teken",
    "indien": "als",
    "initiëren": "beginnen",
    "interactie": "hoe mensen met elkaar omgaan",
    "interventie": "hulp",
    "inzake": "over",
    "jegens": "tegen",
    "middels": "met",
    "mogelijkerwijs": "misschien",
    "multidisciplinair": "van meer vakken",
    "monitoren": "volgen",
    "omtrent": "over",
    "ondanks het feit": "ook al",
    "participeren": "meedoen",
    "pedagogisch": "bij het opvoeden",
    "prevalentie": "hoe vaak het voorkomt",
    "problematiek": "problemen",
    "recidive": "herhaling",
    "relevant": "van belang",
    "responsief": "met aandacht",
    "significant": "duidelijk",
    "substantieel": "veel",
    "systeem": "gezin",
    "teneinde": "om",
    "tevens": "ook",
    "traject": "hulp",
    "trauma": "schok",
    "urgent": "dringend",
    "verifiëren": "nagaan",
    "vigerend": "dat nu geldt",
    "voornoemd": "dat",
    "voorts": "ook",
    "wederzijds": "over en weer",
    "zorgdragen": "zorgen",
}

# Words that claim more than a rating can, or that accuse; whoever reads them would believe or feel them.
NEVER_NL = [
    r"voorspel\w*",
    r"risico is (gedaald|gestegen)",
    r"daders?",
    r"probleemgezin\w*",
    r"opgelost",
    r"ontken\w*",
    r"geen geweld",
    r"bewezen effectief",
    r"slechte (moeder|vader|ouder)\w*",
]
NEVER_EN = [
    r"will happen",
    r"predicts?",
    r"risk (has )?(fell|fallen|rose|risen)",
    r"perpetrators?",
    r"offenders?",
    r"problem famil\w+",
    r"high-risk famil\w+",
    r"bad (mother|father|parent)s?",
    r"solved",
    r"denie[sd]",
    r"claims",
    r"no violence",
    r"evidence-based",
]
# Safety now is never called a risk.
ABOUT_NOW = ["safety-check", "safety-scale"]
# Instruments of others, which ours are not; they may stand only where the evidence card says just that.
OTHERS = r"\b(Vetax|Ritax|ARIJ|SDM|De Stem)\b"
DISCLAIMER = {
    "nl": "Het is niet Vetax, Ritax, ARIJ, SDM of De Stem.",
    "en": "It is not Vetax, Ritax, ARIJ, SDM or De Stem.",
}


def texts(value: Any, at: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text for people, with its place."""
    if isinstance(value, dict):
        if set(value) == {"nl", "en"}:
            yield at, value
        else:
            for key, inner in value.items():
                yield from texts(inner, f"{at}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{at}/{index}")


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?:;])\s+", text) if s]


def words(sentence: str) -> list[str]:
    return re.findall(r"[\w()'-]*\w[\w()'-]*", sentence)


EVERY = [(instrument, at, text) for instrument in ids() for at, text in texts(document(instrument))]
every = pytest.mark.parametrize(("instrument", "text"), [pytest.param(i, t, id=f"{i}{at}") for i, at, t in EVERY])


@every
def test_dutch_sentences_are_short(instrument, text):
    asked = next((item["id"] for item in document(instrument)["items"] if item.get("ask") == text), None)
    for sentence in sentences(text["nl"]):
        limit = LONGEST_QUESTION if sentence.endswith("?") else LONGEST_SENTENCE
        limit = LONGER_BY_THE_PAGE.get((instrument, asked), limit)
        assert len(words(sentence)) <= limit, f"{len(words(sentence))} words: {sentence}"


def test_the_one_longer_question_is_as_long_as_is_said():
    for (instrument, name), number in LONGER_BY_THE_PAGE.items():
        item = next(i for i in document(instrument)["items"] if i["id"] == name)
        assert len(words(item["ask"]["nl"])) == number > LONGEST_QUESTION


@every
def test_dutch_words_are_plain(instrument, text):
    for hard, plain in HARD.items():
        found = re.search(rf"\b{hard}(e|en|s|r)?\b", text["nl"], re.IGNORECASE)
        assert not found, f"{found and found[0]}: write {plain!r}"


@every
def test_no_dutch_word_is_very_long(instrument, text):
    title = document(instrument)["title"]
    for word in re.findall(r"\w+", text["nl"]):
        assert len(word) <= 18 or text == title, word


@every
def test_words_that_claim_or_accuse_are_absent(instrument, text):
    for language, never in (("nl", NEVER_NL), ("en", NEVER_EN)):
        for pattern in never:
            found = re.search(rf"\b{pattern}\b", text[language], re.IGNORECASE)
            assert not found, f"{found and found[0]} in: {text[language]}"


@pytest.mark.parametrize("instrument", ABOUT_NOW)
def test_safety_now_is_not_called_a_risk(instrument):
    found = document(instrument)
    del found["evidence"]["not_for"]  # says that it is not for risk
    for at, text in texts(found):
        assert not re.search(r"risico", text["nl"], re.IGNORECASE), at
        assert not re.search(r"\brisk", text["en"], re.IGNORECASE), at


@every
def test_names_of_others_stand_only_where_we_say_it_is_not_them(instrument, text):
    for language, sentence in DISCLAIMER.items():
        assert not re.search(OTHERS, text[language].replace(sentence, ""))


@pytest.mark.parametrize("instrument", ids())
def test_the_card_says_that_it_is_not_an_instrument_of_others(instrument):
    found = document(instrument)
    assert not re.search(OTHERS, found["id"])
    for language, sentence in DISCLAIMER.items():
        assert sentence in found["evidence"]["statement"][language]


@pytest.mark.parametrize("instrument", ids())
def test_a_card_that_is_not_validated_says_so_first(instrument):
    card = document(instrument)["evidence"]
    assert card["validated"] is False  # one that is needs its sample, outcome, horizon and figures
    assert card["statement"]["nl"].startswith("Niet gevalideerd")
    assert card["statement"]["en"].startswith("Not validated")


@pytest.mark.parametrize(
    ("planted", "language"),
    [
        ("Het risico is gedaald.", "nl"),
        ("Dit is de dader.", "nl"),
        ("Een probleemgezin.", "nl"),
        ("De voorspelling is slecht.", "nl"),
        ("De vader ontkent.", "nl"),
        ("Risk fell.", "en"),
        ("A high-risk family.", "en"),
        ("The mother denies it.", "en"),
        ("It will happen again.", "en"),
    ],
)
def test_the_lists_notice_what_they_should(planted, language):
    never = NEVER_NL if language == "nl" else NEVER_EN
    assert any(re.search(rf"\b{pattern}\b", planted, re.IGNORECASE) for pattern in never)


def test_sentences_and_words_are_counted_as_a_reader_would():
    assert sentences("Is er nu gevaar? Zo ja: wie helpt.") == ["Is er nu gevaar?", "Zo ja:", "wie helpt."]
    assert len(words("Is er nu geweld of dwang tussen (ex-)partners?")) == 8
    assert words("10 = zo veilig dat wij weg kunnen.") == ["10", "zo", "veilig", "dat", "wij", "weg", "kunnen"]
