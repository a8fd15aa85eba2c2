"""Listings are told again from the cache, and only while all that they depend on stays the same."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from certify.system.told_answers import listing

PROGRAM = [
    sys.executable,
    "-c",
    "import atexit, sys\n"
    "atexit.register(lambda: sys.stderr.write('made anew\\n' if 'certify.verbs.options' in sys.modules else ''))\n"
    "from certify.cli import main\nmain()",
]


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs the command line in a folder `here`, with a cache of its own."""
    (tmp_path / "here").mkdir()
    kept = {"CERTIFY_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(Path(__file__).parents[2])}

    def run(*words: str, stdout: int = subprocess.PIPE, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, *words], stdout=stdout, stderr=subprocess.PIPE, text=True, cwd=tmp_path / "here",
            env=os.environ | kept | settings, check=False,
        )  # fmt: skip

    return run


def test_a_listing_is_told_again_without_the_verbs_until_a_certificate_changes(run: Run, tmp_path: Path) -> None:
    first, again = run("path", "is", "vc"), run("path", "is", "vc")
    assert first.stdout.startswith("IndependentSet -> VertexCover")
    assert first.stderr == "made anew\n"
    assert (again.stdout, again.stderr, again.returncode) == (first.stdout, "", 0)
    proofs = tmp_path / "here" / "proofs"
    proofs.mkdir()
    (proofs / "IndependentSet-VertexCover.cert").write_text("{}")
    changed = run("path", "is", "vc")
    assert changed.stderr == "made anew\n"
    assert changed.stdout != first.stdout
    assert run("path", "is", "vc", CERTIFY_CACHE="off").stdout == changed.stdout


def test_mistakes_are_not_kept(run: Run) -> None:
    for _ in range(2):
        found = run("path", "is", "nothing")
        assert (found.returncode, found.stdout) == (2, "")
        assert "`nothing` is no problem of the library" in found.stderr


def test_help_is_told_again(run: Run) -> None:
    first, again = run("map", "--help"), run("map", "--help")
    assert "Examples" in first.stdout
    assert (again.stdout, again.stderr, again.returncode) == (first.stdout, "", 0)


@pytest.mark.parametrize(
    "words",
    [
        ["map", "3sat", "is", "formula.cnf"],
        ["problems", "--use", "mine.red"],
        ["problems", "--use=mine"],
        ["show", "proofs/a.cert"],
        ["show", "mine.cert"],
        ["path", "3sat", "vc", "--seconds", "1"],
        ["audit", "--all", "--help"],
        [],
    ],
)
def test_what_depends_on_files_or_on_the_clock_is_no_listing(
    words: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CERTIFY_CACHE", str(tmp_path / "cache"))
    assert listing(["certify", *words]) is None
    assert listing(["certify", "problems"]) is not None


def test_a_folder_that_cannot_be_looked_through_is_no_reason_to_fail(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CERTIFY_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "proofs").mkdir()
    (tmp_path / "proofs" / "again").symlink_to(tmp_path / "proofs")
    assert listing(["certify", "problems"]) is None


def test_nothing_is_told_again_to_a_shell_that_completes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CERTIFY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("_CERTIFY_COMPLETE", "complete_bash")
    assert listing(["certify", "problems"]) is None


def test_an_answer_that_the_disk_does_not_take_is_an_error(run: Run) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no full disk here")
    assert run("--version").returncode == 0
    with open("/dev/full", "w", encoding="utf-8") as full:
        found = run("--version", stdout=full.fileno())
    assert (found.returncode, found.stderr) == (2, "the standard output cannot be written: No space left on device\n")
