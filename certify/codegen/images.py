"""Images of instances, built with the target's atoms in place of labels.

The atom of a label is its rank among the labels of its home.  Generated code computes the labels of the homes first; every other
field is then built with ranks, so that no second pass relabels it.  A `rank` (data: home) is the rank of a label, which is looked
up; with a second argument, it is the sum of that and of the label that is wrapped (`certify.codegen.wrapped_labels`).  What is
`across` (data: name of a function) is converted at run time, and `same` (data: the coding or None) is a set of the source.

Sets of edges and of tuples of labels can be `coded` (data: the coding): their members are then integers
(`certify.core.coded_sets`), each the `code` (data: the coding) of some ranks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr, is_path
from certify.codegen.program_text import Conversion, conversion_name
from certify.codegen.wrapped_labels import labels_before, unwrapped
from certify.core import NAT, Edge, Label, Map, Problem, Record, Seq, Set, Sum, Tuple, Type
from certify.core.coded_sets import Coding, coding
from certify.core.paths import factors, leaves, walk
from certify.semantics.dependencies import fields_read, touches
from certify.semantics.relabelling import relabel


def homes(type: Record, e: Expr, before: str = "") -> Iterator[tuple[str, Expr]]:
    """Yield the homes of an instance with the expressions of their labels.

    `type` is the type of the instance, `e` the record that builds it, and `before` the path of that record.
    """
    for (name, field), part in zip(type.fields, e.args, strict=True):
        if isinstance(field, Set) and field.home:
            yield field.home, part
        elif isinstance(field, Record):
            yield from homes(field, part, f"{before}{name}.")


def in_fields(make: Expressions, e: Expr) -> Expr:
    """Return the record of an instance as an expression of its fields, where it is taken from the source as it is.

    The same holds of the records in it.
    """
    if not isinstance(e.type, Record):
        return e
    if e.op == "record":
        return make.like(e, [in_fields(make, part) for part in e.args], ())
    if not is_path(e):
        return e
    parts = [make.make("proj", type, (e,), place) for place, (_, type) in enumerate(e.type.fields)]
    return make.make("record", e.type, [in_fields(make, part) for part in parts])


def is_built(type: Type, e: Expr) -> bool:
    """Return whether an instance is built by a record expression, and each of its records too."""
    if not isinstance(type, Record):
        return True
    return e.op == "record" and all(is_built(t, a) for (_, t), a in zip(type.fields, e.args, strict=True))


def coded_fields(problem: Problem) -> frozenset[str]:
    """Return the paths of the fields of instances that can be coded sets: no condition and no type of another field reads them.

    >>> from certify.library import standard
    >>> coded_fields(standard().problem("Clique"))
    frozenset({'G.edges'})
    """
    type = problem.instance
    named = {path for part in walk(type) if isinstance(part, Map) for path in factors(part.domain)}
    named |= {part.within for part in walk(type) if isinstance(part, Set)}
    read = [fields_read(node, problem.functions) for node in problem.valid]
    return frozenset(
        path
        for path, field in leaves(type)
        if isinstance(field, Set)
        and not (field.home or field.within or path in named)
        and coding(field.item) is not None
        and not any(touches(paths, path) for paths in read)
    )


class RankRewriting:
    """Rewrites expressions so that they compute ranks in place of labels.

    - `conversions`: those that are left to run time; generated code calls them by their places in this list.
    - `labels`: the labels of each home, where they are known.
    """

    def __init__(self, make: Expressions) -> None:
        self.make = make
        self.conversions: list[Conversion] = []
        self.labels: Mapping[str, Expr] = {}

    @contextmanager
    def knowing(self, labels: Mapping[str, Expr]) -> Iterator[None]:
        """Make the labels of homes known inside."""
        before, self.labels = self.labels, labels
        try:
            yield
        finally:
            self.labels = before

    def _branches(self, e: Expr, rewrite: Callable[[Expr], Expr]) -> tuple[Expr, ...]:
        """Return the parts of a choice, of which each branch is rewritten knowing which labels homes have under its condition."""
        branches = []
        for place in (1, 2):
            with self.knowing({home: _chosen(labels, e.args[0], place) for home, labels in self.labels.items()}):
                branches.append(rewrite(e.args[place]))
        return e.args[0], *branches

    def _rank(self, home: str, e: Expr) -> Expr:
        before = labels_before(self.make, self.labels[home], e) if home in self.labels else None
        return self.make.make("rank", Label(home), (e,) if before is None else (e, before), home)

    def ranked(self, type: Type, e: Expr) -> Expr:
        """Return the expression whose value is the value of `e` with each label replaced by its rank.

        `type` is the type of the value in the target; it determines the home of each label.
        """
        make = self.make
        if relabel(type) is None:
            return e
        if self._is_of_source(type):
            whole = isinstance(type, Set) and coding(type.item) is not None and is_path(e)  # it may be coded in the source
            return make.make("same", type, (e,)) if whole else e
        match type, e.op:
            case _, "if":
                return make.make("if", e.type, self._branches(e, lambda a: self.ranked(type, a)))
            case _, "let":
                return make.make("let", e.type, (e.args[0], self.ranked(type, e.args[1])), e.data)
            case Label(home), _:
                return self._rank(home, e)
            case Set(item), "collect_set":
                member = self.ranked(item, e.args[0])
                of = unwrapped(make, member, e.steps)
                return make.like(e, (member,), e.steps) if of is None else make.make("same", type, (of,))
            case Set(item) | Seq(item), "set" | "seq" | "collect_seq":
                return make.like(e, [self.ranked(item, a) for a in e.args], e.steps)
            case Edge(item), "edge":
                return make.make("edge", type, [self.ranked(item, a) for a in e.args], owed=e.owed)
            case Set() | Seq() | Map(), "union" | "concat" | "override":
                return make.like(e, [self.ranked(type, a) for a in e.args], e.steps)
            case Map(key, item), "map" | "collect_map":
                types = [key, item] * (len(e.args) // 2)
                return make.like(e, [self.ranked(t, a) for t, a in zip(types, e.args, strict=True)], e.steps)
            case Tuple(items), "tuple":
                return make.like(e, [self.ranked(t, a) for t, a in zip(items, e.args, strict=True)], ())
            case Record(fields), "record":
                return make.like(e, [self.ranked(t, a) for (_, t), a in zip(fields, e.args, strict=True)], ())
            case Sum(_, cases), "make":
                types = list(cases[e.data][1])
                return make.like(e, [self.ranked(t, a) for t, a in zip(types, e.args, strict=True)], ())
        return self._across(type, e, Conversion(type))

    def _is_of_source(self, type: Type) -> bool:
        """Return whether the labels in values of a type have the ranks that they have in the source: their homes are homes of
        the source."""
        labels = [self.labels.get(part.home) for part in walk(type) if isinstance(part, Label)]
        return all(e is not None and is_path(e) and isinstance(e.type, Set) and bool(e.type.home) for e in labels)

    def coded(self, type: Set, e: Expr) -> Expr:
        """Return the expression whose value is the coded set of the members of `e` with ranks in place of labels.

        `type` is the type of the set in the target.
        """
        make, how = self.make, coding(type.item)
        assert how is not None
        if e.op == "if":
            return make.make("if", type, self._branches(e, lambda a: self.coded(type, a)))
        if e.op == "let":
            return make.make("let", type, (e.args[0], self.coded(type, e.args[1])), e.data)
        if is_path(e) and self._is_of_source(type):
            return make.make("same", type, (e,), how)
        if e.op == "collect_set":
            member = self._code(type.item, e.args[0], how)
            of = unwrapped(make, member, e.steps)
            if of is not None:
                return make.make("same", type, (of,), how)
        return make.make("coded", type, (self._codes(type, e, how),), how)

    def _codes(self, type: Set, e: Expr, how: Coding) -> Expr:
        """Return the expression of the codes of the members of a set."""
        make = self.make
        match e.op:
            case "if":
                return make.make("if", Set(NAT), self._branches(e, lambda a: self._codes(type, a, how)))
            case "let":
                return make.make("let", Set(NAT), (e.args[0], self._codes(type, e.args[1], how)), e.data)
            case "set" | "collect_set":
                return make.make(e.op, Set(NAT), [self._code(type.item, a, how) for a in e.args], e.data, e.steps)
            case "union":
                return make.make(e.op, Set(NAT), [self._codes(type, a, how) for a in e.args])
        return self._across(Set(NAT), e, Conversion(type, coded=True))

    def _code(self, type: Type, e: Expr, how: Coding) -> Expr:
        """Return the expression of the code of a member."""
        make = self.make
        match type, e.op:
            case _, "if":
                return make.make("if", NAT, self._branches(e, lambda a: self._code(type, a, how)))
            case _, "let":
                return make.make("let", NAT, (e.args[0], self._code(type, e.args[1], how)), e.data)
            case Edge(item), "edge":
                return make.make("code", NAT, [self.ranked(item, a) for a in e.args], how, owed=e.owed)
            case Tuple(items), "tuple":
                return make.make("code", NAT, [self.ranked(t, a) for t, a in zip(items, e.args, strict=True)], how)
        return self._across(NAT, e, Conversion(type, coded=True))

    def _across(self, type: Type, e: Expr, conversion: Conversion) -> Expr:
        self.conversions.append(conversion)
        return self.make.make("across", type, (e,), conversion_name(len(self.conversions) - 1))


def _chosen(labels: Expr, condition: Expr, place: int) -> Expr:
    """Return the labels of a home where a condition holds (place 1) or does not (place 2)."""
    while labels.op == "if" and labels.args[0] is condition:
        labels = labels.args[place]
    return labels
