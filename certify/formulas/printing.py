"""Formulas as a person reads them, in the names of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from certify.core import Reduction
from certify.formulas.definitions import Named, NamedChoice, NamedFormula, NamedLeast, NamedSum
from certify.formulas.logic import INT, Formula, Term, complement, free, scaled
from certify.formulas.quantifiers import substitute
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS

_ARITHMETIC = {
    "rat!of": "({} / {})", "rat!add": "({} + {})", "rat!sub": "({} - {})", "rat!mul": "({} * {})", "rat!div": "({} / {})",
    "rat!le": "{} <= {}", "power!": "{}^({})", "times!": "{} * {}",
}  # fmt: skip
"""The symbols for powers, and those for rational numbers of which the checker's statements know nothing."""
_SUFFIX = re.compile(r"@|!keys|#|\^|:[^.@#:?]+(?:\.\d+)?|\?\d+|\.[^.@#:?]+|[+-]")


Written: TypeAlias = NamedSum | NamedFormula | NamedLeast | NamedChoice
"""Symbols that can be written as what they stand for."""


class FormulaText:
    """Writes formulas.  Variables of homes are called after them, whole numbers i, j, k, ...

    - `symbols`: the symbols of which all others are parts, with the words for them; others are written as they are.
    - `defined`: the symbols that are written as what they stand for.
    - `constants`: the names of terms that have one.
    """

    def __init__(
        self,
        symbols: Mapping[str, str],
        defined: Mapping[str, Written],
        constants: Mapping[Term, str],
    ) -> None:
        self.symbols, self.defined, self.constants = symbols, defined, constants
        self._roots = sorted({*symbols, *defined}, key=len, reverse=True)

    def formula(self, f: Formula, names: Mapping[Term, str] | None = None) -> str:
        """Return a formula on one line.  `names`: of variables that are bound in it."""
        return self._formula(f, names_for(f) if names is None else names, 0)

    def term(self, t: Term) -> str:
        """Return a term."""
        return self._term(t, names_for(t))

    def _formula(self, f: Formula, names: Mapping[Term, str], level: int) -> str:
        kind = f[0]
        if kind in ("T", "F"):
            return "true" if kind == "T" else "false"
        if kind == "p":
            return self._symbol(f[1], f[2], names, truth=True)
        if kind == "=":
            return f"{self._term(f[1], names)} = {self._term(f[2], names)}"
        if kind in ("<=", "=0"):
            return " ".join(self._comparison(f, names))
        if kind == "not":
            inner = f[1]
            if inner[0] in ("=", "=0"):
                return self._formula(inner, names, 0).replace(" = ", " != ")
            if inner[0] == "p" and inner[1] not in self.defined:
                return self._symbol(inner[1], inner[2], names, truth=True, no=True)
            return f"not {self._formula(inner, names, 3)}"
        if kind in ("and", "or"):
            return self._connective(f, names, level)
        inner_names = names_for(f[2], names, f[1])
        word = "every" if kind == "all" else "some"
        text = f"{word} {', '.join(inner_names[v] for v in f[1])}: {self._formula(f[2], inner_names, 0)}"
        return f"({text})" if level else text

    def _connective(self, f: Formula, names: Mapping[Term, str], level: int) -> str:
        premises, others = _implication(f[1]) if f[0] == "or" else ([], f[1])
        if premises and others:
            given = " and ".join(self._conjuncts(premises, names))
            plain = len(others) == 1 and others[0][0] == "and"  # "implies" binds less than "and"
            text = f"{given} implies {' or '.join(self._formula(g, names, 0 if plain else 2) for g in others)}"
        elif premises:
            return f"not ({' and '.join(self._conjuncts(premises, names))})"
        elif f[0] == "or":
            text = " or ".join(self._formula(g, names, 2) for g in others)
        else:
            found = self._conjuncts(others, names)
            text = " and ".join(found)
            level = level if len(found) > 1 else 0
        return f"({text})" if level else text

    def conjuncts(self, fs: Sequence[Formula]) -> list[str]:
        """Return formulas that all hold, each as text; the bounds of one number are written as one."""
        names = names_for(("and", tuple(fs)))
        return self._conjuncts(fs, names) if len(fs) > 1 else [self._formula(f, names, 0) for f in fs]

    def _conjuncts(self, fs: Sequence[Formula], names: Mapping[Term, str]) -> list[str]:
        out, merged = [], set[Formula]()
        for f in fs:
            if f in merged:
                continue
            opposite = next((g for g in fs if f[0] == g[0] == "<=" and g[1] == scaled(f[1], -1) and g not in merged), None)
            upper = next((g for g in fs if g not in merged and self._in_line(f, g, names)), None)
            if opposite is not None:
                merged.add(opposite)
                out.append(self._formula(("=0", f[1]), names, 2))
            elif upper is not None:
                merged.add(upper)
                both = " ".join((*self._comparison(f, names), *self._comparison(upper, names)[1:]))
                written = self._formula(upper, names, 2)
                out = [both if text == written else text for text in out] if written in out else [*out, both]
            else:
                out.append(self._formula(f, names, 2))
        return out

    def _in_line(self, f: Formula, g: Formula, names: Mapping[Term, str]) -> bool:
        """Return whether f bounds a term from below, by a number, and g bounds it from above, so that they are written as one."""
        t = bounded(f, -1)
        one = t is not None and len(f[1][2]) == 1 and bounded(g, 1) == t
        return one and self._comparison(f, names)[2] == self._comparison(g, names)[0]

    def _comparison(self, f: Formula, names: Mapping[Term, str]) -> tuple[str, str, str]:
        constant, pairs = f[1][1], f[1][2]
        strict = f[0] == "<=" and (constant == 1 or (constant > 0 and any(c < 0 for _, c in pairs)))
        constant -= strict and any(c > 0 for _, c in pairs)
        strict = strict and any(c > 0 for _, c in pairs)
        alone = not any(c < 0 for _, c in pairs)
        left = ("lin", 0 if alone else max(constant, 0), tuple(p for p in pairs if p[1] > 0))
        right = ("lin", -constant if alone else max(-constant, 0), tuple((t, -c) for t, c in pairs if c < 0))
        return self._term(left, names), "=" if f[0] == "=0" else "<" if strict else "<=", self._term(right, names)

    def _term(self, t: Term, names: Mapping[Term, str]) -> str:
        if t[0] == "v":
            return names.get(t, f"x{t[1]}")
        if t in self.constants:
            return self.constants[t]
        if t[0] == "f":
            return self._symbol(t[1], t[3], names)
        written = {1: "", -1: "-"}
        found = [written.get(c, f"{c}*") + self._term(u, names) for u, c in sorted(t[2], key=lambda pair: pair[1] < 0)]
        if t[1] or not found:
            found.append(str(t[1]))
        return " + ".join(found).replace("+ -", "- ")

    def _symbol(self, name: str, args: Sequence[Term], names: Mapping[Term, str], truth: bool = False, no: bool = False) -> str:
        if name in self.defined:
            return self._defined(name, args, names)
        if name in _ARITHMETIC:
            found = [self._term(a, names) for a in args]
            both = found[0] if name == "rat!of" and found[1] == "1" else _ARITHMETIC[name].format(*found)
            both = re.sub(r"\^\((\w+)\)$", r"^\1", both)
            return f"not ({both})" if no else both
        root = next((r for r in self._roots if name.startswith(r)), name)
        text, given = self.symbols.get(root, root), [self._term(a, names) for a in args]
        place = ""
        for token in _SUFFIX.findall(name[len(root) :]):
            if token == "@":
                text = f"{text}[{given.pop(0)}]"
            elif token == "#":
                text, given = f"|{_at(text, given)}|", []
            elif token == "^":
                place = f"the place in {text} of "
            elif token.startswith(":"):
                case, dot, index = token[1:].partition(".")
                text, given = _at(text, given), []
                text = f"{case}.{index} of {text}" if dot else f"{text} is {'not ' if no else ''}{case}"
            elif token.startswith("?"):
                text, given = f"{_at(text, given)} is {'not ' if no else ''}option {token[1:]}", []
            elif token.startswith(".") and not given and not truth and not place:
                text = f"{text}{token}"
            elif token.startswith("."):
                given = [f"{token[1:]}({', '.join(given)})" if given else token[1:]]
        if place:
            return place + ", ".join(given)
        if not given:
            return f"not {text}" if no and " is not " not in text else text
        inside = given[0] if len(given) == 1 else f"({', '.join(given)})"
        return f"{inside} {'not ' if no else ''}in {text}" if truth else _at(text, given)

    def _defined(self, name: str, args: Sequence[Term], names: Mapping[Term, str]) -> str:
        named = self.defined[name]
        values = dict(zip(named.parameters, args, strict=True))
        if isinstance(named, NamedFormula):
            return f"({self._formula(substitute(named.formula, values), names, 0)})"
        variables = (named.variable,) if isinstance(named, NamedLeast) else named.variables
        guard = substitute(named.guard, values)
        inner = names_for(guard, {v: called for v, called in names.items() if v not in variables}, variables)
        bound, condition = ", ".join(inner[v] for v in variables), self._formula(guard, inner, 0)
        if isinstance(named, NamedSum) and not variables:
            return f"({self._term(substitute(named.value, values), inner)} if {condition}, else 0)"
        if isinstance(named, NamedLeast):
            return f"(the least {bound}: {condition})"
        if isinstance(named, NamedChoice):
            of = f"the {inner[variables[named.index]]} of a" if len(variables) > 1 else "a"
            return f"({of} {bound}: {condition})"
        if named.counts:
            if guard[0] == "p" and guard[2] == variables and guard[1] in self.symbols:
                return f"|{self.symbols[guard[1]]}|"
            return f"(count {bound}: {condition})"
        return f"(sum {bound} where {condition}: {self._term(substitute(named.value, values), inner)})"


