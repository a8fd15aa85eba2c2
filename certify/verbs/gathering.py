"""Gathering the evidence about the subjects of an audit: one after the other in this process, or side by side in several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certify.audit.efforts import Effort
from certify.console import judged
from certify.errors import ExitCode
from certify.records import dataclass
from certify.system.side_by_side import SideBySide
from certify.system.stopping import current
from certify.verbs.subjects import Subject, check_measures

if TYPE_CHECKING:
    from certify.audit.remembered_evidence import Gathered
    from certify.chains import Chain
    from certify.evidence import Evidence
    from certify.library import Library
    from certify.system.store import Store

    Elsewhere = SideBySide[Subject, "Gathered | AuditFailure"]


@dataclass(frozen=True)
class AuditFailure:
    """What ended the audit of one subject without evidence: the exit code, the error as JSON, and the message."""

    code: ExitCode
    error: Mapping[str, Any]
    says: str

    @staticmethod
    def of(error: Exception) -> AuditFailure:
        """Return what an error tells, with its place if it is a defect of certify.

        >>> AuditFailure.of(MemoryError()).says
        'unknown: out of memory'
        """
        return AuditFailure(*judged(error))


class AuditFailed(Exception):
    """The audit of a subject failed in another process."""

    def __init__(self, failure: AuditFailure) -> None:
        super().__init__(failure.says)
        self.failure = failure


_DIED = "unknown: the process that audited it ended, for lack of memory or by a crash"

DIED = AuditFailure(ExitCode.UNKNOWN, {"message": _DIED}, _DIED)
"""What is told of a subject whose process gave no answer."""


@dataclass(frozen=True)
class Asked:
    """What determines evidence, besides its subject: the options of `certify audit` of the same names."""

    within: Mapping[str, int]
    effort: Effort
    caps: Mapping[str, int]
    interesting: bool


def gathered(
    library: Library,
    store: Store,
    subject: Subject,
    asked: Asked,
    elsewhere: Elsewhere | None = None,
    **how: Any,
) -> Gathered:
    """Return the evidence about a subject from the store, or else gather it and keep it there.

    - `elsewhere`: the processes that gather it, if it is not to be gathered in this one.
    - `how`: the parameters of the audit that do not change evidence, unless they end the audit before its time.

    Raises `AuditFailed` if one of these processes failed.
    """
    from certify.audit.remembered_evidence import remembered_evidence

    def stopped(evidence: Evidence) -> bool:
        return bool(evidence.stopped) or current().stop is not None

    def gather() -> Evidence:
        found = None if elsewhere is None else _awaited(elsewhere, subject)
        return _evidence(library, store, subject, asked, **how) if found is None else found.evidence

    if elsewhere is not None and elsewhere.begun:
        found = _awaited(elsewhere, subject)
        if found is not None:
            return found
    names = [subject] if isinstance(subject, str) else subject
    declared = [library.reduction(name) if ":" in name else library.problem(name) for name in names]
    return remembered_evidence(store, declared, asdict(asked), gather, stopped)


def _awaited(elsewhere: Elsewhere, subject: Subject) -> Gathered | None:
    """Return what another process gathers about a subject; None if the input is wrong, which this process tells.  Raises
    `AuditFailed` if that process failed."""
    found = elsewhere.result(subject)
    if isinstance(found, AuditFailure) and found.code is ExitCode.BAD_INPUT:
        return None
    if found is None or isinstance(found, AuditFailure):
        raise AuditFailed(found or DIED)
    return found


def _evidence(library: Library, store: Store, subject: Subject, asked: Asked, **how: Any) -> Evidence:
    """Return the evidence for a problem, a reduction, or a chain."""
    if isinstance(subject, str) and ":" not in subject:
        from certify.audit.problem_audit import audit_problem

        problem = library.problem(subject)
        check_measures(asked.within, problem)
        return audit_problem(problem, asked.within, effort=asked.effort, caps=asked.caps, **how)
    from certify.audit.own_mutants import mutants_of
    from certify.audit.reduction_audit import audit_chain

    chain = chain_of_subject(library, subject)
    check_measures(asked.within, chain.source)
    return audit_chain(
        chain,
        asked.within,
        effort=asked.effort,
        caps=asked.caps,
        interesting=asked.interesting,
        mutants=mutants_of(library, chain),
        store=store,
        **how,
    )


def chain_of_subject(library: Library, subject: Subject) -> Chain:
    """Return the chain of a subject; of a problem, the chain without reductions."""
    from certify.graph.route_choice import chain_of

    route = [subject] if isinstance(subject, str) else list(subject)
    return chain_of(library, route[0].partition(":")[0], [name for name in route if ":" in name])


def side_by_side(subjects: Sequence[Subject], files: Sequence[Path], chosen: str, asked: Asked, processes: int) -> Elsewhere:
    """Return the processes that gather the evidence about several subjects.

    - `subjects`: the subjects, in the order in which their evidence is asked for.
    - `files`: the files on top of the shipped library.
    - `chosen`: the name of the store's file, as for `certify.system.store.opened`.
    - `asked`: what is asked for.
    - `processes`: the number of processes at a time.
    """
    return SideBySide(partial(_gathered_elsewhere, tuple(files), chosen, asked), subjects, processes)


def _gathered_elsewhere(files: tuple[Path, ...], chosen: str, asked: Asked, subject: Subject) -> Gathered | AuditFailure:
    """Do the same as `gathered`, in another process; if it fails, return why."""
    from certify.audit.remembered_pieces import RememberedPieces
    from certify.audit.schedulers import ThisProcess
    from certify.library import read_source, standard
    from certify.system.store import opened

    try:
        library = standard().with_texts([read_source(p) for p in dict.fromkeys(files)]) if files else standard()
        with opened(chosen) as store:
            here = ThisProcess()
            scheduled = RememberedPieces(here, store) if store.on else here
            return gathered(library, store, subject, asked, scheduler=scheduled)
    except Exception as error:
        return AuditFailure.of(error)
