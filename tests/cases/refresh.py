# SPDX-License-Identifier: MPL-2.0
"""Write the expected documents of the shared cases, by the reference scorer and never by the core.

    python tests/cases/refresh.py            the scenarios, whose stories and partial expectations are written by hand
    python tests/cases/refresh.py --generate 24    and this many generated cases

`ignored[].nearest` is a hint that each scorer words for itself (decision 0002, 37): it is taken from the core, after
all else was found equal. The tests compare bytes; this script is run by hand when the language grows.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reference"))

from differential import without_hints
from generator import make_case
from scorer import assess, read_json, to_json

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--generate", type=int, default=0, metavar="N", help="cases of the generator, seeds 1 to N")
    asked = words.parse_args()
    for path in sorted((HERE / "scenarios").glob("*.json")):
        write(path, read_json(path.read_text(encoding="utf-8")))
    for seed in range(1, asked.generate + 1):
        case = make_case(seed, "all")
        stated = {"description": f"Generated, seed {seed}: everything at once.", "section": "2-6", **case}
        try:
            write(HERE / "generated" / f"seed-{seed:03}.json", stated)
        except ValueError as refusal:
            print(f"seed {seed} left out: {refusal}")


def write(path, case):
    expected = expected_of(case)
    head = {key: value for key, value in case.items() if key != "expected"}
    text = json.dumps(json.loads(to_json(head)), ensure_ascii=False, indent=1)
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'{text[:-2]},\n "expected": {expected}\n}}\n', encoding="utf-8")


def expected_of(case):
    import actueel

    instrument = case["instrument"]
    if isinstance(instrument, str):
        instrument = read_json((ROOT / "schemas" / "instruments" / f"{instrument}.json").read_text(encoding="utf-8"))
    question = {key: case.get(key) for key in ("as_of", "known_at", "child")}
    question["known_at"] = question["known_at"] or "everything"
    reference = assess(instrument, case["history"], **question)
    core = (
        actueel.Instrument.parse(to_json(instrument))
        .assess(actueel.History.parse(to_json(case["history"])), **question)
        .to_json()
    )
    if to_json(without_hints(read_json(core))) != to_json(without_hints(reference)):
        raise ValueError("the core and the reference differ: nothing is written")
    return core


if __name__ == "__main__":
    main()
