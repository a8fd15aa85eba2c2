"""Processes with limits: what they may take, and what they see."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from certify.system.limited_process import isolated_python, private_environment

PROGRAM = """
import os, json, certify
from certify.system.limited_process import ProcessLimits, limit_this_process
limit_this_process(ProcessLimits(300, 1000, files=20))
found = {"random": hasattr(__import__("random"), "own"), "seen": sorted(os.environ)}
found["temporary"] = __import__("tempfile").gettempdir()
for name, attempt in {
    "memory": lambda: bytearray(400 << 20),
    "file": lambda: open("large", "wb", buffering=0).write(bytes(5000)),
    "files": lambda: [open(os.devnull) for _ in range(30)],
}.items():
    try:
        found[name] = attempt() if name == "file" else str(attempt())[:20]
    except (MemoryError, OSError) as error:
        found[name] = type(error).__name__
print(json.dumps(found))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit other things")
def test_a_process_is_limited_and_sees_its_own_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_USER", "1")
    (tmp_path / "random.py").write_text("own = 1")
    environment = {**private_environment(tmp_path), "PYTHONPATH": str(tmp_path)}
    start = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); exec(" + repr(PROGRAM) + ")"
    ran = subprocess.run(
        isolated_python(start), cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    found = json.loads(ran.stdout)
    assert (found["memory"], found["files"], found["file"]) == ("MemoryError", "OSError", 1000)
    assert (found["random"], found["temporary"]) == (False, str(tmp_path))
    assert "SECRET_OF_THE_USER" not in found["seen"]
    assert set(found["seen"]) - {"PYTHONPATH", "LC_CTYPE"} <= {*private_environment("")}
    assert os.path.getsize(tmp_path / "large") == 1000
