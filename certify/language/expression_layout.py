"""The layout of expressions, types, witness spaces and patterns, as documents of `certify.language.pretty`.

The document of a node is its parts with a gap between each two: nothing, a blank, or a place to break.  The gap depends on the
node's kind and on the two tokens that meet.  `Notation` writes every token with its comments, so that no comment is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from certify.language.concrete import Branch, Leaf, leaves
from certify.language.pretty import HARD, LINE, Doc, PlainText, align, cat, group, nest
from certify.records import dataclass

ASCII = {
    "ARROW_SIGN": "->", "MAPSTO_SIGN": "->", "IN_SIGN": "in", "NOT_IN_SIGN": "not in", "AND_SIGN": "and", "OR_SIGN": "or",
    "NOT_SIGN": "not", "IMPLIES_SIGN": "implies", "IFF_SIGN": "iff", "EVERY_SIGN": "every", "SOME_SIGN": "some",
    "SUM_SIGN": "sum", "EMPTY_SIGN": "{}", "UNEQUAL_SIGN": "!=", "AT_MOST_SIGN": "<=", "AT_LEAST_SIGN": ">=",
    "SUBSET_SIGN": "subset", "UNION_SIGN": "+", "DIFFERENCE_SIGN": "\\", "TIMES_DOT": "*", "TIMES_SIGN": "*",
    "INTERSECTION_SIGN": "&", "AT_MOST_WORDS": "at most",
}  # fmt: skip
"""The plain spelling of each sign."""

_SIGNS = {
    "ARROW": "→", "EVERY": "∀", "SOME": "∃", "SUM": "∑", "UNEQUAL": "≠", "AT_MOST": "≤", "AT_LEAST": "≥", "IMPLIES": "⇒",
    "IFF": "⇔", "BACKSLASH": "∖", "AMPERSAND": "∩", "AT_MOST_WORDS": "at most",
}  # fmt: skip
_SIGNS_WITHIN = {
    "and": {"AND_WORD": "∧"}, "or": {"OR_WORD": "∨"}, "not": {"NOT_WORD": "¬"}, "each": {"IN_WORD": "∈"},
    "each_entry": {"IN_WORD": "∈"}, "comparator": {"IN_WORD": "∈", "SUBSET_WORD": "⊆"},
}  # fmt: skip
"""The signs of words that have one only in some kinds of node: the `or` between the cases of a type has none."""

Fragment = Leaf | Branch
NOTHING, BLANK, DEEPER = PlainText(""), PlainText(" "), nest(LINE)
_FILL = group(LINE)
"""A place that breaks only if the text up to the next place does not fit."""

_ROWS = ("cites", "measures", "fixing", "labels", "fact")

_CHAINS = ("and", "or", "override")
_RIGHT_CHAINS = ("implies", "iff")
_BRACKETED = ("call", "tuple", "set", "seq", "map", "record", "aggregation", "aggregation_of", "record_type", "record_space",
              "record_pattern", "record_kind")  # fmt: skip
_PADDED = ("map", "record", "record_type", "record_space", "record_pattern", "record_kind")
_COMPREHENSIONS = ("set_comprehension", "seq_comprehension", "map_comprehension")


@dataclass(frozen=True)
class Notation:
    """Makes the documents of nodes, in plain words or mathematical signs; products in claims have no blanks.

    `width` is the most characters of a line that can be broken.
    """

    unicode: bool
    in_claims: bool = False
    width: int = 120

    def doc(self, part: Fragment, parent: str = "") -> Doc:
        """Return the document of a part of a node of the kind `parent`; further lines are aligned to its beginning."""
        if isinstance(part, Leaf):
            return self._leaf(part, parent)
        if part.kind == "group" and not _has_comments(part):
            while isinstance(inner := part.parts[1], Branch) and inner.kind == "group":
                part = inner
        parts = _flattened(part)
        if part.kind in _BRACKETED:
            return self._bracketed(part, parts)
        if part.kind == "if":
            return self._choice(parts)
        row = self.row(part.kind, parts)
        return align(group(nest(row) if part.kind == "reason" else row))

    def row(self, kind: str, parts: Sequence[Fragment]) -> Doc:
        """Return the document of the parts of a node of this kind, with the gaps between them."""
        if kind == "comparator" and self.unicode and [p.kind for p in parts] == ["NOT_WORD", "IN_WORD"]:
            return cat(self._leaf(parts[0], kind, "∉"), self._leaf(parts[1], kind, ""))
        docs: list[Doc] = []
        for at, part in enumerate(parts):
            if at:
                docs.append(self._gap(kind, parts, at))
            docs.append(self.doc(part, kind))
        return cat(*docs)

    def spelling(self, leaf: Leaf, parent: str) -> str:
        """Return the spelling of a token in a node of the kind `parent`."""
        if not self.unicode:
            return ASCII.get(leaf.kind, leaf.text)
        return _SIGNS.get(leaf.kind) or _SIGNS_WITHIN.get(parent, {}).get(leaf.kind) or leaf.text

    def _leaf(self, leaf: Fragment, parent: str, spelling: str | None = None) -> Doc:
        assert isinstance(leaf, Leaf)
        text = PlainText(self.spelling(leaf, parent) if spelling is None else spelling)
        if not leaf.before and not leaf.after:
            return text
        before: list[Doc] = [doc for comment in leaf.before for doc in (HARD, PlainText(comment.text), HARD)]
        after: list[Doc] = [PlainText(f"  {leaf.after}"), HARD] if leaf.after else []
        return cat(*before, text, *after)

    def _bracketed(self, node: Branch, parts: Sequence[Fragment]) -> Doc:
        """Return the document of a node in brackets, with its contents aligned behind the opening one."""
        opening = 0 if isinstance(parts[0], Leaf) else 1
        if len(parts) == 1:  # the sign of the empty set
            return self.doc(parts[0], node.kind)
        pad = BLANK if node.kind in _PADDED else NOTHING
        before = [self.doc(part, node.kind) for part in parts[: opening + 1]]
        inside = align(group(self.row(node.kind, parts[opening + 1 : -1])))
        return align(cat(*before, pad, inside, pad, self.doc(parts[-1], node.kind)))

    def _choice(self, parts: Sequence[Fragment]) -> Doc:
        """Return the document of an `if`, with each `else` on a line of its own if the whole does not fit on one."""
        rows: list[list[Doc]] = [[]]
        for at, part in enumerate(parts):
            word = part.kind if isinstance(part, Leaf) else ""
            if word == "ELSE":
                rows.append([])
            elif at:
                rows[-1].append(DEEPER if word == "THEN" else BLANK)
            rows[-1].append(self.doc(part, "if"))
        docs: list[Doc] = []
        for row in rows:
            docs += [LINE, group(*row)] if docs else [group(*row)]
        return align(group(*docs))

    def _gap(self, kind: str, parts: Sequence[Fragment], at: int) -> Doc:
        left, right = parts[at - 1], parts[at]
        last, next_ = _text(left), _text(right)
        rule = _GAPS.get(kind)
        if next_ in (",", ";"):
            return NOTHING
        if last == ",":
            return BLANK if kind in ("binding", "branch", "constructor") else _FILL if kind in _ROWS else LINE
        if rule is not None:
            return rule(self, last, next_, parts)
        if kind == "reason":  # what it shows
            return LINE
        return _words_gap(kind, left, right)


def _flattened(node: Branch) -> list[Fragment]:
    """Return the parts of a node, with nested operations of the same kind and precedence flattened into one row."""
    parts = list(node.parts)
    if node.kind in _CHAINS or (node.kind == "arithmetic"):
        while isinstance(first := parts[0], Branch) and first.kind == node.kind and _strength(first) == _strength(node):
            parts[:1] = first.parts
    elif node.kind in _RIGHT_CHAINS:
        while isinstance(last := parts[-1], Branch) and last.kind == node.kind:
            parts[-1:] = last.parts
    elif node.kind == "if":
        while isinstance(last := parts[-1], Branch) and last.kind == "if":
            parts[-1:] = last.parts
    return parts


def _strength(node: Branch) -> str:
    return node.parts[1].kind if node.kind == "arithmetic" else ""


def _has_comments(node: Branch) -> bool:
    return any(leaf.before or leaf.after for leaf in leaves(node))


def _text(part: Fragment) -> str:
    """Return the text of a token or of a sign; empty for an operand."""
    if isinstance(part, Leaf):
        return part.text
    if part.kind in ("comparator", "additive_sign", "multiplicative_sign", "quantifier"):
        return next(leaves(part)).text
    return ""


# ------------------------------------------------------------------------------------------------ gaps
# For each kind of node a rule that gives the gap between two parts, from the texts of the two (empty for operands).

_Gap = Callable[[Notation, str, str, Sequence[Fragment]], Doc]


def _before_sign(look: Notation, last: str, next_: str, parts: Sequence[Fragment]) -> Doc:
    return LINE if next_ else BLANK


def _arithmetic_gap(look: Notation, last: str, next_: str, parts: Sequence[Fragment]) -> Doc:
    if look.in_claims and parts[1].kind == "multiplicative_sign" and (last or next_) in ("*", "/", "·", "×"):
        return NOTHING
    return LINE if next_ else BLANK


def _before_sign_deeper(look: Notation, last: str, next_: str, parts: Sequence[Fragment]) -> Doc:
    return DEEPER if next_ else BLANK


def _tight(look: Notation, last: str, next_: str, parts: Sequence[Fragment]) -> Doc:
    return NOTHING


def _not_gap(look: Notation, last: str, next_: str, parts: Sequence[Fragment]) -> Doc:
    return NOTHING if look.unicode else BLANK


def _slice_gap(look: Notation, last: str, next_: str, parts: Sequence[Fragment]) -> Doc:
    return BLANK if (next_ == ".." and last != "[") or (last == ".." and next_ != "]") else NOTHING


def _quantified_gap(look: Notation, last: str, next_: str, parts: Sequence[Fragment]) -> Doc:
    if next_ == ":":
        return NOTHING
    if last == ":":
        return DEEPER
    return NOTHING if look.spelling(next(leaves(parts[0])), "quantifier") in ("∀", "∃") else BLANK


def _fold_gap(look: Notation, last: str, next_: str, parts: Sequence[Fragment]) -> Doc:
    return NOTHING if next_ == ":" else DEEPER if last == ":" or next_ == "invariant" else BLANK


def _case_gap(look: Notation, last: str, next_: str, parts: Sequence[Fragment]) -> Doc:
    return DEEPER if last in ("of", ";") else BLANK


def _where_gap(look: Notation, last: str, next_: str, parts: Sequence[Fragment]) -> Doc:
    return DEEPER if next_ == "where" else NOTHING if next_ == ":" else BLANK


def _bar_gap(look: Notation, last: str, next_: str, parts: Sequence[Fragment]) -> Doc:
    return LINE if next_ == "|" else BLANK


_GAPS: dict[str, _Gap] = {
    **dict.fromkeys((*_CHAINS, *_RIGHT_CHAINS, "alternatives"), _before_sign),
    **dict.fromkeys(("comparison", "range"), _before_sign_deeper),
    **dict.fromkeys(("negative", "power", "field", "index", "index_tuple", "group", "size", "path", "number_pattern"), _tight),
    **dict.fromkeys(("slice_from", "slice_to"), _slice_gap),
    **dict.fromkeys(("each", "each_entry", "local", "claim"), _where_gap),
    **dict.fromkeys((*_COMPREHENSIONS, "aggregation"), _bar_gap),
    "arithmetic": _arithmetic_gap,
    "not": _not_gap,
    "quantified": _quantified_gap,
    "fold": _fold_gap,
    "case": _case_gap,
}

_CALLS = ("constructor", "alternative", "construct", "binding", "branch")


def touching(left: str, right: str) -> bool:
    """Return whether no blank separates two words of a fact, as in `NP-complete` and `2^o(n + m)`.

    >>> [touching(*pair) for pair in (("NP", "-"), ("o", "("), ("in", "("), ("n", "+"))]
    [True, True, False, False]
    """
    return left in ("-", "^", "(") or right in ("-", "^", ")") or (right == "(" and left not in ("in", "not", "+"))


def _words_gap(kind: str, left: Fragment, right: Fragment) -> Doc:
    """Return the gap between two parts of a type, a pattern, a definition or a head."""
    last, next_ = _text(left), _text(right)
    if last in ("(", "{") or next_ in (")", "}"):
        return NOTHING
    if next_ == "(" and kind in _CALLS:
        return NOTHING
    if next_ == ":" and kind in ("branch", "otherwise"):
        return NOTHING
    if kind == "property" and touching(last, next_):
        return NOTHING
    if (kind == "restriction" and next_ == "where") or (kind in ("reference", "assumption") and next_[:1] == '"'):
        return DEEPER
    return BLANK
