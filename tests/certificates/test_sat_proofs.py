"""Proofs beside certificates: the formulas that the checker makes say what its interpreter says, and wrong proofs are invalid.

The interpreter runs each instance and each witness; the formula is put to a SAT solver, and its models are read as instances and
witnesses.  Both must give the same sets.
"""

from __future__ import annotations

import copy
import hashlib
import json
import lzma
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pysat.solvers import Solver

from certify.api import load
from certify.certificates import checker
from certify.certificates.documents import certificate_of, digest
from certify.certificates.sat_proofs import boxes, packed, trimmed, with_proofs
from certify.core import Reduction
from certify.library import read_source, standard
from certify.solve.sat import refutation
from tests.certificates.two_voices import document
from tests.names import REDUCTIONS, sampled
from tests.test_audit_texts import RIGHT, WRONG

pytestmark = pytest.mark.slow

slow = pytest.mark.slow
PLENTY = 1 << 40


def statement(reduction: Reduction, obligation: str, bound: int, steps: int = PLENTY, **within: int) -> checker.Statement:
    """Return the checker's statement about a reduction; all measures have the same bound unless they are given."""
    work = checker.Work(steps)
    read = checker.Reduction(document(reduction), "", work)
    return checker.Statement(read, obligation, {name: within.get(name, bound) for name, _ in read.source.measures}, {}, work)


# ------------------------------------------------------------------------------------------ the interpreter's voice


class Instances:
    """The instances of a box, run one by one by the checker's interpreter."""

    def __init__(self, reduction: Reduction, bound: int, steps: int = PLENTY, **within: int) -> None:
        work = checker.Work(steps)
        self.read = checker.Reduction(document(reduction), "", work)
        bounds = {name: within.get(name, bound) for name, _ in self.read.source.measures}
        self.part = checker.Part({"within": bounds}, "", self.read.source, {}, work)
        self.examiner = checker.Examiner(self.read.source, [self.read])

    def all(self) -> Iterator[tuple[Any, dict[str, int]]]:
        """Yield the valid instances with their measures.  Raises Refuted if validity or a measure is undefined."""
        problem, evaluated = self.examiner.source, self.examiner.evaluated
        assert self.part.longest is not None
        for n in range(self.part.longest + 1):
            for x in self.part.generator.of_length(n):
                if evaluated("well-formed", "`valid`", problem.valid.holds, x):
                    measures = evaluated("well-formed", "a measure", problem.measures, x)
                    if self.part.has(x, n, measures, self.read.source):
                        yield x, measures

    def refuted(self) -> set[str]:
        """Return the obligations that an instance refutes; of one instance, the first."""
        found = set()
        try:
            for x, measures in self.all():
                try:
                    self.examiner.examine(x, measures)
                except checker.Refuted as failure:
                    found.add(failure.obligation)
        except checker.Refuted as failure:
            found.add(failure.obligation)
        return found

    def members(self, side: int) -> set[tuple[Any, Any]]:
        """Return the pairs of an instance and a member of its witness space, or of that of its image (side 1)."""
        found = set()
        for x, _ in self.all():
            built = checker.Code([self.read.image], self.read).values(x)[0]
            image = self.examiner.image(self.examiner.runs[0], self.examiner.targets[0], x)
            problem, y = (self.examiner.source, x) if side == 0 else (self.examiner.targets[0], image.value)
            type, labels = problem.problem.witness.type, image.labels if side else {}
            assert built is not None
            found |= {(x, checker.carried(w, type, labels) if side else w) for w in problem.space(y).all()}
        return found

    def failing(self) -> set[tuple[Any, Any]]:
        """Return the pairs of an instance and a witness that `forward` does not map to a witness of the image."""
        found = set()
        run, target = self.examiner.runs[0], self.examiner.targets[0]
        for x, _ in self.all():
            image = self.examiner.image(run, target, x)
            there = target.space(image.value)
            for w in self.examiner.source.witnesses(x, self.examiner.source.space(x)) or []:
                try:
                    self.examiner.mapped("forward", [(run.forward, x, image)], [w], target, image.value, there, None)
                except checker.Refuted:
                    found.add((x, w))
        return found


# ------------------------------------------------------------------------------------------ the formula's voice


