"""House rules: imports form layers without cycles, files are short, class names are unique, and no code is repeated."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import networkx as nx

import certify

ENGINE = Path(certify.__file__).parent
ROOT = ENGINE.parent

LAYERS = (
    "errors late_names latex records wording version",
    "core",
    "evidence semantics system",
    "bounds codegen formulas language",
    "generate library chains symbolic",
    "circuits certificates editing",
    "proving solve",
    "formats graph",
    "console empirical pictures",
    "mutation",
    "audit",
    "reports",
    "display",
    "api site",
    "grading serving",
    "workbench",
    "verbs",
    "cli",
    "__main__",
)
"""The layers of packages, lowest first: a module imports only from lower layers and from its own package."""

LONGEST = 450
"""The most lines of a file; the first line of a longer one gives the reason (`..., in one file because ...`)."""

CHECKER = "certificates.checker"
"""The checker is one file that shares nothing with the engine, so names of classes, and lines, may stand in both."""


@cache
def modules() -> Mapping[str, Path]:
    """Return all modules of the engine, by their names without `certify.`; the name of the package itself is empty."""
    return {
        ".".join(p.relative_to(ENGINE).with_suffix("").parts).removesuffix("__init__").removesuffix("."): p
        for p in ENGINE.rglob("*.py")
        if "_shipped" not in p.parts
    }


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of the engine that a module imports, also inside functions and for types only."""
    known = modules()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module and re.match(r"certify\b", node.module):
            base = node.module.removeprefix("certify").removeprefix(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".removeprefix(".")
                yield inner if inner in known else base
        elif isinstance(node, ast.Import):
            yield from (a.name.removeprefix("certify").removeprefix(".") for a in node.names if re.match(r"certify\b", a.name))


@cache
def graph() -> nx.DiGraph[str]:
    return nx.DiGraph((name, other) for name, path in modules().items() if name for other in imported(path))


def test_no_circle_of_imports() -> None:
    circles = [sorted(c) for c in nx.strongly_connected_components(graph()) if len(c) > 1]
    assert circles == []


def test_imports_point_down() -> None:
    layer = {room: n for n, rooms in enumerate(LAYERS) for room in rooms.split()}
    rooms = {name.partition(".")[0] for name in modules() if name}
    assert rooms == set(layer)
    up = []
    for name, other in graph().edges:
        here, there = name.partition(".")[0], other.partition(".")[0]
        if here != there and not (there and layer[there] < layer[here]):
            up.append(f"{name} imports {other or 'certify'}")
    assert up == []


def test_long_files_say_why() -> None:
    texts = {name: path.read_text(encoding="utf-8") for name, path in modules().items()}
    long = {name: text.partition("\n")[0] for name, text in texts.items() if len(text.splitlines()) > LONGEST and name != CHECKER}
    assert {name: first for name, first in long.items() if "in one file because" not in first} == {}


def test_no_class_name_means_two_things() -> None:
    found = defaultdict(list)
    for name, path in modules().items():
        for node in ast.walk(tree(path)) if name != CHECKER else ():
            if isinstance(node, ast.ClassDef):
                found[node.name].append(name)
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_no_name_of_a_module_is_given_twice() -> None:
    """A constant of the checker's last chapters once replaced one of its first, and bounds were no longer replayed."""
    for path in modules().values():
        found = Counter[str]()
        for node in tree(path).body:
            if isinstance(node, ast.Assign):
                found.update(n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name) and n.id != "_")
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                found[node.name] += not any(isinstance(d, ast.Name) and d.id == "overload" for d in node.decorator_list)
        assert [name for name, times in found.items() if times > 1] == [], path


def test_no_six_lines_stand_twice() -> None:
    """No six consecutive lines of code occur twice.  Blanks, imports, lists of names, closing brackets, and parameters with
    defaults (options that several verbs share) do not count."""
    left_out = re.compile(r"\s*(from|import)\s|\s*(\"?[\w.]+\"?,\s*)+$|\s*[)\]}]|\s*#|\s*\w+: \S+ = .*,|\s*$")
    found = defaultdict(list)
    for name, path in modules().items():
        if name == CHECKER:
            continue
        rows = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if not left_out.match(line)]
        for start in range(len(rows) - 5):
            found[tuple(rows[start : start + 6])].append(name)
    assert {lines: names for lines, names in found.items() if len(names) > 1} == {}


def test_the_architecture_names_every_module() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = {w.rpartition("/")[2] for w in re.findall(r"`([\w/]+)`", page)}
    missing = [
        name for name, path in modules().items() if name and path.name != "__init__.py" and name.rpartition(".")[2] not in named
    ]
    assert missing == []
