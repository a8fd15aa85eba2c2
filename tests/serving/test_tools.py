"""The tools of other programs: the calls that they make, their limits, and one session over standard input and output."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anyio
import pytest
from anyio.abc import Process
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

import certify.serving.calls as calls
from certify.errors import InputError
from certify.serving.calls import CallFailed, CallLimits, VerbCall, run
from certify.serving.mcp_server import grammar, language, library_text
from certify.serving.tools import TOOLS
from tests.conftest import Certify

CNF = "p cnf 1 2\n1 0\n-1 0\n"
EDGE = "p edge 2 1\ne 1 2\n"
OWN = """problem Own "one element"
  instance S : set of labels
  measures n = |S|
  witness  T : subset of S
  accepts  |T| = 1
"""

CASES: Mapping[str, Mapping[str, Any]] = {
    "problems": {},
    "reductions": {},
    "show": {"name": "own", "texts": [OWN]},
    "path": {"source": "3sat", "target": "vc", "all": False},
    "bounds": {"name": "3sat:is", "at": {"n": 2, "m": 3}},
    "check": {"text": OWN},
    "audit": {"text": OWN, "within": {"n": 2}},
    "prove": {"name": "is:vc", "seconds": 20},
    "consequences": {"problem": "clique"},
    "map_instance": {"source": "is", "target": "vc", "instance": EDGE, "given": {"k": "1"}},
    "lift": {"source": "is", "target": "vc", "instance": EDGE, "given": {"k": 1}, "witness": ["old(1)"]},
    "solve": {"problem": "own", "instance": {"S": ["a"]}, "texts": [OWN]},
    "why": {"problem": "sat", "instance": CNF},
    "verify": {"problem": "is", "instance": EDGE, "given": {"k": "1"}, "witness": '["2"]'},
    "neighbours": {"problem": "vc"},
    "example": {"problem": "own", "texts": [OWN]},
    "draw": {"source": "is", "instance": EDGE, "given": {"k": "1"}, "witness": True},
}

FOUND: Mapping[str, Any] = {
    "map_instance": lambda result: result["image"]["k"] == 1,
    "lift": lambda result: result["witness"] == ["2"],
    "solve": lambda result: result["witness"] == ["a"],
    "why": lambda result: len(result["why"]["parts"]) == 2,
    "verify": bool,
    "draw": lambda result: result["files"] == ["picture.svg"],
}
"""What some results must be."""


def test_every_tool_is_the_call_of_a_verb(certify: Certify) -> None:
    """Each verb takes the options that its tool gives: one that it does not know would be reported before an empty name."""
    assert set(CASES) == set(TOOLS)
    for name, arguments in CASES.items():
        call = TOOLS[name](**arguments)
        said = certify(*call.words, "--json", "--nonsense")
        assert "--nonsense" in said.out + said.err, call.words


@pytest.mark.parametrize("name", FOUND)
def test_a_tool_is_a_call_that_the_command_line_takes(
    name: str, certify: Certify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call = TOOLS[name](**CASES[name])
    for file, text in call.files.items():
        (tmp_path / file).write_text(text)
    said = certify(*call.words, "--json", "--seconds=100")
    assert said.code == 0
    assert FOUND.get(name, bool)(said.json["result"])
    assert not call.made or (tmp_path / call.made).exists()


@pytest.mark.parametrize("word", ["", "--help", "-o", "/etc/passwd", "../x", "x.red", "proofs/x.cert", "a\nb", "a=b"])
def test_names_are_no_files_and_no_options(word: str) -> None:
    for call in (
        lambda: TOOLS["show"](name=word),
        lambda: TOOLS["solve"](problem="sat", instance=CNF, via=word or "-"),
        lambda: TOOLS["solve"](problem="sat", instance=CNF, format=word or "-"),
        lambda: TOOLS["path"](source="sat", target=word),
    ):
        with pytest.raises(InputError, match="is no name of a problem"):
            call()


@pytest.mark.parametrize("given", [{"k": "1\0"}, {"k\0": "1"}, {"k": "1" * 40_000}])
def test_a_field_that_no_command_can_take(given: dict[str, str]) -> None:
    with pytest.raises(InputError, match=r"`given`: the value of 'k.*has a null character, or more than 30000 characters"):
        TOOLS["solve"](problem="vc", instance=EDGE, given=given)


def test_empty_arguments_are_told() -> None:
    with pytest.raises(InputError, match="give `name`, `text`, or both"):
        TOOLS["audit"]()
    with pytest.raises(InputError, match="`instance` is empty"):
        TOOLS["solve"](problem="sat", instance=" ")


def test_resources() -> None:
    assert language().startswith("# The language")
    assert "start" in grammar()
    assert library_text("3sat:is").startswith("reduction ThreeSAT -> IndependentSet")
    assert "problem VertexCover" in library_text("vc")


async def nothing(seconds: float, message: str) -> None:
    return None


@pytest.mark.parametrize(
    ("said", "told", "message"),
    [
        ('{"exit": 0, "result": "a long result"}', "", "the result has 38 characters, and 10 may be sent"),
        ('{"exit": 3, "error": {"message": "unknown: out of time"}}', "", "^unknown: out of time$"),
        ('{"exit": 2, "error": {"message": "no `x`", "fix": "did you mean `y`?"}}', "", "^no `x`\ndid you mean `y`\\?$"),
        ("", "unknown: out of memory\n", "^unknown: out of memory$"),
        ("", "", "^unknown: out of time$"),
    ],
    ids=["large", "unknown", "mistake", "ended", "killed"],
)
def test_a_call_without_a_result_says_why(said: str, told: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def speaking(*_: Any) -> tuple[str, str]:
        return said, told

    monkeypatch.setattr(calls, "_said", speaking)
    with pytest.raises(CallFailed, match=message):
        anyio.run(run, VerbCall(("problems",)), CallLimits(output=10), nothing)


def test_a_mistake_in_a_text_comes_with_its_caret(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message is that of the command line, which is asked again without JSON."""
    caret = "text.red:1:9: no `witness` section\n  problem X\n          ^"

    async def speaking(words: tuple[str, ...], *_: Any) -> tuple[str, str]:
        place = '{"file": "text.red", "line": 1, "column": 9}'
        told = f'{{"exit": 2, "error": {{"message": "no `witness` section", "place": {place}}}}}'
        return (told, "") if "--json" in words else ("", caret + "\n")

    monkeypatch.setattr(calls, "_said", speaking)
    with pytest.raises(CallFailed) as failed:
        anyio.run(run, TOOLS["check"](text="problem X\n"), CallLimits(), nothing)
    assert str(failed.value) == caret


