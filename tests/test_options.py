"""What all verbs have in common as commands: help, options that do not fit together, completion, and words that are no verb."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from certify.verbs.command import app
from certify.verbs.completion import format_names, problem_names, route_names, subject_names
from certify.verbs.option_rules import RULES, Apart, Needs
from certify.verbs.verb_examples import EXAMPLES
from tests.conftest import Certify

ROOT = Path(__file__).parent.parent
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
VERBS = list(COMMANDS)


def option_words(verb: str, option: Any) -> list[str]:
    """Return an option with a value that it takes."""
    name = max(option.opts, key=len)
    return [name] if option.is_flag else [name, getattr(option.type, "choices", ["1"])[0]]


@pytest.mark.parametrize("seconds", ["nan", "inf", "1e400", "-1", "1e10"])
def test_a_time_limit_that_is_none(certify: Certify, seconds: str) -> None:
    said = certify("solve", "3sat", "examples/formula.cnf", "--seconds", seconds)
    assert said.code == 2
    assert "is not in the range" in said.err


def test_a_field_that_is_given_twice(certify: Certify) -> None:
    said = certify("solve", "vc", "examples/petersen.g6", "--set", "k=1", "--set", "k=6")
    assert (said.code, said.err) == (2, "`--set k` is given twice: give it once\n")


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_has_two_examples_that_parse(certify: Certify, verb: str) -> None:
    said = certify(verb, "-h")
    assert said.code == 0
    assert said.out == certify(verb, "--help").out
    examples = EXAMPLES[verb]
    assert len(examples) >= 2
    assert any(line.startswith(f"certify {verb} ") or line == f"certify {verb}" for line in examples)
    for line in examples:
        assert line in said.out
        words = shlex.split(line.partition(" | ")[0])
        if words[0] == "kissat":  # somebody else's solver
            continue
        assert words[0] == "certify"
        COMMANDS[words[1]].make_context(words[1], words[2:])


def test_every_verb_has_an_entry_and_every_entry_a_verb() -> None:
    assert set(EXAMPLES) == set(VERBS)
    assert set(RULES) <= set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_an_option_given_twice_is_an_error(certify: Certify, verb: str) -> None:
    for option in COMMANDS[verb].params:
        if option.param_type_name != "option" or option.multiple:
            continue
        words = option_words(verb, option)
        said = certify(verb, *words, *words)
        assert said.code == 2, words
        assert said.out == ""
        assert f"`{words[0]}` is given twice: give it once" in said.err
    assert "given 3 times" in certify(verb, "-q", "-q", "--quiet").err


def test_both_options_of_a_pair_are_an_error(certify: Certify) -> None:
    said = certify("map", "3sat", "is", "x.cnf", "--compact", "--pretty")
    assert said.code == 2
    assert "`--pretty` and `--compact` do not go together: give one of them" in said.err


@pytest.mark.parametrize("verb", RULES)
def test_options_that_do_not_fit_together_are_an_error(certify: Certify, verb: str) -> None:
    """Every rule of the table is broken once; the message says what to do."""
    command = COMMANDS[verb]
    known = {
        name: p
        for p in command.params
        for name in ([p.name] if p.param_type_name == "argument" else [*p.opts, *p.secondary_opts])
    }
    needed = ["x" for p in command.params if p.param_type_name == "argument" and p.required]
    for rule in RULES[verb]:
        if isinstance(rule, Needs):
            mentioned, broken = [rule.option, *rule.one_of], [rule.option]
        else:
            assert isinstance(rule, Apart)
            mentioned, broken = list(rule.options), list(rule.options[:2])
        assert {word.partition("=")[0] for word in mentioned} <= set(known), rule
        words: list[str] = []
        for word in broken:
            name, _, value = word.partition("=")
            if not name.startswith("-"):
                words = ["3sat", *words] if name not in [p.name for p in command.params if p.required] else words
            elif name in known[name].secondary_opts:
                words.append(name)
            else:
                words += [name, value] if value else option_words(verb, known[name])
        for more in ([], ["--json"] if "--json" not in broken else []):
            said = certify(verb, *needed, *words, *more)
            assert said.code == 2, (words, said)
            told = said.out + said.err
            assert "do not go together: " in told or ("has no effect here: give" in told and "leave it out" in told), (
                words,
                said,
            )
        if "--json" not in broken:
            assert said.json["error"]["message"]


@pytest.mark.parametrize(
    ("words", "meant"),
    [("slove", "solve"), ("Audit", "audit"), ("reduce", "map"), ("lint", "check"), ("xyz", "the verbs are problems, ")],
)
def test_a_word_that_is_no_verb(certify: Certify, words: str, meant: str) -> None:
    said = certify(words, "3sat")
    assert said.code == 2
    assert f"`{words}` is no verb: " in said.err
    assert meant in said.err


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["solve", "vc", "x.g6", "--set", "k", "6"], "one word, as in `--set k=3`"),
        (["solve", "vc", "x.g6", "--k", "6"], "given by `--set k=3`"),
        (["path", "3sat:vc"], "name two problems as two words, as in `3sat vc`"),
        (["map", "3sat", "x/y.cnf", "is"], "problems come before files"),
        (["show", "x/y.red"], "add the text by `--use x/y.red`, and name what it declares"),
        (["neighbours", "3sat:is"], "is a reduction, and one problem is expected"),
        (["--json", "problems"], "stands after the verb"),
        (["version"], "did you mean `--version`?"),
        (["problems", "--jso"], "--json"),
    ],
)
def test_hints_for_words_that_cannot_be_parsed(certify: Certify, words: list[str], part: str) -> None:
    said = certify(*words)
    assert (said.code, said.out) == (2, "")
    assert part in said.err


def test_version(certify: Certify) -> None:
    from certify.version import __version__

    assert certify("--version").out == f"certify {__version__}\n"
    run = subprocess.run([sys.executable, "-m", "certify", "--version"], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stdout == f"certify {__version__}\n"


def test_quiet_keeps_notes_back(certify: Certify, tmp_path: Path) -> None:
    mine = tmp_path / "mine.red"
    mine.write_text("define two = 2\nproblem Clique \"Another\"\n  instance G : graph\n  measures n = |G.vertices|\n"
                    "  witness  v : one of G.vertices\n  accepts  v in G.vertices\n", encoding="utf-8")  # fmt: skip
    assert "hides" in certify("problems", "--use", mine).err
    assert certify("problems", "--use", mine, "-q").err == ""


# ------------------------------------------------------------------------------------------------ completion


def completed(line: str) -> list[str]:
    """Return what bash is offered for the last word of a line."""
    words = line.split(" ")
    more = {"_CERTIFY_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    code = "import sys; sys.argv[0] = 'certify'; from certify.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=os.environ | more, check=True
    )
    return run.stdout.split()


def test_completion() -> None:
    assert completed("certify solve 3s") == ["3sat"]
    assert completed("certify problems --use examples/wr") == ["examples/wrong.red"]
    assert "--via" in completed("certify solve --v")


def test_completion_of_names() -> None:
    assert "VertexCover" in problem_names("")
    assert problem_names("vertexc") == ["vertexcover"]
    assert problem_names("nothing") == []
    assert route_names("is,clique,vertexc") == ["is,clique,vertexcover"]
    assert format_names("graph") == ["graph", "graph6", "graphml"]
    assert "IndependentSet:VertexCover" in subject_names("IndependentSet:")
