"""Problems in the hands of Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certify.api.answers import OptimalInstance, SolvedInstance
from certify.api.arguments import Limit, Progress, Tell, Via, limit, region, scaling, stops
from certify.api.evidence_shown import GatheredEvidence, gathered
from certify.api.instances import LoadedInstance, instance_of
from certify.api.libraries import Layers, packed, unpacked
from certify.api.pictures import Picture
from certify.chains import Chain
from certify.core import Problem
from certify.errors import InputError
from certify.library import Library
from certify.records import dataclass

if TYPE_CHECKING:
    from certify.api.answer_certificates import AnswerCertificate
    from certify.api.reasons import WhyNot
    from certify.bounds.results import ProblemBounds
    from certify.semantics.witness_verdicts import WitnessVerdict


@dataclass(frozen=True, eq=False, repr=False)
class LoadedProblem:
    """A problem: it makes instances, solves and counts them, verifies witnesses, and is audited, bounded and drawn.

    Wherever a method takes an instance, it takes the data of one as well, with the keywords of `instance`.
    Problems compare by their core form, have a hash, and can be pickled.  They never change, and threads may share them.

    >>> import certify
    >>> vc = certify.problem("vc")
    >>> vc, vc.name
    (<problem VertexCover>, 'VertexCover')
    >>> vc.solve({"G": {"vertices": ["a", "b", "c"], "edges": [("a", "b"), ("b", "c")]}}, k=1).witness
    {'b'}
    """

    library: Library
    problem: Problem

    @property
    def name(self) -> str:
        """The name of the problem."""
        return self.problem.name

    def __eq__(self, other: object) -> bool:
        return self.problem == other.problem if isinstance(other, LoadedProblem) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.problem.name)

    def __repr__(self) -> str:
        return f"<problem {self.name}>"

    def _repr_html_(self) -> str:
        from certify.display.texts import problem_page

        return problem_page(self.library, self.problem)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (packed(self.library), self.problem)

    # ------------------------------------------------------------------------------------------- instances

    def instance(
        self, data: Any = None, /, *, ignoring: str | Sequence[str] = (), scale: int | None = None, **fields: Any
    ) -> LoadedInstance:
        """Return an instance of the problem.

        - `data`: what the type of the instance allows of

          - a dict with the fields: labels may be any hashable objects, sets any collections, edges tuples, maps dicts or arrays;
          - JSON data;
          - a graph of networkx, whose attributes are the maps over its vertices and edges;
          - clauses such as `[[1, -2], [2]]`, or a `CNF` of PySAT;
          - an array or list of numbers: a matrix of adjacency, or the only map over labels or over pairs;
          - a `pathlib.Path`, the file of an instance; see `read`;
          - an instance of this problem, to replace fields of it.
        - `ignoring`: attributes of the graph that are not read.
        - `scale`: multiply every number by this one; floats are then read as the decimal numbers that they show.  Without
          it, floats are refused.
        - `fields`: further fields by their names.

        Whether the instance is valid is checked when it is used.  Raises `BadInput`.

        >>> import certify, networkx
        >>> certify.problem("vc").instance(networkx.path_graph(3), k=1)
        <instance of VertexCover: n = 3, m = 2, b = 1>
        >>> certify.problem("subsetsum").instance(size={"a": 3, "b": 5}, goal=8)
        <instance of SubsetSum: n = 2, b = 3, c = 4>
        """
        if isinstance(data, Path):
            return self.read(data, given=fields, scale=scale)
        return instance_of(self.problem, data, fields, (ignoring,) if isinstance(ignoring, str) else tuple(ignoring), scale)

    def read(
        self,
        path: str | Path,
        format: str | None = None,
        given: Mapping[str, Any] | None = None,
        *,
        drop_loops: bool = False,
        scale: int | None = None,
    ) -> LoadedInstance:
        """Read an instance from a file, in a format that the problem's type allows, such as JSON, DIMACS or graph6.

        Labels that are numbers in the file are numbers here.

        - `path`: the file.
        - `format`: the name of the format; None: chosen by the file.
        - `given`: the values of fields that the file does not contain.
        - `drop_loops`: leave out edges from a vertex to itself.
        - `scale`: multiply every number of the file by this one.

        Raises `BadInput`.
        """
        from certify.api.files import instance_in_file
        from certify.formats.reading import Reading

        return instance_in_file(self.problem, Path(path), format, given, Reading(drop_loops, scaling(scale)))

    # ------------------------------------------------------------------------------------------- witnesses

    def solve(
        self,
        instance: Any = None,
        /,
        *,
        via: Via = None,
        smallest: bool = False,
        seconds: Limit = None,
        progress: Tell = None,
        by: str = "auto",
        memory: int = 1 << 30,
        anyway: bool = False,
        jobs: int = 1,
        **fields: Any,
    ) -> SolvedInstance:
        """Look for a witness, and return the answer.

        - `instance`, `fields`: an instance or its data, see `instance`.
        - `via`: the problem at whose instances the search takes place, or the problems to be visited on the way there; None: this
          problem.
        - `smallest`: whether to take the route to it with the smallest image, and not the shortest; that takes seconds.
        - `seconds`: the time limit; None for none.
        - `progress`: called with a line on what is done next.
        - `by`: the method: `search`, `sat`, or a special solver (`dp`, `cp-sat`, `mip`); `auto` is `sat` if there are more than
          2^512 candidates, and else `search`.
        - `memory`: the bytes that the tables of a special solver may take.
        - `anyway`: use the chain even if one of its reductions is refuted.
        - `jobs`: the number of processes that search; several are worth their start where a search takes long.

        Raises `BadInput`; `Invalid` for an instance that is not valid; `Unknown`, `NoRoute`; `RefutedChain` for a chain with a
        refuted reduction; `Miscarried` if the chain fails on the instance; `TooLarge` if the method does not take it.

        >>> import certify
        >>> certify.problem("3sat").solve([[1, -2], [2], [-1]], by="sat").answer
        'no'
        """
        from certify.graph.solving import solve

        x = self.instance(instance, **fields)
        chain = self._chain(x, via, smallest)
        if progress is not None:
            progress(f"{x!r} by {by}" + (f", along {chain.name}" if chain.reductions else ""))
        found = solve(chain, x, seconds=limit(seconds), by=by, memory=memory, anyway=anyway, jobs=jobs)
        return SolvedInstance(x, chain, found, found.by)

    def optimum(
        self,
        instance: Any = None,
        /,
        *,
        via: Via = None,
        smallest: bool = False,
        seconds: Limit = None,
        progress: Tell = None,
        by: str = "search",
        memory: int = 1 << 30,
        anyway: bool = False,
        jobs: int = 1,
        **fields: Any,
    ) -> OptimalInstance:
        """Return the best value of the number that the problem minimises or maximises, with a witness.

        The number itself need not be given.  The other parameters are those of `solve`, and so are the errors; `NoOptimum` if
        the problem states no such number.

        >>> import certify, networkx
        >>> certify.problem("vc").optimum(networkx.cycle_graph(5)).best
        3
        """
        from certify.graph.optimising import best, optimum_stated
        from certify.graph.solving import solve

        stated = optimum_stated(self.problem)
        x = self._without(stated.field, instance, fields)
        chain = self._chain(x, via, smallest)

        def ask(of: Any, left: float | None) -> Any:
            if progress is not None:
                progress(f"{stated.field} = {stated.number(of.value)}")
            return solve(chain, of, seconds=left, by=by, memory=memory, anyway=anyway, jobs=jobs)

        return OptimalInstance(x, chain, best(x, ask, limit(seconds)), by)

    def _without(self, field: str, instance: Any, fields: Mapping[str, Any]) -> LoadedInstance:
        """Return an instance whose number `field` need not be given, and is 0 then."""
        given = isinstance(instance, LoadedInstance) or (isinstance(instance, Mapping) and field in instance)
        return self.instance(instance, **({} if given else {field: 0}) | dict(fields))

    def witnesses(self, instance: Any = None, /, *, seconds: Limit = None, **fields: Any) -> Iterator[Any]:
        """Yield all witnesses of an instance, each once, in the user's labels, as the search finds them.

        Raises `Unfinished` at the end of the time, unless all were found; and `BadInput` or `Invalid`.

        >>> import certify
        >>> sorted(map(sorted, certify.problem("subsetsum").witnesses([3, 5, 8], goal=8)))
        [[0, 1], [2]]
        """
        from certify.graph.witness_lists import all_witnesses

        x = self.instance(instance, **fields)
        return map(x.show_witness, all_witnesses(x, limit(seconds)))

    def count(
        self,
        instance: Any = None,
        /,
        *,
        seconds: Limit = None,
        progress: Callable[[int], None] | None = None,
        **fields: Any,
    ) -> int:
        """Return the number of witnesses of an instance.

        `progress` is called with the number found so far.  Raises `Unfinished` at the end of the time; `BadInput` or `Invalid`.

        >>> import certify
        >>> certify.problem("3sat").count([[1, 2, 3]])
        7
        """
        from certify.graph.witness_lists import count_witnesses

        return count_witnesses(self.instance(instance, **fields), limit(seconds), progress)

    def verify(self, instance: Any, witness: Any, /, **fields: Any) -> WitnessVerdict:
        """Return whether something is a witness of an instance; the result is true if it is, and tells the failing clause if not.

        - `instance`, `fields`: an instance or its data, see `instance`.
        - `witness`: the supposed witness, in the user's labels, or its JSON form.

        Raises `BadInput` for data of another form, and `Invalid` for an instance that is not valid.

        >>> import certify, networkx
        >>> vc = certify.problem("vc")
        >>> bool(vc.verify(networkx.path_graph(3), {1}, k=1))
        True
        >>> print(vc.verify(networkx.path_graph(3), {0}, k=1))  # doctest: +ELLIPSIS
        not accepted: `|S| <= k and every {u, v} in G.edges: u in S or v in S` (...)
        fails: `every {u, v} in G.edges: u in S or v in S` (...)
        for u = 1
        for v = 2
        ...
        """
        from certify.graph.solving import check_valid
        from certify.semantics.witness_verdicts import verdict_on

        x = self.instance(instance, **fields)
        check_valid(x)
        return verdict_on(x, x.read_witness(witness))

    def why(self, instance: Any = None, /, *, seconds: Limit = None, **fields: Any) -> WhyNot:
        """Return why an instance has no witness: a few of its parts that have none by themselves, checked.

        - `instance`, `fields`: as for `instance`.
        - `seconds`: the time limit.

        Raises `NoReason` if it has a witness, or it is not shown that it has none, `Invalid`, and BadInput.

        >>> import certify
        >>> certify.problem("sat").why([[1, 3], [1, 2], [-1], [-2]]).parts
        {'clauses': {1: [1, 2], 2: [-1], 3: [-2]}}
        """
        from certify.api.reasons import why_no
        from certify.graph.solving import mapped

        x = self.instance(instance, **fields)
        return why_no(x, mapped(Chain(self.problem), x), seconds)

    def read_certificate(self, source: str | Path | Mapping[str, Any]) -> AnswerCertificate:
        """Return the certificate of an answer about this problem in a JSON file that `save` wrote, or in its document.

        Whether it is right is for its `check` to say.  Raises `BadInput` if it is no such document, or is about another problem.

        >>> import certify
        >>> sat = certify.problem("sat")
        >>> sat.read_certificate(sat.solve([[1], [-1]]).certificate.document).check()
        True
        """
        from certify.api.answer_certificates import certificate_from

        return certificate_from(self.library, self.problem, source)

    def _chain(self, x: LoadedInstance, via: Via, smallest: bool) -> Chain:
        from certify.graph.route_choice import chain_through, smallest_chain

        visited = stops(via)
        if smallest and len(visited) != 1:
            found = f"found {len(visited)}" if visited else "name it by `via`"
            raise InputError(f"`smallest` chooses among the routes to one problem; {found}")
        if smallest:
            return smallest_chain(self.library, self.name, visited[0], x).chain
        return chain_through(self.library, [self.name, *visited])

    # ------------------------------------------------------------------------------------------- evidence

    def audit(
        self,
        within: Mapping[str, int] | None = None,
        *,
        seconds: Limit = None,
        effort: str = "standard",
        progress: Progress | None = None,
        jobs: int = 1,
    ) -> GatheredEvidence:
        """Check that the problem is well defined on every instance of a region, and return the evidence.

        - `within`: bounds of the problem's measures.
        - `seconds`: a stop; what it stopped says so.
        - `effort`: how much work is done: `quick`, `standard` or `deep`.
        - `progress`: called with the number of instances run and the measures of the present ones.
        - `jobs`: the number of processes that examine instances; 1: this one only.  The evidence does not depend on it.

        >>> import certify
        >>> certify.problem("clique").audit({"n": 2, "m": 1, "b": 1}).verdict
        'exhausted'
        """
        from certify.api.processes import workers
        from certify.audit.problem_audit import audit_problem

        bounds = region(self.problem, within)
        with workers(jobs) as scheduler:
            found = audit_problem(
                self.problem, bounds, seconds=limit(seconds), effort=effort, progress=progress, scheduler=scheduler
            )
        return gathered(found, Chain(self.problem))

    def bounds(self) -> ProblemBounds:
        """Return bounds of lengths and times in the problem's measures, derived from its text.  Raises `Uncovered`.

        >>> import certify
        >>> certify.problem("vc").bounds().in_np
        True
        """
        from certify.bounds.derived_bounds import problem_bounds

        return problem_bounds(self.problem)

    def latex(self, *, standalone: bool = False) -> str:
        """Return the problem as a section of a paper in LaTeX, with BibTeX; `standalone`: as a document that compiles by itself.

        >>> import certify
        >>> print(certify.problem("vc").latex(standalone=True).splitlines()[0])
        \\documentclass[11pt]{article}
        """
        from certify.reports.papers import paper

        return paper(self.library, self.problem, standalone=standalone)

    def draw(self, instance: Any = None, /, *, witness: Any = None, **fields: Any) -> Picture:
        """Return the picture of an instance, with a witness marked in it if one is given; see `instance` for the data.

        >>> import certify
        >>> certify.problem("3sat").draw([[1, -2]])
        <picture of ThreeSAT>
        """
        return self.instance(instance, **fields).draw(witness)


def _restored(layers: Layers | Library, problem: Problem) -> LoadedProblem:
    return LoadedProblem(unpacked(layers), problem)
