"""The process from which the processes of the workbench are forked: it has imported what they need, and read the library.

Reading texts comes first, since it needs least, and since who types is the first to ask.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import asdict

from certify.library import standard
from certify.system.fork_server import LineChannel, confined_child, serve
from certify.system.own_process import collect_seldom, end_with
from certify.workbench.page_process import serve_page
from certify.workbench.reading_process import serve_texts
from certify.workbench.text_answers import QUESTIONS, answer


def _run(channel: LineChannel) -> None:
    from certify.workbench.run_process import serve_run

    serve_run(channel)


KINDS = {"read": serve_texts, "run": _run, "page": serve_page}
"""The processes of the workbench."""


def main(parent: int) -> None:
    """Fork processes as the standard input, a socket, asks for them, and end with the process `parent`."""
    end_with(parent)
    collect_seldom()
    _ask_all("define one = 1\n")  # the grammar is read
    confined = confined_child()
    with socket.socket(fileno=0) as control:
        control.sendall(json.dumps(asdict(confined)).encode() + b"\n")  # it can be asked
        serve(control, KINDS, _reading(), confined)


def _reading() -> Iterator[None]:
    """Read the library, declaration by declaration, and import what runs and pages need."""
    library = standard()
    for name in library.names("problem"):
        library.problem(name)
        yield
    import certify.workbench.run_process

    yield
    import certify.site.building  # noqa: F401

    yield
    for name in library.names("reduction"):
        library.reduction(name)
        yield
    text = library.text("reduction", name)
    if text is not None:
        _ask_all(text.source.text)  # what only such a text needs is imported


def _ask_all(text: str) -> None:
    for question in QUESTIONS:
        answer(question, {"text": text, "bounds": True, "line": 1, "column": 1, "name": "One"})
