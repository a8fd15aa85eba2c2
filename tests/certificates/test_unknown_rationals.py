"""Proofs about unknown rational numbers and folds of any length: the statements beside the interpreter, and wrong texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from certify.certificates import checker
from certify.certificates.checker import RATIONAL, Alternatives, Items, NoRule, T, counting_variables, finite
from certify.core import Reduction
from certify.core.values import Value
from certify.formats import from_json
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS
from certify.library import standard
from certify.proving.coq_statements import coq_text
from certify.proving.found_proofs import proof_of, proved_by
from certify.proving.results import OPEN, prove_reduction
from tests.certificates.proof_gate import statements_of, unlimited
from tests.certificates.rational_gate import ARITHMETIC, NETWORKS, compare_rational, random_network
from tests.certificates.test_proof_flips import SMALL
from tests.formulas.gate import Disagreement, Tally
from tests.formulas.test_gate import reduction_in
from tests.test_audit_texts import WRONG, header
from tests.texts import reduction

ALL = {"well-formed", "forward", "backward"}
TEXTS = [
    p for p in WRONG if p.stem.partition("_")[0] in ("layered", "kept", "horner") or p.stem == "dnnt_to_twolayerdnnt_any_layers"
]


def some(all: Iterable[Any], *quick: Any) -> list[Any]:
    """Return parameters of which all but a few are slow."""
    return [x if x in quick else pytest.param(x, marks=pytest.mark.slow) for x in all]


def text(accepts: str, changed: str = "") -> Reduction:
    """Return the identity between two problems about lists of rational numbers, whose verifiers these are."""
    problems = (
        f"""problem {name} "lists"
  instance A : set of labels
           f : map from each A to rat
           lists : seq of seq of rat
           g : rat
  measures a = |A|
           l = |lists|
           m = max(|s| | i -> s in lists)
           b = max(bits(r) | v -> r in f) + max(bits(r) | i -> s in lists, j -> r in s) + bits(g)
  witness  S : subset of A
  accepts  {verifier}
