"""Files that cannot be read: each has a message, with the line where there is one, and the exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from certify.errors import ExitCode
from certify.formats.bad_input import BadInput
from certify.formats.files import read_instance
from certify.library import standard

FOLDER = Path(__file__).parent / "malformed"
GIVEN = {"IndependentSet": {"k": "1"}, "MaxCut": {"k": "1"}, "QUBO": {"bound": "0"}}
EXPECTED = (FOLDER / "expected.txt").read_text(encoding="utf-8").splitlines()
FILES = sorted(path.name for path in FOLDER.iterdir() if path.name != "expected.txt")


def test_every_file_has_its_message() -> None:
    assert len(FILES) == len(EXPECTED) > 30
    assert all(message.startswith(name) for name, message in zip(FILES, EXPECTED, strict=True))


@pytest.mark.parametrize(("name", "message"), list(zip(FILES, EXPECTED, strict=True)), ids=FILES)
def test_a_malformed_file(name: str, message: str) -> None:
    problem = standard().problem(name.partition(".")[0])
    with pytest.raises(BadInput) as caught:
        read_instance(problem, FOLDER / name, None, GIVEN.get(problem.name))
    assert str(caught.value).removeprefix(f"{FOLDER}/") == message
    assert caught.value.exit_code == ExitCode.BAD_INPUT
