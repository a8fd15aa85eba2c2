"""Proofs for all sizes in words, as plain text and as LaTeX."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from certify.certificates.documents import Document
from certify.certificates.saved import NoCertificate
from certify.latex import escaped, identifier
from certify.proving.explaining import explained
from certify.proving.prose import Shown, WrittenLine, WrittenProof, written

_WIDTH = 120
_OPEN = WrittenLine(0, "", ("This is not shown.",))

_WORDS = {
    "every": r"\forall ",
    "some": r"\exists ",
    "implies": r" \Rightarrow ",
    "and": r" \land ",
    "or": r" \lor ",
    "not": r"\neg ",
    "in": r" \in ",
    "not in": r" \notin ",
    "<=": r" \le ",
    "!=": r" \ne ",
    "*": r"\,",
    "|": "|",
    ":": r"{:}\;",
    ",": ",\\, ",
}
"""Words and signs of formulas in LaTeX."""

_PROSE = ("is not option", "is option", "is not", "is", "of", "where", "if", "else", "the place in", "count", "sum")
"""Words of formulas that are words in LaTeX too."""

_TOKEN = re.compile(
    rf"\b(?:{'|'.join(_PROSE)})\b(?![\w.'])|not in\b|[A-Za-z]\w*(?:\.\w+)*'?|\d+|<=|!=|[^\s]|\s+",
)


def explanation(document: Document, latex: bool) -> str:
    """Return the proofs for all sizes in a certificate in words: of a reduction, or of the reductions of a chain.

    Raises `NoCertificate` if it holds none, and `WrongProof` if one is wrong.
    """
    edges = document.get("edges", [document])
    if not any("proof" in edge for edge in edges):
        raise NoCertificate(f"the certificate of {document['subject']} holds no proof for all sizes that could be explained")
    write, pages = proof_latex if latex else proof_text, list[str]()
    for edge in edges:
        if "proof" in edge:
            pages.append("\n".join(write(written(explained(edge)))))
        else:
            pages.append(f"{'% ' * latex}{edge['subject']}: no proof for all sizes")
    return "\n\n".join(pages)


def proof_text(proof: WrittenProof) -> Iterator[str]:
    """Yield the lines of a proof as plain text."""
    yield f"{proof.subject}, for all sizes"
    for says, lines in proof.known:
        yield f"  {says}"
        for line in lines:
            yield from _filled(line)
    for goal in proof.goals:
        yield ""
        says = f"{goal.obligation}, {goal.part}: {goal.says}"
        yield from textwrap.wrap(says, _WIDTH, initial_indent="  ", subsequent_indent=" " * 6, break_long_words=False)
        for line in goal.lines or (_OPEN,):
            yield from _filled(line)


def _filled(line: WrittenLine) -> Iterator[str]:
    indent = " " * (4 + 2 * line.depth)
    label = f"{line.label} " if line.label else ""
    text = label + "".join(line.pieces)
    yield from textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent + " " * 4, break_long_words=False)


def proof_latex(proof: WrittenProof) -> Iterator[str]:
    """Yield the lines of a proof as LaTeX: what is known as a list, then a paragraph and a proof for each goal."""
    yield "% needs the packages amsmath and amsthm"
    yield f"\\section*{{{escaped(proof.subject.replace(':', ' to '))}, for all sizes}}"
    for says, lines in proof.known:
        yield f"\\paragraph{{{escaped(says)}}}"
        yield "\\begin{itemize}"
        yield from (f"\\item[{escaped(line.label)}] {_pieces(line)}" for line in lines)
        yield "\\end{itemize}"
    for goal in proof.goals:
        yield f"\\paragraph{{{escaped(f'{goal.obligation}, {goal.part}.')}}} {formula_latex(goal.says)}"
        if not goal.lines:
            yield _pieces(_OPEN)
            continue
        yield "\\begin{proof}"
        for line in goal.lines:
            label = f"{escaped(line.label)} " if line.label else ""
            yield f"\\par\\noindent\\hspace*{{{1 + 2 * line.depth}em}}{label}{_pieces(line)}"
        yield "\\end{proof}"


def _pieces(line: WrittenLine) -> str:
    return "".join(formula_latex(p) if isinstance(p, Shown) else escaped(p) for p in line.pieces)


def formula_latex(text: str) -> str:
    r"""Return a formula in LaTeX, in mathematical mode.

    >>> print(formula_latex("every v: old(v) in S' implies v_1 != v or G.edges[v] <= 2*k_10"))
    $\forall v{:}\;\mathit{old}(v) \in S' \Rightarrow v_{1} \ne v \lor G.\mathit{edges}[v] \le 2\,k_{10}$
    """
    return f"${''.join(map(_token, _TOKEN.findall(text)))}$"


def _token(token: str) -> str:
    if token.isspace():
        return ""
    if token in _WORDS:
        return _WORDS[token]
    if token in _PROSE:
        return f"\\text{{ {token} }}"
    if not token[0].isalpha():
        return {"#": "\\#", "{": "\\{", "}": "\\}", "^": "\\hat{}"}.get(token, token)
    plain = token.rstrip("'")
    name, _, number = plain.rpartition("_")
    if number.isdecimal() and name.isalpha():
        return f"{identifier(name)}_{{{number}}}"
    return ".".join(map(identifier, plain.split("."))) + token[len(plain) :]
