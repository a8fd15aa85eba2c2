"""The server of the workbench as a process: how it starts, what it says, and that nothing is left when it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from certify.workbench.server import TimelyRequests, bound
from tests.conftest import Certify
from tests.workbench.conftest import PROBLEM


def test_a_port_that_is_taken_and_a_package_that_is_missing(certify: Certify, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = certify("serve", "--port", str(taken.getsockname()[1]))
    assert (said.code, "cannot be served" in said.err, "--port 0" in said.err) == (2, True, True)
    assert certify("serve", "--port", "70000").code == 2
    monkeypatch.setattr("certify.verbs.serve.find_spec", lambda name: None)
    said = certify("serve")
    assert (said.code, "certify-reductions[workbench]" in said.err) == (2, True)


def test_a_connection_without_a_request_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certify.workbench.server.PATIENCE", 0.3)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(0.5)  # an answer may take longer
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    async def answers() -> tuple[bytes, ...]:
        config = uvicorn.Config(app, lifespan="off", ws="none", http=TimelyRequests, log_level="critical", timeout_keep_alive=1)
        running = uvicorn.Server(config)
        own = bound("127.0.0.1", 0)
        serving = asyncio.create_task(running.serve([own]))
        begun = b"GET / HTTP/1.1\r\nHost: a"

        async def answer(*sent: bytes) -> bytes:
            reader, writer = await asyncio.open_connection(*own.getsockname())
            for part in sent:
                writer.write(part)
                await asyncio.sleep(0.6 if part.endswith(b"\r\n\r\n") else 0)
            found = await asyncio.wait_for(reader.read(), 20)
            writer.close()
            return found

        found = await asyncio.gather(answer(), answer(begun), answer(begun, b"b\r\n\r\n"), answer(begun, b"\r\n\r\n", begun))
        running.should_exit = True
        await serving
        return found

    nothing, half, whole, then_half = asyncio.run(answers())
    assert (nothing, half, whole[:12], then_half[:12]) == (b"", b"", b"HTTP/1.1 204", b"HTTP/1.1 204")


def _descendants(pid: int) -> set[int]:
    found, todo = set[int](), [pid]
    while todo:
        parent = todo.pop()
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                own, _, rest = stat.read_text().partition(" ")
            except OSError:
                continue
            if int(rest.rpartition(")")[2].split()[1]) == parent:
                found.add(int(own))
                todo.append(int(own))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="it looks for processes in /proc")
def test_an_interrupt_ends_every_process(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from certify.cli import main; main()", "serve", "--port", "0"]
    path = os.pathsep.join(filter(None, [str(Path.cwd()), os.environ.get("PYTHONPATH")]))
    environment = os.environ | {"PYTHONPATH": path, "TMPDIR": str(tmp_path)}
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server,
        contextlib.ExitStack() as in_the_end,
    ):
        in_the_end.callback(server.kill)
        assert server.stdout is not None
        place = server.stdout.readline().split()[0]
        asked = {"text": PROBLEM.replace("|T| = 1", "|T| = 1 and |T| = 1"), "verb": "audit", "effort": "plain"}
        request = urllib.request.Request(
            f"{place}api/runs", json.dumps(asked).encode(), {"content-type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert answer.status == 202
        until = time.monotonic() + 60
        while len(running := _descendants(server.pid)) < 4 and time.monotonic() < until:
            time.sleep(0.1)
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 130
        left = [pid for pid in running if Path(f"/proc/{pid}").exists()]
        assert len(running) >= 4, "the server, the nursery, the readers and the run"
        assert left == []
        assert list(tmp_path.iterdir()) == []
