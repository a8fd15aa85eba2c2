"""Declarations as a paper writes them: each line of their text in mathematical signs, the image's parts with primes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from certify.core import Mark, Node, Problem, Reduction
from certify.core.paths import fields
from certify.language.formatting import declared_text
from certify.latex import identifier, sign
from certify.records import dataclass, field, replace

WIDTH, ITEM_COLUMN = 80, 11
"""The width to which texts are broken into lines, and the column from 0 where the items of sections begin."""

_TOKEN = re.compile(
    r'"[^"]*"|#(?:source|target)\b|#[^\n]*|[^\W\d]\w*\'*(?:\.[^\W\d]\w*\'*)*|\d+|\+\+|\.\.|:=|<=|>=|!=|->|\s+|.', re.DOTALL
)
_WORDS = (
    "if", "then", "else", "where", "with", "case", "of", "fold", "over", "count", "the", "first", "in", "not", "and",
    "or", "implies", "iff", "every", "some", "at", "most", "none", "subset",
)  # fmt: skip
_OPERATORS = ("min", "max", "bits", "sum", "product", "div", "mod", "value")
_RANGING = ("∑", "∏", "sum", "product", "min", "max")
"""The operations whose range is written below their sign."""
_NUMBERS = {"nat": r"\mathbb{N}", "int": r"\mathbb{Z}", "rat": r"\mathbb{Q}", "nats": r"\mathbb{N}"}
_PARTS = {"vertices": "V", "edges": "E", "arcs": "A"}
"""The parts of graphs, as papers write them."""

_MATH = {
    "{": r"\{", "}": r"\}", "*": r"\cdot ", "->": r"\mapsto ", "..": r"\mathbin{..}", "++": r"\mathbin{+\!\!+}",
    ":": r"{:}\; ", ":=": r"\mathrel{:=}", ",": r",\, ", ";": r";\; ", "&": r"\cap ", "\\": r"\setminus ", "<=": r"\le ",
    ">=": r"\ge ", "!=": r"\ne ", "→": r"\mapsto ", "%": r"\%", "#": r"\#", "$": r"\$", "_": r"\_", "^": r"\mathbin{\uparrow}",
}  # fmt: skip
_UNTYPED = ("cites", "because", "text", "given", "fixing", "minimises", "maximises")
"""The sections that hold no formulas."""


@dataclass(frozen=True)
class TypesetSection:
    """A section of a declaration: its word, and its items, each as lines with their indentation (in characters) in LaTeX."""

    word: str
    items: tuple[tuple[tuple[int, str], ...], ...]


@dataclass(frozen=True)
class _Names:
    """What the names of a text stand for.

    - `given`: the name of the source instance; empty in a problem.
    - `apart`: whether fields of the source are written with it as an index, since the text uses their names for something else.
    - `types`: the names of fields that a type may mention.
    - `target`: the names of the parts of the target's witness.
    """

    given: str = ""
    apart: bool = False
    types: frozenset[str] = frozenset()
    target: frozenset[str] = field(default_factory=frozenset)


def typeset(declared: Problem | Reduction) -> tuple[TypesetSection, ...]:
    """Return the sections of a declaration in LaTeX; none if it has no text.

    In a reduction, fields of the source are written without the name of the instance where that is unambiguous, and fields,
    measures and witnesses of the target with a prime.
    """
    mark = declared.about.mark
    if mark is None:
        return ()
    lines = declared_text(mark, unicode=True, width=WIDTH).splitlines()
    names = _names(declared, lines)
    signs = _Signs(_set_signs(mark, declared))
    found: list[TypesetSection] = []
    for word, items in _sections(lines, signs):
        if word in _UNTYPED or word.startswith('"'):
            continue
        maps = _maps(word, items, names) if word in ("forward", "backward") else (_item(word, item, names) for item in items)
        found.append(TypesetSection(word, tuple(tuple(line for line in item if line[1]) for item in maps)))
    return tuple(found)


def restriction(problem: Problem) -> str:
    """Return the condition that a restriction adds in the first line of its text, in LaTeX; empty if there is none."""
    mark = problem.about.mark
    if mark is None or not problem.restricts:
        return ""
    header: list[str] = []
    for line in declared_text(mark, unicode=True, width=WIDTH).splitlines():
        if re.match(r"  [a-z]", line):
            break
        header += [] if line.lstrip().startswith("#") else [line]
    _, where, condition = re.sub(r'"[^"]*"', "", " ".join(header)).partition(" where ")
    return _line(_tokens(condition.strip()), _names(problem, ()), _Style()) if where else ""


def typeset_definition(mark: Mark) -> tuple[tuple[int, str], ...]:
    """Return a definition, at a place in a text, as lines in LaTeX."""
    lines = [line for line in declared_text(mark, unicode=True, width=WIDTH).splitlines() if not line.lstrip().startswith("#")]
    tokens = [(len(line) - len(line.lstrip()), _tokens(line.strip().removeprefix("define "))) for line in lines]
    return tuple((indent, _line(line, _Names(), _Style())) for indent, line in tokens)


# ------------------------------------------------------------------------------------------------ tokens and sections


@dataclass
class _Signs:
    """The signs `+` and `-` of a text in order: whether each is one of sets."""

    of_sets: Sequence[bool]
    seen: int = 0

    def next(self) -> bool:
        self.seen += 1
        return self.seen <= len(self.of_sets) and self.of_sets[self.seen - 1]


def _tokens(line: str) -> list[str]:
    return [found.group() for found in _TOKEN.finditer(line)]


def _sections(lines: Sequence[str], signs: _Signs) -> Iterator[tuple[str, list[list[tuple[int, list[str]]]]]]:
    """Yield the sections of a text in canonical format: the word, and the items as lines of indentation and tokens."""
    word, items = "", list[list[tuple[int, list[str]]]]()
    column = start = ITEM_COLUMN
    inside = False
    for line in lines:
        stripped = re.sub(r"(?<=\s)#(?!source|target).*$", "", line).rstrip()
        indent = len(stripped) - len(stripped.lstrip())
        tokens = [(signs.next() and {"+": "∪", "-": "∖"}[t]) or t if t in ("+", "-", "∖") else t for t in _tokens(stripped)]
        if not stripped or stripped.lstrip().startswith("#") or (indent == 0 and not inside):
            inside = inside or indent == 0
            continue
        if indent == 2:
            if word:
                yield word, items
            word, _, rest = stripped.strip().partition(" ")
            column = start = len(stripped) - len(rest.lstrip())
            if word in ("forward", "backward") and "→ " in stripped:
                start = stripped.index("→ ") + 2
            tokens, items = tokens[2:], []
            while tokens and tokens[0].isspace():
                tokens = tokens[1:]
            indent = column
        elif not word:
            continue
        else:
            tokens = tokens[1:]
        if indent <= start or not items:
            items.append([])
        items[-1].append((max(0, indent - column), tokens))
    if word:
        yield word, items


def _set_signs(mark: Mark, declared: Problem | Reduction) -> list[bool]:
    """Return of each sign `+` or `-` of a declaration, in order, whether it is one of sets."""
    places = {at for node in _nodes(declared) if node.op in ("union", "difference") for at in _between(node, mark)}
    text, found, at = mark.source.text[mark.start : mark.end], [], mark.start
    for token in _TOKEN.finditer(text):
        if token.group() in ("+", "-", "∪", "∖", "\\"):
            found.append(at + token.start() in places)
    return found


def _between(node: Node, mark: Mark) -> Iterator[int]:
    """Yield the places of the signs between the two operands of a node."""
    if len(node.args) == 2 and (first := node.args[0].mark) and (second := node.args[1].mark) and first.source == mark.source:
        yield from (at for at in range(first.end, second.start) if first.source.text[at] in "+-∪∖\\")


def _nodes(declared: Problem | Reduction) -> Iterator[Node]:
    if isinstance(declared, Problem):
        roots = [*declared.valid, *declared.accepts, *(node for _, node in declared.measures)]
    else:
        roots = [declared.image, declared.forward, declared.backward]
    for root in (*roots, *(f.body for f in declared.functions)):
        yield from root.walk()


def _names(declared: Problem | Reduction, lines: Sequence[str]) -> _Names:
    if isinstance(declared, Problem):
        homes = {path.partition(".")[0] for path, _ in fields(declared.instance)}
        return _Names(types=frozenset(homes))
    given = next((line.split()[1] for line in lines if line.startswith("  given ")), "x")
    own = {path.partition(".")[0] for path, _ in fields(declared.source.instance)}
    bare: set[str] = set()
    for word, items in _sections(lines, _Signs(())):
        if word in ("let", "labels", "target", "forward", "backward"):
            for item in items:
                for at, (_, tokens) in enumerate(item):
                    rest = tokens[1:] if word == "target" and not at else tokens
                    bare |= {t.partition(".")[0] for t in rest if t[0].isalpha()}
    return _Names(given, bool((bare - {given}) & own), frozenset(), frozenset(declared.target.witness_names))


# ------------------------------------------------------------------------------------------------ lines


def _item(word: str, item: Sequence[tuple[int, list[str]]], names: _Names) -> Iterator[tuple[int, str]]:
    """Yield the lines of an item of a section in LaTeX."""
    style = _Style(typed=word in ("instance", "witness"), claim=word == "claims")
    for at, (indent, tokens) in enumerate(item):
        yield indent, _line(tokens, names, replace(style, primed=(_first_name(tokens),) if word == "target" and not at else ()))


def _maps(word: str, items: Sequence[Sequence[tuple[int, list[str]]]], names: _Names) -> Iterator[list[tuple[int, str]]]:
    """Yield the items of a witness map: of the target's witness, what a name stands for has a prime."""
    first = items[0][0][1]
    arrow = first.index("→") if "→" in first else 0
    style = _Style()
    if word == "backward":
        used = {t for item in items for _, tokens in item for t in tokens}
        style = _Style(renamed=frozenset(t for t in first[:arrow] if t[0].isalpha() and f"{t}'" not in used))
    for number, item in enumerate(items):
        lines = []
        for at, (indent, tokens) in enumerate(item):
            start = arrow + 1 if not number and not at else 0
            left = start + _first_name(tokens[start:]) if not at else -1
            mapped = word == "forward" and left >= 0 and tokens[left] in names.target
            lines.append((indent, _line(tokens, names, replace(style, left=left, primed=(left,) if mapped else ()))))
        yield lines


