"""Small problems and reductions that are not in the library, for tests of the network."""

from __future__ import annotations

from pathlib import Path

from certify.certificates.checked import CheckVerdict, record
from certify.certificates.documents import certificate_of
from certify.certificates.saved import save_certificate
from certify.core import Reduction, core_hash
from certify.core.mistakes import Source
from certify.evidence import Evidence, Finding, Part, Region, ShapeFigures
from certify.library import Library, standard


def problem(name: str) -> str:
    """Return a problem: find a subset of a set of items."""
    return (
        f'problem {name} "{name}"\n  instance item : set of labels\n  measures n = |item|\n'
        "  witness  S : subset of item\n  accepts  |S| >= 0\n\n"
    )


def weighted(name: str) -> str:
    """Return a problem about items with sizes."""
    return (
        f'problem {name} "{name}"\n  instance item : set of labels\n           size : map from each item to nat\n'
        "  measures n = |item|\n           b = max(bits(s) | i -> s in size)\n"
        "  witness  S : subset of item\n  accepts  |S| >= 0\n\n"
    )


def reduction(source: str, target: str, *, items: str = "{ old(i) | i in x.item }", size: str = "") -> str:
    """Return a reduction that makes an item `old(i)` of each item i.  `items` may add `second(i)`, `pair(i, j)` and `extra(j)`;
    `size` is the size of item `l`."""
    sizes = f"           size = {{ l -> {size} | l in made }}\n" if size else ""
    return (
        f'reduction {source} -> {target}\n  "made for a test"\n  given    x\n'
        "  labels   old(item : x.item), second(item : x.item), pair(a : x.item, b : x.item), extra(number)\n"
        f"  let      made = {items}\n"
        f"  target   item = made\n{sizes}"
        "  forward  S -> S = { old(i) | i in S }\n  backward S -> S = { i | i in x.item where old(i) in S }\n\n"
    )


DOUBLED = "{ old(i) | i in x.item } + { second(i) | i in x.item }"
LONGER = "{ old(i) | i in x.item } + { extra(j) | j in 1 .. 3 }"
SQUARED = "{ old(i) | i in x.item } + { pair(i, j) | i in x.item, j in x.item }"

CITED = 'reference Key "A work"\nassumption Belief "something is hard" cites Key\n\n'


def library(*texts: str) -> Library:
    """Return the library with these texts on top."""
    return standard().with_texts([Source("new.red", CITED + "".join(texts))])


def save(reduction: Reduction, verdict: str) -> Path:
    """Save a certificate of a reduction in the working folder, with the record of a check."""
    findings = (Finding("forward", verdict, "made for a test"),)
    region = Region((Part({"n": 1}, None),), (ShapeFigures({"n": 1}, 1, 1, (1, 1), (1, 1)),), 1, (), True)
    evidence = Evidence(reduction.name, core_hash(reduction), region, findings, None, (), 0.0)
    path = save_certificate(certificate_of(evidence, reduction), Path("proofs")).path
    record(path, path.read_bytes(), CheckVerdict.VALID, "made for a test")
    return path
