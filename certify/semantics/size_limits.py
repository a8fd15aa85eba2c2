"""The size limits that the texts of a problem imply: the slots that an expression or a condition bounds from above.

**The claim.** `bounded(e)` lists slots such that, on every instance on which e is defined, each occurrence of the slot is at most
the value of e.  An occurrence o of the slot `clauses[][]` lies inside an item of an item of `clauses`: these are the choices that
lead to it.  A free variable of e stands for a member of a collection, for a part of such a member, or for a value that the claim
does not cover.  For the occurrence o, e is evaluated with each such variable at the choice that leads to o.

**Why it holds.** `size` and `bits` of a place are the slot itself.  A sum a + b is at least a if b is at least 0 (`nonnegative`),
and only then.  A `max` is at least each of its operands.  Consider a comprehension with a binding that leads to o.  If no summand
is negative, its sum is at least the summand of this binding; its `greatest` is at least the value of this binding.  Such a
binding exists if each generator ranges over a whole collection and makes one of the choices that lead to o, and if each filter
only asks for the case of a value inside which o lies, as the pattern `neg(j) in gates` does (`Reach`).  A generator that makes
another choice may range over an empty collection.  A branch of a `case` is taken if o lies inside a value that the branch binds,
and it bounds o only then.  `min`, differences, products, `if`, folds and other filters bound nothing.

A slot is bounded in `total` if the sum over all its occurrences is at most the value.  Then the sum over all such slots of one
expression is at most the value too, each slot counted as often as it is listed: sums over bindings and sums of operands add these
slots up, and each occurrence belongs to one binding.  A maximum does not add up.

Choices are identified by the variables that make them, not by their paths: `m[i][i]` has the path of all entries of the entries
of m, and stands for an entry only if both choices that lead to it are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count

from certify.core import Function, Map, Node, Number
from certify.core.budgets import Account
from certify.core.paths import below, factors
from certify.records import dataclass, replace

MOST_READ = 1 << 19
"""The most expressions that one reader visits.  A definition that uses another one twice doubles the visits to that one."""


@dataclass(frozen=True, slots=True)
class InstancePlace:
    """The place of a value in the instance.

    `path` is its path, and `choices` are the choices of members that lead to it.  With `keys`, the value is the set of keys of
    the map at the path, not the map itself.
    """

    path: str
    choices: frozenset[int] = frozenset()
    keys: bool = False

    def part(self, name: str) -> InstancePlace:
        """Return the place of a named part of the value."""
        return InstancePlace(below(self.path, name), self.choices)

    def member(self, choice: int, key: bool = False) -> InstancePlace:
        """Return the place of a member, or of the key of a member with `key`.  If the value is the set of keys, the place is that
        of a key."""
        return InstancePlace(f"{self.path}[key]" if key or self.keys else f"{self.path}[]", self.choices | {choice})


Places = Mapping[int, InstancePlace | None]
"""The places of the values of variables; None for a value without a place in the instance."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The occurrences for which generators and branches bind their variables.

    `choices` are the choices that generators make.  `cases` are paths of cases, each with the choices that lead to the value that
    is of that case.
    """

    choices: frozenset[int] = frozenset()
    cases: frozenset[tuple[str, frozenset[int]]] = frozenset()

    def leads_to(self, path: str, choices: frozenset[int]) -> bool:
        """Return whether each occurrence at a path, to which some choices lead, makes all choices of the scope, and lies inside
        all its cases."""
        inside = all(path.startswith(f"{case}.") and around <= choices for case, around in self.cases)
        return inside and self.choices <= choices

    def inside(self, place: InstancePlace, case: str) -> Reach:
        """Return the part of the scope where the value at a place is of a case."""
        return replace(self, cases=self.cases | {(below(place.path, case), place.choices)})

    def __or__(self, other: Reach) -> Reach:
        """Return the part of the scope that is also part of another one."""
        return Reach(self.choices | other.choices, self.cases | other.cases)


@dataclass(frozen=True, slots=True)
class BoundedSlot:
    """A slot that an expression bounds.

    With `total`, it bounds the sum over all occurrences, not only each occurrence.  `choices` are the members around the slot
    that variables stand for.
    """

    path: str
    kind: str
    total: bool
    choices: frozenset[int] = frozenset()


def nonnegative(node: Node, definitions: Collection[str] = ()) -> bool:
    """Return whether the text of a numeric expression shows that its value is at least 0 wherever it is defined.

    It does for a natural number by type (sizes, bits and counts), a nonnegative constant, a square or another even power, a sum,
    product, quotient, minimum or power of nonnegative operands, and a maximum with a nonnegative operand.  An absolute value is
    the maximum of a number and its negation.  A value chosen among several (by `if`, `case`, `the`, ...) is one of them.  Every
    other expression counts as possibly negative.  `definitions` names the definitions that are known to be nonnegative.

    >>> from certify.core import INT, NAT
    >>> x = Node("var", INT, data=1)
    >>> [nonnegative(Node(op, INT, (x, x))) for op in ("add", "mul")], nonnegative(Node("var", NAT, data=1))
    ([False, True], True)
    """

    def holds(node: Node) -> bool:
        return nonnegative(node, definitions)

    args = node.args
    if isinstance(node.type, Number) and node.type.sort == "nat":
        return True
    match node.op:
        case "const":
            return bool(node.data >= 0)
        case "mul" if args[0] == args[1]:
            return True
        case "pow":
            exponent = constant(args[1])
            return holds(args[0]) or (exponent is not None and exponent % 2 == 0)
        case "max":
            return any(map(holds, args)) or _negation(args[0], args[1]) or _negation(args[1], args[0])
        case "add" | "mul" | "div" | "quotient" | "min":
            return all(map(holds, args))
        case "mod":
            return holds(args[1])  # it has the sign of the divisor
        case "int" | "sum" | "product" | "least" | "greatest" | "the" | "first":
            return holds(args[0])
        case "if" | "case":
            return all(map(holds, args[1:]))
        case "global" | "call":
            return node.data in definitions
    return False


def never_negative(functions: Iterable[Function]) -> frozenset[str]:
    """Return the names of the definitions of numbers whose texts show that they are never negative."""
    numbers = [f for f in functions if isinstance(f.body.type, Number)]
    known: frozenset[str] = frozenset()
    while True:
        more = known | {f.name for f in numbers if nonnegative(f.body, known)}
        if more == known:
            return known
        known = more


def _negation(node: Node, of: Node) -> bool:
    return node.op == "sub" and constant(node.args[0]) == 0 and node.args[1] == of


def constant(node: Node) -> int | None:
    """Return the whole number that an expression denotes literally; None if it does not."""
    if node.op in ("nat", "int"):
        return constant(node.args[0])
    return node.data if node.op == "const" and isinstance(node.data, int) and not isinstance(node.data, bool) else None


class SizeReader:
    """Determines the slots that an expression over the instance bounds from above, and the places that expressions denote."""

    def __init__(self, functions: Sequence[Function]) -> None:
        self.functions = {f.name: f for f in functions}
        self.natural = never_negative(functions)
        self._fresh = count()
        self._account = Account(MOST_READ, "readings of expressions for the sizes that they bound")

    def place(self, node: Node, env: Places) -> InstancePlace | None:
        """Return the place of which an expression denotes the whole value, and nothing else; None if there is none."""
        self._account.spend(1, node.mark)
        match node.op:
            case "input":
                return InstancePlace("") if node.data == "instance" else None
            case "var":
                return env.get(node.data)
            case "global":
                return self.place(self.functions[node.data].body, {})
            case "field" | "item" | "arg" | "domain":
                base = self.place(node.args[0], env)
                if base is None:
                    return None
                if node.op == "domain":
                    return replace(base, keys=True)
                return base.part(".".join(map(str, node.data)) if node.op == "arg" else str(node.data))
            case "lookup":
                return self._entry(node, env)
        return None

    def _entry(self, node: Node, env: Places) -> InstancePlace | None:
        """Return the place of a map's values, if the key ranges over the whole set that is the map's domain, by a choice of its
        own."""
        type, base, key = node.args[0].type, self.place(node.args[0], env), node.args[1]
        if base is None or not isinstance(type, Map) or not type.domain:
            return None
        wholes = factors(type.domain)
        parts = key.args if len(wholes) > 1 and key.op == "tuple" else (key,)
        if len(parts) != len(wholes):
            return None
        choices = base.choices
        for at, whole in zip([self.place(part, env) for part in parts], wholes, strict=True):
            if at is None or at.path != f"{whole}[]" or at.choices & choices:
                return None
            choices |= at.choices
        return InstancePlace(f"{base.path}[]", choices)

    def bounded(self, node: Node, env: Places) -> list[BoundedSlot]:
        """Return the slots that are at most the value of the expression, by the rules in the module's docstring.

        `env` holds the places of the variables.
        """
        self._account.spend(1, node.mark)
        match node.op:
            case "size" | "bits":
                place = self.place(node.args[0], env)
                return [] if place is None else [BoundedSlot(place.path, node.op, True, place.choices)]
            case "add":
                a, b = node.args
                return [
                    reading
                    for one, other in ((a, b), (b, a))
                    if nonnegative(other, self.natural)
                    for reading in self.bounded(one, env)
                ]
            case "max":
                return [replace(r, total=False) for a in node.args for r in self.bounded(a, env)]
            case "nat" | "int":
                return self.bounded(node.args[0], env)
            case "global":
                return self.bounded(self.functions[node.data].body, {})
            case "call":
                function = self.functions[node.data]
                places = {v: self.place(a, env) for (v, _), a in zip(function.params, node.args, strict=True)}
                return self.bounded(function.body, places)
            case "case":
                return self._branches(node, env)
            case "sum" | "greatest":
                if node.op == "sum" and not nonnegative(node.args[0], self.natural):
                    return []
                inner, scope = self.generated(node, env)
                read = [] if scope is None else self.bounded(node.args[0], inner)
                total = node.op == "sum"
                return [replace(r, total=r.total and total) for r in read if scope and scope.leads_to(r.path, r.choices)]
        return []

    def _branches(self, node: Node, env: Places) -> list[BoundedSlot]:
        """Return the slots that the branches of a `case` bound inside the values that they bind."""
        return [
            r
            for body, inner, scope in self.branches(node, env)
            for r in self.bounded(body, inner)
            if scope.leads_to(r.path, r.choices)
        ]

    def branches(self, node: Node, env: Places) -> Iterator[tuple[Node, Places, Reach]]:
        """Yield the branches of a `case` about a value in the instance, each with the places of variables in it and the scope in
        which it is taken."""
        base = self.place(node.args[0], env)
        if base is None:
            return
        for (name, variables), body in zip(node.data, node.args[1:], strict=True):
            yield body, {**env, **{v: base.part(f"{name}.{i}") for i, v in enumerate(variables)}}, Reach().inside(base, name)

    def guarded(self, condition: Node, env: Places) -> Reach | None:
        """Return the scope of a condition that only asks for the cases of values in the instance; None for other conditions."""
        if condition.op == "and":
            one, other = (self.guarded(a, env) for a in condition.args)
            return None if one is None or other is None else one | other
        place = self.place(condition.args[0], env) if condition.op == "is" else None
        return None if place is None else Reach().inside(place, condition.data)

    def generated(self, node: Node, env: Places) -> tuple[Places, Reach | None]:
        """Return the places of variables inside generators, and the scope of the generators.

        The scope is None if a generator has another filter than for cases, or ranges over a value without a place.
        """
        inner, scope = dict(env), Reach()
        for step in node.steps:
            if step.kind == "where":
                asked = self.guarded(step.node, inner)
                if asked is None:
                    return inner, None
                scope |= asked
                continue
            place = self.place(step.node, inner)
            if step.kind == "let":
                inner[step.vars[0]] = place
            elif place is None:
                return inner, None
            else:
                choice = next(self._fresh)
                scope |= Reach(frozenset((choice,)))
                inner[step.vars[-1]] = place.member(choice)
                if len(step.vars) == 2:
                    inner[step.vars[0]] = place.member(choice, key=True)
        return inner, scope

    def narrowed(self, node: Node, env: Places) -> Iterator[tuple[Node, Places, Reach]]:
        """Yield the conditions that hold in parts of the instance if a condition holds: the body of an `every` over places, the
        branches of a `case`, and what a condition about cases implies; each with the places of variables in it and its scope."""
        match node.op:
            case "every":
                inner, scope = self.generated(node, env)
                if scope is not None:
                    yield node.args[0], inner, scope
            case "case":
                yield from self.branches(node, env)
            case "implies":
                scope = self.guarded(node.args[0], env)
                if scope is not None:
                    yield node.args[1], env, scope

    def constants(self, node: Node, env: Places) -> Iterator[tuple[BoundedSlot, int]]:
        """Yield the slots that a condition bounds by a constant wherever it holds, with the constants.

        If the condition holds, all its conjuncts hold.  The body of an `every` holds at the choices that lead to an occurrence,
        if its generators make these choices and no others; a branch of a `case` holds for occurrences inside that case.
        """
        self._account.spend(1, node.mark)
        match node.op:
            case "and":
                for a in node.args:
                    yield from self.constants(a, env)
            case "global":
                yield from self.constants(self.functions[node.data].body, {})
            case "every" | "case" | "implies":
                for part, inner, scope in self.narrowed(node, env):
                    read = self.constants(part, inner)
                    yield from ((r, limit) for r, limit in read if scope.leads_to(r.path, r.choices))
            case "le" | "lt" | "eq":
                left, right = node.args
                value = constant(right)
                if value is not None:
                    # a negative limit admits no instance; `valid` itself excludes them all
                    limit = max(0, value - 1 if node.op == "lt" else value)
                    yield from ((r, limit) for r in self.bounded(left, env))
                    place = self.place(left, env)
                    if place is not None and isinstance(left.type, Number) and left.type.sort == "nat":
                        yield BoundedSlot(place.path, "bits", False, place.choices), limit.bit_length()

    def values(self, node: Node, env: Places) -> Iterator[tuple[InstancePlace, int]]:
        """Yield the places of numbers that an expression bounds, each with a constant: number + constant is at most its value."""
        self._account.spend(1, node.mark)
        place = self.place(node, env)
        if place is not None:
            yield place, 0
        elif node.op in ("nat", "int", "max"):
            for a in node.args:
                yield from self.values(a, env)
        elif node.op == "add":
            for one, other in (node.args, node.args[::-1]):
                if nonnegative(other, self.natural):
                    yield from ((at, more + (constant(other) or 0)) for at, more in self.values(one, env))

    def least(self, node: Node) -> Iterator[tuple[str, int]]:
        """Yield the collections whose size a condition bounds from below by a constant: the path and the constant."""
        self._account.spend(1, node.mark)
        match node.op:
            case "and":
                for a in node.args:
                    yield from self.least(a)
            case "global":
                yield from self.least(self.functions[node.data].body)
            case "le" | "lt" | "eq":
                for small, large in (node.args, node.args[::-1])[: 2 if node.op == "eq" else 1]:
                    value = constant(small)
                    place = self.place(large.args[0], {}) if large.op == "size" else None
                    if value is not None and place is not None:
                        yield place.path, value + 1 if node.op == "lt" else value
