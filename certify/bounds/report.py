"""Bounds for people and for programs: the leading part of a long bound, LaTeX, JSON, and derivations as lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sympy
from sympy.printing.latex import LatexPrinter

from certify.bounds.composing import polynomial
from certify.bounds.polynomials import Monomial
from certify.bounds.results import SLICEWISE, Admissible, Bound, ClaimBound, DerivationLine, FoldBound, Obstacle, in_order, shown
from certify.core import Mark
from certify.latex import escaped, identifier

PARTS = {
    "valid": "validity", "measures": "the measures", "space": "the witness space", "accepts": "the verifier",
    "image": "the instance map", "forward": "the forward map", "backward": "the backward map",
}  # fmt: skip
"""The names in reports of the parts of a text whose time is bounded."""

LONG = 64
"""The most characters of a bound in a table."""

TEXT = 72
"""The most characters of a text in a derivation."""

_LARGE = 64

_CELL = 260
"""The most characters of the LaTeX of a bound in a table."""


def leading(expression: sympy.Expr, fixing: Collection[str] = (), width: int = LONG) -> str:
    """Return a bound for a table: all of it if it is short, else its terms of highest degree.

    - `expression`: the bound.
    - `fixing`: the measures that are fixed, which do not count in degrees.
    - `width`: the most characters of the result.

    >>> n, m = sympy.symbols("n m")
    >>> leading(n**2 + 3 * n)
    'n^2 + 3*n'
    >>> leading(n**3 + 7 * m**2 * n + 50 * n**2 + 30 * n + 800, width=34)
    '7*m^2*n + n^3 + lower terms'
    """
    whole = shown(expression)
    if len(whole) <= width:
        return whole
    kept, more = _leading_terms(expression, fixing, width)
    return " + ".join([*map(shown, kept), more]).replace("+ -", "- ")


def _leading_terms(expression: sympy.Expr, fixing: Collection[str], width: int) -> tuple[list[sympy.Expr], str]:
    """Return the terms of highest degree that fit into a width, and words for the others."""
    ranked = sorted(sorted(sympy.Add.make_args(expression), key=shown), key=lambda t: _rank(t, fixing), reverse=True)
    kept = ranked[:1]
    for term in ranked[1:]:
        if len(" + ".join(map(shown, [*kept, term]))) > width - 16 or _rank(term, fixing)[:3] != _rank(ranked[0], fixing)[:3]:
            break
        kept.append(term)
    left = ranked[len(kept) :]
    same = any(_rank(t, fixing)[:3] == _rank(ranked[0], fixing)[:3] for t in left)
    return kept, f"{len(left)} more terms" if same else "lower terms"


def _rank(term: sympy.Expr, fixing: Collection[str]) -> tuple[int, int, int, int]:
    """Rank a term by its growth: by its powers, then the values of numbers in it, then its degree, then its degree in bits."""
    (monomial,) = polynomial(term).terms or (frozenset(),)
    values = sum(e for a, e in monomial if a.kind == "value")
    return (_exponent(monomial, fixing), values, _degree(monomial, fixing), _bits_degree(monomial, fixing))


def _exponent(monomial: Monomial, fixing: Collection[str]) -> int:
    """Return the sum of the exponents that contain measures that are not fixed, evaluated at large measures."""
    exponents = [e * atom.data[1] for atom, e in monomial if atom.kind == "power"]
    total = 0
    for exponent in exponents:
        measures = {str(a.data[0]) for a in exponent.atoms() if a.kind == "measure"}
        if not measures <= set(fixing):
            total += int(exponent.at({m: 1 if m in fixing else _LARGE for m in measures}))
    return total


def _degree(monomial: Monomial, fixing: Collection[str]) -> int:
    return sum(e for a, e in monomial if a.kind == "measure" and a.data[0] not in fixing)


def says(bound: Bound) -> str:
    """Return the verdict on a bound with its degree: `polynomial, degree 2`, and the fixed measures that do not count in the
    degree.

    >>> from certify.bounds.claims import bits
    >>> n, bits_n = sympy.Symbol("n"), bits(sympy.Symbol("n"))
    >>> [says(Bound((e,))) for e in (n * bits_n, bits_n + 2, bits_n**2, sympy.Integer(3))]
    ['polynomial, degree 1', 'logarithmic', 'polylogarithmic', 'constant']
    >>> [says(Bound((e,), fixing=("n",))) for e in (sympy.Symbol("m") * n, 2**n)]
    ['polynomial, degree 1 with n fixed', 'slicewise polynomial, constant with n fixed']
    """
    if bound.degree is None or bound.best is None:
        return bound.verdict
    digits = max((_bits_degree(m, bound.fixing) for m in polynomial(bound.best).terms), default=0)
    growth = f"degree {bound.degree}" if bound.degree > 0 else ("constant", "logarithmic", "polylogarithmic")[min(digits, 2)]
    fixed = " and ".join(name for name in bound.fixing if name in {s.name for s in bound.best.free_symbols})
    whole = growth if bound.degree == 0 and bound.verdict == "polynomial" else f"{bound.verdict}, {growth}"
    return f"{whole} with {fixed} fixed" if fixed else whole


def _bits_degree(monomial: Monomial, fixing: Collection[str]) -> int:
    return sum(e for a, e in monomial if a.kind == "bits" and a.data[0].data[0] not in fixing)


def at(bound: Bound, measures: Mapping[str, int]) -> int | None:
    """Return the largest whole number that a bound allows at given measures; None if no alternative is in these measures.

    >>> at(Bound((sympy.Symbol("n", integer=True, nonnegative=True) / 2,)), {"n": 5})
    2
    """
    known = [a for a in bound.alternatives if {str(s) for s in a.free_symbols} <= measures.keys()]
    least = Bound(tuple(known)).at(measures)
    return None if least is None else least.numerator // least.denominator


def exponents(bound: Bound) -> tuple[str, ...]:
    """Return the measures that occur in an exponent of the shown bound."""
    if bound.best is None:
        return ()
    powers = [a.data[1] for a in polynomial(bound.best).atoms() if a.kind == "power"]
    return tuple(sorted({str(a.data[0]) for p in powers for a in p.atoms() if a.kind == "measure"}))


def briefly(bound: Bound) -> str:
    """Return a short text for a bound that is shown on a line with others.

    >>> n = sympy.Symbol("n")
    >>> briefly(Bound((n + 1,))), briefly(Bound((n,), n)), briefly(Bound(()))
    ('<= n + 1', '= n', 'not bounded')
    """
    if bound.best is None:
        return "not bounded"
    return f"{'=' if bound.exact == bound.best else '<='} {leading(bound.best)}"


def claim_right(claim: ClaimBound) -> str:
    """Return the right side of a claim, with its relation and condition."""
    of = claim.claim
    where = f" where {_text(of.where.mark, '...')}" if of.where is not None else ""
    return f"{of.relation} {shown(claim.claimed)}{where}"


# ------------------------------------------------------------------------------------------------ LaTeX


def latex(expression: sympy.Expr) -> str:
    """Return an expression in LaTeX, for mathematical mode.

    >>> print(latex(sympy.Symbol("size") ** 2 / 2))
    \\frac{\\mathit{size}^{2}}{2}
    """
    names = {s: _symbol(s.name) for s in expression.free_symbols}
    return str(_LatexPrinter({"symbol_names": names}).doprint(expression))


class _LatexPrinter(LatexPrinter):  # type: ignore[misc]
    """Prints expressions with numbers last among the arguments of a maximum or minimum."""

    def _print_Max(self, extreme: Any, exp: Any = None) -> str:
        return self._extreme(r"\max", extreme, exp)

    def _print_Min(self, extreme: Any, exp: Any = None) -> str:
        return self._extreme(r"\min", extreme, exp)

    def _extreme(self, name: str, extreme: Any, exp: Any) -> str:
        power = f"^{{{exp}}}" if exp is not None else ""
        return rf"{name}{power}\left({', '.join(map(self._print, in_order(extreme)))}\right)"


def _symbol(name: str) -> str:
    if name.startswith("value("):
        return rf"\operatorname{{value}}({_symbol(name[6:-1].replace('[]', ''))})"
    return identifier(name)


def math(bound: Bound) -> str:
    """Return the shown bound in LaTeX: all of it if it fits into a cell of a table, else its terms of highest degree."""
    if bound.best is None:
        return "no bound"
    if len(whole := latex(bound.best)) <= _CELL:
        return f"${whole}$"
    kept, more = _leading_terms(bound.best, bound.fixing, LONG)
    return f"${latex(sympy.Add(*kept))}$ + {more}"


def verdict_latex(verdict: str) -> str:
    """Return a verdict in LaTeX, for a narrow column."""
    return escaped(verdict).replace("degree ", "degree~")


def claim_latex(claim: ClaimBound) -> str:
    """Return the right side of a claim in LaTeX."""
    relation = "\\le" if claim.claim.relation == "<=" else "="
    return f"${relation} {latex(claim.claimed)}$"


def symbol_latex(measure: str) -> str:
    """Return a measure of a target in LaTeX: with a prime, so that it is apart from the measures of the source.

    >>> symbol_latex("n")
    "$n'$"
    """
    return f"${identifier(measure, chr(39))}$"


def symbols_latex(measures: Iterable[str]) -> str:
    """Return measures in LaTeX."""
    return " and ".join(f"${identifier(m)}$" for m in measures)


def tabular(caption: str, groups: Sequence[Sequence[Sequence[str]]], columns: str) -> str:
    """Return a plain LaTeX table: a caption over all columns, then groups of rows with a line before each group.

    - `caption`: the caption, in LaTeX.
    - `groups`: the groups of rows of cells, in LaTeX.
    - `columns`: the column specification, such as `lrr`.

    >>> print(tabular("A", [[["$n$", "$3 m$"]]], "ll"))
    \\begin{tabular}{ll}
    \\hline
    \\multicolumn{2}{l}{A} \\\\
    \\hline
    $n$ & $3 m$ \\\\
    \\hline
    \\end{tabular}
    """
    width = max(len(row) for group in groups for row in group)
    lines = [rf"\begin{{tabular}}{{{columns}}}", r"\hline", rf"\multicolumn{{{width}}}{{l}}{{{caption}}} \\"]
    for group in filter(None, groups):
        lines += [r"\hline", *(" & ".join(row) + r" \\" for row in group)]
    return "\n".join([*lines, r"\hline", r"\end{tabular}"])


# ------------------------------------------------------------------------------------------------ JSON


def bound_json(bound: Bound, measures: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Return a bound as JSON; with `measures`, also its value there."""
    out: dict[str, Any] = {
        "verdict": bound.verdict, "degree": bound.degree,
        "bound": None if bound.best is None else shown(bound.best), "alternatives": [shown(a) for a in bound.alternatives],
    }  # fmt: skip
    if bound.verdict == SLICEWISE:
        out["fixing"] = list(bound.held)
    if bound.exact is not None:
        out["exact"] = shown(bound.exact)
    if bound.obstacles:
        out["obstacles"] = [_obstacle_json(o) for o in bound.obstacles]
    return out if measures is None else out | {"at": at(bound, measures)}


