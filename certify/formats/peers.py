"""Instances in the JSON of problem-reductions, a library in Rust, in both directions.

Which of its problems is which of ours, and where our fields stand in its JSON, is data: `reductions/peers/*.json`.  This module
knows the forms that such fields have, each by the type of ours.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from certify.core import Problem, Seq, Set, Sum
from certify.core.paths import fields
from certify.formats.bad_input import BadInput, described
from certify.formats.dimacs_cnf import MOST_LABELS, cnf_shape
from certify.formats.given import with_given
from certify.formats.instance_json import from_json, to_json
from certify.formats.json_text import parse, write
from certify.formats.reading import USUAL, Reading
from certify.records import dataclass
from certify.semantics.named_instances import Instance
from certify.system.resources import folder


@dataclass(frozen=True)
class Peer:
    """A problem of the other library.

    - `type`, `variant`: its name there; `decision`: the name of its decision problem, or empty.
    - `problem`: the name of our problem.
    - `parts`: how our fields stand in its data, as in the file.
    """

    type: str
    variant: Mapping[str, str]
    decision: str
    problem: str
    parts: tuple[Mapping[str, Any], ...]


@cache
def peers() -> tuple[Peer, ...]:
    """Return the problems of the other library that are ours."""
    found = []
    for path in sorted((folder("reductions") / "peers").glob("*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8"))["problems"]:
            parts = tuple(entry["parts"])
            found.append(Peer(entry["type"], entry["variant"], entry.get("decision", ""), entry["problem"], parts))
    return tuple(found)


def has_peer(problem: Problem) -> bool:
    """Return whether a problem has a counterpart, with the fields of which the table speaks."""
    return any(_fits(peer, problem) for peer in peers())


def _fits(peer: Peer, problem: Problem) -> bool:
    known = {path for path, _ in fields(problem.instance)}
    named = {field for part in peer.parts for field in part.get("fields", ())}
    return peer.problem == problem.name and named <= known


def read_peer(problem: Problem, text: str, name: str, given: Mapping[str, str], how: Reading = USUAL) -> Instance:
    """Return the instance in the JSON `{"type": ..., "variant": ..., "data": ...}` that `pred create` prints.

    `given` holds the number that its optimisation problems do not have, `name` is the file's name in messages.  Raises BadInput,
    with the place, for other data.
    """
    data = parse(text, name)
    if not isinstance(data, dict):
        raise BadInput(name, f"found {described(data)}, expected an object with `type` and `data`")
    type, variant = data.get("type", data.get("problem")), data.get("variant", {})
    inner = data.get("data", data.get("instance"))
    own = [peer for peer in peers() if _fits(peer, problem)]
    fitting = [p for p in own if type in (p.type, p.decision or p.type) and _same(p.variant, variant)]
    if not fitting:
        known = " or ".join(f"{p.type}{_shown(p.variant)}" for p in own)
        raise BadInput(name, f"found {described(type)}{_shown(variant)}, and {problem.name} is read from {known}")
    peer = fitting[0]
    reader = _PeerReader(problem, name, how)
    if type == peer.decision != peer.type and isinstance(inner, dict):
        reader.bound = inner.get("bound")
        inner = inner.get("inner")
    if not isinstance(inner, dict):
        raise BadInput(f"{name}: data", f"found {described(inner)}, expected an object")
    found: dict[str, Any] = {}
    for part in peer.parts:
        found |= reader.read(part, inner)
    data = with_given(problem, found, given)
    lacking = next((f for part in peer.parts for f in part.get("fields", ()) if f not in data), None)
    if lacking:
        raise BadInput("", f"{problem.name} also needs `{lacking}`: give it with --set {lacking}=3")
    return from_json(problem, data)


def _same(wanted: Mapping[str, str], variant: Any) -> bool:
    """Return whether a variant is the wanted one; weights may have any type, and a missing word stands for the usual one."""
    return isinstance(variant, dict) and all(variant.get(key, word) == word for key, word in wanted.items() if key != "weight")


def _shown(variant: Any) -> str:
    return f" ({', '.join(f'{k} = {v}' for k, v in variant.items())})" if isinstance(variant, dict) and variant else ""


class _PeerReader:
    """Reads the parts of the other library's data as JSON data of our fields."""

    def __init__(self, problem: Problem, name: str, how: Reading) -> None:
        self.name, self.how = name, how
        self.cases = _signs(problem)
        self.bound: Any = None
        self.edges: list[list[str]] = []
        self.items: list[str] = []
        self._forms: Mapping[str, Callable[[Mapping[str, Any], list[Any]], Any]] = {
            "graph": lambda part, v: [self._graph(v[0], part, "edges")],
            "digraph": lambda part, v: [self._graph(v[0], part, "arcs")],
            "formula": self._formula,
            "ones": self._ones,
            "constant": self._constant,
            "weights of edges": lambda part, v: [self._pairs(v[0], part)],
            "members": lambda part, v: [[str(i) for i in self._list(v[0], part)]],
            "family": self._family,
            "items": self._items,
            "numbers": lambda part, v: [dict(zip(self.items, self._numbers(v[0], part, len(self.items)), strict=True))],
            "number": lambda part, v: [self._whole(v[0], part["keys"][0])],
            "count": lambda part, v: [self._count(v[0], part["keys"][0], most=None)],
            "bound": lambda part, v: [] if self.bound is None else [self._whole(self.bound, "bound")],
            "matrix": self._matrix,
            "spins": self._spins,
        }

    def read(self, part: Mapping[str, Any], data: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of a part."""
        values = []
        for key in part.get("keys", ()):
            if key and key not in data and part["as"] != "ones":
                raise BadInput(f"{self.name}: data", f"`{key}` is missing")
            values.append(data.get(key))
        return dict(zip(part.get("fields", ()), self._forms[part["as"]](part, values), strict=False))

    def _whole(self, value: Any, place: str) -> int:
        return self.how.whole(value, f"{self.name}: data.{place}")

    def _count(self, value: Any, place: str, most: int | None = MOST_LABELS) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0 or (most is not None and value > most):
            raise BadInput(f"{self.name}: data.{place}", f"found {described(value)}, expected a number of things")
        return value

    def _list(self, value: Any, part: Mapping[str, Any], key: int = 0) -> list[Any]:
        if not isinstance(value, list):
            raise BadInput(f"{self.name}: data.{part['keys'][key]}", f"found {described(value)}, expected a list")
        return value

    def _numbers(self, value: Any, part: Mapping[str, Any], count: int, key: int = 0) -> list[int]:
        found = self._list(value, part, key)
        if len(found) != count:
            raise BadInput(f"{self.name}: data.{part['keys'][key]}", f"found {len(found)} numbers, expected {count}")
        return [self._whole(q, f"{part['keys'][key]}[{i}]") for i, q in enumerate(found)]

    def _graph(self, value: Any, part: Mapping[str, Any], pairs: str) -> dict[str, Any]:
        place = f"{self.name}: data.{part['keys'][0]}"
        if isinstance(value, dict) and isinstance(value.get("inner"), dict):  # as petgraph writes it
            inner = value["inner"]
            value = {"num_vertices": len(inner.get("nodes", ())), pairs: [pair[:2] for pair in inner.get("edges", ())]}
        if not isinstance(value, dict):
            raise BadInput(place, f"found {described(value)}, expected a graph")
        count, listed = value.get("num_vertices"), value.get(pairs, value.get("edges"))
        if not isinstance(count, int) or not isinstance(listed, list):
            raise BadInput(place, f"expected `num_vertices` and `{pairs}`")
        self.edges = []
        for i, pair in enumerate(listed):
            if not isinstance(pair, list) or len(pair) != 2 or not all(isinstance(v, int) and 0 <= v < count for v in pair):
                raise BadInput(f"{place}.{pairs}[{i}]", f"expected two vertices from 0 to {count - 1}")
            self.edges.append([str(v) for v in pair])
        return {"vertices": [str(v) for v in range(count)], pairs: self.edges}

    def _pairs(self, value: Any, part: Mapping[str, Any]) -> list[Any]:
        return [[e, w] for e, w in zip(self.edges, self._numbers(value, part, len(self.edges)), strict=True)]

    def _ones(self, part: Mapping[str, Any], values: list[Any]) -> list[Any]:
        if values[0] is not None and any(self._whole(w, part["keys"][0]) != 1 for w in self._list(values[0], part)):
            raise BadInput(f"{self.name}: data.{part['keys'][0]}", "weights other than 1, and our problem has none")
        return []

    def _constant(self, part: Mapping[str, Any], values: list[Any]) -> list[Any]:
        if values[0] != part["value"]:
            raise BadInput(f"{self.name}: data.{part['keys'][0]}", f"found {described(values[0])}, expected {part['value']}")
        return []

    def _formula(self, part: Mapping[str, Any], values: list[Any]) -> list[Any]:
        count = self._count(values[0], part["keys"][0])
        clauses = []
        for i, clause in enumerate(self._list(values[1], part, 1)):
            literals = clause.get("literals") if isinstance(clause, dict) else None
            place = f"{self.name}: data.{part['keys'][1]}[{i}]"
            if not isinstance(literals, list) or not all(isinstance(n, int) and 1 <= abs(n) <= count for n in literals):
                raise BadInput(place, f"expected `literals`, from 1 to {count} or negative")
            clauses.append([{self.cases[n < 0]: str(abs(n))} for n in literals])
        return [[str(n + 1) for n in range(count)], clauses]

    def _family(self, part: Mapping[str, Any], values: list[Any]) -> list[Any]:
        sets = [self._list(s, part, 1) for s in self._list(values[1], part, 1)]
        count = max((x + 1 for s in sets for x in s if isinstance(x, int)), default=0)
        if part["keys"][0]:
            count = self._count(values[0], part["keys"][0])
        index = [str(i) for i in range(len(sets))]
        return [
            [str(x) for x in range(count)],
            index,
            {i: [str(x) for x in dict.fromkeys(s)] for i, s in zip(index, sets, strict=True)},
        ]

    def _items(self, part: Mapping[str, Any], values: list[Any]) -> list[Any]:
        sizes = self._list(values[0], part)
        self.items = [str(i) for i in range(len(sizes))]
        return [self.items, dict(zip(self.items, self._numbers(sizes, part, len(sizes)), strict=True))]

    def _matrix(self, part: Mapping[str, Any], values: list[Any]) -> list[Any]:
        count = self._count(values[0], part["keys"][0])
        rows = self._list(values[1], part, 1)
        if len(rows) != count:
            raise BadInput(f"{self.name}: data.{part['keys'][1]}", f"found {len(rows)} rows, expected {count}")
        terms = [
            [[str(i), str(j)], q] for i, row in enumerate(rows) for j, q in enumerate(self._numbers(row, part, count, 1)) if q
        ]
        return [[str(i) for i in range(count)], terms]

    def _spins(self, part: Mapping[str, Any], values: list[Any]) -> list[Any]:
        spins = self._graph(values[0], part, "edges")["vertices"]
        couplings = self._numbers(values[1], part, len(self.edges), 1)
        fields_ = self._numbers(values[2], part, len(spins), 2)
        return [spins, dict(zip(spins, fields_, strict=True)), [[e, q] for e, q in zip(self.edges, couplings, strict=True)]]


def write_peer(instance: Instance) -> str:
    """Return an instance in the JSON of the other library.

    A number that its optimisation problem does not have makes it the decision problem, where there is one; else it is lost.
    Raises BadInput for an instance that it does not have.
    """
    peer = next(p for p in peers() if _fits(p, instance.problem))
    writer = _PeerWriter(instance, to_json(instance))
    data: dict[str, Any] = {}
    for part in peer.parts:
        data |= writer.write(part)
    if peer.decision and writer.bound is not None:
        return write({"type": peer.decision, "variant": dict(peer.variant), "data": {"inner": data, "bound": writer.bound}})
    return write({"type": peer.type, "variant": dict(peer.variant), "data": data})


class _PeerWriter:
    """Writes parts of an instance, given as JSON data, under the keys of the other library."""

    def __init__(self, instance: Instance, data: Mapping[str, Any]) -> None:
        self.instance, self.data = instance, data
        self.bound: int | None = None
        self.edges: list[list[str]] = []
        self.cases = _signs(instance.problem)

    def write(self, part: Mapping[str, Any]) -> dict[str, Any]:
        """Return the keys of a part with their values."""
        given = [self.data[field] for field in part.get("fields", ())]
        return {key: value for key, value in zip(part.get("keys", ()), self._values(part, given), strict=False) if key}

    def _values(self, part: Mapping[str, Any], given: list[Any]) -> list[Any]:
        match part["as"]:
            case "graph":
                return [self._graph(given[0]["vertices"], given[0]["edges"])]
            case "digraph":
                rank = _ranks(given[0]["vertices"])
                arcs = [[rank[u], rank[v], None] for u, v in given[0]["arcs"]]
                nodes = [None] * len(rank)
                return [{"inner": {"nodes": nodes, "node_holes": [], "edge_property": "directed", "edges": arcs}}]
            case "formula":
                return self._formula(part, given)
            case "ones":
                return [[1] * len(self._at(part["over"]))]
            case "constant":
                return [part["value"]]
            case "weights of edges":
                weight = {frozenset(e): w for e, w in given[0]}
                return [[weight[frozenset(e)] for e in self.edges]]
            case "members":
                rank = _ranks(self._at(part["over"]))
                return [[rank[v] for v in given[0]]]
            case "family":
                rank = _ranks(given[0])
                return [len(rank), [[rank[x] for x in given[2][i]] for i in given[1]]]
            case "items":
                return [[given[1][i] for i in given[0]]]
            case "numbers":
                return [[given[0][i] for i in self._at(part["over"])]]
            case "bound":
                self.bound = given[0]
                return []
            case "matrix":
                rank = _ranks(given[0])
                rows = [[0] * len(rank) for _ in rank]
                for (u, v), q in given[1]:
                    i, j = sorted((rank[u], rank[v]))
                    rows[i][j] += q
                return [len(rank), rows]
            case "spins":
                if any(u == v for (u, v), _ in given[2]):
                    raise BadInput("", "a spin times itself is a constant, which the other library does not have")
                graph = self._graph(given[0], [e for e, _ in given[2]])
                return [graph, [q for _, q in given[2]], [given[1][s] for s in given[0]]]
        return given

    def _graph(self, vertices: list[str], edges: list[list[str]]) -> dict[str, Any]:
        self.edges = edges
        rank = _ranks(vertices)
        return {"num_vertices": len(rank), "edges": [[rank[u], rank[v]] for u, v in edges]}

    def _formula(self, part: Mapping[str, Any], given: list[Any]) -> list[Any]:
        rank = _ranks(given[0])
        clauses = [
            [rank[x] + 1 if case == self.cases[0] else -rank[x] - 1 for literal in clause for case, x in literal.items()]
            for clause in given[1]
        ]
        length = part.get("length")
        wrong = next((c for c in clauses if length is not None and len(c) != length), None)
        if wrong is not None:
            raise BadInput("", f"a clause of {len(wrong)} literals, and the other library has clauses of exactly {length}")
        return [len(rank), [{"literals": clause} for clause in clauses]]

    def _at(self, path: str) -> Any:
        found: Any = self.data
        for step in path.split("."):
            found = found[step]
        return found


def _signs(problem: Problem) -> tuple[str, ...]:
    """Return the names of the cases of a formula's literals, the positive one first; none if there is no formula."""
    shape = cnf_shape(problem.instance)
    clauses = next((t for path, t in fields(problem.instance) if shape is not None and path == shape.clauses), None)
    match clauses:
        case Seq(Seq(Sum(_, cases)) | Set(Sum(_, cases))):
            return tuple(name for name, _ in cases)
    return ()


def _ranks(names: list[str]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(names)}
