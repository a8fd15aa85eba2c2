"""The words of most command lines, read without typer, whose import takes longer than a small command.

Only what is plainly right is read here: known options under their whole names, each once, with values of their types.  Help,
completion, mistakes, abbreviations and all else are left to typer, so each message has one place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from certify.verbs.option_rules import RULES
from certify.verbs.parameters import MODULES, QUIET, Argument, Option, verbs

_NUMBERS: Mapping[type, str] = {int: r"[0-9]{1,18}", float: r"[0-9]{1,18}(\.[0-9]{1,18})?"}
_TOLD = {"metavar", "help", "autocompletion", "show_default"}
"""Settings of parameters that change nothing about what is read."""


class _NotPlain(Exception):
    """Raised if the words are left to typer."""


def plain_call(words: Sequence[str]) -> Callable[[], None] | None:
    """Return the call of a verb that the words of a command line mean, without the name of the program; None if typer reads them.

    >>> plain_call(["map", "3sat", "--help"]) is plain_call(["map", "3sat"]) is plain_call(["mop", "a", "b", "c"]) is None
    True
    """
    if not words or words[0] not in MODULES or any(name.endswith("_COMPLETE") for name in os.environ):
        return None
    function = verbs.function(words[0])
    try:
        values, given = _read(function, words[1:])
    except _NotPlain:
        return None
    if any(rule.broken(given) for rule in RULES.get(words[0], ())):
        return None
    return lambda: function(**values)


class _Parameter:
    """A parameter of a verb: its name, its type, whether it is a list, and what is said about it."""

    def __init__(self, name: str, hint: Any) -> None:
        type, self.said = get_args(hint)
        inner = [t for t in get_args(type) if t is not _NOTHING] if get_origin(type) is not list else [type]
        type = inner[0] if inner else type
        self.name, self.many = name, get_origin(type) is list
        self.type = get_args(type)[0] if self.many else type
        self.long = ""
        if isinstance(self.said, Option):
            self.long = max(self.said.names, key=len) if self.said.names else f"--{name.strip('_').replace('_', '-')}"

    def value(self, word: str) -> tuple[Any, Any]:
        """Return the value that a word means, and the same as the rules about options have it.  Raises _NotPlain."""
        settings, type = self.said.settings, self.type
        if type in _NUMBERS:
            if not re.fullmatch(_NUMBERS[type], word, re.ASCII):
                raise _NotPlain
            number = type(word)
            if number < settings.get("min", number) or number > settings.get("max", number):
                raise _NotPlain
            return number, number
        if type is Path:
            return Path(word), word
        if type is str:
            return word, word
        if issubclass(type, Enum) and word in [member.value for member in type]:
            return type(word), word
        raise _NotPlain


_NOTHING = type(None)


def _read(function: Callable[..., None], words: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the parameters of a verb, and what stands on the command line (`certify.verbs.option_rules`).  Raises _NotPlain."""
    hints = get_type_hints(function, include_extras=True)
    parameters = [_Parameter(name, hint) for name, hint in hints.items() if name != "return"]
    options = dict(_options(parameters))
    values, given, left = dict[str, Any](), dict[str, Any](), list[str]()
    following = iter(words)
    for word in following:
        name, equals, after = word.partition("=") if word.startswith("--") else (word, "", "")
        if word in QUIET and "quiet" not in values:
            values["quiet"] = given[QUIET[0]] = True
        elif name in options:
            of, flag = options[name]
            if (of.name in values and not of.many) or (flag is not None and equals):
                raise _NotPlain
            if flag is not None:
                values[of.name] = given[name if flag is False else of.long] = flag
                continue
            value, raw = of.value(after if equals else _argument(next(following, "-?")))
            if "callback" in of.said.settings:
                value = _accepted(of.said.settings["callback"], value)
            if of.many:
                values.setdefault(of.name, []).append(value)
                given.setdefault(of.long, []).append(raw)
            else:
                values[of.name], given[of.long] = value, raw
        else:
            left.append(_argument(word))
    _place([p for p in parameters if isinstance(p.said, Argument)], left, function, values, given)
    for p in parameters:
        if p.name not in values:
            values[p.name] = [] if p.many and _default(function, p.name) is not None else _default(function, p.name)
    return values, given


def _options(parameters: Sequence[_Parameter]) -> Iterator[tuple[str, tuple[_Parameter, bool | None]]]:
    """Yield the options by their names, each with the value of a flag, or None if it takes one.  Raises _NotPlain."""
    for p in parameters:
        if not p.said.settings.keys() <= {*_TOLD, "min", "max", "callback"}:
            raise _NotPlain
        for names in (p.said.names or (p.long,)) if isinstance(p.said, Option) else ():
            yes, _, no = names.partition("/")
            if p.type is bool and not p.said.names:
                raise _NotPlain
            yield yes, (p, True if p.type is bool else None)
            if no:
                yield no, (p, False)
        p.long = p.long.partition("/")[0]


def _argument(word: str) -> str:
    """Return a word that is no option.  Raises _NotPlain if it begins like one."""
    if word.startswith("-") and word != "-":
        raise _NotPlain
    return word


def _accepted(callback: Callable[[Any], Any], value: Any) -> Any:
    try:
        return callback(value)
    except Exception:  # typer reports it
        raise _NotPlain from None


def _place(
    arguments: Sequence[_Parameter],
    words: list[str],
    function: Callable[..., None],
    values: dict[str, Any],
    given: dict[str, Any],
) -> None:
    """Give the words that are no options to the arguments.  Raises _NotPlain if they do not go round."""
    for place, p in enumerate(arguments):
        if p.many:
            if place != len(arguments) - 1:
                raise _NotPlain
            taken, words = words, []
            if taken:
                found = [p.value(word) for word in taken]
                values[p.name], given[p.name] = [value for value, _ in found], [raw for _, raw in found]
                continue
        elif words:
            values[p.name], given[p.name] = p.value(words[0])
            words = words[1:]
            continue
        if _default(function, p.name) is _REQUIRED:
            raise _NotPlain
    if words:
        raise _NotPlain


_REQUIRED: Any = object()


def _default(function: Callable[..., None], name: str) -> Any:
    """Return the default of a parameter of a verb; `_REQUIRED` if it has none."""
    code, defaults = _code(function)
    names = code.co_varnames[: code.co_argcount]
    at = names.index(name) - (len(names) - len(defaults))
    return defaults[at] if at >= 0 else _REQUIRED


def _code(function: Any) -> tuple[Any, tuple[Any, ...]]:
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function.__code__, function.__defaults__ or ()
