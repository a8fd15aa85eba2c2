"""Every problem of the library is well defined: on small instances and on every member of their witness spaces."""

from __future__ import annotations

import pytest

from certify.audit.problem_audit import audit_problem
from certify.core.concrete_spaces import NotEnumerable
from certify.core.mistakes import Source
from certify.generate.enumeration import default_bounds
from certify.library import standard
from tests.names import REAL, every, sampled

MANY = {"FlowShop": 60, "ThreeTermDNF": 20}  # of many witnesses each


@pytest.mark.parametrize("name", every(4, sampled(n for n in standard().names("problem") if n not in REAL)))
def test_a_problem_is_well_defined(name: str) -> None:
    problem = standard().problem(name)
    evidence = audit_problem(problem, default_bounds(problem, MANY.get(name, 300)))
    assert evidence.verdict == "exhausted", evidence.counterexample
    assert evidence.region.instances > 0


def test_real_witnesses_are_not_enumerated() -> None:
    with pytest.raises(NotEnumerable, match="reals"):
        audit_problem(standard().problem("CNNT"), {"V": 0, "L": 2, "E": 0, "p": 1, "N": 0, "b": 1})


def test_what_stands_beside_a_natural_number_may_be_negative() -> None:
    text = """\
problem Beside
  instance V : set of labels
           k : nat
  measures n = |V|
           b = bits(k)
  witness  S : subset of V
  accepts  {0} + {|S| - 1} = {0, |S| - 1} and |[1] ++ [|S| - k]| = 2
           |S| - 1 in {-1, 0, 1, 2} and 1 = (if k > 5 then 2 - k else 1)
"""
    problem = standard().with_texts([Source("beside.red", text)]).problem("Beside")
    assert problem.obligations == ()
    assert audit_problem(problem, {"n": 2, "b": 3}).verdict == "exhausted"
