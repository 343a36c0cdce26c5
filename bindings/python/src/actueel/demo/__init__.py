# SPDX-License-Identifier: MPL-2.0
"""The main job on real data and on sample families, as ``actueel demo`` runs it.

Two parts. 432 people released from prison, followed week by week: does a score kept current say
more about the coming week than one frozen at release? And made-up families in 2019 and 2020:
rescored at month ends, counted, and a report about one of them. No rule of scoring lives here: the
library is asked, as anybody would ask it.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["main"]


def main(
    output: str | os.PathLike[str] = "demo-output",
    *,
    families: int = 2000,
    seed: int = 2020,
    quick: bool = False,
    force: bool = False,
    console: Console | None = None,
) -> int:
    """Run the demo; say what came out, and what to open.

    Parameters
    ----------
    output
        The folder for the results. What is there already and was made from the same inputs is kept.
    families
        How many sample families to make.
    seed
        Of the made-up calendar, the folds, the bootstrap and the families.
    quick
        Fewer families (200) and bootstrap samples (400), to see that it works.
    force
        Make everything again.
    console
        Where to speak; standard output by default.

    Returns
    -------
    int
        An exit code: 0 done; 2 something must be installed first, or there are too few families for
        a report; 3 the Rossi data were not found, and the part about them was left out.

    """
    from rich.console import Console as NewConsole

    console = console or NewConsole()
    absent = [name for name in ("matplotlib", "statsmodels") if find_spec(name) is None]
    if absent:
        console.print(f"The demo needs {' and '.join(absent)}: pip install 'actueel\\[demo]'", style="red")
        return 2
    from actueel.demo.run import run

    return run(
        Path(output),
        families=min(families, 200) if quick else families,
        seed=seed,
        drawn=400 if quick else 2000,
        divisions=1 if quick else 5,
        force=force,
        console=console,
    )
