# SPDX-License-Identifier: MPL-2.0
"""An instrument's texts and shapes, as a report needs them; read from the document, decided nowhere here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .instrument import Instrument
    from .messages import Messages

__all__ = ["Definition"]


class Definition:
    """The instrument document with its parts by id."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.items: dict[str, dict[str, Any]] = {each["id"]: each for each in document["items"]}
        self.levels: dict[str, dict[str, Any]] = {each["id"]: each for each in document.get("levels", ())}
        self._scales: dict[str, dict[str, Any]] = {each["id"]: each for each in document.get("scales", ())}
        self._rules: dict[str, dict[str, Any]] = {each["id"]: each for each in document.get("rules", ())}

    @classmethod
    def of(cls, instrument: Instrument) -> Definition:
        """Return the definition of an instrument."""
        return cls(instrument._document)

    @property
    def purpose(self) -> str:
        """What the instrument is for, such as ``safety`` or ``risk``."""
        return str(self.document.get("purpose", ""))

    @property
    def evidence(self) -> dict[str, Any]:
        """The evidence card."""
        evidence: dict[str, Any] = self.document.get("evidence", {})
        return evidence

    @property
    def validated(self) -> bool:
        """Whether the evidence card says so; silence is no."""
        return bool(self.evidence.get("validated", False))

    @property
    def asked(self) -> list[str]:
        """The items that are asked of somebody."""
        return [item for item, each in self.items.items() if each["kind"] != "derived"]

    @property
    def leading_scales(self) -> tuple[str, ...]:
        """The scales that give the level; all of them where none does."""
        return tuple(self.document.get("level_from", ())) or tuple(self._scales)

    @staticmethod
    def text(texts: object, lang: str) -> str:
        """Return a text in a language; a text without languages is itself."""
        if isinstance(texts, dict):
            return str(texts.get(lang) or next(iter(texts.values()), ""))
        return str(texts)

    def level_index(self, level: str) -> int:
        """Return the place of a level, lowest first."""
        return list(self.levels).index(level)

    def level_label(self, level: str, lang: str) -> str:
        """Return a level's name for people."""
        return self._label(self.levels[level], lang)

    def scale_label(self, scale: str, lang: str) -> str:
        """Return a scale's name for people."""
        return self._label(self._scales[scale], lang)

    def option_label(self, item: str, code: str, lang: str) -> str:
        """Return an option's name for people; a code the item lacks is itself."""
        options = self.items[item].get("answer", {}).get("options", ())
        return next((self._label(each, lang) for each in options if each["code"] == code), code)

    def rule_why(self, rule: str, lang: str) -> str:
        """Return a rule's reason."""
        return self.text(self._rules[rule].get("why", {}), lang)

    def cuts(self, scale: str) -> list[tuple[str, float]]:
        """Return each level that begins on the scale, and where."""
        cuts: dict[str, float] = self._scales[scale].get("cuts", {})
        return sorted(cuts.items(), key=lambda cut: self.level_index(cut[0]))

    def bounds(self, scale: str, low: float, high: float) -> tuple[float, float]:
        """Return the ends of the line on which a value is drawn: as stated, else what there is to see."""
        document = self._scales[scale]
        if "table" in document:
            seen = [float(value) for _, value in document["table"]]
            return min(low, *seen), max(high, *seen)
        cuts = [at for _, at in self.cuts(scale)]
        return (
            min(low, float(document.get("minimum", min(0.0, *cuts, low)))),
            max(high, float(document.get("maximum", max(1.0, *cuts, high)))),
        )

    def item_named(self, name: str, instrument: str) -> str | None:
        """Return the item that an observation means: by id, by ``instrument:id``, or by a former id."""
        name = name.removeprefix(f"{instrument}:")
        if name in self.items:
            return name
        return next((item for item, each in self.items.items() if name in each.get("formerly", ())), None)

    def counts(self, item: str, observation: dict[str, Any]) -> bool:
        """Whether the item counts an observation: with a person where it asks for one, and only there."""
        sources = self.items[item].get("sources", ("worker", "professional", "record", "not_stated"))
        return (
            self.items[item]["kind"] != "derived"
            and ("person" in observation) == (self.items[item].get("per", "family") != "family")
            and observation.get("source", "not_stated") in sources
            and observation.get("answer") != "not_seen"
            and "repeats" not in observation
        )

    def code_today(self, item: str, answer: object) -> object:
        """Return an answer under the code it has in this version."""
        options = self.items[item].get("answer", {}).get("options", ())
        return next((each["code"] for each in options if answer in each.get("formerly", ())), answer)

    def justifications(self, lang: str) -> Iterator[tuple[str, str]]:
        """Yield each item that states why it is asked at all."""
        for item, each in self.items.items():
            if "justification" in each:
                yield item, self.text(each["justification"], lang)

    def question(self, item: str, say: Messages) -> str:
        """Return what is asked, or what a derived item counts."""
        document = self.items[item]
        if "ask" in document:
            return self.text(document["ask"], say.lang)
        if "label" in document:
            return self.text(document["label"], say.lang)
        derive = document["derive"]
        if "age" in derive:
            of, role = derive["age"].get("of"), derive["age"].get("role")
            return say("derived_age", whom=say.code("derived_age", f"{of}_{role}"))
        if "count_persons" in derive:
            return say(f"derived_count_{derive['count_persons']['role']}")
        events = derive.get("count_events") or derive["days_since_event"]
        types = say.both([say.code("event", each) for each in events["types"]])
        if events.get("severities"):
            severities = say.both([say.code("severity", each) for each in events["severities"]])
            types = say("derived_severities", types=types, severities=severities)
        if "days_since_event" in derive:
            return say("derived_days_since", types=types)
        if "window" in events:
            return say("derived_events", window=say.duration(events["window"]), types=types)
        return say("derived_events_all", types=types)

    def _label(self, document: dict[str, Any], lang: str) -> str:
        return self.text(document.get("label", document.get("id", document.get("code", ""))), lang)
