"""Proofs in words: each line follows from what is said before it, by the checker's own rules, and says what it follows from."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from certify.certificates import checker
from certify.certificates.checker import F, Formula, Ground, Propagation, T, Term, counting_variables, lin, neg, term
from certify.certificates.documents import canonical, digest
from certify.certificates.saved import file_name
from certify.library import standard
from certify.proving.cases import CaseStep, refutation_by_cases
from certify.proving.checker_statements import unlimited
from certify.proving.explaining import ProofExplanation, WrongProof, explained
from certify.proving.found_proofs import proof_of
from certify.proving.proof_lines import Addition, EqualityChain, ProofLine, SourceFormula, Substitution, Use
from certify.proving.prose import LEMMAS, Shown, WrittenProof, written
from certify.reports.explained_proofs import explanation, formula_latex, proof_latex, proof_text
from tests.conftest import Certify
from tests.formulas.test_gate import TRANSLATED

SHORT = ("Clique:IndependentSet", "SubsetSum:Knapsack", "IndependentSet:VertexCover")
"""Reductions whose proofs are found and explained in a moment."""


@cache
def proof(name: str) -> Any:
    """Return a document with a new proof of a reduction."""
    return proof_of(standard().reduction(name))


def shipped(name: str) -> Any:
    """Return the certificate of a reduction in `proofs/`; a new proof if that holds none."""
    path = Path(__file__).parents[2] / "proofs" / file_name(name)
    found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found if "proof" in found else proof(name)


# ------------------------------------------------------------------------------------------------ lines follow


class _Follows:
    """Checks that the lines of a proof follow, by cases and unit propagation, from nothing but what each line names."""

    def __init__(self, explanation: ProofExplanation) -> None:
        self.explanation, self.checking = explanation, explanation.checking
        self.lines = 0

    def all(self) -> None:
        for goal in self.explanation.goals:
            with counting_variables(unlimited(), 1 << 42):
                self.goal = goal.goal
                assert F in self._block(goal.lines, frozenset())[-1].says

    def _block(self, lines: Sequence[ProofLine], known: frozenset[Formula]) -> Sequence[ProofLine]:
        for line in lines:
            self.lines += 1
            if line.inside:
                first, *rest = line.inside
                (supposed,), (concluded,) = first.says, line.says
                assert first == ProofLine((supposed,)), first
                assert concluded == neg(supposed) or supposed == neg(concluded)
                assert F in self._block(rest, known | {supposed})[-1].says
            else:
                assert set(line.premises) <= known, set(line.premises) - known
                assert follows(line), line
                for use in (*line.granted, *line.reasons):
                    if isinstance(use, Use):
                        self._is_instance(use)
            known |= {*line.says}
        return lines

    def _is_instance(self, use: Use) -> None:
        """The instance is that of the checker's sentence, and follows from the conjunct at the place, as a reader sees it."""
        sentence = self.checking.sources.sentences(self.goal, use.of.source)[use.number]
        assert checker.instance(sentence, use.terms, "") == use.formula
        said = _at_place(use.of, use.of.conjuncts[use.conjunct], dict(use.at))
        assert _unsatisfiable(*_clauses([said, neg(use.formula)], []))


def follows(line: ProofLine) -> bool:
    """Return whether each formula of a line follows."""
    uses = [r.formula for r in (*line.reasons, *line.granted) if isinstance(r, Use)]
    others = [r for r in line.reasons if not isinstance(r, Use)]
    new = [f for f in line.says if f not in uses]
    return all(_unsatisfiable(*_clauses([*uses, *line.premises, T if f == F else neg(f)], others)) for f in new)


