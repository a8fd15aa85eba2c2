"""Messages for texts that do not parse: what was found, what was expected, and the likely fix."""

from __future__ import annotations

import re

from certify.core.mistakes import Mistake
from certify.core.witness_kinds import KIND_OF_WORD
from certify.language.failures import INFIX, STARTS_EXPRESSION, Failure
from certify.language.syntax_hints import INFIX_WORDS, RULES, first_on_line
from certify.wording import did_you_mean


def explain(failure: Failure) -> Mistake:
    """Return the most likely mistake behind a failure: the first that a rule recognises, else what was found and expected."""
    for rule in RULES:
        if (mistake := rule(failure)) is not None:
            return mistake
    if failure.at_end:
        return _ends_early(failure)
    shown = failure.text or "the end"
    return Mistake(
        f"found `{shown}`, expected {failure.expected()}",
        failure.source,
        failure.start,
        failure.end,
        fix=_last_resort(failure),
    )


def _ends_early(failure: Failure) -> Mistake:
    """Return the mistake that an item, section, declaration or text ends too early, shown behind the last word."""
    if failure.kind == "_NEXT_ITEM" and any(kind.startswith("_SECTION") for kind in failure.accepted):
        word = re.compile(r"\S*").match(failure.source.text, failure.start)
        return Mistake(
            "this section has one item only", failure.source, failure.start, word.end() if word else None,
            fix="a line that goes on with the item before stands deeper",
        )  # fmt: skip
    what = {"_NEXT_ITEM": "item", "_NEXT_DECLARATION": "declaration", "$END": "text"}.get(failure.kind, "section")
    at = (failure.before[-1].end_pos or 0) if failure.before else 0
    fix = _last_resort(failure)
    if not fix and what == "item":
        fix = "a line that goes on with an item stands deeper than it"
    return Mistake(f"the {what} ends here, expected {failure.expected()}", failure.source, at, fix=fix)


def _last_resort(failure: Failure) -> str:
    """Return a fix for a failure that no rule recognised; empty if none is likely."""
    if not failure.at_end and first_on_line(failure.source, failure.start) and failure.wants_operator:
        column = _item_column(failure)
        if column is not None and failure.source.position(failure.start)[1] > column:
            return f"this line continues the item before it; items of this section stand at column {column}"
    if "OF" in failure.accepted and failure.last == "set":
        return "write `set of labels` for a set of new labels, else `set of T`"
    if "OF" in failure.accepted and failure.before and failure.before[-1] in KIND_OF_WORD:
        return f"write `{failure.before[-1]} of`"
    if failure.inside == "given" and failure.text == "(":
        return "give the instance one name, `given x`; its fields are `x.FIELD`"
    if _in_a_pattern_behind_an_arrow(failure):
        return "name the witness that the map gives: `S -> T = ...`"
    if "ELSE" in failure.accepted and failure.inside == "if":
        return "an `if` always has an `else`"
    if map_named := _a_map_behind_a_reason(failure):
        return map_named
    if failure.kind == "NAME" or failure.text.isalpha():
        written = [kind.lower() for kind in failure.accepted - INFIX if kind.isalpha()]
        words = list(INFIX_WORDS) if failure.wants_operator else []
        if near := did_you_mean(failure.text, words + written):
            return near
    starts = failure.kind in STARTS_EXPRESSION and failure.kind not in INFIX | {"BAR"}
    if failure.wants_operator and starts:
        return f"is an operator or a comma missing before `{failure.text}`?"
    return ""


def _a_map_behind_a_reason(failure: Failure) -> str:
    """Return a fix if a reason begins, behind `shows`, `takes` or `carries`, with a word that is no map and a witness."""
    if failure.kind != "NAME" or len(failure.before) < 2:
        return ""
    kind = failure.before[-2].type
    if kind == "CARRIES" and failure.last in ("forward", "backward"):
        return "what a fold carries along is told of the instance alone: `carries [ ... | i in 0 .. n ]`"
    near = did_you_mean(failure.last, ["forward", "backward"]) if kind in ("SHOWS", "TAKES") else ""
    return near or ("write `forward` or `backward` before a witness" if kind in ("SHOWS", "TAKES") else "")


def _in_a_pattern_behind_an_arrow(failure: Failure) -> bool:
    """Return whether the name of a witness map's result is missing: a bracket follows its arrow, and no `=`."""
    words = [str(token) for token in failure.before]
    section = next((token.type for token in reversed(failure.before) if token.type.startswith("_SECTION")), "")
    if section not in ("_SECTION_FORWARD", "_SECTION_BACKWARD") or "->" not in words:
        return False
    behind = words[len(words) - words[::-1].index("->") :]
    return behind[:1] == ["{"] and "=" not in behind


def _item_column(failure: Failure) -> int | None:
    """Return the column, from 1, of the items of the failure's section, or None outside of sections."""
    for at in range(len(failure.before) - 1, -1, -1):
        if failure.before[at].type.startswith("_SECTION") and at + 1 < len(failure.before):
            return failure.source.position(failure.before[at + 1].start_pos or 0)[1]
    return None