def value(v: Any, true: Callable[[int], bool]) -> Any:
    """Return the value that a symbolic one has in a model."""
    if isinstance(v, int):
        return true(v)
    if isinstance(v, tuple):
        return tuple(value(part, true) for part in v)
    if isinstance(v, checker.SeqOf):
        return tuple(value(item, true) for x, item in v if true(x))
    if isinstance(v, checker.SetOf):
        return frozenset(m for m, x in v.items() if true(x))
    if isinstance(v, checker.MapOf):
        return checker.Map((k, value(part, true)) for k, (x, part) in v.items() if true(x))
    if isinstance(v, checker.Tagged):
        return next((tag, *value(parts, true)) for tag, (x, parts) in v.items() if true(x))
    return next(m for m, x in v.items() if true(x))


def models(of: checker.Statement, root: int, w: Any) -> set[tuple[Any, Any]]:
    """Return the pairs of an instance and a witness for which a literal of a formula is true."""
    found = set()
    clauses = of.s.clauses(root)
    known = {*map(tuple, clauses)}
    with Solver("cadical195", bootstrap_with=clauses) as solver:
        while solver.solve():
            pair = value((of.x, w), truth(of, set(solver.get_model())))
            assert pair not in found
            found.add(pair)
            this = of.s.equal((of.x, w), tuple(map(of.s.known, pair)))
            new = {*map(tuple, of.s.clauses(this)[2:])} - known
            solver.append_formula([*map(list, new), [-this]])
            known |= new
    return found


def truth(of: checker.Statement, model: set[int]) -> Callable[[int], bool]:
    """Return the truth of each literal for a choice of the unknowns; those that the formula does not depend on are false."""
    gates = {gate: key for key, gate in of.s.gates.items()}

    @cache
    def true(x: int) -> bool:
        variable = abs(x)
        holds = any(map(true, gates[variable])) if variable in gates else variable == checker.TRUE or variable in model
        return holds == (x > 0)

    return true


def satisfiable(of: checker.Statement) -> bool:
    """Return whether the obligation is violated, as a SAT solver says."""
    with Solver("cadical195", bootstrap_with=of.clauses()) as solver:
        return bool(solver.solve())


QUICK_BOXES = [
    ("IndependentSet:VertexCover", {"n": 2, "m": 1, "b": 0}),
    ("ThreeSAT:IndependentSet", {"n": 1, "m": 1}),
    ("HamiltonianPath:HamiltonianCycle", {"n": 2, "m": 0}),
    ("ThreeColoring:SAT", {"n": 2, "m": 1}),
    ("VertexCover:SetCover", {"n": 2, "m": 1, "b": 1}),
]
BOXES = [
    ("IndependentSet:VertexCover", {"n": 3, "m": 2, "b": 2}),
    ("OneInThreeSAT:ExactCover", {"n": 1, "m": 2}),
    ("HamiltonianPath:HamiltonianCycle", {"n": 3, "m": 2}),
    ("HamiltonianCycle:HamiltonianPath", {"n": 3, "m": 2}),
    ("SubsetSum:Partition", {"n": 2, "b": 1, "c": 2}),
    ("ThreePartition:OneDimensionalDNNT", {"n": 3, "b": 1, "c": 1}),
]


