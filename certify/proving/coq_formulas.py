"""The checker's terms and formulas in the notation of Coq and MathComp.

Homes are finite types; predicates of labels alone are sets, others are Boolean functions; whole numbers are of type `int`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from certify.certificates.checker import Formula, NoRule, T, Term, Variables, added, below, is_whole, lin, neg

INT = "Int"
SUCCESSIVE = 1000
"""The least number that is written as a sum: Coq counts up to those that are written as one."""

_RESERVED = (
    *(
        "as",
        "at",
        "by",
        "do",
        "cofix",
        "else",
        "end",
        "exists",
        "exists2",
        "False",
        "fix",
        "for",
        "forall",
        "fun",
        "if",
        "IF",
        "in",
    ),
    *("is", "let", "match", "nosimpl", "of", "on", "Prop", "return", "Set", "SProp", "then", "True", "Type", "using", "where"),
    *("with", "int", "bool", "nat", "true", "false", "finType", "eqType", "seq", "sums_to", "power", "row"),
)
"""Words of Coq's grammar, and names that a file uses."""
_PIECES = {
    "@": "_at",
    "#": "_length",
    "^": "_index",
    ":": "_is_",
    ".": "_",
    "?": "_option",
    "~": "_cycle",
    "!": "_",
    "+": "_true",
}

Names = Mapping[Term, str]
"""The names of the variables of a formula."""


def is_home(sort: str) -> bool:
    """Return whether the values of a sort are the labels of a home, which are finitely many."""
    return sort != INT and "!" not in sort


class CoqNames:
    """Names for symbols, each another one, and none that has a meaning in Coq.

    >>> names = CoqNames()
    >>> names.of("G.vertices"), names.of("clauses@#"), names.of("w!.old"), names.of("G_vertices"), names.of("forall")
    ('G_vertices', 'clauses_at_length', 'w_old', 'G_vertices_2', 'forall_2')
    """

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._taken = {*_RESERVED}

    def of(self, symbol: str) -> str:
        """Return the name of a symbol."""
        if symbol not in self._found:
            name = _identifier(symbol)
            free = (name, *(f"{name}_{i}" for i in range(2, len(self._taken) + 3)))
            self._found[symbol] = next(n for n in free if n not in self._taken)
            self._taken.add(self._found[symbol])
        return self._found[symbol]

    def bound(self, variables: Iterable[Term], outer: Names) -> dict[Term, str]:
        """Return the names of outer variables and of more: i, j, ... of whole numbers, else the first letter of the home."""
        names = dict(outer)
        for v in variables:
            letters = "ijkpqr" if v[2] == INT else _identifier(v[2].rpartition(".")[2])[:1].lower()
            taken = self._taken.union(names.values())
            names[v] = next(c for c in (*letters, *(f"{letters[0]}{i}" for i in range(2, len(taken) + 3))) if c not in taken)
        return names


def _identifier(symbol: str) -> str:
    text = "".join(_PIECES.get(c, c) for c in symbol)
    text = re.sub(r"[^A-Za-z0-9_]", lambda m: "_false" if m[0] == "-" else "_" if m[0].isascii() else f"_u{ord(m[0]):x}", text)
    text = re.sub("__+", "_", text).strip("_")
    return text if re.match(r"[A-Za-z]", text) else f"x_{text}"


