"""What is closed off for processes that work on what others wrote: the network, writing elsewhere, other processes."""

from __future__ import annotations

import ctypes
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from certify.grading.grades import grade_of
from certify.grading.limited_processes import Request
from certify.grading.new_tasks import new_task
from certify.library import standard
from certify.system import confinement
from certify.system.confinement import Confinement, NetworkAccess, confine_this_process
from certify.system.fork_server import confined_child
from certify.system.limited_process import isolated_python

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems are told to be left open")

SERVER = """
import os, socket
from certify.system.fork_server import confined_child, serve

def tried(channel):
    for asked in channel:
        found = []
        for what in (
            lambda: socket.create_connection(("127.0.0.1", asked["port"]), 5),
            lambda: open(asked["file"], "w"),
            lambda: os.kill(asked["other"], 0),
            lambda: open("own", "w"),
        ):
            try:
                what()
                found.append("done")
            except OSError as error:
                found.append("refused")
        channel.say({"found": found})

serve(socket.socket(fileno=0), {"tried": tried}, iter(()), confined_child())
"""


@pytest.fixture(scope="module")
def here() -> Confinement:
    """Return how far this system confines a process."""
    return confined_child()


def in_a_child(work: Callable[[], Any]) -> Any:
    """Return what a function returns in a child of this process."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            os.write(writing, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as said:
        found = said.read()
    os.waitpid(pid, 0)
    return json.loads(found)


@pytest.fixture
def port() -> Iterator[int]:
    """Return a port of this machine at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield int(listening.getsockname()[1])


def test_a_forked_process_opens_no_socket_and_writes_nowhere_else(here: Confinement, tmp_path: Path, port: int) -> None:
    own = tmp_path / "own"
    own.mkdir()
    ours, theirs = socket.socketpair()
    with theirs, subprocess.Popen(isolated_python(SERVER), stdin=theirs.fileno(), cwd=tmp_path) as server:
        found = {}
        for folder in (str(own), ""):  # without a folder it is not confined
            mine, handed = socket.socketpair()
            limits = {"memory": 4096, "written": 1 << 20}
            asked = json.dumps({"fork": "tried", "limits": limits, "folder": folder}).encode() + b"\n"
            with handed:
                socket.send_fds(ours, [asked], [handed.fileno()])
                assert json.loads(ours.recv(4096))["ready"] in (True, False)
            question = {"port": port, "file": str(tmp_path / "elsewhere"), "other": os.getpid()}
            mine.sendall(json.dumps(question).encode() + b"\n")
            with mine, mine.makefile("rb") as said:
                found[folder] = json.loads(said.readline())["found"]
        ours.close()
        server.terminate()
    assert found[""][:3] == ["done", "done", "done"]
    reached, elsewhere, _, inside = found[str(own)]
    assert reached == ("done" if here.network is NetworkAccess.all else "refused")
    assert elsewhere == ("done" if here.writes_elsewhere else "refused")
    assert inside == "done"


def test_what_a_system_does_not_offer_is_told(here: Confinement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> Mapping[str, Any]:
        found = confine_this_process(tmp_path)
        return {"network": found.network, "writes_elsewhere": found.writes_elsewhere, "user": [os.getuid(), os.getgid()]}

    user = [os.getuid(), os.getgid()]
    assert in_a_child(told) == {"network": here.network, "writes_elsewhere": here.writes_elsewhere, "user": user}
    monkeypatch.setattr(confinement, "_leave_network", lambda libc: False)
    landlock = in_a_child(told)
    assert landlock["network"] in ("no TCP", "all")
    monkeypatch.setattr(confinement, "_landlock", lambda libc, folder: 3)
    assert in_a_child(told) == {"network": "all", "writes_elsewhere": False, "user": user}
    monkeypatch.setattr(confinement, "_landlock", lambda libc, folder: 0)
    assert in_a_child(told) == {"network": "all", "writes_elsewhere": True, "user": user}


def test_a_confined_process_starts_others_and_ends_with_its_parent(tmp_path: Path) -> None:
    def kept() -> list[Any]:
        libc, signal = ctypes.CDLL(None), ctypes.c_int()
        libc.prctl(1, 9)
        confine_this_process(tmp_path)
        libc.prctl(2, ctypes.byref(signal))
        done = subprocess.run(["true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return [signal.value, done.returncode]

    assert in_a_child(kept) == [9, 0]


EVIL = """
from certify.grading import judging

def forged(task, library, texts):
    open({saved!r}, "w").write("forged")

judging._judged = forged
judging.main({request!r}, {answer!r}, {parent})
"""


def test_what_judges_a_submission_cannot_write_where_grades_are_kept(here: Confinement, tmp_path: Path) -> None:
    task = new_task(*(standard().problem(name) for name in ("IndependentSet", "Clique")))
    own, kept = tmp_path / "own", tmp_path / "kept.json"
    own.mkdir()
    (own / "request.json").write_text(json.dumps(Request("a", task, (), ()).json()), encoding="utf-8")
    names = {"saved": str(kept), "request": str(own / "request.json"), "answer": str(own / "grade.json"), "parent": os.getpid()}
    assert subprocess.run(isolated_python(EVIL.format(**names)), check=False, timeout=60).returncode == 0
    grade = grade_of(json.loads((own / "grade.json").read_text(encoding="utf-8")))
    assert grade.verdict == "not shown"
    assert kept.exists() == here.writes_elsewhere
    assert ("Permission denied" in grade.why) != here.writes_elsewhere
