"""Check certificates of certify, all in one file because a stranger needs nothing but it and Python (3.11 or later).

    python checker.py FILE... [--show] [--budget STEPS] [--within n=3,m=2] [--json]

A certificate holds the core documents of two problems and a reduction (or of one problem, or of a chain of reductions), and what
an audit says about them.  This program believes nothing of it.  It reads and types the core documents, makes all instances of
the region and all members of their witness spaces anew, with an enumerator and an interpreter of its own, tests every obligation
on them and compares every count.  `docs/core.md` is the specification of the core, `docs/certificates.md` that of the file.

The verdict is `valid`, `valid with holes` (which are named), or `invalid` (with the first thing that is wrong, and where).  Exit
codes: 0 valid, 1 invalid, 2 no certificate, 3 nothing could be checked within the budget.

The chapters: 1 documents, 2 types, 3 values and evaluation, 4 witness spaces, 5 instances, 6 the boundary of a reduction, 7 the
obligations, 8 the region's figures, 9 bounds, 10 all instances at once, 11 pages, 12 the certificate, 13 the command.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import lzma
import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial, reduce
from itertools import combinations, islice, pairwise, permutations, product
from typing import Any, NamedTuple, NoReturn

# ======================================================================================================================
# Chapter 1.  Documents
# ======================================================================================================================

MOST_BYTES = 1 << 26  # of a file
MOST_DEPTH = 400  # of brackets in a file
MOST_NODES = 1 << 18  # of expressions in a core document
MOST_DIGITS = 4000  # of a number in a file
BITS = 1 << 17  # of a number that is computed
ITEMS = 1 << 18  # of a collection that is computed
STEPS = 1 << 22  # of one evaluation
BUDGET = 3_000_000  # steps for one certificate, some fifteen seconds, unless --budget says otherwise
MEMBERS = 1 << 16  # of a witness space that is enumerated


class BadInput(Exception):
    """The file is no certificate at all."""


class Invalid(Exception):
    """The certificate is wrong; the text says where and why."""


class TooMuch(Exception):
    """Something takes more steps, bits or items than are allowed."""


class Undefined(Exception):
    """A partial operation is evaluated where it is undefined."""


def parse(data: bytes) -> Any:
    """Return the JSON value that is written in a file.  Raises BadInput for everything that a certificate may not contain."""
    if len(data) > MOST_BYTES:
        raise BadInput(f"{len(data)} bytes; a certificate has at most {MOST_BYTES}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start} is not UTF-8") from None
    depth, inside, escaped = 0, False, False
    for place, c in enumerate(text):
        if inside:
            inside, escaped = escaped or c != '"', not escaped and c == "\\"
        elif c == '"':
            inside = True
        elif c in "[{":
            depth += 1
            if depth > MOST_DEPTH:
                raise BadInput(f"character {place}: brackets are nested deeper than {MOST_DEPTH}")
        elif c in "]}":
            depth -= 1

    def entries(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = next(k for k, _ in pairs if sum(k == other for other, _ in pairs) > 1)
            raise BadInput(f"the entry {json.dumps(twice)} occurs twice in one object")
        return found

    def whole(digits: str) -> int:
        if len(digits) > MOST_DIGITS:
            raise BadInput(f"a number of {len(digits)} digits; at most {MOST_DIGITS} are read")
        return int(digits)

    def constant(name: str) -> NoReturn:
        raise BadInput(f"{name} is no number of JSON")

    try:
        value = json.loads(text, object_pairs_hook=entries, parse_int=whole, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise BadInput(f"line {error.lineno}, column {error.colno}: no JSON ({error.msg})") from None
    if "\\u" in text:
        canonical(value)  # texts must have UTF-8
    return value


def canonical(value: Any) -> bytes:
    """Return canonical JSON: sorted keys, no blanks, UTF-8.  Raises BadInput for text that has no UTF-8."""
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise BadInput("a text has half a surrogate pair, which has no UTF-8") from None


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of a value."""
    return hashlib.sha256(canonical(value)).hexdigest()


def shown(value: Any, most: int = 60) -> str:
    """Return a JSON value as a short text for messages."""
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= most else text[: most - 3] + "..."


def expect(holds: bool, where: str, found: Any, expected: str) -> None:
    """Raise Invalid unless what is found in a document is what is expected there."""
    if not holds:
        raise Invalid(f"{where}: found {shown(found)}, expected {expected}")


def an_object(value: Any, where: str, needed: str = "", optional: str = "") -> dict[str, Any]:
    """Return a JSON object that has all needed keys, and no other keys than those and the optional ones."""
    expect(isinstance(value, dict), where, value, "an object")
    keys, may = needed.split(), {*needed.split(), *optional.split()}
    for key in keys:
        expect(key in value, where, sorted(value), f"an entry {key}")
    for key in value:
        expect(key in may, where, key, f"one of the entries {', '.join(sorted(may))}")
    return dict(value)


def a_list(value: Any, where: str, length: int | None = None) -> list[Any]:
    """Return a JSON list, of the given length if there is one."""
    expect(isinstance(value, list), where, value, "a list")
    expect(length is None or len(value) == length, where, value, f"a list of {length} items")
    return list(value)


def a_text(value: Any, where: str) -> str:
    """Return a JSON text."""
    expect(isinstance(value, str), where, value, "a text")
    return str(value)


def a_number(value: Any, where: str, least: int | None = 0) -> int:
    """Return a whole number of a document, not less than `least`."""
    expect(isinstance(value, int) and not isinstance(value, bool), where, value, "a whole number")
    expect(least is None or value >= least, where, value, f"a number of at least {least}")
    return int(value)


def different(names: Sequence[Any], where: str) -> None:
    """Raise Invalid if a name occurs twice."""
    expect(len(set(names)) == len(names), where, list(names), "different names")


# Types are tuples: the word of the docs, then the parts.  ("set", item, home, within), ("map", key, value, domain),
# ("record", ((name, type), ...)), ("sum", name, ((case, (type, ...)), ...)), ("label", home), ("term", (constructor, ...)), ...
Type = tuple[Any, ...]
BOOL, NAT, INT, RAT, NEVER, UNIT = ("bool",), ("nat",), ("int",), ("rat",), ("never",), ("tuple", ())
SORTS = ("nat", "int", "rat")


def read_type(doc: Any, where: str) -> Type:
    """Read a type."""
    if isinstance(doc, str):
        expect(doc in {"bool", "never", *SORTS}, where, doc, "a type")
        return (doc,)
    expect(isinstance(doc, dict), where, doc, "a type")
    if "label" in doc:
        return ("label", a_text(an_object(doc, where, "label")["label"], f"{where}.label"))
    if "term" in doc:
        names = [a_text(n, f"{where}.term") for n in a_list(an_object(doc, where, "term")["term"], f"{where}.term")]
        different(names, f"{where}.term")
        return ("term", tuple(names))
    if "set" in doc:
        an_object(doc, where, "set", "home within")
        paths = [a_text(doc.get(key, ""), f"{where}.{key}") for key in ("home", "within")]
        return ("set", read_type(doc["set"], f"{where}.set"), *paths)
    if "map" in doc:
        key, value = a_list(an_object(doc, where, "map", "domain")["map"], f"{where}.map", 2)
        domain = a_text(doc.get("domain", ""), f"{where}.domain")
        return ("map", read_type(key, f"{where}.map[0]"), read_type(value, f"{where}.map[1]"), domain)
    for word in ("edge", "seq"):
        if word in doc:
            return (word, read_type(an_object(doc, where, word)[word], f"{where}.{word}"))
    if "tuple" in doc:
        return ("tuple", read_types(an_object(doc, where, "tuple")["tuple"], f"{where}.tuple"))
    if "record" in doc:
        return ("record", read_named(an_object(doc, where, "record")["record"], f"{where}.record", read_type))
    expect("sum" in doc, where, doc, "a type")
    cases = read_named(an_object(doc, where, "sum cases")["cases"], f"{where}.cases", read_types)
    expect(bool(cases), where, doc, "a sum type with a case")
    return ("sum", a_text(doc["sum"], f"{where}.sum"), cases)


def read_types(doc: Any, where: str) -> tuple[Type, ...]:
    """Read a list of types."""
    return tuple(read_type(t, f"{where}[{i}]") for i, t in enumerate(a_list(doc, where)))


def read_named(doc: Any, where: str, read: Callable[[Any, str], Any]) -> tuple[tuple[str, Any], ...]:
    """Read a list of pairs of a name and something else; the names are different."""
    pairs = [a_list(pair, f"{where}[{i}]", 2) for i, pair in enumerate(a_list(doc, where))]
    different([a_text(name, where) for name, _ in pairs], where)
    return tuple((name, read(part, f"{where}[{i}][1]")) for i, (name, part) in enumerate(pairs))


class Node:
    """An expression.  `steps` are triples of a kind, variables and a node; `where` is its place in the document."""

    __slots__ = ("args", "data", "need", "op", "steps", "type", "where")

    def __init__(self, doc: Any, where: str) -> None:
        an_object(doc, where, "op type", "data steps args need")
        self.where = where
        self.op = a_text(doc["op"], f"{where}.op")
        expect(self.op in ARITY, f"{where}.op", self.op, "an operation of docs/core.md")
        self.type = read_type(doc["type"], f"{where}.type")
        self.data: Any = doc.get("data")
        self.need = None if "need" not in doc else a_number(doc["need"], f"{where}.need")
        self.args = [Node(a, f"{where}.args[{i}]") for i, a in enumerate(a_list(doc.get("args", []), f"{where}.args"))]
        self.steps = []
        for i, step in enumerate(a_list(doc.get("steps", []), f"{where}.steps")):
            at = f"{where}.steps[{i}]"
            kind, variables, node = a_list(step, at, 3)
            many = {"each": (1, 2), "let": (1,), "where": (0,)}.get(kind if isinstance(kind, str) else "", ())
            expect(len(a_list(variables, at)) in many, at, step, "each, let or where with its variables")
            self.steps.append((kind, [a_number(v, at) for v in variables], Node(node, f"{at}[2]")))
        least, most = ARITY[self.op]
        expect(least <= len(self.args) <= most, where, len(self.args), f"the operands of {self.op}")
        expect(not self.steps or self.op in COMPREHENSIONS, where, self.op, "steps in comprehensions only")

    def walk(self) -> Iterator[Node]:
        """Yield this node and all nodes in it."""
        yield self
        for _, _, node in self.steps:
            yield from node.walk()
        for node in self.args:
            yield from node.walk()


def words(text: str) -> set[str]:
    """Return the words of a text."""
    return set(text.split())


MANY = 1 << 20
COMPREHENSIONS = words("every some count sum product least greatest collect_set collect_seq collect_map the first fold")
ARITIES = {
    (0, 0): "const var input global measure",
    (1, 1): "not sign bits nat int size as_edge field item is arg domain reverse listed cycle every some count sum product least"
    " greatest collect_set collect_seq the first",
    (2, 2): "and or implies eq lt le in subset add sub mul div quotient mod pow min max gcd lcm edge other union intersection"
    " difference concat override at lookup range collect_map fold",
    (3, 3): "if slice",
    (0, MANY): "call set seq tuple record map make",
    (1, MANY): "case",
}
ARITY = {op: least_and_most for least_and_most, ops in ARITIES.items() for op in words(ops)}


class Space:
    """A witness space as it is written: its kind, the type of a witness, the expression it is made of, and its parts."""

    def __init__(self, doc: Any, where: str) -> None:
        an_object(doc, where, "space type", "of parts")
        self.kind, self.where = a_text(doc["space"], f"{where}.space"), where
        expect(self.kind in SPACES, f"{where}.space", self.kind, "a kind of witness space")
        self.type = read_type(doc["type"], f"{where}.type")
        self.of = Node(doc["of"], f"{where}.of") if "of" in doc else None
        self.parts = read_named(doc.get("parts", []), f"{where}.parts", Space)
        expect((self.of is None) == (self.kind in ("record", "all", "unit")), where, self.kind, "`of` where the kind has one")
        expect(bool(self.parts) == (self.kind in ("record", "map")), where, self.kind, "`parts` for record and map")
        expect(self.kind != "map" or len(self.parts) == 1, where, self.kind, "one part of a map")

    def nodes(self) -> Iterator[Node]:
        """Yield the expressions that the space is made of."""
        yield from [] if self.of is None else [self.of]
        for _, part in self.parts:
            yield from part.nodes()


SPACES = ("subset", "map", "choice", "ordering", "cycle", "permutation", "one", "all", "record", "reals", "unit")


class Document:
    """What the expressions of a problem, or of a reduction itself, refer to: inputs, definitions, constructors, obligations."""

    def __init__(self, doc: Any, where: str, work: Work) -> None:
        self.work = work
        self.inputs: dict[str, Type] = {}
        self.measured: set[str] = set()
        self.functions: dict[str, tuple[list[tuple[int, Type]], Node]] = {}
        self.constructors: dict[str, tuple[int, list[Type]]] = {}
        self.compiled: dict[str, Callable[[Frame], Any]] = {}
        for i, f in enumerate(a_list(doc["functions"], f"{where}.functions")):
            at = f"{where}.functions[{i}]"
            an_object(f, at, "name params body")
            params = []
            for p in a_list(f["params"], f"{at}.params"):
                variable, type = a_list(p, f"{at}.params", 2)
                params.append((a_number(variable, f"{at}.params"), read_type(type, f"{at}.params")))
            different([v for v, _ in params], f"{at}.params")
            name = a_text(f["name"], f"{at}.name")
            expect(name not in self.functions, at, name, "a name that is not used yet")
            self.functions[name] = params, Node(f["body"], f"{at}.body")
        self.obligations: dict[int, str] = {}
        for i, o in enumerate(a_list(doc["obligations"], f"{where}.obligations")):
            an_object(o, f"{where}.obligations[{i}]", "id says")
            number = a_number(o["id"], f"{where}.obligations[{i}]")
            expect(number not in self.obligations, f"{where}.obligations[{i}]", number, "a number that is not used yet")
            self.obligations[number] = a_text(o["says"], where)

    def uses(self, node: Node) -> Iterator[Node]:
        """Yield all nodes of an expression and of the definitions that it uses, each definition once."""
        seen, pending = set[str](), [node]
        while pending:
            for n in pending.pop().walk():
                yield n
                if n.op in ("global", "call") and n.data not in seen and n.data in self.functions:
                    seen.add(n.data)
                    pending.append(self.functions[n.data][1])


class Problem(Document):
    """A problem of a core document, read and typed."""

    def __init__(self, doc: Any, where: str, work: Work) -> None:
        keys = "core problem instance valid measures fixing witness witness_names accepts functions obligations"
        an_object(doc, where, keys)
        super().__init__(doc, where, work)
        expect(doc["core"] == 1, f"{where}.core", doc["core"], "version 1 of the core form")
        self.name, self.doc = a_text(doc["problem"], f"{where}.problem"), doc
        self.instance = read_type(doc["instance"], f"{where}.instance")
        expect(self.instance[0] == "record", f"{where}.instance", doc["instance"], "a record type")
        self.leaves = dict(leaves_of(self.instance))
        self.valid = [Node(n, f"{where}.valid[{i}]") for i, n in enumerate(a_list(doc["valid"], f"{where}.valid"))]
        self.measures = read_named(doc["measures"], f"{where}.measures", Node)
        self.fixing = [a_text(n, f"{where}.fixing") for n in a_list(doc["fixing"], f"{where}.fixing")]
        self.witness = Space(doc["witness"], f"{where}.witness")
        self.witness_names = [a_text(n, where) for n in a_list(doc["witness_names"], f"{where}.witness_names")]
        self.accepts = [Node(n, f"{where}.accepts[{i}]") for i, n in enumerate(a_list(doc["accepts"], f"{where}.accepts"))]
        check_instance_type(self, where)
        self.inputs = {"instance": self.instance}
        for n in [*self.valid, *(n for _, n in self.measures), *self.witness.nodes()]:
            check(n, self)
        check_space(self.witness)
        self.inputs["witness"] = self.witness.type
        check_functions(self, where)
        for n in [*self.valid, *self.accepts]:
            check(n, self)
            expect(n.type == BOOL, n.where, n.op, "a condition")
        for _, n in self.measures:
            expect(n.type[0] in SORTS, n.where, n.op, "a number")


class Reduction(Document):
    """A reduction of a core document, with both problems, read and typed."""

    def __init__(self, doc: Any, where: str, work: Work) -> None:
        keys = "core reduction source target constructors content image forward backward claims functions obligations"
        an_object(doc, where, keys)
        expect(doc["core"] == 1, f"{where}.core", doc["core"], "version 1 of the core form")
        super().__init__(doc, where, work)
        self.name, self.doc = a_text(doc["reduction"], f"{where}.reduction"), doc
        self.source = Problem(doc["source"], f"{where}.source", work)
        self.target = Problem(doc["target"], f"{where}.target", work)
        named = f"{self.source.name}:{self.target.name}"
        expect(self.name == named, f"{where}.reduction", self.name, f"{named}, the names of both problems")

        def parameters(part: Any, at: str) -> list[Type]:
            return [read_type(a_list(p, at, 2)[1], at) for p in a_list(part, at)]

        for i, (name, types) in enumerate(read_named(doc["constructors"], f"{where}.constructors", parameters)):
            self.constructors[name] = i, types
        self.content = dict(read_named(doc["content"], f"{where}.content", read_type))
        homes = [path for path, t in self.target.leaves.items() if t[0] == "set" and t[2]]
        expect(sorted(self.content) == sorted(homes), f"{where}.content", sorted(self.content), f"the homes {homes}")
        check_constructors(self, where)
        built = substitution(self.content)
        self.image, self.forward, self.backward = (Node(doc[k], f"{where}.{k}") for k in ("image", "forward", "backward"))
        prefixed = with_prefix(self.source.instance)
        self.inputs = {"instance": prefixed}
        check_functions(self, where, (with_prefix(self.source.witness.type), built(self.target.witness.type)))
        check(self.image, self)
        check_fits(self.image.type, built(self.target.instance), self.image.where)
        self.inputs["witness"] = with_prefix(self.source.witness.type)
        check(self.forward, self)
        check_fits(self.forward.type, built(self.target.witness.type), self.forward.where)
        self.inputs["witness"] = built(self.target.witness.type)
        check(self.backward, self)
        check_fits(self.backward.type, with_prefix(self.source.witness.type), self.backward.where)
        del self.inputs["witness"]
        self.claims = [Claim(c, f"{where}.claims[{i}]", self) for i, c in enumerate(a_list(doc["claims"], f"{where}.claims"))]


class Claim:
    """A claim of a reduction: `size`, `value`, `counts` or `parsimonious`."""

    def __init__(self, doc: Any, where: str, reduction: Reduction) -> None:
        an_object(doc, where, "claim", "left relation right where")
        self.kind = a_text(doc["claim"], where)
        expect(self.kind in ("size", "value", "counts", "parsimonious"), where, self.kind, "a kind of claim")
        self.left, self.relation = a_text(doc.get("left", ""), where), a_text(doc.get("relation", ""), where)
        self.right = Node(doc["right"], f"{where}.right") if "right" in doc else None
        self.when = Node(doc["where"], f"{where}.where") if "where" in doc else None
        reduction.measured = {name for name, _ in reduction.source.measures} | {"#source"}
        if self.kind != "parsimonious":
            expect(self.right is not None, where, doc, "a right side")
            assert self.right is not None
            check(self.right, reduction)
            expect(self.right.type[0] in SORTS, self.right.where, self.right.op, "a number")
        if self.kind in ("size", "value"):
            fields = {".".join(p.split(".")[:n]) for p in reduction.target.leaves for n in range(1, p.count(".") + 2)}
            names = [n for n, _ in reduction.target.measures] if self.kind == "size" else sorted(fields)
            expect(self.left in names, f"{where}.left", self.left, f"one of {', '.join(names)}")
            expect(self.relation in ("<=", "="), f"{where}.relation", self.relation, "<= or =")
        if self.when is not None:
            check(self.when, reduction)
            expect(self.when.type == BOOL, self.when.where, self.when.op, "a condition")


def leaves_of(type: Type, path: str = "") -> Iterator[tuple[str, Type]]:
    """Yield the fields that are not records, with their paths: the field names from the instance's record, joined by dots."""
    for name, field in type[1]:
        inner = f"{path}.{name}" if path else name
        if field[0] == "record":
            yield from leaves_of(field, inner)
        else:
            yield inner, field


# ======================================================================================================================
# Chapter 2.  Types: that the declared type of each node follows from its operands
# ======================================================================================================================


def parts_of(type: Type) -> list[Type]:
    """Return the types that a type is directly made of."""
    match type[0]:
        case "set" | "edge" | "seq":
            return [type[1]]
        case "map":
            return [type[1], type[2]]
        case "tuple":
            return list(type[1])
        case "record":
            return [t for _, t in type[1]]
        case "sum":
            return [t for _, types in type[2] for t in types]
    return []


def rebuilt(type: Type, change: Callable[[Type], Type | None]) -> Type:
    """Return a type in which each part that `change` has an answer for is replaced by it."""
    changed = change(type)
    if changed is not None:
        return changed

    def again(part: Type) -> Type:
        return rebuilt(part, change)

    match type[0]:
        case "set" | "edge" | "seq":
            return (type[0], again(type[1]), *type[2:])
        case "map":
            return ("map", again(type[1]), again(type[2]), type[3])
        case "tuple":
            return ("tuple", tuple(map(again, type[1])))
        case "record":
            return ("record", tuple((n, again(t)) for n, t in type[1]))
        case "sum":
            return ("sum", type[1], tuple((c, tuple(map(again, ts))) for c, ts in type[2]))
    return type


def with_prefix(type: Type) -> Type:
    """Return a type of the source as it stands inside a reduction: with `source.` before each home."""
    return rebuilt(type, lambda t: ("label", f"source.{t[1]}") if t[0] == "label" else None)


def substitution(content: Mapping[str, Type]) -> Callable[[Type], Type]:
    """Return the function from a type of the target to the type of what a reduction builds for it."""
    return lambda type: rebuilt(type, lambda t: content[t[1]] if t[0] == "label" else None)


def fits(a: Type, b: Type, either: bool = False) -> bool:
    """Return whether every value of type a is one of type b; with `either`, whether values of both may be compared.

    Whether a set lies in another one, and which keys a map has, is no matter of types but is checked on each instance.
    """
    if a in (b, NEVER) or (either and b == NEVER):
        return True
    if a[0] in SORTS and b[0] in SORTS:
        return either or SORTS.index(a[0]) <= SORTS.index(b[0])
    if (a[0], b[0]) == ("edge", "set") or (either and (a[0], b[0]) == ("set", "edge")):
        return fits(a[1], b[1], either)
    if a[0] != b[0]:
        return False
    if a[0] == "term":
        return either or set(a[1]) <= set(b[1])
    if a[0] == "record" and [n for n, _ in a[1]] != [n for n, _ in b[1]]:
        return False
    if a[0] == "sum" and (a[1], [(c, len(ts)) for c, ts in a[2]]) != (b[1], [(c, len(ts)) for c, ts in b[2]]):
        return False
    inner, outer = parts_of(a), parts_of(b)
    return bool(inner) and len(inner) == len(outer) and all(fits(x, y, either) for x, y in zip(inner, outer, strict=True))


def check_fits(found: Type, expected: Type, where: str) -> None:
    """Raise Invalid unless a type fits another."""
    if not fits(found, expected):
        raise Invalid(f"{where}: the type {type_text(found)} does not fit {type_text(expected)}")


def check_instance_type(problem: Problem, where: str) -> None:
    """Check that homes are opened by the sets at their paths, and that all paths in the instance's type name sets."""
    sets = {path: t for path, t in problem.leaves.items() if t[0] == "set"}
    homes = {path for path, t in sets.items() if t[2]}
    for path, leaf in problem.leaves.items():
        pending, outermost = [leaf], True
        while pending:
            t = pending.pop()
            at = f"{where}.instance ({path})"
            if t[0] == "set" and t[2]:
                expect(outermost and t[1:] == (("label", path), path, ""), at, type_text(t), "a home at its own path")
            if t[0] == "label":
                expect(t[1] in homes, at, t[1], f"one of the homes {', '.join(sorted(homes))}")
            for word, named, item in (("set", t[-1], t[1] if len(t) > 1 else ()), ("map", t[-1], t[1] if len(t) > 1 else ())):
                if t[0] == word and named:
                    expect(named in sets and named != path, at, named, "the path of another set")
                    check_fits(sets[named][1], item, at)
            expect(t[0] not in ("term", "never"), at, type_text(t), "a type of instances")
            outermost = False
            pending += parts_of(t)
    leaf_order(problem)


def references(type: Type) -> set[str]:
    """Return the paths of the sets that a type of an instance refers to."""
    found = {type[1]} if type[0] == "label" else {type[-1]} - {""} if type[0] in ("set", "map") else set()
    return found.union(*map(references, parts_of(type)))


def leaf_order(problem: Problem) -> list[str]:
    """Return the fields in an order in which each comes after the sets that its type refers to."""
    order: list[str] = []
    left = dict(problem.leaves)
    while left:
        ready = [p for p, t in left.items() if references(t) - {p} <= set(order)]
        if not ready:
            raise Invalid(f"{problem.name}: the fields {', '.join(left)} refer to each other in a circle")
        order += ready
        for path in ready:
            del left[path]
    return order


def check_constructors(reduction: Reduction, where: str) -> None:
    """Check that constructors and content are made of the source's labels and of constructors, and never of themselves."""
    homes = {f"source.{path}" for path, t in reduction.source.leaves.items() if t[0] == "set" and t[2]}
    within: dict[str, set[str]] = {}
    for name, types in [
        *((n, ts) for n, (_, ts) in reduction.constructors.items()),
        *((h, [t]) for h, t in reduction.content.items()),
    ]:
        inner = [t for type in types for t in all_parts(type)]
        within[name] = {c for t in inner if t[0] == "term" for c in t[1]}
        for t in inner:
            expect(t[0] != "label" or t[1] in homes, where, t[1] if len(t) > 1 else t, f"one of the homes {sorted(homes)}")
    known = set[str]()
    while more := {n for n in reduction.constructors if n not in known and within[n] <= known}:
        known |= more
    expect(
        known == set(reduction.constructors), f"{where}.constructors", sorted(set(reduction.constructors) - known), "no circle"
    )


def all_parts(type: Type) -> Iterator[Type]:
    """Yield a type and all types in it."""
    yield type
    for part in parts_of(type):
        yield from all_parts(part)


def check_functions(doc: Document, where: str, witnesses: Sequence[Type] = ()) -> None:
    """Check each definition once, and that none uses itself.

    In a reduction the input `witness` has the source's type in some definitions and the target's in others: it must fit one.
    """
    below = {name: {n.data for n in body.walk() if n.op in ("global", "call")} for name, (_, body) in doc.functions.items()}
    known = set[str]()
    while more := {n for n in below if n not in known and {u for u in below[n] if u in below} <= known}:
        known |= more
    expect(known == set(below), f"{where}.functions", sorted(set(below) - known), "definitions that do not use themselves")
    for params, body in doc.functions.values():
        if not witnesses:
            check(body, doc, dict(params))
            continue
        inputs = [n.type for n in body.walk() if n.op == "input" and n.data == "witness"]
        doc.inputs["witness"] = next((w for w in witnesses if all(fits(w, t) for t in inputs)), witnesses[0])
        check(body, doc, dict(params))
        del doc.inputs["witness"]


def check_space(space: Space) -> None:
    """Check that the type of a witness follows from what its space is made of."""
    for _, part in space.parts:
        check_space(part)
    of = space.of.type if space.of is not None else NEVER
    item = of[1] if of[0] in ("set", "edge") else None
    values: Type | None = None
    match space.kind:
        case "subset":
            values = item and ("set", item, "", "")
        case "ordering":
            values = item and ("seq", item)
        case "cycle" | "permutation":
            values = item and ("map", item, item, "")
        case "reals":
            values = item and ("map", item, RAT, "")
        case "map":
            values = item and ("map", item, space.parts[0][1].type, "")
        case "choice" if of[0] == "map" and of[2][0] == "set":
            values = ("map", of[1], of[2][1], "")
        case "one":
            values = of[1] if of[0] == "seq" else item
        case "all" if space.type == BOOL or (space.type[0] == "sum" and not any(ts for _, ts in space.type[2])):
            values = space.type
        case "record":
            values = ("record", tuple((n, p.type) for n, p in space.parts))
        case "unit":
            values = UNIT
    expect(values is not None, space.where, type_text(of), f"what a space of kind {space.kind} is made of")
    assert values is not None
    check_fits(values, space.type, space.where)
    check_fits(space.type, values, space.where)


def check(node: Node, doc: Document, scope: Mapping[int, Type] | None = None) -> None:
    """Check that the type of a node, and of all nodes in it, follows from its operands.

    `scope` holds the types of the variables.  No variable may be bound where it is bound already.
    """
    inner = dict(scope or {})

    def bind(variable: int, type: Type) -> None:
        expect(variable not in inner, node.where, variable, "a variable that is not bound yet")
        inner[variable] = type

    for kind, variables, part in node.steps:
        check(part, doc, inner)
        if kind == "where":
            expect(part.type == BOOL, part.where, part.op, "a condition")
        elif kind == "let":
            bind(variables[0], part.type)
        else:
            of = part.type
            pair = {"map": of[1:3], "seq": (NAT, *of[1:])}.get(of[0]) if len(variables) == 2 else None
            types = pair or ((of[1],) if of[0] in ("set", "edge", "seq") and len(variables) == 1 else ())
            expect(bool(types), part.where, type_text(of), "a collection with as many variables as it has")
            for variable, type in zip(variables, types, strict=True):
                bind(variable, type)
    if node.op == "case":
        check(node.args[0], doc, inner)
        branches = a_list(node.data, f"{node.where}.data", len(node.args) - 1)
        cases = dict(cases_of(node.args[0].type, doc, node.where))
        expect({a_list(b, node.where, 2)[0] for b in branches} == set(cases), node.where, branches, f"branches for {list(cases)}")
        for (name, variables), body in zip(branches, node.args[1:], strict=True):
            bound = dict(inner)
            for variable, type in zip(a_list(variables, node.where, len(cases[name])), cases[name], strict=True):
                expect(a_number(variable, node.where) not in bound, node.where, variable, "a variable that is not bound yet")
                bound[variable] = type
            check(body, doc, bound)
            check_fits(body.type, node.type, body.where)
    elif node.op == "fold":
        check(node.args[0], doc, scope)
        bind(a_number(a_list(node.data, node.where, 1)[0], node.where), node.type)
        check(node.args[1], doc, inner)
        for part in node.args:
            check_fits(part.type, node.type, part.where)
    elif node.op == "var":
        expect(
            node.data in inner and not isinstance(node.data, bool), f"{node.where}.data", node.data, "a variable that is bound"
        )
        check_fits(inner[node.data], node.type, node.where)
    else:
        for part in node.args:
            check(part, doc, inner)
        inferred = inferred_type(node, [a.type for a in node.args], doc)
        if inferred is None:
            raise Invalid(
                f"{node.where}: {node.op} is not defined on {', '.join(type_text(a.type) for a in node.args) or 'this'}"
            )
        check_fits(inferred, node.type, node.where)
    if node.need is not None:
        expect(node.need in doc.obligations, f"{node.where}.need", node.need, "the number of an obligation")


def cases_of(type: Type, doc: Document, where: str) -> Iterator[tuple[str, Sequence[Type]]]:
    """Yield the cases of a sum type, or the constructors of a type of built labels, with the types of their arguments."""
    if type[0] == "sum":
        yield from type[2]
    elif type[0] == "term":
        for name in type[1]:
            expect(name in doc.constructors, where, name, "a constructor of the reduction")
            yield name, doc.constructors[name][1]
    else:
        raise Invalid(f"{where}: {type_text(type)} has no cases")


def widest(types: Iterable[Type], sorts: Sequence[str] = SORTS) -> Type | None:
    """Return the widest of some types of numbers; None if one is no such type."""
    found = list(types)
    return (sorts[max(sorts.index(t[0]) for t in found)],) if found and all(t[0] in sorts for t in found) else None


def inferred_type(n: Node, a: list[Type], doc: Document) -> Type | None:
    """Return the type that follows from the types of the operands, or None if the operation does not apply to them."""

    def when(holds: Any, type: Type | None) -> Type | None:
        return type if holds else None

    kinds = [t[0] for t in a]
    data: Any = n.data
    match n.op:
        case "const":
            if isinstance(data, str):
                return RAT if fraction(data) is not None else None
            return (
                BOOL
                if isinstance(data, bool)
                else when(isinstance(data, int), NAT if isinstance(data, int) and data >= 0 else INT)
            )
        case "input":
            return doc.inputs.get(data) if isinstance(data, str) else None
        case "measure":
            return NAT if isinstance(data, str) and data in doc.measured else None
        case "global" | "call":
            params, body = doc.functions.get(data if isinstance(data, str) else "", ([], None))
            suits = len(params) == len(a) and all(fits(x, t) for x, (_, t) in zip(a, params, strict=True))
            return body.type if body is not None and suits and (n.op == "call") == bool(params) else None
        case "not" | "and" | "or" | "implies" | "every" | "some":
            return when(all(t == BOOL for t in a), BOOL)
        case "count":
            return when(a[0] == BOOL, NAT)
        case "if":
            return when(a[0] == BOOL and fits(a[1], n.type) and fits(a[2], n.type), n.type)
        case "eq":
            return when(fits(a[0], a[1], either=True), BOOL)
        case "lt" | "le":
            return when(widest(a), BOOL)
        case "in":
            return when(kinds[1] in ("set", "edge", "seq") and fits(a[0], a[1][1], either=True), BOOL)
        case "subset":
            return when(kinds == ["set", "set"] and fits(a[0], a[1], either=True), BOOL)
        case "add" | "mul" | "min" | "sum" | "product" | "least" | "greatest":
            return widest(a)
        case "max":  # an absolute value is written as max(a, 0 - a)
            absolute = negation(n.args[0], n.args[1]) or negation(n.args[1], n.args[0])
            return NAT if widest(a) == INT and (NAT in a or absolute) else widest(a)
        case "sub":
            return widest([*a, INT])
        case "div":
            return when(widest(a), RAT)
        case "quotient" | "mod":
            return widest(a, SORTS[:2])
        case "pow":
            return when(widest(a), a[0])
        case "gcd" | "lcm":
            return when(widest(a, SORTS[:2]), NAT)
        case "sign":
            return when(widest(a), INT)
        case "bits":
            return when(widest(a) and data in SORTS and SORTS.index(kinds[0]) <= SORTS.index(data), NAT)
        case "nat" | "int":
            return when(widest(a), (n.op,))
        case "size":
            return when(kinds[0] in ("set", "edge", "seq", "map"), NAT)
        case "set" | "seq":
            return when(n.type[0] == n.op and all(fits(t, n.type[1]) for t in a), n.type)
        case "tuple":
            return ("tuple", tuple(a))
        case "record":
            suits = n.type[0] == "record" and len(n.type[1]) == len(a)
            return ("record", tuple((name, t) for (name, _), t in zip(n.type[1], a, strict=True))) if suits else None
        case "map":
            suits = n.type[0] == "map" and len(a) % 2 == 0
            return when(suits and all(fits(t, n.type[1 + i % 2]) for i, t in enumerate(a)), n.type)
        case "edge":
            return when(n.type[0] == "edge" and all(fits(t, n.type[1]) for t in a), n.type)
        case "as_edge":
            return ("edge", a[0][1]) if kinds[0] == "set" else None
        case "other":
            return a[0][1] if kinds[0] == "edge" and fits(a[1], a[0][1], either=True) else None
        case "field":
            return dict(a[0][1]).get(data) if kinds[0] == "record" and isinstance(data, str) else None
        case "item":
            index = data if isinstance(data, int) and not isinstance(data, bool) else -1
            return a[0][1][index] if kinds[0] == "tuple" and 0 <= index < len(a[0][1]) else None
        case "make":
            types = dict(cases_of(n.type, doc, n.where)).get(data) if isinstance(data, str) else None
            return when(types is not None and len(types) == len(a) and all(map(fits, a, types)), n.type)
        case "is":
            return when(isinstance(data, str) and data in dict(cases_of(a[0], doc, n.where)), BOOL)
        case "arg":
            name, index = a_list(data, f"{n.where}.data", 2)
            types = dict(cases_of(a[0], doc, n.where)).get(name) if isinstance(name, str) else None
            return types[index] if types and 0 <= a_number(index, n.where) < len(types) else None
        case "union" | "intersection" | "difference" | "concat" | "override":
            kind = {"concat": "seq", "override": "map"}.get(n.op, "set")
            if not all(k in (kind, "edge" if kind == "set" else kind) for k in kinds) or not fits(a[0], a[1], either=True):
                return None
            if n.type[0] != kind:
                return None
            if n.op in ("intersection", "difference"):
                return a[0] if fits(a[0], n.type) else when(n.op == "intersection", a[1])
            return when(fits(a[0], n.type) and fits(a[1], n.type), n.type)
        case "at":
            return a[0][1] if kinds[0] == "seq" and widest([a[1]], SORTS[:2]) else None
        case "lookup":
            return a[0][2] if kinds[0] == "map" and fits(a[1], a[0][1], either=True) else None
        case "domain":
            return ("set", a[0][1], "", "") if kinds[0] == "map" else None
        case "slice":
            return when(kinds[0] == "seq" and widest(a[1:], SORTS[:2]), a[0])
        case "reverse":
            return when(kinds[0] == "seq", a[0])
        case "range":
            return ("seq", a[0]) if widest(a, SORTS[:2]) else None
        case "listed":
            return ("seq", a[0][1]) if kinds[0] in ("set", "edge") else None
        case "cycle":
            return ("map", a[0][1], a[0][1], "") if kinds[0] == "seq" else None
        case "collect_set":
            return ("set", a[0], "", "")
        case "collect_seq":
            return ("seq", a[0])
        case "collect_map":
            return ("map", a[0], a[1], "")
        case "the" | "first":
            return a[0]
    return None