def _first_name(tokens: Sequence[str]) -> int:
    return next((at for at, token in enumerate(tokens) if token[0].isalpha()), 0)


@dataclass(frozen=True)
class _Style:
    """How the names of a line are written.

    - `typed`: names other than fields are words of types.
    - `claim`: names that begin with `target.` are measures of the target.
    - `primed`: the places of the names that get a prime.
    - `left`: the place of the name that the line defines; negative if there is none.
    - `renamed`: the names that get a prime everywhere but on the left.
    """

    typed: bool = False
    claim: bool = False
    primed: tuple[int, ...] = ()
    left: int = -1
    renamed: frozenset[str] = frozenset()


def _line(tokens: Sequence[str], names: _Names, style: _Style) -> str:
    """Return a line in LaTeX, in mathematical mode."""
    out: list[str] = []
    for at, token in enumerate(tokens):
        before = next((t for t in reversed(tokens[:at]) if not t.isspace()), "")
        after = next((t for t in tokens[at + 1 :] if not t.isspace()), "")
        if token.isspace():
            out.append("")
        elif token == "^" and after and (after[0].isalnum() or after == "("):
            out.append("^")
        elif token == "|":
            out.append(r"\mid " if _is_bar(tokens, at) else "|")
        elif token in ("*", "·") and style.claim:
            out.append(r"\,")
        elif token[0] == "#":
            out.append(r"\#\mathit{witnesses}" + ("'" if "target" in token else ""))
        elif token[0] == "_" or token[0].isalpha():
            mark = "'" if at in style.primed or (at != style.left and token.partition(".")[0] in style.renamed) else ""
            word = token in _WORDS and (token not in ("at", "most") or "at most" in (f"{token} {after}", f"{before} {token}"))
            out.append(rf"\;\text{{{token}}}\;" if word and not mark else _word(token, after, names, style, mark))
        else:
            out.append(_MATH.get(token) or (f"{command} " if (command := sign(token)) else token))
    _raise_exponents(tokens, out)
    _place_ranges(tokens, out)
    text = re.sub(r"\\;\s*(?=\\;)|^\\;|\\;$", "", "".join(out))
    return f"${text}$" if text.strip() else ""