"""
        for name, verifier in (("P", accepts), ("Q", changed or accepts))
    )
    fields = "".join(f"           {n} = x.{n}\n" for n in ("f", "lists", "g"))
    maps = f"reduction P -> Q\n  given    x\n  target   A = x.A\n{fields}  forward  S -> S = S\n  backward S -> S = S\n"
    return reduction("".join(problems) + maps, "P:Q")


VERIFIERS = {
    "in each list": "every s in lists: (fold h = 0 over x in s: h * g + x) <= (fold h = 1 over x in s: h * g + x)",
    "one in another": "(fold h = g over s in lists: (fold k = h over x in s: k - x * h)) < 1",
    "a truth value": "fold b = true over i -> s in lists: not b or |s| > i",
    "a record": "(fold r = { n := 0, most := g } over s in lists: { n := r.n + |s|, most := max(r.most, r.n / 2) }).most <= g",
    "a set": "|(fold T = S over s in lists: { v | v in A where v in T or f[v] <= g })| >= 1",
    "a map": "sum(x | v -> x in (fold h = f over s in lists: { v -> min(u, |s| / 2) | v -> u in h where v in S })) <= g",
    "a case": "every v in S: (fold h = 0 - f[v] over s in lists: (if h <= g then h + f[v] else (h / 2) ^ 2)) >= 0",
    "a place among several": "every p -> (i, j) in [ (i, j) | i in positions(lists), j in positions(lists[i]) ]: "
    "p > i + j or lists[i][j] <= g",
    "an unknown divisor": "every i in positions(lists): i div |lists| = 0 and lists[i] != [ g / 2 | j in 1 .. i div |lists| ]",
    "a part": "(fold h = g over i -> s in lists[|S| ..]: h - i) <= sum(x | s in lists[.. 0], x in s)",
}


CHANGED = {
    "another start": ("(fold h = 0 over s in lists: h + g) <= 1", "(fold h = 1 over s in lists: h + g) <= 1"),
    "another body": ("(fold h = g over s in lists: h - 1) <= 0", "(fold h = g over s in lists: 1 - h) <= 0"),
    "another sequence": ("(fold h = g over s in lists: h / 2) <= 1", "(fold h = g over s in lists[.. 0]: h / 2) <= 1"),
    "another list": (
        "every s in lists, t in lists: (fold h = 0 over x in s: h + x) <= g",
        "every s in lists, t in lists: (fold h = 0 over x in t: h + |s| * x) <= g",
    ),
    "the index": ("(fold h = g over i -> s in lists: |s|) <= 1", "(fold h = g over i -> s in lists: i) <= 1"),
    "the fold around": (
        "(fold h = g over s in lists: (fold k = h over x in s: k * x)) <= 1",
        "(fold h = g over s in lists: (fold k = h over x in s: h * x)) <= 1",
    ),
    "less": ("sum(f[v] | v in S) <= g", "sum(f[v] | v in S) < g"),
    "fewer": ("sum(f[v] | v in S) <= g", "sum(f[v] | v in S where some u in S: f[u] = f[v] and u = v) <= g - |S|"),
    "the square": ("sum(f[v] ^ 2 | v in S) <= g", "sum(f[v] | v in S) ^ 2 <= g"),
    "the greater": ("every v in S: max(f[v], g) <= 1", "every v in S: min(f[v], g) <= 1"),
    "the sign": ("every v in S: sign(f[v]) = 1", "every v in S: sign(f[v]) >= 0"),
    "a half": ("every v in S: f[v] / 2 <= g", "every v in S: f[v] <= g"),
}
"""Two verifiers that differ: each in the place of the other is wrong."""


def lists(random: Random) -> Value:
    numbers = [0, 1, -1, Fraction(1, 2), Fraction(-2, 3), 2]
    some = [tuple(random.choice(numbers) for _ in range(random.randrange(3))) for _ in range(random.randrange(1, 4))]
    labels = range(random.randrange(3))
    return (frozenset(labels), {v: random.choice(numbers) for v in labels}, tuple(some), random.choice(numbers))


def compared(found: Reduction, more: int = 12) -> Tally:
    return compare_rational(found, 4, more=[lists(Random(i)) for i in range(more)])


@pytest.mark.parametrize("name", some(VERIFIERS, "one in another"))
def test_folds_are_what_the_interpreter_says(name: str) -> None:
    """And identities are proved, but for a part that a list need not have."""
    found = text(VERIFIERS[name])
    tally = compared(found)
    assert tally.inhabited == {SOURCE_WITNESS, TARGET_WITNESS}
    assert tally.refuted == ({"well-formed"} if name == "a part" else set())
    document = proof_of(found, work=SMALL)
    assert document is not None
    assert proved_by(document) == (set() if name == "a part" else ALL)


@pytest.mark.parametrize("name", some(CHANGED, "another start", "less"))
def test_what_differs_is_not_proved(name: str) -> None:
    found = text(*CHANGED[name])
    refuted = compared(found, 30).refuted
    assert refuted & {"forward", "backward"}
    document = proof_of(found, work=SMALL)
    assert document is None or refuted.isdisjoint(proved_by(document))


@pytest.mark.parametrize("path", some(TEXTS, *(p for p in TEXTS if not p.stem.startswith("dnnt"))), ids=lambda path: path.stem)
def test_wrong_texts_are_not_proved(path: Path) -> None:
    said, found = header(path).lines, reduction_in(path)
    _, _, obligation = said["expect"].partition(" ")
    if not path.stem.startswith("kept"):  # its goal speaks of every value that a fold might carry along
        tally = compare_rational(found, 4, more=[from_json(found.source, json.loads(said["instance"])).value])
        assert obligation in tally.refuted
    document = proof_of(found, work=SMALL)
    assert document is None or obligation not in proved_by(document)


def test_a_body_that_is_partial_on_some_value_of_the_type_is_open() -> None:
    """What the fold carries along has all labels as keys, but nothing is known of it."""
    found = text("sum(x | v -> x in (fold h = f over s in lists: { v -> h[v] + |s| | v in A })) <= g")
    with counting_variables(unlimited()):
        assert any(g.witness for g in statements_of(found).goals if g.obligation == "well-formed")
    document = proof_of(found, work=SMALL)
    assert document is None or "well-formed" not in proved_by(document)


@pytest.mark.parametrize(
    ("accepts", "reason"),
    [
        ("every v in S: 1 / f[v] >= g", "an unknown divisor"),
        ("every v in S: f[v] ^ 3 >= g", "a power"),
        ("every v in S: f[v] ^ |S| >= g", "exponent"),
        ("sum(r | r in { f[v] | v in S }) <= g", "not evident that it is finite"),
    ],
)
def test_what_has_no_rule_is_said(accepts: str, reason: str) -> None:
    with pytest.raises(NoRule, match=reason), counting_variables(unlimited()):
        statements_of(text(accepts))


def test_rational_numbers_without_end_have_no_sum() -> None:
    x, y = ("v", 0, RATIONAL), ("v", 1, RATIONAL)
    with counting_variables(unlimited(), 2):
        assert not finite((x,), T)
        assert not finite((x,), checker.at_most(x, y))
        assert finite((x,), ("p", "stored", (x,)))


# ---------------------------------------------------------------------------------------- the gate finds what is wrong


@pytest.mark.parametrize("name", ["rat!add", "rat!sub", "rat!mul", "rat!le"])
def test_the_gate_knows_the_arithmetic(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(ARITHMETIC, name, lambda x, y: y)
    with pytest.raises(Disagreement):
        compared(text("(fold h = g over s in lists: h * 2 + |s|) - g <= g and sum(f[v] | v in S) <= 1"))


def test_the_gate_finds_folds_that_share_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    right = checker.outline

    def without_start(value: Any, bound: Any, inside: Any) -> Any:
        fold = isinstance(value, tuple) and len(value) == 3 and isinstance(value[1], Items) and isinstance(value[2], Alternatives)
        return right(value[1:] if fold else value, bound, inside)

    monkeypatch.setattr(checker, "outline", without_start)
    with pytest.raises(Disagreement):
        compared(text(VERIFIERS["in each list"]))


@pytest.mark.parametrize("shift", [-1, 1])
def test_the_gate_finds_a_part_that_begins_elsewhere(monkeypatch: pytest.MonkeyPatch, shift: int) -> None:
    right = checker._part

    def wrong(at: Any, node: Any, s: Any, first: Any, last: Any) -> Any:
        return right(at, node, s, checker.number_sum(first, checker.whole_case(shift)), last)

    monkeypatch.setattr(checker, "_part", wrong)
    with pytest.raises(Disagreement):
        compared(text("(fold h = g over s in lists[0 ..]: h + |s|) <= 1"))


def test_the_gate_finds_a_fold_that_ends_early(monkeypatch: pytest.MonkeyPatch) -> None:
    right = checker.item_at
    monkeypatch.setattr(checker, "item_at", lambda s, i: right(s, checker.number_sum(i, checker.whole_case(-1))))
    with pytest.raises(Disagreement):
        compared(text("(fold h = g over s in lists: h + |s|) <= 1"))


# ------------------------------------------------------------------------------------------------- networks


def networks(name: str, seeds: range) -> list[Value]:
    return [random_network(Random(seed), *NETWORKS[name]) for seed in seeds]


def _gate(name: str, most: int, seeds: range) -> None:
    tally = compare_rational(standard().reduction(name), most, 6, networks(name, seeds))
    assert not tally.refuted
    assert tally.inhabited == {SOURCE_WITNESS, TARGET_WITNESS}


def test_statements_about_networks_are_what_the_interpreter_says() -> None:
    _gate("ExactDNNT:DNNT", 2, range(3))


@pytest.mark.slow
@pytest.mark.parametrize("name", NETWORKS)
def test_statements_about_all_networks_are_what_the_interpreter_says(name: str) -> None:
    _gate(name, 24, range(100, 120))


@pytest.mark.parametrize("name", some(NETWORKS, "TwoLayerDNNT:DNNT"))
def test_identities_of_networks_are_proved(name: str) -> None:
    """By the checker alone: the engine does not translate them, and has nothing to add."""
    result = prove_reduction(standard().reduction(name))
    assert result.verdict == "proved"
    assert result.proved == {*ALL, "parsimonious"}
    assert not result.left_untranslated
    assert all(goal.proof.replayed and goal.says for goal in result.goals)


@pytest.mark.parametrize("verifier", ["sum(f[v] | v in S) <= g", VERIFIERS["a set"]])
def test_coq_is_not_told_that_types_are_finite_which_are_not(verifier: str) -> None:
    written = coq_text(text(verifier))
    sorts = dict(re.findall(r"Variables \((\w+) : (\w+)\)", written))
    assert sorts["A_label"] == "finType"
    assert {kind for name, kind in sorts.items() if name != "A_label"} == {"eqType"}


def test_what_the_checker_alone_has_proved_is_told_beside_what_stays_open() -> None:
    result = prove_reduction(text(*CHANGED["less"]), work=SMALL)
    assert result.verdict == "unknown"
    assert result.left_untranslated
    assert result.obligations == {"well-formed": "proved", "forward": OPEN, "backward": OPEN}
    assert "well-formed" in {goal.proof.goal.obligation for goal in result.goals}


NETWORK = (Path(__file__).parents[2] / "reductions" / "problems" / "dnnt.red").read_text(encoding="utf-8")
FIELDS = ("nodes", "layers", "act", "bias", "weights", "parameters", "options", "samples", "gamma")
FAULTS = {
    "relu": ("relu: max(0, x)", "relu: max(1, x)"),
    "square": ("square: x * x", "square: x * x * x"),
    "loss": (") <= gamma", ") < gamma"),
    "distance": ("y)^2 |", "y) |"),
    "bias": ("number(bias[v])\n                                        + sum", "sum"),
    "weights": ("x * number(weights[(u, v)])", "x + number(weights[(u, v)])"),
    "first layers": ("in layers[1 ..]", "in layers[|layers| - 1 ..]"),
    "start": ("fold h = s.point over", "fold h = { v -> 0 | v -> x in s.point } over"),
    "one sample": ("s in samples, v -> y in s.value) <=", "s in samples, v -> y in s.value where |samples| = 1) <="),
    "option": ("free(i): theta[i]", "free(i): 0 - theta[i]"),
}
"""Changes of D-NNT's verifier, each of which decides differently on some network."""


