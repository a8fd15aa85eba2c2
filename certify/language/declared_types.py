"""Types and witness spaces as texts write them: in instances, in `type` declarations, and under `witness`.

The core has no type for the members of a part P.  So `one of P` becomes the type of P's items, with a condition of `valid` that
the value is in P (`certify.language.membership`).  While the fields are read, such a type is a label of the artificial home `?in
P`, as a parameter X of a `type` is a label of the home `?X`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from certify.core import (
    BOOL,
    INT,
    NAT,
    RAT,
    Edge,
    Label,
    Map,
    Never,
    Node,
    Record,
    Seq,
    Set,
    Sum,
    Tuple,
    Type,
)
from certify.language.membership import member, memberships, symmetric, without_membership
from certify.language.scope import Declaration, DocumentBuilder, PartScope, Syntax
from certify.language.typing import describe, transform, with_magnitude
from certify.records import dataclass
from certify.wording import counted, did_you_mean

NUMBERS = {"nat": NAT, "int": INT, "rat": RAT, "ℕ": NAT, "ℤ": INT, "ℚ": RAT}
BASIC = (*NUMBERS, "bool", "graph", "digraph")
_REAL = "numbers are exact: `rat`; only a witness may have real numbers: `reals over ...`"
FOREIGN = {
    **dict.fromkeys(("real", "reals", "float", "double", "decimal", "R", "ℝ"), _REAL),
    **dict.fromkeys(("integer", "Integer", "Z"), "an integer is of type `int`, a natural number of type `nat`"),
    **dict.fromkeys(("natural", "N", "uint", "unsigned", "number"), "a natural number is of type `nat`, an integer `int`"),
    **dict.fromkeys(("rational", "Q", "fraction"), "a rational number is of type `rat`"),
    **dict.fromkeys(("boolean", "Boolean", "truth"), "a truth value is of type `bool`"),
    **dict.fromkeys(
        ("string", "str", "text", "word"), "a word is a sequence of labels: `letters : set of labels`, `seq of letters`"
    ),
    **dict.fromkeys(
        ("vertices", "nodes", "elements", "items", "variables", "strings"), "a set of new labels is of type `set of labels`"
    ),
    **dict.fromkeys(("label", "labels"), "labels have a home: `V : set of labels`, then `one of V`"),
    **dict.fromkeys(("list", "array", "vector"), "a sequence is of type `seq of T`"),
    **dict.fromkeys(("vertex", "node"), "a vertex of a field `G : graph` is of type `one of G.vertices`"),
    **dict.fromkeys(("edge", "arc"), "edges are those of a `graph`, arcs of a `digraph`; a set of pairs is a `set of (V, V)`"),
}
"""The names of types in other notations, and what is written here."""


def graph_type(home: str) -> Record:
    """Return the type of a simple undirected graph whose vertices declare the home `home`."""
    return Record((("vertices", Set(Label(home), home=home)), ("edges", Set(Edge(Label(home))))))


def digraph_type(home: str) -> Record:
    """Return the type of a directed graph, with loops allowed, whose vertices declare the home `home`."""
    return Record((("vertices", Set(Label(home), home=home)), ("arcs", Set(Tuple((Label(home), Label(home)))))))


@dataclass
class Fields:
    """The fields of an instance type while it is read: the type at each path.  The homes are entered before any type is read."""

    paths: dict[str, Type]

    def homes(self) -> list[str]:
        """Return the paths that declare a home."""
        return [p for p, t in self.paths.items() if isinstance(t, Set) and t.home]

    def at(self, path: str) -> Type | None:
        """Return the type at a path; None if it is not declared so far."""
        if path in self.paths:
            return self.paths[path]
        head, *rest = path.split(".")
        type = self.paths.get(head)
        for name in rest:
            type = type.field(name) if isinstance(type, Record) else None
        return type

    def item(self, path: str) -> Type:
        """Return the type of the members of the collection at a path."""
        type = self.at(path)
        assert isinstance(type, Set | Seq)
        return type.item


def instance_type(part: PartScope, section: Syntax) -> tuple[Record, tuple[Node, ...]]:
    """Return the record type that an `instance` section declares, and its conditions of membership.

    A condition states that a value lies in the collection that its type names.  Homes may be used before they are declared.
    Raises `Mistake` if a field is declared twice or its type is wrong.
    """
    fields = Fields({})
    for field in section.children:
        _register(part, fields.paths, str(field.children[0]), field.children[1])
    out: list[tuple[str, Type]] = []
    written: dict[str, Type] = {}
    for field in section.children:
        name = field.children[0]
        if any(n == name for n, _ in out):
            raise part.mistake(f"the field `{name}` is declared twice", name)
        written[str(name)] = _type(part, field.children[1], str(name), fields, {})
        type = fields.paths[str(name)] = without_membership(written[str(name)], fields.item)
        out.append((str(name), with_magnitude(type, str(name))))
    instance = Record(tuple(out))
    marks = {str(field.children[0]): part.mark(field) for field in section.children}
    return instance, tuple(memberships(instance, written, marks))


def _register(part: PartScope, paths: dict[str, Type], path: str, tree: Syntax) -> None:
    """Enter the homes that a field declares, before any type is read."""
    if tree.data == "label_set_type":
        paths[path] = Set(Label(path), home=path)
    elif tree.data == "record_type":
        for field in tree.children:
            _register(part, paths, f"{path}.{field.children[0]}", field.children[1])
    elif tree.data == "named_type":
        word = str(tree.children[0].children[0])
        if word in ("graph", "digraph"):
            graph = (graph_type if word == "graph" else digraph_type)(f"{path}.vertices")
            for name, type in graph.fields:
                paths[f"{path}.{name}"] = type


def _path(tree: Syntax) -> str:
    return ".".join(str(t) for t in tree.children)


def _type(part: PartScope, tree: Any, path: str, fields: Fields, params: Mapping[str, Type]) -> Type:
    match tree.data:
        case "label_set_type":
            if path not in fields.paths:
                raise part.mistake("a home is opened inside a collection", tree, "declare `set of labels` as a field of its own")
            return Set(Label(path), home=path)
        case "set_type":
            item = _type(part, tree.children[0], path + "[]", fields, params)
            return Set(item)
        case "seq_type":
            return Seq(_type(part, tree.children[0], path + "[]", fields, params))
        case "subset_type":
            whole = _collection(part, tree.children[0], fields)
            return Set(whole.item, within=_path(tree.children[0]))
        case "one_type":
            return _item_at(part, tree.children[0], fields)
        case "map_type":
            key = _type(part, tree.children[0], path + "[]", fields, params)
            return Map(key, _type(part, tree.children[1], path + "[]", fields, params))
        case "total_map_type":
            return _total_map(part, tree, path, fields, params)
        case "symmetric_map_type":
            wholes = tree.children[:-1]
            if len(wholes) != 2 or _path(wholes[0]) != _path(wholes[1]):
                raise part.mistake("only a map from the pairs of one set may be symmetric", tree, "write `(A, A)`")
            return symmetric(_total_map(part, tree, path, fields, params))
        case "tuple_type":
            return Tuple(tuple(_type(part, c, path + "[]", fields, params) for c in tree.children))
        case "record_type":
            names = [str(c.children[0]) for c in tree.children]
            for i, (name, child) in enumerate(zip(names, tree.children, strict=True)):
                if name in names[:i]:
                    raise part.mistake(f"the field `{name}` is declared twice", child)
            inside = path if "[]" not in path else path + "[]"
            return Record(
                tuple(
                    (n, _type(part, c.children[1], f"{inside}.{n}", fields, params))
                    for n, c in zip(names, tree.children, strict=True)
                )
            )
    return _named_type(part, tree, path, fields, params)


def _total_map(part: PartScope, tree: Any, path: str, fields: Fields, params: Mapping[str, Type]) -> Map:
    """Return the type of a map with exactly the members of a set, or the tuples of members of several sets, as keys."""
    *wholes, value = tree.children
    items: list[Type] = []
    for whole in wholes:
        of = _collection(part, whole, fields)
        if isinstance(of, Seq):
            raise part.mistake(
                f"`{_path(whole)}` is {describe(of)}, expected a set", whole,
                "a sequence gives values to positions: write `seq of ...`, and in `valid` that both are equally long",
            )  # fmt: skip
        items.append(of.item)
    key = items[0] if len(items) == 1 else Tuple(tuple(items))
    return Map(key, _type(part, value, path + "[]", fields, params), domain=", ".join(map(_path, wholes)))


def _named_type(part: PartScope, tree: Syntax, path: str, fields: Fields, params: Mapping[str, Type]) -> Type:
    name_tree, *over = (c for c in tree.children if c is not None)
    word = _path(name_tree)
    if word in NUMBERS and not over:
        return NUMBERS[word]
    if word == "bool" and not over:
        return BOOL
    if word in ("graph", "digraph") and not over:
        if f"{path}.vertices" not in fields.paths:
            raise part.mistake(f"a {word} stands inside a collection", tree, f"declare the {word} as a field of its own")
        return (graph_type if word == "graph" else digraph_type)(f"{path}.vertices")
    if word in params and not over:
        return params[word]
    if word in fields.paths and not over:
        return _item_at(part, name_tree, fields)
    declared = part.document.texts.type_declaration(word)
    if declared is None:
        inside = [path for path in fields.paths if path.endswith("." + word)]
        near = (
            f"write `{inside[0]}`" if inside else FOREIGN.get(word, "") or did_you_mean(word, [*BASIC, *params, *fields.homes()])
        )
        raise part.mistake(f"`{word}` is no type", name_tree, near or "a set of labels, used as a type, means one of its labels")
    parameters, body = type_parts(declared)
    check_parameters(part, declared, len(over), tree)
    filled = {}
    for parameter, home in zip(parameters, over, strict=True):
        filled["?" + parameter] = params[_path(home)] if _path(home) in params else _item_at(part, home, fields)
    if body.data == "record_type":
        opening(part.document, declared)
        inner = PartScope(part.document, declared.source, part.scope)
        record = _type(inner, body, path, fields, {p: filled["?" + p] for p in parameters})
        part.document.types_open.pop()
        return record
    cases = case_types(part.document, declared)
    return Sum(word, tuple((c, tuple(substituted(t, filled) for t in ts)) for c, ts in cases))


def substituted(type: Type, filled: Mapping[str, Type]) -> Type:
    """Return a declared type with its parameters (labels of homes that start with `?`) replaced; one without a value becomes
    `Never`.
    """

    def change(t: Type) -> Type | None:
        return filled.get(t.home, Never()) if isinstance(t, Label) and t.home.startswith("?") else None

    return transform(type, change)


def _item_at(part: PartScope, path_tree: Syntax, fields: Fields) -> Type:
    """Return the type of the members of the collection at a path of the instance.

    For a home this is its label type.  For another collection it is the artificial label type that stands for membership.
    """
    whole = _collection(part, path_tree, fields)
    return whole.item if isinstance(whole, Set) and whole.home else member(_path(path_tree))


def _collection(part: PartScope, path_tree: Syntax, fields: Fields) -> Set | Seq:
    """Return the type of the collection at a path of the instance."""
    path = _path(path_tree)
    type = fields.at(path)
    if type is None:
        known = list(fields.paths)
        fix = did_you_mean(path, known) or ("fields known here: " + ", ".join(f"`{k}`" for k in known) if known else "")
        raise part.mistake(f"`{path}` is no field declared before this one", path_tree, fix)
    if not isinstance(type, Set | Seq):
        fix = f"write `{path}.vertices`" if isinstance(type, Record) and type.field("vertices") else ""
        raise part.mistake(f"`{path}` is {describe(type)}, expected a set", path_tree, fix)
    return type


def type_parts(declared: Declaration) -> tuple[list[str], Any]:
    """Return the parameters and the body of a `type` declaration."""
    _, *parameters, body = declared.tree.children
    return [str(p) for p in parameters if p is not None], body


def check_parameters(part: PartScope, declared: Declaration, found: int, tree: Syntax) -> None:
    """Raise `Mistake` at the syntax `tree` if a `type` declaration has another number of parameters than `found`."""
    word, (parameters, _) = declared.name, type_parts(declared)
    if len(parameters) != found:
        form = f"{word} over {' and '.join(parameters)}" if parameters else word
        over = counted(len(parameters), "home")
        raise part.mistake(f"`{word}` is declared over {over}, found {found}", tree, f"write `{form}`")


def opening(document: DocumentBuilder, declared: Declaration) -> None:
    """Record that a `type` is being read.  Raises `Mistake` if the type contains itself or names a parameter twice."""
    part = PartScope(document, declared.source, document.library_scope)
    if declared.name in document.types_open:
        raise part.mistake(f"the type `{declared.name}` contains itself", declared.tree, "use indices or labels to refer")
    _, *parameters, _ = declared.tree.children
    for i, parameter in enumerate(parameters):
        if parameter is not None and parameter in parameters[:i]:
            raise part.mistake(f"the parameter `{parameter}` stands twice", parameter)
    document.types_open.append(declared.name)


def case_types(document: DocumentBuilder, declared: Declaration) -> tuple[tuple[str, tuple[Type, ...]], ...]:
    """Return the cases of a declared sum type, with each parameter X as a label of the home `?X`."""
    parameters, body = type_parts(declared)
    part = PartScope(document, declared.source, document.library_scope)
    opening(document, declared)
    params: dict[str, Type] = {p: Label("?" + p) for p in parameters}
    cases: list[tuple[str, tuple[Type, ...]]] = []
    for alternative in body.children:
        name, *types = (c for c in alternative.children if c is not None)
        if any(c == name for c, _ in cases):
            raise part.mistake(f"the case `{name}` is declared twice", name)
        cases.append((str(name), tuple(_type(part, t, "[]", Fields({}), params) for t in types)))
    document.types_open.pop()
    return tuple(cases)
