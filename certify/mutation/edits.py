"""Edits that turn a reduction's text into a slightly different one, as a slip of its author would.

The rules follow DeMillo, Lipton and Sayward (Hints on test data selection, 1978): a mutant differs from the text in one place.  A
place is found on the core form, whose nodes know their types and where in the text they stand.  The edit is made in the text, so
that a mutant is parsed, typed and given its proof obligations like any other text.  Claims are left as they are: what is asked is
whether the checks notice that the maps are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise, permutations

from certify.core import Constructor, Mark, Node, Number, Reduction, Sum
from certify.core.mistakes import Source
from certify.core.ops import Op
from certify.records import dataclass


class Rule(StrEnum):
    """The slips of an author."""

    PART = "a part dropped"
    CONDITION = "a condition dropped"
    NEGATION = "a condition negated"
    BRANCH = "one branch only"
    BRANCHES = "branches swapped"
    NUMBER = "a number off by one"
    SIGN = "another sign"
    COMPARISON = "another comparison"
    MEMBERSHIP = "membership turned round"
    QUANTIFIER = "another quantifier or extremum"
    CASE = "another case or constructor"
    MERGED = "labels merged"
    SWAPPED = "parts swapped"
    EMPTIED = "a collection emptied"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters `start` to `end` of a text replaced by `now`; `rule` names the slip."""

    start: int
    end: int
    now: str
    rule: Rule

    def applied(self, source: Source) -> Source:
        """Return the text with the edit made.

        >>> Edit(2, 3, "<=", Rule.COMPARISON).applied(Source("a.red", "i < j")).text
        'i <= j'
        """
        return Source(source.name, source.text[: self.start] + self.now + source.text[self.end :])

    def change(self, source: Source) -> tuple[str, str]:
        """Return the part of the text that changes, before and after, each run of blanks as one.  It is widened to whole words
        and to some text around it, so that a reader recognises it."""
        start, end = _widened(source.text, self.start, self.end)
        after = source.text[start : self.start] + self.now + source.text[self.end : end]
        return " ".join(source.text[start:end].split()), " ".join(after.split())


_COMPARED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "≤": "<", "≥": ">", "=": "!=", "!=": "=", "≠": "="}
_MEMBERS = {"in": "not in", "not in": "in", "∈": "not in", "∉": "in"}
_SIGNS = {"+": "-", "-": "+", "*": "+", "·": "+", "div": "mod", "mod": "div"}
_OTHER_SIGN: Mapping[Op, tuple[Rule, Mapping[str, str]]] = {
    **dict.fromkeys((Op.LT, Op.LE, Op.EQ), (Rule.COMPARISON, _COMPARED)),
    Op.IN: (Rule.MEMBERSHIP, _MEMBERS),
    **dict.fromkeys((Op.ADD, Op.SUB, Op.MUL, Op.QUOTIENT, Op.MOD), (Rule.SIGN, _SIGNS)),
}
_PARTED = frozenset(
    {Op.UNION, Op.INTERSECTION, Op.DIFFERENCE, Op.CONCAT, Op.OVERRIDE, Op.AND, Op.OR, Op.IMPLIES, Op.ADD, Op.SUB, Op.MUL}
)
_ORDERED = frozenset({Op.DIFFERENCE, Op.SUB, Op.IMPLIES})
_WORDS = {"every": "some", "some": "every", "min": "max", "max": "min", "∀": "some", "∃": "every"}
_EMPTY = {Op.SET: "{}", Op.SEQ: "[]", Op.COLLECT_SET: "{}", Op.COLLECT_SEQ: "[]"}
_COMPARING = frozenset({Op.LT, Op.LE, Op.EQ, Op.IN, Op.NOT, Op.AND, Op.OR, Op.CONST})


def edits(reduction: Reduction, source: Source) -> list[Edit]:
    """Return the edits of a reduction's own text, in the order of their places; none is listed twice.

    `source` is the text that declares the reduction; the parts of other texts that it uses are left as they are.
    """
    parts = (reduction.image, reduction.forward, reduction.backward, *(f.body for f in reduction.functions))
    nodes = {id(node): node for part in parts for node in part.walk()}.values()
    joined = {id(a) for node in nodes if node.op in _PARTED for a in node.args}
    here = [node for node in nodes if _mark(node, source) is not None]
    found = {edit for node in here for edit in _of_node(node, source, reduction.constructors)}
    maps = {id(node) for part in (reduction.forward, reduction.backward) for node in part.walk()}
    found |= {edit for node in here if id(node) in maps for edit in _reordered(node, source)}
    found |= {edit for node in here if id(node) not in joined for edit in _emptied(node, source)}
    found |= {edit for node in nodes for edit in _of_guards(node, source)}
    found |= set(_of_image_numbers(reduction.image, source))
    return sorted(edit for edit in found if source.text[edit.start : edit.end] != edit.now)


