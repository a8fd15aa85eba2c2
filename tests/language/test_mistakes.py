"""A damaged text is either read or explained: its only errors are `Mistake` and `Unknown`.

The texts of the library are damaged token by token, mostly with tokens that the grammar allows at the place, so that many damaged
texts parse and their mistakes, if any, are found by the type checker.
"""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Token

from certify.core import core_hash
from certify.core.mistakes import Mistake, Source
from certify.language.parsing import parse, parse_with_tokens
from certify.library import LibraryText, Unknown, standard
from certify.system.resources import folder
from tests.names import few

PATHS = sorted(folder("reductions").rglob("*.red"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in PATHS}
FAMILIES = (
    ("PLUS", "MINUS", "TIMES", "DIV", "MOD", "JOIN", "BACKSLASH", "AMPERSAND", "WITH", "DOTS", "POWER"),
    ("EQUAL", "UNEQUAL", "LESS", "AT_MOST", "MORE", "AT_LEAST", "IN_WORD", "SUBSET_WORD"),
    ("EVERY", "SOME", "COUNT", "THE", "FIRST"),
    ("SUM", "PRODUCT", "MIN", "MAX"),
    ("AND_WORD", "OR_WORD", "IMPLIES", "IFF"),
    ("LEFT_BRACE", "LEFT_BRACKET", "LEFT_PARENTHESIS"),
    ("RIGHT_BRACE", "RIGHT_BRACKET", "RIGHT_PARENTHESIS"),
    ("SET_WORD", "SEQ", "ONE", "SUBSET_WORD"),
)
"""Kinds of token that can mostly replace one another."""


@cache
def tokens(stem: str) -> tuple[Token, ...]:
    """Return the tokens of a library text without the layout marks."""
    _, found = parse_with_tokens(Source(stem, TEXTS[stem]))
    return tuple(t for t in found if not t.type.startswith("_"))


@cache
def words(kind: str) -> list[str]:
    """Return the texts of all tokens of a kind in the library."""
    return sorted({str(t) for stem in TEXTS for t in tokens(stem) if t.type == kind})


def family(kind: str) -> list[str]:
    """Return the kinds that can replace a kind, with the kind itself."""
    return [k for f in FAMILIES if kind in f for k in f] or [kind]


def another(token: Token, stem: str, chance: random.Random) -> str:
    """Return the text of a random replacement for a token of the library text `stem`."""
    if token.type == "NAME" and chance.random() < 0.8:
        return str(chance.choice([t for t in tokens(stem) if t.type == "NAME"]))
    if token.type == "NUMBER":
        return chance.choice(["0", "1", "2", "7", "10", "99999999999"])
    if chance.random() < 0.1:
        return str(chance.choice(tokens(chance.choice(list(TEXTS)))))
    return chance.choice(words(chance.choice(family(token.type))) or [str(token)])


def damaged(stem: str, chance: random.Random) -> str:
    """Return a library text with one to three random changes of tokens."""
    text, found = TEXTS[stem], tokens(stem)
    changes: dict[int, str] = {}
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        at = chance.randrange(len(found))
        kind = chance.random()
        if kind < 0.6:
            changes[at] = another(found[at], stem, chance)
        elif kind < 0.7:
            changes[at] = ""
        elif kind < 0.8:
            changes[at] = f"{found[at]} {chance.choice(found)}"
        elif kind < 0.9:
            changes[at] = chance.choice(
                [f"({found[at]})", f"|{found[at]}|", f"{{{found[at]}}}", f"[{found[at]}]", f"-{found[at]}"]
            )
        else:
            other = chance.randrange(len(found))
            changes[at], changes[other] = str(found[other]), str(found[at])
    for at in sorted(changes, reverse=True):
        start, end = found[at].start_pos or 0, found[at].end_pos or 0
        text = text[:start] + changes[at] + text[end:]
    return text


def outcomes(text: str) -> list[str]:
    """Return for each declaration of a text `read` or the message of its mistake; any other error fails the test."""
    source = Source("damaged.red", text)
    library = standard().with_texts([source])
    found = []
    try:
        parse(source)
        _ = library.layers[0][0].declarations
    except Mistake as mistake:
        return [explained(mistake, text)]
    for kind, name in library.layers[0][0].declares:
        try:
            if kind == "problem":
                core_hash(library.problem(name))
            elif kind == "reduction":
                core_hash(library.reduction(name))
            elif kind == "fact":
                library.facts(name)
            elif kind == "reference":
                library.reference(name)
            found.append("read")
        except Mistake as mistake:
            found.append(explained(mistake, text))
        except Unknown as unknown:
            found.append(str(unknown))
    return found


def explained(mistake: Mistake, text: str) -> str:
    """Return the message of a mistake, and assert that its place lies inside its text."""
    shown = str(mistake)
    assert mistake.problem
    assert 0 <= mistake.offset <= len(mistake.source.text)
    assert mistake.offset <= mistake.end
    if mistake.source.name == "damaged.red":
        assert mistake.source.text == text
        assert shown.startswith(f"damaged.red:{mistake.line}:{mistake.column}: ")
    return shown


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 2**32))
def test_a_damaged_text_is_read_or_explained(stem: str, seed: int) -> None:
    assert outcomes(damaged(stem, random.Random(seed))) or stem == "references"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_many_damaged_texts_are_read_or_explained(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(500):
        outcomes(damaged(chance.choice(sorted(TEXTS)), chance))


def test_much_of_the_damage_parses() -> None:
    chance = random.Random(1)
    texts = [damaged(chance.choice(sorted(TEXTS)), chance) for _ in range(60)]
    assert sum(parses(text) for text in texts) >= 20


def parses(text: str) -> bool:
    """Return whether the syntax is free of mistakes."""
    try:
        return bool(LibraryText(Source("damaged.red", text)).declarations) or True
    except Mistake:
        return False


@pytest.mark.parametrize(
    "condition", ["|{ v -> 1 | v = k }| = 1", "|{ v | v = k }| = 1", "|[ v | v = k ]| = 1", "every v = k: v = k"]
)
def test_generators_without_a_collection(condition: str) -> None:
    text = f"problem P\n  instance k : nat\n  measures b = bits(k)\n  witness  none\n  accepts  {condition}\n"
    assert outcomes(text) == ["read"]


@pytest.mark.parametrize("stem", few(27, sorted(TEXTS)))
def test_undamaged_texts_are_read(stem: str) -> None:
    assert set(outcomes(TEXTS[stem])) <= {"read"}