def _clauses(formulas: Sequence[Formula], reasons: Sequence[Any]) -> tuple[int, list[list[int]]]:
    ground = Ground()
    for f in formulas:
        ground.require(f)
    for reason in reasons:
        match reason:
            case Substitution(s, t):
                ground.congruence(s, t)
            case Addition(bounds, multiples):
                literals = [ground.literal(f) for f in bounds]
                assert ground.contradict(literals, multiples)
                ground.clauses.append([-x for x in literals])
            case EqualityChain((denied, *equations)):
                literals = [ground.literal(f) for f in (denied, *equations)]
                assert ground.connected(literals[1:], *ground.atoms[-literals[0]][1:])
                ground.clauses.append([-x for x in literals])
    return len(ground.atoms), [c for c in ([*dict.fromkeys(c)] for c in ground.clauses) if not any(-x in c for x in c)]


def _unsatisfiable(atoms: int, clauses: list[list[int]]) -> bool:
    """Return whether clauses have no model, by propagation and cases."""
    found = Propagation(atoms, [c[:] for c in clauses], unlimited())
    if found.conflict is not None:
        return True
    left = [[x for x in c if not found.truth[x]] for c in clauses if not any(found.truth[x] > 0 for x in c)]
    if not left:
        return False
    case = min(left, key=len)[0]
    return all(_unsatisfiable(atoms, [*clauses, [x]]) for x in (case, -case))


def _at_place(of: SourceFormula, f: Formula, at: dict[Term, Term]) -> Formula:
    """Return a formula with terms for its universal variables, and for each existential one its function."""
    if f[0] == "all":
        at = at | {v: lin() if v[2] == "Int" else ("f", "anything", v[2], ()) for v in f[1] if v not in at}
        return _at_place(of, checker.put_under(f[2], {v: at[v] for v in f[1]}), at)
    if f[0] == "ex":
        numbers = {e.variable: (k, e.given) for k, e in enumerate(of.existing)}
        made = {}
        for v in f[1]:
            k, given = numbers[v]
            made[v] = term(("f", f"{of.name}/{k}", v[2], tuple(at[u] for u in given)))
        return _at_place(of, checker.put_under(f[2], made), at)
    if f[0] in ("and", "or"):
        return (checker.conj if f[0] == "and" else checker.disj)(*(_at_place(of, g, at) for g in f[1]))
    return f


@pytest.mark.parametrize("name", SHORT)
def test_each_line_follows(name: str) -> None:
    check = _Follows(explained(proof(name)))
    check.all()
    assert check.lines > 20


@pytest.mark.slow
@pytest.mark.parametrize("name", TRANSLATED)
def test_each_line_of_each_proof_follows(name: str) -> None:
    explanation = explained(shipped(name))
    check = _Follows(explanation)
    check.all()
    assert check.lines > 10
    _references(written(explanation))


def test_what_does_not_follow_is_noticed() -> None:
    lines = [line for goal in explained(proof("IndependentSet:VertexCover")).goals for line in goal.lines]
    single = [line for line in lines if len(line.says) == 1 and line.premises and not line.inside]
    assert len(single) > 20
    fewer = [replace(line, premises=tuple(g for g in line.premises if g != f)) for line in single for f in line.premises]
    assert sum(follows(line) for line in fewer) <= len(fewer) // 10  # but for a premise that another one says as well
    assert not any(follows(replace(line, reasons=(), granted=())) for line in single if line.reasons)
    concluded = next(line for line in single if line.says[0][0] in ("p", "not"))
    assert not follows(replace(concluded, says=(neg(concluded.says[0]),)))


def test_a_wrong_proof_is_not_explained() -> None:
    whole = proof(SHORT[0])

    def changed(change: Callable[[Any], None]) -> Any:
        copy = deepcopy(whole)
        change(copy["proof"]["goals"])
        return copy

    with pytest.raises(WrongProof, match="contradict each other"):
        explained(changed(lambda goals: goals[2]["steps"][0].__setitem__(2, [2, 1, 1])))
    with pytest.raises(WrongProof, match="there is no sentence"):
        explained(changed(lambda goals: goals[1]["instances"][0].__setitem__(1, 7)))
    with pytest.raises(WrongProof, match="goals"):
        explained(changed(lambda goals: goals.pop()))
    with pytest.raises(WrongProof, match="steps"):
        explained(whole, budget=20)
    left = explained(changed(lambda goals: goals.__setitem__(1, None)))
    assert [goal.part for goal in left.left] == ["in space"]
    assert "    This is not shown." in list(proof_text(written(left)))


