"""What is known of a problem: cited facts, carried along reductions, and what its own text shows.

Hardness is carried from the source of a reduction to its target, membership from the target to the source; each piece of
knowledge names the chain that carried it, what it assumes, what it cites, and the weakest evidence among its reductions.

*Strongly hard* means hard with all numbers written in unary (Garey and Johnson, *'Strong' NP-completeness results*, Journal of
the ACM 25(3), 1978).  A reduction carries it if the numbers that it makes are bounded by a polynomial in the source's measures
and in the values of the source's numbers, and makes it of plain hardness if they are bounded in the measures alone; a problem
all of whose numbers are bounded by a polynomial in its own measures is strongly hard if it is hard at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from certify.bounds.composing import NoPolynomial, polynomial
from certify.bounds.reading import problem_bounds, reduction_bounds
from certify.bounds.results import SLICEWISE, Bound, ReductionBounds, for_each_fixed
from certify.certificates.library_evidence import saved_in
from certify.certificates.saved import EVIDENCE
from certify.core import Fact, Problem, core_hash
from certify.graph.routes import network_of
from certify.language.reductions import restriction_edge
from certify.library import Library, Unknown
from certify.system.cache import remembered

CITED, SHOWN = "cited", "by certificate"
"""What stands behind knowledge that no reduction carried: a citation; the bounds read from the problem's own text."""

CLOSED = frozenset({"P", "NP", "coNP", "RP", "coRP", "BPP", "PP", "PH", "CH", "PSPACE", "EXP", "NEXP", "coNEXP", "EXPSPACE"})
"""Classes closed under polynomial-time many-one reductions."""

_HARD = re.compile(r"(?:is )?(?P<strongly>strongly )?(?P<of>\w+)-(?P<kind>hard|complete)")
_IN = re.compile(r"(?:is )?(?P<no>not )?in (?P<of>\w+)")
_SLOW = re.compile(r"(?:is )?not in 2\^o\(([^\W\d]\w*'*(?: \+ [^\W\d]\w*'*)*)\)")
_SLOW_IN_ANY_FORM = re.compile(r"(?:is )?not in .*\^.*")


@dataclass(frozen=True, kw_only=True)
class CarriedStatement:
    """What a statement about a problem rests on, whatever it says.

    `chain` names the reductions between the problem and that of the premise, in their own direction (none: the premise is about
    the problem itself); `cites` are citation keys with places; `note` says more where more is to be said; `evidence_notes` say
    where evidence was read from, or what is wrong with it, if that has to be told.
    """

    chain: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    evidence: str
    cites: tuple[tuple[str, str], ...] = ()
    note: str = ""
    evidence_notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Knowledge(CarriedStatement):
    """A statement about a problem; `premise` says in words what it rests on."""

    problem: str
    statement: str
    premise: str

    @property
    def visits(self) -> tuple[str, ...]:
        """The problems along the chain; the problem alone if there is none."""
        ends = tuple(name.partition(":")[2] for name in self.chain)
        return (self.chain[0].partition(":")[0], *ends) if self.chain else (self.problem,)


@dataclass(frozen=True)
class KnownFacts:
    """All that is known of a problem; `silent` says of reductions why they carry nothing."""

    problem: Problem
    pieces: tuple[Knowledge, ...]
    silent: tuple[str, ...]

    @cached_property
    def statements(self) -> Mapping[str, list[Knowledge]]:
        """The pieces by what they state: what is stated of the problem itself first, then the best evidence, the fewest
        assumptions, the shortest chain."""
        found: dict[str, list[Knowledge]] = {}
        for piece in sorted(self.pieces, key=_order):
            found.setdefault(piece.statement, []).append(piece)
        return found

    @property
    def clashes(self) -> list[str]:
        """What cannot, or should not, hold together: a sentence each."""
        found = [
            f"{hard} and in P: then {hard[:-5]} = P, or something named here is wrong"
            for hard in self.statements
            if hard.endswith("-hard") and not hard.startswith(("strongly ", "P-")) and "in P" in self.statements
        ]
        return found + [
            f"{no} and {no[4:]}: an assumption, or something else named here, is wrong"
            for no in self.statements
            if no.startswith("not in ") and no[4:] in self.statements
        ]


