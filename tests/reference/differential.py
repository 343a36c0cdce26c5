# SPDX-License-Identifier: MPL-2.0
"""The core against the reference scorer, byte for byte, on generated cases.

    python tests/reference/differential.py --count 20000 --seed 1 --features all --jobs 2
    python tests/reference/differential.py --what change --count 2000   two moments of a case
    python tests/reference/differential.py --what trajectory            a few days of a case, each assessed by itself
    python tests/reference/differential.py --what causes                the same, and whether each cause is of its day
    python tests/reference/differential.py --show 17                    one whole case and the first difference
    python tests/reference/differential.py --save tests/cases 17        one case as a file of tests/cases

The core is reached through its Python door. Exits with 1 on any difference. Of a trajectory's causes the page does not
say which must be there: their order is looked at, and that there are some where there must be, and none where none can.
"""

import argparse
import json
import multiprocessing
import re
import sys
import time
from collections import Counter
from fractions import Fraction
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from generator import make_case, make_change, make_trajectory
from reference_scorer.causes import NoCause
from reference_scorer.trajectory_causes import causes_in_order, causes_of_their_day
from scorer import MeetError, MomentsTurned, NotAChild, assess, change, read_json, to_json, trajectory

MISSING = "(nothing)"
NOT_ASKED = ("moments_turned", "child_not_member")  # a question that cannot be asked is told by its code


class Refused(Exception):
    """A refusal to answer: the places (of a question that cannot be asked: the code), and words for people."""

    def __init__(self, places, words):
        super().__init__(words)
        self.places = sorted(places)


# ---- what is asked ---------------------------------------------------------------------------------------------------


def by_reference(case, scorer=assess):
    try:
        return to_json(scorer(**case))
    except MeetError as error:
        raise Refused(error.pointers, f"the two do not meet at {error}") from error
    except MomentsTurned as error:
        raise Refused(["moments_turned"], "the second moment is the earlier one") from error
    except NoCause as error:
        raise Refused(["no_cause"], f"no record speaks of {error}, by the page") from error
    except NotAChild as error:
        raise Refused(["child_not_member"], f"{error} is no child on that day") from error


def by_core(case, ask=None):
    import actueel

    try:
        instrument = actueel.Instrument.parse(to_json(case["instrument"]))
        history = actueel.History.parse(to_json(case["history"]))
        return (ask or assessment_of)(instrument, history, case)
    except actueel.Error as error:
        words = "; ".join(f"{problem.code} at {problem.place}" for problem in error.problems)
        places = [one.code if one.code in NOT_ASKED else one.place for one in error.problems]
        raise Refused(places, f"{words} ({error})") from error


def assessment_of(instrument, history, case):
    return instrument.assess(history, as_of=case["as_of"], known_at=case["known_at"], child=case["child"]).to_json()


def change_of(instrument, history, case):
    a = {"since": case["a"]}
    if not isinstance(case["a"], str):
        a = {"since": case["a"][0], "since_known_at": case["a"][1]}
    as_of, known_at = case["b"]
    return instrument.change(history, **a, as_of=as_of, known_at=known_at, child=case["child"]).to_json()


def trajectory_of(instrument, history, case, look=causes_in_order):
    """The core's document without its causes, unless something is wrong with them."""
    found = instrument.trajectory(
        history, case["start"], case["until"], known_at=case["known_at"], child=case["child"], detail=case["detail"]
    )
    text = found.to_json()
    document = read_json(text)
    if to_json(document) != text:
        return text
    wrong = look(case, document)
    for position, segment in enumerate(document["segments"]):
        segment["causes"] = wrong[1] if wrong and wrong[0] == f"/segments/{position}/causes" else None
    return to_json(document)


class What:
    """A kind of question: its cases, the reference's answer, and how the core is asked."""

    def __init__(self, make, scorer, ask):
        self.make, self.scorer, self.ask = make, scorer, ask

    def by_reference(self, case):
        return by_reference(case, self.scorer)

    def by_core(self, case):
        return by_core(case, self.ask)


WHAT = {
    "assess": What(make_case, assess, assessment_of),
    "change": What(make_change, change, change_of),
    "trajectory": What(make_trajectory, trajectory, trajectory_of),
    "causes": What(make_trajectory, trajectory, partial(trajectory_of, look=causes_of_their_day)),
}


# ---- one case --------------------------------------------------------------------------------------------------------


class Options:
    """What to compare: all top-level keys or some, and whether keys that the core leaves null are skipped."""

    def __init__(self, features="all", keys=None, ignore_null_keys=False, what="assess"):
        self.features, self.keys, self.ignore_null_keys = features, keys, ignore_null_keys
        self.what = WHAT[what]


class Outcome:
    """What came of one seed: the first difference as `(path, reference, core)`, or none."""

    def __init__(self, seed, difference=None, refused=False, skipped=()):
        self.seed, self.difference, self.refused, self.skipped = seed, difference, refused, skipped


def answer(scorer, case):
    """`(text, refusal)`: one of the two is there."""
    try:
        return scorer(case), None
    except Refused as refusal:
        return None, refusal


