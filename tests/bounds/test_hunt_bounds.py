"""The first seeds of the hunt for false bounds."""

from __future__ import annotations

import pytest

from tests.hunt import finds

FIRST, SEEDS = 5, 240
"""The numbers of seeds that run for each change and with the slow tests.  Mistakes that they do not reach are kept in
`test_once_broken.py` and as texts in `wrong_bounds`."""


@pytest.mark.parametrize(
    "start", [*range(0, FIRST, 5), *(pytest.param(n, marks=pytest.mark.slow) for n in range(FIRST, SEEDS, 5))]
)
def test_the_first_seeds_find_nothing(start: int) -> None:
    assert finds("bounds", range(start, start + 5)) == []