def _order(piece: Knowledge) -> tuple[object, ...]:
    own = (CITED, SHOWN).index(piece.evidence) - 2 if not piece.chain else 0
    rank = 0 if not piece.chain else -EVIDENCE.index(piece.evidence)
    return (
        piece.statement.startswith(("in ", "not ")),
        piece.statement,
        own,
        rank,
        len(piece.assumptions),
        len(piece.chain),
        piece.chain,
    )


# ------------------------------------------------------------------------------------------------ what is cited


@dataclass(frozen=True)
class Assumption:
    """A named assumption, or a theorem that is cited in the place of one: what it says, and where it stands."""

    name: str
    says: str
    cites: tuple[tuple[str, str], ...] = ()


def assumption(library: Library, name: str) -> Assumption:
    """What an assumption says; the name alone if the library declares none of that name.

    >>> from certify.library import standard
    >>> assumption(standard(), "ETH").cites
    (('ImpagliazzoPaturi2001', ''),)
    """
    text = library.text("assumption", name)
    for declared in text.declarations if text else ():
        if declared.kind == "assumption" and declared.name == name:
            _, says, cites = declared.tree.children
            keys = ((str(cites.children[0]), str(cites.children[1] or "").strip('"')),) if cites else ()
            return Assumption(name, str(says or "").strip('"'), keys)
    return Assumption(name, "")


def statements(fact: Fact) -> list[str]:
    """What a fact states, one by one; empty for what is not about hardness or membership.

    >>> statements(Fact("A", "is NP-complete", (), ("Cook1971", "")))
    ['NP-hard', 'in NP']
    >>> statements(Fact("A", "not in P", (), ("Cook1971", "")))
    ['not in P']
    """
    hard = _HARD.fullmatch(fact.says)
    if hard:
        also = [f"in {hard['of']}"] if hard["kind"] == "complete" else []
        return [f"{hard['strongly'] or ''}{hard['of']}-hard", *also]
    member = _IN.fullmatch(fact.says)
    return [f"{member['no'] or ''}in {member['of']}"] if member else []


def lower_bound(fact: Fact) -> tuple[str, ...] | None:
    """The measures in whose sum a fact excludes subexponential time; None for a fact of another kind.  Raises `Unknown` for
    a bound on time in another form.

    >>> lower_bound(Fact("A", "not in 2^o(n + m)", ("ETH",), ("Cook1971", "")))
    ('n', 'm')
    """
    found = _SLOW.fullmatch(fact.says)
    if found is None and _SLOW_IN_ANY_FORM.fullmatch(fact.says):
        form = "`not in 2^o(n + m)`, with a sum of measures"
        raise Unknown(f"`fact {fact.subject} {fact.says}`: a lower bound on time is read in the form {form}")
    return tuple(found[1].split(" + ")) if found else None


def _travels(statement: str) -> bool:
    """Is a statement carried by reductions at all?"""
    return statement.endswith("-hard") or statement.rpartition(" ")[2] in CLOSED


# ------------------------------------------------------------------------------------------------ what is carried


@dataclass(frozen=True)
class _Edge:
    """A reduction as knowledge sees it: its evidence and what has to be told of that, why it carries nothing, whether all numbers
    that it makes are bounded in the source's measures, and why it does not carry strong hardness."""

    evidence: str
    told: str
    silent: str
    small: bool
    weak: str