def fraction(text: str) -> Fraction | None:
    """Return the number that is written as `p/q` or `p`; None for other texts."""
    top, slash, bottom = text.partition("/")
    digits = (top.removeprefix("-"), bottom if slash else "1")
    if not all(d.isascii() and d.isdigit() and len(d) <= MOST_DIGITS for d in digits) or int(digits[1]) == 0:
        return None
    return Fraction(int(top), int(digits[1]))


# ======================================================================================================================
# Chapter 3.  Values and evaluation
# ======================================================================================================================

# A truth value is a bool; a number an int, or a Fraction that is not whole; a label its rank; a built label and a value of a sum
# type a tuple of the index of the constructor or case and the arguments; a tuple, record or sequence a tuple; a set or edge a
# frozenset; a map a Map.
Frame = dict[Any, Any]  # the inputs and `globals` by name, the variables by number


class Map(dict[Any, Any]):
    """A map as a value that can be a member of a set."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


class Work:
    """The steps that may still be taken: `left` in all, and `here` for one evaluation."""

    def __init__(self, budget: int) -> None:
        self.left, self.here = budget, STEPS

    def spend(self, steps: int) -> None:
        """Take some steps.  Raises OutOfSteps when all are taken, and TooMuch when one evaluation takes too many."""
        self.left -= steps
        self.here -= steps
        if self.left < 0:
            raise OutOfSteps
        if self.here < 0:
            raise TooMuch(f"more than {STEPS} steps in one evaluation")

    def items(self, count: int) -> None:
        """Take the steps for a collection before it is made.  Raises TooMuch if it has too many items."""
        if count > ITEMS:
            raise TooMuch(f"a collection of more than {ITEMS} items")
        self.spend(1 + count // 16)

    def bits(self, count: int) -> None:
        """Take the steps for a number before it is made.  Raises TooMuch if it has too many bits."""
        if count > BITS:
            raise TooMuch(f"a number of more than {BITS} bits")
        if count > 512:
            self.spend(count * math.isqrt(count) // 4096)


class OutOfSteps(Exception):
    """The steps that were allowed are taken."""


def norm(a: int | Fraction) -> int | Fraction:
    """Return a number in its one form: an int if it is whole."""
    return a.numerator if a.denominator == 1 else a


def bit_count(a: int | Fraction) -> int:
    """Return the number of binary digits of numerator and denominator together."""
    return a.numerator.bit_length() + a.denominator.bit_length()


def order_key(value: Any) -> Any:
    """Return a key that sorts values of one type in the order of docs/core.md."""
    if isinstance(value, frozenset):
        return len(value), sorted(map(order_key, value))
    if isinstance(value, Map):
        return len(value), sorted((order_key(k), order_key(v)) for k, v in value.items())
    return tuple(map(order_key, value)) if isinstance(value, tuple) else value


def ordered(values: Iterable[Any]) -> list[Any]:
    """Return values of one type in order."""
    return sorted(values, key=order_key)


def length(value: Any, type: Type) -> int:
    """Return the length of a value: one for each atom and each collection, plus the bits of each number."""
    kind = type[0]
    if kind in SORTS:
        return 1 + (bit_count(value) if kind == "rat" else abs(value).bit_length())
    if kind in ("set", "edge", "seq"):
        return 1 + sum(length(v, type[1]) for v in value)
    if kind == "map":
        return 1 + sum(length(k, type[1]) + length(v, type[2]) for k, v in value.items())
    if kind == "tuple":
        return 1 + sum(map(length, value, type[1]))
    if kind == "record":
        return 1 + sum(length(v, t) for v, (_, t) in zip(value, type[1], strict=True))
    if kind == "sum":
        return 1 + sum(map(length, value[1:], type[2][value[0]][1]))
    return 1


def make_map(entries: Iterable[tuple[Any, Any]]) -> Map | None:
    """Return the map of some entries; None if equal keys have different values."""
    found = Map()
    for k, v in entries:
        if found.setdefault(k, v) != v:
            return None
    return found


def successors(items: Sequence[Any]) -> Map:
    """Return the cycle through some different items, as the map from each to the next."""
    return Map(zip(items, [*items[1:], *items[:1]], strict=True))


def compiled(node: Node, doc: Document) -> Callable[[Frame], Any]:
    """Return the function from frames to the value of a node.  The function raises Undefined, TooMuch or OutOfSteps."""
    if node.op in LOOPS:
        return LOOPS[node.op](node, doc)
    args = [compiled(a, doc) for a in node.args]
    if node.op in RULES:
        return RULES[node.op](node, args, doc)
    function = FUNCTIONS[node.op](node, doc) if node.op in FUNCTIONS else MEANINGS[node.op](doc.work)
    if node.op in HEAVY and any(has_collections(a.type, doc) for i, a in enumerate(node.args) if i in HEAVY[node.op]):
        function = weighed(function, HEAVY[node.op], doc.work)
    partial = node.op in PARTIAL
    if len(args) == 2 and not partial:
        a, b = args
        return lambda e: function(a(e), b(e))
    if len(args) == 1 and not partial:
        (a,) = args
        return lambda e: function(a(e))

    def strict(e: Frame) -> Any:
        value = function(*[a(e) for a in args])
        if value is None:
            raise undefined(node, doc)
        return value

    return strict


HEAVY = {"eq": (0, 1), "in": (0,), "lookup": (1,), "listed": (0,), "cycle": (0,), "set": range(MANY), "map": range(MANY)}
HEAVY |= {"subset": (0,), "slice": (0,), "reverse": (0,), "domain": (0,), "edge": (0, 1), "other": (1,)}


def has_collections(type: Type, doc: Document) -> bool:
    """Return whether values of a type may be large: whether there is a set, sequence or map in it."""
    inner = [t for c in type[1] for t in doc.constructors[c][1]] if type[0] == "term" else parts_of(type)
    return type[0] in ("set", "seq", "map") or any(has_collections(t, doc) for t in inner)


def weight(value: Any) -> int:
    """Return the number of atoms and collections in a value."""
    if isinstance(value, Map):
        return 1 + sum(weight(k) + weight(v) for k, v in value.items())
    return 1 + sum(map(weight, value)) if isinstance(value, tuple | frozenset) else 1


def weighed(function: Callable[..., Any], which: Sequence[int], work: Work) -> Callable[..., Any]:
    """Return a function that first takes steps for the weight of some of its operands, which it hashes or compares."""

    def after_weighing(*operands: Any) -> Any:
        work.spend(sum(weight(a) for i, a in enumerate(operands) if i in which) // 8)
        return function(*operands)

    return after_weighing


def undefined(node: Node, doc: Document) -> Undefined:
    """Return the exception for a node that is evaluated where it is undefined."""
    if node.need is None:
        return Undefined(f"{node.where}: {node.op} is undefined, though the document says it never is")
    return Undefined(f"{node.where}: {node.op} is undefined ({doc.obligations[node.need]})")


# --- operations that are functions of their operands.  A partial one returns None where it is undefined.


def add(work: Work) -> Callable[[Any, Any], Any]:
    """Return addition, which makes no number that is too long."""

    def function(a: Any, b: Any) -> Any:
        if a.__class__ is int and b.__class__ is int and -WORD < a < WORD and -WORD < b < WORD:
            return a + b
        work.bits(bit_count(a) + bit_count(b))
        return norm(a + b)

    return function


def multiply(work: Work) -> Callable[[Any, Any], Any]:
    """Return multiplication, which makes no number that is too long."""

    def function(a: Any, b: Any) -> Any:
        if a.__class__ is int and b.__class__ is int and -WORD < a < WORD and -WORD < b < WORD:
            return a * b
        work.bits(bit_count(a) + bit_count(b))
        return norm(a * b)

    return function


WORD = 1 << 128


def divide(work: Work) -> Callable[[Any, Any], Any]:
    """Return exact division."""

    def function(a: Any, b: Any) -> Any:
        work.bits(bit_count(a) + bit_count(b))
        return None if b == 0 else norm(Fraction(a) / b)

    return function


def power(work: Work) -> Callable[[Any, Any], Any]:
    """Return powers with natural exponents; a^0 = 1."""

    def function(a: Any, n: Any) -> Any:
        if n.denominator != 1 or n < 0:
            return None
        if a not in (0, 1, -1):
            work.bits(max(a.numerator.bit_length(), a.denominator.bit_length()) * n)
        return norm(a**n)

    return function


def interval(work: Work) -> Callable[[int, int], tuple[int, ...]]:
    """Return the function from a and b to the sequence a .. b."""

    def function(a: int, b: int) -> tuple[int, ...]:
        work.items(max(b - a + 1, 0))
        return tuple(range(a, b + 1))

    return function


def member(a: Any, s: tuple[Any, ...], work: Work) -> bool:
    """Return whether a value is an item of a sequence."""
    work.spend(len(s) // 8)
    return a in s


def sized(function: Callable[[Any, Any], Any]) -> Callable[[Work], Callable[[Any, Any], Any]]:
    """Return the rule of an operation on two collections whose result has at most the items of both."""

    def rule(work: Work) -> Callable[[Any, Any], Any]:
        def of_two(a: Any, b: Any) -> Any:
            work.items(len(a) + len(b))
            return function(a, b)

        return of_two

    return rule


def plain(function: Callable[..., Any]) -> Callable[[Work], Callable[..., Any]]:
    """Return the rule of an operation whose result is small."""
    return lambda work: function


MEANINGS: dict[str, Callable[[Work], Callable[..., Any]]] = {
    "not": plain(lambda a: not a),
    "eq": plain(lambda a, b: a == b),
    "lt": plain(lambda a, b: a < b),
    "le": plain(lambda a, b: a <= b),
    "in": lambda work: lambda a, c: a in c if c.__class__ is frozenset else member(a, c, work),
    "subset": plain(lambda a, b: a <= b),
    "add": add,
    "sub": lambda work: (lambda plus: lambda a, b: plus(a, -b))(add(work)),
    "mul": multiply,
    "div": divide,
    "quotient": plain(lambda a, b: None if b == 0 else a // b),
    "mod": plain(lambda a, b: None if b == 0 else a % b),
    "pow": power,
    "min": plain(min),
    "max": plain(max),
    "gcd": plain(math.gcd),
    "lcm": lambda work: (lambda times: lambda a, b: 0 if a == 0 or b == 0 else abs(times(a // math.gcd(a, b), b)))(
        multiply(work)
    ),
    "sign": plain(lambda a: (a > 0) - (a < 0)),
    "nat": plain(lambda a: a if a.denominator == 1 and a >= 0 else None),
    "int": plain(lambda a: a if a.denominator == 1 else None),
    "size": plain(len),
    "set": plain(lambda *items: frozenset(items)),
    "seq": plain(lambda *items: items),
    "tuple": plain(lambda *items: items),
    "record": plain(lambda *items: items),
    "map": plain(lambda *items: make_map(zip(items[::2], items[1::2], strict=True))),
    "edge": plain(lambda a, b: None if a == b else frozenset((a, b))),
    "as_edge": plain(lambda s: s if len(s) == 2 else None),
    "other": plain(lambda e, a: next(iter(e - {a})) if a in e else None),
    "union": sized(lambda a, b: a | b),
    "intersection": sized(lambda a, b: a & b),
    "difference": sized(lambda a, b: a - b),
    "concat": sized(lambda s, t: s + t),
    "override": sized(lambda f, g: Map({**f, **g})),
    "at": plain(lambda s, i: s[i] if 0 <= i < len(s) else None),
    "lookup": plain(lambda f, k: f.get(k)),
    "domain": plain(frozenset),
    "slice": plain(lambda s, a, b: s[a : b + 1] if 0 <= a <= b + 1 <= len(s) else None),
    "reverse": plain(lambda s: s[::-1]),
    "range": interval,
    "listed": plain(lambda s: tuple(ordered(s))),
    "cycle": plain(lambda s: successors(s) if len(set(s)) == len(s) else None),
}
PARTIAL = words("div quotient mod pow nat int map edge as_edge other at lookup slice cycle arg")


def tag(type: Type, name: str, doc: Document) -> int:
    """Return what stands first in a value that is made by a case or by a constructor."""
    return [c for c, _ in type[2]].index(name) if type[0] == "sum" else doc.constructors[name][0]


def bits_of(node: Node, doc: Document) -> Callable[[Any], Any]:
    """Return the function from a number to its binary digits; of sort `rat`, 0 has one: its denominator is 1."""
    return bit_count if node.data == "rat" else (lambda a: abs(a).bit_length())


def field_of(node: Node, doc: Document) -> Callable[[Any], Any]:
    """Return the function from a record to one of its fields."""
    index = [name for name, _ in node.args[0].type[1]].index(node.data)
    return lambda r: r[index]


def item_of(node: Node, doc: Document) -> Callable[[Any], Any]:
    """Return the function from a tuple to one of its items."""
    index: int = node.data
    return lambda t: t[index]


def made(node: Node, doc: Document) -> Callable[..., Any]:
    """Return the function from arguments to a value of a sum type or a built label."""
    first = tag(node.type, node.data, doc)
    return lambda *arguments: (first, *arguments)


def is_made(node: Node, doc: Document) -> Callable[[Any], bool]:
    """Return the test whether a value was made by a case or constructor."""
    first = tag(node.args[0].type, node.data, doc)
    return lambda a: bool(a[0] == first)


def argument(node: Node, doc: Document) -> Callable[[Any], Any]:
    """Return the function from a value that was made so to one of its arguments."""
    name, index = node.data
    first = tag(node.args[0].type, name, doc)
    return lambda a: a[index + 1] if a[0] == first else None


FUNCTIONS: dict[str, Callable[[Node, Document], Callable[..., Any]]] = {
    "bits": bits_of,
    "field": field_of,
    "item": item_of,
    "make": made,
    "is": is_made,
    "arg": argument,
}

# --- leaves and guards


def constant_rule(node: Node, args: list[Any], doc: Document) -> Callable[[Frame], Any]:
    """A constant."""
    value = node.data
    if isinstance(value, str):
        number = fraction(value)
        assert number is not None
        value = norm(number)
    return lambda e: value


def read_rule(node: Node, args: list[Any], doc: Document) -> Callable[[Frame], Any]:
    """A variable, an input, or a measure of the source."""
    key = ("measure", node.data) if node.op == "measure" else node.data
    return lambda e: e[key]


def definition(name: str, doc: Document) -> Callable[[Frame], Any]:
    """Return the function of the body of a definition, made at its first use."""
    if name not in doc.compiled:
        doc.compiled[name] = compiled(doc.functions[name][1], doc)
    return doc.compiled[name]


INPUTS = ("instance", "witness", "globals")


def global_rule(node: Node, args: list[Any], doc: Document) -> Callable[[Frame], Any]:
    """A definition without parameters: evaluated at its first use in one evaluation, then known."""
    name, body = node.data, definition(node.data, doc)

    def use(e: Frame) -> Any:
        known = e["globals"]
        if name not in known:
            known[name] = body({key: e[key] for key in INPUTS})
        return known[name]

    return use


def call_rule(node: Node, args: list[Any], doc: Document) -> Callable[[Frame], Any]:
    """A definition with parameters: its frame has the inputs and the parameters."""
    body, params, work = definition(node.data, doc), [v for v, _ in doc.functions[node.data][0]], doc.work

    def call(e: Frame) -> Any:
        work.spend(4)
        frame: Frame = {"instance": e["instance"], "witness": e["witness"], "globals": e["globals"]}
        for variable, a in zip(params, args, strict=True):
            frame[variable] = a(e)
        return body(frame)

    return call


def case_rule(node: Node, args: list[Any], doc: Document) -> Callable[[Frame], Any]:
    """The branch of the case or constructor by which the first operand was made."""
    subject = args[0]
    branches = {tag(node.args[0].type, n, doc): (vs, body) for (n, vs), body in zip(node.data, args[1:], strict=True)}

    def case(e: Frame) -> Any:
        value = subject(e)
        variables, body = branches[value[0]]
        e.update(zip(variables, value[1:], strict=True))
        return body(e)

    return case


def if_rule(node: Node, args: list[Any], doc: Document) -> Callable[[Frame], Any]:
    """One of two operands."""
    c, a, b = args
    return lambda e: a(e) if c(e) else b(e)


def connective(node: Node, args: list[Any], doc: Document) -> Callable[[Frame], Any]:
    """A connective whose second operand is evaluated only where the first does not decide."""
    a, b = args
    if node.op == "and":
        return lambda e: a(e) and b(e)
    if node.op == "or":
        return lambda e: a(e) or b(e)
    return lambda e: not a(e) or b(e)


Rule = Callable[[Node, list[Any], Document], Callable[[Frame], Any]]
RULES: dict[str, Rule] = {
    "const": constant_rule, "var": read_rule, "input": read_rule, "measure": read_rule, "global": global_rule,
    "call": call_rule, "case": case_rule, "if": if_rule, "and": connective, "or": connective, "implies": connective,
}  # fmt: skip

# --- comprehensions


def loop(steps: Sequence[Any], body: Callable[[Frame], Any], doc: Document, decides: bool) -> Callable[[Frame], bool]:
    """Return the function that runs through the bindings until the body is true, and tells whether it ever was.

    With `decides` (`every`, `some`), what is undefined under one member of a set, edge or map counts only if no other member
    makes the body true: these collections have no order.
    """
    if not steps:
        return body
    (kind, variables, node), work = steps[0], doc.work
    value, inner = compiled(node, doc), loop(steps[1:], body, doc, decides)
    if kind == "where":
        return lambda e: value(e) and inner(e)
    if kind == "let":

        def let(e: Frame) -> bool:
            e[variables[0]] = value(e)
            return inner(e)

        return let
    pairs, of_map = len(variables) == 2, node.type[0] == "map"
    set_aside = decides and node.type[0] != "seq"
    first, last = variables[0], variables[-1]

    def each(e: Frame) -> bool:
        unmet = None
        items: Any = value(e)
        if pairs:
            items = items.items() if of_map else enumerate(items)
        for item in items:
            work.spend(1)
            if pairs:
                e[first], e[last] = item
            else:
                e[first] = item
            try:
                if inner(e):
                    return True
            except Undefined as reason:
                if not set_aside:
                    raise
                unmet = unmet or reason
        if unmet is not None:
            raise unmet
        return False

    return each


def some_rule(node: Node, doc: Document) -> Callable[[Frame], Any]:
    """Whether the body is true at some binding."""
    return loop(node.steps, compiled(node.args[0], doc), doc, decides=True)


def every_rule(node: Node, doc: Document) -> Callable[[Frame], Any]:
    """Whether the body is false at no binding."""
    body = compiled(node.args[0], doc)
    fails = loop(node.steps, lambda e: not body(e), doc, decides=True)
    return lambda e: not fails(e)


def first_rule(node: Node, doc: Document) -> Callable[[Frame], Any]:
    """The value at the first binding."""
    body = compiled(node.args[0], doc)

    def keep(e: Frame) -> bool:
        e[node] = body(e)
        return True

    run = loop(node.steps, keep, doc, decides=False)

    def first(e: Frame) -> Any:
        if not run(e):
            raise undefined(node, doc)
        return e[node]

    return first


def fold_rule(node: Node, doc: Document) -> Callable[[Frame], Any]:
    """The variable's last value: it starts as the first operand and becomes the second at each binding."""
    start, body, variable = compiled(node.args[0], doc), compiled(node.args[1], doc), node.data[0]

    def again(e: Frame) -> bool:
        e[variable] = body(e)
        return False

    run = loop(node.steps, again, doc, decides=False)

    def fold(e: Frame) -> Any:
        e[variable] = start(e)
        run(e)
        return e[variable]

    return fold


def gather_rule(node: Node, doc: Document) -> Callable[[Frame], Any]:
    """A function of the list of the operand's values, which is kept in the frame while the loop runs."""
    args, work, together = [compiled(a, doc) for a in node.args], doc.work, GATHERED[node.op](doc.work)
    body = args[0] if len(args) == 1 else lambda e: (args[0](e), args[1](e))
    heavy = node.op in ("collect_set", "collect_map", "the") and any(has_collections(a.type, doc) for a in node.args)
    run = loop(node.steps, lambda e: e[node].append(body(e)), doc, decides=False)

    def gather(e: Frame) -> Any:
        found: list[Any] = []
        e[node] = found
        run(e)
        work.items(len(found))
        if heavy:
            work.spend(weight(tuple(found)))
        value = together(found)
        if value is not None:
            return value
        if node.op == "greatest" and node.type == NAT:
            return 0
        raise undefined(node, doc)

    return gather


def one_after_the_other(start: int, rule: Callable[[Work], Callable[[Any, Any], Any]]) -> Callable[[Work], Any]:
    """Return the rule of a sum or product."""

    def rule_of(work: Work) -> Callable[[list[Any]], Any]:
        combine = rule(work)

        def total(found: list[Any]) -> Any:
            value: Any = start
            for v in found:
                value = combine(value, v)
            return value

        return total

    return rule_of


GATHERED: dict[str, Callable[[Work], Callable[[list[Any]], Any]]] = {
    "count": plain(lambda found: found.count(True)),
    "sum": one_after_the_other(0, add),
    "product": one_after_the_other(1, multiply),
    "least": plain(lambda found: min(found) if found else None),
    "greatest": plain(lambda found: max(found) if found else None),
    "collect_set": plain(frozenset),
    "collect_seq": plain(tuple),
    "collect_map": plain(make_map),
    "the": plain(lambda found: found[0] if found and all(v == found[0] for v in found) else None),
}
LOOPS: dict[str, Callable[[Node, Document], Callable[[Frame], Any]]] = {
    "some": some_rule, "every": every_rule, "first": first_rule, "fold": fold_rule, **dict.fromkeys(GATHERED, gather_rule),
}  # fmt: skip


class Code:
    """An expression, or conditions, of a document as a function of instance and witness; compiled at the first use."""

    def __init__(self, nodes: Sequence[Node], doc: Document) -> None:
        self.nodes, self.doc = nodes, doc
        self.functions: list[Callable[[Frame], Any]] = []

    def frame(self, x: Any, w: Any = None) -> Frame:
        """Return a new frame, for one evaluation."""
        if len(self.functions) < len(self.nodes):
            self.functions = [compiled(n, self.doc) for n in self.nodes]
        self.doc.work.here = STEPS
        self.doc.work.spend(1)
        return {"instance": x, "witness": w, "globals": {}}

    def holds(self, x: Any, w: Any = None) -> bool:
        """Return whether all conditions hold, each evaluated only if those before it do."""
        e = self.frame(x, w)
        return all(f(e) for f in self.functions)

    def values(self, x: Any, w: Any = None, measures: Mapping[str, Any] | None = None) -> list[Any]:
        """Return the values of the expressions; `measures` are those of the source and `#source`, for claims."""
        e = self.frame(x, w)
        e |= {("measure", name): value for name, value in (measures or {}).items()}
        return [f(e) for f in self.functions]


# ======================================================================================================================
# Chapter 4.  Witness spaces
# ======================================================================================================================


class Members:
    """A witness space on one instance: its items in order, for a choice the options of each key, and its parts."""

    def __init__(self, space: Space, values: Iterator[Any]) -> None:
        """Take the values of the expressions of the space from the iterator, in the order of `Space.nodes`."""
        self.kind, self.type = space.kind, space.type
        of = next(values) if space.of is not None else ()
        self.items = ordered(of if isinstance(of, Map) else set(of))
        self.options = [ordered(of[k]) for k in self.items] if self.kind == "choice" else []
        if self.kind == "all":
            self.items = [False, True] if self.type == BOOL else [(i,) for i in range(len(self.type[2]))]
        self.parts = [Members(part, values) for _, part in space.parts]

    def count(self) -> int | None:
        """Return the number of members; None if it is infinite."""
        n = len(self.items)
        match self.kind:
            case "subset":
                return 1 << n
            case "ordering" | "permutation":
                return math.factorial(n)
            case "cycle":
                return math.factorial(max(n - 1, 0))
            case "one" | "all":
                return n
            case "choice":
                return math.prod(map(len, self.options))
            case "reals":
                return None
            case "unit":
                return 1
        counts = [part.count() for part in self.parts]
        if self.kind == "map":
            return 1 if n == 0 else None if counts[0] is None else counts[0] ** n
        return 0 if 0 in counts else None if None in counts else math.prod(c for c in counts if c is not None)

    def all(self) -> Iterator[Any]:
        """Yield every member once."""
        match self.kind:
            case "subset":
                return (frozenset(c) for n in range(len(self.items) + 1) for c in combinations(self.items, n))
            case "ordering":
                return permutations(self.items)
            case "permutation":
                return (Map(zip(self.items, p, strict=True)) for p in permutations(self.items))
            case "cycle":
                return (successors([*self.items[:1], *rest]) for rest in permutations(self.items[1:]))
            case "one" | "all":
                return iter(self.items)
            case "choice":
                return (Map(zip(self.items, chosen, strict=True)) for chosen in product(*self.options))
            case "map":
                values = [*self.parts[0].all()] if self.items else []
                return (Map(zip(self.items, given, strict=True)) for given in product(values, repeat=len(self.items)))
            case "record":
                return product(*(part.all() for part in self.parts))
            case "reals":
                return iter(())  # they cannot be enumerated
        return iter([()])

    def has(self, w: Any) -> bool:
        """Return whether a value of the witness's type is a member."""
        items = set(self.items)
        match self.kind:
            case "subset":
                return bool(w <= items)
            case "ordering":
                return len(w) == len(items) and set(w) == items
            case "permutation":
                return set(w) == items == set(w.values())
            case "cycle":
                return set(w) == items == set(w.values()) and len(orbit(w, self.items)) == len(items)
            case "one" | "all":
                return w in items
            case "choice":
                return set(w) == items and all(w[k] in options for k, options in zip(self.items, self.options, strict=True))
            case "map":
                return set(w) == items and all(map(self.parts[0].has, w.values()))
            case "record":
                return all(part.has(v) for part, v in zip(self.parts, w, strict=True))
            case "reals":
                return set(w) == items
        return bool(w == ())


def orbit(w: Map, items: Sequence[Any]) -> list[Any]:
    """Return what a permutation makes of the first item, of that, and so on, until something returns."""
    found = list(items[:1])
    while found and w[found[-1]] not in found:
        found.append(w[found[-1]])
    return found


# ======================================================================================================================
# Chapter 5.  Instances: all well-typed valid instances of a length
# ======================================================================================================================


def well_typed(problem: Problem, x: Any) -> str:
    """Return what is wrong with the typing of an instance; empty if nothing is."""
    found = dict(leaf_values(problem.instance, x))

    def wrong(t: Type, v: Any) -> bool:
        match t[0]:
            case "nat":
                return bool(v < 0)
            case "label":
                return v not in found[t[1]]
            case "edge":
                return len(v) != 2 or any(wrong(t[1], m) for m in v)
            case "set":
                home = bool(t[2]) and v != frozenset(range(len(v)))
                return home or (bool(t[3]) and not v <= found[t[3]]) or any(wrong(t[1], m) for m in v)
            case "map":
                keys = bool(t[3]) and set(v) != found[t[3]]
                return keys or any(wrong(t[1], k) or wrong(t[2], m) for k, m in v.items())
            case "seq":
                return any(wrong(t[1], m) for m in v)
            case "tuple":
                return any(map(wrong, t[1], v))
            case "record":
                return any(wrong(f, m) for (_, f), m in zip(t[1], v, strict=True))
            case "sum":
                return any(map(wrong, t[2][v[0]][1], v[1:]))
        return False

    return next((f"{path} is not well typed" for path, t in problem.leaves.items() if wrong(t, found[path])), "")


