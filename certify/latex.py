"""LaTeX: any text, escaped; and a document around what was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_SPECIAL = {c: rf"\{c}" for c in "&%$#_{}"} | {
    "\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}", "<": "$<$", ">": "$>$", "|": "$|$", '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}", "\xa0": "~",
}  # fmt: skip

_SIGNS = {
    "→": r"\to", "↦": r"\mapsto", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow", "∀": r"\forall", "∃": r"\exists", "∈": r"\in",
    "∉": r"\notin", "¬": r"\neg", "∧": r"\land", "∨": r"\lor", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "⊆": r"\subseteq",
    "∪": r"\cup", "∩": r"\cap", "∖": r"\setminus", "∅": r"\emptyset", "∑": r"\sum", "·": r"\cdot", "×": r"\times",
    "−": "-", "∞": r"\infty", "•": r"\bullet", "⟨": r"\langle", "⟩": r"\rangle",
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "ζ": r"\zeta", "η": r"\eta",
    "θ": r"\theta", "ι": r"\iota", "κ": r"\kappa", "λ": r"\lambda", "μ": r"\mu", "ν": r"\nu", "ξ": r"\xi", "π": r"\pi",
    "ρ": r"\rho", "σ": r"\sigma", "τ": r"\tau", "υ": r"\upsilon", "φ": r"\varphi", "χ": r"\chi", "ψ": r"\psi", "ω": r"\omega",
    "Γ": r"\Gamma", "Δ": r"\Delta", "Θ": r"\Theta", "Λ": r"\Lambda", "Ξ": r"\Xi", "Π": r"\Pi", "Σ": r"\Sigma", "Φ": r"\Phi",
    "Ψ": r"\Psi", "Ω": r"\Omega",
}  # fmt: skip
"""Signs that stand in mathematical mode only."""

_WORDS = {"…": r"\dots{}", "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''"}

_LATIN = (
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿĀāĂăĄąĆćČčĎďĐđĒēĘęĚěĞğĪīİıŁłŃńŇňŌōŐőŒœŘřŚśŞşŠšŢţŤťŪūŮůŰűŹźŻżŽž"
)
"""Letters that LaTeX takes as they are, in the encodings `T1` and `utf8`."""


def escaped(text: str) -> str:
    """Return a text in LaTeX, for use outside mathematical mode.

    A character that LaTeX has no sign for is named by its number, so that any text compiles.

    >>> print(escaped("50% of a_b"))
    50\\% of a\\_b
    >>> print(escaped("x ∈ {é, 字}"))
    x $\\in$ \\{é, \\texttt{U+5B57}\\}
    """
    return "".join(map(_character, text))


def _character(c: str) -> str:
    if c in _SPECIAL:
        return _SPECIAL[c]
    if c in _SIGNS:
        return f"${_SIGNS[c]}$"
    if c in _WORDS:
        return _WORDS[c]
    if c in _LATIN or (c.isascii() and (c.isprintable() or c in "\n\t")):
        return c
    return rf"\texttt{{U+{ord(c):04X}}}"


def sign(c: str) -> str | None:
    """Return the command for a sign in mathematical mode; None if there is none.

    >>> print(sign("∈"))
    \\in
    """
    return _SIGNS.get(c)


def article(body: Iterable[str]) -> str:
    """Return an article that compiles by itself, from the lines of its body."""
    packages = [r"\usepackage[margin=25mm]{geometry}", r"\usepackage{amsmath,amssymb,amsthm}", r"\newtheorem{theorem}{Theorem}"]
    return _document(r"\documentclass[11pt]{article}", packages, body)


def page(picture: Iterable[str], width: float, height: float) -> Iterator[str]:
    """Yield the lines of a file with a TikZ picture: where tikz is loaded the picture alone, and otherwise a document around it.

    - `picture`: the lines of the picture.
    - `width`, `height`: the size of the page, in points of PostScript.
    """
    size = rf"\usepackage[paperwidth={width + 4:.1f}bp,paperheight={height + 4:.1f}bp,margin=2bp]{{geometry}}"
    packages = [size, r"\usepackage{amsmath,amssymb}", r"\usepackage{tikz}", r"\pagestyle{empty}\parindent0pt\topskip0pt"]
    yield r"\ifdefined\tikzpicture\else"
    yield from (r"\documentclass{article}", *_ENCODINGS, *packages, r"\begin{document}", r"\def\certifyalone{}", r"\fi")
    yield from picture
    yield r"\ifdefined\certifyalone\end{document}\fi"


def _document(kind: str, packages: Iterable[str], body: Iterable[str]) -> str:
    return "\n".join([kind, *_ENCODINGS, *packages, r"\begin{document}", *body, r"\end{document}"]) + "\n"


_ENCODINGS = (
    r"\usepackage[T1]{fontenc}",
    r"\usepackage[utf8]{inputenc}",
    r"\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}",
)


_GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi",
    "Pi", "Sigma", "Phi", "Psi", "Omega",
)  # fmt: skip


def identifier(name: str, mark: str = "") -> str:
    """Return a name in mathematical mode, followed by marks such as `'`.

    >>> print(identifier("n"), identifier("size"), identifier("phi", "'"), identifier("x1"), identifier("_"))
    n \\mathit{size} \\varphi' x_{1} \\_
    """
    plain = name.rstrip("'")
    primes = name[len(plain) :] + mark
    if len(plain) == 1:
        return escaped(plain) + primes
    if plain in _GREEK:
        return ("\\varphi" if plain == "phi" else f"\\{plain}") + primes
    if plain[0].isalpha() and plain[1:].isdecimal() and plain.isascii():
        return f"{plain[0]}{primes}_{{{plain[1:]}}}"
    return rf"\mathit{{{escaped(plain)}}}{primes}"
