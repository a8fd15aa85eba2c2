"""The first seeds of the hunt for false bounds."""

from __future__ import annotations

import pytest

from tests.hunt import finds

SEEDS = 120
"""As many as take about 50 seconds.  What they do not reach is kept in `test_once_broken.py` and as texts in `wrong_bounds`."""


@pytest.mark.parametrize("start", range(0, SEEDS, 20))
def test_the_first_seeds_find_nothing(start: int) -> None:
    assert finds("bounds", range(start, start + 20)) == []
