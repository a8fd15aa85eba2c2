"""What a text may take: time, memory, output, a place in the queue; who goes beyond is told so, and others go on."""

from __future__ import annotations

import time
from typing import Any

import pytest

from certify.editing import step_limits
from certify.workbench import reading_process, runs
from tests.workbench.conftest import PROBLEM, Browser

MANY = "".join(f"define a{i} = {i}\n" for i in range(4000))
"""A text of which reading takes long: every line is a declaration."""

LONG = """reduction ThreeSAT -> IndependentSet
  given    phi
  labels   node(clause : position, place : position)
  target   G.vertices = { node(i, p) | i -> c in phi.clauses, p in positions(c) }
           G.edges    = {}
           k          = |phi.clauses|
  forward  a -> S = {}
  backward S -> a = {}
"""


def test_a_text_that_takes_too_long_to_read_is_given_up_and_the_next_is_read(browser: Browser) -> None:
    with browser.limited(reading=0.01):
        answer = browser.client.post("/api/read", json={"text": MANY})
    assert (answer.status_code, answer.json()) == (413, {"error": "this text takes too long to read: more than 0.01 s"})
    assert browser.post("read", text="define a = 1")["diagnostics"] == []


def test_reading_is_limited_by_steps_whatever_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    doubled = "".join(f"define a{i + 1} = (a{i}, a{i})\n" for i in range(30))
    doubled = f"define a0 = 1\n{doubled}{PROBLEM.replace('|T| = 1', '|T| = 1 and a30 = a30')}"
    told: dict[str, list[Any]] = {"fast": [], "slow": []}
    for text, steps in ((PROBLEM, 3_000_000), (doubled, 60_000)):
        monkeypatch.setattr(step_limits, "STEPS", steps)
        for machine, brief in (("fast", 60.0), ("slow", 0.0001)):
            monkeypatch.setattr(reading_process, "BRIEF", brief)
            told[machine].append(reading_process.answered({"question": "read", "text": text, "seconds": 120.0, "ready": True}))
    assert told["fast"] == told["slow"]
    assert told["fast"][0]["diagnostics"] == []
    assert "reading this text takes more than" in told["fast"][1]["diagnostics"][0]["message"]


def test_a_result_that_is_too_long_ends_the_run(browser: Browser) -> None:
    with browser.limited(output=2000):
        _, run = browser.run(PROBLEM, "bounds")
    assert (run["state"], run["why"]) == ("ended", "too much output: a run may answer 2000 bytes")


def test_one_run_a_visitor_one_more_waits_and_the_next_is_refused(browser: Browser) -> None:
    def ask() -> tuple[int, str]:
        browser.client.cookies.clear()
        answer = browser.client.post("/api/runs", json={"text": LONG, "verb": "audit", "effort": "plain"})
        return answer.status_code, answer.json().get("run") or answer.json()["error"]

    (status, first), kept = ask(), dict(browser.client.cookies)
    assert status == 202
    while browser.client.get(f"/api/runs/{first}").json()["state"] == "waiting":  # for the process of the run before it to end
        time.sleep(0.02)
    again = browser.client.post("/api/runs", json={"text": PROBLEM})
    assert (again.status_code, "cancel it" in again.json()["error"]) == (429, True)
    status, second = ask()
    assert status == 202
    waiting = browser.client.get(f"/api/runs/{second}").json()
    assert (waiting["state"], waiting["place"]) == ("waiting", 1)
    status, says = ask()
    assert (status, says) == (503, "1 runs are waiting, and no more may: try again later")
    assert browser.client.delete(f"/api/runs/{second}").json()["state"] == "cancelled"
    assert browser.client.delete(f"/api/runs/{first}").json()["state"] == "cancelled"
    assert browser.client.delete(f"/api/runs/{first}").json()["state"] == "cancelled"
    assert browser.client.get(f"/api/runs/{first}/certificate").status_code == 404
    browser.client.cookies.update(kept)
    assert browser.run(PROBLEM, "check")[1]["state"] == "done"


def test_a_run_out_of_time_is_ended(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "GRACE", -0.99)
    with browser.limited(seconds=1.0):
        _, run = browser.run(LONG)
    assert (run["state"], run["result"], run["why"]) == ("ended", None, "out of time: a run may take 1 s")


def test_runs_and_readers_without_memory_are_ended(browser: Browser) -> None:
    with browser.limited(memory=16):
        _, run = browser.run(LONG)
    assert (run["state"], "memory" in run["why"]) == ("ended", True)


def test_old_runs_are_forgotten(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_KEPT", 1)
    (first, _), (second, _) = browser.run(PROBLEM, "check"), browser.run(PROBLEM, "check")
    assert browser.client.get(f"/api/runs/{first}").status_code == 404
    assert browser.client.get(f"/api/runs/{second}").status_code == 200
