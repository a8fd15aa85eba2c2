"""The operations of the core form: one record for each, and the checks of the backends' rule tables.

`RECORDS` holds the record of every operation.  Each backend has one table from operation to rule, which `rules_for` checks when
the backend is imported.  A backend that has a sound default rule uses it for every operation without a rule of its own.

A name is imported from its module when it is first asked for: compiled code calls few operations, and needs no records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from certify.late_names import late_names

if TYPE_CHECKING:
    from certify.core.operations.functions import cycle_of, default, product, single_valued, tag, total
    from certify.core.operations.records import Operation, OperationRecord
    from certify.core.operations.table import (
        BUILT_IN,
        COMPREHENSIONS,
        GUARDS,
        LEAVES,
        PARTIAL,
        RECORDS,
        STRICT,
        apply,
        defined,
        gathered,
        operation,
        rules_for,
    )

__all__ = [
    "BUILT_IN",
    "COMPREHENSIONS",
    "GUARDS",
    "LEAVES",
    "PARTIAL",
    "RECORDS",
    "STRICT",
    "Operation",
    "OperationRecord",
    "apply",
    "cycle_of",
    "default",
    "defined",
    "gathered",
    "operation",
    "product",
    "rules_for",
    "single_valued",
    "tag",
    "total",
]

__getattr__ = late_names(globals(), ("functions", "records", "table"))
