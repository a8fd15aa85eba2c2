"""Contexts of z3, for use by several threads: each query has a context of its own.

z3 keeps terms, names and learnt facts in a context, and two threads must not use the same context.  With a context for each
query, no answer depends on earlier queries either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # z3 is imported where it is used: it takes longer than most commands
    import z3


def fresh_context() -> z3.Context:
    """Return a new context.

    Another thread may collect its terms as garbage, so concurrent reference counting is enabled.
    """
    import z3

    context = z3.Context()
    z3.Z3_enable_concurrent_dec_ref(context.ref())
    return context
