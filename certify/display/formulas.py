"""Formulas as MathML (Presentation MathML Core): what `reports.typesetting` writes in LaTeX, and bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from certify.display.html import text
from certify.latex import identifier
from certify.records import dataclass

_SIGNS = {
    "in": "∈", "notin": "∉", "le": "≤", "ge": "≥", "ne": "≠", "land": "∧", "lor": "∨", "neg": "¬", "forall": "∀", "exists": "∃",
    "mid": "|", "mapsto": "↦", "to": "→", "cup": "∪", "cap": "∩", "setminus": "∖", "subseteq": "⊆", "cdot": "·", "times": "×",
    "Rightarrow": "⇒", "Leftrightarrow": "⇔", "sum": "∑", "prod": "∏", "uparrow": "↑", "hat": "^", "bullet": "•",
    "langle": "⟨", "rangle": "⟩",
}  # fmt: skip
_NAMES = {
    "emptyset": "∅", "infty": "∞", "dots": "…", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "varepsilon": "ε",
    "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_SPACES = {";": ".28em", ",": ".17em", " ": ".28em", "!": ""}
_BOARD = {"N": "ℕ", "Z": "ℤ", "Q": "ℚ"}
_AS_IS = ' stretchy="false"'
_OPEN, _CLOSE = "([{⟨", ")]}⟩"
_PIECE = re.compile(r"\\([A-Za-z]+)\s*|\\(.)|([{}^_'$])|(\d+)|([^\W\d_])|(\s+)|(.)", re.DOTALL)
_CODE = re.compile(r"\\texttt\{U\+([0-9A-F]+)\}")

LONG = 30
"""The characters of a formula in running text after which it may go on in a new line."""


@dataclass
class _Piece:
    """A part of a formula that scripts can follow.

    - `kind`: `operand`, `operator`, `open`, `close`, `word` or `space`.
    - `markup`: its MathML.
    - `says`: its characters.
    - `sub`, `sup`: the MathML of its scripts; empty if it has none.
    """

    kind: str
    markup: str
    says: str = ""
    sub: str = ""
    sup: str = ""

    def written(self) -> str:
        """Return the MathML with the scripts."""
        if self.says in ("∑", "∏", "min", "max") and self.sub:
            return f"<munder>{self.markup}{self.sub}</munder>"
        kind = "msubsup" if self.sub and self.sup else "msub" if self.sub else "msup" if self.sup else ""
        return f"<{kind}>{self.markup}{self.sub}{self.sup}</{kind}>" if kind else self.markup


class _Reader:
    """A reader of formulas in the part of LaTeX that certify writes."""

    def __init__(self, line: str) -> None:
        self.found = _PIECE.findall(_CODE.sub(lambda found: chr(int(found.group(1), 16)), line))
        self.at = 0
        self.bars = 0

    def pieces(self) -> list[_Piece]:
        """Return the pieces up to the end, or up to the brace that closes what is read."""
        out: list[_Piece] = []
        while self.at < len(self.found):
            command, escaped, mark, number, letter, _, other = self.found[self.at]
            self.at += 1
            if mark == "}":
                break
            if mark == "{":
                out += self.pieces()
            elif mark in ("_", "^", "'"):
                self._script(out, mark)
            elif command:
                out += self._command(command, out)
            elif escaped:
                out += self._escaped(escaped, out)
            elif number or letter:
                out.append(_Piece("operand", f"<mn>{number}</mn>" if number else f"<mi>{text(letter)}</mi>", number or letter))
            elif other:
                out += self._sign(other, out)
        return out

    def _script(self, out: list[_Piece], mark: str) -> None:
        """Read a script, and put it on what stands before it."""
        if not out:
            out.append(_Piece("operand", "<mi></mi>"))
        if mark == "'":
            out[-1].sup = "<mo>″</mo>" if out[-1].sup else "<mo>′</mo>"
            return
        inner = _row(self._group())
        if mark == "_":
            out[-1].sub = inner
        else:
            out[-1].sup = f"<mrow>{out[-1].sup}{inner}</mrow>" if out[-1].sup else inner

    def _group(self) -> list[_Piece]:
        """Return the pieces of the group in braces, or the one piece, that follows."""
        if self.at < len(self.found) and self.found[self.at][2] == "{":
            self.at += 1
            return self.pieces()
        start, self.found = self.found, self.found[: self.at + 1]
        alone = self.pieces()
        self.found = start
        return alone

    def _letters(self) -> str:
        """Return the characters of the group in braces that follows."""
        out, depth = "", 0
        while self.at < len(self.found):
            command, escaped, mark, *others = self.found[self.at]
            self.at += 1
            depth += (mark == "{") - (mark == "}")
            if not depth:
                break
            out += (
                _NAMES.get(command, _SIGNS.get(command, "")) or escaped or (mark if mark not in "{}" else "") or "".join(others)
            )
        return out

    def _command(self, command: str, before: Sequence[_Piece]) -> list[_Piece]:
        match command:
            case "mathit":
                return [_word(self._letters(), "word")]
            case "mathrm" | "operatorname":
                return [_word(self._letters(), "name")]
            case "text":
                return _words(self._letters(), before)
            case "mathbb":
                return [_Piece("operand", f"<mi>{said}</mi>", said) for said in (_BOARD.get(self._letters().strip(), "ℕ"),)]
            case "mathbin" | "mathrel":
                says = "".join(piece.says for piece in self._group())
                return [_operator(says, 'lspace=".22em" rspace=".22em"')]
            case "min" | "max":
                return [_word(command, "name")]
        if command == "mid":
            return [_operator("|", 'lspace=".28em" rspace=".28em" stretchy="false"')]
        if command in _SIGNS:
            return self._sign(_SIGNS[command], before)
        return [_Piece("operand", f"<mi>{text(_NAMES.get(command, command))}</mi>", _NAMES.get(command, command))]

    def _escaped(self, escaped: str, before: Sequence[_Piece]) -> list[_Piece]:
        if escaped in _SPACES:
            follows = bool(before) and (before[-1].kind in ("operand", "close", "word") or before[-1].says in ("∑", "∏"))
            return [_Piece("space", f'<mspace width="{_SPACES[escaped]}"/>', " ")] if follows and _SPACES[escaped] else []
        return self._sign(escaped, before)

    def _sign(self, sign: str, before: Sequence[_Piece]) -> list[_Piece]:
        last = next((piece.kind for piece in reversed(before) if piece.kind != "space"), "open")
        operand = last in ("operand", "close")
        if sign == "|":
            closes = bool(self.bars) and operand
            self.bars += -1 if closes else 1
            return [_Piece("close" if closes else "open", _bar("postfix" if closes else "prefix"), "|")]
        if sign in _OPEN:
            apply = [_Piece("operator", "<mo>\N{FUNCTION APPLICATION}</mo>")] if _applies(sign, before) else []
            return [*apply, _Piece("open", f"<mo{_AS_IS}>{sign}</mo>", sign)]
        if sign in _CLOSE:
            return [_Piece("close", f"<mo{_AS_IS}>{sign}</mo>", sign)]
        match sign:
            case "-" | "+":
                form = "infix" if operand or not before else "prefix"  # a line may begin with the sign of a sum
                return [
                    _operator(sign.replace("-", "\N{MINUS SIGN}"), f'form="{form}"' if form == "prefix" or not before else "")
                ]
            case "_" | "#":
                return [_Piece("operand", f"<mi>{sign}</mi>", sign)]
            case ":":
                return [_operator(":", 'lspace="0" rspace=".28em"')]
            case "." if operand:
                return [_operator(".", 'lspace="0" rspace="0"')]
            case "\N{INVISIBLE TIMES}":
                return [_operator(sign, "" if before and before[-1].markup.startswith("<mn>") else 'rspace=".17em"')]
            case "/":
                return [_operator(sign, 'lspace="0" rspace="0"')]
            case "∑" | "∏":
                return [_Piece("operator", f'<mo movablelimits="false">{sign}</mo>', sign)]
        return [_operator(sign)]


def _words(says: str, before: Sequence[_Piece] = ()) -> list[_Piece]:
    """Return words of a formula, with the blanks around them, which MathML would drop.

    >>> [piece.says for piece in _words("count ")]
    ['count', ' ']
    """
    inner, blank = says.strip(), _Piece("space", f'<mspace width="{_SPACES[" "]}"/>', " ")
    word = _Piece("word", f"<mtext>{text(inner)}</mtext>", inner)
    follows = says.startswith(" ") and bool(before) and before[-1].kind in ("operand", "close")
    return [*[blank] * follows, word, *[blank] * says.endswith(" ")] if inner else []


def _word(says: str, kind: str) -> _Piece:
    alone = len(says) == 1 and kind == "word"
    return _Piece("operand", f"<mi>{text(says)}</mi>" if alone else f'<mi class="{kind}">{text(says)}</mi>', says)


def _operator(sign: str, more: str = "") -> _Piece:
    return _Piece("operator", f"<mo{' ' * bool(more)}{more}>{text(sign)}</mo>", sign)


def _bar(form: str) -> str:
    return f'<mo form="{form}"{_AS_IS}>|</mo>'


def _applies(sign: str, before: Sequence[_Piece]) -> bool:
    """Return whether a bracket begins the arguments of what stands before it."""
    return sign == "(" and bool(before) and before[-1].kind == "operand" and not before[-1].markup.startswith("<mn>")


def _row(pieces: Sequence[_Piece]) -> str:
    """Return pieces as one element."""
    inner = [piece.written() for piece in pieces]
    return inner[0] if len(inner) == 1 else f"<mrow>{''.join(inner)}</mrow>"


def _math(pieces: Sequence[_Piece], display: bool = False) -> str:
    style = ' displaystyle="true"' if display else ""
    row = _row(pieces)
    tall = "<munder>" in row or "<msup" in row  # otherwise brackets have their size as they are
    return f"<math{style}>{row if tall else row.replace(_AS_IS, '')}</math>"


def _broken(pieces: Sequence[_Piece], after: str = "∧∨⇒⇔,:") -> Iterator[list[_Piece]]:
    """Yield the parts of a long formula, each of which may begin a line.  They end after the signs `after`."""
    part: list[_Piece] = []
    length = 0
    for piece in pieces:
        part.append(piece)
        length += len(piece.says)
        if length >= LONG and piece.says and piece.says in after:
            yield part
            part, length = [], 0
    if part:
        yield part


@lru_cache(maxsize=2048)
def formula(line: str) -> str:
    r"""Return a formula in LaTeX, as `reports.typesetting` writes it, as MathML.

    A long one has several parts, between which a line of text may be broken.

    >>> formula(r"$x_{1}\le n'$")
    '<math><mrow><msub><mi>x</mi><mn>1</mn></msub><mo>≤</mo><msup><mi>n</mi><mo>′</mo></msup></mrow></math>'
    >>> formula(r"$(\;\text{count}\; \mathit{item})$")
    '<math><mrow><mo>(</mo><mtext>count</mtext><mspace width=".28em"/><mi class="word">item</mi><mo>)</mo></mrow></math>'
    """
    return " ".join(_math(part) for part in _broken(_Reader(line.strip("$")).pieces()))


def lines(rows: Iterable[tuple[int, str]]) -> str:
    """Return lines of formulas, each with its indentation in characters, as HTML."""
    shown = (
        f'<div style="margin-left:{indent * 0.45:.2f}em">{_math(_Reader(line.strip("$")).pieces(), True)}</div>'
        for indent, line in rows
    )
    return f'<div class="formula">{"".join(shown)}</div>'


# ------------------------------------------------------------------------------------------------ bounds

_TERM = re.compile(r"[^\W\d]\w*'*|\d+|<=|>=|\s+|.", re.DOTALL)
_ARITHMETIC = ("+", "-", "*", "/", "^", "<=", ">=", "=", "(")
_TIMES = "\N{INVISIBLE TIMES}"


def bound(says: str) -> str:
    """Return a bound, as reports write it, or a sentence with bounds in it, as HTML with MathML.

    >>> bound("9^m + lower terms")
    '<span class="formula"><math><mrow><msup><mn>9</mn><mi>m</mi></msup><mo>+</mo></mrow></math> lower terms</span>'
    """
    tokens = _TERM.findall(says)
    out, run = list[str](), list[str]()
    depth = 0
    for at, token in enumerate(tokens):
        depth += (token == "(") - (token == ")")
        if token.isspace() and run:
            run.append(" ")
        elif token.isspace() or _is_prose(tokens, at) or (token in ",;:." and not depth):
            out.append(_run(run) + (" " if run[-1:] == [" "] else "") + text(token))
            run = []
        else:
            run.append(token)
    return f'<span class="formula">{"".join(out)}{_run(run)}</span>'


def _is_prose(tokens: Sequence[str], at: int) -> bool:
    """Return whether a word or number is one of a sentence, and not of an expression."""
    if tokens[at].isdecimal() and tokens[at + 1 : at + 3] == [" ", "more"]:
        return True
    if len(tokens[at]) < 2 or not tokens[at][0].isalpha():
        return False
    before = next((t for t in reversed(tokens[:at]) if not t.isspace()), "")
    after = next((t for t in tokens[at + 1 :] if not t.isspace()), "")
    following = tokens[at + 1 : at + 2] == ["("] or after in ("+", "-", "*", "/", "^", "<=", ">=", "=", "[", ")")
    return not (following or before in _ARITHMETIC) or (tokens[at] in ("more", "lower") and after == "terms")


@lru_cache(maxsize=2048)
def _expression(says: str) -> str:
    """Return an arithmetic expression as MathML."""
    return " ".join(_math(part) for part in _broken(_Reader(_expression_latex(says)).pieces(), "+\N{MINUS SIGN}"))


def _run(tokens: Sequence[str]) -> str:
    return _expression("".join(tokens).strip()) if tokens else ""


def _expression_latex(says: str) -> str:
    r"""Return an arithmetic expression, as reports write it, in LaTeX.

    >>> print(_expression_latex("2^(L + 1) + size*bits(n)"))
    2^{L+1}+\mathit{size}⁢\operatorname{bits}(n)
    """
    tokens = [token for token in _TERM.findall(says) if not token.isspace()]
    out: list[str] = []
    closings: dict[int, str] = {}
    for at, token in enumerate(tokens):
        after = tokens[at + 1 : at + 2]
        if at in closings:
            out.append(closings[at])
        elif token == "^" and after == ["("]:
            depth = [sum((t == "(") - (t == ")") for t in tokens[at + 1 : end + 1]) for end in range(at + 1, len(tokens))]
            closings |= {at + 1: "{", at + 1 + depth.index(0) if 0 in depth else len(tokens): "}"}
            out.append("^")
        elif token[0].isalpha() or token[0] == "_":
            out.append(rf"\operatorname{{{token}}}" if after == ["("] else identifier(token))
        else:
            out.append({"<=": r"\le ", ">=": r"\ge ", "*": _TIMES, "^": "^"}.get(token, token))
    return "".join(out)
