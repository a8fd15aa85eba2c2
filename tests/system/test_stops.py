"""Verbs end: when their time is spent, when somebody interrupts them, when nobody reads; and what goes wrong has a message and
an exit code, whatever file or encoding it is about."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from certify.empirical.bound_checks import Exceeded
from certify.graph.solving import Miscarried
from certify.verbs.command import app
from tests.conftest import Certify

TESTS = Path(__file__).parent.parent
WRONG = TESTS / "wrong" / "partition_to_subsetsum_odd_total.red"
MAIN = "from certify.cli import main; main()"
LATE = 120
"""Whatever ends within so many seconds has ended by itself, on the busiest machine."""
UNICODE = """\
problem Loner "∀ Straße 𝕏"
  instance G : graph
  measures n = |G.vertices|
  witness  v : one of G.vertices
  accepts  every e in G.edges: v not in e
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes are others there")


def begin(*arguments: object, code: str = MAIN, **environment: str) -> subprocess.Popen[str]:
    """The command, in processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace", cwd=TESTS.parent,
        env={**os.environ, "CERTIFY_TRACEBACK": "", **environment}, start_new_session=True,
    )  # fmt: skip


def when(happens: Callable[[], bool]) -> None:
    """Wait until something happens."""
    end = time.monotonic() + LATE
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def in_session(leader: int) -> list[int]:
    """The processes that were begun by a process that leads a session, itself among them."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, _, session = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if int(session) == leader and state != "Z":
                found.append(int(entry.name))
    return found


# ------------------------------------------------------------------------------------------------ time


def for_ever(*_: object, **__: object) -> Any:
    """Work that looks at no clock; the time is spent as soon as it begins."""
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    while True:
        time.sleep(0.01)


@posix
@pytest.mark.parametrize(
    ("where", "arguments"),
    [
        ("certify.graph.solving.image_to_write", ["map", "3sat", "is", "x.cnf"]),
        ("certify.graph.solving.mapped", ["lift", "3sat", "is", "x.cnf", "x.cnf"]),
        ("certify.graph.solving.verifier_of", ["encode", "3sat", "x.cnf"]),
        ("certify.pictures.drawing.draw_network", ["draw"]),
        ("certify.empirical.examined_bounds.reduction_bounds", ["bounds", "3sat:is"]),
        ("certify.graph.consequences.implications", ["consequences", "Loner", "--use", "u.red"]),
        ("certify.audit.region_run.groups", ["audit", "3sat:is"]),
        ("certify.graph.route_choice.chain_of", ["audit", "3sat:is"]),
    ],
    ids=lambda value: " ".join(value[:1]) if isinstance(value, list) else value,
)
def test_what_looks_at_no_clock_ends(
    certify: Certify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.cnf").write_text("p cnf 1 1\n1 0\n", encoding="utf-8")
    Path("u.red").write_text(UNICODE, encoding="utf-8")
    monkeypatch.setattr(where, for_ever)
    said = certify(*arguments, "--seconds", "1000")
    assert said.code == 3
    assert "unknown" in said.out + said.err
    if where.endswith("implications"):
        assert "in NP" in said.out  # what is finished is told
    if where.endswith("groups"):
        assert "well-formed  unknown" in said.out


@posix
def test_the_alarm_is_set(certify: Certify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.cnf").write_text("p cnf 1 1\n1 0\n", encoding="utf-8")
    monkeypatch.setattr("certify.graph.solving.image_to_write", lambda *_: time.sleep(LATE))
    began = time.monotonic()
    assert certify("map", "3sat", "is", tmp_path / "x.cnf", "--seconds", "1").code == 3
    assert time.monotonic() - began < LATE / 2
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


HANGS = """
from certify.cli import main
from certify.console import verb
from certify.system.stopping import current
from certify.verbs.options import AsJson, Seconds
from certify.verbs.parameters import verbs

@verbs.command()
@verb
def hang(seconds: Seconds = None, as_json: AsJson = False) -> None:
    current().keep({"finished": 1})
    pow(7, 10 ** 9)  # neither an alarm nor another thread is heard before this is done

main()
"""


@posix
def test_native_code_that_hears_nothing_is_ended() -> None:
    run = begin("hang", "--json", "--seconds", "1", code=HANGS)
    out, err = run.communicate(timeout=LATE)
    said = json.loads(out)
    assert (run.returncode, said["exit"], said["result"], said["error"]["message"]) == (
        3,
        3,
        [{"finished": 1}],
        "unknown: out of time",
    )
    assert err == ""


def test_the_time_of_many_is_shared_and_kept(certify: Certify, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def audited(*_: object, seconds: float, **how: object) -> Any:
        given.append(seconds)
        raise TimeoutError

    monkeypatch.setattr("certify.audit.reduction_audit.audit_chain", audited)
    assert certify("audit", "--all", "--seconds", "60").code == 3
    assert 0 < given[0] < 60 / 10


# ------------------------------------------------------------------------------------------------ signals


@posix
@pytest.mark.parametrize(("sent", "code", "jobs"), [(signal.SIGINT, 130, 2), (signal.SIGTERM, 143, 1)], ids=str)
def test_an_interrupt_ends_everything_and_keeps_what_is_finished(
    tmp_path: Path, sent: signal.Signals, code: int, jobs: int
) -> None:
    chosen = ["clique:is", "vc:hamiltoniancycle", "is:vc", "--within", "n=4,m=6,b=1", "--effort", "quick"]
    run = begin("audit", *chosen, "--save", "--proofs", tmp_path, "--jobs", jobs)
    kept = tmp_path / "Clique-IndependentSet.cert"
    try:
        when(kept.exists)
        run.send_signal(sent)
        out, err = run.communicate(timeout=LATE)
    finally:
        run.kill()
    assert run.returncode == code, (out, err)
    assert "Traceback" not in out + err
    assert err.count("\n") == 1, err
    assert "there is no evidence for" in err
    assert "IndependentSet:VertexCover" in (err if jobs == 1 else out + err), "another process may have finished it"
    assert json.loads(kept.read_text(encoding="utf-8"))["subject"] == "Clique:IndependentSet"
    assert not [p.name for p in tmp_path.iterdir() if p.name.startswith(".")]
    if Path("/proc").is_dir():
        when(lambda: not in_session(run.pid))


def test_a_picture_of_no_known_format_is_refused_before_anything_is_run(certify: Certify, tmp_path: Path) -> None:
    said = certify("audit", WRONG, "--within", "n=1,b=1", "--picture", tmp_path / "x.zzz")
    assert (said.code, said.out) == (2, "")
    assert "pictures are written as svg, png, pdf, tex, dot, not as .zzz" in said.err


# ------------------------------------------------------------------------------------------------ pipes and encodings


@posix
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["audit", WRONG, "--within", "n=1,b=1"], 1),
        (["audit", "clique:is", "is:clique", "--within", "n=1,m=1,b=1", "--save", "--proofs", "."], 0),
        (["bounds", "3sat:is", "clique:is", "sat:3sat", "--no-run"], 141),
    ],
    ids=["refuted", "saved", "not done"],
)
def test_a_broken_pipe_is_no_refutation(tmp_path: Path, arguments: list[object], code: int) -> None:
    run = begin(*(tmp_path if a == "." else a for a in arguments))
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.close()
    assert run.wait(timeout=LATE) == code
    assert [line for line in run.stderr.read().splitlines() if " hides " not in line] == []
    if "--save" in arguments:
        assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == [
            "Clique-IndependentSet.cert",
            "IndependentSet-Clique.cert",
        ]


