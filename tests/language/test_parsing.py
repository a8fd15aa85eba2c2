"""Every text either parses or has its mistake explained; there are no other errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark, Token, Tree

from certify.core.mistakes import Mistake, Source
from certify.language import parsing
from certify.language.layout import mark
from certify.language.parsing import DEEPEST, parse, parse_with_tokens
from certify.system.resources import folder

TEXTS = sorted(folder("reductions").rglob("*.red"))
PIECES = [
    *("problem", "reduction", "define", "valid", "witness", "target", "forward", "every", "case", "of", "if", "then"),
    *("else", "in", "and", "or", "not", "first", "->", "==", "=", ":=", ":", ";", ",", "|", "||", "..", ".", "(", ")"),
    *("[", "]", "{", "}", '"', "#", "\n", "\n  ", "\n           ", "\t", "\x1c", "\x1e", "∀", "∈", "²", "½", "\u00a0"),
    *("x", "G.vertices", "0.5", "2n", "!"),
]


def outcome(text: str) -> Tree[Token] | Mistake:
    """Return the tree of a text or its mistake, and assert that the mistake has a message and a place inside the text."""
    try:
        return parse(Source("a.red", text))
    except Mistake as mistake:
        found = mistake
    assert 0 <= found.offset <= len(text)
    assert found.problem
    assert str(found).startswith("a.red:")
    return found


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_library_parses(path: Path) -> None:
    assert parse(Source(path.name, path.read_text(encoding="utf-8"))).data == "start"


def test_the_grammar_has_no_conflict() -> None:
    Lark((folder("grammars") / "certify.lark").read_text(encoding="utf-8"), parser="lalr", strict=True)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_any_text_parses_or_is_explained(text: str) -> None:
    outcome(text)
    outcome(f"problem P\n  valid    {text}")
    outcome(f"reduction A -> B\n  forward  a -> S = {text}\n  claims   true")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TEXTS), st.data())
def test_a_damaged_text_parses_or_is_explained(path: Path, data: st.DataObject) -> None:
    text = path.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)), label="start")
    end = min(len(text), start + data.draw(st.integers(0, 12), label="deleted"))
    inserted = data.draw(st.lists(st.sampled_from(PIECES), max_size=2).map("".join), label="inserted")
    cut = data.draw(st.sampled_from([len(text), end, start]), label="cut")
    outcome(text[:start] + inserted + text[end:cut])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TEXTS), st.data())
def test_swapped_tokens_parse_or_are_explained(path: Path, data: st.DataObject) -> None:
    text = path.read_text(encoding="utf-8")
    _, tokens = parse_with_tokens(Source(path.name, text))
    places = st.integers(0, len(tokens) - 1)
    one, two = sorted((tokens[data.draw(places)], tokens[data.draw(places)]), key=lambda token: token.start_pos or 0)
    if one is not two:
        a, b, c, d = one.start_pos, one.end_pos, two.start_pos, two.end_pos
        outcome(text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:])


@pytest.mark.parametrize(
    "expression",
    ["(" * 5000 + "1" + ")" * 5000, "not " * 3000 + "a", "1" + " + 1" * 3000, "a" + "[0]" * 3000, "{" * 3000,
     "if a then b else " * 2000 + "c", "every x in S: " * 2000 + "a", "a implies " * 2000 + "a", "-" * 4000 + "1"],
    ids=["brackets", "not", "plus", "index", "unclosed", "if", "every", "implies", "minus"],
)  # fmt: skip
def test_deep_nesting_is_a_mistake(expression: str) -> None:
    assert isinstance(outcome(f"define a = {expression}"), Mistake)


def test_what_is_deep_in_practice_parses() -> None:
    deep = DEEPEST // 3
    assert isinstance(outcome("define a = " + "(" * deep + "1" + ")" * deep), Tree)
    assert isinstance(outcome("define a = " + "if b then c else " * deep + "1"), Tree)
    assert isinstance(outcome("define a = " + " + ".join(["1"] * (DEEPEST - 10))), Tree)


@pytest.mark.parametrize("text", ["x orange", "x andy", "1 .. n inS", "x notin S"])
def test_a_word_is_never_cut_in_two(text: str) -> None:
    assert isinstance(outcome(f"define a = {text}"), Mistake)


def test_a_comment_does_not_swallow_the_next_declaration() -> None:
    tree = outcome("# literals\ntype t = a or b\ndefine one = 1  # one\ndefine two = 2")
    assert [child.data for child in tree.children] == ["type_declaration", "definition", "definition"]


def test_an_item_may_begin_with_a_size() -> None:
    tree = outcome("problem P\n  valid    |S| = 2\n           |T| = 3")
    assert [part.data for part in tree.find_data("valid")] == ["valid"]
    assert len(next(iter(tree.find_data("valid"))).children) == 2


def test_offsets_are_those_of_the_text() -> None:
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        assert len(mark(Source(path.name, text))) == len(text)
        _, tokens = parse_with_tokens(Source(path.name, text))
        for token in tokens:
            if not token.type.startswith("_"):
                assert text[token.start_pos : token.end_pos] == token


# ------------------------------------------------------------------------------------------------ the kept tables


@pytest.fixture
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CERTIFY_CACHE", str(tmp_path / "cache"))
    parsing._parser.cache_clear()
    yield tmp_path / "cache"
    parsing._parser.cache_clear()


def test_tables_are_kept_and_found_again(cache_folder: Path) -> None:
    text = "define f(x) = 2 * x"
    first = outcome(text)
    [kept] = cache_folder.glob("*/*")
    before = kept.stat().st_mtime_ns
    parsing._parser.cache_clear()
    assert outcome(text) == first
    assert kept.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(b"", id="empty", marks=pytest.mark.slow),
        pytest.param(b"nonsense", id="nonsense", marks=pytest.mark.slow),
        pytest.param(b"\n", id="no hash", marks=pytest.mark.slow),
        pytest.param(None, id="cut"),
    ],
)
def test_damaged_tables_are_made_again(cache_folder: Path, damage: bytes | None) -> None:
    outcome("define a = 1")
    [kept] = cache_folder.glob("*/*")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-100] if damage is None else damage)
    parsing._parser.cache_clear()
    assert isinstance(outcome("define a = 1"), Tree)
    assert len(kept.read_bytes()) > 1000


def test_a_folder_that_does_not_come_with_certify() -> None:
    with pytest.raises(FileNotFoundError, match="no folder `nothing`"):
        folder("nothing")
