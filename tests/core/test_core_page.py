"""The tables of `docs/core.md` are those that the records make; its examples hold in the engine and in the checker.

An example is a block of JSON after a comment that says what it is:

- `part: NAME PATH...`: a part of the core document of a declaration of the page's text;
- `length: NAME`: the length of an instance; `undefined: NAME`: an instance, and its length, on which `valid` is undefined;
- `image: NAME`: the image of an instance, by the size of its home and its numbers in order;
- `region: NAME`: the instances of a box within caps, and the members of their witness spaces.

Run as a script, this file writes the tables into the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from certify.certificates import checker
from certify.core import Problem, Reduction
from certify.core.mistakes import Source
from certify.core.operations.page import tables, written
from certify.core.values import size
from certify.core.witness_kinds import count
from certify.formats import from_json
from certify.generate.bounded_instances import Box
from certify.library import Library, standard
from certify.semantics.interpreter import ProblemMeaning, ReductionMeaning, Unmet
from tests.certificates.two_voices import document, inside, own

PAGE = Path(__file__).parents[2] / "docs" / "core.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"<!-- (\w+): (\S+)((?: \S+)*?) -->\n```json\n(.*?)```", TEXT, re.DOTALL)


@cache
def library() -> Library:
    """Return the library with the text of the page."""
    (text,) = re.findall(r"```red\n(.*?)```", TEXT, re.DOTALL)
    return standard().with_texts([Source("core.md", text)])


def problem(name: str) -> tuple[Problem, checker.Problem]:
    """Return a problem of the page, in the engine and in the checker."""
    declared = library().problem(name)
    return declared, checker.Problem(document(declared), "", checker.Work(1 << 30))


def test_the_page_has_the_tables_of_the_records() -> None:
    assert all(f"<!-- {name} -->" in TEXT for name in tables())
    assert written(TEXT) == TEXT, "python -m tests.core.test_core_page writes the page"


def test_every_block_of_json_is_an_example_that_is_read() -> None:
    assert len(EXAMPLES) == TEXT.count("```json")
    assert {kind for kind, *_ in EXAMPLES} == set(CHECKS)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: "-".join(e[:3]).replace(" ", "-"))
def test_an_example_holds_in_the_engine_and_in_the_checker(example: tuple[str, str, str, str]) -> None:
    kind, name, path, text = example
    CHECKS[kind](name, path.split(), checker.parse(text.encode()))


def check_part(name: str, path: Sequence[str], expected: Any) -> None:
    declared: Problem | Reduction = library().reduction(name) if ":" in name else library().problem(name)
    found = document(declared)
    (checker.Reduction if ":" in name else checker.Problem)(found, "", checker.Work(1))  # it reads and types
    for key in path:
        found = found[int(key) if key.isdigit() else key]
    assert found == expected


def check_length(name: str, path: Sequence[str], expected: Any) -> None:
    declared, read = problem(name)
    x = from_json(declared, expected["instance"]).value
    assert size(x, declared.instance) == checker.length(own(x), read.instance) == expected["length"]


def check_undefined(name: str, path: Sequence[str], expected: Any) -> None:
    check_length(name, path, expected)
    declared, read = problem(name)
    (x,) = [x for x in checker.Generator(read, {}, (), read.work).of_length(expected["length"]) if x[2] == (0,) and not x[0]]
    with pytest.raises(Unmet):
        ProblemMeaning(declared).valid(x)
    with pytest.raises(checker.Undefined):
        checker.ProblemRun(read).valid.holds(x)


def check_image(name: str, path: Sequence[str], expected: Any) -> None:
    declared = library().reduction(name)
    x = from_json(declared.source, expected["instance"]).value
    there = checker.ReductionRun(checker.Reduction(document(declared), "", checker.Work(1 << 20))).image(own(x))
    for places, numbers in (ReductionMeaning(declared).image(x).value, there.value):
        assert {"place": len(places), "number": [numbers[p] for p in sorted(places)]} == expected["image"]


def check_region(name: str, path: Sequence[str], expected: Any) -> None:
    declared, read = problem(name)
    here = [x for x, _ in Box(declared, expected["within"], raised=expected["caps"]).measured()]
    part = checker.Part({"within": expected["within"]}, "", read, expected["caps"], read.work)
    run, longest = checker.ProblemRun(read), part.longest
    assert longest is not None
    there = [x for n in range(longest + 1) for x in part.generator.of_length(n) if inside(run, part, x, n)]
    assert set(there) == set(map(own, here))
    assert len(there) == len(here) == expected["instances"]
    assert sorted(count(ProblemMeaning(declared).space(x)) or 0 for x in here) == expected["members"]
    assert sorted(run.space(x).count() or 0 for x in there) == expected["members"]


CHECKS = {
    "part": check_part,
    "length": check_length,
    "undefined": check_undefined,
    "image": check_image,
    "region": check_region,
}

if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
