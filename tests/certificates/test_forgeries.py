"""Certificates that a forger makes, with all hashes right, of each kind: reductions, problems, chains and proofs for all sizes.

Each is invalid, or no certificate at all.  `test_flips` and `test_proof_flips` change every part by itself; these are the changes
of somebody who wants something false to be believed.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from certify import load
from certify.bounds.derivations import derivation
from certify.certificates import checker
from certify.certificates.documents import certificate_of
from certify.library import standard
from certify.proving.found_proofs import proof_of
from tests.certificates.flips import rehashed
from tests.certificates.test_checker import first_operation, small

Forgery = Callable[[Any], Any]

FALSE = {"op": "const", "type": "bool", "data": False}


@cache
def honest(kind: str) -> Any:
    """Return a certificate of a kind as certify makes it."""
    match kind:
        case "problem":
            return small("IndependentSet", n=2, m=1, b=1)
        case "chain":
            return small("Clique", "IndependentSet", "VertexCover", n=2, m=1, b=1)
        case "proof":
            return proof_of(standard().reduction("Clique:IndependentSet"))
    return small("IndependentSet", "VertexCover", n=2, m=1, b=1)


def said(kind: str, forgery: Forgery) -> checker.Report | str:
    """Return the report of the checker on a forged certificate; a text if it is no certificate."""
    made = deepcopy(honest(kind))
    forgery(made)
    try:
        return checker.check_certificate(checker.parse(checker.canonical(rehashed(made)) + b"\n"), 4_000_000, {})
    except checker.BadInput as error:
        return str(error)


def found(certificate: Any, obligation: str) -> Any:
    """Return what a certificate says of an obligation."""
    return next(o for o in certificate["evidence"]["obligations"] if o["obligation"] == obligation)


def shapes(certificate: Any) -> Any:
    """Return the shapes of a certificate's region."""
    return certificate["evidence"]["region"]["shapes"]


def sign(node: Any) -> None:
    """Change the direction of the first comparison of numbers."""
    first_operation(node, "le").update(op="lt")


def sign_of_the_middle(chain: Any) -> None:
    """Change the problem at which the first edge ends and the second one begins, in the same way."""
    sign(chain["edges"][0]["core"]["target"]["accepts"])
    sign(chain["edges"][1]["core"]["source"]["accepts"])


def numbered(number: Any) -> Forgery:
    """Take the sentence with a number."""
    return lambda c: c["proof"]["goals"][0]["instances"][0].__setitem__(1, number)


def hypothesis(number: Any) -> Forgery:
    """Use the hypothesis with a number."""
    return lambda c: c["proof"]["goals"][0]["instances"].insert(0, [["known", number], 0, []])


def only(step: Any) -> Forgery:
    """Have a proof of one step, without instances."""
    return lambda c: c["proof"]["goals"][0].update(instances=[], steps=[step])


def one_more(certificate: Any) -> None:
    shapes(certificate)[-1]["instances"] += 1


def one_less_to_yes(certificate: Any) -> None:
    shapes(certificate)[-1]["yes"] -= 1


def verdicts(certificate: Any, verdict: str) -> None:
    """Give a certificate, and all its obligations, a verdict."""
    certificate["evidence"]["verdict"] = verdict
    for o in certificate["evidence"]["obligations"]:
        o["verdict"] = verdict


def refuted(certificate: Any, counterexample: Any) -> None:
    """Say that the first obligation is refuted."""
    certificate["evidence"]["obligations"][0]["verdict"] = certificate["evidence"]["verdict"] = "refuted"
    if counterexample is not None:
        certificate["evidence"]["counterexample"] = {"obligation": "well-formed", "instance": counterexample}


def sizes(certificate: Any, **bounds: Any) -> None:
    """Change what is said of the sizes."""
    found(certificate, "sizes")["figures"]["bounds"].update(bounds)


def without_region(certificate: Any) -> None:
    certificate["evidence"]["region"] = {"parts": [{"within": {}, "length": 2}], "caps": {}, "shapes": []}


def a_branch_twice(certificate: Any) -> None:
    """Add a definition whose `case` has two branches for one case."""
    two = {"sum": "two", "cases": [["a", []], ["b", []]]}
    branches: dict[str, Any] = {"op": "case", "type": "nat", "data": [["a", []], ["b", []], ["a", []]]}
    branches["args"] = [{"op": "var", "type": two, "data": 0}, *({"op": "const", "type": "nat", "data": i} for i in range(3))]
    certificate["core"]["functions"].append({"name": "twice", "params": [[0, two]], "body": branches})