def test_a_call_that_is_cancelled_ends_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Process] = []
    opened = anyio.open_process

    async def opening(*arguments: Any, **options: Any) -> Process:
        started.append(await opened(*arguments, **options))
        return started[-1]

    async def cancelled() -> bool:
        with anyio.move_on_after(1.0) as scope:
            await run(TOOLS["audit"](name="3sat:is", effort="deep"), CallLimits(), nothing)
        return scope.cancelled_caught

    monkeypatch.setattr(calls.anyio, "open_process", opening)
    assert anyio.run(cancelled)
    assert [process.returncode is None for process in started] == [False]


def test_a_session() -> None:
    async def session() -> None:
        parameters = StdioServerParameters(
            command=sys.executable, args=["-m", "certify", "serve", "--mcp"], env=dict(os.environ), cwd=Path(__file__).parents[2]
        )
        async with Client(stdio_client(parameters)) as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            assert set(tools) == set(TOOLS)
            assert tools["solve"].input_schema["required"] == ["problem", "instance"]
            assert tools["solve"].input_schema["properties"]["method"]["enum"] == ["auto", "search", "sat", "dp", "cp-sat", "mip"]
            edge = {"vertices": ["a", "b"], "edges": [["a", "b"]]}
            arguments = {"problem": "vc", "instance": {"G": edge}, "given": {"k": 1}, "witness": ["b"]}
            answer = await client.call_tool("verify", arguments)
            assert not answer.is_error
            assert answer.structured_content["result"]["accepted"]
            wrong = await client.call_tool("path", {"source": "3sta", "target": "vc"})
            assert wrong.is_error
            assert "did you mean `3sat`?" in wrong.content[0].text
            resources = {str(resource.uri) for resource in (await client.list_resources()).resources}
            assert resources == {"certify://language", "certify://grammar"}
            found = await client.read_resource("certify://library/vc")
            assert "problem VertexCover" in found.contents[0].text

    anyio.run(session)
