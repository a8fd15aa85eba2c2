"""The independent checker: it says what the engine says, knows a wrong certificate, and needs nothing but Python.

`two_voices` compares its interpreter and its enumerator with the engine's: on the library, on the texts of `tests/right`,
`tests/wrong` and `faults` (texts on which an engine was wrong once), and on random texts.
"""

from __future__ import annotations

import ast
import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from certify.api import chain_of, load
from certify.audit.reduction_audit import audit_chain
from certify.certificates import checker
from certify.certificates.documents import certificate_of, chain_hash, digest
from certify.console import bounds_of
from certify.core.budgets import OutOfBudget
from certify.generate.bounded_instances import Box, TooMuch
from certify.library import read_source, standard
from certify.semantics.interpreter import Unmet
from tests.certificates.random_voices import difference, random_box_alike, random_program_alike
from tests.certificates.two_voices import ProblemVoices, ReductionVoices, document, enumerated, own
from tests.names import PROBLEMS, REDUCTIONS, few, sampled
from tests.test_audit_texts import RIGHT, WRONG, header
from tests.test_audit_texts import box as box_of
from tests.test_audit_texts import chain as text_chain

HERE = Path(__file__).parent
FAULTS = sorted((HERE / "faults").glob("*.red"))
TEXTS = [*RIGHT, *WRONG]
UNREACHED = (
    "dnnt_to_cnnt_without_samples",  # the image has infinitely many real witnesses
    "exactdnnt_to_cnnt_products_cancel",  # also here
    "fourpartition_to_threepartition_numbers_of_one_pair",  # 21 numbers in one of 7 bins each
    "threedimensionalmatching_to_fourpartition_own_numbers",  # twelve numbers in one of three bins each
    "threepartition_to_flowshop_first_machine",  # fifteen tasks, each at one of ten times
    "threepartition_to_flowshop_walls_on_the_second_machine",  # 21 tasks
    "vertexcover_to_hamiltoniancycle_whole_graph",  # the image of 14 vertices has 13! cycles
)
"""Wrong texts that fail only on a witness of an image whose witness space the checker does not enumerate: it names that hole."""
REFUTED = [path for path in WRONG if path.stem not in UNREACHED]
slow = pytest.mark.slow


def some_quick(items: list[Any], every: int) -> list[Any]:
    """Return all items as parameters; but for each `every`-th they are marked slow."""
    return [item if i % every == 0 else pytest.param(item, marks=slow) for i, item in enumerate(items)]


# ------------------------------------------------------------------------------------------ one file, nothing else