def _of_node(node: Node, source: Source, constructors: tuple[Constructor, ...]) -> Iterator[Edit]:
    mark, text = node.mark, source.text
    assert mark is not None
    written = text[mark.start : mark.end]
    operands = _operands(node, source)
    if operands is not None:
        yield from _of_operands(node, operands, text)
    first = re.match(r"\w+|[∀∃]", written)
    if first and first[0] in _WORDS and node.op in (Op.EVERY, Op.SOME, Op.LEAST, Op.GREATEST, Op.MIN, Op.MAX):
        yield Edit(mark.start, mark.start + first.end(), _WORDS[first[0]], Rule.QUANTIFIER)
    if node.op is Op.CONST and re.fullmatch(r"\d+", written):
        yield Edit(mark.start, mark.end, str(int(written) + 1), Rule.NUMBER)
        if int(written) > 0:
            yield Edit(mark.start, mark.end, str(int(written) - 1), Rule.NUMBER)
    negated = re.match(r"(not\b|¬)\s*", written)
    if node.op is Op.NOT and negated:
        yield Edit(mark.start, mark.start + negated.end(), "", Rule.NEGATION)
    if node.op is Op.IF:
        yield from _of_branches(node, source)
    if node.op is Op.RANGE and (end := _mark(node.args[1], source)) is not None:
        yield from _off_by_one(node.args[1], end, text)
    if node.op is Op.MAKE:
        yield from _of_constructor(node, source, constructors)
    if node.op in (Op.SET, Op.SEQ):
        yield from _dropped_members(node, source)
    if node.op is Op.CALL:
        yield from _swapped_arguments(node, source)


def _mark(node: Node, source: Source) -> Mark | None:
    """Return the mark of a node in this text; None if it has none there."""
    return node.mark if node.mark is not None and node.mark.source == source else None


# ------------------------------------------------------------------------------------------------ operands and their signs


@dataclass(frozen=True, slots=True)
class _Operands:
    """The places of the operands of an infix operation, parentheses included, and those of the signs between them."""

    spans: tuple[tuple[int, int], ...]
    signs: tuple[tuple[int, int], ...]


def _operands(node: Node, source: Source) -> _Operands | None:
    """Return the places of the operands; None if the node is not written as operands with signs between them."""
    mark = node.mark
    marks = [_mark(a, source) for a in node.args]
    if mark is None or len(marks) < 2:
        return None
    starts, ends, signs = [mark.start], list[int](), list[tuple[int, int]]()
    for left, right in pairwise(marks):
        if left is None or right is None or not mark.start <= left.end <= right.start <= mark.end:
            return None
        gap = re.fullmatch(r"([\s)]*)([^\s()]+(?: in)?)([\s(]*)", source.text[left.end : right.start])
        if gap is None:
            return None
        ends.append(left.end + len(gap[1].rstrip()))
        signs.append((left.end + gap.start(2), left.end + gap.end(2)))
        starts.append(left.end + gap.start(3) + len(gap[3]) - len(gap[3].lstrip()))
    return _Operands(tuple(zip(starts, [*ends, mark.end], strict=True)), tuple(signs))


def _of_operands(node: Node, at: _Operands, text: str) -> Iterator[Edit]:
    rule, others = _OTHER_SIGN.get(node.op, (Rule.SIGN, {}))
    for start, end in at.signs:
        sign = " ".join(text[start:end].split())
        if sign in others:
            yield Edit(start, end, others[sign], rule)
    if node.op in _PARTED:
        nested = node.args[0].op is node.op and not text.startswith("(", at.spans[0][0])  # its parts are dropped one by one
        for i in range(nested, len(at.spans)):
            start = at.spans[i - 1][1] if i else at.spans[0][0]
            yield Edit(start, at.spans[i][1] if i else at.spans[1][0], "", Rule.PART)
    if node.op in _ORDERED and len(at.spans) == 2:
        yield _exchanged(*at.spans, text)


def _reordered(node: Node, source: Source) -> Iterator[Edit]:
    """Two sequences joined in the other order.  Only in the witness maps: the order of an image's items seldom matters."""
    operands = _operands(node, source) if node.op is Op.CONCAT else None
    if operands is not None and len(operands.spans) == 2:
        yield _exchanged(*operands.spans, source.text)


def _exchanged(one: tuple[int, int], other: tuple[int, int], text: str) -> Edit:
    """Return the edit that exchanges two parts of a text."""
    now = text[slice(*other)] + text[one[1] : other[0]] + text[slice(*one)]
    return Edit(one[0], other[1], now, Rule.SWAPPED)


# ------------------------------------------------------------------------------------------------ single operations


