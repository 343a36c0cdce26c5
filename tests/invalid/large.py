# SPDX-License-Identifier: MPL-2.0
"""Documents made at run time, as large as a limit allows and as one beyond."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

AT = "2020-01-10T12:00:00Z"
LEVELS = [{"id": "low", "label": {"en": "low"}}, {"id": "high", "label": {"en": "high"}}]
DAILY = {"item": "drinks", "is": "yes"}


def item(id: str = "drinks", **more: Any) -> dict[str, Any]:
    options = [{"code": code, "label": {"en": code}} for code in ("no", "yes")]
    asked = {"id": id, "kind": "static", "ask": {"en": "?"}, "answer": {"options": options}}
    return {**asked, **more}


def number(**more: Any) -> dict[str, Any]:
    return item("reports", answer={"number": {"min": 0, "max": 100_000}}, **more)


def term(id: str = "drinks", **more: Any) -> dict[str, Any]:
    return {"item": id, "points": {"no": 0, "yes": 1}, **more}


def scale(id: str = "risk", **more: Any) -> dict[str, Any]:
    return {"id": id, "combine": "sum", "terms": [term()], "cuts": {"high": 1}, **more}


def instrument(**more: Any) -> dict[str, Any]:
    return {
        "format": "actueel.instrument/1",
        "id": "large",
        "version": "1",
        "status": "draft",
        "languages": ["en"],
        "title": {"en": "Large"},
        "levels": LEVELS,
        "items": [item()],
        "scales": [scale()],
        "level_from": ["risk"],
        **more,
    }


def record(type: str, id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": type, "recorded_at": AT, **more}


def history(records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"format": "actueel.history/1", "family": "F-1", "records": list(records)}


def names(count: int) -> list[str]:
    return [f"n{index}" for index in range(count)]


def persons(count: int) -> list[dict[str, Any]]:
    return [record("person", name) for name in names(count)]


def observed(**more: Any) -> dict[str, Any]:
    content = {"observed_on": "2020-01-09", "item": "drinks", "answer": "no", **more}
    return history([record("observation", "o1", **content)])


def planned(**more: Any) -> dict[str, Any]:
    return record("plan", "l1", start="2020-01-10", until="2020-02-10", **more)


def ruled(condition: dict[str, Any]) -> dict[str, Any]:
    return instrument(
        items=[item(best="no"), number()], rules=[{"id": "r", "if": condition, "then": {"at_least": "high"}}]
    )


def conditions(count: int) -> dict[str, Any]:
    """So many conditions: `all` of `all`s, each of at most 1000."""
    groups, left = [], count - 1
    while left > 0:
        size = min(left - 1, 999)
        groups.append({"all": [DAILY] * size} if size else DAILY)
        left -= size + 1
    return ruled({"all": groups})


def leveled(count: int) -> dict[str, Any]:
    levels = [{"id": name, "label": {"en": name}} for name in names(count)]
    rules = [{"id": name, "if": DAILY, "then": {"set": name}} for name in names(count)]
    return instrument(levels=levels, rules=rules, scales=[scale(cuts={})], level_from=[])


def sourced(**more: Any) -> dict[str, Any]:
    return instrument(evidence={"validated": False, "statement": {"en": "."}, **more})


def cased(**more: Any) -> dict[str, Any]:
    return instrument(cases=[{"answers": {}, **more}])


def nested(depth: int) -> dict[str, Any]:
    """A history that is `depth` deep: itself, and a list in a list in its `x`."""
    x: Any = []
    for _ in range(depth - 2):
        x = [x]
    return {**history([]), "x": x}


@dataclass(frozen=True)
class Limit:
    """One row of docs/reference/limits.md: what, how many, and a document with so many."""

    what: str
    most: int
    kind: str
    document: Callable[[int], dict[str, Any]]
    place: str
    code: str = "too_many"


EVENT_TYPES = "event types of an item, a derivation or a condition"
CODES = "`withhold_from`, `agreed_with`, `given_to`"
PERSONS = "`persons` of an event or a plan"
PARTS = "parts of one condition (`all`, `any`, `of`)"


def signed(**more: Any) -> dict[str, Any]:
    return history([record("sign_off", "s1", instrument="large", as_of="2020-01-10", by="worker", **more)])


def derived(**derive: Any) -> dict[str, Any]:
    return instrument(items=[item(), {"id": "d", "kind": "derived", "derive": derive}])


LIMITS = [
    Limit("objects and lists within each other", 64, "history", nested, "/x" + "/0" * 62, "json_too_deep"),
    Limit(
        "characters of an id", 64, "history", lambda n: {**history([]), "family": "f" * n}, "/family", "id_malformed"
    ),
    Limit(
        "characters of a code", 64, "history", lambda n: observed(answer="é" * n), "/records/0/answer", "id_malformed"
    ),
    Limit(
        "digits of each number of a duration",
        5,
        "instrument",
        lambda n: instrument(items=[item(kind="dynamic", shelf_life=f"P{'9' * n}D")]),
        "/items/0/shelf_life",
        "duration_malformed",
    ),
    Limit(
        "fraction digits of a decimal",
        4,
        "instrument",
        lambda n: instrument(scales=[scale(terms=[term(points={"no": 0, "yes": 1 + 10**-n})])]),
        "/scales/0/terms/0/points/yes",
        "decimal_too_fine",
    ),
    Limit(
        "size of a decimal", 10**9, "history", lambda n: observed(answer=n), "/records/0/answer", "decimal_too_large"
    ),
    Limit("`languages`", 20, "instrument", lambda n: instrument(**in_languages(n)), "/languages"),
    Limit(
        "`evidence/sources`",
        1000,
        "instrument",
        lambda n: sourced(sources=[{"id": x, "cite": "."} for x in names(n)]),
        "/evidence/sources",
    ),
    Limit(
        "`evidence/figures`",
        1000,
        "instrument",
        lambda n: sourced(
            sources=[{"id": "s", "cite": "."}], figures=[{"measure": "auc", "value": 1, "source": "s"}] * n
        ),
        "/evidence/figures",
    ),
    Limit("`levels`", 100, "instrument", leveled, "/levels"),
    Limit("`items`", 1000, "instrument", lambda n: instrument(items=[item(), *map(item, names(n - 1))]), "/items"),
    Limit(
        "`options` of an item",
        1000,
        "instrument",
        lambda n: instrument(items=[item(), options(n)]),
        "/items/1/answer/options",
    ),
    Limit(
        "options of all items together",
        20_000,
        "instrument",
        lambda n: instrument(items=[item(), *(options(size, f"i{at}") for at, size in enumerate(shares(n - 2, 1000)))]),
        "/items/20/answer/options",
    ),
    Limit(
        "`formerly` of an option",
        1000,
        "instrument",
        lambda n: instrument(
            items=[item(), item("b", answer={"options": [{"code": "a", "label": {"en": "a"}, "formerly": names(n)}]})]
        ),
        "/items/1/answer/options/0/formerly",
    ),
    Limit(
        "`formerly` of an item",
        1000,
        "instrument",
        lambda n: instrument(items=[item(formerly=names(n))]),
        "/items/0/formerly",
    ),
    Limit(
        "`retired` codes of an item",
        1000,
        "instrument",
        lambda n: instrument(items=[item(retired=names(n))]),
        "/items/0/retired",
    ),
    Limit(
        EVENT_TYPES,
        1000,
        "instrument",
        lambda n: instrument(items=[item(lapses_on={"events": names(n)})]),
        "/items/0/lapses_on/events",
    ),
    Limit(
        EVENT_TYPES,
        1000,
        "instrument",
        lambda n: derived(count_events={"types": names(n)}),
        "/items/1/derive/count_events/types",
    ),
    Limit(
        EVENT_TYPES,
        1000,
        "instrument",
        lambda n: derived(days_since_event={"types": ["a"], "severities": names(n)}),
        "/items/1/derive/days_since_event/severities",
    ),
    Limit(EVENT_TYPES, 1000, "instrument", lambda n: ruled({"events": names(n)}), "/rules/0/if/events"),
    Limit("`scales`", 200, "instrument", lambda n: instrument(scales=[scale(), *map(scale, names(n - 1))]), "/scales"),
    Limit(
        "`terms` of a scale",
        1000,
        "instrument",
        # beyond it: an item twice would be another fault, so the scales are terms too
        lambda n: instrument(
            items=list(map(item, names(min(n, 1000)))), scales=[scale(terms=terms(n)), scale("own", terms=[term("n0")])]
        ),
        "/scales/0/terms",
    ),
    Limit(
        "terms of all scales together",
        10_000,
        "instrument",
        lambda n: instrument(
            items=list(map(item, names(1000))),
            scales=[
                scale(f"s{at}", terms=list(map(term, names(size))), cuts={"high": 1})
                for at, size in enumerate(shares(n, 1000))
            ],
            level_from=["s0"],
        ),
        "/scales/10/terms",
    ),
    Limit(
        "`bins` of a term",
        1000,
        "instrument",
        lambda n: instrument(
            items=[item(), number()],
            scales=[
                scale(terms=[term(), {"item": "reports", "bins": [{"at_least": i, "points": i} for i in range(n)]}])
            ],
        ),
        "/scales/0/terms/1/bins",
    ),
    Limit(
        "rows of a `table`",
        1000,
        "instrument",
        lambda n: instrument(scales=[scale(table=[[i, i] for i in range(n)])]),
        "/scales/0/table",
    ),
    Limit("`level_from`", 200, "instrument", lambda n: instrument(level_from=["risk"] * n), "/level_from"),
    Limit(
        "`rules`",
        1000,
        "instrument",
        lambda n: instrument(rules=[{"id": x, "if": DAILY, "then": {"set": "high"}} for x in names(n)]),
        "/rules",
    ),
    Limit("conditions, all together", 10_000, "instrument", conditions, "/rules/0/if/all/9/all/998"),
    Limit(PARTS, 1000, "instrument", lambda n: ruled({"all": [DAILY] * n}), "/rules/0/if/all"),
    Limit(PARTS, 1000, "instrument", lambda n: ruled({"any": [DAILY] * n}), "/rules/0/if/any"),
    Limit(PARTS, 1000, "instrument", lambda n: ruled({"at_least": 1, "of": [DAILY] * n}), "/rules/0/if/of"),
    Limit(
        "answers of one condition (`in`)",
        1000,
        "instrument",
        lambda n: ruled({"item": "reports", "in": list(range(n))}),
        "/rules/0/if/in",
    ),
    Limit(
        "items that one condition's plan `covers`",
        1000,
        "instrument",
        lambda n: ruled({"plan": "active", "covers": ["drinks"] * n}),
        "/rules/0/if/covers",
    ),
    Limit(
        "`roles` of `overrides`",
        100,
        "instrument",
        lambda n: instrument(overrides={"roles": names(n)}),
        "/overrides/roles",
    ),
    Limit(
        "`cases`",
        1000,
        "instrument",
        lambda n: instrument(cases=[{"answers": {"drinks": "yes"}, "level": "high"}] * n),
        "/cases",
    ),
    Limit(
        "`persons` of a case", 100, "instrument", lambda n: cased(persons=[{"role": "child"}] * n), "/cases/0/persons"
    ),
    Limit(
        "`events` of a case",
        1000,
        "instrument",
        lambda n: cased(events=[{"event": "e", "happened_on": "2020-01-01"}] * n),
        "/cases/0/events",
    ),
    Limit(CODES, 100, "history", lambda n: observed(withhold_from=names(n)), "/records/0/withhold_from"),
    Limit(CODES, 100, "history", lambda n: history([planned(agreed_with=names(n))]), "/records/0/agreed_with"),
    Limit(CODES, 100, "history", lambda n: signed(given_to=names(n)), "/records/0/given_to"),
    Limit("persons spoken of", 500, "history", lambda n: history(persons(n)), "/records"),
    # A plan's are each named once, so that the persons of a family are the nearer limit.
    Limit(
        PERSONS,
        10_000,
        "history",
        lambda n: history(
            [*persons(1), record("event", "e", happened_on="2020-01-09", event="e", persons=[{"person": "n0"}] * n)]
        ),
        "/records/1/persons",
    ),
    Limit("`covers` of a plan", 1000, "history", lambda n: history([planned(covers=names(n))]), "/records/0/covers"),
]


def in_languages(count: int) -> dict[str, Any]:
    languages = names(count)
    text = dict.fromkeys(languages, "?")
    options = [{"code": code, "label": text} for code in ("no", "yes")]
    levels = [{"id": level["id"], "label": text} for level in LEVELS]
    return {
        "languages": languages,
        "title": text,
        "levels": levels,
        "items": [item(ask=text, answer={"options": options})],
    }


def shares(count: int, most: int) -> list[int]:
    """A count in parts of at most so many."""
    return [most] * (count // most) + [count % most] * (count % most > 0)


def options(count: int, id: str = "b") -> dict[str, Any]:
    return item(id, answer={"options": [{"code": name, "label": {"en": name}} for name in names(count)]})


def terms(count: int) -> list[dict[str, Any]]:
    return [*map(term, names(min(count, 1000))), *[{"scale": "own"}] * (count - 1000)]


def text_of(document: dict[str, Any]) -> bytes:
    return json.dumps(document).encode()
