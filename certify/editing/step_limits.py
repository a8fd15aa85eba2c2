"""Steps that reading a text, and an answer about it, may take: the same for every editor, and on every machine."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from certify.core.mistakes import Mistake, Source
from certify.editing.reading import EditedText, read
from certify.system.step_limit import TooManySteps, at_most

STEPS, STEPS_A_CHARACTER = 3_000_000, 100
"""The steps that reading a text may take, and those for each of its characters."""

REQUEST_STEPS = 20_000_000
"""The steps that the answer to one request may take, besides those of reading the text."""


def read_within(source: Source, others: Sequence[Source] = ()) -> EditedText:
    """Return what is read of a text; of one whose reading takes too many steps, that it does.

    - `others`: texts beside it, as for `read`.

    >>> read_within(Source("a.red", "define a = 1")).mistakes
    []
    """
    prepare()
    try:
        with at_most(STEPS + len(source.text) * STEPS_A_CHARACTER, "reading this text"):
            return read(source, others)
    except TooManySteps as error:
        fix = "write it simpler: types that hold themselves twice at each step double in size"
        return EditedText(source, [Mistake(str(error), source, 0, fix=fix)])


@functools.cache
def prepare() -> None:
    """Read the grammar and the library, which counts for no text: here a name is looked for everywhere."""
    read(Source("", "problem P\n  instance k : nat\n  measures b = bits(k)\n  witness  none\n  accepts  k = nowhere"))