# ------------------------------------------------------------------------------------------------ cases


def test_cases_refute_what_has_no_model_and_only_that() -> None:
    chosen, contradictory = random.Random(7), 0
    for _ in range(300):
        signs = [[chosen.choice((1, -1)) * x for x in chosen.sample(range(1, 6), 3)] for _ in range(chosen.randrange(12, 40))]
        models = any(
            all(any(values[abs(x) - 1] == (x > 0) for x in c) for c in signs) for values in product((True, False), repeat=5)
        )
        if models:
            with pytest.raises(ValueError, match="do not contradict"):
                refutation_by_cases(signs)
        else:
            contradictory += 1
            _replayed(signs, refutation_by_cases(signs), frozenset())
    assert 100 < contradictory < 290


def _replayed(clauses: Sequence[Sequence[int]], steps: Sequence[CaseStep], known: frozenset[int]) -> None:
    for step in steps:
        if step.inside:
            supposed, *rest = step.inside
            assert supposed == CaseStep(-step.literal)
            _replayed(clauses, rest, known | {-step.literal})
        elif step.clause is None:
            assert not step.literal
            assert any(-x in step.needs for x in step.needs)
        else:
            assert set(step.needs) <= known
            assert {*clauses[step.clause]} - {step.literal} == {-x for x in step.needs}
        known |= {step.literal}
    assert steps[-1].literal == 0


# ------------------------------------------------------------------------------------------------ words


def _references(page: WrittenProof) -> None:
    """Check that lines refer to lines before them, in the same supposition or around it, and to what is told."""
    told = {line.label for _, lines in page.known for line in lines}
    for goal in page.goals:
        said, given = [set[str]()], True  # the labels of lines that are in force, by depth
        for line in goal.lines:
            given = given and (line.depth == 1 or not line.label.startswith("("))
            depth = 0 if given else line.depth
            del said[depth + 1 :]
            said += [set[str]()] * (depth + 1 - len(said))
            words = "".join(p for p in line.pieces if not isinstance(p, Shown))
            for reference in re.findall(r"\(\d+\)|\b[HL]\d+\b|\bN\b", words):
                assert reference in told.union(*said), (line, reference)
            if line.pieces[0] == "Suppose ":
                said.append({line.label})
            else:
                said[depth] = said[depth] | {line.label}
        assert not goal.lines or goal.lines[-1].pieces[0] == "Contradiction"


@pytest.mark.parametrize("name", SHORT)
def test_lines_refer_to_what_is_said_before_them(name: str) -> None:
    page = written(explained(proof(name)))
    _references(page)
    text = "\n".join(proof_text(page))
    assert "!" not in text.replace("!=", "")  # no symbol of the checker is left
    assert not re.search(r"\w/\d", text)
    assert max(map(len, text.splitlines())) <= 120


def test_a_proof_reads_like_one() -> None:
    page = written(explained(proof("SubsetSum:Knapsack")))
    goal = page.goals[-1]
    assert goal.says == "sum_2 <= goal"
    assert ["".join((line.label, " ", *line.pieces)).strip() for line in goal.lines] == [
        "Suppose not:",
        "(1) goal < sum_2",
        "(2) sum_3 < sum_2, adding up goal < sum_2 and sum_3 <= goal, from (1), H6.",
        "L1 A sum no part of which is larger is no larger: sum_3 < sum_2 implies "
        "(some i: old(i) in S' and i not in item and 1 <= size[i]).",
        "Let i_1 be the i of L1, if there is one.",
        "(3) old(i_1) in S', i_1 not in item, by L1, from (2).",
        "Contradiction, by H5 with i = i_1, from (3).",
    ]