def test_an_encoding_that_cannot_say_it(tmp_path: Path) -> None:
    (tmp_path / "u.red").write_text(UNICODE, encoding="utf-8")
    arguments = ["show", "Loner", "--use", tmp_path / "u.red"]
    as_json = begin(*arguments, "--json", PYTHONIOENCODING="ascii")
    text = begin(*arguments, PYTHONIOENCODING="ascii")
    out, err = as_json.communicate(timeout=LATE)
    assert (as_json.returncode, err) == (0, "")
    assert json.loads(out)["result"]["title"] == "∀ Straße 𝕏"
    out, err = text.communicate(timeout=LATE)
    assert (text.returncode, err) == (0, "")
    assert r"\u2200" in out


# ------------------------------------------------------------------------------------------------ exit codes


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (IndexError("list index out of range"), 4, "this is a defect of certify"),
        (AssertionError("no"), 4, "not of your text"),
        (Exceeded("A:B", "`n` of the image", 3, 2, {"n": 1}), 4, "this is a defect of certify"),
        (KeyError("x"), 4, "please report it"),
        (UnicodeEncodeError("ascii", "é", 0, 1, "no"), 4, "defect"),
        (TimeoutError(), 3, "unknown: out of time"),
        (MemoryError(), 3, "unknown: out of memory"),
        (RecursionError(), 3, "unknown"),
        (Miscarried("the chain goes wrong on this instance"), 1, "goes wrong"),
        (PermissionError(13, "Permission denied", "somewhere"), 2, "somewhere: Permission denied"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_each_error_has_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, says: str
) -> None:
    def raises(*_: object) -> Any:
        raise error

    (tmp_path / "x.cnf").write_text("p cnf 1 1\n1 0\n", encoding="utf-8")
    monkeypatch.setattr("certify.graph.solving.image_to_write", raises)
    monkeypatch.setenv("CERTIFY_TRACEBACK", "")
    arguments = ["map", "3sat", "is", str(tmp_path / "x.cnf")]
    said = CliRunner().invoke(app, arguments)
    assert isinstance(said.exception, SystemExit)
    assert (said.exit_code, said.stdout) == (code, "")
    assert says in said.stderr
    assert "Traceback" not in said.stderr
    said = CliRunner().invoke(app, [*arguments, "--json"])
    assert (said.exit_code, json.loads(said.stdout)["exit"], said.stderr) == (code, code, "")
    if code == 4:
        monkeypatch.setenv("CERTIFY_TRACEBACK", "1")
        assert "Traceback" in CliRunner().invoke(app, arguments).stderr