def formula_text(reduction: Reduction, named: Iterable[Named], roots: Iterable[str]) -> FormulaText:
    """Return what writes the statements of a reduction.

    `named`: what symbols are defined to be.  `roots`: the names of the values that the other symbols are parts of.
    """
    defined = {n.name: n for n in named if isinstance(n, Written)}
    words = witness_words(reduction.source.witness_names, reduction.target.witness_names)
    return FormulaText(symbols_in_words(roots, words), defined, {})


def witness_words(source: Sequence[str], target: Sequence[str]) -> dict[str, str]:
    """Return what the unknown witnesses are called, by the names of their symbols."""
    words = {SOURCE_WITNESS: _called(source, "the witness"), TARGET_WITNESS: _called(target, "the image's witness")}
    if words[SOURCE_WITNESS] == words[TARGET_WITNESS]:
        words[TARGET_WITNESS] += "'"
    return words


def symbols_in_words(roots: Iterable[str], words: Mapping[str, str]) -> dict[str, str]:
    """Return symbols with what they are called, if some words stand for their beginnings."""
    begin = {root: next((name for name in words if root.startswith(name)), "") for root in roots}
    return {root: words.get(name, "") + root[len(name) :] for root, name in begin.items()}


def _at(text: str, given: Sequence[str]) -> str:
    return f"{text}[{', '.join(given)}]" if given else text


