# SPDX-License-Identifier: MPL-2.0
"""What instruments say is plain, and claims or accuses of nothing; the lists stand with the tests of all words."""

from __future__ import annotations

import re

import pytest
from families import document, ids
from plain import LONGEST_QUESTION, claims, hard, texts, too_long, very_long, words

# The page words this one question itself, and splitting it would hide that one "yes" to any part is a yes.
LONGER_BY_THE_PAGE = {("safety-check", "t_lethal"): 16}

# Safety now is never called a risk.
ABOUT_NOW = ["safety-check", "safety-scale"]
# Instruments of others, which ours are not; they may stand only where the evidence card says just that.
OTHERS = r"\b(Vetax|Ritax|ARIJ|SDM|De Stem)\b"
DISCLAIMER = {
    "nl": "Het is niet Vetax, Ritax, ARIJ, SDM of De Stem.",
    "en": "It is not Vetax, Ritax, ARIJ, SDM or De Stem.",
}


EVERY = [(instrument, at, text) for instrument in ids() for at, text in texts(document(instrument))]
every = pytest.mark.parametrize(("instrument", "text"), [pytest.param(i, t, id=f"{i}{at}") for i, at, t in EVERY])


@every
def test_dutch_sentences_are_short(instrument, text):
    asked = next((item["id"] for item in document(instrument)["items"] if item.get("ask") == text), None)
    assert too_long(text["nl"], question=LONGER_BY_THE_PAGE.get((instrument, asked), LONGEST_QUESTION)) == []


def test_the_one_longer_question_is_as_long_as_is_said():
    for (instrument, name), number in LONGER_BY_THE_PAGE.items():
        item = next(i for i in document(instrument)["items"] if i["id"] == name)
        assert len(words(item["ask"]["nl"])) == number > LONGEST_QUESTION


@every
def test_dutch_words_are_plain(instrument, text):
    assert hard(text["nl"]) == []


@every
def test_no_dutch_word_is_very_long(instrument, text):
    assert text == document(instrument)["title"] or very_long(text["nl"]) == []


@every
def test_words_that_claim_or_accuse_are_absent(instrument, text):
    assert [claims(text[language], language) for language in ("nl", "en")] == [[], []]


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
