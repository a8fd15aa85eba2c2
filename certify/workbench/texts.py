"""The texts to begin with: those of the library, and the exercises of the course with wrong attempts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from certify.language.scaffolds import problem_scaffold
from certify.library import Library, LibraryText, standard
from certify.system.resources import folder

EMPTY = "exercise/empty"
"""The name of the text with which a problem begins."""


class FirstText(NamedTuple):
    """A text to begin with: its name, its kind (`reduction`, `problem`, `restriction` or `exercise`), its title, and itself."""

    name: str
    kind: str
    title: str
    text: str


@cache
def first_texts() -> dict[str, FirstText]:
    """Return the texts to begin with by their names.

    >>> first_texts()["ThreeSAT:IndependentSet"].kind, first_texts()["exercise/empty"].kind
    ('reduction', 'exercise')
    """
    return {text.name: text for text in (*_of_library(standard()), *_exercises())}


def _of_library(library: Library) -> Iterator[FirstText]:
    for kind, wanted in (("reduction", "reduction"), ("problem", "problem")):
        for name in library.names(wanted):
            text = library.text(kind, name)
            if text is not None:
                restriction = ("restriction", name) in text.places
                yield FirstText(name, "restriction" if restriction else kind, _title(text, kind, name), text.source.text)


def _title(text: LibraryText, kind: str, name: str) -> str:
    """Return the title of a declaration as its text has it, without reading more of the text."""
    between, _, after = text.source.text[text.places[kind, name][1] :].partition('"')
    return after.partition('"')[0] if len(between) < 200 else ""


def _exercises() -> Iterator[FirstText]:
    yield FirstText(EMPTY, "exercise", "A problem to begin with", problem_scaffold("Mine"))
    course = folder("docs") / "course"
    for exercise in sorted(path for path in course.iterdir() if path.is_dir()) if course.is_dir() else ():
        says = (exercise / "statement.md").read_text(encoding="utf-8").partition("\n")[0].lstrip("# ").strip()
        yield _file(exercise / "template.red", f"exercise/{exercise.name}/template", f"{says}: to begin with")
        for attempt in sorted((exercise / "attempts").glob("*.red")):
            wrong = attempt.stem.replace("_", " ")
            yield _file(attempt, f"exercise/{exercise.name}/{attempt.stem}", f"{says}: a wrong attempt, {wrong}")


def _file(path: Path, name: str, title: str) -> FirstText:
    return FirstText(name, "exercise", title, path.read_text(encoding="utf-8"))