def _called(names: Sequence[str], otherwise: str) -> str:
    return names[0] if len(names) == 1 else otherwise


def _implication(fs: Sequence[Formula]) -> tuple[list[Formula], list[Formula]]:
    """Return a disjunction as premises and conclusions: what it denies, and the bounds of numbers beside other things."""
    lower = {t for f in fs if (t := bounded(f, 1)) is not None and len(f[1][2]) == 1}
    ranged = {t for f in fs if (t := bounded(f, -1)) is not None and t in lower}
    plain = [f for f in fs if f[0] not in ("not", "<=")]
    premises, others = [], []
    for f in fs:
        if f[0] == "<=" and (plain or bounded(f, 1) in ranged or bounded(f, -1) in ranged):
            premises.append(complement(f))
        elif f[0] == "not":
            premises.append(f[1])
        else:
            others.append(f)
    return premises, others


def bounded(f: Formula, side: int) -> Term | None:
    """Return the only term that a comparison bounds from above (side 1) or below (-1), once; None if there is no such term."""
    found = [t for t, c in f[1][2] if c == side] if f[0] == "<=" else []
    return found[0] if len(found) == 1 and all(c == side or (c > 0) != (side > 0) for _, c in f[1][2]) else None


def names_for(f: Any, known: Mapping[Term, str] | None = None, variables: Sequence[Term] | None = None) -> dict[Term, str]:
    """Return names for variables (those that are free in f, if none are given), other than those that are taken, if they have
    none."""
    names = dict(known or {})
    for v in [v for v in (sorted(free(f)) if variables is None else variables) if v not in names]:
        letters = "ijkpqr" if v[2] == INT else [_letter(v[2])]
        choices = [*letters, *(f"{letters[0]}{n}" for n in range(2, 100))]
        names[v] = next(c for c in choices if c not in names.values())
    return names


def bound_names(f: Formula, known: Mapping[Term, str] | None = None) -> dict[Term, str]:
    """Return a name for each variable that is bound in a formula, another one for each, if each is bound once."""
    names = dict(known or {})
    if f[0] in ("all", "ex"):
        return bound_names(f[2], names_for(f[2], names, f[1]))
    for g in f[1] if f[0] in ("and", "or") else ():
        names = bound_names(g, names)
    return names


def _letter(home: str) -> str:
    word = home.rpartition(".")[2]
    return {"variables": "x", "index": "i"}.get(word, word[:1].lower())
