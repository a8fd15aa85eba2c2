"""The language server, driven over pipes, and the functions behind it, on right, wrong and half texts."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certify.core.mistakes import Mistake, Source
from certify.editing import derived, step_limits
from certify.editing.colours import textmate
from certify.editing.completing import completions
from certify.editing.findings import findings
from certify.editing.hovering import hover
from certify.editing.names import definition, references
from certify.editing.outline import outline
from certify.editing.reading import read
from certify.editing.renaming import RenamingRefused, renamed
from certify.language import frontend
from certify.library import LibraryText
from tests.conftest import Certify

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "reductions" / "graphs" / "threesat_to_independentset.red").read_text(encoding="utf-8")
P = 'problem P "P."\n  instance k : nat\n  measures b = bits(k)\n  witness  none\n  accepts  k = {}\n'


class Client:
    """A client that speaks JSON-RPC with a server in another process."""

    def __init__(self) -> None:
        words = [sys.executable, "-m", "certify", "language-server"]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ))
        self.number = 0
        self.told: list[Any] = []

    def send(self, method: str, params: Any, **more: Any) -> None:
        data = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def receive(self) -> Any:
        out = self.process.stdout
        assert out is not None
        size = 0
        while (line := out.readline().strip()) != b"":
            if line.lower().startswith(b"content-length"):
                size = int(line.partition(b":")[2])
        return json.loads(out.read(size))

    def ask(self, method: str, params: Any) -> Any:
        self.number += 1
        self.send(method, params, id=self.number)
        while True:
            message = self.receive()
            if message.get("id") == self.number and "method" not in message:
                return message.get("error") or message["result"]
            self.told.append(message)

    def diagnostics(self, wanted: bool = True) -> list[Any]:
        """Return the next diagnostics that are told."""
        while True:
            message = self.told.pop(0) if self.told else self.receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                return message["params"]["diagnostics"]  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    made = Client()
    made.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    made.send("initialized", {})
    yield made
    made.ask("shutdown", None)
    made.send("exit", None)
    assert made.process.wait(10) == 0


def test_the_server_answers_an_editor(client: Client, tmp_path: Path) -> None:
    (tmp_path / "unities.red").write_text("define unity = 1\n", encoding="utf-8")
    uri = (tmp_path / "p.red").as_uri()
    text = P.format("unitty")
    client.send("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "red", "version": 1, "text": text}})
    (told,) = client.diagnostics()
    assert told["message"].startswith("`unitty` is not known here")
    assert told["range"]["start"] == {"line": 4, "character": 15}
    client.send(
        "textDocument/didChange",
        {"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": P.format("unity")}]},
    )
    here = {"textDocument": {"uri": uri}, "position": {"line": 4, "character": 16}}
    assert client.ask("textDocument/definition", here)["uri"] == (tmp_path / "unities.red").as_uri()
    assert "nat" in client.ask("textDocument/hover", here)["contents"]["value"]
    changes = client.ask("textDocument/rename", {**here, "newName": "single"})["changes"]
    assert {edits[0]["newText"] for edits in changes.values()} == {"define single = 1\n", P.format("single")}
    assert "is no name" in client.ask("textDocument/rename", {**here, "newName": "every"})["message"]
    assert len(client.ask("textDocument/references", {**here, "context": {"includeDeclaration": True}})) == 2
    labels = [item["label"] for item in client.ask("textDocument/completion", here)]
    assert "unity" in labels
    assert [s["name"] for s in client.ask("textDocument/documentSymbol", here)] == ["P"]
    client.send(
        "textDocument/didChange",
        {"textDocument": {"uri": uri, "version": 3}, "contentChanges": [{"text": "problme 🙂 P\x00\n  (("}]},
    )
    while not (told := client.diagnostics()) or "problme" not in told[0]["message"]:
        pass
    context = {"diagnostics": told[:1]}
    (action,) = client.ask(
        "textDocument/codeAction", {"textDocument": {"uri": uri}, "range": told[0]["range"], "context": context}
    )
    assert action["edit"]["changes"][uri][0]["newText"] == "problem"
    client.send(
        "textDocument/didChange",
        {"textDocument": {"uri": uri, "version": 4}, "contentChanges": [{"text": P.format("unity")}]},
    )
    tokens = client.ask("textDocument/semanticTokens/full", {"textDocument": {"uri": uri}})["data"]
    assert tokens[:5] == [0, 8, 1, 0, 0], "the name of the problem"
    assert len(tokens) == 5 * 6, "P, k, b, k in bits(k), k and unity"
    assert (
        client.ask("textDocument/formatting", {"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": True}})
        == []
    )


def test_all_mistakes_of_a_text_are_found() -> None:
    text = "define a = 1 +\n" + P.format("j\n           k = u\n           k = 1") + "problem Q\n  instance k : nut\n"
    found = findings(read(Source("a.red", text)))
    assert [f.message.split(",")[0] for f in found if f.severity == "error"] == [
        "the declaration ends here", "`j` is not known here", "`u` is not known here", "the problem `Q` has no `witness` section",
    ]  # fmt: skip


@pytest.mark.parametrize("file", sorted((ROOT / "tests" / "wrong").glob("*_to_*.red"))[::12], ids=lambda f: f.stem)
def test_what_the_command_line_accepts_has_no_mistake(file: Path) -> None:
    source = Source(str(file), file.read_text(encoding="utf-8"))
    assert not read(source).mistakes


@pytest.mark.parametrize("file", sorted((ROOT / "tests" / "unreadable").rglob("*.red"))[:20], ids=lambda f: f.stem)
def test_the_messages_are_those_of_the_command_line(file: Path) -> None:
    source = Source(str(file), file.read_text(encoding="utf-8"))
    with pytest.raises(Mistake) as told:
        LibraryText(source).declarations  # noqa: B018
    assert told.value.problem in [m.problem for m in read(source).mistakes]


def test_every_beginning_of_a_page_is_answered() -> None:
    for end in range(0, len(PAGE), 13):
        source = Source("a.red", PAGE[:end])
        reading = read(source)
        findings(reading)
        outline(source)
        if end % 4 == 0:
            hover(reading, end)
            completions(source, end)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, len(PAGE)), st.integers(0, 30), st.text(max_size=8))
def test_every_edit_of_a_page_is_answered(at: int, removed: int, put: str) -> None:
    source = Source("a.red", PAGE[:at] + put + PAGE[at + removed :])
    reading = read(source)
    assert all(0 <= f.start <= f.end <= len(source.text) for f in findings(reading))
    hover(reading, at)
    definition(reading, at)
    completions(source, at)


def test_names_are_followed_and_renamed_only_if_the_text_stays_the_same() -> None:
    source = Source("a.red", PAGE)
    reading = read(source)
    at = PAGE.index("places")
    binding = definition(reading, at)
    assert binding is not None
    assert len(references([reading], binding)) == PAGE.count("places")
    assert renamed([source], source, at, "spots")["a.red"] == PAGE.replace("places", "spots")
    for new in ("phi", "node", "count", "positive", "two words", "SAT"):
        with pytest.raises(RenamingRefused):
            renamed([source], source, at, new)


LAMP = """type hue = bright or dull(nat)

