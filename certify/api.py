"""certify from Python: load a problem, a reduction or a chain, and audit, map, lift, solve or draw it."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certify.errors import InputError
from certify.library import Library, Unknown, read_source, standard
from certify.library.hiding import hidings

if TYPE_CHECKING:
    from certify.bounds.results import Bound, ProblemBounds
    from certify.chains import Chain, Stages
    from certify.core import Problem, Reduction
    from certify.evidence import Evidence
    from certify.graph.solving import Solution
    from certify.semantics.named_instances import Instance


@dataclass(frozen=True)
class LoadedProblem:
    """A problem, ready to read instances and to be solved or audited.

    >>> sat = load("3sat")
    >>> sat.problem.name
    'ThreeSAT'
    >>> x = sat.instance({"variables": ["p"], "clauses": [[{"positive": "p"}]]})
    >>> sat.solve(x).answer
    'yes'
    """

    library: Library
    problem: Problem

    def instance(self, data: Any) -> Instance:
        """An instance from JSON data.  Raises `BadInput`."""
        from certify.formats import from_json

        return from_json(self.problem, data)

    def read(self, path: str | Path, format: str | None = None, given: Mapping[str, str] | None = None) -> Instance:
        """An instance from a file: JSON, DIMACS or graph6, as the problem's type allows.  Raises `BadInput`."""
        from certify.formats import read_instance

        return read_instance(self.problem, Path(path), format, dict(given or {}))

    def solve(
        self,
        instance: Instance,
        *,
        via: str | None = None,
        seconds: float | None = None,
        by: str = "search",
        anyway: bool = False,
    ) -> Solution:
        """Look for a witness by `search`, `sat`, or a solver by hand (`dp`, `cp-sat`), at the far end of the shortest chain to
        `via` if that is named.  The `evidence` of what is found is that of the chain; a chain with a refuted reduction is not
        used unless it is to be `anyway`.  Raises `RefutedChain`, and `Invalid` for an instance of another problem."""
        from certify.chains import Chain
        from certify.graph.solving import solve

        chain = chain_between(self.library, self.problem.name, via) if via else Chain(self.problem)
        return solve(chain, instance, seconds=seconds, by=by, anyway=anyway)

    def audit(self, within: Mapping[str, int] | None = None, *, seconds: float | None = None) -> Evidence:
        """Is the problem well defined on every instance of a region?"""
        from certify.audit.problem_audit import audit_problem

        return audit_problem(self.problem, within, seconds=seconds)

    def bounds(self) -> ProblemBounds:
        """Lengths and times, bounded in the problem's measures as its text shows.  Raises `Uncovered`.

        >>> load("vc").bounds().in_np
        True
        """
        from certify.bounds.derived_bounds import problem_bounds

        return problem_bounds(self.problem)


