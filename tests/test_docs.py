"""The pages are true: every text on them is read, every command on them is run, and the answers are compared.

On a page, the words after the fence of a block give its meaning:

- `red`: a text; it parses and types.  `red NAME.red`: it is also a file of that name for the commands that follow.
- `red let`: items of a `let` section of the page's problem `Sandbox`.
- `red mistake`, `red let mistake`: a text with a mistake; the `text` block after it is the message (of a `let` without place), or
  a command after it shows the message.
- `json NAME.json`: a file for the commands that follow.
- `console`: commands after `$`, each followed by `# exit N` unless it exits with 0, and their output; `python` runs in the folder
  of the project, without its packages.  A line `...` stands for
  any lines, and `...` in a line for any text; times, hashes and the search's figures are not compared.  `console slow`: the slow
  tests run them.
- `pycon`: Python, run as a doctest.

The pictures that commands draw into the folder `pictures` have the same words as those in `docs/pictures`.

Run as a script, this file writes the current answers into the pages, and the pictures into their folder, where they differ.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from certify.core.mistakes import Mistake, Source
from certify.library import Library, LibraryText, standard
from certify.verbs.command import app

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
PICTURES = ROOT / "docs" / "pictures"
COLUMNS = "100"
INDENT = " " * 11
VARIES = r'\b\d+\.\d+(?= s\b)|(?<="seconds": )[\d.e-]+|\b\d+(?= nodes)|(?<="nodes": )\d+|(?<="core": ")\w{64}|(?<=sha256 )\w{64}'
"""Times, the search's figures, hashes."""


@dataclass(frozen=True)
class Block:
    """A fenced block: the words after its fence, its lines, and the number of its first line, from 0."""

    words: tuple[str, ...]
    lines: tuple[str, ...]
    at: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def blocks(page: str) -> list[Block]:
    """Yield the fenced blocks of a page."""
    found, lines = [], page.split("\n")
    at = 0
    while at < len(lines):
        if lines[at].startswith("```"):
            end = next(i for i in range(at + 1, len(lines)) if lines[i] == "```")
            found.append(Block(tuple(lines[at][3:].split()), tuple(lines[at + 1 : end]), at + 1))
            at = end
        at += 1
    return found


# ------------------------------------------------------------------------------------------------ texts


def read(text: str, name: str, files: Mapping[str, str]) -> None:
    """Parse a text and type everything that it declares, together with the other files of its page.  Raises `Mistake`."""
    others = [Source(other, files[other]) for other in files if other != name and other.endswith(".red")]
    library = standard().with_texts(others).with_texts([Source(name, text)])
    declared: LibraryText = library.layers[0][0]
    _ = declared.declarations
    for kind, subject in declared.declares:
        lower(library, kind, subject)


def lower(library: Library, kind: str, name: str) -> None:
    if kind == "problem":
        library.problem(name)
    elif kind == "reduction":
        library.reduction(name)
    elif kind == "fact":
        library.facts(name)


def in_sandbox(block: Block, page: list[Block]) -> str:
    """Return the text that contains the items of a `red let` block."""
    sandbox = next(b.text for b in page if b.words == ("red",) and "problem Sandbox" in b.text)
    items = "".join(f"{INDENT}{line}\n" for line in block.lines)
    return sandbox.replace("  accepts", f"  let\n{items}  accepts")


def without_place(message: str) -> str:
    """Return the message of a mistake as if the line that it shows began where the item does."""
    return re.sub(r"^\S+:\d+:\d+: ", "", message).replace(f"\n  {INDENT}", "\n  ")


def check_text(block: Block, page: list[Block], files: Mapping[str, str]) -> None:
    name = next((w for w in block.words if w.endswith(".red")), "mistake.red")
    let = "let" in block.words
    text = in_sandbox(block, page) if let else block.text
    if "mistake" not in block.words:
        read(text, name, files)
        return
    after = page[page.index(block) + 1]
    if after.words == ("console",):
        return  # a command shows the message
    assert after.words == ("text",), "the message follows in a block of its own"
    with pytest.raises(Mistake) as caught:
        read(text, name, files)
    message = without_place(str(caught.value)) if let else str(caught.value)
    assert after.text.rstrip() == message.rstrip()


# ------------------------------------------------------------------------------------------------ commands


@dataclass(frozen=True)
class Command:
    """A command of a console block, its exit code, the lines shown of its output, and the numbers of these lines."""

    line: str
    exit: int
    shown: tuple[str, ...]
    start: int
    end: int


