"""What others can check of an answer: a witness, or a refutation by a proof, and what is left to believe."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from certify.chains import Chain, Invalid, Miscarried
from certify.core import Problem, core_hash
from certify.errors import InputError
from certify.formats import BadInput, from_json, to_json, witness_from_json, witness_to_json
from certify.formats.bad_input import described
from certify.graph.chain_evidence import standing
from certify.graph.optimising import Best
from certify.graph.solving import Solution, TooLarge, check_valid, mapped, verifier_of
from certify.library import Library
from certify.records import dataclass
from certify.semantics.named_instances import Instance
from certify.semantics.optimum import Optimum, optimum_of
from certify.semantics.witness_verdicts import verdict_on
from certify.solve.proofs import checked
from certify.solve.sat import refutation
from certify.solve.search import Searcher

FORMAT = 1
"""The version of the document."""

CONFLICTS = 100_000
"""The most conflicts of the solver that looks for a refutation."""

NODES = 100_000
"""The most nodes of a search that is done again, where there is no proof."""

ENCODED = "encoder: that the formula says what the problem's text says of the instance"
SEARCHED = "search: that it was exhaustive; there is no proof that another program can check"

_ALWAYS = ("answer_certificate", "problem", "core_hash", "instance", "answer", "holes")
_PROVED = ("problem", "formula", "proof")


@dataclass(frozen=True, repr=False)
class AnswerCertificate:
    """An answer with what supports it, which `check` checks again.

    `document` is JSON data: the `problem` with the hash of its core, the `instance`, the `answer`, and

    - `witness`: for `yes`, a witness;
    - `optimum`: for a best number, its field and the number;
    - `refuted`: for `no`, and for the number next to the best one, what has no witness: the instance or its image, as a
      `formula` in DIMACS form with a `proof` that it cannot be satisfied, one clause a line, each of which follows from the
      formula and the clauses before it by unit propagation (RUP, which `drat-trim` reads); or `why` there is none;
    - `holes`: what is taken for granted.
    """

    problem: Problem
    chain: Chain
    document: Mapping[str, Any]

    @property
    def answer(self) -> str:
        """`yes`, `no` or `unknown`."""
        return str(self.document["answer"])

    @property
    def holes(self) -> tuple[str, ...]:
        """What is taken for granted, besides the checkers themselves."""
        return tuple(self.document["holes"])

    def check(self) -> bool:
        """Return whether the document is right: the verifier accepts the witness, the proof refutes the formula, which is made
        again from the problem's text, and both are about the instance.  What is among the `holes` is not checked, but where there
        is no proof, the search is done again: the answer is False if it finds a witness, or does not end within `NODES` nodes."""
        document = self.document
        try:
            if not self._is_well_formed():
                return False
            instance = from_json(self.problem, document["instance"])
            about: Instance | None = instance
            if self.answer == "yes":
                check_valid(instance)
                about = self._beyond(instance)
                if not verdict_on(instance, witness_from_json(instance, document["witness"])):
                    return False
            return self._refutes(about, document.get("refuted")) and self._says_its_holes()
        except (InputError, Miscarried, LookupError, TypeError, ValueError, AttributeError):
            return False  # also a document of another form, which anybody may have written

    def _is_well_formed(self) -> bool:
        """Return whether the document is about the problem and the chain, and has the entries of its answer and no others."""
        document, of = self.document, optimum_of(self.problem)
        best = {"optimum"} if self.answer == "yes" and of is not None and "optimum" in document else set()
        wanted = {*_ALWAYS, *best, *({"witness"} if self.answer == "yes" else set())}
        wanted |= {"refuted"} if best or self.answer == "no" else set()
        made = {"answer_certificate": FORMAT, "problem": self.problem.name, "core_hash": core_hash(self.problem)}
        return (
            self.answer in ("yes", "no")
            and set(document) == wanted
            and all(document[key] == value for key, value in made.items())
            and all(isinstance(hole, str) for hole in document["holes"])
        )

    def _says_its_holes(self) -> bool:
        """Return whether the holes are those of the document.  The saved evidence that they name may have changed since."""
        said = [hole.partition(";")[0] for hole in self.holes]
        of = optimum_of(self.problem)
        statement = _statement(of, self.problem) if of else ""
        needed = [hole.partition(";")[0] for hole in _taken_for_granted(self.document.get("refuted"), self.chain)]
        by_statement = "optimum" in self.document and "instance" in self.document["refuted"]
        if by_statement or (self.answer == "no" and statement in said):  # of no number at all
            needed = [statement, *needed]
        return said == needed

    def _beyond(self, instance: Instance) -> Instance | None:
        """Return what must be refuted besides an instance with a witness: of a best number, the instance with the next one; None
        if there is none.  Raises InputError if the instance does not have the best number."""
        of = optimum_of(self.problem)
        if "optimum" not in self.document or of is None:
            return None
        told = self.document["optimum"]
        if told != {of.direction: of.field, "best": of.number(instance.value)}:
            raise InputError("the best number is not that of the instance")
        beyond = told["best"] - of.step
        return None if of.least is not None and beyond < of.least else _with_number(instance, of, beyond)

    def _refutes(self, about: Instance | None, refuted: Mapping[str, Any] | None) -> bool:
        if about is None or refuted is None:
            return about is None and (refuted is None or set(refuted) == {"why"})
        same = from_json(self.problem, refuted["instance"]).value == about.value
        if refuted.get("invalid") is True:
            return same and set(refuted) == {"instance", "why", "invalid"} and not _is_valid(about)
        along = [r.name for r in self.chain.reductions]
        entries = {"instance", *(["chain"] if along else []), *(_PROVED if "formula" in refuted else ["why"])}
        if not same or set(refuted) != entries or refuted.get("chain", []) != along:
            return False
        if "formula" not in refuted:
            return self._has_none(about)
        _, of = verifier_of(self.chain, about)
        if of.problem.name != refuted["problem"] or of.formula() != refuted["formula"]:
            return False
        return checked(_clauses(refuted["formula"]), refuted["proof"].splitlines())

    def _has_none(self, about: Instance) -> bool:
        """Return whether a search of the image at the end of the chain shows again that it has no witness."""
        far = mapped(self.chain, about).instances[-1]
        if not far.problem.witness.enumerable:
            return False
        found = Searcher(far.problem).search(far.value, limit=1, nodes=NODES)
        return found.complete and not found.witnesses

    def save(self, out: str | Path) -> None:
        """Write the document into a JSON file.  Raises `CannotWrite`."""
        from certify.formats.json_text import write
        from certify.system.files import write_text

        write_text(Path(out), write(dict(self.document)))

    def _repr_html_(self) -> str:
        from certify.display.answers import answer_certificate_page

        return answer_certificate_page(self.problem.name, self.document)

    def __repr__(self) -> str:
        on = ", a proof" if "formula" in self.document.get("refuted", {}) else ""
        witness = "a witness" if self.document.get("witness") is not None else "no witness"
        holes = f"{len(self.holes)} hole{'' if len(self.holes) == 1 else 's'}" if self.holes else "no holes"
        return f"<certificate of {self.answer} for {self.problem.name}: {witness}{on}, {holes}>"


def certificate_from(library: Library, problem: Problem, source: str | Path | Mapping[str, Any]) -> AnswerCertificate:
    """Return the certificate of an answer about a problem in a JSON file, or in its document.

    Raises BadInput if it is no such document, or is about another problem, and Unknown if its reductions are not in the library.
    """
    from certify.formats import read_text
    from certify.formats.json_text import parse
    from certify.graph.route_choice import chain_of

    wanted = "the certificate of an answer"
    document = source if isinstance(source, Mapping) else parse(read_text(Path(source), wanted), str(source))
    place = "" if isinstance(source, Mapping) else str(source)
    if not isinstance(document, Mapping) or document.get("answer_certificate") != FORMAT:
        raise BadInput(place, f"this is no certificate of an answer, whose `answer_certificate` is {FORMAT}")
    if document.get("problem") != problem.name or not isinstance(document.get("holes"), list):
        raise BadInput(place, f"this is about {document.get('problem')}, and a certificate about {problem.name} is expected")
    refuted = document.get("refuted")
    route = refuted.get("chain", []) if isinstance(refuted, Mapping) else []
    if not isinstance(route, list):
        raise BadInput(place, f"found {described(route)} as the `chain`, expected a list of reductions")
    return AnswerCertificate(problem, chain_of(library, problem.name, [str(name) for name in route]), dict(document))


def _is_valid(instance: Instance) -> bool:
    try:
        check_valid(instance)
    except Invalid:
        return False
    return True


def certificate_of_answer(instance: Instance, chain: Chain, found: Solution) -> AnswerCertificate:
    """Return the certificate of a solution of an instance, found along a chain; it looks for a proof of `no`.

    >>> from certify.graph.solving import solve
    >>> from certify.library import standard
    >>> problem = standard().problem("SubsetSum")
    >>> x = from_json(problem, {"item": ["a"], "size": {"a": 3}, "goal": 2})
    >>> certificate = certificate_of_answer(x, Chain(problem), solve(Chain(problem), x))
    >>> certificate, certificate.check(), certificate.document["refuted"]["proof"].split()
    (<certificate of no for SubsetSum: no witness, a proof, 1 hole>, True, ['0'])
    """
    document = _document(instance, found.answer)
    if found.answer == "yes":
        document["witness"] = witness_to_json(instance, found.witness)
    if found.answer == "no":
        document["refuted"] = _refuted(instance, chain)
    holes = _taken_for_granted(document.get("refuted"), chain)
    return AnswerCertificate(instance.problem, chain, document | {"holes": holes})


def certificate_of_optimum(instance: Instance, at: Instance | None, chain: Chain, found: Best) -> AnswerCertificate:
    """Return the certificate of a best number; it looks for a proof that the number next to it has no witness.

    - `instance`: the instance whose best number was looked for.
    - `at`: the instance with the best number; None if there is none.
    - `chain`: the chain along which the questions were answered.
    - `found`: the best number, with the questions asked.
    """
    of = found.optimum
    answer = "unknown" if not found.settled else "no" if at is None else "yes"
    last = found.beyond or (found.asked[-1] if answer == "no" else None)
    document = _document(at or (instance if last is None else _with_number(instance, of, last.number)), answer)
    if at is not None and found.best is not None and found.best.solution is not None:
        document["witness"] = witness_to_json(at, found.best.solution.witness)
        document["optimum"] = {of.direction: of.field, "best": found.best.number}
    holes = [_monotone(of, instance.problem)] if answer != "unknown" else [found.why]
    if answer != "unknown":
        if last is None:
            document["refuted"] = {"why": f"{of.field} is never less than {of.least}"}
            holes = []
        else:
            document["refuted"] = _refuted(_with_number(instance, of, last.number), chain)
            holes += _taken_for_granted(document["refuted"], chain)
    return AnswerCertificate(instance.problem, chain, document | {"holes": holes})


def _with_number(instance: Instance, of: Optimum, number: int) -> Instance:
    return Instance(instance.problem, of.at(instance.value, number), instance.names)


def _document(instance: Instance, answer: str) -> dict[str, Any]:
    problem = instance.problem
    return {
        "answer_certificate": FORMAT, "problem": problem.name, "core_hash": core_hash(problem), "instance": to_json(instance),
        "answer": answer,
    }  # fmt: skip


def _refuted(instance: Instance, chain: Chain) -> dict[str, Any]:
    """Return the refutation of an instance without a witness, along a chain."""
    out: dict[str, Any] = {"instance": to_json(instance)}
    if not _is_valid(instance):
        return out | {"why": "the instance is not valid", "invalid": True}
    out |= {"chain": [r.name for r in chain.reductions]} if chain.reductions else {}
    try:
        _, of = verifier_of(chain, instance)
    except TooLarge as large:
        return out | {"why": str(large)}
    formula = of.formula()
    proof = refutation(_clauses(formula), CONFLICTS)
    if proof is None:
        return out | {"why": f"no refutation of the formula was found within {CONFLICTS} conflicts"}
    lines = "".join("".join(f"{literal} " for literal in clause) + "0\n" for clause, _ in proof)
    return out | {"problem": of.problem.name, "formula": formula, "proof": lines}


def _clauses(formula: str) -> list[list[int]]:
    return [[int(token) for token in line.split()[:-1]] for line in formula.splitlines()[1:]]


def _taken_for_granted(refuted: Mapping[str, Any] | None, chain: Chain) -> list[str]:
    """Return the holes of a refutation along a chain."""
    if refuted is None or "instance" not in refuted or "invalid" in refuted:
        return []
    evidence = standing(chain.reductions)
    holes = [f"chain: that {chain.name} is right; its weakest evidence: {evidence}"] if chain.reductions else []
    return [*holes, ENCODED if "formula" in refuted else SEARCHED]


def _monotone(of: Optimum, problem: Problem) -> str:
    """Return what the best number takes for granted: that none beyond the next one has a witness, with the saved evidence."""
    from certify.certificates.saved import saved

    found = saved(problem)
    known = found.document["evidence"]["obligations"] if found.intact else []
    verdicts = [o["verdict"] for o in known if o["obligation"] == "monotone"]
    if found.status == "unchecked":
        verdicts.append("unchecked")
    told = ", ".join(verdicts) or f"none; an audit of {problem.name} gathers it"
    return f"{_statement(of, problem)}; its saved evidence: {told}"


def _statement(of: Optimum, problem: Problem) -> str:
    return f"statement: that {problem.name} {of.direction} {of.field} ({of.says})"
