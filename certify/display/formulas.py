"""Formulas as HTML: what `reports.typesetting` writes in LaTeX, and bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from certify.display.html import text

_COMMANDS = {
    "in": " ∈ ", "notin": " ∉ ", "le": " ≤ ", "ge": " ≥ ", "ne": " ≠ ", "land": " ∧ ", "lor": " ∨ ", "neg": "¬", "forall": "∀",
    "exists": "∃", "mid": " | ", "mapsto": " ↦ ", "to": " → ", "cup": " ∪ ", "cap": " ∩ ", "setminus": " ∖ ", "subseteq": " ⊆ ",
    "emptyset": "∅", "cdot": "·", "times": "×", "Rightarrow": " ⇒ ", "Leftrightarrow": " ⇔ ", "sum": "∑", "prod": "∏",
    "min": "min", "max": "max", "infty": "∞", "bullet": "•", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ",
    "varepsilon": "ε",
    "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "uparrow": " ^ ",
}  # fmt: skip
_SPACES = {";": " ", ",": " ", "!": "", " ": " "}
_AROUND = {"=": " = ", "+": " + ", "-": "\N{MINUS SIGN}", "<": " &lt; ", ">": " &gt; "}
_NUMBERS = {"N": "ℕ", "Z": "ℤ", "Q": "ℚ"}
_BOARD = re.compile(r"\\mathbb\{([NZQ])\}")
_PIECE = re.compile(r"\\([A-Za-z]+)\s*|\\(.)|([{}^_$])|([A-Za-z]+)|(\s+)|(.)", re.DOTALL)


def formula(line: str) -> str:
    r"""Return a formula in LaTeX, as `reports.typesetting` writes it, as HTML.

    >>> formula(r"$V(G')=\{\mathrm{old}(v)\mid v\in \mathit{item}_{x}\}$")
    "<i>V</i>(<i>G</i>') = {old(<i>v</i>) | <i>v</i> ∈ <i>item</i><sub><i>x</i></sub>}"
    >>> formula(r"$(\;\text{count}\; i)$")
    '(count <i>i</i>)'
    """
    line = _BOARD.sub(lambda found: _NUMBERS[found.group(1)], line).replace(r"\mathbin{+\!\!+}", r"\;\text{++}\;")
    out: list[str] = []
    closing: list[str] = []
    upright = [False]
    opening = ("", False)
    for command, escaped, mark, letters, blank, other in _PIECE.findall(line):
        if mark == "{":
            tag, plain = opening
            out.append(f"<{tag}>" if tag else "")
            closing.append(f"</{tag}>" if tag else "")
            upright.append(plain or upright[-1])
        elif mark == "}" and closing:
            out.append(closing.pop())
            upright.pop()
        elif mark in ("^", "_"):
            opening = ("sup" if mark == "^" else "sub", False)
            continue
        elif command in ("mathit", "mathrm", "text", "operatorname", "mathbin", "mathrel"):
            opening = ("i" if command == "mathit" else "", command != "mathbin")
            continue
        elif command:
            out.append(_COMMANDS.get(command, command))
        elif escaped:
            out.append(_SPACES[escaped] if escaped in _SPACES else text(escaped))
        elif letters:
            out.append(letters if upright[-1] else "".join(f"<i>{c}</i>" for c in letters))
        elif blank:
            out.append(" " if upright[-1] else "")
        else:
            out.append(
                (_AROUND.get(other) if not upright[-1] else None) or ("" if other == "$" else text(other).replace("&#x27;", "'"))
            )
        opening = ("", upright[-1])
    written = "".join([*out, *reversed(closing)])
    return re.sub(r"(?<=[(\[{]) +", "", re.sub(r"  +", " ", written)).strip()


def lines(rows: Iterable[tuple[int, str]]) -> str:
    """Return lines of formulas, each with its indentation in characters, as HTML."""
    shown = (f'<div style="margin-left:{indent * 0.45:.2f}em">{formula(line)}</div>' for indent, line in rows)
    return f'<div class="formula">{"".join(shown)}</div>'


def bound(says: str) -> str:
    """Return a bound, as reports write it, as HTML.

    >>> bound("9*m^2 + 3*m")
    '<span class="formula">9·m<sup>2</sup> + 3·m</span>'
    """
    out = re.sub(r"\^(\d+|[A-Za-z]\w*|\([^()]*\))", r"<sup>\1</sup>", text(says))
    return f'<span class="formula">{out.replace("*", "·").replace("&lt;=", "≤").replace("&gt;=", "≥")}</span>'
