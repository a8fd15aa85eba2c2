"""Texts to begin with: a reduction between two problems, or a problem, that reads and types, and says what is left to write.

A scaffold of a reduction copies labels of the source and leaves everything else as simple as its type allows.  It is well formed
and hardly ever right: an audit refutes it, and shows on which instance.
"""

from __future__ import annotations

from collections.abc import Iterator

from certify.core import Bool, Edge, Label, Map, Number, Problem, Record, Seq, Set, Sum, Tuple, Type
from certify.core.expressions import Node, Space, SpaceKind
from certify.core.mistakes import Source
from certify.core.paths import factors, fields, homes, leaves
from certify.language.formatting import format_text
from certify.records import dataclass


def problem_scaffold(name: str) -> str:
    """Return the text of a problem to begin with: vertex cover, with places for what is meant instead.

    >>> problem_scaffold("Mine").splitlines()[0]
    'problem Mine "TODO: what is asked, in one line"'
    """
    return f"""problem {name} "TODO: what is asked, in one line"
  # TODO: what an instance has: graph, digraph, set of labels, subset of ..., map from each ... to nat, seq of ..., nat, int, rat
  instance G : graph
           k : nat
  # TODO: conditions of a valid instance, if any, as in
  #   valid    |G.vertices| >= 3
  measures n = |G.vertices|
           m = |G.edges|
           b = bits(k)
  # TODO: what a witness is: subset of ..., map from each ... to ..., ordering of ..., cycle of ..., one of ...
  witness  S : subset of G.vertices
  # TODO: when a witness is accepted
  accepts  |S| <= k
           every {{u, v}} in G.edges: u in S or v in S
"""


def reduction_scaffold(source: Problem, target: Problem) -> str:
    """Return the text of a reduction between two problems to begin with, in the canonical format; it reads and types.

    >>> from certify.library import standard
    >>> text = reduction_scaffold(standard().problem("VertexCover"), standard().problem("SetCover"))
    >>> [line.strip() for line in text.splitlines() if " = " in line][0]
    'target   universe = { copy_universe(v) | v in x.G.vertices }'
    """
    return format_text(Source("scaffold.red", _Scaffold(source, target).text()))