OF_ALL: dict[str, Forgery] = {
    "a shape twice": lambda c: shapes(c).append(shapes(c)[0]),
    "an instance more": one_more,
    "a yes less": one_less_to_yes,
    "a count that is no whole number": lambda c: shapes(c)[0].update(instances=float(shapes(c)[0]["instances"])),
    "a count that is true": lambda c: shapes(c)[0].update(instances=True),
    "a larger region": lambda c: c["evidence"]["region"]["parts"][0]["within"].update(n=3),
    "a smaller region": lambda c: c["evidence"]["region"]["parts"][0]["within"].update(n=1),
    "a region without instances": without_region,
    "no region at all": lambda c: c["evidence"]["region"].update(parts=[], shapes=[]),
    "all is proved": lambda c: verdicts(c, "proved"),
    "all is bounded": lambda c: verdicts(c, "bounded"),
    "the overall verdict only": lambda c: c["evidence"].update(verdict="proved"),
    "refuted without a counterexample": lambda c: refuted(c, None),
    "an obligation twice": lambda c: c["evidence"]["obligations"].append(c["evidence"]["obligations"][0]),
    "an obligation that is none": lambda c: c["evidence"]["obligations"].append({**found(c, "agreement"), "obligation": "all"}),
    "caps of no size": lambda c: c["evidence"]["region"]["caps"].update({"||": 1}),
    "a version that is true": lambda c: c["made"].update(core=True),
    "a proof of nothing": lambda c: c.update(proofs=[{"what": {}, "file": "", "sha256": ""}]),
}
OF_A_CORE: dict[str, Forgery] = {
    "a key that is none": lambda c: c["core"].update(note=""),
    "an operation with a note": lambda c: first_operation(c["core"], "size").update(note=""),
    "a branch twice": a_branch_twice,
    "a version that is 1.0": lambda c: c["core"].update(core=1.0),
}
FORGERIES: dict[str, dict[str, Forgery]] = {
    "reduction": OF_ALL
    | OF_A_CORE
    | {
        "a sign of the core": lambda c: sign(c["core"]["target"]["accepts"]),
        "the obligations of the text left out": lambda c: c["core"].update(obligations=[]),
        "the claims left out": lambda c: c["core"].update(claims=[]),
        "a claim that is too small": lambda c: c["core"]["claims"][0].update(right={"op": "const", "type": "nat", "data": 1}),
        "a claim of another relation": lambda c: c["core"]["claims"].append(
            {"claim": "counts", "relation": "<=", "right": {"op": "measure", "type": "nat", "data": "#source"}}
        ),
        "no instance is valid": lambda c: c["core"]["source"]["valid"].append(FALSE),
        "everything is accepted": lambda c: [c["core"][side].update(accepts=[]) for side in ("source", "target")],
        "a measure fixed that is none": lambda c: c["core"]["source"].update(fixing=["z"]),
        "a measure with the name of a number of witnesses": lambda c: c["core"]["source"]["measures"].append(
            ["#source", {"op": "const", "type": "nat", "data": 0}]
        ),
        "refuted by an instance that is none": lambda c: refuted(c, {"G": {"vertices": ["a"], "edges": []}, "k": 0}),
        "a bound that is one too small": lambda c: sizes(c, n="n + 1"),
        "a bound in no measure": lambda c: sizes(c, n="z"),
        "bounds that are no object": lambda c: found(c, "sizes")["figures"].update(bounds=[]),
        "a derivation that is one too small": lambda c: c["evidence"]["bounds"]["sizes"].update(n=[[[1, [["n", 1]]], [1, []]]]),
        "a derivation with a better bound besides": lambda c: c["evidence"]["bounds"]["sizes"]["n"].append([[1, [["n", 1]]]]),
        "a derivation without its claims": lambda c: c["evidence"]["bounds"].update(claims=[]),
        "an instance of the derivation that is too small": lambda c: c["evidence"]["bounds"]["instance"].update({"1/bits": [[]]}),
        "an obligation less": lambda c: c["evidence"]["obligations"].remove(found(c, "parsimonious")),
    },
    "problem": OF_ALL
    | OF_A_CORE
    | {
        "a sign of the core": lambda c: sign(c["core"]["accepts"]),
        "a measure fixed that is none": lambda c: c["core"].update(fixing=["z"]),
        "a field with the name of a path": lambda c: c["core"]["instance"]["record"][1].__setitem__(0, "G.k"),
        "an obligation of reductions": lambda c: c["evidence"]["obligations"].append(
            {"obligation": "forward", "verdict": "exhausted", "says": "", "figures": {}}
        ),
        "bounds of a problem": lambda c: c["evidence"].update(bounds=honest("reduction")["evidence"]["bounds"]),
    },
    "chain": OF_ALL
    | {
        "a sign of an edge's core": lambda c: sign(c["edges"][1]["core"]["target"]["accepts"]),
        "a sign of both sides of the middle": sign_of_the_middle,
        "a count of an edge": lambda c: one_more(c["edges"][0]),
        "a bound of an edge": lambda c: c["edges"][1]["evidence"]["bounds"]["sizes"].update(n=[[[1, [["n", 1]]]]]),
        "a composed bound that is too small": lambda c: sizes(c, n="n + 1"),
        "one edge": lambda c: c["edges"].pop(),
        "edges in another order": lambda c: c["edges"].reverse(),
        "an edge twice": lambda c: c["edges"].__setitem__(1, c["edges"][0]),
        "a middle with more obligations": lambda c: c["edges"][1]["core"]["source"]["obligations"].append({"id": 9, "says": ""}),
        "a middle with another fixed measure": lambda c: c["edges"][1]["core"]["source"].update(fixing=["n"]),
        "a middle with measures in another order": lambda c: c["edges"][0]["core"]["target"]["measures"].reverse(),
        "a chain in the chain": lambda c: c["edges"].__setitem__(0, deepcopy(c)),
        "a proof as an edge": lambda c: c["edges"].__setitem__(0, deepcopy(honest("proof"))),
        "an edge that says it is proved": lambda c: verdicts(c["edges"][0], "proved"),
    },
    "proof": {
        "a goal without a proof": lambda c: c["proof"]["goals"].__setitem__(0, None),
        "no goal with a proof": lambda c: c["proof"].update(goals=[None] * len(c["proof"]["goals"])),
        "an obligation that is none": lambda c: c["proves"].append("sizes"),
        "an obligation twice": lambda c: c["proves"].insert(0, c["proves"][0]),
        "an obligation left out": lambda c: c["proves"].pop(),
        "the proof of one goal for another": lambda c: c["proof"]["goals"].__setitem__(1, c["proof"]["goals"][0]),
        "the proofs in another order": lambda c: c["proof"]["goals"].reverse(),
        "a goal less": lambda c: c["proof"]["goals"].pop(),
        "a goal more": lambda c: c["proof"]["goals"].append(None),
        "a version that is true": lambda c: c.update(certificate=True),
        "a version that is 1.0": lambda c: c["made"].update(core=1.0),
        "a sign of the core": lambda c: sign(c["core"]["target"]["accepts"]),
        "the claims left out": lambda c: c["core"].update(claims=[]),
        "the problems exchanged": lambda c: c["core"].update(source=c["core"]["target"], target=c["core"]["source"]),
        "no image is valid": lambda c: c["core"]["target"]["valid"].append(FALSE),
        "no instance is valid": lambda c: c["core"]["source"]["valid"].append(FALSE),
        "a field with the name of a symbol": lambda c: c["core"]["source"]["instance"]["record"][1].__setitem__(0, "goal/0"),
        "another kind": lambda c: c.update(kind="reduction"),
        **{f"the sentence {number!r}": numbered(number) for number in (-1, 10**9, True, 0.0, "0", None)},
        **{f"a hypothesis with the number {number!r}": hypothesis(number) for number in (-1, 10**9, True, "0")},
        **{
            f"only the step {step}": only(step)
            for step in (
                ["clause", []], ["clause", [-1]], ["clause", [1]], ["arithmetic", [], []], ["arithmetic", [1], [1]],
                ["arithmetic", [-1], [0]], ["equality", []], ["equality", [1]], ["equality", [-1]],
                ["bound", ["lin", 0, [[["f", "x", "Int", []], 0]]], -1],
            )
        },
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", FORGERIES)
def test_what_is_forged_is_honest_at_first(kind: str) -> None:
    report = said(kind, lambda c: None)
    assert isinstance(report, checker.Report)
    assert report.verdict == "valid with holes", report.wrong


@pytest.mark.parametrize(("kind", "what"), [(kind, what) for kind, forgeries in FORGERIES.items() for what in forgeries])
def test_a_forgery_is_invalid(kind: str, what: str) -> None:
    report = said(kind, FORGERIES[kind][what])
    assert isinstance(report, str) or report.verdict == "invalid", report.checked
    assert isinstance(report, str) or (report.wrong and ": :" not in report.wrong and not report.wrong.startswith(":"))


def test_a_derivation_that_the_checker_does_not_follow_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load("IndependentSet:VertexCover")
    told = derivation(loaded.reduction)
    less = told | {"sizes": told["sizes"] | {"n": [[[1, [["n", 1]]]]]}}
    monkeypatch.setattr("certify.bounds.derivations.derivation", lambda of: less)
    made = certificate_of(loaded.audit({"n": 1, "m": 0, "b": 1}, effort="quick"), loaded.reduction, "certify audit")
    assert made["evidence"]["bounds"] == {}
    report = checker.check_certificate(checker.parse(checker.canonical(made) + b"\n"), 100_000, {})
    assert report.verdict == "valid with holes"
    assert "bounds: that sizes and times are as derived" in report.holes


@pytest.mark.parametrize(
    ("what", "change", "hole"),
    [
        ("no derivation", lambda c: c["evidence"].update(bounds={}), "bounds: that sizes and times are as derived"),
        (
            "a claim shown by magic",
            lambda c: c["evidence"]["bounds"]["claims"].append({"claim": 0, "by": "magic"}),
            'bounds: the claim on target.n is proved by "magic", which is not replayed',
        ),
        (
            "a settled box without a proof",
            lambda c: found(c, "forward")["figures"].update({"at once": {"level": "bounded", "within": {"n": 10**6}}}),
            "encoder: forward for all instances with n <= 1000000: ",
        ),
    ],
)
def test_what_is_claimed_without_grounds_is_a_hole(what: str, change: Forgery, hole: str) -> None:
    report = said("reduction", change)
    assert isinstance(report, checker.Report)
    assert report.verdict == "valid with holes", f"{what}: {report.wrong}"
    assert any(h.startswith(hole) for h in report.holes), report.holes