def _obstacle_json(obstacle: Obstacle) -> dict[str, Any]:
    return {"kind": obstacle.kind, "why": obstacle.why, "place": _place(obstacle.mark)}


def claim_json(claim: ClaimBound) -> dict[str, Any]:
    """Return a claim as JSON, with the derived bound that it was checked against."""
    return {
        "claim": claim_text(claim), "kind": claim.claim.kind, "of": claim.claim.left, "relation": claim.claim.relation,
        "claimed": shown(claim.claimed), "derived": None if claim.derived.best is None else shown(claim.derived.best),
        "method": claim.method, "steps": list(claim.steps), "exact": claim.exact, "place": _place(claim.claim.mark),
    }  # fmt: skip


def claim_text(claim: ClaimBound) -> str:
    """Return a claim as its text writes it."""
    of = claim.claim
    left = f"target.{of.left}" if of.kind == "size" else f"target.value({of.left})"
    return of.mark.text if of.mark is not None else f"{left} {of.relation} {shown(claim.claimed)}"


def admissible_json(facts: Iterable[Admissible]) -> list[dict[str, str]]:
    """Return facts about all valid instances as JSON."""
    return [{"nonnegative": shown(f.expression), "says": f.says} for f in facts]


def folds_json(folds: Iterable[FoldBound]) -> list[dict[str, Any]]:
    """Return the effect of folds as JSON: each size of the accumulator, with its recurrence and invariant."""
    return [
        {
            "fold": _text(f.fold.mark, f.fold.op), "place": _place(f.fold.mark), "slot": f.slot, "recurrence": f.recurrence,
            "rounds": [shown(a) for a in f.rounds.alternatives], "invariant": [shown(a) for a in f.invariant.alternatives],
        }
        for f in folds
    ]  # fmt: skip