# ------------------------------------------------------------------------------------------------ files


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, worked in, of things that are no texts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.red").mkdir()
    (tmp_path / "empty.red").write_bytes(b" \n")
    (tmp_path / "utf16.red").write_bytes("problem P".encode("utf-16"))
    (tmp_path / "latin.red").write_bytes("# one\n# Straße\n".encode("latin-1"))
    (tmp_path / "good.cnf").write_text("p cnf 1 1\n1 0\n", encoding="utf-8")
    (tmp_path / "loop.red").symlink_to("loop.red")
    return tmp_path


FOUND = {
    "none.red": "there is no such file",
    "goof.cnf": "did you mean `good.cnf`?",
    "no/where.red": "there is no folder `no`",
    "folder.red": "this is a folder",
    "empty.red": "empty",
    "utf16.red": "UTF-16",
    "latin.red": "in line 2, is df",
    "loop.red": "circle",
    "a" * 300 + ".red": "so long a name",
}


READING = (
    "check FILE", "format FILE", "audit FILE", "bounds FILE", "show 3sat --use FILE", "solve 3sat FILE", "map 3sat is FILE",
    "encode 3sat FILE", "lift 3sat is good.cnf FILE", "decode 3sat good.cnf FILE", "draw 3sat --instance FILE -o x.dot",
)  # fmt: skip


@posix
@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        *((a, "none.red") for a in READING),
        *(("format FILE", n) for n in FOUND),
        *(("solve 3sat FILE", n) for n in FOUND if n != "latin.red"),  # comments of instances may be in Latin-1
    ],
    ids=lambda value: value[:40],
)
def test_a_message_for_each_file_that_cannot_be_read(certify: Certify, odd: Path, arguments: str, name: str) -> None:
    said = certify(*(name if a == "FILE" else a for a in arguments.split()))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(name[:40])
    assert FOUND[name] in said.err
    assert "expected" in said.err
    assert "Errno" not in said.err


@posix
def test_what_has_no_end_and_what_never_begins(certify: Certify, odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certify.system.files._PATIENCE", 0.05)
    monkeypatch.setattr("certify.system.files.MOST", 1 << 22)
    os.mkfifo("pipe.red")
    for arguments in (["check", "pipe.red"], ["solve", "3sat", "pipe.red"]):
        said = certify(*arguments)
        assert (said.code, said.err.partition(";")[0]) == (2, "pipe.red: cannot be read: a pipe into which nobody writes")
    for arguments in (["problems", "--use", "/dev/zero"], ["solve", "3sat", "/dev/zero"]):
        said = certify(*arguments)
        assert (said.code, said.err.partition(";")[0]) == (2, "/dev/zero: cannot be read: more than 4 MiB, or without end")
    assert "empty" in certify("solve", "3sat", "/dev/null").err


@posix
def test_a_pipe_is_read_to_its_end(certify: Certify, odd: Path) -> None:
    os.mkfifo("pipe.cnf")
    writer = subprocess.Popen(["sh", "-c", "(printf 'p cnf 1 1\\n'; sleep 0.3; printf '1 0\\n') > pipe.cnf"])
    assert certify("solve", "3sat", "pipe.cnf").code == 0
    assert writer.wait(timeout=LATE) == 0


WRITING = ("map 3sat is good.cnf -o", "encode 3sat good.cnf -o", "draw 3sat is -o", "audit 3sat:is --within n=0 --picture")


@pytest.mark.parametrize("place", ["folder.red", "no/where.json", "good.cnf/x.json"])
@pytest.mark.parametrize("arguments", WRITING)
def test_a_place_that_cannot_be_written_is_told_before_anything_is_done(
    certify: Certify, odd: Path, arguments: str, place: str
) -> None:
    said = certify(*arguments.split(), place)
    assert (said.code, said.out) == (2, "")
    assert f"{place}: cannot be written: " in said.err


def test_evidence_that_cannot_be_saved(certify: Certify, odd: Path) -> None:
    said = certify("audit", "3sat:is", "--within", "n=1,m=1", "--save", "--proofs", "good.cnf/proofs")
    assert (said.code, said.out) == (2, "")
    assert "a file stands where a folder should be" in said.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_what_cannot_be_written_is_printed(certify: Certify, odd: Path) -> None:
    said = certify("map", "3sat", "is", "good.cnf", "-o", "/dev/full")
    assert said.code == 2
    assert json.loads(said.out)["k"] == 1
    assert "/dev/full: cannot be written: No space left" in said.err
    said = certify("encode", "3sat", "good.cnf", "-o", "/dev/full", "--json")
    assert said.json["result"]["formula"].startswith("p cnf ")
    assert "cannot be written" in said.json["error"]["message"]
