"""Certificates: evidence as a document that others can check.  `docs/certificates.md` is the specification of the document.

A certificate holds the core document that the evidence is about, in full; a certificate of a chain holds the certificates of its
reductions.  Times and the machine stand apart: the hash of a certificate does not depend on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from certify.core import VERSION as CORE
from certify.core import Problem, Reduction, core_hash, core_json
from certify.core.budgets import OutOfBudget
from certify.evidence import BEYOND, Evidence, Region
from certify.system.digests import sha256_of
from certify.version import __version__

if TYPE_CHECKING:
    from certify.chains import Chain

FORMAT = 1
"""The version of the format."""

Document = Mapping[str, Any]
Subject: TypeAlias = "Problem | Reduction | Chain"
"""What a certificate is about.  A chain of one reduction has the certificate of that reduction."""


def canonical(document: Any) -> str:
    """Return a document as canonical JSON: sorted keys, no blanks.

    >>> canonical({"b": [1, "ä"], "a": None})
    '{"a":null,"b":[1,"ä"]}'
    """
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256(document: Any) -> str:
    """Return the SHA-256 of a document in canonical JSON.  Raises ValueError if it cannot be written as UTF-8."""
    return sha256_of(canonical(document).encode())


def digest(document: Document) -> str:
    """Return the hash of a certificate: that of all of it but `hash` and `apart`.

    >>> digest({"certificate": 1, "hash": "?", "apart": {"seconds": 1.5}}) == digest({"certificate": 1})
    True
    """
    return sha256({key: part for key, part in document.items() if key not in ("hash", "apart")})


def core_hash_of(subject: Subject) -> str:
    """Return the hash of the core that a certificate is about; for a chain, the SHA-256 of the hashes of its reductions in one
    text."""
    if isinstance(subject, Problem | Reduction):
        return core_hash(subject)
    from certify.chains import Chain

    match subject:
        case Chain(_, (reduction,)):
            return core_hash(reduction)
        case Chain(start, ()):
            return core_hash(start)
        case Chain(_, reductions):
            return chain_hash(map(core_hash, reductions))


def chain_hash(hashes: Iterable[str]) -> str:
    """Return the hash of a chain whose reductions have these hashes."""
    return sha256_of("".join(hashes).encode())


def certificate_of(
    evidence: Evidence, subject: Subject, command: str | None = None, edges: Sequence[Document] = ()
) -> dict[str, Any]:
    """Return the certificate of evidence.

    - `evidence`: the evidence.
    - `subject`: the problem, reduction or chain that it is about.
    - `command`: the command that repeats it; None if there is none.
    - `edges`: for a chain of several reductions, their certificates, in order.

    Raises ValueError if the certificates of the edges are not those of the chain.
    """
    import platform  # takes longer to import than a small command has

    from certify.chains import Chain
    from certify.semantics.costs import VERSION as COSTS

    declared: Subject = subject
    if isinstance(subject, Chain) and len(subject.reductions) < 2:
        declared = subject.reductions[0] if subject.reductions else subject.start
    kind = "chain" if isinstance(declared, Chain) else "problem" if isinstance(declared, Problem) else "reduction"
    told, times = _evidence(evidence, declared if isinstance(declared, Reduction) else None)
    apart: dict[str, Any] = {"seconds": round(evidence.seconds, 3), "machine": f"{platform.system()} {platform.machine()}"}
    apart |= ({"settling": times} if times else {}) | ({"stopped": evidence.stopped} if evidence.stopped else {})
    document: dict[str, Any] = {
        "certificate": FORMAT,
        "kind": kind,
        "subject": evidence.subject,
        "core_hash": core_hash_of(declared),
        "evidence": told,
        "proofs": [],
        "made": {"command": command, "certify": __version__, "core": CORE, "costs": COSTS},
    }
    if isinstance(declared, Chain):
        if [edge["core_hash"] for edge in edges] != [core_hash(r) for r in declared.reductions]:
            raise ValueError(f"{declared.name}: the certificates of its reductions are others")
        document["edges"] = [{key: part for key, part in edge.items() if key != "apart"} for edge in edges]
    else:
        document["core"] = core_json(declared)
        document |= {"proof": evidence.proof} if evidence.proof else {}
    document = json.loads(json.dumps(document))
    return {**document, "hash": digest(document), "apart": apart}


def _derivation(reduction: Reduction) -> dict[str, Any]:
    """Return the derivation of the bounds of a reduction; empty if they cannot be derived, or the checker does not follow.

    The checker has rules of its own, and some of them give less than those of the analysis: then the bounds are a hole.
    """
    from certify.bounds.derivations import derivation  # imports sympy, which who reads certificates need not wait for
    from certify.bounds.instances import Uncovered
    from certify.certificates import checker
    from certify.system.nesting import deeply

    try:
        found: dict[str, Any] = json.loads(json.dumps(derivation(reduction)))
        with deeply():
            checker.Replay(checker.Reduction(json.loads(json.dumps(core_json(reduction))), "", checker.Work(1)), found, "")
    except (Uncovered, OutOfBudget, checker.Invalid):
        return {}
    return found


CLAIMED = ("bounds", *BEYOND)
"""The figures of an obligation that claim something: bounds of sizes and times, and how far it is settled at once."""


def _evidence(of: Evidence, reduction: Reduction | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the evidence as the document says it, about this reduction if it is about one, and the times that stand apart.

    What a checker cannot check, such as figures of the runs, is under `told`.
    """
    out = of.json()
    times: dict[str, Any] = {}
    obligations, figures = [], {}
    told: dict[str, Any] = {"complete": of.region.complete, "holes": list(of.holes)}
    for found in out["obligations"]:
        name, known = found["obligation"], dict(found["figures"])
        told["claims"] = told.get("claims", []) + known.pop("claims", [])
        for how in BEYOND:
            if how in known:
                times.setdefault(name, {})[how] = known[how].get("seconds")
        figures[name] = {key: _untimed(key, of) for key, of in known.items() if key != "bounds"}
        obligations.append({**found, "figures": {key: _claimed(key, known[key]) for key in CLAIMED if key in known}})
    told |= {"figures": {name: f for name, f in figures.items() if f}, "strength": dict(of.strength), "far": dict(of.far)}
    evidence: dict[str, Any] = {
        "verdict": of.verdict,
        "obligations": obligations,
        "region": region_json(of.region),
        "bounds": {} if reduction is None else _derivation(reduction),
    }
    if "counterexample" in out:
        shown = out["counterexample"]
        evidence["counterexample"] = {key: shown.pop(key) for key in ("obligation", "instance")}
        told["counterexample"] = shown
    return evidence | {"told": {key: part for key, part in told.items() if part or key in ("complete", "holes")}}, times


def _untimed(key: str, figures: Any) -> Any:
    """Return figures of an obligation without times."""
    return {k: v for k, v in figures.items() if k not in ("seconds", *SETTLED)} if key in BEYOND else figures


SETTLED = ("level", "within")
"""The part of the figures of circuits that a checker compares with proofs."""


def _claimed(key: str, figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part of figures that claims something: what is settled, or the bounds that there are."""
    from certify.bounds.results import VERDICTS  # imports sympy

    return {k: v for k, v in figures.items() if (k in SETTLED if key in BEYOND else v not in VERDICTS)}


def region_json(region: Region) -> dict[str, Any]:
    """Return the region of a certificate."""
    told = region.json()
    return {key: told[key] for key in ("parts", "caps", "shapes")}