@dataclass(frozen=True)
class _Scaffold:
    source: Problem
    target: Problem

    @property
    def _home(self) -> str:
        """The first home of the source; empty if it has none."""
        return next(iter(homes(self.source.instance)), "")

    def _constructor(self, home: str) -> str:
        """Return the name of the constructor of a target's labels."""
        return "copy" if len(homes(self.target.instance)) == 1 else "copy_" + home.replace(".", "_")

    def _label(self, home: str) -> str:
        """Return the label of the target that copies one of the source, or the only one if the source has no labels."""
        return f"{self._constructor(home)}({self._v})" if self._home else self._constructor(home)

    @property
    def _names(self) -> tuple[str, str]:
        """Two names that no witness has: for a label of the source, and for one inside an expression with the first."""
        taken = {*self.source.witness_names, *self.target.witness_names, "x"}
        first, second, *_ = [name for name in ("v", "u", "y", "z", "each1", "each2") if name not in taken] + ["each3", "each4"]
        return first, second

    @property
    def _v(self) -> str:
        return self._names[0]

    def _first(self, path: str) -> str:
        return f"first {self._names[1]} in listed(x.{path}): true"

    def _each(self, item: str) -> str:
        return f"{{ {item} | {self._v} in x.{self._home} }}" if self._home else f"{{ {item} }}"

    def text(self) -> str:
        """Return the text."""
        built = homes(self.target.instance)
        argument = f"(from : x.{self._home})" if self._home else ""
        out = [f"reduction {self.source.name} -> {self.target.name}", '  "TODO: the idea, in one line"', "  given    x"]
        if built:
            out += ["  # TODO: the labels of the image, and what each is made of"]
            out += ["  labels   " + ", ".join(self._constructor(home) + argument for home in built)]
        out += [f"  # the source has {self._has(self.source)}"]
        out += _section("target", self._fields(), "TODO: the image; a `let` section before it names what several fields need")
        mine, its = _witness(self.source), _witness(self.target)
        out += [f"  # TODO: from a witness of {self.source.name} to one of {self.target.name}, and back"]
        out += _map("forward", mine, self._items(self.target, image=True))
        out += _map("backward", its, self._items(self.source, image=False))
        measures = ", ".join(name for name, _ in self.source.measures)
        claim = next((name for name, _ in self.target.measures), "")
        out += [f"  # TODO: how large the image is, in the source's measures {measures}, as in"] if claim else []
        out += [f"  #   claims   target.{claim} <= {self.source.measures[0][0]} + 1"] if claim and self.source.measures else []
        return "\n".join(out) + "\n"

    def _has(self, problem: Problem) -> str:
        shown = [f"x.{path}" for path, _ in leaves(problem.instance)]
        return ", ".join(shown) or "no fields"

    def _fields(self) -> list[str]:
        known = {path: type for path, type in fields(self.source.instance) if isinstance(type, Number)}
        found = []
        for path, type in leaves(self.target.instance):
            same = isinstance(type, Number) and known.get(path) == type
            found.append(f"{path} = {f'x.{path}' if same else self._value(type)}")
        return found

    def _value(self, type: Type, image: bool = True) -> str:
        """Return the simplest value of a type of the target, or of the source if it is not of the `image`."""
        match type:
            case Set(_, home) if home:
                return self._each(self._label(home))
            case Map(_, value, domain) if domain:
                return self._from_each(factors(domain), self._value(value, image), image)
            case Set() | Map():
                return "{}"
            case Seq():
                return "[]"
            case Number():
                return "0"
            case Bool():
                return "false"
            case Label(home) if not image:
                return self._first(home)
            case Label(home):
                return f"{self._constructor(home)}({self._first(self._home)})" if self._home else self._label(home)
            case Edge():
                return "{}"
            case Tuple(items):
                return "(" + ", ".join(self._value(item, image) for item in items) + ")"
            case Record(parts):
                return "{ " + ", ".join(f"{name} := {self._value(part, image)}" for name, part in parts) + " }"
            case Sum(_, cases):
                name, types = cases[0]
                return name + (f"({', '.join(self._value(t, image) for t in types)})" if types else "")
        raise AssertionError(f"no field has the type {type}")

    def _from_each(self, domains: tuple[str, ...], value: str, image: bool) -> str:
        """Return the map that gives each label of a home, or each tuple of them, a value; the empty map for other keys."""
        if any(domain not in homes((self.target if image else self.source).instance) for domain in domains):
            return "{}"
        names = [self._v] if len(domains) == 1 else [f"{self._v}{i + 1}" for i in range(len(domains))]
        keys, ranges = names, [f"{name} in x.{domain}" for name, domain in zip(names, domains, strict=True)]
        if image:
            copies = [self._constructor(domain) for domain in domains]
            keys = [f"{copy}({name})" for copy, name in zip(copies, names, strict=True)] if self._home else copies
            ranges = [f"{name} in x.{self._home}" for name in names] if self._home else []
        key = ", ".join(keys)
        return f"{{ {f'({key})' if len(keys) > 1 else key} -> {value}{' | ' if ranges else ''}{', '.join(ranges)} }}"

    # -------------------------------------------------------------------------------------------- witnesses

    def _items(self, problem: Problem, image: bool) -> list[str]:
        """Return the items of a witness map to a problem; `image` states that it is the target."""
        space = problem.witness
        if space.kind is SpaceKind.UNIT:
            return ["none"]
        spaces = [part for _, part in space.parts] if len(problem.witness_names) > 1 else [space]
        return [f"{name} = {self._member(of, image)}" for name, of in zip(problem.witness_names, spaces, strict=True)]

    def _member(self, space: Space, image: bool) -> str:
        """Return the simplest expression of the type of a witness space; it need not lie in the space."""
        match space.kind:
            case SpaceKind.MAP:
                return self._from_each((_path(space.node),), self._member(space.parts[0][1], image), image)
            case SpaceKind.ORDERING | SpaceKind.SEQUENCE:
                return "[]"
            case SpaceKind.CYCLE:
                return "cycle([])"
            case SpaceKind.RECORD:
                return "{ " + ", ".join(f"{name} := {self._member(part, image)}" for name, part in space.parts) + " }"
        return self._value(space.type, image)


def _path(node: Node | None) -> str:
    """Return the path of the field of the instance that an expression is; empty if it is another expression."""
    if node is None or node.op != "field":
        return ""
    inner = node.args[0]
    before = "" if inner.op == "input" else _path(inner)
    return f"{before}.{node.data}" if before else str(node.data) if inner.op == "input" else ""


def _witness(problem: Problem) -> str:
    """Return the pattern of a problem's witness."""
    if problem.witness.kind is SpaceKind.UNIT:
        return "none"
    names = problem.witness_names
    return names[0] if len(names) == 1 else f"({', '.join(names)})"


def _section(word: str, items: list[str], comment: str) -> Iterator[str]:
    yield f"  # {comment}"
    yield from (f"  {word if not i else '':9}{item}" for i, item in enumerate(items))


def _map(word: str, pattern: str, items: list[str]) -> Iterator[str]:
    head = f"  {word:9}{pattern} -> "
    yield from ((head if not i else " " * len(head)) + item for i, item in enumerate(items))