def commands(block: Block) -> Iterator[Command]:
    starts = [i for i, line in enumerate(block.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        line, _, note = block.lines[start][2:].partition("  # exit ")
        shown = block.lines[start + 1 : end]
        yield Command(line, int(note or 0), shown, block.at + start + 1, block.at + end)


def run(command: Command) -> list[str]:
    """Run a command in the working folder, and return the lines of its output."""
    word, *arguments = shlex.split(command.line)
    if word == "python":  # in the folder of the project, with nothing but Python
        done = subprocess.run([sys.executable, "-I", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == command.exit, f"$ {command.line}\nexit {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout.rstrip("\n").split("\n")
    assert word == "certify", command.line
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == command.exit, f"$ {command.line}\nexit {result.exit_code}\n{result.output}"
    return [line.rstrip() for line in result.output.rstrip("\n").split("\n")] if result.output else []


def plain(line: str) -> str:
    """Return a line without the parts that may vary, and with blanks folded."""
    return " ".join(re.sub(VARIES, "...", line).split())


def matches(shown: tuple[str, ...], said: list[str]) -> bool:
    """Return whether the output is what the page shows, where `...` stands for anything."""
    pattern = []
    for line in shown:
        if line.strip() == "...":
            pattern.append(r"(?:.*\n)*")
        else:
            pattern.append(".*".join(map(re.escape, plain(line).split("..."))) + r"\n")
    return re.fullmatch("".join(pattern), "".join(plain(line) + "\n" for line in said)) is not None


def prepare(folder: Path) -> None:
    """Make a folder the working folder, with the examples in it."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    (folder / "pictures").mkdir()
    os.environ |= {"COLUMNS": COLUMNS, "CERTIFY_STORE": "off"}


# ------------------------------------------------------------------------------------------------ the tests


SLOW = {"training.md"}
"""Pages whose commands take a minute."""


@pytest.mark.parametrize(
    "path", [pytest.param(p, marks=[pytest.mark.slow] * (p.name in SLOW)) for p in PAGES], ids=lambda p: p.name
)
def test_page(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", COLUMNS)
    prepare(tmp_path)
    page = blocks(path.read_text(encoding="utf-8"))
    files: dict[str, str] = {}
    for block in page:
        if block.words[:1] == ("red",):
            check_text(block, page, files)
        write_file(block, files)
        if block.words == ("console",):
            check_commands(block)
        elif block.words[:1] == ("pycon",):
            check_python(block, path)
    for drawn in (tmp_path / "pictures").glob("*.svg"):
        assert words_in(drawn) == words_in(PICTURES / drawn.name)


@pytest.mark.slow
def test_commands_that_take_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", COLUMNS)
    prepare(tmp_path)
    slow = [block for path in PAGES for block in blocks(path.read_text(encoding="utf-8")) if block.words == ("console", "slow")]
    assert slow
    for block in slow:
        check_commands(block)


def check_commands(block: Block) -> None:
    for command in commands(block):
        said = run(command)
        assert matches(command.shown, said), f"$ {command.line}\n" + "\n".join(said)


def words_in(picture: Path) -> list[str]:
    """Return the texts in a picture, without their places, which depend on the version of Graphviz."""
    return sorted(re.findall(r"<text[^>]*>([^<]*)</text>", picture.read_text(encoding="utf-8")))


def write_file(block: Block, files: dict[str, str]) -> None:
    """Write the file of a block that has a file name, and record it."""
    for word in block.words:
        if word.endswith((".red", ".json", ".lp", ".sol")):
            files[word] = block.text
            Path(word).write_text(block.text, encoding="utf-8")


def check_python(block: Block, path: Path) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, {}, path.name, str(path), block.at)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    said: list[str] = []
    assert runner.run(test, out=said.append).failed == 0, "".join(said)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        if "://" not in target:
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_the_readme_names_problems_of_the_library() -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## The library\n")[1].split("\n## ")[0]
    rows = [line.split("|")[2] for line in section.split("\n") if line.startswith("| ") and not line.startswith("| field")]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert named
    assert set(named) <= set(standard().names("problem"))


def test_examples_are_what_they_say() -> None:
    for name, answer in (("formula", "s SATISFIABLE"), ("unsatisfiable", "s UNSATISFIABLE")):
        arguments = ["solve", "3sat", str(ROOT / "examples" / f"{name}.cnf"), "--via", "dnnt", "--dimacs"]
        result = CliRunner().invoke(app, arguments)
        comment, first, *_ = result.output.split("\n")
        assert comment.startswith("c weakest evidence of the chain")
        assert first == answer


# ------------------------------------------------------------------------------------------------ writing the answers


def update(path: Path) -> bool:
    """Write the current answers into a page where they differ, and return whether any did.  Runs in the working folder."""
    lines = path.read_text(encoding="utf-8").split("\n")
    changes: list[tuple[int, int, list[str]]] = []
    for block in blocks("\n".join(lines)):
        if block.words[:1] == ("console",):
            for command in commands(block):
                said = run(command)
                if not matches(command.shown, said):
                    changes.append((command.start, command.end, said))
        write_file(block, {})
    for start, end, said in reversed(changes):
        lines[start:end] = [re.sub(VARIES, "...", line) for line in said]
    path.write_text("\n".join(lines), encoding="utf-8")
    return bool(changes)


def main() -> None:
    for path in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            prepare(Path(folder))
            if update(path):
                sys.stdout.write(f"wrote {path.name}\n")
            for drawn in Path("pictures").glob("*.svg"):
                known = PICTURES / drawn.name
                if not known.exists() or words_in(drawn) != words_in(known):
                    shutil.copy(drawn, known)
                    sys.stdout.write(f"wrote {known.name}\n")


if __name__ == "__main__":
    main()
