"""The tables of `docs/core.md` are those that the records make; its examples hold in the engine and in the checker.

An example is a block of JSON after a comment that says what it is:

- `part: NAME PATH...`: a part of the core document of a declaration of the page's text; `keys: NAME`: its entries; `hash: NAME`;
- `slots: NAME`: the sizes of an instance; `constant: TEXT`: the node of a number; `default: NAME FIELD`: the default of a type;
- `steps: NAME`: the steps of a problem's parts on an instance (`test_costs_page`);
- `length: NAME`: the length of an instance; `undefined: NAME`: an instance, and its length, on which `valid` is undefined;
- `image: NAME`: the image of an instance, by the size of its home and its numbers in order; `outside: NAME`: an instance and a
  witness whose map is undefined; `instead` says what stands instead of parts of the text;
- `says: WHAT`: a problem with these fields: what its `valid` is on an instance, how many members its witness space has, how many
  instances its box has, and how many up to isomorphism;
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

from certify.audit.regions import RegionPlan, groups
from certify.certificates import checker
from certify.core import Map, Problem, Reduction, Sum, core_hash
from certify.core.mistakes import Source
from certify.core.operations.functions import default
from certify.core.operations.page import tables, written
from certify.core.sizes import slots_of
from certify.core.values import size
from certify.core.witness_kinds import count
from certify.formats import from_json, witness_from_json
from certify.generate.bounded_instances import Box
from certify.library import Library, standard
from certify.semantics.interpreter import OutsideHome, ProblemMeaning, ReductionMeaning, Unmet
from tests.certificates.two_voices import document, enumerated, inside, own

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
    declared = changed(name, expected.get("instead", []))
    x = from_json(declared.source, expected["instance"]).value
    there = checker.ReductionRun(checker.Reduction(document(declared), "", checker.Work(1 << 20))).image(own(x))
    for places, numbers in (ReductionMeaning(declared).image(x).value, there.value):
        assert {"place": len(places), "number": [numbers[p] for p in sorted(places)]} == expected["image"]


def changed(name: str, instead: Sequence[Sequence[str]]) -> Reduction:
    """Return the reduction of the page with other words in its text."""
    (text,) = re.findall(r"```red\n(.*?)```", TEXT, re.DOTALL)
    for old, new in instead:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return standard().with_texts([Source("core.md", text)]).reduction(name)


def check_outside(name: str, path: Sequence[str], expected: Any) -> None:
    declared = changed(name, expected["instead"])
    given = from_json(declared.source, expected["instance"])
    x, w = given.value, witness_from_json(given, expected["witness"])
    meaning, run = (
        ReductionMeaning(declared),
        checker.ReductionRun(checker.Reduction(document(declared), "", checker.Work(1 << 20))),
    )
    with pytest.raises(OutsideHome):
        meaning.forward(x, w, meaning.image(x))
    with pytest.raises(checker.OutsideHome):
        run.forward(own(x), own(w), run.image(own(x)))


def check_keys(name: str, path: Sequence[str], expected: Any) -> None:
    assert sorted(document(library().reduction(name) if ":" in name else library().problem(name))) == expected


def check_hash(name: str, path: Sequence[str], expected: Any) -> None:
    declared, read = problem(name)
    assert checker.digest(read.doc) == core_hash(declared) == expected


def check_slots(name: str, path: Sequence[str], expected: Any) -> None:
    declared, read = problem(name)
    assert [str(slot) for slot in slots_of(declared.instance)] == expected
    kinds = [(p, t[0]) for p, t in checker.all_parts(read.instance)]
    there = [f"bits({p})" if k in checker.SORTS else f"|{p}|" for p, k in kinds if k in ("set", "seq", "map", *checker.SORTS)]
    assert there == expected


def check_constant(name: str, path: Sequence[str], expected: Any) -> None:
    number = tried({"fields": ["q : rat"], "valid": f"q = {name}"})
    (node,) = [n for n in checker.Problem(document(number), "", checker.Work(1)).valid[0].walk() if n.op == "const"]
    there = document(number)["valid"][0]["args"][1]
    assert there == expected
    assert node.ready == checker.fraction(expected["data"])


def check_default(name: str, path: Sequence[str], expected: Any) -> None:
    (field,) = path
    declared, _ = problem(name)
    field_type = dict(declared.instance.fields)[field]
    assert isinstance(field_type, Map)
    assert isinstance(field_type.value, Sum)
    type_ = field_type.value
    assert document(declared)["instance"]["record"][1][1]["map"][1] == expected["type"]
    assert [case for case, _ in type_.cases][default(type_)[0]] == expected["default"]


def tried(expected: Any) -> Problem:
    """Return the problem that an example describes."""
    fields = "\n           ".join(expected["fields"])
    measures = "\n           ".join(expected.get("measures", ["n = 0"]))
    text = f'problem Tried "an example"\n  instance {fields}\n  valid    {expected.get("valid", "true")}\n'
    text += f"  measures {measures}\n  witness  {expected.get('witness', 'none')}\n  accepts  true\n"
    return standard().with_texts([Source("tried.red", text)]).problem("Tried")


def check_says(name: str, path: Sequence[str], expected: Any) -> None:
    declared = tried(expected)
    read = checker.Problem(document(declared), "", checker.Work(1 << 20))
    meaning, run = ProblemMeaning(declared), checker.ProblemRun(read)
    x = from_json(declared, expected["instance"]).value if "instance" in expected else None
    match name:
        case "condition" if expected["says"] == "undefined":
            with pytest.raises(Unmet):
                meaning.valid(x)
            with pytest.raises(checker.Undefined):
                run.valid.holds(own(x))
        case "condition":
            assert meaning.valid(x) == run.valid.holds(own(x)) == expected["says"]
        case "space":
            assert count(meaning.space(x)) == run.space(own(x)).count() == expected["members"]
        case "box":
            assert enumerated(declared, expected["within"]) == expected["instances"]
            plan = RegionPlan(None, (expected["within"],))
            made = list(groups(declared, plan, lambda: None, up_to_isomorphism=True))
            assert sum(1 for group in made for _ in group.instances) == expected["classes"]


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
    "outside": check_outside,
    "keys": check_keys,
    "hash": check_hash,
    "slots": check_slots,
    "constant": check_constant,
    "default": check_default,
    "says": check_says,
    "steps": lambda name, path, expected: None,  # `test_costs_page` reads them
}

if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
