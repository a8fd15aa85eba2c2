"""Command lines that are read without typer mean what they mean to typer."""

from __future__ import annotations

import functools
import shlex
from typing import Any

import pytest
from typer.main import get_command_from_info
from typer.models import CommandInfo

from certify.verbs.command import VerbCommand, _as_typer_has_it
from certify.verbs.parameters import MODULES, verbs
from certify.verbs.plain_words import plain_call
from certify.verbs.verb_examples import EXAMPLES

MORE = [
    "certify map 3sat is - -o x.json --compact -q",
    "certify map 3sat is f.cnf --set=k=3 --set m=4 --use a.red --use b.red --seconds 5",
    "certify map --via vc,hc 3sat hc f.cnf --pretty",
    "certify solve 3sat f.cnf --with=dp --memory 7 --quiet",
    "certify audit is:vc sat:3sat --effort quick --seconds 0.5",
    "certify audit --all",
    "certify verify",
]
LINES = [line for lines in EXAMPLES.values() for line in lines if line.startswith("certify ")] + MORE


class Recorded(Exception):
    pass


def recorded(name: str) -> Any:
    """Return the function of a verb that only says how it is called."""

    @functools.wraps(verbs.function(name))
    def record(**given: Any) -> None:
        raise Recorded(given)

    return record


def call(work: Any) -> dict[str, Any]:
    with pytest.raises(Recorded) as left:
        work()
    given: dict[str, Any] = left.value.args[0]
    return {name: value for name, value in given.items() if (name, value) != ("quiet", False)}


def test_plain_words_mean_what_typer_makes_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = 0
    for name in MODULES:
        monkeypatch.setitem(verbs.declared, name, recorded(name))
    commands = {
        name: get_command_from_info(
            CommandInfo(name, cls=VerbCommand, callback=_as_typer_has_it(verbs.declared[name])),
            pretty_exceptions_short=False, rich_markup_mode=None,
        )
        for name in MODULES
    }  # fmt: skip
    for line in LINES:
        _, name, *words = shlex.split(line.partition(" | ")[0].partition(" > ")[0])
        found = plain_call([name, *words])
        if found is not None:
            plain += 1
            command = commands[name]
            assert call(found) == call(lambda command=command, words=words: command.main(words, standalone_mode=False)), line
    assert plain > 0.9 * len(LINES)


@pytest.mark.parametrize(
    "line",
    [
        "map 3sat is", "map 3sat is a b", "map 3sat is f --via", "map 3sat is f --via x --via y", "map 3sat is f --vi x",
        "map 3sat is f --scale 1", "map 3sat is f --scale two", "map 3sat is f --pretty --compact", "map 3sat is f --json=1",
        "map 3sat is -- f", "solve 3sat f --with magic", "solve 3sat f --memory 5", "solve 3sat f --seconds 1e10", "mapp a b c",
        "map -h", "-h", "", "solve 3sat f --seconds nan", "map 3sat is f -o -x", "map 3sat is f -oq", "audit is:vc --jobs -1",
    ],
)  # fmt: skip
def test_what_is_not_plainly_right_is_left_to_typer(line: str) -> None:
    assert plain_call(line.split()) is None


def test_completion_is_left_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CERTIFY_COMPLETE", "complete_bash")
    assert plain_call(["map", "3sat", "is", "f"]) is None