def _is_bar(tokens: Sequence[str], at: int) -> bool:
    """Return whether the sign `|` at a place stands before the generators of a comprehension."""
    return tokens[at] == "|" and (not at or tokens[at - 1].isspace()) and tokens[at + 1 : at + 2] == [" "]


def _raise_exponents(tokens: Sequence[str], out: list[str]) -> None:
    """Put braces around exponents: a number, a name with its arguments and places, or what stands in brackets."""
    for at in range(len(tokens) - 1):
        if out[at] == "^":
            last = at + 1
            if tokens[last] == "(" and (end := _closing(tokens, last)):
                out[last], out[end], last = "", "", end
            while tokens[last + 1 : last + 2] in (["("], ["["]) and (end := _closing(tokens, last + 1)):
                last = end
            out[at + 1] = "{" + out[at + 1]
            out[last] += "}"


def _place_ranges(tokens: Sequence[str], out: list[str]) -> None:
    """Write what sums, products, minima and maxima range over below their signs, where the line holds them as a whole."""
    for at in reversed(range(len(tokens))):
        if tokens[at] not in _RANGING or tokens[at + 1 : at + 2] != ["("] or not (end := _closing(tokens, at + 1)):
            continue
        inside = range(at + 2, end)
        bar = next((i for i in inside if _is_bar(tokens, i) and _depth(tokens[at + 2 : i]) == 0), None)
        if bar is None:
            continue
        out[at] += f"_{{{''.join(out[bar + 1 : end])}}}"
        bare = not any(t.isspace() and _depth(tokens[at + 2 : i]) == 0 for i, t in enumerate(tokens[at + 2 : bar - 1], at + 2))
        after = next((t for t in tokens[end + 1 :] if not t.isspace()), "")
        if bare and after not in (("*", "·", "^", "/") if tokens[at] in ("∑", "sum") else ("*", "·", "^", "/", "+", "-")):
            out[at + 1], out[end] = r"\,", ""
        out[bar:end] = [""] * (end - bar)


