"""Problems and reductions from the texts of tests, without the library."""

from __future__ import annotations

from certify.core import Problem, Reduction
from certify.core.mistakes import Source
from certify.library import Library


def problem(text: str, name: str) -> Problem:
    """Return the problem of that name in a text."""
    return Library(()).with_texts([Source("test.red", text)]).problem(name)


def reduction(text: str, name: str) -> Reduction:
    """Return the reduction SOURCE:TARGET of that name in a text."""
    return Library(()).with_texts([Source("test.red", text)]).reduction(name)


PARTIAL = {
    "in no order": "every i in S: 6 / f[i] >= 1",
    "in order": "every i in listed(A): i in S implies 6 / f[i] >= 1",
    "some, and not every": "some i in S: 6 / f[i] = 6",
    "not defined on the way": "some i in S, j in A where 6 / f[i] >= f[j]: f[j] = 1",
    "a definition on the way": "every i in S, t = 6 / f[i], j in A where j != i: t > f[j]",
    "a sequence inside a set": "every i in S, t in [f[i], 1]: 6 / t >= 6",
    "a set inside a sequence": "some t in 0 .. 2, i in S: 6 / (f[i] - t) >= 6",
    "a count": "(count i in S: 6 / f[i] >= 6) = 1",
    "twice": "every i in S: some j in A: 6 / (f[i] - f[j]) = 6",
    "the first one": "f[first i in listed(A): i in S and 6 / f[i] >= 1] >= 0",
}
"""Verifiers that are undefined on some witnesses, for each way in which a loop may meet them."""


def partial(accepts: str) -> Problem:
    """Return a problem with this verifier, on subsets S of labels A with numbers f."""
    text = f"""problem Partial "Partial"
  instance A : set of labels
           f : map from each A to int
  measures a = |A|, b = max(bits(x) | i -> x in f)
  witness  S : subset of A
  accepts  {accepts}
"""
    return problem(text, "Partial")


def number_of_labels(k: str) -> Reduction:
    """Return a reduction from a set of labels x.A to a number k."""
    text = f"""\
problem P
  instance A : set of labels
  measures n = |A|
  witness  none
  accepts  true
problem Q
  instance k : nat
  measures b = bits(k)
  witness  none
  accepts  true
reduction P -> Q
  given    x
  target   k = {k}
  forward  none -> none
  backward none -> none
"""
    return reduction(text, "P:Q")
