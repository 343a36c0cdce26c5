# SPDX-License-Identifier: MPL-2.0
"""The rules of section 2 that a valid history keeps, checked for the generator's own sake."""

import re

from reference_scorer.calendar_days import parse_day
from reference_scorer.instants import DAY, parse_instant

IDENTIFIER = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
ENDABLE = {"membership", "household", "involvement", "plan", "goal", "dispute"}


def problems(history):
    """Everything that is wrong with a history, in words."""
    records = history["records"]
    by_id = {record["id"]: record for record in records}
    found = []

    def wrong(record, what):
        found.append(f"{record['id']}: {what}")

    if len(by_id) != len(records):
        found.append("ids are not unique")
    introduced = {}
    for record in records:
        person = record["id"] if record["type"] == "person" else record.get("person")
        if record["type"] in ("person", "membership"):
            at = parse_instant(record["recorded_at"])
            introduced[person] = min(at, introduced.get(person, at))
        if record["type"] == "membership" and by_id.get(person, {"type": "person"})["type"] != "person":
            wrong(record, "its person is another record")
    succeeded = set()
    for record in records:
        at = parse_instant(record["recorded_at"])
        if not IDENTIFIER.match(record["id"]):
            wrong(record, "not an id")
        link = record.get("corrects", record.get("retracts"))
        kind, content = record["type"], record
        if link is not None:
            if link not in by_id or link in succeeded or by_id[link]["type"] == "retraction":
                wrong(record, "does not name the last link of a chain")
            elif parse_instant(by_id[link]["recorded_at"]) > at:
                wrong(record, "recorded before its target")
            succeeded.add(link)
            first = record
            while "corrects" in first or "retracts" in first:
                first = by_id[first.get("corrects", first.get("retracts"))]
            kind, content = first["type"], record.get("record", {})
        for key in ("observed_on", "happened_on"):
            if key in content and parse_day(content[key]) > at // DAY + 1:
                wrong(record, f"{key} lies after it was recorded")
        if "until" in content and content["until"] <= content["start"]:
            wrong(record, "ends before it starts")
        named = [] if kind in ("person", "membership") else [content.get("person")]
        named += [one if isinstance(one, str) else one["person"] for one in content.get("persons", [])]
        about = content.get("about")
        if isinstance(about, dict):
            named.append(about.get("person"))
        for person in set(named) - {None}:
            if introduced.get(person, at + 1) > at:
                wrong(record, f"{person} is not introduced")
        for target in {content.get("ends"), content.get("repeats"), about if isinstance(about, str) else None} - {None}:
            if target not in by_id or "corrects" in by_id[target] or "retracts" in by_id[target]:
                wrong(record, f"{target} is not a first link")
            elif parse_instant(by_id[target]["recorded_at"]) > at:
                wrong(record, f"{target} was recorded later")
        if "ends" in content:
            target = by_id[content["ends"]]
            starts = [one["start"] for one in links_of(target, records) if "start" in one]
            if target["type"] not in ENDABLE or any(content["on"] < start for start in starts):
                wrong(record, "ends something that has not started, or cannot end")
        if "known_at" in content and parse_instant(content["known_at"]) > at:
            wrong(record, "known after it was recorded")
    return found


def links_of(first, records):
    """The contents of a chain, one after another."""
    contents, last = [first], first["id"]
    while True:
        link = next((one for one in records if one.get("corrects") == last), None)
        if link is None:
            return contents
        contents.append(link["record"])
        last = link["id"]
