"""The statements of reductions as Coq: what is written means what the checker states, and Coq reads it."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from certify.certificates.checker import (
    Formula,
    T,
    Term,
    added,
    at_most,
    at_most_0,
    conj,
    counting_variables,
    disj,
    equal,
    every,
    ex,
    fresh,
    function,
    implies,
    is_0,
    lin,
    neg,
    term,
)
from certify.formulas.definitions import NamedQuotient, NamedSquare
from certify.formulas.finite import FiniteModel
from certify.library import standard
from certify.proving.coq_formulas import INT, CoqFormulas, CoqNames
from certify.proving.coq_statements import coq_text
from certify.system.resources import folder
from tests.certificates.proof_gate import statements_of, unlimited
from tests.conftest import Certify
from tests.formulas.test_gate import TRANSLATED
from tests.proving.coq import CLOSED, assumptions, compiled, theorems, without_proofs
from tests.proving.coq_reader import CoqReader

QUICK = ("VertexCover:IndependentSet", "Clique:IndependentSet", "ThreeSAT:IndependentSet", "SubsetSum:Knapsack")
BY_HAND = sorted((folder("proofs") / "coq").glob("*.v"))
NUMBERS = range(-3, 5)
HOMES = {"label": range(3), "other": range(2)}


# ------------------------------------------------------------------------------------------------- formulas


def random_term(random: Random, bound: list[Term], sort: str, depth: int) -> Term:
    """Return a term over some variables."""
    here = [term(v) for v in bound if v[2] == sort]
    if sort != INT:
        made = function("place", sort, [random_term(random, bound, INT, depth - 1)]) if depth > 0 else function("some", sort)
        return random.choice([*here, made])
    out = lin(random.choice((-2, -1, 0, 1, 3)))
    for _ in range(random.randint(0, 2)):
        made = function("f", INT, [random_term(random, bound, "label", depth - 1)]) if depth > 0 else function("n", INT)
        out = added(out, random.choice([*here, made, made]), random.choice((-2, -1, 1, 1, 2)))
    return out


def random_formula(random: Random, bound: list[Term], depth: int) -> Formula:
    """Return a formula over some variables, in which numbers that are bound lie between -2 and 3."""
    kind = random.choice(("atom", "atom", "and", "or", "or", "not", "all", "ex") if depth > 0 else ("atom",))
    if kind in ("and", "or"):
        return (conj if kind == "and" else disj)(*(random_formula(random, bound, depth - 1) for _ in range(random.randint(2, 3))))
    if kind == "not":
        return neg(random_formula(random, bound, depth - 1))
    if kind in ("all", "ex"):
        new = fresh([random.choice(("label", "other", INT)) for _ in range(random.randint(1, 2))])
        ranges = conj(*(g for v in new if v[2] == INT for g in (at_most(lin(-2), term(v)), at_most(term(v), lin(3)))))
        inner = random_formula(random, [*bound, *new], depth - 1)
        return every(new, implies(ranges, inner)) if kind == "all" else ex(new, conj(ranges, inner))
    label, other, number = (random_term(random, bound, sort, 1) for sort in ("label", "other", INT))
    same = equal(label, random_term(random, bound, "label", 1))
    square = is_0(added(function("square!", INT, [number]), lin(4), -1))
    half = at_most_0(added(function("quotient!2", INT, [number]), number, random.choice((-1, 1))))
    atoms = [("p", "p", (label,)), ("p", "r", (label, other)), ("p", "q", (label, number)), ("p", "b", ())]
    return random.choice([*atoms, same, at_most_0(number), is_0(number), square, half])


def random_structure(random: Random) -> tuple[FiniteModel, dict[str, tuple[int, object]]]:
    """Return a structure, and its symbols as the reader wants them."""
    model = FiniteModel()
    for home, labels in HOMES.items():
        model.universe(home).update(labels)
    rows = {"p": [(x,) for x in HOMES["label"]], "r": [(x, y) for x in HOMES["label"] for y in HOMES["other"]], "b": [()]}
    rows["q"] = [(x, i) for x in HOMES["label"] for i in range(-9, 10)]
    for name, all_rows in rows.items():
        for row in all_rows:
            if random.random() < 0.5:
                model.add(name, row)
    for name in ("f", "n", "some", "place"):
        sort = "label" if name in ("some", "place") else INT
        given = {"f": [(x,) for x in HOMES["label"]], "place": [(i,) for i in range(-40, 40)]}.get(name, [()])
        for row in given:
            model.give(name, row, random.choice(HOMES["label"]) if sort == "label" else random.randint(-2, 2), sort)
    model.close()
    symbols: dict[str, tuple[int, object]] = {
        name: (len(all_rows[0]), lambda *row, name=name: row in model.predicates.get(name, ())) for name, all_rows in rows.items()
    }
    for name, table in model.functions.items():
        symbols[name] = len(next(iter(table))), lambda *row, table=table: table.get(row, 0)
    return model, symbols


def _agree(seed: int, changed: bool = False) -> bool:
    """Return whether formulas mean the same before and after they are written, as propositions and as truth values."""
    random = Random(seed)
    model, symbols = random_structure(random)
    types = {"int": NUMBERS, "label_label": HOMES["label"], "other_label": HOMES["other"]}
    coq = CoqFormulas(CoqNames(), set())
    with counting_variables(unlimited()):
        f = random_formula(random, [], 3)
        texts = [coq.proposition(f, {})]
        if coq.is_truth_value(f):
            texts.append(coq.truth_value(f, {}))
    model.definitions |= {"square!": NamedSquare("square!"), "quotient!2": NamedQuotient("quotient!2", 2)}
    if changed:
        texts = [text.replace("<=", "<") for text in texts]
    return all(CoqReader(text, symbols, types).meaning()({}) == model.holds(f, {}) for text in texts)


def test_formulas_mean_the_same_in_coq() -> None:
    assert all(_agree(seed) for seed in range(300))


@pytest.mark.slow
def test_many_formulas_mean_the_same_in_coq() -> None:
    assert all(_agree(seed) for seed in range(300, 8_000))


def test_another_meaning_is_seen() -> None:
    assert not all(_agree(seed, changed=True) for seed in range(300))


def test_names_are_no_words_of_coq_and_differ() -> None:
    names = CoqNames()
    symbols = [
        "forall",
        "w!.old",
        "w!_old",
        "sum!0",
        "sum.0",
        "clauses@@:positive.0",
        "φ",
        "2x",
        "p-",
        "p+",
        "int",
        "k",
        "a..b",
        "a.b",
    ]
    found = [names.of(symbol) for symbol in symbols]
    assert len({*found}) == len(symbols)
    assert all(re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII) for name in found)
    assert "forall" not in found
    assert "int" not in found
    bound = names.bound([("v", 0, INT), ("v", 1, INT), ("v", 2, INT), ("v", 3, "k")], {})
    assert len({*bound.values()} - {*found}) == 4


# ----------------------------------------------------------------------------------------------------- file


@pytest.mark.parametrize("name", QUICK)
def test_each_goal_is_a_theorem_under_what_is_known_of_it(name: str) -> None:
    reduction = standard().reduction(name)
    text = coq_text(reduction)
    with counting_variables(unlimited()):
        statements = statements_of(reduction)
    coq = CoqFormulas(CoqNames(), set())
    flat, visible, found = " ".join(text.split()), [list[str]()], dict[int, list[str]]()
    for part in re.split(r"(?=\bSection |\bEnd |\bHypothesis |\(\* Goal )", flat):
        if part.startswith("Section "):
            visible.append([])
        elif part.startswith("End "):
            visible.pop()
        elif part.startswith("Hypothesis ") and not re.match(r"Hypothesis (known|sum)_", part):
            visible[-1].append(part)
        elif part.startswith("(* Goal "):
            assert len(theorems(part.replace("Theorem", "\nTheorem"))) == 1
            assert part.count("Admitted.") == 1
            found[int(re.findall(r"\d+", part)[0])] = [h for section in visible for h in section]
    assert sorted(found) == list(range(len(statements.goals)))
    for i, goal in enumerate(statements.goals):
        known = {coq.proposition(g, {}) for _, f in goal.known for g in (f[1] if f[0] == "and" else [f]) if g != T}
        assert len(found[i]) == len(known)
    assert len({*theorems(text)}) == len(statements.goals)


def test_a_home_may_be_empty_and_sums_are_defined() -> None:
    text = " ".join(coq_text(standard().reduction("ThreeSAT:IndependentSet")).split())
    assert "Variables (variables_label : finType) (some_variables : variables_label)." in text
    assert "Variable variables : {set variables_label}." in text
    assert "Hypothesis sum_0_is : sums_to (fun row : int * int => let: (i, j) := row in v_node i j /\\ 0 <= i" in text
    text = " ".join(coq_text(standard().reduction("SubsetSum:Knapsack")).split())
    assert "Definition sum_0 : int := \\sum_(i : item_label | (i \\in w) && (i \\in item)) (size i)." in text


def test_what_is_known_of_symbols_without_a_definition_is_said() -> None:
    """Each conjunct of an axiom is a hypothesis, also of folds and enumerations.  Of rational numbers nothing is known."""
    reduction = standard().reduction("HamiltonianCycle:HamiltonianPath")
    coq = CoqFormulas(CoqNames(), set())
    with counting_variables(unlimited()):
        axioms = statements_of(reduction).shared.axioms
    assert {kind.rstrip("0123456789") for kind, _ in axioms} - {"edge", "first", "listed"}
    stated = {coq.proposition(g, {}) for _, f in axioms for g in (f[1] if f[0] == "and" else [f])}
    text = coq_text(reduction)
    assert len(re.findall(r"Hypothesis known_\d+ :", text)) == len(stated)
    assert "(rat_label : eqType)" in coq_text(standard().reduction("UniformDNNT:TwoLayerDNNT"))


def test_the_verb_prints_the_file(certify: Certify) -> None:
    text = coq_text(standard().reduction("Clique:IndependentSet"))
    said = certify("prove", "clique:is", "--export", "coq")
    assert (said.code, said.out) == (0, text)
    assert certify("prove", "clique:is", "--export", "coq", "--json").json["result"] == [
        {"subject": "Clique:IndependentSet", "coq": text}
    ]
    for wrong in (("clique:is", "vc:is"), ("clique:is", "--save"), ("clique:is", "--certificate", "no.cert"), ("clique",)):
        assert certify("prove", *wrong, "--export", "coq").code == 2
    said = certify("prove", "VertexCover:HamiltonianCycle", "--export", "coq")
    assert (said.code, said.out) == (3, "")
    assert said.err.startswith("unknown: the checker has no statements of VertexCover:HamiltonianCycle: ")


# -------------------------------------------------------------------------------------------------- by hand


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.stem)
def test_what_is_proved_by_hand_is_what_the_checker_states(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = text.removeprefix("(* ").split(": ")[0]
    assert path.stem == name.replace(":", "_")
    assert without_proofs(text) == coq_text(standard().reduction(name))
    assert not re.search(r"\b(Admitted|admit|Axiom)\b", text)
    assert without_proofs(text.replace("<= k", "< k", 1)) != coq_text(standard().reduction(name))


@pytest.mark.slow
@pytest.mark.usefixtures("coq")
@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.stem)
def test_coq_accepts_what_is_proved_by_hand(path: Path) -> None:
    found = assumptions([path])
    assert found
    assert set(found.values()) == {CLOSED}


@pytest.mark.slow
@pytest.mark.usefixtures("coq")
@pytest.mark.parametrize("name", TRANSLATED)
def test_coq_reads_every_statement(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name.replace(':', '_')}.v"
    path.write_text(coq_text(standard().reduction(name)), encoding="utf-8")
    with compiled([path]) as made:
        assert (made / path.name).with_suffix(".vo").exists()
