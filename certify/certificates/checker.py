"""Check certificates of certify, all in one file because a stranger needs nothing but it and Python (3.11 or later).

    python checker.py FILE... [--show] [--budget STEPS] [--within n=3,m=2] [--json]

A certificate holds the core documents of two problems and a reduction (or of one problem, or of a chain of reductions), and what
an audit says about them.  This program believes nothing of it.  It reads and types the core documents, makes all instances of
the region and all members of their witness spaces anew, with an enumerator and an interpreter of its own, tests every obligation
on them and compares every count.  `docs/core.md` is the specification of the core, `docs/certificates.md` that of the file.

The verdict is `valid`, `valid with holes` (which are named), or `invalid` (with the first thing that is wrong, and where).  Exit
codes: 0 valid, 1 invalid, 2 no certificate, 3 nothing could be checked within the budget.

The chapters: 1 documents, 2 types, 3 values and evaluation, 4 witness spaces, 5 instances, 6 the boundary of a reduction, 7 the
obligations, 8 the region's figures, 9 bounds, 10 all instances at once; proofs for all sizes: 11 terms and formulas, 12 values,
13 from expressions to formulas, 14 statements, 15 lemmas and steps; 16 pages, 17 the certificate, 18 the command.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import lzma
import math
import os
import re
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from copy import copy
from fractions import Fraction
from functools import lru_cache, partial, reduce
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, islice, pairwise, permutations, product, takewhile
from itertools import count as counting
from operator import is_
from typing import Any, NamedTuple, NoReturn

# ======================================================================================================================
# Chapter 1.  Documents
# ======================================================================================================================

MOST_BYTES = 1 << 26  # of a file
MOST_DEPTH = 400  # of brackets in a file
MOST_DIGITS = 4000  # of a number in a file
BITS = 1 << 17  # of a number that is computed
ITEMS = 1 << 18  # of a collection that is computed
STEPS = 1 << 22  # of one evaluation
BUDGET = 3_000_000  # steps for one certificate, some twenty seconds, unless --budget says otherwise
MEMBERS = 1 << 16  # of a witness space that is enumerated


class BadInput(Exception):
    """The file is no certificate at all."""


class Invalid(Exception):
    """The certificate is wrong; the text says where and why."""


class TooMuch(Exception):
    """Something takes more steps, bits or items than are allowed."""


class OutOfSteps(Exception):
    """The steps that were allowed are taken."""


class Undefined(Exception):
    """A partial operation is evaluated where it is undefined."""


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


def parse(data: bytes) -> Any:
    """Return the JSON value that is written in a file.  Raises BadInput for everything that a certificate may not contain."""
    if len(data) > MOST_BYTES:
        raise BadInput(f"{len(data)} bytes; a certificate has at most {MOST_BYTES}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start} is not UTF-8") from None
    depth = 0
    for bracket in re.findall(r"[][{}]", re.sub(r'"[^"]*"?', "", re.sub(r"\\.", "", text, flags=re.DOTALL))):  # outside of texts
        depth += 1 if bracket in "[{" else -1
        if depth > MOST_DEPTH:
            raise BadInput(f"brackets are nested deeper than {MOST_DEPTH}")

    def entries(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise BadInput(f"an entry occurs twice in one object, whose entries are {shown([k for k, _ in pairs])}")
        return dict(pairs)

    def whole(digits: str) -> int:
        if len(digits) > MOST_DIGITS:
            raise BadInput(f"a number of {len(digits)} digits; at most {MOST_DIGITS} are read")
        return int(digits)

    def no_number(name: str) -> NoReturn:
        raise BadInput(f"{name} is no number of JSON")

    try:
        value = json.loads(text, object_pairs_hook=entries, parse_int=whole, parse_constant=no_number)
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
        raise Invalid(f"{where or 'the file'}: found {shown(found)}, expected {expected}")


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
    expect(type(value) is int, where, value, "a whole number")
    expect(least is None or value >= least, where, value, f"a number of at least {least}")
    return int(value)


def a_version(value: Any, where: str, of: str) -> None:
    """Raise Invalid unless a document has version 1 of something: neither true nor 1.0."""
    expect(a_number(value, where) == 1, where, value, f"version 1 of {of}")


def numbers(value: Any, where: str) -> dict[str, int]:
    """Return a JSON object of natural numbers."""
    expect(isinstance(value, dict), where, value, "an object of names and numbers")
    return {name: a_number(n, f"{where}.{name}") for name, n in value.items()}


def all_of(doc: Any, where: str, read: Callable[[Any, str], Any]) -> tuple[Any, ...]:
    """Read a list, each item by `read`."""
    return tuple(read(part, f"{where}[{i}]") for i, part in enumerate(a_list(doc, where)))


def different(names: Sequence[Any], where: str) -> None:
    """Raise Invalid if a name occurs twice."""
    expect(len(set(names)) == len(names), where, list(names), "different names")


def a_name(value: Any, where: str) -> str:
    """Return a name as texts of the language have it.  Others could make two paths, or two symbols, one."""
    expect(re.fullmatch(r"[^\W\d]\w*'*", a_text(value, where)) is not None, where, value, "a name")
    return str(value)


def read_named(doc: Any, where: str, read: Callable[[Any, str], Any], name_of: Any = a_name) -> tuple[tuple[str, Any], ...]:
    """Read a list of pairs of a name and something else; the names are different."""

    def pair(part: Any, at: str) -> tuple[str, Any]:
        name, value = a_list(part, at, 2)
        return name_of(name, at), read(value, f"{at}[1]")

    found = all_of(doc, where, pair)
    different([name for name, _ in found], where)
    return found


def words(text: str) -> set[str]:
    """Return the words of a text."""
    return set(text.split())


# Types are tuples: the word of the docs, then the parts.  ("set", item, home, within), ("map", key, value, domain),
# ("record", ((name, type), ...)), ("sum", name, ((case, (type, ...)), ...)), ("label", home), ("term", (constructor, ...)), ...
Type = tuple[Any, ...]
BOOL, NAT, INT, RAT, NEVER, UNIT = ("bool",), ("nat",), ("int",), ("rat",), ("never",), ("tuple", ())
SORTS = ("nat", "int", "rat")
FORMS = {
    "set": "home within",
    "map": "domain",
    "sum": "cases",
    **dict.fromkeys(("label", "term", "edge", "seq", "tuple", "record"), ""),
}


def read_type(doc: Any, where: str) -> Type:
    """Read a type."""
    if isinstance(doc, str):
        expect(doc in {"bool", "never", *SORTS}, where, doc, "a type")
        return (doc,)
    word = next((form for form in FORMS if isinstance(doc, dict) and form in doc), "")
    expect(bool(word), where, doc, "a type")
    part, at, paths = an_object(doc, where, word, FORMS[word])[word], f"{where}.{word}", FORMS[word].split()
    match word:
        case "label":
            return (word, a_text(part, at))
        case "term":
            names = all_of(part, at, a_text)
            different(names, at)
            return (word, names)
        case "map":
            a_list(part, at, 2)
            return (word, *all_of(part, at, read_type), a_text(doc.get("domain", ""), where))
        case "tuple":
            return (word, all_of(part, at, read_type))
        case "record":
            return (word, read_named(part, at, read_type))
        case "sum":
            cases = read_named(doc.get("cases"), f"{where}.cases", lambda types, there: all_of(types, there, read_type))
            expect(bool(cases), where, doc, "a sum type with a case")
            return (word, a_text(part, at), cases)
    return (word, read_type(part, at), *(a_text(doc.get(key, ""), where) for key in paths))


class Node:
    """An expression.  `steps` are triples of a kind, variables and a node; `where` is its place in the document."""

    __slots__ = ("args", "data", "heavy", "meaning", "need", "op", "ready", "rule", "steps", "type", "where")

    def __init__(self, doc: Any, where: str) -> None:
        an_object(doc, where, "op type", "data steps args need")
        self.where, self.op = where, a_text(doc["op"], f"{where}.op")
        expect(self.op in ARITY, f"{where}.op", self.op, "an operation of docs/core.md")
        self.type = read_type(doc["type"], f"{where}.type")
        self.data: Any = doc.get("data")
        self.need = None if "need" not in doc else a_number(doc["need"], f"{where}.need")
        self.args: list[Node] = [*all_of(doc.get("args", []), f"{where}.args", Node)]
        self.steps: list[Any] = [*all_of(doc.get("steps", []), f"{where}.steps", read_step)]
        self.ready: Any = None  # what `prepared` makes of the data
        self.heavy: slice | None = None  # the operands that may be large, and are hashed or compared
        usual = Interpreter.gathered if self.op in COMPREHENSIONS else Interpreter.applied
        self.rule: Callable[[Interpreter, Node, Frame], Any] = CONTROL.get(self.op, usual)  # what evaluates it
        self.meaning: Callable[..., Any] = OPERATIONS[self.op][1] if self.op in OPERATIONS else usual
        least, most = ARITY[self.op]
        expect(least <= len(self.args) <= most, where, len(self.args), f"the operands of {self.op}")
        expect(not self.steps or self.op in COMPREHENSIONS, where, self.op, "steps in comprehensions only")

    def walk(self) -> Iterator[Node]:
        """Yield this node and all nodes in it."""
        yield self
        for part in [*(node for _, _, node in self.steps), *self.args]:
            yield from part.walk()


def read_step(doc: Any, where: str) -> tuple[str, list[int], Node]:
    """Read a step of a comprehension."""
    kind, variables, node = a_list(doc, where, 3)
    many = {"each": (1, 2), "let": (1,), "where": (0,)}.get(kind if isinstance(kind, str) else "", ())
    expect(len(a_list(variables, where)) in many, where, doc, "each, let or where with its variables")
    return kind, [a_number(v, where) for v in variables], Node(node, f"{where}[2]")


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
        expect(self.kind in (*SPACES, "map", "record"), f"{where}.space", self.kind, "a kind of witness space")
        self.type = read_type(doc["type"], f"{where}.type")
        self.of = Node(doc["of"], f"{where}.of") if "of" in doc else None
        self.parts = read_named(doc.get("parts", []), f"{where}.parts", Space, a_text if self.kind == "map" else a_name)
        expect((self.of is None) == (self.kind in ("record", "all", "unit")), where, self.kind, "`of` where the kind has one")
        expect(bool(self.parts) == (self.kind in ("record", "map")), where, self.kind, "`parts` for record and map")
        expect(self.kind != "map" or len(self.parts) == 1, where, self.kind, "one part of a map")

    def nodes(self) -> Iterator[Node]:
        """Yield the expressions that the space is made of."""
        yield from [] if self.of is None else [self.of]
        for _, part in self.parts:
            yield from part.nodes()


class Document:
    """What the expressions of a problem, or of a reduction itself, refer to: inputs, definitions, constructors, obligations."""

    def __init__(self, doc: Any, where: str, keys: str, work: Work, optional: str = "") -> None:
        an_object(doc, where, f"core functions obligations {keys}", optional)
        self.doc, self.work = doc, work
        a_version(doc["core"], f"{where}.core", "the core form")
        self.inputs: dict[str, Type] = {}
        self.measured: set[str] = set()
        self.functions: dict[str, tuple[list[tuple[int, Type]], Node]] = {}
        self.constructors: dict[str, tuple[int, Sequence[Type]]] = {}
        for i, f in enumerate(a_list(doc["functions"], f"{where}.functions")):
            at = f"{where}.functions[{i}]"
            name = a_text(an_object(f, at, "name params body")["name"], f"{at}.name")
            pairs = [a_list(p, f"{at}.params", 2) for p in a_list(f["params"], f"{at}.params")]
            params = [(a_number(v, f"{at}.params"), read_type(t, f"{at}.params")) for v, t in pairs]
            different([v for v, _ in params], f"{at}.params")
            expect(name not in self.functions, at, name, "a name that is not used yet")
            self.functions[name] = params, Node(f["body"], f"{at}.body")
        self.obligations: dict[int, str] = {}
        for i, o in enumerate(a_list(doc["obligations"], f"{where}.obligations")):
            at = f"{where}.obligations[{i}]"
            number = a_number(an_object(o, at, "id says")["id"], at)
            expect(number not in self.obligations, at, number, "a number that is not used yet")
            self.obligations[number] = a_text(o["says"], at)

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
        keys = "problem instance valid measures fixing witness witness_names accepts"
        super().__init__(doc, where, keys, work, "minimises maximises")
        self.name, self.instance = a_text(doc["problem"], f"{where}.problem"), read_type(doc["instance"], f"{where}.instance")
        expect(self.instance[0] == "record", f"{where}.instance", doc["instance"], "a record type")
        self.leaves = dict(leaves_of(self.instance))
        self.monotone_in = self.read_optimum(where)
        self.valid = [*all_of(doc["valid"], f"{where}.valid", Node)]
        self.measures = read_named(doc["measures"], f"{where}.measures", Node)
        self.fixing = [*all_of(doc["fixing"], f"{where}.fixing", a_text)]
        names = [name for name, _ in self.measures]
        expect(set(self.fixing) <= set(names), f"{where}.fixing", self.fixing, f"some of the measures {', '.join(names)}")
        self.witness = Space(doc["witness"], f"{where}.witness")
        self.witness_names = all_of(doc["witness_names"], f"{where}.witness_names", a_text)
        self.accepts = [*all_of(doc["accepts"], f"{where}.accepts", Node)]
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

    def read_optimum(self, where: str) -> tuple[int, int, bool] | None:
        """Return the number that the answer is stated to be monotone in: its place, the easier direction, whether it is a nat."""
        stated = [word for word in ("minimises", "maximises") if word in self.doc]
        if not stated:
            return None
        expect(len(stated) == 1, where, stated, "one of `minimises` and `maximises`")
        at, fields = f"{where}.{stated[0]}", [name for name, _ in self.instance[1]]
        name = a_text(self.doc[stated[0]], at)
        expect(name in fields, at, name, f"one of the fields {', '.join(fields)}")
        type = self.instance[1][fields.index(name)][1]
        expect(type in (NAT, INT), at, name, "a field that is a nat or an int")
        return fields.index(name), 1 if stated[0] == "minimises" else -1, type == NAT

    def easier(self, x: Any) -> Any:
        """Return the instance with the next number that makes it easier, by what is stated; None if there is none."""
        if self.monotone_in is None:
            return None
        place, step, natural = self.monotone_in
        number = x[place] + step
        return None if natural and number < 0 else (*x[:place], number, *x[place + 1 :])


class Reduction(Document):
    """A reduction of a core document, with both problems, read and typed."""

    def __init__(self, doc: Any, where: str, work: Work) -> None:
        super().__init__(doc, where, "reduction source target constructors content image forward backward claims", work)
        self.name = a_text(doc["reduction"], f"{where}.reduction")
        self.source, self.target = (Problem(doc[side], f"{where}.{side}", work) for side in ("source", "target"))
        name = f"{self.source.name}:{self.target.name}"
        expect(self.name == name, f"{where}.reduction", self.name, f"{name}, the names of both problems")

        def parameters(part: Any, at: str) -> tuple[Type, ...]:
            return all_of(part, at, lambda pair, there: read_type(a_list(pair, there, 2)[1], there))

        for i, (name, types) in enumerate(read_named(doc["constructors"], f"{where}.constructors", parameters)):
            self.constructors[name] = i, types
        content = self.content = dict(read_named(doc["content"], f"{where}.content", read_type, a_text))
        homes = sorted(homes_of(self.target))
        expect(sorted(content) == homes, f"{where}.content", sorted(content), f"the homes {homes}")
        check_constructors(self, where)

        def prefixed(type: Type) -> Type:
            return with_labels(type, lambda home: ("label", f"source.{home}"))

        def built(type: Type) -> Type:
            return with_labels(type, content.__getitem__)

        self.image, self.forward, self.backward = (Node(doc[k], f"{where}.{k}") for k in ("image", "forward", "backward"))
        mine, theirs = prefixed(self.source.witness.type), built(self.target.witness.type)
        self.inputs = {"instance": prefixed(self.source.instance)}
        check_functions(self, where, (mine, theirs))
        for node, witness, result in (
            (self.image, None, built(self.target.instance)),
            (self.forward, mine, theirs),
            (self.backward, theirs, mine),
        ):
            self.inputs |= {} if witness is None else {"witness": witness}
            check(node, self)
            check_fits(node.type, result, node.where)
        del self.inputs["witness"]
        self.seen = {"forward": mine, "backward": theirs}
        self.measured = {name for name, _ in self.source.measures} | {"#source"}
        self.claims = all_of(doc["claims"], f"{where}.claims", partial(Claim, self))


CLAIMS = {"size": "left relation right", "value": "left relation right", "counts": "relation right", "parsimonious": ""}
"""The kinds of claims, and the entries that each has."""


class Claim:
    """A claim of a reduction: `size`, `value`, `counts` or `parsimonious`."""

    def __init__(self, reduction: Reduction, doc: Any, where: str) -> None:
        kind = an_object(doc, where, "claim", "left relation right where")["claim"]
        self.kind = kind if isinstance(kind, str) else ""
        expect(self.kind in CLAIMS, where, kind, f"a claim of the kind {', '.join(CLAIMS)}")
        an_object(doc, where, f"claim {CLAIMS[self.kind]}", "where")
        self.left, self.relation = a_text(doc.get("left", ""), where), a_text(doc.get("relation", ""), where)
        self.right, self.when = (Node(doc[k], f"{where}.{k}") if k in doc else None for k in ("right", "where"))
        if self.right is not None:
            check(self.right, reduction)
            expect(self.right.type[0] in SORTS, self.right.where, self.right.op, "a number")
        if self.when is not None:
            check(self.when, reduction)
            expect(self.when.type == BOOL, self.when.where, self.when.op, "a condition")
        if self.kind in ("size", "value"):
            fields = {".".join(p.split(".")[:n]) for p in reduction.target.leaves for n in range(1, p.count(".") + 2)}
            names = [n for n, _ in reduction.target.measures] if self.kind == "size" else sorted(fields)
            expect(self.left in names, f"{where}.left", self.left, f"one of {', '.join(names)}")
        relations = {"counts": ("=",), "parsimonious": ("",)}.get(self.kind, ("<=", "="))
        expect(self.relation in relations, f"{where}.relation", self.relation, " or ".join(relations))


def leaves_of(type: Type, path: str = "") -> Iterator[tuple[str, Type]]:
    """Yield the fields that are not records, with their paths: the field names from the instance's record, joined by dots."""
    for name, field in type[1]:
        inner = f"{path}.{name}" if path else name
        yield from leaves_of(field, inner) if field[0] == "record" else [(inner, field)]


def homes_of(problem: Problem) -> set[str]:
    """Return the paths of the homes of a problem's labels."""
    return {path for path, t in problem.leaves.items() if t[0] == "set" and t[2]}


# ======================================================================================================================
# Chapter 2.  Types: that the declared type of each node follows from its operands
# ======================================================================================================================


def steps_of(type: Type) -> list[tuple[str, Type]]:
    """Return the types that a type is directly made of, each with the step to it that paths of slots have."""
    match type[0]:
        case "set" | "edge" | "seq":
            return [("[]", type[1])]
        case "map":
            return [("[key]", type[1]), ("[]", type[2])]
        case "tuple":
            return [(f".{i}", t) for i, t in enumerate(type[1])]
        case "record":
            return [(f".{name}", t) for name, t in type[1]]
        case "sum":
            return [(f".{case}.{i}", t) for case, types in type[2] for i, t in enumerate(types)]
    return []


def all_parts(type: Type, path: str = "") -> Iterator[tuple[str, Type]]:
    """Yield a type and all types in it, each with its path."""
    yield path, type
    for step, part in steps_of(type):
        yield from all_parts(part, f"{path}{step}" if path else step.removeprefix("."))


def with_labels(type: Type, change: Callable[[str], Type]) -> Type:
    """Return a type in which each type of labels is replaced by what `change` makes of its home."""
    again = partial(with_labels, change=change)
    match type[0]:
        case "label":
            return change(type[1])
        case "set" | "edge" | "seq":
            return (type[0], again(type[1]), *type[2:])
        case "map":
            return ("map", again(type[1]), again(type[2]), type[3])
        case "tuple":
            return ("tuple", tuple(map(again, type[1])))
        case "record":
            return ("record", tuple((name, again(t)) for name, t in type[1]))
        case "sum":
            return ("sum", type[1], tuple((case, tuple(map(again, types))) for case, types in type[2]))
    return type


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
    if a[0] != b[0] or (a[0] == "sum" and a[1] != b[1]):
        return False
    if a[0] == "term":
        return either or set(a[1]) <= set(b[1])
    inner, outer = steps_of(a), steps_of(b)
    alike = bool(inner) and [step for step, _ in inner] == [step for step, _ in outer]
    if a[0] == "sum":
        alike = alike and [c for c, _ in a[2]] == [c for c, _ in b[2]]
    return alike and all(fits(x, y, either) for (_, x), (_, y) in zip(inner, outer, strict=True))


def check_fits(found: Type, expected: Type, where: str) -> None:
    """Raise Invalid unless a type fits another."""
    if not fits(found, expected):
        raise Invalid(f"{where}: the type {type_text(found)} does not fit {type_text(expected)}")


def in_order(needs: Mapping[str, Iterable[str]], where: str) -> list[str]:
    """Return names in an order in which each comes after those that it needs.  Raises Invalid if there is none."""
    try:
        return [*TopologicalSorter({name: sorted(needed) for name, needed in needs.items()}).static_order()]
    except CycleError as error:
        raise Invalid(f"{where}: found {' -> '.join(error.args[1])}, expected no circle") from None


def check_instance_type(problem: Problem, where: str) -> None:
    """Check that homes are opened by the sets at their paths, and that all paths in the instance's type name sets."""
    sets = {path: t for path, t in problem.leaves.items() if t[0] == "set"}
    homes = homes_of(problem)
    for path, leaf in problem.leaves.items():
        at = f"{where}.instance ({path})"
        for inner, t in all_parts(leaf):
            if t[0] == "set" and t[2]:
                expect(inner == "" and t[1:] == (("label", path), path, ""), at, type_text(t), "a home at its own path")
            if t[0] in ("set", "map") and t[3]:
                named = paths_in(t)
                for of in named:
                    expect(of in sets and of != path, at, t[3], "the path of another set")
                whole = sets[named[0]][1] if len(named) == 1 else ("tuple", tuple(sets[of][1] for of in named))
                check_fits(whole, t[1], at)
            expect(t[0] != "label" or t[1] in homes, at, t[-1], f"one of the homes {', '.join(sorted(homes))}")
            expect(t[0] not in ("term", "never"), at, type_text(t), "a type of instances")
    leaf_order(problem)


def references(type: Type) -> set[str]:
    """Return the paths of the sets that a type of an instance refers to."""
    parts = [t for _, t in all_parts(type)]
    return {t[1] for t in parts if t[0] == "label"}.union(*(paths_in(t) for t in parts if t[0] in ("set", "map")))


def paths_in(type: Type) -> list[str]:
    """Return the path of the set that a set is within, or the paths of the sets that the keys of a map have their items from."""
    return type[3].split(", ") if type[3] else []


def all_keys(type: Type, sets: Mapping[str, Any]) -> Any:
    """Return the keys of a map that has one for each member of a set, or for each tuple with a member of each of several."""
    paths = paths_in(type)
    return sets[paths[0]] if len(paths) == 1 else frozenset(product(*(sets[path] for path in paths)))


def leaf_order(problem: Problem) -> list[str]:
    """Return the fields in an order in which each comes after the sets that its type refers to."""
    return in_order({path: references(t) - {path} for path, t in problem.leaves.items()}, problem.name)


def check_constructors(reduction: Reduction, where: str) -> None:
    """Check that constructors and content are made of the source's labels and of constructors, and never of themselves."""
    homes, known = {f"source.{path}" for path in homes_of(reduction.source)}, reduction.constructors
    needs = {}
    for name, types in [*((n, ts) for n, (_, ts) in known.items()), *((h, [t]) for h, t in reduction.content.items())]:
        inner = [t for type in types for _, t in all_parts(type)]
        needs[name] = {c for t in inner if t[0] == "term" for c in t[1]}
        expect(needs[name] <= set(known), where, sorted(needs[name]), f"some of the constructors {', '.join(known)}")
        for t in inner:
            expect(t[0] != "label" or t[1] in homes, where, t[-1], f"one of the homes {sorted(homes)}")
    in_order({name: needs[name] for name in known}, f"{where}.constructors")


def check_functions(doc: Document, where: str, witnesses: Sequence[Type] = ()) -> None:
    """Check each definition once, and that none uses itself.

    In a reduction the input `witness` has the source's type in some definitions and the target's in others: it must fit one.
    """
    uses = {name: {n.data for n in body.walk() if n.op in ("global", "call")} for name, (_, body) in doc.functions.items()}
    in_order({name: used & set(uses) for name, used in uses.items()}, f"{where}.functions")
    for params, body in doc.functions.values():
        if witnesses:
            read = [n.type for n in body.walk() if n.op == "input" and n.data == "witness"]
            doc.inputs["witness"] = next((w for w in witnesses if all(fits(w, t) for t in read)), witnesses[0])
        check(body, doc, dict(params))
    if witnesses:
        doc.inputs.pop("witness", None)


def check(node: Node, doc: Document, scope: Mapping[int, Type] | None = None) -> None:
    """Check that the type of a node, and of all nodes in it, follows from its operands.

    `scope` holds the types of the variables.  No variable may be bound where it is bound already.
    """
    inner = dict(scope or {})

    def bind(variable: Any, type: Type, to: dict[int, Type]) -> None:
        expect(a_number(variable, node.where) not in to, node.where, variable, "a variable that is not bound yet")
        to[variable] = type

    for kind, variables, part in node.steps:
        check(part, doc, inner)
        of = part.type
        if kind == "where":
            expect(of == BOOL, part.where, part.op, "a condition")
        elif kind == "let":
            bind(variables[0], of, inner)
        else:
            pair = {"map": of[1:3], "seq": (NAT, *of[1:])}.get(of[0], ()) if len(variables) == 2 else ()
            types = pair or ((of[1],) if of[0] in ("set", "edge", "seq") and len(variables) == 1 else ())
            expect(bool(types), part.where, type_text(of), "a collection with as many variables as it has")
            for variable, type in zip(variables, types, strict=True):
                bind(variable, type, inner)
    if node.op == "case":
        check(node.args[0], doc, inner)
        branches = [a_list(b, node.where, 2) for b in a_list(node.data, f"{node.where}.data", len(node.args) - 1)]
        cases = dict(cases_of(node.args[0].type, doc, node.where))
        names = [a_text(name, node.where) for name, _ in branches]
        expect(sorted(names) == sorted(cases), node.where, names, f"a branch for each of {list(cases)}")
        for (name, variables), body in zip(branches, node.args[1:], strict=True):
            bound = dict(inner)
            for variable, type in zip(a_list(variables, node.where, len(cases[name])), cases[name], strict=True):
                bind(variable, type, bound)
            check(body, doc, bound)
            check_fits(body.type, node.type, body.where)
    elif node.op == "fold":
        check(node.args[0], doc, scope)
        bind(a_list(node.data, node.where, 1)[0], node.type, inner)
        check(node.args[1], doc, inner)
        for part in node.args:
            check_fits(part.type, node.type, part.where)
    elif node.op == "var":
        expect(
            isinstance(node.data, int) and not isinstance(node.data, bool) and node.data in inner,
            f"{node.where}.data",
            node.data,
            "a variable that is bound",
        )
        check_fits(inner[node.data], node.type, node.where)
    else:
        for part in node.args:
            check(part, doc, inner)
        types = [a.type for a in node.args]
        inferred = OPERATIONS[node.op][0](node, doc, *types)
        if not inferred:
            raise Invalid(f"{node.where}: {node.op} is not defined on {', '.join(map(type_text, types)) or 'this'}")
        check_fits(inferred, node.type, node.where)
    if node.need is not None:
        expect(node.need in doc.obligations, f"{node.where}.need", node.need, "the number of an obligation")
    node.ready = prepared(node, doc)
    heavy = HEAVY.get(node.op, slice(0, 0))
    node.heavy = heavy if any(has_collections(a.type, doc) for a in node.args[heavy]) else None


def has_collections(type: Type, doc: Document) -> bool:
    """Return whether values of a type may be large: whether there is a set, sequence or map in it."""
    inner = [t for c in type[1] for t in doc.constructors[c][1]] if type[0] == "term" else [t for _, t in steps_of(type)]
    return type[0] in ("set", "seq", "map") or any(has_collections(t, doc) for t in inner)


def prepared(node: Node, doc: Document) -> Any:
    """Return what the evaluation of a node needs and its text gives: a number, an index, or the branches by their index."""

    def index(type: Type, name: str) -> int:
        names = [n for n, _ in (type[2] if type[0] == "sum" else type[1])] if type[0] != "term" else [*doc.constructors]
        return names.index(name)

    match node.op:
        case "const":
            number = fraction(node.data) if isinstance(node.data, str) else node.data
            return number if number is None else norm(number)
        case "item":
            return node.data
        case "field" | "is":
            return index(node.args[0].type, node.data)
        case "make":
            return index(node.type, node.data)
        case "arg":
            return index(node.args[0].type, node.data[0])
        case "case":
            first = node.args[0].type
            return {index(first, name): (vs, body) for (name, vs), body in zip(node.data, node.args[1:], strict=True)}
    return None


def cases_of(type: Type, doc: Document, where: str) -> Iterator[tuple[str, Sequence[Type]]]:
    """Yield the cases of a sum type, or the constructors of a type of built labels, with the types of their arguments."""
    expect(type[0] in ("sum", "term"), where, type_text(type), "a type with cases")
    for name, types in type[2] if type[0] == "sum" else [(name, None) for name in type[1]]:
        expect(types is not None or name in doc.constructors, where, name, "a constructor of the reduction")
        yield name, doc.constructors[name][1] if types is None else types


def widest(types: Iterable[Type], sorts: Sequence[str] = SORTS) -> Type | None:
    """Return the widest of some types of numbers; None if one is no such type."""
    found = list(types)
    return (sorts[max(sorts.index(t[0]) for t in found)],) if found and all(t[0] in sorts for t in found) else None


def fraction(text: str) -> Fraction | None:
    """Return the number that is written as `p/q` or `p`; None for other texts."""
    top, slash, bottom = text.partition("/")
    digits = (top.removeprefix("-"), bottom if slash else "1")
    if not all(d.isascii() and d.isdigit() and len(d) <= MOST_DIGITS for d in digits) or int(digits[1]) == 0:
        return None
    return Fraction(int(top), int(digits[1]))


# The rules of types: each takes the node, the document and the types of the operands, and returns the type of the result, or
# something false where the operation does not apply.


def truth(n: Node, d: Document, *types: Type) -> Type | bool:
    """Truth values of truth values."""
    return all(t == BOOL for t in types) and BOOL


def numeric(n: Node, d: Document, *types: Type) -> Type | None:
    """A number of the widest sort of the operands."""
    return widest(types)


def whole(n: Node, d: Document, *types: Type) -> Type | None:
    """A whole number of the widest sort of the operands."""
    return widest(types, SORTS[:2])


def literal_type(n: Node, d: Document, *types: Type) -> Type | bool:
    """The declared type, whose parts all operands fit in turn."""
    inner = [t for _, t in steps_of(n.type)]
    return n.type[0] == n.op and all(fits(t, inner[i % len(inner)]) for i, t in enumerate(types)) and n.type


def constant_type(n: Node, d: Document) -> Any:
    """The narrowest type of a constant."""
    if isinstance(n.data, str):
        return fraction(n.data) is not None and RAT
    return BOOL if isinstance(n.data, bool) else isinstance(n.data, int) and (NAT if n.data >= 0 else INT)


def called_type(n: Node, d: Document, *types: Type) -> Any:
    """The type of a definition, whose parameters the operands fit."""
    params, body = d.functions.get(n.data if isinstance(n.data, str) else "", ([], None))
    suits = len(params) == len(types) and all(fits(t, p) for t, (_, p) in zip(types, params, strict=True))
    return body is not None and suits and (n.op == "call") == bool(params) and body.type


def maximum_type(n: Node, d: Document, *types: Type) -> Any:
    """A maximum is natural if an operand is; an absolute value is written as max(a, 0 - a)."""
    absolute = negation(n.args[0], n.args[1]) or negation(n.args[1], n.args[0])
    return NAT if widest(types) == INT and (NAT in types or absolute) else widest(types)


def made_type(n: Node, d: Document, *types: Type) -> Any:
    """The declared type, which has such a case or constructor with such arguments."""
    arguments = dict(cases_of(n.type, d, n.where)).get(n.data) if isinstance(n.data, str) else None
    return arguments is not None and len(arguments) == len(types) and all(map(fits, types, arguments)) and n.type


def argument_type(n: Node, d: Document, a: Type) -> Any:
    """The type of an argument of a case or constructor."""
    name, index = a_list(n.data, f"{n.where}.data", 2)
    arguments = dict(cases_of(a, d, n.where)).get(name, ()) if isinstance(name, str) else ()
    return 0 <= a_number(index, n.where) < len(arguments) and arguments[index]


def together(n: Node, d: Document, a: Type, b: Type) -> Any:
    """The type of two sets, sequences or maps together."""
    kind = {"concat": "seq", "override": "map"}.get(n.op, "set")
    if not all(t[0] in (kind, "edge" if kind == "set" else kind) for t in (a, b)) or not alike(a, b) or n.type[0] != kind:
        return None
    if n.op in ("intersection", "difference"):
        return a if fits(a, n.type) else n.op == "intersection" and b
    return fits(a, n.type) and fits(b, n.type) and n.type


alike = partial(fits, either=True)


# ======================================================================================================================
# Chapter 3.  Values and evaluation
# ======================================================================================================================

# A truth value is a bool; a number an int, or a Fraction that is not whole; a label its rank; a built label and a value of a sum
# type a tuple of the index of the constructor or case and the arguments; a tuple, record or sequence a tuple; a set or edge a
# frozenset; a map a Map.
Frame = dict[Any, Any]  # the values of the variables


class Map(dict[Any, Any]):
    """A map as a value that can be a member of a set."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


def norm(a: Any) -> Any:
    """Return a number in its one form: an int if it is whole."""
    return a.numerator if a.__class__ is Fraction and a.denominator == 1 else a


def bit_count(a: int | Fraction) -> int:
    """Return the number of binary digits of numerator and denominator together."""
    return a.numerator.bit_length() + a.denominator.bit_length()


def cost_of(a: int | Fraction | Form) -> int:
    """Return how large an operand is: its binary digits; of what depends on unknown reals, more the more parts it has."""
    return 64 * len(a.terms) if isinstance(a, Form) else bit_count(a)


def order_key(value: Any) -> Any:
    """Return a key that sorts values of one type in the order of docs/core.md."""
    if isinstance(value, Map):
        return len(value), sorted((order_key(k), order_key(v)) for k, v in value.items())
    if isinstance(value, frozenset):
        return len(value), sorted(map(order_key, value))
    return tuple(map(order_key, value)) if isinstance(value, tuple) else value


def ordered(values: Iterable[Any]) -> list[Any]:
    """Return values of one type in order."""
    return sorted(values, key=order_key)


def contents(value: Any, type: Type) -> list[tuple[Any, str, Type]]:
    """Return the values directly in a value, each with the step to it and its type; of maps, keys and values in turn."""
    match type[0]:
        case "set" | "edge" | "seq":
            return [(v, "[]", type[1]) for v in value]
        case "map":
            return [part for k, v in value.items() for part in ((k, "[key]", type[1]), (v, "[]", type[2]))]
        case "sum":
            case, types = type[2][value[0]]
            return [(v, f".{case}.{i}", t) for i, (v, t) in enumerate(zip(value[1:], types, strict=True))]
        case "tuple" | "record":
            return [(v, step, t) for v, (step, t) in zip(value, steps_of(type), strict=True)]
    return []


def everything(value: Any, type: Type, path: str = "") -> Iterator[tuple[str, Type, Any]]:
    """Yield a value and all values in it, each with its path and type."""
    yield path, type, value
    for v, step, t in contents(value, type):
        yield from everything(v, t, f"{path}{step}" if path else step.removeprefix("."))


def length(value: Any, type: Type) -> int:
    """Return the length of a value: one for each atom and each collection, plus the bits of each number."""
    if type[0] in SORTS:
        return 1 + (bit_count(value) if type == RAT else abs(value).bit_length())
    return 1 + sum(length(v, t) for v, _, t in contents(value, type))


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


# The meanings of operations: each takes the node, the steps that are left and the operands.  None says that it is undefined.


WORD = 1 << 128  # numbers within this need no care


def add(n: Node, w: Work, a: Any, b: Any) -> Any:
    """Return a sum, or a difference, which has not too many bits."""
    if not (a.__class__ is b.__class__ is int and -WORD < a < WORD and -WORD < b < WORD):
        w.bits(cost_of(a) + cost_of(b))
    return norm(a - b if n.op == "sub" else a + b)


def multiply(n: Node, w: Work, a: Any, b: Any) -> Any:
    """Return a product, which has not too many bits."""
    if not (a.__class__ is b.__class__ is int and -WORD < a < WORD and -WORD < b < WORD):
        w.bits(cost_of(a) + cost_of(b))
    return norm(a * b)


def divide(n: Node, w: Work, a: Any, b: Any) -> Any:
    """Return an exact quotient, which has not too many bits."""
    w.bits(cost_of(a) + cost_of(b))
    return None if b == 0 else norm(a / Fraction(b))


def larger(n: Node, w: Work, a: Any, b: Any) -> Any:
    """Return the greater one of two numbers."""
    if isinstance(a, Form):
        return b + positive(a - b)
    return a + positive(b - a) if isinstance(b, Form) else max(a, b)


def power(n: Node, w: Work, a: Any, b: Any) -> Any:
    """Return a power with a natural exponent; a^0 = 1."""
    if b.denominator != 1 or b < 0:
        return None
    if isinstance(a, Form):
        half = power(n, w, a, b // 2) if b > 1 else 1
        return half * half * (a if b % 2 else 1)
    if a not in (0, 1, -1):
        w.bits(max(a.numerator.bit_length(), a.denominator.bit_length()) * b)
    return norm(a**b)


def least_common_multiple(n: Node, w: Work, a: int, b: int) -> Any:
    """Return the least common multiple, never negative."""
    return 0 if a == 0 or b == 0 else abs(multiply(n, w, a // math.gcd(a, b), b))


def member(n: Node, w: Work, a: Any, c: Any) -> bool:
    """Return whether a value is a member of a set or an item of a sequence."""
    w.spend(len(c) // 8 if isinstance(c, tuple) else 0)
    return a in c


def interval(n: Node, w: Work, a: int, b: int) -> tuple[int, ...]:
    """Return the sequence a .. b."""
    w.items(max(b - a + 1, 0))
    return tuple(range(a, b + 1))


def joined_by(function: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """Return the meaning of an operation on two collections whose result has at most the items of both."""

    def meaning(n: Node, w: Work, a: Any, b: Any) -> Any:
        w.items(len(a) + len(b))
        return function(a, b)

    return meaning


# Each operation: the rule of its type, and its meaning; for those that evaluate only some operands, `CONTROL` has the meaning.
# A comprehension takes the list of its operand's values (of pairs, for a map).
OPERATIONS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "not": (truth, lambda n, w, a: not a),
    "eq": (lambda n, d, a, b: alike(a, b) and BOOL, lambda n, w, a, b: a == b),
    "lt": (lambda n, d, a, b: widest([a, b]) and BOOL, lambda n, w, a, b: a < b),
    "le": (lambda n, d, a, b: widest([a, b]) and BOOL, lambda n, w, a, b: a <= b),
    "in": (lambda n, d, a, c: c[0] in ("set", "edge", "seq") and alike(a, c[1]) and BOOL, member),
    "subset": (lambda n, d, a, b: {a[0], b[0]} <= {"set", "edge"} and alike(a, b) and BOOL, lambda n, w, a, b: a <= b),
    "add": (numeric, add),
    "sub": (lambda n, d, a, b: widest([a, b, INT]), add),
    "mul": (numeric, multiply),
    "div": (lambda n, d, a, b: widest([a, b]) and RAT, divide),
    "quotient": (whole, lambda n, w, a, b: None if b == 0 else a // b),
    "mod": (whole, lambda n, w, a, b: None if b == 0 else a % b),
    "pow": (lambda n, d, a, b: widest([a, b]) and a, power),
    "min": (numeric, lambda n, w, a, b: min(a, b)),
    "max": (maximum_type, larger),
    "gcd": (lambda n, d, a, b: widest([a, b], SORTS[:2]) and NAT, lambda n, w, a, b: math.gcd(a, b)),
    "lcm": (lambda n, d, a, b: widest([a, b], SORTS[:2]) and NAT, least_common_multiple),
    "sign": (lambda n, d, a: widest([a]) and INT, lambda n, w, a: (a > 0) - (a < 0)),
    "bits": (lambda n, d, a: widest([a]) and n.data in SORTS and fits(a, (n.data,)) and NAT,
        lambda n, w, a: bit_count(a) if n.data == "rat" else abs(a).bit_length()),
    "nat": (lambda n, d, a: widest([a]) and NAT, lambda n, w, a: a if a.denominator == 1 and a >= 0 else None),
    "int": (lambda n, d, a: widest([a]) and INT, lambda n, w, a: a if a.denominator == 1 else None),
    "size": (lambda n, d, c: c[0] in ("set", "edge", "seq", "map") and NAT, lambda n, w, c: len(c)),
    "set": (literal_type, lambda n, w, *items: frozenset(items)),
    "seq": (literal_type, lambda n, w, *items: items),
    "tuple": (lambda n, d, *types: ("tuple", types), lambda n, w, *items: items),
    "record": (lambda n, d, *a: n.type[0] == "record" and len(n.type[1]) == len(a)
        and all(map(fits, a, dict(n.type[1]).values())) and n.type, lambda n, w, *items: items),
    "map": (lambda n, d, *types: len(types) % 2 == 0 and literal_type(n, d, *types),
        lambda n, w, *items: make_map(zip(items[::2], items[1::2], strict=True))),
    "edge": (literal_type, lambda n, w, a, b: None if a == b else frozenset((a, b))),
    "as_edge": (lambda n, d, s: s[0] == "set" and ("edge", s[1]), lambda n, w, s: s if len(s) == 2 else None),
    "other": (lambda n, d, e, a: e[0] == "edge" and alike(a, e[1]) and e[1],
        lambda n, w, e, a: next(iter(e - {a})) if a in e else None),
    "field": (lambda n, d, r: r[0] == "record" and isinstance(n.data, str) and dict(r[1]).get(n.data),
        lambda n, w, r: r[n.ready]),
    "item": (lambda n, d, t: t[0] == "tuple" and 0 <= a_number(n.data, n.where) < len(t[1]) and t[1][n.data],
        lambda n, w, t: t[n.data]),
    "make": (made_type, lambda n, w, *arguments: (n.ready, *arguments)),
    "is": (lambda n, d, a: isinstance(n.data, str) and n.data in dict(cases_of(a, d, n.where)) and BOOL,
        lambda n, w, a: a[0] == n.ready),
    "arg": (argument_type, lambda n, w, a: a[n.data[1] + 1] if a[0] == n.ready else None),
    "union": (together, joined_by(lambda a, b: a | b)),
    "intersection": (together, joined_by(lambda a, b: a & b)),
    "difference": (together, joined_by(lambda a, b: a - b)),
    "concat": (together, joined_by(lambda s, t: s + t)),
    "override": (together, joined_by(lambda f, g: Map({**f, **g}))),
    "at": (lambda n, d, s, i: s[0] == "seq" and widest([i], SORTS[:2]) and s[1],
        lambda n, w, s, i: s[i] if 0 <= i < len(s) else None),
    "lookup": (lambda n, d, f, k: f[0] == "map" and alike(k, f[1]) and f[2], lambda n, w, f, k: f.get(k)),
    "domain": (lambda n, d, f: f[0] == "map" and ("set", f[1], "", ""), lambda n, w, f: frozenset(f)),
    "slice": (lambda n, d, s, a, b: s[0] == "seq" and widest([a, b], SORTS[:2]) and s,
        lambda n, w, s, a, b: s[a : b + 1] if 0 <= a <= b + 1 <= len(s) else None),
    "reverse": (lambda n, d, s: s[0] == "seq" and s, lambda n, w, s: s[::-1]),
    "range": (lambda n, d, a, b: widest([a, b], SORTS[:2]) and ("seq", a), interval),
    "listed": (lambda n, d, s: s[0] in ("set", "edge") and ("seq", s[1]), lambda n, w, s: tuple(ordered(s))),
    "cycle": (lambda n, d, s: s[0] == "seq" and ("map", s[1], s[1], ""),
        lambda n, w, s: successors(s) if len(set(s)) == len(s) else None),
    "count": (lambda n, d, a: a == BOOL and NAT, lambda n, w, found: found.count(True)),
    "sum": (numeric, lambda n, w, found: reduce(partial(add, n, w), found, 0)),
    "product": (numeric, lambda n, w, found: reduce(partial(multiply, n, w), found, 1)),
    "least": (numeric, lambda n, w, found: min(found, default=None)),
    "greatest": (numeric, lambda n, w, found: max(found, default=0 if n.type == NAT else None)),
    "collect_set": (lambda n, d, a: ("set", a, "", ""), lambda n, w, found: frozenset(found)),
    "collect_seq": (lambda n, d, a: ("seq", a), lambda n, w, found: tuple(found)),
    "collect_map": (lambda n, d, k, v: ("map", k, v, ""), lambda n, w, found: make_map(found)),
    "the": (lambda n, d, a: a, lambda n, w, found: found[0] if found and all(v == found[0] for v in found) else None),
}  # fmt: skip
OPERATIONS |= {
    op: (rule, lambda *_: None)
    for rule, ops in (
        (constant_type, "const"),
        (lambda n, d: isinstance(n.data, str) and d.inputs.get(n.data), "input"),
        (lambda n, d: isinstance(n.data, str) and n.data in d.measured and NAT, "measure"),
        (called_type, "global call"),
        (truth, "and or implies every some"),
        (lambda n, d, c, a, b: c == BOOL and fits(a, n.type) and fits(b, n.type) and n.type, "if"),
        (lambda n, d, a: a, "first"),
    )
    for op in words(ops)
}
PARTIAL = words("div quotient mod pow nat int map edge as_edge other at lookup slice cycle arg")
PARTIAL_ANYWHERE = PARTIAL | {"collect_map", "the", "first", "least", "greatest"}
# the operands that are hashed or compared, which takes steps by their size
HEAVY = {op: slice(0, 1) for op in ("in", "subset", "listed", "cycle", "slice", "reverse", "domain")}
HEAVY |= {op: slice(0, MANY) for op in ("eq", "set", "map", "edge", "collect_set", "collect_map", "the")}
HEAVY |= {"lookup": slice(1, 2), "other": slice(1, 2)}


def weigh(value: Any, work: Work) -> None:
    """Take the steps for looking at a whole value."""
    if isinstance(value, tuple | frozenset | Map):
        inner = [v for v in ((*value, *value.values()) if isinstance(value, Map) else value) if v.__class__ is not int]
        work.spend(len(value) // 8 + bool(inner))
        for v in inner:
            weigh(v, work)


class Interpreter:
    """One evaluation of expressions of a document: the inputs, and the definitions without parameters that are known already."""

    def __init__(self, doc: Document, inputs: Mapping[str, Any]) -> None:
        self.doc, self.work, self.inputs = doc, doc.work, inputs
        self.known: dict[str, Any] = {}
        self.work.here = STEPS
        self.work.spend(1)

    def value(self, n: Node, e: Frame) -> Any:
        """Return the value of an expression.  Raises Undefined, TooMuch or OutOfSteps."""
        return n.rule(self, n, e)

    def applied(self, n: Node, e: Frame) -> Any:
        """Return the value of an operation on its operands."""
        operands = [a.rule(self, a, e) for a in n.args]
        if n.heavy is not None:
            for operand in operands[n.heavy]:
                weigh(operand, self.work)
        value = n.meaning(n, self.work, *operands)
        if value is None:
            raise self.undefined(n)
        return value

    def undefined(self, n: Node) -> Undefined:
        """Return the exception for a node that is evaluated where it is undefined."""
        why = "though the document says it never is" if n.need is None else f"({self.doc.obligations[n.need]})"
        return Undefined(f"{n.where}: {n.op} is undefined {why}")

    def gathered(self, n: Node, e: Frame) -> Any:
        """Return what a comprehension makes of the list of the values, or pairs of values, that its operands have."""
        found: list[Any] = []
        a, *others = n.args
        if others:
            self.loop(n, e, lambda: found.append((a.rule(self, a, e), self.value(others[0], e))))
        else:
            self.loop(n, e, lambda: found.append(a.rule(self, a, e)))
        self.work.items(len(found))
        if n.heavy is not None:
            weigh(tuple(found), self.work)
        value = n.meaning(n, self.work, found)
        if value is None:
            raise self.undefined(n)
        return value

    def loop(self, n: Node, e: Frame, body: Callable[[], Any], at: int = 0) -> bool:
        """Run through the bindings of a comprehension until the body is true; return whether it ever was.

        For `every` and `some`, what is undefined under one member of a set, edge or map counts only if no other member makes the
        body true: these collections have no order.
        """
        if at == len(n.steps):
            return bool(body())
        kind, variables, part = n.steps[at]
        value = self.value(part, e)
        if kind == "where":
            return value and self.loop(n, e, body, at + 1)
        if kind == "let":
            e[variables[0]] = value
            return self.loop(n, e, body, at + 1)
        pairs, unmet = len(variables) == 2, None
        for item in (value.items() if isinstance(value, Map) else enumerate(value)) if pairs else value:
            self.work.spend(1)
            if pairs:
                e[variables[0]], e[variables[1]] = item
            else:
                e[variables[0]] = item
            try:
                if self.loop(n, e, body, at + 1):
                    return True
            except Undefined as reason:
                if n.op not in ("every", "some") or part.type[0] == "seq":
                    raise
                unmet = unmet or reason
        if unmet is not None:
            raise unmet
        return False

    def first(self, n: Node, e: Frame) -> Any:
        """Return the value at the first binding."""
        found: list[Any] = []

        def keep() -> bool:
            found.append(self.value(n.args[0], e))
            return True

        if not self.loop(n, e, keep):
            raise self.undefined(n)
        return found[0]

    def fold(self, n: Node, e: Frame) -> Any:
        """Return the variable's last value: it starts as the first operand and becomes the second at each binding."""
        variable = n.data[0]
        e[variable] = self.value(n.args[0], e)
        self.loop(n, e, lambda: e.update({variable: self.value(n.args[1], e)}))
        return e[variable]

    def case(self, n: Node, e: Frame) -> Any:
        """Return the value of the branch of the case or constructor by which the first operand was made."""
        made = self.value(n.args[0], e)
        variables, body = n.ready[made[0]]
        e.update(zip(variables, made[1:], strict=True))
        return self.value(body, e)

    def call(self, n: Node, e: Frame) -> Any:
        """Return the value of a definition; without parameters it is evaluated once in an evaluation."""
        params, body = self.doc.functions[n.data]
        if params:
            self.work.spend(4)
            return self.value(body, {v: self.value(a, e) for (v, _), a in zip(params, n.args, strict=True)})
        if n.data not in self.known:
            self.known[n.data] = self.value(body, {})
        return self.known[n.data]


# The operations that do not evaluate all operands, once each.
CONTROL: dict[str, Callable[[Interpreter, Node, Frame], Any]] = {
    "const": lambda s, n, e: n.ready,
    "var": lambda s, n, e: e[n.data],
    "input": lambda s, n, e: s.inputs[n.data],
    "measure": lambda s, n, e: s.inputs["measures"][n.data],
    "and": lambda s, n, e: s.value(n.args[0], e) and s.value(n.args[1], e),
    "or": lambda s, n, e: s.value(n.args[0], e) or s.value(n.args[1], e),
    "implies": lambda s, n, e: not s.value(n.args[0], e) or s.value(n.args[1], e),
    "if": lambda s, n, e: s.value(n.args[1] if s.value(n.args[0], e) else n.args[2], e),
    "every": lambda s, n, e: not s.loop(n, e, lambda: not s.value(n.args[0], e)),
    "some": lambda s, n, e: s.loop(n, e, lambda: s.value(n.args[0], e)),
    "first": Interpreter.first, "fold": Interpreter.fold, "case": Interpreter.case,
    "call": Interpreter.call, "global": Interpreter.call,
}  # fmt: skip


class Code:
    """Expressions, or conditions, of a document as a function of instance and witness."""

    def __init__(self, nodes: Sequence[Node], doc: Document) -> None:
        self.nodes, self.doc = nodes, doc

    def holds(self, x: Any, w: Any = None) -> bool:
        """Return whether all conditions hold, each evaluated only if those before it do."""
        run, e = Interpreter(self.doc, {"instance": x, "witness": w}), Frame()
        return all(run.value(n, e) for n in self.nodes)

    def values(self, x: Any, w: Any = None, measures: Mapping[str, Any] | None = None) -> list[Any]:
        """Return the values of the expressions; `measures` are those of the source and `#source`, for claims."""
        run, e = Interpreter(self.doc, {"instance": x, "witness": w, "measures": measures or {}}), Frame()
        return [run.value(n, e) for n in self.nodes]


# ======================================================================================================================
# Chapter 4.  Witness spaces
# ======================================================================================================================

# Each kind over some items: the number of members, all of them, and whether a value of the witness's type is one.  The items of a
# choice are pairs of a key and its options, those of numbers pairs of a key and its bounds.  Those of a number are its bounds,
# and those of a sequence the bounds of its length, then the members.
SPACES: dict[
    str, tuple[Callable[[list[Any]], int | None], Callable[[list[Any]], Iterable[Any]], Callable[[list[Any], Any], Any]]
] = {
    "subset": (lambda s: 1 << len(s),
        lambda s: (frozenset(c) for n in range(len(s) + 1) for c in combinations(s, n)),
        lambda s, w: w <= set(s)),
    "ordering": (lambda s: math.factorial(len(s)), permutations, lambda s, w: len(w) == len(s) and set(w) == set(s)),
    "permutation": (lambda s: math.factorial(len(s)),
        lambda s: (Map(zip(s, p, strict=True)) for p in permutations(s)),
        lambda s, w: set(w) == set(s) == set(w.values())),
    "cycle": (lambda s: math.factorial(max(len(s) - 1, 0)),
        lambda s: (successors([*s[:1], *rest]) for rest in permutations(s[1:])),
        lambda s, w: set(w) == set(s) == set(w.values()) and len(orbit(w, s)) == len(s)),
    "one": (len, iter, lambda s, w: w in s),
    "all": (len, iter, lambda s, w: w in s),
    "choice": (lambda s: math.prod(len(options) for _, options in s),
        lambda s: (Map(zip([k for k, _ in s], c, strict=True)) for c in product(*(options for _, options in s))),
        lambda s, w: set(w) == {k for k, _ in s} and all(w[k] in options for k, options in s)),
    "number": (lambda s: max(s[1] - s[0] + 1, 0), lambda s: range(s[0], s[1] + 1), lambda s, w: s[0] <= w <= s[1]),
    "numbers": (lambda s: math.prod(max(b - a + 1, 0) for _, (a, b) in s),
        lambda s: (Map(zip([k for k, _ in s], c, strict=True)) for c in product(*(range(a, b + 1) for _, (a, b) in s))),
        lambda s, w: set(w) == {k for k, _ in s} and all(a <= w[k] <= b for k, (a, b) in s)),
    "sequence": (lambda s: sum((len(s) - 2) ** n for n in range(max(s[0], 0), s[1] + 1)),
        lambda s: (w for n in range(max(s[0], 0), s[1] + 1) for w in product(s[2:], repeat=n)),
        lambda s, w: s[0] <= len(w) <= s[1] and set(w) <= set(s[2:])),
    "reals": (lambda s: None, lambda s: (), lambda s, w: set(w) == set(s)),  # only those that are accepted can be enumerated
    "unit": (lambda s: 1, lambda s: [()], lambda s, w: w == ()),
}  # fmt: skip


def orbit(w: Map, items: Sequence[Any]) -> set[Any]:
    """Return what a permutation makes of the first item, of that, and so on, until it returns."""
    found, at = set[Any](), items[0] if items else None
    while items and at not in found:
        found.add(at)
        at = w[at]
    return found


class Members:
    """A witness space on one instance: its kind, its items in order, and its parts."""

    def __init__(self, space: Space, values: Iterator[Any]) -> None:
        """Take the values of the expressions of the space from the iterator, in the order of `Space.nodes`."""
        self.kind = space.kind
        of: Any = next(values) if space.of is not None else ()
        if self.kind == "number":
            self.items: list[Any] = [*of]
        elif self.kind == "sequence":
            self.items = [*of[:2], *ordered(of[2])]
        elif isinstance(of, Map):
            self.items = [(k, ordered(of[k]) if self.kind == "choice" else of[k]) for k in ordered(of)]
        else:
            self.items = ordered(set(of))
        if self.kind == "all":
            self.items = [False, True] if space.type == BOOL else [(i,) for i in range(len(space.type[2]))]
        self.parts = [Members(part, values) for _, part in space.parts]

    def count(self) -> int | None:
        """Return the number of members; None if it is infinite."""
        if self.kind in SPACES:
            return SPACES[self.kind][0](self.items)
        counts = [part.count() for part in self.parts]
        if self.kind == "map":
            return 1 if not self.items else None if counts[0] is None else counts[0] ** len(self.items)
        return 0 if 0 in counts else None if None in counts else math.prod(c for c in counts if c is not None)

    def all(self) -> Iterable[Any]:
        """Return every member once."""
        if self.kind in SPACES:
            return SPACES[self.kind][1](self.items)
        if self.kind == "record":
            return product(*(part.all() for part in self.parts))
        values = [*self.parts[0].all()] if self.items else []
        return (Map(zip(self.items, given, strict=True)) for given in product(values, repeat=len(self.items)))

    def has(self, w: Any) -> bool:
        """Return whether a value of the witness's type is a member."""
        if self.kind in SPACES:
            return bool(SPACES[self.kind][2](self.items, w))
        if self.kind == "record":
            return all(part.has(v) for part, v in zip(self.parts, w, strict=True))
        return set(w) == set(self.items) and all(map(self.parts[0].has, w.values()))


def two_integers(type_: Type) -> bool:
    """Return whether a type is that of the pairs of integers."""
    return type_[0] == "tuple" and len(type_[1]) == 2 and all(t in (NAT, INT) for t in type_[1])


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
        case "cycle" | "permutation" | "reals" | "map":
            result = {"reals": RAT, "map": space.parts[0][1].type if space.parts else None}.get(space.kind, item)
            values = item and ("map", item, result, "")
        case "choice" if of[0] == "map" and of[2][0] == "set":
            values = ("map", of[1], of[2][1], "")
        case "one":
            values = of[1] if of[0] == "seq" else item
        case "number" if two_integers(of):
            values = of[1][0]
        case "numbers" if of[0] == "map" and two_integers(of[2]):
            values = ("map", of[1], of[2][1][0], "")
        case "sequence" if of[0] == "tuple" and len(of[1]) == 3 and two_integers(("tuple", of[1][:2])) and of[1][2][0] == "set":
            values = ("seq", of[1][2][1])
        case "all" if space.type == BOOL or (space.type[0] == "sum" and not any(ts for _, ts in space.type[2])):
            values = space.type
        case "record":
            values = ("record", tuple((n, p.type) for n, p in space.parts))
        case "unit":
            values = UNIT
    if values is None:
        raise Invalid(f"{space.where}: {type_text(of)} is not what a space of kind {space.kind} is made of")
    check_fits(values, space.type, space.where)
    check_fits(space.type, values, space.where)


# A verifier of unknown reals is evaluated once for all of them, as long as what it does is the same for all.


class Unsettled(Exception):
    """What an expression does depends on unknown reals."""


class Form:
    """A number that depends on unknown reals: a constant, and multiples of parts.  Equal ones are one object.

    `terms`: the coefficients of the parts, by their places among the parts of `of`; none is 0.
    """

    __slots__ = ("const", "of", "place", "terms")

    def __init__(self, of: Unknowns, place: int, const: Any, terms: Mapping[int, Any]) -> None:
        self.of, self.place, self.const, self.terms = of, place, const, terms

    def times(self, k: Any) -> Any:
        """Return a multiple."""
        return self.of.form(self.const * k, {p: c * k for p, c in self.terms.items()})

    def __neg__(self) -> Any:
        """Return the opposite."""
        return self.times(-1)

    def __add__(self, other: Any) -> Any:
        """Return a sum."""
        if not isinstance(other, Form):
            return self.of.form(self.const + other, self.terms)
        parts = self.terms.keys() | other.terms.keys()
        return self.of.form(self.const + other.const, {p: self.terms.get(p, 0) + other.terms.get(p, 0) for p in parts})

    def __sub__(self, other: Any) -> Any:
        """Return a difference."""
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        """Return a difference."""
        return -self + other

    def __mul__(self, other: Any) -> Any:
        """Return a product: of two forms it is a new part."""
        if not isinstance(other, Form):
            return self.times(other)
        a, b = sorted((self.place, other.place))
        return self.of.form(0, {self.of.part("product", a, b): 1})

    def __truediv__(self, other: Any) -> Any:
        """Return the quotient by a known number."""
        return self.times(1 / Fraction(other))

    def __eq__(self, other: object) -> bool:
        """Return that a form is equal to itself.  Raises Unsettled for any other number."""
        return self is other or self.unsettled()

    def unsettled(self, *_: object) -> NoReturn:
        """Raise Unsettled."""
        raise Unsettled

    __radd__, __rmul__ = __add__, __mul__
    __lt__ = __le__ = __gt__ = __ge__ = __hash__ = __rtruediv__ = unsettled
    numerator = denominator = property(unsettled)


def positive(a: Any) -> Any:
    """Return a number if it is not negative, else 0."""
    return a.of.form(0, {a.of.part("positive", a.place): 1}) if isinstance(a, Form) else max(a, 0)


Values = Mapping[int, frozenset[Any]] | None  # the values that unknowns may have, all numbers if there is no entry; None: nowhere


class Unknowns:
    """Unknown reals, and the forms and parts that are made of them.

    A part is an unknown, the product of two forms, or what is positive of a form.  `never_negative`: of which this is known.
    """

    def __init__(self, work: Work) -> None:
        self.work, self.forms, self.parts = work, list[Form](), list[tuple[Any, ...]]()
        self.form_at, self.part_at, self.never_negative = dict[Any, int](), dict[Any, int](), list[bool]()
        self.expanded: dict[int, dict[Any, Any]] = {}

    def part(self, *key: Any) -> int:
        """Return the place of the part that is written so."""
        if key not in self.part_at:
            self.part_at[key] = len(self.parts)
            self.parts.append(key)
            square = key[0] == "product" and (key[1] == key[2] or all(self.at_least_zero(self.forms[f]) for f in key[1:]))
            self.never_negative.append(square or key[0] == "positive")
        return self.part_at[key]

    def form(self, const: Any, terms: Mapping[int, Any]) -> Any:
        """Return the number of a constant and multiples of parts: a form, if there are any."""
        self.work.spend(1 + len(terms) // 8)
        kept = {p: norm(c) for p, c in terms.items() if c}
        if not kept:
            return norm(const)
        key = norm(const), frozenset(kept.items())
        if key not in self.form_at:
            self.form_at[key] = len(self.forms)
            self.forms.append(Form(self, len(self.forms), norm(const), kept))
        return self.forms[self.form_at[key]]

    def at_least_zero(self, f: Form) -> bool:
        """Return whether a form is evidently never negative."""
        return f.const >= 0 and all(c > 0 and self.never_negative[p] for p, c in f.terms.items())

    def where_zero(self, f: Any) -> Values:
        """Return values, of some unknowns, without which a number is not 0."""
        if not isinstance(f, Form):
            return {} if f == 0 else None
        one_sign = self.at_least_zero(f) or self.at_least_zero(-f)
        if one_sign or (f.const == 0 and len(f.terms) == 1):
            return None if f.const else self.everywhere(map(self.where_part_zero, f.terms))
        found = self.multiplied_out(f)
        if found is None or len({p for m in found for p in m}) != 1:
            return {}
        of = next(p for m in found for p in m)
        roots = rational_roots([found.get((of,) * i, 0) for i in range(max(map(len, found)) + 1)], self.work)
        return {self.parts[of][1]: roots} if roots is not None and self.parts[of][0] == "real" else {}

    def where_part_zero(self, part: int) -> Values:
        """Return values without which a part is not 0."""
        kind, *of = self.parts[part]
        if kind == "real":
            return {of[0]: frozenset([0])}
        if kind == "positive":
            return self.where_not_positive(self.forms[of[0]])
        ways = [way for way in (self.where_zero(self.forms[f]) for f in of) if way is not None]
        return {i: frozenset().union(*(w[i] for w in ways)) for i in ways[0] if all(i in w for w in ways)} if ways else None

    def where_not_positive(self, f: Any) -> Values:
        """Return values without which a number is positive."""
        if not isinstance(f, Form):
            return {} if f <= 0 else None
        return self.where_zero(f) if self.at_least_zero(f) else {}

    def everywhere(self, conditions: Iterable[Values]) -> Values:
        """Return the values with which several conditions may hold."""
        both: dict[int, frozenset[Any]] = {}
        for values in conditions:
            if values is None:
                return None
            both |= {i: both[i] & of if i in both else of for i, of in values.items()}
        return None if frozenset() in both.values() else both

    def multiplied_out(self, f: Form) -> dict[Any, Any] | None:
        """Return a form as a polynomial, the coefficients of sorted tuples of parts that are no products; None if it is long."""
        if f.place not in self.expanded:
            made: dict[Any, Any] = {(): f.const} if f.const else {}
            for part, c in f.terms.items():
                kind, *of = self.parts[part]
                a, b = map(self.multiplied_out, [self.forms[g] for g in of]) if kind == "product" else ({(): 1}, {(part,): 1})
                if a is None or b is None or len(a) * len(b) > LONG:
                    return None
                self.work.spend(len(a) * len(b))
                for m, n in product(a, b):
                    both = tuple(sorted(m + n))
                    made[both] = made.get(both, 0) + c * a[m] * b[n]
            self.expanded[f.place] = {m: c for m, c in made.items() if c}
        return self.expanded[f.place]


LONG = 1 << 12  # a product of polynomials with more products of their terms is not multiplied out
LARGE = 1 << 32  # of larger numbers no divisors are tried


def rational_roots(coefficients: Sequence[Any], work: Work) -> frozenset[Any] | None:
    """Return the real roots of a polynomial, not 0, if all are rational; None if this is not found.

    `coefficients`: from the constant one upwards.  Each root is a divisor of the first divided by one of the last.  As often as x
    is a root, x - r is divided out; if a number is left, there are no others.
    """
    common = math.lcm(*(c.denominator for c in coefficients))
    left, found = [int(c * common) for c in coefficients], set[Any]()
    while not left[0]:
        left, found = left[1:], found | {0}
    shared = math.gcd(*left)
    left = [c // shared for c in left]
    tops, bottoms = (divisors(abs(c), work) if abs(c) < LARGE else [] for c in (left[0], left[-1]))
    for r in {norm(Fraction(sign * a, b)) for sign in (1, -1) for a in tops for b in bottoms}:
        work.spend(len(left))
        while len(left) > 1:
            quotient = [left[-1]]  # by Horner's rule, from above; the last is the remainder
            for c in left[-2::-1]:
                quotient.append(norm(c + r * quotient[-1]))
            if quotient[-1]:
                break
            left, found = quotient[-2::-1], found | {r}
    return None if len(left) > 1 else frozenset(found)


def divisors(a: int, work: Work) -> list[int]:
    """Return the divisors of a number that is at least 1."""
    root = math.isqrt(a)
    work.spend(root // 8)
    low = [d for d in range(1, root + 1) if a % d == 0]
    return [*low, *(a // d for d in low)]


def real_options(accepts: Sequence[Node], doc: Document, x: Any, items: Sequence[Any]) -> list[tuple[Any, list[Any]]] | None:
    """Return, for each unknown real of a witness, the values that it can have in accepted ones; None if these are not known.

    Every condition of the verifier is evaluated, or only its two sides if it compares numbers.  That this is the same for all
    witnesses shows, beside, that the verifier is defined on all of them.
    """
    of = Unknowns(doc.work)
    unknown = Map((k, of.form(0, {of.part("real", i): 1})) for i, k in enumerate(items))
    run, e, kept = Interpreter(doc, {"instance": x, "witness": unknown}), Frame(), list[Values]()
    try:
        for n in (part for node in accepts for part in conjuncts(node)):
            if n.op in ("eq", "le", "lt") and n.args[0].type[0] in SORTS:
                a, b = (run.value(side, e) for side in n.args)
                kept.append(of.where_zero(a - b) if n.op == "eq" else of.where_not_positive(a - b))
            elif not run.value(n, e):
                kept.append(None)
    except (Unsettled, Undefined):
        return None
    values = of.everywhere(kept)
    if values is not None and len(values) < len(items):
        return None
    return [(k, [] if values is None else ordered(values[i])) for i, k in enumerate(items)]


# ======================================================================================================================
# Chapter 5.  Instances: all well-typed valid instances of a length
# ======================================================================================================================


def leaf_values(value: Any, type: Type, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the paths and the values of the fields that are not records."""
    for v, step, t in contents(value, type):
        inner = f"{path}{step}" if path else step.removeprefix(".")
        yield from leaf_values(v, t, inner) if t[0] == "record" else [(inner, v)]


def well_typed(problem: Problem, x: Any) -> str:
    """Return what is wrong with the typing of an instance; empty if nothing is."""
    found = dict(leaf_values(x, problem.instance))

    def wrong(t: Type, v: Any) -> bool:
        match t[0]:
            case "nat":
                return bool(v < 0)
            case "label":
                return v not in found[t[1]]
            case "edge":
                return len(v) != 2
            case "set":
                return (bool(t[2]) and v != frozenset(range(len(v)))) or (bool(t[3]) and not v <= found[t[3]])
            case "map":
                return bool(t[3]) and set(v) != all_keys(t, found)
        return False

    return next((f"{path} is not well typed" for path, t, v in everything(x, problem.instance) if wrong(t, v)), "")


def assembled(type: Type, found: Mapping[str, Any], path: str = "") -> Any:
    """Return the record whose fields are found by their paths; fields that are not found are None."""
    fields = [(f"{path}{step}" if path else step.removeprefix("."), t) for step, t in steps_of(type)]
    return tuple(assembled(t, found, inner) if t[0] == "record" else found.get(inner) for inner, t in fields)


def least_length(type: Type) -> int:
    """Return a number that the length of every value of a type has at least."""
    match type[0]:
        case "rat":
            return 2
        case "edge":
            return 1 + 2 * least_length(type[1])
        case "tuple" | "record":
            return 1 + sum(least_length(t) for _, t in steps_of(type))
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
        self.tests = schedule(problem, self.order)
        self.records = 1 + records_in(problem.instance)
        self.found: dict[str, Any] = {}
        self.lists: dict[Any, list[Any]] = {}
        self.held = 0

    def of_length(self, n: int) -> Iterator[Any]:
        """Yield the instances of length n."""
        self.found.clear()
        return self.complete(0, n - self.records)

    def complete(self, place: int, left: int) -> Iterator[Any]:
        """Yield the instances that agree with the fields chosen so far and have `left` units of length in the others."""
        if place == len(self.order):
            yield from [assembled(self.problem.instance, self.found)] if left == 0 else []
            return
        self.work.here = STEPS
        path, rest = self.order[place], self.order[place + 1 :]
        for n in self.lengths([self.problem.leaves[p] for p in (path, *rest)], left):
            for value in self.values(self.problem.leaves[path], path, n):
                self.work.here = STEPS
                self.work.spend(1)
                self.found[path] = value
                if self.may_be_valid(place):
                    yield from self.complete(place + 1, left - n)
            self.found.pop(path, None)

    def lengths(self, types: Sequence[Type], left: int) -> Iterator[int]:
        """Yield the lengths that the first of some values may have that have `left` units together."""
        least = [least_length(t) for t in types]
        lengths = range(least[0], left - sum(least[1:]) + 1)
        for n in lengths if len(types) > 1 else lengths[-1:]:
            self.work.spend(1)
            yield n

    def may_be_valid(self, place: int) -> bool:
        """Return whether no condition that can be tested now is false."""
        try:
            return all(test.holds(assembled(self.problem.instance, self.found)) for test in self.tests[place])
        except (Undefined, TooMuch):
            return True

    def values(self, t: Type, path: str, n: int) -> Iterator[Any]:
        """Yield the values of a type that have exactly length n, within the caps."""
        size, bits = self.caps.get(f"|{path}|", n), self.caps.get(f"bits({path})", n)
        match t[0]:
            case "bool" if n == 1:
                yield from (False, True)
            case "label" if n == 1:
                yield from range(len(self.found[t[1]]))
            case "nat" | "int" if 0 <= n - 1 <= bits:
                yield from (s for a in of_bits(n - 1) for s in ([a, -a] if a and t == INT else [a]))
            case "rat":
                for top in range(n - 1):
                    bottom = n - 1 - top
                    if (max(top, bottom) if f"bits({path})" in self.each else n - 1) <= bits:
                        for a, b in product(of_bits(top), of_bits(bottom)):
                            if math.gcd(a, b) == 1:
                                yield from (norm(Fraction(s, b)) for s in ([a, -a] if a else [0]))
            case "edge":
                members = self.measured(t[1], f"{path}[]", n - 1 - least_length(t[1]))
                yield from (frozenset(s) for s in self.subsets(members, n - 1, 2) if len(s) == 2)
            case "set" if t[2]:  # a home, of labels of length 1
                if n - 1 <= size:
                    self.work.items(n)
                    yield frozenset(range(n - 1))
            case "set":
                members = self.in_set(t[3]) if t[3] else self.measured(t[1], f"{path}[]", n - 1)
                yield from map(frozenset, self.subsets(members, n - 1, size))
            case "map" if t[3]:
                keys = sorted(((length(k, t[1]), k) for k in all_keys(t, self.found)), key=lambda pair: pair[0])
                for values in self.exactly([(t[2], f"{path}[]")] * len(keys), n - 1 - sum(m for m, _ in keys)):
                    yield Map((k, v) for (_, k), v in zip(keys, values, strict=True))
            case "map":
                for some in range(n):
                    for chosen in self.subsets(self.measured(t[1], f"{path}[key]", some), some, size):
                        for values in self.exactly([(t[2], f"{path}[]")] * len(chosen), n - 1 - some):
                            yield Map(zip(chosen, values, strict=True))
            case "seq":
                for k in range(min(size, (n - 1) // least_length(t[1])) + 1):
                    yield from self.exactly([(t[1], f"{path}[]")] * k, n - 1)
            case "tuple" | "record":
                yield from self.exactly([(part, f"{path}{step}") for step, part in steps_of(t)], n - 1)
            case "sum":
                for i, (case, types) in enumerate(t[2]):
                    parts = [(part, f"{path}.{case}.{j}") for j, part in enumerate(types)]
                    yield from ((i, *arguments) for arguments in self.exactly(parts, n - 1))

    def in_set(self, path: str) -> list[tuple[int, Any]]:
        """Return the members of a set that is chosen already, with their lengths, the shortest first."""
        item = self.problem.leaves[path][1]
        return sorted(((length(v, item), v) for v in self.found[path]), key=lambda pair: pair[0])

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
            yield from [()] if left == 0 else []
            return
        (t, path), rest = parts[0], parts[1:]
        for n in self.lengths([p for p, _ in parts], left):
            values = self.listed(t, path, n)
            for others in self.exactly(rest, left - n) if values else ():
                for v in values:
                    self.work.spend(1)
                    yield (v, *others)

    def listed(self, t: Type, path: str, n: int) -> list[Any]:
        """Return the values of a type of length n as a list, which is kept for the next time."""
        key = (path, n, *(self.found[p] for p in sorted(references(t))))
        if key not in self.lists:
            made = []
            for v in self.values(t, path, n):
                self.work.spend(1)
                made.append(v)
            if self.held > ITEMS:
                self.lists, self.held = {}, 0
            self.lists[key], self.held = made, self.held + 1 + len(made)
        return self.lists[key]

    def measured(self, t: Type, path: str, most: int) -> list[tuple[int, Any]]:
        """Return the values of a type of at most some length, each with its length, the shortest first."""
        return [(n, v) for n in range(least_length(t), most + 1) for v in self.listed(t, path, n)]


def records_in(type: Type) -> int:
    """Return the number of records that are fields of records, and so on, of an instance type."""
    return sum(1 + records_in(t) for _, t in type[1] if t[0] == "record")


def of_bits(n: int) -> range:
    """Return the natural numbers of n binary digits."""
    return range(1 << n - 1, 1 << n) if n else range(1)


def schedule(problem: Problem, order: Sequence[str]) -> list[list[Code]]:
    """Return for each field, in the order of choosing, the conditions of `valid` that are tested once it is chosen."""
    tests: list[list[Code]] = [[] for _ in order]
    at = 0
    for node in [c for n in problem.valid for c in conjuncts(n)] if order else []:
        place = max([at, *(order.index(p) for p in reads(node, problem))])
        tests[place].append(Code([node], problem))
        if any(n.op in PARTIAL_ANYWHERE for n in problem.uses(node)):
            at = place
    return tests


def conjuncts(node: Node) -> Iterator[Node]:
    """Yield the conditions that are joined by `and`, in order."""
    if node.op != "and":
        yield node
    for a in node.args if node.op == "and" else ():
        yield from conjuncts(a)


def reads(node: Node, problem: Problem) -> set[str]:
    """Return the paths of the fields that an expression reads, in the definitions that it uses too."""
    fields = [n for n in problem.uses(node) if path_of(n) is not None]
    inner = {id(a) for n in fields for a in n.args}
    paths = {path_of(n) for n in fields if id(n) not in inner}
    return {leaf for leaf in problem.leaves for p in paths if p in ("", leaf) or leaf.startswith(f"{p}.")}


def path_of(node: Node) -> str | None:
    """Return the path of the field that an expression denotes: the instance (""), or a field of such a one; else None."""
    if node.op == "input" and node.data == "instance":
        return ""
    inner = path_of(node.args[0]) if node.op == "field" else None
    return None if inner is None else f"{inner}.{node.data}" if inner else str(node.data)


# --- which sizes the measures of a box bound


Place = tuple[str, frozenset[int]]  # the path of a value in the instance, and the choices of members that lead to it
Scope = frozenset[Any]  # the choices of loops, and the paths of cases, each with the choices that lead to the value of that case


def inner_path(path: str, name: str) -> str:
    """Return the path of a part."""
    return f"{path}.{name}" if path else name


def reaches(made: Scope, slot: str, choices: frozenset[int]) -> bool:
    """Whether every occurrence of a slot, or of the value at a path, makes the choices of a scope and lies inside its cases."""
    path = slot.removeprefix("bits(").removeprefix("|")
    return all(m in choices if isinstance(m, int) else path.startswith(f"{m[0]}.") and m[1] <= choices for m in made)


class Limits:
    """The caps of the slots of a problem's instances that follow from bounds of its measures and from `valid`.

    A measure that is `|A|`, `bits(k)`, a `max`, or a sum of such expressions and of others that are never negative, bounds their
    sizes; in a `sum` or `max` over members, those of each member, if all members are run through.  A condition of `valid` bounds
    the sizes on its left side if its right side is at most a known number.
    """

    def __init__(self, problem: Problem, bounds: Mapping[str, int], caps: Mapping[str, int]) -> None:
        self.problem, self.caps, self.choices = problem, dict(caps), 0
        for name, n in problem.measures:
            for slot, _ in self.bounded(n, {}) if name in bounds and not self.partial(n) else ():
                self.lower(slot, bounds[name])
        before: dict[str, int] | None = None
        while before != self.caps:  # the caps only fall, and each round uses those of the round before
            before = dict(self.caps)
            conditions = [c for n in problem.valid for c in conjuncts(n)]
            for condition in takewhile(lambda c: not self.partial(c), conditions):  # later ones are not evaluated everywhere
                self.read(condition, {}, Scope())

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
            paths = paths_in(n.args[0].type)
            keys = n.args[1].args if len(paths) > 1 and n.args[1].op == "tuple" else n.args[1:]
            choices = base[1]
            for at, path in zip([self.place(k, env) for k in keys], paths, strict=False):
                if at is None or at[0] != f"{path}[]" or at[1] & choices:
                    return None
                choices |= at[1]
            return (f"{base[0]}[]", choices) if len(keys) == len(paths) else None
        name = f"{n.data[0]}.{n.data[1]}" if n.op == "arg" else str(n.data)
        return f"{base[0]}.{name}" if base[0] else name, base[1]

    def inside(self, n: Node, env: Mapping[int, Place | None]) -> tuple[dict[int, Place | None], Scope | None]:
        """Return the places of the variables in a loop, and its scope; None if it may leave out a member for another reason than
        its case."""
        inner, made = dict(env), Scope()
        for kind, variables, part in n.steps:
            place = self.place(part, inner)
            asked = self.of_case(part, inner) if kind == "where" else None
            if kind == "let":
                inner[variables[0]] = place
            elif asked is not None:
                made |= asked
            elif kind == "where" or place is None:
                return inner, None
            else:
                self.choices += 1
                made |= {self.choices}
                for variable, step in zip(reversed(variables), ("[]", "[key]"), strict=False):
                    inner[variable] = f"{place[0]}{step}", place[1] | {self.choices}
        return inner, made

    def of_case(self, n: Node, env: Mapping[int, Place | None]) -> Scope | None:
        """Return the scope of a condition that only asks for the cases of values in the instance."""
        if n.op == "and":
            one, other = (self.of_case(a, env) for a in n.args)
            return None if one is None or other is None else one | other
        at = self.place(n.args[0], env) if n.op == "is" else None
        return None if at is None else Scope({(inner_path(at[0], n.data), at[1])})

    def parts(self, n: Node, env: Mapping[int, Place | None]) -> Iterator[tuple[Node, dict[int, Place | None], Scope]]:
        """Yield the conditions that hold in a part of the instance if a condition holds: in a loop over places, in the cases of a
        value, and where a value is of a case; with the places of variables and the scope."""
        if n.op == "every":
            inner, made = self.inside(n, env)
            yield from [(n.args[0], inner, made)] if made is not None else []
        elif n.op == "implies":
            asked = self.of_case(n.args[0], env)
            yield from [(n.args[1], dict(env), asked)] if asked is not None else []
        elif n.op == "case" and (at := self.place(n.args[0], env)) is not None:
            for (name, variables), body in zip(n.data, n.args[1:], strict=True):
                path = inner_path(at[0], name)
                inner = {**env, **{v: (f"{path}.{i}", at[1]) for i, v in enumerate(variables)}}
                yield body, inner, Scope({(path, at[1])})

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
            read = [(r, made) for body, inner, made in self.parts(n, env) for r in self.bounded(body, inner)]
            return [r for r, made in read if reaches(made, *r)]
        if n.op == "greatest" or (n.op == "sum" and never_negative(n.args[0])):
            within_, around = self.inside(n, env)
            return [] if around is None else [r for r in self.bounded(n.args[0], within_) if reaches(around, *r)]
        return []

    def read(self, n: Node, env: Mapping[int, Place | None], made: Scope) -> None:
        """Add the caps that a condition gives, wherever it holds; `made` is the scope around it."""
        if n.op == "and":
            for a in n.args:
                self.read(a, env, made)
        elif n.op == "global":
            self.read(self.problem.functions[n.data][1], {}, made)
        elif n.op in ("every", "case", "implies"):
            for part, inner, more in self.parts(n, env):
                self.read(part, inner, made | more)
        elif n.op in ("le", "lt", "eq") and n.args[0].type[0] in SORTS:
            for left, right in [n.args, n.args[::-1]][: 2 if n.op == "eq" else 1]:
                most, place = self.most(right, env), self.place(left, env)
                if most is None:
                    continue
                most -= n.op == "lt"
                for slot, choices in self.bounded(left, env):
                    if reaches(made, slot, choices):
                        self.lower(slot, most)
                if place is not None and left.type == NAT and reaches(made, *place):
                    self.lower(f"bits({place[0]})", max(most, 0).bit_length())

    def most(self, n: Node, env: Mapping[int, Place | None]) -> int | None:
        """Return a number that a whole number is at most on all instances within the caps; None if none is known."""
        if n.op == "const":
            return n.data if isinstance(n.data, int) else None
        parts = [self.most(a, env) for a in n.args] if n.op in ("add", "sub", "mul", "min", "max", "nat", "int") else []
        known = [p for p in parts if p is not None]
        if n.op == "min":
            return min(known, default=None)
        if n.op == "sub" and known[:1] == parts[:1] and never_negative(n.args[1]):
            return known[0] - (n.args[1].data if n.args[1].op == "const" else 0)
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
        size, types = self.caps.get(f"|{place[0].removesuffix('[key]')}|"), dict(all_parts(self.problem.instance))
        if place[0].endswith("[key]") and size is not None and types.get(place[0][:-5], NEVER)[0] == "seq":
            return max(size - 1, 0)  # an index of a sequence
        bits = self.caps.get(f"bits({place[0]})", 65)
        return (1 << bits) - 1 if n.type in (NAT, INT) and bits <= 64 else None


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
    """The greatest length of the values within caps; infinite if a slot has no cap."""

    def __init__(self, problem: Problem, caps: Mapping[str, int], each: Iterable[str]) -> None:
        self.leaves, self.caps, self.each = problem.leaves, caps, set(each)

    def size(self, t: Type, path: str, values: float = math.inf) -> float:
        """Return a bound of the number of members of a collection, of whose members, or keys, there are so many values."""
        cap = self.caps.get(f"|{path}|", math.inf)
        if t[0] == "seq" or (t[0] == "set" and t[2]):
            return cap
        wholes = paths_in(t)
        if len(wholes) > 1:
            return min(cap, multiple(*(self.size(self.leaves[path], path) for path in wholes)))
        return min(cap, self.size(self.leaves[t[3]], t[3], values) if t[3] else values)

    def bounds(self, t: Type, path: str) -> tuple[float, float]:
        """Return a bound of the length of a value at a path, and one of the number of values of its type."""
        steps = steps_of(t)
        if t[0] in ("set", "map") and len(paths_in(t)) == 1 and t[3]:  # members, or keys, of another set
            steps[0] = f"@{t[3]}[]", steps[0][1]
        inner = {s: self.bounds(p, s[1:] if s[0] == "@" else f"{path}{s}" if path else s.removeprefix(".")) for s, p in steps}
        lengths, numbers = [n for n, _ in inner.values()], [m for _, m in inner.values()]
        match t[0]:
            case "nat" | "int" | "rat":
                slot = f"bits({path})"
                return 1 + self.caps.get(slot, math.inf) * (2 if slot in self.each else 1), math.inf
            case "label":
                return 1, self.size(self.leaves[t[1]], t[1])
            case "set" | "seq" | "map":
                return 1 + multiple(self.size(t, path, numbers[0]), sum(lengths)), math.inf
            case "edge":
                return 1 + 2 * lengths[0], multiple(numbers[0], numbers[0])
            case "sum":
                cases = [[inner[f".{case}.{i}"] for i in range(len(types))] for case, types in t[2]]
                return 1 + max(sum(n for n, _ in c) for c in cases), sum(multiple(*(m for _, m in c)) for c in cases)
            case "tuple" | "record":
                return 1 + sum(lengths), multiple(*numbers)
        return 1, 2


def multiple(*factors: float) -> float:
    """Return a product in which zero times infinity is zero."""
    return 0 if 0 in factors else math.prod(factors)


# ======================================================================================================================
# Chapter 6.  The boundary of a reduction
# ======================================================================================================================


class OutsideHome(Exception):
    """A label lies outside its home."""


def carried(value: Any, type: Type, tables: Mapping[str, Mapping[Any, Any]]) -> Any:
    """Return a value of a type of the target in which each label is replaced by what stands for it in the table of its home."""
    if type[0] == "label":
        if value not in tables[type[1]]:
            raise OutsideHome(f"a label is not one of {type[1]}")
        return tables[type[1]][value]
    parts = [carried(v, t, tables) for v, _, t in contents(value, type)]
    match type[0]:
        case "set" | "edge":
            return frozenset(parts)
        case "map":
            return Map(zip(parts[::2], parts[1::2], strict=True))
        case "seq" | "tuple" | "record":
            return tuple(parts)
        case "sum":
            return (value[0], *parts)
    return value


class Image:
    """The image of an instance: the target's instance, and what its labels stand for, in both directions."""

    def __init__(self, reduction: Reduction, built: Any) -> None:
        instance = reduction.target.instance
        homes = {path: ordered(v) for path, v in leaf_values(built, instance) if path in reduction.content}
        self.ranks = {home: {label: rank for rank, label in enumerate(labels)} for home, labels in homes.items()}
        self.labels = {home: dict(enumerate(labels)) for home, labels in homes.items()}
        self.value = carried(built, instance, self.ranks)


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
        self.problem, self.names = problem, [name for name, _ in problem.measures]
        self.valid, self.accepts = Code(problem.valid, problem), Code(problem.accepts, problem)
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
        if space.kind == "reals":
            options = real_options(self.problem.accepts, self.problem, x, space.items)
            return None if options is None else self.accepted(x, SPACES["choice"][0](options), SPACES["choice"][1](options))
        return self.accepted(x, space.count(), space.all())

    def accepted(self, x: Any, count: int | None, members: Iterable[Any]) -> list[Any] | None:
        """Return the members, so many, that are witnesses of an instance; None if they are too many."""
        return None if count is None or count > MEMBERS else [w for w in members if self.accepts.holds(x, w)]


class ReductionRun:
    """The parts of a reduction that are evaluated on instances."""

    def __init__(self, reduction: Reduction) -> None:
        self.reduction, self.type = reduction, reduction.target.witness.type
        codes = (Code([n], reduction) for n in (reduction.image, reduction.forward, reduction.backward))
        self.image_code, self.forward_code, self.backward_code = codes
        self.claims = [(c, *(Code([n] if n else [], reduction) for n in (c.right, c.when))) for c in reduction.claims]

    def image(self, x: Any) -> Image:
        """Return the image of an instance."""
        return Image(self.reduction, self.image_code.values(x)[0])

    def forward(self, x: Any, w: Any, image: Image) -> Any:
        """Return the target's witness for one of the source's."""
        return carried(self.forward_code.values(x, w)[0], self.type, image.ranks)

    def backward(self, x: Any, v: Any, image: Image) -> Any:
        """Return the source's witness for one of the target's."""
        return self.backward_code.values(x, carried(v, self.type, image.labels))[0]


class Counts:
    """What is counted on instances; None where it is not known."""

    def __init__(self, instances: int, members: Sequence[int | None], witnesses: Sequence[int | None], yes: int | None) -> None:
        self.instances, self.members, self.witnesses, self.yes = instances, members, witnesses, yes

    def by_name(self) -> dict[str, int | None]:
        """Return all counts by their names."""
        lists = {f"{name}[{i}]": n for name in ("members", "witnesses") for i, n in enumerate(getattr(self, name))}
        return {"instances": self.instances, "yes": self.yes, **lists}


class Examiner:
    """The obligations of a chain of reductions on one instance; without a reduction, those of a problem."""

    def __init__(self, source: Problem, reductions: Sequence[Reduction]) -> None:
        self.source = ProblemRun(source)
        self.runs = [ReductionRun(r) for r in reductions]
        self.targets = [ProblemRun(r.target) for r in reductions]
        self.not_run = {"forward": 0, "backward": 0, "monotone": 0}

    def examine(self, x: Any, measures: Mapping[str, int]) -> Counts:
        """Return the counts of an instance.  Raises Refuted if an obligation fails on it."""
        space, found = self.answers(self.source, x, "the source")
        yes, many = (None, None) if found is None else (int(bool(found)), len(found))
        if not self.runs:
            self.monotone(self.source.problem.easier(x), found)
            return Counts(1, [space.count()], [many], yes)
        instances, images, measured = [x], [], dict[str, int]()
        for run, target in zip(self.runs, self.targets, strict=True):
            images.append(self.image(run, target, instances[-1]))
            instances.append(images[-1].value)
            measured = self.evaluated("well-formed", "a measure of the image", target.measures, instances[-1])
        y = instances[-1]
        there, back = self.answers(self.targets[-1], y, "the image")
        self.sizes(x, measures, y, measured)
        forward = [(run.forward, at, image) for run, at, image in zip(self.runs, instances, images, strict=False)]
        backward = [(run.backward, at, image) for run, at, image in zip(self.runs, instances, images, strict=False)]
        mapped = self.mapped("forward", forward, found, self.targets[-1], y, there, back)
        returned = self.mapped("backward", backward[::-1], back, self.source, x, space, found)
        if found is not None and back is not None:
            self.numbers(x, measures, dict(zip(found, mapped, strict=True)), list(zip(returned, back, strict=True)))
        return Counts(1, [space.count(), there.count()], [many, None if back is None else len(back)], yes)

    def monotone(self, easier: Any, found: list[Any] | None) -> None:
        """Check that an easier instance has a witness, if one is stated to have one wherever these witnesses exist."""
        if easier is None or found == []:
            return
        if found is None:
            self.not_run["monotone"] += 1
            return
        if not self.evaluated("monotone", "`valid` of the easier instance", self.source.valid.holds, easier):
            raise Refuted("monotone", "there is a witness, and the easier instance is not valid")
        space, witnesses = self.answers(self.source, easier, "the easier instance")
        if witnesses is None and not any(space.has(w) and self.source.accepts.holds(easier, w) for w in found):
            self.not_run["monotone"] += 1
        elif witnesses == []:
            raise Refuted("monotone", "there is a witness, and the easier instance has none")

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

    def mapped(
        self, obligation: str, maps: Any, witnesses: Any, end: ProblemRun, x: Any, space: Members, known: list[Any] | None
    ) -> list[Any]:
        """Return what witnesses are mapped to by some maps in turn; each must be a witness of x, all of which may be known."""
        self.not_run[obligation] += witnesses is None
        made, accepted = [], None if known is None else set(known)
        for w in witnesses or []:
            for function, at, image in maps:
                w = self.evaluated(obligation, f"the {obligation} map", function, at, w, image)
            if not space.has(w):
                raise Refuted(obligation, f"a witness is mapped outside the witness space of {end.problem.name}")
            if not (self.evaluated(obligation, "the verifier", end.accepts.holds, x, w) if accepted is None else w in accepted):
                raise Refuted(obligation, f"a witness is mapped to what {end.problem.name} does not accept")
            made.append(w)
        return made

    def claims(self, x: Any, given: Mapping[str, int], *kinds: str) -> Iterator[tuple[Claim, Any]]:
        """Yield the claims of a single reduction that apply to an instance, with the values of their right sides."""
        for claim, right, when in self.runs[0].claims if len(self.runs) == 1 else []:
            obligation = claim.kind if claim.kind in ("counts", "parsimonious") else "sizes"
            if claim.kind in kinds and all(self.evaluated(obligation, "a claim", when.values, x, None, given)):
                yield claim, sum(self.evaluated(obligation, "a claim", right.values, x, None, given))

    def sizes(self, x: Any, given: Mapping[str, int], y: Any, measured: Mapping[str, int]) -> None:
        """Check the claims about measures of the image and numbers in it."""
        for claim, most in self.claims(x, given, "size", "value"):
            seen = measured.get(claim.left, 0)
            if claim.kind == "value":
                inside = (".", "[")
                values = [(p, v) for p, t, v in everything(y, self.targets[0].problem.instance) if t[0] in SORTS]
                seen = max(
                    (abs(v) for p, v in values if p == claim.left or p.startswith(tuple(claim.left + c for c in inside))),
                    default=0,
                )
            if seen > most or (claim.relation == "=" and seen != most):
                raise Refuted("sizes", f"target.{claim.left} is {seen}, and {claim.relation} {most} is claimed")

    def numbers(self, x: Any, given: Mapping[str, int], forward: dict[Any, Any], backward: list[tuple[Any, Any]]) -> None:
        """Check the claims about numbers of witnesses."""
        for claim, number in self.claims(x, {**given, "#source": len(forward)}, "counts", "parsimonious"):
            if claim.kind == "counts" and number != len(backward):
                raise Refuted("counts", f"the image has {len(backward)} witnesses, and {number} are claimed")
            if claim.kind == "parsimonious" and (dict(backward) != forward or len(dict(backward)) < len(backward)):
                raise Refuted("parsimonious", "the witness maps are not inverse to each other")


# ======================================================================================================================
# Chapter 8.  The region: its instances, shape by shape
# ======================================================================================================================


class Part:
    """A part of a region: the instances within bounds of measures and a length; if it bounds every measure, within the caps."""

    def __init__(self, doc: Any, where: str, problem: Problem, caps: Mapping[str, int], work: Work) -> None:
        an_object(doc, where, "within", "length")
        self.within = bounds_of(doc["within"], f"{where}.within", problem)
        self.length = a_number(doc["length"], f"{where}.length") if "length" in doc else None
        self.cut = dict(caps) if len(self.within) == len(problem.measures) else {}
        self.each = {f"bits({path})" for path, t in all_parts(problem.instance) if t == RAT} & self.cut.keys()
        self.limits = Limits(problem, self.within, self.cut).caps
        self.longest = self.longest_within(problem, self.limits)
        self.generator = Generator(problem, self.limits, self.each, work)

    def longest_within(self, problem: Problem, limits: Mapping[str, int]) -> int | None:
        """Return the greatest length of the instances of this part within some caps; None if there is none."""
        most = Longest(problem, limits, self.each).bounds(problem.instance, "")[0]
        return self.length if math.isinf(most) else int(most) if self.length is None else min(int(most), self.length)

    def has(self, x: Any, n: int, measures: Mapping[str, int], problem: Problem) -> bool:
        """Return whether an instance of length n with some measures belongs to this part."""
        if any(measures[name] > most for name, most in self.within.items()) or (self.length is not None and n > self.length):
            return False
        return not self.cut or all(size <= self.cut.get(slot, size) for slot, size in slot_sizes(x, problem.instance))


def slot_sizes(x: Any, type: Type) -> Iterator[tuple[str, int]]:
    """Yield the slots of an instance and their sizes; of a rational, the longer one of numerator and denominator."""
    for path, t, v in everything(x, type):
        if t[0] in SORTS:
            yield f"bits({path})", max(v.numerator.bit_length(), v.denominator.bit_length() if t == RAT else 0)
        elif t[0] in ("set", "seq", "map"):
            yield f"|{path}|", len(v)


def bounds_of(doc: Any, where: str, problem: Problem) -> dict[str, int]:
    """Read bounds, or values, of measures; they come in the order of the measures."""
    found, names = numbers(doc, where), [name for name, _ in problem.measures]
    for name in found:
        expect(name in names, where, name, f"one of the measures {', '.join(names)}")
    return {name: found[name] for name in names if name in found}


class Shape:
    """The counts that a certificate gives for the instances with the same measures."""

    def __init__(self, doc: Any, where: str, problem: Problem, sides: int) -> None:
        an_object(doc, where, "measures instances witnesses members yes")
        self.where, self.measures = where, bounds_of(doc["measures"], f"{where}.measures", problem)
        expect(len(self.measures) == len(problem.measures), where, doc["measures"], "all measures")

        def count(value: Any, at: str) -> int | None:
            return None if value is None else a_number(value, at)

        members, witnesses = (all_of(doc[key], f"{where}.{key}", count) for key in ("members", "witnesses"))
        expect(len(members) == len(witnesses) == sides, where, doc, f"{sides} numbers of members and of witnesses")
        instances = a_number(doc["instances"], f"{where}.instances", 1)
        self.counts = Counts(instances, members, witnesses, count(doc["yes"], f"{where}.yes"))


class RegionRun:
    """The run of all instances of a region, the shortest first, as far as the steps reach, and the comparison of counts."""

    def __init__(self, doc: Any, where: str, problem: Problem, examiner: Examiner, work: Work, only: Mapping[str, int]) -> None:
        an_object(doc, where, "parts caps shapes")
        self.problem, self.examiner, self.work, self.where, self.only = problem, examiner, work, where, only
        unknown = set(only) - {name for name, _ in problem.measures}
        if unknown:
            raise BadInput(f"--within: {problem.name} has no measure {', '.join(sorted(unknown))}")
        caps = self.caps = numbers(doc["caps"], f"{where}.caps")
        inner = [(p, t[0]) for p, t in all_parts(problem.instance)]
        slots = {f"bits({p})" if kind in SORTS else f"|{p}|" for p, kind in inner if kind in ("set", "seq", "map", *SORTS)}
        expect(caps.keys() <= slots, f"{where}.caps", sorted(caps), f"sizes of an instance: {', '.join(sorted(slots))}")
        self.parts = all_of(doc["parts"], f"{where}.parts", lambda p, at: Part(p, at, problem, caps, work))
        sides = 2 if examiner.runs else 1
        self.shapes = all_of(doc["shapes"], f"{where}.shapes", lambda s, at: Shape(s, at, problem, sides))
        different([self.key(s.measures) for s in self.shapes], f"{where}.shapes")
        self.claimed = {self.key(s.measures): s for s in self.shapes}
        self.found: dict[tuple[int, ...], dict[str, int | None]] = {}
        self.done, self.finished, self.run, self.skipped, self.uncounted = -1, False, 0, 0, 0

    def key(self, measures: Mapping[str, int]) -> tuple[int, ...]:
        """Return the measures in order."""
        return tuple(measures[name] for name, _ in self.problem.measures)

    def last(self) -> int | None:
        """Return the greatest length of an instance of the region; None if there is none."""
        tops = [part.longest for part in self.parts]
        return None if None in tops else max((t for t in tops if t is not None), default=-1)

    def go(self) -> None:
        """Run the instances in order of length, until all are run or the steps are taken.  Raises Refuted and Invalid."""
        last, n = self.last(), 0
        with suppress(OutOfSteps):
            while last is None or n <= last:
                self.work.spend(1)
                for i, part in enumerate(self.parts):
                    earlier = self.parts[:i]
                    covered = any(not p.within and p.length is not None and n <= p.length for p in earlier)
                    if not covered and (part.longest is None or n <= part.longest):
                        self.go_through(part, earlier, n)
                self.done, n = n, n + 1
            self.finished = True

    def go_through(self, part: Part, earlier: Sequence[Part], n: int) -> None:
        """Run the instances of one length of a part that belong to no earlier part."""
        for x in part.generator.of_length(n):

            def belongs(measures: Mapping[str, int], x: Any = x) -> bool:
                wanted = all(measures[name] <= most for name, most in self.only.items())
                inside = wanted and part.has(x, n, measures, self.problem)
                return inside and not any(p.has(x, n, measures, self.problem) for p in earlier)

            measures, counts = self.examined(x, belongs)
            if counts is None:
                continue
            self.run += 1
            key = self.key(measures)
            known = self.found.setdefault(key, dict.fromkeys(counts.by_name(), 0))
            for name, count in counts.by_name().items():
                before = known[name]
                known[name] = None if count is None or before is None else before + count
            if key not in self.claimed:
                raise Invalid(f"{self.where}.shapes: no entry for the measures {dict(measures)}, of which there is an instance")
            self.compare(self.claimed[key], known, exactly=False)

    def examined(self, x: Any, belongs: Callable[[Mapping[str, int]], bool]) -> tuple[dict[str, int], Counts | None]:
        """Return the measures and counts of a value, if it is a valid instance that belongs here.  Raises Refuted."""
        examiner, source = self.examiner, self.examiner.source
        try:
            if examiner.evaluated("well-formed", "`valid`", source.valid.holds, x):
                measures = examiner.evaluated("well-formed", "a measure", source.measures, x)
                return measures, examiner.examine(x, measures) if belongs(measures) else None
        except TooMuch:
            self.skipped += 1
        except Refuted as failure:
            failure.args = (f"{failure} (on the instance {value_text(x, self.problem.instance)})",)
            raise
        return {}, None

    def compare(self, shape: Shape, found: Mapping[str, int | None], exactly: bool) -> None:
        """Raise Invalid if the counts of a shape are too small, or with `exactly`, other ones than those found."""
        for name, claimed in shape.counts.by_name().items():
            count = found.get(name)
            if claimed is not None and count is not None and (count > claimed or (exactly and count != claimed)):
                raise Invalid(f"{shape.where}.{name}: found {claimed}, but there are{'' if exactly else ' at least'} {count}")
        self.uncounted += exactly and any(n is not None and found[name] is None for name, n in shape.counts.by_name().items())

    def whole(self, shape: Shape) -> bool:
        """Return whether all instances of a shape were run."""
        if self.skipped or any(shape.measures[name] > most for name, most in self.only.items()):
            return False
        for part in self.parts if not self.finished else ():
            if all(shape.measures[name] <= most for name, most in part.within.items()):
                top = part.longest_within(self.problem, Limits(self.problem, shape.measures, part.limits).caps)
                if top is None or min(top, part.longest or top) > self.done:
                    return False
        return True

    def compare_all(self) -> int:
        """Compare the counts of all shapes that were run as a whole; return their number."""
        whole = [shape for shape in self.shapes if self.whole(shape)]
        for shape in whole:
            self.compare(shape, self.found.get(self.key(shape.measures), {"instances": 0}), exactly=True)
        return len(whole) - self.uncounted

    def reach(self) -> str:
        """Return in words which instances were run."""
        if self.finished and not self.only:
            return f"every instance of the region: {self.run:,}"
        within = " with " + " and ".join(f"{n} <= {v}" for n, v in self.only.items()) if self.only else ""
        last = "" if self.last() is None else f" of {self.last()}"
        upto = "" if self.finished else f" of length <= {self.done}{last}"
        return f"every instance{within}{upto}: {self.run:,} of {sum(s.counts.instances for s in self.shapes):,}"


# ======================================================================================================================
# Chapter 9.  Bounds
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
    kind, own = kind_of(type_), Value()
    if kind == "number":
        no_den = constructors is None or type_ != RAT
        return number(size, ZERO if type_ == NAT else size, size, None if no_den else size[0])
    if kind in ("label", "collection"):
        own = {("n" if kind == "label" else "size",): some(2) if type_[0] == "edge" else size}
    else:
        own = {(f"?{c}",): () for c, _ in possible_cases(type_, constructors)}
    return own | {(*way, *k): b for way, t in ways(type_, constructors) for k, b in filled(t, size, constructors).items()}


def ways(type_: Type, constructors: Constructors | None, value: Value | None = None) -> list[tuple[Way, Type]]:
    """Return the ways to the parts of values of a type, with their types; in a given value, of the cases that may make it."""
    kind = kind_of(type_)
    if kind == "collection":
        return [(("item",), member_type(type_)), *([(("key",), type_[1])] if type_[0] == "map" else [])]
    if kind == "product":
        return [((str(i),), t) for i, (_, t) in enumerate(named_parts(type_))]
    cases = possible_cases(type_, constructors)
    return [((f"?{c}", str(i)), t) for c, ts in cases if value is None or (f"?{c}",) in value for i, t in enumerate(ts)]


def alternatives(type_: Type, constructors: Constructors, value: Value) -> list[list[tuple[Value, Type]]]:
    """Return the parts of a product, or those of each case that a value may be made by, with their types."""
    parts: dict[str, list[tuple[Value, Type]]] = {k[0]: [] for k in value if len(k) == 1 and k[0][:1] == "?"} or {"": []}
    for way, t in ways(type_, constructors, value):
        parts[way[0] if len(way) > 1 else ""].append((sub(value, *way), t))
    return [*parts.values()]


def nothing(type_: Type) -> Value:
    """Return the abstract value that stands for no value of a type."""
    return filled(type_, ZERO)


def possible_cases(type_: Type, constructors: Constructors | None) -> Sequence[tuple[str, Sequence[Type]]]:
    """Return the cases of a sum type, or the constructors of built labels, with their arguments."""
    if type_[0] == "sum" and constructors is not None:
        return list(type_[2])
    return [(c, constructors[c][1]) for c in type_[1] if c in constructors] if type_[0] == "term" and constructors else []


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
            self.read(node, {}, Scope())

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
        self.sizes: dict[str, Bound] = {}  # of the fields before this one that are sets
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
        before: dict[str, Bound] | None = None
        for _ in range(3):  # a condition may bound a number by another one
            if self.values == before:
                break
            before = dict(self.values)
            analysis = Evaluation(problem, {}, self.build(), self.denominators, {})
            analysis.start()
            for condition in problem.valid:
                for part in conjuncts(condition):
                    analysis.quietly(partial(self.condition, analysis, part, {}, Scope()))
        self.value = self.build()

    def build(self) -> Value:
        """Return the abstract instance."""
        self.homes, type_ = {}, self.problem.instance
        for _ in range(2):  # the first round finds the sizes of all homes
            self.denominators, self.totals, self.sizes = {}, {}, {}
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
            fields = enumerate(named_parts(type_))
            return parts_value(self.of(t, at + n, many, outer, (*inside, str(i))) for i, (n, t) in fields)
        if kind == "cases":
            value = Value()
            for c, ts in [(c, ts) for c, ts in type_[2] if c in self.cases.get(path, {c})]:
                parts = [self.of(t, f"{at}{c}.{i}", many, outer, (*inside, f"?{c}", str(i))) for i, t in enumerate(ts)]
                value |= made_so(c, parts)
            return value
        if kind == "truth":
            return {}
        if type_[0] == "edge":
            ends = self.of(type_[1], f"{path}[]", times(many, some(2)), outer, (*inside, "item"))
            return collection(some(2), ends, exact=poly(2))
        by_type, key, exact_size = None, None, self.exact.get(path) if not outer else None
        if type_[0] == "map":
            wholes = paths_in(type_)
            by_type = None if wholes else self.number_of(type_[1], f"{path}[key]")
            if wholes and all(w in self.homes or w in self.sizes for w in wholes):
                by_type = reduce(times, (self.homes.get(w, self.sizes.get(w, ())) for w in wholes))
            if wholes and exact_size is None and all(w in self.exact for w in wholes):
                exact_size = reduce(Poly.__mul__, (self.exact[w] for w in wholes))
        elif type_[0] == "set" and not type_[2]:
            by_type = self.homes.get(type_[3]) if type_[3] else self.number_of(type_[1], f"{path}[]")
        size = either(*(b for b, _ in self.known.get(f"|{path}|", ())), by_type or ()) or no_bound(f"no measure bounds |{path}|")
        self.note(path, "size", outer, inside)
        if type_[0] == "set" and type_[2]:
            self.homes[type_[2]] = size
        if type_[0] == "set" and not outer:
            self.sizes[path] = size
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

    def below(self, node: Node, env: Places) -> Iterator[tuple[Place, int]]:
        """Yield places of numbers, each with a constant: the number and the constant are together at most an expression."""
        at = self.texts.place(node, env)
        if at is not None:
            yield at, 0
        elif node.op in ("nat", "int", "max"):
            for a in node.args:
                yield from self.below(a, env)
        elif node.op == "add":
            for one, other in (node.args, node.args[::-1]):
                more = other.data if other.op == "const" and isinstance(other.data, int) else 0
                yield from ((place, less + more) for place, less in self.below(one, env) if never_negative(other))

    def condition(self, analysis: Evaluation, node: Node, env: Places, made: Scope) -> None:
        """Read a condition that bounds values of numbers, or leaves few cases of a sum type; `made` is its scope."""
        op, args = node.op, node.args
        if op == "and":
            for a in args:
                self.condition(analysis, a, env, made)
        elif op == "global":
            analysis.elsewhere({}, {}, lambda: self.condition(analysis, self.problem.functions[node.data][1], {}, made))
        elif op in ("every", "case", "implies"):
            for part, inner, more in self.texts.parts(node, env):
                deeper = partial(self.condition, analysis, part, inner, made | more)
                if op == "every":
                    analysis.comprehend(node, partial(self.condition_inside, deeper))
                    continue
                for branch, (name, variables) in zip(args[1:], node.data, strict=True) if op == "case" else ():
                    subject = analysis.value(args[0]) if branch is part else {}
                    for i, variable in enumerate(variables if (f"?{name}",) in subject else ()):
                        analysis.bind(variable, sub(subject, f"?{name}", str(i)), args[0])
                if op == "implies" or all(v in analysis.env for v in inner.keys() - env.keys()):
                    deeper()
        elif op in ("le", "lt", "eq"):
            for small, large in (args, args[::-1])[: 2 if op == "eq" else 1]:
                gens = [g for frame in analysis.frames for g in frame.gens]
                for at, less in self.below(small, env) if small.type[0] in SORTS else ():
                    if not reaches(made, *at):
                        continue
                    less += int(op == "lt" and RAT not in (small.type, large.type))
                    up = least_of(analysis.capped(p - less, gens).clear() for p in analysis.value(large)["up",])
                    if not up[0].has("hole", "value"):
                        self.values[at[0]] = either(self.values.get(at[0], ()), up)
        found = self.possible(node, env, True)
        if found is not None and reaches(made, *found[0]):
            self.cases[found[0][0]] = self.cases.get(found[0][0], found[1]) & found[1]

    @staticmethod
    def condition_inside(read: Callable[[], None], frame: Loop) -> None:
        """Read a condition inside the generators of a loop."""
        read()

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
    counted = kind_of(type_) != "number" and (kind_of(type_) != "collection" or type_[0] == "edge")
    return counted and all(of_labels(t) for _, t in ways(type_, {}))


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
        self.first_hole: str | None = None  # why a line does not follow: later ones may rest on it
        self.used: set[str] = set()
        self.operands: set[int] = set()  # operands of the same operation
        self.calls: dict[int, tuple[Node, list[int], Node]] = {}  # definitions with variables of their own, for each call
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
            self.operands.update(id(a) for a in args if a.op == op)
            values = [self.value(a, f"{way}.{i}") for i, a in enumerate(args)]
            values = [v or nothing(a.type) for v, a in zip(values, args, strict=True)]
            found = STRICT[op](self, node, *values)
            if op in ("union", "concat", "override") and id(node) not in self.operands:
                found = self.counted_once(node, found)
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
        why = hole_in(*(found[k] for k in wrong if k in found)) or self.first_hole
        if why is None:
            raise Invalid(f"{self.where}.{way}: the rule for `{node.op}` gives {differences(found, said, wrong)} is stated")
        self.hole(way, why)
        return found

    def hole(self, way: str, why: str) -> None:
        """Note that a line does not follow, since there is no rule for something."""
        self.holes.append(f"at {way}: {why}")
        self.first_hole = self.first_hole or f"it may rest on {way}: {why}"

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
        """A definition with parameters is evaluated at each call: its parameters are variables for the operands, as in a let."""
        if id(node) not in self.calls:
            params, body = self.functions[node.data]
            names = (len(self.calls) + 1) << 20
            self.calls[id(node)] = node, [v + names for v, _ in params], moved(body, names)
        _, variables, inner = self.calls[id(node)]
        values = [self.value(a, f"{way}.{i}") for i, a in enumerate(args)]
        self.cost = self.cost + len(args)
        for variable, value, arg in zip(variables, values, args, strict=True):
            self.bind(variable, value, arg)
            if self.frames:
                self.frames[-1].lets[variable] = arg
        return self.value(inner, f"{way}@{node.data}")

    def guard(self, node: Node, args: Sequence[Node], way: str) -> Value:
        """The second operand is evaluated under the assumption that the first decides nothing."""
        self.value(args[0], f"{way}.0")
        self.assuming(args[0], node.op != "or", lambda: self.value(args[1], f"{way}.1"))
        return {}

    def choice(self, node: Node, args: Sequence[Node], way: str) -> Value:
        """Each operand is evaluated under what the condition says."""
        self.value(args[0], f"{way}.0")
        return self.covered(partial(self.assuming, args[0], i == 1, partial(self.value, args[i], f"{way}.{i}")) for i in (1, 2))

    def case(self, node: Node, args: Sequence[Node], way: str) -> Value:
        """Each case that the subject may be made by is evaluated."""
        subject = self.value(args[0], f"{way}.0")

        def branch(i: int, name: str, variables: Sequence[int]) -> Value:
            for k, variable in enumerate(variables):
                self.bind(variable, sub(subject, f"?{name}", str(k)), args[0])
            self.cost = poly(len(variables))
            return self.value(args[i], f"{way}.{i}")

        made = [(i, name, variables) for i, (name, variables) in enumerate(node.data, 1) if (f"?{name}",) in subject]
        return self.covered(partial(branch, *how) for how in made)

    def covered(self, branches: Iterable[Callable[[], Value]]) -> Value:
        """Return a value that covers those of all branches; the dearest branch is charged."""
        before, most, value = self.cost, Poly({}), Value()
        for branch in branches:
            self.cost = Poly({})
            value, most = join(value, branch()), most.join(self.cost)
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
        among = Among(self, frame, frame.gens if gens is None else gens)
        found = [self.over_all(among.gens, some(1))]
        for pair in among.pairs():
            apart = among.apart(pair)
            if apart:
                found.append(self.as_pairs(among, pair, 1 if apart == "ordered" else 2, 0))
        for condition in frame.conditions:
            found += self.by_membership(among, condition, turned=False)
        return each(lambda p: self.capped(p, frame.gens), either(*found))

    def as_pairs(self, among: Among, pair: tuple[Drawn, Drawn], often: int, alone: int) -> Bound:
        """How many bindings there are if each pair of members of one collection is taken so often, and each member with itself
        so often, by two generators."""
        many = each(lambda p: p.pairs() * often + p * alone, pair[0].coll["size",])
        sizes = {id(pair[0]): many, id(pair[1]): some(1)}
        return self.over_all([with_size(g, sizes.get(id(g), g.coll["size",])) for g in among.gens], some(1))

    def determined(self, condition: Node) -> Iterator[tuple[Node, Bound, set[int]]]:
        """`t in S` or `t = e`: a term, how many values it may have, and the variables with which these change."""
        op, args = condition.op, condition.args
        if op == "in":
            coll = self.quietly(lambda: self.value(args[1]))
            if ("size",) in coll:
                yield args[0], coll["size",], self.free(args[1])
        elif op == "eq":
            for one, other in (args, args[::-1]):
                yield one, some(1), self.free(other)

    def by_membership(self, among: Among, condition: Node, turned: bool) -> Iterator[Bound]:
        """The generators whose bindings a term tells have together at most as many as it has values; twice as many for each set
        of two in it, but not where a condition, or the key (`turned`), lets the two orders count once."""
        for term, many, others in self.determined(condition):
            gens, ways = among.told(term)
            mine = {v for g in gens for v in g.variables}
            rest = [g for g in among.gens if not any(g is other for other in gens)]
            if not gens or others & (mine | among.unseen) or any(mine & self.free(g.node) for g in rest):
                continue
            if condition.op == "in" and not self.free(term) <= mine:
                continue  # it counts bindings of variables from outside too
            if ways == 2 and (turned or any(among.apart(p) == "ordered" and among.ends(term, p) for p in among.pairs())):
                ways = 1
            yield self.over_all(rest, times(many, some(ways)))

    def without_repeats(self, gen: Drawn) -> bool:
        """Return whether the first variable of a generator takes each value at most once."""
        return gen.node.type[0] != "seq" or len(gen.variables) == 2 or self.defined_as(gen.node).op in ("range", "listed")

    def defined_as(self, node: Node) -> Node:
        """Return what a definition without parameters stands for."""
        while node.op == "global":
            node = self.functions[node.data][1]
        return node

    def distinct(self, frame: Loop, key: Node) -> Bound:
        """How many values an expression has: variables with which it does not change do not count, and where an exchange does not
        change it, both orders count once."""
        needed = self.free(key)
        for gen in reversed(frame.gens):
            if needed & set(gen.variables):
                needed |= self.free(gen.node)
        gens = [g for g in frame.gens if needed & set(g.variables)]
        among, found = Among(self, frame, gens), [self.bindings(frame, gens)]
        end = Among(self, frame, frame.gens).edge_end(key)
        if end is not None:
            found.append(self.over_all([with_size(g, some(1)) if g is end else g for g in gens], some(1)))
        for pair in among.pairs():
            if among.turned_alike(pair, key, key):
                differ = among.apart(pair) != "" or (key.op == "edge" and among.turned_alike(pair, *key.args))
                found.append(self.as_pairs(among, pair, 1, int(not differ)))
                for condition in frame.conditions:
                    if condition.op == "in" and among.ends(condition.args[0], pair):
                        found += self.by_membership(among, condition, turned=True)
        return each(lambda p: self.capped(p, frame.gens), either(*found))

    def shared(self, frame: Loop, key: Node | None) -> Bound:
        """Double counting: where `t in S` inside also tells what the generator just outside takes, the counts inside add up, over
        all it takes, to the number of all bindings."""
        outer = self.frames[-2] if len(self.frames) > 1 else None
        if outer is None or not outer.gens:
            return ()
        gen, wholes = outer.gens[-1], Bound()
        among = Among(self, Loop([gen, *frame.gens], frame.conditions, outer.lets | frame.lets), [gen, *frame.gens])
        for term, many, others in (t for c in frame.conditions for t in self.determined(c)):
            gens, ways = among.told(term)
            mine = {v for g in gens for v in g.variables}
            rest = [g for g in frame.gens if not any(g is other for other in gens)]
            if any(g is gen for g in gens) and not others & mine and not any(mine & self.free(g.node) for g in rest):
                wholes += self.over_all(rest, times(many, some(ways)))
        if not wholes:
            return ()
        cap = self.bindings(frame) if key is None else self.distinct(frame, key)
        return self.item(gen, cap, least_of(self.capped(p, [*frame.gens, gen]) for p in wholes))

    def exactly(self, frame: Loop, key: Node | None) -> Poly | None:
        """The size of a collection, if different bindings give different values, and the conditions choose among the pairs of one
        collection, or ask whether labels of a home are in sets over it."""
        among = Among(self, frame, frame.gens)
        if any(exact(g.coll) is None for g in frame.gens):
            return None
        pairs, turned = list(among.pairs()), False
        if key is not None:
            gens, ways = among.told(key)
            if len(gens) < len(frame.gens) or ways > 2:
                return None
            turned, end = ways == 2, among.edge_end(key)
            if turned and end is not None:
                of_end = any(self.free(c) & set(end.variables) for c in frame.conditions)
                return None if of_end else among.of_members([g for g in frame.gens if g is not end])
            pairs = [p for p in pairs if not turned or (among.turned_alike(p, key, key) and among.ends(key, p))]
        known = None if turned else among.of_members(frame.gens)
        for pair in pairs if turned or frame.conditions else ():
            known = among.of_pairs(pair, turned, turned and key is not None and key.op == "edge") if known is None else known
        return known

    # --- guards that exclude each other

    def counted_once(self, node: Node, value: Value) -> Value:
        """A union in which comprehensions over the same generators, whose guards exclude each other, count each binding once."""
        waiting, left, groups = [node], list[Node](), list[list[tuple[Node, GuardedLoop | None]]]()
        while waiting:
            part = waiting.pop()
            waiting += part.args if part.op == node.op else ()
            left += [] if part.op == node.op else [part]
        while left:
            first = self.guarded_loop(left[0])
            groups.append([(left[0], first)])
            for part in left[1:] if first is not None else ():
                loop = self.guarded_loop(part, first)
                if loop is not None and all(g is not None and excluded(g.guards, loop.guards) for _, g in groups[-1]):
                    groups[-1].append((part, loop))
            left = [part for part in left if not any(part is taken for taken, _ in groups[-1])]
        if all(len(group) == 1 for group in groups):
            return value
        size = some(0)
        for group in groups:
            own = reduce(plus, (self.quietly(partial(self.value, part))["size",] for part, _ in group), some(0))
            if len(group) > 1:
                loops = [g for _, g in group if g is not None]
                own = either(own, self.quietly(partial(self.once, loops, node.op != "concat")))
            size = plus(size, own)
        return value | {("size",): either(value["size",], size)}

    def guarded_loop(self, node: Node, like: GuardedLoop | None = None) -> GuardedLoop | None:
        """Return a comprehension with its guards in the variables of another one over the same generators; None if it is none."""
        of = self.defined_as(node)
        if of.op not in ("collect_set", "collect_seq", "collect_map"):
            return None
        frame = Loop([], [], {variables[0]: n for kind, variables, n in of.steps if kind == "let"})
        among, names = Among(self, frame, []), dict[int, Any]()
        gens = [(variables, n) for kind, variables, n in of.steps if kind == "each"]
        if like is not None:
            if [len(v) for v, _ in gens] != [len(v) for v, _ in like.gens]:
                return None
            for (mine, n), (its, other) in zip(gens, like.gens, strict=True):
                if among.shape(n, names) != Among(self, like.frame, []).shape(other, {}):
                    return None
                names |= zip(mine, its, strict=True)
        guards = [among.formula(n, names, True) for kind, _, n in of.steps if kind == "where"]
        return GuardedLoop(of, frame, gens, names, [g for formula in guards for g in all_of_formula(formula)])

    def once(self, group: Sequence[GuardedLoop], distinct: bool) -> Bound:
        """How many members comprehensions have together if each binding passes the guards of at most one."""
        first, kept, guards = group[0], [], []
        for step in first.node.steps:
            if step[0] != "where":
                kept.append(step)
                continue
            for condition in conjuncts(step[2]):
                formula = Among(self, first.frame, []).formula(condition, {}, True)
                if all(follows(g.guards, formula) for g in group):
                    kept.append((step[0], step[1], condition))
                    guards += all_of_formula(formula)

        def leaf(frame: Loop) -> Bound:
            found, among = [self.bindings(frame)], Among(self, frame, frame.gens)
            for pair in among.pairs() if distinct else ():
                both = list(zip(pair[0].variables, pair[1].variables, strict=True))
                turn = dict(both) | {w: v for v, w in both}
                if all(self.turns_alike(g, pair, turn, guards) for g in group):
                    differ = among.apart(pair) != "" or any(
                        g.node.args[0].op == "edge" and self.same_ends(g, turn) for g in group
                    )
                    found.append(self.as_pairs(among, pair, 1, int(not differ)))
                    for condition in frame.conditions:
                        if condition.op == "in" and among.ends(condition.args[0], pair):
                            found += self.by_membership(among, condition, turned=True)
            return each(lambda p: self.capped(p, frame.gens), either(*found))

        found: Bound = self.steps_of_loop(kept, leaf)
        return found

    def steps_of_loop(self, steps: Sequence[Any], leaf: Callable[[Loop], Any]) -> Any:
        """What `leaf` returns inside some generators."""
        frame, kept = Loop([], [], {}), self.assumed
        self.frames.append(frame)
        try:
            return self.steps(steps, 0, frame, leaf, "")
        finally:
            self.frames.pop()
            self.assumed = kept

    def turns_alike(self, g: GuardedLoop, pair: tuple[Drawn, Drawn], turn: Mapping[int, int], common: Sequence[Any]) -> bool:
        """Whether neither the key of a comprehension nor its other guards change if two generators are exchanged."""
        among, names = Among(self, g.frame, []), g.names
        turned = {v: turn.get(w, w) for v, w in names.items()} | {v: w for v, w in turn.items() if v not in names}
        own = {*pair[0].variables, *pair[1].variables}
        outer = {n.data for n in g.node.walk() if n.op == "var"}
        if any(self.made_of.get(v, set()) & own for v in outer):
            return False
        for kind, _, n in g.node.steps:
            if kind == "where":
                said, then = (all_of_formula(among.formula(n, by, True)) for by in (names, turned))
                if any(a != b and a not in common for a, b in zip(said, then, strict=True)):
                    return False
        return bool(among.shape(g.node.args[0], names) == among.shape(g.node.args[0], turned))

    def same_ends(self, g: GuardedLoop, turn: Mapping[int, int]) -> bool:
        """Whether the ends of an edge, the key of a comprehension, are exchanged with two generators."""
        among, names = Among(self, g.frame, []), g.names
        turned = {v: turn.get(w, w) for v, w in names.items()} | {v: w for v, w in turn.items() if v not in names}
        a, b = g.node.args[0].args
        return bool(among.shape(a, turned) == among.shape(b, names))

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
            return natural(either(self.bindings(frame), self.shared(frame, None)), self.exactly(frame, None)), None, None
        many, closed = self.bindings(frame), [self.closed(v, gens) for v in inner]
        first = closed[0]
        if op in ("the", "first"):
            return first, many, first
        if op in ("least", "greatest"):  # with the default 0
            up, down = joined(first["up",], ZERO), joined(first["down",], ZERO)
            return number(up, down, first["bits",], den(first), digits=first.get(("digits",))), many, first
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
                why = hole_in(*(after[s] for s in slots if s in after)) or self.first_hole
            if why is None:
                given = f"the fold starts with {differences(start, stated, wrong)}" if wrong else ""
                given = given or f"a round makes of it {differences(after, stated, slots)}"
                raise Invalid(f"{self.where}.{way}.fold: {given} is stated")
            self.hole(way, why)
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


class GuardedLoop(NamedTuple):
    """A comprehension, its generators, its lets, its variables in the names of another comprehension, and what its guards say."""

    node: Node
    frame: Loop
    gens: list[tuple[Any, Node]]
    names: dict[int, Any]
    guards: list[Any]


class Among:
    """Some generators of a comprehension: what tells their bindings, and which of them can be exchanged."""

    def __init__(self, at: Evaluation, frame: Loop, gens: Sequence[Drawn]) -> None:
        self.at, self.frame, self.gens = at, frame, gens
        self.unseen = {v for g in frame.gens if not any(g is other for other in gens) for v in g.variables}
        self.changing = self.unseen | {v for g in gens for v in g.variables}

    def shape(self, node: Node, by: Mapping[int, Any], depth: int = 0) -> Any:
        """What an expression is: bound variables by their depth, variables of lets by what they are, others as `by` says, and the
        operands of operations that do not care in one order."""
        self.at.left -= 1
        if self.at.left < 0:
            raise Hole(f"more than {MOST_EVALUATED} expressions to evaluate")
        if node.op == "var":
            let = self.frame.lets.get(node.data) if node.data not in by else None
            return self.shape(let, by, depth) if let is not None else ("var", by.get(node.data, node.data))
        inner, steps, data = dict(by), [], repr(node.data)
        bound = [v for _, variables, _ in node.steps for v in variables]
        if node.op == "case":
            bound, data = [v for _, vs in node.data for v in vs], repr([(name, len(vs)) for name, vs in node.data])
        elif node.op == "fold":
            bound, data = [*bound, node.data[0]], ""
        names = {v: ("bound", depth + i) for i, v in enumerate(bound)}
        for kind, variables, part in node.steps:
            steps.append((kind, len(variables), self.shape(part, inner, depth + len(bound))))
            inner |= {v: names[v] for v in variables}
        args = [self.shape(a, inner | names, depth + len(bound)) for a in node.args]
        if len(args) == 2 and node.op in EITHER_ORDER:
            args.sort(key=repr)
        return node.op, node.type, data, steps, args

    def formula(self, n: Node, by: Mapping[int, Any], holds: bool) -> Any:
        """What a condition, or its negation, says: `all` or `any` of several formulas, a comparison, or a value that is true."""
        op, args = n.op, n.args
        if op == "not":
            return self.formula(args[0], by, not holds)
        if op in ("and", "or", "implies"):
            first = holds if op != "implies" else not holds
            parts = [self.formula(args[0], by, first), self.formula(args[1], by, holds)]
            return ("all" if holds == (op == "and") else "any", parts)
        if op in ("lt", "le"):
            a, b = (self.shape(x, by) for x in (args if holds else args[::-1]))
            return ("<" if holds == (op == "lt") else "<=", a, b)
        if op == "eq":
            return ("=" if holds else "!=", *sorted((self.shape(a, by) for a in args), key=repr))
        if op == "is":
            return ("is" if holds else "is not", self.shape(args[0], by), n.data)
        return ("yes" if holds else "no", self.shape(n, by), None)

    def told(self, term: Node) -> tuple[list[Drawn], int]:
        """The generators whose bindings follow from the value of a term, and how many bindings there may be for one value."""
        variables, ways = self.within(term)
        while True:
            gens = [g for g in self.gens if variables & self.keys(g) or self.made_of(g, variables)]
            more = {v for g in gens for v in g.variables}
            for variable, let in self.frame.lets.items():
                used = {n.data for n in let.walk() if n.op == "var"} - variables
                if not any(({v} | self.at.made_of.get(v, set())) & self.changing - variables for v in used):
                    more.add(variable)
                if variable in variables and (inside := self.within(let))[1] == 1:
                    more |= inside[0]
            if more <= variables:
                return gens, ways
            variables |= more

    def within(self, term: Node) -> tuple[set[int], int]:
        """The variables that follow from the value of a term, and how many values they may have together."""
        op, args = term.op, term.args
        if op == "var":
            let = self.frame.lets.get(term.data)
            variables, ways = (set[int](), 1) if let is None else self.within(let)
            return variables | {term.data}, ways
        fixed = [a for a in args if a.op != "const"]
        if op in ("add", "sub") and len(fixed) == 1:
            return self.within(fixed[0])
        if op == "mul" and len(fixed) == 1 and any(a.op == "const" and a.data for a in args):
            return self.within(fixed[0])
        if op == "at" and self.at.defined_as(args[0]).op == "listed" and not any(n.op == "var" for n in args[0].walk()):
            return self.within(args[1])
        if op in ("make", "tuple", "record", "seq", "nat", "int", "as_edge") or (op in ("set", "edge") and len(args) in (1, 2)):
            found, ways = set[int](), 2 if op in ("set", "edge") and len(args) == 2 else 1
            for variables, more in map(self.within, args):
                found, ways = found | variables, ways * more
            return found, ways
        return set(), 1

    def keys(self, gen: Drawn) -> set[int]:
        """The variables of a generator each of which tells its binding."""
        listing = self.at.defined_as(gen.node).op in ("range", "listed")
        if gen.node.type[0] == "seq":
            return set(gen.variables if listing else gen.variables[:-1])
        return set(gen.variables[:1])

    def made_of(self, gen: Drawn, variables: set[int]) -> bool:
        """Whether the members of a generator follow from parts that are among the variables: both ends of an edge, or all items
        of a tuple."""
        item, items = gen.variables[-1], set()
        for variable, let in self.frame.lets.items() if item in self.keys(gen) else ():
            if variable not in variables or not let.args or (let.args[0].op, let.args[0].data) != ("var", item):
                continue
            if let.op == "other" and let.args[1].op == "var" and let.args[1].data in variables:
                return True
            if let.op == "item":
                items.add(let.data)
        inner: Any = gen.node.type[1] if gen.node.type[0] in ("set", "seq") else NEVER
        return bool(items) and inner[0] == "tuple" and len(items) == len(inner[1])

    def pairs(self) -> Iterator[tuple[Drawn, Drawn]]:
        """Two generators over one collection, on which no generator depends: what they take can be exchanged."""
        for i, one in enumerate(self.gens):
            for two in self.gens[i + 1 :]:
                own = {*one.variables, *two.variables}
                same = len(one.variables) == len(two.variables) and self.shape(one.node, {}) == self.shape(two.node, {})
                if same and not any(own & self.at.free(g.node) for g in self.gens):
                    yield one, two

    def turned_alike(self, pair: tuple[Drawn, Drawn], a: Node, b: Node) -> bool:
        """Whether an expression becomes another one by the exchange of what two generators take."""
        own = {*pair[0].variables, *pair[1].variables}
        waiting, seen = [a, b], set[int]()
        while waiting:  # the variables on which the expressions depend in ways that are not seen must not change
            for v in {n.data for n in waiting.pop().walk() if n.op == "var"} - seen:
                seen.add(v)
                if v in self.frame.lets:
                    waiting.append(self.frame.lets[v])
                elif v not in own and self.at.made_of.get(v, set()) & own:
                    return False
        both = list(zip(pair[0].variables, pair[1].variables, strict=True))
        turn = dict(both) | {w: v for v, w in both}
        return bool(self.shape(a, turn) == self.shape(b, {}))

    def apart(self, pair: tuple[Drawn, Drawn]) -> str:
        """What conditions say of two generators: `ordered`, if at most one of two bindings that differ by an exchange passes, or
        `different`, if they take different members."""
        said = ""
        for c in self.frame.conditions:
            if self.at.free(c) & self.changing - {*pair[0].variables, *pair[1].variables}:
                continue
            if c.op == "lt" and self.turned_alike(pair, *c.args):
                return "ordered"
            if c.op == "not" and c.args[0].op == "eq" and self.turned_alike(pair, *c.args[0].args):
                said = "different"
        return said

    def ends(self, term: Node, pair: tuple[Drawn, Drawn]) -> tuple[Node, ...]:
        """The two members of the only set of two in a term, if each tells what one of two generators takes, and an exchange of
        these exchanges them; else nothing."""
        sets, waiting = [], [term]
        while waiting:
            n = waiting.pop()
            if n.op == "var" and n.data in self.frame.lets:
                waiting.append(self.frame.lets[n.data])
            elif n.op in ("set", "edge") and len(n.args) == 2:
                sets.append(n.args)
            elif n.op in ("make", "tuple", "record", "seq", "nat", "int", "as_edge", "set"):
                waiting += n.args
        if len(sets) != 1 or not self.turned_alike(pair, *sets[0]):
            return ()
        told = [self.told(end) for end in sets[0]]
        return tuple(sets[0]) if all(w == 1 and any(g is p for g in gens for p in pair) for gens, w in told) else ()

    def edge_end(self, key: Node) -> Drawn | None:
        """The generator of one end u of an edge, v being the other, if the exchange of u and v does not change a key, and nothing
        else changes with u."""
        for gen in self.gens:
            if len(gen.variables) != 1 or gen.node.type[0] != "edge" or gen.node.op != "var":
                continue
            u, lets = gen.variables[0], self.frame.lets
            others = [v for v, let in lets.items() if let.op == "other" and let.args[0].data == gen.node.data]
            others = [v for v in others if (lets[v].args[0].op, lets[v].args[1].op, lets[v].args[1].data) == ("var", "var", u)]
            if not others or any(u in self.at.free(g.node) for g in self.gens):
                continue
            v, waiting, seen = others[0], [key], set[int]()
            while waiting:
                for w in {n.data for n in waiting.pop().walk() if n.op == "var"} - seen:
                    seen.add(w)
                    waiting += [lets[w]] if w in lets and w != v else []
            if {u, v} <= seen and not any(u in self.at.made_of.get(w, set()) for w in seen - {u, v} - lets.keys()):
                plain, turn = {u: u, v: v}, {u: v, v: u}
                if self.shape(key, plain) == self.shape(key, turn):
                    return gen
        return None

    def home(self, gen: Drawn) -> str:
        """The home of which a generator takes all labels, each once; empty if there is none."""
        node = self.at.defined_as(gen.node)
        node = node.args[0] if node.op == "listed" else node
        return str(node.type[2]) if node.op == "field" and node.type[0] == "set" else ""

    def size_of(self, node: Node) -> Poly | None:
        """What the size of a collection is exactly; None if it changes with the generators."""
        if self.at.free(node) & self.changing:
            return None
        return exact(self.at.quietly(lambda: self.at.value(node)))

    def of_members(self, gens: Sequence[Drawn]) -> Poly | None:
        """How many bindings there are exactly, if each condition asks whether the label that a generator takes is in a set over
        its home."""
        sizes, asked = {g.variables[-1]: exact(g.coll) for g in gens}, set[int]()
        for c in self.frame.conditions:
            q = c.args[0] if c.op == "not" else c
            found = [g for g in gens if q.op == "in" and (q.args[0].op, q.args[0].data) == ("var", g.variables[-1])]
            if not found or found[0].variables[-1] in asked or not (home := self.home(found[0])):
                return None
            many, whole, v = self.size_of(q.args[1]), exact(found[0].coll), found[0].variables[-1]
            if many is None or whole is None or q.args[1].type[:2] != ("set", ("label", home)):
                return None
            asked.add(v)
            sizes[v] = whole - many if c.op == "not" else many
        return self.product(sizes.values())

    def of_pairs(self, pair: tuple[Drawn, Drawn], turned: bool, edge: bool) -> Poly | None:
        """How many bindings there are exactly, if all conditions are about two members of one collection; with `turned`, both
        orders count once, and with `edge` two equal members make no value."""
        members, said, edges = exact(pair[0].coll), set[str](), Poly({})
        if members is None or not all(map(self.keys, pair)):
            return None
        for c in self.frame.conditions:
            q = c.args[0] if c.op == "not" else c
            if self.at.free(c) & self.changing - {*pair[0].variables, *pair[1].variables}:
                return None
            if (c.op, q.op) in (("lt", "lt"), ("not", "eq")):
                gens, ways = self.told(q.args[0])
                if ways > 1 or not any(g is p for g in gens for p in pair) or not self.turned_alike(pair, *q.args):
                    return None
                said.add("ordered" if c.op == "lt" else "different")
                continue
            if q.op != "in" or said & {"edges", "others"} or q.args[0].op not in ("set", "edge"):
                return None
            ends, home, many = self.ends(q.args[0], pair), self.home(pair[0]), self.size_of(q.args[1])
            if many is None or not home or {(e.op, e.data) for e in ends} != {("var", g.variables[-1]) for g in pair}:
                return None
            if q.args[1].type[:2] != ("set", ("edge", ("label", home))):
                return None
            edges = many
            said.add("others" if c.op == "not" else "edges")
        equal = not said & {"ordered", "different", "edges"}  # whether two equal members pass
        if edge and equal:
            return None
        found = edges if "edges" in said else members * (members - 1) * Fraction(1, 2) - edges
        found = found if turned or "ordered" in said else found * 2
        others = [exact(g.coll) for g in self.gens if g is not pair[0] and g is not pair[1]]
        return self.product([found + members if equal else found, *others])

    def product(self, sizes: Iterable[Poly | None]) -> Poly | None:
        """The product of exact sizes; None if one is not known, or if it is that of a single member."""
        whole: Poly | None = poly(1)
        for size in sizes:
            whole = None if size is None or whole is None or size.has("item", "slot") else whole * size
        return whole


OPPOSITE = {"=": "!=", "!=": "=", "is": "is not", "is not": "is", "yes": "no", "no": "yes"}


def all_of_formula(formula: Any) -> list[Any]:
    """The formulas that all hold if a formula does."""
    return [f for part in formula[1] for f in all_of_formula(part)] if formula[0] == "all" else [formula]


def follows(known: Sequence[Any], f: Any) -> bool:
    """Whether a formula follows from known ones, as far as it shows."""
    if f[0] in ("all", "any"):
        return (all if f[0] == "all" else any)(follows(known, part) for part in f[1])
    weaker = {"<=": [("<", f[1], f[2]), ("=", f[1], f[2]), ("=", f[2], f[1])], "!=": [("<", f[1], f[2]), ("<", f[2], f[1])]}
    return f in known or any(k in known for k in weaker.get(f[0], []))


def fails(known: Sequence[Any], f: Any) -> bool:
    """Whether a formula contradicts known ones, as far as it shows."""
    if f[0] in ("all", "any"):
        return (any if f[0] == "all" else all)(fails(known, part) for part in f[1])
    against = [(OPPOSITE[f[0]], f[1], f[2])] if f[0] in OPPOSITE else [("<", f[2], f[1])]
    if f[0] == "<":
        against += [("<=", f[2], f[1]), ("=", f[1], f[2]), ("=", f[2], f[1])]
    if f[0] == "=":
        against += [("<", f[1], f[2]), ("<", f[2], f[1])]
    for k in known:
        if k in against or (k[0] == f[0] == "is" and k[1] == f[1] and k[2] != f[2]):
            return True
        if k[0] == f[0] == "=" and any(k[i] == f[j] and unequal(k[3 - i], f[3 - j]) for i in (1, 2) for j in (1, 2)):
            return True
    return False


def unequal(a: Any, b: Any) -> bool:
    """Whether two shapes are of values that differ: constants, or made by different cases."""
    return a[0] == b[0] and a[0] in ("const", "make") and a[1] == b[1] and a[2] != b[2]


def excluded(a: Sequence[Any], b: Sequence[Any]) -> bool:
    """Whether two lists of formulas never hold together, as far as it shows."""
    return any(fails(a, f) for f in b) or any(fails(b, f) for f in a)


EITHER_ORDER = ("add", "mul", "min", "max", "eq", "edge", "set", "union", "intersection")


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


def form(node: Node) -> tuple[Any, ...]:
    """What an expression is, apart from its place; equal expressions have equal forms."""
    steps = tuple((kind, tuple(variables), form(n)) for kind, variables, n in node.steps)
    return node.op, node.type, repr(node.data), node.need, tuple(map(form, node.args)), steps


def moved(node: Node, names: int) -> Node:
    """Return an expression whose variables, also those that it binds, have other names: larger by a constant."""
    new = Node.__new__(Node)
    for slot in Node.__slots__:
        setattr(new, slot, getattr(node, slot))
    if node.op == "var":
        new.data = node.data + names
    elif node.op == "case":
        new.data = [[name, [v + names for v in variables]] for name, variables in node.data]
    elif node.op == "fold":
        new.data = [v + names for v in node.data]
    new.args = [moved(a, names) for a in node.args]
    new.steps = [(kind, [v + names for v in variables], moved(n, names)) for kind, variables, n in node.steps]
    return new


# --- operations
# One rule for each operation that is a function of its operands: bounds of the result from bounds of the operands.


def is_nat(node: Node, value: Value) -> Value:
    """Return a number; one of sort `nat` is at least 0."""
    return value | {("down",): either(value["down",], ZERO)} if node.type == NAT else value


def both_exact(a: Value, b: Value, combine: Callable[[Poly, Poly], Poly]) -> Poly | None:
    """Return what two exact numbers make; None if one of them is not exact."""
    return None if (p := exact(a)) is None or (q := exact(b)) is None else combine(p, q)


def bits_of_sum(a: Value, b: Value) -> Bound:
    """|a + b| < 2^(1 + the larger number of bits); of whole numbers also |a| + |b| < (|a| + 1)(|b| + 1); 0 adds nothing."""
    if known(a) == 0 or known(b) == 0:
        return b["bits",] if known(a) == 0 else a["bits",]
    more = () if ("den",) in a or ("den",) in b else plus(a["bits",], b["bits",])
    return either(plus(joined(a["bits",], b["bits",]), some(1)), more)


def bits_of_product(a: Value, b: Value) -> Bound:
    """|a b| has at most the bits of both; times a constant c, at most the bits and lg c, rounded up."""
    found = [plus(a["bits",], b["bits",])]
    for one, other in ((a, b), (b, a)):
        c = known(one)
        if c and Fraction(c).denominator == 1:
            found.append(plus(other["bits",], some((abs(int(c)) - 1).bit_length())))
    return either(*found)


def power_bounds(at: Evaluation, node: Node, a: Value, n: Value) -> Value:
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


def quotient_bounds(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """a / b for a known b, and the floor of it: that is at most a, and a known fraction of it."""
    divisor = Fraction(known(b) or 0)
    by = 1 / divisor if divisor else divisor
    if node.op == "quotient":
        if not (never_below_zero(a) and never_below_zero(b)):
            return integer(magnitude(a), magnitude(a), a["bits",])
        return is_nat(node, integer(each(lambda p: p * by, a["up",]) if by else a["up",], ZERO, a["bits",]))
    if not by:
        return at.unknown(node, "the checker has no rule for a quotient by a number that varies")
    up, down = (each(lambda p: p * abs(by), a[k]) for k in ((("up",), ("down",)) if by > 0 else (("down",), ("up",))))
    more = some(max(0, abs(by.numerator).bit_length() - by.denominator.bit_length() + 1))
    return integer(up, down, plus(a["bits",], more), den(a) + den(constant(Fraction(1, by.denominator))))


def remainder_bounds(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """a mod b: less than |b|, and at most a."""
    less = each(lambda p: (p - 1).clear(), magnitude(b))
    if never_below_zero(a) and never_below_zero(b):
        return is_nat(node, integer(either(less, a["up",]), ZERO, either(a["bits",], b["bits",])))
    return integer(less, ZERO if never_below_zero(b) else less, b["bits",])


def divisor_bounds(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """The greatest common divisor: at most the larger operand, and at most each operand that is not 0."""
    more = [x for x in (a, b) if known(x)]
    up = either(joined(magnitude(a), magnitude(b)), *map(magnitude, more))
    return integer(up, ZERO, either(joined(a["bits",], b["bits",]), *(x["bits",] for x in more)))


def bits_bounds(at: Evaluation, node: Node, a: Value) -> Value:
    """The bits of a number; of a rational, those of numerator and denominator."""
    length = a["length",][0] if ("length",) in a else None
    if node.data != "rat":
        return natural(a["bits",], length)
    if length is not None and ("digits",) not in a:
        length = length + 1  # the denominator 1 has one digit
    return natural(each(lambda p: p - 1, written(a, at)), length)


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


def concatenated(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
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


def united(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """A union, or a map over another: exact if no member, or key, is in both; at most as many as there are members, or keys."""
    value, part = concatenated(at, node, a, b), "item" if node.op == "union" else "key"
    most = differing(sub(value, part), node.type[1], at.constructors)
    value |= {("size",): either(value["size",], most)}
    return value if disjoint(sub(a, part), sub(b, part), node.type[1]) else without(value, "exact")


def span(a: Value, b: Value) -> Bound:
    """Return how many whole numbers lie between two; numbers of pairs, which have other negative terms than a constant, are never
    negative."""
    return each(lambda p: p + 1 if p.terms.get(frozenset(), 0) >= -1 else (p + 1).clear(), plus(b["up",], a["down",]))


def interval_bounds(at: Evaluation, node: Node, a: Value, b: Value) -> Value:
    """The numbers from a to b."""
    size = both_exact(a, b, lambda p, q: q - p + 1)
    item = integer(b["up",], a["down",], b["bits",] if never_below_zero(a) else ())
    return collection(span(a, b), item, exact=size if size and size.positive() else None)


# Each takes the evaluation, the node and the values of the operands.
STRICT: dict[str, Callable[..., Value]] = {
    **dict.fromkeys(("not", "eq", "lt", "le", "in", "subset", "is"), lambda at, node, *args: {}),
    "add": lambda at, node, a, b: is_nat(node, integer(plus(a["up",], b["up",]), plus(a["down",], b["down",]), bits_of_sum(a, b),
        den(a).join(den(b)), both_exact(a, b, Poly.__add__))),
    "sub": lambda at, node, a, b: integer(plus(a["up",], b["down",]), plus(a["down",], b["up",]),
        joined(a["bits",], b["bits",]) if never_below_zero(a) and never_below_zero(b) else bits_of_sum(a, b),
        den(a).join(den(b)), both_exact(a, b, Poly.__sub__)),
    "mul": lambda at, node, a, b: is_nat(node, integer(times(magnitude(a), magnitude(b)),  # a square is not below 0
        ZERO if (never_below_zero(a) and never_below_zero(b)) or same(*node.args) else times(magnitude(a), magnitude(b)),
        bits_of_product(a, b), den(a) + den(b), both_exact(a, b, Poly.__mul__))),
    "div": quotient_bounds,
    "quotient": quotient_bounds,
    "mod": remainder_bounds,
    "pow": power_bounds,
    "gcd": divisor_bounds,
    "lcm": lambda at, node, a, b: integer(times(magnitude(a), magnitude(b)), ZERO, plus(a["bits",], b["bits",])),
    "sign": lambda at, node, a: integer(some(1), ZERO if never_below_zero(a) else some(1), some(1)),
    "min": lambda at, node, a, b: is_nat(node, integer(either(a["up",], b["up",]), joined(a["down",], b["down",]),
        (either if never_below_zero(a) and never_below_zero(b) else joined)(a["bits",], b["bits",]), den(a).join(den(b)))),
    "max": lambda at, node, a, b: is_nat(node, integer(joined(a["up",], b["up",]), either(a["down",], b["down",]),
        joined(a["bits",], b["bits",]), den(a).join(den(b)))),
    "bits": bits_bounds,
    **dict.fromkeys(("nat", "int"), lambda at, node, a: is_nat(node, without(a, "den", "digits", "length"))),
    "size": lambda at, node, a: natural(a["size",], exact(a)),
    **dict.fromkeys(("tuple", "record"), lambda at, node, *parts: parts_value(parts)),
    "field": lambda at, node, a: sub(a, str(node.ready)),
    "item": lambda at, node, a: sub(a, str(node.data)),
    "make": lambda at, node, *args: made_so(node.data, args),
    "arg": lambda at, node, a: sub(a, f"?{node.data[0]}", str(node.data[1])),
    "set": lambda at, node, *items: capped(at, literal(items, items, members=node.args), node.type[1]),
    "seq": lambda at, node, *items: literal(items, items),
    "map": lambda at, node, *items: literal(items[::2], items[1::2], items[::2], node.args[::2]),
    "edge": lambda at, node, *ends: collection(some(2), join_all(ends), exact=poly(2)),
    "as_edge": lambda at, node, s: collection(some(2), sub(s, "item"), exact=poly(2)),
    **dict.fromkeys(("at", "lookup", "other"), lambda at, node, a, *args: sub(a, "item")),
    **dict.fromkeys(("listed", "reverse"), lambda at, node, a: a),
    "domain": lambda at, node, a: collection(a["size",], sub(a, "key"), exact=exact(a)),
    "cycle": lambda at, node, a: collection(a["size",], sub(a, "item"), sub(a, "item"), exact(a)),
    "range": interval_bounds,
    "slice": lambda at, node, s, a, b: without(s, "exact") | {("size",): either(s["size",], span(a, b))},
    "union": united,
    "override": united,
    "concat": concatenated,
    "intersection": lambda at, node, a, b: without(a, "exact") | {("size",): either(a["size",], b["size",])},
    "difference": lambda at, node, a, b: without(a, "exact"),
}  # fmt: skip

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
    if kind in ("product", "cases"):
        made = alternatives(type_, at.constructors, value)
        return reduce(joined, (reduce(plus, (structural(v, t, at) for v, t in parts), some(1)) for parts in made))
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
    if kind == "label":  # those of the target may be built
        built = tuple(k[0][1:] for k in value if len(k) == 1 and k[0][:1] == "?")
        return plus(value.get(("n",), ZERO), differing(value, ("term", built), constructors) if built else ZERO)
    if kind == "number" and ("den",) not in value:
        return each(lambda p: (p + 1).clear(), plus(value["up",], value["down",]))
    if kind in ("product", "cases"):
        made = alternatives(type_, constructors, value)
        return reduce(plus, (reduce(times, (differing(v, t, constructors) for v, t in parts), some(1)) for parts in made))
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
    needed = set(slots_of(value, type_, constructors) if value else ())
    for k in needed - value.keys():
        raise Invalid(f"{where}: there is no entry {'/'.join(k)}")
    for k in value.keys() - needed:
        may = k[-1][:1] == "+" or k[-1] in ("den", "digits", "exact", "length")
        expect(may and has_place(value, k), where, "/".join(k), "slots of the type")
    return value


def slots_of(value: Value, type_: Type, constructors: Constructors) -> Iterator[Way]:
    """Yield the slots that a value of a type has: all of them, but for parts that no value reaches, which may be left out."""
    own = {"number": ("up", "down", "bits"), "label": ("n",), "collection": ("size",)}
    yield from ((slot,) for slot in own.get(kind_of(type_), ()))
    yield from ((f"?{c}",) for c, _ in possible_cases(type_, constructors) if (f"?{c}",) in value)
    for way, t in ways(type_, constructors, value):
        if inner := sub(value, *way):
            yield from ((*way, *k) for k in slots_of(inner, t, constructors))


# --- the replay


def arithmetic(op: str, a: Poly, b: Poly) -> Poly:
    """Return what an operation makes of two polynomials.  Raises Hole if it is no polynomial, or no power of a constant."""
    base, by = a.constant(), b.constant()
    if op in ("add", "sub", "mul"):
        return a + b if op == "add" else a - b if op == "sub" else a * b
    if op == "div" and by:
        return a * (1 / Fraction(by))
    if op == "pow" and by is not None and by in range(65):
        return reduce(Poly.__mul__, [a] * int(by), poly(1))
    if op == "pow" and base is not None and base in range(2, 1 << 16):
        return of(("power", int(base), b))
    raise Hole(f"the checker does not read `{op}` in a claim")


def claimed(node: Node) -> Poly:
    """Return the right side of a claim as a polynomial."""
    if node.op == "measure":
        return of(("measure", node.data))
    if node.op == "const":
        return poly(Fraction(node.data))
    if node.op == "bits" and node.args[0].op == "measure":
        return of(("bits", ("measure", node.args[0].data)))
    if len(node.args) != 2:
        raise Hole(f"the checker does not read `{node.op}` in a claim")
    return arithmetic(node.op, *map(claimed, node.args))


def number_between(ends: Value) -> Value:
    """The abstract value of the integers between two others: at most as far from 0, and as long, as one of them."""
    low, high = sub(ends, "0"), sub(ends, "1")
    return integer(high["up",], low["down",], joined(low["bits",], high["bits",]))


def witness_of(space: Space, at: Evaluation) -> Value:
    """The abstract value of all members of a witness space."""
    kind, type_ = space.kind, space.type
    if kind in ("unit", "record"):
        return parts_value(witness_of(part, at) for _, part in space.parts)
    if kind == "all":
        return filled(type_, ZERO, {})
    assert space.of is not None
    base = at.value(space.of)
    if kind == "number":
        return number_between(base)
    if kind == "sequence":  # it is at most as long as its greatest length
        return collection(clear(sub(base, "1")["up",]), sub(base, "2", "item"))
    size, item = base["size",], sub(base, "item")
    if kind == "numbers":
        return collection(size, number_between(item) if item else {}, sub(base, "key"))
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
    if kind_of(type_) == "number" and value:
        yield value
    for way, t in ways(type_, {}, value):
        yield from abstract_numbers(t, sub(value, *way))


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
            found, unknown = self.evaluated()
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
                    self.compare(what, name, self.doc[what].get(name, []), bound, unknown[what])
            for i, line in enumerate(a_list(self.doc["claims"], f"{where}.claims")):
                self.claim(line, f"{where}.claims[{i}]")
        except Hole as why:
            self.broken = True
            self.holes.append(str(why))

    def evaluated(self) -> tuple[dict[str, dict[str, Bound]], dict[str, str | None]]:
        """Return the bounds that the rules give: of sizes of the image, times of the maps, and values in the image; and for each
        of the three, the first hole before it, on which what is stated of it may rest."""
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
        times, in_image = {"image": some(steps)}, at.first_hole
        at_source = Evaluation(source, {}, given, instance.denominators, {})
        times["forward"] = some(at.part([core.forward], "forward", witness_of(source.witness, at_source))[1])
        at_target = Evaluation(target, core.constructors, image, instance.denominators, lines)
        at_target.first_hole = in_image
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
        found = {"sizes": sizes, "times": times, "values": dict(largest_values(target.instance, image))}
        return found, {"sizes": at_target.first_hole, "times": at_target.first_hole or at.first_hole, "values": in_image}

    def compare(self, what: str, name: str, data: Any, found: Bound, unknown: str | None) -> None:
        """Compare a stated bound with what the rules give; an empty list states nothing.  After a hole, it is a hole if it does
        not follow: what the rules give may be another bound than the one that was derived from."""
        where = f"{self.where}.{what}.{name}"
        self.said[what][name] = stated = read_bound(data, where) if data != [] else ()
        if not bounded_by(found, stated):
            why = hole_in(found) or unknown
            if why is None:
                rules, said = (" or ".join(map(str, b)) for b in (found, stated))
                raise Invalid(f"{where}: the rules give {rules}, and {said} is stated")
            self.holes.append(f"{what} of {name}: {why}")

    def proved(self, what: str, verdict: str, shown: Container[str]) -> None:
        """Raise Invalid unless all stated sizes, or times, are polynomials in the measures, and all claims about sizes are shown.

        Fixed measures may stand in exponents.  With the verdict `exhausted`, it suffices of an equality that the size is at most
        so much, and with `sampled`, claims need not be shown.  Those in `shown` have a proof of their own.
        """
        for name, bound in self.said[what].items():
            if not any(polynomial(p, self.reduction.source.fixing) for p in bound):
                raise Invalid(f"{self.where}.{what}.{name}: {' or '.join(map(str, bound)) or 'nothing'} is no polynomial")
        for i, claim in enumerate(self.reduction.claims if what == "sizes" else ()):
            enough = ("=", claim.relation, "<=" if verdict == "exhausted" else "=")
            open_ = claim.kind in ("size", "value") and self.claimed.get(i) not in enough and claim_goal(i) not in shown
            if open_ and verdict != "sampled":
                raise Invalid(f"{self.where}.claims: claim {i}, on target.{claim.left}, is not shown")

    def claim(self, line: Any, where: str) -> None:
        """Check a claim: its right side less a stated bound has no negative coefficient, or the size is exactly that."""
        an_object(line, where, "claim by", "exact")
        expect(a_number(line["claim"], where) < len(self.reduction.claims), where, line["claim"], "the number of a claim")
        claim = self.reduction.claims[line["claim"]]
        expect(claim.kind in ("size", "value"), where, claim.kind, "a claim about sizes or values")
        assert claim.right is not None
        self.claimed[line["claim"]] = "=" if line.get("exact") else "<="
        if line["by"] not in ("coefficients", "exact"):
            self.holes.append(f"the claim on target.{claim.left} is proved by {shown(line['by'])}, which is not replayed")
            return
        right = claimed(claim.right)
        if line.get("exact"):
            expect(line["by"] == "exact", f"{where}.by", line["by"], "exact")
            if claim.kind != "size" or self.exact[claim.left] != right:
                raise Invalid(f"{where}: the size {claim.left} is not shown to be exactly {right}")
            return
        expect(line["by"] == "coefficients", f"{where}.by", line["by"], "coefficients")
        of_kind = self.said["sizes" if claim.kind == "size" else "values"]
        inner = [b for path, b in of_kind.items() if path == claim.left or path.startswith(f"{claim.left}.")]
        known = reduce(plus, inner, ZERO) if claim.kind == "value" else of_kind.get(claim.left, ())
        if not any((right - p).positive() for p in known):
            raise Invalid(
                f"{where}: {right} is claimed of {claim.left}, and {' or '.join(map(str, known)) or 'nothing'} is derived"
            )


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
                return arithmetic({"Mult": "mul"}.get(type(op).__name__, type(op).__name__.lower()), read(left), read(right))
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
    shown: Container[str],
    where: str,
    report: Report,
) -> None:
    """Replay the bounds of a reduction, or of each reduction of a chain, and compare what the obligations say of them.

    `shown`: what a proof shows of a single reduction, its claims among it.
    """
    replays = [Replay(r, doc, at) for r, (doc, at) in zip(reductions, derivations, strict=True)]
    for what, obligation in (("sizes", "sizes"), ("times", "time")):
        o = obligations.get(obligation, {})
        if o.get("verdict") in ("proved", "exhausted", "sampled"):
            for replay in replays:
                if not replay.broken and (len(replays) == 1 or what == "times"):
                    replay.proved(what, o["verdict"], shown)
            if len(replays) > 1 and what == "sizes" and not any(replay.holes for replay in replays):
                for name, bound_ in composed(replays, what).items():
                    fixing = replays[0].reduction.source.fixing
                    expect(any(polynomial(p, fixing) for p in bound_), where, name, "a size that is polynomial along the chain")
        texts = o.get("figures", {}).get("bounds", {})
        stated = composed(replays, what) if what == "sizes" or len(replays) == 1 else times_along(replays)
        for name, text in texts.items():
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
INPUTS = ("instance", "witness", "globals")


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
                both, longer = [*zip(a, b, strict=False)], [-x for x, _ in [*a[len(b) :], *b[len(a) :]]]
                same_length = self.all(*(self.alike(x, y) for (x, _), (y, _) in both), *longer)
                return self.all(same_length, *(self.some([-x, self.equal(v, w)]) for (x, v), (_, w) in both))
        absent = (FALSE, None)
        both = [(a.get(k, absent), b.get(k, absent)) for k in dict.fromkeys([*a, *b])]
        agree = [self.some([-x, -y, self.equal(v, w)]) for (x, v), (y, w) in both if FALSE not in (x, y)]
        return self.all(*(self.alike(x, y) for (x, _), (y, _) in both), *agree)

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

    def all_keys(self, type: Type, sets: Mapping[str, Any]) -> SetOf:
        """Return the keys of a map that has one for each member of a set, or for each tuple of members of several."""
        wholes = [self.as_set(sets[path]) for path in paths_in(type)]
        if len(wholes) == 1:
            return wholes[0]
        keys = ((k, [whole[m] for whole, m in zip(wholes, k, strict=True)]) for k in product(*wholes))
        return SetOf((k, self.all(*literals)) for k, literals in keys)

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
        if n.op in COMPREHENSIONS:
            return self.gathered(n, e)
        if n.op == "const":
            return s.known(n.ready), FALSE
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
            for i, (variables, body) in n.ready.items():
                x, arguments = tagged.get(i, (FALSE, ()))
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
            return s.apply(partial(OPERATIONS[n.op][1], n, s.work), a)
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
                return Tagged({n.ready: (TRUE, tuple(a))}), FALSE
            case "is" | "arg":
                x, arguments = s.as_tagged(a[0]).get(n.ready, (FALSE, ()))
                return (x, FALSE) if n.op == "is" else (arguments[n.data[1]] if arguments else Cases(), -x)
            case "field" | "item":
                return s.as_parts(a[0], len(n.args[0].type[1]))[n.ready], FALSE
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
        return s.apply(partial(OPERATIONS[n.op][1], n, s.work), a)

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
        combine = partial(OPERATIONS[{"sum": "add", "product": "mul", "least": "min", "greatest": "max"}[n.op]][1], n, s.work)
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
                found = product(*(self.values(p, f"{path}{step}") for step, p in steps_of(t)))
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
                keys = (
                    s.all_keys(t, self.fields).items() if t[3] else [(k, s.unknown()) for k in self.values(t[1], f"{path}[key]")]
                )
                self.capped(path, [x for _, x in keys])
                return MapOf((k, (x, self.unknown(t[2], f"{path}[]"))) for k, x in keys)
            case "seq":
                items = SeqOf((s.unknown(), self.unknown(t[1], f"{path}[]")) for _ in range(self.limit(f"|{path}|")))
                self.required += [s.some([-y, x]) for (x, _), (y, _) in pairwise(items)]
                return s.chained(items)
            case "tuple" | "record":
                return tuple(self.unknown(p, f"{path}{step}") for step, p in steps_of(t))
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
                keys = s.equal(SetOf((k, x) for k, (x, _) in entries.items()), s.all_keys(t, found)) if t[3] else TRUE
                parts = [s.some([-x, s.all(inner(t[1], s.known(k)), inner(t[2], m))]) for k, (x, m) in entries.items()]
                return s.all(keys, *parts)
            case "seq":
                return s.all(*(s.some([-x, inner(t[1], m)]) for x, m in s.as_seq(v)))
            case "tuple" | "record":
                types = [p for _, p in steps_of(t)]
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
        if self.kind == "number":
            self.items = self.between(next(values))
        elif self.kind == "sequence":
            low, high, of = symbols.as_parts(next(values), 3)
            self.length, self.items = self.between((low, high)), symbols.as_set(of)
        elif self.kind == "numbers":
            self.options = MapOf((k, (x, self.between(ends))) for k, (x, ends) in symbols.as_map(next(values)).items())
        elif space.of is not None:
            of, kind = next(values), space.of.type[0]
            self.options = symbols.as_map(of) if kind == "map" else MapOf()
            self.items = symbols.set_of(symbols.as_seq(of)) if kind == "seq" else SetOf() if kind == "map" else symbols.as_set(of)
        self.keys = {k: x for k, (x, _) in self.options.items()} or dict(self.items)
        self.parts = [UnknownWitness(symbols, part, values) for _, part in space.parts]

    def between(self, ends: Any) -> SetOf:
        """Return the integers from one to another as possible members."""
        s = self.s
        low, high = (s.cases(v) for v in s.as_parts(ends, 2))
        if max(high, default=0) - min(low, default=0) >= MOST_CASES:
            raise TooMuch(f"a number with more than {MOST_CASES:,} values")
        numbers = range(min(low, default=0), max(high, default=-1) + 1)
        return SetOf(
            (m, s.all(s.some(x for a, x in low.items() if a <= m), s.some(x for b, x in high.items() if m <= b))) for m in numbers
        )

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
            case "sequence":
                lengths = self.length.items()
                longest = range(max(self.length, default=0))
                return s.chained(SeqOf(self.filled([s.some(x for k, x in lengths if k > n) for n in longest])))
            case "choice" | "numbers":
                return MapOf((k, (x, s.chosen(s.as_set(options).items()))) for k, (x, options) in self.options.items())
            case "map":
                return MapOf((m, (x, self.parts[0].unknown())) for m, x in items)
            case "one" | "number":
                return s.chosen(items)
            case "all":
                return s.unknown() if self.type == BOOL else s.one_of([(i,) for i in range(len(self.type[2]))])
        return tuple(part.unknown() for part in self.parts)

    def filled(self, possible: Sequence[int]) -> Iterator[tuple[int, Any]]:
        """Yield unknown items of a sequence, each present only if the one before is and where it is possible."""
        before = TRUE
        for x in possible:
            before = self.s.all(before, x, self.s.unknown())
            yield before, self.s.chosen(self.items.items())

    def has(self, w: Any) -> int:
        """Return the literal that is true if a value is a member."""
        s = self.s
        match self.kind:
            case "subset":
                return s.all(*(s.some([-x, self.items.get(m, FALSE)]) for m, x in s.as_set(w).items()))
            case "ordering":
                w = s.as_seq(w)
                return s.all(s.equal(s.set_of(w), self.items), s.equal(s.count(x for x, _ in w), s.count(self.items.values())))
            case "sequence":
                w = s.as_seq(w)
                items = (s.some([-x, *(s.all(y, self.items.get(m, FALSE)) for m, y in s.cases(v).items())]) for x, v in w)
                return s.all(s.some(s.all(s.count(x for x, _ in w).get(n, FALSE), x) for n, x in self.length.items()), *items)
            case "one" | "number":
                return s.some(s.all(x, self.items.get(m, FALSE)) for m, x in s.cases(w).items())
            case "all":
                return TRUE
            case "record" | "unit":
                return s.all(*(part.has(v) for part, v in zip(self.parts, s.as_parts(w, len(self.parts)), strict=True)))
        w = s.as_map(w)
        domain = s.equal(SetOf((k, x) for k, (x, _) in w.items()), SetOf(self.keys))
        if self.kind == "map":
            return s.all(domain, *(s.some([-x, self.parts[0].has(v)]) for x, v in w.values()))
        if self.kind in ("choice", "numbers"):
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
        bounds = [s.apply(lambda a, b: a <= b, [measures[name], s.known(most)])[0] for name, most in part.within.items()]
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
            shown_ = self.shown.get(name, [])
            within = {m: said["within"][m] for m, _ in self.reduction.source.measures if m in said["within"]}
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
# Chapter 11.  Terms and formulas, for proofs about all sizes
# ======================================================================================================================

# Terms and formulas for proofs about all sizes.
#
# A term or formula is a tuple, whose first item says what it is:
#
#     ("v", number, sort)   ("f", name, sort, terms)   ("lin", constant, ((term, coefficient), ...))
#     ("T",)  ("F",)  ("p", name, terms)  ("=", s, t)  ("<=", lin)  ("=0", lin)  ("not", atom)
#     ("and", fs)  ("or", fs)  ("all", variables, f)  ("ex", variables, f)
#
# All terms of the sort `Int` are whole numbers and stand in a "lin"; the other sorts are the homes of the source, RATIONAL, and
# the sorts of what a fold carries along (`state!0`, ...).  Of the rational numbers nothing is known but that equal ones are
# equal: their arithmetic and their order are functions and a predicate without axioms.  What holds whatever these are holds for
# the rational numbers.  Negations stand on atoms only.  A value of the core is a formula (a truth value), or one of the classes
# below.

Term = tuple[Any, ...]
Formula = tuple[Any, ...]
Variables = tuple[Term, ...]
T, F = ("T",), ("F",)
RATIONAL, PRODUCT = "rat!", "times!"
MOST_MERGED = 24

_SUPPLY: ContextVar[tuple[Iterator[int], Work]] = ContextVar("supply")


class NoRule(Exception):
    """The chapter has no rule for what a document says: a hole."""


class PairsCounted(NoRule):
    """Unordered pairs are to be counted, which symbols have from both ends."""


@contextmanager
def counting_variables(work: Work, start: int = 0) -> Iterator[None]:
    """Number new variables from `start` on, so that the same document gets the same sentences every time.

    Steps are taken from `work` for each variable and each formula that is joined.
    """
    token = _SUPPLY.set((counting(start), work))
    try:
        yield
    finally:
        _SUPPLY.reset(token)


def fresh(sorts: Iterable[str]) -> Variables:
    """Return new variables of these sorts."""
    numbers, work = _SUPPLY.get()
    found = tuple(("v", next(numbers), sort) for sort in sorts)
    work.spend(len(found))
    return found


# ----------------------------------------------------------------------------------------------------------------- terms


@lru_cache(maxsize=1 << 18)
def _key(t: Term) -> str:
    return repr(t)


def lin(constant: Any = 0, *pairs: tuple[Term, Any]) -> Term:
    """Return the constant plus the sum of coefficient times term."""
    found: dict[Term, Any] = {}
    for t, c in pairs:
        found[t] = found.get(t, 0) + c
    return ("lin", _plain(constant), tuple(sorted(((t, _plain(c)) for t, c in found.items() if c), key=lambda p: _key(p[0]))))


def _plain(n: Any) -> Any:
    return int(n) if isinstance(n, Fraction) and n.denominator == 1 else n


def term(t: Term) -> Term:
    """Return a variable or an application as a term: a number as a sum."""
    return ("lin", 0, ((t, 1),)) if t[2] == "Int" else t


def function(name: str, sort: str, args: Iterable[Term] = ()) -> Term:
    """Return the application of a function, as a term."""
    return term(("f", name, sort, tuple(args)))


def added(a: Term, b: Term, times: Any = 1) -> Term:
    """Return a + times * b."""
    return lin(a[1] + times * b[1], *a[2], *((t, times * c) for t, c in b[2]))


def scaled_term(a: Term, by: Any) -> Term:
    """Return a number times a constant."""
    return added(lin(), a, by)


def multiplied(a: Term, b: Term) -> Term:
    """Return the product of two numbers, multiplied out.

    The product of terms is `times!` of the first and the product of the others, in an order of their own.
    """
    found = list[tuple[Term, Any]]()
    for (s, c), (t, d) in product(a[2], b[2]):
        first, *others = sorted((*factors(s), *factors(t)), key=_key)
        rest = others.pop()
        while others:
            rest = ("f", PRODUCT, "Int", (term(others.pop()), term(rest)))
        found.append((("f", PRODUCT, "Int", (term(first), term(rest))), c * d))
    return lin(a[1] * b[1], *((t, c * a[1]) for t, c in b[2]), *((t, c * b[1]) for t, c in a[2]), *found)


def is_product(t: Term) -> bool:
    """Return whether a term is the product of two numbers."""
    return t[:3] == ("f", PRODUCT, "Int") and [a[0] for a in t[3]] == ["lin", "lin"]


def factors(t: Term) -> tuple[Term, ...]:
    """Return the terms of which a term of whole numbers is the product."""
    if not is_product(t) or any(a[1] or len(a[2]) != 1 or a[2][0][1] != 1 for a in t[3]):
        return (t,)
    return tuple(u for a in t[3] for u in factors(a[2][0][0]))


def _denominator(a: Term) -> int:
    return math.lcm(*(Fraction(c).denominator for c in (a[1], *(c for _, c in a[2]))))


def _whole(a: Term) -> Term:
    m = _denominator(a)
    return ("lin", int(a[1] * m), tuple((t, int(c * m)) for t, c in a[2]))


def is_whole(a: Term) -> bool:
    """Return whether a number has whole coefficients."""
    return _whole(a) == a


def at_most_0(a: Term) -> Formula:
    """Return that a <= 0; the bound is rounded, since all terms are whole numbers."""
    if not a[2]:
        return T if a[1] <= 0 else F
    a = _whole(a)
    g = math.gcd(*(c for _, c in a[2]))
    return ("<=", ("lin", -((-a[1]) // g), tuple((t, c // g) for t, c in a[2])))


def at_most(a: Term, b: Term) -> Formula:
    """Return that a <= b, of two whole numbers or of two rational ones."""
    return at_most_0(added(a, b, -1)) if a[0] == "lin" else ("p", "rat!le", (a, b))


def less(a: Term, b: Term) -> Formula:
    """Return that a < b."""
    return neg(at_most(b, a))


def is_0(a: Term) -> Formula:
    """Return that a = 0."""
    if not a[2]:
        return T if a[1] == 0 else F
    a = _whole(a)
    g = math.gcd(*(c for _, c in a[2]))
    if a[1] % g:
        return F
    g = -g if a[2][0][1] < 0 else g
    return ("=0", ("lin", a[1] // g, tuple((t, c // g) for t, c in a[2])))


def as_rational(a: Term) -> Term:
    """Return a whole number, or one with fractions as coefficients, as a rational number: numerator over denominator."""
    return function("rat!of", RATIONAL, (_whole(a), lin(_denominator(a))))


def equal(s: Term, t: Term) -> Formula:
    """Return the equality of two terms of one sort."""
    if s[0] == "lin":
        return is_0(added(s, t, -1))
    return T if s == t else ("=", *sorted((s, t), key=_key))


# -------------------------------------------------------------------------------------------------------------- formulas


def conj(*fs: Formula) -> Formula:
    """Return the conjunction."""
    return _join(fs, "and", "or", T, F)


def disj(*fs: Formula) -> Formula:
    """Return the disjunction."""
    return _join(fs, "or", "and", F, T)


def parts(f: Formula, kind: str) -> tuple[Formula, ...]:
    """Return the parts of an "and" or "or"; of another formula, itself, and of the neutral one none."""
    return () if f == (T if kind == "and" else F) else f[1] if f[0] == kind else (f,)


def _join(fs: Iterable[Formula], kind: str, dual: str, neutral: Formula, zero: Formula) -> Formula:
    """Join formulas.  What stands alone among them is left out of the others: a and (not a or b) is a and b."""
    found = list(dict.fromkeys(g for f in fs for g in parts(f, kind)))
    _SUPPLY.get()[1].spend(1 + len(found) // 8)
    while True:
        alone = {g for g in found if g[0] != dual}
        if zero in alone or any(neg(g) in alone for g in alone if g[0] not in ("all", "ex")):
            return zero
        if len(alone) == len(found):
            return neutral if not found else found[0] if len(found) == 1 else (kind, tuple(found))
        new = dict.fromkeys(h for g in found for h in parts(_without(g, alone, kind, dual, neutral, zero), kind))
        merged = _merged(list(new), dual) if len(new) <= MOST_MERGED else list(new)
        if merged is None:
            return zero
        if merged == found:
            return neutral if not found else found[0] if len(found) == 1 else (kind, tuple(found))
        found = list(dict.fromkeys(h for g in merged for h in parts(g, kind)))


def _merged(found: list[Formula], dual: str) -> list[Formula] | None:
    """Return formulas without those that others imply; "a or b" and "a or not b" become a.  None: what two share is nothing."""
    sets = [frozenset(parts(g, dual)) for g in found]
    if all(len(a) == 1 for a in sets):  # they differ, and one that denies another was seen before
        return found
    for i, a in enumerate(sets):
        for j, b in enumerate(sets[:i]):
            if len(a) == len(b) == 1:
                continue
            if a <= b or b <= a:
                return _merged([g for k, g in enumerate(found) if k != (j if a <= b else i)], dual)
            if len(a) != len(b):
                continue
            here, there = a - b, b - a
            if len(here) == len(there) == 1 and next(iter(here))[0] not in ("all", "ex") and [neg(x) for x in here] == [*there]:
                shared = [x for x in parts(found[i], dual) if x in b]
                if not shared:
                    return None
                rest = [g for k, g in enumerate(found) if k not in (i, j)]
                return _merged([*rest, shared[0] if len(shared) == 1 else (dual, tuple(shared))], dual)
    return found


def _without(g: Formula, alone: set[Formula], kind: str, dual: str, neutral: Formula, zero: Formula) -> Formula:
    if g[0] != dual or not alone:
        return g
    out = []
    for d in g[1]:
        inner = parts(d, kind)
        if any(neg(x) in alone for x in inner if x[0] not in ("all", "ex")):
            continue
        rest = [x for x in inner if x not in alone]
        if not rest:
            return neutral
        out.append(rest[0] if len(rest) == 1 else (kind, tuple(rest)))
    return zero if not out else out[0] if len(out) == 1 else (dual, tuple(out))


@lru_cache(maxsize=1 << 18)
def neg(f: Formula) -> Formula:
    """Return the negation, with negations on atoms only."""
    kind = f[0]
    if kind in ("T", "F"):
        return F if kind == "T" else T
    if kind == "not":
        return tuple(f[1])
    if kind == "<=":
        return at_most_0(added(lin(1), f[1], -1))
    if kind in ("and", "or"):
        return (disj if kind == "and" else conj)(*map(neg, f[1]))
    if kind in ("all", "ex"):
        return ("ex" if kind == "all" else "all", f[1], neg(f[2]))
    return ("not", f)


def implies(a: Formula, b: Formula) -> Formula:
    """Return that a implies b."""
    return disj(neg(a), b)


def iff(a: Formula, b: Formula) -> Formula:
    """Return that a holds if and only if b does."""
    return T if a == b else conj(implies(a, b), implies(b, a))


def below(o: Any) -> Iterable[Any]:
    """Return the terms and formulas directly below a term or formula."""
    kind = o[0]
    if kind in ("f", "p"):
        return tuple(o[-1])
    if kind == "lin":
        return [t for t, _ in o[2]]
    if kind in ("and", "or"):
        return tuple(o[1])
    return (o[2],) if kind in ("all", "ex") else () if kind == "v" else o[1:]


@lru_cache(maxsize=1 << 18)
def free(o: Any) -> frozenset[Term]:
    """Return the free variables of a term or formula."""
    if o[0] == "v":
        return frozenset((o,))
    found = frozenset[Term]().union(*map(free, below(o)))
    return found - frozenset(o[1]) if o[0] in ("all", "ex") else found


def substituted(o: Any, at: Mapping[Term, Term]) -> Any:
    """Return a term or formula with terms for free variables; bound variables are renamed.

    What has none of the variables stays the same object: that is seen from what is below, and not looked up for each.
    """
    kind = o[0]
    if not at or kind in "TF":
        return o
    if kind == "v":
        return at.get(o, o)
    if kind in ("all", "ex") and free(o).isdisjoint(at):
        return o
    if kind not in ("all", "ex"):
        old = tuple(below(o))
        new = tuple([substituted(x, at) for x in old])
        return o if all(map(is_, old, new)) else rebuilt(o, new)
    new = fresh(v[2] for v in o[1])
    return (ex if kind == "ex" else every)(new, substituted(o[2], {**at, **dict(zip(o[1], map(term, new), strict=True))}))


def rebuilt(o: Any, new: Sequence[Any]) -> Any:
    """Return a term or formula without quantifier, with others in the place of those directly below it, in normal form."""
    kind = o[0]
    if kind in ("f", "p"):
        return multiplied(*new) if is_product(o) else (*o[:-1], tuple(new))
    if kind == "lin":
        out = lin(o[1])
        for t, (_, c) in zip(new, o[2], strict=True):
            out = added(out, t if t[0] == "lin" else term(t), c)
        return out
    rules: dict[str, Callable[..., Any]] = {"=": equal, "<=": at_most_0, "=0": is_0, "not": neg, "and": conj, "or": disj}
    return rules[kind](*new)


def solved(f: Formula, variables: Iterable[Term]) -> tuple[Term, Term] | None:
    """Return one of the variables that an equation determines, and its value; None if it determines none."""
    variables = set(variables)
    if f[0] == "=":
        return next(((s, t) for s, t in ((f[1], f[2]), (f[2], f[1])) if s in variables and s not in free(t)), None)
    for t, c in f[1][2] if f[0] == "=0" else ():
        rest = scaled_term(added(f[1], lin(0, (t, c)), -1), -c)
        if t in variables and abs(c) == 1 and t not in free(rest):
            return t, rest
    return None


def determining(f: Formula, variables: Sequence[Term]) -> Formula | None:
    """Return a disjunction among the conjuncts of f each of whose alternatives has an equation that determines a variable."""
    for g in parts(f, "and"):
        if g[0] == "or" and all(any(solved(h, variables) for h in parts(d, "and")) for d in g[1]):
            return g
    return None


def solutions(variables: Sequence[Term], f: Formula) -> list[tuple[dict[Term, Term], Variables, Formula]]:
    """Return (values, variables left, rest): "some variables: f" is the disjunction of "some variables left: rest" over them."""
    left, values = list(variables), dict[Term, Term]()
    while found := next((s for g in parts(f, "and") if (s := solved(g, left))), None):
        v, t = found
        values = {w: substituted(s, {v: t}) for w, s in values.items()} | {v: t}
        left.remove(v)
        f = substituted(f, {v: t})
    split = determining(f, left) if left and f != F else None
    if split is None:
        return [] if f == F else [(values, tuple(left), f)]
    rest = conj(*(g for g in parts(f, "and") if g != split))
    return [
        ({v: substituted(t, more) for v, t in values.items()} | more, remaining, residual)
        for d in split[1]
        for more, remaining, residual in solutions(left, conj(d, rest))
    ]


def ex(variables: Sequence[Term], f: Formula) -> Formula:
    """Return that some values of the variables satisfy f: equations that determine a variable are solved."""
    if f[0] == "or":
        return disj(*(ex(variables, g) for g in f[1]))
    out = []
    for _, remaining, rest in solutions([v for v in variables if v in free(f)], f):
        left = tuple(v for v in remaining if v in free(rest))
        if left and rest[0] == "ex":
            left, rest = left + rest[1], rest[2]
        if left and rest[0] == "or":
            out.append(ex(left, rest))
            continue
        inside = [g for g in parts(rest, "and") if not free(g).isdisjoint(left)]
        outside = [g for g in parts(rest, "and") if free(g).isdisjoint(left)]
        out.append(conj(*outside, ("ex", left, conj(*inside))) if left else rest)
    return disj(*out)


def every(variables: Sequence[Term], f: Formula) -> Formula:
    """Return that all values of the variables satisfy f."""
    return neg(ex(variables, neg(f)))


def closed(variables: Iterable[Term], f: Formula) -> Formula:
    """Return the universal closure over the variables, without looking into f."""
    variables = tuple(variables)
    return ("all", variables, f) if variables else f


# ======================================================================================================================
# Chapter 12.  Values of which formulas speak
# ======================================================================================================================

# Values of which formulas speak, and symbols that they stand for.
#
# A value of the core is a formula (a truth value), or one of the classes below.

# ---------------------------------------------------------------------------------------------------------------- values


class Alternatives(NamedTuple):
    """A number, a label, a case of a sum type or an unordered pair: alternatives of a guard and what it then is.

    The guards exclude each other.  `kind` is `num` (a "lin": a number that whole ones make), `rat` (a term: any rational number),
    `lab` (a term), `case` (name, arguments) or `pair` (two ends).
    """

    kind: str
    options: tuple[tuple[Formula, Any], ...]


class Parts(NamedTuple):
    """A tuple or a record."""

    items: tuple[Any, ...]


class Gen(NamedTuple):
    """These values, for all values of the variables that satisfy the guard."""

    variables: Variables
    guard: Formula
    values: tuple[Any, ...]


class Stored(NamedTuple):
    """A part of a set: what the predicates called `name...` say of its columns, if the guard holds.

    `whole`: a set that it is known to be a part of.
    """

    name: str
    given: tuple[Term, ...]
    item: Type
    guard: Formula = T
    whole: Any = None


class SetValue(NamedTuple):
    """A set: the union of generators of one value and of stored parts."""

    parts: tuple[Any, ...]


class Items(NamedTuple):
    """A sequence: generators of an index (None: unknown) and an item.

    `length`: None if it is unknown.  `listed`: the set whose members it lists, with the type of these, if it is one.
    `literal`: whether the generators are one item each, without variables, in order.  `loose`: whether a generator may give an
    item more often than it occurs.  `anew`: of a sequence without indices a function that makes it with indices, if there is one;
    `flat`: another, for sequences made of several, or of what variables around them determine.  `joined`: of a sequence that is
    others, one after another, these.
    """

    parts: tuple[Gen, ...]
    length: Any
    listed: Any = None
    literal: bool = False
    loose: bool = False
    anew: Callable[[], Items] | None = None
    flat: Callable[[], Items] | None = None
    joined: tuple[Items, ...] = ()


class Entries(NamedTuple):
    """A map: generators of a key and a value.

    `around`: of the successor map of sequences that are read as cycles, these, under guards of which one holds.
    """

    parts: tuple[Gen, ...]
    around: tuple[tuple[Formula, Items], ...] = ()


class StoredMap(NamedTuple):
    """A map whose values are the functions called `name...` of the columns of a key, on the set `domain`.

    `options`: the map of sets of which it is a choice, if it is one.  Where these are written, predicates say which is taken.
    """

    name: str
    given: tuple[Term, ...]
    key: Type
    value: Type
    domain: Any
    options: Any = None


def number_case(t: Term) -> Alternatives:
    """Return a number as a value."""
    return Alternatives("num", ((T, t),))


def whole_case(n: Any) -> Alternatives:
    """Return a known number as a value."""
    return number_case(lin(n))


def rational(a: Alternatives) -> Alternatives:
    """Return a number as a rational one."""
    return a if a.kind == "rat" else cases("rat", ((g, as_rational(x)) for g, x in a.options))


def same_kind(a: Alternatives, b: Alternatives) -> tuple[Alternatives, Alternatives]:
    """Return two values; two numbers as rational ones if one of them is."""
    return (rational(a), rational(b)) if {a.kind, b.kind} == {"num", "rat"} else (a, b)


def fitted(value: Any, type: Type) -> Any:
    """Return a flat value as one of this type, in which whole numbers may stand for rational ones."""
    match value, type[0]:
        case Alternatives("num"), "rat":
            return rational(value)
        case Alternatives("case", options), "sum":
            of = dict(type[2])
            rows = ((g, n, args, of.get(n, ())) for g, (n, args) in options)
            return Alternatives("case", tuple((g, (n, tuple(map(fitted, args, ts)) if ts else args)) for g, n, args, ts in rows))
        case SetValue(), "edge":
            return fitted(as_pair(value)[0], type)
        case Alternatives("pair", options), "edge":
            return Alternatives("pair", tuple((g, tuple(fitted(x, type[1]) for x in ends)) for g, ends in options))
        case Parts(items), "tuple":
            return Parts(tuple(fitted(x, t) for x, t in zip(items, type[1], strict=True)))
    return value


def cases(kind: str, options: Iterable[tuple[Formula, Any]]) -> Alternatives:
    """Return a value of these alternatives: equal ones as one, impossible ones left out."""
    found: dict[Any, list[Formula]] = {}
    for guard, base in options:
        if guard != F:
            found.setdefault(base, []).append(guard)
    return Alternatives(kind, tuple((disj(*guards), base) for base, guards in found.items()))


def under(value: Any, at: Mapping[Term, Term]) -> Any:
    """Return a value with terms for variables."""
    if value is None or not at:
        return value

    def all_of(values: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(under(v, at) for v in values)

    match value:
        case Alternatives("num" | "rat" | "lab" as kind, options):
            return cases(kind, ((substituted(g, at), substituted(t, at)) for g, t in options))
        case Alternatives("case", options):
            return cases("case", ((substituted(g, at), (name, all_of(args))) for g, (name, args) in options))
        case Alternatives(kind, options):
            return cases(kind, ((substituted(g, at), all_of(ends)) for g, ends in options))
        case Parts(items):
            return Parts(all_of(items))
        case Gen(variables, guard, values):
            return Gen(variables, substituted(guard, at), all_of(values))
        case Stored(name, given, item, guard, more):
            return Stored(name, tuple(substituted(t, at) for t in given), item, substituted(guard, at), under(more, at))
        case SetValue(items):
            return SetValue(all_of(items))
        case Items(items, length, listed, literal, loose, again, _, joined):
            found = Items(all_of(items), under(length, at), listed and (under(listed[0], at), listed[1]), literal, loose)
            found = found._replace(joined=all_of(joined))
            return found._replace(anew=again) if again is not None and found == value._replace(anew=None) else found
        case Entries(items, around):
            return Entries(all_of(items), tuple((substituted(g, at), under(s, at)) for g, s in around))
        case StoredMap(name, given, key, entry, domain, options):
            return StoredMap(name, tuple(substituted(t, at) for t in given), key, entry, under(domain, at), under(options, at))
    return substituted(value, at)


def anew(g: Gen) -> Gen:
    """Return a generator with new variables."""
    new = fresh(v[2] for v in g.variables)
    return under(g, dict(zip(g.variables, map(term, new), strict=True)))._replace(variables=new)  # type: ignore[no-any-return]


def only(part: Any, guard: Formula) -> Any:
    """Return a generator or a stored part under one more guard."""
    return part._replace(guard=conj(part.guard, guard))


# ---------------------------------------------------------------------------------------- values that symbols stand for


def any_values(type: Type) -> list[tuple[Variables, Any]]:
    """Return all values of a flat type: variables and the value, for each way to make one.  A pair is there from both ends."""
    kind = type[0]
    if kind in ("nat", "int"):
        (v,) = fresh(["Int"])
        return [((v,), number_case(term(v)))]
    if kind == "rat":
        (v,) = fresh([RATIONAL])
        return [((v,), Alternatives("rat", ((T, v),)))]
    if kind == "bool":
        return [((), T), ((), F)]
    if kind == "label":
        (v,) = fresh([type[1]])
        return [((v,), Alternatives("lab", ((T, v),)))]
    if kind == "never":
        return []
    if kind == "sum":
        return [(vs, Alternatives("case", ((T, (name, args)),))) for name, types in type[2] for vs, args in any_rows(types)]
    if kind == "tuple":
        return [(vs, Parts(args)) for vs, args in any_rows(type[1])]
    if kind == "record":
        return [(vs, Parts(args)) for vs, args in any_rows([t for _, t in type[1]])]
    if kind == "edge":
        return [(vs, Alternatives("pair", ((T, args),))) for vs, args in any_rows((type[1], type[1]))]
    raise NoRule(f"a value of type {kind} as a member, a key or an argument of a label")


def any_rows(types: Sequence[Type]) -> Iterator[tuple[Variables, tuple[Any, ...]]]:
    """Yield all rows of values of flat types."""
    if not types:
        yield (), ()
        return
    for vs, first in any_values(types[0]):
        for ws, rest in any_rows(types[1:]):
            yield vs + ws, (first, *rest)


def columns(value: Any) -> list[tuple[Formula, str, tuple[Term, ...]]]:
    """Return the ways to write a flat value as a row, under guards that exclude each other: its cases, and the terms in it."""
    match value:
        case Alternatives("case", options):
            return [
                (conj(g, h), f".{name}{s}", ts) for g, (name, args) in options for h, s, ts in as_rows(args) if conj(g, h) != F
            ]
        case Alternatives("pair", options):
            return [(conj(g, h), s, ts) for g, ends in options for h, s, ts in as_rows(ends) if conj(g, h) != F]
        case Alternatives(kind, options):
            if kind == "num" and not all(is_whole(base) for _, base in options):
                raise NoRule("a number made of fractions as a member, a key or an argument of a label")
            return [(g, "", (base,)) for g, base in options]
        case Parts(items):
            return as_rows(items)
        case SetValue() | Items() | Entries() | StoredMap():
            raise NoRule("a collection as a member, a key or an argument of a label")
    return [(g, s, ()) for g, s in ((value, "+"), (neg(value), "-")) if g != F]


def as_rows(values: Iterable[Any]) -> list[tuple[Formula, str, tuple[Term, ...]]]:
    """Return the ways to write several flat values as one row."""
    found = []
    for row in product(*map(columns, values)):
        guard = conj(*(g for g, _, _ in row))
        if guard != F:
            found.append((guard, "".join(s for _, s, _ in row), tuple(t for _, _, ts in row for t in ts)))
    return found


def stored(name: str, given: tuple[Term, ...], type: Type) -> Any:
    """Return the value of a type that the symbols called `name...` give for some terms."""
    kind = type[0]
    if kind in ("nat", "int"):
        return number_case(function(name, "Int", given))
    if kind == "rat":
        return Alternatives("rat", ((T, function(name, RATIONAL, given)),))
    if kind == "bool":
        return ("p", name, given)
    if kind == "label":
        return Alternatives("lab", ((T, function(name, type[1], given)),))
    if kind == "sum":
        found, rest = [], T
        for k, (case, types) in enumerate(type[2]):
            here = ("p", f"{name}:{case}", given) if k < len(type[2]) - 1 else T
            args = tuple(stored(f"{name}:{case}.{j}", given, t) for j, t in enumerate(types))
            found.append((conj(rest, here), (case, args)))
            rest = conj(rest, neg(here))
        return Alternatives("case", tuple(found))
    if kind == "tuple":
        return Parts(tuple(stored(f"{name}.{i}", given, t) for i, t in enumerate(type[1])))
    if kind == "record":
        return Parts(tuple(stored(f"{name}.{n}", given, t) for n, t in type[1]))
    if kind == "edge":
        return Alternatives("pair", ((T, (stored(f"{name}.a", given, type[1]), stored(f"{name}.b", given, type[1]))),))
    if kind == "set":
        return SetValue((Stored(name, given, type[1]),))
    if kind == "seq":
        n = function(f"{name}#", "Int", given)
        (i,) = fresh(["Int"])
        inside = conj(at_most(lin(), term(i)), less(term(i), n))
        return Items((Gen((i,), inside, (number_case(term(i)), stored(f"{name}@", (*given, term(i)), type[1]))),), number_case(n))
    if kind == "map":
        return StoredMap(name, given, type[1], type[2], SetValue((Stored(f"{name}!keys", given, type[1]),)))
    raise NoRule(f"an unknown value of type {kind}")


# Equality, membership, look-up and choice of values of which formulas speak.


def equals(a: Any, b: Any) -> Formula:
    """Return the equality of two values."""
    match a, b:
        case Alternatives("pair"), _:
            return _same_pair(a, b)
        case _, Alternatives("pair"):
            return _same_pair(b, a)
        case Alternatives(), Alternatives():
            a, b = same_kind(a, b)
            return disj(*(conj(g, h, _same_base(a.kind, x, y)) for g, x in a.options for h, y in b.options))
        case Parts(items), Parts(others):
            return conj(*(equals(x, y) for x, y in zip(items, others, strict=True)))
        case SetValue(), SetValue():
            return conj(part_of(a, b), part_of(b, a))
        case ((Entries() | StoredMap()), (Entries() | StoredMap())):
            return _same_map(a, b)
        case Items(items, _, _, True), Items(others, _, _, True):
            if len(items) != len(others):
                return F
            return conj(*(equals(x.values[1], y.values[1]) for x, y in zip(items, others, strict=True)))
        case Items(), Items():
            return _same_items(indexed(a), indexed(b))
    return iff(a, b)


def _same_map(a: Any, b: Any) -> Formula:
    """Return that two maps are equal.  If keys do not determine the entries of one, its entries are looked up in the other."""
    try:
        return conj(_extends(a, b), _extends(b, a))
    except NoRule:
        f, g = (a, b) if isinstance(a, Entries) else (b, a)
        return conj(_extends(f, g), part_of(domain(g), domain(f)))


def _same_items(a: Items, b: Items) -> Formula:
    """Return that two sequences with indices are as long, and have the same item at each index."""
    same = equals(a.length, b.length)
    for p in map(anew, a.parts):
        defined, item = item_at(b, p.values[0])
        same = conj(same, every(p.variables, implies(p.guard, F if item is None else conj(defined, equals(p.values[1], item)))))
    return same


def _same_base(kind: str, x: Any, y: Any) -> Formula:
    if kind != "case":
        return equal(x, y)
    return conj(*(equals(p, q) for p, q in zip(x[1], y[1], strict=True))) if x[0] == y[0] else F


def _same_pair(a: Alternatives, b: Any) -> Formula:
    """Return that a pair is a pair, or a set of two written members."""
    b, differ = as_pair(b)
    ends = (
        conj(g, h, disj(conj(equals(x, u), equals(y, v)), conj(equals(x, v), equals(y, u))))
        for g, (x, y) in a.options
        for h, (u, v) in b.options
    )
    return conj(differ, disj(*ends))


def as_pair(value: Any) -> tuple[Alternatives, Formula]:
    """Return a set of two written members as a pair, and that they differ; a pair as it is."""
    if isinstance(value, Alternatives):
        return value, T
    written = [p.values[0] for p in value.parts if isinstance(p, Gen) and not p.variables and p.guard == T]
    if len(written) != 2 or len(value.parts) != 2:
        raise NoRule("a set that is not written {a, b}, in the place of a pair")
    return Alternatives("pair", ((T, tuple(written)),)), neg(equals(*written))


def part_of(a: Any, b: Any) -> Formula:
    """Return that every member of a is one of b."""
    if isinstance(a, Alternatives):
        return conj(*(implies(g, conj(*(is_member(x, b) for x in ends))) for g, ends in a.options))
    return conj(*(every(p.variables, implies(p.guard, is_member(p.values[0], b))) for p in members(a)))


def members(s: SetValue) -> list[Gen]:
    """Return the generators of a set, with new variables."""
    if not isinstance(s, SetValue):
        raise NoRule("an unordered pair as a set")
    found = []
    for p in s.parts:
        if isinstance(p, Gen):
            found.append(anew(p))
        else:
            found += [Gen(vs, conj(p.guard, holds(p, x)), (x,)) for vs, x in any_values(p.item)]
    return found


def holds(s: Stored, x: Any) -> Formula:
    """Return that the predicate of a stored part holds for a value, whatever its guard."""
    return disj(*(conj(g, ("p", s.name + suffix, (*s.given, *ts))) for g, suffix, ts in columns(fitted(x, s.item))))


def is_member(x: Any, s: Any) -> Formula:
    """Return that x is a member of a set or a pair, or an item of a sequence."""
    if isinstance(s, Alternatives):
        return disj(*(conj(g, disj(equals(x, a), equals(x, b))) for g, (a, b) in s.options))
    found = []
    for p in s.parts:
        if isinstance(p, Stored):
            pair, differ = as_pair(x) if isinstance(x, SetValue) else (x, T)
            found.append(conj(p.guard, differ, holds(p, pair)))
        else:
            g = anew(p)
            found.append(ex(g.variables, conj(g.guard, equals(g.values[-1], x))))
    return disj(*found)


def known_member(x: Any, s: SetValue) -> Formula:
    """Return that x is a member of a set, and of the wholes of which its stored parts are known to be parts."""
    found = []
    for p in s.parts:
        here = is_member(x, SetValue((p,)))
        more = getattr(p, "whole", None)
        found.append(here if more is None or here == F else conj(here, known_member(x, more)))
    return disj(*found)


def domain(m: Any) -> SetValue:
    """Return the keys of a map."""
    if isinstance(m, StoredMap):
        return m.domain  # type: ignore[no-any-return]
    return SetValue(tuple(p._replace(values=p.values[:1]) for p in m.parts))


def is_key(x: Any, m: Any) -> Formula:
    """Return that a map is defined at a value, whether or not this determines the entry."""
    try:
        return lookup(m, x)[0]
    except NoRule:
        return is_member(x, domain(m))


def entries(m: Any) -> list[Gen]:
    """Return the generators of a map's entries, with new variables."""
    if isinstance(m, Entries):
        return [anew(p) for p in m.parts]
    return [p._replace(values=(p.values[0], lookup(m, p.values[0])[1])) for p in members(domain(m))]


def lookup(m: Any, key: Any, shared: Shared | None = None) -> tuple[Formula, Any]:
    """Return whether a map is defined at a key, and its value there (None: nowhere).

    With `shared`, the key need not determine the entry: all that it has are equal, which is owed where the map is made.
    """
    if isinstance(m, StoredMap):
        pairs = [(g, _entry(m, key, suffix, (*m.given, *ts))) for g, suffix, ts in columns(fitted(key, m.key))]
        return is_member(key, domain(m)), chosen(pairs)
    problem = "a map whose key does not determine the entry"
    try:
        return _found(m.parts, lambda values: equals(values[0], key), problem)
    except NoRule:
        if not isinstance(key, Alternatives) or len(key.options) < 2:
            if shared is None:
                raise
            return _any_entry(shared, m, key)
    found = [(g, lookup(m, Alternatives(key.kind, ((T, base),)), shared)) for g, base in key.options]  # one alternative at a time
    return disj(*(conj(g, defined) for g, (defined, _) in found)), chosen([(conj(g, d), value) for g, (d, value) in found])


def _any_entry(shared: Shared, m: Entries, key: Any) -> tuple[Formula, Any]:
    """Return whether a map has an entry at a key, and the value of one of them, which is named after the map and the key.

    There is one if there is this one.
    """
    pairs = list[tuple[Formula, Any]]()
    for guard, at_variables, terms in with_variables(key):
        none = T
        for p in map(anew, m.parts):
            for values, left, rest in solutions(p.variables, conj(p.guard, equals(p.values[0], at_variables))):
                binding = any_binding(shared, left, rest) if left else {}
                some, entry = substituted(rest, binding), under(under(p.values[1], values), binding)
                pairs.append((conj(guard, substituted(conj(none, some), terms)), under(entry, terms)))
                none = conj(none, neg(some))
    return disj(*(g for g, _ in pairs)), chosen(pairs)


def with_variables(value: Any) -> list[tuple[Formula, Any, dict[Term, Term]]]:
    """Return a flat value with a variable for each term in it, and these terms, under guards that exclude each other."""

    def rows_of(values: Sequence[Any]) -> Iterator[tuple[Formula, tuple[Any, ...], dict[Term, Term]]]:
        for row in product(*map(with_variables, values)):
            terms = {v: t for _, _, found in row for v, t in found.items()}
            yield conj(*(g for g, _, _ in row)), tuple(x for _, x, _ in row), terms

    match value:
        case Alternatives("num" | "rat" | "lab" as kind, options):
            found = []
            for g, t in options:
                (v,) = fresh(["Int" if kind == "num" else t[2]])
                found.append((g, Alternatives(kind, ((T, term(v)),)), {v: t}))
            return found
        case Alternatives("case", options):
            named = [(g, name, row) for g, (name, args) in options for row in rows_of(args)]
            return [(conj(g, h), Alternatives("case", ((T, (name, args)),)), terms) for g, name, (h, args, terms) in named]
        case Alternatives(kind, options):
            ended = [(g, row) for g, ends in options for row in rows_of(ends)]
            return [(conj(g, h), Alternatives(kind, ((T, ends),)), terms) for g, (h, ends, terms) in ended]
        case Parts(items):
            return [(g, Parts(row), terms) for g, row, terms in rows_of(items)]
        case SetValue() | Items() | Entries() | StoredMap():
            raise NoRule("a collection as a key")
    return [(value, T, {}), (neg(value), F, {})]


def _entry(m: StoredMap, key: Any, suffix: str, given: tuple[Term, ...]) -> Any:
    """Return the value at a key.  Of a choice between written numbers, predicates say which is taken.

    Other options may be the same at some keys, and then have other places among them: their values have no predicates.  The value
    is a whole number if all options of the map are.
    """
    defined, options = (T, None) if m.options is None else lookup(m.options, key)
    found = options.parts if isinstance(options, SetValue) else ()
    type = ("int",) if m.value == ("rat",) and has_whole_options(m.options) else m.value
    if not found or not all(isinstance(p, Gen) and not p.variables and p.guard in (T, defined) for p in found):
        return stored(m.name + suffix, given, type)
    if not all(is_written(p.values[0]) for p in found):
        return stored(m.name + suffix, given, type)
    values = list(dict.fromkeys(p.values[0] for p in found))
    pairs, rest = [], T
    for i, value in enumerate(values):
        taken = ("p", f"{m.name}{suffix}?{i}", given) if i < len(values) - 1 else T
        pairs.append((conj(rest, taken), value))
        rest = conj(rest, neg(taken))
    return chosen(pairs)


def has_whole_options(options: Any) -> bool:
    """Return whether a map of sets has whole numbers only, wherever it is defined: what is chosen from them is whole."""
    sets: list[Any] = [p.values[1] for p in options.parts] if isinstance(options, Entries) else [None]
    if not all(isinstance(s, SetValue) and all(isinstance(p, Gen) for p in s.parts) for s in sets):
        return False
    numbers = [p.values[0] for s in sets for p in s.parts]
    return all(isinstance(x, Alternatives) and x.kind == "num" and all(is_whole(t) for _, t in x.options) for x in numbers)


def is_written(value: Any) -> bool:
    """Return whether a value is a number that is written in the text, and the same at every key."""
    match value:
        case Alternatives("num", ((("T",), number),)):
            return not number[2]
        case Alternatives("rat", ((("T",), ("f", "rat!of", _, numbers)),)):
            return all(n[0] == "lin" and not n[2] for n in numbers)
    return False


def indexed(s: Items) -> Items:
    """Return a sequence with indices, and its length."""
    if s.length is not None and all(p.values[0] is not None for p in s.parts):
        return s
    for made in (s.anew, s.flat):
        if made is not None:
            with suppress(NoRule):
                return made()
    raise NoRule("an index into a filtered, flattened or unordered sequence")


def item_at(s: Items, index: Any) -> tuple[Formula, Any]:
    """Return whether a sequence has an index, and its item there (None: nowhere)."""
    if any(p.values[0] is None for p in s.parts):
        s = indexed(s)
    return _found(s.parts, lambda values: equals(values[0], index), "a sequence whose index does not determine the item")


def _found(gens: Iterable[Gen], here: Callable[[tuple[Any, ...]], Formula], problem: str) -> tuple[Formula, Any]:
    """Return whether a generator gives a key, and the value then; the key must determine the generator's variables."""
    pairs = list[tuple[Formula, Any]]()
    for p in map(anew, gens):
        for values, left, rest in solutions(p.variables, conj(p.guard, here(p.values))):
            index, rest = index_of(left, rest) if left else ({}, rest)
            left = tuple(v for v in left if v not in index)
            value, others = under(under(p.values[1], values), index), fresh(v[2] for v in left)
            if not free(rest).isdisjoint(left) or value != under(value, dict(zip(left, map(term, others), strict=True))):
                raise NoRule(problem)
            before = [g for g, _ in pairs if conj(g, rest) != F]  # the guards are to exclude each other
            pairs.append((conj(rest, *map(neg, before)), value))
    return disj(*(g for g, _ in pairs)), chosen(pairs)


def _extends(f: Any, g: Any) -> Formula:
    found = []
    for p in entries(f):
        defined, value = lookup(g, p.values[0])
        agree = F if value is None else conj(defined, equals(p.values[1], value))
        found.append(every(p.variables, implies(p.guard, agree)))
    return conj(*found)


def chosen(pairs: Iterable[tuple[Formula, Any]]) -> Any:
    """Return one value from guarded ones, whose guards exclude each other; None from none."""
    pairs = [(g, v) for g, v in pairs if g != F and v is not None]
    if not pairs or pairs[0][0] == T:
        return pairs[0][1] if pairs else None
    first = pairs[0][1]
    match first:
        case Alternatives(kind):
            if {v.kind for _, v in pairs if isinstance(v, Alternatives)} == {"num", "rat"}:
                return chosen([(g, rational(v)) for g, v in pairs])
            if any(not isinstance(v, Alternatives) or v.kind != kind for _, v in pairs):
                raise NoRule("a choice between values of two kinds")
            return cases(kind, ((conj(g, h), base) for g, v in pairs for h, base in v.options))
        case Parts(items):
            return Parts(tuple(chosen((g, v.items[i]) for g, v in pairs) for i in range(len(items))))
        case SetValue():
            if any(not isinstance(v, SetValue) for _, v in pairs):
                raise NoRule("a choice between a pair and a set")
            return SetValue(tuple(only(p, g) for g, v in pairs for p in v.parts))
        case Items():
            length = None if any(v.length is None for _, v in pairs) else chosen((g, v.length) for g, v in pairs)
            loose = any(v.loose for _, v in pairs)
            again = None if length is not None else lambda: chosen((g, indexed(v)) for g, v in pairs)
            return Items(tuple(only(p, g) for g, v in pairs for p in v.parts), length, None, False, loose, again)
        case Entries() | StoredMap():
            cyclic = all(isinstance(v, Entries) and v.around for _, v in pairs)
            around = tuple((conj(g, h), s) for g, v in pairs for h, s in v.around) if cyclic else ()
            return Entries(tuple(only(p, g) for g, v in pairs for p in entries(v)), around)
    return disj(*(conj(g, v) for g, v in pairs))


# Sums and cardinalities under names, in a normal form.

MOST_OPTIONS, MOST_MULTIPLIED = 200, 64


class Total(NamedTuple):
    """A named sum: of `value` over all values of the variables that satisfy the guard; 1 is added for each if it counts."""

    name: str
    parameters: Variables
    variables: Variables
    guard: Formula
    value: Term

    @property
    def term(self) -> Term:
        """The sum as a term in its parameters."""
        return function(self.name, "Int", map(term, self.parameters))


class Digits(NamedTuple):
    """Of a named sum of powers of one base, times others: the base, the exponent, and what the powers are times.

    `number` is the sum of the latter where the exponent is the variable `place`: of mere powers, how many these are.
    """

    base: Term
    exponent: Term
    weight: Term
    place: Term
    number: Alternatives


class Product(NamedTuple):
    """A named product: of the only value of each generator, for all values of its variables under its guard."""

    name: str
    parameters: Variables
    parts: tuple[Gen, ...]


class RationalTotal(NamedTuple):
    """A named sum of rational numbers, of which nothing is known: of `value` over all values of the variables under the guard."""

    name: str
    parameters: Variables
    variables: Variables
    guard: Formula
    value: Term


class Fold(NamedTuple):
    """A named fold over a sequence of any length, and what the symbols of its last round but one stand for.

    `before`: the name of the function that gives, for the parameters, what the fold has carried along before the last item; the
    symbols of a value of the type, with `state` as their first argument, say what that is.  `start`: what it starts as.
    `rounds`: what becomes of `state` at each index.  `length`: that of the sequence.
    """

    before: str
    parameters: Variables
    type: Type
    state: Term
    start: Any
    rounds: Items
    length: Alternatives


class Closure(NamedTuple):
    """A named fold that makes a set larger, or smaller, until nothing changes.

    `name`: of the function that gives, for the parameters, what it ends with: the symbols of a value of the type, with `state` as
    their first argument, say what that is.  `start`: what it starts as.  `step`: what the members of `state` bring in, or may
    be left of it.
    """

    name: str
    parameters: Variables
    type: Type
    state: Term
    start: Any
    step: Any
    larger: bool

    def end(self, given: Sequence[Term] | None = None) -> tuple[Term, Any]:
        """Return what it ends with, for the parameters or for terms: an element of the sort, and the set."""
        t = function(self.name, self.state[2], map(term, self.parameters) if given is None else given)
        return t, stored(self.state[2], (t,), self.type)


class Subset(NamedTuple):
    """A subset of which nothing is known: its members, the set, and the map that is a cycle if no such subset contradicts it."""

    item: Type
    of: SetValue
    map: Any


class Least(NamedTuple):
    """A named number: the least value of the variable that satisfies the guard."""

    name: str
    parameters: Variables
    variable: Term
    guard: Formula


class Chosen(NamedTuple):
    """A named part of a choice: the value of one of the variables, in some values of all of them that satisfy the guard."""

    name: str
    parameters: Variables
    variables: Variables
    guard: Formula
    which: int


class Shared:
    """What the documents of one reduction share: names, what is known of them, the present path, what must be defined."""

    def __init__(self) -> None:
        self.axioms: list[tuple[str, Formula]] = []
        self.totals: dict[str, Total] = {}
        self.digits: dict[str, Digits] = {}
        self.named: dict[Any, Any] = {}
        self.path: list[tuple[str, Any]] = []
        self.owed: list[tuple[str, Formula]] = []
        self.folds: dict[str, tuple[Term, Formula, Type]] = {}
        self.cycles: dict[str, tuple[Type, SetValue]] = {}  # by the name of its enumeration: of what, and the set
        self.invariants: list[Induction] = []
        self.told: dict[int, tuple[Node, Reading, Env]] = {}  # what folds carry along, by its number among what is shown first
        self.used = set[int]()  # of these, what was used
        self.filters: dict[str, tuple[Formula, Formula]] = {}

    @contextmanager
    def again(self, path: Sequence[tuple[str, Any]]) -> Iterator[None]:
        """Evaluate what was evaluated before, under this path: what must be defined was noted then.

        What folds are told to carry along is not used, since it is owed wherever it is.
        """
        owed, here, told, self.path, self.told = [*self.owed], self.path, self.told, [*path], {}
        try:
            yield
        finally:
            self.owed, self.path, self.told = owed, here, told

    def where(self) -> Formula:
        """Return what is known on the present path of the instance and the witness alone."""
        return conj(*(f for kind, f in self.path if kind == "guard" and not free(f)))

    @contextmanager
    def under(self, *steps: tuple[str, Any]) -> Iterator[None]:
        """Evaluate under more steps of the path: ("variables", vs) or ("guard", f)."""
        depth = len(self.path)
        self.path += steps
        try:
            yield
        finally:
            del self.path[depth:]

    def wherever(self, f: Formula) -> Formula:
        """Return that a formula is true wherever the present expression is evaluated."""
        for kind, step in reversed(self.path):
            f = every(step, f) if kind == "variables" else implies(step, f)
        return f

    def owe(self, where: str, defined: Formula) -> None:
        """Note that something must hold wherever the present expression is evaluated."""
        defined = self.wherever(defined)
        if defined != T and all(defined != f for _, f in self.owed):
            self.owed.append((where, defined))

    def take(self) -> list[tuple[str, Formula]]:
        """Return what was owed since the last call."""
        owed, self.owed = self.owed, []
        return owed

    # ------------------------------------------------------------------------------------------------------ sums

    def total(self, items: Iterable[tuple[Variables, Formula, Any]]) -> Alternatives:
        """Return the sum of numbers over generators (variables, guard, number), each of which gives each binding once."""
        items, out = list(items), whole_case(0)
        if any(value.kind == "rat" for _, _, value in items):
            for variables, guard, value in items:
                before = T
                for g, base in rational(value).options:
                    out = number_sum(out, self._rational_sum(variables, conj(guard, before, g), base))
                    before = conj(before, neg(g))
            return out
        for variables, guard, value in items:
            before = T
            for g, base in value.options:
                here, before = conj(guard, before, g), conj(before, neg(g))
                for t, c in ((None, base[1]), *base[2]):
                    if c and here != F:
                        found = self._sum(variables, here, lin(1)) if t is None else self._sum_of(variables, here, t)
                        out = number_sum(out, found, c)
        return out

    def _sum_of(self, variables: Variables, guard: Formula, t: Term) -> Alternatives:
        """Return the sum of a term; its factors that are powers without any of the variables are factors of the sum."""
        outside = [u for u in factors(t) if u[0] == "f" and u[1] == "power!" and free(u).isdisjoint(variables)]
        inside = [u for u in factors(t) if u not in outside]
        if not outside or not inside:
            return self._sum(variables, guard, term(t))
        by, value = (reduce(multiplied, map(term, found)) for found in (outside, inside))
        return cases("num", ((g, multiplied(by, x)) for g, x in self._sum(variables, guard, value).options))

    def _sum(self, variables: Variables, guard: Formula, value: Term) -> Alternatives:
        if guard == F:
            return whole_case(0)
        found = next((s for c in parts(guard, "and") if (s := solved(c, variables))), None)
        if found is not None:  # a variable that is determined
            v, t = found
            return self._sum(tuple(w for w in variables if w != v), substituted(guard, {v: t}), substituted(value, {v: t}))
        if not variables:
            return cases("num", [(guard, value), (neg(guard), lin())])
        split = determining(guard, variables)
        if split is not None:  # alternatives that determine variables: parts that exclude each other
            rest, out, before = conj(*(h for h in parts(guard, "and") if h != split)), whole_case(0), T
            for d in split[1]:
                out = number_sum(out, self._sum(variables, conj(rest, d, before), value))
                before = conj(before, neg(d))
            return out
        nested = None if free(value).isdisjoint(variables) else inner_sum(self.totals, value)
        if nested is not None:  # a sum of sums, as one if it is of powers, or an equation then determines a variable
            more, inner, summand = nested
            if is_power(summand) or any(solved(c, variables + more) for c in parts(conj(guard, inner), "and")):
                return self._sum(variables + more, conj(guard, inner), summand)
        outside = conj(*(c for c in parts(guard, "and") if free(c).isdisjoint(variables)))
        inside = conj(*(c for c in parts(guard, "and") if not free(c).isdisjoint(variables)))
        named = self._named(variables, inside, value)
        return named if outside == T else chosen([(outside, named), (neg(outside), whole_case(0))])

    def _rational_sum(self, variables: Variables, guard: Formula, value: Term) -> Alternatives:
        zero = as_rational(lin())
        if guard == F or not variables:
            return cases("rat", [(guard, value), (neg(guard), zero)])
        form, parameters = up_to_names([guard, value], variables)
        key = ("rational sum", tuple(v[2] for v in variables), form)
        if key not in self.named:
            if not finite(variables, guard):
                raise NoRule("a sum of which it is not evident that it is finite")
            self.named[key] = name = f"rat!sum{len(self.named)}"
            self.named[name] = RationalTotal(name, parameters, variables, guard, value)
        t = function(self.named[key], RATIONAL, map(term, parameters))
        return Alternatives("rat", ((T, t),))

    def number_kept(self, places: Variables, keep: Formula, below: Variables) -> Term:
        """Return at how many places that come before the variables `below` a formula holds, which holds at none below 0."""
        found = self._named(places, conj(keep, before_in_order(places, below)), lin(1))
        if len(found.options) != 1:
            raise NoRule("a filter by the index alone")
        return found.options[0][1]  # type: ignore[no-any-return]

    def _named(self, variables: Variables, guard: Formula, value: Term) -> Alternatives:
        if value == lin(1) and len(variables) == 1:
            for _, low, high, rest in ranges(variables, guard):
                if rest == T:
                    n = added(added(high, low, -1), lin(1))
                    return cases("num", [(at_most(lin(), n), n), (less(n, lin()), lin())])
        guard = conj(*(self._without_quantifier(c) for c in parts(guard, "and")))
        form, parameters = up_to_names([guard, value], variables)
        key = ("sum", tuple(v[2] for v in variables), form)
        if key not in self.named:
            if not finite(variables, guard):
                raise NoRule("a sum of which it is not evident that it is finite")
            self.named[key] = name = f"sum!{len(self.totals)}"
            self.totals[name] = Total(name, parameters, variables, guard, value)
            self._note_digits(name, variables, guard, value)
        return number_case(function(self.named[key], "Int", map(term, parameters)))

    def _note_digits(self, name: str, variables: Variables, guard: Formula, value: Term) -> None:
        """Note how often each exponent occurs in a sum of powers of one base, or what it is times."""
        found = as_power(value)
        if found is None:
            return
        (place,), (base, exponent, weight) = fresh(["Int"]), found
        here = listed_at(variables, conj(guard, equal(exponent, term(place))))
        self.digits[name] = Digits(base, exponent, weight, place, self._sum(variables, here, weight))

    def _without_quantifier(self, f: Formula) -> Formula:
        """Return a universal formula as a predicate that is defined by an axiom; every other formula as it is."""
        if f[0] != "all":
            return f
        form, parameters = up_to_names([f])
        key = ("holds", form)
        new = key not in self.named
        name = self.named.setdefault(key, f"holds!{len(self.named)}")
        p = ("p", name, tuple(map(term, parameters)))
        if new:
            self.named[name] = parameters, f
            self.axioms.append(("named", closed(parameters, iff(p, f))))
        return p


def is_power(value: Term) -> bool:
    """Return whether a number is a power of a base without variables."""
    found = as_power(value)
    return found is not None and found[2] == lin(1)


def as_power(value: Term) -> tuple[Term, Term, Term] | None:
    """Return a number as a power of a base without variables, times one that is no such power: base, exponent and the latter."""
    whole = factors(value[2][0][0]) if value[1] == 0 and len(value[2]) == 1 and value[2][0][1] == 1 else ()
    powers = [t for t in whole if t[0] == "f" and t[1] == "power!" and not free(t[3][0])]
    if len(powers) != 1:
        return None
    base, exponent = powers[0][3]
    return base, exponent, reduce(multiplied, (term(t) for t in whole if t not in powers), lin(1))


def inner_sum(totals: Mapping[str, Total], value: Term) -> tuple[Variables, Formula, Term] | None:
    """Return new variables, the guard and the summand of a value that is a named sum; None if it is none."""
    t: Term = value[2][0][0] if value[1] == 0 and len(value[2]) == 1 and value[2][0][1] == 1 else ("v",)
    s = totals.get(t[1]) if t[0] == "f" else None
    if s is None:
        return None
    new = fresh(v[2] for v in s.variables)
    at = {**dict(zip(s.parameters, t[3], strict=True)), **dict(zip(s.variables, map(term, new), strict=True))}
    return new, substituted(s.guard, at), substituted(s.value, at)


LISTED = "listed!"


def listed_at(variables: Variables, guard: Formula) -> Formula:
    """Return a guard in which a member whose index in an enumeration is known is the item there, as an equation.

    Of a member x of X, listed!X^(x) = i if and only if 0 <= i < listed!X# and x = listed!X@(i).
    """
    conjuncts = parts(guard, "and")
    for c in conjuncts:
        for t, k in c[1][2] if c[0] == "=0" else ():
            if abs(k) != 1 or t[0] != "f" or not t[1].startswith(LISTED) or not t[1].endswith("^") or t[3][0] not in variables:
                continue
            name, x, rest = t[1][len(LISTED) : -1], t[3][0], scaled_term(added(c[1], lin(0, (t, k)), -1), -k)
            if ("p", name, (x,)) in conjuncts and x not in free(rest):
                inside = conj(at_most(lin(), rest), less(rest, function(f"{LISTED}{name}#", "Int")))
                there = equal(x, function(f"{LISTED}{name}@", x[2], (rest,)))
                return conj(*(d for d in conjuncts if d != c), inside, there)
    return guard


def index_of(variables: Variables, guard: Formula) -> tuple[dict[Term, Term], Formula]:
    """Return the index of an item of an enumeration of labels that a guard determines, and the guard with it.

    0 <= i < listed!X# and listed!X@(i) = x, if and only if x is a member of X, and i = listed!X^(x).
    """
    conjuncts = parts(guard, "and")
    for c in conjuncts:
        for t, x in ((c[1], c[2]), (c[2], c[1])) if c[0] == "=" else ():
            if t[0] != "f" or not t[1].startswith(LISTED) or not t[1].endswith("@") or not free(x).isdisjoint(variables):
                continue
            name, index = t[1][len(LISTED) : -1], t[3][0]
            inside = (at_most(lin(), index), less(index, function(f"{LISTED}{name}#", "Int")))
            found = [v for v in variables if index == added(term(v), lin(index[1]))]
            if found and all(d in conjuncts for d in inside):
                at = {found[0]: added(function(f"{LISTED}{name}^", "Int", (x,)), lin(-index[1]))}
                rest = (substituted(d, at) for d in conjuncts if d != c and d not in inside)
                return at, conj(("p", name, (x,)), *rest)
    return {}, guard


def up_to_names(objects: Sequence[Any], bound: Variables = ()) -> tuple[Any, Variables]:
    """Return formulas and terms up to the names of their variables, and the variables that are free in them but not bound."""
    names: dict[Term, Term] = {}

    def visit(o: Any) -> None:
        for v in (o,) if o[0] == "v" else o[1] if o[0] in ("all", "ex") else ():
            names.setdefault(v, ("v", -1 - len(names), v[2]))
        inner = [t for t, _ in sorted(o[2], key=lambda p: _shape(p[0]))] if o[0] == "lin" else below(o)
        for x in inner:
            visit(x)

    for o in (*bound, *objects):
        visit(o)
    loose = frozenset[Term]().union(*map(free, objects)) - set(bound)
    return tuple(_renumbered(o, names) for o in objects), tuple(v for v in names if v in loose)


def _shape(t: Term) -> str:
    return repr(substituted(t, {v: term(("v", 0, v[2])) for v in free(t)}))


def _renumbered(o: Any, names: Mapping[Term, Term]) -> Any:
    if o[0] in ("all", "ex"):
        return (o[0], tuple(names[v] for v in o[1]), _renumbered(o[2], names))
    if o[0] in ("and", "or"):
        return (o[0], tuple(sorted((_renumbered(g, names) for g in o[1]), key=repr)))
    return substituted(o, {v: term(w) for v, w in names.items()})


def ranges(variables: Variables, guard: Formula) -> Iterator[tuple[Term, Term, Term, Formula]]:
    """Yield the whole numbers among the variables that a guard bounds by terms without these: (variable, low, high, rest)."""
    for v in variables:
        low, high, rest = None, None, []
        for c in parts(guard, "and"):
            k = dict(c[1][2]).get(v) if c[0] == "<=" and v[2] == "Int" else None
            bound = scaled_term(added(c[1], lin(0, (v, k)), -1), -k) if k in (1, -1) else None
            if bound is None or not free(bound).isdisjoint(variables):
                rest.append(c)
            elif k == 1 and high is None:
                high = bound
            elif k == -1 and low is None:
                low = bound
            else:
                rest.append(c)
        if low is not None and high is not None:
            yield v, low, high, conj(*rest)


def finite(variables: Variables, guard: Formula) -> bool:
    """Return whether it is evident that a guard allows finitely many values of the variables, whatever the parameters.

    Labels are finitely many.  A number is a column of a stored set, or a whole one that lies between bounds.
    """
    left = {v for v in variables if v[2] in ("Int", RATIONAL)}
    if guard == F or not left:
        return True
    while left:
        known = {v for v in left if _bounded(v, left, guard)}
        if not known:
            return False
        left -= known
    return True


def _bounded(v: Term, unknown: set[Term], guard: Formula) -> bool:
    low = high = False
    for c in parts(guard, "and"):
        if c[0] == "p" and term(v) in c[2] and not c[1].startswith(("holds!", "rat!")):
            return True
        if c[0] == "or" and all(_bounded(v, unknown, d) for d in c[1]):
            return True
        if c[0] == "ex" and _bounded(v, unknown | set(c[1]), c[2]):
            return True
        k = dict(c[1][2]).get(v) if c[0] == "<=" else None
        if k and free(added(c[1], lin(0, (v, k)), -1)).isdisjoint(unknown):
            low, high = low or k < 0, high or k > 0
    return low and high


def number_sum(a: Alternatives, b: Alternatives, by: Any = 1) -> Alternatives:
    """Return a + by * b; of rational numbers, a + b or a - b."""
    a, b = same_kind(a, b)
    both = [(conj(g, h), x, y) for g, x in a.options for h, y in b.options]
    if a.kind == "num":
        found = cases("num", ((g, added(x, y, by)) for g, x, y in both))
    elif abs(by) == 1:
        found = cases("rat", ((g, function("rat!add" if by == 1 else "rat!sub", RATIONAL, (x, y))) for g, x, y in both))
    else:
        raise NoRule("a multiple of an unknown rational number")
    if len(found.options) > MOST_OPTIONS:
        raise NoRule("a number of too many cases")
    return found


# ======================================================================================================================
# Chapter 13.  From expressions to formulas: one rule for each operation
# ======================================================================================================================

# From expressions of the core to values of which formulas speak, and to what must be defined.

Env = Mapping[Any, Any]
Rule = Callable[["Reading", Node, Env], Any]


class Reading:
    """Translates the expressions of one document of a reduction.

    `content`: for the target, what the labels of each home are; else empty.  `constructors`: those of the reduction.  `rules`:
    the rule of each operation.  `ordered`: whether unordered pairs of labels are counted, each from the end that comes before the
    other in an order of the home, called `before!HOME`.  `facts`: whether it is known that this is an order.
    """

    def __init__(
        self,
        shared: Shared,
        doc: Document,
        constructors: Constructors,
        content: Mapping[str, Type],
        rules: Mapping[str, Rule],
        ordered: bool = False,
        facts: bool = False,
    ) -> None:
        self.shared, self.doc, self.constructors, self.content, self.rules = shared, doc, constructors, content, rules
        self.ordered, self.facts = ordered, facts

    def type(self, t: Type, inside: bool = True) -> Type:
        """Return a type with homes of the source and with built labels as sums.

        `inside`: whether its labels are those of this document's homes; the content of these is of the source.
        """
        kind = t[0]
        if kind == "label":
            if inside and t[1] in self.content:
                return self.type(self.content[t[1]], False)
            return ("label", t[1].removeprefix("source."))
        if kind == "term":
            return ("sum", "", tuple((n, tuple(self.type(x, False) for x in self.constructors[n][1])) for n in t[1]))
        if kind in ("set", "seq", "edge"):
            return (kind, self.type(t[1], inside), *t[2:])
        if kind == "map":
            return (kind, self.type(t[1], inside), self.type(t[2], inside), t[3])
        if kind == "tuple":
            return (kind, tuple(self.type(x, inside) for x in t[1]))
        if kind == "record":
            return (kind, tuple((n, self.type(x, inside)) for n, x in t[1]))
        if kind == "sum":
            return (kind, t[1], tuple((n, tuple(self.type(x, inside) for x in ts)) for n, ts in t[2]))
        return t

    def value(self, node: Node, env: Env) -> Any:
        """Return the value of an expression."""
        if node.op not in self.rules:
            raise NoRule(f"{node.where}: {node.op}")
        return self.rules[node.op](self, node, env)

    def guarded(self, guard: Formula, node: Node, env: Env) -> Any:
        """Return the value of an expression that is evaluated where a guard holds."""
        with self.shared.under(("guard", guard)):
            return self.value(node, env)

    def conditions(self, nodes: Sequence[Node], env: Env) -> list[Formula]:
        """Return conditions as formulas, each evaluated under those before it."""
        found: list[Formula] = []
        for node in nodes:
            with self.shared.under(*(("guard", f) for f in found)):
                found.append(self.value(node, env))
        return found

    def owe(self, node: Node, defined: Formula) -> None:
        """Note that a partial operation must be defined, whether or not the document says that it always is."""
        assert node.op in PARTIAL_ANYWHERE
        self.shared.owe(node.where, defined)

    def bindings(self, node: Node, env: Env, once: bool) -> list[Gen]:
        """Return the bindings of a comprehension with the values of its operands; `once`: each binding only once."""
        found = list[Gen]()

        def go(steps: Sequence[Any], env: Env, variables: Variables, guard: Formula) -> None:
            if guard == F:
                return
            if not steps:
                found.append(Gen(variables, guard, tuple(self.value(a, env) for a in node.args)))
                return
            kind, names, inner = steps[0]
            value = self.value(inner, env)
            later = (*node.args, *(n for _, _, n in steps[1:]))
            if len(names) == 2 and isinstance(value, Items) and not any(uses(n, names[0]) for n in later):
                names = names[1:]  # the index of an item does not matter
            if kind == "let":
                go(steps[1:], {**env, names[0]: value}, variables, guard)
            elif kind == "where":
                with self.shared.under(("guard", value)):
                    go(steps[1:], env, variables, conj(guard, value))
            else:
                for g in self.each(value, inner.type, len(names), once):
                    with self.shared.under(("variables", g.variables), ("guard", g.guard)):
                        bound = dict(zip(names, g.values, strict=True))
                        go(steps[1:], {**env, **bound}, variables + g.variables, conj(guard, g.guard))

        go(node.steps, env, (), T)
        return found

    def each(self, value: Any, type: Type, arity: int, once: bool) -> list[Gen]:
        """Return generators of what a step binds; with `once`, by membership, so that no generator needs to be injective."""
        if isinstance(value, Alternatives):
            return [Gen((), g, (x,)) for g, ends in value.options for x in ends]
        if isinstance(value, SetValue):
            if not once:
                return members(value)
            return self.once_each(value, self.type(type)[1])
        if isinstance(value, Items):
            if value.listed and arity == 1:
                s, item = value.listed
                return self.once_each(s, item) if once else members(s)
            if value.loose and once:
                raise PairsCounted("counting the items of a sequence of unordered pairs")
            if arity == 2 and any(p.values[0] is None for p in value.parts):
                value = indexed(value)
            return [p._replace(values=p.values[2 - arity :]) for p in map(anew, value.parts)]
        if arity != 2:
            raise NoRule("running through a map without its values")
        if once:
            keys = (any_values if self.ordered else counted)(self.type(type)[1])
            found = [(vs, key, lookup(value, key, self.shared)) for vs, key in keys]
            one_end = [conj(*self.before(key)) if self.ordered else T for _, key in keys]
            each = zip(found, one_end, strict=True)
            return [Gen(vs, conj(defined, one), (key, entry)) for (vs, key, (defined, entry)), one in each if defined != F]
        return entries(value)

    def once_each(self, s: SetValue, item: Type) -> list[Gen]:
        """Return generators of the members of a set that give each of them once."""
        if not self.ordered:
            return [Gen(vs, known_member(x, s), (x,)) for vs, x in counted(item)]
        return [Gen(vs, conj(known_member(x, s), *self.before(x)), (x,)) for vs, x in any_values(item)]

    def before(self, x: Any) -> Iterator[Formula]:
        """Yield for each unordered pair in a flat value that it is from the end that comes first."""
        match x:
            case Alternatives("pair", ((_, (a, b)),)):
                yield self.comes_before((a,), (b,))
                for end in (a, b):
                    yield from self.before(end)
            case Alternatives("case", ((_, (_, args)),)) | Parts(args):
                for inner in args:
                    yield from self.before(inner)

    def comes_before(self, values: Sequence[Any], others: Sequence[Any]) -> Formula:
        """Return that a row of labels and numbers comes before another one: the first that differ are in order.

        Labels of a home are in an order of it, numbers by size, and built labels by their constructors, then their arguments;
        unordered pairs in these are from the end that comes first.
        """
        found, same = F, T
        for x, y in zip(values, others, strict=True):
            match x, y:
                case Alternatives("lab", ((_, a),)), Alternatives("lab", ((_, b),)):
                    if self.facts:
                        note_order(self.shared, a[2])
                    first: Formula = ("p", f"before!{a[2]}", (a, b))
                case Alternatives("num", ((_, a),)), Alternatives("num", ((_, b),)):
                    first = less(a, b)
                case Alternatives("case", ((_, (name, args)),)), Alternatives("case", ((_, (other, more)),)):
                    first = self.comes_before(args, more) if name == other else T if name < other else F
                case Alternatives("pair", ((_, ends),)), Alternatives("pair", ((_, more),)):
                    first = self.comes_before(ends, more)
                case _:
                    raise PairsCounted("counting unordered pairs of what are no labels")
            found, same = disj(found, conj(same, first)), conj(same, equals(x, y))
        return found

    def counting_pairs(self) -> Reading:
        """Return the same, in which unordered pairs are counted, in an order of which it is known that it is one."""
        return Reading(self.shared, self.doc, self.constructors, self.content, self.rules, ordered=True, facts=True)


def uses(node: Node, name: str) -> bool:
    """Return whether a variable of this name occurs in an expression."""
    return any(n.op == "var" and n.data == name for n in node.walk())


def note_order(shared: Shared, home: str) -> None:
    """Note that of two labels of a home that differ, one comes before the other, and not the other before it."""
    name = f"before!{home}"
    if name not in shared.named:
        shared.named[name] = True
        a, b = fresh([home, home])
        one, other = ("p", name, (a, b)), ("p", name, (b, a))
        shared.axioms.append(("before", ("all", (a, b), conj(disj(equal(a, b), one, other), disj(neg(one), neg(other))))))


def counted(type: Type) -> list[tuple[Variables, Any]]:
    """Return all values of a flat type, each once."""
    if holds_pairs(type):
        raise PairsCounted("counting unordered pairs")
    return any_values(type)


def holds_pairs(type: Type) -> bool:
    """Return whether values of a flat type contain unordered pairs."""
    inner = type[1] if type[0] == "tuple" else [t for _, ts in type[2] for t in ts] if type[0] == "sum" else ()
    return type[0] == "edge" or any(map(holds_pairs, inner))


# The rules of the operations that are functions of their operands.
#
# What has no rule raises NoRule, and is a hole.

# --------------------------------------------------------------------------------------------------------------- numbers


def _compare(a: Alternatives, b: Alternatives, relation: Callable[[Term, Term], Formula]) -> Formula:
    a, b = same_kind(a, b)
    return disj(*(conj(g, h, relation(x, y)) for g, x in a.options for h, y in b.options))


def _known(a: Alternatives) -> Any:
    if a.kind == "rat" or len(a.options) != 1 or a.options[0][1][2]:
        raise NoRule("an unknown divisor or exponent")
    return a.options[0][1][1]


def _times(at: Reading, a: Alternatives, b: Alternatives) -> Alternatives:
    a, b = same_kind(a, b)

    def product(x: Term, y: Term) -> Term:
        if a.kind == "rat":
            return function("rat!mul", RATIONAL, (x, y))
        if not x[2] or not y[2]:
            return scaled_term(y, x[1]) if not x[2] else scaled_term(x, y[1])
        if x == y and is_whole(x):
            return square(at.shared, x)
        if len(x[2]) * len(y[2]) > MOST_MULTIPLIED:
            raise NoRule("a product of two sums of many unknown numbers")
        return multiplied(x, y)

    return cases(a.kind, ((conj(g, h), product(x, y)) for g, x in a.options for h, y in b.options if conj(g, h) != F))


def square(shared: Shared, a: Term) -> Term:
    """Return the square of a number with whole coefficients, as a function of which two facts are known."""
    if not is_whole(a):
        raise NoRule("the square of a fraction")
    if repr(scaled_term(a, -1)) < repr(a):
        a = scaled_term(a, -1)
    if "square" not in shared.named:
        shared.named["square"] = True
        v: Term = ("v", -1, "Int")
        s = function("square!", "Int", [term(v)])
        shared.axioms.append(("square", ("all", (v,), conj(at_most(lin(), s), iff(is_0(s), is_0(term(v)))))))
    return function("square!", "Int", [a])


def _div(at: Reading, node: Node, a: Alternatives, b: Alternatives) -> Alternatives:
    d = _known(b)
    at.owe(node, T if d else F)
    if a.kind == "rat":
        return cases("rat", ((g, function("rat!div", RATIONAL, (x, as_rational(b.options[0][1])))) for g, x in a.options))
    return cases("num", ((g, scaled_term(x, Fraction(1) / d if d else 0)) for g, x in a.options))


def _quotient(at: Reading, node: Node, a: Alternatives, b: Alternatives) -> Alternatives:
    if any(d[2] for _, d in b.options):
        return _unknown_quotient(at, node, a, b)
    d, shared = _known(b), at.shared
    if d <= 0 or not all(is_whole(x) for _, x in a.options):
        raise NoRule("a quotient by what is not positive, or of fractions")
    name = f"quotient!{d}"
    if name not in shared.named:
        shared.named[name] = True
        v: Term = ("v", -1, "Int")
        t = scaled_term(function(name, "Int", [term(v)]), d)
        bounds = conj(at_most(t, term(v)), at_most(term(v), added(t, lin(d - 1))))
        shared.axioms.append(("quotient", ("all", (v,), bounds)))
    whole_part = [(g, x, function(name, "Int", [x])) for g, x in a.options]
    return cases("num", ((g, q if node.op == "quotient" else added(x, q, -d)) for g, x, q in whole_part))


def _unknown_quotient(at: Reading, node: Node, a: Alternatives, b: Alternatives) -> Alternatives:
    """Return a quotient whose divisor is not known, as a function of both of which nothing is known."""
    if node.op != "quotient" or not all(is_whole(x) for value in (a, b) for _, x in value.options):
        raise NoRule("what an unknown divisor leaves, or a quotient of fractions")
    at.owe(node, disj(*(conj(g, neg(is_0(d))) for g, d in b.options)))
    at.shared.named["ratio"] = True
    return cases("num", ((conj(g, h), function("ratio!", "Int", [x, d])) for g, x in a.options for h, d in b.options))


def _power(at: Reading, node: Node, a: Alternatives, n: Alternatives) -> Alternatives:
    if n.kind == "num" and any(x[2] for _, x in n.options):
        return _unknown_power(at, node, a, n)
    exponent = _known(n)
    if exponent not in (0, 1, 2) and (a.kind == "rat" or any(x[2] for _, x in a.options)):
        raise NoRule("a power of an unknown number beyond the square")
    if not isinstance(exponent, int) or not 0 <= exponent <= 64:
        raise NoRule("an exponent that is no natural number, or a large one")
    out = a if exponent else whole_case(1)
    for _ in range(exponent - 1):
        out = _times(at, a, out)
    return out


def _unknown_power(at: Reading, node: Node, a: Alternatives, n: Alternatives) -> Alternatives:
    """Return a power whose exponent is not known, as a function of which it is known that it is positive if the base is."""
    if a.kind != "num" or not all(is_whole(x) for value in (a, n) for _, x in value.options):
        raise NoRule("a power of fractions, or with one as exponent")
    at.owe(node, disj(*(conj(g, at_most(lin(), x)) for g, x in n.options)))
    if "power" not in at.shared.named:
        at.shared.named["power"] = True
        b, k = (("v", -1, "Int"), ("v", -2, "Int"))
        positive = implies(conj(at_most(lin(1), term(b)), at_most(lin(), term(k))), at_most(lin(1), power_term(term(b), term(k))))
        at.shared.axioms.append(("power", ("all", (b, k), positive)))
    return cases("num", ((conj(g, h), power_term(x, y)) for g, x in a.options for h, y in n.options))


def _bits(at: Reading, node: Node, a: Alternatives) -> Alternatives:
    """Return the number of digits of a whole number, as many that this power of two is more."""
    if node.data == "rat" or a.kind != "num" or not all(is_whole(x) for _, x in a.options):
        raise NoRule("the digits of rational numbers")
    shared = at.shared
    if "bits" not in shared.named:
        shared.named["bits"] = True
        v: Term = ("v", -1, "Int")
        n = function("bits!", "Int", [term(v)])
        shared.axioms.append(("bits", ("all", (v,), conj(at_most(lin(), n), less(term(v), power_term(lin(2), n))))))
    return cases("num", ((g, function("bits!", "Int", [t])) for g, t in a.options))


def power_term(base: Term, exponent: Term) -> Term:
    """Return a power of whole numbers, as a term; 0 if the exponent is negative."""
    if base[2] or exponent[2]:
        return function("power!", "Int", (base, exponent))
    return lin(base[1] ** exponent[1] if exponent[1] >= 0 else 0)


def _pick(a: Alternatives, b: Alternatives, least: bool) -> Alternatives:
    a, b = same_kind(a, b)
    found = []
    for g, x in a.options:
        for h, y in b.options:
            c = at_most(x, y)
            found += [(conj(g, h, c), x if least else y), (conj(g, h, neg(c)), y if least else x)]
    return cases(a.kind, found)


def _sign(at: Reading, node: Node, a: Alternatives) -> Alternatives:
    found = []
    zero = lin() if a.kind == "num" else as_rational(lin())
    for g, x in a.options:
        up, down = less(zero, x), less(x, zero)
        found += [(conj(g, up), lin(1)), (conj(g, down), lin(-1)), (conj(g, neg(up), neg(down)), lin())]
    return cases("num", found)


def _as_whole(at: Reading, node: Node, a: Alternatives) -> Alternatives:
    if a.kind == "rat" or not all(is_whole(x) for _, x in a.options):
        raise NoRule("a whole number made of fractions")
    if node.op == "nat":
        at.owe(node, disj(*(conj(g, at_most(lin(), x)) for g, x in a.options)))
    return a


# ------------------------------------------------------------------------------------------------------------ structures


def written_items(items: Sequence[Any]) -> Items:
    """Return the sequence of these items."""
    return Items(tuple(Gen((), T, (whole_case(i), x)) for i, x in enumerate(items)), whole_case(len(items)), None, True)


def _map(at: Reading, node: Node, *items: Any) -> Entries:
    gens = tuple(Gen((), T, pair) for pair in zip(items[::2], items[1::2], strict=True))
    at.owe(node, single_valued(Entries(gens)))
    return Entries(gens)


def single_valued(m: Entries) -> Formula:
    """Return that equal keys have equal values."""
    found = []
    for i, p in enumerate(m.parts):
        for q in m.parts[: i + 1]:
            a, b = anew(p), anew(q)
            both = conj(a.guard, b.guard, equals(a.values[0], b.values[0]))
            if both != F:
                found.append(every(a.variables + b.variables, implies(both, equals(a.values[1], b.values[1]))))
    return conj(*found)


def _edge(at: Reading, node: Node, a: Any, b: Any) -> Alternatives:
    at.owe(node, neg(equals(a, b)))
    return Alternatives("pair", ((T, (a, b)),))


def _as_edge(at: Reading, node: Node, s: Any) -> Alternatives:
    pair, differ = as_pair(s)
    at.owe(node, differ)
    return pair


def _other(at: Reading, node: Node, e: Any, x: Any) -> Any:
    at.owe(node, is_member(x, e))
    found = []
    for g, (a, b) in as_pair(e)[0].options:
        found += [(conj(g, equals(x, a)), b), (conj(g, neg(equals(x, a))), a)]
    return chosen(found)


def _arg(at: Reading, node: Node, a: Alternatives) -> Any:
    name, index = node.data
    found = [(g, args[index]) for g, (case, args) in a.options if case == name]
    at.owe(node, disj(*(g for g, _ in found)))
    return _needed(chosen(found))


def _needed(value: Any) -> Any:
    if value is None:
        raise NoRule("a value of what never is")
    return value


def _set_of(s: Any) -> SetValue:
    if not isinstance(s, SetValue):
        raise NoRule("a pair in the place of a set")
    return s


def _restricted(a: Any, b: Any, inside: bool) -> SetValue:
    found = []
    for p in members(_set_of(a)):
        here = is_member(p.values[0], b)
        found.append(only(p, here if inside else neg(here)))
    return SetValue(tuple(found))


def override(f: Any, g: Any) -> Entries:
    """Return the map that is g where g is defined, else f."""
    return Entries((*(only(p, neg(is_key(p.values[0], g))) for p in entries(f)), *entries(g)))


def items_joined(s: Items, t: Items) -> Items:
    """Return the items of s, then those of t."""
    if s.literal and t.literal:
        return written_items([p.values[1] for p in (*s.parts, *t.parts)])
    shifted = []
    for p in t.parts:
        index = None if p.values[0] is None or s.length is None else number_sum(p.values[0], s.length)
        shifted.append(p._replace(values=(index, p.values[1])))
    length = None if s.length is None or t.length is None else number_sum(s.length, t.length)
    again = None if length is not None else lambda: items_joined(indexed(s), indexed(t))
    several = (*(s.joined or (s,)), *(t.joined or (t,)))
    return Items((*s.parts, *shifted), length, None, False, s.loose or t.loose, again, joined=several)


def _at(at: Reading, node: Node, s: Any, i: Any) -> Any:
    defined, value = item_at(s, i) if node.op == "at" else lookup(s, i, at.shared)
    at.owe(node, defined)
    return _needed(value)


def _range(at: Reading, node: Node, a: Alternatives, b: Alternatives) -> Items:
    found = []
    for g, x in a.options:
        for h, y in b.options:
            (i,) = fresh(["Int"])
            n = added(added(y, x, -1), lin(1))
            length = cases("num", [(at_most(lin(), n), n), (less(n, lin()), lin())])
            inside = conj(at_most(x, term(i)), at_most(term(i), y))
            found.append(
                (conj(g, h), Items((Gen((i,), inside, (number_case(added(term(i), x, -1)), number_case(term(i)))),), length))
            )
    return chosen(found)  # type: ignore[no-any-return]


def _slice(at: Reading, node: Node, s: Items, *ends: Alternatives) -> Items:
    if not s.literal and node.op == "slice" and s.length is not None and all(p.values[0] is not None for p in s.parts):
        return _part(at, node, s, *ends)
    if not s.literal:
        raise NoRule("a part of a sequence whose indices are unknown, or the reverse of one that is not written out")
    items = [p.values[1] for p in s.parts]
    if node.op == "reverse":
        return written_items(items[::-1])
    i, j = map(_known, ends)
    at.owe(node, T if 0 <= i <= j + 1 <= len(items) else F)
    return written_items(items[max(i, 0) : max(j + 1, 0)])


def _part(at: Reading, node: Node, s: Items, first: Alternatives, last: Alternatives) -> Items:
    """Return the items of a sequence from one index to another."""
    length = number_sum(number_sum(last, first, -1), whole_case(1))
    below = _compare(number_sum(last, whole_case(1)), s.length, at_most)
    at.owe(node, conj(_compare(whole_case(0), first, at_most), _compare(whole_case(0), length, at_most), below))
    found = []
    for p in s.parts:
        index, item = p.values
        inside = conj(_compare(first, index, at_most), _compare(index, last, at_most))
        found.append(only(p._replace(values=(number_sum(index, first, -1), item)), inside))
    return Items(tuple(found), length, None, False, s.loose)


def _size(at: Reading, node: Node, c: Any) -> Alternatives:
    type = at.type(node.args[0].type)
    if isinstance(c, Alternatives):
        return whole_case(2)
    if isinstance(c, Items):
        if c.length is None and not c.loose and (c.anew is None or not is_simple_filter(c)):
            return at.shared.total((p.variables, p.guard, whole_case(1)) for p in map(anew, c.parts))
        return (c if c.length is not None else indexed(c)).length  # type: ignore[no-any-return]
    members_of = c if isinstance(c, SetValue) else domain(c)
    try:
        found = at.once_each(members_of, type[1])
    except PairsCounted:
        found = at.counting_pairs().once_each(members_of, type[1])
    return at.shared.total((p.variables, p.guard, whole_case(1)) for p in found)


def is_simple_filter(s: Items) -> bool:
    """Return whether a sequence without indices can be made with indices."""
    try:
        return s.anew is not None and bool(s.anew())
    except NoRule:
        return False


def size_of(shared: Shared, s: SetValue, item: Type) -> Alternatives:
    """Return the number of members of a set."""
    return shared.total((vs, known_member(x, s), whole_case(1)) for vs, x in counted(item))


def _listed(at: Reading, node: Node, s: Any) -> Items:
    """Return the members of a set in some order: what is shown holds for every order."""
    item = at.type(node.args[0].type)[1]
    if isinstance(s, Alternatives):
        match s.options:
            case ((_, (Alternatives("lab", ((_, a),)), Alternatives("lab", ((_, b),)))),):
                note_order(at.shared, a[2])
                first = ("p", f"before!{a[2]}", (a, b))
                ends = [(a, b), (b, a)]
                return written_items([cases("lab", [(first, x), (neg(first), y)]) for x, y in ends])
        return Items(tuple(Gen((), g, (None, x)) for g, ends in s.options for x in ends), whole_case(2))
    if is_stored(s) and not holds_pairs(item):
        return listing(at.shared, s, item)
    length = None if holds_pairs(item) else size_of(at.shared, s, item)
    return Items(tuple(p._replace(values=(None, p.values[0])) for p in members(s)), length, (s, item), loose=True)


def is_stored(s: SetValue) -> bool:
    """Return whether a set is one that symbols stand for, as a whole."""
    return len(s.parts) == 1 and all(isinstance(p, Stored) and p.guard == T and not p.given for p in s.parts)


def listing(shared: Shared, s: SetValue, item: Type) -> Items:
    """Return the members of a set that symbols stand for, in an order that has a name."""
    name = f"{LISTED}{s.parts[0].name}"
    seq, facts = enumeration(shared, name, s, item)
    if name not in shared.named:
        shared.named[name] = s
        shared.axioms += [("listed", f) for f in facts]
    return seq._replace(listed=(s, item))


def enumeration(shared: Shared, name: str, s: SetValue, item: Type) -> tuple[Items, list[Formula]]:
    """Return a sequence of all members of a set, each once, with its inverse NAME^, and what is known of it."""
    if holds_pairs(item):
        raise NoRule("an enumeration of unordered pairs")
    seq = stored(name, (), ("seq", item))
    (part,), (n,) = seq.parts, [t for _, t in seq.length.options]
    (i,), x = part.variables, part.values[1]
    place = conj(*(implies(g, equal(function(f"{name}^{c}", "Int", ts), term(i))) for g, c, ts in columns(x)))
    facts = [
        equals(number_case(n), size_of(shared, s, item)),
        at_most(lin(), n),
        every((i,), implies(part.guard, is_member(x, s))),
        every((i,), implies(part.guard, place)),
    ]
    for variables, y in any_values(item):
        for _, c, ts in columns(y):
            at = function(f"{name}^{c}", "Int", ts)
            found = conj(at_most(lin(), at), less(at, n), equals(y, stored(f"{name}@", (at,), item)))
            facts.append(every(variables, implies(is_member(y, s), found)))
    return seq, facts


def _cycle(at: Reading, node: Node, s: Items) -> Entries:
    """Return the successor map of a sequence that is read as a cycle."""
    s, found = indexed(s), list[Gen]()
    at.owe(node, items_differ(s))
    for p in map(anew, s.parts):
        inside, after = item_at(s, number_sum(p.values[0], whole_case(1)))
        _, first = item_at(s, whole_case(0))
        found.append(p._replace(values=(p.values[1], chosen([(inside, after), (neg(inside), first)]))))
    return Entries(tuple(found), ((T, s),))


def items_differ(s: Items) -> Formula:
    """Return that the items of a sequence with indices are different."""
    differ = T
    for p, q in product(s.parts, repeat=2):
        a, b = anew(p), anew(q)
        (i, x), (j, y) = a.values, b.values
        differ = conj(differ, every(a.variables + b.variables, implies(conj(a.guard, b.guard, equals(x, y)), equals(i, j))))
    return differ


STRICT_RULES: dict[str, Callable[..., Any]] = {
    "not": lambda at, node, a: neg(a),
    "eq": lambda at, node, a, b: equals(a, b),
    "lt": lambda at, node, a, b: _compare(a, b, less),
    "le": lambda at, node, a, b: _compare(a, b, at_most),
    "in": lambda at, node, x, c: is_member(x, c),
    "subset": lambda at, node, a, b: part_of(a, b),
    "add": lambda at, node, a, b: number_sum(a, b),
    "sub": lambda at, node, a, b: number_sum(a, b, -1),
    "mul": lambda at, node, a, b: _times(at, a, b),
    "div": _div,
    "quotient": _quotient,
    "mod": _quotient,
    "bits": _bits,
    "min": lambda at, node, a, b: _pick(a, b, True),
    "max": lambda at, node, a, b: _pick(a, b, False),
    "sign": _sign,
    "nat": _as_whole,
    "int": _as_whole,
    "size": _size,
    "set": lambda at, node, *items: SetValue(tuple(Gen((), T, (x,)) for x in items)),
    "seq": lambda at, node, *items: written_items(items),
    "tuple": lambda at, node, *items: Parts(items),
    "record": lambda at, node, *items: Parts(items),
    "map": _map,
    "edge": _edge,
    "as_edge": _as_edge,
    "other": _other,
    "field": lambda at, node, r: r.items[[n for n, _ in node.args[0].type[1]].index(node.data)],
    "item": lambda at, node, t: t.items[node.data],
    "make": lambda at, node, *args: Alternatives("case", ((T, (node.data, args)),)),
    "is": lambda at, node, a: disj(*(g for g, (name, _) in a.options if name == node.data)),
    "arg": _arg,
    "union": lambda at, node, a, b: SetValue(_set_of(a).parts + _set_of(b).parts),
    "intersection": lambda at, node, a, b: _restricted(a, b, True),
    "difference": lambda at, node, a, b: _restricted(a, b, False),
    "concat": lambda at, node, s, t: items_joined(s, t),
    "override": lambda at, node, f, g: override(f, g),
    "at": _at,
    "lookup": _at,
    "domain": lambda at, node, f: domain(f),
    "slice": _slice,
    "reverse": _slice,
    "range": _range,
    "listed": _listed,
    "cycle": _cycle,
}


# The rules of leaves, of guards and of comprehensions, and the table of all rules.

# ---------------------------------------------------------------------------------------------------- leaves and guards


def _const(at: Reading, node: Node, env: Env) -> Any:
    if isinstance(node.data, bool):
        return T if node.data else F
    return whole_case(Fraction(node.data))


def _defined(at: Reading, node: Node, env: Env) -> Any:
    params, body = at.doc.functions[node.data]
    inner = {name: env[name] for name in ("instance", "witness") if name in env}
    return at.value(body, {**inner, **{v: at.value(a, env) for (v, _), a in zip(params, node.args, strict=True)}})


def _connective(at: Reading, node: Node, env: Env) -> Formula:
    a = at.value(node.args[0], env)
    if node.op == "and":
        return conj(a, at.guarded(a, node.args[1], env))
    if node.op == "or":
        return disj(a, at.guarded(neg(a), node.args[1], env))
    return implies(a, at.guarded(a, node.args[1], env))


def _raised(at: Reading, node: Node, env: Env) -> Alternatives:
    """Return a power.  Of an exponent that is a product of two unknown numbers, b^(m n) = (b^m)^n, for m, n >= 0."""
    a, exponent = at.value(node.args[0], env), node.args[1]
    if exponent.op == "mul":
        m, n = (at.value(factor, env) for factor in exponent.args)
        if all(value.kind == "num" and all(t[2] for _, t in value.options) for value in (m, n)):
            outer = any(free(t) for _, t in m.options) and not any(free(t) for _, t in n.options)
            return _power(at, node, _power(at, node, a, n if outer else m), m if outer else n)
    return _power(at, node, a, at.value(exponent, env))


def _if(at: Reading, node: Node, env: Env) -> Any:
    c = at.value(node.args[0], env)
    branches = [(c, node.args[1]), (neg(c), node.args[2])]
    return chosen([(g, at.guarded(g, n, env)) for g, n in branches if g != F])


def _case(at: Reading, node: Node, env: Env) -> Any:
    bodies = {name: (variables, body) for (name, variables), body in zip(node.data, node.args[1:], strict=True)}
    found = []
    for guard, (name, args) in at.value(node.args[0], env).options:
        variables, body = bodies[name]
        found.append((guard, at.guarded(guard, body, {**env, **dict(zip(variables, args, strict=True))})))
    return chosen(found)


# -------------------------------------------------------------------------------------------------------- comprehensions


def _quantified(at: Reading, node: Node, env: Env) -> Formula:
    found = at.bindings(node, env, once=False)
    if node.op == "every":
        return conj(*(every(b.variables, implies(b.guard, b.values[0])) for b in found))
    return disj(*(ex(b.variables, conj(b.guard, b.values[0])) for b in found))


def _bindings_once(at: Reading, node: Node, env: Env) -> list[Gen]:
    """Return the bindings of a comprehension, each once: those of unordered pairs from the end that comes first."""
    path = at.shared.path
    try:
        return at.bindings(node, env, once=True)
    except PairsCounted:
        at.shared.path = path
        return at.counting_pairs().bindings(node, env, once=True)


def _count(at: Reading, node: Node, env: Env) -> Alternatives:
    found = _bindings_once(at, node, env)
    if node.op == "sum":
        return at.shared.total((b.variables, b.guard, b.values[0]) for b in found)
    return at.shared.total((b.variables, conj(b.guard, b.values[0]), whole_case(1)) for b in found)


def _product(at: Reading, node: Node, env: Env) -> Alternatives:
    """Return a product of whole numbers, of which it is known that it is at least 1 if each of them is."""
    shared, found = at.shared, list[Gen]()
    for b in _bindings_once(at, node, env):
        if b.values[0].kind != "num" or not all(is_whole(t) for _, t in b.values[0].options):
            raise NoRule("a product of fractions")
        found += [Gen(b.variables, conj(b.guard, g), (t,)) for g, t in b.values[0].options]
    bound = tuple(v for b in found for v in b.variables)
    form, parameters = up_to_names([o for b in found for o in (b.guard, *b.values)], bound)
    key = ("product", tuple(tuple(v[2] for v in b.variables) for b in found), form)
    new = key not in shared.named
    name = shared.named.setdefault(key, f"product!{len(shared.named)}")
    t = function(name, "Int", map(term, parameters))
    if new:
        if not all(finite(b.variables, b.guard) for b in found):
            raise NoRule("a product of which it is not evident that it is finite")
        shared.named[name] = Product(name, parameters, tuple(found))
        small = (ex(b.variables, conj(b.guard, less(b.values[0], lin(1)))) for b in found)
        shared.axioms.append(("product", closed(parameters, disj(at_most(lin(1), t), *small))))
    return number_case(t)


def _collect_map(at: Reading, node: Node, env: Env) -> Entries:
    found = Entries(tuple(at.bindings(node, env, once=False)))
    if not is_determined(found, at.type(node.type)[1]):
        with at.shared.again(at.shared.path), suppress(PairsCounted):
            found = Entries(tuple(at.bindings(node, env, once=True)))
    at.owe(node, single_valued(found))
    return found._replace(around=tuple(made_around(at, node, env)))


def made_around(at: Reading, node: Node, env: Env) -> Iterator[tuple[Formula, Items]]:
    """Yield the sequences of which a map made of the steps of a cycle is the successor map, each with when it is.

    It is the successor map of its keys, in their order around the cycle, if no step is left out, and what a step leads to is the
    key of the next one.
    """
    (kind, names, inner), *more = node.steps
    if kind != "each" or len(names) != 2 or any(word == "each" for word, _, _ in more):
        return
    with at.shared.again(at.shared.path):
        m = at.value(inner, env)
        for goes_around, s in cycles_of(at.shared, m):
            for p in map(anew, s.parts):
                (i,), t = p.variables, p.values[0].options[0][1]
                (inside, after), (_, first) = (item_at(s, number_case(x)) for x in (added(t, lin(1)), lin()))
                keep, key, leads_to = _step(at, node, env, (p.values[1], chosen([(inside, after), (neg(inside), first)])))
                if keep != T:  # steps may be left out: then key and value must be of one form, so that those that are left go on
                    _, *both = _step(at, node, env, (p.values[1], p.values[1]))
                    if both[0] != both[1]:
                        continue
                ahead, back = (under(key, {i: x}) for x in (added(term(i), lin(1)), lin()))
                goes_on = equals(leads_to, chosen([(inside, ahead), (neg(inside), back)]))
                whole = every((i,), implies(p.guard, conj(keep, goes_on)))
                yield conj(goes_around, whole), Items((p._replace(values=(p.values[0], key)),), s.length)


def _step(at: Reading, node: Node, env: Env, ends: tuple[Any, Any]) -> tuple[Formula, Any, Any]:
    """Return what a comprehension over the steps of a cycle makes of one: whether it is left in, its key and its value."""
    (_, names, _), *more = node.steps
    here, keep = {**env, **dict(zip(names, ends, strict=True))}, T
    for word, variables, e in more:
        value = at.value(e, here)
        keep, here = (conj(keep, value), here) if word == "where" else (keep, {**here, variables[0]: value})
    return keep, at.value(node.args[0], here), at.value(node.args[1], here)


def cycles_of(shared: Shared, m: Any) -> Iterator[tuple[Formula, Items]]:
    """Yield the sequences of which a map is known to be the successor map, each with when it is, if their index is one number."""
    found = m.around if isinstance(m, Entries) else ()
    if isinstance(m, StoredMap) and f"{m.name}~" in shared.cycles:
        found = ((T, stored(f"{m.name}~", (), ("seq", m.key))),)
    for g, s in found:
        if len(s.parts) == 1 and _in_order(s.parts[0]) and s.parts[0].values[0] == number_case(term(s.parts[0].variables[0])):
            yield g, s


def is_determined(m: Entries, key: Type) -> bool:
    """Return whether each key that has no further parts is seen to determine its entry."""
    try:
        return all(lookup(m, x) is not None for _, x in any_values(key))
    except NoRule:
        return False


def _collect_seq(at: Reading, node: Node, env: Env) -> Items:
    kinds = [kind for kind, _, _ in node.steps]
    if kinds.count("each") == 1 and "where" not in kinds and kinds[0] == "each":
        s = at.value(node.steps[0][2], env)
        if isinstance(s, Items) and all(p.values[0] is not None for p in s.parts):  # one item for each, with its index
            return _one_for_each(at, node, env, s)
    try:
        loose, bound = False, at.bindings(node, env, once=True)
    except PairsCounted:
        loose, bound = True, at.bindings(node, env, once=False)
    path = [*at.shared.path]
    again = (lambda: _kept(at, node, env, path)) if kinds.count("each") == 1 and kinds[0] == "each" else None
    found = tuple(p._replace(values=(None, *p.values)) for p in bound)
    return Items(found, None, None, False, loose, again, lambda: _flattened(at, node, env, path))


def _one_for_each(at: Reading, node: Node, env: Env, s: Items) -> Items:
    """Return the sequence with one item for each of s, at the same index."""
    names, found = node.steps[0][1], []
    for p in map(anew, s.parts):
        with at.shared.under(("variables", p.variables), ("guard", p.guard)):
            inner = {**env, **dict(zip(names, p.values[2 - len(names) :], strict=True))}
            for _, (v,), e in node.steps[1:]:
                inner = {**inner, v: at.value(e, inner)}
            found.append(p._replace(values=(p.values[0], at.value(node.args[0], inner))))
    return Items(tuple(found), s.length, None, s.literal, s.loose)


def _kept(at: Reading, node: Node, env: Env, path: Sequence[tuple[str, Any]]) -> Items:
    """Return the sequence of a comprehension over one sequence, which may drop items, with indices."""
    with at.shared.again(path):
        s = at.value(node.steps[0][2], env)
        if not isinstance(s, Items):
            raise NoRule("an index into a sequence made of what has no order")
        s = indexed(s)
        if all(kind != "where" for kind, _, _ in node.steps):
            return _one_for_each(at, node, env, s)
        if s.joined and len(node.steps[0][1]) == 1:  # an index would be that in its part
            return reduce(items_joined, (_kept_of_part(at, node, env, indexed(part)) for part in s.joined))
        _, p = by_place(s)
        keep, values = _tested(at, node, env, p)
        return kept_items(at.shared, p._replace(values=values[-1:]), keep, s.length)


def _kept_of_part(at: Reading, node: Node, env: Env, s: Items) -> Items:
    """Return what a comprehension keeps of one of several sequences, one after another: of none or all the indices are known."""
    found = [(p, *_tested(at, node, env, p._replace(guard=T))) for p in map(anew, s.parts)]
    if all(keep == F for _, keep, _ in found):
        return written_items([])
    if all(keep == T for _, keep, _ in found):
        return Items(tuple(p._replace(values=values) for p, _, values in found), s.length, None, s.literal, s.loose)
    _, p = by_place(s)
    keep, values = _tested(at, node, env, p)
    return kept_items(at.shared, p._replace(values=values[-1:]), keep, s.length)


def _tested(at: Reading, node: Node, env: Env, p: Gen) -> tuple[Formula, tuple[Any, ...]]:
    """Return where a comprehension keeps the item of a generator, and the index of the item with what is made of it."""
    names, keep = node.steps[0][1], p.guard
    inner = {**env, **dict(zip(names, p.values[2 - len(names) :], strict=True))}
    for kind, variables, e in node.steps[1:]:
        if keep == F:
            return F, p.values
        value = at.value(e, inner)
        keep, inner = (conj(keep, value), inner) if kind == "where" else (keep, {**inner, variables[0]: value})
    return keep, (p.values[0], at.value(node.args[0], inner)) if keep != F else p.values


def _flattened(at: Reading, node: Node, env: Env, path: Sequence[tuple[str, Any]]) -> Items:
    """Return the sequence of a comprehension over sequences, in which each may depend on those before, with indices."""
    with at.shared.again(path):
        places, keep, inner = list[Term](), T, env
        for kind, names, e in node.steps:
            value = at.value(e, inner)
            if kind == "where":
                keep = conj(keep, value)
            elif kind == "each":
                if not isinstance(value, Items):
                    raise NoRule("an index into a sequence made of what has no order")
                place, p = by_place(indexed(value))
                places.append(place)
                keep = conj(keep, p.guard)
                inner = {**inner, **dict(zip(names, p.values[2 - len(names) :], strict=True))}
            else:
                inner = {**inner, names[0]: value}
        return flattened_items(at.shared, Gen(tuple(places), keep, (at.value(node.args[0], inner),)))


def before_in_order(places: Variables, others: Variables) -> Formula:
    """Return that numbers come before others in lexicographic order."""
    found, same = F, T
    for a, b in zip(places, others, strict=True):
        found = disj(found, conj(same, less(term(a), term(b))))
        same = conj(same, equal(term(a), term(b)))
    return found


def flattened_items(shared: Shared, items: Gen) -> Items:
    """Return with indices the items of tuples of places, in lexicographic order.

    `items`: an item, whose variables are the places.  Of the tuples before another one there is a number, and each
    number has a tuple.
    """
    places, keep, (item,) = items
    others, (t,) = fresh(v[2] for v in places), fresh(["Int"])
    elsewhere = dict(zip(places, map(term, others), strict=True))
    length = shared.total([(places, keep, whole_case(1))])
    back = dict(zip(others, map(term, places), strict=True))
    number = substituted(shared.number_kept(others, substituted(keep, elsewhere), places), back)
    there = any_binding(shared, places, conj(keep, equal(number, term(t))))
    inside = disj(*(conj(g, at_most(lin(), term(t)), less(term(t), n)) for g, n in length.options))
    key, parameters = up_to_names([keep], places)
    if ("flattened", *key) not in shared.named:
        shared.named["flattened", *key] = True
        again = (equal(substituted(x, {t: number}), term(v)) for v, x in there.items())
        in_range = conj(substituted(inside, {t: number}), *again)
        later = conj(keep, substituted(keep, elsewhere), before_in_order(places, others))
        grows = less(number, substituted(number, elsewhere))
        found = conj(substituted(keep, there), equal(substituted(number, there), term(t)))
        for vs, f in (
            (places, implies(keep, in_range)),
            ((*places, *others), implies(later, grows)),
            ((t,), implies(inside, found)),
        ):
            shared.axioms.append(("flattened", closed((*parameters, *vs), f)))
    return Items((Gen((t,), inside, (number_case(term(t)), under(item, there))),), length)


def by_place(s: Items) -> tuple[Term, Gen]:
    """Return the only generator of a sequence, whose only variable is the index, and that variable."""
    if len(s.parts) != 1 or not _in_order(s.parts[0]):
        raise NoRule("a sequence whose order is not that of one number")
    (p,), (place,) = s.parts, fresh(["Int"])
    (v,), offset = p.variables, added(p.values[0].options[0][1], term(p.variables[0]), -1)
    _, guard, values = under(p, {v: added(term(place), offset, -1)})
    return place, Gen((place,), conj(at_most(lin(), term(place)), guard), values)


def kept_items(shared: Shared, items: Gen, keep: Formula, length: Any) -> Items:
    """Return with indices the items of the places where `keep` holds, in order.

    `items`: the items of all places, whose variable is the place.  Of the places that are kept before another there is a number,
    and each number has a place.
    """
    (place,), whole, (item,) = items
    if not free(keep) <= {place}:
        raise NoRule("a filter, inside a comprehension, of what has indices")
    (b, j), i = fresh(["Int", "Int"]), term(place)
    number = shared.number_kept((place,), keep, (b,))

    def before(t: Term) -> Term:
        return substituted(number, {b: t})  # type: ignore[no-any-return]

    (form,), _ = up_to_names([keep], (place,))
    name = shared.named.setdefault(("kept", form), f"kept!{len(shared.filters)}")

    def kept(t: Term) -> Term:
        return function(name, "Int", [t])

    at_index = kept(term(j))
    inside = [(g, conj(at_most(lin(), term(j)), less(term(j), before(n)))) for g, n in length.options]
    if name not in shared.named:
        shared.named[name] = Least(name, (j,), place, conj(keep, equal(before(i), term(j))))
        neighbours = [
            implies(
                conj(g, here, less(added(term(j), lin(1)), before(n))),
                equal(kept(added(term(j), lin(1))), added(at_index, lin(1))),
            )
            for (g, n), (_, here) in zip(length.options, inside, strict=True)
        ]
        where = shared.where()
        shared.filters[name] = every((place,), implies(conj(where, whole), keep)), every((j,), implies(where, conj(*neighbours)))
        there = conj(substituted(keep, {place: at_index}), equal(before(at_index), term(j)))
        facts = [*kept_facts(place, keep, before), *(every((j,), implies(conj(g, here), there)) for g, here in inside)]
        shared.axioms += [(name, f) for f in facts]
        shared.axioms += [(f"{name}'", f) for f in places_kept(place, keep, before, kept, length)]
        for g, n in length.options:
            dropped = ex((place,), conj(at_most(lin(), i), less(i, n), neg(keep)))
            numbers = every((j,), implies(conj(at_most(lin(), term(j)), at_most(term(j), n)), equal(before(term(j)), term(j))))
            places = every((j,), implies(conj(at_most(lin(), term(j)), less(term(j), n)), equal(at_index, term(j))))
            shared.axioms.append((f"{name}'", implies(g, disj(dropped, conj(numbers, places)))))
    found = Gen((j,), disj(*(conj(g, here) for g, here in inside)), (number_case(term(j)), under(item, {place: at_index})))
    return Items((found,), cases("num", ((g, before(n)) for g, n in length.options)))


def places_kept(
    place: Term, keep: Formula, before: Callable[[Term], Term], kept: Callable[[Term], Term], length: Any
) -> list[Formula]:
    """Return what is known of the place of each item that is kept: the first is the least, the last the greatest, and no other
    place that is kept is between two neighbours."""
    i, (j,) = term(place), fresh(["Int"])
    here, after = kept(term(j)), kept(added(term(j), lin(1)))
    found = [closed((place,), implies(keep, conj(equal(kept(before(i)), i), at_most(kept(lin()), i))))]
    for g, n in length.options:
        some, last = conj(g, keep, less(i, n)), kept(added(before(n), lin(-1)))
        found.append(every((place,), implies(some, conj(less(before(i), before(n)), at_most(i, last)))))
        both, beside = conj(g, at_most(lin(), term(j)), less(added(term(j), lin(1)), before(n))), added(here, lin(1))
        only_there = disj(equal(after, beside), neg(substituted(keep, {place: beside})))
        found.append(every((j,), implies(both, conj(less(here, after), only_there))))
    return found


def kept_facts(place: Term, keep: Formula, before: Callable[[Term], Term]) -> list[Formula]:
    """Return what is known of `before`, the number of places below a number where `keep` holds, which is never below 0."""
    a, b, k = fresh(["Int"] * 3)
    low, high, grown = term(a), term(b), added(before(term(b)), before(term(a)), -1)
    length = added(high, low, -1)
    here = conj(substituted(keep, {place: term(k)}), at_most(low, term(k)), less(term(k), high))
    left_out = conj(neg(substituted(keep, {place: term(k)})), at_most(low, term(k)), less(term(k), high))

    def ordered(f: Formula) -> Formula:
        return closed((a, b), implies(at_most(low, high), f))

    return [
        is_0(before(lin())),
        ordered(conj(at_most(lin(), grown), at_most(grown, length))),
        ordered(disj(equal(grown, length), ("ex", (k,), left_out))),
        ordered(disj(is_0(grown), ("ex", (k,), here))),
    ]


def _in_order(part: Gen) -> bool:
    """Return whether the index is the only variable, but for a constant."""
    if len(part.variables) != 1 or part.values[0] is None or len(part.values[0].options) != 1:
        return False
    v, (guard, index) = part.variables[0], part.values[0].options[0]
    return guard == T and v[2] == "Int" and not added(index, term(v), -1)[2]


def _first(at: Reading, node: Node, env: Env) -> Any:
    s = (
        at.value(node.steps[0][2], env)
        if [k for k, _, _ in node.steps].count("each") == 1 and node.steps[0][0] == "each"
        else None
    )
    if not isinstance(s, Items) or s.listed or not s.parts or not all(map(_in_order, s.parts)):
        raise NoRule("the first of bindings whose order is not that of one number")
    ((v,), guard, (value,)), shared = _as_one(s, at.bindings(node, env, once=False)), at.shared
    at.owe(node, ex((v,), guard))
    (form,), parameters = up_to_names([guard], (v,))
    name = shared.named.setdefault(("first", form), f"first!{len(shared.named)}")
    least = function(name, "Int", map(term, parameters))
    if name not in shared.named:
        shared.named[name] = Least(name, parameters, v, guard)
        here = implies(guard, conj(substituted(guard, {v: least}), at_most(least, term(v))))
        shared.axioms.append(("first", ("all", (*parameters, v), here)))
    return under(value, {v: least})


def _as_one(s: Items, found: Sequence[Gen]) -> Gen:
    """Return generators of one number as one: they give the same for the same number, at the same index.

    This is how a range is given whose end is one of several.
    """
    offsets = {added(p.values[0].options[0][1], term(p.variables[0]), -1) for p in s.parts}
    if not found or len(offsets) != 1:
        raise NoRule("the first of several generators")
    (v,) = found[0].variables
    as_first = [under(b, {b.variables[0]: term(v)}) for b in found]
    if any(b.values != found[0].values for b in as_first):
        raise NoRule("the first of several generators")
    return found[0]._replace(guard=disj(*(b.guard for b in as_first)))


def _the(at: Reading, node: Node, env: Env) -> Any:
    """Return the value at some binding: that there is one, and that all have the same value, must hold."""
    found, pairs, none = at.bindings(node, env, once=False), list[tuple[Formula, Any]](), T
    at.owe(node, conj(disj(*(ex(b.variables, b.guard) for b in found)), all_agree(found)))
    for b in found:
        for values, left, rest in solutions(b.variables, b.guard):
            value, some = under(b.values[0], values), ex(left, rest)
            pairs.append((conj(none, some), under(value, any_binding(at.shared, left, rest))))
            none = conj(none, neg(some))
    return pairs[0][1] if len(pairs) == 1 else _needed(chosen(pairs))


def all_agree(found: Sequence[Gen]) -> Formula:
    """Return that generators of one value all give the same one."""
    agree = T
    for i, p in enumerate(found):
        for q in found[: i + 1]:
            a, b = anew(p), anew(q)
            same = equals(a.values[0], b.values[0])
            agree = conj(agree, every(a.variables + b.variables, implies(conj(a.guard, b.guard), same)))
    return agree


def any_binding(shared: Shared, variables: Variables, guard: Formula) -> dict[Term, Term]:
    """Return named values of the variables that satisfy the guard, if any do."""
    (form,), parameters = up_to_names([guard], variables)
    key = ("chosen", tuple(v[2] for v in variables), form)
    first = key not in shared.named
    number = shared.named.setdefault(key, len(shared.named))
    names = [f"the!{number}.{i}" for i in range(len(variables))]
    values = {v: function(name, v[2], map(term, parameters)) for name, v in zip(names, variables, strict=True)}
    if first and variables:
        for i, name in enumerate(names):
            shared.named[name] = Chosen(name, parameters, variables, guard, i)
        shared.axioms.append(("chosen", closed((*parameters, *variables), implies(guard, substituted(guard, values)))))
    return values


def _fold(at: Reading, node: Node, env: Env) -> Any:
    ((kind, names, inner),) = node.steps if len(node.steps) == 1 else [("", [], node)]
    if closes(node):
        return _closure(at, node, env)
    s = at.value(inner, env) if kind == "each" else None
    if not isinstance(s, Items):
        raise NoRule("a fold over several steps, or over what is no sequence")
    if not s.literal and appends(node):
        return _appended(at, node, env, s)
    state = at.value(node.args[0], env)
    if not s.literal:
        return _fold_of_any_length(at, node, env, s, state)
    for p in s.parts:
        bound = dict(zip(names, p.values[2 - len(names) :], strict=True))
        state = at.value(node.args[1], {**env, **bound, node.data[0]: state})
    return state


def _fold_of_any_length(at: Reading, node: Node, env: Env, s: Items, start: Any) -> Any:
    """Return what a fold starts as if the sequence is empty; else the body, with the last item and some value of the type.

    That value is what the body makes of the items before: nothing is known of it, but that it is a function of what the fold
    depends on, and its invariant, if it has one.  The body must be defined for each item and every value of the type of which the
    invariant holds.
    """
    if s.length is None or any(p.values[0] is None for p in s.parts):
        raise NoRule("a fold over a sequence whose indices are unknown")
    told = _as_told(at, node, env, s, start)
    if told is not None:
        return told
    ((_, names, _),), shared, type = node.steps, at.shared, without_homes(at.type(node.type))
    sort = shared.named.setdefault(("state", type), f"state!{len(shared.named)}")
    (state,), rounds, keeps = fresh([sort]), [], list[Formula]()
    before = stored(sort, (state,), type)
    for p in map(anew, s.parts):
        known = invariant_of(at, node, env, before, p.values[0])
        with shared.under(("variables", (state, *p.variables)), ("guard", p.guard), ("guard", known)):
            item = dict(zip(names, p.values[2 - len(names) :], strict=True))
            body = at.value(node.args[1], {**env, **item, node.data[0]: before})
            after = invariant_of(at, node, env, body, number_sum(p.values[0], whole_case(1)))
        keeps.append(every((state, *p.variables), implies(conj(p.guard, known), after)))
        rounds.append(p._replace(values=(p.values[0], body)))
    fold = Fold("", (), type, state, start, Items(tuple(rounds), s.length), s.length)
    bound, inside = [state], list[Any]()
    shape = outline((fold.start, fold.rounds, fold.length), bound, inside)
    form, parameters = up_to_names(inside, tuple(bound))
    key = ("fold", type, shape, tuple(v[2] for v in bound), form)
    if key not in shared.named:
        shared.named[key] = name = f"fold!{len(shared.named)}"
        shared.named[name] = fold._replace(before=name, parameters=parameters)
    last, last_place = function(shared.named[key], sort, map(term, parameters)), number_sum(s.length, whole_case(1), -1)
    value, some = under(item_at(fold.rounds, last_place)[1], {state: last}), _compare(whole_case(1), s.length, at_most)
    if is_checked(node):
        ends = [(some, stored(sort, (last,), type), last_place), (some, value, s.length), (neg(some), start, whole_case(0))]
        first = invariant_of(at, node, env, start, whole_case(0))
        facts = conj(*(implies(g, invariant_of(at, node, env, x, i)) for g, x, i in ends))
        induction = Induction(*(shared.wherever(f) for f in (first, conj(*keeps), facts)))
        if induction not in shared.invariants:
            shared.invariants.append(induction)
    return chosen([(neg(some), start), (some, value)])


def _as_told(at: Reading, node: Node, env: Env, s: Items, start: Any) -> Any:
    """Return what a fold ends with, by a sequence of what it carries along after each round; None if none of its type is told.

    That it starts with the first of these, and that each round leads from one to the next, is owed.
    """
    shared, ((_, names, _),) = at.shared, node.steps
    for number, (says, maps, given) in shared.told.items():
        if with_rationals(maps.type(says.type)[1]) != with_rationals(at.type(node.type)):
            continue
        part, states = f"{SHOWN} {number}", maps.value(says, given)
        shared.used.add(number)

        def after(rounds: Alternatives, part: str = part, states: Items = states) -> Any:
            """Return what the fold is told to carry along after so many rounds."""
            defined, state = item_at(states, rounds)
            shared.owe(part, defined)
            return _needed(state)

        shared.owe(part, equals(start, after(whole_case(0))))
        for p in map(anew, s.parts):
            with shared.under(("variables", p.variables), ("guard", p.guard)):
                item = dict(zip(names, p.values[2 - len(names) :], strict=True))
                body = at.value(node.args[1], {**env, **item, node.data[0]: after(p.values[0])})
                for same in parts(equals(body, after(number_sum(p.values[0], whole_case(1)))), "and"):
                    shared.owe(part, same)
        return after(s.length)
    return None


def with_rationals(type: Type) -> Type:
    """Return a type in which all numbers are rational."""
    if type[0] in SORTS:
        return RAT
    return tuple(with_rationals(t) if isinstance(t, tuple) and t else t for t in type)


def is_checked(fold: Node) -> bool:
    """Return whether a fold has an invariant: it starts as `the v in [start]: c`, and its body is `the v in [next]: d`.

    The invariant is c before the first round, and d after each.  Of the variables of the round only the index occurs in d.
    """
    of_one = [n.op == "the" and [kind for kind, _, _ in n.steps] == ["each", "where"] for n in fold.args]
    if not all(of_one):
        return False
    items = {*fold.steps[0][1][-1:], fold.data[0]}
    return not any(uses(fold.args[1].steps[1][2], name) for name in items) and all(
        (n.steps[0][2].op, len(n.steps[0][2].args), len(n.steps[0][1])) == ("seq", 1, 1)
        and (n.args[0].op, n.args[0].data) == ("var", n.steps[0][1][0])
        for n in fold.args
    )


def invariant_of(at: Reading, fold: Node, env: Env, value: Any, place: Alternatives) -> Formula:
    """Return the invariant of a fold, of a value that it carries along after so many rounds; true if it has none.

    What must be defined in it is so where the fold is evaluated.
    """
    if not is_checked(fold):
        return T
    first, after = (n.steps for n in fold.args)
    before = number_sum(place, whole_case(1), -1)
    with at.shared.again(at.shared.path):
        at_first = at.value(first[1][2], {**env, first[0][1][0]: value})
        later = at.value(after[1][2], {**env, fold.steps[0][1][0]: before, after[0][1][0]: value})
    none = _compare(place, whole_case(0), at_most)
    return conj(implies(none, at_first), disj(none, later))


def closes(fold: Node) -> bool:
    """Return whether a fold makes a set larger, or smaller, in as many equal rounds as a collection has items.

    Then one more round would change nothing.  The rounds are the numbers from 1 to |A|, and the body does not use them.  It is
    L + { e | ... }, where each item of A gives at most one value, which does not depend on L; or it is a part of L, `L & ...`,
    and L starts as { e | ... }, where each item of A gives at most one value.
    """
    start, body = fold.args
    if len(fold.steps) != 1 or body.op not in ("union", "intersection") or fold.type[0] != "set":
        return False
    (kind, rounds, numbers), (state,) = fold.steps[0], fold.data
    ends = numbers.args if kind == "each" and numbers.op == "range" else []
    if not ends or len(rounds) != 1 or (ends[0].op, ends[0].data, ends[1].op) != ("const", 1, "size"):
        return False
    of, (before, step) = ends[1].args[0], body.args
    used = {n.data for n in body.walk() if n.op == "var"}
    if named_path(of) is None or of.type[0] not in ("set", "seq") or rounds[0] in used:
        return False
    if (before.op, before.data) != ("var", state):
        return False
    made = step if body.op == "union" else start
    changing = {state}
    for n, (word, variables, inner) in enumerate(made.steps if made.op == "collect_set" else ()):
        if (word == "each") != (n == 0) or (n == 0 and named_path(inner) != named_path(of)):
            return False
        if word == "let" and any(x.op == "var" and x.data in changing for x in inner.walk()):
            changing.update(variables)
    return made.op == "collect_set" and not any(x.op == "var" and x.data in changing for x in made.args[0].walk())


def named_path(node: Node) -> tuple[Any, ...] | None:
    """Return what tells a variable, an input or a field of one from others; None for another expression."""
    inner = named_path(node.args[0]) if node.op == "field" else ()
    return None if node.op not in ("var", "input", "field") or inner is None else (*inner, node.op, node.data)


def _closure(at: Reading, node: Node, env: Env) -> SetValue:
    """Return what a fold that `closes` ends with: from its start on, and nothing changes any more."""
    start, shared, type = at.value(node.args[0], env), at.shared, without_homes(at.type(node.type))
    any_values(type[1])  # of a flat type
    larger, sort = node.args[1].op == "union", shared.named.setdefault(("state", type), f"state!{len(shared.named)}")
    (state,) = fresh([sort])
    with shared.under(("variables", (state,))):
        step = at.value(node.args[1].args[1], {**env, node.data[0]: stored(sort, (state,), type)})
    bound, inside = [state], list[Any]()
    shape = outline((_set_of(start), _set_of(step)), bound, inside)
    form, parameters = up_to_names(inside, tuple(bound))
    key = ("closure", type, larger, shape, tuple(v[2] for v in bound), form)
    new = key not in shared.named
    name = shared.named.setdefault(key, f"closure!{len(shared.named)}")
    if new:
        closure = shared.named[name] = Closure(name, parameters, type, state, start, step, larger)
        t, end = closure.end()
        pairs = [(start, end), (under(step, {state: t}), end)]
        facts = (part_of(a, b) if larger else part_of(b, a) for a, b in pairs)
        shared.axioms.append(("closure", closed(parameters, conj(*facts))))
    return shared.named[name].end(map(term, parameters))[1]  # type: ignore[no-any-return]


def kept_members(shared: Shared, name: str, kinds: Sequence[int]) -> Formula:
    """Return an induction: members that a closure starts with are left if, wherever all are left, one more round leaves them.

    The members are of these kinds, by their numbers among those of the type.  Raises KeyError or IndexError.
    """
    closure = shared.named[name]
    if not isinstance(closure, Closure) or closure.larger or not kinds or any(type(k) is not int or k < 0 for k in kinds):
        raise KeyError(name)
    members = [any_values(closure.type[1])[k] for k in kinds]
    (s,) = fresh([closure.state[2]])

    def all_in(of: Any) -> Formula:
        return conj(*(is_member(x, of) for _, x in members))

    here, after = stored(s[2], (s,), closure.type), under(closure.step, {closure.state: s})
    lost = ("ex", (s,), conj(all_in(here), neg(all_in(after))))
    variables = (*closure.parameters, *(v for vs, _ in members for v in vs))
    return closed(variables, disj(neg(all_in(closure.start)), lost, all_in(closure.end()[1])))


def without_homes(type: Type) -> Type:
    """Return a type without what it says of homes that its collections open or are parts of."""
    kind = type[0]
    if kind in ("set", "seq", "edge"):
        return (kind, without_homes(type[1]), *("" for _ in type[2:]))
    if kind == "map":
        return (kind, without_homes(type[1]), without_homes(type[2]), "")
    if kind == "tuple":
        return (kind, tuple(map(without_homes, type[1])))
    if kind == "record":
        return (kind, tuple((n, without_homes(t)) for n, t in type[1]))
    if kind == "sum":
        return (kind, type[1], tuple((n, tuple(map(without_homes, ts))) for n, ts in type[2]))
    return type


def outline(value: Any, bound: list[Term], inside: list[Any]) -> Any:
    """Return the shape of a value, and note the variables that it binds, and the terms and formulas in it, in order."""
    match value:
        case Alternatives("case" | "pair" as kind, options):
            inside += [g for g, _ in options]
            rows = [("", base) if kind == "pair" else base for _, base in options]
            return (kind, tuple((name, outline(args, bound, inside)) for name, args in rows))
        case Alternatives(kind, options):
            inside += [o for option in options for o in option]
            return (kind, len(options))
        case Gen():
            variables, guard, values = anew(value)
            bound += variables
            inside.append(guard)
            return ("gen", len(variables), outline(values, bound, inside))
        case Stored(name, given, item, guard, whole):
            inside += [*given, guard]
            return ("stored", name, len(given), item, outline(whole, bound, inside))
        case StoredMap(name, given, key, entry, keys, options):
            inside += given
            return ("map", name, len(given), key, entry, outline(keys, bound, inside), outline(options, bound, inside))
        case Items(items, length, listed, literal, loose):
            inner = (items, length, listed and listed[0])
            return ("items", listed and listed[1], literal, loose, outline(inner, bound, inside))
        case Parts(items) | SetValue(items) | Entries(items):
            return (value.__class__.__name__, outline(tuple(items), bound, inside))
        case tuple() if not value or not isinstance(value[0], str):
            return tuple(outline(x, bound, inside) for x in value)
        case None:
            return None
    inside.append(value)
    return "formula"


def appends(fold: Node) -> bool:
    """Return whether a fold starts with written items, or none, and appends one in each round."""
    start, body = fold.args
    more = body.op == "concat" and body.args[0].op == "var" and body.args[0].data == fold.data[0]
    return more and start.op == "seq" and (body.args[1].op, len(body.args[1].args)) == ("seq", 1)


def _appended(at: Reading, node: Node, env: Env, s: Items) -> Items:
    """Return the value of a fold that starts with written items, or none, and appends one in each round.

    The item of each index is that of its round, wherever this is defined; it may depend on the items before it.  What the same
    place of the document makes of something else, as of another witness, has another name, and what is the same has the same.
    """
    start = at.value(node.args[0], env).parts
    body = node.args[1]
    s, shared, item = indexed(s), at.shared, at.type(node.type)[1]
    place, p = by_place(s)
    any_values(item)  # of a flat type
    names, number, owed = node.steps[0][1], 0, [*shared.owed]

    def is_item(name: str) -> Formula:
        """That the item of each place is what the round makes of those before it, all by this name."""
        (i,), here = fresh(["Int"]), added(term(place), lin(len(start)))
        one = Gen((i,), conj(at_most(lin(), term(i)), less(term(i), here)), _indexed_item(name, i, item))
        with shared.under(("variables", p.variables), ("guard", p.guard)):
            state = {node.data[0]: Items((one,), number_case(here))}
            value = at.value(body.args[1].args[0], {**env, **dict(zip(names, p.values[2 - len(names) :], strict=True)), **state})
        same = equals(stored(f"{name}@", (here,), item), value)
        first = (equals(stored(f"{name}@", (lin(n),), item), q.values[1]) for n, q in enumerate(start))
        return conj(*first, every((place,), implies(conj(p.guard, has_value(value)), same)))

    while True:
        key = ("fold", node.where, number)
        made = sum(isinstance(k, str) and k.startswith("appended!") for k in shared.named)  # whether or not axioms were dropped
        name = shared.named.setdefault(key, f"appended!{made}")
        axiom = is_item(name)
        if free(axiom):
            raise NoRule("a fold inside a comprehension, over a sequence that is not written out")
        (form,), _ = up_to_names([axiom])
        same_as = ("appended", repr(form).replace(f"'{name}@", "'@"))
        if name not in shared.named and same_as in shared.named:
            name, shared.owed = shared.named[same_as], owed
            shared.named[key] = name
            is_item(name)
            break
        if name not in shared.named:
            shared.folds |= {} if start else {name: (place, conj(shared.where(), p.guard), item)}
            shared.named[name], shared.named[same_as] = form, name
            shared.axioms.append((name, axiom))
        if shared.named[name] == form:
            break
        number, shared.owed = number + 1, [*owed]
    (i,), length = fresh(["Int"]), number_sum(s.length, whole_case(len(start)))
    inside = disj(*(conj(g, less(term(i), n)) for g, n in length.options))
    return Items((Gen((i,), conj(at_most(lin(), term(i)), inside), _indexed_item(name, i, item)),), length)


def _indexed_item(name: str, index: Term, item: Type) -> tuple[Any, Any]:
    return number_case(term(index)), stored(f"{name}@", (term(index),), item)


def has_value(value: Any) -> Formula:
    """Return that one of the alternatives of a flat value holds."""
    match value:
        case Alternatives("num" | "rat" | "lab", options):
            return disj(*(g for g, _ in options))
        case Alternatives("case", options):
            return disj(*(conj(g, *map(has_value, args)) for g, (_, args) in options))
        case Alternatives(_, options):
            return disj(*(conj(g, *map(has_value, ends)) for g, ends in options))
        case Parts(items):
            return conj(*map(has_value, items))
    return T


SPECIAL: dict[str, Rule] = {
    "const": _const,
    "var": lambda at, node, env: env[node.data],
    "input": lambda at, node, env: env[node.data],
    "global": _defined,
    "call": _defined,
    "and": _connective,
    "or": _connective,
    "implies": _connective,
    "pow": _raised,
    "if": _if,
    "case": _case,
    "every": _quantified,
    "some": _quantified,
    "count": _count,
    "sum": _count,
    "product": _product,
    "collect_set": lambda at, node, env: SetValue(tuple(at.bindings(node, env, once=False))),
    "collect_map": _collect_map,
    "collect_seq": _collect_seq,
    "first": _first,
    "the": _the,
    "fold": _fold,
}


def _of_operands(rule: Callable[..., Any]) -> Rule:
    return lambda at, node, env: rule(at, node, *(at.value(a, env) for a in node.args))


RULES: dict[str, Rule] = SPECIAL | {op: _of_operands(rule) for op, rule in STRICT_RULES.items()}


def _greatest(at: Reading, node: Node, env: Env) -> Alternatives:
    """Return the greatest of some numbers and 0: the least number that none of them exceeds, of which nothing is known."""
    if node.type != NAT:
        raise NoRule("the greatest of numbers that may all be negative")
    (v,), below_v = fresh(["Int"]), list[Formula]()
    for variables, guard, (value,) in at.bindings(node, env, once=False):
        below_v += [every(variables, implies(conj(guard, g), at_most(t, term(v)))) for g, t in value.options]
    guard = conj(at_most(lin(), term(v)), *below_v)
    (form,), parameters = up_to_names([guard], (v,))
    name = at.shared.named.setdefault(("greatest", form), f"greatest!{len(at.shared.named)}")
    at.shared.named.setdefault(name, Least(name, parameters, v, guard))
    return number_case(function(name, "Int", map(term, parameters)))


SIZE_RULES: dict[str, Rule] = {**RULES, "greatest": _greatest}
"""The rules for measures, in claims about sizes."""


# ======================================================================================================================
# Chapter 14.  What has to be shown of a reduction
# ======================================================================================================================

# What has to be shown of a reduction for all sizes: goals and hypotheses, made from its core documents.
#
# The source's unknown instance, and the unknown witness of either side, are values that symbols stand for (`stored`),
# called by the names of the fields, `w!` and `v!`.

Facts = tuple[tuple[str, Formula], ...]


CARRIES = "carries"
"""What is shown first of no witness, but of folds: a sequence of what one carries along, first before all rounds."""
LEMMA, FIRST, NEXT, SHOWN, HELD, BY_STEPS = "lemma", "first", "next", "shown", "held", "stepwise"
"""The obligation of goals that need not hold: those that are shown may be used for later goals; halves of an induction, of
a fold that follows a cycle or, `held`, that has an invariant, and what an author says that is shown first, with the halves of an
induction, `stepwise`, if it says something of every number of a range."""


class Asked(NamedTuple):
    """What has goals besides the obligations: claims about sizes, by number, and what is shown first, of a witness or of none.

    What is shown first is a condition on the instance, or on it and the witness that `forward` or `backward` maps.  It need not
    hold, and where it is not shown, nothing follows from it.  Or it is what folds carry along: then this is owed.
    """

    claims: Sequence[int] = ()
    shown: Sequence[tuple[str, Node]] = ()


NOTHING_ASKED = Asked()


class ToShow(NamedTuple):
    """A goal: the obligation that it is a part of, what is known, what is to be shown, and which witness it speaks of.

    `schema`: of the start and the step of an induction, its name.
    """

    obligation: str
    part: str
    known: Facts
    formula: Formula
    witness: str
    schema: tuple[Any, ...] = ()


class Statements:
    """The goals of a reduction, in order, and the axioms and sums that they share.  Raises NoRule.

    `asked`: what has goals besides.  Those of claims come last, and what is shown first before what is known of the same witness.
    """

    def __init__(self, reduction: Reduction, asked: Asked = NOTHING_ASKED) -> None:
        check_names(reduction)
        self.reduction, self.asked, self.claims, self.shared = reduction, asked, asked.claims, Shared()
        self.goals: list[ToShow] = []
        self.stated = 0  # so many invariants of folds
        self.stepwise: dict[int, Induction] = {}  # of what is shown first of every number of a range, by its number
        self.subsets: dict[str, tuple[Type, SetValue]] = {}  # the unknown subsets: the type of the members, and the whole
        built, source, target = reduction.constructors, reduction.source, reduction.target
        self.source = Reading(self.shared, source, built, {}, RULES)
        self.target = Reading(self.shared, target, built, reduction.content, RULES)
        self.maps = Reading(self.shared, reduction, built, {}, RULES)

        x = self._instance(self.source.type(source.instance), "", ())
        here = {"instance": x}
        self.unknown: dict[str, Env] = {"": here}  # what each map is given
        self.typed: Facts = (("typed", lies_in(x, source.instance, sets_in(x, source.instance))),)
        valid = [("valid", f) for f in self.source.conditions(source.valid, here)]
        self._owed("well-formed", self.typed, "")
        self.valid: Facts = (*self.typed, *valid)
        self._measures(self.source, source, here)
        self._shown_first("", self.valid, here, "")
        self.shared.told = {k: (says, self.maps, here) for k, (of, says) in enumerate(asked.shown) if of == CARRIES}
        y = self.maps.value(reduction.image, here)
        self._owed("well-formed", self.valid, "")
        self._goal("well-formed", "typed", self.valid, lies_in(y, target.instance, sets_in(y, target.instance)), "")
        there = {"instance": y}
        for f in self.target.conditions(target.valid, there):
            self._owed("well-formed", self.valid, "")
            self._goal("well-formed", "valid", self.valid, f, "")
        self._measures(self.target, target, there)
        self.accepted: dict[str, Facts] = {}
        w, known = self._witness(self.source, source, here, "w!")
        v, known_there = self._witness(self.target, target, there, "v!")
        self._mapped("forward", self.target, target, there, known, {**here, "witness": w}, "w!")
        self._mapped("backward", self.source, source, here, known_there, {**here, "witness": v}, "v!")
        if any(c.kind == "parsimonious" for c in reduction.claims):
            if any(c.kind == "parsimonious" and c.when is not None for c in reduction.claims):
                raise NoRule("a claim `parsimonious` under a condition")
            self._round_trip(here, w, known, "w!", reduction.forward, reduction.backward)
            self._round_trip(here, v, known_there, "v!", reduction.backward, reduction.forward)
        self.counted = any(c.kind == "counts" for c in reduction.claims) and self._twice(here, there, w, known, v, known_there)
        for number in self.claims:
            self._claim(number, here)

    def _claim(self, number: int, here: Env) -> None:
        """State a claim about a size, and that both of its sides are defined, for every valid instance.

        It says something of the image only if `well-formed` is shown.
        """
        claim, measures = self.reduction.claims[number], dict(self.reduction.source.measures)
        if claim.when is not None or claim.right is None:
            raise NoRule("a claim about a size under a condition")

        def measure(at: Reading, node: Node, env: Env) -> Any:
            if node.data not in measures:
                raise NoRule(f"{node.where}: {node.data}")
            return source.value(measures[node.data], here)

        maps, source, target = (
            Reading(r.shared, r.doc, r.constructors, r.content, {**SIZE_RULES, "measure": measure}, ordered=True)
            for r in (self.maps, self.source, self.target)
        )
        with self.shared.again(()):
            image = maps.value(self.reduction.image, here)
        right = maps.value(claim.right, {})
        size = target.value(dict(self.reduction.target.measures)[claim.left], {"instance": image})
        self._owed(claim_goal(number), self.valid, "")
        holds = equals(size, right) if claim.relation == "=" else _compare(*same_kind(size, right), at_most)
        self._goal(claim_goal(number), "size", self.valid, holds, "")

    def _twice(self, here: Env, there: Env, w: Any, known: Facts, v: Any, known_there: Facts) -> bool:
        """State that the image has twice as many witnesses, if this is what is claimed, and return whether it was stated.

        What is left out of a subset is a subset, its opposite; that of a cycle or of an ordering is the same backwards.  The
        opposite of an opposite is what it was.  The opposite of each witness of the image is one; of the two,
        exactly one comes back from both maps; and each witness of the source comes back.  So those of the image that come back
        are half of them, and as many as the witnesses of the source.
        """
        reduction, space, axioms, goals = self.reduction, self.reduction.target.witness, [*self.shared.axioms], [*self.goals]
        if self.shared.told:  # the opposite is not what folds are told to carry along
            return False
        if any(c.kind == "counts" and not is_twice(c) for c in reduction.claims) or space.kind not in OPPOSITES:
            return False

        def same(mapped: Any, value: Any) -> Formula:  # of cycles of one set it is enough that no step of one is missing
            return _extends(value, mapped) if isinstance(value, StoredMap) else equals(mapped, value)

        def there_and_back(value: Any) -> Formula:
            back = self.maps.value(reduction.backward, {**here, "witness": value})
            return same(self.maps.value(reduction.forward, {**here, "witness": back}), value)

        try:
            mapped = self.maps.value(reduction.forward, {**here, "witness": w})
            back = same(self.maps.value(reduction.backward, {**here, "witness": mapped}), w)
            of = self.target.value(space.of, there)  # type: ignore[arg-type]
            opposite = OPPOSITES[space.kind](self.shared, v, of)
            accepted = self.target.conditions(reduction.target.accepts, {**there, "witness": opposite})
            one, other = there_and_back(v), there_and_back(opposite)
        except NoRule:
            self.shared.axioms, self.goals = axioms, goals
            return False
        finally:
            self.shared.take()  # they are those of the verifiers, of `forward` and of `backward`
        self._goal("counts", "there and back", known, back, "w!")
        for f in accepted:
            self._goal("counts", "the opposite is accepted", known_there, f, "v!")
        self._goal("counts", "one of the two", known_there, disj(one, other), "v!")
        self._goal("counts", "not both", known_there, disj(neg(one), neg(other)), "v!")
        return True

    @property
    def sides(self) -> set[str]:
        """The obligations that have goals, whether or not any is left after simplification."""
        found = {"well-formed", "forward", "backward", *map(claim_goal, self.claims)} | ({"counts"} if self.counted else set())
        return found | {"parsimonious"} if any(c.kind == "parsimonious" for c in self.reduction.claims) else found

    @property
    def resting(self) -> set[str]:
        """The obligations that use what folds are told to carry along: that they do is a part of `well-formed`."""
        return self.sides & {"forward", "backward", "parsimonious"} if self.shared.used else set()

    def _mapped(self, obligation: str, to: Reading, problem: Problem, at: Env, known: Facts, env: Env, name: str) -> None:
        self.unknown[obligation] = env
        self._shown_first(obligation, known, env, name)
        filters = {*self.shared.filters}
        mapped = self.maps.value(self.reduction.forward if obligation == "forward" else self.reduction.backward, env)
        inside = in_space(to, mapped, problem.witness, at)
        defined = self.shared.take()
        self._invariants(known, name)
        self._lemmas(known, name, {k: f for k, f in self.shared.filters.items() if k not in filters})
        for where, f in defined:
            self._goal(obligation, f"defined: {where}", known, f, name)
        self._goal(obligation, "in space", known, inside, name)
        for f in to.conditions(problem.accepts, {**at, "witness": mapped}):
            self._owed(obligation, known, name)
            self._goal(obligation, "accepts", known, f, name)

    def _shown_first(self, of: str, known: Facts, env: Env, name: str) -> None:
        """Add what is shown first of a witness, or of none: as formulas, whether or not all that is in them is defined."""
        for number, (side, node) in enumerate(self.asked.shown):
            if side == of:
                of_range = of_each_number(node)
                found = [] if of_range is None else self.maps.bindings(of_range, env, once=False)
                says = self.maps.value(node, env) if of_range is None else conj(*map(says_everywhere, found))
                step = along_range(found)
                self.shared.take()
                if step is not None:
                    self.stepwise[number] = step
                    self._halves(step, known, name, (BY_STEPS, number))
                self.goals += [ToShow(LEMMA, f"{SHOWN} {number}", known, f, name) for f in split(says) if f != T]

    def _halves(self, induction: Induction, known: Facts, witness: str, schema: tuple[Any, ...]) -> None:
        """Add the start and the step of an induction that is neither shown by itself nor needs to hold."""
        halves = [(part, f) for part, f in ((FIRST, induction.first), (NEXT, induction.step)) if f != T]
        self.goals += [ToShow(LEMMA, part, known, f, witness, schema) for part, f in halves]

    def _lemmas(self, known: Facts, name: str, filters: Mapping[str, Sequence[Formula]]) -> None:
        """Add what is often true of folds along an unknown cycle; and of filters: that they drop nothing, or only at the ends."""
        for fold, (_, _, item) in self.shared.folds.items():
            for cycle, (member, _) in self.shared.cycles.items():
                for ahead in (1, 0) if cycle.startswith(name) and member == item else ():
                    first, step, _ = following(self.shared, fold, cycle, ahead)
                    schema, halves = ("follows", fold, cycle, ahead), ((FIRST, first), (NEXT, step))
                    self.goals += [ToShow(LEMMA, part, known, f, name, schema) for part, f in halves]
        for k, (nothing, neighbours) in filters.items():
            self.goals.append(ToShow(LEMMA, k, known, nothing, name))
            self.goals.append(ToShow(LEMMA, f"{k}: neighbours", known, neighbours, name))

    def _round_trip(self, here: Env, w: Any, known: Facts, name: str, first: Any, second: Any) -> None:
        there = self.maps.value(first, {**here, "witness": w})
        back = self.maps.value(second, {**here, "witness": there})
        self._owed("parsimonious", known, name)
        self._goal("parsimonious", "round trip", known, equals(back, w), name)

    def _measures(self, reading: Reading, problem: Problem, env: Env) -> None:
        """Measures must be defined; those that no partial operation occurs in are not looked at."""
        for _, node in problem.measures:
            if any(n.op in PARTIAL_ANYWHERE and not (n.op == "greatest" and n.type == ("nat",)) for n in problem.uses(node)):
                reading.value(node, env)
                self._owed("well-formed", self.valid, "")

    def _owed(self, obligation: str, known: Facts, witness: str) -> None:
        self._invariants(known, witness)
        for where, f in self.shared.take():
            self._goal(obligation, where if where.startswith(SHOWN) else f"defined: {where}", known, f, witness)

    def _invariants(self, known: Facts, witness: str) -> None:
        """Add the start and the step of the inductions of folds with an invariant that were met since the last call."""
        for k in range(self.stated, len(self.shared.invariants)):
            self._halves(self.shared.invariants[k], known, witness, (HELD, k))
        self.stated = len(self.shared.invariants)

    def _goal(self, obligation: str, part: str, known: Facts, f: Formula, witness: str) -> None:
        self.goals += [ToShow(obligation, part, known, g, witness) for g in split(f) if g != T]

    # ------------------------------------------------------------------------------------------------------ unknowns

    def _instance(self, type: Type, before: str, path: tuple[int, ...]) -> Parts:
        x = self._record(type, before, path)
        homes = sets_in(x, type)

        def filled(value: Any, type: Type, path: str) -> Any:
            if isinstance(value, Parts):
                fields = zip(value.items, type[1], strict=True)
                return Parts(tuple(filled(v, t, f"{path}{n}.") for v, (n, t) in fields))
            if isinstance(value, StoredMap):
                keys = tuples_over(type, homes) if type[3] else SetValue((Stored(f"{value.name}!keys", (), type[1]),))
                return value._replace(domain=keys)
            return value

        found = filled(x, type, "")
        self._symmetric(found)
        return found  # type: ignore[no-any-return]

    def _record(self, type: Type, before: str, path: tuple[int, ...]) -> Parts:
        items = []
        for i, (name, field) in enumerate(type[1]):
            if field[0] == "record":
                items.append(self._record(field, f"{before}{name}.", (*path, i)))
            else:
                items.append(stored(before + name, (), field))
        return Parts(tuple(items))

    def _symmetric(self, value: Any) -> None:
        """A stored set does not tell {a, b} from {b, a}."""
        for x in value.items if isinstance(value, Parts) else ():
            self._symmetric(x)
        if isinstance(value, StoredMap) and value.key[0] == "edge" and value.value[0] in ("nat", "int", "bool", "label"):
            for variables, x in any_values(value.key):
                for turned in turned_pairs(x):
                    same = equals(lookup(value, x)[1], lookup(value, turned)[1])
                    self.shared.axioms.append(("edge", every(variables, same)))
        for p in value.parts if isinstance(value, SetValue) else ():
            for variables, x in any_values(p.item) if p.item[0] in ("edge", "tuple", "sum") else ():
                for turned in turned_pairs(x):
                    self.shared.axioms.append(("edge", every(variables, implies(holds(p, x), holds(p, turned)))))

    def _witness(self, reading: Reading, problem: Problem, env: Env, name: str) -> tuple[Any, Facts]:
        """Return the unknown witness of an instance and what is known of it; its verifier is defined on the whole space."""
        w, facts = self._member(reading, problem.witness, env, name, name, ())
        space: Facts = (*self.valid, *(("in space", f) for f in facts))
        self._owed("well-formed", self.valid, "")
        accepts = reading.conditions(problem.accepts, {**env, "witness": w})
        self._owed("well-formed", space, name)
        self.accepted[name] = tuple(("accepts", f) for f in accepts)
        return w, (*space, *self.accepted[name])

    def _member(
        self, reading: Reading, space: Space, env: Env, name: str, root: str, path: tuple[int, ...]
    ) -> tuple[Any, list[Formula]]:
        """Return the unknown member of a witness space, and what is known of it."""
        type, kind = reading.type(space.type), space.kind
        of: Any = None if space.of is None else reading.value(space.of, env)
        if kind == "record":
            found = [self._member(reading, s, env, f"{name}.{n}", root, (*path, i)) for i, (n, s) in enumerate(space.parts)]
            return Parts(tuple(w for w, _ in found)), [f for _, fs in found for f in fs]
        if kind == "unit":
            return Parts(()), []
        if kind == "number":
            value = stored(name, (), type)
            return value, [lies_between(value, of)]
        if kind == "sequence":
            sequence = stored(name, (), type)
            return sequence, [is_sequence(sequence, of)]
        if kind not in ("one", "all") and not isinstance(of if kind not in ("choice", "numbers") else domain(of), SetValue):
            raise NoRule("a witness space over a pair or a sequence")
        if kind == "subset":
            subset = SetValue((Stored(name, (), type[1], T, of),))
            self._symmetric(subset)
            self.subsets[name] = type[1], of
            return subset, [part_of(subset, of)]
        if kind == "map":
            f = StoredMap(name, (), type[1], type[2], of)
            inner = space.parts[0][1]
            return f, [every(p.variables, implies(p.guard, in_space(reading, p.values[1], inner, env))) for p in entries(f)]
        if kind == "choice":
            f = StoredMap(name, (), type[1], type[2], domain(of), of)
            return f, [chosen_from(f, of)]
        if kind == "numbers":
            f = StoredMap(name, (), type[1], type[2], domain(of))
            return f, [numbers_from(f, of)]
        if kind == "ordering":
            return enumeration(self.shared, name, of, type[1])
        if kind == "cycle":
            return unknown_cycle(self.shared, name, of, type[1])
        if kind in ("one", "all"):
            value = stored(name, (), type)
            return value, [] if of is None else [is_member(value, of)]
        raise NoRule(f"witnesses of the kind {kind}")


def _left_out(shared: Shared, v: SetValue, of: SetValue) -> SetValue:
    """Return what a subset leaves out."""
    return SetValue(tuple(only(p, neg(is_member(p.values[0], v))) for p in members(of)))


def _backwards(shared: Shared, v: Items, of: SetValue) -> Items:
    """Return an unknown ordering from its end to its beginning."""
    ((i,), inside, (_, item)), ((_, n),) = v.parts[0], v.length.options
    place = added(added(n, lin(-1)), term(i), -1)
    return v._replace(parts=(Gen((i,), inside, (number_case(term(i)), under(item, {i: place}))),))


def _turned_back(shared: Shared, v: StoredMap, of: SetValue) -> StoredMap:
    """Return an unknown cycle with its steps backwards: NAME< takes each member to the one before it."""
    return v._replace(name=f"{v.name}<")


OPPOSITES: dict[str, Callable[[Shared, Any, SetValue], Any]] = {
    "subset": _left_out,
    "cycle": _turned_back,
    "ordering": _backwards,
}
"""The opposite of an unknown witness, by the kind of its space: the opposite of that is the witness."""


def claim_goal(number: int) -> str:
    """Return the obligation of the goals of a claim about a size, from the number of the claim."""
    return f"claim {number}"


def is_twice(claim: Claim) -> bool:
    """Return whether a claim says that the image always has twice as many witnesses."""
    right = claim.right
    if claim.when is not None or claim.relation != "=" or right is None or right.op != "mul":
        return False
    return sorted(str(a.data) for a in right.args if a.op in ("const", "measure")) == ["#source", "2"]


def unknown_cycle(shared: Shared, name: str, of: SetValue, item: Type) -> tuple[StoredMap, list[Formula]]:
    """Return the unknown cycle through a set and what is known of it: NAME~ goes around it, once.

    It starts with a label without arguments, if there is one; else with the first member of a set that symbols stand for.
    """
    f, around = StoredMap(name, (), item, item, of), f"{name}~"
    seq, facts = enumeration(shared, around, of, item)
    shared.cycles[around] = item, of
    ((_, n),), (i,) = seq.length.options, fresh(["Int"])

    def visited(t: Term) -> Any:
        return stored(f"{around}@", (t,), item)

    after, some = added(term(i), lin(1)), less(lin(), n)
    goes_on = equals(lookup(f, visited(term(i)))[1], visited(after))
    facts.append(every((i,), implies(conj(at_most(lin(), term(i)), less(after, n)), goes_on)))
    facts.append(implies(some, equals(lookup(f, visited(added(n, lin(-1))))[1], visited(lin()))))
    bare = next((x for variables, x in any_values(item) if not variables), None)
    if bare is not None:
        facts.append(implies(is_member(bare, of), equals(visited(lin()), bare)))
    elif is_stored(of):
        facts.append(implies(some, equals(visited(lin()), item_at(listing(shared, of, item), whole_case(0))[1])))
    return f, facts


def turning(shared: Shared, name: str) -> Formula:
    """Return that an unknown cycle takes members to members, and NAME< each member to the one before it; and that two steps lead
    from a member back to it only where there is no third member.  Raises KeyError."""
    item, of = shared.cycles[f"{name}~"]
    f, back = (StoredMap(n, (), item, item, of) for n in (name, f"{name}<"))
    found, short = list[Formula](), list[Formula]()
    for variables, x in any_values(item):
        (after, before), here = (lookup(m, x)[1] for m in (f, back)), is_member(x, of)
        goes_on, comes_from = conj(is_member(after, of), equals(lookup(back, after)[1], x)), equals(lookup(f, before)[1], x)
        found.append(every(variables, implies(here, goes_on)))
        found.append(every(variables, implies(here, conj(is_member(before, of), comes_from))))
        for others, y in any_values(item):
            both = conj(here, is_member(y, of), equals(lookup(f, after)[1], x))
            short.append(every((*variables, *others), implies(both, disj(equals(y, x), equals(y, after)))))
    return conj(*found, *short)


def leaving(shared: Shared, name: str, first: int, second: int, *inside: str) -> Formula:
    """Return that an unknown cycle with a member inside of something and one outside of it goes out somewhere, and in elsewhere.

    `first`, `second`: the kinds of the member inside and of the one outside.  `inside`: for each kind of member a predicate,
    which may be any, that says which are inside; an empty text: none.  Raises KeyError or IndexError.
    """
    item, of = shared.cycles[f"{name}~"]
    f, kinds = StoredMap(name, (), item, item, of), any_values(item)
    if len(inside) != len(kinds) or [*map(type, (first, second, *inside))] != [int, int, *(str for _ in kinds)]:
        raise KeyError(name)
    if first < 0 or second < 0:
        raise KeyError(first, second)
    predicates = {suffix: p for (_, x), p in zip(kinds, inside, strict=True) for _, suffix, _ in columns(x)}

    def is_inside(x: Any) -> Formula:
        return disj(*(conj(g, ("p", predicates[s], ts) if predicates[s] else F) for g, s, ts in columns(x)))

    def is_outside(x: Any) -> Formula:
        return neg(is_inside(x))

    def steps(here: Callable[[Any], Formula], there: Callable[[Any], Formula]) -> Formula:
        found = ((vs, conj(is_member(x, of), here(x), there(lookup(f, x)[1]))) for vs, x in any_values(item))
        return disj(*(("ex", vs, says) if vs and says != F else says for vs, says in found))

    (xs, x), (ys, y) = kinds[first], any_values(item)[second]
    two = conj(is_member(x, of), is_inside(x), is_member(y, of), is_outside(y))
    both = (steps(is_inside, is_outside), steps(is_outside, is_inside))
    return conj(*(closed((*xs, *ys), disj(neg(two), step)) for step in both))


class Induction(NamedTuple):
    """If something holds at first, and goes on to do so, it holds to the end: that the items of a fold follow those of a cycle,
    the invariant of a fold, or what is said of every number of a range."""

    first: Formula
    step: Formula
    conclusion: Formula


def following(shared: Shared, fold: str, cycle: str, ahead: int) -> Induction:
    """Return the induction for a fold that follows a cycle from its member with this index on.  Raises KeyError."""
    (place, guard, item), (k,) = shared.folds[fold], fresh(["Int"])
    if shared.cycles[cycle][0] != item or ahead not in (0, 1):
        raise KeyError(cycle)

    def agrees(t: Term) -> Formula:
        there = stored(f"{cycle}@", (added(t, lin(ahead)),), item)
        return implies(substituted(guard, {place: t}), equals(stored(f"{fold}@", (t,), item), there))

    def from_0(variables: Variables, t: Term) -> Formula:
        return closed(variables, implies(at_most(lin(), t), agrees(t)))

    found = [from_0((k,), term(k))]
    for variables, x in any_values(item):
        for _, suffix, ts in columns(x):
            found.append(from_0(variables, added(function(f"{cycle}^{suffix}", "Int", ts), lin(-ahead))))
    step = implies(conj(at_most(lin(), term(k)), agrees(term(k))), agrees(added(term(k), lin(1))))
    return Induction(agrees(lin()), closed((k,), step), conj(*found))


def of_each_number(node: Node) -> Node | None:
    """Return a condition that says something of each number of a range as one about all that is bound, the number last.

    It is `every i in a .. b: ...`, alone or inside of other conditions that begin with `every`.  None: it is something else.
    """
    kinds = [kind for kind, _, _ in node.steps]
    if node.op != "every" or kinds[:1] != ["each"]:
        return None
    if kinds.count("each") == 1 and node.steps[0][2].op == "range":
        return node
    if (inner := of_each_number(node.args[0])) is None:
        return None
    joined = copy(node)
    joined.steps, joined.args = [*node.steps, *inner.steps], inner.args
    return joined


def says_everywhere(b: Gen) -> Formula:
    """Return that what a binding says holds for all values of its variables."""
    return every(b.variables, implies(b.guard, b.values[0]))


def along_range(found: Sequence[Gen]) -> Induction | None:
    """Return the induction from the first number of a range on, the last variable of what bindings say; None if there is no such.

    What it begins with may depend on the other variables.
    """
    firsts, steps, so = list[Formula](), list[Formula](), list[Formula]()
    for b in found:
        *others, v = b.variables
        low = next((low for _, low, _, _ in ranges((v,), b.guard)), None)
        if low is None or free(says_everywhere(b)):
            return None
        says, beyond = implies(b.guard, b.values[0]), added(term(v), lin(1))
        firsts.append(closed(others, substituted(says, {v: low})))
        steps.append(closed(b.variables, implies(conj(at_most(low, term(v)), says), substituted(says, {v: beyond}))))
        so.append(closed(b.variables, implies(at_most(low, term(v)), says)))
    return Induction(conj(*firsts), conj(*steps), conj(*so)) if found else None


def check_names(reduction: Reduction) -> None:
    """Raise NoRule for names of a document that could make two symbols one."""
    problems = (reduction.source, reduction.target)
    types = [p.instance for p in problems] + [p.witness.type for p in problems]
    types += [t for _, ts in reduction.constructors.values() for t in ts]
    names = [*reduction.constructors]
    for t in types:
        names += [n for inner in all_parts(t) if inner[0] in ("record", "sum") for n, _ in inner[-1]]
    for name in names:
        if not name.isidentifier() or name in ("Int", "Bool"):
            raise NoRule(f"the name {name}")


def split(f: Formula) -> list[Formula]:
    """Return what together says f: conjuncts, and of an equality of numbers the two inequalities."""
    if f[0] in ("and", "T"):
        return [h for g in parts(f, "and") for h in split(g)]
    if f[0] == "all":
        return [every(f[1], h) for h in split(f[2])]
    if f[0] == "=0":
        return [at_most_0(f[1]), at_most_0(scaled_term(f[1], -1))]
    equalities = [g for g in parts(f, "or") if g[0] == "=0"]
    if f[0] == "or" and len(equalities) == 1:
        rest = [g for g in f[1] if g != equalities[0]]
        return [disj(h, *rest) for h in split(equalities[0])]
    return [f]


def sets_in(value: Parts, type: Type, before: str = "") -> dict[str, SetValue]:
    """Return the sets among the fields of an instance, by their paths."""
    found: dict[str, SetValue] = {}
    for x, (name, field) in zip(value.items, type[1], strict=True):
        if field[0] == "record":
            found |= sets_in(x, field, f"{before}{name}.")
        elif field[0] == "set":
            found[before + name] = x
    return found


def turned_pairs(x: Any) -> list[Any]:
    """Return the value with one of its unordered pairs from the other end, for each of them."""

    def one_turned(values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return [(*values[:i], t, *values[i + 1 :]) for i, a in enumerate(values) for t in turned_pairs(a)]

    match x:
        case Alternatives("pair", ((g, (a, b)),)):
            return [Alternatives("pair", ((g, (b, a)),))]
        case Alternatives("case", ((g, (name, args)),)):
            return [Alternatives("case", ((g, (name, turned)),)) for turned in one_turned(args)]
        case Parts(items):
            return [Parts(turned) for turned in one_turned(items)]
    return []


def lies_in(value: Any, type: Type, homes: Mapping[str, SetValue]) -> Formula:
    """Return that a value lies in a type as its document declares it: labels in their homes, parts in their wholes."""
    kind = type[0]

    def each(gens: Sequence[Gen], types: Sequence[Type]) -> Formula:
        found = []
        for p in gens:
            inside = conj(*(lies_in(x, t, homes) for x, t in zip(p.values, types, strict=True)))
            found.append(every(p.variables, implies(p.guard, inside)))
        return conj(*found)

    if kind in ("nat", "int"):
        if not all(is_whole(x) for _, x in value.options):
            raise NoRule("a whole number made of fractions")
        return T if kind == "int" else disj(*(conj(g, at_most(lin(), x)) for g, x in value.options))
    if kind == "label":
        return is_member(value, homes[type[1]])
    if kind == "set":
        inside = part_of(value, homes[type[3]]) if type[3] else T
        return conj(T if type[2] else each(members(value), [type[1]]), inside)
    if kind == "edge":
        found = (
            implies(g, conj(neg(equals(a, b)), *(lies_in(x, type[1], homes) for x in (a, b)))) for g, (a, b) in value.options
        )
        return conj(*found)
    if kind == "seq":
        items = [p._replace(values=p.values[1:]) for p in value.parts]
        length = [] if value.length is None else [disj(*(conj(g, at_most(lin(), n)) for g, n in value.length.options))]
        return conj(*length, each(items, [type[1]]))
    if kind == "map":
        keys = domain(value)
        whole = tuples_over(type, homes) if type[3] else keys
        exact = conj(part_of(keys, whole), part_of(whole, keys)) if type[3] else T
        return conj(each(entries(value), [type[1], type[2]]), exact)
    if kind in ("tuple", "record"):
        types = type[1] if kind == "tuple" else [t for _, t in type[1]]
        return conj(*(lies_in(x, t, homes) for x, t in zip(value.items, types, strict=True)))
    if kind == "sum":
        of = dict(type[2])
        found = (
            implies(g, conj(*(lies_in(x, t, homes) for x, t in zip(args, of[name], strict=True))))
            for g, (name, args) in value.options
        )
        return conj(*found)
    if kind in ("bool", "never", "rat"):
        return T
    raise NoRule(f"a field of type {kind}")


def chosen_from(f: Any, options: Any) -> Formula:
    """Return that each value of a map is a member of the set that another map has there."""
    found = []
    for p in entries(f):
        _, allowed = lookup(options, p.values[0])
        found.append(every(p.variables, implies(p.guard, F if allowed is None else is_member(p.values[1], allowed))))
    return conj(*found)


def tuples_over(type: Type, sets: Mapping[str, SetValue]) -> SetValue:
    """Return the keys of a map that has one for each member of a set, or for each tuple of members of several."""
    paths = paths_in(type)
    if len(paths) == 1:
        return sets[paths[0]]
    parts = []
    for chosen in product(*(members(sets[path]) for path in paths)):
        variables = tuple(v for p in chosen for v in p.variables)
        parts.append(Gen(variables, conj(*(p.guard for p in chosen)), (Parts(tuple(p.values[0] for p in chosen)),)))
    return SetValue(tuple(parts))


def lies_between(x: Alternatives, ends: Any) -> Formula:
    """Return that a number is between two others."""
    low, high = ends.items
    return conj(_compare(low, x, at_most), _compare(x, high, at_most))


def numbers_from(f: Any, of: Any) -> Formula:
    """Return that each value of a map is between the two numbers that another map has at its key."""
    found = []
    for p in entries(f):
        _, ends = lookup(of, p.values[0])
        found.append(every(p.variables, implies(p.guard, F if ends is None else lies_between(p.values[1], ends))))
    return conj(*found)


def in_space(reading: Reading, value: Any, space: Space, env: Env) -> Formula:
    """Return that a value is a member of a witness space."""
    kind, of = space.kind, None if space.of is None else reading.value(space.of, env)
    if kind in ("unit", "all"):
        return T
    if kind == "record":
        return conj(*(in_space(reading, x, s, env) for x, (_, s) in zip(value.items, space.parts, strict=True)))
    if kind == "subset":
        return part_of(value, of)
    if kind == "map":
        inner = space.parts[0][1]
        inside = (every(p.variables, implies(p.guard, in_space(reading, p.values[1], inner, env))) for p in entries(value))
        return conj(part_of(domain(value), of), part_of(of, domain(value)), *inside)
    if kind == "choice":
        return conj(part_of(domain(value), domain(of)), part_of(domain(of), domain(value)), chosen_from(value, of))
    if kind == "number":
        return lies_between(value, of)
    if kind == "numbers":
        return conj(part_of(domain(value), domain(of)), part_of(domain(of), domain(value)), numbers_from(value, of))
    if kind == "ordering":
        assert isinstance(of, SetValue)
        return is_ordering(value, of)
    if kind == "sequence":
        return is_sequence(value, of)
    if kind == "one":
        return is_member(value, of)
    if kind == "cycle":
        assert isinstance(of, SetValue)
        if not isinstance(value, Entries) or not value.around:
            return is_cycle(reading.shared, value, of, reading.type(space.type)[1])
        return conj(disj(*(g for g, _ in value.around)), *(implies(g, is_ordering(s, of)) for g, s in value.around))
    raise NoRule(f"witnesses of the kind {kind}")


def is_cycle(shared: Shared, f: Any, of: SetValue, item: Type) -> Formula:
    """Return that a map is a cycle through a set: of the subsets that it does not leave, only the empty one leaves something out.

    The subset is unknown, of a new name: the formula must hold whatever it is.
    """
    if holds_pairs(item):
        raise NoRule("a cycle through unordered pairs that is not made of a sequence")
    name = f"subset!{len(shared.named)}"
    shared.named[name] = Subset(item, of, f)
    subset, inside = SetValue((Stored(name, (), item),)), domain(f)

    def all_of(gens: Iterable[Gen], says: Callable[[Any, Any], Formula]) -> Formula:
        return conj(*(every(p.variables, implies(p.guard, says(p.values[0], p.values[-1]))) for p in gens))

    stays = all_of(entries(f), lambda x, y: implies(is_member(x, subset), is_member(y, subset)))
    empty, whole = all_of(members(of), lambda x, _: neg(is_member(x, subset))), part_of(of, subset)
    to_itself = all_of(entries(f), lambda _, y: is_member(y, of))
    return conj(part_of(inside, of), part_of(of, inside), to_itself, disj(neg(stays), empty, whole))


def is_sequence(s: Items, of: Any) -> Formula:
    """Return that a sequence has members of a set, and a length between two numbers."""
    s, (low, high, members_of) = indexed(s), of.items
    inside = (every(p.variables, implies(p.guard, is_member(p.values[1], members_of))) for p in map(anew, s.parts))
    return conj(lies_between(s.length, Parts((low, high))), *inside)


def is_ordering(s: Items, of: SetValue) -> Formula:
    """Return that a sequence has each member of a set, each once, and nothing else."""
    s = indexed(s)
    items, once = SetValue(tuple(p._replace(values=p.values[1:]) for p in s.parts)), items_differ(s)
    return conj(part_of(items, of), part_of(of, items), once)


# ======================================================================================================================
# Chapter 15.  Proofs: lemmas, steps and their check
# ======================================================================================================================

# Lemmas about finite sums.

SHORT = 3
ZERO_TOTAL = Total("zero", (), (), F, lin())


# ---------------------------------------------------------------------------------------------------------------- lemmas


class Lemmas:
    """Lemmas about finite sums: each is true for all finite structures, and made for named sums.

    Sums that a lemma introduces are called after the sum that it is about: `sum!0.inner1`.  `items` are those that have no
    variables: a value if a guard holds, else 0.  `guards` are predicates that stand for guards.
    """

    def __init__(self, totals: Mapping[str, Total], digits: Mapping[str, Digits] = {}) -> None:
        self.totals, self.digits = totals, digits
        self.items: dict[str, Total] = {}
        self.guards: dict[str, tuple[Variables, Formula]] = {}

    def total(self, name: str) -> Total:
        """Return the sum of this name.  Raises KeyError."""
        if name == "zero":
            return ZERO_TOTAL
        if "." not in name:
            return self.totals[name]
        base, _, part = name.rpartition(".")
        if part == "places":
            return self.by_places(self.total(base))[0]
        return self.all_of_range(self.total(base)) if part == "all" else self.split(self.total(base), int(part[-1]))[part[:-1]]

    def by_places(self, s: Total) -> tuple[Total, Term]:
        """Return a sum over the t(p), for those p that a formula says, as one over the p, and t(p).  Raises KeyError."""
        for x in s.variables if len(s.variables) == 1 else ():
            for c in parts(s.guard, "and"):
                for p in c[1] if c[0] == "ex" and len(c[1]) == 1 else ():
                    rest = conj(*(d for d in parts(s.guard, "and") if d != c))
                    for equation in (e for e in parts(c[2], "and") if e[0] == "=" and x in e[1:]):
                        t = equation[2] if equation[1] == x else equation[1]
                        body = conj(*(d for d in parts(c[2], "and") if d != equation), rest)
                        here, value = substituted(body, {x: t}), substituted(s.value, {x: t})
                        if x not in free(t) and p in free(t) and finite((p,), here):
                            return Total(f"{s.name}.places", s.parameters, (p,), here, value), t
        raise KeyError(s.name)

    def all_of_range(self, s: Total) -> Total:
        """Return the sum, of 1 each, over the range of whole numbers over which a sum over one variable is.  Raises KeyError."""
        for v, low, high, _ in ranges(s.variables, s.guard) if len(s.variables) == 1 else ():
            inside = conj(at_most(low, term(v)), at_most(term(v), high))
            return Total(f"{s.name}.all", s.parameters, s.variables, inside, lin(1))
        raise KeyError(s.name)

    def split(self, s: Total, i: int) -> dict[str, Total]:
        """Return the sums of a sum over two variables that is summed over the i-th last: `inner`, `outer` and `number`."""
        if len(s.variables) != 2 or i not in (0, 1):
            raise KeyError(i)
        o, x = s.variables[i], s.variables[1 - i]
        own = conj(*(c for c in parts(s.guard, "and") if o in free(c) and x not in free(c)))
        if not finite((o,), own):
            raise KeyError(i)
        inner = Total(f"{s.name}.inner{i}", (*s.parameters, o), (x,), s.guard, s.value)
        outer = Total(f"{s.name}.outer{i}", s.parameters, (o,), own, inner.term)
        return {"inner": inner, "outer": outer, "number": Total(f"{s.name}.number{i}", s.parameters, (o,), own, lin(1))}

    def formula(self, schema: str, names: Sequence[str]) -> Formula:
        """Return the lemma that a schema makes of sums.  Raises KeyError if there is none."""
        sums = [self.total(n) for n in names]
        least, most, rule = SCHEMAS[schema]
        if not least <= len(sums) <= most:
            raise KeyError(schema)
        return rule(self, *sums)

    def power_digits(self, names: Sequence[Any]) -> Formula:
        """Return the lemma about a combination of sums of powers, from coefficients and names.  Raises KeyError or ValueError.

        Let d(k) be the combination of how often the exponent k occurs, or of what these powers are times.  If all of these are
        less than the base, from 0 on, and
        the combination of the sums is 0, then all d(k) are 0.  If all d(k) are 0, the combination of the sums is 0.
        """
        combined, at_place, parameters, found, bases = lin(), lin(), list[Term](), list[Formula](), set[Term]()
        (k,) = fresh(["Int"])
        for c, name in zip(names[::2], names[1::2], strict=True):
            if type(c) is not int or not c:
                raise KeyError(c)
            s, digits = self.totals[name], self.digits[name]
            guard = conj(s.guard, equal(digits.exponent, term(digits.place)))
            often = Total(f"{name}.at", (*s.parameters, digits.place), s.variables, guard, digits.weight)
            self.items[often.name] = often
            found += [closed(often.parameters, implies(g, equal(often.term, n))) for g, n in digits.number.options]
            new = fresh(v[2] for v in s.parameters)
            values = dict(zip(s.parameters, map(term, new), strict=True))
            combined = added(combined, substituted(s.term, values), c)
            at_place = added(at_place, substituted(often.term, {**values, digits.place: term(k)}), c)
            parameters += new
            bases.add(digits.base)
        (base,), (any_place,) = bases, fresh(["Int"])
        here, less_than_base = substituted(at_place, {k: term(any_place)}), added(base, lin(-1))
        large = disj(less(less_than_base, here), less(here, scaled_term(less_than_base, -1)))
        some_large = ("ex", (any_place,), conj(at_most(lin(), term(any_place)), large))
        none = closed((*parameters, k), disj(some_large, neg(is_0(combined)), less(term(k), lin()), is_0(at_place)))
        (any_place,) = fresh(["Int"])
        some = ("ex", (any_place,), neg(is_0(substituted(at_place, {k: term(any_place)}))))
        return conj(*dict.fromkeys(found), none, closed(parameters, disj(some, is_0(combined))))

    def spread(self, name: str) -> Total:
        """Return a sum with variables in an order, after sums in its summand are joined with it: `NAME:10`.  Raises KeyError."""
        base, _, order = name.partition(":")
        s = self.total(base)
        while order and (inner := inner_sum(self.totals, s.value)) is not None and not free(s.value).isdisjoint(s.variables):
            variables, guard, value = inner
            s = s._replace(variables=s.variables + variables, guard=conj(s.guard, guard), value=value)
        if order and sorted(order) != [str(i) for i in range(len(s.variables))]:
            raise KeyError(name)
        return s._replace(variables=tuple(s.variables[int(i)] for i in order)) if order else s

    def combination(self, names: Sequence[Any], strictly: bool = False) -> Formula:
        """Return the lemma about a combination of sums, from coefficients and names.  Raises KeyError or ValueError.

        If the combination of what is added at x is at most (equal to) 0 for every x, so is that of the sums.  `strictly`: if it
        is at most 0 for every x, and less for some y, that of the sums is less than 0.
        """
        combined, at_x, parameters, found, xs = lin(), lin(), list[Term](), list[Formula](), tuple[Term, ...]()
        for c, name in zip(names[::2], names[1::2], strict=True):
            if type(c) is not int or not c:
                raise KeyError(c)
            s = self.spread(name)
            xs = xs or fresh(v[2] for v in s.variables)
            new, guard, value, whole = placed(s, xs)
            item = Total(f"{name}.item", (*new, *xs), (), guard, value)
            self.items[item.name] = item
            found += [closed(item.parameters, implies(g, equal(item.term, v))) for g, v in ((guard, value), (neg(guard), lin()))]
            if name.endswith(".all"):
                n = self.with_range(s)
                found.append(closed(s.parameters, disj(less(n, lin()), equal(s.term, n))))
            combined, at_x = added(combined, whole, c), added(at_x, item.term, c)
            parameters += new
        if strictly:
            ys = fresh(x[2] for x in xs)
            at_y = substituted(at_x, dict(zip(xs, map(term, ys), strict=True)))
            positive = ("ex", xs, neg(at_most_0(at_x)))
            return conj(*found, closed((*parameters, *ys), disj(positive, at_most(lin(), at_y), less(combined, lin()))))
        for relation in (at_most_0, is_0):
            found.append(closed(parameters, disj(("ex", xs, neg(relation(at_x))), relation(combined))))
        return conj(*found)

    def pairwise(self, names: Sequence[Any], left: bool = False) -> Formula:
        """Return the lemma about a product of two sums, from the names of these, then coefficients and names.

        Let b(x) and c(x) be what the two add at x, and d(x, y) what b(x) c(y) + b(y) c(x) has more than the combination of what
        the others add at (x, y) and at (y, x), and d(x) what b(x) c(x) has more than theirs at (x, x), or at x.  If no d(x, y) of
        different x and y and no d(x) is less (more) than 0, the combination of the sums is at most (at least) the product.
        `left`: if none is less than 0, then it is at most the product less d(x, y), for each x and y that differ.
        """
        found = list[Formula]()
        b, c = (self.with_plain_guard(self.total(n), found) for n in names[:2])
        (x, y), sort = fresh([v[2] for v in b.variables] * 2), [v[2] for v in b.variables]
        factors_at = [placed(s, (x,)) for s in (b, c)]
        combined, parameters, sums = lin(), [p for it in factors_at for p in it[0]], list[tuple[int, Total, Variables]]()
        for k, name in zip(names[2::2], names[3::2], strict=True):
            s = self.with_plain_guard(self.total(name), found)
            if type(k) is not int or not k or s is ZERO_TOTAL or [v[2] for v in s.variables] not in (sort, sort * 2):
                raise KeyError(name)
            new = fresh(v[2] for v in s.parameters)
            combined = added(combined, placed(s, s.variables, new)[3], k)
            parameters += new
            sums.append((k, s, new))

        def more(u: Term, v: Term, holds: Callable[[Term], Formula]) -> Formula:
            """Return that d(u, v), or d(u) if both are one, is as `holds` says of a number."""
            items = [placed(s, (w,), it[0])[1:3] for s, it in zip((b, c), factors_at, strict=True) for w in (u, v)]
            pairs = [(u, v), (v, u)] if u != v else [(u, u)]
            weights = list[int]()
            for k, s, new in sums:
                rows = pairs if len(s.variables) == 2 else [(u,)] if u == v else []
                items += [placed(s, row, new)[1:3] for row in rows]
                weights += [k] * len(rows)

            def number(here: Sequence[bool]) -> Term:
                b_u, b_v, c_u, c_v, *rest = (value if h else lin() for h, (_, value) in zip(here, items, strict=True))
                total = added(multiplied(b_u, c_v), multiplied(b_v, c_u)) if u != v else multiplied(b_u, c_u)
                return reduce(lambda t, w: added(t, w[1], -w[0]), zip(weights, rest, strict=True), total)

            return in_cases([guard for guard, _ in items], lambda here: holds(number(here)))

        whole = multiplied(factors_at[0][3], factors_at[1][3])
        differ = neg(equal(term(x), term(y)))

        def somewhere(holds: Callable[[Term], Formula]) -> list[Formula]:
            return [("ex", (x, y), conj(differ, more(x, y, holds))), ("ex", (x,), more(x, x, holds))]

        short, long = somewhere(lambda t: less(t, lin())), somewhere(lambda t: less(lin(), t))
        if left:
            u, v = fresh(sort * 2)
            room = more(u, v, lambda t: at_most(added(combined, t), whole))
            return conj(*found, closed((*parameters, u, v), disj(*short, equal(term(u), term(v)), room)))
        at_least, no_more = at_most(whole, combined), at_most(combined, whole)
        return conj(*found, closed(parameters, disj(*short, no_more)), closed(parameters, disj(*long, at_least)))

    def with_plain_guard(self, s: Total, found: list[Formula]) -> Total:
        """Return a sum whose guard is a predicate `NAME.guard` if it has quantifiers; note what it says."""
        if not has_quantifier(s.guard):
            return s
        variables = (*s.parameters, *s.variables)
        p = ("p", f"{s.name}.guard", tuple(map(term, variables)))
        self.guards[p[1]] = variables, s.guard
        says = closed(variables, iff(p, s.guard))
        found += [] if says in found else [says]
        return s._replace(guard=p)

    def with_range(self, number: Total) -> Term:
        """Return how many values an outer variable has: of a range, the difference of its ends."""
        for _, low, high, rest in ranges(number.variables, number.guard):
            if rest == T:
                return added(added(high, low, -1), lin(1))
        return number.term


def placed(s: Total, variables: Variables, parameters: Variables | None = None) -> tuple[Variables, Formula, Term, Term]:
    """Return new parameters, and the guard, the value and the sum for these and for these variables."""
    new = fresh(v[2] for v in s.parameters) if parameters is None else parameters
    at = dict(zip(s.parameters, map(term, new), strict=True))
    if s is not ZERO_TOTAL:
        if [v[2] for v in s.variables] != [v[2] for v in variables]:
            raise KeyError(s.name)
        at |= dict(zip(s.variables, map(term, variables), strict=True))
    return new, substituted(s.guard, at), substituted(s.value, at), lin() if s is ZERO_TOTAL else substituted(s.term, at)


def has_quantifier(f: Formula) -> bool:
    """Return whether there is a quantifier in a formula."""
    return f[0] in ("all", "ex") or (f[0] in ("and", "or") and any(map(has_quantifier, f[1])))


def in_cases(guards: Sequence[Formula], says: Callable[[Sequence[bool]], Formula]) -> Formula:
    """Return that of the cases that guards distinguish, by which of them hold, the one that is there has what it says."""
    found = list[Formula]()

    def go(here: tuple[bool, ...], known: Formula) -> None:
        if known == F:
            return
        if len(here) == len(guards):
            found.append(conj(known, says(here)))
            return
        guard = guards[len(here)]
        go((*here, True), conj(known, guard))
        go((*here, False), conj(known, neg(guard)))

    go((), T)
    return disj(*found)


def everywhere(items: Sequence[tuple[int, Any]], relation: Callable[[Term], Formula]) -> Formula:
    """Return that, whichever guards hold, the combination of the values whose guards hold stands in the relation to 0."""
    found = []
    for mask in range(1, 1 << len(items)):
        chosen = [mask >> i & 1 for i in range(len(items))]
        guard = conj(*(it[1] if c else neg(it[1]) for c, (_, it) in zip(chosen, items, strict=True)))
        total = lin()
        for c, (k, it) in zip(chosen, items, strict=True):
            total = added(total, it[2], k * c)
        found.append(implies(guard, relation(total)))
    return conj(*found)


def combination(coefficients: Sequence[int], relation: Callable[[Term], Formula]) -> Callable[..., Formula]:
    """If a combination of the summands is at most (equal to) 0 everywhere, so is that of the sums."""

    def rule(lemmas: Lemmas, *sums: Total) -> Formula:
        some = next(s for s in (*sums, ZERO_TOTAL) if s is not ZERO_TOTAL or s is sums[-1])
        variables = fresh(v[2] for v in some.variables)
        items = [(k, placed(s, variables)) for k, s in zip(coefficients, sums, strict=True)]
        total = lin()
        for k, it in items:
            total = added(total, it[3], k)
        parameters = [p for _, it in items for p in it[0]]
        return closed(parameters, disj(neg(every(variables, everywhere(items, relation))), relation(total)))

    return rule


def strict(lemmas: Lemmas, a: Total, b: Total) -> Formula:
    """If a's summand is at most b's everywhere, and less at y, then a's sum is less than b's."""
    some = b if a is ZERO_TOTAL else a
    xs, ys = fresh(v[2] for v in some.variables), fresh(v[2] for v in some.variables)
    here = [placed(s, ys) for s in (a, b)]
    there = [placed(s, xs, h[0]) for s, h in zip((a, b), here, strict=True)]
    below = every(xs, everywhere([(1, there[0]), (-1, there[1])], at_most_0))
    not_less = everywhere([(-1, here[0]), (1, here[1])], at_most_0)
    return closed((*here[0][0], *here[1][0], *ys), disj(neg(below), not_less, less(here[0][3], here[1][3])))


def but_one(lemmas: Lemmas, a: Total, b: Total) -> Formula:
    """If a's summand is at most b's everywhere but at y, then a's sum without what is added at y is at most b's without it."""
    some = b if a is ZERO_TOTAL else a
    xs, ys = fresh(v[2] for v in some.variables), fresh(v[2] for v in some.variables)
    here = [placed(s, ys) for s in (a, b)]
    there = [placed(s, xs, h[0]) for s, h in zip((a, b), here, strict=True)]
    elsewhere = disj(*(neg(equal(term(x), term(y))) for x, y in zip(xs, ys, strict=True)))
    above = ex(xs, conj(elsewhere, neg(everywhere([(1, there[0]), (-1, there[1])], at_most_0))))
    left = []
    for guards in product((T, F), repeat=2):
        total = added(here[0][3], here[1][3], -1)
        for sign, guard, (_, _, value, _) in zip((-1, 1), guards, here, strict=True):
            total = added(total, value, sign if guard == T else 0)
        where = (g if guard == T else neg(g) for guard, (_, g, _, _) in zip(guards, here, strict=True))
        left.append(implies(conj(*where), at_most_0(total)))
    return closed((*here[0][0], *here[1][0], *ys), disj(above, conj(*left)))


def interval_counted(lemmas: Lemmas, s: Total) -> Formula:
    """If all numbers from one to another are counted, they are at least so many; if no others are, at most."""
    low, high, v = fresh(["Int"] * 3)
    if [x[2] for x in counts(s).variables] != ["Int"]:
        raise KeyError(s.name)
    parameters, guard, _, total = placed(s, (v,))
    inside, many = (
        conj(at_most(term(low), term(v)), at_most(term(v), term(high))),
        added(term(high), added(term(low), lin(-1)), -1),
    )
    left_out, outside = ("ex", (v,), conj(inside, neg(guard))), ("ex", (v,), conj(guard, neg(inside)))
    at_least, no_more = disj(left_out, at_most(many, total)), disj(outside, less(many, lin()), at_most(total, many))
    return closed((*parameters, low, high), conj(at_least, no_more))


def counts(s: Total) -> Total:
    """Return a sum that counts.  Raises KeyError for another one."""
    if s.value != lin(1) or s is ZERO_TOTAL:
        raise KeyError(s.name)
    return s


def not_negative(lemmas: Lemmas, s: Total) -> Formula:
    """A number of members is at least 0."""
    return closed(s.parameters, at_most(lin(), counts(s).term))


def rows_differ(s: Total) -> tuple[Any, Any, Formula]:
    """Return a sum at two rows of variables, and that these differ."""
    xs, ys = fresh(v[2] for v in counts(s).variables), fresh(v[2] for v in s.variables)
    x = placed(s, xs)
    y = placed(s, ys, x[0])
    return (xs, *x), (ys, *y), disj(*(neg(equal(term(v), term(w))) for v, w in zip(xs, ys, strict=True)))


def part(lemmas: Lemmas, s: Total) -> Formula:
    """If nothing that is added is negative, each is at most the sum."""
    xs, ys = fresh(v[2] for v in s.variables), fresh(v[2] for v in s.variables)
    parameters, here, value, total = placed(s, xs)
    _, there, other, _ = placed(s, ys, parameters)
    negative = ex(ys, conj(there, less(other, lin())))
    return closed((*parameters, *xs), disj(negative, neg(here), at_most(value, total)))


def unique(lemmas: Lemmas, s: Total) -> Formula:
    """At most one member if no two differ."""
    (xs, parameters, g, _, n), (ys, _, h, _, _), differ = rows_differ(s)
    return closed(parameters, disj(at_most(n, lin(1)), ex(xs + ys, conj(g, h, differ))))


def two(lemmas: Lemmas, s: Total) -> Formula:
    """At least two members if two differ."""
    (xs, parameters, g, _, n), (ys, _, h, _, _), differ = rows_differ(s)
    return closed((*parameters, *xs, *ys), disj(neg(g), neg(h), neg(differ), at_most(lin(2), n)))


def items_added(lemmas: Lemmas, s: Total, name: str, low: Term, high: Term, items: Sequence[tuple[Formula, Term]]) -> Formula:
    """Return that a sum over a range of at most SHORT numbers is the sum of the items whose guards hold."""
    found, total = list[Formula](), lin()
    for k, (guard, value) in enumerate(items):
        here = lemmas.items[f"{name}({s.name})/{k}"] = Total(f"{name}({s.name})/{k}", s.parameters, (), guard, value)
        found += [implies(guard, equal(here.term, value)), implies(neg(guard), is_0(here.term))]
        total = added(total, here.term)
    longer = less(lin(SHORT - 1), added(high, low, -1))
    return closed(s.parameters, conj(*found, disj(longer, equal(s.term, total))))


def short(lemmas: Lemmas, s: Total) -> Formula:
    """A sum over a range of at most SHORT whole numbers, written out."""
    if len(s.variables) != 1:
        raise KeyError(s.name)
    for v, low, high, rest in ranges(s.variables, s.guard):
        at = [added(low, lin(k)) for k in range(SHORT)]
        items = [(substituted(conj(rest, at_most(x, high)), {v: x}), substituted(s.value, {v: x})) for x in at]
        return items_added(lemmas, s, "short", low, high, items)
    raise KeyError(s.name)


def listed(lemmas: Lemmas, s: Total) -> Formula:
    """What is counted are the t(p) for p in a range of at most SHORT numbers: count them, those that repeat once."""
    for x in s.variables if len(s.variables) == 1 else ():
        for c in parts(s.guard, "and"):
            for p in c[1] if c[0] == "ex" and len(c[1]) == 1 else ():
                rest = conj(*(d for d in parts(s.guard, "and") if d != c))
                for equation in (e for e in parts(c[2], "and") if e[0] == "=" and x in e[1:]):
                    t = equation[2] if equation[1] == x else equation[1]
                    body = conj(*(d for d in parts(c[2], "and") if d != equation))
                    for _, low, high, _ in ranges((p,), body):
                        if x in free(t) or p not in free(t) or x in free(low) | free(high):
                            continue
                        items, before = [], list[tuple[Term, Formula]]()
                        for k in range(SHORT):
                            here = {p: added(low, lin(k))}
                            value = substituted(t, here)
                            there = substituted(substituted(body, here), {x: value})
                            new = [neg(conj(other, equal(value, earlier))) for earlier, other in before]
                            items.append((conj(there, substituted(rest, {x: value}), *new), substituted(s.value, {x: value})))
                            before.append((value, there))
                        return items_added(lemmas, s, "listed", low, high, items)
    raise KeyError(s.name)


def places(lemmas: Lemmas, s: Total) -> Formula:
    """What is added at the t(p) is what is added at the p, if t takes no two p to the same; else, what is counted is no more."""
    at, t = lemmas.by_places(s)
    (p,), others = at.variables, fresh([at.variables[0][2]])
    there, other = (substituted(f, {p: term(others[0])}) for f in (at.guard, t))
    clash = ("ex", (p, *others), conj(at.guard, there, equal(t, other), neg(equal(term(p), term(others[0])))))
    same = disj(clash, equal(s.term, at.term))
    return closed(s.parameters, conj(same, at_most(s.term, at.term)) if s.value == lin(1) else same)


def fubini(i: int) -> Callable[..., Formula]:
    """A sum over two variables is a sum of sums."""

    def rule(lemmas: Lemmas, s: Total) -> Formula:
        return closed(s.parameters, equal(s.term, lemmas.split(s, i)["outer"].term))

    return rule


def in_range(i: int) -> Callable[..., Formula]:
    """An outer variable that runs over a range has as many values as the range has numbers."""

    def rule(lemmas: Lemmas, s: Total) -> Formula:
        number = lemmas.split(s, i)["number"]
        n = lemmas.with_range(number)
        return closed(s.parameters, disj(less(n, lin()), equal(number.term, n)))

    return rule


def fibre(i: int, meets: bool) -> Callable[..., Formula]:
    """Pairs with at most one in each fibre are at most as many as the fibres; if they are as many, they meet each (`meets`)."""

    def rule(lemmas: Lemmas, s: Total) -> Formula:
        number = lemmas.split(counts(s), i)["number"]
        n, o, x = lemmas.with_range(number), s.variables[i], s.variables[1 - i]
        (other,), ys = fresh([o[2]]), fresh([x[2], x[2]])
        pair = [substituted(s.guard, {o: term(other), x: term(y)}) for y in ys]
        same_fibre = ("ex", (other, *ys), conj(*pair, neg(equal(*map(term, ys)))))
        if not meets:
            return closed(s.parameters, disj(same_fibre, less(n, lin()), at_most(s.term, n)))
        (z,) = fresh([x[2]])
        hit = ("ex", (z,), substituted(s.guard, {x: term(z)}))
        return closed((*s.parameters, o), disj(neg(number.guard), same_fibre, less(s.term, n), hit))

    return rule


def collision(s: Total, name: str, sort: str) -> tuple[Variables, Variables, Formula, Formula, Formula]:
    """Return new parameters of a sum that counts values of one variable, the variable, its guard, the function NAME of it, and
    that two that differ have the same value of the function."""
    xs, others = (fresh(v[2] for v in counts(s).variables) for _ in range(2))
    if len(xs) != 1:
        raise KeyError(s.name)
    parameters, here, _, _ = placed(s, xs)
    _, there, _, _ = placed(s, others, parameters)
    value, other = (function(name, sort, map(term, vs)) for vs in (xs, others))
    clash = conj(here, there, equal(value, other), neg(equal(term(xs[0]), term(others[0]))))
    return parameters, xs, here, value, ex(xs + others, clash)


def into(lemmas: Lemmas, a: Total, b: Total, name: str) -> Formula:
    """If a function takes what a counts to what b counts, and no two to the same, then a is at most b."""
    if len(counts(b).variables) != 1:
        raise KeyError(b.name)
    parameters, xs, here, value, clash = collision(a, name, b.variables[0][2])
    others, there, _, most = placed(b, fresh([b.variables[0][2]]))
    (y,) = fresh([b.variables[0][2]])
    _, there, _, most = placed(b, (y,), others)
    outside = ex(xs, conj(here, neg(substituted(there, {y: value}))))
    at = dict(zip(a.parameters, map(term, parameters), strict=True))
    return closed((*parameters, *others), disj(outside, clash, at_most(substituted(a.term, at), most)))


def out_of_range(lemmas: Lemmas, b: Total, name: str) -> Formula:
    """If a function takes the numbers from one to another to what b counts, and no two to the same, these are at most b."""
    if len(counts(b).variables) != 1:
        raise KeyError(b.name)
    low, high, i, j = (term(v) for v in fresh(["Int"] * 4))
    (y,) = fresh([b.variables[0][2]])
    parameters, there, _, most = placed(b, (y,))

    def value(n: Term) -> Term:
        return function(name, y[2], [n])

    def inside(n: Term) -> Formula:
        return conj(at_most(low, n), at_most(n, high))

    (v,), (w,) = free(i), free(j)
    outside = ex((v,), conj(inside(i), neg(substituted(there, {y: value(i)}))))
    clash = ex((v, w), conj(inside(i), inside(j), equal(value(i), value(j)), less(i, j)))
    ends = (*free(low), *free(high))
    return closed((*parameters, *ends), disj(outside, clash, at_most(added(added(high, low, -1), lin(1)), most)))


def into_range(lemmas: Lemmas, a: Total, name: str, holes: int) -> Formula:
    """If a function takes what a counts to numbers of a range, but none to some that differ, and no two to the same, then a is at
    most as many as are left."""
    if type(holes) is not int or not 0 <= holes <= 2:
        raise KeyError(holes)
    parameters, xs, here, value, clash = collision(a, name, "Int")
    ends = fresh(["Int"] * (2 + holes))
    low, high, *left_out = map(term, ends)
    outside = ex(xs, conj(here, disj(less(value, low), less(high, value), *(equal(value, h) for h in left_out))))
    wrong = [disj(less(h, low), less(high, h)) for h in left_out] + ([equal(*left_out)] if holes == 2 else [])
    many = added(added(high, low, -1), lin(1 - holes))
    at = dict(zip(a.parameters, map(term, parameters), strict=True))
    enough = disj(less(many, lin()), at_most(substituted(a.term, at), many))
    return closed((*parameters, *ends), disj(outside, clash, *wrong, enough))


def sum_moved(lemmas: Lemmas, a: Total, b: Total, name: str) -> Formula:
    """If a function takes what a adds to what b adds, no two to the same and none to less, and b adds nothing negative, then a is
    at most b."""
    parameters, wrong, at_x, at_y = moved_wrongly(a, b, name)
    return closed(parameters, disj(*wrong, at_most(at_x[3], at_y[3])))


def moved_beside(lemmas: Lemmas, a: Total, b: Total, name: str) -> Formula:
    """If it takes nothing to y, then a with what b adds at y is at most b as well."""
    parameters, wrong, _, _ = moved_wrongly(a, b, name)
    (x,), (y,), n = *(fresh([s.variables[0][2]]) for s in (a, b)), len(a.parameters)
    at_x, at_y = placed(a, (x,), parameters[:n]), placed(b, (y,), parameters[n:])
    met = ex((x,), conj(at_x[1], equal(function(name, y[2], [term(x)]), term(y))))
    return closed((*parameters, y), disj(*wrong, met, neg(at_y[1]), at_most(added(at_x[3], at_y[2]), at_y[3])))


def moved_wrongly(a: Total, b: Total, name: str) -> tuple[Variables, list[Formula], Any, Any]:
    """Return parameters of two sums, what is wrong with a function between what they add, and the sums at some values."""
    if len(a.variables) != 1 or len(b.variables) != 1 or ZERO_TOTAL in (a, b):
        raise KeyError(b.name)
    (x, other, z, y), sort = fresh([a.variables[0][2]] * 2 + [b.variables[0][2]] * 2), b.variables[0][2]
    at_x, at_y = placed(a, (x,)), placed(b, (y,))
    at_other, at_z = placed(a, (other,), at_x[0]), placed(b, (z,), at_y[0])

    def value(v: Term) -> Term:
        return function(name, sort, [term(v)])

    there = [substituted(t, {y: value(x)}) for t in at_y[1:3]]
    same = conj(at_x[1], at_other[1], equal(value(x), value(other)), neg(equal(term(x), term(other))))
    wrong = [
        ex((x,), conj(at_x[1], neg(there[0]))),
        ex((x,), conj(at_x[1], there[0], less(there[1], at_x[2]))),
        ex((x, other), same),
        ex((z,), conj(at_z[1], less(at_z[2], lin()))),
    ]
    return (*at_x[0], *at_y[0]), wrong, at_x, at_y


def packed(lemmas: Lemmas, s: Total, name: str) -> Formula:
    """If what is added is how long things last, which begin at the values of a function, lie between two numbers and of which no
    two overlap, then the sum is at most the difference of the numbers.  What takes no time may lie anywhere."""
    if len(s.variables) != 1 or s is ZERO_TOTAL:
        raise KeyError(s.name)
    (x, y), (low, high) = fresh([s.variables[0][2]] * 2), fresh(["Int"] * 2)
    parameters, here, long, total = placed(s, (x,))
    _, there, long_too, _ = placed(s, (y,), parameters)
    begin, begin_too = (function(name, "Int", [term(v)]) for v in (x, y))
    end, end_too = added(begin, long), added(begin_too, long_too)
    outside = ex((x,), conj(here, neg(is_0(long)), disj(less(begin, term(low)), less(term(high), end))))
    both = conj(here, there, neg(is_0(long)), neg(is_0(long_too)), neg(equal(term(x), term(y))))
    overlap = ex((x, y), conj(both, less(begin, end_too), less(begin_too, end)))
    lasts = at_most(total, added(term(high), term(low), -1))
    return closed((*parameters, low, high), disj(outside, overlap, less(term(high), term(low)), lasts))


def squares() -> Formula:
    """The squares of a sum and of a difference of two numbers are together twice the squares of these.

    Sum and difference are numbers of their own, so that they are squared as they stand in other formulas.
    """
    a, b, c, d = (term(v) for v in fresh(["Int"] * 4))
    at_c, at_d, at_a, at_b = (function("square!", "Int", [t]) for t in (c, d, a, b))
    together = added(added(at_c, at_d), added(at_a, at_b), -2)
    others = [r for t, u in ((c, added(a, b)), (d, added(a, b, -1))) for r in (less(t, u), less(u, t))]
    return closed((v for t in (a, b, c, d) for v in free(t)), disj(*others, is_0(together)))


def products() -> Formula:
    """A product of two numbers that are not negative is not negative."""
    a, b = fresh(["Int", "Int"])
    return closed((a, b), disj(less(term(a), lin()), less(term(b), lin()), at_most(lin(), multiplied(term(a), term(b)))))


def squared() -> Formula:
    """The square of a number is its product with itself."""
    (a,) = fresh(["Int"])
    return closed((a,), equal(function("square!", "Int", [term(a)]), multiplied(term(a), term(a))))


OF_NUMBERS: dict[str, Callable[[], Formula]] = {"squares": squares, "products": products, "squared": squared}
"""Lemmas about numbers."""
MAPPINGS: dict[str, tuple[int, Callable[..., Formula]]] = {
    "into": (2, into),
    "out_of_range": (1, out_of_range),
    "into_range": (1, into_range),
    "moved": (2, sum_moved),
    "moved_beside": (2, moved_beside),
    "packed": (1, packed),
}
"""Lemmas about a function and sums that count: how many of these the name of a lemma has first."""


SCHEMAS: dict[str, tuple[int, int, Callable[..., Formula]]] = {
    "monotone": (2, 2, combination((1, -1), at_most_0)),
    "nonnegative": (1, 1, combination((-1,), at_most_0)),
    "add": (3, 3, combination((1, 1, -1), is_0)),
    "strict": (2, 2, strict),
    "but_one": (2, 2, but_one),
    "interval": (1, 1, interval_counted),
    "counted": (1, 1, not_negative),
    "part": (1, 1, part),
    "unique": (1, 1, unique),
    "two": (1, 1, two),
    "short": (1, 1, short),
    "listed": (1, 1, listed),
    "places": (1, 1, places),
    **{f"fubini{i}": (1, 1, fubini(i)) for i in (0, 1)},
    **{f"range{i}": (1, 1, in_range(i)) for i in (0, 1)},
    **{f"fibre{i}": (1, 1, fibre(i, True)) for i in (0, 1)},
    **{f"fibres{i}": (1, 1, fibre(i, False)) for i in (0, 1)},
}


# Ground formulas as clauses, and the replay of steps that refute them.

# ------------------------------------------------------------------------------------------------------ ground formulas


class Signature:
    """The sorts of symbols: each symbol has the same everywhere."""

    def __init__(self) -> None:
        self.sorts: dict[str, tuple[str, ...]] = {}

    def sort(self, t: Term) -> str:
        """Return the sort of a term.  Raises Invalid if a symbol in it has two."""
        if t[0] == "lin":
            for u, _ in t[2]:
                expect(u[0] == "f" and self.application(u) == "Int", "proof", u, "a term of whole numbers")
            return "Int"
        expect(t[0] == "f" and t[2] != "Int", "proof", t, "a ground term, numbers as sums")
        return self.application(t)

    def application(self, t: Term) -> str:
        """Check an application of a function or predicate, and return its sort."""
        sorts = (*map(self.sort, t[-1]), "Bool" if t[0] == "p" else t[2])
        expect(self.sorts.setdefault(t[1], sorts) == sorts, "proof", t[1], f"the sorts {self.sorts[t[1]]}")
        return sorts[-1]

    def check(self, f: Formula) -> None:
        """Check a ground formula.  Raises Invalid."""
        if f[0] == "p":
            self.application(f)
        elif f[0] == "=":
            expect(self.sort(f[1]) == self.sort(f[2]), "proof", f, "an equality of one sort")
        elif f[0] in ("<=", "=0"):
            self.sort(f[1])
        elif f[0] == "not":
            self.check(f[1])
        elif f[0] in ("and", "or"):
            for g in f[1]:
                self.check(g)
        else:
            expect(f in (T, F), "proof", f, "a ground formula")


class Ground:
    """Ground formulas as clauses.  An atom, and each "and" or "or" inside a formula, has a number; number 1 is true."""

    def __init__(self) -> None:
        self.numbers: dict[Formula, int] = {T: 1}
        self.atoms: list[Formula] = [T, T]
        self.clauses: list[list[int]] = [[1]]
        self.signature = Signature()

    def literal(self, f: Formula) -> int:
        """Return the number of a formula, negative if it is the negation of the formula that has it."""
        if f[0] == "not":
            return -self.literal(f[1])
        if f == F:
            return -1
        if f[0] == "<=" and f[1][2][0][1] < 0:
            return -self.literal(neg(f))
        if f not in self.numbers:
            self.numbers[f] = number = len(self.atoms)
            self.atoms.append(f)
            self.noted(number, f)
            if f[0] == "=0":
                a, b = self.literal(at_most_0(f[1])), self.literal(at_most_0(scaled_term(f[1], -1)))
                self.clauses += [[-number, a], [-number, b], [number, -a, -b]]
            elif f[0] in ("and", "or"):
                inner = [self.literal(g) for g in f[1]]
                self.clauses += [[-number, *inner]] if f[0] == "or" else [[-number, g] for g in inner]
        return self.numbers[f]

    def noted(self, number: int, f: Formula) -> None:
        """Do something with a new atom: nothing here."""

    def require(self, f: Formula) -> None:
        """Add a formula that must hold."""
        for g in parts(f, "and"):
            self.clauses.append([self.literal(h) for h in parts(g, "or")])

    def congruence(self, s: Formula, t: Formula) -> None:
        """Add that two applications of one function or predicate to equal arguments are equal; of products, in either order."""
        body = [-self.literal(equal(a, b)) for a, b in zip(s[-1], t[-1], strict=True)]
        if s[0] == "f":
            self.clauses.append([*body, self.literal(equal(term(s), term(t)))])
            if is_product(s) and is_product(t):
                turned = [-self.literal(equal(a, b)) for a, b in zip(s[-1], t[-1][::-1], strict=True)]
                self.clauses.append([*turned, self.literal(equal(term(s), term(t)))])
        else:
            self.clauses += [[*body, -self.literal(s), self.literal(t)], [*body, self.literal(s), -self.literal(t)]]

    def contradict(self, literals: Sequence[int], multipliers: Sequence[int]) -> bool:
        """Return whether these bounds, times positive numbers, add up to a contradiction."""
        total = lin()
        for x, m in zip(literals, multipliers, strict=True):
            f = self.atoms[abs(x)]
            if f[0] != "<=" or m <= 0:
                return False
            total = added(total, (f if x > 0 else neg(f))[1], m)
        return not total[2] and total[1] > 0

    def connected(self, equalities: Sequence[int], s: Term, t: Term) -> bool:
        """Return whether true equalities of labels make two labels equal."""
        reached = {s}
        pairs = [self.atoms[x][1:] for x in equalities if x > 0 and self.atoms[x][0] == "="]
        for _ in pairs:
            reached |= {b for pair in pairs for a, b in (pair, pair[::-1]) if a in reached}
        return t in reached


def read_term(doc: Any, where: str) -> Term:
    """Read a ground term."""
    if a_list(doc, where)[:1] == ["lin"]:
        _, constant, pairs = a_list(doc, where, 3)
        read = [a_list(p, where, 2) for p in a_list(pairs, where)]
        found = [(read_term(t, where), a_number(c, where, None)) for t, c in read]
        expect(all(t[0] == "f" for t, _ in found), where, doc, "a sum of applications")
        return lin(a_number(constant, where, None), *found)
    word, name, sort, args = a_list(doc, where, 4)
    expect(word == "f", where, word, "f or lin")
    return ("f", a_text(name, where), a_text(sort, where), tuple(read_term(a, where) for a in a_list(args, where)))


def replay_steps(ground: Ground, doc: Any, where: str, work: Work) -> None:
    """Check that clauses have no model, by steps that each add clauses which follow.  Raises Invalid."""
    given, by_propagation = len(ground.clauses), set[int]()
    for i, step in enumerate(a_list(doc, where)):
        at = f"{where}[{i}]"
        expect(bool(a_list(step, at)), at, step, "a step")
        word, *rest = step
        work.spend(1 + len(rest))
        if word == "congruence":
            s, t = (application(ground, n, at) for n in a_list(rest, at, 2))
            expect(s[:2] == t[:2] and len(s[-1]) == len(t[-1]), at, step, "two applications of one symbol")
            ground.congruence(s, t)
        elif word == "bound":
            form, most = read_term(a_list(rest, at, 2)[0], at), a_number(rest[1], at, None)
            expect(ground.signature.sort(form) == "Int" and bool(form[2]), at, form, "a sum")
            ground.literal(at_most(form, lin(most)))
        else:
            literals = [read_literal(ground, x, at) for x in a_list(rest[0] if rest else None, at)]
            if word == "arithmetic":
                multiples = [a_number(m, at, 1) for m in a_list(rest[-1], at, len(literals))]
                expect(ground.contradict(literals, multiples), at, step, "bounds that contradict each other")
            elif word == "equality":
                s = ground.atoms[-literals[0]] if literals and literals[0] < 0 else T
                expect(s[0] == "=" and ground.connected(literals[1:], *s[1:]), at, step, "a path of equalities")
            else:
                expect(word == "clause" and len(rest) == 1, at, word, "a kind of step")
                by_propagation.add(len(ground.clauses))
            ground.clauses.append(literals if word == "clause" else [-x for x in literals])
    propagation = Propagation(len(ground.atoms), [], work)
    for i, found in enumerate(ground.clauses):
        clause = list(dict.fromkeys(found))
        if i in by_propagation:
            expect(propagation.follows(clause), where, clause, "a clause that follows by propagation")
        elif not any(-x in clause for x in clause):
            propagation.add(clause)
    expect(propagation.conflict is not None, where, len(ground.clauses) - given, "steps that end in a contradiction")


def read_literal(ground: Ground, x: Any, where: str) -> int:
    """Read a literal: the number of an atom, or its negation."""
    expect(0 < abs(a_number(x, where, None)) < len(ground.atoms), where, x, "a literal")
    return int(x)


def application(ground: Ground, doc: Any, where: str) -> Formula:
    """Read an application of a function, or the number of the atom that is one of a predicate."""
    if isinstance(doc, list):
        t = read_term(doc, where)
        expect(t[0] == "f", where, doc, "an application")
        ground.signature.application(t)
        return t
    f = ground.atoms[abs(read_literal(ground, doc, where))]
    expect(f[0] == "p", where, doc, "the atom of a predicate")
    return f


# Proofs of a reduction's correctness for all sizes.
#
# A proof says for each goal of `Statements` which instances of which sentences contradict its negation, and by which steps.  The
# sentences are made here, from the core documents; of the proof, only terms, names and numbers are taken.
# `docs/certificates_proofs.md` is the specification.

MOST_CLAUSES = 4
SentenceClause = tuple[Variables, Formula]


# ------------------------------------------------------------------------------------------------------------- sentences


def sentences_of(name: str, f: Formula) -> list[SentenceClause]:
    """Return universal sentences that together are equivalent to f, but for functions `NAME/0`, ... that say what exists."""
    count = iter(range(1 << 30))

    def pull(f: Formula, outer: Variables) -> tuple[Variables, Formula]:
        if f[0] == "all":
            new = fresh(v[2] for v in f[1])
            variables, body = pull(put_under(f[2], dict(zip(f[1], map(term, new), strict=True))), outer + new)
            return new + variables, body
        if f[0] == "ex":
            given = [term(v) for v in outer if v in free(f)]
            return pull(put_under(f[2], {v: function(f"{name}/{next(count)}", v[2], given) for v in f[1]}), outer)
        if f[0] in ("and", "or"):
            found = [pull(g, outer) for g in f[1]]
            return tuple(v for vs, _ in found for v in vs), (conj if f[0] == "and" else disj)(*(b for _, b in found))
        return (), f

    out = list[SentenceClause]()
    for g in parts(f, "and"):
        variables, body = pull(g, ())
        for part in parts(body, "and"):
            options = [parts(d, "and") for d in parts(part, "or")]
            split = 1 < math.prod(map(len, options)) <= MOST_CLAUSES
            for clause in (disj(*choice) for choice in product(*options)) if split else (part,):
                clause = without_disequations(clause, variables)
                out.append((tuple(v for v in variables if v in free(clause)), clause))
    return out


def without_disequations(clause: Formula, variables: Variables) -> Formula:
    """Return a clause without disequations that determine a variable: "x differs from t, or F" is F with t for x."""
    while True:
        denied = (neg(d) for d in parts(clause, "or") if d[0] == "not")
        found = next((s for d in denied if (s := solved(d, variables))), None)
        if found is None:
            return clause
        clause = substituted(clause, {found[0]: found[1]})


def put_under(f: Formula, at: Mapping[Term, Term]) -> Formula:
    """Substitute and leave quantifiers as they are: each variable is bound once, and occurs in no value."""
    if f[0] in ("all", "ex"):
        return (f[0], f[1], put_under(f[2], at))
    if f[0] in ("and", "or"):
        return (conj if f[0] == "and" else disj)(*(put_under(g, at) for g in f[1]))
    return substituted(f, at)  # type: ignore[no-any-return]


def least_gap(statements: Statements, name: str, k: int) -> tuple[Least, Formula, Formula]:
    """Return the least number, within its range, that an unknown subset leaves out, and what is known of it.

    The number is the last argument of the k-th kind of member.  Raises KeyError if there is none.
    """
    item, whole = statements.subsets[name]
    if type(k) is not int or k < 0:
        raise KeyError(k)
    variables, x = any_values(item)[k]
    if not variables or variables[-1][2] != "Int":
        raise KeyError(k)
    *given, q = variables
    low = next((low for _, low, _, _ in ranges((q,), is_member(x, whole))), None)
    if low is None:
        raise KeyError(k)
    left_out = neg(is_member(x, SetValue((Stored(name, (), item),))))
    least = Least(f"least({name},{k})", tuple(given), q, conj(at_most(low, term(q)), left_out))
    t = function(least.name, "Int", map(term, given))
    here = conj(substituted(left_out, {q: t}), at_most(low, t), at_most(t, term(q)))
    before = implies(at_most(low, added(t, lin(-1))), neg(substituted(left_out, {q: added(t, lin(-1))})))
    return least, ("all", variables, implies(least.guard, here)), closed(given, before)


def crossing(statements: Statements, name: str, k: int, inside: bool) -> Formula:
    """Return that between a number inside an unknown subset and one outside of it there are two neighbours of which this is true.

    `inside`: whether the smaller number is inside, the larger one outside; else it is the other way round.  The number is the
    last argument of the k-th kind of member.  Raises KeyError if there is none.
    """
    item, _ = statements.subsets[name]
    if type(k) is not int or k < 0 or type(inside) is not bool:
        raise KeyError(k)
    variables, x = any_values(item)[k]
    if not variables or variables[-1][2] != "Int":
        raise KeyError(k)
    *given, q = variables
    member, (low, high, between) = is_member(x, SetValue((Stored(name, (), item),))), fresh(["Int"] * 3)

    def here(t: Term) -> Formula:
        found = substituted(member, {q: t})
        return found if inside else neg(found)

    a, b, t = term(low), term(high), term(between)
    neighbours = conj(at_most(a, t), less(t, b), here(t), neg(here(added(t, lin(1)))))
    return closed((*given, low, high), disj(less(b, a), neg(here(a)), here(b), ("ex", (between,), neighbours)))


COMBINED = ("combined", "outdone")
"""Lemmas about a combination of sums, and whether it is at most 0 or less."""
PAIRWISE = ("pairwise", "pair_left")
"""Lemmas about a product of two sums and a combination of sums over pairs, and about what a pair leaves of it."""


class Sources:
    """The formulas of which sentences are made for a goal, each by its name: a list of a word, and numbers or sums.

    ["goal"]: the negation of the goal; ["known", k]: the k-th hypothesis; ["axiom", k]; [SCHEMA, SUM...]: a lemma;
    ["digits", C, SUM, ...]: of sums of powers, with coefficients; ["combined", C, SUM, ...]: of sums, with coefficients;
    ["pairwise", SUM, SUM, C, SUM, ...], ["pair_left", SUM, SUM, C, SUM, ...]: of a product of two sums, and others;
    ["keeps", CLOSURE, k, ...]: of a fold that makes a set smaller; ["squares"], ["products"], ["squared"]: of numbers;
    ["least", SUBSET, k], ["below", SUBSET, k]: of an unknown subset; ["turns", CYCLE], ["leaves", CYCLE, k, l, NAME, ...]: of an
    unknown cycle; ["lemma", k]: the k-th goal, if it is a
    lemma that was shown; ["follows", FOLD, CYCLE, 0 or 1], ["held", k] and ["stepwise", k]: the conclusion of an induction
    of which start and step were shown, of the k-th invariant of a fold, or along a range of the k-th thing that is shown first.
    """

    def __init__(self, statements: Statements, work: Work) -> None:
        self.statements, self.work = statements, work
        self.lemmas = Lemmas(statements.shared.totals, statements.shared.digits)
        self.made: dict[Any, list[SentenceClause]] = {}
        self.lemmas_shown: set[int] = set()

    def formula(self, goal: ToShow, source: Sequence[Any]) -> Formula:
        """Return the formula of a name.  Raises KeyError, IndexError or ValueError if there is none."""
        word, *rest = source
        if word == "goal" and not rest:
            return neg(goal.formula)
        if word in ("known", "axiom"):
            (k,) = rest
            if type(k) is not int or k < 0:
                raise KeyError(k)
            return goal.known[k][1] if word == "known" else self.statements.shared.axioms[k][1]
        if word in ("least", "below"):
            name, k = rest
            return least_gap(self.statements, name, k)[1 if word == "least" else 2]
        if word == "crossing":
            return crossing(self.statements, *rest)
        if word == "turns":
            return turning(self.statements.shared, *rest)
        if word == "leaves":
            return leaving(self.statements.shared, *rest)
        if word in MAPPINGS:
            number, rule = MAPPINGS[word]
            return rule(self.lemmas, *map(self.lemmas.total, rest[:number]), *rest[number:])
        if word in OF_NUMBERS and not rest:
            return OF_NUMBERS[word]()
        if word == "digits":
            return self.lemmas.power_digits(rest)
        if word in COMBINED:
            return self.lemmas.combination(rest, word == "outdone")
        if word in PAIRWISE:
            return self.lemmas.pairwise(rest, word == "pair_left")
        if word == "keeps":
            return kept_members(self.statements.shared, rest[0], rest[1:])
        if word == "follows":
            first, step = (k for k, g in enumerate(self.statements.goals) if g.schema == (word, *rest))
            self.shown(goal, first)
            self.shown(goal, step)
            return following(self.statements.shared, *rest).conclusion
        if word in (HELD, BY_STEPS):
            (k,) = rest
            if type(k) is not int or k < 0 or (word == HELD and k >= self.statements.stated):
                raise KeyError(k)
            for number, half in enumerate(self.statements.goals):
                if half.schema == (word, k):
                    self.shown(goal, number)
            found = self.statements.shared.invariants if word == HELD else self.statements.stepwise
            return found[k].conclusion
        if word == "lemma":
            return self.shown(goal, *rest)
        return self.lemmas.formula(word, rest)

    def shown(self, goal: ToShow, k: int) -> Formula:
        """Return a lemma that was shown before from what is known here too.  Raises KeyError for another number."""
        lemma = self.statements.goals[k] if type(k) is int and k in self.lemmas_shown else goal
        if lemma is goal or lemma.known != goal.known[: len(lemma.known)]:
            raise KeyError(k)
        return lemma.formula

    def sentences(self, goal: ToShow, source: Sequence[Any]) -> list[SentenceClause]:
        """Return the sentences that a formula is made of.  Raises KeyError, IndexError or ValueError if there is none."""
        name = "-".join(map(str, source))
        name = name.replace("sum!", "") if source[0] in ("digits", *COMBINED, *PAIRWISE) else name
        by_goal = source[0] in ("goal", "known", "lemma", "follows", HELD, BY_STEPS)
        key = (name, self.formula(goal, source)) if by_goal else name
        if key not in self.made:
            with counting_variables(self.work, 1 << 30):
                self.made[key] = sentences_of(name, self.formula(goal, source))
        return self.made[key]


def instance(clause: SentenceClause, terms: Sequence[Term], where: str) -> Formula:
    """Return a sentence with terms for its variables."""
    variables, matrix = clause
    sorts = ["Int" if t[0] == "lin" else t[2] for t in terms]
    expect([v[2] for v in variables] == sorts, where, sorts, "terms of the sorts of the sentence's variables")
    return substituted(matrix, dict(zip(variables, terms, strict=True)))  # type: ignore[no-any-return]


class ProofCheck:
    """Replays the proof of a reduction, goal by goal.

    Where values meet for which no rule was written, there are no statements: that is no reason to end without an answer.
    """

    def __init__(self, reduction: Reduction, work: Work, asked: Asked = NOTHING_ASKED) -> None:
        self.work = work
        with counting_variables(work):
            try:
                self.statements = Statements(reduction, asked)
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                raise NoRule(f"values that no rule expects ({type(error).__name__}: {error})") from None
        self.sources = Sources(self.statements, work)

    def ground(self, goal: ToShow, doc: Any, where: str, ground: Ground) -> None:
        """Add the instances that a proof lists."""
        for i, item in enumerate(a_list(doc, where)):
            at = f"{where}[{i}]"
            source, number, terms = a_list(item, at, 3)
            try:
                clause = self.sources.sentences(goal, a_list(source, at))[a_number(number, at)]
            except (KeyError, IndexError, ValueError, TypeError):
                raise Invalid(f"{at}: there is no sentence {source} {number}") from None
            f = instance(clause, [read_term(t, at) for t in a_list(terms, at)], at)
            self.work.spend(1 + len(repr(f)) // 64)
            ground.signature.check(f)
            ground.require(f)

    def check(self, number: int, doc: Any, where: str) -> None:
        """Check the proof of a goal.  Raises Invalid."""
        goal = self.statements.goals[number]
        an_object(doc, where, "obligation instances steps")
        expect(doc["obligation"] == goal.obligation, f"{where}.obligation", doc["obligation"], goal.obligation)
        ground = Ground()
        self.ground(goal, doc["instances"], f"{where}.instances", ground)
        replay_steps(ground, doc["steps"], f"{where}.steps", self.work)
        if goal.obligation == LEMMA:
            self.sources.lemmas_shown.add(number)


def check_proof(reduction: Reduction, doc: Any, where: str, work: Work) -> dict[str, int]:
    """Return by obligation how many goals a proof leaves open.  Raises Invalid for a wrong proof, NoRule without statements."""
    an_object(doc, where, "goals", "claims shown")
    checking = ProofCheck(reduction, work, read_asked(reduction, doc, where))
    open_goals = dict.fromkeys(sorted(checking.statements.sides), 0)
    given = a_list(doc["goals"], f"{where}.goals", len(checking.statements.goals))
    for i, (goal, proof) in enumerate(zip(checking.statements.goals, given, strict=True)):
        if proof is not None:
            with counting_variables(work, 1 << 40):
                checking.check(i, proof, f"{where}.goals[{i}]")
        elif goal.obligation != LEMMA:
            open_goals[goal.obligation] += 1
    for obligation in checking.statements.resting:
        open_goals[obligation] += open_goals["well-formed"]
    if "counts" in open_goals:  # its goals show nothing if the maps are not right
        open_goals["counts"] += sum(open_goals[o] for o in ("well-formed", "forward", "backward"))
    for number in checking.statements.claims:  # nor do these if the image need not be defined
        open_goals[claim_goal(number)] += open_goals["well-formed"]
    return open_goals


def read_asked(reduction: Reduction, doc: Any, where: str) -> Asked:
    """Return what a proof has goals of besides the obligations: claims about sizes, and what is shown first.  Raises Invalid."""
    numbers = [*all_of(doc.get("claims", []), f"{where}.claims", a_number)]
    sizes = [i for i, c in enumerate(reduction.claims) if c.kind == "size"]
    right = numbers == sorted({*numbers}) and {*numbers} <= {*sizes}
    expect(right, f"{where}.claims", doc.get("claims"), f"numbers of claims about sizes, in order: some of {sizes}")
    return Asked(numbers, all_of(doc.get("shown", []), f"{where}.shown", partial(read_shown, reduction)))


def read_shown(reduction: Reduction, doc: Any, where: str) -> tuple[str, Node]:
    """Return a condition that is shown first, and of which witness.  Raises Invalid."""
    of = a_text(an_object(doc, where, "of says")["of"], f"{where}.of")
    known = ["", CARRIES, *reduction.seen]
    expect(of in known, f"{where}.of", of, f"nothing, or one of {', '.join(known[1:])}")
    node = Node(doc["says"], f"{where}.says")
    try:
        reduction.inputs |= {"witness": reduction.seen[of]} if of in reduction.seen else {}
        check(node, reduction)
    finally:
        reduction.inputs.pop("witness", None)
    if of == CARRIES:
        expect(node.type[0] == "seq", node.where, node.op, "a sequence")
    else:
        expect(node.type == BOOL, node.where, node.op, "a condition")
    return of, node


def shown_claims(reduction: Reduction, proved: Container[str]) -> list[int]:
    """Return the numbers of the claims about sizes among what is proved."""
    return [i for i in range(len(reduction.claims)) if claim_goal(i) in proved]


def proved_lines(reduction: Reduction, proved: Sequence[str]) -> Iterator[str]:
    """Yield what is proved for all sizes: the obligations, and the claims about sizes."""
    claims = shown_claims(reduction, proved)
    yield f"proved for all sizes: {', '.join(o for o in proved if o not in map(claim_goal, claims))}"
    if claims:
        yield f"claims proved for all sizes: {', '.join(claim_text(reduction.claims[i]) for i in claims)}"


def check_proof_file(doc: Any, budget: int) -> Report:
    """Check a file of the kind `proof`, and return the report."""
    report = Report(shown(doc.get("subject"), 400)[1:-1])
    try:
        an_object(doc, "", "certificate kind subject core core_hash proves proof made hash")
        own = digest({k: v for k, v in doc.items() if k != "hash"})
        expect(doc["hash"] == own, ".hash", doc["hash"], f"the hash {own} of the other entries")
        a_version(doc["certificate"], ".certificate", "certificates")
        expect(doc["core_hash"] == digest(doc["core"]), ".core_hash", doc["core_hash"], "the hash of the core")
        made = an_object(doc["made"], ".made", "certify core")
        a_text(made["certify"], ".made.certify")
        a_version(made["core"], ".made.core", "the core form")
        work = Work(budget)
        work.here = budget
        reduction = Reduction(doc["core"], ".core", work)
        expect(doc["subject"] == reduction.name, ".subject", doc["subject"], reduction.name)
        open_goals = check_proof(reduction, doc["proof"], ".proof", work)
        found = [o for o, n in open_goals.items() if not n]
        claims = shown_claims(reduction, found)
        proved = sorted({*found} - {*map(claim_goal, claims)})
        expect(bool(proved), ".proof", None, "the proof of an obligation")
        expect(doc["proves"] == proved, ".proves", doc["proves"], f"{', '.join(proved)}, which are proved")
        report.checked += proved_lines(reduction, found)
        report.holes.append("front end: that the core means what the text says")
        report.holes += [f"open: {o}, {n} goals" for o, n in open_goals.items() if n]
        claimed = sorted({c.kind for i, c in enumerate(reduction.claims) if i not in claims} - {"parsimonious", *open_goals})
        report.holes.append(", ".join(["sizes and times", *(f"claims of {kind}" for kind in claimed)]) + ": no part of this file")
        report.verdict = "valid with holes"
    except Invalid as wrong:
        report.verdict, report.wrong = "invalid", str(wrong)
    except NoRule as reason:
        report.verdict, report.wrong = "unchecked", f"the checker has no statements of this reduction: {reason}"
    except (TooMuch, OutOfSteps, RecursionError) as much:
        report.verdict, report.wrong = "unchecked", str(much) or "more steps than are allowed"
    return report


# ======================================================================================================================
# Chapter 16.  Pages: the core in readable form
# ======================================================================================================================


def type_text(type: Type) -> str:
    """Return a type as text."""
    inner = [type_text(t) for _, t in steps_of(type)]
    match type[0]:
        case "label":
            return str(type[1])
        case "term":
            return f"<{', '.join(type[1])}>"
        case "set":
            return "set of labels" if type[2] else f"set of {inner[0]}" + (f", within {type[3]}" if type[3] else "")
        case "edge" | "seq":
            return f"{type[0]} of {inner[0]}"
        case "map":
            wholes = f"({type[3]})" if len(paths_in(type)) > 1 else type[3]
            return f"map from {f'each {wholes}' if wholes else inner[0]} to {inner[1]}"
        case "tuple":
            return f"({', '.join(inner)})"
        case "record":
            return "{ " + ", ".join(f"{name} : {t}" for (name, _), t in zip(type[1], inner, strict=True)) + " }"
        case "sum":
            rest = iter(inner)
            return " | ".join(case + (f"({', '.join(islice(rest, len(ts)))})" if ts else "") for case, ts in type[2])
    return str(type[0])


BRACKETS = {"set": "{}", "edge": "{}", "map": "{}", "record": "{}", "seq": "[]", "tuple": "()", "sum": "()"}


def value_text(value: Any, type: Type) -> str:
    """Return a value of a type of instances or witnesses as text; labels are numbers."""
    parts = contents(ordered(value) if type[0] in ("set", "edge") else value, type)
    inner = [value_text(v, t) for v, _, t in parts]
    if type[0] not in BRACKETS:
        return str(value).lower()
    if type[0] == "map":
        inner = [f"{k} -> {v}" for k, v in zip(inner[::2], inner[1::2], strict=True)]
    if type[0] == "record":
        inner = [f"{name}: {v}" for v, (name, _) in zip(inner, type[1], strict=True)]
    ends = BRACKETS[type[0]] if inner or type[0] != "sum" else ""
    return f"{type[2][value[0]][0] if type[0] == 'sum' else ''}{ends[:1]}{', '.join(inner)}{ends[1:]}"


INFIX = {
    "and": "and", "or": "or", "implies": "implies", "eq": "=", "lt": "<", "le": "<=", "in": "in", "subset": "subset of",
    "add": "+", "sub": "-", "mul": "*", "div": "/", "quotient": "div", "mod": "mod", "pow": "^", "range": "..", "at": "@",
    "union": "∪", "intersection": "∩", "difference": "∖", "concat": "++", "override": "<+",
}  # fmt: skip
LOOSE = ("every", "some", "the", "first", "if", "case", "fold", "not")  # put in parentheses inside others
# The other operations: {0}, {1}, ... are the operands, in parentheses if they need them; {bare} the first without, {all} all
# without, {each} the steps of a comprehension, and {data} the data.
WRITTEN = {
    "var": "x{data}", "input": "{data}", "measure": "{data}", "global": "{data}", "call": "{data}({all})", "not": "not {0}",
    "if": "if {0} then {1} else {2}", "size": "|{bare}|", "item": "{0}.{data}", "is": "({0} is {data})",
    "arg": "{0}.{data[0]}[{data[1]}]", "lookup": "{0}[{1}]", "slice": "{0}[{1} .. {2}]", "set": "{{{all}}}", "edge": "{{{all}}}",
    "seq": "[{all}]", "tuple": "({all})", "collect_set": "{{ {bare} | {each} }}", "collect_seq": "[ {bare} | {each} ]",
    "collect_map": "{{ {0} -> {1} | {each} }}", "count": "(count {each}: {bare})", "sum": "sum({bare} | {each})",
    "product": "product({bare} | {each})", "least": "min({bare} | {each})", "greatest": "max({bare} | {each})",
    "fold": "fold x{data[0]} = {0}; {each}: {1}", **{op: f"{op} {{each}}: {{bare}}" for op in ("every", "some", "the", "first")},
}  # fmt: skip


def node_text(n: Node) -> str:
    """Return an expression as text; variables are x0, x1, ..."""
    bare = [node_text(a) for a in n.args]
    args = [f"({text})" if a.op in INFIX or a.op in LOOSE else text for a, text in zip(n.args, bare, strict=True)]
    if n.op in INFIX:
        return f" {INFIX[n.op]} ".join(args)
    if n.op in WRITTEN:
        each = ", ".join(step_text(*s) for s in n.steps)
        return WRITTEN[n.op].format(*args, bare=bare[0] if bare else "", all=", ".join(bare), each=each, data=n.data)
    match n.op:
        case "const":
            return str(n.data).lower()
        case "make":
            return f"{n.data}({', '.join(bare)})" if bare else f"{n.data}"
        case "case":
            names = [f"{c}({', '.join(f'x{v}' for v in vs)})" if vs else c for c, vs in n.data]
            return f"case {args[0]} of " + "; ".join(f"{c}: {b}" for c, b in zip(names, args[1:], strict=True))
        case "field":
            return f"{args[0]}.{n.data}" if path_of(n.args[0]) != "" else str(n.data)
        case "record":
            return "{" + ", ".join(f"{name} = {text}" for (name, _), text in zip(n.type[1], bare, strict=True)) + "}"
        case "map":
            return "{" + ", ".join(f"{k} -> {v}" for k, v in zip(args[::2], args[1::2], strict=True)) + "}"
    return f"{n.op}({', '.join(bare)})"


def step_text(kind: str, variables: Sequence[int], node: Node) -> str:
    """Return a step of a comprehension as text."""
    bound = " -> ".join(f"x{v}" for v in variables)
    return {"each": f"{bound} in ", "let": f"{bound} = ", "where": "where "}[kind] + node_text(node)


def space_text(space: Space) -> str:
    """Return a witness space as text."""
    of = "" if space.of is None else f" {node_text(space.of)}"
    match space.kind:
        case "record":
            return "{ " + ", ".join(f"{name} : {space_text(p)}" for name, p in space.parts) + " }"
        case "map":
            return f"map from each{of} to {space_text(space.parts[0][1])}"
        case "all" | "unit":
            return type_text(space.type) if space.kind == "all" else "none"
        case "number":
            return f"one of{of}"
        case "numbers":
            return f"map from each key to one of the range at it in{of}"
    return space.kind + {"choice": " from", "reals": " over"}.get(space.kind, " of") + of


def rows(word: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a section, whose word stands on the first."""
    yield from (f"  {'' if i else word:8} {line}" for i, line in enumerate(lines))


def definitions(doc: Document) -> Iterator[str]:
    """Yield the definitions of a document."""
    for name, (params, body) in doc.functions.items():
        yield name + (f"({', '.join(f'x{v}' for v, _ in params)})" if params else "") + f" = {node_text(body)}"


def problem_page(problem: Problem) -> Iterator[str]:
    """Yield the lines of a problem."""
    yield f"problem {problem.name}"
    yield from rows("instance", (f"{name} : {type_text(t)}" for name, t in problem.instance[1]))
    yield from rows("valid", map(node_text, problem.valid))
    yield from rows("measure", (f"{name} = {node_text(n)}" for name, n in problem.measures))
    for stated in ("minimises", "maximises"):
        yield from rows(stated, [problem.doc[stated]] if stated in problem.doc else [])
    yield from rows("witness", [f"{', '.join(problem.witness_names) or '_'} : {space_text(problem.witness)}"])
    yield from rows("accepts", map(node_text, problem.accepts))
    yield from rows("where", definitions(problem))


def reduction_page(reduction: Reduction) -> Iterator[str]:
    """Yield the lines of a reduction; names of fields stand for those of the source's instance."""
    image, names = reduction.image, [name for name, _ in reduction.image.type[1]]
    fields = [*zip(names, image.args, strict=True)] if image.op == "record" else [("image", image)]
    yield f"reduction {reduction.name}"
    yield from rows("label", (f"{name}({', '.join(map(type_text, ts))})" for name, (_, ts) in reduction.constructors.items()))
    yield from rows("target", (f"{name} = {node_text(n)}" for name, n in fields))
    yield from rows("forward", [node_text(reduction.forward)])
    yield from rows("backward", [node_text(reduction.backward)])
    yield from rows("claim", map(claim_text, reduction.claims))
    yield from rows("where", definitions(reduction))


def claim_text(claim: Claim) -> str:
    """Return a claim as text."""
    left = {"parsimonious": "parsimonious", "counts": "#target = "}.get(claim.kind, f"target.{claim.left} {claim.relation} ")
    condition = f" where {node_text(claim.when)}" if claim.when is not None else ""
    return left + (node_text(claim.right) if claim.right is not None and claim.kind != "parsimonious" else "") + condition


# ======================================================================================================================
# Chapter 17.  The certificate
# ======================================================================================================================

LEVELS = ("refuted", "unknown", "sampled", "solver-says", "exhausted", "bounded", "proved")


class Report:
    """What a check of a certificate found.  `folder` is where the certificate stands; its proofs are in `data` there."""

    def __init__(self, subject: str, folder: str | None = None) -> None:
        self.subject, self.folder, self.verdict, self.wrong = subject, folder, "valid", ""
        self.checked: list[str] = []
        self.holes: list[str] = []

    def json(self) -> dict[str, Any]:
        """Return the report for --json."""
        return {key: value for key, value in vars(self).items() if key != "folder"}

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
    if doc.get("kind") == "proof":
        return check_proof_file(doc, budget)
    report = Report(shown(doc.get("subject"), 400)[1:-1], folder)
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


def check_body(doc: Any, where: str, report: Report, budget: int, only: Mapping[str, int]) -> set[str]:
    """Check a certificate, or an edge of a chain, and return the obligations that are proved for all sizes."""
    kind = doc.get("kind") if isinstance(doc, dict) else None
    expect(kind in ("reduction", "problem", "chain"), f"{where}.kind", kind, "reduction, problem or chain")
    content = "edges" if kind == "chain" else "core"
    optional = ["apart"] * (not where) + ["proof"] * (kind == "reduction")
    an_object(doc, where, f"certificate kind subject {content} core_hash evidence proofs made hash", " ".join(optional))
    own = digest({k: v for k, v in doc.items() if k not in ("hash", "apart")})
    expect(doc["hash"] == own, f"{where}.hash", doc["hash"], f"the hash {own} of the other entries")
    a_version(doc["certificate"], f"{where}.certificate", "certificates")
    made = an_object(doc["made"], f"{where}.made", "command certify core costs")
    a_text(made["certify"], f"{where}.made.certify")
    a_text(made["command"] or "", f"{where}.made.command")
    expect(isinstance(doc.get("apart", {}), dict), f"{where}.apart", doc.get("apart"), "an object")
    a_version(made["core"], f"{where}.made.core", "the core form")
    a_version(made["costs"], f"{where}.made.costs", "the table of costs")
    work, proved = Work(budget), set[str]()
    if kind == "chain":
        reductions, proved = chain_of(doc, where, report, budget, only, work)
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
    if kind == "reduction":
        proved = shown_for_all_sizes(reductions[0], doc.get("proof"), f"{where}.proof", report, budget)
    region = check_evidence(doc["evidence"], f"{where}.evidence", source, reductions, proved, report, work, only, bounds)
    proofs = a_list(doc.get("proofs", []), f"{where}.proofs")
    expect(not proofs or kind == "reduction", f"{where}.proofs", len(proofs), "proofs of a single reduction only")
    if region is not None and kind == "reduction":
        read = Proofs(reductions[0], region.caps, report, budget)
        read.read(proofs, f"{where}.proofs")
        report.holes += read.holes(doc["evidence"]["obligations"])
    return proved


def shown_for_all_sizes(reduction: Reduction, doc: Any, where: str, report: Report, budget: int) -> set[str]:
    """Return the obligations that follow for all sizes: from a proof, which has a budget of its own, or from the text itself."""
    proved = {"forward", "backward", "parsimonious"} if is_restriction(reduction) else set[str]()
    if doc is not None:
        work = Work(budget)
        work.here = budget
        try:
            found = check_proof(reduction, doc, where, work)
        except NoRule as reason:
            raise Invalid(f"{where}: the checker has no statements of this reduction: {reason}") from None
        except (TooMuch, OutOfSteps):
            raise TooMuch("the proof for all sizes takes more steps than are allowed") from None
        shown = [name for name, left in found.items() if not left]
        expect(bool(shown), where, None, "the proof of an obligation")
        report.checked += proved_lines(reduction, shown)
        proved |= {*shown}
    return proved


def chain_of(
    doc: Any, where: str, report: Report, budget: int, only: Mapping[str, int], work: Work
) -> tuple[list[Reduction], set[str]]:
    """Check the edges of a chain, each as a certificate; each must begin at the problem at which the one before it ends.

    Return the reductions, and what is proved of the chain for all sizes: the maps are right if the images are instances, and the
    maps of each edge are right.
    """
    edges = a_list(doc["edges"], f"{where}.edges")
    expect(len(edges) > 1, f"{where}.edges", len(edges), "two edges or more")
    proved: list[set[str]] = []
    for i, edge in enumerate(edges):
        at = f"{where}.edges[{i}]"
        expect(isinstance(edge, dict) and edge.get("kind") == "reduction", at, edge, "a certificate of a reduction")
        inner = Report(shown(edge.get("subject"))[1:-1], report.folder)
        proved.append(check_body(edge, at, inner, budget // (len(edges) + 1), {}))
        report.checked += [f"{inner.subject}: {line}" for line in inner.checked]
        if inner.verdict == "unchecked":
            report.holes.append(f"edges: {inner.subject} is unchecked: {inner.wrong}")
        common = ("front end", "for all sizes")
        report.holes += [f"{inner.subject}: {hole}" if not hole.startswith(common) else hole for hole in inner.holes]
        if i and canonical(edge["core"]["source"]) != canonical(edges[i - 1]["core"]["target"]):
            raise Invalid(
                f"{at}.core.source: this is another problem than edges[{i - 1}].core.target, at which the edge before ends"
            )
    of_all = set.intersection(*proved) & {"well-formed", "forward", "backward"}
    of_all = of_all if "well-formed" in of_all else set()
    if of_all:
        report.checked.insert(0, f"proved for all sizes: {', '.join(sorted(of_all))}, as of each reduction")
    return [Reduction(edge["core"], f"{where}.edges[{i}].core", work) for i, edge in enumerate(edges)], of_all


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
    proved: set[str],
    report: Report,
    work: Work,
    only: Mapping[str, int],
    derivations: Sequence[tuple[Any, str]] = (),
) -> RegionRun | None:
    """Check the evidence: the verdict that follows from the obligations, and the region, on which all obligations are tested.

    `proved`: what is shown for all sizes.  Return the run of the region; None if an obligation is refuted.
    """
    an_object(doc, where, "verdict obligations region bounds told", "counterexample")
    an_object(doc["bounds"], f"{where}.bounds", "", "instance lines sizes times values claims" if len(reductions) == 1 else "")
    told = an_object(doc["told"], f"{where}.told", "", " ".join(TOLD))
    region = RegionRun(doc["region"], f"{where}.region", source, Examiner(source, reductions), work, only)
    given, settled = obligations_of(doc["obligations"], f"{where}.obligations", source, reductions)
    check_levels(given, settled, f"{where}.obligations", reductions, proved, region)
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
    if not region.run and not region.finished and not proved:
        report.verdict, report.wrong = "unchecked", "no instance could be run within the steps that are allowed"
    compared = region.compare_all()
    report.checked.append(region.reach())
    report.checked.append(f"the counts of {compared:,} of {len(region.shapes):,} shapes are right")
    report.holes += holes(given, settled, region)
    stated = {o["obligation"]: o for o in doc["obligations"]}
    if reductions and len(derivations) == len(reductions):
        check_bounds(derivations, reductions, stated, proved, f"{where}.obligations", report)
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
    alone = {"monotone"} if source.monotone_in is not None else set[str]()
    needed = {"well-formed", "agreement"} | ({"forward", "backward", "sizes", "time"} | claims if reductions else alone)
    for i, o in enumerate(a_list(doc, where)):
        at = f"{where}[{i}]"
        an_object(o, at, "obligation verdict says figures")
        name = a_text(o["obligation"], at)
        expect(o["verdict"] in LEVELS, f"{at}.verdict", o["verdict"], f"one of {', '.join(LEVELS)}")
        expect(name not in given, at, name, "an obligation, once")
        expect(name in needed or (not reductions and name.startswith("solver ")), at, name, f"one of {', '.join(sorted(needed))}")
        given[name], settled[name] = o["verdict"], {}
        a_text(o["says"], f"{at}.says")
        circuits = "at once any numbers" if len(reductions) == 1 and name in OBLIGATIONS else ""
        may = {*(["at once", "any numbers"] if circuits else []), *(["bounds"] if name in ("sizes", "time") else [])}
        figures = o["figures"]
        expect(isinstance(figures, dict) and figures.keys() <= may, f"{at}.figures", figures, f"some of {sorted(may)}")
        expect(isinstance(figures.get("bounds", {}), dict), f"{at}.figures.bounds", figures.get("bounds"), "an object")
        for how in figures.keys() - {"bounds"}:
            said = an_object(figures[how], f"{at}.figures.{how}", "level within")
            expect(said["level"] in LEVELS[1:-1], f"{at}.figures.{how}.level", said["level"], "a level of evidence")
            bounds = bounds_of(said["within"], f"{at}.figures.{how}.within", source)
            within = box_text(bounds) + (", whatever their numbers" * (how != "at once"))
            settled[name][within] = said["level"]
    expect(needed <= given.keys(), where, sorted(given), f"the obligations {', '.join(sorted(needed))}")
    expect(sum(v == "refuted" for v in given.values()) < 2, where, given, "one obligation that is refuted, at most")
    return given, settled


def check_levels(
    given: Mapping[str, str],
    settled: Mapping[str, Mapping[str, str]],
    where: str,
    reductions: Sequence[Reduction],
    proved: set[str],
    region: RegionRun,
) -> None:
    """Raise Invalid if the certificate holds nothing from which the verdict on an obligation could follow."""
    reals = bool(reductions) and "reals" in kinds_of(reductions[-1].target.witness)
    levels = {level for levels in settled.values() for level in levels.values()}
    for name, verdict in given.items():
        may = {"refuted", "unknown", "sampled", "exhausted"} if region.shapes else {"refuted", "unknown"}
        if name in ("sizes", "time"):
            may = {"unknown", "proved"} if name == "time" else {"refuted", "unknown", "sampled", "exhausted", "proved"}
        else:
            may |= levels if name == "agreement" else set(settled[name].values())
            follows = name == "agreement" and proved >= {"well-formed", "forward", "backward"}
            may |= {"proved"} if name in proved or follows else set()
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
    for path in homes_of(problem):
        part = doc
        for name in path.split("."):
            expect(isinstance(part, dict) and name in part, where, part, f"an object with an entry {name}")
            part = part[name]
        names[path] = [*all_of(part, f"{where}.{path}", a_text)]
        different(names[path], f"{where}.{path}")

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
                items = all_of(doc, at, lambda part, there: value(t[1], part, there))
                if t[0] != "seq":
                    different(items, at)
                return items if t[0] == "seq" else frozenset(items)
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
            if level not in ("bounded", "unknown"):  # what is bounded is a matter of the proofs beside the certificate
                yield f"encoder: {name} for all instances with {within} ({level})"
    if "solver-says" in given.values():
        yield "solver: what z3 says without a proof"


def clean(line: str) -> str:
    """Return a line with what a terminal would not print as it is, such as control characters, in escapes."""
    return line if line.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


# ======================================================================================================================
# Chapter 18.  The command
# ======================================================================================================================


def show(doc: Any) -> Iterator[str]:
    """Yield the lines of the page of a certificate's core.  Raises Invalid if the core is malformed."""
    work = Work(1)
    expect(isinstance(doc, dict), "", doc, "a certificate")
    edges = a_list(doc.get("edges"), ".edges") if doc.get("kind") == "chain" else [doc]
    for i, edge in enumerate(edges):
        core: Any = edge.get("core") if isinstance(edge, dict) else None
        expect(isinstance(core, dict), ".core", core, "a core document")
        if "reduction" not in core:
            yield from map(clean, problem_page(Problem(core, ".core", work)))
            continue
        reduction = Reduction(core, ".core", work)
        for page in (problem_page(reduction.source), problem_page(reduction.target), reduction_page(reduction))[min(i, 1) :]:
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
        except (BadInput, Invalid, OSError, RecursionError) as error:
            print(clean(f"{name}: {error}"), file=sys.stderr)
            codes.append(1 if isinstance(error, Invalid) else 2)
            continue
        reports.append({"file": name, **report.json()})
        codes.append({"invalid": 1, "unchecked": 3}.get(report.verdict, 0))
        if not chosen.json:
            print("\n".join(report.lines()))
    if chosen.json and not chosen.show:
        print(json.dumps(reports, indent=2, ensure_ascii=False))
    return max(codes, key=(0, 3, 1, 2).index, default=0)


if __name__ == "__main__":
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # who reads the report has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    sys.exit(code)