def test_what_exists_is_told_in_the_names_of_the_line_that_says_so() -> None:
    """Each conjunct of what is known stands in a line of its own, with names of its own."""
    page = written(explained(proof("Kernel:SAT")))
    shown = {line.label: "".join(line.pieces) for _, lines in page.known for line in lines}
    said = "\n".join("".join(line.pieces) for goal in page.goals for line in goal.lines)
    found = re.findall(r"Let \w+ be the (\w+) of (H\d+) with (\w+) = ", said)
    assert len(found) >= 2
    for variable, label, given in found:
        assert f"some {variable}:" in shown[label], (variable, label)
        assert f"every {given}:" in shown[label], (given, label)


def test_each_lemma_has_words() -> None:
    others = {*checker.COMBINED, *checker.PAIRWISE, *checker.OF_NUMBERS}
    others |= {"crossing", "digits", "keeps", "least", "below", "lemma", "follows", "held", "stepwise", "turns", "leaves"}
    assert {*LEMMAS} == {*checker.SCHEMAS, *checker.MAPPINGS, *others}


@pytest.mark.parametrize("name", SHORT)
def test_latex_is_well_formed(name: str) -> None:
    lines = list(proof_latex(written(explained(proof(name)))))
    text = "\n".join(lines)
    opened: list[str] = []
    for what, environment in re.findall(r"\\(begin|end)\{(\w+)\}", text):
        if what == "begin":
            opened.append(environment)
        else:
            assert opened.pop() == environment
    assert opened == []
    for line in lines[1:]:
        assert line.count("$") % 2 == 0, line
        outside = re.sub(r"\$[^$]*\$", "", line)
        assert not re.search(r"(?<!\\)[_^&#%~]", outside), line
        assert line.replace("\\{", "").count("{") == line.replace("\\}", "").count("}"), line
    assert text.count("\\begin{proof}") == len(written(explained(proof(name))).goals)


def test_formulas_in_latex() -> None:
    assert formula_latex("the place in p of a = i") == r"$\text{ the place in }p\text{ of }a=i$"
    assert formula_latex("{i} not in S' and x_y <= 2") == r"$\{i\} \notin S' \land \mathit{x\_y} \le 2$"


# ------------------------------------------------------------------------------------------------ verbs


def test_verbs_explain(certify: Certify, tmp_path: Path) -> None:
    name = SHORT[0]
    document, file = proof(name), tmp_path / "one.cert"
    file.write_text(canonical(document) + "\n", encoding="utf-8")
    text = certify("show", file, "--explain").out
    assert text.startswith(f"{name}, for all sizes\n")
    assert certify("show", file, "--explain", "--json").json["result"]["explain"] == text.rstrip("\n")
    latex = certify("show", file, "--explain", "--latex").out
    assert latex.startswith("% needs")
    assert text in certify("prove", name, "--explain").out
    assert certify("prove", name, "--explain", "--latex", "--json").json["result"][0]["explained"] == latex.rstrip("\n")
    chain = explanation({"subject": "a chain", "edges": [document, {"subject": "A:B"}]}, latex=False)
    assert chain == text + "\nA:B: no proof for all sizes"


def test_verbs_say_what_cannot_be_explained(certify: Certify, tmp_path: Path) -> None:
    assert "give `--explain` as well" in certify("prove", "clique:is", "--latex").err
    for names in (["ThreeSAT", "DNNT"], ["3sat"]):
        said = certify("prove", *names)
        assert (said.code, "for a chain, `certify audit SOURCE TARGET` proves each" in said.err) == (2, True)
    assert "print certificates" in certify("show", "clique:is", "--explain").err
    wrong, file = deepcopy(proof(SHORT[0])), tmp_path / "wrong.cert"
    wrong["proof"]["goals"][2]["steps"][0][2] = [2, 1, 1]
    file.write_text(canonical(wrong | {"hash": digest(wrong)}) + "\n", encoding="utf-8")
    said = certify("show", file, "--explain")
    assert (said.code, said.out) == (2, "")
    assert "bounds that contradict each other" in said.err
    wrong["core"] = 3
    file.write_text(canonical(wrong | {"hash": digest(wrong)}) + "\n", encoding="utf-8")
    assert certify("show", file, "--explain").code == 2
    assert "go together" in certify("show", file, "--explain", "--core").err
