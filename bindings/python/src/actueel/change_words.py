# SPDX-License-Identifier: MPL-2.0
"""A change in sentences for people, from the message catalogue: of ratings and answers, never that a risk fell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .definition import Definition
from .levels import LevelInterval, ValueInterval

if TYPE_CHECKING:
    from .change import Change, ChangedRow, RowAt, ScaleChange
    from .messages import Messages

__all__ = ["cause_words", "sentences"]


def cause_words(row: ChangedRow, say: Messages) -> str:
    """Return why a row differs, as a clause."""
    return say(f"change_cause_{row.cause}")


def sentences(c: Change, say: Messages) -> list[str]:
    """Do what `Change.sentences` promises."""
    words = _Words(c, say)
    told = [words.since(), *words.level(), *map(words.scale, c.scales.values()), *map(words.row, c.rows)]
    told += [words.rule(each.id, each.after) for each in c.level_causes if each.of == "rule"]
    decided = {"plan": "change_plan", "override": "change_override"}
    told += [say(decided[each.of], record=each.id) for each in c.level_causes if each.of in decided]
    return told


class _Words:
    def __init__(self, c: Change, say: Messages) -> None:
        self._c = c
        self._say = say
        self._of = Definition.of(c.instrument)

    def since(self) -> str:
        say, before = self._say, self._c.before
        if before.sign_off is None:
            return say("change_since_day", before=say.day(before.as_of), after=say.day(self._c.after.as_of))
        name = "change_since_other_version" if before.same_instrument is False else "change_since_signed"
        return say(name, before=say.day(before.as_of), after=say.day(self._c.after.as_of))

    def level(self) -> list[str]:
        final = self._c.final
        if final is None:
            return []
        if final.before == final.after:
            return [self._say("change_level_same", level=self._level(final.after))]
        return [self._say("change_level", before=self._level(final.before), after=self._level(final.after))]

    def scale(self, scale: ScaleChange) -> str:
        say = self._say
        label = self._of.scale_label(scale.id, say.lang)
        before, after = self._value(scale.before), self._value(scale.after)
        if scale.before == scale.after:
            told = say("change_scale_same", label=label, value=after)
        else:
            told = say("change_scale", label=label, before=before, after=after)
        return told if scale.reliable is None else f"{told} {say(f'change_verdict_{scale.reliable.verdict}')}"

    def row(self, row: ChangedRow) -> str:
        say = self._say
        what = self._of.question(row.item, say)
        if row.person is not None:
            what = say("change_about", what=what, person=row.person)
        return say(
            "change_row",
            what=what,
            before=self._state(row.item, row.before),
            after=self._state(row.item, row.after),
            cause=cause_words(row, say),
            records=say.both(list(row.records)),
        )

    def rule(self, rule: str, holds: bool | str | None) -> str:
        told = self._say("rule_unknown" if holds is None else "rule_true" if holds else "rule_false")
        return f"{told}: {self._of.rule_why(rule, self._say.lang) or rule}"

    def _level(self, level: LevelInterval) -> str:
        low, high = (self._of.level_label(each, self._say.lang) for each in (level.low, level.high))
        return low if level.determined else self._say("range", low=low, high=high)

    def _value(self, value: ValueInterval) -> str:
        low, high = self._say.number(value.low), self._say.number(value.high)
        return low if value.determined else self._say("range", low=low, high=high)

    def _state(self, item: str, state: RowAt | None) -> str:
        say = self._say
        if state is None:
            return say("change_absent")
        if state.status == "not_applicable":
            return say("does_not_apply")
        if state.answer is None or state.answer == "unknown":
            return say("change_unknown")
        if state.answer == "refused":
            return say("change_refused")
        if state.answer == "none":
            answer = say("change_no_event")
        elif isinstance(state.answer, str):
            answer = self._of.option_label(item, state.answer, say.lang)
        else:
            answer = say.number(float(state.answer))
        return say("change_stale", answer=answer) if state.status == "stale" else answer
