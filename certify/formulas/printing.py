"""Formulas as a person reads them, in the names of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from certify.core import Reduction
from certify.formulas.definitions import Named, NamedFormula, NamedLeast, NamedSum
from certify.formulas.logic import INT, Formula, Term, free
from certify.formulas.quantifiers import substitute
from certify.formulas.statements import SOURCE_WITNESS, TARGET_WITNESS

_ARITHMETIC = {
    "rat!of": "({} / {})", "rat!add": "({} + {})", "rat!sub": "({} - {})", "rat!mul": "({} * {})", "rat!div": "({} / {})",
    "rat!le": "{} <= {}",
}  # fmt: skip
"""The symbols for rational numbers of which the checker's statements know nothing."""
_SUFFIX = re.compile(r"@|#|\^|:[^.@#:?]+(?:\.\d+)?|\?\d+|\.[^.@#:?]+|[+-]")


class FormulaText:
    """Writes the formulas of some statements.  Variables of homes are called after them, whole numbers i, j, k, ...

    `named`: what symbols are defined to be.  `roots`: the names of the values that the other symbols are parts of.
    """

    def __init__(self, reduction: Reduction, named: Iterable[Named], roots: Iterable[str]) -> None:
        self.defined = {n.name: n for n in named if isinstance(n, NamedSum | NamedFormula | NamedLeast)}
        witness = {
            SOURCE_WITNESS: _called(reduction.source.witness_names, "the witness"),
            TARGET_WITNESS: _called(reduction.target.witness_names, "the image's witness"),
        }
        if witness[SOURCE_WITNESS] == witness[TARGET_WITNESS]:
            witness[TARGET_WITNESS] += "'"
        self.roots = sorted({*roots, *self.defined}, key=len, reverse=True)
        self.witness = witness

    def formula(self, f: Formula) -> str:
        """Return a formula on one line."""
        return self._formula(f, _names_for(f), 0)

    def _formula(self, f: Formula, names: Mapping[Term, str], level: int) -> str:
        kind = f[0]
        if kind in ("T", "F"):
            return "true" if kind == "T" else "false"
        if kind == "p":
            return self._symbol(f[1], f[2], names, truth=True)
        if kind == "=":
            return f"{self._term(f[1], names)} = {self._term(f[2], names)}"
        if kind in ("<=", "=0"):
            return self._comparison(f, names)
        if kind == "not":
            inner = f[1]
            if inner[0] == "=":
                return f"{self._term(inner[1], names)} != {self._term(inner[2], names)}"
            if inner[0] == "=0":
                return self._comparison(inner, names).replace(" = ", " != ")
            return f"not {self._formula(inner, names, 3)}"
        if kind in ("and", "or"):
            return self._connective(f, names, level)
        inner_names = _names_for(f[2], names, f[1])
        word = "every" if kind == "all" else "some"
        text = f"{word} {', '.join(inner_names[v] for v in f[1])}: {self._formula(f[2], inner_names, 0)}"
        return f"({text})" if level else text

    def _connective(self, f: Formula, names: Mapping[Term, str], level: int) -> str:
        if f[0] == "or":
            left = [g for g in f[1] if g[0] == "not"]
            right = [g for g in f[1] if g not in left]
            if left and right:
                premises = " and ".join(self._formula(g[1], names, 2) for g in left)
                text = f"{premises} implies {' or '.join(self._formula(g, names, 2) for g in right)}"
                return f"({text})" if level else text
        text = f" {f[0]} ".join(self._formula(g, names, 2) for g in f[1])
        return f"({text})" if level else text

    def _comparison(self, f: Formula, names: Mapping[Term, str]) -> str:
        left = ("lin", max(f[1][1], 0), tuple(p for p in f[1][2] if p[1] > 0))
        right = ("lin", max(-f[1][1], 0), tuple((t, -c) for t, c in f[1][2] if c < 0))
        return f"{self._term(left, names)} {'<=' if f[0] == '<=' else '='} {self._term(right, names)}"

    def _term(self, t: Term, names: Mapping[Term, str]) -> str:
        if t[0] == "v":
            return names.get(t, f"x{t[1]}")
        if t[0] == "f":
            return self._symbol(t[1], t[3], names)
        found = [self._term(u, names) if c == 1 else f"{c}*{self._term(u, names)}" for u, c in t[2]]
        if t[1] or not found:
            found.append(str(t[1]))
        return " + ".join(found).replace("+ -", "- ")

    def _symbol(self, name: str, args: Sequence[Term], names: Mapping[Term, str], truth: bool = False) -> str:
        if name in self.defined:
            return self._defined(name, args, names)
        if name in _ARITHMETIC:
            found = [self._term(a, names) for a in args]
            return found[0] if name == "rat!of" and found[1] == "1" else _ARITHMETIC[name].format(*found)
        root = next((r for r in self.roots if name.startswith(r)), name)
        text, given = self._root(root), [self._term(a, names) for a in args]
        for token in _SUFFIX.findall(name[len(root) :]):
            if token == "@":
                text = f"{text}[{given.pop(0)}]"
            elif token == "#":
                text = f"|{text}|"
            elif token == "^":
                text = f"the place in {text} of {', '.join(given)}"
                given = []
            elif token.startswith(":"):
                case, dot, index = token[1:].partition(".")
                text = f"{case}.{index} of {text}" if dot else f"{text} is {case}"
            elif token.startswith("?"):
                text, given = f"{text}[{', '.join(given)}] is option {token[1:]}", []
            elif token.startswith(".") and not given and not truth:
                text = f"{text}{token}"
            elif token.startswith("."):
                given = [f"{token[1:]}({', '.join(given)})" if given else token[1:]]
        if not given:
            return text
        inside = given[0] if len(given) == 1 else f"({', '.join(given)})"
        return f"{inside} in {text}" if truth else f"{text}[{', '.join(given)}]"

    def _root(self, root: str) -> str:
        for name, text in self.witness.items():
            if root.startswith(name):
                return text + root[len(name) :]
        return root

    def _defined(self, name: str, args: Sequence[Term], names: Mapping[Term, str]) -> str:
        named = self.defined[name]
        values = dict(zip(named.parameters, args, strict=True))
        if isinstance(named, NamedFormula):
            return f"({self._formula(substitute(named.formula, values), names, 0)})"
        variables = named.variables if isinstance(named, NamedSum) else (named.variable,)
        guard = substitute(named.guard, values)
        inner = _names_for(guard, names, variables)
        bound, condition = ", ".join(inner[v] for v in variables), self._formula(guard, inner, 0)
        if isinstance(named, NamedLeast):
            return f"(the least {bound}: {condition})"
        if named.counts:
            return f"(count {bound}: {condition})"
        return f"(sum {bound} where {condition}: {self._term(substitute(named.value, values), inner)})"


def _called(names: Sequence[str], otherwise: str) -> str:
    return names[0] if len(names) == 1 else otherwise


def _names_for(f: Formula, known: Mapping[Term, str] | None = None, variables: Sequence[Term] | None = None) -> dict[Term, str]:
    """Return names for variables (those that are free in f, if none are given), other than those that are taken."""
    names = dict(known or {})
    for v in sorted(free(f)) if variables is None else variables:
        letters = "ijkpqr" if v[2] == INT else [_letter(v[2])]
        choices = [*letters, *(f"{letters[0]}{n}" for n in range(2, 100))]
        names[v] = next(c for c in choices if c not in names.values())
    return names


def _letter(home: str) -> str:
    word = home.rpartition(".")[2]
    return {"variables": "x", "index": "i"}.get(word, word[:1].lower())
