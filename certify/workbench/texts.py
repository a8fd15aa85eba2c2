"""The texts to begin with: those of the library, and the exercises of the course with wrong attempts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from certify.errors import InputError
from certify.grading.new_tasks import STATEMENT, TEMPLATE
from certify.language.scaffolds import problem_scaffold
from certify.library import A_TEXT, Library, LibraryText, standard
from certify.system.files import read_bytes, text_in
from certify.system.resources import folder

EMPTY = "exercise/empty"
"""The name of the text with which a problem begins."""


class FirstText(NamedTuple):
    """A text to begin with: its name, its kind (`reduction`, `problem`, `restriction` or `exercise`), its title, itself, and
    the statement of an exercise, as Markdown."""

    name: str
    kind: str
    title: str
    text: str
    statement: str = ""


@cache
def first_texts(homework: Path | None = None) -> dict[str, FirstText]:
    """Return the texts to begin with by their names.

    - `homework`: a folder of tasks, as `certify task` writes them, or with one.

    Raises `InputError` if there is no task in that folder, or if one cannot be read.

    >>> first_texts()["ThreeSAT:IndependentSet"].kind, first_texts()["exercise/empty"].kind
    ('reduction', 'exercise')
    >>> first_texts()["exercise/1-clique/template"].statement.splitlines()[0]
    '# From independent sets to cliques'
    """
    own = () if homework is None else _homework(homework)
    return {text.name: text for text in (*own, *_of_library(standard()), *_exercises())}


def statement_html(statement: str) -> str:
    """Return the statement of an exercise as HTML; what is written there as HTML is shown as it stands.

    >>> statement_html("# Sets\\n\\nA *set* <b> of [the template](template.red).")
    '<h1>Sets</h1>\\n<p>A <em>set</em> &lt;b&gt; of the template.</p>\\n'
    """
    from markdown_it import MarkdownIt

    links = re.sub(r"(?<!!)\[([^\[\]]*)\]\([^()\s]*\)", r"\1", statement)  # they lead to files beside the statement
    return str(MarkdownIt("commonmark", {"html": False}).render(links))


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
        template = _task(exercise, f"exercise/{exercise.name}")
        yield template._replace(name=f"{template.name}/template", title=f"{template.title}: to begin with")
        for attempt in sorted((exercise / "attempts").glob("*.red")):
            title = f"{template.title}: a wrong attempt, {attempt.stem.replace('_', ' ')}"
            yield template._replace(name=f"{template.name}/{attempt.stem}", title=title, text=_content(attempt))


def _homework(place: Path) -> Iterator[FirstText]:
    """Yield the tasks of a folder, or the one that the folder is."""
    every = [place] if (place / TEMPLATE).is_file() else sorted(path.parent for path in place.glob(f"*/{TEMPLATE}"))
    if not every:
        raise InputError(
            f"{place}: there is no task in it; expected folders as `certify task SOURCE TARGET -o FOLDER` writes them"
        )
    for task in every:
        yield _task(task, f"homework/{task.resolve().name}")


def _task(task: Path, name: str) -> FirstText:
    """Return the template of a task, with its statement, if it has one."""
    place = task / STATEMENT
    statement = _content(place) if place.is_file() else ""
    return FirstText(
        name, "exercise", statement.partition("\n")[0].lstrip("# ").strip() or name, _content(task / TEMPLATE), statement
    )


def _content(path: Path) -> str:
    return text_in(read_bytes(path, A_TEXT), str(path), A_TEXT)
