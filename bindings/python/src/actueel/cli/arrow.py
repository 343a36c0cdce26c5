# SPDX-License-Identifier: MPL-2.0
"""Arrow as commands need it: without pandas, which takes longer to load than many a table takes to be scored."""

from __future__ import annotations

import sys

__all__ = ["lean_arrow"]


def lean_arrow() -> None:
    """Load pyarrow and keep it from loading pandas.

    It does so at its first array that meets Python or numpy, where pandas is installed, to know the frames of pandas
    when it meets one; no command gives it any. It looks once each way. Who asks it for a pandas frame afterwards still
    gets one.
    """
    import pyarrow as pa

    if "pandas" in sys.modules:
        return
    sys.meta_path.insert(0, _WithoutPandas)
    try:
        pa.array([], pa.int32()).to_numpy()
    finally:
        sys.meta_path.remove(_WithoutPandas)


class _WithoutPandas:
    """Finds no pandas."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)
