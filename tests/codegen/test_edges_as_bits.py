"""What a verifier asks of the edges of a graph is looked up by the set of edges, and looks at the ends of an edge once if both
orders mean the same: the accepted members are those of the interpreter."""

from __future__ import annotations

import pytest

from certify.codegen import CompiledProblem
from certify.core.witness_kinds import witnesses
from certify.generate.enumeration import instances
from certify.semantics.interpreter import ProblemMeaning
from tests.texts import problem

TEXT = """
problem Ends
  instance G : graph
           A : subset of G.vertices
           k : nat
  measures n = |G.vertices|
           m = |G.edges|
           a = |A|
           b = bits(k)
  witness  S : subset of G.vertices
  accepts  {accepts}
"""


@pytest.mark.parametrize(
    ("accepts", "at_once"),
    [
        ("every {u, v} in G.edges: u in S or v in S", True),
        ("every {u, v} in G.edges: u in S implies v not in S", True),
        ("some {u, v} in G.edges: u in S and v not in S", True),
        ("(some {u, v} in G.edges: u in S) or |S| >= k", True),
        ("every v in A: v in S", True),
        ("every {u, v} in G.edges: u in S or |S| >= k", False),
        ("every {u, v} in G.edges: u in A implies v in S", False),
        ("every v in G.vertices, {u, w} in G.edges: v in A or u in S or w in S", False),
    ],
)
def test_members_are_those_of_the_interpreter(accepts: str, at_once: bool) -> None:
    declared = problem(TEXT.format(accepts=accepts), "Ends")
    meaning, compiled = ProblemMeaning(declared), CompiledProblem(declared)
    assert ("of_any" in compiled.source) == at_once
    filters = {}
    for x in instances(declared, {"n": 3, "m": 2, "a": 1, "b": 1}):
        members = tuple(witnesses(meaning.space(x)))
        accepted = filters.setdefault(members, compiled.filter(members))
        assert accepted.bits is not None
        for _ in range(2):
            assert accepted(x) == [w for w in members if meaning.accepts(x, w)]
