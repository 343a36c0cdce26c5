# SPDX-License-Identifier: MPL-2.0
"""Instrument documents whose points are a Cox model's coefficients, to four decimals."""

from __future__ import annotations

from typing import Any

from actueel.demo.rossi.cox import Cox

__all__ = ["instrument"]

_NO = {"code": "no", "label": {"nl": "nee", "en": "no"}}
_YES = {"code": "yes", "label": {"nl": "ja", "en": "yes"}}
_NO_YES = {"options": [_NO, _YES]}

# Per item: the question, the answer, and for codes the value that each stands for in the model.
_ITEMS: dict[str, dict[str, Any]] = {
    "fin": {
        "ask": {
            "nl": "Kreeg deze persoon geld mee na de vrijlating?",
            "en": "Was financial aid given after release?",
        },
        "answer": _NO_YES,
        "value": {"no": 0, "yes": 1},
    },
    "age": {
        "ask": {
            "nl": "Hoe oud was deze persoon bij de vrijlating?",
            "en": "How old was the person at release?",
        },
        "answer": {"number": {"min": 0, "max": 120, "integer": True}},
    },
    "wexp": {
        "ask": {
            "nl": "Had deze persoon voor de gevangenis vast werk?",
            "en": "Did the person have full-time work before prison?",
        },
        "answer": _NO_YES,
        "value": {"no": 0, "yes": 1},
    },
    "mar": {
        "ask": {
            "nl": "Was deze persoon getrouwd bij de vrijlating?",
            "en": "Was the person married at release?",
        },
        "answer": _NO_YES,
        "value": {"no": 1, "yes": 0},  # the model's covariate is "not married"
    },
    "paro": {
        "ask": {"nl": "Was de vrijlating voorwaardelijk?", "en": "Was the release on parole?"},
        "answer": _NO_YES,
        "value": {"no": 0, "yes": 1},
    },
    "prio": {
        "ask": {
            "nl": "Hoeveel eerdere veroordelingen zijn er?",
            "en": "How many earlier convictions are there?",
        },
        "answer": {"number": {"min": 0, "max": 99, "integer": True}},
    },
    "employed": {
        "ask": {
            "nl": "Had deze persoon deze week werk?",
            "en": "Did the person have work this week?",
        },
        "answer": _NO_YES,
        "value": {"no": 0, "yes": 1},
    },
}

_RACE = {
    "id": "race",
    "kind": "static",
    "audit_only": True,  # to check fairness with; it has no points, and gives none to others
    "ask": {"nl": "Welke groep noemt het onderzoek?", "en": "Which group does the study name?"},
    "answer": {
        "options": [
            {"code": "black", "label": {"nl": "zwart", "en": "black"}},
            {"code": "other", "label": {"nl": "anders", "en": "other"}},
        ]
    },
    "source": "rossi1980",
}

_SOURCES = [
    {
        "id": "rossi1980",
        "cite": "Rossi, P.H., Berk, R.A. and Lenihan, K.J. (1980). Money, Work, and Crime: "
        "Some Experimental Results. New York: Academic Press.",
    },
    {
        "id": "fox2019",
        "cite": "Fox, J. and Weisberg, S. (2019). An R Companion to Applied Regression, third "
        "edition; with the package carData, which publishes the data.",
    },
]


def instrument(identifier: str, model: Cox, *, statement: dict[str, str], centred: bool) -> dict[str, Any]:
    """Make the instrument of a model.

    Parameters
    ----------
    identifier
        Its id.
    model
        Where the points come from. A coefficient of ``race`` is left out: such an item may have
        none.
    statement
        What the evidence card says, per language.
    centred
        Whether points are counted from the model's average person-week. Scores of models fitted on
        different people are comparable only then.

    Returns
    -------
    dict
        The document. Employment is a dynamic item with a shelf life of a week; an item without a
        coefficient is not in it.
    """
    items: list[dict[str, Any]] = []
    terms: list[dict[str, Any]] = []
    for name, spec in _ITEMS.items():
        if name not in model.coefficient:
            continue
        per_unit = model.coefficient[name]
        zero = model.mean[name] if centred else 0.0
        item = {
            "id": name,
            "kind": "static",
            "ask": spec["ask"],
            "answer": spec["answer"],
            "source": "rossi1980",
        }
        if name == "employed":
            item |= {"kind": "dynamic", "changeable": True, "best": "yes", "shelf_life": "P7D"}
        items.append(item)
        if "value" in spec:
            points = {code: _points(per_unit * (value - zero)) for code, value in spec["value"].items()}
            terms.append({"item": name, "points": points})
        else:
            terms.append(
                {
                    "item": name,
                    "linear": {"times": _points(per_unit), "plus": _points(-per_unit * zero)},
                }
            )
    return {
        "format": "actueel.instrument/1",
        "id": identifier,
        "version": "1.0.0",
        "status": "draft",  # made by code for this demo and for nothing else
        "languages": ["nl", "en"],
        "title": {
            "nl": "Kans op arrestatie, onderzoek Rossi",
            "en": "Chance of arrest, Rossi study",
        },
        "purpose": "risk",
        "evidence": {
            "validated": False,
            "statement": statement,
            "meant_for": {
                "nl": "Laten zien wat een actuele score toevoegt.",
                "en": "Showing what a current score adds.",
            },
            "not_for": {"nl": "Besluiten over mensen.", "en": "Decisions about people."},
            "sources": _SOURCES,
        },
        "items": [*items, _RACE],
        "scales": [
            {
                "id": "hazard",
                "label": {"nl": "logaritme van de kansverhouding", "en": "log hazard ratio"},
                "combine": "sum",
                "terms": terms,
            }
        ],
    }


def _points(value: float) -> float:
    """At most four decimals, and never minus zero."""
    return round(value, 4) + 0.0