def test_the_checker_is_one_file_of_the_standard_library(tmp_path: Path) -> None:
    shutil.copy(checker.__file__, tmp_path / "checker.py")
    (tmp_path / "x.cert").write_bytes(written(small()))
    command = [sys.executable, "-I", "-S", "checker.py", "x.cert"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("IndependentSet:VertexCover  valid with holes\n")
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    imported = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    imported |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert {name.partition(".")[0] for name in imported} <= set(sys.stdlib_module_names)


# ------------------------------------------------------------------------------------------ two voices


def said_alike(path: Path, most: int) -> None:
    """Compare what both say of the declarations of a text, on its small instances."""
    library = standard().with_texts([read_source(path)])
    declared = library.layers[0][0].declares
    reductions = [name for kind, name in declared if kind == "reduction"]
    for name in reductions:
        reduction = library.reduction(name)
        voices = ReductionVoices(reduction)
        for x in box(reduction.source, most):
            voices.instance(x, 16)
    for name in [name for kind, name in declared if kind == "problem"]:
        problem = library.problem(name)
        alone = ProblemVoices(problem)
        for x in box(problem, most):
            assert alone.instance(x)
            alone.witnesses(x, 16)
        enumerated(problem, {m: 1 for m, _ in problem.measures}, 200, 20_000)


def box(problem: Any, most: int, bound: int = 2) -> list[Any]:
    """Return small valid instances of a problem, as many as are found before one on which `valid` is undefined."""
    made = Box(problem, {name: bound for name, _ in problem.measures}, 20_000).measured()
    found: list[Any] = []
    with suppress(Unmet, OutOfBudget, TooMuch):
        found.extend(x for x, _ in islice(made, most))
    return found


@pytest.mark.parametrize("name", few(14, sampled(REDUCTIONS)))
def test_reductions_of_the_library_are_said_alike(name: str) -> None:
    voices = ReductionVoices(standard().reduction(name))
    assert sum(voices.instance(x, 8) for x in box(voices.reduction.source, 12)) > 0


@pytest.mark.parametrize("name", sampled(PROBLEMS))
def test_instances_of_the_library_are_made_alike(name: str) -> None:
    problem = standard().problem(name)
    enumerated(problem, {m: 1 for m, _ in problem.measures}, 500, 30_000)


@slow
@pytest.mark.parametrize("name", REDUCTIONS)
def test_many_instances_of_the_library_are_said_alike(name: str) -> None:
    voices = ReductionVoices(standard().reduction(name))
    assert sum(voices.instance(x) for x in box(voices.reduction.source, 400, 3)) > 0
    enumerated(voices.reduction.source, {m: 2 for m, _ in voices.reduction.source.measures}, 10_000, 10_000_000)


@pytest.mark.parametrize("path", [*FAULTS, *some_quick(TEXTS, 24)], ids=lambda p: p.stem)
def test_texts_are_said_alike(path: Path) -> None:
    said_alike(path, 12)


def test_random_reductions_are_said_alike() -> None:
    assert sum(random_program_alike(seed, 6) for seed in range(1000, 1006)) > 0


def test_random_instances_are_made_alike() -> None:
    assert sum(random_box_alike(seed) for seed in range(8)) > 0


@slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("start", range(0, 100_000, 1000))
def test_a_hundred_thousand_random_texts_are_said_alike(start: int) -> None:
    assert [said for seed in range(start, start + 1000) if (said := difference(seed))] == []


# ------------------------------------------------------------------------------------------ what is wrong


@pytest.mark.parametrize("path", some_quick(REFUTED, 28), ids=lambda p: p.stem)
def test_the_checker_refutes_a_wrong_text(path: Path) -> None:
    library = standard().with_texts([read_source(path)])
    (name,) = [name for kind, name in library.layers[0][0].declares if kind == "reduction"]
    reduction = library.reduction(name)
    read = checker.Reduction(document(reduction), "", checker.Work(60_000_000))
    region = {"parts": [{"within": bounds_of(box_of(path))}], "caps": {}, "shapes": []}
    run = checker.RegionRun(region, "", read.source, checker.Examiner(read.source, [read]), read.work, {})
    run.claimed = EveryShape()
    with pytest.raises(checker.Refuted) as failure:
        run.go()
    said = header(path).lines  # instances come in an order of the checker's own
    assert failure.value.obligation in (said["expect"].split()[1], said.get("also"))


def test_a_witness_space_that_is_not_enumerated_is_a_hole() -> None:
    reduction = standard().reduction("VertexCover:HamiltonianCycle")
    read = checker.Reduction(document(reduction), "", checker.Work(3_000_000))
    examiner = checker.Examiner(read.source, [read])
    edge = ((frozenset({0, 1}), frozenset({frozenset({0, 1})})), 1)
    counts = examiner.examine(edge, examiner.source.measures(edge))
    assert (counts.witnesses[0], counts.witnesses[1]) == (2, None)
    assert examiner.not_run == {"forward": 0, "backward": 1, "monotone": 0}


def test_the_counterexample_of_a_certificate_is_found_again() -> None:
    path = HERE.parent / "wrong" / "independentset_to_vertexcover_k_equals_n.red"
    chain = text_chain(path)
    evidence = audit_chain(chain, effort="quick")
    report = verdict(certificate_of(evidence, chain, None))
    assert report.verdict == "valid with holes", report.wrong
    assert [hole.partition(":")[0] for hole in report.holes] == ["front end", "told by the engine"]
    failing = header(path).lines["expect"].split()[1]
    assert report.checked[0].startswith(f"`{failing}` fails on the counterexample: ")


def test_a_refutation_that_names_another_obligation_is_invalid() -> None:
    chain = text_chain(HERE.parent / "wrong" / "independentset_to_vertexcover_k_equals_n.red")
    made = certificate_of(audit_chain(chain, effort="quick"), chain, None)
    for found in made["evidence"]["obligations"]:
        found["verdict"] = {"refuted": "unknown", "unknown": "refuted"}.get(found["verdict"], found["verdict"])
    assert verdict(made).verdict == "invalid"


class EveryShape(dict[Any, Any]):
    """Counts that no instance exceeds, for every shape."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: object) -> checker.Shape:
        shape = object.__new__(checker.Shape)
        shape.where, shape.measures = "", {}
        shape.counts = checker.Counts(1 << 60, [None, None], [None, None], None)
        return shape


@cache
def _small(names: tuple[str, ...], within: tuple[tuple[str, int], ...]) -> Any:
    loaded = load(":".join(names)) if len(names) < 3 else None
    if loaded is not None:
        subject: Any = loaded.problem if len(names) == 1 else loaded.reduction
        return certificate_of(loaded.audit(dict(within), effort="quick"), subject, "certify audit")
    route = [f"{source}:{target}" for source, target in pairwise(names)]
    chain = chain_of(standard(), names[0], route)
    edges = [_small(pair, within) for pair in pairwise(names)]
    return certificate_of(audit_chain(chain, dict(within), effort="quick"), chain, "certify audit", edges)


def small(*names: str, **within: int) -> Any:
    """Return the certificate of a small region, by default of IndependentSet:VertexCover."""
    made = _small(names or ("IndependentSet", "VertexCover"), tuple((within or {"n": 2, "m": 1, "b": 1}).items()))
    return copy.deepcopy(made)


def written(made: Any) -> bytes:
    """Return a certificate as a file, with the hashes that its entries have."""
    rehash(made)
    return checker.canonical(made) + b"\n"


def rehash(made: Any) -> None:
    """Give a certificate, and its edges, the hashes that its entries have, as a forger would."""
    for edge in made.get("edges", []):
        rehash(edge)
    if "core" in made:
        made["core_hash"] = checker.digest(made["core"])
    elif "edges" in made:
        made["core_hash"] = chain_hash(edge["core_hash"] for edge in made["edges"])
    made["hash"] = digest(made)


def verdict(made: Any, budget: int = 4_000_000) -> checker.Report:
    """Return what the checker says of a certificate, whose hashes are made right before."""
    return checker.check_certificate(checker.parse(written(made)), budget, {})


def test_a_certificate_is_valid_up_to_its_holes() -> None:
    report = verdict(small())
    assert report.verdict == "valid with holes", report.wrong
    assert report.checked[0].startswith("every instance of the region: ")
    assert [hole.partition(":")[0] for hole in report.holes] == ["front end", "for all sizes", "told by the engine"]
    assert verdict(small("ThreeColoring", n=2, m=1)).verdict == "valid with holes"


def changed(change: Callable[[Any], Any]) -> Any:
    """Return the certificate with a change."""
    made = small()
    change(made)
    return made


def shape_of(made: Any) -> Any:
    """Return the last shape of a certificate."""
    return made["evidence"]["region"]["shapes"][-1]


def first_operation(node: Any, op: str) -> Any:
    """Return the first node of an operation in a document."""
    if isinstance(node, dict) and node.get("op") == op:
        return node
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return next((found for part in parts if (found := first_operation(part, op)) is not None), None)


WRONG_CERTIFICATES: dict[str, Callable[[Any], Any]] = {
    "an instance more": lambda c: shape_of(c).update(instances=shape_of(c)["instances"] + 1),
    "an instance less": lambda c: shape_of(c).update(instances=shape_of(c)["instances"] - 1),
    "a yes more": lambda c: shape_of(c).update(yes=shape_of(c)["yes"] + 1),
    "a yes less": lambda c: shape_of(c).update(yes=shape_of(c)["yes"] - 1),
    "a witness of the source more": lambda c: shape_of(c)["witnesses"].__setitem__(0, shape_of(c)["witnesses"][0] + 1),
    "a witness of the image less": lambda c: shape_of(c)["witnesses"].__setitem__(1, shape_of(c)["witnesses"][1] - 1),
    "a member of the source less": lambda c: shape_of(c)["members"].__setitem__(0, shape_of(c)["members"][0] - 1),
    "a member of the image more": lambda c: shape_of(c)["members"].__setitem__(1, shape_of(c)["members"][1] + 1),
    "a shape less": lambda c: c["evidence"]["region"]["shapes"].pop(),
    "a shape more": lambda c: c["evidence"]["region"]["shapes"].append(
        {"measures": {"n": 9, "m": 9, "b": 9}, "instances": 1, "members": [1, 1], "witnesses": [1, 1], "yes": 1}
    ),
    "a larger part": lambda c: c["evidence"]["region"]["parts"][0]["within"].update(n=3),
    "a better verdict": lambda c: c["evidence"].update(verdict="proved"),
    "an obligation less": lambda c: c["evidence"].update(obligations=c["evidence"]["obligations"][1:]),
    "an unknown verdict": lambda c: c["evidence"]["obligations"][0].update(verdict="certain"),
    "another subject": lambda c: c.update(subject="IndependentSet:Clique"),
    "another version of the core": lambda c: c["core"].update(core=2),
    "a sign of the core": lambda c: first_operation(c["core"]["image"], "sub").update(op="add"),
    "a direction of the core": lambda c: first_operation(c["core"]["target"]["accepts"], "le").update(op="lt"),
    "an operation that is none": lambda c: first_operation(c["core"]["image"], "sub").update(op="subtract"),
    "a type that does not follow": lambda c: first_operation(c["core"]["image"], "sub").update(type="bool"),
    "a variable that is not bound": lambda c: first_operation(c["core"]["forward"], "var").update(data=99),
    "an entry that is none": lambda c: c["core"].update(more=1),
}


@pytest.mark.parametrize("what", WRONG_CERTIFICATES)
def test_a_wrong_certificate_is_invalid(what: str) -> None:
    report = verdict(changed(WRONG_CERTIFICATES[what]))
    assert report.verdict == "invalid", report.checked
    assert report.wrong


def test_a_hash_that_is_not_that_of_the_file_is_invalid() -> None:
    for key in ("hash", "core_hash"):
        made = small()
        made[key] = "0" * 64
        if key == "core_hash":
            made["hash"] = digest(made)
        report = checker.check_certificate(json.loads(json.dumps(made)), 10**6, {})
        assert report.verdict == "invalid"
        assert report.wrong.startswith(f".{key}: found")


CHAIN = ("Clique", "IndependentSet", "VertexCover")


def test_a_chain_is_checked_edge_by_edge_and_from_end_to_end() -> None:
    made = small(*CHAIN, n=2, m=1, b=1)
    report = verdict(made)
    assert report.verdict == "valid with holes", report.wrong
    assert report.subject == " -> ".join(CHAIN)
    assert len(report.checked) == 9  # three lines for each edge, three for the chain


def test_a_chain_whose_middle_problem_differs_is_invalid() -> None:
    made = small(*CHAIN, n=2, m=1, b=1)
    made["edges"][1] = small("Clique", "IndependentSet", n=2, m=1, b=1)
    del made["edges"][1]["apart"]
    report = verdict(made)
    assert report.verdict == "invalid"
    assert "another problem" in report.wrong


# ------------------------------------------------------------------------------------------ strangers' files


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no JSON"),
        (b"\xff", "UTF-8"),
        (b"[]", "no certificate"),
        (b'{"certificate": 2}', "version 2"),
        (b'{"certificate": 1, "certificate": 1}', "occurs twice"),
        (b'{"certificate": NaN}', "no number"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"certificate": ' + b"9" * 100_000 + b"}", "digits"),
        (b'{"certificate": 1, "kind": "problem", "subject": "\\ud800", "evidence": {}, "hash": ""}', "surrogate"),
    ],
)
def test_what_is_no_certificate_gets_a_message(data: bytes, says: str) -> None:
    with pytest.raises(checker.BadInput, match=says):
        checker.check_certificate(checker.parse(data), 1000, {})


def test_the_command_says_what_is_no_certificate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.cert").write_text("{}", encoding="utf-8")
    assert checker.main([str(tmp_path / "x.cert")]) == 2
    assert "no entry `certificate`" in capsys.readouterr().err


def test_a_certificate_with_any_part_replaced_gets_an_answer() -> None:
    random = Random(7)
    made = small()
    for _ in range(40):
        torn = copy.deepcopy(made)
        node: Any = torn
        while True:
            key = random.choice(list(node)) if isinstance(node, dict) else random.randrange(len(node))
            inner = node[key]
            if not isinstance(inner, dict | list) or not inner or random.random() < 0.15:
                break
            node = inner
        node[key] = random.choice(
            [None, True, -1, 1 << 80, 0.5, "x", "", [], {}, [[]], {"op": "const", "type": "nat", "data": 3}]
        )
        try:
            verdict(torn, 20_000)
        except checker.BadInput:
            continue


def test_the_part_that_a_budget_reaches_is_said() -> None:
    report = verdict(small(), 300)
    assert report.verdict == "valid with holes"
    assert report.checked[0].startswith("every instance of length <= ")
    assert any(hole.startswith("region: ") for hole in report.holes)


def test_what_is_too_much_for_the_budget_is_unchecked() -> None:
    assert verdict(small(), 5).verdict == "unchecked"


def test_a_part_can_be_named() -> None:
    made = small()
    report = checker.check_certificate(checker.parse(written(made)), 10**6, {"n": 1})
    assert report.verdict == "valid with holes"
    assert report.checked[0].startswith("every instance with n <= 1: ")
    with pytest.raises(checker.BadInput, match="no measure q"):
        checker.check_certificate(checker.parse(written(made)), 10**6, {"q": 1})


@pytest.mark.parametrize("path", sorted((HERE.parent / "exhausting").glob("*.red")), ids=lambda p: p.stem)
def test_nothing_is_exhausted_by_a_text(path: Path) -> None:
    library = standard().with_texts([read_source(path)])
    for kind, name in library.layers[0][0].declares:
        if kind == "reduction":
            reduction = library.reduction(name)
            read = checker.Reduction(document(reduction), "", checker.Work(3_000_000))
            examiner = checker.Examiner(read.source, [read])
            for x in box(reduction.source, 3):
                try:
                    examiner.examine(own(x), examiner.source.measures(own(x)))
                except (checker.TooMuch, checker.OutOfSteps, checker.Refuted):
                    continue


def test_a_page_shows_what_is_certified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.cert").write_bytes(written(small()))
    assert checker.main(["--show", str(tmp_path / "x.cert")]) == 0
    page = capsys.readouterr().out
    assert "problem IndependentSet" in page
    assert "  accepts  (k <= |witness|) and (every x0 in G.edges, x1 in x0, x2 = other(x0, x1)" in page
    assert "reduction IndependentSet:VertexCover" in page
