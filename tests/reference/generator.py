# SPDX-License-Identifier: MPL-2.0
"""Hard cases from a seed, and what they are made of.

python -m tests.reference.generator --stats 2000
python -m tests.reference.generator --show 7
"""

import argparse
import json
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from case_generator import feature_set
from case_generator.dice import Dice
from case_generator.histories import HistoryMaker
from case_generator.instruments import InstrumentMaker
from case_generator.moments import MomentMaker
from scorer import MeetError, assess, read_json, to_json


def make_case(seed, features="all"):
    """`{"instrument", "history", "as_of", "known_at", "child"}`: valid, and hard."""
    dice = Dice(seed)
    features = feature_set(features)
    instrument = InstrumentMaker(dice, features).make()
    history = HistoryMaker(dice, features, instrument).make()
    if dice.chance(0.01):
        spoil(dice, instrument, history)
    moments = MomentMaker(dice, instrument, history)
    of_a_child = instrument.get("subject") == "child"
    about_a_child = of_a_child or dice.chance(0.2)
    for _ in range(20):
        as_of, known_at, child = moments.as_of(), moments.known_at(), None
        if not about_a_child:
            break
        children = moments.children(as_of, known_at)
        if children:
            child = dice.one(children)
            break
    if of_a_child and child is None:
        del instrument["subject"]  # nobody to ask it about
    return {"instrument": instrument, "history": history, "as_of": as_of, "known_at": known_at, "child": child}


def make_change(seed, features="all"):
    """`{"instrument", "history", "a", "b", "child"}`: two moments of a hard case; `a` may be a day, *since* it."""
    case = make_case(seed, features)
    instrument, history, child = case["instrument"], case["history"], case["child"]
    dice = Dice(f"change {seed}")
    for scale in instrument["scales"]:
        if dice.chance(0.25):  # small ones: that a change is reliable is not to be seldom
            scale["standard_error"] = dice.one([Fraction("0.0001"), Fraction("0.25"), Fraction("0.6"), 1])
    moments = MomentMaker(dice, instrument, history)
    a = b = case["as_of"], case["known_at"]
    for _ in range(40):
        first, second = moments.pair()
        if child is None or all(child in moments.children(*one) for one in (first, second)):
            a, b = first, second
            break
    if dice.chance(0.12):
        a = moments.since(b, child)
    return {"instrument": instrument, "history": history, "a": a, "b": b, "child": child}


def make_trajectory(seed, features="all"):
    """`{"instrument", "history", "start", "until", "known_at", "child", "detail"}`: a short range of a hard case."""
    case = make_case(seed, features)
    dice = Dice(f"trajectory {seed}")
    moments = MomentMaker(dice, case["instrument"], case["history"])
    start, until = moments.range_of_days()
    return {
        "instrument": case["instrument"],
        "history": case["history"],
        "start": start,
        "until": until,
        "known_at": moments.known_at(),
        "child": case["child"],
        "detail": dice.weighted({"all": 4, "scales": 1, "levels": 1}),
    }


def spoil(dice, instrument, history):
    """Give an observation an answer that its item never had."""
    items = {item["id"]: item for item in instrument["items"]}
    spoilable = [
        record
        for record in history["records"]
        if record["type"] == "observation"
        and record["item"] in items
        and ("person" in record) == (items[record["item"]].get("per", "family") != "family")
    ]
    derived = [item["id"] for item in instrument["items"] if item["kind"] == "derived"]
    if spoilable:
        record = dice.one(spoilable)
        if derived and dice.chance(0.5):
            record["item"] = dice.one(derived)
        else:
            record["answer"] = dice.one(["never_had", 100_000, Fraction("0.5")])


# ---- what the cases are made of --------------------------------------------------------------------------------------


def statistics(seeds, features):
    total = Counter()
    for seed in seeds:
        case = make_case(seed, features)
        total["cases"] += 1
        try:
            document = assess(**case)
        except MeetError:
            total["meet errors"] += 1
            continue
        count(total, case, document)
    return total


def count(total, case, document):
    total["assessed"] += 1
    total["records"] += len(case["history"]["records"])
    total["of a child"] += case["child"] is not None
    total["levels: " + str(document["level"]["determined"])] += 1
    total["levels: final differs from computed"] += document["level"]["computed"] != document["level"]["final"]
    total["levels: with a rate"] += document["level"]["rate"] is not None
    for entry in document["level"]["overrides"]:
        total["overrides: " + entry["state"]] += 1
    for status, number in document["counts"].items():
        total["rows: " + status] += number
    for item in document["items"]:
        for row in item["rows"]:
            kind = "derived" if item["kind"] == "derived" else "asked"
            total[f"{kind} rows"] += 1
            if kind == "derived":
                total[f"derived rows: {row['status']}"] += 1
            total[f"{kind} rows: applies {row['applies']}"] += 1
            total["rows: unnamed"] += row["person"] is None and bool(
                next(one for one in case["instrument"]["items"] if one["id"] == item["id"]).get("per", "family")
                != "family"
            )
            total["rows: disputed"] += row["disputed"]
            total["rows: with other voices"] += bool(row["voices"])
            if row["expires_by"]:
                total["expires by " + row["expires_by"]["why"]] += 1
    for rule in document["rules"]:
        total[f"rules: {rule['truth']}"] += 1
    for scale in document["scales"]:
        total["scales"] += 1
        total["scales: open"] += scale["low"] != scale["high"]
        for term in scale["terms"]:
            total[f"terms: applies {term['applies']}"] += 1
            total["terms: known"] += term["known"]
    for entry in document["ignored"]:
        total["ignored: " + entry["why"]] += 1
    total["due: overdue"] += document["due"]["overdue_since"] is not None
    total["due: none"] += document["due"]["due"] is None
    for role in ("child", "caregiver"):
        total[f"household: {role} {document['household'][role]}"] += 1
    for entry in document["ask_next"] or []:
        total[f"ask next: settles {entry['settles']}"] += 1
    for entry in document["notes"] or []:
        total["notes: " + entry["note"]] += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--features", default="all")
    parser.add_argument("--stats", type=int, metavar="COUNT")
    parser.add_argument("--show", type=int, metavar="SEED")
    arguments = parser.parse_args()
    if arguments.show is not None:
        print(json.dumps(json.loads(to_json(make_case(arguments.show, arguments.features))), indent=2))
    if arguments.stats is not None:
        total = statistics(range(arguments.seed, arguments.seed + arguments.stats), arguments.features)
        for name in sorted(total):
            print(f"{total[name]:8d}  {name}")


__all__ = ["make_case", "read_json"]

if __name__ == "__main__":
    main()
