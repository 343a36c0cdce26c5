# SPDX-License-Identifier: MPL-2.0
"""The reference scorer's front door: `assess(instrument, history, as_of, known_at, child)` and `to_json(document)`.

python tests/reference/scorer.py instrument.json history.json 2020-04-16 [known_at [child]]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reference_scorer import MeetError, MomentsTurned, NotAChild, assess, change, read_json, to_json, trajectory

__all__ = ["MeetError", "MomentsTurned", "NotAChild", "assess", "change", "read_json", "to_json", "trajectory"]

if __name__ == "__main__":
    instrument, history = (read_json(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3])
    print(to_json(assess(instrument, history, *sys.argv[3:])))