def leaf_values(type: Type, value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the paths and the values of the fields that are not records."""
    for (name, field), part in zip(type[1], value, strict=True):
        inner = f"{path}.{name}" if path else name
        if field[0] == "record":
            yield from leaf_values(field, part, inner)
        else:
            yield inner, part


def assembled(type: Type, found: Mapping[str, Any], path: str = "") -> Any:
    """Return the record whose fields are found by their paths; fields that are not found are None."""
    parts = []
    for name, field in type[1]:
        inner = f"{path}.{name}" if path else name
        parts.append(assembled(field, found, inner) if field[0] == "record" else found.get(inner))
    return tuple(parts)


def least_length(type: Type) -> int:
    """Return a number that the length of every value of a type has at least."""
    match type[0]:
        case "rat":
            return 2
        case "edge":
            return 1 + 2 * least_length(type[1])
        case "tuple" | "record":
            return 1 + sum(map(least_length, parts_of(type)))
        case "sum":
            return 1 + min(sum(map(least_length, types)) for _, types in type[2])
    return 1


class Generator:
    """All well-typed instances of one length whose slots are within caps, and on which `valid` holds or is undefined.

    The fields are chosen one after the other, sets of labels first.  A condition of `valid` is tested as soon as the fields that
    it reads are chosen, if the conditions before it hold or are defined everywhere.

    `caps`: the largest size or number of bits of each slot, where it has one: "|clauses[]|" or "bits(k)".  `each`: the slots
    whose cap is for numerator and denominator each.
    """

    def __init__(self, problem: Problem, caps: Mapping[str, int], each: Iterable[str], work: Work) -> None:
        self.problem, self.caps, self.each, self.work = problem, dict(caps), set(each), work
        self.order = leaf_order(problem)
        self.least = [least_length(problem.leaves[p]) for p in self.order]
        self.records = 1 + records_in(problem.instance)
        self.found: dict[str, Any] = {}
        self.lists: dict[Any, list[Any]] = {}
        self.held = 0
        self.tests = schedule(problem, self.order)

    def of_length(self, n: int) -> Iterator[Any]:
        """Yield the instances of length n."""
        self.found.clear()
        return self.complete(0, n - self.records)

    def complete(self, place: int, left: int) -> Iterator[Any]:
        """Yield the instances that agree with the fields chosen so far and have `left` units of length in the others."""
        if place == len(self.order):
            if left == 0:
                yield assembled(self.problem.instance, self.found)
            return
        self.work.here = STEPS
        path, rest = self.order[place], sum(self.least[place + 1 :])
        lengths = range(self.least[place], left - rest + 1)
        for n in lengths if place + 1 < len(self.order) else lengths[-1:]:
            self.work.spend(1)
            for value in self.values(self.problem.leaves[path], path, n):
                self.work.here = STEPS
                self.work.spend(1)
                self.found[path] = value
                if self.may_be_valid(place):
                    yield from self.complete(place + 1, left - n)
            self.found.pop(path, None)

    def may_be_valid(self, place: int) -> bool:
        """Return whether no condition that can be tested now is false."""
        for test in self.tests[place]:
            try:
                if not test.holds(assembled(self.problem.instance, self.found)):
                    return False
            except (Undefined, TooMuch):
                return True
        return True

    def values(self, t: Type, path: str, n: int) -> Iterator[Any]:
        """Yield the values of a type that have exactly length n, within the caps."""
        match t[0]:
            case "bool" if n == 1:
                yield from (False, True)
            case "nat" | "int" if n >= 1 and n - 1 <= self.caps.get(f"bits({path})", n):
                for a in range(1 << n - 2, 1 << n - 1) if n > 1 else range(1):
                    yield a
                    if t == INT and a:
                        yield -a
            case "rat":
                most, together = self.caps.get(f"bits({path})", n), f"bits({path})" not in self.each
                for top in range(n - 1):
                    bottom = n - 1 - top
                    if (n - 1 if together else max(top, bottom)) <= most:
                        for a, b in product(of_bits(top), of_bits(bottom)):
                            if math.gcd(a, b) == 1:
                                yield from (norm(Fraction(s, b)) for s in ([a, -a] if a else [0]))
            case "label" if n == 1:
                yield from range(len(self.found[t[1]]))
            case "edge":
                members = self.measured(t[1], f"{path}[]", n - 1 - least_length(t[1]))
                yield from (frozenset(s) for s in self.subsets(members, n - 1, 2) if len(s) == 2)
            case "set":
                most = self.caps.get(f"|{path}|", n)
                if t[2]:
                    if n - 1 <= most:
                        self.work.items(n)
                        yield frozenset(range(n - 1))
                elif t[3]:
                    item = self.problem.leaves[t[3]][1]
                    yield from map(frozenset, self.subsets(by_length(self.found[t[3]], item), n - 1, most))
                else:
                    yield from map(frozenset, self.subsets(self.measured(t[1], f"{path}[]", n - 1), n - 1, most))
            case "seq":
                for k in range(min(self.caps.get(f"|{path}|", n), (n - 1) // least_length(t[1])) + 1):
                    yield from self.exactly([(t[1], f"{path}[]")] * k, n - 1)
            case "map":
                yield from self.maps(t, path, n)
            case "tuple":
                yield from self.exactly([(p, f"{path}.{i}") for i, p in enumerate(t[1])], n - 1)
            case "record":
                yield from self.exactly([(p, f"{path}.{name}") for name, p in t[1]], n - 1)
            case "sum":
                for i, (name, types) in enumerate(t[2]):
                    parts = [(p, f"{path}.{name}.{j}") for j, p in enumerate(types)]
                    yield from ((i, *arguments) for arguments in self.exactly(parts, n - 1))

    def maps(self, t: Type, path: str, n: int) -> Iterator[Map]:
        """Yield the maps of length n: the keys are those of the domain, or any set."""
        if t[3]:
            item = self.problem.leaves[t[3]][1]
            keys = ordered(self.found[t[3]])
            left = n - 1 - sum(length(k, item) for k in keys)
            for values in self.exactly([(t[2], f"{path}[]")] * len(keys), left):
                yield Map(zip(keys, values, strict=True))
            return
        for some in range(n):
            for chosen in self.subsets(self.measured(t[1], f"{path}[key]", some), some, self.caps.get(f"|{path}|", n)):
                for values in self.exactly([(t[2], f"{path}[]")] * len(chosen), n - 1 - some):
                    yield Map(zip(chosen, values, strict=True))

    def subsets(self, members: list[tuple[int, Any]], left: int, most: int, start: int = 0) -> Iterator[tuple[Any, ...]]:
        """Yield the sets of at most `most` members whose lengths are `left` together.  The members come with their lengths, the
        shortest first."""
        if left == 0:
            yield ()
        elif most > 0:
            for i in range(start, len(members)):
                self.work.spend(1)
                n, v = members[i]
                if n > left or (i + 1 == len(members) and n < left):
                    return
                for rest in self.subsets(members, left - n, most - 1, i + 1):
                    yield (v, *rest)

    def exactly(self, parts: Sequence[tuple[Type, str]], left: int) -> Iterator[tuple[Any, ...]]:
        """Yield the tuples of values of some types whose lengths are `left` together."""
        if not parts:
            if left == 0:
                yield ()
            return
        (t, path), rest = parts[0], parts[1:]
        lengths = range(least_length(t), left - sum(least_length(p) for p, _ in rest) + 1)
        for n in lengths if rest else lengths[-1:]:
            self.work.spend(1)
            values = self.listed(t, path, n)
            for others in self.exactly(rest, left - n) if values else ():
                for v in values:
                    self.work.spend(1)
                    yield (v, *others)

    def listed(self, t: Type, path: str, n: int) -> list[Any]:
        """Return the values of a type of length n as a list, which is kept for the next time."""
        key = (path, n, *(self.found[p] for p in sorted(references(t))))
        if key not in self.lists:
            if self.held > ITEMS:
                self.lists, self.held = {}, 0
            made = []
            for v in self.values(t, path, n):
                self.work.spend(1)
                made.append(v)
            self.lists[key] = made
            self.held += 1 + len(made)
        return self.lists[key]

    def measured(self, t: Type, path: str, most: int) -> list[tuple[int, Any]]:
        """Return the values of a type of at most some length, each with its length, the shortest first."""
        return [(n, v) for n in range(least_length(t), most + 1) for v in self.listed(t, path, n)]


def records_in(type: Type) -> int:
    """Return the number of records that are fields of records, and so on, of an instance type."""
    return sum(1 + records_in(t) for _, t in type[1] if t[0] == "record")


def by_length(values: Iterable[Any], type: Type) -> list[tuple[int, Any]]:
    """Return some values of a type with their lengths, the shortest first."""
    return sorted(((length(v, type), v) for v in values), key=lambda pair: pair[0])


def of_bits(n: int) -> range:
    """Return the natural numbers of n binary digits."""
    return range(1 << n - 1, 1 << n) if n else range(1)


def schedule(problem: Problem, order: Sequence[str]) -> list[list[Code]]:
    """Return for each field, in the order of choosing, the conditions of `valid` that are tested once it is chosen."""
    tests: list[list[Code]] = [[] for _ in order]
    at = 0
    for node in [c for n in problem.valid for c in conjuncts(n)]:
        ready = max([order.index(p) for p in reads(node, problem)], default=0)
        place = max(ready, at)
        if tests:
            tests[place].append(Code([node], problem))
        if any(n.op in PARTIAL_ANYWHERE for n in problem.uses(node)):
            at = place
    return tests


PARTIAL_ANYWHERE = PARTIAL | {"collect_map", "the", "first", "least", "greatest"}


def conjuncts(node: Node) -> Iterator[Node]:
    """Yield the conditions that are joined by `and`, in order."""
    if node.op == "and":
        for a in node.args:
            yield from conjuncts(a)
    else:
        yield node


def reads(node: Node, problem: Problem) -> set[str]:
    """Return the paths of the fields that an expression reads, in the definitions that it uses too."""
    found, pending, seen = set[str](), [node], set[str]()
    while pending:
        n = pending.pop()
        path = path_of(n)
        if path is not None:
            found |= {p for p in problem.leaves if p == path or p.startswith(f"{path}.") or path == ""}
            continue
        if n.op in ("global", "call") and n.data not in seen:
            seen.add(n.data)
            pending.append(problem.functions[n.data][1])
        pending += [*n.args, *(part for _, _, part in n.steps)]
    return found


def path_of(node: Node) -> str | None:
    """Return the path of the field that an expression denotes: the instance (""), or a field of such a one; else None."""
    if node.op == "input" and node.data == "instance":
        return ""
    inner = path_of(node.args[0]) if node.op == "field" else None
    return None if inner is None else f"{inner}.{node.data}" if inner else str(node.data)


# --- which sizes the measures of a box bound


Place = tuple[str, frozenset[int]]  # the path of a value in the instance, and the choices of members that lead to it


class Limits:
    """The caps of the slots of a problem's instances that follow from bounds of its measures and from `valid`.

    A measure that is `|A|`, `bits(k)`, a `max`, or a sum of such expressions and of others that are never negative, bounds their
    sizes; in a `sum` or `max` over members, those of each member, if all members are run through.  A condition of `valid` bounds
    the sizes on its left side if its right side is at most a known number.
    """

    def __init__(self, problem: Problem, bounds: Mapping[str, int], caps: Mapping[str, int]) -> None:
        self.problem, self.caps, self.choices = problem, dict(caps), 0
        total = [(name, n) for name, n in problem.measures if name in bounds and not self.partial(n)]
        for name, n in total:
            for slot, _ in self.bounded(n, {}):
                self.lower(slot, bounds[name])
        before: dict[str, int] | None = None
        while before != self.caps:  # the caps only fall, and each round uses those of the round before
            before = dict(self.caps)
            for condition in [c for n in problem.valid for c in conjuncts(n)]:
                if self.partial(condition):
                    break  # later conditions are not evaluated everywhere
                self.read(condition, {}, frozenset())

    def partial(self, node: Node) -> bool:
        """Return whether an expression may be undefined somewhere."""
        return any(n.op in PARTIAL_ANYWHERE and (n.op, n.type) != ("greatest", NAT) for n in self.problem.uses(node))

    def lower(self, slot: str, most: int) -> None:
        """Add a cap, unless a smaller one is known."""
        self.caps[slot] = min(max(most, 0), self.caps.get(slot, max(most, 0)))

    def place(self, n: Node, env: Mapping[int, Place | None]) -> Place | None:
        """Return the place of the value that an expression denotes; None if it is none in the instance."""
        if n.op == "input":
            return ("", frozenset()) if n.data == "instance" else None
        if n.op == "var":
            return env.get(n.data)
        if n.op == "global":
            return self.place(self.problem.functions[n.data][1], {})
        base = self.place(n.args[0], env) if n.op in ("field", "item", "arg", "lookup") else None
        if base is None:
            return None
        if n.op == "lookup":  # at a key that runs through the whole domain
            key, domain = self.place(n.args[1], env), n.args[0].type[3]
            if not domain or key is None or key[0] != f"{domain}[]" or key[1] & base[1]:
                return None
            return f"{base[0]}[]", base[1] | key[1]
        name = f"{n.data[0]}.{n.data[1]}" if n.op == "arg" else str(n.data)
        return f"{base[0]}.{name}" if base[0] else name, base[1]

    def inside(self, n: Node, env: Mapping[int, Place | None]) -> tuple[dict[int, Place | None], frozenset[int] | None]:
        """Return the places of the variables in a loop, and its choices; None if it may leave out a member."""
        inner, made = dict(env), frozenset[int]()
        for kind, variables, part in n.steps:
            place = self.place(part, inner)
            if kind == "let":
                inner[variables[0]] = place
            elif kind == "where" or place is None:
                return inner, None
            else:
                self.choices += 1
                made |= {self.choices}
                inner[variables[-1]] = f"{place[0]}[]", place[1] | {self.choices}
                if len(variables) == 2:
                    inner[variables[0]] = f"{place[0]}[key]", place[1] | {self.choices}
        return inner, made

    def bounded(self, n: Node, env: Mapping[int, Place | None]) -> list[tuple[str, frozenset[int]]]:
        """Return the slots that are at most the value of an expression, with the choices that lead to them."""
        if n.op in ("size", "bits"):
            place = self.place(n.args[0], env)
            return [] if place is None else [(f"|{place[0]}|" if n.op == "size" else f"bits({place[0]})", place[1])]
        if n.op == "add":
            a, b = n.args
            return (self.bounded(a, env) if never_negative(b) else []) + (self.bounded(b, env) if never_negative(a) else [])
        if n.op in ("max", "nat", "int"):
            return [r for a in n.args for r in self.bounded(a, env)]
        if n.op == "global":
            return self.bounded(self.problem.functions[n.data][1], {})
        if n.op == "call":
            params, body = self.problem.functions[n.data]
            return self.bounded(body, {v: self.place(a, env) for (v, _), a in zip(params, n.args, strict=True)})
        if n.op == "case":
            base = self.place(n.args[0], env)
            if base is None:
                return []
            found: list[tuple[str, frozenset[int]]] = []
            for (name, variables), body in zip(n.data, n.args[1:], strict=True):
                parts = {v: (f"{base[0]}.{name}.{i}", base[1]) for i, v in enumerate(variables)}
                inside = f"{base[0]}.{name}."
                found += [r for r in self.bounded(body, {**env, **parts}) if inside in r[0] and base[1] <= r[1]]
            return found
        if n.op == "greatest" or (n.op == "sum" and never_negative(n.args[0])):
            inner, made = self.inside(n, env)
            return [] if made is None else [r for r in self.bounded(n.args[0], inner) if made <= r[1]]
        return []

    def read(self, n: Node, env: Mapping[int, Place | None], made: frozenset[int]) -> None:
        """Add the caps that a condition gives, wherever it holds; `made` are the choices of the loops around it."""
        if n.op == "and":
            for a in n.args:
                self.read(a, env, made)
        elif n.op == "global":
            self.read(self.problem.functions[n.data][1], {}, made)
        elif n.op == "every":
            inner, more = self.inside(n, env)
            if more is not None:
                self.read(n.args[0], inner, made | more)
        elif n.op in ("le", "lt", "eq"):
            for left, right in [(n.args[0], n.args[1]), (n.args[1], n.args[0])][: 2 if n.op == "eq" else 1]:
                most = self.most(right, env) if left.type[0] in SORTS else None
                if most is None:
                    continue
                for slot, choices in self.bounded(left, env):
                    if made <= choices:
                        self.lower(slot, most - (n.op == "lt"))
                place = self.place(left, env)
                if place is not None and left.type == NAT and made <= place[1]:
                    self.lower(f"bits({place[0]})", max(most - (n.op == "lt"), 0).bit_length())

    def most(self, n: Node, env: Mapping[int, Place | None]) -> int | None:
        """Return a number that a whole number is at most on all instances within the caps; None if none is known."""
        if n.op == "const":
            return n.data if isinstance(n.data, int) else None
        parts = [self.most(a, env) for a in n.args] if n.op in ("add", "sub", "mul", "min", "max", "nat", "int") else []
        known = [p for p in parts if p is not None]
        if n.op == "min":
            return min(known, default=None)
        if n.op == "sub" and never_negative(n.args[1]):
            return parts[0] if parts[0] is None or n.args[1].op != "const" else parts[0] - n.args[1].data
        if parts and len(known) == len(parts):
            if n.op in ("nat", "int", "max"):
                return max(known)
            if n.op == "add":
                return sum(known)
            if n.op == "mul" and all(map(never_negative, n.args)):
                return math.prod(known)
        place = self.place(n.args[0] if n.op == "size" else n, env)
        if place is None:
            return None
        if n.op == "size":
            return self.caps.get(f"|{place[0]}|")
        if place[0].endswith("[key]") and f"|{place[0][:-5]}|" in self.caps and n.type == NAT and self.is_index(place[0]):
            return max(self.caps[f"|{place[0][:-5]}|"] - 1, 0)
        bits = self.caps.get(f"bits({place[0]})", 65)
        return (1 << bits) - 1 if n.type in (NAT, INT) and bits <= 64 else None

    def is_index(self, path: str) -> bool:
        """Return whether a path of keys stands for the indexes of a sequence, not for the keys of a map."""
        return bool(slot_types(self.problem).get(path[:-5], NEVER)[0] == "seq")


def slot_types(problem: Problem) -> dict[str, Type]:
    """Return the types of all parts of an instance, by their paths."""
    found: dict[str, Type] = {}

    def walk(path: str, t: Type) -> None:
        found[path] = t
        match t[0]:
            case "set" | "edge" | "seq":
                walk(f"{path}[]", t[1])
            case "map":
                walk(f"{path}[key]", t[1])
                walk(f"{path}[]", t[2])
            case "tuple":
                for i, part in enumerate(t[1]):
                    walk(f"{path}.{i}", part)
            case "record":
                for name, part in t[1]:
                    walk(f"{path}.{name}", part)
            case "sum":
                for name, types in t[2]:
                    for i, part in enumerate(types):
                        walk(f"{path}.{name}.{i}", part)

    for path, t in problem.leaves.items():
        walk(path, t)
    return found


def never_negative(n: Node) -> bool:
    """Return whether the text of an expression shows that it is never negative."""
    if n.type == NAT:
        return True
    if n.op == "const":
        return not isinstance(n.data, str) and n.data >= 0
    if n.op == "max":
        a, b = n.args
        return never_negative(a) or never_negative(b) or negation(a, b) or negation(b, a)
    if n.op == "mul" and same(*n.args):
        return True
    return n.op in ("add", "mul", "int", "sum", "greatest", "min") and all(map(never_negative, n.args))


def negation(a: Node, b: Node) -> bool:
    """Return whether an expression is 0 - b."""
    return a.op == "sub" and a.args[0].op == "const" and a.args[0].data == 0 and same(a.args[1], b)


def same(a: Node, b: Node) -> bool:
    """Return whether two expressions are written alike."""
    alike = (a.op, a.data, len(a.args), len(a.steps)) == (b.op, b.data, len(b.args), len(b.steps))
    steps = all(s[:2] == t[:2] and same(s[2], t[2]) for s, t in zip(a.steps, b.steps, strict=False))
    return alike and steps and all(map(same, a.args, b.args))


class Longest:
    """The greatest length of the instances within caps."""

    def __init__(self, problem: Problem, caps: Mapping[str, int], each: Iterable[str]) -> None:
        self.problem, self.caps, self.each = problem, caps, set(each)

    def instance(self) -> int | None:
        """Return a bound of the length of an instance; None if a slot has no cap."""
        found = [self.of(t, path) for path, t in self.problem.leaves.items()]
        return None if None in found else 1 + records_in(self.problem.instance) + sum(n for n in found if n is not None)

    def size(self, path: str, t: Type) -> int | None:
        """Return a bound of the number of members of a collection."""
        bounds = [self.caps.get(f"|{path}|")]
        if t[0] in ("set", "map"):
            named = t[3]
            bounds.append(
                self.size(named, self.problem.leaves[named]) if named else None if t[2:3] == (path,) else self.values(t[1])
            )
        known = [b for b in bounds if b is not None]
        return min(known) if known else None

    def values(self, t: Type) -> int | None:
        """Return a bound of the number of values of a type of members; None for numbers and collections."""
        if t[0] == "label":
            return self.size(t[1], self.problem.leaves[t[1]])
        if t[0] in ("bool", "never"):
            return 2
        if t[0] in ("nat", "int", "rat", "set", "seq", "map"):
            return None
        found = [self.values(p) for p in (parts_of(t) * 2 if t[0] == "edge" else parts_of(t))]
        known = [n for n in found if n is not None]
        if len(known) < len(found):
            return None
        return math.prod(known) if t[0] != "sum" else sum(math.prod(self.values(p) or 0 for p in ts) for _, ts in t[2])

    def of(self, t: Type, path: str) -> int | None:
        """Return a bound of the length of a value at a path."""
        bits = self.caps.get(f"bits({path})")
        match t[0]:
            case "nat" | "int" | "rat":
                return None if bits is None else 1 + bits * (2 if f"bits({path})" in self.each else 1)
            case "set" | "seq":
                item = self.of(t[1], f"{path}[]") if t[0] == "seq" or not t[3] else self.of(t[1], f"{t[3]}[]")
                n = self.size(path, t)
                return 1 if n == 0 else None if n is None or item is None else 1 + n * item
            case "edge":
                item = self.of(t[1], f"{path}[]")
                return None if item is None else 1 + 2 * item
            case "map":
                n, value = self.size(path, t), self.of(t[2], f"{path}[]")
                key = self.of(t[1], f"{t[3]}[]" if t[3] else f"{path}[key]")
                return 1 if n == 0 else None if n is None or key is None or value is None else 1 + n * (key + value)
            case "tuple" | "record":
                named = t[1] if t[0] == "record" else [(str(i), p) for i, p in enumerate(t[1])]
                found = [self.of(p, f"{path}.{name}") for name, p in named]
                return None if None in found else 1 + sum(n for n in found if n is not None)
            case "sum":
                found = [self.of(("tuple", types), f"{path}.{name}") for name, types in t[2]]
                return None if None in found else max(n for n in found if n is not None)
        return 1


# ======================================================================================================================
# Chapter 6.  The boundary of a reduction
# ======================================================================================================================


class OutsideHome(Exception):
    """A label lies outside its home."""


def carried(value: Any, type: Type, tables: Mapping[str, Mapping[Any, Any]]) -> Any:
    """Return a value of a type of the target in which each label is replaced by what stands for it in the table of its home."""
    match type[0]:
        case "label":
            if value not in tables[type[1]]:
                raise OutsideHome(f"a label is not one of {type[1]}")
            return tables[type[1]][value]
        case "set" | "edge":
            return frozenset(carried(v, type[1], tables) for v in value)
        case "seq":
            return tuple(carried(v, type[1], tables) for v in value)
        case "map":
            return Map((carried(k, type[1], tables), carried(v, type[2], tables)) for k, v in value.items())
        case "tuple":
            return tuple(carried(v, t, tables) for v, t in zip(value, type[1], strict=True))
        case "record":
            return tuple(carried(v, t, tables) for v, (_, t) in zip(value, type[1], strict=True))
        case "sum":
            types = type[2][value[0]][1]
            return (value[0], *(carried(v, t, tables) for v, t in zip(value[1:], types, strict=True)))
    return value


class Image:
    """The image of an instance: the target's instance, and what its labels stand for, in both directions."""

    def __init__(self, reduction: Reduction, built: Any) -> None:
        target = reduction.target
        homes = {p: ordered(v) for p, v in leaf_values(target.instance, built) if p in reduction.content}
        self.ranks = {home: {label: rank for rank, label in enumerate(labels)} for home, labels in homes.items()}
        self.labels = {home: dict(enumerate(labels)) for home, labels in homes.items()}
        self.value = carried(built, target.instance, self.ranks)


# ======================================================================================================================
# Chapter 7.  The obligations on one instance
# ======================================================================================================================


class Refuted(Exception):
    """An obligation fails on an instance."""

    def __init__(self, obligation: str, why: str) -> None:
        super().__init__(why)
        self.obligation = obligation


class ProblemRun:
    """The parts of a problem that are evaluated on instances."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.valid, self.accepts = Code(problem.valid, problem), Code(problem.accepts, problem)
        self.names = [name for name, _ in problem.measures]
        self.measure_code = Code([n for _, n in problem.measures], problem)
        self.space_code = Code([*problem.witness.nodes()], problem)

    def measures(self, x: Any) -> dict[str, int]:
        """Return the measures of an instance by name."""
        return dict(zip(self.names, self.measure_code.values(x), strict=True))

    def space(self, x: Any) -> Members:
        """Return the witness space of an instance."""
        return Members(self.problem.witness, iter(self.space_code.values(x)))

    def witnesses(self, x: Any, space: Members) -> list[Any] | None:
        """Return all witnesses of an instance; None if its space is too large.  Raises Undefined if the verifier is."""
        count = space.count()
        if count is None or count > MEMBERS:
            return None
        return [w for w in space.all() if self.accepts.holds(x, w)]


class ReductionRun:
    """The parts of a reduction that are evaluated on instances."""

    def __init__(self, reduction: Reduction) -> None:
        self.reduction = reduction
        self.image_code = Code([reduction.image], reduction)
        self.forward_code, self.backward_code = Code([reduction.forward], reduction), Code([reduction.backward], reduction)
        self.claims = [
            (c, Code([c.right] if c.right else [], reduction), Code([c.when] if c.when else [], reduction))
            for c in reduction.claims
        ]

    def image(self, x: Any) -> Image:
        """Return the image of an instance."""
        return Image(self.reduction, self.image_code.values(x)[0])

    def forward(self, x: Any, w: Any, image: Image) -> Any:
        """Return the target's witness for one of the source's."""
        return carried(self.forward_code.values(x, w)[0], self.reduction.target.witness.type, image.ranks)

    def backward(self, x: Any, v: Any, image: Image) -> Any:
        """Return the source's witness for one of the target's."""
        return self.backward_code.values(x, carried(v, self.reduction.target.witness.type, image.labels))[0]


class Counts:
    """What is counted on instances; None where it is not known."""

    def __init__(self, instances: int, members: Sequence[int | None], witnesses: Sequence[int | None], yes: int | None) -> None:
        self.instances, self.members, self.witnesses, self.yes = instances, list(members), list(witnesses), yes

    def __add__(self, other: Counts) -> Counts:
        def plus(a: int | None, b: int | None) -> int | None:
            return None if a is None or b is None else a + b

        return Counts(
            self.instances + other.instances,
            [plus(a, b) for a, b in zip(self.members, other.members, strict=True)],
            [plus(a, b) for a, b in zip(self.witnesses, other.witnesses, strict=True)],
            plus(self.yes, other.yes),
        )


class Examiner:
    """The obligations of a chain of reductions on one instance; without a reduction, those of a problem."""

    def __init__(self, source: Problem, reductions: Sequence[Reduction]) -> None:
        self.source = ProblemRun(source)
        self.runs = [ReductionRun(r) for r in reductions]
        self.targets = [ProblemRun(r.target) for r in reductions]
        self.not_run = {"forward": 0, "backward": 0}

    def examine(self, x: Any, measures: Mapping[str, int]) -> Counts:
        """Return the counts of an instance.  Raises Refuted if an obligation fails on it."""
        space, found = self.answers(self.source, x, "the source")
        yes = None if found is None else int(bool(found))
        if not self.runs:
            return Counts(1, [space.count()], [None if found is None else len(found)], yes)
        instances, images, shapes = [x], list[Image](), [dict(measures)]
        for run, target in zip(self.runs, self.targets, strict=True):
            images.append(self.image(run, target, instances[-1]))
            instances.append(images[-1].value)
            shapes.append(self.evaluated("well-formed", "a measure of the image", target.measures, instances[-1]))
        there, back = self.answers(self.targets[-1], instances[-1], "the image")
        self.sizes(x, instances, shapes)
        forward = self.mapped_forward(instances, images, found, there, back)
        backward = self.mapped_backward(instances, images, back, space, found)
        for run in self.runs[:1] if len(self.runs) == 1 else []:
            self.bijection(run, x, shapes[0], found, forward, back, backward)
        counted = None if found is None else len(found), None if back is None else len(back)
        return Counts(1, [space.count(), there.count()], counted, yes)

    def evaluated(self, obligation: str, what: str, function: Callable[..., Any], *values: Any) -> Any:
        """Return the value of a part.  Raises Refuted if it is undefined, or has a label outside its home."""
        try:
            return function(*values)
        except Undefined as reason:
            raise Refuted(obligation, f"{what} is undefined: {reason}") from None
        except OutsideHome as reason:
            raise Refuted(obligation, f"{what}: {reason}") from None

    def answers(self, problem: ProblemRun, x: Any, whose: str) -> tuple[Members, list[Any] | None]:
        """Return the witness space of an instance and its witnesses."""
        space = self.evaluated("well-formed", f"the witness space of {whose}", problem.space, x)
        return space, self.evaluated("well-formed", f"the verifier of {whose}", problem.witnesses, x, space)

    def image(self, run: ReductionRun, target: ProblemRun, x: Any) -> Image:
        """Return the image of an instance, which must be a valid instance of the target."""
        image: Image = self.evaluated("well-formed", "the image", run.image, x)
        wrong = well_typed(target.problem, image.value)
        if wrong:
            raise Refuted("well-formed", f"the image is no instance of {target.problem.name}: {wrong}")
        if not self.evaluated("well-formed", "`valid` of the image", target.valid.holds, image.value):
            raise Refuted("well-formed", f"the image is not valid for {target.problem.name}")
        return image

    def judged(self, obligation: str, problem: ProblemRun, x: Any, w: Any, space: Members, known: list[Any] | None) -> None:
        """Raise Refuted unless w is a witness of x."""
        if not space.has(w):
            raise Refuted(obligation, f"a witness is mapped outside the witness space of {problem.problem.name}")
        if known is None and not self.evaluated(obligation, "the verifier", problem.accepts.holds, x, w):
            raise Refuted(obligation, f"a witness is mapped to what {problem.problem.name} does not accept")
        if known is not None and w not in known:
            raise Refuted(obligation, f"a witness is mapped to what {problem.problem.name} does not accept")

    def mapped_forward(
        self, instances: list[Any], images: list[Image], found: list[Any] | None, there: Members, back: list[Any] | None
    ) -> list[Any]:
        """Return what the witnesses of the instance are mapped to along the chain; each must be a witness of the last image."""
        if found is None:
            self.not_run["forward"] += 1
        made, known = [], None if back is None else set(back)
        for w in found or []:
            v = w
            for run, x, image in zip(self.runs, instances, images, strict=False):
                v = self.evaluated("forward", "the forward map", run.forward, x, v, image)
            self.judged("forward", self.targets[-1], instances[-1], v, there, known)  # type: ignore[arg-type]
            made.append(v)
        return made

    def mapped_backward(
        self, instances: list[Any], images: list[Image], back: list[Any] | None, space: Members, found: list[Any] | None
    ) -> list[Any]:
        """Return what the witnesses of the last image are mapped back to; each must be a witness of the instance."""
        if back is None:
            self.not_run["backward"] += 1
        made, known = [], None if found is None else set(found)
        for v in back or []:
            w = v
            for run, x, image in reversed([*zip(self.runs, instances, images, strict=False)]):
                w = self.evaluated("backward", "the backward map", run.backward, x, w, image)
            self.judged("backward", self.source, instances[0], w, space, known)  # type: ignore[arg-type]
            made.append(w)
        return made

    def sizes(self, x: Any, instances: list[Any], shapes: list[dict[str, int]]) -> None:
        """Check the claims about sizes and values, those of a single reduction."""
        for claim, right, when in self.runs[0].claims if len(self.runs) == 1 else []:
            if claim.kind not in ("size", "value") or not all(
                self.evaluated("sizes", "a claim", when.values, x, None, shapes[0])
            ):
                continue
            (most,) = self.evaluated("sizes", "a claim", right.values, x, None, shapes[0])
            target = self.targets[0].problem
            seen = shapes[1][claim.left] if claim.kind == "size" else None
            if seen is None:
                inside = [(t, v) for path, t, v in fields_of(target.instance, instances[1]) if path == claim.left]
                seen = max((abs(n) for t, v in inside for n in numbers_in(v, t)), default=0)
            if seen > most or (claim.relation == "=" and seen != most):
                raise Refuted("sizes", f"target.{claim.left} is {seen}, and {claim.relation} {most} is claimed")

    def bijection(
        self,
        run: ReductionRun,
        x: Any,
        measures: Mapping[str, int],
        found: Any,
        forward: list[Any],
        back: Any,
        backward: list[Any],
    ) -> None:
        """Check the claims about numbers of witnesses."""
        for claim, right, when in run.claims:
            if claim.kind not in ("parsimonious", "counts") or found is None or back is None:
                continue
            given = {**measures, "#source": len(found)}
            if not all(self.evaluated(claim.kind, "a claim", when.values, x, None, given)):
                continue
            if claim.kind == "counts":
                (number,) = self.evaluated("counts", "a claim", right.values, x, None, given)
                if number != len(back):
                    raise Refuted("counts", f"the image has {len(back)} witnesses, and {number} are claimed")
            elif dict(zip(backward, back, strict=True)) != dict(zip(found, forward, strict=True)) or len(set(backward)) < len(
                back
            ):
                raise Refuted("parsimonious", "the witness maps are not inverse to each other")


def fields_of(type: Type, value: Any, path: str = "") -> Iterator[tuple[str, Type, Any]]:
    """Yield every field of a record, of the records in it, and so on: path, type and value."""
    for (name, field), part in zip(type[1], value, strict=True):
        inner = f"{path}.{name}" if path else name
        yield inner, field, part
        if field[0] == "record":
            yield from fields_of(field, part, inner)


def numbers_in(value: Any, type: Type) -> Iterator[Any]:
    """Yield all numbers in a value."""
    if type[0] in SORTS:
        yield value
    elif type[0] == "map":
        for k, v in value.items():
            yield from numbers_in(k, type[1])
            yield from numbers_in(v, type[2])
    elif type[0] in ("set", "edge", "seq"):
        for v in value:
            yield from numbers_in(v, type[1])
    else:
        parts = type[2][value[0]][1] if type[0] == "sum" else parts_of(type)
        for v, t in zip(value[1:] if type[0] == "sum" else value if parts else (), parts, strict=True):
            yield from numbers_in(v, t)


# ======================================================================================================================
# Chapter 8.  The region: its instances, shape by shape
# ======================================================================================================================


class Part:
    """A part of a region: the instances within bounds of measures, and a length; if it bounds every measure, within the caps."""

    def __init__(self, doc: Any, where: str, problem: Problem, caps: Mapping[str, int], work: Work) -> None:
        an_object(doc, where, "within", "length")
        self.within = bounds_of(doc["within"], f"{where}.within", problem)
        self.length = a_number(doc["length"], f"{where}.length") if "length" in doc else None
        cut = dict(caps) if len(self.within) == len(problem.measures) else {}
        types = slot_types(problem)
        each = [slot for slot in cut if types[slot.strip("|").removeprefix("bits(").removesuffix(")")] == RAT]
        self.limits = Limits(problem, self.within, cut).caps
        self.longest = Longest(problem, self.limits, each).instance()
        if self.length is not None:
            self.longest = self.length if self.longest is None else min(self.length, self.longest)
        self.generator = Generator(problem, self.limits, each, work)
        self.cut, self.each = cut, each

    def has(self, x: Any, n: int, measures: Mapping[str, int], problem: Problem) -> bool:
        """Return whether an instance of length n with some measures belongs to this part."""
        if any(measures[name] > most for name, most in self.within.items()) or (self.length is not None and n > self.length):
            return False
        if not self.cut:
            return True
        parts = [
            part for path, t in problem.leaves.items() for part in slots_in(dict(leaf_values(problem.instance, x))[path], t, path)
        ]
        return all(size <= self.cut.get(slot, size) for slot, size in parts)

    def text(self) -> str:
        """Return the part in words."""
        bounds = [f"{name} <= {most}" for name, most in self.within.items()]
        return " and ".join(bounds + ([] if self.length is None else [f"length <= {self.length}"])) or "everything"


def slots_in(value: Any, t: Type, path: str) -> Iterator[tuple[str, int]]:
    """Yield the slots of a value and their sizes; of a rational, the longer one of numerator and denominator."""
    match t[0]:
        case "nat" | "int" | "rat":
            yield f"bits({path})", max(value.numerator.bit_length(), value.denominator.bit_length() if t == RAT else 0)
        case "set" | "seq" | "edge":
            if t[0] != "edge":
                yield f"|{path}|", len(value)
            for v in value:
                yield from slots_in(v, t[1], f"{path}[]")
        case "map":
            yield f"|{path}|", len(value)
            for k, v in value.items():
                yield from slots_in(k, t[1], f"{path}[key]")
                yield from slots_in(v, t[2], f"{path}[]")
        case "tuple" | "record":
            named = t[1] if t[0] == "record" else [(str(i), p) for i, p in enumerate(t[1])]
            for v, (name, p) in zip(value, named, strict=True):
                yield from slots_in(v, p, f"{path}.{name}")
        case "sum":
            name, types = t[2][value[0]]
            for i, (v, p) in enumerate(zip(value[1:], types, strict=True)):
                yield from slots_in(v, p, f"{path}.{name}.{i}")


def bounds_of(doc: Any, where: str, problem: Problem) -> dict[str, int]:
    """Read bounds of measures."""
    expect(isinstance(doc, dict), where, doc, "an object of measures and bounds")
    names = [name for name, _ in problem.measures]
    for name, most in doc.items():
        expect(name in names, where, name, f"one of the measures {', '.join(names)}")
        a_number(most, f"{where}.{name}")
    return dict(doc)


class Shape:
    """The counts that a certificate gives for the instances with the same measures."""

    def __init__(self, doc: Any, where: str, problem: Problem, both: bool) -> None:
        an_object(doc, where, "measures instances witnesses members yes")
        self.where, self.measures = where, bounds_of(doc["measures"], f"{where}.measures", problem)
        expect(len(self.measures) == len(problem.measures), where, doc["measures"], "all measures")
        sides = 2 if both else 1

        def pair(key: str) -> list[int | None]:
            values = a_list(doc[key], f"{where}.{key}", sides)
            return [None if v is None else a_number(v, f"{where}.{key}") for v in values]

        yes = doc["yes"]
        instances = a_number(doc["instances"], f"{where}.instances", 1)
        self.counts = Counts(
            instances, pair("members"), pair("witnesses"), None if yes is None else a_number(yes, f"{where}.yes")
        )


class RegionRun:
    """The run of all instances of a region, the shortest first, as far as the steps reach, and the comparison of counts."""

    def __init__(self, doc: Any, where: str, problem: Problem, examiner: Examiner, work: Work, only: Mapping[str, int]) -> None:
        an_object(doc, where, "parts caps shapes")
        self.problem, self.examiner, self.work, self.where, self.only = problem, examiner, work, where, only
        unknown = set(only) - {name for name, _ in problem.measures}
        if unknown:
            raise BadInput(f"--within: {problem.name} has no measure {', '.join(sorted(unknown))}")
        caps = doc["caps"]
        expect(isinstance(caps, dict), f"{where}.caps", caps, "an object of slots and caps")
        self.caps = {slot: a_number(most, f"{where}.caps.{slot}") for slot, most in caps.items()}
        known = {s for path, t in slot_types(problem).items() for s in (f"|{path}|", f"bits({path})")}
        for slot in self.caps:
            expect(slot in known, f"{where}.caps", slot, "a size of an instance")
        self.parts = [Part(p, f"{where}.parts[{i}]", problem, self.caps, work) for i, p in enumerate(a_list(doc["parts"], where))]
        both = bool(examiner.runs)
        self.shapes = [Shape(s, f"{where}.shapes[{i}]", problem, both) for i, s in enumerate(a_list(doc["shapes"], where))]
        keys = [self.key(s.measures) for s in self.shapes]
        different(keys, f"{where}.shapes")
        self.claimed = dict(zip(keys, self.shapes, strict=True))
        self.found: dict[tuple[int, ...], Counts] = {}
        self.done, self.finished, self.run, self.skipped, self.uncounted = -1, False, 0, 0, 0

    def key(self, measures: Mapping[str, int]) -> tuple[int, ...]:
        """Return the measures in order."""
        return tuple(measures[name] for name, _ in self.problem.measures)

    def go(self) -> None:
        """Run the instances in order of length, until all are run or the steps are taken.  Raises Refuted and Invalid."""
        tops = [part.longest for part in self.parts]
        last = None if None in tops else max((t for t in tops if t is not None), default=-1)
        n = 0
        try:
            while last is None or n <= last:
                self.work.spend(1)
                for i, part in enumerate(self.parts):
                    if part.longest is None or n <= part.longest:
                        self.go_through(i, part, n)
                self.done, n = n, n + 1
            self.finished = True
        except OutOfSteps:
            pass

    def go_through(self, i: int, part: Part, n: int) -> None:
        """Run the instances of one length of a part that belong to no earlier part."""
        if any(not p.within and p.length is not None and n <= p.length for p in self.parts[:i]):
            return
        source = self.examiner.source
        for x in part.generator.of_length(n):
            try:
                if not self.examiner.evaluated("well-formed", "`valid`", source.valid.holds, x):
                    continue
                measures = self.examiner.evaluated("well-formed", "a measure", source.measures, x)
                if any(measures[name] > most for name, most in self.only.items()):
                    continue
                if not part.has(x, n, measures, self.problem) or any(p.has(x, n, measures, self.problem) for p in self.parts[:i]):
                    continue
                counts = self.examiner.examine(x, measures)
            except TooMuch:
                self.skipped += 1
                continue
            except Refuted as failure:
                failure.args = (f"{failure} (on the instance {value_text(x, self.problem.instance)})",)
                raise
            self.run += 1
            key = self.key(measures)
            known = self.found.get(key)
            self.found[key] = counts if known is None else known + counts
            if key not in self.claimed:
                raise Invalid(f"{self.where}.shapes: no entry for the measures {dict(measures)}, of which there is an instance")
            self.compare(self.claimed[key], self.found[key], exactly=False)

    def compare(self, shape: Shape, found: Counts, exactly: bool) -> None:
        """Raise Invalid if the counts of a shape are too small, or with `exactly`, other ones than those found."""
        pairs = [("instances", shape.counts.instances, found.instances), ("yes", shape.counts.yes, found.yes)]
        pairs += [(f"members[{i}]", c, f) for i, (c, f) in enumerate(zip(shape.counts.members, found.members, strict=True))]
        pairs += [(f"witnesses[{i}]", c, f) for i, (c, f) in enumerate(zip(shape.counts.witnesses, found.witnesses, strict=True))]
        for name, claimed, count in pairs:
            if claimed is not None and count is not None and (count > claimed or (exactly and count != claimed)):
                reach = "" if exactly else " at least"
                raise Invalid(f"{shape.where}.{name}: found {claimed}, but there are{reach} {count}")
        self.uncounted += exactly and any(claimed is not None and count is None for _, claimed, count in pairs)

    def whole(self, shape: Shape) -> bool:
        """Return whether all instances of a shape were run."""
        if self.skipped:
            return False
        if any(shape.measures[name] > most for name, most in self.only.items()):
            return False
        if self.finished:
            return True
        for part in self.parts:
            if all(shape.measures[name] <= most for name, most in part.within.items()):
                limits = Limits(self.problem, shape.measures, part.limits).caps
                longest = Longest(self.problem, limits, part.each).instance()
                top = part.longest if longest is None else longest if part.longest is None else min(longest, part.longest)
                if top is None or top > self.done:
                    return False
        return True

    def compare_all(self) -> int:
        """Compare the counts of all shapes that were run as a whole; return their number."""
        compared = 0
        for shape in self.shapes:
            if self.whole(shape):
                compared += 1
                found = self.found.get(self.key(shape.measures))
                if found is None:
                    raise Invalid(f"{shape.where}.instances: found {shape.counts.instances}, but there are 0")
                self.compare(shape, found, exactly=True)
        return compared - self.uncounted

    def reach(self) -> str:
        """Return in words which instances were run."""
        claimed = sum(s.counts.instances for s in self.shapes)
        within = "" if not self.only else " with " + " and ".join(f"{n} <= {v}" for n, v in self.only.items())
        if self.finished and not self.only:
            return f"every instance of the region: {self.run:,}"
        tops = [p.longest for p in self.parts]
        last = "" if None in tops or not tops else f" of {max(t for t in tops if t is not None)}"
        upto = "" if self.finished else f" of length <= {self.done}{last}"
        return f"every instance{within}{upto}: {self.run:,} of {claimed:,}"


# ======================================================================================================================
# Chapter 9.  Bounds
def polynomial(p: Poly, fixing: Sequence[str] = ()) -> bool:
    """Return whether a bound is a polynomial in measures and their bits; the measures in `fixing` may stand in exponents."""
    exponents = {root(b) for a in p.atoms() if a[0] == "power" for b in a[2].atoms()}
    return not p.has("hole", "value") and all(b[0] == "measure" and b[1] in fixing for b in exponents)


def written_poly(text: str) -> Poly:
    """Return a polynomial that is written as 9*m^2/2 - 3*m/2.  Raises Hole for values of numbers and what is none."""

    def read(tree: ast.AST) -> Poly:
        match tree:
            case ast.Constant(value=int(value)):
                return poly(value)
            case ast.Name(id=name):
                return of(("measure", name))
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return read(inner) * -1
            case ast.Call(func=ast.Name(id="bits"), args=[inner]) if len(atoms := list(read(inner).atoms())) == 1:
                return of(("bits", atoms[0]))
            case ast.BinOp(left=left, op=op, right=right):
                a, b = read(left), read(right)
                by, base = b.constant(), a.constant()
                if isinstance(op, ast.Add | ast.Sub | ast.Mult):
                    return a + b if isinstance(op, ast.Add) else a - b if isinstance(op, ast.Sub) else a * b
                if isinstance(op, ast.Div) and by:
                    return a * (1 / Fraction(by))
                if isinstance(op, ast.Pow) and by is not None and by in range(65):
                    return reduce(Poly.__mul__, [a] * int(by), poly(1))
                if isinstance(op, ast.Pow) and base is not None and base in range(2, 1 << 16):
                    return of(("power", int(base), b))
        raise Hole(f"{shown(text)} is not read as a polynomial")

    try:
        return read(ast.parse(text.replace("^", "**"), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Hole(f"{shown(text)} is not read as a polynomial") from None


def measure_in(bounds: Mapping[str, Poly], atom: Atom) -> Poly | None:
    """Return the bound of a measure; None for other atoms."""
    return bounds.get(atom[1]) if atom[0] == "measure" else None


def composed(replays: Sequence[Replay], what: str) -> dict[str, Bound]:
    """Return the bounds along a chain in the measures of its source: of the sizes at its end, or of the times of all maps.

    Each bound is monotone, so bounds of the measures may be put for the measures.
    """
    if len(replays) == 1:
        return replays[0].said[what]
    stage: dict[str, Bound] = {n: some(of(("measure", n))) for n, _ in replays[0].reduction.source.measures}
    for replay in replays:
        after = {}
        for name, bound in replay.said["sizes"].items():
            used = sorted({root(a)[1] for p in bound for a in p.atoms() if root(a)[0] == "measure"})
            choices = islice(product(*(stage.get(n, ()) for n in used)), 27)
            put_ = [dict(zip(used, choice, strict=True)) for choice in choices]
            after[name] = least_of(p.put(partial(measure_in, q)) for q in put_ for p in bound)
        stage = after
    return stage


def times_along(replays: Sequence[Replay]) -> dict[str, Bound]:
    """Return the times of the maps of a chain, each in the measures of its own source."""
    return {f"{replay.reduction.name} {name}": bound for replay in replays for name, bound in replay.said["times"].items()}


def check_bounds(
    derivations: Sequence[tuple[Any, str]],
    reductions: Sequence[Reduction],
    obligations: Mapping[str, Any],
    where: str,
    report: Report,
) -> None:
    """Replay the bounds of a reduction, or of each reduction of a chain, and compare what the obligations say of them."""
    replays = [Replay(r, doc, at) for r, (doc, at) in zip(reductions, derivations, strict=True)]
    for what, obligation in (("sizes", "sizes"), ("times", "time")):
        o = obligations.get(obligation, {})
        if o.get("verdict") in ("proved", "exhausted", "sampled"):
            for replay in replays:
                if not replay.broken and (len(replays) == 1 or what == "times"):
                    replay.proved(what, o["verdict"])
            if len(replays) > 1 and what == "sizes" and not any(replay.holes for replay in replays):
                for name, bound_ in composed(replays, what).items():
                    fixing = replays[0].reduction.source.fixing
                    expect(any(polynomial(p, fixing) for p in bound_), where, name, "a size that is polynomial along the chain")
        figures = o.get("figures")
        texts = figures.get("bounds") if isinstance(figures, dict) else None
        stated = composed(replays, what) if what == "sizes" or len(replays) == 1 else times_along(replays)
        for name, text in texts.items() if isinstance(texts, dict) else ():
            expect(name in stated, f"{where}: {obligation}: bounds", name, f"one of {', '.join(stated)}")
            try:
                bound = written_poly(a_text(text, f"{where}: {obligation}: {name}"))
            except Hole as why:
                report.holes.append(f"bounds: {obligation} of {name}: {why}")
                continue
            if len(replays) > 1 and what == "times" and not any(map(polynomial, stated[name])):
                report.holes.append(f"bounds: {obligation} of {name}, in the measures of the chain's source")
            elif not any(within(p, bound) for p in stated[name]):
                says = " or ".join(map(str, stated[name])) or "nothing"
                raise Invalid(f"{where}: {obligation} says that {name} is at most {text}, and {says} is derived")
    found = [f"bounds: {hole}" for replay in replays for hole in replay.holes]
    report.holes += [hole for hole in dict.fromkeys(found) if hole not in report.holes]
    lines = sum(len(replay.doc["lines"]) for replay in replays)
    report.checked.append(f"sizes and times follow from {lines} lines of their derivation")


# ======================================================================================================================

# Sizes of the image and times of the maps are replayed from the derivation in `evidence.bounds`.  The chapter evaluates the core
# once on sizes instead of values.  For each definition, call, comprehension and fold the derivation states bounds: a rule gives
# bounds of the value from bounds of the operands, they must be within the stated ones, and these are used from there on.
# docs/certificates_bounds.md describes the derivation and each rule.


Atom = tuple[Any, ...]
Monomial = frozenset[tuple[Atom, int]]
Scalar = int | Fraction
Way = tuple[str, ...]


MOST_EVALUATED = 1 << 17  # expressions, of one reduction
MOST_BOUNDS = 6  # bounds that are kept of one quantity
MOST_PRODUCTS = 1 << 18  # terms in one product of polynomials


class Hole(Exception):
    """The checker has no rule for something."""


class Poly:
    """A polynomial: a map from monomials (sets of (atom, exponent)) to coefficients.

    Atoms stand for natural numbers: ("measure", name), ("bits", atom), ("value", path), ("power", base, polynomial); ("item", i),
    a size of one member of a collection; ("slot", key), a size of a fold's variable; ("den", path or prime), whose coefficient
    is an exponent; ("hole", why): there is no bound.
    """

    __slots__ = ("terms",)

    def __init__(self, terms: Mapping[Monomial, Scalar]) -> None:
        self.terms = {m: c for m, c in terms.items() if c}

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Poly) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __add__(self, other: Any) -> Poly:
        out = dict(self.terms)
        for m, c in poly(other).terms.items():
            out[m] = out.get(m, 0) + c
        return Poly(out)

    def __sub__(self, other: Any) -> Poly:
        return self + poly(other) * -1

    def __mul__(self, other: Any) -> Poly:
        out: dict[Monomial, Scalar] = {}
        other = poly(other)
        if len(self.terms) * len(other.terms) > MOST_PRODUCTS:
            raise Hole(f"a product of more than {MOST_PRODUCTS} terms")
        for m, c in self.terms.items():
            for k, d in other.terms.items():
                powers = dict(m)
                for a, e in k:
                    powers[a] = powers.get(a, 0) + e
                both = frozenset(powers.items())
                out[both] = out.get(both, 0) + c * d
        return Poly(out)

    def atoms(self) -> set[Atom]:
        """Return the atoms that occur outside of exponents."""
        return {a for m in self.terms for a, _ in m}

    def has(self, *kinds: str) -> bool:
        """Return whether an atom of one of these kinds occurs."""
        return any(root(a)[0] in kinds or (a[0] == "power" and a[2].has(*kinds)) for a in self.atoms())

    def constant(self) -> Scalar | None:
        """The value of a constant; None for other polynomials."""
        return self.terms.get(frozenset(), 0) if self.terms.keys() <= {frozenset()} else None

    def positive(self) -> bool:
        """Return whether no coefficient is negative."""
        return all(c >= 0 for c in self.terms.values())

    def whole(self) -> bool:
        """Return whether all coefficients are whole."""
        return all(Fraction(c).denominator == 1 for c in self.terms.values())

    def clear(self) -> Poly:
        """Without the negative terms: no smaller, never negative, and monotone in each atom."""
        return self if self.positive() else Poly({m: c for m, c in self.terms.items() if c > 0})

    def join(self, other: Poly) -> Poly:
        """A bound of the larger of two."""
        if within(self, other) or within(other, self):
            return other if within(self, other) else self
        both = self.terms.keys() | other.terms.keys()
        return Poly({m: max(self.terms.get(m, 0), other.terms.get(m, 0)) for m in both}).clear()

    def pairs(self) -> Poly:
        """The pairs of so many things: p (p - 1) / 2, or p^2 / 2 if p may be no whole number."""
        return self * (self - int(self.whole())) * Fraction(1, 2)

    def put(self, by: Callable[[Atom], Poly | None]) -> Poly:
        """Put a bound for each atom for which `by` has one.

        Negative terms stand in numbers of pairs, which are monotone on whole numbers: for others they are dropped first.
        """
        new = {a: p for a in self.atoms() if (p := put_atom(a, by)) is not None}
        if new and not self.positive() and not all(p.whole() for p in new.values()):
            return self.clear().put(by)
        out = Poly({m: c for m, c in self.terms.items() if not any(a in new for a, _ in m)})
        for m, c in self.terms.items() if new else ():
            if any(a in new for a, _ in m):
                term = Poly({frozenset((a, e) for a, e in m if a not in new): c})
                out = out + reduce(Poly.__mul__, (new[a] for a, e in m if a in new for _ in range(e)), term)
        return out

    def __str__(self) -> str:
        words = []
        for m, c in sorted(self.terms.items(), key=lambda t: (-sum(e for _, e in t[0]), sorted(map(str, t[0])))):
            factors = [atom_text(a) + (f"^{e}" if e > 1 else "") for a, e in sorted(m, key=str)]
            words.append("*".join(([] if c == 1 and factors else [str(c)]) + factors))
        return " + ".join(words).replace("+ -", "- ") or "0"


def poly(value: Poly | Scalar) -> Poly:
    """Return a number as a polynomial."""
    return value if isinstance(value, Poly) else Poly({frozenset(): value})


def of(atom: Atom) -> Poly:
    """Return the polynomial that consists of one atom."""
    return Poly({frozenset({(atom, 1)}): 1})


def within(p: Poly, q: Poly) -> bool:
    """p <= q, coefficient by coefficient."""
    return all(p.terms.get(m, 0) <= q.terms.get(m, 0) for m in p.terms.keys() | q.terms.keys())


def root(atom: Atom) -> Atom:
    """Return the atom inside `bits`."""
    return root(atom[1]) if atom[0] == "bits" else atom


def atom_text(a: Atom) -> str:
    """Return an atom as a text."""
    if a[0] == "bits":
        return f"bits({atom_text(a[1])})"
    return str(a[1]) if a[0] == "measure" else f"{a[1]}^({a[2]})" if a[0] == "power" else f"{a[0]}({a[1]})"


def put_atom(atom: Atom, by: Callable[[Atom], Poly | None]) -> Poly | None:
    """Return the bound that is put for an atom; None if it stays."""
    if atom[0] == "power":
        exponent = atom[2].put(by)
        return None if exponent == atom[2] else of(("power", atom[1], exponent))
    if atom[0] == "bits":
        inner = put_atom(atom[1], by)
        return None if inner is None else digits_of(inner)
    return by(atom)


def digits_of(p: Poly) -> Poly:
    """The binary digits of a natural number <= p.  With c the sum of the coefficients and M the largest of p's products, it is at
    most c M, so it has at most bits(M) + lg c digits, rounded up; bits(M) is at most the digits of M's factors together."""
    p = p.clear()
    digits, largest = Poly({}), -(-sum(p.terms.values(), Fraction(0)) // 1)
    for m in p.terms:
        product = Poly({})
        for a, e in m:
            if a[0] == "power":  # base <= 2^d
                product = product + (a[2].clear() * (a[1] - 1).bit_length() + 1) * e
            else:  # the bits of other atoms, such as values, are at most the atoms
                product = product + of(("bits", a) if a[0] in ("measure", "bits", "item", "slot") else a) * e
        digits = digits.join(product)
    return poly(int(largest).bit_length()) if p.constant() is not None else digits + int(largest - 1).bit_length()


# A bound of one quantity is a tuple of polynomials, each of which bounds it.


Bound = tuple[Poly, ...]


def least_of(polys: Iterable[Poly]) -> Bound:
    """A few bounds, the best first: none that is at least another one, none without a bound if others have one."""
    kept: list[Poly] = []
    for p in sorted(dict.fromkeys(polys), key=rank):
        if not any(within(q, p) for q in kept):
            kept.append(p)
    return tuple([p for p in kept if not p.has("hole")] or kept)[:MOST_BOUNDS]


def rank(p: Poly) -> tuple[Any, ...]:
    """Return a key that sorts bounds, the best first."""
    degrees = {m: sum(e for a, e in m if a[0] != "bits") for m in p.terms}
    degree = max(degrees.values(), default=0)
    leading = sum(c for m, c in p.terms.items() if degrees[m] == degree)
    kinds = {a[0] for a in p.atoms()}
    return "hole" in kinds, "power" in kinds, "value" in kinds, degree, leading, len(p.terms), sum(p.terms.values())


def some(value: Poly | Scalar) -> Bound:
    """Return a single bound."""
    return (poly(value),)


def no_bound(why: str) -> Bound:
    """Return that there is no bound, and why."""
    return some(of(("hole", why)))


def either(*bounds: Bound) -> Bound:
    """Return the bounds of one quantity from several sources."""
    return least_of(p for b in bounds for p in b)


def plus(a: Bound, b: Bound) -> Bound:
    """Return bounds of a sum."""
    return least_of(p + q for p in a for q in b)


def times(a: Bound, b: Bound) -> Bound:
    """Return bounds of a product."""
    return least_of(p * q for p in a for q in b)


def joined(a: Bound, b: Bound) -> Bound:
    """Return bounds of the larger of two."""
    return a if a == b else least_of(p.join(q) for p in a for q in b)


def each(f: Callable[[Poly], Poly], a: Bound) -> Bound:
    """Return the bounds with a function applied to each."""
    return least_of(map(f, a))


def clear(a: Bound) -> Bound:
    """Return the bounds without negative terms."""
    return each(Poly.clear, a)


def bounded_by(a: Bound, b: Bound) -> bool:
    """Each polynomial of b is at least one of a's."""
    return all(q.has("hole") or any(within(p, q) for p in a) for q in b)


# An abstract value bounds all values of an expression, at all bindings of its variables.  It maps slots to bounds.  A slot is the
# way to a part and what is bounded there:
#   n                    of a label: it is one of n
#   up down bits         of a number: v <= up, -v <= down, |v| < 2^bits
#   den digits           of a number: a common denominator of all the values; the digits of numerator and denominator, if known
#   size                 of a collection
#   +PATH                of a collection: the sum over all members of the slot PATH in each
#   exact length         what a number or the size of a collection is exactly, and the bits of a number, if determined
#   ?CASE                a value of a sum type, or a built label, may be made so
# The way to a part leads through `item`, `key`, the positions in tuples and records, and the cases with positions.

Value = dict[Way, Bound]
Constructors = Mapping[str, tuple[int, Sequence[Type]]]
Places = Mapping[int, Place | None]
ZERO = some(0)


def sub(value: Value, *way: str) -> Value:
    """Return the part of a value at the end of a way."""
    return {k[len(way) :]: b for k, b in value.items() if k[: len(way)] == way}


def put(value: Value, *way: str) -> Value:
    """Return a value as a part at the end of a way."""
    return {(*way, *k): b for k, b in value.items()}


def number(
    up: Bound,
    down: Bound,
    bits: Bound,
    den: Poly | None = None,
    exact: Poly | None = None,
    length: Poly | None = None,
    digits: Bound | None = None,
) -> Value:
    """Return a number."""
    optional = {"den": den if den is None or den.terms else None, "exact": exact, "length": length}
    out: Value = {("up",): up, ("down",): down, ("bits",): bits}
    out |= {(k,): (p,) for k, p in optional.items() if p is not None}
    return out if digits is None else out | {("digits",): digits}


def collection(size: Bound, item: Value, key: Value | None = None, exact: Poly | None = None) -> Value:
    """Return a collection."""
    out = {("size",): size} | put(item, "item") | put(key or {}, "key")
    return out if exact is None else out | {("exact",): (exact,)}


def natural(up: Bound, exact: Poly | None = None) -> Value:
    """Return a natural number; the bits of one that is exactly a measure are known exactly."""
    length = None
    if exact is not None and (value := exact.constant()) is not None:
        length = poly(int(value).bit_length())
    elif exact is not None and len(exact.atoms()) == 1 and exact == of(a := min(exact.atoms())):
        length = of(("bits", a))
    return number(up, ZERO, each(digits_of, up), exact=exact, length=length)


def integer(up: Bound, down: Bound, bits: Bound = (), den: Poly | None = None, exact: Poly | None = None) -> Value:
    """Return a number whose bits are bounded by its value too."""
    largest = joined(clear(up), clear(down))
    by_value = each(lambda p: of(("hole", "the bits of a number")) if p.has("hole", "value") else digits_of(p), largest)
    return number(up, down, either(bits, by_value), den, exact)


def constant(value: Any) -> Value:
    """Return a constant; its denominator is a product of primes."""
    if isinstance(value, bool):
        return {}
    value = Fraction(value)
    den, rest, p = Poly({}), value.denominator, 2
    while rest > 1:
        p = rest if p * p > rest else p
        if p > 1 << 20 and p != rest:
            raise Hole("a denominator with large factors")
        while rest % p == 0:
            rest, den = rest // p, den + of(("den", p))
        p += 1
    return number(some(value), some(-value), some((abs(value.numerator) // value.denominator).bit_length()), den, poly(value))


def exact(value: Value) -> Poly | None:
    """Return what a number, or the size of a collection, is exactly."""
    return value["exact",][0] if ("exact",) in value else None


def known(value: Value) -> Scalar | None:
    """The value of a number that is a constant."""
    return value["exact",][0].constant() if ("exact",) in value else None


def den(value: Value) -> Poly:
    """Return the common denominator of a number."""
    return value["den",][0] if ("den",) in value else Poly({})


def never_below_zero(value: Value) -> bool:
    """Return whether a number is known to be at least 0."""
    return any((c := p.constant()) is not None and c <= 0 for p in value["down",])


def magnitude(value: Value) -> Bound:
    """Return bounds of the absolute value of a number."""
    return joined(clear(value["up",]), clear(value["down",]))


def member_type(type_: Type) -> Type:
    """Return the type of the members of a collection, or of the values of a map."""
    found: Type = type_[2] if type_[0] == "map" else type_[1]
    return found


def named_parts(type_: Type) -> Sequence[tuple[str, Type]]:
    """Return the parts of a record or tuple."""
    return type_[1] if type_[0] == "record" else [(str(i), t) for i, t in enumerate(type_[1])]


def kind_of(type_: Type) -> str:
    """Return what kind of abstract value the values of a type have."""
    return KINDS.get(type_[0], "truth")


KINDS = {
    **dict.fromkeys(SORTS, "number"),
    **dict.fromkeys(("set", "seq", "edge", "map"), "collection"),
    **dict.fromkeys(("tuple", "record"), "product"),
    **dict.fromkeys(("sum", "term"), "cases"),
    "label": "label",
}


def filled(type_: Type, size: Bound, constructors: Constructors | None = None) -> Value:
    """Every value of a type, with one bound for every slot; without `constructors`, no value of the type."""
    kind = kind_of(type_)
    if kind == "number":
        no_den = constructors is None or type_ != RAT
        return number(size, ZERO if type_ == NAT else size, size, None if no_den else size[0])
    if kind == "label":
        return {("n",): size}
    if kind == "collection":
        item = filled(member_type(type_), size, constructors)
        key = filled(type_[1], size, constructors) if type_[0] == "map" else {}
        return collection(some(2) if type_[0] == "edge" else size, item, key)
    if kind == "product":
        return parts_value(filled(t, size, constructors) for _, t in named_parts(type_))
    cases = () if kind == "truth" or constructors is None else possible_cases(type_, constructors)
    return reduce(dict.__or__, (made_so(c, (filled(t, size, constructors) for t in ts)) for c, ts in cases), {})


def nothing(type_: Type) -> Value:
    """Return the abstract value that stands for no value of a type."""
    return filled(type_, ZERO)


def possible_cases(type_: Type, constructors: Constructors) -> Sequence[tuple[str, Sequence[Type]]]:
    """Return the cases of a sum type, or the constructors of built labels, with their arguments."""
    cases: Sequence[tuple[str, Sequence[Type]]] = type_[2] if type_[0] == "sum" else ()
    return cases or [(c, constructors[c][1]) for c in type_[1] if c in constructors]


def parts_value(parts: Iterable[Value]) -> Value:
    """Return a tuple or record."""
    return {(str(i), *k): b for i, part in enumerate(parts) for k, b in part.items()}


def made_so(case: str, arguments: Iterable[Value]) -> Value:
    """Return a value that is made by one case."""
    return {(f"?{case}",): ()} | put(parts_value(arguments), f"?{case}")


def has_place(value: Value, key: Way) -> bool:
    """Whether a value has the part in which a slot lies."""
    return any((*key[:-1], slot) in value for slot in ("n", "up", "size"))


def join(a: Value, b: Value) -> Value:
    """An abstract value that covers two of the same type."""
    out: Value = {}
    for k in {**a, **b}:
        x, y = a.get(k), b.get(k)
        if k[-1] in ("exact", "length"):
            if x == y or not has_place(b if y is None else a, k):
                out[k] = x or y or ()
        elif x is not None and y is not None:
            out[k] = joined(x, y)
        elif k[-1][0] == "+":
            out[k] = joined(total(sub(a, *k[:-1]), k[-1]), total(sub(b, *k[:-1]), k[-1]))
        elif k[-1] != "digits" or not has_place(b if y is None else a, k):
            out[k] = x or y or ()
    return out


def join_all(values: Iterable[Value]) -> Value:
    """Return a value that covers several."""
    return reduce(join, values, {})


def changed(value: Value, f: Callable[[Poly], Poly]) -> Value:
    """A value with every polynomial in it changed; what is exact is dropped where it changes."""
    out = {k: each(f, b) if b else b for k, b in value.items()}
    return {k: b for k, b in out.items() if k[-1] not in ("exact", "length") or b == value[k]}


def total(value: Value, plus_path: str) -> Bound:
    """A bound of the sum over all members of the slot at a path in each; 0 if no member has such a part."""
    if ("size",) not in value:
        return ZERO
    path = tuple(plus_path[1:].split("."))
    if path[0] == "item" and ("item", "size") in value:
        found = times(value["size",], total(sub(value, "item"), "+" + ".".join(path[1:])))
    else:
        found = times(value["size",], clear(value[("item", *path)])) if ("item", *path) in value else ZERO
    return either(value.get((plus_path,), ()), found)


def exceeds(value: Value, stated: Value) -> list[Way]:
    """The slots in which a value is not within a stated one."""
    out = [k for k in value if k not in stated and k[-1] not in ("digits", "exact", "length") and k[-1][0] != "+"]
    for k, bound in stated.items():
        mine = value.get(k)
        if k[-1][0] == "+":
            good = k[-1].split(".")[-1].lstrip("+") in ("size", "bits") and bounded_by(
                value.get(k, ()) + total(sub(value, *k[:-1]), k[-1]), bound
            )
        elif mine is None:
            good = k[-1] == "den" or not has_place(value, k)
        else:
            good = mine == bound if k[-1] in ("exact", "length") else bounded_by(mine, bound)
        out += [] if good else [k]
    return out


def hole_in(*bounds: Bound) -> str | None:
    """The first reason for which something has no bound."""
    return next((a[1] for b in bounds for p in b for a in sorted(p.atoms(), key=str) if a[0] == "hole"), None)


def differences(found: Value, stated: Value, slots: Sequence[Way]) -> str:
    """Return what is found and what is stated of some slots."""
    given, said = ({k: v[k] for k in slots if k in v} for v in (found, stated))
    return f"{value_said(given) or 'nothing'}, and {value_said(said) or 'nothing'}"


def value_said(value: Value) -> str:
    """Return a value as a text."""
    return ", ".join(f"{'/'.join(k)} <= {' or '.join(map(str, b))}" if b else "/".join(k) for k, b in sorted(value.items()))


class Texts(Limits):
    """Reads which sizes of an instance an expression bounds; with `sums`, only those of which it bounds the sum of all."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.choices, self.sums, self.caps = problem, 0, False, {}
        for node in problem.valid:
            self.read(node, {}, frozenset())

    def bounded(self, n: Node, env: Places) -> list[tuple[str, frozenset[int]]]:
        """Return the slots that are at most the value of an expression: a maximum bounds no sum."""
        return [] if self.sums and n.op in ("max", "greatest") else super().bounded(n, env)


class Instance:
    """The abstract instance of a problem, from its measures, its conditions and its types, and from nothing else."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.texts = problem, Texts(problem)
        self.exact: dict[str, Poly] = {}
        self.values: dict[str, Bound] = {}
        self.cases: dict[str, set[str]] = {}
        self.homes: dict[str, Bound] = {}
        self.denominators: dict[str, Bound] = {}
        self.totals: dict[str, dict[Way, Bound]] = {}
        self.known = {slot: [(some(most), False)] for slot, most in self.texts.caps.items()}
        for name, node in problem.measures:
            for self.texts.sums in (False, True):
                for slot, _ in self.texts.bounded(node, {}):
                    self.known.setdefault(slot, []).append((some(of(("measure", name))), self.texts.sums))
            at = self.texts.place(node.args[0], {}) if node.op in ("size", "bits") else None
            if at is not None:
                self.exact[at[0]] = of(("measure", name))
        first = self.build()
        analysis = Evaluation(problem, {}, first, self.denominators, {})
        analysis.start()
        for condition in problem.valid:
            for part in conjuncts(condition):
                analysis.quietly(partial(self.condition, analysis, part, {}, frozenset[int]()))
        self.value = self.build()

    def build(self) -> Value:
        """Return the abstract instance."""
        self.homes, type_ = {}, self.problem.instance
        for _ in range(2):  # the first round finds the sizes of all homes
            self.denominators, self.totals = {}, {}
            value = self.of(type_, "", some(1), "", ())
        return value

    def of(self, type_: Type, path: str, many: Bound, outer: str, inside: Way) -> Value:
        """A part at a path, of which the instance has at most `many`; `outer` is the outermost collection around it, and `inside`
        the way from its members."""
        kind, at = kind_of(type_), f"{path}." if path else ""
        if kind == "number":
            return self.number(type_[0], path, many, outer, inside)
        if kind == "label":
            return {("n",): self.homes.get(type_[1], ZERO)}
        if kind == "product":
            parts = enumerate(named_parts(type_))
            return parts_value(self.of(t, at + n, many, outer, (*inside, str(i))) for i, (n, t) in parts)
        if kind == "cases":
            cases = [(c, ts) for c, ts in type_[2] if c in self.cases.get(path, {c})]
            return reduce(
                dict.__or__,
                (
                    made_so(c, [self.of(t, f"{at}{c}.{i}", many, outer, (*inside, f"?{c}", str(i))) for i, t in enumerate(ts)])
                    for c, ts in cases
                ),
                {},
            )
        if kind == "truth":
            return {}
        if type_[0] == "edge":
            ends = self.of(type_[1], f"{path}[]", times(many, some(2)), outer, (*inside, "item"))
            return collection(some(2), ends, exact=poly(2))
        by_type, key, exact_size = None, None, self.exact.get(path) if not outer else None
        if type_[0] == "map":
            domain = type_[3]
            by_type = self.homes.get(domain) if domain else self.number_of(type_[1], f"{path}[key]")
            exact_size = exact_size or self.exact.get(domain)
        elif type_[0] == "set" and not type_[2]:
            by_type = self.homes.get(type_[3]) if type_[3] else self.number_of(type_[1], f"{path}[]")
        size = either(*(b for b, _ in self.known.get(f"|{path}|", ())), by_type or ()) or no_bound(f"no measure bounds |{path}|")
        self.note(path, "size", outer, inside)
        if type_[0] == "set" and type_[2]:
            self.homes[type_[2]] = size
        if type_[0] == "map":
            key = self.of(type_[1], f"{path}[key]", times(many, size), outer or path, (*inside, "key"))
        in_all = either(times(many, size), *(b for b, whole in self.known.get(f"|{path}|", ()) if whole))
        item = self.of(member_type(type_), f"{path}[]", in_all, outer or path, (*inside, "item") if outer else ())
        totals = {("+" + ".".join(way),): b for way, b in self.totals.get(path, {}).items()}
        return collection(size, item, key, exact_size) | totals

    def note(self, path: str, kind: str, outer: str, inside: Way) -> None:
        """Note the sums over all members that are known for a size, at the outermost collection around it."""
        for bound, whole in self.known.get(f"|{path}|" if kind == "size" else f"bits({path})", ()):
            if whole and outer and "key" not in inside:
                here = self.totals.setdefault(outer, {})
                here[*inside, kind] = either(here.get((*inside, kind), ()), bound)

    def number_of(self, type_: Type, path: str) -> Bound | None:
        """How many values a type has, if labels determine it."""
        return differing(self.of(type_, path, some(1), "", ()), type_, {}) if of_labels(type_) else None

    def number(self, sort: str, path: str, many: Bound, outer: str, inside: Way) -> Value:
        """Return a number of the instance; its value is its own bound, unless a condition of `valid` has one."""
        marker, value = some(of(("value", path))), self.values.get(path)
        bounds = [b for b, _ in self.known.get(f"bits({path})", ())]
        if sort == "nat" and value is not None:
            bounds.append(each(digits_of, value))
        self.note(path, "bits", outer, inside)
        bits, up = either(*bounds) or no_bound(f"no measure bounds bits({path})"), either(value or (), marker)
        length = self.exact.get(path) if not outer else None
        if sort != "rat":
            return number(up, ZERO if sort == "nat" else marker, bits, length=length)
        self.denominators[path] = times(many, bits)
        return number(up, marker, bits, of(("den", path)), length=length, digits=bits)

    def condition(self, analysis: Evaluation, node: Node, env: Places, made: frozenset[int]) -> None:
        """Read a condition that bounds values of numbers, or leaves few cases of a sum type; `made` are its generators."""
        op, args = node.op, node.args
        if op == "and":
            for a in args:
                self.condition(analysis, a, env, made)
        elif op == "global":
            analysis.elsewhere({}, {}, lambda: self.condition(analysis, self.problem.functions[node.data][1], {}, made))
        elif op == "every":
            inner, more = self.texts.inside(node, env)
            if more is not None:
                analysis.comprehend(node, lambda _: self.condition(analysis, args[0], inner, made | more))
        elif op in ("le", "lt", "eq"):
            for small, large in (args, args[::-1])[: 2 if op == "eq" else 1]:
                at = self.texts.place(small, env)
                if at is None or small.type[0] not in SORTS or not at[1] >= made:
                    continue
                gens = [g for frame in analysis.frames for g in frame.gens]
                less = int(op == "lt" and RAT not in (small.type, large.type))
                up = least_of(analysis.capped(p - less, gens).clear() for p in analysis.value(large)["up",])
                if not up[0].has("hole", "value"):
                    self.values[at[0]] = either(self.values.get(at[0], ()), up)
        found = self.possible(node, env, True)
        if found is not None and found[0][1] >= made:
            self.cases[found[0][0]] = self.cases.get(found[0][0], found[1]) & found[1]

    def possible(self, node: Node, env: Places, holds: bool) -> tuple[Place, set[str]] | None:
        """Return the place of a value of a sum type and the cases that a condition leaves there."""
        op, args = node.op, node.args
        if op == "not":
            return self.possible(args[0], env, not holds)
        if op == "global":
            return self.possible(self.problem.functions[node.data][1], {}, holds)
        if op == ("or" if holds else "and"):
            one, other = (self.possible(x, env, holds) for x in args)
            return (one[0], one[1] | other[1]) if one and other and one[0] == other[0] else None
        if op == "is":
            return self.named(args[0], node.data, holds, env)
        if op == "eq":
            for a, b in (args, args[::-1]):
                if b.op == "make" and (holds or not b.args):
                    return self.named(a, b.data, holds, env)
        return None

    def named(self, node: Node, case: str, holds: bool, env: Places) -> tuple[Place, set[str]] | None:
        """Return the place of a value, and the cases that are this one, or not this one."""
        at = self.texts.place(node, env)
        if at is None or node.type[0] != "sum":
            return None
        return at, {name for name, _ in node.type[2] if (name == case) == holds}


def of_labels(type_: Type) -> bool:
    """Whether labels alone determine how many values a type has."""
    kind = kind_of(type_)
    if kind == "collection":
        return type_[0] == "edge" and of_labels(type_[1])
    parts = named_parts(type_) if kind == "product" else type_[2] if kind == "cases" else ()
    return kind != "number" and all(map(of_labels, (t for _, ts in parts for t in (ts if kind == "cases" else [ts]))))


# --- evaluation on sizes


class Drawn(NamedTuple):
    """A generator whose scope is open: its variables, the expression of its collection, and the collection's value."""

    variables: list[int]
    node: Node
    coll: Value


class Loop(NamedTuple):
    """A comprehension whose scope is open: its generators so far, the conditions that hold, and the variables of its lets."""

    gens: list[Drawn]
    conditions: list[Node]
    lets: dict[int, Node]


class Evaluation:
    """Evaluates expressions of one document on abstract values, and counts their steps.

    `lines` are the derivation's statements about values, by the way to the node; none if it is empty.
    """

    def __init__(
        self,
        doc: Document,
        constructors: Constructors,
        instance: Value,
        denominators: Mapping[str, Bound],
        lines: Mapping[str, Any],
    ) -> None:
        self.functions, self.constructors = doc.functions, constructors
        self.instance, self.denominators, self.lines, self.where = instance, denominators, lines, ".evidence.bounds.lines"
        self.left = MOST_EVALUATED
        self.items: list[tuple[Drawn, Bound, Bound]] = []
        self.holes: list[str] = []
        self.used: set[str] = set()
        self.start()

    def start(self, witness: Value | None = None, way: str = "") -> None:
        """Begin a part of the document: definitions without parameters are evaluated at most once in it."""
        self.witness, self.way, self.quiet = witness or {}, way, 0
        self.cost, self.global_cost = Poly({}), Poly({})
        self.globals: dict[str, Value] = {}
        self.env: dict[int, Value] = {}
        self.made_of: dict[int, set[int]] = {}
        self.frames: list[Loop] = []
        self.assumed: dict[Any, Any] = {}

    def part(self, nodes: Sequence[Node], way: str, witness: Value | None = None) -> tuple[list[Value], Poly]:
        """The values of expressions, each under the assumption that the conditions before it hold, and the steps of all."""
        self.start(witness, way)
        values = []
        for i, node in enumerate(nodes):
            values.append(self.value(node, f"{way}{i}" if len(nodes) > 1 else way))
            if node.type == BOOL:
                self.assume(node, True)
        return values, self.cost + self.global_cost

    def quietly(self, what: Callable[[], Any]) -> Any:
        """Evaluate without charge and without use of the derivation."""
        cost, self.quiet = self.cost, self.quiet + 1
        try:
            return what()
        finally:
            self.cost, self.quiet = cost, self.quiet - 1

    def elsewhere(self, env: dict[int, Value], assumed: dict[Any, Any], what: Callable[[], Any]) -> Any:
        """Evaluate inside a definition."""
        kept = self.env, self.made_of, self.frames, self.assumed
        self.env, self.made_of, self.frames, self.assumed = env, {}, [], assumed
        try:
            return what()
        finally:
            self.env, self.made_of, self.frames, self.assumed = kept

    def value(self, node: Node, way: str = "") -> Value:
        """The abstract value of an expression; its steps are added to `cost`."""
        self.left -= 1
        if self.left < 0:
            raise Hole(f"more than {MOST_EVALUATED} expressions to evaluate")
        op, args, self.cost = node.op, node.args, self.cost + 1
        if op in STRICT:
            values = [self.value(a, f"{way}.{i}") for i, a in enumerate(args)]
            values = [v or nothing(a.type) for v, a in zip(values, args, strict=True)]
            found = STRICT[op](self, node, *values)
            if not self.quiet:
                sizes = [self.length(v, a.type) for v, a in zip(values, args, strict=True)]
                rational = RAT in [node.type, *(a.type for a in args)]
                self.cost = self.cost + operation_cost(op, rational, sizes, partial(self.length, found, node.type))
        elif op in GUARDED:
            found = GUARDED[op](self, node, args, way)
        elif op in COMPREHENSIONS:
            found = (self.fold if op == "fold" else self.comprehension)(node, args, way)
        else:
            found = self.unknown(node, f"the checker has no rule for `{op}`")
        found = found or nothing(node.type)
        found = self.refined(node, found) if self.assumed else found
        return found if self.quiet or not self.lines else self.stated(node, found, way)

    def stated(self, node: Node, found: Value, way: str) -> Value:
        """The value that the derivation states of a node, if it follows from the value that the rule gives."""
        line = self.lines.get(way)
        if line is None or way in self.used:
            return found
        self.used.add(way)
        said = read_value(line, node.type, self.constructors, f"{self.where}.{way}")
        wrong = exceeds(found, said)
        if not wrong:
            return said
        why = hole_in(*(found[k] for k in wrong if k in found))
        if why is None:
            raise Invalid(f"{self.where}.{way}: the rule for `{node.op}` gives {differences(found, said, wrong)} is stated")
        self.holes.append(f"at {way}: {why}")
        return found

    def length(self, value: Value, type_: Type) -> Poly:
        """Return a bound of the structural size of a value."""
        return structural(value, type_, self)[0]

    def bits_of_den(self, den: Poly) -> Bound:
        """The bits of a common denominator, a product: of its factors together."""

        def bits(a: Atom) -> Poly | None:
            if a[0] != "den":
                return None
            return poly((a[1] - 1).bit_length()) if isinstance(a[1], int) else self.denominators[a[1]][0]

        return (den.put(bits),)

    # --- names and guards

    def bind(self, variable: int, value: Value, *nodes: Node, also: Iterable[int] = ()) -> None:
        """Bind a variable to a value made of expressions; it changes with their variables, and with those in `also`."""
        self.env[variable] = value
        self.made_of[variable] = self.free(*nodes).union(*({v} | self.made_of.get(v, set()) for v in also)) - {variable}

    def free(self, *nodes: Node) -> set[int]:
        """The variables with which expressions change."""
        found = {n.data for node in nodes for n in node.walk() if n.op == "var"}
        return found.union(*(self.made_of.get(v, ()) for v in found))

    def definition(self, node: Node, args: Sequence[Node], way: str) -> Value:
        """A definition without parameters is evaluated once, without assumptions, and paid once."""
        name = node.data
        if name not in self.globals:
            kept, self.cost, self.quiet = (self.cost, self.quiet), Poly({}), 0
            body = self.functions[name][1]
            self.globals[name] = self.elsewhere({}, {}, lambda: self.value(body, f"{self.way}@{name}"))
            self.global_cost, (self.cost, self.quiet) = self.global_cost + self.cost, kept
        return self.globals[name]

    def call(self, node: Node, args: Sequence[Node], way: str) -> Value:
        """A definition with parameters is evaluated at each call, under the assumptions on the inputs."""
        params, body = self.functions[node.data]
        env = {v: self.value(a, f"{way}.{i}") for i, ((v, _), a) in enumerate(zip(params, args, strict=True))}
        self.cost = self.cost + len(args)
        of_inputs = {k: w for k, w in self.assumed.items() if not free_in(k)}
        found: Value = self.elsewhere(env, of_inputs, lambda: self.value(body, f"{way}@{node.data}"))
        return found

    def guard(self, node: Node, args: Sequence[Node], way: str) -> Value:
        """The second operand is evaluated under the assumption that the first decides nothing."""
        self.value(args[0], f"{way}.0")
        self.assuming(args[0], node.op != "or", lambda: self.value(args[1], f"{way}.1"))
        return {}

    def choice(self, node: Node, args: Sequence[Node], way: str) -> Value:
        """The dearer branch is charged, and the value is covered by both."""
        self.value(args[0], f"{way}.0")
        before, most = self.cost, Poly({})
        value: Value = {}
        for i in (1, 2):
            self.cost = Poly({})
            value = join(value, self.assuming(args[0], i == 1, partial(self.value, args[i], f"{way}.{i}")))
            most = most.join(self.cost)
        self.cost = before + most
        return value

    def case(self, node: Node, args: Sequence[Node], way: str) -> Value:
        """Each case that the subject may be made by is evaluated; the dearest branch is charged."""
        subject = self.value(args[0], f"{way}.0")
        before, most = self.cost, Poly({})
        value: Value = {}
        for i, (name, variables) in enumerate(node.data, 1):
            if (f"?{name}",) in subject:
                for k, variable in enumerate(variables):
                    self.bind(variable, sub(subject, f"?{name}", str(k)), args[0])
                self.cost = poly(len(variables))
                value = join(value, self.value(args[i], f"{way}.{i}"))
                most = most.join(self.cost)
        self.cost = before + most
        return value

    def assuming(self, condition: Node, holds: bool, what: Callable[[], Any]) -> Any:
        """Evaluate something under the assumption that a condition holds, or does not."""
        kept, self.assumed = self.assumed, dict(self.assumed)
        try:
            self.assume(condition, holds)
            return what()
        finally:
            self.assumed = kept

    def assume(self, node: Node, holds: bool) -> None:
        """Note what follows for sizes, numbers and cases if a condition holds, or does not."""
        op, args = node.op, node.args
        if op == "global":
            body = self.functions[node.data][1]
            inner: dict[Any, Any] = {}
            self.elsewhere({}, inner, lambda: self.assume(body, holds))
            self.assumed.update(inner)
        sure = {"not": [not holds], "and": [True, True], "or": [False, False], "implies": [True, False]}.get(op, [])
        if op == "not" or (op in ("and", "or", "implies") and holds == (op == "and")):
            for part, value in zip(args, sure, strict=True):
                self.assume(part, value)
        elif op in ("lt", "le"):
            less = int((op == "lt") == holds and RAT not in (args[0].type, args[1].type))
            self.at_most(args[not holds], args[holds], less)
        elif op == "is":
            self.leave(args[0], node.data, holds)
        elif op == "eq":
            for one, other in (args, args[::-1]):
                if holds:
                    self.at_most(one, other, 0)
                if other.op == "make" and (holds or not other.args):
                    self.leave(one, other.data, holds)

    def at_most(self, small: Node, large: Node, less: int) -> None:
        """Note that a number is at most another, less something."""
        if small.type[0] not in SORTS or small.op == "const":
            return
        bound = self.quietly(lambda: self.value(large))
        if ("up",) in bound:
            key = form(small.args[0] if small.op == "size" else small)
            known = self.assumed.get(key, ())
            self.assumed[key] = either(each(lambda p: p - less, bound["up",]), known if isinstance(known, tuple) else ())

    def leave(self, node: Node, name: str, holds: bool) -> None:
        """Note that a value is made by a case, or by another."""
        value = self.quietly(lambda: self.value(node))
        if kind_of(node.type) == "cases":
            self.assumed[form(node)] = {k[0] for k in value if len(k) == 1 and (k[0] == f"?{name}") == holds}

    def refined(self, node: Node, value: Value) -> Value:
        """Return a value within what is assumed of its expression."""
        what = self.assumed.get(form(node))
        if isinstance(what, set):
            return {k: b for k, b in value.items() if k[0] in what}
        if what and ("size",) in value:
            return value | {("size",): either(value["size",], clear(what))}
        if what and ("up",) in value:
            value = value | {("up",): either(value["up",], what)}
            more = each(digits_of, value["up",]) if never_below_zero(value) else ()
            return value | {("bits",): either(value["bits",], more)}
        return value

    # --- generators

    def comprehend(self, node: Node, leaf: Callable[[Loop], Any], way: str = "") -> Any:
        """What `leaf` returns inside the generators; its steps are charged at each binding."""
        frame, kept = Loop([], [], {}), self.assumed
        self.frames.append(frame)
        try:
            return self.steps(node.steps, 0, frame, leaf, way)
        finally:
            self.frames.pop()
            self.assumed = kept

    def steps(self, steps: Sequence[Any], i: int, frame: Loop, leaf: Callable[[Loop], Any], way: str) -> Any:
        """Evaluate the generators from the i-th on."""
        if i == len(steps):
            return leaf(frame)
        kind, variables, node = steps[i]
        value = self.value(node, f"{way}.s{i}")
        if kind == "let":
            self.bind(variables[0], value, node)
            self.cost = self.cost + 1
            frame.lets[variables[0]] = node
            return self.steps(steps, i + 1, frame, leaf, way)
        if kind == "where":
            self.assumed = dict(self.assumed)
            self.assume(node, True)
            frame.conditions.extend(conjuncts(node))
            return self.steps(steps, i + 1, frame, leaf, way)
        gen = Drawn(variables, node, value)
        item = sub(value, "item") or nothing(member_type(node.type))
        for k, bound in value.items():  # a size of one item, or a sum inside it, of which the sum over all items is known
            path = tuple(k[0][1:].split(".")) if k[0][0] == "+" else ()
            if path[:1] == ("item",) and ("size",) in item:
                inner = "+" + ".".join(path[1:])
                item = item | {(inner,): self.item(gen, either(total(item, inner), bound), bound)}
            elif path in item:
                item = item | {path: either(self.item(gen, either(item[path], bound), bound), item[path])}
        if len(variables) == 2:
            last = each(lambda p: p - 1, value["size",])
            index = number(last, ZERO, each(lambda p: digits_of(p.clear()), last))
            key = index if node.type[0] == "seq" else sub(value, "key") or nothing(node.type[1])
            self.env[variables[0]] = key
        self.env[variables[-1]] = item
        frame.gens.append(gen)
        before, self.cost = self.cost, Poly({})
        found = self.steps(steps, i + 1, frame, leaf, way)
        self.cost = before + self.summed((self.cost + 1,), gen)[0]
        return found

    def item(self, gen: Drawn, cap: Bound, whole: Bound) -> Bound:
        """An atom for a size of one item of a generator: at most `cap`, and at most `whole` in the sum over all items."""
        self.items.append((gen, cap, whole))
        return (of(("item", len(self.items) - 1)),)

    def items_of(self, p: Poly, gens: Sequence[Drawn]) -> set[Atom]:
        """The atoms in a polynomial that are sizes of these generators' items."""
        found = set()
        for a in p.atoms():
            if a[0] == "power":
                found |= self.items_of(a[2], gens)
            elif root(a)[0] == "item" and any(self.items[root(a)[1]][0] is g for g in gens):
                found.add(root(a))
        return found

    def capped(self, p: Poly, gens: Sequence[Drawn]) -> Poly:
        """A bound at all bindings of these generators: each size of an item becomes its cap."""
        mine = self.items_of(p, gens)
        return self.capped(p.put(lambda a: self.items[a[1]][1][0] if a in mine else None), gens) if mine else p

    def closed(self, value: Value, gens: Sequence[Drawn]) -> Value:
        """Return a value as it is bounded at all bindings of these generators."""
        return changed(value, lambda p: self.capped(p, gens))

    def summed(self, bounds: Bound, gen: Drawn) -> Bound:
        """The sum over the bindings of one generator: so often the cap, or, term by term, the known sum of one factor."""
        found: list[Poly] = []
        for p in bounds:
            found += times(gen.coll["size",], (self.capped(p, [gen]),))
            mine, by_term = self.items_of(p, [gen]), some(0)
            for m, c in p.clear().terms.items() if mine else ():
                a = next((a for a, _ in sorted(m, key=str) if a in mine), None)
                rest = Poly({frozenset((b, e - (b == a)) for b, e in m if e > (b == a)): c})
                many = gen.coll["size",] if a is None else self.items[a[1]][2]
                by_term = plus(by_term, times(many, (self.capped(rest, [gen]),)))
            found += by_term if mine else ()
        return least_of(found)

    def over_all(self, gens: Sequence[Drawn], bounds: Bound) -> Bound:
        """The sum over all bindings of nested generators."""
        for gen in reversed(gens):
            bounds = self.summed(bounds, gen)
        return bounds

    # --- counting bindings

    def bindings(self, frame: Loop, gens: Sequence[Drawn] | None = None) -> Bound:
        """How many bindings of some generators satisfy the conditions."""
        gens = frame.gens if gens is None else gens
        found = [self.over_all(gens, some(1))]
        for condition in frame.conditions:
            found += self.by_order(gens, condition)
            for variable, many, others in self.determined(condition):
                found += self.by_membership(frame, gens, variable, many, others)
        return each(lambda p: self.capped(p, frame.gens), either(*found))

    def by_order(self, gens: Sequence[Drawn], condition: Node) -> Iterator[Bound]:
        """`p < q`, both from one collection: of two bindings that differ by a swap at most one passes, and p = q does not."""
        if condition.op != "lt" or any(a.op != "var" for a in condition.args):
            return
        ends = sorted({i for a in condition.args for i, g in enumerate(gens) if g.variables[0] == a.data})
        if len(ends) != 2 or any(self.items_of(p, gens) for g in gens for p in g.coll["size",]):
            return
        i, j = ends
        one, two = gens[i], gens[j]
        if form(one.node) == form(two.node) and len(one.variables) == len(two.variables):
            size = each(Poly.pairs, one.coll["size",])
            first, second = (with_size(g, s) for g, s in ((one, size), (two, some(1))))
            yield self.over_all([*gens[:i], first, *gens[i + 1 : j], second, *gens[j + 1 :]], some(1))

    def determined(self, condition: Node) -> Iterator[tuple[int, Bound, set[int]]]:
        """`v in S` or `v = e`: a variable, how many values it may have, and the variables with which these change."""
        op, args = condition.op, condition.args
        if op == "in" and args[0].op == "var":
            coll = self.quietly(lambda: self.value(args[1]))
            yield args[0].data, coll["size",], self.free(args[1])
        elif op == "eq":
            for one, other in (args, args[::-1]):
                if one.op == "var":
                    yield one.data, some(1), self.free(other)

    def by_membership(self, frame: Loop, gens: Sequence[Drawn], variable: int, many: Bound, others: set[int]) -> Iterator[Bound]:
        """A variable without repeats that has so many values, the other variables being given, counts so often only."""
        gen = next((g for g in gens if g.variables[0] == variable and self.without_repeats(g)), None)
        outside = {v for g in frame.gens if g not in gens for v in g.variables}
        if gen is None or others & (outside | set(gen.variables)):
            return
        rest = [g for g in gens if g is not gen]
        if not any(set(gen.variables) & self.free(g.node) for g in rest):
            yield self.over_all(rest, many)

    def without_repeats(self, gen: Drawn) -> bool:
        """Return whether the first variable of a generator takes each value at most once."""
        node = gen.node
        while node.op == "global":
            node = self.functions[node.data][1]
        return gen.node.type[0] != "seq" or len(gen.variables) == 2 or node.op in ("range", "listed")

    def distinct(self, frame: Loop, key: Node) -> Bound:
        """How many values an expression has: variables with which it does not change do not count, and the two ends of an edge
        count once in `{f(u), f(v)}`."""
        needed = self.free(key)
        for gen in reversed(frame.gens):
            if needed & set(gen.variables):
                needed |= self.free(gen.node)
        gens = [g for g in frame.gens if needed & set(g.variables)]
        found, end = self.bindings(frame, gens), self.edge_end(frame, key)
        if end is not None:
            halved = [with_size(g, some(1)) if g is end else g for g in gens]
            found = either(found, each(lambda p: self.capped(p, frame.gens), self.over_all(halved, some(1))))
        return found

    def edge_end(self, frame: Loop, key: Node) -> Drawn | None:
        """The generator of one end u of an edge e, if the key is `{f(u), f(v)}`, v being the other end, and nothing else of it
        changes with u."""
        if key.op not in ("edge", "set") or len(key.args) != 2:
            return None
        for gen in frame.gens:
            if len(gen.variables) != 1 or gen.node.type[0] != "edge" or gen.node.op != "var":
                continue
            u = gen.variables[0]
            v = next(
                (
                    v
                    for v, let in frame.lets.items()
                    if let.op == "other"
                    and form(let.args[0]) == form(gen.node)
                    and let.args[1].op == "var"
                    and let.args[1].data == u
                ),
                None,
            )
            if v is None or form(key.args[0], {u: v, v: u}) != form(key.args[1]):
                continue
            lets = {n.data for n in key.walk() if n.op == "var"} & frame.lets.keys() - {v}
            if not any(u in self.free(g.node) for g in frame.gens) and not any(u in self.free(frame.lets[w]) for w in lets):
                return gen
        return None

    def shared(self, frame: Loop, key: Node | None) -> Bound:
        """Double counting: where `v in S` holds inside and the generator just outside binds v, the counts inside add up, over all
        v, to the sum of |S|."""
        outside = self.frames[-2].gens[-1:] if len(self.frames) > 1 else ()
        for gen in outside:
            for condition in frame.conditions:
                for variable, many, others in self.determined(condition):
                    mine = set(gen.variables)
                    if variable != gen.variables[0] or not self.without_repeats(gen) or others & mine:
                        continue
                    if any(mine & self.free(g.node) for g in frame.gens):
                        continue
                    cap = self.bindings(frame) if key is None else self.distinct(frame, key)
                    whole = least_of(self.capped(p, [*frame.gens, gen]) for p in self.over_all(frame.gens, many))
                    return self.item(gen, cap, whole)
        return ()

    def exactly(self, frame: Loop, key: Node | None) -> Poly | None:
        """The size of a collection, if there is no condition, and different bindings give different values."""
        gens = frame.gens
        if frame.conditions or any(exact(g.coll) is None for g in gens):
            return None
        if key is not None:
            end = self.edge_end(frame, key)
            if end is not None and len(gens) == 2 and key.op == "edge" and set(end.variables) <= told_by(key.args[0]):
                gens = [g for g in gens if g is not end]
            elif not all(g.variables[0] in told_by(key) for g in gens):
                return None
            if not all(map(self.without_repeats, gens)):
                return None
        size = reduce(lambda p, g: p * exact(g.coll), gens, poly(1))
        return None if size.has("item") else size

    # --- comprehensions

    def comprehension(self, node: Node, args: Sequence[Node], way: str) -> Value:
        """The leaf is evaluated at each binding, and what is gathered is paid for."""
        found = self.comprehend(node, lambda frame: self.leaf(frame, node, args, way), way)
        value: Value
        if found is None:
            return {}
        (value, many, each_value), op = found, node.op
        if not self.quiet and op in STEPWISE:
            rational = RAT in (node.type, args[0].type)
            sizes = [self.length(join(value, each_value), node.type), self.length(each_value, args[0].type)]
            self.cost = self.cost + many[0] * operation_cost(STEPWISE[op], rational, sizes, lambda: poly(0))
        elif not self.quiet and op in ("collect_set", "collect_map", "the", "collect_seq"):
            self.cost = self.cost + self.length(value, node.type) * (1 if op == "collect_seq" else many[0])
        return value

    def leaf(self, frame: Loop, node: Node, args: Sequence[Node], way: str) -> Any:
        """The value of a comprehension, the number of its bindings and the value at a binding, inside the generators."""
        op, gens = node.op, frame.gens
        inner = [self.value(a, f"{way}.{i}") for i, a in enumerate(args)]
        if op in ("every", "some"):
            return None
        if op == "count":
            frame.conditions.extend(conjuncts(args[0]))
            return natural(self.bindings(frame)), None, None
        many, closed = self.bindings(frame), [self.closed(v, gens) for v in inner]
        first = closed[0]
        if op in ("the", "first"):
            return first, many, first
        if op in ("least", "greatest"):  # with the default 0
            return (
                number(
                    joined(first["up",], ZERO),
                    joined(first["down",], ZERO),
                    first["bits",],
                    den(first),
                    digits=first.get(("digits",)),
                ),
                many,
                first,
            )
        if op == "sum":
            up, down = (
                either(self.over_all(gens, clear(inner[0][k])), times(many, clear(first[k]))) for k in (("up",), ("down",))
            )
            return integer(up, down, plus(first["bits",], each(digits_of, many)), den(first)), many, first
        if op == "product":
            up = no_bound("the checker has no rule for the value of a product")
            down = ZERO if never_below_zero(first) else up
            return number(up, down, plus(times(many, first["bits",]), some(1)), den(first) * many[0]), many, first
        key = None if op == "collect_seq" else args[0]
        size = either(many, () if key is None else self.distinct(frame, key), self.shared(frame, key))
        value = collection(size, closed[-1], first if len(args) == 2 else None, self.exactly(frame, key))
        for k, bound in inner[-1].items():
            if k[-1][0] == "+" and len(k) == 1:
                value["+item." + k[0][1:],] = self.over_all(gens, total(inner[-1], k[0]))
            elif k[-1] == "size" and not {"item", "key"} & set(k) and any(self.items_of(p, gens) for p in bound):
                value["+" + ".".join(k),] = self.over_all(gens, bound)
        if op == "collect_map":
            return value | {("size",): either(size, differing(first, args[0].type, self.constructors))}, many, None
        return capped(self, value, args[0].type) if op == "collect_set" else value, many, None

    def unknown(self, node: Node, why: str) -> Value:
        """Return a value without any bound, and why."""
        return filled(node.type, no_bound(why), self.constructors)

    def fold(self, node: Node, args: Sequence[Node], way: str) -> Value:
        """The derivation states a bound V of the variable before, between and after all rounds.

        A slot is settled if V covers the start and what the body makes of V.  The other slots grow: with x for such a slot, the
        body gives at most x + c, c free of x, and the start with the sum of c over all rounds is at most V's bound.
        """
        start = self.value(args[0], f"{way}.0")
        self.cost, line = self.cost + 1, self.lines.get(f"{way}.fold")

        def leaf(frame: Loop) -> Value:
            stated = self.unknown(node, "no invariant of a fold is stated")
            if line is not None and not self.quiet:
                self.used.add(f"{way}.fold")
                stated = read_value(line, node.type, self.constructors, f"{self.where}.{way}.fold")

            def body(value: Value) -> Value:
                self.bind(node.data[0], value, *args, also=[v for g in frame.gens for v in g.variables])
                return self.value(args[1], f"{way}.1")

            after = self.closed(body(stated), frame.gens)
            self.cost = self.cost + 1
            wrong = exceeds(start, stated)
            slots = list(dict.fromkeys(exceeds(after, stated) + wrong))
            if not slots:
                return stated
            if all(s in stated and s in after and s[-1] in SLOTS for s in slots):
                of_kind = [s for s in stated if s[-1] in {k[-1] for k in slots} and s in after]
                for group, together in ((slots, False), (slots, True), (of_kind, True)):  # one x for all slots of a kind, or not
                    atoms = {s: ("slot", s[-1] if together else s) for s in group}
                    grown = self.quietly(partial(body, stated | {s: some(of(a)) for s, a in atoms.items()}))
                    same = [[s for s in group if atoms[s] == a] for a in dict.fromkeys(atoms.values())]
                    grows = [self.grows(frame, start, grown, atoms[g[0]], g) for g in same]
                    if all(bounded_by(end, stated[s]) for g, end in zip(same, grows, strict=True) for s in g if s in slots):
                        return stated
            if any(p.has("power") for s in slots for p in stated.get(s, ())):
                why: str | None = NO_POWERS
            else:
                why = hole_in(*(after[s] for s in slots if s in after))
            if why is None:
                given = f"the fold starts with {differences(start, stated, wrong)}" if wrong else ""
                given = given or f"a round makes of it {differences(after, stated, slots)}"
                raise Invalid(f"{self.where}.{way}.fold: {given} is stated")
            self.holes.append(f"at {way}: {why}")
            return self.unknown(node, why)

        found: Value = self.comprehend(node, leaf, way)
        return found

    def grows(self, frame: Loop, start: Value, grown: Value, x: Atom, slots: Sequence[Way]) -> Bound:
        """Return a bound at the end of slots that are all at most x before a round and x + c after it; none without such c."""
        most, first = poly(0), ZERO
        for slot in slots:
            rests = []
            for p in grown.get(slot, ZERO):
                flat = reduce(Poly.__add__, (flattened(m, c, x) for m, c in p.terms.items()), Poly({}))
                slope = flat.terms.get(frozenset({(x, 1)}), 0)
                rest = flat - of(x) * slope
                whole = rest.whole() or slot[-1] not in ("up", "down")  # x is a whole number, and a rational value may be none
                rests += [rest.clear()] if slope <= 1 and whole and not rest.has("slot") else []
            if not rests:
                return ()
            most, first = most.join(least_of(rests)[0]), joined(first, clear(start.get(slot, ZERO)))
        return plus(first, self.over_all(frame.gens, (most,)))


NO_POWERS = "the checker has no rule for folds that multiply a size in each round"
SLOTS = ("n", "up", "down", "bits", "den", "digits", "size")


def with_size(gen: Drawn, size: Bound) -> Drawn:
    """Return a generator with so many bindings."""
    return gen._replace(coll=gen.coll | {("size",): size})


def flattened(m: Monomial, c: Scalar, x: Atom) -> Poly:
    """A term with x for bits(x)."""
    out = poly(c)
    for a, e in m:
        for _ in range(e):
            out = out * of(x if root(a) == x else a)
    return out


def form(node: Node, by: Mapping[int, int] | None = None) -> tuple[Any, ...]:
    """What an expression is, apart from its place; equal expressions have equal forms.  `by` exchanges variables."""
    data = (by or {}).get(node.data, node.data) if node.op == "var" else repr(node.data)
    steps = tuple((kind, tuple(variables), form(n, by)) for kind, variables, n in node.steps)
    return node.op, node.type, data, node.need, tuple(form(a, by) for a in node.args), steps


def free_in(form_: tuple[Any, ...]) -> bool:
    """Whether a variable occurs in an expression of a form."""
    return form_[0] == "var" or any(map(free_in, form_[4])) or any(free_in(n) for _, _, n in form_[5])


def told_by(node: Node) -> set[int]:
    """The variables whose values follow from the value of an expression."""
    if node.op == "var":
        return {node.data}
    return {v for a in node.args for v in told_by(a)} if node.op in ("make", "tuple", "record", "seq") else set()


# --- operations
# One rule for each operation that is a function of its operands: bounds of the result from bounds of the operands.


def is_nat(node: Node, value: Value) -> Value:
    """Return a number; one of sort `nat` is at least 0."""
    return value | {("down",): either(value["down",], ZERO)} if node.type == NAT else value


def both_exact(a: Value, b: Value, combine: Callable[[Poly, Poly], Poly]) -> Poly | None:
    """Return what two exact numbers make; None if one of them is not exact."""
    return None if (p := exact(a)) is None or (q := exact(b)) is None else combine(p, q)


def bits_of_sum(a: Value, b: Value) -> Bound:
    """|a + b| < 2^(1 + the larger number of bits); of whole numbers also |a| + |b| < (|a| + 1)(|b| + 1)."""
    more = () if ("den",) in a or ("den",) in b else plus(a["bits",], b["bits",])
    return either(plus(joined(a["bits",], b["bits",]), some(1)), more)


def _add(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """a + b: the denominators are joined."""
    up, down = plus(a["up",], b["up",]), plus(a["down",], b["down",])
    return is_nat(node, integer(up, down, bits_of_sum(a, b), den(a).join(den(b)), both_exact(a, b, Poly.__add__)))


def _sub(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """a - b: what a is at most, plus what -b is at most."""
    bits = joined(a["bits",], b["bits",]) if never_below_zero(a) and never_below_zero(b) else bits_of_sum(a, b)
    up, down = plus(a["up",], b["down",]), plus(a["down",], b["up",])
    return integer(up, down, bits, den(a).join(den(b)), both_exact(a, b, Poly.__sub__))


def _mul(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """a * b: a product of the absolute values; not below 0 if neither factor is, or if it is a square."""
    most, bits = times(magnitude(a), magnitude(b)), plus(a["bits",], b["bits",])
    square = (never_below_zero(a) and never_below_zero(b)) or form(node.args[0]) == form(node.args[1])
    return is_nat(node, integer(most, ZERO if square else most, bits, den(a) + den(b), both_exact(a, b, Poly.__mul__)))


def _div(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """a / b for a known b."""
    if not (divisor := known(b)):
        return at.unknown(node, "the checker has no rule for a quotient by a number that varies")
    by = 1 / Fraction(divisor)
    up, down = (each(lambda p: p * abs(by), a[k]) for k in ((("up",), ("down",)) if by > 0 else (("down",), ("up",))))
    more = some(max(0, abs(by.numerator).bit_length() - by.denominator.bit_length() + 1))
    return integer(up, down, plus(a["bits",], more), den(a) + den(constant(Fraction(1, by.denominator))))


def _quotient(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """The floor of a/b: at most a, and a known fraction of it."""
    if not (never_below_zero(a) and never_below_zero(b)):
        return integer(magnitude(a), magnitude(a), a["bits",])
    divisor = known(b)
    up = each(lambda p: p * (1 / Fraction(divisor)), a["up",]) if divisor else a["up",]
    return is_nat(node, integer(up, ZERO, a["bits",]))


def _mod(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """a mod b: less than |b|, and at most a."""
    less = each(lambda p: (p - 1).clear(), magnitude(b))
    if never_below_zero(a) and never_below_zero(b):
        return is_nat(node, integer(either(less, a["up",]), ZERO, either(a["bits",], b["bits",])))
    return integer(less, ZERO if never_below_zero(b) else less, b["bits",])


def _pow(at: Evaluation, node: Node, a: Value, n: Value) -> Value:
    """a^n: a product for a known n; else n lg a digits."""
    e, base = known(n), known(a)
    if e == 0:
        return is_nat(node, integer(some(1), some(-1), some(1), exact=poly(1)))
    if e is not None and 0 < e <= 64 and Fraction(e).denominator == 1:
        often = int(e)
        size, bits = reduce(times, [magnitude(a)] * often), reduce(plus, [a["bits",]] * often)
        up, down = (reduce(times, [clear(a[k])] * often) for k in (("up",), ("down",)))  # an odd power grows with the number
        up, down = (size, ZERO) if often % 2 == 0 else (up, down)
        value = None if (p := exact(a)) is None else reduce(Poly.__mul__, [p] * often)
        return a if often == 1 else is_nat(node, integer(up, down, bits, den(a) * often, value))
    if base in (0, 1, -1):
        return is_nat(node, integer(some(1), some(1), some(1)))
    digits = times(n["up",], a["bits",])
    if base is not None and Fraction(base).denominator == 1:  # lg base, rounded up to thirds
        digits = either(digits, each(lambda p: p * Fraction((abs(int(base)) ** 3 - 1).bit_length(), 3), n["up",]))
    whole = base is not None and Fraction(base).denominator == 1
    up = least_of(q for p in n["up",] if whole for q in power_of_bits(abs(int(base or 0)), p))
    up = up or no_bound("the checker has no rule for the value of a power")
    down = ZERO if never_below_zero(a) else up
    return is_nat(node, number(up, down, plus(clear(digits), some(1)), den(a) * clear(n["up",])[0]))


def power_of_bits(base: int, exponent: Poly) -> Iterator[Poly]:
    """base^e for e = c bits(x) + ...: 2^bits(x) <= 2x + 1, and base <= 2^d, so it is at most (2x + 1)^(c d) ..."""
    bound, degree, shift = poly(1), 0, 0
    for m, c in exponent.terms.items():
        often = int(-(-Fraction(c) // 1))
        if not m:
            shift = often
        elif c > 0:
            (a, e), *others = m
            degree += often * (base - 1).bit_length()
            if a[0] != "bits" or e > 1 or others or degree > 12:
                return
            bound = reduce(Poly.__mul__, [of(a[1]) * 2 + 1] * (often * (base - 1).bit_length()), bound)
    if degree and abs(shift) * base.bit_length() <= 4096:
        yield bound * Fraction(base) ** shift


def _gcd(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """At most the larger operand, and at most each operand that is not 0."""
    more = [x for x in (a, b) if known(x)]
    up = either(joined(magnitude(a), magnitude(b)), *map(magnitude, more))
    return integer(up, ZERO, either(joined(a["bits",], b["bits",]), *(x["bits",] for x in more)))


def _lcm(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """At most the product."""
    return integer(times(magnitude(a), magnitude(b)), ZERO, plus(a["bits",], b["bits",]))


def _sign(at: Evaluation, node: Node, a: Value) -> Value:
    """-1, 0 or 1."""
    return integer(some(1), ZERO if never_below_zero(a) else some(1), some(1))


def _min(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """The smaller of two."""
    both = never_below_zero(a) and never_below_zero(b)
    bits = (either if both else joined)(a["bits",], b["bits",])
    return is_nat(node, integer(either(a["up",], b["up",]), joined(a["down",], b["down",]), bits, den(a).join(den(b))))


def _max(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """The larger of two."""
    up, down = joined(a["up",], b["up",]), either(a["down",], b["down",])
    return is_nat(node, integer(up, down, joined(a["bits",], b["bits",]), den(a).join(den(b))))


def _bits(at: Evaluation, node: Node, a: Value) -> Value:
    """The bits of a number; of a rational, those of numerator and denominator."""
    length = a["length",][0] if ("length",) in a else None
    if node.data != "rat":
        return natural(a["bits",], length)
    if length is not None and ("digits",) not in a:
        length = length + 1  # the denominator 1 has one digit
    return natural(each(lambda p: p - 1, written(a, at)), length)


def _whole(at: Evaluation, node: Node, a: Value) -> Value:
    """A number as a natural number or an integer."""
    out = {k: b for k, b in a.items() if k[0] not in ("den", "digits", "length")}
    return is_nat(node, out) if node.op == "nat" else out


def _field(at: Evaluation, node: Node, a: Value) -> Value:
    """A field of a record."""
    return sub(a, str([n for n, _ in node.args[0].type[1]].index(node.data)))


def literal(
    items: Sequence[Value], values: Sequence[Value], keys: Sequence[Value] | None = None, members: Sequence[Node] = ()
) -> Value:
    """A literal collection; it has exactly so many members if they differ: constants, or made by different constructors."""
    marks = {(n.op, Fraction(n.data) if n.op == "const" else n.data) for n in members if n.op in ("const", "make")}
    sure = poly(len(items)) if (keys is None and members == ()) or len(marks) == len(items) else None
    out = collection(some(len(items)), join_all(values), None if keys is None else join_all(keys), sure)
    if values and all(("size",) in v for v in values):
        out["+size",] = reduce(plus, (v["size",] for v in values))
    return out


def _set(at: Evaluation, node: Node, *items: Value) -> Value:
    """A literal set."""
    return capped(at, literal(items, items, members=node.args), node.type[1])


def _map(at: Evaluation, node: Node, *items: Value) -> Value:
    """A literal map."""
    return literal(items[::2], items[1::2], items[::2], node.args[::2])


def _edge(at: Evaluation, node: Node, *ends: Value) -> Value:
    """An edge of two ends."""
    item = sub(ends[0], "item") if node.op == "as_edge" else join_all(ends)
    return collection(some(2), item, exact=poly(2))


def _concat(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """The members of two collections."""
    value = collection(
        plus(a["size",], b["size",]),
        join(sub(a, "item"), sub(b, "item")),
        join(sub(a, "key"), sub(b, "key")),
        both_exact(a, b, Poly.__add__),
    )
    return value | {k: plus(total(a, k[0]), total(b, k[0])) for k in {**a, **b} if k[0][0] == "+"}


def disjoint(a: Value, b: Value, type_: Type) -> bool:
    """Whether no value is of both: they are made by different constructors, or some of their parts are."""
    if kind_of(type_) == "cases":
        return not {k for k in a if len(k) == 1} & {k for k in b if len(k) == 1}
    parts = enumerate(named_parts(type_)) if kind_of(type_) == "product" else ()
    return any(disjoint(sub(a, str(i)), sub(b, str(i)), t) for i, (_, t) in parts)


def without(value: Value, *slots: str) -> Value:
    """Return a value without some of its slots."""
    return {k: b for k, b in value.items() if k not in [(s,) for s in slots]}


def _union(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """A union: exact if no member is in both."""
    value, type_ = _concat(at, node, a, b), node.type[1]
    sure = disjoint(sub(a, "item"), sub(b, "item"), type_)
    return capped(at, value if sure else without(value, "exact"), type_)


def _override(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """A map over another: at most as many entries as keys."""
    value, type_ = _concat(at, node, a, b), node.type[1]
    value["size",] = either(value["size",], differing(sub(value, "key"), type_, at.constructors))
    return value if disjoint(sub(a, "key"), sub(b, "key"), type_) else without(value, "exact")


def _intersection(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """At most the smaller of the two."""
    return without(a, "exact") | {("size",): either(a["size",], b["size",])}


def span(a: Value, b: Value) -> Bound:
    """Return how many whole numbers lie between two."""
    return each(lambda p: (p + 1).clear(), plus(b["up",], a["down",]))


def _slice(at: Evaluation, node: Node, s: Value, a: Value, b: Value) -> Value:
    """A part of a sequence."""
    return without(s, "exact") | {("size",): either(s["size",], span(a, b))}


def _range(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """The numbers from a to b."""
    size = both_exact(a, b, lambda p, q: q - p + 1)
    item = integer(b["up",], a["down",], b["bits",] if never_below_zero(a) else ())
    return collection(span(a, b), item, exact=size if size and size.positive() else None)


STRICT: dict[str, Callable[..., Value]] = {
    **dict.fromkeys(("not", "eq", "lt", "le", "in", "subset", "is"), lambda at, node, *args: {}),
    "add": _add,
    "sub": _sub,
    "mul": _mul,
    "div": _div,
    "quotient": _quotient,
    "mod": _mod,
    "pow": _pow,
    "gcd": _gcd,
    "lcm": _lcm,
    "sign": _sign,
    "min": _min,
    "max": _max,
    "bits": _bits,
    "nat": _whole,
    "int": _whole,
    "field": _field,
    "set": _set,
    "map": _map,
    "edge": _edge,
    "as_edge": _edge,
    "union": _union,
    "concat": _concat,
    "override": _override,
    "intersection": _intersection,
    "slice": _slice,
    "range": _range,
    **dict.fromkeys(("at", "lookup", "other"), lambda at, node, a, *args: sub(a, "item")),
    **dict.fromkeys(("listed", "reverse"), lambda at, node, a: a),
    **dict.fromkeys(("tuple", "record"), lambda at, node, *parts: parts_value(parts)),
    "size": lambda at, node, a: natural(a["size",], exact(a)),
    "item": lambda at, node, a: sub(a, str(node.data)),
    "make": lambda at, node, *args: made_so(node.data, args),
    "arg": lambda at, node, a: sub(a, f"?{node.data[0]}", str(node.data[1])),
    "seq": lambda at, node, *items: literal(items, items),
    "difference": lambda at, node, a, b: without(a, "exact"),
    "domain": lambda at, node, a: collection(a["size",], sub(a, "key"), exact=exact(a)),
    "cycle": lambda at, node, a: collection(a["size",], sub(a, "item"), sub(a, "item"), exact(a)),
}

GUARDED: dict[str, Callable[[Evaluation, Node, Sequence[Node], str], Value]] = {
    "const": lambda at, node, args, way: constant(Fraction(node.data) if type(node.data) is str else node.data),
    "var": lambda at, node, args, way: at.env[node.data],
    "input": lambda at, node, args, way: at.instance if node.data == "instance" else at.witness,
    "global": Evaluation.definition,
    "call": Evaluation.call,
    "if": Evaluation.choice,
    "case": Evaluation.case,
    **dict.fromkeys(("and", "or", "implies"), Evaluation.guard),
}

STEPWISE = {"sum": "add", "product": "mul", "least": "min", "greatest": "max"}


def operation_cost(op: str, rational: bool, sizes: Sequence[Poly], result: Callable[[], Poly]) -> Poly:
    """The steps of an operation beyond its own: the table of docs/core.md."""
    s = sum(sizes, Poly({}))
    if op in ("not", "sign", "size", "field", "item", "is", "arg"):
        return Poly({})
    if op in ("div", "gcd", "lcm") or (rational and op in ("lt", "le", "add", "sub", "mul", "min", "max")):
        return s * s
    if op in ("eq", "lt", "le", "in", "min", "max", "lookup", "add", "sub"):
        return s
    if op in ("subset", "union", "intersection", "difference", "override"):
        return s + sizes[0] * sizes[1]
    if op in ("mul", "quotient", "mod"):
        return sizes[0] * sizes[1]
    if op == "pow":
        return s + (r := result()) * r
    if op in ("set", "map", "edge", "other", "listed", "cycle"):
        return s * s
    return s + result() if op == "range" else s


def written(value: Value, at: Evaluation) -> Bound:
    """Numerator and denominator of a number, with one more: over the common denominator, or as they are known to be."""
    digits = plus(plus(value["bits",], times(at.bits_of_den(den(value)), some(2))), some(2))
    return either(digits, plus(value["digits",], some(1)) if ("digits",) in value else ())


def structural(value: Value, type_: Type, at: Evaluation) -> Bound:
    """The structural size of a value: one for each atom and collection, and the bits of numbers."""
    kind = kind_of(type_)
    if kind == "number" and value:
        return written(value, at) if type_ == RAT else plus(value["bits",], some(1))
    if kind == "product":
        parts = enumerate(named_parts(type_))
        return reduce(plus, (structural(sub(value, str(i)), t, at) for i, (_, t) in parts), some(1))
    if kind == "cases":
        made_so = [(c, ts) for c, ts in possible_cases(type_, at.constructors) if (f"?{c}",) in value]
        sizes = (
            reduce(plus, (structural(sub(value, f"?{c}", str(i)), t, at) for i, t in enumerate(ts)), some(1)) for c, ts in made_so
        )
        return reduce(joined, sizes, some(1))
    if kind != "collection" or not value:
        return some(1)
    inner, item = member_type(type_), sub(value, "item")
    found = times(value["size",], structural(item, inner, at))
    if any(k[0][0] == "+" for k in value) and kind_of(inner) == "collection" and inner[0] != "map" and item:
        leaf, each_item, own = member_type(inner), sub(item, "item"), total(value, "+size")
        if kind_of(leaf) == "collection" and leaf[0] != "map" and each_item:
            deep = times(total(value, "+item.size"), structural(sub(each_item, "item"), member_type(leaf), at))
            found = either(found, plus(plus(value["size",], own), deep))
        else:
            found = either(found, plus(value["size",], times(own, structural(each_item, leaf, at))))
    if type_[0] == "map":
        found = plus(times(value["size",], structural(sub(value, "key"), type_[1], at)), found)
    return plus(some(1), found)


def differing(value: Value, type_: Type, constructors: Constructors) -> Bound:
    """A bound of the number of different values, as far as labels and whole numbers determine it."""
    kind = kind_of(type_)
    if kind == "truth" or not value:
        return some(2) if kind == "truth" else ZERO
    if kind == "label":
        return value["n",]
    if kind == "number" and ("den",) not in value:
        return each(lambda p: (p + 1).clear(), plus(value["up",], value["down",]))
    if kind == "product":
        parts = enumerate(named_parts(type_))
        return reduce(times, (differing(sub(value, str(i)), t, constructors) for i, (_, t) in parts), some(1))
    if kind == "cases":
        return reduce(
            plus,
            (
                reduce(times, (differing(sub(value, f"?{c}", str(i)), t, constructors) for i, t in enumerate(ts)), some(1))
                for c, ts in possible_cases(type_, constructors)
                if (f"?{c}",) in value
            ),
            ZERO,
        )
    if kind == "collection" and type_[0] == "edge":
        return each(Poly.pairs, differing(sub(value, "item"), type_[1], constructors))
    return no_bound("collections of collections are not counted")


def capped(at: Evaluation, value: Value, type_: Type) -> Value:
    """A set has at most as many members as there are values of its members' type."""
    return value | {("size",): either(value["size",], differing(sub(value, "item"), type_, at.constructors))}


# --- the derivation's JSON


def read_poly(data: Any, where: str) -> Poly:
    """Read a polynomial: a list of its terms, each a coefficient and a list of atoms with their exponents."""
    out = Poly({})
    for i, term in enumerate(a_list(data, where)):
        c, factors = a_list(term, f"{where}[{i}]", 2)
        sign = c[1:] if isinstance(c, str) and c.startswith("-") else c
        expect(type(c) is int or (isinstance(c, str) and fraction(sign) is not None), f"{where}[{i}]", c, "a number")
        monomial = Poly({frozenset(): Fraction(c)})
        for factor in a_list(factors, f"{where}[{i}]"):
            atom, e = a_list(factor, f"{where}[{i}]", 2)
            expect(type(e) is int and 0 < e <= 64, f"{where}[{i}]", e, "an exponent from 1 to 64")
            monomial = monomial * Poly({frozenset({(read_atom(atom, f"{where}[{i}]"), e)}): 1})
        out = out + monomial
    return out


def read_atom(data: Any, where: str) -> Atom:
    """Read an atom: a measure by its name, or a list of its kind and its parts."""
    match data:
        case str():
            return ("measure", data)
        case ["bits", inner]:
            return ("bits", read_atom(inner, where))
        case ["value", str(path)]:
            return ("value", path)
        case ["den", str() | int() as place]:
            return ("den", place)
        case ["power", int(base), exponent] if base >= 2:
            return ("power", base, read_poly(exponent, where))
    raise Invalid(f"{where}: found {shown(data)}, expected a measure, or bits, value, den or power")


def read_bound(data: Any, where: str) -> Bound:
    """Read the bounds of one quantity; an empty list says that there is none."""
    found = least_of(read_poly(p, f"{where}[{i}]") for i, p in enumerate(a_list(data, where)))
    return found or no_bound("the derivation states none")


def read_value(data: Any, type_: Type, constructors: Constructors, where: str) -> Value:
    """Read an abstract value of a type: an object with the bounds of all its slots, such as {"size": ..., "item/n": ...}."""
    expect(isinstance(data, dict), where, data, "an object")
    value = {tuple(k.split("/")): () if k.split("/")[-1][:1] == "?" else read_bound(b, f"{where}.{k}") for k, b in data.items()}
    needed = set(slots_of(value, type_, constructors))
    for k in needed - value.keys():
        raise Invalid(f"{where}: there is no entry {'/'.join(k)}")
    for k in value.keys() - needed:
        may = k[-1][:1] == "+" or k[-1] in ("den", "digits", "exact", "length")
        expect(may and has_place(value, k), where, "/".join(k), "slots of the type")
    return value


def slots_of(value: Value, type_: Type, constructors: Constructors) -> Iterator[Way]:
    """Yield the slots that a value of a type has: all of them, but for parts that no value reaches, which may be left out."""
    kind = kind_of(type_)
    if not value:
        return
    if kind == "number":
        yield from (("up",), ("down",), ("bits",))
    elif kind == "label":
        yield ("n",)
    elif kind == "collection":
        yield ("size",)
        for name, t in [("item", member_type(type_))] + ([("key", type_[1])] if type_[0] == "map" else []):
            if inner := sub(value, name):
                yield from ((name, *k) for k in slots_of(inner, t, constructors))
    elif kind == "product":
        for i, (_, t) in enumerate(named_parts(type_)):
            yield from ((str(i), *k) for k in slots_of(sub(value, str(i)), t, constructors))
    elif kind == "cases":
        for c, ts in possible_cases(type_, constructors):
            if (f"?{c}",) in value:
                yield (f"?{c}",)
            for i, t in enumerate(ts if (f"?{c}",) in value else ()):
                yield from ((f"?{c}", str(i), *k) for k in slots_of(sub(value, f"?{c}", str(i)), t, constructors))


# --- the replay


def claimed(node: Node) -> Poly:
    """Return the right side of a claim as a polynomial."""
    op, args = node.op, [claimed(a) for a in node.args]
    values = [a.constant() for a in args]
    if op == "measure":
        return of(("measure", node.data))
    if op == "const":
        return poly(Fraction(node.data))
    if op in ("add", "sub", "mul"):
        return args[0] + args[1] if op == "add" else args[0] - args[1] if op == "sub" else args[0] * args[1]
    if op == "div" and values[1]:
        return args[0] * (1 / Fraction(values[1]))
    if op == "pow" and values[1] is not None and values[1] in range(65):
        return reduce(Poly.__mul__, [args[0]] * int(values[1]), poly(1))
    if op == "pow" and values[0] is not None and values[0] in range(2, 1 << 16):
        return of(("power", int(values[0]), args[1]))
    if op == "bits" and node.args[0].op == "measure":
        return of(("bits", ("measure", node.args[0].data)))
    raise Hole(f"the checker does not read `{op}` in a claim")


def witness_of(space: Space, at: Evaluation) -> Value:
    """The abstract value of all members of a witness space."""
    kind, type_ = space.kind, space.type
    if kind in ("unit", "record"):
        return parts_value(witness_of(part, at) for _, part in space.parts)
    if kind == "all":
        return filled(type_, ZERO, {})
    assert space.of is not None
    base = at.value(space.of)
    size, item = base["size",], sub(base, "item")
    if kind in ("subset", "ordering", "cycle", "permutation"):
        return collection(size, item, item if type_[0] == "map" else None)
    if kind == "map":
        return collection(size, witness_of(space.parts[0][1], at), item)
    if kind == "choice":
        return collection(size, sub(item, "item"), sub(base, "key"))
    if kind == "reals":  # a real number is one symbol, as in the model of Blum, Shub and Smale
        endless = no_bound("the value of a real number")
        return collection(size, number(endless, endless, some(1)), item)
    if kind == "one":
        return item
    raise Hole(f"the checker has no rule for the witness space `{kind}`")


def abstract_numbers(type_: Type, value: Value) -> Iterator[Value]:
    """The abstract numbers inside a value of the target's type, in which built labels are labels."""
    kind = kind_of(type_)
    if kind == "number" and value:
        yield value
    elif kind == "collection":
        yield from abstract_numbers(type_[1], sub(value, "key")) if type_[0] == "map" else ()
        yield from abstract_numbers(member_type(type_), sub(value, "item"))
    elif kind == "product":
        for i, (_, t) in enumerate(named_parts(type_)):
            yield from abstract_numbers(t, sub(value, str(i)))
    elif kind == "cases":
        for c, i, t in [(c, i, t) for c, ts in type_[2] for i, t in enumerate(ts)]:
            yield from abstract_numbers(t, sub(value, f"?{c}", str(i)))


def largest_values(type_: Type, value: Value, path: str = "") -> Iterator[tuple[str, Bound]]:
    """For each field that holds numbers: the largest numerator or denominator, over a common denominator."""
    if type_[0] == "record":
        for i, (name, t) in enumerate(type_[1]):
            yield from largest_values(t, sub(value, str(i)), f"{path}.{name}" if path else name)
        return
    numbers = list(abstract_numbers(type_, value))
    most = reduce(joined, map(magnitude, numbers), ZERO)
    common = reduce(Poly.join, map(den, numbers), Poly({}))
    primes = [(a[1], e) for m, e in common.terms.items() for a, _ in m]
    if any(type(p) is not int or Fraction(e).denominator > 1 for p, e in primes) or len(primes) != len(common.terms):
        yield path, no_bound("no common denominator is a constant")
    elif numbers:
        times_ = reduce(lambda n, pe: n * pe[0] ** int(pe[1]), primes, 1)
        yield path, most if times_ == 1 else joined(times(most, some(times_)), some(times_))


class Replay:
    """The replay of the sizes and times of a reduction from a derivation.

    `holes` are what no rule bounds.  Raises Invalid at the first statement that does not follow.
    """

    def __init__(self, reduction: Reduction, doc: Any, where: str) -> None:
        self.reduction, self.where = reduction, where
        self.doc = an_object(doc, where, "instance lines sizes times values claims")
        self.holes: list[str] = []
        self.broken = False  # whether it ends with a hole, and says nothing of what comes after
        self.said: dict[str, dict[str, Bound]] = {"sizes": {}, "times": {}, "values": {}}
        self.exact: dict[str, Poly | None] = {}
        self.claimed: dict[int, str] = {}  # the claims that are shown: that the size is at most so much, or exactly
        for name in ("lines", *self.said):
            expect(isinstance(self.doc[name], dict), f"{where}.{name}", self.doc[name], "an object")
        try:
            found = self.evaluated()
            for what in self.said:
                expect(
                    self.doc[what].keys() <= found[what].keys(),
                    f"{where}.{what}",
                    sorted(self.doc[what]),
                    f"some of {list(found[what])}",
                )
                for name, bound in found[what].items():
                    none = bound == ZERO or hole_in(bound) is not None
                    expect(name in self.doc[what] or none, f"{where}.{what}", sorted(self.doc[what]), f"an entry {name}")
                    self.compare(what, name, self.doc[what].get(name, []), bound)
            for i, line in enumerate(a_list(self.doc["claims"], f"{where}.claims")):
                self.claim(line, f"{where}.claims[{i}]")
        except Hole as why:
            self.broken = True
            self.holes.append(str(why))

    def evaluated(self) -> dict[str, dict[str, Bound]]:
        """Return the bounds that the rules give: of sizes of the image, times of the maps, and values in the image."""
        core, source, target, lines = self.reduction, self.reduction.source, self.reduction.target, self.doc["lines"]
        instance = Instance(source)
        given = read_value(self.doc["instance"], source.instance, {}, f"{self.where}.instance")
        wrong = exceeds(instance.value, given)
        if wrong and (why := hole_in(*(instance.value[k] for k in wrong if k in instance.value))) is not None:
            raise Hole(f"the instance: {why}")
        if wrong:
            raise Invalid(
                f"{self.where}.instance: measures and conditions give {differences(instance.value, given, wrong)} is stated"
            )
        at = Evaluation(core, core.constructors, given, instance.denominators, lines)
        (image,), steps = at.part([core.image], "image")
        times = {"image": some(steps)}
        at_source = Evaluation(source, {}, given, instance.denominators, {})
        times["forward"] = some(at.part([core.forward], "forward", witness_of(source.witness, at_source))[1])
        at_target = Evaluation(target, core.constructors, image, instance.denominators, lines)
        times["backward"] = some(at.part([core.backward], "backward", witness_of(target.witness, at_target))[1])
        sizes = {}
        for name, node in target.measures:
            (value,), _ = at_target.part([node], f"size {name}")
            same = [of(("measure", n)) for n, other in source.measures if form(other) == form(node)]
            known = same[-1] if same and core.image.op == "input" else None  # the same measure of the same instance
            sizes[name], self.exact[name] = (value["up",], exact(value)) if known is None else ((known,), known)
        self.holes += at.holes + at_target.holes
        for name in lines.keys() - (at.used | at_target.used):
            raise Invalid(f"{self.where}.lines: there is nothing to state at {name}")
        return {"sizes": sizes, "times": times, "values": dict(largest_values(target.instance, image))}

    def compare(self, what: str, name: str, data: Any, found: Bound) -> None:
        """Compare a stated bound with what the rules give; an empty list states nothing."""
        where = f"{self.where}.{what}.{name}"
        self.said[what][name] = stated = read_bound(data, where) if data != [] else ()
        if not bounded_by(found, stated):
            why = hole_in(found)
            if why is None:
                rules, said = (" or ".join(map(str, b)) for b in (found, stated))
                raise Invalid(f"{where}: the rules give {rules}, and {said} is stated")
            self.holes.append(f"{what} of {name}: {why}")

    def proved(self, what: str, verdict: str = "proved") -> None:
        """Raise Invalid unless all stated sizes, or times, are polynomials in the measures, and all claims about sizes are shown.

        Fixed measures may stand in exponents.  With the verdict `exhausted`, it suffices of an equality that the size is at most
        so much, and with `sampled`, claims need not be shown.
        """
        for name, bound in self.said[what].items():
            if not any(polynomial(p, self.reduction.source.fixing) for p in bound):
                raise Invalid(f"{self.where}.{what}.{name}: {' or '.join(map(str, bound)) or 'nothing'} is no polynomial")
        for i, claim in enumerate(self.reduction.claims if what == "sizes" else ()):
            enough = ("=", claim.relation, "<=" if verdict == "exhausted" else "=")
            if claim.kind in ("size", "value") and verdict != "sampled" and self.claimed.get(i) not in enough:
                raise Invalid(f"{self.where}.claims: claim {i}, on target.{claim.left}, is not shown")

    def claim(self, line: Any, where: str) -> None:
        """Check a claim: its right side less a stated bound has no negative coefficient, or the size is exactly that."""
        an_object(line, where, "claim by", "exact")
        expect(a_number(line["claim"], where) < len(self.reduction.claims), where, line["claim"], "the number of a claim")
        claim = self.reduction.claims[line["claim"]]
        expect(claim.kind in ("size", "value"), where, claim.kind, "a claim about sizes or values")
        assert claim.right is not None
        right, self.claimed[line["claim"]] = claimed(claim.right), "=" if line.get("exact") else "<="
        if line.get("exact"):
            expect(line["by"] == "exact", f"{where}.by", line["by"], "exact")
            if claim.kind != "size" or self.exact[claim.left] != right:
                raise Invalid(f"{where}: the size {claim.left} is not shown to be exactly {right}")
            return
        if line["by"] != "coefficients":
            self.holes.append(f"the claim on target.{claim.left} is proved by {shown(line['by'])}, which is not replayed")
            return
        of_kind = self.said["sizes" if claim.kind == "size" else "values"]
        inner = [b for path, b in of_kind.items() if path == claim.left or path.startswith(f"{claim.left}.")]
        known = reduce(plus, inner, ZERO) if claim.kind == "value" else of_kind.get(claim.left, ())
        if not any((right - p).positive() for p in known):
            raise Invalid(
                f"{where}: {right} is claimed of {claim.left}, and {' or '.join(map(str, known)) or 'nothing'} is derived"
            )


# ======================================================================================================================
# Chapter 10.  All instances at once
# ======================================================================================================================

# An obligation on all instances of a box is put as a formula: it can be satisfied exactly if an instance, and a witness where the
# obligation speaks of one, violates the obligation.  A proof beside the certificate shows that it cannot.  The formula is made
# here, from the core alone.  docs/certificates.md describes it.
#
# A literal is a number: a variable, or minus a variable.  A symbolic truth value is a literal.  Any other symbolic value is one
# of these:
#   Cases    values, each with the literal that is true if it is this one;
#   SetOf    possible members, each with the literal that is true if it is one;
#   MapOf    possible keys, each with the literal that is true if it is one, and a symbolic value;
#   SeqOf    items, each with the literal that is true if the sequence has so many, and a symbolic value;
#   Tagged   cases of a sum type, each with the literal that is true if it is this one, and symbolic arguments;
#   a tuple of symbolic values, for a tuple or record.
# Operations without a rule of their own are carried out on all cases by the functions of chapter 3.

TRUE, FALSE = 1, -1
MOST_CASES = 1 << 14  # of a symbolic value
MOST_PROOF = 1 << 24  # bytes of a proof, packed or unpacked
PROOF_WORK = 3_000_000  # steps for the proofs of one reduction
OBLIGATIONS = ("well-formed", "forward", "backward", "parsimonious")
Clause = list[int]


class Cases(dict[Any, int]):
    """A value that is one of several."""


class SetOf(dict[Any, int]):
    """A set by its possible members."""


class MapOf(dict[Any, tuple[int, Any]]):
    """A map by its possible keys."""


class Tagged(dict[int, tuple[int, tuple[Any, ...]]]):
    """A value of a sum type or a built label by the cases that may have made it."""


class SeqOf(list[tuple[int, Any]]):
    """A sequence by its possible items; the literal of each item implies that of the item before it."""


class Gates:
    """A formula in the making: variable 1 is true, the others are unknowns and gates, numbered in the order of their making.

    Each gate is the disjunction of some literals.  There are no two gates of the same literals.
    """

    def __init__(self, work: Work) -> None:
        self.work, self.variables = work, 1
        self.inputs: list[int] = []
        self.gates: dict[tuple[int, ...], int] = {}

    def unknown(self) -> int:
        """Return a new variable."""
        self.variables += 1
        self.inputs.append(self.variables)
        return self.variables

    def some(self, literals: Iterable[int]) -> int:
        """Return a literal that is true if one of some literals is."""
        found = {*literals} - {FALSE}
        self.work.spend(4 + len(found))
        if TRUE in found or any(-x in found for x in found):
            return TRUE
        if len(found) < 2:
            return found.pop() if found else FALSE
        key = tuple(sorted(found))
        if key not in self.gates:
            self.work.spend(8 + 4 * len(key))
            self.variables += 1
            self.gates[key] = self.variables
        return self.gates[key]

    def all(self, *literals: int) -> int:
        """Return a literal that is true if all of some literals are."""
        return -self.some(-x for x in literals)

    def alike(self, a: int, b: int) -> int:
        """Return a literal that is true if two literals have the same truth value."""
        return self.all(self.some([-a, b]), self.some([a, -b]))

    def clauses(self, root: int) -> list[Clause]:
        """Return the clauses that say that a literal is true, with those of the gates that it depends on, in their order."""
        inputs = {gate: key for key, gate in self.gates.items()}
        needed, pending = set[int](), [abs(root)]
        while pending:
            x = pending.pop()
            if x not in needed:
                needed.add(x)
                pending += map(abs, inputs.get(x, ()))
        found = [[TRUE], [root]]
        for gate in sorted(needed & set(inputs)):
            found += [[-gate, *inputs[gate]], *([gate, -x] for x in inputs[gate])]
        return found


class Symbols(Gates):
    """Symbolic values, and what can be done with them whatever the text."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.implied = set[tuple[int, int]]()

    def known(self, value: Any) -> Any:
        """Return a value as a symbolic one."""
        return TRUE if value is True else FALSE if value is False else Cases({value: TRUE})

    def limited(self, cases: Cases) -> Cases:
        """Return cases that are not too many."""
        self.work.spend(len(cases))
        if len(cases) > MOST_CASES:
            raise TooMuch(f"a value with more than {MOST_CASES:,} cases")
        return cases

    def gathered(self, options: Iterable[tuple[Any, int]]) -> dict[Any, int]:
        """Return for each value the literal that is true if one of its literals is."""
        found: dict[Any, list[int]] = {}
        for value, literal in options:
            if literal != FALSE:
                found.setdefault(value, []).append(literal)
        return {value: self.some(literals) for value, literals in found.items()}

    def product(self, parts: Sequence[Any]) -> Cases:
        """Return the tuples of cases of some symbolic values."""
        found = Cases({(): TRUE})
        for part in parts:
            made = ((t, v, self.all(x, y)) for t, x in found.items() for v, y in self.cases(part).items())
            found = self.limited(Cases({(*t, v): x for t, v, x in made if x != FALSE}))
        return found

    def cases(self, v: Any) -> Cases:
        """Return the values that a symbolic value may have, each with a literal."""
        match v:
            case Cases():
                return v
            case int():
                return Cases({b: x for b, x in ((True, v), (False, -v)) if x != FALSE})
            case tuple():
                return self.product(v)
            case Tagged():
                tagged = ((tag, x, self.product(parts)) for tag, (x, parts) in v.items())
                return Cases(self.gathered(((tag, *t), self.all(x, y)) for tag, x, made in tagged for t, y in made.items()))
            case SeqOf():
                lengths = [(n, self.of_length(v, n)) for n in range(len(v) + 1)]
                options = ((x, self.product([item for _, item in v[:n]])) for n, x in lengths if x != FALSE)
                return self.limited(Cases(self.gathered((t, self.all(x, y)) for x, made in options for t, y in made.items())))
            case SetOf():
                made = self.product([*v.values()])
                return Cases({frozenset(m for m, b in zip(v, bits, strict=True) if b): x for bits, x in made.items()})
        marked = [Cases({None: -p, **{m: self.all(p, x) for m, x in self.cases(part).items()}}) for p, part in v.values()]
        keys, made = list(v), self.product(marked)
        return Cases({Map((k, m) for k, m in zip(keys, given, strict=True) if m is not None): x for given, x in made.items()})

    # --- the same value in the form that an operation reads

    def as_set(self, v: Any) -> SetOf:
        """Return a set or edge as possible members."""
        return v if isinstance(v, SetOf) else SetOf(self.gathered((m, x) for s, x in v.items() for m in ordered(s)))

    def as_map(self, v: Any) -> MapOf:
        """Return a map as possible keys."""
        if isinstance(v, MapOf):
            return v
        keys = self.gathered((k, x) for f, x in v.items() for k in ordered(f))
        return MapOf({k: (x, self.merge([(y, self.known(f[k])) for f, y in v.items() if k in f])) for k, x in keys.items()})

    def as_seq(self, v: Any) -> SeqOf:
        """Return a sequence as possible items."""
        if isinstance(v, SeqOf):
            return v
        found = SeqOf()
        for n in range(max(map(len, v), default=0)):
            longer = [(x, s[n]) for s, x in v.items() if len(s) > n]
            found.append((self.some(x for x, _ in longer), self.merge([(x, self.known(m)) for x, m in longer])))
        return self.chained(found)

    def as_parts(self, v: Any, count: int) -> tuple[Any, ...]:
        """Return a tuple or record as its parts."""
        if isinstance(v, tuple):
            return v
        return tuple(self.merge([(x, self.known(t[i])) for t, x in v.items()]) for i in range(count))

    def as_tagged(self, v: Any) -> Tagged:
        """Return a value of a sum type, or a built label, by its cases."""
        if isinstance(v, Tagged):
            return v
        tags = self.gathered((t[0], x) for t, x in v.items())
        made: dict[int, list[Any]] = {tag: [(y, t[1:]) for t, y in v.items() if t[0] == tag] for tag in tags}
        return Tagged({
            tag: (x, tuple(self.merge([(y, self.known(t[i])) for y, t in made[tag]]) for i in range(len(made[tag][0][1]))))
            for tag, x in tags.items()
        })  # fmt: skip

    def like(self, form: Any, v: Any) -> Any:
        """Return a value in the form of another one."""
        match form:
            case tuple():
                return self.as_parts(v, len(form))
            case SetOf():
                return self.as_set(v)
            case MapOf():
                return self.as_map(v)
            case SeqOf():
                return self.as_seq(v)
        return self.as_tagged(v) if isinstance(form, Tagged) else v

    # --- what is done with values

    def merge(self, options: Sequence[tuple[int, Any]]) -> Any:
        """Return the value whose literal is true, if one is."""
        options = [(x, v) for x, v in options if x != FALSE]
        if not options:
            return Cases()
        form = next((v for _, v in options if not isinstance(v, Cases)), options[0][1])
        if len(options) == 1 or all(v is form for _, v in options):
            return form
        if isinstance(form, int):
            return self.some(self.all(x, v) for x, v in options if isinstance(v, int))
        options = [(x, self.like(form, v)) for x, v in options]
        match form:
            case tuple():
                return tuple(self.merge([(x, v[i]) for x, v in options]) for i in range(len(form)))
            case MapOf():
                keys = dict.fromkeys(k for _, v in options for k in v)
                given = {k: [(self.all(x, v[k][0]), v[k][1]) for x, v in options if k in v] for k in keys}
                return MapOf({k: (self.some(x for x, _ in parts), self.merge(parts)) for k, parts in given.items()})
            case SeqOf():
                longest = range(max(len(v) for _, v in options))
                items = [[(self.all(x, v[n][0]), v[n][1]) for x, v in options if len(v) > n] for n in longest]
                return self.chained(SeqOf((self.some(x for x, _ in parts), self.merge(parts)) for parts in items))
            case Tagged():
                tags = dict.fromkeys(t for _, v in options for t in v)
                made = {t: [(self.all(x, v[t][0]), v[t][1]) for x, v in options if t in v] for t in tags}
                return Tagged({t: (self.some(x for x, _ in parts), self.merge(parts)) for t, parts in made.items()})
        found = self.gathered((m, self.all(x, y)) for x, v in options for m, y in v.items())
        return SetOf(found) if isinstance(form, SetOf) else self.limited(Cases(found))

    def equal(self, a: Any, b: Any) -> int:
        """Return the literal that is true if two values are equal."""
        if isinstance(a, Cases) and not isinstance(b, Cases):
            a, b = b, a
        b = self.like(a, b)
        match a:
            case int():
                return self.alike(a, b if isinstance(b, int) else FALSE)
            case tuple():
                return self.all(*(self.equal(x, y) for x, y in zip(a, b, strict=True)))
            case Cases():
                return self.some(self.all(x, b[v]) for v, x in a.items() if v in b)
            case SetOf():
                return self.all(*(self.alike(a.get(m, FALSE), b.get(m, FALSE)) for m in dict.fromkeys([*a, *b])))
            case SeqOf():
                same_length = self.alike_lengths(a, b)
                return self.all(same_length, *(self.some([-x, self.equal(v, w)]) for (x, v), (_, w) in zip(a, b, strict=False)))
        absent = (FALSE, None)
        both = [(a.get(k, absent), b.get(k, absent)) for k in dict.fromkeys([*a, *b])]
        agree = [self.some([-x, -y, self.equal(v, w)]) for (x, v), (y, w) in both if FALSE not in (x, y)]
        return self.all(*(self.alike(x, y) for (x, _), (y, _) in both), *agree)

    def alike_lengths(self, a: SeqOf, b: SeqOf) -> int:
        """Return the literal that is true if two sequences have the same length."""
        more = [x for x, _ in [*a[len(b) :], *b[len(a) :]]]
        return self.all(*(self.alike(x, y) for (x, _), (y, _) in zip(a, b, strict=False)), *(-x for x in more))

    def of_length(self, s: SeqOf, n: int) -> int:
        """Return the literal that is true if a sequence has n items."""
        return self.all(s[n - 1][0] if n else TRUE, -s[n][0] if n < len(s) else TRUE)

    def count(self, literals: Iterable[int]) -> Cases:
        """Return the number of literals that are true."""
        found = {0: TRUE}
        for x in literals:
            more = [(n + i, self.all(y, x if i else -x)) for n, y in found.items() for i in (0, 1)]
            found = self.gathered(more)
        return self.limited(Cases(sorted(found.items())))

    def set_of(self, items: Iterable[tuple[int, Any]]) -> SetOf:
        """Return the set of the values whose literals are true."""
        return SetOf(self.gathered((m, self.all(x, y)) for x, v in items for m, y in self.cases(v).items()))

    def map_of(self, entries: Iterable[tuple[int, Any, Any]]) -> tuple[MapOf, int]:
        """Return the map of the entries whose literals are true, and the literal that is true if it is none."""
        made: dict[Any, list[tuple[int, Any]]] = {}
        for x, key, value in entries:
            for k, y in self.cases(key).items():
                made.setdefault(k, []).append((self.all(x, y), value))
        pairs = (pair for parts in made.values() for pair in combinations(parts, 2))
        differ = self.some(self.all(x, y, -self.equal(v, w)) for (x, v), (y, w) in pairs)
        return MapOf({k: (self.some(x for x, _ in parts), self.merge(parts)) for k, parts in made.items()}), differ

    def chained(self, s: SeqOf) -> SeqOf:
        """Return a sequence, and keep in mind that each literal implies the one before it."""
        self.implied |= {(y, x) for (x, _), (y, _) in pairwise(s)}
        return s

    def packed(self, items: Sequence[tuple[int, Any]]) -> SeqOf:
        """Return the sequence of the items whose literals are true."""
        items = [(x, v) for x, v in items if x != FALSE]
        if all(x in (TRUE, y) or (y, x) in self.implied for (x, _), (y, _) in pairwise(items)):
            return SeqOf(items)
        at: list[list[tuple[int, Any]]] = [[] for _ in items]
        before = Cases({0: TRUE})
        for x, v in items:
            for n, y in before.items():
                at[n].append((self.all(x, y), v))
            before = Cases(self.gathered((n + i, self.all(y, x if i else -x)) for n, y in before.items() for i in (0, 1)))
        return self.chained(SeqOf((self.some(x for x, _ in parts), self.merge(parts)) for parts in at))

    def apply(self, function: Callable[..., Any], operands: Sequence[Any]) -> tuple[Any, int]:
        """Return what a function of values makes of symbolic ones, and the literal that is true where it makes None."""
        found = self.product(operands)
        self.work.spend(2 * len(found))
        made = [(function(*values), x) for values, x in found.items()]
        undefined = self.some(x for v, x in made if v is None)
        if any(isinstance(v, bool) for v, _ in made):
            return self.some(x for v, x in made if v is True), undefined
        return self.limited(Cases(self.gathered((v, x) for v, x in made if v is not None))), undefined

    def chosen(self, members: Iterable[tuple[Any, int]]) -> Cases:
        """Return an unknown value: the first of some members whose own literal and a new variable are true.  It may be none."""
        found, taken = Cases(), FALSE
        for m, x in members:
            found[m] = self.all(x, self.unknown(), -taken)
            taken = self.some([taken, found[m]])
        return self.limited(found)

    def one_of(self, values: Sequence[Any]) -> Cases:
        """Return an unknown value that is one of some values."""
        found = self.chosen((v, TRUE) for v in values[:-1])
        return Cases({**found, **{v: -self.some(found.values()) for v in values[-1:]}})


class Lowering:
    """The expressions of a document on symbolic values.  Each has a value and the literal that is true where it is undefined."""

    def __init__(self, symbols: Symbols, doc: Document) -> None:
        self.s, self.doc = symbols, doc

    def frame(self, x: Any, w: Any = None) -> Frame:
        """Return a new frame, for one evaluation."""
        return {"instance": x, "witness": w, "globals": {}}

    def conditions(self, nodes: Sequence[Node], e: Frame) -> tuple[int, int]:
        """Return whether all conditions hold, each evaluated only if those before it do."""
        holds, undefined = TRUE, FALSE
        for n in nodes:
            if holds != FALSE:
                a, u = self.value(n, e)
                undefined = self.s.some([undefined, self.s.all(holds, u)])
                holds = self.s.all(holds, a)
        return holds, undefined

    def value(self, n: Node, e: Frame) -> tuple[Any, int]:
        """Return the value of a node and where it is undefined."""
        self.s.work.spend(1)
        v, undefined = self.by_rule(n, e)
        return (FALSE if n.type == BOOL and not isinstance(v, int) else v), undefined

    def by_rule(self, n: Node, e: Frame) -> tuple[Any, int]:
        """Return the value of a node by the rule of its operation."""
        s = self.s
        if n.op in ("some", "every"):
            found, undefined = self.decided(n.steps, e, n.args[0], n.op == "some")
            return (found if n.op == "some" else -found), undefined
        if n.op in LOOPS:
            return self.gathered(n, e)
        if n.op == "const":
            return s.known(constant_rule(n, [], self.doc)({})), FALSE
        if n.op in ("var", "input", "measure"):
            key = ("measure", n.data) if n.op == "measure" else n.data
            if key not in e:
                raise TooMuch(f"{n.where}: {n.op} {n.data} has no rule")
            return e[key], FALSE
        if n.op == "global":
            if n.data not in e["globals"]:
                e["globals"][n.data] = self.value(self.doc.functions[n.data][1], {key: e[key] for key in INPUTS})
            return e["globals"][n.data]  # type: ignore[no-any-return]
        a: Any = None
        undefined = FALSE
        if n.args:
            a, undefined = self.value(n.args[0], e)
        if n.op in ("and", "or", "implies"):
            reached = -a if n.op == "or" else a
            b, u = self.value(n.args[1], e) if reached != FALSE else (FALSE, FALSE)
            undefined = s.some([undefined, s.all(reached, u)])
            return (s.all(a, b) if n.op == "and" else s.some([a if n.op == "or" else -a, b])), undefined
        if n.op == "if":
            made = [(x, *self.value(branch, e)) for x, branch in ((a, n.args[1]), (-a, n.args[2])) if x != FALSE]
            return s.merge([(x, v) for x, v, _ in made]), s.some([undefined, *(s.all(x, u) for x, _, u in made)])
        if n.op == "case":
            tagged, made = s.as_tagged(a), []
            for (name, variables), body in zip(n.data, n.args[1:], strict=True):
                x, arguments = tagged.get(tag(n.args[0].type, name, self.doc), (FALSE, ()))
                if x != FALSE:
                    made.append((x, *self.value(body, {**e, **dict(zip(variables, arguments, strict=True))})))
            return s.merge([(x, v) for x, v, _ in made]), s.some([undefined, *(s.all(x, u) for x, _, u in made)])
        operands = [(a, undefined), *(self.value(b, e) for b in n.args[1:])] if n.args else []
        undefined = s.some(u for _, u in operands)
        v, u = self.operation(n, [v for v, _ in operands], e)
        return v, s.some([undefined, u])

    def operation(self, n: Node, a: list[Any], e: Frame) -> tuple[Any, int]:
        """Return the value of an operation all of whose operands are evaluated."""
        s = self.s
        if n.op == "call":
            params, body = self.doc.functions[n.data]
            return self.value(body, {**{key: e[key] for key in INPUTS}, **dict(zip([v for v, _ in params], a, strict=True))})
        if a and all(isinstance(v, Cases) and len(v) == 1 for v in a) and n.op not in ("tuple", "record"):
            return s.apply(self.function(n), a)
        match n.op:
            case "not":
                return -a[0], FALSE
            case "eq":
                return s.equal(*a), FALSE
            case "tuple" | "record":
                return tuple(a), FALSE
            case "seq":
                return SeqOf((TRUE, v) for v in a), FALSE
            case "set":
                return s.set_of((TRUE, v) for v in a), FALSE
            case "map":
                return s.map_of((TRUE, k, v) for k, v in zip(a[::2], a[1::2], strict=True))
            case "make":
                return Tagged({tag(n.type, n.data, self.doc): (TRUE, tuple(a))}), FALSE
            case "is" | "arg":
                name = n.data if n.op == "is" else n.data[0]
                x, arguments = s.as_tagged(a[0]).get(tag(n.args[0].type, name, self.doc), (FALSE, ()))
                return (x, FALSE) if n.op == "is" else (arguments[n.data[1]] if arguments else Cases(), -x)
            case "field" | "item":
                names = [name for name, _ in n.args[0].type[1]] if n.op == "field" else [*range(len(n.args[0].type[1]))]
                return s.as_parts(a[0], len(names))[names.index(n.data)], FALSE
            case "in" if n.args[1].type[0] == "seq":
                return s.some(s.all(x, s.equal(a[0], v)) for x, v in s.as_seq(a[1])), FALSE
            case "in":
                members = s.as_set(a[1])
                return s.some(s.all(x, members.get(v, FALSE)) for v, x in s.cases(a[0]).items()), FALSE
            case "subset" | "union" | "intersection" | "difference":
                f, g = s.as_set(a[0]), s.as_set(a[1])
                if n.op == "subset":
                    return s.all(*(s.some([-x, g.get(m, FALSE)]) for m, x in f.items())), FALSE
                if n.op == "union":
                    return SetOf(s.gathered([*f.items(), *g.items()])), FALSE
                sign = 1 if n.op == "intersection" else -1
                return SetOf(s.gathered((m, s.all(x, sign * g.get(m, FALSE))) for m, x in f.items())), FALSE
            case "size":
                kind = n.args[0].type[0]
                if kind == "seq":
                    items = s.as_seq(a[0])
                    return Cases({k: x for k in range(len(items) + 1) if (x := s.of_length(items, k)) != FALSE}), FALSE
                entries = s.as_map(a[0]).values() if kind == "map" else ()
                return s.count(x for x, _ in entries) if kind == "map" else s.count(s.as_set(a[0]).values()), FALSE
            case "domain":
                return SetOf({k: x for k, (x, _) in s.as_map(a[0]).items()}), FALSE
            case "lookup":
                entries_of, keys = s.as_map(a[0]), s.cases(a[1])
                hits = [(s.all(x, entries_of[k][0]), entries_of[k][1]) for k, x in keys.items() if k in entries_of]
                return s.merge(hits), -s.some(x for x, _ in hits)
            case "override":
                f_of, g_of = s.as_map(a[0]), s.as_map(a[1])
                kept = [(s.all(x, -g_of[k][0] if k in g_of else TRUE), s.known(k), v) for k, (x, v) in f_of.items()]
                return s.map_of([*kept, *((x, s.known(k), v) for k, (x, v) in g_of.items())])[0], FALSE
            case "at":
                items = s.as_seq(a[0])
                hits = [(s.all(x, items[i][0]), items[i][1]) for i, x in s.cases(a[1]).items() if 0 <= i < len(items)]
                return s.merge(hits), -s.some(x for x, _ in hits)
            case "concat":
                return s.packed([*s.as_seq(a[0]), *s.as_seq(a[1])]), FALSE
            case "listed":
                members = s.as_set(a[0])
                return s.packed([(members[m], s.known(m)) for m in ordered(members)]), FALSE
            case "slice":
                items = s.as_seq(a[0])
                ends = [(i, j, x) for (i, j), x in s.product(a[1:]).items() if 0 <= i <= j + 1 <= len(items)]
                pieces = [
                    (s.all(x, items[j][0] if j >= 0 else TRUE), SeqOf((TRUE, v) for _, v in items[i : j + 1])) for i, j, x in ends
                ]
                return s.merge(pieces), -s.some(x for x, _ in pieces)
            case "reverse" | "cycle":
                items = s.as_seq(a[0])
                if n.op == "reverse":
                    turned = [(k, SeqOf((TRUE, v) for _, v in items[:k][::-1])) for k in range(len(items) + 1)]
                    return s.merge([(s.of_length(items, k), v) for k, v in turned]), FALSE
                after = [*items[1:], (FALSE, None)][: len(items)]
                links = [(x, v, s.merge([(y, w), (-y, items[0][1])])) for (x, v), (y, w) in zip(items, after, strict=True)]
                twice = s.some(s.all(x, y, s.equal(v, w)) for (x, v), (y, w) in combinations(items, 2))
                return s.map_of(links)[0], twice
            case "as_edge":
                pairs = combinations(s.as_set(a[0]).items(), 2)
                two = s.count(s.as_set(a[0]).values()).get(2, FALSE)
                return s.limited(Cases(s.gathered((frozenset((m, k)), s.all(x, y, two)) for (m, x), (k, y) in pairs))), -two
        return s.apply(self.function(n), a)

    def function(self, n: Node) -> Callable[..., Any]:
        """Return the interpreter's function of an operation."""
        return FUNCTIONS[n.op](n, self.doc) if n.op in FUNCTIONS else MEANINGS[n.op](self.s.work)

    def elements(self, step: Any, e: Frame) -> tuple[list[tuple[int, Frame]], int]:
        """Return the literals and the frames of the members of a collection, and where it is undefined."""
        _, variables, node = step
        s = self.s
        v, undefined = self.value(node, e)
        rows: list[tuple[int, tuple[Any, ...]]]
        if node.type[0] == "map":
            rows = [(x, (s.known(k), m)) for k, (x, m) in s.as_map(v).items()]
        elif node.type[0] == "seq":
            rows = [(x, (s.known(i), m) if len(variables) == 2 else (m,)) for i, (x, m) in enumerate(s.as_seq(v))]
        else:
            rows = [(x, (s.known(m),)) for m, x in s.as_set(v).items()]
        return [(x, {**e, **dict(zip(variables, row, strict=True))}) for x, row in rows if x != FALSE], undefined

    def decided(self, steps: Sequence[Any], e: Frame, body: Node, wanted: bool) -> tuple[int, int]:
        """Return whether the body has the wanted truth value, and is defined, at some binding; and whether this is undefined."""
        s = self.s
        if not steps:
            holds, undefined = self.value(body, e)
            return s.all(holds if wanted else -holds, -undefined), undefined
        kind, variables, node = steps[0]
        if kind != "each":
            v, undefined = self.value(node, e)
            if kind == "where" and v == FALSE:
                return FALSE, undefined
            hit, unmet = self.decided(steps[1:], e if kind == "where" else {**e, variables[0]: v}, body, wanted)
            reached = s.all(-undefined, v if kind == "where" else TRUE)
            return s.all(reached, hit), s.some([undefined, s.all(reached, unmet)])
        members, undefined = self.elements(steps[0], e)
        hits, unmets, alive = [], [], -undefined
        for x, inner in members:
            hit, unmet = self.decided(steps[1:], inner, body, wanted)
            hits.append(s.all(alive, x, hit))
            unmets.append(s.all(alive, x, unmet))
            if node.type[0] == "seq" and unmet != FALSE:
                alive = s.all(alive, -unmets[-1])
        if node.type[0] == "seq":  # an earlier hit ends the loop
            unmets = [s.all(u, *(-h for h in hits[:i])) if u != FALSE else u for i, u in enumerate(unmets)]
            return s.some(hits), s.some([undefined, *unmets])
        return s.some(hits), s.some([undefined, s.all(s.some(unmets), -s.some(hits))])

    def run(self, steps: Sequence[Any], e: Frame, x: int, visit: Callable[[Frame, int], int], undefined: list[int]) -> None:
        """Visit each binding with its frame and the literal that is true if there is one; note where anything is undefined.

        What is visited returns a literal that is true where the loop goes on.
        """
        s = self.s
        pending = [(0, e, x)]
        going = TRUE
        while pending:
            place, e, x = pending.pop()
            x = s.all(x, going)
            if x == FALSE:
                continue
            if place == len(steps):
                going = s.all(going, visit(e, x))
                continue
            kind, variables, node = steps[place]
            if kind == "each":
                members, u = self.elements(steps[place], e)
                pending += [(place + 1, inner, s.all(x, y)) for y, inner in reversed(members)]
            else:
                v, u = self.value(node, e)
                pending.append((place + 1, e, s.all(x, v)) if kind == "where" else (place + 1, {**e, variables[0]: v}, x))
            undefined.append(s.all(x, u))

    def gathered(self, n: Node, e: Frame) -> tuple[Any, int]:
        """Return the value of a comprehension that is no `every` or `some`."""
        s, undefined, found = self.s, list[int](), list[tuple[int, Any]]()
        if n.op in ("fold", "first") and any(kind == "each" and node.type[0] != "seq" for kind, _, node in n.steps):
            raise TooMuch(f"{n.where}: {n.op} over a collection without order has no rule")
        so_far, u = self.value(n.args[0], e) if n.op == "fold" else (None, FALSE)
        undefined.append(u)

        def visit(inner: Frame, x: int) -> int:
            nonlocal so_far
            if n.op == "fold":
                inner = {**inner, n.data[0]: so_far}
            made = [self.value(a, inner) for a in n.args[n.op == "fold" :]]
            undefined.extend(s.all(x, u) for _, u in made)
            if n.op == "fold":
                so_far = s.merge([(x, made[0][0]), (-x, so_far)])
            else:
                found.append((x, made[0][0] if len(made) == 1 else (made[0][0], made[1][0])))
            return -x if n.op == "first" else TRUE

        self.run(n.steps, e, TRUE, visit, undefined)
        v, u = (so_far, FALSE) if n.op == "fold" else self.together(n, found)
        return v, s.some([*undefined, u])

    def together(self, n: Node, found: list[tuple[int, Any]]) -> tuple[Any, int]:
        """Return what a comprehension makes of the values whose literals are true."""
        s = self.s
        match n.op:
            case "first":
                return s.merge(found), -s.some(x for x, _ in found)
            case "count":
                return s.count(s.all(x, v) for x, v in found), FALSE
            case "collect_set":
                return s.set_of(found), FALSE
            case "collect_seq":
                return s.packed(found), FALSE
            case "collect_map":
                return s.map_of((x, *pair) for x, pair in found)
            case "the":
                values = s.gathered((v, s.all(x, y)) for x, part in found for v, y in s.cases(part).items())
                several = s.some(s.all(x, y) for x, y in combinations(values.values(), 2))
                v = s.some(x for m, x in values.items() if m is True) if n.type == BOOL else Cases(values)
                return v, s.some([several, -s.some(x for x, _ in found)])
        start = {"sum": 0, "product": 1}.get(n.op)
        combine = MEANINGS[{"sum": "add", "product": "mul", "least": "min", "greatest": "max"}[n.op]](s.work)
        so_far = Cases({start: TRUE})
        for x, part in found:
            s.work.spend(len(so_far))
            made = ((v if u is None else u if v is None else combine(u, v), s.all(y, z))
                    for u, y in so_far.items()
                    for v, z in [(None, -x), *((v, s.all(x, z)) for v, z in s.cases(part).items())])  # fmt: skip
            so_far = s.limited(Cases(s.gathered(made)))
        nothing_ = so_far.pop(None, FALSE)
        if n.op == "greatest" and n.type == NAT:
            return Cases(s.gathered([*so_far.items(), (0, nothing_)])), FALSE
        return so_far, nothing_


class UnknownInstance:
    """An instance of a problem of which nothing is known but that its sizes are within the limits of a part of a region."""

    def __init__(self, symbols: Symbols, problem: Problem, part: Part) -> None:
        self.s, self.problem, self.part = symbols, problem, part
        self.fields: dict[str, Any] = {}
        self.required: list[int] = []
        for path in leaf_order(problem):
            self.fields[path] = self.unknown(problem.leaves[path], path)
        self.value = assembled(problem.instance, self.fields)
        self.required.append(self.typed(problem, self.fields))

    def limit(self, slot: str) -> int:
        """Return the cap of a slot.  Raises TooMuch if it has none."""
        if slot not in self.part.limits:
            raise TooMuch(f"nothing bounds {slot}")
        return self.part.limits[slot]

    def capped(self, path: str, literals: Sequence[int]) -> None:
        """Require that a collection has at most as many members as its cap, if it has one."""
        most = self.part.limits.get(f"|{path}|", len(literals))
        if most < len(literals):
            self.required.append(self.s.some(x for n, x in self.s.count(literals).items() if n <= most))

    def values(self, t: Type, path: str) -> list[Any]:
        """Return the values of a type, in order.  Raises TooMuch if they are too many."""
        found: Any = None
        match t[0]:
            case "bool":
                found = [False, True]
            case "nat" | "int" | "rat":
                slot = f"bits({path})"
                most = self.limit(slot)
                if most > MOST_CASES.bit_length():
                    raise TooMuch(f"a number of {most} bits has too many values")
                top = range(1 << most) if t == NAT else range(1 - (1 << most), 1 << most)
                below = range(1, 1 << most) if t == RAT else range(1, 2)
                quotients = (norm(Fraction(a, b)) for b in below for a in top)
                short = (v for v in quotients if t != RAT or slot in self.part.each or bit_count(v) <= most)
                found = sorted({*islice(short, MOST_CASES)})
            case "label":
                found = [*self.s.as_set(self.fields[t[1]])]
            case "edge":
                found = map(frozenset, combinations(self.values(t[1], f"{path}[]"), 2))
            case "tuple" | "record":
                named = t[1] if t[0] == "record" else [(str(i), p) for i, p in enumerate(t[1])]
                found = product(*(self.values(p, f"{path}.{name}") for name, p in named))
            case "sum":
                cases = [[self.values(p, f"{path}.{name}.{j}") for j, p in enumerate(types)] for name, types in t[2]]
                found = ((i, *arguments) for i, parts in enumerate(cases) for arguments in product(*parts))
            case "set":
                members = [*self.fields[t[3]]] if t[3] else self.values(t[1], f"{path}[]")
                most = self.part.limits.get(f"|{path}|", len(members))
                found = (frozenset(c) for n in range(min(most, len(members)) + 1) for c in combinations(members, n))
            case "seq":
                items, most = self.values(t[1], f"{path}[]"), self.limit(f"|{path}|")
                found = (s for n in range(most + 1) for s in product(items, repeat=n))
        if found is None:
            raise TooMuch(f"{path}: members of type {t[0]} have no rule")
        made = [*islice(found, MOST_CASES + 1)]
        self.s.work.spend(len(made))
        if len(made) > MOST_CASES:
            raise TooMuch(f"{path} has more than {MOST_CASES:,} possible values")
        return made

    def unknown(self, t: Type, path: str) -> Any:
        """Return an unknown value of a type."""
        s = self.s
        match t[0]:
            case "bool":
                return s.unknown()
            case "set":
                if t[2]:
                    found = SetOf((label, s.unknown()) for label in range(self.limit(f"|{path}|")))
                    self.required += [s.some([-found[i + 1], found[i]]) for i in range(len(found) - 1)]
                    return found
                found = SetOf((m, s.unknown()) for m in (self.fields[t[3]] if t[3] else self.values(t[1], f"{path}[]")))
                self.capped(path, [*found.values()])
                return found
            case "map":
                keys = self.fields[t[3]].items() if t[3] else [(k, s.unknown()) for k in self.values(t[1], f"{path}[key]")]
                self.capped(path, [x for _, x in keys])
                return MapOf((k, (x, self.unknown(t[2], f"{path}[]"))) for k, x in keys)
            case "seq":
                items = SeqOf((s.unknown(), self.unknown(t[1], f"{path}[]")) for _ in range(self.limit(f"|{path}|")))
                self.required += [s.some([-y, x]) for (x, _), (y, _) in pairwise(items)]
                return s.chained(items)
            case "tuple":
                return tuple(self.unknown(p, f"{path}.{i}") for i, p in enumerate(t[1]))
            case "record":
                return tuple(self.unknown(p, f"{path}.{name}") for name, p in t[1])
            case "sum":
                made = s.one_of(range(len(t[2])))
                return Tagged({
                    i: (made[i], tuple(self.unknown(p, f"{path}.{name}.{j}") for j, p in enumerate(types)))
                    for i, (name, types) in enumerate(t[2])
                })  # fmt: skip
        return s.one_of(self.values(t, path))

    def typed(self, problem: Problem, found: Mapping[str, Any]) -> int:
        """Return the literal that is true if fields are well typed, those of an image with its labels as they are built."""
        return self.s.all(*(self.right(t, found[path], path, found) for path, t in problem.leaves.items()))

    def right(self, t: Type, v: Any, path: str, found: Mapping[str, Any]) -> int:
        """Return the literal that is true if a value is well typed."""
        s = self.s

        def inner(p: Type, v: Any) -> int:
            return self.right(p, v, "", found)

        match t[0]:
            case "nat":
                return -s.some(x for a, x in v.items() if a < 0)
            case "label":
                return s.some(s.all(x, found[t[1]].get(a, FALSE)) for a, x in s.cases(v).items())
            case "edge":
                two = s.some(x for e, x in s.cases(v).items() if len(e) == 2)
                return s.all(two, *(s.some([-x, inner(t[1], s.known(m))]) for m, x in s.as_set(v).items()))
            case "set":
                members = s.as_set(v)
                within = [s.some([-x, found[t[3]].get(m, FALSE)]) for m, x in members.items()] if t[3] else []
                return s.all(*within, *(s.some([-x, inner(t[1], s.known(m))]) for m, x in members.items() if path != t[2]))
            case "map":
                entries = s.as_map(v)
                keys = s.equal(SetOf((k, x) for k, (x, _) in entries.items()), found[t[3]]) if t[3] else TRUE
                parts = [s.some([-x, s.all(inner(t[1], s.known(k)), inner(t[2], m))]) for k, (x, m) in entries.items()]
                return s.all(keys, *parts)
            case "seq":
                return s.all(*(s.some([-x, inner(t[1], m)]) for x, m in s.as_seq(v)))
            case "tuple" | "record":
                types = t[1] if t[0] == "tuple" else [p for _, p in t[1]]
                return s.all(*map(inner, types, s.as_parts(v, len(types))))
            case "sum":
                made = s.as_tagged(v).items()
                return s.all(*(s.some([-x, s.all(*map(inner, t[2][i][1], parts))]) for i, (x, parts) in made))
        return TRUE


class UnknownWitness:
    """A witness space on a symbolic instance: its members are possible items, for a choice the options of each key."""

    def __init__(self, symbols: Symbols, space: Space, values: Iterator[Any]) -> None:
        self.s, self.kind, self.type = symbols, space.kind, space.type
        if self.kind == "reals":
            raise TooMuch("real witnesses have no rule")
        self.items, self.options = SetOf(), MapOf()
        if space.of is not None:
            of, kind = next(values), space.of.type[0]
            self.options = symbols.as_map(of) if kind == "map" else MapOf()
            self.items = symbols.set_of(symbols.as_seq(of)) if kind == "seq" else SetOf() if kind == "map" else symbols.as_set(of)
        self.keys = {k: x for k, (x, _) in self.options.items()} or dict(self.items)
        self.parts = [UnknownWitness(symbols, part, values) for _, part in space.parts]

    def unknown(self) -> Any:
        """Return an unknown value that may be a witness; `has` says whether it is one."""
        s, items = self.s, self.items.items()
        match self.kind:
            case "subset":
                return SetOf((m, s.all(x, s.unknown())) for m, x in items)
            case "ordering":
                sizes = s.count(self.items.values()).items()
                return s.chained(SeqOf((s.some(y for k, y in sizes if k > n), s.chosen(items)) for n in range(len(items))))
            case "permutation" | "cycle":
                return MapOf((m, (x, s.chosen(items))) for m, x in items)
            case "choice":
                return MapOf((k, (x, s.chosen(s.as_set(options).items()))) for k, (x, options) in self.options.items())
            case "map":
                return MapOf((m, (x, self.parts[0].unknown())) for m, x in items)
            case "one":
                return s.chosen(items)
            case "all":
                return s.unknown() if self.type == BOOL else s.one_of([(i,) for i in range(len(self.type[2]))])
        return tuple(part.unknown() for part in self.parts)

    def has(self, w: Any) -> int:
        """Return the literal that is true if a value is a member."""
        s = self.s
        match self.kind:
            case "subset":
                return s.all(*(s.some([-x, self.items.get(m, FALSE)]) for m, x in s.as_set(w).items()))
            case "ordering":
                w = s.as_seq(w)
                return s.all(s.equal(s.set_of(w), self.items), s.equal(s.count(x for x, _ in w), s.count(self.items.values())))
            case "one":
                return s.some(s.all(x, self.items.get(m, FALSE)) for m, x in s.cases(w).items())
            case "all":
                return TRUE
            case "record" | "unit":
                return s.all(*(part.has(v) for part, v in zip(self.parts, s.as_parts(w, len(self.parts)), strict=True)))
        w = s.as_map(w)
        domain = s.equal(SetOf((k, x) for k, (x, _) in w.items()), SetOf(self.keys))
        if self.kind == "map":
            return s.all(domain, *(s.some([-x, self.parts[0].has(v)]) for x, v in w.values()))
        if self.kind == "choice":
            inside = [(k, x, s.cases(v), s.as_set(self.options[k][1])) for k, (x, v) in w.items() if k in self.options]
            return s.all(domain, *(s.some([-x, *(s.all(y, f.get(m, FALSE)) for m, y in v.items())]) for _, x, v, f in inside))
        onto = s.equal(s.set_of(w.values()), self.items)
        return s.all(domain, onto, self.one_orbit(w) if self.kind == "cycle" else TRUE)

    def one_orbit(self, w: MapOf) -> int:
        """Return the literal that is true if a permutation of the items has one orbit: from the first item all are reached."""
        s, before, reached = self.s, FALSE, dict[Any, int]()
        for m, x in self.items.items():
            reached[m] = s.all(x, -before)
            before = s.some([before, x])
        for _ in self.items:
            after = s.set_of((reached[m], w[m][1]) for m in self.items if m in w)
            reached = {m: s.some([x, after.get(m, FALSE)]) for m, x in reached.items()}
        return s.all(*(s.some([-x, reached[m]]) for m, x in self.items.items()))


class Statement:
    """The violation of an obligation of a reduction by an instance of a box, as the literal `violation` of a formula.

    `x` and `y` are the symbolic instance and its image.  `members` are the unknown members of the witness spaces that the
    obligation speaks of, each with the literal that is true if it is one, and the image is an instance.  Of `forward`, `backward`
    and `parsimonious`, the violations are those where the image is an instance and the verifier is defined; the others are
    violations of `well-formed`.
    """

    def __init__(
        self, reduction: Reduction, obligation: str, within: Mapping[str, int], caps: Mapping[str, int], work: Work
    ) -> None:
        work.here = work.left
        part = Part({"within": dict(within)}, "", reduction.source, caps, work)
        s = self.s = Symbols(work)
        self.reduction, self.source, self.target = reduction, reduction.source, reduction.target
        self.maps = Lowering(s, reduction)
        self.unknown = UnknownInstance(s, self.source, part)
        self.x, given = self.unknown.value, s.all(*self.unknown.required)
        measured = Lowering(s, self.source)
        valid, u = measured.conditions(self.source.valid, measured.frame(self.x))
        measures, u_of = self.measures(self.source, self.x)
        odd = s.some([u, s.all(valid, u_of)])
        le = MEANINGS["le"](work)
        bounds = [s.apply(le, [measures[name], s.known(most)])[0] for name, most in part.within.items()]
        here = s.all(given, valid, -odd, *bounds)
        self.measured = {("measure", name): v for name, v in measures.items()}
        self.y, u = self.maps.value(reduction.image, self.maps.frame(self.x))
        names = {p: v for p, _, v in self.fields(self.target.instance, self.y)}
        image = Lowering(s, self.target)
        valid, u_valid = image.conditions(self.target.valid, image.frame(self.y))
        wrong = s.some([u, -self.unknown.typed(self.target, names), u_valid, -valid, self.measures(self.target, self.y)[1]])
        self.ill_formed = s.some([s.all(given, odd), s.all(here, wrong)])
        self.here = s.all(here, -wrong)
        self.members: list[tuple[Any, int]] = []
        self.violation = self.violated(obligation)

    def clauses(self) -> list[Clause]:
        """Return the clauses that can be satisfied together if the obligation is violated."""
        return self.s.clauses(self.violation)

    def fields(self, t: Type, v: Any, path: str = "") -> Iterator[tuple[str, Type, Any]]:
        """Yield the fields of an image that are no records, sets as sets of possible members."""
        for (name, p), part in zip(t[1], self.s.as_parts(v, len(t[1])), strict=True):
            inner = f"{path}.{name}" if path else name
            if p[0] == "record":
                yield from self.fields(p, part, inner)
            else:
                yield inner, p, self.s.as_set(part) if p[0] == "set" else part

    def measures(self, problem: Problem, x: Any) -> tuple[dict[str, Any], int]:
        """Return the measures of an instance, and the literal that is true if one is undefined."""
        lowering = Lowering(self.s, problem)
        e = lowering.frame(x)
        found = {name: lowering.value(n, e) for name, n in problem.measures}
        return {name: v for name, (v, _) in found.items()}, self.s.some(u for _, u in found.values())

    def witness(self, problem: Problem, x: Any) -> tuple[UnknownWitness, int]:
        """Return the witness space of an instance, and the literal that is true if it is undefined."""
        lowering = Lowering(self.s, problem)
        e = lowering.frame(x)
        values = [lowering.value(n, e) for n in problem.witness.nodes()]
        return UnknownWitness(self.s, problem.witness, (v for v, _ in values)), self.s.some(u for _, u in values)

    def violated(self, obligation: str) -> int:
        """Return the literal that is true of the violations of an obligation."""
        s, sides, found = self.s, [(self.source, self.x), (self.target, self.y)], list[int]()
        if obligation == "well-formed":
            found.append(self.ill_formed)
        for i in {"forward": (0,), "backward": (1,)}.get(obligation, (0, 1)):
            (problem, x), (other, y) = sides[i], sides[1 - i]
            space, u_space = self.witness(problem, x)
            w = space.unknown()
            accepts = Lowering(s, problem)
            holds, u = accepts.conditions(problem.accepts, accepts.frame(x, w))
            member = s.all(self.here, -u_space, space.has(w))
            self.members.append((w, member))
            if obligation == "well-formed":
                found += [s.all(self.here, u_space), s.all(member, u)]
                continue
            member = s.all(member, holds, -u)
            there, back = (self.reduction.forward, self.reduction.backward)[:: 1 if i == 0 else -1]
            v, u = self.maps.value(there, self.maps.frame(self.x, w))
            if obligation == "parsimonious":
                again, u_again = self.maps.value(back, self.maps.frame(self.x, v))
                where, u_where = self.claimed()
                differs = s.some([u, u_again, -s.equal(again, w)])
                found.append(s.all(member, s.some([u_where, s.all(where, differs)])))
                continue
            inside, u_inside = self.witness(other, y)
            judged = Lowering(s, other)
            accepted, u_accepted = judged.conditions(other.accepts, judged.frame(y, v))
            found.append(s.all(member, s.some([u, u_inside, -inside.has(v), u_accepted, -accepted])))
        return s.some(found)

    def claimed(self) -> tuple[int, int]:
        """Return where some claim says that the reduction is parsimonious, and where this is undefined."""
        frame = {**self.maps.frame(self.x), **self.measured}
        claims = [c for c in self.reduction.claims if c.kind == "parsimonious"]
        said = [self.maps.conditions([c.when] if c.when else [], {**frame, "globals": {}}) for c in claims]
        return self.s.some(x for x, _ in said), self.s.some(u for _, u in said)


class Propagation:
    """Clauses, and what follows from them by unit propagation, with two watched literals in each clause."""

    def __init__(self, variables: int, clauses: Iterable[Clause], work: Work) -> None:
        self.variables, self.work = variables, work
        self.truth = [0] * (2 * variables + 1)  # at a literal 1, -1, or 0 if it is open; negative literals count from the end
        self.watching: list[list[Clause]] = [[] for _ in self.truth]
        self.reason: list[Clause | None] = [None] * (variables + 1)
        self.trail: list[int] = []
        self.conflict: Clause | None = None
        for clause in clauses:
            self.add(clause)

    def add(self, clause: Clause) -> None:
        """Add a clause, and what follows from it."""
        self.work.spend(1 + len(clause))
        clause.sort(key=lambda x: self.truth[x] < 0)  # those that are not false come first
        if len(clause) > 1:
            self.watching[clause[0]].append(clause)
            self.watching[clause[1]].append(clause)
        if self.conflict is None and (not clause or self.truth[clause[0]] < 0):
            self.conflict = clause
        elif self.conflict is None and (len(clause) == 1 or self.truth[clause[1]] < 0) and self.truth[clause[0]] == 0:
            at = len(self.trail)
            self.assume(clause[0], clause)
            self.conflict = self.propagate(at)

    def assume(self, literal: int, reason: Clause | None) -> None:
        """Make a literal true."""
        self.truth[literal], self.truth[-literal] = 1, -1
        self.reason[abs(literal)] = reason
        self.trail.append(literal)

    def propagate(self, at: int) -> Clause | None:
        """Make everything true that follows from the trail, from a place on; return a clause that became false."""
        truth, trail, watching, steps = self.truth, self.trail, self.watching, 0
        while at < len(trail):
            false = -trail[at]
            at += 1
            watched, kept = watching[false], list[Clause]()
            steps += 1 + len(watched)
            for i, clause in enumerate(watched):
                if clause[0] == false:
                    clause[0], clause[1] = clause[1], false
                first = clause[0]
                if truth[first] <= 0:
                    for k in range(2, len(clause)):
                        x = clause[k]
                        if truth[x] >= 0:
                            clause[1], clause[k] = x, false
                            watching[x].append(clause)
                            break
                    else:
                        kept.append(clause)
                        if truth[first] < 0:
                            watching[false] = kept + watched[i + 1 :]
                            self.work.spend(steps)
                            return clause
                        self.assume(first, clause)
                    continue
                kept.append(clause)
            watching[false] = kept
        self.work.spend(steps)
        return None

    def refuted(self, clause: Clause) -> Clause | None:
        """Assume that all literals of a clause are false, and return a clause that becomes false by propagation, if one does."""
        if self.conflict is not None:
            return self.conflict
        mark = len(self.trail)
        for x in clause:
            if self.truth[x] > 0:
                return self.reason[abs(x)] or clause
            if self.truth[x] == 0:
                self.assume(-x, None)
        return self.propagate(mark)

    def undo(self, mark: int) -> None:
        """Take back what was assumed since the trail had some length."""
        for x in self.trail[mark:]:
            self.truth[x] = self.truth[-x] = 0
        del self.trail[mark:]

    def follows(self, clause: Clause) -> bool:
        """Return whether a clause follows by propagation; if so, add it."""
        mark = len(self.trail)
        found = self.refuted(clause) is not None
        self.undo(mark)
        if found:
            self.add(clause)
        return found


class Proofs:
    """The proofs beside a certificate of a reduction: the boxes on which an obligation is shown for all instances at once."""

    def __init__(self, reduction: Reduction, caps: Mapping[str, int], report: Report, budget: int) -> None:
        self.reduction, self.caps, self.report, self.work = reduction, caps, report, Work(min(budget, PROOF_WORK))
        self.folder = os.devnull if report.folder is None else report.folder
        self.shown: dict[str, list[dict[str, int]]] = {}

    def read(self, doc: Any, where: str) -> None:
        """Replay the proofs of a certificate, one after the other.  Raises Invalid if one is wrong."""
        for i, entry in enumerate(a_list(doc, where)):
            at = f"{where}[{i}]"
            an_object(entry, at, "what file sha256")
            what = an_object(entry["what"], f"{at}.what", "obligation within")
            obligation, within = what["obligation"], bounds_of(what["within"], f"{at}.what.within", self.reduction.source)
            expect(obligation in OBLIGATIONS, f"{at}.what.obligation", obligation, f"one of {', '.join(OBLIGATIONS)}")
            sha = a_text(entry["sha256"], f"{at}.sha256")
            expect(len(sha) == 64 and set(sha) <= set("0123456789abcdef"), f"{at}.sha256", sha, "64 hexadecimal digits")
            expect(entry["file"] == f"{sha}.xz", f"{at}.file", entry["file"], f"{sha}.xz")
            try:
                with open(os.path.join(self.folder, "data", entry["file"]), "rb") as file:
                    data = file.read(MOST_PROOF + 1)
            except OSError:
                self.report.holes.append(f"proofs: data/{entry['file']}, for {obligation}, is not beside the certificate")
                continue
            expect(hashlib.sha256(data).hexdigest() == sha, at, hashlib.sha256(data).hexdigest(), f"a file of the hash {sha}")
            within = {name: within[name] for name, _ in self.reduction.source.measures if name in within}
            box = box_text(within)
            try:
                steps = self.replay(unpacked(data, at), obligation, within, at)
            except (OutOfSteps, TooMuch) as much:
                why = str(much) or f"it takes more than {PROOF_WORK:,} steps together with those before it"
                self.report.holes.append(f"proofs: that of {obligation} for {box} was not replayed: {why}")
                continue
            self.shown.setdefault(obligation, []).append(within)
            said = f"{obligation}: all instances with {box} by a proof of {steps:,} steps about a formula made here"
            self.report.checked.append(said)

    def replay(self, proof: Sequence[Clause], obligation: str, within: Mapping[str, int], at: str) -> int:
        """Replay a proof and return the number of its steps.  Raises Invalid if it is wrong."""
        statement = Statement(self.reduction, obligation, within, self.caps, self.work)
        wrong = refuted_by(proof, statement, self.work)
        if wrong:
            raise Invalid(f"{at}: this is no proof of `{obligation}`: {wrong}")
        return len(proof)

    def holes(self, obligations: Sequence[Any]) -> Iterator[str]:
        """Yield what was settled by circuits, as the certificate says, and is not shown by a proof."""
        for o in obligations:
            name, said = o["obligation"], o["figures"].get("at once")
            if said is None or said["level"] != "bounded":
                continue
            within, shown_ = said["within"], self.shown.get(name, [])
            if not any(all(within.get(m, most + 1) <= most for m, most in box.items()) for box in shown_):
                proofs = " and ".join(f"is for {box_text(box)}" for box in shown_) or "about a formula made here is missing"
                yield f"encoder: {name} for all instances with {box_text(within)}: the proof {proofs}"


def box_text(within: Mapping[str, int]) -> str:
    """Return bounds of measures in words."""
    return ", ".join(f"{name} <= {most}" for name, most in within.items()) or "any measures"


def unpacked(data: bytes, where: str) -> list[Clause]:
    """Return the steps of a packed proof.  Raises Invalid if it is none, and TooMuch if it is too large."""
    reader = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=1 << 28)
    try:
        text = reader.decompress(data, max_length=MOST_PROOF + 1)
        if len(text) > MOST_PROOF:
            raise TooMuch(f"a proof of more than {MOST_PROOF:,} bytes")
        steps = [[*map(int, line.split())] for line in text.decode("ascii").splitlines()]
    except (lzma.LZMAError, ValueError, EOFError):
        raise Invalid(f"{where}: this is no packed proof") from None
    expect(reader.eof, where, "a part of a file", "a whole file")
    expect(all(step[-1:] == [0] and 0 not in step[:-1] for step in steps), where, "a line", "literals and a final 0 in each line")
    return [step[:-1] for step in steps]


def refuted_by(proof: Sequence[Clause], statement: Statement, work: Work) -> str:
    """Return why a proof does not show that a statement is never violated; empty if it does."""
    state = Propagation(statement.s.variables, statement.clauses(), work)
    for i, clause in enumerate(proof):
        if state.conflict is not None:
            break
        if any(abs(x) > state.variables for x in clause) or not state.follows([*dict.fromkeys(clause)]):
            return f"step {i + 1} of {len(proof)} does not follow"
    return "" if state.conflict is not None else f"its {len(proof)} steps do not end in a contradiction"


# ======================================================================================================================
# Chapter 11.  Pages: the core in readable form
# ======================================================================================================================


def type_text(type: Type) -> str:
    """Return a type as text."""
    match type[0]:
        case "label":
            return str(type[1])
        case "term":
            return f"<{', '.join(type[1])}>"
        case "set":
            return "set of labels" if type[2] else f"set of {type_text(type[1])}" + (f", within {type[3]}" if type[3] else "")
        case "edge":
            return f"edge of {type_text(type[1])}"
        case "seq":
            return f"seq of {type_text(type[1])}"
        case "map":
            keys = f"each {type[3]}" if type[3] else type_text(type[1])
            return f"map from {keys} to {type_text(type[2])}"
        case "tuple":
            return f"({', '.join(map(type_text, type[1]))})"
        case "record":
            return "{ " + ", ".join(f"{name} : {type_text(t)}" for name, t in type[1]) + " }"
        case "sum":
            return " | ".join(c + (f"({', '.join(map(type_text, ts))})" if ts else "") for c, ts in type[2])
    return str(type[0])


def value_text(value: Any, type: Type) -> str:
    """Return a value of a type of instances or witnesses as text; labels are numbers."""
    match type[0]:
        case "set" | "edge":
            return "{" + ", ".join(value_text(v, type[1]) for v in ordered(value)) + "}"
        case "seq":
            return "[" + ", ".join(value_text(v, type[1]) for v in value) + "]"
        case "map":
            return "{" + ", ".join(f"{value_text(k, type[1])} -> {value_text(value[k], type[2])}" for k in ordered(value)) + "}"
        case "tuple":
            return "(" + ", ".join(map(value_text, value, type[1])) + ")"
        case "record":
            return "{" + ", ".join(f"{n}: {value_text(v, t)}" for v, (n, t) in zip(value, type[1], strict=True)) + "}"
        case "sum":
            case, types = type[2][value[0]]
            return str(case) + (f"({', '.join(map(value_text, value[1:], types))})" if types else "")
        case "bool":
            return "true" if value else "false"
    return str(value)


INFIX = {
    "and": "and", "or": "or", "implies": "implies", "eq": "=", "lt": "<", "le": "<=", "in": "in", "subset": "subset of",
    "add": "+", "sub": "-", "mul": "*", "div": "/", "quotient": "div", "mod": "mod", "pow": "^", "range": "..", "at": "@",
    "union": "∪", "intersection": "∩", "difference": "∖", "concat": "++", "override": "<+",
}  # fmt: skip
LOOSE = ("every", "some", "the", "first", "if", "case", "fold", "not")  # put in parentheses inside others


def node_text(n: Node) -> str:
    """Return an expression as text; variables are x0, x1, ..."""

    def inner(a: Node) -> str:
        return f"({node_text(a)})" if a.op in INFIX or a.op in LOOSE else node_text(a)

    args = [inner(a) for a in n.args]
    each = ", ".join(step_text(s) for s in n.steps)
    match n.op:
        case "const":
            return {True: "true", False: "false"}[n.data] if isinstance(n.data, bool) else str(n.data)
        case "var":
            return f"x{n.data}"
        case "input" | "measure" | "global":
            return str(n.data)
        case "call" | "make":
            return f"{n.data}({', '.join(map(node_text, n.args))})" if n.args else f"{n.data}"
        case "not":
            return f"not {args[0]}"
        case "if":
            return f"if {args[0]} then {args[1]} else {args[2]}"
        case "case":
            names = [f"{c}({', '.join(f'x{v}' for v in vs)})" if vs else c for c, vs in n.data]
            return f"case {args[0]} of " + "; ".join(f"{c}: {b}" for c, b in zip(names, args[1:], strict=True))
        case "size":
            return f"|{node_text(n.args[0])}|"
        case "field":
            return f"{args[0]}.{n.data}" if n.args[0].op != "input" or n.args[0].data != "instance" else str(n.data)
        case "item":
            return f"{args[0]}.{n.data}"
        case "is":
            return f"({args[0]} is {n.data})"
        case "arg":
            return f"{args[0]}.{n.data[0]}[{n.data[1]}]"
        case "lookup":
            return f"{args[0]}[{node_text(n.args[1])}]"
        case "slice":
            return f"{args[0]}[{args[1]} .. {args[2]}]"
        case "set" | "edge":
            return "{" + ", ".join(map(node_text, n.args)) + "}"
        case "seq":
            return "[" + ", ".join(map(node_text, n.args)) + "]"
        case "tuple":
            return "(" + ", ".join(map(node_text, n.args)) + ")"
        case "record":
            return "{" + ", ".join(f"{name} = {node_text(a)}" for (name, _), a in zip(n.type[1], n.args, strict=True)) + "}"
        case "map":
            return "{" + ", ".join(f"{k} -> {v}" for k, v in zip(args[::2], args[1::2], strict=True)) + "}"
        case "collect_set":
            return f"{{ {node_text(n.args[0])} | {each} }}"
        case "collect_seq":
            return f"[ {node_text(n.args[0])} | {each} ]"
        case "collect_map":
            return f"{{ {args[0]} -> {args[1]} | {each} }}"
        case "every" | "some" | "count" | "the" | "first":
            text = f"{n.op} {each}: {node_text(n.args[0])}"
            return f"({text})" if n.op == "count" else text
        case "sum" | "product" | "least" | "greatest":
            word = {"least": "min", "greatest": "max"}.get(n.op, n.op)
            return f"{word}({node_text(n.args[0])} | {each})"
        case "fold":
            return f"fold x{n.data[0]} = {args[0]}; {each}: {node_text(n.args[1])}"
    return f" {INFIX[n.op]} ".join(args) if n.op in INFIX else f"{n.op}({', '.join(map(node_text, n.args))})"


def step_text(step: Any) -> str:
    """Return a generator of a comprehension as text."""
    kind, variables, node = step
    bound = " -> ".join(f"x{v}" for v in variables)
    return {"each": f"{bound} in ", "let": f"{bound} = ", "where": "where "}[kind] + node_text(node)


def space_text(space: Space) -> str:
    """Return a witness space as text."""
    of = "" if space.of is None else f" {node_text(space.of)}"
    if space.kind == "record":
        return "{ " + ", ".join(f"{name} : {space_text(p)}" for name, p in space.parts) + " }"
    if space.kind == "map":
        return f"map from each{of} to {space_text(space.parts[0][1])}"
    if space.kind in ("all", "unit"):
        return type_text(space.type) if space.kind == "all" else "none"
    return space.kind + {"choice": " from", "reals": " over"}.get(space.kind, " of") + of


def definitions_page(doc: Document) -> Iterator[str]:
    """Yield the lines of the definitions of a document."""
    for name, (params, body) in doc.functions.items():
        yield f"  where    {name}" + (f"({', '.join(f'x{v}' for v, _ in params)})" if params else "") + f" = {node_text(body)}"


def problem_page(problem: Problem) -> Iterator[str]:
    """Yield the lines of a problem."""
    yield f"problem {problem.name}"
    for i, (name, t) in enumerate(problem.instance[1]):
        yield f"  {'' if i else 'instance':8} {name} : {type_text(t)}"
    for word, nodes in (("valid", problem.valid), ("accepts", problem.accepts)):
        if word == "accepts":
            yield from (f"  measure  {name} = {node_text(n)}" for name, n in problem.measures)
            yield f"  witness  {', '.join(problem.witness_names) or '_'} : {space_text(problem.witness)}"
        yield from (f"  {'' if i else word:8} {node_text(n)}" for i, n in enumerate(nodes))
    yield from definitions_page(problem)


def reduction_page(reduction: Reduction) -> Iterator[str]:
    """Yield the lines of a reduction; names of fields stand for those of the source's instance."""
    yield f"reduction {reduction.name}"
    for name, (_, types) in reduction.constructors.items():
        yield f"  label    {name}({', '.join(map(type_text, types))})"
    image = reduction.image
    fields = list(zip(image.type[1], image.args, strict=True)) if image.op == "record" else [(("image", image.type), image)]
    for i, ((name, _), n) in enumerate(fields):
        yield f"  {'' if i else 'target':8} {name} = {node_text(n)}"
    yield f"  forward  {node_text(reduction.forward)}"
    yield f"  backward {node_text(reduction.backward)}"
    for c in reduction.claims:
        left = f"target.{c.left} {c.relation} " if c.left else "" if c.kind == "parsimonious" else "#target = "
        condition = f" where {node_text(c.when)}" if c.when is not None else ""
        yield f"  claim    {left}{node_text(c.right) if c.right is not None else c.kind}{condition}"
    yield from definitions_page(reduction)


# ======================================================================================================================
# Chapter 12.  The certificate
# ======================================================================================================================

LEVELS = ("refuted", "unknown", "sampled", "solver-says", "exhausted", "bounded", "proved")
EVIDENCE = "verdict obligations region claims bounds strength far counterexample holes"


class Report:
    """What a check of a certificate found.  `folder` is where the certificate stands; its proofs are in `data` there."""

    def __init__(self, subject: str, folder: str | None = None) -> None:
        self.subject, self.folder, self.verdict, self.wrong = subject, folder, "valid", ""
        self.checked: list[str] = []
        self.holes: list[str] = []

    def json(self) -> dict[str, Any]:
        """Return the report for --json."""
        return {
            "subject": self.subject,
            "verdict": self.verdict,
            "wrong": self.wrong,
            "checked": self.checked,
            "holes": self.holes,
        }

    def lines(self) -> Iterator[str]:
        """Yield the lines of the report."""
        yield clean(f"{self.subject}  {self.verdict}" + (f": {self.wrong}" if self.wrong else ""))
        yield from (clean(f"  {line}") for line in self.checked)
        yield from (clean(f"  hole: {line}") for line in self.holes)


def overall(obligations: Iterable[tuple[str, str]]) -> str:
    """Return the verdict that follows from those on the obligations: the weakest one.

    `agreement` counts only if it is refuted, or unknown: then one of the two answers never occurred, and runs decide nothing.
    """
    found = list(obligations)
    weakest = min((v for o, v in found if o != "agreement" or v == "refuted"), key=LEVELS.index)
    one_sided = any(o == "agreement" and v == "unknown" for o, v in found)
    return "unknown" if one_sided and weakest not in ("refuted", "proved") else weakest


def check_certificate(doc: Any, budget: int, only: Mapping[str, int], folder: str | None = None) -> Report:
    """Check a certificate and return the report.  Raises BadInput if the document is none.

    `folder`: the folder in which it stands; proofs are in the folder `data` there.
    """
    if not isinstance(doc, dict) or "certificate" not in doc:
        raise BadInput("this is no certificate: there is no entry `certificate`")
    if doc["certificate"] != 1:
        raise BadInput(f"version {shown(doc['certificate'])} of certificates; this checker reads version 1")
    report = Report(shown(doc.get("subject"))[1:-1], folder)
    try:
        check_body(doc, "", report, budget, only)
    except Invalid as wrong:
        report.verdict, report.wrong = "invalid", str(wrong)
    except (TooMuch, RecursionError) as much:
        report.verdict, report.wrong = "unchecked", str(much) or "the document is nested too deeply"
    report.holes = [*dict.fromkeys(report.holes)]
    if report.verdict == "valid" and report.holes:
        report.verdict = "valid with holes"
    return report


def check_body(doc: Any, where: str, report: Report, budget: int, only: Mapping[str, int]) -> None:
    """Check a certificate, or an edge of a chain."""
    kind = doc.get("kind") if isinstance(doc, dict) else None
    expect(kind in ("reduction", "problem", "chain"), f"{where}.kind", kind, "reduction, problem or chain")
    content = "edges" if kind == "chain" else "core"
    an_object(doc, where, f"certificate kind subject {content} core_hash evidence proofs made hash", "" if where else "apart")
    own = digest({k: v for k, v in doc.items() if k not in ("hash", "apart")})
    expect(doc["hash"] == own, f"{where}.hash", doc["hash"], f"the hash {own} of the other entries")
    expect(a_number(doc["certificate"], f"{where}.certificate") == 1, f"{where}.certificate", doc["certificate"], "version 1")
    made = an_object(doc["made"], f"{where}.made", "command certify core costs")
    expect(made["core"] == 1, f"{where}.made.core", made["core"], "version 1 of the core form")
    expect(made["costs"] == 1, f"{where}.made.costs", made["costs"], "version 1 of the table of costs")
    work = Work(budget)
    if kind == "chain":
        reductions = chain_of(doc, where, report, budget, only, work)
        found = hashlib.sha256("".join(edge["core_hash"] for edge in doc["edges"]).encode()).hexdigest()
    else:
        found = digest(doc["core"])
        reductions = [Reduction(doc["core"], f"{where}.core", work)] if kind == "reduction" else []
    expect(doc["core_hash"] == found, f"{where}.core_hash", doc["core_hash"], f"the hash {found} of the {content}")
    source = reductions[0].source if reductions else Problem(doc["core"], f"{where}.core", work)
    derivations = [(doc["evidence"], f"{where}.evidence")] if kind == "reduction" else []
    if kind == "chain":
        derivations = [(edge["evidence"], f"{where}.edges[{i}].evidence") for i, edge in enumerate(doc["edges"])]
    bounds = [(e.get("bounds"), f"{at}.bounds") for e, at in derivations if isinstance(e, dict) and e.get("bounds")]
    name = source.name if not reductions else reductions[0].name if len(reductions) == 1 else ""
    name = name or " -> ".join([source.name, *(r.target.name for r in reductions)])
    expect(doc["subject"] == name, f"{where}.subject", doc["subject"], name)
    region = check_evidence(doc["evidence"], f"{where}.evidence", source, reductions, report, work, only, bounds)
    proofs = a_list(doc.get("proofs", []), f"{where}.proofs")
    expect(not proofs or kind == "reduction", f"{where}.proofs", len(proofs), "proofs of a single reduction only")
    if region is not None and kind == "reduction":
        read = Proofs(reductions[0], region.caps, report, budget)
        read.read(proofs, f"{where}.proofs")
        report.holes += read.holes(doc["evidence"]["obligations"])


def chain_of(doc: Any, where: str, report: Report, budget: int, only: Mapping[str, int], work: Work) -> list[Reduction]:
    """Check the edges of a chain, each as a certificate; each must begin at the problem at which the one before it ends."""
    edges = a_list(doc["edges"], f"{where}.edges")
    expect(len(edges) > 1, f"{where}.edges", len(edges), "two edges or more")
    for i, edge in enumerate(edges):
        at = f"{where}.edges[{i}]"
        expect(isinstance(edge, dict) and edge.get("kind") == "reduction", at, edge, "a certificate of a reduction")
        inner = Report(shown(edge.get("subject"))[1:-1], report.folder)
        check_body(edge, at, inner, budget // (len(edges) + 1), {})
        report.checked += [f"{inner.subject}: {line}" for line in inner.checked]
        if inner.verdict == "unchecked":
            report.holes.append(f"edges: {inner.subject} is unchecked: {inner.wrong}")
        common = ("front end", "for all sizes")
        report.holes += [f"{inner.subject}: {hole}" if not hole.startswith(common) else hole for hole in inner.holes]
        if i and canonical(edge["core"]["source"]) != canonical(edges[i - 1]["core"]["target"]):
            raise Invalid(
                f"{at}.core.source: this is another problem than edges[{i - 1}].core.target, at which the edge before ends"
            )
    return [Reduction(edge["core"], f"{where}.edges[{i}].core", work) for i, edge in enumerate(edges)]


TOLD = {
    "figures": "figures of its runs", "claims": "what was seen of the claims", "strength": "mutants", "far": "larger instances",
    "holes": "its own holes", "complete": "whether the region is all that was asked for",
    "counterexample": "the witness of the counterexample",
}  # fmt: skip


def check_evidence(
    doc: Any,
    where: str,
    source: Problem,
    reductions: list[Reduction],
    report: Report,
    work: Work,
    only: Mapping[str, int],
    derivations: Sequence[tuple[Any, str]] = (),
) -> RegionRun | None:
    """Check the evidence: the verdict that follows from the obligations, and the region, on which all obligations are tested.

    Return the run of the region; None if an obligation is refuted.
    """
    an_object(doc, where, "verdict obligations region bounds told", "counterexample")
    an_object(doc["bounds"], f"{where}.bounds", "", "instance lines sizes times values claims" if len(reductions) == 1 else "")
    told = an_object(doc["told"], f"{where}.told", "", " ".join(TOLD))
    region = RegionRun(doc["region"], f"{where}.region", source, Examiner(source, reductions), work, only)
    given, settled = obligations_of(doc["obligations"], f"{where}.obligations", source, reductions)
    check_levels(given, settled, f"{where}.obligations", reductions, region)
    verdict = overall(given.items())
    expect(doc["verdict"] == verdict, f"{where}.verdict", doc["verdict"], f"{verdict}, which follows from the obligations")
    refuted = next((o for o, v in given.items() if v == "refuted"), "")
    expect(bool(refuted) == ("counterexample" in doc), where, sorted(doc), "a counterexample if an obligation is refuted")
    if refuted:
        check_counterexample(doc["counterexample"], f"{where}.counterexample", refuted, region, report)
    try:
        region.go()
    except Refuted as failure:
        if failure.obligation != refuted:
            raise Invalid(f"{where}: `{failure.obligation}` fails: {failure}") from None
    if not region.run and not region.finished:
        report.verdict, report.wrong = "unchecked", "no instance could be run within the steps that are allowed"
    compared = region.compare_all()
    report.checked.append(region.reach())
    report.checked.append(f"the counts of {compared:,} of {len(region.shapes):,} shapes are right")
    report.holes += holes(given, settled, region)
    stated = {o["obligation"]: o for o in doc["obligations"]}
    if reductions and len(derivations) == len(reductions):
        check_bounds(derivations, reductions, stated, f"{where}.obligations", report)
    elif any(o["figures"].get("bounds") or o["verdict"] == "proved" for n, o in stated.items() if n in ("sizes", "time")):
        report.holes.append("bounds: that sizes and times are as derived")
    if told:
        report.holes.append(f"told by the engine: {', '.join(TOLD[name] for name in TOLD if name in told)}")
    return None if refuted else region


def obligations_of(
    doc: Any, where: str, source: Problem, reductions: Sequence[Reduction]
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the verdicts on the obligations, and what is settled for many instances at once: by obligation, words and level."""
    given: dict[str, str] = {}
    settled: dict[str, dict[str, str]] = {}
    claims = {c.kind for r in reductions if len(reductions) == 1 for c in r.claims if c.kind in ("parsimonious", "counts")}
    needed = {"well-formed", "agreement"} | ({"forward", "backward", "sizes", "time"} | claims if reductions else set())
    for i, o in enumerate(a_list(doc, where)):
        at = f"{where}[{i}]"
        an_object(o, at, "obligation verdict says figures")
        name = a_text(o["obligation"], at)
        expect(o["verdict"] in LEVELS, f"{at}.verdict", o["verdict"], f"one of {', '.join(LEVELS)}")
        expect(name not in given, at, name, "an obligation, once")
        expect(name in needed or (not reductions and name.startswith("solver ")), at, name, f"one of {', '.join(sorted(needed))}")
        given[name], settled[name] = o["verdict"], {}
        circuits = "at once any numbers" if len(reductions) == 1 and name in BY_CIRCUITS else ""
        may = {*(["at once", "any numbers"] if circuits else []), *(["bounds"] if name in ("sizes", "time") else [])}
        figures = o["figures"]
        expect(isinstance(figures, dict) and figures.keys() <= may, f"{at}.figures", figures, f"some of {sorted(may)}")
        for how in figures.keys() - {"bounds"}:
            said = an_object(figures[how], f"{at}.figures.{how}", "level within")
            expect(said["level"] in LEVELS[1:-1], f"{at}.figures.{how}.level", said["level"], "a level of evidence")
            bounds = bounds_of(said["within"], f"{at}.figures.{how}.within", source)
            within = ", ".join(f"{n} <= {most}" for n, most in bounds.items()) + (", whatever their numbers" * (how != "at once"))
            settled[name][within] = said["level"]
    expect(needed <= given.keys(), where, sorted(given), f"the obligations {', '.join(sorted(needed))}")
    expect(sum(v == "refuted" for v in given.values()) < 2, where, given, "one obligation that is refuted, at most")
    return given, settled


BY_CIRCUITS = ("well-formed", "forward", "backward", "parsimonious")


def check_levels(
    given: Mapping[str, str],
    settled: Mapping[str, Mapping[str, str]],
    where: str,
    reductions: Sequence[Reduction],
    region: RegionRun,
) -> None:
    """Raise Invalid if the certificate holds nothing from which the verdict on an obligation could follow."""
    identities = len(reductions) == 1 and is_restriction(reductions[0])
    reals = bool(reductions) and "reals" in kinds_of(reductions[-1].target.witness)
    levels = {level for levels in settled.values() for level in levels.values()}
    for name, verdict in given.items():
        may = {"refuted", "unknown", "sampled", "exhausted"} if region.shapes else {"refuted", "unknown"}
        if name in ("sizes", "time"):
            may = {"unknown", "proved"} if name == "time" else {"refuted", "unknown", "sampled", "exhausted", "proved"}
        else:
            may |= levels if name == "agreement" else set(settled[name].values())
            may |= {"proved"} if identities and name in ("forward", "backward", "parsimonious") else set()
            may |= {"solver-says"} if reals and name not in ("well-formed", "forward") else set()
        expected = f"one of {', '.join(v for v in LEVELS if v in may)}, since nothing here shows more"
        expect(verdict in may, f"{where}: {name}", verdict, expected)


def kinds_of(space: Space) -> set[str]:
    """Return the kinds of a witness space and of its parts."""
    return {space.kind}.union(*(kinds_of(part) for _, part in space.parts))


def is_restriction(reduction: Reduction) -> bool:
    """Return whether all maps are identities, and the source is the target with more conditions: then the maps are right."""

    def bare(doc: Any) -> Any:
        """Return a document without the numbers of its obligations."""
        if isinstance(doc, list):
            return [*map(bare, doc)]
        return {k: bare(v) for k, v in doc.items() if k != "need"} if isinstance(doc, dict) else doc

    source, target = bare(reduction.source.doc), bare(reduction.target.doc)
    inputs = [(n.op, n.data) for n in (reduction.image, reduction.forward, reduction.backward)]
    alike = all(canonical(source[k]) == canonical(target[k]) for k in ("instance", "witness", "accepts", "functions"))
    conditions = {*map(canonical, source["valid"])}
    identities = inputs == [("input", "instance"), ("input", "witness"), ("input", "witness")]
    return identities and alike and all(canonical(condition) in conditions for condition in target["valid"])


def check_counterexample(doc: Any, where: str, obligation: str, region: RegionRun, report: Report) -> None:
    """Check that an obligation fails on the instance that the certificate gives."""
    an_object(doc, where, "obligation instance")
    expect(doc["obligation"] == obligation, f"{where}.obligation", doc["obligation"], f"{obligation}, which is refuted")
    examiner, problem = region.examiner, region.problem
    x = read_instance(problem, doc["instance"], f"{where}.instance")
    try:
        valid = examiner.evaluated("well-formed", "`valid`", examiner.source.valid.holds, x)
        expect(valid, f"{where}.instance", doc["instance"], f"a valid instance of {problem.name}")
        examiner.examine(x, examiner.evaluated("well-formed", "a measure", examiner.source.measures, x))
    except Refuted as failure:
        expect(failure.obligation == obligation, where, obligation, f"`{failure.obligation}`, which fails: {failure}")
        report.checked.append(f"`{obligation}` fails on the counterexample: {failure}")
        return
    except (TooMuch, OutOfSteps):
        report.holes.append("counterexample: it takes too many steps")
        return
    if obligation in given_by_runs(examiner):
        raise Invalid(f"{where}: `{obligation}` does not fail on this instance")
    report.holes.append(f"counterexample: whether `{obligation}` fails on it was not tested")
    examiner.not_run = dict.fromkeys(examiner.not_run, 0)


def given_by_runs(examiner: Examiner) -> set[str]:
    """Return the obligations that the last instance was tested for, in full."""
    tested = {"well-formed", "sizes"} | {name for name, number in examiner.not_run.items() if not number}
    return tested if any(examiner.not_run.values()) else tested | {"parsimonious", "counts"}


def read_instance(problem: Problem, doc: Any, where: str) -> Any:
    """Read an instance that is written as in files: a home lists the names of its labels, elsewhere a label is its name."""
    names: dict[str, list[str]] = {}

    def homes(t: Type, doc: Any, path: str, at: str) -> None:
        fields = an_object(doc, at, " ".join(name for name, _ in t[1]))
        for name, field in t[1]:
            inner = f"{path}.{name}" if path else name
            if field[0] == "record":
                homes(field, fields[name], inner, f"{at}.{name}")
            elif field[0] == "set" and field[2]:
                names[inner] = [a_text(n, f"{at}.{name}") for n in a_list(fields[name], f"{at}.{name}")]
                different(names[inner], f"{at}.{name}")

    def key(t: Type, text: str, at: str) -> Any:
        """Read a key of an object, which is a text whatever its type."""
        if t[0] in SORTS:
            whole = text.removeprefix("-").isdecimal() and len(text) <= MOST_DIGITS
            return value(t, int(text) if whole else text, at)
        return value(t, {"true": True, "false": False}.get(text, text) if t == BOOL else text, at)

    def value(t: Type, doc: Any, at: str) -> Any:
        match t[0]:
            case "bool":
                expect(isinstance(doc, bool), at, doc, "true or false")
                return doc
            case "rat" if isinstance(doc, str):
                found = fraction(doc)
                expect(found is not None, at, doc, "a fraction")
                return norm(found or 0)
            case "nat" | "int" | "rat":
                return a_number(doc, at, 0 if t == NAT else None)
            case "label":
                known = names.get(t[1], [])
                expect(isinstance(doc, str) and doc in known, at, doc, f"a name of {t[1]}")
                return known.index(doc)
            case "set" if t[2]:
                return frozenset(range(len(a_list(doc, at))))
            case "set" | "edge" | "seq":
                items = [value(t[1], d, f"{at}[{i}]") for i, d in enumerate(a_list(doc, at))]
                if t[0] == "seq":
                    return tuple(items)
                different(items, at)
                return frozenset(items)
            case "tuple":
                return tuple(value(part, d, at) for part, d in zip(t[1], a_list(doc, at, len(t[1])), strict=True))
            case "record":
                fields = an_object(doc, at, " ".join(name for name, _ in t[1]))
                return tuple(value(field, fields[name], f"{at}.{name}") for name, field in t[1])
            case "map":
                if isinstance(doc, dict):
                    entries = [(key(t[1], k, at), value(t[2], v, f"{at}.{k}")) for k, v in doc.items()]
                else:
                    pairs = [a_list(pair, at, 2) for pair in a_list(doc, at)]
                    entries = [(value(t[1], k, at), value(t[2], v, at)) for k, v in pairs]
                different([k for k, _ in entries], at)
                return Map(entries)
            case "sum":
                name = doc if isinstance(doc, str) else next(iter(doc)) if isinstance(doc, dict) and len(doc) == 1 else None
                index = next((i for i, (case, _) in enumerate(t[2]) if case == name), None)
                expect(index is not None, at, doc, f"one of the cases {', '.join(case for case, _ in t[2])}")
                types = t[2][index][1]
                given = [] if isinstance(doc, str) else [doc[name]] if len(types) == 1 else a_list(doc[name], at)
                expect(len(given) == len(types), at, doc, f"{len(types)} arguments")
                return (index, *(value(part, d, at) for part, d in zip(types, given, strict=True)))
        raise Invalid(f"{at}: a type that instances have not")

    homes(problem.instance, doc, "", where)
    x = value(problem.instance, doc, where)
    wrong = well_typed(problem, x)
    expect(not wrong, where, doc, f"an instance of {problem.name}: {wrong}")
    return x


def holes(given: Mapping[str, str], settled: Mapping[str, Mapping[str, str]], region: RegionRun) -> Iterator[str]:
    """Yield what a certificate claims and this program did not check."""
    yield "front end: that the core means what the text says"
    if overall(given.items()) not in ("proved", "refuted"):
        yield "for all sizes: what is not proved was checked on the region only"
    if not region.finished or region.only:
        yield f"region: the rest of it was not run; {region.reach()}"
    yes, instances = sum(s.counts.yes or 0 for s in region.shapes), sum(s.counts.instances for s in region.shapes)
    if yes in (0, instances) and overall(given.items()) not in ("unknown", "refuted"):
        yield "answers: all instances of the region have the same answer, so that they decide little"
    if region.skipped:
        yield f"region: {region.skipped} instances take too many steps"
    for name, number in region.examiner.not_run.items():
        if number:
            yield f"{name}: on {number} instances a witness space is too large to be enumerated"
    if region.uncounted:
        yield f"counts: of {region.uncounted} shapes, not all were made, as witness spaces are too large"
    for name, verdict in given.items():
        if name.startswith("solver ") or (name == "agreement" and not region.examiner.runs):
            yield f"{name}: that the engine finds the same witnesses in two ways ({verdict})"
        for within, level in settled[name].items():
            if level != "bounded":  # what is bounded is a matter of the proofs beside the certificate
                yield f"encoder: {name} for all instances with {within} ({level})"
    if "solver-says" in given.values():
        yield "solver: what z3 says without a proof"


def clean(line: str) -> str:
    """Return a line with what a terminal would not print as it is, such as control characters, in escapes."""
    return line if line.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


# ======================================================================================================================
# Chapter 13.  The command
# ======================================================================================================================


def show(doc: Any) -> Iterator[str]:
    """Yield the lines of the page of a certificate's core.  Raises Invalid if the core is malformed."""
    work = Work(1)
    expect(isinstance(doc, dict), "", doc, "a certificate")
    edges = (
        [e.get("core") if isinstance(e, dict) else None for e in doc.get("edges", [])]
        if doc.get("kind") == "chain"
        else [doc.get("core")]
    )
    for i, core in enumerate(edges):
        if not isinstance(core, dict) or "reduction" not in core:
            expect(isinstance(core, dict), ".core", core, "a core document")
            yield from map(clean, problem_page(Problem(core, ".core", work)))
            continue
        reduction = Reduction(core, ".core", work)
        for page in ([problem_page(reduction.source)] if i == 0 else []) + [
            problem_page(reduction.target),
            reduction_page(reduction),
        ]:
            yield from map(clean, page)
            yield ""


def bounds(text: str) -> dict[str, int]:
    """Return the bounds that are written as n=3,m=2."""
    found = {}
    for part in text.split(","):
        name, sign, value = part.partition("=")
        if not sign or not value.strip().isdigit():
            raise argparse.ArgumentTypeError(f"{part!r}: write NAME=NUMBER")
        found[name.strip()] = int(value)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the files of a command line, print the reports, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--show", action="store_true", help="print the core as a page instead")
    parser.add_argument("--budget", type=int, default=BUDGET, help=f"the most steps for one file (default {BUDGET:,})")
    parser.add_argument("--within", type=bounds, default={}, help="check the instances within these measures only: n=3,m=2")
    parser.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args(arguments)
    sys.setrecursionlimit(20_000)
    codes, reports = [], []
    for name in chosen.files:
        try:
            with open(name, "rb") as file:
                doc = parse(file.read(MOST_BYTES + 1))
            if chosen.show:
                print("\n".join(show(doc)))
                continue
            report = check_certificate(doc, chosen.budget, chosen.within, os.path.dirname(name))
        except (BadInput, OSError, RecursionError) as error:
            print(clean(f"{name}: {error}"), file=sys.stderr)
            codes.append(2)
            continue
        except Invalid as error:
            print(clean(f"{name}: {error}"), file=sys.stderr)
            codes.append(1)
            continue
        reports.append({"file": name, **report.json()})
        codes.append({"invalid": 1, "unchecked": 3}.get(report.verdict, 0))
        if not chosen.json:
            print("\n".join(report.lines()))
    if chosen.json and not chosen.show:
        print(json.dumps(reports, indent=2, ensure_ascii=False))
    return max(codes, key=(0, 3, 1, 2).index, default=0)


if __name__ == "__main__":
    sys.exit(main())
