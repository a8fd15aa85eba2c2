"""Why an instance has no witness: a few of its parts that have none by themselves.

The verifier's circuit with one assumption for each part that only constrains gives a first core; then parts are taken away as
long as the rest still has no witness.  That the rest has none is shown by an exhaustive search, or by a SAT solver whose proof
was checked; each part that is needed comes with a witness of the rest without it, which the interpreter accepts.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from contextlib import suppress

from certify.circuits.evaluation import Evaluation
from certify.circuits.gate_algebra import GateValues
from certify.circuits.gates import FALSE, TRUE, Circuit, Literal
from certify.circuits.meaning import ProblemCircuits
from certify.circuits.symbolic_instances import Unknowns
from certify.core import Map, Node, Record
from certify.core.budgets import OutOfBudget
from certify.core.paths import leaf_values, leaves
from certify.core.values import FrozenMap, Value
from certify.core.witness_kinds import outside
from certify.records import dataclass, field, replace
from certify.semantics.directions import Direction, PartKind, constraints, part_kinds
from certify.semantics.instance_flaws import flaw_of
from certify.semantics.interpreter import ProblemMeaning, Unmet
from certify.semantics.named_instances import Display, Instance
from certify.semantics.optimum import Optimum, optimum_of
from certify.semantics.parts import InstancePart, parts_of, surviving, without
from certify.semantics.type_functions import length
from certify.solve.allowances import CONFLICT, GATE, Allowance
from certify.solve.sat import Decider, numbered
from certify.solve.sat_process import blaming
from certify.solve.sat_search import solve_by_sat
from certify.solve.search import Searcher
from certify.symbolic.values import Beyond

NODE = 100
"""The units of a node of a search."""

PART, ITEM = 20, 40
"""The units to take away or keep a part, and to prepare a search of an instance, for each unit of its length."""

_TOO_LARGE = 2_000_000  # what an evaluation spends that exceeds its own budget
_FIRST_NODES = 300  # of a search that is tried before a circuit is made
_FEW = 12  # so many parts are tried without a first core
_MANY = 200  # more parts than that are not tried at the far end of a chain
_MOST_NUMBERS = 40  # how many other values of a number are asked about

WORK = 20_000_000
"""The units that a core may take, unless it is said otherwise."""


@dataclass(frozen=True)
class CoreAnswer:
    """What was found about an instance: `answer` is `yes`, `no` or `unknown`.

    - `witness`: for `yes`, a witness that the interpreter accepts.
    - `how`: for `no`, how it is known: `search`, or `proof` if a checker accepted a proof of the SAT solver.
    - `size`: the nodes of the search, or the steps of the proof.
    """

    answer: str
    witness: Value = None
    how: str = ""
    size: int = 0


@dataclass(frozen=True)
class Needed:
    """A part of a core without which the rest has a witness: the rest and its witness."""

    part: InstancePart
    rest: Instance
    witness: Value


@dataclass(frozen=True)
class Moved:
    """How far the number moves that a problem minimises or maximises, the parts of the core being as they are.

    - `field`, `number`: the number's field, and its value in the instance.
    - `none_to`: the easiest number for which it is known that there is no witness.
    - `one_at`: the number for which there is one, next to it, with its witness; None if none was found.
    """

    field: str
    number: int
    none_to: int
    one_at: int | None = None
    witness: Value = None


@dataclass(frozen=True)
class Core:
    """Parts of an instance that have no witness by themselves, with what is not taken away.

    - `instance`: the instance.
    - `parts`: the parts of the core, in order.
    - `alone`: the instance made of them and of what stays.
    - `shown`: that it has no witness.
    - `needed`: for parts of the core, a witness of the rest without it.
    - `invalid`: parts of the core without which there is no valid instance.
    - `untried`: parts of the core that were not tried, or did not get an answer, within the work.
    - `kinds`: of each collection, what taking members away can do; `tried` are the paths of those that were taken away.
    - `reason`: whether the text shows that what was taken away only constrains, so that the instance has no witness because the
      core has none.
    - `moved`: how far the number moves.
    """

    instance: Instance
    parts: tuple[InstancePart, ...]
    alone: Instance
    shown: CoreAnswer
    needed: tuple[Needed, ...]
    invalid: tuple[InstancePart, ...]
    untried: tuple[InstancePart, ...]
    kinds: tuple[PartKind, ...]
    tried: tuple[str, ...]
    reason: bool
    moved: Moved | None

    @property
    def minimal(self) -> bool:
        """Whether every part of the core is needed."""
        return not self.untried


@dataclass
class _Finder:
    """The search for a core of one instance."""

    instance: Instance
    decider: Decider
    allowance: Allowance
    deadline: float | None
    answers: dict[frozenset[InstancePart], CoreAnswer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.problem = self.instance.problem
        self.searcher, self.meaning = Searcher(self.problem), ProblemMeaning(self.problem)
        self.length = length(self.problem.instance)
        kinds = part_kinds(self.problem)
        self.kinds, parts = tuple(kinds.values()), parts_of(self.instance)
        wanted = Direction.CONSTRAINS if any(k.direction is Direction.CONSTRAINS for k in self.kinds) else Direction.EITHER
        self.tried = tuple(k.path for k in self.kinds if k.direction is wanted)
        self.reason = wanted is Direction.CONSTRAINS and not any(k.alters for k in self.kinds if k.path in self.tried)
        self.candidates = [part for path in self.tried for part in parts[path]]

    # -------------------------------------------------------------------------------------------- questions

    def left(self) -> bool:
        """Return whether there is work and time left."""
        return self.allowance.left > 0 and (self.deadline is None or time.monotonic() < self.deadline)

    def made_of(self, kept: Collection[InstancePart]) -> Instance | None:
        """Return the instance with only these of the candidates; None if there is no valid one."""
        keep = frozenset(kept)
        self.allowance.spend(PART * len(self.candidates))
        found = without(self.instance, [p for p in self.candidates if p not in keep])
        return None if found is None or flaw_of(self.meaning, found.instance.value) is not None else found.instance

    def ask(self, x: Value) -> CoreAnswer:
        """Return what can be shown about a valid instance, within the work that is left."""
        found = self.quickly(x)
        if found.answer == "unknown" and self.left():
            with suppress(Beyond, OutOfBudget):
                seconds = None if self.deadline is None else max(self.deadline - time.monotonic(), 0.0)
                of = solve_by_sat(self.problem, x, self.decider, seconds, prove=True, work=self.allowance.left // 2)
                self.allowance.spend(of.work)
                if of.decision.answer == "yes":
                    return CoreAnswer("yes", of.witness)
                if of.decision.answer == "no" and of.decision.checked:
                    return CoreAnswer("no", how="proof", size=of.decision.steps)
            if self.left():
                found = self.searched(x, self.allowance.left // NODE)
        return found

    def quickly(self, x: Value) -> CoreAnswer:
        """Return what a short search shows about a valid instance."""
        return self.searched(x, _FIRST_NODES)

    def searched(self, x: Value, nodes: int) -> CoreAnswer:
        """Return what a search of so many nodes shows about a valid instance."""
        self.allowance.spend(ITEM * self.length(x))
        try:
            outcome = self.searcher.search(x, limit=1, nodes=nodes, deadline=self.deadline)
        except OutOfBudget:
            self.allowance.spend(_TOO_LARGE)
            return CoreAnswer("unknown")
        self.allowance.spend(NODE * (outcome.nodes + 1))
        if outcome.witnesses:
            return CoreAnswer("yes", outcome.witnesses[0])
        return CoreAnswer("no", how="search", size=outcome.nodes) if outcome.complete else CoreAnswer("unknown")

    def accepted(self, x: Value, w: Value) -> bool:
        """Return whether a value is a witness of a valid instance."""
        try:
            return not outside(self.meaning.space(x), w, Display().show) and self.meaning.accepts(x, w)
        except Unmet:
            return False

    # -------------------------------------------------------------------------------------------- a first core

    def blamed(self) -> list[InstancePart] | None:
        """Return the parts that a SAT solver blames, by the verifier's circuit with an assumption for each; None if there is no
        such circuit, or no answer."""
        single, others = constraints(self.problem)
        single = [(path, node) for path, node in single if self._owner(path) in self.tried]
        others += [node for path, node in constraints(self.problem)[0] if self._owner(path) not in self.tried]
        if not single:
            return None
        x = self.instance.value
        circuit = Circuit(most=self.allowance.left // (4 * GATE))
        try:
            values = GateValues(circuit)
            of, unknowns = ProblemCircuits(values, self.problem), Unknowns(values)
            w, space_owed = of.witness(unknowns, x)
            evaluation = Evaluation(values, self.problem)
            accepted, owed = evaluation.conditions(others, x, w)
            assumed: dict[Literal, InstancePart] = {}
            for path, node in single:
                for part, one in self._each(path):
                    holds = self._holds(evaluation, node, one, w)
                    if holds != TRUE:
                        assumed.setdefault(holds, part)
        except (Beyond, OutOfBudget):
            self.allowance.spend(_TOO_LARGE)
            return None
        self.allowance.spend(len(circuit) * GATE)
        hard = (*unknowns.required, accepted, -owed, -space_owed)
        if circuit.numbers:
            return None
        if FALSE in hard:
            return []
        if FALSE in assumed:
            return [assumed[FALSE]]
        return self._blamed(circuit, hard, assumed)

    def _blamed(
        self, circuit: Circuit, hard: Sequence[Literal], assumed: dict[Literal, InstancePart]
    ) -> list[InstancePart] | None:
        selectors = {circuit.input(): holds for holds in assumed}
        of = numbered(circuit, [*hard, *(circuit.leads_to(s, holds) for s, holds in selectors.items())])
        part_of = {of.variables[s]: assumed[holds] for s, holds in selectors.items() if s in of.variables}
        blamed: list[int] | None = list(part_of)
        while True:
            conflicts = max(self.allowance.left // (8 * CONFLICT), 1)
            self.decider.process.ask(blaming, len(of.variables), of.packed, blamed, conflicts)
            found = self.decider.process.answer(None if self.deadline is None else max(self.deadline - time.monotonic(), 0.0))
            self.allowance.spend(of.clauses)
            if found is None:
                return None if blamed is None or len(blamed) == len(part_of) else [part_of[v] for v in blamed]
            if len(found) == len(blamed or ()):
                return [part_of[v] for v in found]
            blamed = found

    def _owner(self, path: str) -> str:
        """Return the collection whose members are the parts that a field ranges over: for a map, the set of its keys."""
        type = dict(leaves(self.problem.instance))[path]
        return type.domain if isinstance(type, Map) and type.domain else path

    def _each(self, path: str) -> list[tuple[InstancePart, Value]]:
        """Return each part that a field ranges over, with the instance in which the field has only this one."""
        whole = dict(leaf_values(self.problem.instance, self.instance.value))[path]
        out = []
        for part in parts_of(self.instance).get(self._owner(path), ()):
            if isinstance(whole, FrozenMap):
                only: Value = FrozenMap({part.key: whole[part.key]})
            else:
                only = frozenset({part.key}) if isinstance(whole, frozenset) else (whole[part.key],)
            out.append((part, _with(self.problem.instance, self.instance.value, path, only)))
        return out

    @staticmethod
    def _holds(evaluation: Evaluation, node: Node, x: Value, w: Value) -> Literal:
        accepted, owed = evaluation.conditions([node], x, w)
        return evaluation.values.algebra.all((accepted, -owed))

    # -------------------------------------------------------------------------------------------- smaller cores

    def core(self, hints: Sequence[Collection[InstancePart]] = ()) -> Core | None:
        """Return a core; None if it is not shown that the instance has no witness.

        `hints` are parts that may be enough.
        """
        kept, alone, shown = None, self.instance, CoreAnswer("unknown")
        if self.quickly(self.instance.value).answer == "yes":
            return None
        blamed = self.blamed() if len(self.candidates) > _FEW else None
        for first in (*((blamed,) if blamed is not None else ()), *hints):
            x = self.made_of(first)
            if x is None or not self.left() or (kept is not None and len(first) >= len(kept)):
                continue
            found = self.ask(x.value)
            if found.answer == "no":
                kept, alone, shown = [p for p in self.candidates if p in set(first)], x, found
        if kept is None:
            kept, shown = list(self.candidates), self.ask(self.instance.value)
            if shown.answer != "no":
                return None
        return self._smaller(kept, alone, shown)

    def _smaller(self, kept: list[InstancePart], alone: Instance, shown: CoreAnswer) -> Core:
        """Take parts away, many at a time and then one by one, as long as the rest has no witness."""
        needed: dict[InstancePart, Needed] = {}
        invalid: set[InstancePart] = set()
        untried: set[InstancePart] = set()
        size = max(len(kept), 1)
        while True:
            at, dropped = 0, False
            while at < len(kept) and self.left():
                some = kept[at : at + size]
                if size == 1 and self._still_needed(needed, kept, some[0]):
                    at += 1
                    continue
                rest = surviving(self.instance, [p for p in kept if p not in some], some)
                x = self.made_of(rest)
                found = CoreAnswer("unknown") if x is None else self.ask(x.value)
                if x is not None and found.answer == "no":
                    kept, alone, shown, dropped = rest, x, found, True
                    continue
                if size == 1 and x is not None and found.answer == "yes":
                    needed[some[0]] = Needed(some[0], x, found.witness)
                elif size == 1:
                    (invalid if x is None else untried).add(some[0])
                at += size
            if not self.left() or (size == 1 and not dropped):
                break
            size = max(size // 2, 1)
        final = tuple(n for p in kept if (n := needed.get(p)) is not None and self._still_needed(needed, kept, p))
        sure = {n.part for n in final}
        return Core(
            self.instance, tuple(kept), alone, shown, tuple(needed[p] for p in kept if p in sure),
            tuple(p for p in kept if p in invalid), tuple(p for p in kept if p not in sure and p not in invalid),
            self.kinds, self.tried, self.reason, self._moved(alone),
        )  # fmt: skip

    def _still_needed(self, needed: dict[InstancePart, Needed], kept: list[InstancePart], part: InstancePart) -> bool:
        """Return whether a part that was needed in a larger core is needed in this one, by the same witness."""
        before = needed.get(part)
        if before is None:
            return False
        x = self.made_of(surviving(self.instance, [p for p in kept if p != part], [part]))
        if x is None or (x.value != before.rest.value and not self.accepted(x.value, before.witness)):
            del needed[part]
            return False
        needed[part] = replace(before, rest=x)
        return True

    def _moved(self, alone: Instance) -> Moved | None:
        """Return how far the number of the problem moves on the core, by search over it."""
        optimum = optimum_of(self.problem)
        if optimum is None:
            return None
        number = optimum.number(alone.value)
        none_to, step, one = number, 1, None
        for _ in range(_MOST_NUMBERS):
            ask = none_to + optimum.step * step if one is None else (none_to + one[0]) // 2
            if ask in (none_to, one[0] if one else None) or not self.left():
                break
            if optimum.least is not None and ask < optimum.least:
                if step == 1:
                    break
                step = 1
                continue
            found = self._at(optimum, alone, ask)
            if found.answer == "yes":
                one = ask, found.witness
            elif found.answer == "no":
                none_to, step = ask, 2 * step
            else:
                break
        return Moved(optimum.field, number, none_to, *(one or (None, None)))

    def _at(self, optimum: Optimum, alone: Instance, number: int) -> CoreAnswer:
        x = optimum.at(alone.value, number)
        return CoreAnswer("unknown") if flaw_of(self.meaning, x) is not None else self.ask(x)


def _with(type: Record, value: Value, path: str, new: Value) -> Value:
    """Return an instance with another value of the field at a path."""
    name, _, rest = path.partition(".")
    at = type.index(name)
    inner = type.fields[at][1]
    replaced = _with(inner, value[at], rest, new) if rest and isinstance(inner, Record) else new
    return (*value[:at], replaced, *value[at + 1 :])


def core_of(
    instance: Instance, hints: Sequence[Collection[InstancePart]] = (), *, work: int = WORK, seconds: float | None = None
) -> Core | None:
    """Return a core of a valid instance without a witness; None if that it has none is not shown within the work.

    - `instance`: the instance.
    - `hints`: sets of parts that may be enough, which are tried first.
    - `work`: the units of work (`certify.solve.allowances`).
    - `seconds`: the time limit; what is not tried by then is not tried.

    >>> from certify.library import standard
    >>> sat = standard().problem("SAT")
    >>> clauses = (((0, 0), (0, 1)), ((1, 0),), ((0, 0),), ((1, 1),))
    >>> core = core_of(Instance(sat, (frozenset({0, 1}), clauses)))
    >>> [part.key for part in core.parts], core.minimal, [sorted(n.witness) for n in core.needed]
    ([1, 2], True, [[0], []])
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    with Decider() as decider:
        return _Finder(instance, decider, Allowance(work), deadline).core(hints)


def first_core(instance: Instance, *, work: int = WORK, seconds: float | None = None) -> list[InstancePart]:
    """Return parts of an instance that a SAT solver blames for having no witness, or those of a core; empty if none is found."""
    deadline = None if seconds is None else time.monotonic() + seconds
    with Decider() as decider:
        finder = _Finder(instance, decider, Allowance(work), deadline)
        blamed = finder.blamed()
        if blamed is not None or len(finder.candidates) > _MANY:
            return blamed or []
        core = finder.core()
        return [] if core is None else list(core.parts)