@pytest.mark.parametrize(
    ("name", "within"),
    [*QUICK_BOXES, *(pytest.param(*box, marks=slow) for box in BOXES)],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_the_models_are_the_instances_and_the_members_of_their_witness_spaces(name: str, within: dict[str, int]) -> None:
    reduction = standard().reduction(name)
    run = Instances(reduction, 0, **within)
    for side, obligation in enumerate(("forward", "backward")):
        of = statement(reduction, obligation, 0, **within)
        ((w, member),) = of.members
        found = models(of, member, w)
        assert found == run.members(side)
        assert found


WRONG_MAPS = (
    "independentset_to_vertexcover_k_equals_n",
    "threesat_to_independentset_all_true_places",
    "threesat_to_subsetsum_goal_three",
)


@pytest.mark.parametrize("text", WRONG_MAPS)
def test_the_models_of_a_violation_are_the_violations(text: str) -> None:
    (reduction,) = declared(next(p for p in WRONG if p.stem == text))
    of = statement(reduction, "forward", 1)
    found = models(of, of.violation, of.members[0][0])
    assert found == Instances(reduction, 1).failing()
    assert found


def declared(path: Path) -> list[Reduction]:
    """Return the reductions of a text."""
    library = standard().with_texts([read_source(path)])
    return [library.reduction(name) for kind, name in library.layers[0][0].declares if kind == "reduction"]


def said_alike(path: Path, steps: int) -> None:
    """Compare on the boxes of bound 1 and 2 whether a formula can be satisfied with whether an instance refutes."""
    for reduction in declared(path):
        for bound in (1, 2):
            try:
                refuted = Instances(reduction, bound, steps).refuted() - {"sizes", "counts"}
                claimed = {claim.kind for claim in reduction.claims}
                asked = [o for o in checker.OBLIGATIONS if o != "parsimonious" or o in claimed]
                violated = {o for o in asked if satisfiable(statement(reduction, o, bound, steps))}
            except (checker.TooMuch, checker.OutOfSteps):
                return
            assert refuted <= violated
            assert bool(refuted) == bool(violated)


QUICK = ("independentset_to_v", "items", "partition", "signs", "sat_to_threesat_e", "vertexcover_to_i")


@pytest.mark.parametrize("path", [p for p in WRONG if p.stem.startswith(QUICK)], ids=lambda p: p.stem)
def test_a_formula_can_be_satisfied_where_an_instance_refutes(path: Path) -> None:
    said_alike(path, 150_000)


@slow
@pytest.mark.parametrize("path", [*WRONG, *RIGHT], ids=lambda p: p.stem)
def test_formulas_of_all_texts_can_be_satisfied_where_an_instance_refutes(path: Path) -> None:
    said_alike(path, 8_000_000)


@pytest.mark.parametrize("name", sampled(name for name in REDUCTIONS if "DNNT" not in name))
def test_no_formula_of_the_library_can_be_satisfied(name: str) -> None:
    for obligation in checker.OBLIGATIONS[:3]:
        try:
            assert not satisfiable(statement(standard().reduction(name), obligation, 1, 400_000))
        except (checker.TooMuch, checker.OutOfSteps):
            return


@slow
@pytest.mark.parametrize("name", REDUCTIONS)
def test_no_larger_formula_of_the_library_can_be_satisfied(name: str) -> None:
    for obligation in checker.OBLIGATIONS[:3]:
        try:
            assert not satisfiable(statement(standard().reduction(name), obligation, 3, 8_000_000))
        except (checker.TooMuch, checker.OutOfSteps):
            return


# ------------------------------------------------------------------------------------------ proofs


def random_formula(seed: int) -> list[list[int]]:
    """Return a random formula of clauses of three literals that is near the threshold of satisfiability."""
    draw = Random(seed)
    variables = draw.randint(4, 12)
    return [[x * draw.choice((1, -1)) for x in draw.sample(range(1, variables + 1), 3)] for _ in range(5 * variables)]


def test_proofs_of_random_formulas_are_replayed_and_their_steps_are_needed() -> None:
    refuted = 0
    for seed in range(60):
        clauses = random_formula(seed)
        found = refutation(clauses)
        if found is None:
            continue
        proof = [clause for clause, _ in found]
        refuted += 1
        short = trimmed(12, clauses, proof, checker.Work(10**6))
        assert len(short) <= len(proof)
        for steps in (proof, short):
            assert replayed(clauses, steps)
        assert not replayed(clauses, short[:-2])
        assert not replayed(clauses[1:], []) or not short[:-1]
    assert refuted > 20


def replayed(clauses: list[list[int]], steps: list[list[int]]) -> bool:
    """Return whether steps follow one after the other, and end in a contradiction."""
    work = checker.Work(10**6)
    state = checker.Propagation(12, map(list, clauses), work)
    return all(state.follows(list(step)) for step in steps) and state.conflict is not None


def test_what_follows_is_implied() -> None:
    for seed in range(200):
        clauses, draw = random_formula(seed)[:20], Random(seed)
        state = checker.Propagation(12, map(list, clauses), checker.Work(10**6))
        lemma = [x * draw.choice((1, -1)) for x in draw.sample(range(1, 5), 2)]
        if state.follows(list(lemma)):
            with Solver("cadical195", bootstrap_with=[*clauses, *([-x] for x in lemma)]) as solver:
                assert not solver.solve()


def test_boxes_grow_up_to_the_last_one() -> None:
    assert [*boxes({"n": 0, "m": 2})] == [{"n": 0, "m": 1}, {"n": 0, "m": 2}]


# ------------------------------------------------------------------------------------------ certificates


CLAIMED = {"n": 3, "m": 2, "b": 2}


@pytest.fixture(scope="module")
def proved() -> tuple[Any, dict[str, bytes]]:
    """Return a certificate that says that its obligations are settled at once, and its proofs."""
    loaded = load("IndependentSet:VertexCover")
    made = certificate_of(loaded.audit({"n": 2, "m": 1, "b": 1}, effort="quick"), loaded.reduction, "certify audit")
    for o in made["evidence"]["obligations"]:
        if o["obligation"] in checker.OBLIGATIONS:
            o["verdict"], o["figures"]["at once"] = "bounded", {"level": "bounded", "within": CLAIMED}
    made["evidence"]["verdict"] = checker.overall((o["obligation"], o["verdict"]) for o in made["evidence"]["obligations"])
    return with_proofs(made, refutation)


Change = Callable[[Any, dict[str, bytes]], Any]


def checked(proved: tuple[Any, dict[str, bytes]], folder: Path, change: Change | None = None) -> checker.Report:
    """Return what the checker says of the certificate with a change, whose hashes are made right, in a folder."""
    made, files = copy.deepcopy(proved[0]), dict(proved[1])
    if change is not None:
        change(made, files)
    (folder / "data").mkdir()
    for name, data in files.items():
        (folder / "data" / name).write_bytes(data)
    made["core_hash"] = checker.digest(made["core"])
    made["hash"] = digest(made)
    return checker.check_certificate(checker.parse(checker.canonical(made)), 4_000_000, {}, str(folder))


def entry(made: Any, obligation: str = "forward") -> Any:
    """Return the entry of the proof of an obligation."""
    return next(proof for proof in made["proofs"] if proof["what"]["obligation"] == obligation)


def replaced(made: Any, files: dict[str, bytes], data: bytes, obligation: str = "forward") -> None:
    """Put another file in the place of a proof."""
    sha = hashlib.sha256(data).hexdigest()
    entry(made, obligation).update(file=f"{sha}.xz", sha256=sha)
    files[f"{sha}.xz"] = data


def steps_of(made: Any, files: dict[str, bytes]) -> list[list[int]]:
    """Return the steps of the proof of `forward`."""
    return checker.unpacked(files[entry(made)["file"]], "")


def test_a_proof_covers_what_the_certificate_says(proved: tuple[Any, dict[str, bytes]], tmp_path: Path) -> None:
    assert [proof["what"] for proof in proved[0]["proofs"]] == [{"obligation": o, "within": CLAIMED} for o in checker.OBLIGATIONS]
    report = checked(proved, tmp_path)
    assert report.verdict == "valid with holes", report.wrong
    assert not [hole for hole in report.holes if hole.startswith(("encoder", "proofs"))]
    steps = len(steps_of(*proved))
    said = f"forward: all instances with n <= 3, m <= 2, b <= 2 by a proof of {steps} steps about a formula made here"
    assert said in report.checked


def test_the_same_certificate_has_the_same_proofs(proved: tuple[Any, dict[str, bytes]]) -> None:
    assert with_proofs({**proved[0], "proofs": []}, refutation) == proved
    assert sum(map(len, proved[1].values())) < 100_000


def test_what_no_proof_covers_is_a_hole(proved: tuple[Any, dict[str, bytes]], tmp_path: Path) -> None:
    def larger(made: Any, files: dict[str, bytes]) -> None:
        figures = next(o for o in made["evidence"]["obligations"] if o["obligation"] == "forward")["figures"]
        figures["at once"] = {"level": "bounded", "within": {"n": 7, "m": 2, "b": 3}}
        made["proofs"].remove(entry(made, "backward"))

    holes = [hole for hole in checked(proved, tmp_path, larger).holes if hole.startswith("encoder")]
    assert holes == [
        "encoder: forward for all instances with n <= 7, m <= 2, b <= 3: the proof is for n <= 3, m <= 2, b <= 2",
        "encoder: backward for all instances with n <= 3, m <= 2, b <= 2: the proof about a formula made here is missing",
    ]


def test_a_proof_that_is_not_there_is_a_hole(proved: tuple[Any, dict[str, bytes]], tmp_path: Path) -> None:
    report = checked(proved, tmp_path, lambda made, files: files.clear())
    assert report.verdict == "valid with holes"
    assert len([hole for hole in report.holes if hole.startswith("proofs")]) == len(checker.OBLIGATIONS)


def test_a_proof_that_is_too_large_is_a_hole(proved: tuple[Any, dict[str, bytes]], tmp_path: Path) -> None:
    report = checked(proved, tmp_path, lambda made, files: replaced(made, files, lzma.compress(b"1 0\n" * (1 << 23))))
    assert report.verdict == "valid with holes"
    assert any("more than" in hole for hole in report.holes)


def without_a_step(made: Any, files: dict[str, bytes]) -> None:
    steps = steps_of(made, files)
    replaced(made, files, packed([*steps[: len(steps) // 2], *steps[-1:]]))


def with_another_core(made: Any, files: dict[str, bytes]) -> None:
    """Change a direction in the verifier of the target, which no instance of this small region shows."""
    made["evidence"]["region"] = {"parts": [], "caps": {}, "shapes": []}
    next(o for o in made["evidence"]["obligations"] if o["obligation"] == "agreement")["verdict"] = "bounded"
    accepts = made["core"]["target"]["accepts"]
    accepts[:] = json.loads(json.dumps(accepts).replace('"op": "le"', '"op": "lt"'))
    assert accepts != made["core"]["source"]["accepts"]


WRONG_PROOFS: dict[str, Change] = {
    "of another obligation": lambda made, files: entry(made)["what"].update(obligation="backward"),
    "of a larger box": lambda made, files: entry(made)["what"]["within"].update(n=4),
    "of a smaller box": lambda made, files: entry(made)["what"]["within"].update(n=2, m=1),
    "without a step": without_a_step,
    "without its end": lambda made, files: replaced(made, files, packed(steps_of(made, files)[:-2])),
    "without steps": lambda made, files: replaced(made, files, packed([])),
    "with a step that does not follow": lambda made, files: replaced(made, files, packed([[-2], *steps_of(made, files)])),
    "with a variable that is none": lambda made, files: replaced(made, files, packed([[10**9], *steps_of(made, files)])),
    "about another core": with_another_core,
    "cut off": lambda made, files: replaced(made, files, files[entry(made)["file"]][:-4]),
    "that is no proof": lambda made, files: replaced(made, files, lzma.compress(b"p cnf 1 1")),
    "that is not packed": lambda made, files: replaced(made, files, b"1 0"),
    "with another content than its hash says": lambda made, files: files.update({entry(made)["file"]: b""}),
    "with a file elsewhere": lambda made, files: entry(made).update(file="../x.cert"),
    "of an obligation that is none": lambda made, files: entry(made)["what"].update(obligation="sizes"),
    "of a measure that is none": lambda made, files: entry(made)["what"]["within"].update(z=1),
}


@pytest.mark.parametrize("what", WRONG_PROOFS)
def test_a_wrong_proof_is_invalid(what: str, proved: tuple[Any, dict[str, bytes]], tmp_path: Path) -> None:
    report = checked(proved, tmp_path, WRONG_PROOFS[what])
    assert report.verdict == "invalid", report.holes
    assert report.wrong.startswith(".proofs[")


@slow
@pytest.mark.parametrize("name", REDUCTIONS)
def test_reductions_of_the_library_have_proofs(name: str) -> None:
    loaded = load(name)
    made = certificate_of(loaded.audit({m: 1 for m, _ in loaded.reduction.source.measures}, effort="quick"), loaded.reduction)
    for o in made["evidence"]["obligations"]:
        if o["obligation"] in checker.OBLIGATIONS[:3] and o["verdict"] != "unknown":
            o["verdict"], o["figures"]["at once"] = "bounded", {"within": {m: 9 for m, _ in loaded.reduction.source.measures}}
    document_, files = with_proofs(made, refutation)
    boxes_ = {p["what"]["obligation"]: p["what"]["within"] for p in document_["proofs"]}
    print(name, boxes_, sum(map(len, files.values())))
    assert sum(map(len, files.values())) < 200_000
