"""The walks of docs/walks.md are what the commands do, and a command imports what it needs and little else."""

from __future__ import annotations

import json
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from certify.verbs.parameters import MODULES, verbs

ROOT = Path(__file__).parent.parent

TRACED = """\
import contextlib, io, json, sys
from certify.cli import _run

called = {}

def watch(frame, event, argument):
    if frame.f_code not in called:
        called[frame.f_code] = frame.f_globals.get("__name__", "")

sys.argv = ["certify", *sys.argv[1:]]
if TRACE:
    sys.settrace(watch)
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
    _run()
sys.settrace(None)
functions = [f"{module[8:]}.{code.co_qualname}" for code, module in called.items() if module.startswith("certify.")]
print(json.dumps([functions, sorted(sys.modules)]))
"""
HEAVY = {"networkx", "numpy", "ortools", "pynauty", "pysat", "rich", "sympy", "z3"}
PROCESSES = {"concurrent.futures.process", "importlib.metadata", "multiprocessing"}
EVIDENCE = {"audit", "circuits", "empirical", "formulas", "generate", "mutation", "proving", "reports"}


def python(code: str, *arguments: str) -> list[list[str]]:
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(run.stdout)  # type: ignore[no-any-return]


WALKS = {
    "A formula through `solve`": ["solve", "3sat", "examples/formula.cnf", "--via", "dnnt"],
    "A text through `audit`": ["audit", "IndependentSet:VertexCover"],
}
SMALL = ["--within", "n=1,m=0,b=1"]


def walk(title: str) -> tuple[str, list[str]]:
    """Return the section under a heading, and the functions that it lists."""
    section = (ROOT / "docs" / "walks.md").read_text(encoding="utf-8").partition(f"## {title}\n")[2].partition("\n## ")[0]
    return section, re.findall(r"^\d+\. `certify\.([\w.]+)`", section, re.MULTILINE)


@pytest.mark.parametrize("title", WALKS)
def test_what_a_walk_lists_is_there(title: str) -> None:
    section, listed = walk(title)
    assert f"`certify {' '.join(WALKS[title])}`" in section
    assert len(listed) > 10
    for name in listed:
        assert callable(pkgutil.resolve_name(f"certify.{name}"))


@pytest.mark.slow
@pytest.mark.parametrize("title", WALKS)
def test_a_command_goes_the_way_of_its_walk(title: str) -> None:
    _, listed = walk(title)
    called, _ = python(TRACED.replace("TRACE", "True"), *WALKS[title], *(SMALL if WALKS[title][0] == "audit" else []))
    assert [name for name in called if name in listed] == listed


def test_a_quick_audit_imports_no_sat_solver() -> None:
    _, modules = python(TRACED.replace("TRACE", "False"), *WALKS["A text through `audit`"], *SMALL, "--effort", "quick")
    ours = {m.removeprefix("certify.") for m in modules if m.startswith("certify.")}
    assert "audit.reduction_audit" in ours
    assert [m for m in ours if m.startswith("solve.algorithms")] == []
    assert set(modules) & {"networkx", "ortools", "pysat", "z3"} == set()


FIRST_INSTANCE = """\
import json, os, sys
from certify.audit.reduction_audit import ReductionExaminer
from certify.cli import _run

examine = ReductionExaminer.examine

def examined(self, *given):
    counts = examine(self, *given)
    print(json.dumps([sorted(sys.modules)]))
    sys.stdout.flush()
    os._exit(0)

ReductionExaminer.examine = examined
sys.argv = ["certify", *sys.argv[1:]]
_run()
"""


def test_the_first_instance_of_an_audit_waits_for_no_algebra_circuit_or_proof() -> None:
    python(FIRST_INSTANCE, *WALKS["A text through `audit`"])  # fills the cache
    (modules,) = python(FIRST_INSTANCE, *WALKS["A text through `audit`"])
    assert "certify.audit.fast_check" in modules
    assert set(modules) & (HEAVY - {"pynauty"} | PROCESSES | {"lark"}) == set()
    assert {m.split(".")[1] for m in modules if m.startswith("certify.")} & {"circuits", "formulas", "proving"} == set()
    late = {"certify.solve.sat", "certify.bounds.derived_bounds", "certify.bounds.claims", "certify.mutation.killing"}
    assert set(modules) & late == set()


def test_a_listing_imports_nothing_heavy() -> None:
    _, modules = python(TRACED.replace("TRACE", "False"), "problems")
    assert set(modules) & HEAVY == set()
    limits = {"certify.pictures", "certify.pictures.limits"}  # the numbers that the help of `draw` names
    rooms = {m.split(".")[1] for m in set(modules) - limits if m.startswith("certify.")}
    assert rooms & {"bounds", "circuits", "codegen", "empirical", "generate", "pictures", "semantics", "solve"} == set()


def test_formats_import_no_code_generator() -> None:
    (modules,) = python("from certify.formats import read_instance; import json, sys; print(json.dumps([list(sys.modules)]))")
    assert "certify.formats.files" in modules
    assert [m for m in modules if m.startswith(("certify.codegen", "certify.solve", "certify.circuits"))] == []


LIGHT = {
    "a version": (["--version"], {"core", "library", "codegen", "semantics", "certificates", "graph", "formats"}),
    "a path": (["path", "3sat", "vc"], {"codegen", "semantics", "language", "formats", "bounds", "solve"}),
    "a map": (
        ["map", "3sat", "is", "examples/formula.cnf"],
        {"language", "certificates", "bounds", "solve", "symbolic", "audit"},
    ),
}
"""Commands, with the packages of certify that they do not need when their texts are in the cache."""


@pytest.mark.parametrize("what", LIGHT)
def test_a_light_command_imports_its_verb_and_what_that_needs(what: str) -> None:
    words, heavy = LIGHT[what]
    code = TRACED.replace("TRACE", "False")
    if words[0] != "--version":
        python(code, *words)  # fills the cache
    _, modules = python(code, *words)
    assert set(modules) & (HEAVY | PROCESSES | {"lark"}) == set()
    assert {m.split(".")[1] for m in modules if m.startswith("certify.")} & (heavy | EVIDENCE) == set()
    others = {"dimacs_graph", "edge_list", "graph6", "lp", "mps", "network_files", "opb", "peers", "quadratic", "wcnf"}
    assert set(modules) & {f"certify.formats.{name}" for name in others} == set()
    verbs = {m.removeprefix("certify.verbs.") for m in modules if m.startswith("certify.verbs.")}
    assert verbs & set(MODULES.values()) == ({MODULES[words[0]]} if words[0] in MODULES else set())


def test_what_is_known_is_told_from_the_cache_without_sympy() -> None:
    (modules,) = python(
        "import certify.graph.carried, certify.graph.remembered_routes, certify.certificates.library_evidence, json, sys\n"
        "print(json.dumps([list(sys.modules)]))"
    )
    assert set(modules) & (HEAVY | {"lark"}) == set()
    assert [m for m in modules if m.startswith(("certify.bounds", "certify.codegen", "certify.semantics"))] == []


def test_the_module_of_a_verb_declares_it() -> None:
    for verb, module in MODULES.items():
        import_module(f"certify.verbs.{module}")
        assert verbs.declared[verb].__module__ == f"certify.verbs.{module}"
