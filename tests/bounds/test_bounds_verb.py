"""`certify bounds` and its parts: claims refuted and proved, cases of sum types treated apart, chains, LaTeX and JSON."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sympy

from certify.bounds.cases import choices, limited
from certify.bounds.claims import bits, symbol
from certify.bounds.derived_bounds import problem_bounds
from certify.bounds.report import leading
from certify.bounds.results import Bound, shown
from certify.core.mistakes import Source
from certify.core.values import Value
from certify.empirical.examined_bounds import examine_reduction
from certify.formats import from_json
from certify.generate.enumeration import instances
from certify.library import standard
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning
from tests.bounds.texts import reduction_of
from tests.conftest import CODES, Certify

LINEAR = """\
reduction Clique -> IndependentSet
  given    x
  labels   old(vertex : x.G.vertices)
  target   G.vertices = { old(v) | v in x.G.vertices }
           G.edges    = { {old(u), old(v)} | u in x.G.vertices, v in x.G.vertices where u != v and {u, v} not in x.G.edges }
           k          = x.k
  forward  S -> S = { old(v) | v in S }
  backward S -> S = { v | old(v) in S }
  claims   CLAIM
"""
PARTITION = """\
reduction Partition -> SubsetSum
  given    x
  labels   old(item : x.item)
  target   item = { old(i) | i in x.item }
           size = { old(i) -> s | i -> s in x.size }
           goal = sum(s | i -> s in x.size) div 2
  forward  S -> S = { old(i) | i in S }
  backward S -> S = { i | old(i) in S }
  claims   CLAIM
"""
UNCOVERED = """\
problem Loose "Numbers of any length"
  instance numbers : seq of nat
  measures n = |numbers|
  witness  none
  accepts  |numbers| >= 1
"""
COLOURED = """\
type colour = red or green or blue

problem Coloured "Cases in every kind of place"
  instance item  : set of labels
           paint : map from each item to colour
           pairs : seq of (bool, colour)
           marks : set of colour
           names : map from (colour, bool) to bool
           last  : { ink : colour, second : bool }
  measures n = |item|, s = |pairs|
  witness  none
  accepts  |item| >= 1
