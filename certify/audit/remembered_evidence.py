"""Evidence that is in the store is not gathered again.

The evidence about a subject is determined by the cores of its declarations, by the settings of the audit, by the version of the
engine, and by the words of the text that it quotes.  These are its key.  Time limits are no part of it, because only audits that
were not stopped are kept.

Some evidence also names places of the text (`file:line:column`).  It is kept under a key that contains the texts as a whole.  So
a line that is inserted above a reduction changes the places in its counterexample; if it has no counterexample, it is not audited
again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from hashlib import sha256
from typing import Any

from certify import evidence as records
from certify.core import RECORDS, Problem, Reduction, core_hash
from certify.core.expressions import Mark
from certify.core.mistakes import Source
from certify.evidence import Evidence
from certify.records import dataclass, parameters
from certify.system.plain_data import plain
from certify.system.store import Store

_CLASSES = tuple(c for c in vars(records).values() if isinstance(c, type) and is_dataclass(c))
"""The classes that evidence is made of."""


@dataclass(frozen=True)
class Gathered:
    """Evidence, and whether it comes from the store."""

    evidence: Evidence
    remembered: bool = False


def remembered_evidence(
    store: Store,
    subject: Sequence[Problem | Reduction],
    settings: Mapping[str, Any],
    gather: Callable[[], Evidence],
    stopped: Callable[[Evidence], bool],
) -> Gathered:
    """Return the evidence about a subject from the store, or else gather it and keep it there.

    - `subject`: the problem, the reduction, or the reductions of a chain.
    - `settings`: whatever else determines the evidence, as JSON: the region, the effort.
    - `gather`: gathers the evidence.
    - `stopped`: whether gathering ended before its time, so that other evidence may follow from the same settings.
    """
    if not store.on:
        return Gathered(gather())
    words = _Words.of(subject)
    told = json.dumps([[core_hash(d) for d in subject], words.quotable, settings])  # the order of settings shows in evidence
    keys = f"evidence\n{told}", f"evidence with places\n{told}\n{words.texts}"
    for key in keys:
        found = store.get(key, _CLASSES)
        if found is not None:
            return Gathered(found, True)
    evidence = gather()
    if not stopped(evidence):
        store.put(keys[words.placed_in(evidence)], evidence, _CLASSES)
    return Gathered(evidence)


@dataclass(frozen=True)
class _Words:
    """What evidence may say of texts.

    - `quotable`: the digest of all marked parts of the texts, without regard to blanks.
    - `texts`: the digest of the texts and their names.
    - `names`: the names of the texts.
    """

    quotable: str
    texts: str
    names: tuple[str, ...]

    @staticmethod
    def of(subject: Sequence[Problem | Reduction]) -> _Words:
        """Return the words of the texts that declarations are read from."""
        marks = list(dict.fromkeys(_marks(subject)))  # equal parts may be one object or several
        sources = sorted({(mark.source.name, mark.source.text) for mark in marks})
        texts = (part for source in sources for part in source)
        return _Words(_digest(mark.text for mark in marks), _digest(texts), tuple(name for name, _ in sources))

    def placed_in(self, evidence: Evidence) -> bool:
        """Return whether evidence names a place in one of the texts."""
        told = json.dumps(plain(evidence, _CLASSES), ensure_ascii=False)
        return any(f"{json.dumps(name, ensure_ascii=False)[1:-1]}:" in told for name in self.names)


def _digest(parts: Iterable[str]) -> str:
    digest = sha256()
    for part in parts:
        digest.update(f"{len(part)}\n{part}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


_FIELDS = {c: tuple(parameters(c)) for c in RECORDS if c not in (Mark, Source)}


def _marks(subject: Sequence[Problem | Reduction]) -> Iterator[Mark]:
    """Yield the marks of all expressions of the declarations, in order; a part that occurs twice is visited once."""
    seen, todo = dict[int, Any](), list[Any](subject[::-1])
    while todo:
        value = todo.pop()
        if type(value) is Mark:
            yield value
        elif type(value) is tuple:
            todo += value[::-1]
        elif (names := _FIELDS.get(type(value))) is not None and id(value) not in seen:
            seen[id(value)] = value
            todo += [getattr(value, name) for name in names][::-1]
