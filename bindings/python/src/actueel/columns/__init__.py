# SPDX-License-Identifier: MPL-2.0
"""Records as columns: a table with a row a record, and the history documents that it holds.

The columns are the JSON fields of the history document (``schemas/v1/columns.md``); here they are only put back into
that shape, or taken out of it. The core reads the result and is the one that says what is wrong with it; this package
translates its places into rows and columns.
"""

from __future__ import annotations

from .laid_out import histories, records_table, records_tables
from .names import KNOWN, LISTS, TYPES
from .rows import FamilyRows, families

__all__ = ["KNOWN", "LISTS", "TYPES", "FamilyRows", "families", "histories", "records_table", "records_tables"]