def _closing(tokens: Sequence[str], start: int) -> int:
    """Return where the bracket at a place is closed; 0 if it is not."""
    return next((i for i in range(start + 1, len(tokens)) if _depth(tokens[start : i + 1]) == 0), 0)


def _depth(tokens: Sequence[str]) -> int:
    return sum((t in ("(", "[", "{")) - (t in (")", "]", "}")) for t in tokens)


def _word(token: str, after: str, names: _Names, style: _Style, mark: str) -> str:
    if token in _OPERATORS and after in ("(", "|") and not mark:
        return {"sum": r"\sum", "product": r"\prod", "min": r"\min", "max": r"\max"}.get(token) or rf"\operatorname{{{token}}}"
    if token in ("div", "mod"):
        return rf"\mathbin{{\mathrm{{{token}}}}}"
    if style.typed and token in _NUMBERS:
        return _NUMBERS[token]
    if (
        style.typed
        and not ("." in token or token in names.types or len(token) == 1 or after == ":")
        and (after != "(" or token in ("from", "each"))
    ):
        return rf"\;\text{{{_upright(token)}}}\;"
    if style.claim and token.startswith("target."):
        name = token.removeprefix("target.")
        return r"\operatorname{value}'" if name == "value" else identifier(name, "'")
    if style.claim and token in ("parsimonious", "counts"):
        return rf"\text{{{token}}}"
    if after == "(" and "." not in token and len(token) > 1:
        return rf"\mathrm{{{_upright(token)}}}"
    return _name(token, mark, names)


def _upright(name: str) -> str:
    return name.replace("_", r"\_")


def _name(token: str, mark: str, names: _Names) -> str:
    """Return a name, or a path of names, in mathematical mode."""
    first, *rest = token.split(".")
    index = ""
    if first == names.given and rest:
        index = f"_{{{identifier(first)}}}" if names.apart else ""
        first, *rest = rest
    head = identifier(first, mark) + index
    part = _PARTS.get(rest[-1]) if rest else None
    middle = "".join(f".{identifier(name)}" for name in (rest[:-1] if part else rest))
    return f"{part}({head}{middle})" if part else head + middle
