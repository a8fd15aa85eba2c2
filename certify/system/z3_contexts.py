"""z3, asked by several threads: each question has a context of its own.

z3 keeps terms, names and what it learnt in a context, and one context must not be used by two threads.  With a context for each
question, no answer depends on what was asked before either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # z3 is imported where it is used: it takes longer than most commands
    import z3


def fresh_context() -> z3.Context:
    """Return a context that nobody else has.

    What becomes of its terms may be collected by another thread, and z3 is told so.
    """
    import z3

    context = z3.Context()
    z3.Z3_enable_concurrent_dec_ref(context.ref())
    return context
