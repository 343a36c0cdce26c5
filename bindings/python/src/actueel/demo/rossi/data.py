# SPDX-License-Identifier: MPL-2.0
"""The Rossi recidivism data, read at run time from the R package that publishes it.

432 people released from prison in Maryland in the 1970s were followed for 52 weeks: who was
arrested, in which week, and who had work in each week (Rossi, Berk & Lenihan 1980, *Money, Work,
and Crime*). The data are GPL and stand in Debian's ``r-cran-cardata``. They are neither part of
this project nor kept by it: R is asked for them each time.
"""

from __future__ import annotations

import csv
import io
import subprocess
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["WEEKS", "MissingData", "Rossi", "load", "parse"]

WEEKS = 52

_APT = "apt-get install r-base-core r-cran-cardata"
_PACKAGE_ABSENT = 42
_SCRIPT = (
    f'if (!requireNamespace("carData", quietly = TRUE)) quit(status = {_PACKAGE_ABSENT});'
    "utils::write.csv(carData::Rossi, row.names = FALSE)"
)

# What the columns are called and may hold. Anything else means that this is another data set than
# the one we know.
_CODES = {
    "fin": ("no", "yes"),
    "race": ("black", "other"),
    "wexp": ("no", "yes"),
    "mar": ("married", "not married"),
    "paro": ("no", "yes"),
}
_NUMBERS = ("age", "prio")


class MissingData(RuntimeError):
    """The data cannot be had on this machine; the text says what to install."""


@dataclass(frozen=True)
class Rossi:
    """One row a person, in the order of the source.

    Attributes
    ----------
    week : ndarray of int, shape (n,)
        The last week in which the person was followed, 1 to 52: the week of the arrest, or 52.
    arrested : ndarray of bool, shape (n,)
        Whether that week ended with an arrest.
    codes : dict of str to list of str
        The answers that are codes: ``fin`` (financial aid), ``race``, ``wexp`` (work experience),
        ``mar`` (married), ``paro`` (on parole).
    numbers : dict of str to ndarray of int
        The answers that are numbers: ``age`` at release, ``prio`` (earlier convictions).
    employed : ndarray of int, shape (n, 52)
        1 where the person had work in that week, 0 where not, -1 after the last week.
    """

    week: NDArray[np.int64]
    arrested: NDArray[np.bool_]
    codes: dict[str, list[str]]
    numbers: dict[str, NDArray[np.int64]]
    employed: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.week)

    def family(self, person: int) -> str:
        """Return the id that this demo gives to person 0, 1, ...: R-001, R-002, ..."""
        return f"R-{person + 1:03d}"


def load() -> Rossi:
    """Ask R for the data.

    Raises
    ------
    MissingData
        R or the package is absent, or R failed. The text names the Debian packages to install.
    """
    try:
        done = subprocess.run(
            ["Rscript", "--vanilla", "-e", _SCRIPT],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    except FileNotFoundError:
        raise MissingData(f"the Rossi data come with R, and Rscript was not found: {_APT}") from None
    if done.returncode == _PACKAGE_ABSENT:
        raise MissingData(f"R has no package carData, which holds the Rossi data: {_APT}")
    if done.returncode != 0:
        raise MissingData(f"R could not write the Rossi data (exit {done.returncode}): {done.stderr.strip()}")
    return parse(done.stdout)


def parse(text: str) -> Rossi:
    """Read the data from CSV text with a header, as R writes it.

    Raises
    ------
    MissingData
        The text is not the data set that this demo knows; the first difference is named.
    """
    rows = list(csv.DictReader(io.StringIO(text)))
    wanted = ["week", "arrest", *_CODES, *_NUMBERS, *(f"emp{w}" for w in range(1, WEEKS + 1))]
    absent = [name for name in wanted if not rows or name not in rows[0]]
    if absent:
        raise MissingData(f"the Rossi data lack the column {absent[0]}: expected carData 3, as Debian packages it")

    week = np.array([int(row["week"]) for row in rows])
    arrested = np.array([row["arrest"] == "1" for row in rows])
    employed = np.array([[{"yes": 1, "no": 0}.get(row[f"emp{w}"], -1) for w in range(1, WEEKS + 1)] for row in rows])
    followed = np.arange(1, WEEKS + 1) <= week[:, None]
    if not np.array_equal(employed >= 0, followed):
        person = int(np.flatnonzero(np.any((employed >= 0) != followed, axis=1))[0])
        raise MissingData(f"row {person + 1} of the Rossi data: employment is not known in just its weeks")
    for name, allowed in _CODES.items():
        for number, row in enumerate(rows, start=1):
            if row[name] not in allowed:
                raise MissingData(f"row {number} of the Rossi data: {name} is not one of {', '.join(allowed)}")

    return Rossi(
        week=week,
        arrested=arrested,
        codes={name: [row[name] for row in rows] for name in _CODES},
        numbers={name: np.array([int(row[name]) for row in rows]) for name in _NUMBERS},
        employed=employed,
    )
