"""Whether numbers are divided into parts of one sum: against all divisions, and where a verifier comes down to it."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from certify.api import chain_of
from certify.core.mistakes import Source
from certify.core.values import FrozenMap, Value
from certify.core.witness_kinds import witnesses
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning
from certify.solve.decisions import Decisions
from certify.solve.equal_sums import Division, equal_sums
from certify.solve.interval_algebra import IntervalAlgebra
from certify.solve.interval_network import IntervalNetwork
from certify.solve.search import Searcher
from certify.solve.symbolic_accepts import SymbolicAccepts
from certify.symbolic.choosing import SymbolicValues


def divided(numbers: list[int], sum_of: int) -> bool:
    """Return whether numbers, the first of which is in some part, can be divided: tried part by part."""
    if not numbers:
        return True
    first, rest = numbers[0], numbers[1:]
    for taken in range(1 << len(rest)):
        part = [a for i, a in enumerate(rest) if taken >> i & 1]
        if first + sum(part) == sum_of:
            left = list((Counter(rest) - Counter(part)).elements())
            if divided(left, sum_of):
                return True
    return False


def test_a_division_is_found_to_be_impossible_where_none_is_found_part_by_part() -> None:
    random, seen = Random(7), Counter[bool]()
    for _ in range(120):
        goal = random.randint(3, 9)
        numbers = [random.randint(1, goal) for _ in range(random.randint(0, 7))]
        possible, count = divided(numbers, goal), sum(numbers) // goal
        assert (Division(count, goal, Counter(numbers)).impossible() is None) == possible, (goal, numbers)
        assert Division(count + 1, goal, Counter(numbers)).impossible() is not None
        seen[possible] += 1
    assert min(seen.values()) >= 20


def instance(sizes: list[int], bound: int) -> Value:
    """Return an instance of a partition into threes or fours."""
    return frozenset(range(len(sizes))), FrozenMap(dict(enumerate(sizes))), bound


def test_ninety_items_without_a_partition_are_refuted_without_a_search() -> None:
    """The image of eight items, which is the smallest that has no witness."""
    (meaning,) = chain_of(standard(), "FourPartition", ["FourPartition:ThreePartition"]).meanings
    x = instance([4, 4, 4, 4, 4, 6, 6, 6], 19)
    image = meaning.small_image(x).value
    assert len(image[0]) == 90
    found = Searcher(standard().problem("ThreePartition"), small=0).search(image, nodes=100)
    assert (found.complete, found.witnesses) == (True, ())


NEARLY = """\
problem Nearly "Three bins, each with a condition"
  instance size : seq of nat
  measures n = |size|
           b = max(bits(s) | s in size)
  witness  bin : map from each positions(size) to one of 1 .. 3
  accepts  every t in 1 .. 3: sum(size[i] | i -> u in bin where u = t) CONDITION
"""


def test_what_takes_too_long_is_left_open() -> None:
    assert Division(20, 958, Counter({200 + i: 1 for i in range(80)})).impossible() is None


@pytest.mark.parametrize(
    ("condition", "taken"), [("= 4", True), ("<= 4", False), ("= 3 + t div 3", False), ("= 4 or t = 3", False), ("!= 4", False)]
)
def test_only_a_question_of_equal_sums_is_taken_for_one(condition: str, taken: bool) -> None:
    text = NEARLY.replace("CONDITION", condition)
    problem = standard().with_texts([Source("nearly.red", text)]).problem("Nearly")
    for x in [(2, 2, 3, 3, 1), (2, 2, 3, 3, 2), (4, 4, 1, 1, 1)]:
        asked, meaning = Searcher(problem, small=0), ProblemMeaning(problem)
        network = IntervalNetwork()
        unknown, _ = Decisions(network).decide(meaning.space((x,)))
        conditions, _ = SymbolicAccepts(problem, meaning.code).evaluate((x,), SymbolicValues(IntervalAlgebra(network)), unknown)
        assert (equal_sums(network, conditions) is not None) == taken
        expected = {w for w in witnesses(meaning.space((x,))) if meaning.accepts((x,), w)}
        assert set(asked.search((x,)).witnesses) == expected
