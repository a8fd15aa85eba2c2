"""One random valid instance of a problem, of about a given size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random

from certify.core import Problem
from certify.core.values import Value
from certify.errors import InputError
from certify.generate.random_instances import Style, StyledBox
from certify.semantics.degenerate import is_worth_showing
from certify.semantics.interpreter import ProblemMeaning

_USUAL = 6
"""The size of collections if no measure is named."""

_TRIES = 6
"""The instances that are made, of which the one nearest to the bounds is chosen."""

_INNER = 3
"""The size of a collection inside another one, as of a clause, where nothing bounds it."""


class NoneFound(InputError):
    """No valid instance within the bounds was found."""


def random_instance(
    problem: Problem, seed: int = 0, within: Mapping[str, int] | None = None, tick: Callable[[], None] = lambda: None
) -> Value:
    """Return a random valid instance.

    - `problem`: the problem.
    - `seed`: the same seed gives the same instance.
    - `within`: bounds of measures.  The instance is within them, and comes near them where it can.
    - `tick`: called while it is made; it may raise to end this.

    Not every valid instance is equally likely.  Raises `NoneFound`.

    >>> from certify.library import standard
    >>> graph, k = random_instance(standard().problem("VertexCover"), seed=1, within={"n": 20, "m": 40})
    >>> len(graph[0]), len(graph[1])
    (20, 40)
    """
    bounds, random = within or {}, Random(f"{seed}")
    box, meaning = StyledBox(problem, bounds, tick), ProblemMeaning(problem)
    size = max(bounds.values(), default=_USUAL)
    while size:
        best: tuple[float, Value] | None = None
        for x in _made(box, size, random):
            found = meaning.measures(x)
            near = is_worth_showing(problem, x) / 2 + sum(min(found[name] / most, 1.0) for name, most in bounds.items() if most)
            if best is None or near > best[0]:
                best = near, x
        if best is not None:
            return best[1]
        size //= 2
    at = ", ".join(f"{name} <= {most}" for name, most in bounds.items())
    raise NoneFound(f"no valid instance of {problem.name}{f' with {at}' if at else ''} was found: try other bounds")


def _made(box: StyledBox, size: int, random: Random) -> Iterator[Value]:
    """Yield instances of about a size that are valid and within the bounds of the box."""
    bits = max(size.bit_length() - 1, 1)
    for attempt in range(_TRIES):
        density = 1.0 if attempt % 2 else random.uniform(0.25, 0.6)
        style = Style(size, size, min(size, _INNER), density, bits, pick="random", numbers="random", distinct=True)
        x = box.styled(style, random)
        if x is not None:
            yield x