def _of_branches(node: Node, source: Source) -> Iterator[Edit]:
    """A choice that is always the same, or the other one."""
    text, mark = source.text, node.mark
    marks = [m for m in (_mark(a, source) for a in node.args) if m is not None]
    if mark is None or len(marks) != 3 or not marks[0].end <= marks[1].start <= marks[1].end <= marks[2].start:
        return
    if not (mark.start <= marks[0].start and marks[2].end <= mark.end):
        return
    yes, no = ((m.start, m.end) for m in marks[1:])
    for start, end in (yes, no):
        yield Edit(mark.start, mark.end, f"({text[start:end]})", Rule.BRANCH)
    swapped = f"({text[slice(*no)]}){text[yes[1] : no[0]]}({text[slice(*yes)]})"
    yield Edit(yes[0], no[1], swapped, Rule.BRANCHES)


def _off_by_one(node: Node, at: Mark, text: str) -> Iterator[Edit]:
    """A computed number with 1 added or subtracted; numbers written in it are edited themselves."""
    if not any(n.op is Op.CONST and n.mark is not None for n in node.walk()):
        for sign in "+-":
            yield Edit(at.start, at.end, f"{text[at.start : at.end]} {sign} 1", Rule.NUMBER)


def _of_constructor(node: Node, source: Source, constructors: tuple[Constructor, ...]) -> Iterator[Edit]:
    """The next case or constructor with arguments of the same types, and an argument that is said twice."""
    mark, text, name = node.mark, source.text, str(node.data)
    assert mark is not None
    if not re.match(rf"{re.escape(name)}\b", text[mark.start : mark.end]):
        return
    if isinstance(node.type, Sum):
        known = [(case, tuple(types)) for case, types in node.type.cases]
    else:
        known = [(c.name, tuple(type for _, type in c.parameters)) for c in constructors]
    alike = [other for other, types in known if types == dict(known).get(name)]
    if len(alike) > 1:
        yield Edit(mark.start, mark.start + len(name), alike[alike.index(name) - 1], Rule.CASE)
    marks = [_mark(a, source) for a in node.args]
    for (a, one), (b, other) in permutations(zip(node.args, marks, strict=True), 2):
        if one is not None and other is not None and a.type == b.type:
            yield Edit(other.start, other.end, text[one.start : one.end], Rule.MERGED)


def _swapped_arguments(node: Node, source: Source) -> Iterator[Edit]:
    marks = [_mark(a, source) for a in node.args]
    for i, (one, other) in enumerate(pairwise(marks)):
        if one is not None and other is not None and one.end <= other.start and node.args[i].type == node.args[i + 1].type:
            yield _exchanged((one.start, one.end), (other.start, other.end), source.text)


def _emptied(node: Node, source: Source) -> Iterator[Edit]:
    """A collection without its members."""
    mark = node.mark
    if mark is not None and source.text[mark.start] == _EMPTY.get(node.op, "")[:1]:
        yield Edit(mark.start, mark.end, _EMPTY[node.op], Rule.EMPTIED)


def _dropped_members(node: Node, source: Source) -> Iterator[Edit]:
    """A list of members without one of them."""
    marks: Sequence[Mark | None] = [_mark(a, source) for a in node.args]
    for i, at in enumerate(marks):
        near = marks[i - 1] if i else marks[1] if len(marks) > 1 else None
        if at is not None and near is not None:
            yield Edit(*((near.end, at.end) if i else (at.start, near.start)), "", Rule.PART)


# ------------------------------------------------------------------------------------------------ guards and numbers of the image


def _of_guards(node: Node, source: Source) -> Iterator[Edit]:
    """The conditions of a comprehension: dropped, or negated if no other rule turns them round."""
    for step in node.steps:
        mark = _mark(step.node, source)
        if step.kind != "where" or mark is None:
            continue
        yield Edit(mark.start, mark.end, "true", Rule.CONDITION)
        if step.node.op not in _COMPARING:
            yield Edit(mark.start, mark.end, f"not ({source.text[mark.start : mark.end]})", Rule.NEGATION)


def _of_image_numbers(image: Node, source: Source) -> Iterator[Edit]:
    """The numbers of the image, off by one."""
    for node in image.args if image.op is Op.RECORD else ():
        mark = _mark(node, source)
        if isinstance(node.type, Number) and mark is not None:
            yield Edit(mark.start, mark.end, f"({source.text[mark.start : mark.end]}) + 1", Rule.NUMBER)
            yield Edit(mark.start, mark.end, f"({source.text[mark.start : mark.end]}) - 1", Rule.NUMBER)
        yield from _of_image_numbers(node, source)


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place that is a little wider than an edit's, within its line: two words on either side of a short edit."""
    if end - start > 12:
        return start, end
    before = re.search(r"(?:[^\s]+[ ]*){0,2}$", text[text.rfind("\n", 0, start) + 1 : start])
    stop = text.find("\n", end)
    after = re.match(r"(?:[ ]*[^\s]+){0,2}", text[end : len(text) if stop < 0 else stop])
    return start - len(before[0] if before else ""), end + len(after[0] if after else "")