@dataclass(frozen=True)
class LoadedChain:
    """A reduction, or a chain of several.

    >>> r = load("ThreeSAT:IndependentSet")
    >>> x = load("ThreeSAT").instance({"variables": ["p"], "clauses": [[{"positive": "p"}, {"negative": "p"}]]})
    >>> stages = r.map(x)
    >>> stages.instances[-1].names["G.vertices"]
    ('node(0, 0)', 'node(0, 1)')
    >>> evidence = r.audit({"n": 1, "m": 1})
    >>> evidence.finding("backward").verdict
    'exhausted'
    """

    library: Library
    chain: Chain

    @property
    def reduction(self) -> Reduction:
        """The reduction itself.  Raises `InputError` for a chain of several."""
        if len(self.chain.reductions) != 1:
            raise InputError(f"{self.chain.name} is a chain of {len(self.chain.reductions)} reductions")
        return self.chain.reductions[0]

    def audit(self, within: Mapping[str, int] | None = None, *, seconds: float | None = None, effort: str = "quick") -> Evidence:
        """Evidence for the reduction, or for the chain run end to end, on a region of its source; with an effort of `standard` or
        `deep`, a reduction's obligations are settled for larger regions at once as well."""
        from certify.audit.reduction_audit import audit_chain

        return audit_chain(self.chain, within, seconds=seconds, effort=effort)

    def map(self, instance: Instance) -> Stages:
        """The images of an instance, the far end last.  Raises `Invalid` or `Miscarried`."""
        from certify.graph.solving import mapped

        return mapped(self.chain, instance)

    def lift(self, stages: Stages, witness: Any) -> Any:
        """A witness of the far end brought back to the source, verified at every stage.  Raises `Invalid` for what is no witness
        of the image, and `Miscarried` where the chain fails on it."""
        return self.chain.lift(stages, witness)[0]

    def bounds(self) -> dict[str, Bound]:
        """Each measure of the far end, bounded in the measures of the source as the texts show.  Raises `Uncovered`.

        >>> load("3sat", "vc").bounds()["n"].best
        3*m + 2
        """
        from certify.bounds.composing import compose
        from certify.bounds.derived_bounds import reduction_bounds

        return compose([reduction_bounds(r) for r in self.chain.reductions])


def chain_between(library: Library, source: str, target: str) -> Chain:
    """The chain of a shortest route between two problems, named as people name them.  Raises `Unknown` or `NoRoute`."""
    from certify.graph.routes import chain_names

    start, end = library.find_problem(source), library.find_problem(target)
    return chain_of(library, start, chain_names(library, start, end))


def chain_of(library: Library, start: str, route: list[str]) -> Chain:
    """The chain of the named reductions."""
    from certify.chains import Chain

    return Chain(library.problem(start), tuple(library.reduction(name) for name in route))


class HidingWarning(UserWarning):
    """A file hides names of the library."""


def load(
    name: str | Path, target: str | None = None, *, library: Library | None = None, strict: bool = False
) -> LoadedProblem | LoadedChain:
    """A problem (`"3sat"`), a reduction (`"ThreeSAT:IndependentSet"`), the shortest chain between two problems
    (`load("3sat", "dnnt")`), or what a `.red` file declares, if that is one problem or one reduction.

    What a file hides of the library is warned of (`HidingWarning`), or raised as a `Mistake` if `strict`.  Raises `Unknown`,
    `NoRoute`, `Mistake`, `OSError`.

    >>> load("3sat", "dnnt").chain.name
    'ThreeSAT -> OneNeuronDNNT -> UniformDNNT -> TwoLayerDNNT -> DNNT'
    """
    library = library or standard()
    word = str(name)
    if target is not None:
        return LoadedChain(library, chain_between(library, word, target))
    if word.endswith(".red"):
        return _load_file(word, library, strict)
    if ":" in word:
        reduction = library.reduction(library.find_reduction(word))
        return LoadedChain(library, chain_of(library, reduction.source.name, [reduction.name]))
    return LoadedProblem(library, library.problem(library.find_problem(word)))


def _load_file(path: str, library: Library, strict: bool) -> LoadedProblem | LoadedChain:
    layered = library.with_texts([read_source(path)])
    (text,) = layered.texts
    _ = text.declarations  # a mistake in the file comes first
    for hiding in hidings(layered):
        if strict:
            raise hiding.mistake
        warnings.warn(hiding.told, HidingWarning, stacklevel=3)
    problems = [n for k, n in text.declares if k == "problem"]
    identities = {n for k, n in text.declares if k == "restriction"}
    reductions = [n for k, n in text.declares if k == "reduction" and n not in identities]
    if len(reductions) == 1:
        return load(reductions[0], library=layered)
    if not reductions and len(problems) == 1:
        return load(problems[0], library=layered)
    found = ", ".join(reductions + problems) or "no problem or reduction"
    raise Unknown(f"{path} declares {found}: name one, with a library made by `certify.library.standard().with_texts(...)`")
