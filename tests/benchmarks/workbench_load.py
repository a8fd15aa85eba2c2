"""Students at a workbench: they open the page, type (each change is read), ask for hovers and completions, and audit.

    python -m tests.benchmarks.workbench_load --students 50 --seconds 60

It starts `certify serve` on a free port of this machine, and asks nobody else.  It prints for each kind of question how often it
was asked and how long the answer took, and what the server and all its processes used of the processors.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

COURSE = Path("docs/course")

TARGETS = (("page", "page", 1.0), ("read", "read", 1.0), ("audit", "run", 20.0))
"""What is told in the end: its name, the kind of question, and the seconds that 95 % should not exceed on two idle processors."""

QUIET = 1.5
"""The load of a machine, counting the server that has just begun, above which it does something else too."""


@dataclass
class Seen:
    """What was asked: for each kind the seconds until the answer, and how often it was refused."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    verdicts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def verdict(self) -> str:
        """Return one line: how long pages, texts and audits took, and whether that is what is aimed at."""
        fine = (*range(400), 429)  # who has a run already gets no other
        refused = sum(n for of in self.statuses.values() for status, n in of.items() if status not in fine)
        said, missed = [], [f"{refused} refused"] if refused else []
        for kind, of, most in TARGETS:
            taken = sorted(self.seconds.get(of, ()))
            if not taken:
                missed.append(f"no {kind}")
                continue
            middle, p95 = (taken[min(len(taken) - 1, int(len(taken) * part))] for part in (0.5, 0.95))
            said.append(f"{kind} {middle:.2f} / {p95:.2f} s")
            missed += [f"p95 of {kind} over {most:g} s"] if p95 > most else []
        return f"p50 / p95: {', '.join(said)}: {'MISSED: ' + ', '.join(missed) if missed else 'as aimed at'}"

    def rows(self) -> Iterator[str]:
        """Yield a line for each kind of question."""
        for kind, taken in sorted(self.seconds.items()):
            taken = sorted(taken)
            at = [taken[min(len(taken) - 1, int(len(taken) * part))] for part in (0.5, 0.95, 1.0)]
            told = " ".join(f"{status}:{times}" for status, times in sorted(self.statuses[kind].items()))
            yield f"{kind:12} {len(taken):6} asked   median {at[0]:7.3f} s   p95 {at[1]:7.3f} s   most {at[2]:7.3f} s   {told}"