@dataclass
class FactGraph:
    """The network of a library, with what its reductions carry, found once."""

    library: Library
    edges: dict[str, _Edge] = field(default_factory=dict)
    small: dict[str, bool] = field(default_factory=dict)
    shown: dict[str, tuple[str, ...] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.graph = network_of(self.library)

    def edge(self, name: str) -> _Edge:
        """A reduction, judged once; what its bounds say is remembered."""
        if name not in self.edges:
            reduction = self.library.reduction(name)
            silent, small, weak = remembered(f"carries {core_hash(reduction)}", lambda: _carries(reduction_bounds(reduction)))
            found = saved_in(self.library, name)
            told = f"{name}: {found.note}" if found.note else ""
            if found.status == "refuted":
                silent = "it is refuted" + (f" ({found.note})" if found.note else "")
            self.edges[name] = _Edge(found.status, told, silent, small, weak)
        return self.edges[name]

    def small_numbers(self, problem: str) -> bool:
        """Are all numbers of the problem's instances bounded by a polynomial in its measures?"""
        if problem not in self.small:
            declared = self.library.problem(problem)
            identity = restriction_edge(declared, declared)
            self.small[problem] = remembered(f"small {core_hash(identity)}", lambda: _small(reduction_bounds(identity)))
        return self.small[problem]

    def in_np(self, problem: str) -> tuple[str, ...] | None:
        """For each fixed value of which measures is a problem in NP by certificate?  None if it is not shown to be.  The bounds
        of a verifier take a second to read, and are remembered."""
        if problem not in self.shown:
            declared = self.library.problem(problem)
            found = remembered(f"in NP {core_hash(declared)}", lambda: [problem_bounds(declared).in_np_fixing])
            self.shown[problem] = found[0]
        return self.shown[problem]

    def chains(self, start: str, end: str, *, back: bool = False, strong: bool = False) -> dict[bool, tuple[str, ...]]:
        """The best chain from a problem to another, or from the other back to it, by whether strong hardness is kept: the one
        with the best evidence, then the shortest, then the first by name.  Strong hardness is kept from the start if `strong`,
        and from wherever a reduction makes small numbers only."""
        found: dict[bool, tuple[str, ...]] = {}
        for level in reversed(range(EVIDENCE.index("refuted") + 1, len(EVIDENCE))):
            for (there, keeps), chain in self._walk((start, strong), level, back).items():
                if there == end:
                    found.setdefault(keeps, chain)
        return found

    def _walk(self, start: tuple[str, bool], level: int, back: bool) -> dict[tuple[str, bool], tuple[str, ...]]:
        found: dict[tuple[str, bool], tuple[str, ...]] = {start: ()}
        waiting = [start]
        while waiting:
            here, keeps = waiting.pop(0)
            for there, name in self._next(here, back):
                edge = self.edge(name)
                if edge.silent or EVIDENCE.index(edge.evidence) < level:
                    continue
                state = (there, edge.small or (keeps and not edge.weak))
                if state not in found:
                    chain = found[here, keeps]
                    found[state] = (name, *chain) if back else (*chain, name)
                    waiting.append(state)
        return found

    def best(self, chains: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
        """The chain with the best evidence, then the shortest, then the first by name."""
        return min(chains, key=lambda c: (-EVIDENCE.index(self.evidence(c)), len(c), c), default=None)

    def _next(self, here: str, back: bool) -> Iterator[tuple[str, str]]:
        if back:
            yield from sorted((a, name) for a, _, name in self.graph.in_edges(here, keys=True))
        else:
            yield from sorted((b, name) for _, b, name in self.graph.out_edges(here, keys=True))

    def evidence(self, chain: tuple[str, ...]) -> str:
        """The weakest evidence along a chain."""
        return min((self.edge(name).evidence for name in chain), key=EVIDENCE.index)

    def told(self, chain: tuple[str, ...]) -> tuple[str, ...]:
        """What has to be told of the evidence along a chain."""
        return tuple(self.edge(name).told for name in chain if self.edge(name).told)


def _carries(bounds: ReductionBounds) -> tuple[str, bool, str]:
    """What the bounds of a reduction say of what it carries: `silent`, `small` and `weak` of an `_Edge`."""
    return _silent(bounds), _small(bounds), _weak(bounds)


def _silent(bounds: ReductionBounds) -> str:
    """Why a reduction carries nothing, as far as its bounds say, or an empty text."""
    parts = {f"the size `{n}`": b for n, b in bounds.sizes.items()} | {"the time of the instance map": bounds.times["image"]}
    for what, bound in parts.items():
        if bound.verdict == SLICEWISE:
            return f"{what} is polynomial{for_each_fixed(bound.held)} only"
        if bound.verdict != "polynomial":
            why = "; ".join(dict.fromkeys(o.why for o in bound.obstacles))
            return f"{what} is not shown polynomial ({bound.verdict}{': ' + why if why else ''})"
    return ""


def _small(bounds: ReductionBounds) -> bool:
    """Are all numbers that a reduction makes bounded by a polynomial in the source's measures?"""
    return all(_bounded(b, numbers=False) for b in bounds.values.values())


def _weak(bounds: ReductionBounds) -> str:
    """Why a reduction does not carry strong hardness, or an empty text."""
    if bounds.reduction.image.op == "input":  # the same numbers
        return ""
    large = [f"`{name}`" for name, bound in bounds.values.items() if not _bounded(bound, numbers=True)]
    return f"no polynomial bound is shown on the values of {', '.join(large)}" if large else ""


def _bounded(bound: Bound, *, numbers: bool) -> bool:
    """Is some alternative a polynomial in the measures, and, with `numbers`, in the values of the source's numbers?"""
    refused = ("power", "unbounded") if numbers else ("power", "unbounded", "value")
    for alternative in bound.alternatives:
        try:
            if not polynomial(alternative).has(*refused):
                return True
        except NoPolynomial:
            continue
    return False


def known(library: Library, problem: str, carrier: FactGraph | None = None) -> KnownFacts:
    """What is known of a problem by its name, but for lower bounds on time (`certify.graph.consequences`).  Who asks for
    several problems of a library gives one `carrier` for all of them.

    Raises `Mistake` where a text of the library cannot be read, and `Unknown` for a lower bound on time in a form that is not
    read.
    """
    import networkx

    carrier = carrier or FactGraph(library)
    pieces: list[Knowledge] = []
    related = networkx.ancestors(carrier.graph, problem) | networkx.descendants(carrier.graph, problem) | {problem}
    for origin in sorted(related):
        for fact in (f for f in library.facts(origin) if lower_bound(f) is None):
            for statement in statements(fact) or [fact.says]:
                pieces += _carried(carrier, problem, origin, statement, fact)
        if carrier.in_np(origin) is not None:
            pieces += _shown(carrier, problem, origin)
    silent = (*_facts_that_stay(carrier, problem, related), *_all_silent(carrier, problem))
    return KnownFacts(library.problem(problem), tuple(dict.fromkeys(pieces)), silent)


def fixed_note(problem: Problem) -> str:
    """What is to be said of a fact about a problem that declares measures as fixed; empty if it declares none.

    A citation does not tell whether it is about the problem for each fixed value of these measures, or with them as part of the
    input; a hardness that holds in the second sense only may be false in the first, a membership the other way round.
    """
    if not problem.fixing:
        return ""
    declares = f"{problem.name} declares `fixing {', '.join(problem.fixing)}`"
    return f"{declares}: this may be meant{for_each_fixed(problem.fixing)}, or {as_input(problem)}"


def as_input(problem: Problem) -> str:
    """In which sense something is carried to a problem that declares measures as fixed; empty if it declares none."""
    return f"with {' and '.join(problem.fixing)} as part of the input" if problem.fixing else ""


def _facts_that_stay(carrier: FactGraph, problem: str, related: Iterable[str]) -> Iterator[str]:
    """The facts about other problems that might be carried to a problem, were it clear what they say."""
    for origin in sorted(set(related) - {problem}):
        note = fixed_note(carrier.library.problem(origin))
        for fact in carrier.library.facts(origin) if note else ():
            yield f"`fact {origin} {fact.says}` is not carried: {note}"


def _carried(carrier: FactGraph, problem: str, origin: str, statement: str, fact: Fact) -> Iterator[Knowledge]:
    def piece(statement: str, chain: tuple[str, ...], note: str = "") -> Knowledge:
        evidence = carrier.evidence(chain) if chain else CITED
        if chain:
            note = "; ".join(filter(None, [note, as_input(carrier.library.problem(problem))]))
        premise, told = f"{origin} {fact.says}", carrier.told(chain)
        return Knowledge(
            problem, statement, premise, chain=chain, assumptions=fact.assuming, evidence=evidence, cites=(fact.cites,),
            note=note, evidence_notes=told,
        )  # fmt: skip

    note = fixed_note(carrier.library.problem(origin))
    if origin == problem:
        yield piece(statement, (), note)
        return
    if note or not _travels(statement):
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
    """From where on a chain keeps its numbers small."""
    for name in reversed(chain):
        if carrier.edge(name).small:
            return f"all numbers stay polynomial in the measures of {name.partition(':')[0]}"
    return ""


def _lost(carrier: FactGraph, chain: tuple[str, ...]) -> str:
    """Where along a chain strong hardness is lost for good, or an empty text."""
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
    """The reductions that could have carried something to the problem, and do not."""
    import networkx

    graph = carrier.graph
    above, below = networkx.ancestors(graph, problem) | {problem}, networkx.descendants(graph, problem) | {problem}
    for source, target, name in sorted(graph.edges(keys=True)):
        if (target in above or source in below) and carrier.edge(name).silent:
            yield f"{name} carries nothing: {carrier.edge(name).silent}"
