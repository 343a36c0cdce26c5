# SPDX-License-Identifier: MPL-2.0
"""What the page says that the causes of a segment may be (docs/reference/trajectory.md).

It does not say which of them must be there: they name what *could* have made the difference. Those that are given are
in order, each once, and true of their day; a boundary between neighbours has at least one.
"""

from .calendar_days import add, completed_years, day_text, parse_day
from .instants import DAY, parse_instant
from .records import FOLLOWS, Records, known_by
from .situation import Situation

CAUSES = (
    "retracted",
    "corrected",
    "became_known",
    "new_answer",
    "household",
    "event",
    "expired",
    "derived",
    "plan",
    "override",
)


def causes_in_order(case, document):
    """The first segment with causes out of order, too many or none: `(path, what)`; `None` if there is none."""
    places = {one["id"]: (parse_instant(one["recorded_at"]), one["id"]) for one in case["history"]["records"]}
    before = None
    for position, segment in enumerate(document["segments"]):
        path, causes = f"/segments/{position}/causes", segment["causes"]
        follows = before is not None and before["until"] == segment["start"]
        before = segment
        if bool(causes) != follows:
            return path, "no cause between neighbours" if follows else "a cause where there is nothing before"
        order = [(CAUSES.index(one["cause"]), places[one["record"]]) for one in causes]
        if order != sorted(set(order)):
            return path, "causes out of order, or twice"
    return None


def causes_of_their_day(case, document):
    """As above; or the first cause that is not true of the day on which its segment begins."""
    wrong = causes_in_order(case, document)
    if wrong is not None:
        return wrong
    for position, segment in enumerate(document["segments"]):
        if segment["causes"]:
            may = possible(case, parse_day(segment["start"]))
            for one in segment["causes"]:
                if (one["cause"], one["record"]) not in may:
                    what = f"{one['cause']} {one['record']} is not of {segment['start']}"
                    return f"/segments/{position}/causes", what
    return None


def possible(case, day):
    """Every `(cause, record)` that is true of the day."""
    instrument, history, known_at = case["instrument"], case["history"], case["known_at"]
    found = set()
    if known_at == "as_of":
        found |= written_on(history, day)
    for known_on in (day - 1, day):  # what ends by being retracted was known the day before
        records = Records(history, known_by(known_at, day_text(known_on)))
        for fact in records.facts:
            found |= {(cause, fact.id) for cause in of_record(fact, records, instrument, day)}
    situation = Situation(instrument, history, day_text(day), known_at, case["child"])
    found |= {
        ("expired", word.id) for words in situation.answers.words.values() for word in words if word.expires_on == day
    }
    return found


def written_on(history, day):
    """What was retracted, corrected or recorded that day, by the id of its first record."""
    by_id = {record["id"]: record for record in history["records"]}
    found = set()
    for record in history["records"]:
        if parse_instant(record["recorded_at"]) // DAY != day:
            continue
        first = record
        while first["type"] in FOLLOWS:
            first = by_id[first[FOLLOWS[first["type"]]]]
        how = {"retraction": "retracted", "correction": "corrected"}.get(record["type"], "became_known")
        found.add((how, first["id"]))
    return found


def of_record(fact, records, instrument, day):
    content = fact.content
    if fact.type == "observation":
        if parse_day(content["observed_on"]) == day:
            yield "new_answer"
        windows = [item["pick"]["window"] for item in instrument["items"] if "pick" in item]
        lives = [item["shelf_life"] for item in instrument["items"] if "shelf_life" in item]
        if any(add(parse_day(content["observed_on"]), length) == day for length in windows + lives):
            yield "expired"
    elif fact.type == "event":
        happened = parse_day(content["happened_on"])
        if happened == day:
            yield "event"
        if happened <= day:
            yield "derived"
        if any(add(happened, window) == day for window in windows_of(instrument)):
            yield "expired"
    elif fact.type == "person" and "born_on" in content:
        born = parse_day(content["born_on"])
        if born == day or (born < day and completed_years(born, day) != completed_years(born, day - 1)):
            yield "derived"
    elif fact.type in ("membership", "household", "plan", "override"):
        if day in records.term(fact):
            yield {"membership": "household", "household": "household"}.get(fact.type, fact.type)
    elif fact.type == "ending" and parse_day(content["on"]) == day:
        yield from ("household", "plan")


def windows_of(value):
    """Every `window` and `within` of an instrument, wherever it stands."""
    if isinstance(value, list):
        return [window for one in value for window in windows_of(one)]
    if not isinstance(value, dict):
        return []
    own = [value[key] for key in ("window", "within") if isinstance(value.get(key), str)]
    return own + [window for one in value.values() for window in windows_of(one)]