"""


def write(folder: Path, text: str, claim: str = "") -> Path:
    path = folder / "text.red"
    path.write_text(text.replace("CLAIM", claim), encoding="utf-8")
    return path


def result(certify: Certify, *arguments: object, code: str = "fine") -> list[Any]:
    said = certify("bounds", *arguments, "--json")
    assert said.code == CODES[code], said.out + said.err
    found = said.json["result"]
    assert isinstance(found, list)
    return found


# ------------------------------------------------------------------------------------------------ reductions


def test_a_reduction_is_shown_with_claims_bounds_and_steps(certify: Certify) -> None:
    said = certify("bounds", "vc:hc")
    assert said.code == CODES["fine"]
    title, *lines = said.out.splitlines()
    assert title == "VertexCover:HamiltonianCycle  proved"
    row = next(line.split("  ") for line in lines if line.startswith("    n "))
    assert [cell.strip() for cell in row if cell.strip()][:4] == ["n", "<= 12*m + n + 3", "12*m + n + 3", "proved"]
    assert sum("polynomial, degree" in line and "map" in line for line in lines) == 3


@pytest.mark.slow
def test_the_library_is_proved_and_no_symbol_is_foreign(certify: Certify) -> None:
    found = [r for r in certify("bounds", "--all", "--no-run", "--json").json["result"] if r["kind"] == "reduction"]
    assert len(found) == len(standard().names("reduction"))
    for r in found:
        assert all(b["verdict"] == "polynomial" for b in (*r["sizes"].values(), *r["times"].values())), r["subject"]
        for bound in r["sizes"].values():
            names = set(re.findall(r"[A-Za-z_]\w*", " ".join(bound["alternatives"])))
            assert names <= {*r["measures"], "bits"}, r["subject"]
        assert all(c["method"] for c in r["claims"]), r["subject"]


def test_a_false_claim_is_refuted_by_an_instance_that_breaks_it(certify: Certify, tmp_path: Path) -> None:
    path = write(tmp_path, LINEAR, "target.m <= 2*n")
    (r,) = result(certify, path, code="refuted")
    violation = r["claims"][0]["violation"]
    library = standard().with_texts([Source("text.red", path.read_text(encoding="utf-8"))])
    reduction = library.reduction("Clique:IndependentSet")
    x = from_json(reduction.source, violation["instance"]).value
    assert ProblemMeaning(reduction.source).measures(x) == violation["measures"]
    seen = ProblemMeaning(reduction.target).measures(ReductionMeaning(reduction).image(x).value)["m"]
    assert seen == violation["seen"] > violation["allowed"] == 2 * violation["measures"]["n"]
    assert violation["measures"]["n"] == 6, "the smallest graphs with more than 2n edges have six vertices"
    said = certify("bounds", path)
    assert said.code == CODES["refuted"]
    assert f"at n = 6, m = 0, b = {violation['measures']['b']} it is {seen}, and 12 is allowed" in said.out


@pytest.mark.parametrize(("most", "verdict"), [(5, "proved"), (6, "not shown")])
def test_a_claim_with_a_condition_is_judged_where_that_holds(most: int, verdict: str) -> None:
    text = LINEAR.replace("CLAIM", f"target.m <= 2*n where |x.G.vertices| <= {most}")
    (found,) = reduction_of(text, "Clique:IndependentSet").claims
    assert found.verdict == verdict


def test_what_is_not_shown_comes_with_both_bounds(certify: Certify, tmp_path: Path) -> None:
    said = certify("bounds", write(tmp_path, PARTITION, "target.c <= b + n - 1 where |x.item| >= 1"), "--seconds", "0.5")
    assert said.code == CODES["unknown"]
    assert "not shown: target.c <= b + n - 1 where |x.item| >= 1 (" in said.out
    assert re.search(r"^    claimed b \+ n - 1, derived b \+ bits\(n\)( \+ \d)?$", said.out, re.MULTILINE)
    allowed, derived = re.search(r"the derived bound is (-?\d+), and (-?\d+) is claimed", said.out).group(2, 1)  # type: ignore[union-attr]
    assert int(derived) > int(allowed)


def test_an_equality_is_met_if_it_held_on_all_that_was_run(certify: Certify, tmp_path: Path) -> None:
    path = write(tmp_path, PARTITION, "target.b = b")
    (r,) = result(certify, path)
    claim, seen = r["claims"][0], r["seen"]
    assert (r["verdict"], claim["verdict"], claim["exact"]) == ("met", "met", False)
    assert claim["met"] == seen["small"] + seen["larger"] > 500
    (r,) = result(certify, path, "--no-run", code="unknown")
    assert (r["verdict"], r["seen"]) == ("not shown", None)


def test_an_equality_whose_bound_is_proved_is_refuted_by_a_smaller_size(certify: Certify, tmp_path: Path) -> None:
    (r,) = result(certify, write(tmp_path, LINEAR, "target.m = n*(n - 1) / 2"), code="refuted")
    violation = r["claims"][0]["violation"]
    assert (violation["measures"]["n"], violation["seen"], violation["allowed"]) == (2, 0, 1)


def test_a_bound_is_attained_where_an_image_is_that_large() -> None:
    found = examine_reduction(standard().reduction("Clique:IndependentSet"))
    assert found.seen is not None
    attained = found.seen.attained["m"]
    assert attained is not None
    assert attained.keys() == {"n"}
    assert attained["n"] >= 4
    assert examine_reduction(standard().reduction("ThreeSAT:SubsetSum")).seen.attained["c"] is None  # type: ignore[union-attr]


def test_a_size_that_nothing_bounds_is_a_mistake_in_the_text(certify: Certify, tmp_path: Path) -> None:
    said = certify("bounds", write(tmp_path, UNCOVERED))
    assert said.code == CODES["bad"]
    assert "`bits(numbers[])` unbounded" in said.err
    assert "declare one that does" in said.err


@pytest.mark.slow
def test_a_report_does_not_depend_on_the_hash_seed() -> None:
    program = [sys.executable, "-c", "from certify.cli import main; main()"]
    command = [*program, "bounds", "threesat:subsetsum", "--no-run", "--json", "--trace"]
    said = [
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "1", "2")
    ]
    assert b"is exponential" in said[0]
    assert len(set(said)) == 1


def test_a_report_that_was_stopped_says_so(certify: Certify, tmp_path: Path) -> None:
    (r,) = result(certify, write(tmp_path, PARTITION, "target.b = b"), "--seconds", "0", code="unknown")
    assert (r["stopped"], r["verdict"], r["seen"]) == (True, "not shown", None)
    assert "stopped before all runs were done" in certify("bounds", tmp_path / "text.red", "--seconds", "0").out


# ------------------------------------------------------------------------------------------------ problems


def test_a_problem_with_a_polynomial_verifier_is_in_np(certify: Certify) -> None:
    (r,) = result(certify, "vc")
    assert (r["verdict"], r["in_np"], r["times"]["accepts"]["degree"]) == ("polynomial", True, 2)
    assert "in NP by certificate: yes" in certify("bounds", "vc").out


def test_doubling_is_seen_and_cases_are_told_apart(certify: Certify) -> None:
    (r,) = result(certify, "posslp")
    assert (r["verdict"], r["in_np"]) == ("exponential", False)
    assert {frozenset(c["cases"]): c["times"]["accepts"]["verdict"] for c in r["cases"]} == {
        frozenset({"plus", "minus"}): "polynomial",
        frozenset({"times"}): "unknown",
    }
    assert "    steps.op in {plus, minus}: yes; steps of the verifier polynomial, degree 3" in certify("bounds", "posslp").out
    said = certify("bounds", "posslp", "--no-run")
    assert said.code == CODES["unknown"]
    assert "in NP by certificate: not shown; steps of the verifier unknown" in said.out


@pytest.mark.slow
def test_a_network_without_squares_and_one_of_fixed_depth_are_in_np(certify: Certify) -> None:
    (r,) = result(certify, "dnnt", "--no-run", code="unknown")
    assert {frozenset(c["cases"]): c["in_np"] for c in r["cases"]} == {
        frozenset({"identity", "relu"}): True,
        frozenset({"square"}): False,
    }
    assert r["fixed"]["fixing"] == ["L"]
    (fixed,) = result(certify, "dnnt", "--fixing", "L")
    assert (fixed["verdict"], fixed["in_np"], fixed["in_np_fixing"]) == ("slicewise polynomial", False, ["L"])
    assert fixed["times"] == r["fixed"]["times"]


def used(path: str, x: Value) -> list[int]:
    """Return the cases at a place of an instance of `Coloured`."""
    _, paint, pairs, marks, names, last = x
    places = {
        "paint[]": paint.values(),
        "pairs[].1": [colour for _, colour in pairs],
        "marks[]": marks,
        "names[key].0": [colour for colour, _ in names],
        "last.ink": [last[0]],
    }
    return [case for (case,) in places[path]]


@pytest.mark.slow
def test_limited_instances_are_those_that_use_the_cases_alone() -> None:
    problem = standard().with_texts([Source("text.red", COLOURED)]).problem("Coloured")
    found = choices(problem)
    assert [c.path for c in found] == ["paint[]", "pairs[].1", "marks[]", "names[key].0", "last.ink"]
    few = {0: {"n": 1, "s": 0}, 1: {"n": 0, "s": 1}}
    every = {s: list(instances(problem, bounds)) for s, bounds in few.items()}
    for number, choice in enumerate(found):
        s = int(choice.path == "pairs[].1")
        cases = {"red", "blue"} if number % 2 else {"red"}
        kept = {choice.cases.index(c) for c in cases}
        some = set(instances(limited(problem, choice, cases), few[s]))
        assert some == {x for x in every[s] if set(used(choice.path, x)) <= kept}
        assert 0 < len(some) < len(every[s])


def test_limited_cases_are_known_to_the_bounds_reading() -> None:
    slp = standard().problem("PosSLP")
    (choice,) = choices(slp)
    assert not problem_bounds(slp).in_np
    assert problem_bounds(limited(slp, choice, {"plus", "minus"})).in_np


# ------------------------------------------------------------------------------------------------ chains


def test_a_chain_is_bounded_in_the_measures_of_its_source(certify: Certify) -> None:
    (r,) = result(certify, "3sat", "vc", "--at", "n=5,m=4")
    assert r["reductions"] == ["ThreeSAT:IndependentSet", "IndependentSet:VertexCover"]
    assert (r["sizes"]["n"]["bound"], r["sizes"]["n"]["at"]) == ("3*m + 2", 14)
    assert r["length"]["degree"] == 2
    assert "every map on the way takes polynomial time" in certify("bounds", "3sat", "vc").out


def test_two_neighbours_are_one_reduction_and_a_problem_twice_is_one_problem(certify: Certify) -> None:
    assert [r["kind"] for r in result(certify, "3sat", "is", "--no-run")] == ["reduction"]
    assert [r["kind"] for r in result(certify, "3sat", "3sat")] == ["problem"]


@pytest.mark.slow
def test_the_least_chains_are_found_at_measures_and_as_they_grow(certify: Certify) -> None:
    for at in ([], ["--at", "n=3,m=2"]):
        found = result(certify, "3sat", "partition", "--minimise", "n,b", *at)
        assert found[0]["reductions"] == ["ThreeSAT:SubsetSum", "SubsetSum:Partition"]
    assert found[0]["sizes"]["n"]["at"] == 12


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name a problem"),
        (["vc", "--at", "n=3,k=1"], "`k` is no measure of VertexCover"),
        (["vc", "--at", "n=3"], "`--at` needs all measures of VertexCover: m, b not given"),
        (["vc", "--at", "n"], "`--at n`"),
        (["vc", "--fixing", "N"], "did you mean `n`?"),
        (["vc:is", "--fixing", "n"], "`--fixing` is about problems"),
        (["vc", "--minimise", "n"], "name SOURCE and TARGET"),
        (["3sat", "vc", "--minimise", "q"], "`q` is no measure of VertexCover"),
        (["posslp", "sat"], "there is no chain from PosSLP to SAT"),
        (["nothing"], "`nothing` is no problem"),
    ],
)
def test_bad_input_is_answered_in_words(certify: Certify, arguments: list[str], message: str) -> None:
    said = certify("bounds", *arguments)
    assert (said.code, said.out) == (CODES["bad"], "")
    assert message in said.err


# ------------------------------------------------------------------------------------------------ how it is written


def test_a_derivation_names_places_of_the_text(certify: Certify) -> None:
    said = certify("bounds", "3sat:is", "--trace", "--no-run").out
    assert "    reductions/graphs/threesat_to_independentset.red" in said
    places = re.findall(r"^      (\d+):(\d+) +(\S.*): size <= ", said, re.MULTILINE)
    (text,) = [t.source for layer in standard().layers for t in layer if t.source.name.endswith("threesat_to_independentset.red")]
    assert len(places) > 5
    for row, column, shown_text in places:
        assert text.line(int(row))[int(column) - 1 :].startswith(shown_text.split()[0])
    assert "    9*m^2 + 3*m - (" in said, "the steps of a proof"


def test_latex_is_a_table_with_balanced_braces(certify: Certify) -> None:
    for arguments in (["vc:hc", "--no-run"], ["posslp", "--no-run"], ["3sat", "vc"], ["partition:subsetsum", "--no-run"]):
        lines = certify("bounds", *arguments, "--latex").out.splitlines()
        assert lines[0].startswith("\\begin{tabular}{")
        assert lines[-1] == "\\end{tabular}"
        rows = [line for line in lines if line.endswith(r"\\") and "multicolumn" not in line]
        columns = len(re.sub(r"p\{[^}]*\}", "p", lines[0])[len("\\begin{tabular}{") : -1])
        assert {row.count("&") for row in rows} == {columns - 1}
        for line in lines:
            bare = line.replace("\\{", "").replace("\\}", "")
            assert bare.count("{") == bare.count("}")
            assert line.count("$") % 2 == 0


def test_a_long_bound_shows_terms_of_highest_degree() -> None:
    n, m = symbol("n"), symbol("m")
    long = sympy.expand((n + m + 1) ** 6)
    text = leading(long)
    assert len(text) <= 64
    assert "more terms" in text
    for term in text.split(" + ")[:-1]:
        assert sum(int(e or 1) for _, e in re.findall(r"\b([nm])(?:\^(\d+))?", term)) == 6
    assert leading(sympy.expand((n + 1) ** 20)) == "n^20 + lower terms"
    assert leading(n * 2**m + sympy.expand((n + 1) ** 20)) == "2^m*n + lower terms"
    assert leading(n + m, width=4).startswith("m + ") or "more" in leading(n + m, width=4)


def test_a_degree_leaves_out_what_is_fixed_and_what_is_logarithmic() -> None:
    n, m = symbol("n"), symbol("m")
    bound = Bound((n**2 * m**3 * bits(n) + 2**m * n,))
    assert (bound.degree, replace(bound, fixing=("m",)).degree) == (5, 2)
    assert shown(bound.best) == "2^m*n + m^3*n^2*bits(n)"
    assert [Bound((e,)).degree for e in (n * bits(n) - n, n * (n - 1) / 2, bits(n), sympy.Integer(0))] == [1, 2, 0, 0]
    assert Bound(()).degree is None
