"""What the symbols of the checker's statements are called, where proofs are written in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from certify.certificates.checker import Formula, Lemmas, Space, Statements, Term, below
from certify.formulas.definitions import NamedFormula, NamedSum
from certify.formulas.printing import FormulaText, symbols_in_words, witness_words
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS
from certify.records import dataclass

_FIXED = {
    "square!": "square",
    "ratio!": "ratio",
    "state!": "state",
    "rat!": "rat",
}
"""Symbols that mean the same in all statements."""
_NUMBERED = re.compile(r"(first|fold|closure|kept|appended)!\d+|the!\d+\.\d+|least\([^)]*\)")
"""Symbols that stand for an expression of the text: first numbers, folds, what filters keep, what `the` names, least numbers that
are left out."""
_LONGEST = 24
"""The length of the longest sum that is written out wherever it occurs; a longer one gets a name."""


@dataclass(frozen=True)
class ProofNames:
    """What symbols are called: `symbols` by name; those in `defined` are written as what they stand for.

    `listed`: for each sum that is called by a name of its own, that name and the sum.  `folds`: the names of what folds over
    sequences of any length carry along.
    """

    symbols: dict[str, str]
    defined: dict[str, NamedSum | NamedFormula]
    listed: tuple[tuple[str, str], ...]
    folds: tuple[str, ...]

    def text(self, constants: dict[Term, str]) -> FormulaText:
        """Return what writes formulas with these names of constants, to which more may be added."""
        return FormulaText(self.symbols, self.defined, constants)

    def means(self, name: str) -> bool:
        """Return whether a symbol stands for something of the text."""
        return name in self.defined or name.startswith(tuple(self.symbols))


def proof_names(statements: Statements, lemmas: Lemmas, formulas: Iterable[Formula]) -> ProofNames:
    """Return what the symbols in formulas are called."""
    reduction = statements.reduction
    words = witness_words(reduction.source.witness_names, reduction.target.witness_names)
    roots = [*_fields(reduction.source.instance, "")]
    for name, problem in ((SOURCE_WITNESS, reduction.source), (TARGET_WITNESS, reduction.target)):
        roots += _symbols_of_space(problem.witness, name)
    symbols = symbols_in_words(roots, words) | _FIXED
    symbols |= {f"{name}~": f"{symbols[name]}_order" for name in roots if f"{name}~" in statements.shared.cycles}
    lists = [name for name in map(str, statements.shared.named) if name.startswith("listed!")]
    symbols |= {name: f"listed({symbols.get(name[7:], name[7:])})" for name in lists}
    symbols |= {name: "order" for name in map(str, statements.shared.named) if name.startswith("before!")}
    known: dict[str, NamedSum | NamedFormula] = {}
    for name in _used(statements, lemmas, formulas, known):
        kind, _, rest = name.partition("!")
        numbered = _NUMBERED.match(name)
        if kind == "quotient" and rest:
            symbols[name] = f"quotient_by_{rest}"
        elif numbered and numbered.group() not in symbols:
            word = re.split(r"\W", name)[0]
            symbols[numbered.group()] = f"{word}_{1 + sum(text.startswith(word + '_') for text in symbols.values())}"
    defined, listed = dict(known), list[tuple[str, str]]()
    sums = [named for named in known.values() if isinstance(named, NamedSum)]
    long = [named for named in sums if len(FormulaText(symbols, known, {}).term(named.term)) > _LONGEST]
    for named in long:
        del defined[named.name]
        word = "count" if named.counts else "sum"
        symbols[named.name] = f"{word}_{1 + sum(text.startswith(word + '_') for text in symbols.values())}"
    for named in long:
        short, full = (FormulaText(symbols, d, {}).term(named.term) for d in (defined, defined | {named.name: named}))
        listed.append((short, full))
    folds = tuple(called for name, called in symbols.items() if name.startswith("fold!"))
    return ProofNames(symbols, defined, tuple(listed), folds)


def _used(
    statements: Statements, lemmas: Lemmas, formulas: Iterable[Formula], known: dict[str, NamedSum | NamedFormula]
) -> Iterator[str]:
    """Yield the symbols in formulas and in what they stand for, each once; note sums and predicates that stand for formulas."""
    seen, left = set[str](), list(formulas)
    while left:
        for name in symbols_in(left.pop(0)):
            if name in seen:
                continue
            seen.add(name)
            yield name
            if name.startswith("holds!"):
                known[name] = holds = NamedFormula(name, *statements.shared.named[name])
                left.append(holds.formula)
            elif name in lemmas.guards:
                known[name] = holds = NamedFormula(name, *lemmas.guards[name])
                left.append(holds.formula)
            elif name.startswith("rat!sum"):
                known[name] = named = NamedSum(*statements.shared.named[name])
                left += [named.guard, named.value]
            elif name in lemmas.items or (name.startswith("sum!") and "/" not in name):
                known[name] = named = NamedSum(*(lemmas.items.get(name) or lemmas.total(name)))
                left += [named.guard, named.value]


def symbols_in(o: Any) -> Iterator[str]:
    """Yield the symbols in a term or formula."""
    if o[0] in ("f", "p"):
        yield o[1]
    for inner in below(o):
        yield from symbols_in(inner)


def _fields(type: Any, before: str) -> Iterator[str]:
    """Yield the paths of the fields of an instance that are no records."""
    for name, field in type[1]:
        yield from _fields(field, f"{before}{name}.") if field[0] == "record" else (before + name,)


def _symbols_of_space(space: Space, name: str) -> Iterator[str]:
    """Yield the symbols of an unknown witness."""
    yield name
    for part, inner in space.parts if space.kind == "record" else ():
        yield from _symbols_of_space(inner, f"{name}.{part}")