def symbols(objects: Iterable[Term | Formula]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield the applications in terms and formulas: the symbol, the sorts of its arguments, and its own sort or `Bool`."""
    todo = list(objects)[::-1]
    while todo:
        o = todo.pop()
        if o[0] in ("f", "p"):
            yield o[1], tuple(INT if t[0] == "lin" else t[2] for t in o[-1]), o[2] if o[0] == "f" else "Bool"
        todo += list(below(o))[::-1]


def sorts_in(objects: Iterable[Term | Formula]) -> set[str]:
    """Return the homes whose labels occur in terms and formulas."""
    found, todo = set[str](), list(objects)
    while todo:
        o = todo.pop()
        found |= {v[2] for v in ((o,) if o[0] == "v" else o[1] if o[0] in ("all", "ex") else ())}
        found |= {o[2]} if o[0] == "f" else set()
        todo += below(o)
    return found - {INT}


class CoqFormulas:
    """Writes terms and formulas.

    `names`: the names of the symbols.  `propositions`: the defined predicates that are propositions and no truth values.
    """

    def __init__(self, names: CoqNames, propositions: set[str]) -> None:
        self.names, self.propositions = names, propositions

    def sort(self, sort: str) -> str:
        """Return the type of a sort."""
        return "int" if sort == INT else self.names.of(f"{sort}.label!")

    def type(self, arguments: Sequence[str], sort: str) -> str:
        """Return the type of a function, or of a predicate (`Bool`)."""
        if sort == "Bool" and arguments and all(map(is_home, arguments)):
            return f"{{set {' * '.join(map(self.sort, arguments))}}}"
        return " -> ".join([*map(self.sort, arguments), "bool" if sort == "Bool" else self.sort(sort)])

    def binders(self, variables: Variables, names: Names) -> str:
        """Return variables with their types, those of one type together."""
        groups = list[tuple[str, list[str]]]()
        for v in variables:
            if not groups or groups[-1][0] != v[2]:
                groups.append((v[2], []))
            groups[-1][1].append(names[v])
        return " ".join(f"({' '.join(vs)} : {self.sort(sort)})" for sort, vs in groups)

    def over(self, variables: Variables, names: Names, text: str) -> str:
        """Return a function of a row of variables."""
        if len(variables) == 1:
            return f"(fun {names[variables[0]]} : {self.sort(variables[0][2])} => {text})"
        types, parts = " * ".join(self.sort(v[2]) for v in variables), ", ".join(names[v] for v in variables)
        return f"(fun row : {types} => let: ({parts}) := row in {text})"

    # ------------------------------------------------------------------------------------------------------------ terms

    def term(self, t: Term, names: Names, argument: bool = False) -> str:
        """Return a term; as an argument, in brackets unless it is one word."""
        if t[0] == "v":
            return names[t]
        if t[0] == "f":
            text = self._applied(t[1], t[3], names)
        else:
            above, under = self._sides(t, names)
            text = (
                above
                if under == "0"
                else f"- {self._in_brackets(under)}"
                if above == "0"
                else f"{above} - {self._in_brackets(under)}"
            )
        return f"({text})" if argument and re.search(r"\W", text) else text

    def _in_brackets(self, text: str) -> str:
        return f"({text})" if " + " in text else text

    def _applied(self, name: str, args: Sequence[Term], names: Names) -> str:
        given = [self.term(a, names, True) for a in args]
        if name == "square!":
            return f"{given[0]} ^+ 2"
        if name == "times!":
            return " * ".join(given)
        if name == "power!":
            return f"power {given[0]} {given[1]}"
        if name.startswith("quotient!"):
            return f"({given[0]} %/ {literal(int(name.removeprefix('quotient!')))})%Z"
        return " ".join([self.names.of(name), *given])

    def _sides(self, t: Term, names: Names) -> tuple[str, str]:
        """Return the parts of a sum that are added and those that are taken away.  Raises NoRule for a fraction."""
        if not is_whole(t):
            raise NoRule("a fraction in a term")
        sides = []
        for sign in (1, -1):
            found = [(u, sign * c) for u, c in t[2] if sign * c > 0]
            words = [f"{f'{literal(c)} * ' if c != 1 else ''}{self.term(u, names)}" for u, c in found]
            words += [literal(sign * t[1])] if sign * t[1] > 0 else []
            sides.append(" + ".join(words) or "0")
        return sides[0], sides[1]

    # --------------------------------------------------------------------------------------------------------- formulas

    def atom(self, f: Formula, names: Names, truth: bool) -> str:
        """Return an atom or the negation of one, as a truth value or (not `truth`) as a proposition."""
        denied = f[0] == "not"
        g = f[1] if denied else f
        if g[0] == "p":
            text = self._applied(g[1], g[2], names)
            if g[1] in self.propositions:
                return f"~ {text}" if denied else text
            if self._is_set(g):
                given = [self.term(a, names) for a in g[2]]
                member = given[0] if len(given) == 1 else f"({', '.join(given)})"
                word = r"\notin" if denied else r"\in"
                return f"{member} {word} {self.names.of(g[1])}"
            return f"~~ {self.term(('f', g[1], 'Bool', g[2]), names, True)}" if denied else text
        if g[0] == "<=":
            strict = g[1][1] > 0
            left, right = self._sides(added(g[1], lin(-1)) if strict else g[1], names)
            return f"{left} {'<' if strict else '<='} {right}"
        left, right = self._sides(g[1], names) if g[0] == "=0" else (self.term(g[1], names), self.term(g[2], names))
        return f"{left} {'!=' if denied else '==' if truth else '='} {right}"

    def _is_set(self, p: Formula) -> bool:
        return bool(p[2]) and all(t[0] != "lin" and is_home(t[2]) for t in p[2]) and not p[1].startswith("holds!")

    def is_truth_value(self, f: Formula) -> bool:
        """Return whether a formula can be written as a truth value: its quantifiers are over labels."""
        if f[0] == "p":
            return f[1] not in self.propositions
        if f[0] in ("all", "ex"):
            return all(is_home(v[2]) for v in f[1]) and self.is_truth_value(f[2])
        return all(map(self.is_truth_value, below(f))) if f[0] in ("and", "or", "not") else True

    def truth_value(self, f: Formula, names: Names, inside: bool = False) -> str:
        """Return a formula as a truth value; inside a larger one, in brackets unless it is one word."""
        if f[0] in ("T", "F"):
            return "true" if f == T else "false"
        if f[0] in ("and", "or"):
            text = (" && " if f[0] == "and" else " || ").join(self.truth_value(g, names, True) for g in f[1])
        elif f[0] in ("all", "ex"):
            inner = self.names.bound(f[1], names)
            text = self.truth_value(f[2], inner)
            for v in reversed(f[1]):
                text = f"[{'forall' if f[0] == 'all' else 'exists'} {inner[v]} : {self.sort(v[2])}, {text}]"
            return text
        else:
            text = self.atom(f, names, True)
        return f"({text})" if inside and " " in text else text

    def proposition(self, f: Formula, names: Names, level: int = 0) -> str:
        """Return a formula as a proposition.  `level`: 1 inside a disjunction, 2 inside a conjunction."""
        if f[0] in ("T", "F"):
            return "True" if f == T else "False"
        if f[0] in ("all", "ex"):
            inner = self.names.bound(f[1], names)
            text = f"{'forall' if f[0] == 'all' else 'exists'} {self.binders(f[1], inner)}, {self.proposition(f[2], inner)}"
            return f"({text})" if level else text
        if f[0] == "and":
            text = " /\\ ".join(self.proposition(g, names, 2) for g in f[1])
            return f"({text})" if level == 2 else text
        if f[0] == "or":
            premises, rest = _implication(f)
            words = [self.proposition(g, names, 1) for g in premises]
            words.append(" \\/ ".join(self.proposition(g, names, 1) for g in rest))
            return f"({' -> '.join(words)})" if level else words[0] if len(words) == 1 else " -> ".join(words)
        return self.atom(f, names, False)


def _implication(f: Formula) -> tuple[list[Formula], list[Formula]]:
    """Return a disjunction as premises and what follows from them: negated atoms and bounds are premises, if anything is left."""
    rest = [g for g in f[1] if g[0] not in ("not", "<=")] or [g for g in f[1] if g[0] == "<="][-1:] or [f[1][-1]]
    return [neg(g) for g in f[1] if g not in rest], rest


def literal(n: int) -> str:
    """Return a whole number that is not negative; large ones in parts, each of which Coq can count up to.

    >>> literal(1), literal(7), literal(12345)
    ('1', '7%:Z', '(12%:Z * 1000%:Z + 345%:Z)')
    """
    if n <= 1:
        return str(n)
    if n <= SUCCESSIVE:
        return f"{n}%:Z"
    more, rest = divmod(n, SUCCESSIVE)
    return f"({literal(more)} * {SUCCESSIVE}%:Z + {literal(rest)})"