def network_identity(changed: tuple[str, str], back: bool) -> Reduction:
    """Return the identity between D-NNT and D-NNT with a change: from the changed problem, if `back`."""
    head, _, rest = NETWORK.partition("problem DNNT")
    assert rest.count(changed[0]) == 1
    other = rest.replace(*changed)
    first, second = (other, rest) if back else (rest, other)
    maps = "".join(f"           {f} = x.{f}\n" for f in FIELDS[1:])
    maps = f"reduction P -> Q\n  given    x\n  target   nodes = x.nodes\n{maps}"
    maps += "  forward  theta -> theta = theta\n  backward theta -> theta = theta\n"
    return reduction(f"{head}problem P{first}problem Q{second}{maps}".replace("  cites    DoronArad2025\n", ""), "P:Q")


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_a_verifier_with_a_fault_is_no_other(name: str) -> None:
    for back in (False, True):
        document = proof_of(network_identity(FAULTS[name], back), work=SMALL)
        assert document is not None
        assert not {"forward", "backward"} & proved_by(document), "each says that one value is another"


@pytest.mark.slow
@pytest.mark.parametrize("condition", [line for line in NETWORK.split("\n") if line.lstrip().startswith(("valid", "every"))])
def test_a_condition_of_the_target_is_needed(condition: str) -> None:
    """Left out of the source, it is not shown; nor is what depends on it."""
    changed = condition.replace(condition.removeprefix("  valid").strip(), "true")
    document = proof_of(network_identity((condition, changed), True), work=SMALL)
    assert document is None or "well-formed" not in proved_by(document)
