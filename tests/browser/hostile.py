# SPDX-License-Identifier: MPL-2.0
"""Texts that would run, fetch or break out if a page put them down as they are, in every text field that there is."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from itertools import product
from typing import Any

from pages import ROOT

_RUN = """\
<script>hit()</script>
<ScRiPt >hit()</sCrIpT>
<svg><script>hit()</script></svg>
<img src=x onerror=hit()>
<img src=http://outside.invalid/p.png>
<svg onload=hit()>
<svg><animate onbegin=hit() attributeName=x dur=1s>
<body onload=hit()>
<details open ontoggle=hit()>
<input autofocus onfocus=hit()>
<video src=x onerror=hit()></video>
<audio src=x onerror=hit()></audio>
<iframe src=javascript:parent.hit()></iframe>
<iframe srcdoc="<script>parent.hit()</script>"></iframe>
<object data=javascript:hit()></object>
<embed src=javascript:hit()>
<a href=javascript:hit()>x</a>
<form action=javascript:hit()><button>x</button></form>
<math><a xlink:href=javascript:hit()>x</a></math>
<style>@import "http://outside.invalid/";</style>
<link rel=stylesheet href=http://outside.invalid/>
<meta http-equiv=refresh content=0;url=javascript:hit()>
<base href=http://outside.invalid/>
<template><script>hit()</script></template>
<textarea><plaintext>
<x onclick=hit() onmouseover=hit() style=position:fixed;inset:0>
<p style=background:url(http://outside.invalid/)>
<!--<img src=x onerror=hit()>
<![CDATA[<img src=x onerror=hit()>]]>
&lt;script&gt;hit()&lt;/script&gt;
&#60;script&#62;hit()&#60;/script&#62;
\\u003cscript\\u003ehit()\\u003c/script\\u003e
{{ 7 * 7 }}{% raw %}
${hit()}
<%= hit() %>
javascript:hit()
+ADw-script+AD4-hit()+ADw-/script+AD4-
\u202e<script>hit()</script>""".splitlines()
_BEFORE = ("", '">', "'>", "</style>", "</title>", "</script>", "-->", '" autofocus onfocus=hit() x="', "</svg>", "]]>")

STRINGS = tuple(f"{before}{run}" for before, run in product(_BEFORE, _RUN))[:300]
CODE = 64
"""Characters that a code may have."""
GROUP = 25
"""How many stand in one text, each on a line; a code holds one."""

_SCHEMA = json.loads((ROOT / "schemas" / "v1" / "history.schema.json").read_text())
_NEVER = {"type", "answer", "withhold_from"}
"""Fields whose other values are refused, or would keep the record from the page."""
_CODES_THAT_MATTER = {
    "event",
    "severity",
    "by",
    "instrument_sha256",
    "records_sha256",
    "version",
    "incident",
    "sitting",
}
"""Codes that decide what is shown: in every second history they stay as they are."""


def text_fields() -> dict[tuple[str, str], str]:
    """Every text field of every type of record, from the schema: by type and name, "text" or "code"."""
    found = {}
    for name, definition in _SCHEMA["definitions"].items():
        if name.startswith("record_"):
            for field, schema in definition["properties"].items():
                if field not in _NEVER and (kind := _kind(schema)):
                    found[name.removeprefix("record_"), field] = kind
    return found


def _kind(schema: dict[str, Any]) -> str:
    """What a field takes: a text, a code, or neither."""
    ref = schema.get("$ref") or next((each["$ref"] for each in schema.get("allOf", ()) if "$ref" in each), "")
    last = ref.rpartition("/")[2]
    if last in ("code", "kept_digest"):
        return "code"
    if last == "text":
        return "text"
    if ref:
        found: Any = _SCHEMA
        for step in ref.removeprefix("#/").split("/"):
            found = found[step]
        return _kind(found)
    if schema.get("type") == "array":
        return _kind(schema["items"])
    plain = schema.get("type") == "string" and not {"enum", "const", "pattern"} & set(schema)
    return "text" if plain else ""


def histories() -> Iterator[dict[str, Any]]:
    """Yield histories in which every text field that a record has is hostile; together each field has every string."""
    plain = json.loads((ROOT / "schemas" / "v1" / "valid" / "history" / "every-field.json").read_text())
    fields = text_fields()
    for number in range(len(STRINGS) // GROUP):
        document = copy.deepcopy(plain)
        place = number * GROUP
        types = {record["id"]: record["type"] for record in document["records"]}
        for record in document["records"]:
            kind = record["type"]
            inner = record.get("record")
            contents = [(kind, record)]
            if inner is not None:
                while kind == "correction":
                    target = record["corrects"]
                    kind = types[target]
                    record = next(each for each in document["records"] if each["id"] == target)
                contents.append((inner.get("type", kind), inner))
            for of, content in contents:
                for field in content:
                    if (of, field) in fields and content[field]:
                        place += 1
                        if number % 2 == 0 or field not in _CODES_THAT_MATTER:
                            content[field] = _hostile(fields[of, field], content[field], place)
        yield document


def _hostile(kind: str, now: Any, place: int) -> Any:
    if isinstance(now, list):
        return list(dict.fromkeys(_hostile(kind, each, place + n) for n, each in enumerate(now)))
    if kind == "code":
        return STRINGS[place % len(STRINGS)][:CODE].strip()
    first = place - place % GROUP
    return "\n".join(STRINGS[(first + n) % len(STRINGS)] for n in range(GROUP))


def instruments() -> Iterator[dict[str, Any]]:
    """Yield instruments whose every text is hostile, each another."""
    plain = json.loads((ROOT / "schemas" / "v1" / "valid" / "instrument" / "every-field.json").read_text())
    for number in range(len(STRINGS) // GROUP):
        place = [number * GROUP]

        def changed(value: Any, place: list[int] = place) -> Any:
            if isinstance(value, dict):
                if value and set(value) <= {"nl", "en"} and all(isinstance(each, str) for each in value.values()):
                    place[0] += 1
                    return dict.fromkeys(("nl", "en"), STRINGS[place[0] % len(STRINGS)])
                return {
                    key: STRINGS[place[0] % len(STRINGS)] if key in ("cite", "doi") else changed(inner)
                    for key, inner in value.items()
                }
            if isinstance(value, list):
                return [changed(each) for each in value]
            return value

        yield changed(copy.deepcopy(plain)) | {"languages": ["nl", "en"]}
