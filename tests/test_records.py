"""Dataclasses whose methods are made later behave as those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from contextlib import suppress
from typing import Any, ClassVar

import pytest

from certify import records


def classes(dataclass: Any, field: Any) -> list[Any]:
    """Return instances of classes that the decorator makes, one or two of each."""

    @dataclass(frozen=True, slots=True)
    class Point:
        x: int
        y: int = 0
        kind: ClassVar[str] = "point"
        where: Any = field(default=None, compare=False)

    @dataclass(frozen=True, slots=True)
    class Marked:
        x: int
        name: str = field(default="p", init=False, repr=False)

    @dataclass(frozen=True)
    class Named(Point):
        label: str = field(default="", kw_only=True)

        def __post_init__(self) -> None:
            object.__setattr__(self, "y", self.y + 1)

    @dataclass
    class Bag:
        items: list[int] = field(default_factory=list)
        seen: set[int] = field(default_factory=set, init=False, repr=False)

        def __repr__(self) -> str:
            return "<bag>"

    @dataclass(frozen=True, slots=True, order=True)
    class Ranked:
        rank: int

    @dataclass(frozen=True, eq=False)
    class Same:
        of: int

    @dataclass(slots=True, kw_only=True)
    class Wide:
        a: int
        b: int = 2

    return [
        Point(1), Point(1, 0, "here"), Point(y=2, x=1), Named(1, label="a"), Named(1), Marked(1), Bag(), Bag([1]), Ranked(1),
        Ranked(2),
        Same(1), Wide(a=1),
    ]  # fmt: skip


def used(them: list[Any], times: int) -> list[Any]:
    """Return the instances after so many calls of their methods: those that are called often are compiled."""
    for of in them * times:
        with suppress(TypeError):
            assert hash(of) == hash(of)
        assert type(dataclasses.replace(of)) is type(of)
    return them


OURS, THEIRS = classes(records.dataclass, records.field), classes(dataclasses.dataclass, dataclasses.field)
OFTEN = used(classes(records.dataclass, records.field), 40)


def outcome(ask: Any) -> Any:
    try:
        return repr(ask())
    except (AttributeError, TypeError):  # the standard library raises a TypeError where frozen classes with slots refuse
        return "refused"


@pytest.mark.parametrize(
    "ask",
    [
        repr,
        lambda of: hash(of) == hash(copy.copy(of)),
        lambda of: copy.copy(of) == of,
        lambda of: copy.deepcopy(of) == of,
        lambda of: [(f.name, f.init, f.repr, f.compare, f.kw_only, f.type) for f in dataclasses.fields(of)],
        dataclasses.asdict,
        dataclasses.astuple,
        dataclasses.is_dataclass,
        lambda of: dataclasses.replace(of) == of,
        lambda of: records.replace(of, rank=7).rank,
        lambda of: type(of).__match_args__,
        lambda of: hasattr(of, "__dict__"),
        lambda of: setattr(of, "x", 5),
        lambda of: setattr(of, "unknown", 5),
        lambda of: delattr(of, "x"),
        lambda of: of < of,
        lambda of: type(of)(),
        lambda of: type(of)(1, 2, 3, 4, 5),
        lambda of: (type(of).__name__, type(of).__qualname__, type(of).__hash__ is None),
    ],
)
def test_ours_answer_as_theirs_do(ask: Any) -> None:
    expected = [outcome(lambda of=of: ask(of)) for of in THEIRS]
    assert [outcome(lambda of=of: ask(of)) for of in OURS] == expected
    assert [outcome(lambda of=of: ask(of)) for of in OFTEN] == expected


def test_they_are_equal_to_the_same_ones() -> None:
    def table(them: list[Any]) -> list[list[bool]]:
        return [[a == b for a in them] for b in them]

    assert table(OURS) == table(OFTEN) == table(THEIRS)


@records.dataclass(frozen=True, slots=True)
class Kept:
    """A class that can be pickled."""

    a: int
    b: tuple[int, ...] = ()


def test_frozen_ones_with_slots_are_pickled() -> None:
    assert pickle.loads(pickle.dumps(Kept(1, (2,)))) == Kept(1, (2,))


def test_a_default_that_can_change_is_refused() -> None:
    with pytest.raises(ValueError, match="default_factory"):
        records.dataclass(type("Wrong", (), {"__annotations__": {"x": "list"}, "x": []}))