problem Lamp "A lamp."
  instance bulbs : set of labels
           hues  : map from each bulbs to hue
           plugs : seq of {power : nat, base : nat}
           limit : nat
  valid    every p in plugs: p.power <= limit
  measures n = |bulbs|
           s = |plugs|
           b = bits(limit) + max(bits(p.power) | p in plugs) + max(bits(p.base) | p in plugs)
             + max(case h of bright: 0; dull(x): bits(x) | i -> h in hues)
  witness  lit : subset of bulbs
  accepts  |lit| >= limit and every v in lit: hues[v] = bright
"""
LANTERN = """problem Lantern "A lantern."
  instance wicks : set of labels
           need  : nat
  measures m = |wicks|
           c = bits(need)
  witness  alight : subset of wicks
  accepts  |alight| >= need

reduction Lamp -> Lantern
  given    x
  labels   old(bulb : x.bulbs)
  target   wicks = { old(v) | v in x.bulbs where x.hues[v] = bright }
           need  = x.limit
  forward  lit -> alight = { old(v) | v in lit }
  backward burning -> lit = { v | old(v) in burning }
  claims   target.m <= n
           target.c <= b
"""


@pytest.mark.parametrize(
    ("file", "name", "places"),
    [
        *(
            ("lamp", name, places)
            for name, places in (("bulbs", 6), ("hues", 4), ("power", 3), ("n", 2), ("bright", 4), ("limit", 5))
        ),
        *(("lantern", name, places) for name, places in (("wicks", 4), ("alight", 3), ("m", 2), ("old", 4), ("lit", 4))),
    ],
)
def test_parts_of_problems_are_renamed_in_all_texts(file: str, name: str, places: int) -> None:
    texts = {of: Source(f"/f/{of}.red", text) for of, text in (("lamp", LAMP), ("lantern", LANTERN))}
    at = texts[file].text
    word = re.compile(rf"(?<![\w>]){name}\b")
    offset = at.index("-> lit =") + 3 if name == "lit" else next(word.finditer(at)).start()
    changed = renamed(list(texts.values()), texts[file], offset, "renamed")
    after = "".join(changed.get(s.name, s.text) for s in texts.values())
    assert after.count("renamed") == places
    reading = read(texts[file], texts.values())
    binding = definition(reading, offset)
    assert binding is not None
    assert len(references([read(s, texts.values()) for s in texts.values()], binding)) == places
    if name != "lit":  # a witness is also named as one likes: there the maps begin with names of their own
        assert after == word.sub("renamed", LAMP + LANTERN)


def test_parts_of_the_library_are_not_renamed() -> None:
    source = Source("/f/a.red", PAGE)
    with pytest.raises(RenamingRefused, match="not among these files"):
        renamed([source], source, PAGE.index("phi.clauses") + 4, "terms")


def test_hover_shows_derived_bounds() -> None:
    reading = read(Source("a.red", PAGE))
    told = hover(reading, PAGE.index("reduction"))
    assert told is not None
    assert "- `target.n`: at most `3*m`, polynomial, degree 1" in told[0]
    assert "- steps of the instance map: at most" in told[0]
    told = hover(reading, PAGE.index("target.m") + len("target."))
    assert told is not None
    assert told[0].splitlines() == [
        "measure of IndependentSet: `m = |G.edges|`", "", "derived: `target.m`: at most `9*m^2/2 - 3*m/2`, polynomial, degree 2",
    ]  # fmt: skip
    problem = P.format("1")
    told = hover(read(Source("a.red", problem)), problem.index("P"))
    assert told is not None
    assert "- steps of the verifier: at most" in told[0]


def test_a_text_that_grows_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step_limits, "STEPS", 60_000)
    doubled = "".join(f"define a{i + 1} = (a{i}, a{i})\n" for i in range(60))
    source = Source("a.red", "define a0 = 1\n" + doubled + P.format("1").replace("k = 1", "a60 = a60"))
    (mistake,) = step_limits.read_within(source, []).mistakes
    assert "reading this text takes more than" in mistake.problem
    assert step_limits.read_within(Source("a.red", P.format("1")), []).mistakes == []


def test_bounds_that_are_not_derived_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "STEPS", 1000)
    reading = read(Source("a.red", PAGE))
    hints = [f.message for f in findings(reading, bounds=True)]
    assert "the bounds are not derived: deriving the bounds takes more than 1000 steps" in hints
    told = hover(reading, PAGE.index("reduction"))
    assert told is not None
    assert told[0] == "bounds: deriving the bounds takes more than 1000 steps"


def test_each_text_that_a_fix_names_can_be_put_there() -> None:
    found = findings(read(Source("a.red", P.format("k => 1"))))
    assert [(f.replacement, f.alternatives) for f in found if f.severity == "error"] == [("implies", (">=",))]


def test_very_many_wrong_lines_are_told_of_up_to_a_number() -> None:
    found = read(Source("a.red", "x\n" * 100_000)).mistakes
    assert (len(found), found[-1].line) == (501, 501)
    assert "what follows is not read" in found[-1].problem


def test_a_mistake_in_a_very_long_line_shows_what_stands_around_it() -> None:
    at = Mistake("wrong", Source("a.red", "a" * 5000 + "!" + "b" * 5000), 5000)
    _, shown, caret = str(at).split("\n")
    assert (at.column, shown[caret.index("^")], len(shown) < 320) == (5001, "!", True)


def test_a_long_text_is_parsed_about_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[int] = []
    parse = frontend.declarations

    def counted(source: Source) -> Any:
        parsed.append(len(source.text))
        return parse(source)

    monkeypatch.setattr(frontend, "declarations", counted)
    text = "".join(f"define a{i} = {i} + {i} + {i}\n" for i in range(100)) + "define b = 1 +\n"
    assert [(m.line, m.column) for m in read(Source("a.red", text)).mistakes] == [(101, 15)]
    assert sum(parsed) < 4 * len(text)


def test_what_is_proposed_fits_the_place() -> None:
    at = PAGE.index("phi.clauses") + len("phi.")
    assert [p.word for p in completions(Source("a.red", PAGE), at)] == ["variables", "clauses"]
    assert "VertexCover" in [p.word for p in completions(Source("a.red", "reduction Clique -> Vert"), 24)]
    assert "accepts" in [p.word for p in completions(Source("a.red", "problem P\n  acc"), 15)]


def test_claims_that_do_not_follow_are_hints() -> None:
    text = PAGE.replace("target.n <= 3*m", "target.n <= 2*m")
    hints = [f.message for f in findings(read(Source("a.red", text)), bounds=True) if "not shown" in f.message]
    assert len(hints) == 1
    assert "2*m" in hints[0]


def test_the_textmate_grammar_is_up_to_date() -> None:
    assert (ROOT / "grammars" / "red.tmLanguage.json").read_text(encoding="utf-8") == textmate()


def test_pages_are_coloured() -> None:
    from pygments.token import Error, Keyword

    from certify.editing.pygments_lexer import RedLexer

    for file in sorted((ROOT / "reductions").rglob("*.red"))[::10]:
        text = file.read_text(encoding="utf-8")
        tokens = list(RedLexer(stripnl=False, ensurenl=False).get_tokens(text))
        assert not [t for kind, t in tokens if kind is Error]
        assert "".join(t for _, t in tokens) == text
        assert any(kind is Keyword.Declaration for kind, _ in tokens)


def test_watch_shows_what_check_and_audit_say(certify: Certify, tmp_path: Path, monkeypatch: Any, capfd: Any) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("certify.py", "random.py"):  # what lies in the current folder is not run
        (tmp_path / name).write_text("raise SystemExit('a module of the current folder was run')", encoding="utf-8")
    file = tmp_path / "p.red"
    file.write_text(P.format("j"), encoding="utf-8")
    run = certify("watch", str(file), "--times", "1")
    assert run.code == 0
    assert str(file) in run.out
    told = capfd.readouterr()
    assert "was run" not in told.err
    assert "`j` is not known here" in told.out + told.err


def test_watch_ends_by_an_interrupt_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "p.red").write_text("problem", encoding="utf-8")
    words = [sys.executable, "-m", "certify", "watch", "p.red"]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("--- p.red")
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.endswith("p.red is watched no longer, after 1 round\n")
