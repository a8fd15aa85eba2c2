"""Proofs for all sizes in an audit, which searches them twice: with little work, and later with more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from certify.library import standard
from certify.proving.found_proofs import proof_of
from certify.system.worker_process import WorkerProcess


def test_a_search_with_more_work_asks_no_question_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = WorkerProcess.ask

    def noting(self: WorkerProcess, function: Callable[..., Any], *arguments: Any, **limits: Any) -> None:
        asked.append(function.__name__)
        ask(self, function, *arguments, **limits)

    monkeypatch.setattr(WorkerProcess, "ask", noting)
    reduction, answers = standard().reduction("Clique:IndependentSet"), dict[bytes, Any]()
    first = proof_of(reduction, work=(40_000,), answers=answers)
    assert asked.count("contradiction") > 0
    asked.clear()
    again = proof_of(reduction, work=(40_000, 120_000), answers=answers)
    assert asked.count("contradiction") == 0
    assert again["proves"] == first["proves"] != []
