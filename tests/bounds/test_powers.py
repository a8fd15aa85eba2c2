"""Powers and products: signs, values that stay polynomial, and values that do not."""

from __future__ import annotations

import pytest

from tests.bounds.texts import best, reduction_of

TEXT = """\
problem P
  instance A : set of labels
           B : set of labels
           s : seq of nat
  measures a = |A|, b = |B|, m = |s|, l = max(bits(y) | y in s)
  witness  none
  accepts  |A| >= 1

problem Q
  instance g : seq of int
  measures n = |g|, k = max(bits(y) | y in g)
  witness  none
  accepts  |g| >= 1

reduction P -> Q
  given    x
  let      a = |x.A|
           b = |x.B|
           digits = bits(a)
  target   g = {image}
  forward  none -> none
  backward none -> none
"""


def size(image: str) -> str:
    """Return the bound of the length of an image."""
    return best(reduction_of(TEXT.format(image=image), "P:Q").sizes["n"])


def value(number: str) -> str:
    """Return the bound of the absolute value of the only number in an image."""
    return best(reduction_of(TEXT.format(image=f"[{number}]"), "P:Q").values["g"])


@pytest.mark.parametrize(
    ("low", "bound"),
    [
        ("(a - b) ^ 3", "a^3"), ("0 - (a - b) ^ 3", "b^3"), ("(a - b) ^ 5", "a^5"), ("(a - b) ^ 1", "a"), ("(a - b) ^ 0", "1"),
        ("0 - (a - b) ^ 2", "0"), ("0 - (0 - 2) ^ 3", "8"), ("0 - (0 - a) ^ 3", "a^3"), ("(0 - a) ^ 3", "0"),
    ],
)  # fmt: skip
def test_odd_powers_have_the_sign_of_their_base(low: str, bound: str) -> None:
    assert size(f"[ 1 | i in 1 .. {low} ]") == bound


@pytest.mark.parametrize(
    ("power", "bound"),
    [
        ("2 ^ bits(a)", "2*a + 1"), ("2 ^ digits", "2*a + 1"), ("2 ^ (2 * bits(a))", "4*a^2 + 4*a + 1"),
        ("2 ^ min(bits(a), b)", "2*a + 1"),
        ("2 ^ (digits div 2)", "2*a + 1"), ("2 ^ (digits + 1)", "4*a + 2"), ("3 ^ bits(a)", "4*a^2 + 4*a + 1"),
        ("2 ^ bits(digits)", "2*bits(a) + 1"), ("2 ^ (if a > b then digits else 3)", "16*a + 8"),
    ],
)  # fmt: skip
def test_powers_of_bits_are_polynomial(power: str, bound: str) -> None:
    assert size(f"[ 1 | i in 1 .. {power} ]") == bound
    assert value(power) == bound


@pytest.mark.parametrize("power", ["2 ^ a", "2 ^ (digits * digits)", "(a + 2) ^ digits", "2 ^ max(digits, a)"])
def test_other_powers_are_not(power: str) -> None:
    assert value(power) == "exponential"


@pytest.mark.parametrize(
    ("number", "bound"),
    [
        ("product(y | y in [2, 3, 5])", "125"), ("product(y | y in [a, 0 - b])", "a^2 + 2*a*b + 2*a + b^2 + 2*b + 1"),
        ("2 ^ 65", "36893488147419103232"), ("product(y | y in [1] where y > a)", "1"),
    ],
)  # fmt: skip
def test_products_of_a_constant_number_of_factors_are_bounded(number: str, bound: str) -> None:
    assert value(number) == bound


def test_products_of_other_numbers_are_exponential() -> None:
    assert value("product(a | y in x.s)") == "exponential"