def trace_json(trace: Iterable[DerivationLine]) -> list[dict[str, Any]]:
    """Return a derivation as JSON."""
    return [{"depth": x.depth, "place": _place(x.mark), "text": x.text, "says": x.says} for x in trace]


def _place(mark: Mark | None) -> str | None:
    return None if mark is None else str(mark)


def _text(mark: Mark | None, otherwise: str) -> str:
    return otherwise if mark is None else mark.text


# ------------------------------------------------------------------------------------------------ derivations


def trace_lines(trace: Iterable[DerivationLine]) -> Iterator[str]:
    """Yield a derivation line by line: the place, the text and its bound.  The file's name precedes the lines from that file."""
    file = ""
    for line in trace:
        place = ""
        if line.mark is not None:
            row, column = line.mark.source.position(line.mark.start)
            place = f"{row}:{column}"
            if line.mark.source.name != file:
                file = line.mark.source.name
                yield file
        yield f"  {place:7} {'  ' * line.depth}{shortened(line.text)}: {line.says}"


def fold_lines(folds: Iterable[FoldBound]) -> Iterator[str]:
    """Yield the effect of folds as lines: the recurrence of each size of the accumulator, and its invariant."""
    last = None
    for f in folds:
        if f.fold is not last:
            last = f.fold
            rounds = f" at most {shown(f.rounds.best)} times" if f.rounds.best is not None else ""
            yield f"{shortened(_text(f.fold.mark, f.fold.op))}{rounds} ({_place(f.fold.mark)})"
        invariant = " or ".join(map(shown, f.invariant.alternatives))
        yield f"  {f.slot}: {f.recurrence} in one round; {f'always at most {invariant}' if invariant else 'no bound'}"


def shortened(text: str) -> str:
    """Return a text, cut if it is long.

    >>> shortened("x" * 100)[-5:]
    'x ...'
    """
    return text if len(text) <= TEXT else f"{text[: TEXT - 4].rstrip()} ..."
