# SPDX-License-Identifier: MPL-2.0
"""Plain words for people: short sentences, Dutch that is easily read, and none of the words that claim or accuse.

The lists are typed from part 5 of the instrument page. Sentences are counted in words; a number is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pyphen

LONGEST_QUESTION = 15
LONGEST_SENTENCE = 20
LONGEST_WORD = 18
"""In letters."""

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


def too_long(text: str, *, question: int = LONGEST_QUESTION, sentence: int = LONGEST_SENTENCE) -> list[str]:
    """The sentences of a text that have more words than a reader keeps in mind."""
    return [s for s in sentences(text) if len(words(s)) > (question if s.endswith("?") else sentence)]


def hard(text: str) -> list[str]:
    """The hard words of a Dutch text, each with the plain word."""
    found = ((re.search(rf"\b{each}(e|en|s|r)?\b", text, re.IGNORECASE), plain) for each, plain in HARD.items())
    return [f"{match[0]}: write {plain!r}" for match, plain in found if match]


def very_long(text: str) -> list[str]:
    """The words of a Dutch text that are too long to be read at once."""
    return [word for word in re.findall(r"\w+", text) if len(word) > LONGEST_WORD]


def claims(text: str, language: str) -> list[str]:
    """What claims more than a rating can, or accuses."""
    never = {"nl": NEVER_NL, "en": NEVER_EN}[language]
    return [match[0] for each in never if (match := re.search(rf"\b{each}\b", text, re.IGNORECASE))]


def reading_ease(texts: Iterable[str]) -> float:
    """How easily Dutch reads, 0 to about 120, by Douma (1960).

    206.84 - 0.77 times the syllables of 100 words - 0.93 times the words of a sentence. Syllables
    are counted by the places where a word may be broken. A phrase of under four words is no sentence.
    """
    told = [s for text in texts for s in sentences(text) if len(words(s)) >= 4]
    many = sum(len(words(s)) for s in told)
    broken = sum(_syllables(word) for s in told for word in re.findall(r"[^\W\d_]+", s))
    return 206.84 - 77 * broken / many - 0.93 * many / len(told)


def _syllables(word: str) -> int:
    return len(_breaks().positions(word)) + 1


@cache
def _breaks() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL")
