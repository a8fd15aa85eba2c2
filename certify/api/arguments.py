"""Arguments that many methods share: their types, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from certify.core import Problem
from certify.errors import InputError
from certify.library.measures import check_measures

Via = str | Sequence[str] | None
"""A problem, or problems in order, along which an instance is mapped."""

Limit = float | None
"""A time limit in seconds; None for none."""

Tell = Callable[[str], None] | None
"""Is told in a line what is done next."""

Progress = Callable[[int, Mapping[str, int]], None]
"""Is told how many instances were run, and the measures of the present ones."""


def limit(seconds: Limit) -> Limit:
    """Return a time limit.  Raises InputError if it is no number, or is less than 0.

    >>> limit(1.5), limit(None)
    (1.5, None)
    """
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not seconds >= 0:
        raise InputError(f"`seconds` is the time limit, a number that is at least 0; found {seconds!r}")
    return seconds


def stops(via: Via) -> list[str]:
    """Return the problems to be visited, in order.  Raises InputError for anything but names.

    >>> stops("vc"), stops(["is", "vc"]), stops(None)
    (['vc'], ['is', 'vc'], [])
    """
    if via is None or isinstance(via, str):
        return [] if via is None else [via]
    if not isinstance(via, Sequence) or not all(isinstance(name, str) for name in via):
        raise InputError(f"`via` is the name of a problem, or a list of names; found {via!r}")
    return list(via)


def scaling(scale: int | None) -> int | None:
    """Return a number by which numbers are multiplied.  Raises InputError unless it is a positive whole number."""
    if scale is not None and (isinstance(scale, bool) or not isinstance(scale, int) or scale < 1):
        raise InputError(f"`scale` is a positive whole number; found {scale!r}")
    return scale


def region(problem: Problem, within: Mapping[str, int] | None) -> Mapping[str, int]:
    """Return bounds of measures of a problem.  Raises InputError for other names, and for bounds that are no natural numbers."""
    if within is None:
        return {}
    if not isinstance(within, Mapping):
        raise InputError(f'`within` has a bound for each measure, as in {{"n": 3}}; found {within!r}')
    check_measures(problem, within)
    for name, bound in within.items():
        if isinstance(bound, bool) or not isinstance(bound, int) or bound < 0:
            raise InputError(f"the bound of a measure is a natural number; found {bound!r} for `{name}`")
    return within
