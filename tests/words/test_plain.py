# SPDX-License-Identifier: MPL-2.0
"""The lists and counts notice what they should."""

from __future__ import annotations

import pytest
from plain import claims, hard, reading_ease, sentences, too_long, very_long, words


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
    assert claims(planted, language)


def test_sentences_and_words_are_counted_as_a_reader_would():
    assert sentences("Is er nu gevaar? Zo ja: wie helpt.") == ["Is er nu gevaar?", "Zo ja:", "wie helpt."]
    assert len(words("Is er nu geweld of dwang tussen (ex-)partners?")) == 8
    assert words("10 = zo veilig dat wij weg kunnen.") == ["10", "zo", "veilig", "dat", "wij", "weg", "kunnen"]


def test_hard_and_long_words_are_told_with_plain_ones():
    assert hard("Indien dit zo is, dient te worden gewacht.") == ["dient te: write 'moet'", "Indien: write 'als'"]
    assert very_long("Een verantwoordelijkheid is lang.") == ["verantwoordelijkheid"]
    assert too_long("Een twee drie vier vijf zes. Een twee?", sentence=5, question=1) == [
        "Een twee drie vier vijf zes.",
        "Een twee?",
    ]


def test_easy_dutch_reads_more_easily_than_hard_dutch():
    easy = reading_ease(["Het kind is vier jaar. Het gaat nu goed met het kind."])
    stiff = reading_ease(
        ["Betreffende de veiligheidsbeoordeling prevaleert de noodzakelijkheid van multidisciplinaire afstemming."]
    )
    assert easy > 100
    assert stiff < 20
