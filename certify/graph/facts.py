"""Facts about a problem: cited ones, carried along reductions, and what its own text shows.

A reduction carries hardness from its source to its target, and membership from its target to its source.  Each piece of knowledge
names the chain that carried it, its assumptions, its citations, and the weakest evidence among its reductions.

*Strongly hard* means hard with all numbers written in unary (Garey and Johnson, *'Strong' NP-completeness results*, Journal of
the ACM 25(3), 1978).  A reduction carries it if the numbers in the image are bounded by a polynomial in the source's measures and
in the values of the source's numbers.  If they are bounded in the measures alone, the reduction turns plain hardness into strong
hardness.  A problem all of whose numbers are bounded by a polynomial in its own measures is strongly hard if it is hard at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from certify.bounds.composing import Composable, NoPolynomial, polynomial
from certify.bounds.derived_bounds import problem_bounds, reduction_bounds
from certify.bounds.results import SLICEWISE, Bound
from certify.certificates.library_evidence import core_in, saved_in
from certify.certificates.saved import EVIDENCE, Saved
from certify.core import Fact, Problem, core_hash
from certify.graph.carried import CITED, SHOWN, Knowledge, KnownFacts
from certify.graph.cited_statements import lower_bound, statements, travels
from certify.graph.edge_bounds import edge_bounds
from certify.graph.routes import network_of
from certify.language.reductions import restriction_edge
from certify.library import Library
from certify.records import dataclass, field
from certify.system.cache import remembered
from certify.wording import for_each_fixed

# ------------------------------------------------------------------------------------------------ carrying


@dataclass(frozen=True)
class _Edge:
    """What a reduction carries.

    - `evidence`, `told`: its evidence, and a note on that if there is one.
    - `silent`: why it carries nothing, or empty.
    - `small`: whether all numbers that it makes are bounded in the source's measures.
    - `weak`: why it does not carry strong hardness, or empty.
    """

    evidence: str
    told: str
    silent: str
    small: bool
    weak: str


_Chains = dict[tuple[str, bool], tuple[str, ...]]
"""Chains by the problem at their end, and by whether hardness is strong there."""


@dataclass
class FactGraph:
    """The network of a library, with what its reductions carry; each is derived once, and each chain is sought once."""

    library: Library
    edges: dict[str, _Edge] = field(default_factory=dict)
    bounds: dict[str, Composable] = field(default_factory=dict)
    saved: dict[str, Saved] = field(default_factory=dict)
    small: dict[str, bool] = field(default_factory=dict)
    shown: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    walks: dict[tuple[str, bool, bool], _Chains] = field(default_factory=dict)
    nearby: dict[tuple[str, bool], list[tuple[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.graph = network_of(self.library)

    def bounds_of(self, name: str) -> Composable:
        """Return what composes of the bounds of a reduction."""
        if name not in self.bounds:
            self.bounds[name] = edge_bounds(self.library, name)
        return self.bounds[name]

    def saved_of(self, name: str) -> Saved:
        """Return the saved evidence for a reduction."""
        if name not in self.saved:
            self.saved[name] = saved_in(self.library, name)
        return self.saved[name]

    def edge(self, name: str) -> _Edge:
        """Return what a reduction carries.  What follows from its bounds is cached."""
        if name not in self.edges:
            core = core_in(self.library, "reduction", name)
            silent, small, weak = remembered(f"carries {core}", lambda: self._carries(name))
            found = self.saved_of(name)
            told = f"{name}: {found.note}" if found.note else ""
            if found.status == "refuted":
                silent = "it is refuted" + (f" ({found.note})" if found.note else "")
            self.edges[name] = _Edge(found.status, told, silent, small, weak)
        return self.edges[name]

    def _carries(self, name: str) -> tuple[str, bool, str]:
        """Return what follows from the bounds of a reduction for an `_Edge`: `silent`, `small` and `weak`."""
        bounds = self.bounds_of(name)
        same = self.library.reduction(name).image.op == "input"  # the image has the same numbers
        return _silent(bounds), _small(bounds), "" if same else _weak(bounds)

    def small_numbers(self, problem: str) -> bool:
        """Return whether all numbers of the problem's instances are bounded by a polynomial in its measures."""
        if problem not in self.small:
            declared = self.library.problem(problem)
            identity = restriction_edge(declared, declared)
            self.small[problem] = remembered(f"small {core_hash(identity)}", lambda: _small(reduction_bounds(identity)))
        return self.small[problem]

    def in_np(self, problem: str) -> tuple[str, ...] | None:
        """Return the measures for each fixed value of which a problem is in NP by certificate; None if it is not shown to be.

        Deriving the bounds of a verifier takes about a second, so the result is cached.
        """
        if problem not in self.shown:
            core = core_in(self.library, "problem", problem)
            found = remembered(f"in NP {core}", lambda: [problem_bounds(self.library.problem(problem)).in_np_fixing])
            self.shown[problem] = found[0]
        return self.shown[problem]

    def chains(self, start: str, end: str, *, back: bool = False, strong: bool = False) -> dict[bool, tuple[str, ...]]:
        """Return the best chain between two problems: the one with the best evidence, then the shortest, then the first by name.

        The key True has the best chain with strong hardness at its end, and False the best one without; either may be missing.

        - `start`, `end`: the two problems.
        - `back`: whether the chain leads from `end` to `start`.
        - `strong`: whether hardness is strong at the start.  It is also strong after a reduction that makes small numbers only.
        """
        asked = start, strong, back
        if asked not in self.walks:
            self.walks[asked] = self._chains_from((start, strong), back)
        found = self.walks[asked]
        return {keeps: found[end, keeps] for keeps in (False, True) if (end, keeps) in found}

    def _chains_from(self, start: tuple[str, bool], back: bool) -> _Chains:
        """Return the best chains from a problem to all others."""
        found: _Chains = {}
        level = len(EVIDENCE) - 1
        while level > EVIDENCE.index("refuted"):
            walked, weaker = self._walk(start, level, back)
            for state, chain in walked.items():
                found.setdefault(state, chain)
            level = max(weaker, default=0)  # with the levels between nothing more is reached
        return found

    def _walk(self, start: tuple[str, bool], level: int, back: bool) -> tuple[_Chains, set[int]]:
        """Return the shortest chains by evidence of a level and above, and the levels of what is too weak for them."""
        found: _Chains = {start: ()}
        weaker = set[int]()
        waiting = [start]
        for here, keeps in waiting:
            for there, name in self._next(here, back):
                edge = self.edge(name)
                if edge.silent:
                    continue
                if EVIDENCE.index(edge.evidence) < level:
                    weaker.add(EVIDENCE.index(edge.evidence))
                    continue
                state = (there, edge.small or (keeps and not edge.weak))
                if state not in found:
                    chain = found[here, keeps]
                    found[state] = (name, *chain) if back else (*chain, name)
                    waiting.append(state)
        return found, weaker

    def best(self, chains: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
        """Return the chain with the best evidence, then the shortest, then the first by name; None if there are no chains."""
        return min(chains, key=lambda c: (-EVIDENCE.index(self.evidence(c)), len(c), c), default=None)

    def _next(self, here: str, back: bool) -> list[tuple[str, str]]:
        """Return the problems one reduction further, with its name, in order."""
        if (here, back) not in self.nearby:
            edges = self.graph.in_edges(here, keys=True) if back else self.graph.out_edges(here, keys=True)
            self.nearby[here, back] = sorted((a if back else b, name) for a, b, name in edges)
        return self.nearby[here, back]

    def evidence(self, chain: tuple[str, ...]) -> str:
        """Return the weakest evidence along a chain."""
        return min((self.edge(name).evidence for name in chain), key=EVIDENCE.index)

    def told(self, chain: tuple[str, ...]) -> tuple[str, ...]:
        """Return the notes on the evidence along a chain."""
        return tuple(self.edge(name).told for name in chain if self.edge(name).told)


def _silent(bounds: Composable) -> str:
    """Return why a reduction carries nothing because of its bounds; empty if it may carry something."""
    parts = {f"the size `{n}`": b for n, b in bounds.sizes.items()} | {"the time of the instance map": bounds.times["image"]}
    for what, bound in parts.items():
        if bound.verdict == SLICEWISE:
            return f"{what} is polynomial{for_each_fixed(bound.held)} only"
        if bound.verdict != "polynomial":
            why = "; ".join(dict.fromkeys(o.why for o in bound.obstacles))
            return f"{what} is not shown polynomial ({bound.verdict}{': ' + why if why else ''})"
    return ""


def _small(bounds: Composable) -> bool:
    """Return whether all numbers that a reduction makes are bounded by a polynomial in the source's measures."""
    return all(_bounded(b, numbers=False) for b in bounds.values.values())


def _weak(bounds: Composable) -> str:
    """Return why a reduction does not carry strong hardness by its bounds; empty if it does."""
    large = [f"`{name}`" for name, bound in bounds.values.items() if not _bounded(bound, numbers=True)]
    return f"no polynomial bound is shown on the values of {', '.join(large)}" if large else ""


def _bounded(bound: Bound, *, numbers: bool) -> bool:
    """Return whether some alternative is a polynomial in the measures and, with `numbers`, in the values of the source's
    numbers."""
    refused = ("power", "unbounded") if numbers else ("power", "unbounded", "value")
    for alternative in bound.alternatives:
        try:
            if not polynomial(alternative).has(*refused):
                return True
        except NoPolynomial:
            continue
    return False


def known(library: Library, problem: str, carrier: FactGraph | None = None) -> KnownFacts:
    """Return what is known of a problem, except lower bounds on time (`certify.graph.consequences`).

    - `library`, `problem`: the library, and the name of the problem.
    - `carrier`: the network of the library; give one for several problems of a library, so that it is built once.

    Raises `Mistake` if a text of the library cannot be read, and `Unknown` if a lower bound on time has an unknown form.
    """
    import networkx

    carrier = carrier or FactGraph(library)
    pieces: list[Knowledge] = []
    related = networkx.ancestors(carrier.graph, problem) | networkx.descendants(carrier.graph, problem) | {problem}
    for origin in sorted(related):
        for fact, cites in _cited(library.facts(origin)):
            for statement in statements(fact) or [fact.says]:
                pieces += _carried(carrier, problem, origin, statement, fact, cites)
        if carrier.in_np(origin) is not None:
            pieces += _shown(carrier, problem, origin)
    silent = (*_facts_that_stay(carrier, problem, related), *_all_silent(carrier, problem))
    return KnownFacts(library.problem(problem), tuple(dict.fromkeys(pieces)), silent)


def _cited(facts: Iterable[Fact]) -> Iterator[tuple[Fact, tuple[tuple[str, str], ...]]]:
    """Yield the facts that are no lower bounds on time; those that say the same are one, with the citations of all."""
    cites: dict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = defaultdict(list)
    first: dict[tuple[str, tuple[str, ...]], Fact] = {}
    for fact in facts:
        if lower_bound(fact) is None:
            cites[fact.says, fact.assuming].append(fact.cites)
            first.setdefault((fact.says, fact.assuming), fact)
    return ((fact, tuple(cites[says])) for says, fact in first.items())


def fixed_note(problem: Problem) -> str:
    """Return a note on a fact about a problem that declares measures as fixed; empty if it declares none.

    A citation does not state whether it is about the problem for each fixed value of these measures, or with them as part of the
    input.  Hardness that holds in the second sense may be false in the first, and the reverse is true of membership.
    """
    if not problem.fixing:
        return ""
    declares = f"{problem.name} declares `fixing {', '.join(problem.fixing)}`"
    return f"{declares}: this may be meant{for_each_fixed(problem.fixing)}, or {as_input(problem)}"


def as_input(problem: Problem) -> str:
    """Return the sense in which a statement is carried to a problem that declares measures as fixed; empty if it declares
    none."""
    return f"with {' and '.join(problem.fixing)} as part of the input" if problem.fixing else ""


def _facts_that_stay(carrier: FactGraph, problem: str, related: Iterable[str]) -> Iterator[str]:
    """Yield sentences on the facts about other problems that are not carried to a problem, since their sense is not clear."""
    for origin in sorted(set(related) - {problem}):
        note = fixed_note(carrier.library.problem(origin))
        for fact in carrier.library.facts(origin) if note else ():
            yield f"`fact {origin} {fact.says}` is not carried: {note}"


def _carried(
    carrier: FactGraph, problem: str, origin: str, statement: str, fact: Fact, cites: tuple[tuple[str, str], ...]
) -> Iterator[Knowledge]:
    def piece(statement: str, chain: tuple[str, ...], note: str = "") -> Knowledge:
        evidence = carrier.evidence(chain) if chain else CITED
        if chain:
            note = "; ".join(filter(None, [note, as_input(carrier.library.problem(problem))]))
        premise, told = f"{origin} {fact.says}", carrier.told(chain)
        return Knowledge(
            problem, statement, premise, chain=chain, assumptions=fact.assuming, evidence=evidence, cites=cites,
            note=note, evidence_notes=told,
        )  # fmt: skip

    note = fixed_note(carrier.library.problem(origin))
    if origin == problem:
        yield piece(statement, (), note)
        return
    if note or not travels(statement):
        return
    if not statement.endswith("-hard"):
        chain = carrier.best(carrier.chains(origin, problem, back=statement.startswith("in ")).values())
        if chain is not None:
            yield piece(statement, chain)
        return
    plain = statement.removeprefix("strongly ")
    chains = carrier.chains(origin, problem, strong=plain != statement)
    small = carrier.small_numbers(problem)
    if True in chains and not small:
        yield piece("strongly " + plain, chains[True], _kept(carrier, chains[True]))
    chain = carrier.best(chains.values())
    if chain is not None:
        yield piece(plain, chain, "" if small or True in chains else _lost(carrier, chain))


def _kept(carrier: FactGraph, chain: tuple[str, ...]) -> str:
    """Return a note on the problem from which on a chain keeps its numbers small; empty if there is none."""
    for name in reversed(chain):
        if carrier.edge(name).small:
            return f"all numbers stay polynomial in the measures of {name.partition(':')[0]}"
    return ""


def _lost(carrier: FactGraph, chain: tuple[str, ...]) -> str:
    """Return a note on the last reduction of a chain that does not carry strong hardness; empty if there is none."""
    for name in reversed(chain):
        if carrier.edge(name).weak:
            return f"in the weak sense: {name} carries no strong hardness, since {carrier.edge(name).weak}"
    return ""


def _shown(carrier: FactGraph, problem: str, origin: str) -> Iterator[Knowledge]:
    premise = f"{origin} is in NP by certificate"
    fixing = carrier.in_np(origin) or ()
    if origin == problem:
        note = "the verifier takes polynomial time, and witnesses have polynomial length"
        yield Knowledge(problem, f"in NP{for_each_fixed(fixing)}", premise, evidence=SHOWN, note=note)
        return
    if fixing:
        return
    chain = carrier.best(carrier.chains(origin, problem, back=True).values())
    if chain is not None:
        note = as_input(carrier.library.problem(problem))
        evidence, told = carrier.evidence(chain), carrier.told(chain)
        yield Knowledge(problem, "in NP", premise, chain=chain, evidence=evidence, note=note, evidence_notes=told)


def _all_silent(carrier: FactGraph, problem: str) -> Iterator[str]:
    """Yield sentences on the reductions that could have carried something to the problem, and do not."""
    import networkx

    graph = carrier.graph
    above, below = networkx.ancestors(graph, problem) | {problem}, networkx.descendants(graph, problem) | {problem}
    for source, target, name in sorted(graph.edges(keys=True)):
        if (target in above or source in below) and carrier.edge(name).silent:
            yield f"{name} carries nothing: {carrier.edge(name).silent}"
