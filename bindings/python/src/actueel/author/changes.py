# SPDX-License-Identifier: MPL-2.0
"""What a new version of an instrument changes for families: items, points, cuts, shelf lives, rules; never bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .parts import option_codes
from .wording import say, say_answer, say_condition, say_points

if TYPE_CHECKING:
    from actueel.instrument import Instrument

__all__ = ["Change", "Pairs", "changes"]

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not the same for families.

    Attributes
    ----------
    code : str
        What kind of change it is, for programs: ``"item_added"``, ``"points_changed"``.
    part : str
        Its heading: ``"about"``, ``"questions"``, ``"points"``, ``"levels"``, ``"rules"`` or ``"time"``.
    before_place, after_place : str or None
        JSON Pointers into the old and the new document; None where it is not in one of them.
    text : str
        What changed, in words.

    """

    code: str
    part: str
    before_place: str | None
    after_place: str | None
    text: str


class Pairs:
    """Which parts of two versions are the same part: by id, or by what the new one says that it was called."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old = old
        self.new = new
        self.items = _paired(old["items"], new["items"], "id")
        self.scales = _paired(old.get("scales", []), new.get("scales", []), "id")
        self.levels = _paired(old.get("levels", []), new.get("levels", []), "id")
        self.rules = _paired(old.get("rules", []), new.get("rules", []), "id")

    def new_item(self, old_id: str) -> str | None:
        """Return the id that an old item has now, or None."""
        return next(
            (self.new["items"][b]["id"] for a, b in self.items if self._id(a) == old_id and b is not None), None
        )

    def _id(self, place: int | None) -> str | None:
        return None if place is None else str(self.old["items"][place]["id"])

    @staticmethod
    def codes(old_item: Document, new_item: Document) -> dict[str, str]:
        """Return each old code that the new item still knows, with the code that it has now."""
        known = {each["code"]: each["code"] for each in new_item.get("answer", {}).get("options", ())}
        for each in new_item.get("answer", {}).get("options", ()):
            known.update(dict.fromkeys(each.get("formerly", ()), each["code"]))
        return {code: known[code] for code in option_codes(old_item) if code in known}


def _paired(old: list[Document], new: list[Document], key: str) -> list[tuple[int | None, int | None]]:
    """Return pairs of places: the new list in its order, then what is gone."""
    places = {each[key]: n for n, each in enumerate(old)}
    pairs: list[tuple[int | None, int | None]] = []
    for n, each in enumerate(new):
        names = (each[key], *each.get("formerly", ()))
        pairs.append((next((places[name] for name in names if name in places), None), n))
    kept = {before for before, _ in pairs}
    return pairs + [(n, None) for n in range(len(old)) if n not in kept]


def changes(old: Instrument, new: Instrument) -> list[Change]:
    """Return what is not the same for families under a new version of an instrument.

    Texts that only say the same in other words are told once an item; labels, licences and the order of fields are not
    told at all.

    Examples
    --------
    >>> from actueel.author import changes
    >>> changes(risk, risk)
    []

    """
    pairs = Pairs(old.to_dict(), new.to_dict())
    return [change for kind in (_about, _items, _scales, _levels, _rules) for change in kind(pairs)]


def _about(pairs: Pairs) -> Iterator[Change]:
    old, new = pairs.old, pairs.new
    for name, usual, words in ABOUT:
        before, after = old.get(name, usual), new.get(name, usual)
        if before != after:
            yield _changed("about_changed", "about", f"/{name}", f"{words}: {say(before)} before, {say(after)} now")
    before, after = (each.get("evidence", {}).get("validated", False) for each in (old, new))
    if before != after:
        text = "it says now that it is validated" if after else "it no longer says that it is validated"
        yield _changed("about_changed", "about", "/evidence/validated", text)


ABOUT: tuple[tuple[str, object, str], ...] = (
    ("id", "", "its id"),
    ("purpose", "", "its purpose"),
    ("subject", "family", "whom it is about"),
    ("languages", [], "its languages"),
    ("one_sitting", False, "answered in one sitting"),
    ("counts_living", [], "whom it counts by how they live"),
    ("hear_child_every", None, "how often a child must be heard"),
)


def _changed(code: str, part: str, place: str, text: str) -> Change:
    return Change(code, part, place, place, text)


def _items(pairs: Pairs) -> Iterator[Change]:
    for before, after in pairs.items:
        if before is None and after is not None:
            item = pairs.new["items"][after]
            asked = f" ({say_answer(item)})"
            yield Change("item_added", "questions", None, f"/items/{after}", f"{item['id']} is new{asked}")
        elif after is None and before is not None:
            item = pairs.old["items"][before]
            yield Change("item_removed", "questions", f"/items/{before}", None, f"{item['id']} is gone")
        elif before is not None and after is not None:
            places = (f"/items/{before}", f"/items/{after}")
            yield from _item(pairs.old["items"][before], pairs.new["items"][after], places)


def _item(old: Document, new: Document, places: tuple[str, str]) -> Iterator[Change]:
    name = new["id"]

    def told(code: str, part: str, field: str, text: str) -> Change:
        return Change(code, part, f"{places[0]}{field}", f"{places[1]}{field}", text)

    if old["id"] != name:
        yield told("item_renamed", "questions", "/id", f"{old['id']} is called {name} now")
    if old.get("ask") != new.get("ask"):
        yield told("item_reworded", "questions", "/ask", f"{name} is asked in other words")
    yield from _answers(old, new, name, told)
    for field, usual, part, words in ITEM_FIELDS:
        before, after = old.get(field, usual), new.get(field, usual)
        if before != after:
            shown = (say_condition(each) if field == "applies_when" and each else say(each) for each in (before, after))
            yield told(f"{field}_changed", part, f"/{field}", "{}: {}, {} before, {} now".format(name, words, *shown))


ITEM_FIELDS: tuple[tuple[str, object, str, str], ...] = (
    ("kind", None, "questions", "what kind it is"),
    ("per", "family", "questions", "about whom it is asked"),
    ("ages", None, "questions", "of which ages it is asked"),
    ("applies_when", None, "questions", "asked only when"),
    ("sources", ["worker", "professional", "record", "not_stated"], "questions", "whose word counts"),
    ("derive", None, "questions", "what it follows from"),
    ("audit_only", False, "questions", "for a fairness audit alone"),
    ("changeable", False, "questions", "whether help can change it"),
    ("best", None, "questions", "its best answer"),
    ("shelf_life", None, "time", "how long an answer holds"),
    ("lapses_on", None, "time", "what makes an answer lapse"),
    ("when_stale", "unknown", "time", "what an answer counts for once it no longer holds"),
    ("when_unknown", "range", "points", "what counts while it is unknown"),
    ("when_contested", "latest", "points", "what counts while voices differ"),
    ("pick", None, "points", "which of several answers counts"),
)


def _answers(old: Document, new: Document, name: str, told: Any) -> Iterator[Change]:
    known = Pairs.codes(old, new)
    for code in option_codes(old):
        if code not in known:
            retired = " and counts as unknown" if code in new.get("retired", ()) else ""
            yield told("option_removed", "questions", "/answer", f"{name}: the answer {code} is gone{retired}")
        elif known[code] != code:
            yield told(
                "option_renamed", "questions", "/answer", f"{name}: the answer {code} is called {known[code]} now"
            )
    for code in option_codes(new):
        if option_codes(old) and code not in known.values():
            yield told("option_added", "questions", "/answer", f"{name}: {code} is a new answer")
    before, after = old.get("answer", {}), new.get("answer", {})
    if before.get("number") != after.get("number"):
        yield told(
            "answer_changed",
            "questions",
            "/answer",
            f"{name}: answered with {say_answer(old)} before, {say_answer(new)} now",
        )
    if before.get("not_applicable", False) != after.get("not_applicable", False):
        words = "can" if after.get("not_applicable") else "can no longer"
        yield told("answer_changed", "questions", "/answer", f"{name}: not applicable {words} be answered")


def _scales(pairs: Pairs) -> Iterator[Change]:
    for before, after in pairs.scales:
        if before is None and after is not None:
            yield Change(
                "scale_added", "points", None, f"/scales/{after}", f"{_id(pairs.new, 'scales', after)} is a new scale"
            )
        elif after is None and before is not None:
            text = f"the scale {_id(pairs.old, 'scales', before)} is gone"
            yield Change("scale_removed", "points", f"/scales/{before}", None, text)
        elif before is not None and after is not None:
            yield from _scale(pairs, before, after)


def _id(document: Document, part: str, place: int) -> str:
    return str(document[part][place]["id"])


def _scale(pairs: Pairs, before: int, after: int) -> Iterator[Change]:
    old, new = pairs.old["scales"][before], pairs.new["scales"][after]
    name = new["id"]
    for field, usual, words in SCALE_FIELDS:
        if old.get(field, usual) != new.get(field, usual):
            told = f"{name}: {words}, {say(old.get(field, usual))} before, {say(new.get(field, usual))} now"
            yield Change(f"{field}_changed", "points", f"/scales/{before}/{field}", f"/scales/{after}/{field}", told)
    terms = {pairs.new_item(each["item"]) or each["item"] if "item" in each else each["scale"]: (n, each)
             for n, each in enumerate(old["terms"])}  # fmt: skip
    for n, term in enumerate(new["terms"]):
        what = term.get("item", term.get("scale"))
        place = f"/scales/{after}/terms/{n}"
        if what not in terms:
            yield Change("term_added", "points", None, place, f"{name}: {what} counts now{_worth(term)}")
            continue
        m, was = terms.pop(what)
        yield from _term(pairs, name, was, term, (f"/scales/{before}/terms/{m}", place))
    for what, (m, was) in terms.items():
        yield Change(
            "term_removed",
            "points",
            f"/scales/{before}/terms/{m}",
            None,
            f"{name}: {what} no longer counts{_worth(was)}",
        )


SCALE_FIELDS: tuple[tuple[str, object, str], ...] = (
    ("combine", None, "how its terms combine"),
    ("min_answered", None, "how many terms must be known"),
    ("table", None, "its table of published values"),
    ("minimum", None, "its lowest value"),
    ("maximum", None, "its highest value"),
    ("standard_error", None, "its standard error"),
    ("higher_is", "worse", "which end is worse"),
)


def _worth(term: Document) -> str:
    told = ", ".join(f"{answer} {points}" for answer, points in say_points(term))
    return f" ({told})" if told else ""


def _term(pairs: Pairs, scale: str, old: Document, new: Document, places: tuple[str, str]) -> Iterator[Change]:
    what = new.get("item", new.get("scale"))
    for field, words in (("combine", "how several persons combine"), ("most", "the most that they give together")):
        if old.get(field) != new.get(field):
            text = f"{scale}: {what}, {words}, {say(old.get(field))} before, {say(new.get(field))} now"
            yield Change("term_changed", "points", *places, text)
    renamed: dict[str, str] = {}
    if "item" in new:
        items = {each["id"]: each for each in pairs.old["items"]}, {each["id"]: each for each in pairs.new["items"]}
        renamed = Pairs.codes(items[0][old["item"]], items[1][new["item"]])
    before = {renamed.get(answer, answer): points for answer, points in say_points(old)}
    after = dict(say_points(new))
    if set(before) == set(after) or "points" in old:
        for answer, points in after.items():
            if answer in before and before[answer] != points:
                text = f"{scale}: {what} {answer} gives {points}, was {before[answer]}"
                yield Change("points_changed", "points", *places, text)
            elif answer not in before:
                yield Change("points_changed", "points", *places, f"{scale}: {what} {answer} gives {points}")
    else:
        yield Change("points_changed", "points", *places, f"{scale}: {what} gives{_worth(new)}, was{_worth(old)}")


def _levels(pairs: Pairs) -> Iterator[Change]:
    for before, after in pairs.levels:
        if before is None and after is not None:
            text = f"{_id(pairs.new, 'levels', after)} is a new level"
            yield Change("level_added", "levels", None, f"/levels/{after}", text)
        elif after is None and before is not None:
            text = f"the level {_id(pairs.old, 'levels', before)} is gone"
            yield Change("level_removed", "levels", f"/levels/{before}", None, text)
        elif before is not None and after is not None:
            old, new = pairs.old["levels"][before], pairs.new["levels"][after]
            if old.get("review_every") != new.get("review_every"):
                places = f"/levels/{before}/review_every", f"/levels/{after}/review_every"
                told = f"{say(old.get('review_every'))} before, {say(new.get('review_every'))} now"
                yield Change("review_changed", "time", *places, f"{new['id']}: looked at again every {told}")
    kept = [(a, b) for a, b in pairs.levels if a is not None and b is not None]
    if kept != sorted(kept):
        yield _changed("levels_reordered", "levels", "/levels", "the levels stand in another order")
    if pairs.old.get("level_from", []) != pairs.new.get("level_from", []):
        told = f"{say(pairs.old.get('level_from'))} before, {say(pairs.new.get('level_from'))} now"
        yield _changed("level_from_changed", "levels", "/level_from", f"the level comes from {told}")
    for a, b in pairs.scales:
        old = {} if a is None else pairs.old["scales"][a].get("cuts", {})
        new = {} if b is None else pairs.new["scales"][b].get("cuts", {})
        for level in dict.fromkeys((*old, *new)):
            if a is not None and b is not None and old.get(level) != new.get(level):
                name = _id(pairs.new, "scales", b)
                places = f"/scales/{a}/cuts", f"/scales/{b}/cuts"
                began = f"{say(old[level])} before" if level in old else "nowhere before"
                begins = f"{say(new[level])} now" if level in new else "nowhere now"
                yield Change("cut_changed", "levels", *places, f"{name}: {level} begins at {began}, {begins}")


def _rules(pairs: Pairs) -> Iterator[Change]:
    for before, after in pairs.rules:
        if after is None and before is not None:
            rule = pairs.old["rules"][before]
            yield Change("rule_removed", "rules", f"/rules/{before}", None, f"{rule['id']} is gone: {_rule(rule)}")
        elif before is None and after is not None:
            rule = pairs.new["rules"][after]
            yield Change("rule_added", "rules", None, f"/rules/{after}", f"{rule['id']} is new: {_rule(rule)}")
        elif before is not None and after is not None:
            old, new = pairs.old["rules"][before], pairs.new["rules"][after]
            if (old["if"], old["then"]) != (new["if"], new["then"]):
                text = f"{new['id']}: {_rule(new)}; was: {_rule(old)}"
                yield Change("rule_changed", "rules", f"/rules/{before}", f"/rules/{after}", text)
    kept = [(a, b) for a, b in pairs.rules if a is not None and b is not None]
    if kept != sorted(kept):
        yield _changed(
            "rules_reordered", "rules", "/rules", "the rules stand in another order, in which they are applied"
        )
    for field, words in (
        ("tree", "the tree that leads to the level"),
        ("overrides", "what may be overridden, by whom"),
    ):
        if pairs.old.get(field) != pairs.new.get(field):
            told = "is new" if field not in pairs.old else "is gone" if field not in pairs.new else "changed"
            yield _changed(f"{field}_changed", "rules", f"/{field}", f"{words} {told}")


def _rule(rule: Document) -> str:
    outcome, level = next(iter(rule["then"].items()))
    return f"if {say_condition(rule['if'])}, then {outcome.replace('_', ' ')} {level}"