class Student:
    """One who types a text of the course, letter by letter, and audits it now and then."""

    def __init__(self, client: httpx2.AsyncClient, seen: Seen, number: int, every: float) -> None:
        self._client, self._seen, self._every = client, seen, every
        self._random = random.Random(number)
        self._texts = sorted(COURSE.glob("*/attempts/*.red"))

    async def work(self, until: float) -> None:
        """Work until a time."""
        await asyncio.sleep(self._random.random() * self._every)
        await self._ask("page", "GET", "/workbench")
        text, typed, runs = self._begin()
        while time.monotonic() < until:
            await asyncio.sleep(self._random.uniform(0.67, 1.33) * self._every)
            typed += self._random.randint(3, 12)
            written = text[:typed]
            line, column = written.count("\n") + 1, len(written) - written.rfind("\n")
            await self._ask("read", "POST", "/api/read", {"text": written})
            if self._random.random() < 0.2:
                await self._ask("complete", "POST", "/api/complete", {"text": written, "line": line, "column": column})
            if self._random.random() < 0.1:
                await self._ask("hover", "POST", "/api/hover", {"text": written, "line": 1, "column": 3})
            if typed >= len(text) or self._random.random() < self._every / 40:
                runs.append(asyncio.create_task(self._audit(text)))
                text, typed, _ = self._begin()
        for run in runs:
            run.cancel()
        await asyncio.gather(*runs, return_exceptions=True)

    def _begin(self) -> tuple[str, int, list[asyncio.Task[None]]]:
        text = self._random.choice(self._texts).read_text(encoding="utf-8")
        return text, self._random.randint(len(text) // 2, len(text)), []

    async def _ask(self, kind: str, method: str, place: str, body: object = None) -> httpx2.Response:
        began = time.monotonic()
        answer = await self._client.request(method, place, json=body)
        self._seen.seconds[kind].append(time.monotonic() - began)
        self._seen.statuses[kind][answer.status_code] += 1
        return answer

    async def _audit(self, text: str) -> None:
        began = time.monotonic()
        asked = await self._ask("ask for run", "POST", "/api/runs", {"text": text, "verb": "audit", "effort": "quick"})
        if asked.status_code != 202:
            return
        last = {}
        async with self._client.stream("GET", f"/api/runs/{asked.json()['run']}/events") as events:
            async for line in events.aiter_lines():
                if line.startswith("data: "):
                    last = json.loads(line[6:])
        self._seen.seconds["run"].append(time.monotonic() - began)
        self._seen.statuses["run"][200] += 1
        self._seen.verdicts[(last.get("result") or {}).get("verdict") or last.get("why") or last.get("state", "?")] += 1


async def observed(place: str, students: int, seconds: float, every: float) -> Seen:
    """Return what so many students see in so many seconds, each of whom types `every` so many seconds."""
    seen = Seen()
    until = time.monotonic() + seconds
    clients = [httpx2.AsyncClient(base_url=place, timeout=120.0) for _ in range(students)]
    try:
        await asyncio.gather(*(Student(c, seen, n, every).work(until) for n, c in enumerate(clients)))
    finally:
        await asyncio.gather(*(c.aclose() for c in clients))
    return seen


def processor_seconds(pid: int) -> dict[str, float]:
    """Return what a server used of the processors, on Linux: `answering` requests, `reading` texts, and for `runs` and pages.

    Its processes are told apart by their urgency; what has ended is nearly all runs and pages.
    """
    rows: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            rows[int(stat.parent.name)] = list(map(int, stat.read_text().rpartition(")")[2].split()[1:]))
        except OSError:
            continue
    found = dict.fromkeys(("answering", "reading", "runs"), 0)
    todo = [(pid, 0)]
    while todo:
        parent, depth = todo.pop()
        if parent in rows:
            own, ended, nice = sum(rows[parent][10:12]), sum(rows[parent][12:14]), rows[parent][15]
            found["answering" if depth < 2 else "reading" if nice == 0 else "runs"] += own
            found["runs"] += ended
            todo += [(child, depth + 1) for child, row in rows.items() if row[0] == parent]
    return {what: of / os.sysconf("SC_CLK_TCK") for what, of in found.items()}


def main(words: Sequence[str] | None = None) -> None:
    """Start a server, let students work, and print what they saw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--every", type=float, default=1.5, help="the seconds between two changes of a text")
    parser.add_argument("--at-once", type=int, default=2)
    asked = parser.parse_args(words)
    command = [sys.executable, "-c", "from certify.cli import main; main()", "serve", "--port", "0", f"--at-once={asked.at_once}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            place = server.stdout.readline().split()[0]
            began = time.monotonic()
            with httpx2.Client(base_url=place, timeout=120.0) as client:
                client.post("/api/read", json={"text": "define a = 1"})
            print(f"the first text was read {time.monotonic() - began:.1f} s after the address was told")
            time.sleep(20)  # the library is read meanwhile
            load = os.getloadavg()[0]
            before, began = processor_seconds(server.pid), time.monotonic()
            seen = asyncio.run(observed(place, asked.students, asked.seconds, asked.every))
            wall = time.monotonic() - began
            used = {what: of - before[what] for what, of in processor_seconds(server.pid).items()}
            print(f"{asked.students} students, a change every {asked.every:g} s each, for {wall:.0f} s")
            print("\n".join(seen.rows()))
            print("verdicts:", ", ".join(f"{times} {says}" for says, times in sorted(seen.verdicts.items())))
            texts = sum(len(seen.seconds[kind]) for kind in ("read", "hover", "complete"))
            asked_of = sum(map(len, seen.seconds.values()))
            print(f"processors: {', '.join(f'{of:.1f} s {what}' for what, of in used.items())}, in {wall:.0f} s")
            print(
                f"{1000 * used['answering'] / asked_of:.1f} ms a request, {1000 * used['reading'] / texts:.1f} ms more a text, "
                f"{used['runs'] / max(1, len(seen.seconds['run'])):.2f} s a run"
            )
            busy = "" if load < QUIET else ": other work goes on, so that times say little"
            print(f"{os.cpu_count()} processors, whose load was {load:.1f} before{busy}")
            print(seen.verdict())
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


if __name__ == "__main__":
    main()
