"""Growing bounds of the measures of a problem, and the sizes of its homes within them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import product

from certify.core import Problem
from certify.core.paths import homes
from certify.generate.size_caps import caps


def sizes_within(problem: Problem, within: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Yield the sizes of a problem's homes that bounds of its measures allow, smallest first.

    >>> from certify.library import standard
    >>> list(sizes_within(standard().problem("Clique"), {"n": 2, "m": 0, "b": 1}))
    [{'G.vertices': 0}, {'G.vertices': 1}, {'G.vertices': 2}]
    """
    largest = largest_sizes(problem, within)
    for sizes in sorted(product(*(range(limit + 1) for limit in largest.values())), key=lambda s: (sum(s), s)):
        yield dict(zip(largest, sizes, strict=True))


def largest_sizes(problem: Problem, within: Mapping[str, int]) -> dict[str, int]:
    """Return the largest size of each of a problem's homes that bounds of its measures allow.

    >>> from certify.library import standard
    >>> largest_sizes(standard().problem("Clique"), {"n": 2, "m": 0, "b": 1})
    {'G.vertices': 2}
    """
    found = caps(problem, within)
    return {path: found.of[path, "size"].limit or 0 for path in sorted(homes(problem.instance))}


def growing(problem: Problem, *, numbers: bool = False, named: Mapping[str, int] | None = None) -> Iterator[dict[str, int]]:
    """Yield growing bounds of measures: sizes grow by half each time, bit lengths with the logarithm of sizes.

    A measure that bounds only parts of finite sets, like the number of edges of a graph, is left out: all such parts are meant.

    - `problem`: the problem.
    - `numbers`: whether to leave out the measures that bound numbers as well, even named ones; the numbers are then unlimited.
    - `named`: bounds of measures that do not grow.

    >>> from itertools import islice
    >>> from certify.library import standard
    >>> clique = standard().problem("Clique")
    >>> list(islice(growing(clique), 3))
    [{'n': 1, 'b': 2}, {'n': 2, 'b': 3}, {'n': 3, 'b': 3}]
    >>> list(islice(growing(clique, named={"n": 50}), 2)), list(growing(clique, named={"n": 50}, numbers=True))
    ([{'n': 50, 'b': 7}, {'n': 50, 'b': 8}], [{'n': 50}])
    """
    fixed = named or {}
    bounded = {name: _bounded(problem, name) for name, _ in problem.measures}
    kept = [n for n, of in bounded.items() if not (numbers and of == "numbers") and (n in fixed or of != "parts")]
    size, before = 1, dict[str, int]()
    while True:
        bits = max(size, *fixed.values(), 0).bit_length() + 1
        grown = {name: fixed.get(name, bits if bounded[name] == "numbers" else size) for name in kept}
        if grown != before:
            yield grown
        if all(name in fixed for name in kept):
            return
        size, before = max(size + 1, size * 3 // 2), grown


def with_short_numbers(problem: Problem, bits: int, named: Mapping[str, int] | None = None) -> Iterator[dict[str, int]]:
    """Yield growing bounds of measures as `growing` does, with numbers of so many bits throughout, but for named measures.

    >>> from itertools import islice
    >>> from certify.library import standard
    >>> list(islice(with_short_numbers(standard().problem("SubsetSum"), 2), 4))
    [{'n': 1, 'b': 2, 'c': 2}, {'n': 2, 'b': 2, 'c': 2}, {'n': 3, 'b': 2, 'c': 2}, {'n': 4, 'b': 2, 'c': 2}]
    """
    short = {name: bits for name, _ in problem.measures if _bounded(problem, name) == "numbers"}
    return growing(problem, named={**short, **(named or {})})


def has_numbers(problem: Problem, bounds: Collection[str] = ()) -> bool:
    """Return whether a measure bounds numbers whose name is not among `bounds`."""
    return any(name not in bounds and _bounded(problem, name) == "numbers" for name, _ in problem.measures)


def _bounded(problem: Problem, name: str) -> str:
    """Return what a measure bounds: `numbers` only, `parts` of finite sets only, or other `sizes`."""
    found = caps(problem, {name: 1})
    slots = [slot for slot in found.slots if found.of[slot.path, slot.kind].why == f"measure {name}"]
    if all(slot.kind != "size" for slot in slots):
        return "numbers"
    return "parts" if all(slot.kind == "size" and slot.natural for slot in slots) else "sizes"