def compare(seed, options, core=None):
    case = options.what.make(seed, options.features)
    ours, our_refusal = answer(options.what.by_reference, case)
    theirs, their_refusal = answer(core or options.what.by_core, case)
    if our_refusal or their_refusal:
        if our_refusal and their_refusal and our_refusal.places == their_refusal.places:
            return Outcome(seed, refused=True)
        return Outcome(seed, ("(refusal)", ours is None and str(our_refusal), theirs is None and str(their_refusal)))
    if ours == theirs:
        return Outcome(seed)
    ours, theirs = without_hints(read_json(ours)), without_hints(read_json(theirs))
    if ours == theirs:
        return Outcome(seed)
    skipped = []
    if options.ignore_null_keys:
        skipped = [key for key in ours if ours[key] is not None and theirs.get(key, 0) is None]
    keys = options.keys or list(dict.fromkeys([*ours, *theirs]))
    wanted = [key for key in keys if key not in skipped]
    ours, theirs = ({key: one[key] for key in one if key in wanted} for one in (ours, theirs))
    difference = None if to_json(ours) == to_json(theirs) else first_difference(ours, theirs)
    return Outcome(seed, difference, skipped=skipped)


def without_hints(document):
    """Without `ignored[].nearest`: which known name is nearest is a hint to the reader, not part of the answer."""
    if "ignored" not in document:
        return document
    return {**document, "ignored": [{**one, "nearest": None} for one in document["ignored"]]}


def first_difference(ours, theirs, path=""):
    """The path of the first values that differ, and both."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if list(ours) != list(theirs):
            for key in dict.fromkeys([*ours, *theirs]):
                if key not in ours or key not in theirs:
                    return f"{path}/{key}", ours.get(key, MISSING), theirs.get(key, MISSING)
            return f"{path} (the order of keys)", list(ours), list(theirs)
        pairs = [(key, ours[key], theirs[key]) for key in ours]
    elif isinstance(ours, list) and isinstance(theirs, list):
        pairs = [(position, *pair) for position, pair in enumerate(zip(ours, theirs, strict=False))]
        if len(ours) != len(theirs):
            pairs.append(
                (
                    min(len(ours), len(theirs)),
                    *(one[len(pairs)] if len(pairs) < len(one) else MISSING for one in (ours, theirs)),
                )
            )
    else:
        return (path or "(the bytes alone)"), ours, theirs
    for key, one, other in pairs:
        if to_json_or_text(one) != to_json_or_text(other):
            return first_difference(one, other, f"{path}/{key}")
    return f"{path} (the bytes alone)", ours, theirs


def to_json_or_text(value):
    return value if value is MISSING else to_json(value)


def shown(value):
    text = value if isinstance(value, str) else to_json(value)
    return text if len(text) <= 600 else text[:600] + " …"


# ---- many cases ------------------------------------------------------------------------------------------------------


def run(seeds, options, jobs=1, core=None):
    """The outcomes of the seeds, in their order."""
    global _work
    _work = options, core  # inherited by the processes that are forked
    if jobs == 1:
        yield from map(_compare, seeds)
        return
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap(_compare, seeds, chunksize=50)


def _compare(seed):
    return compare(seed, *_work)


def report(outcomes, most=10):
    """Print what differs and what was skipped; whether there was any difference."""
    began = time.monotonic()
    count = refused = 0
    skipped, differing = Counter(), Counter()
    for outcome in outcomes:
        count += 1
        refused += outcome.refused
        skipped.update(outcome.skipped)
        if outcome.difference is None:
            continue
        path, ours, theirs = outcome.difference
        differing[re.sub(r"/\d+", "/*", path)] += 1
        if sum(differing.values()) <= most:
            print(f"seed {outcome.seed}: {path}\n  reference {shown(ours)}\n  core      {shown(theirs)}", flush=True)
    seconds = time.monotonic() - began
    print(f"{count} cases in {seconds:.0f} s: {sum(differing.values())} differ, {refused} refused by both alike")
    for path, times in differing.most_common():
        print(f"{times:8d} differ first at {path}")
    for key, times in skipped.most_common():
        print(f"{times:8d} times {key} skipped: null in the core")
    return bool(differing)


def pretty(value):
    """A document with a line for each value, its decimals as short as they are exact."""
    return json.dumps(plain(value), ensure_ascii=False, indent=1) + "\n"


def plain(value):
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value


def show(seed, options):
    case = options.what.make(seed, options.features)
    print(pretty(case))
    text, refusal = answer(options.what.by_reference, case)
    print(refusal if text is None else pretty(read_json(text)))
    try:
        outcome = compare(seed, options)
    except ImportError:
        print("the core's Python door is not installed: nothing to compare with")
        return False
    return report([outcome])


def save(folder, seed, options, description, section):
    """Write one case as a file of tests/cases."""
    case = make_case(seed, options.features)
    path = Path(folder) / f"generated-{options.features.replace(',', '-')}-{seed}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        pretty(
            {
                "description": description or f"generated, seed {seed}",
                "section": section,
                **case,
                "expected": assess(**case),
            }
        ),
        encoding="utf-8",
    )
    print(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--what", choices=list(WHAT), default="assess")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--features", default="all", help="all, first, or names joined by commas")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keys", type=lambda text: text.split(","), help="compare these top-level keys alone")
    parser.add_argument(
        "--ignore-null-keys", action="store_true", help="skip, and count, keys that are null in the core"
    )
    parser.add_argument("--show", type=int, metavar="SEED")
    parser.add_argument("--save", nargs=2, metavar=("DIR", "SEED"))
    parser.add_argument("--description", help="of a saved case")
    parser.add_argument("--section", default="all", help="of the semantics page, for a saved case")
    arguments = parser.parse_args()
    options = Options(arguments.features, arguments.keys, arguments.ignore_null_keys, arguments.what)
    if arguments.save:
        save(arguments.save[0], int(arguments.save[1]), options, arguments.description, arguments.section)
        return 0
    if arguments.show is not None:
        return int(show(arguments.show, options))
    seeds = range(arguments.seed, arguments.seed + arguments.count)
    return int(report(run(seeds, options, arguments.jobs)))


if __name__ == "__main__":
    sys.exit(main())
