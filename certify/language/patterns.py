"""Patterns: which values they match, what they are made of, and the names that they bind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lark import Token

from certify.core import BOOL, INT, NAT, Bool, Edge, Never, Node, Number, Record, Tuple, Type
from certify.core.ops import Op
from certify.language.conditions import cases_of
from certify.language.scope import Local, PartScope, Syntax
from certify.language.typing import describe
from certify.wording import counted, did_you_mean


def named_once(part: PartScope, patterns: Sequence[Any]) -> None:
    """Raise `Mistake` if a name stands twice in the patterns of a generator (among which may be other syntax)."""
    found = [p for p in patterns if hasattr(p, "data")]
    names = [bind.children[0] for pattern in found for bind in pattern.find_data("bind")]
    names.sort(key=lambda n: n.start_pos)
    for i, name in enumerate(names):
        if name in names[:i] and name != "_" and not part.document.texts.types_with_case(str(name)):
            raise part.mistake(f"the name `{name}` stands twice", name, "name the second one differently, and compare them")


def is_constant(part: PartScope, pattern: Syntax, type: Type) -> bool:
    """Return whether a name as a pattern stands for a case without arguments, or for a truth value, and not for a variable."""
    word = str(pattern.children[0])
    if isinstance(type, Bool):
        return word in ("true", "false")
    cases = cases_of(part, type)
    return cases is not None and word in cases and not cases[word] and part.scope.find(word) is None


def no_case(part: PartScope, pattern: Syntax, type: Type) -> None:
    """Raise `Mistake` if a name as a pattern is that of a case with arguments: it would be a variable, and match every case."""
    word = str(pattern.children[0])
    arguments = (cases_of(part, type) or {}).get(word)
    if arguments and part.scope.find(word) is None:
        shown = ", ".join("_" for _ in arguments)
        raise part.mistake(f"`{word}` has arguments", pattern, f"write `{word}({shown})`")


def is_equal(part: PartScope, pattern: Syntax, node: Node) -> Node:
    """Return the condition that a value is what a constant pattern states.

    The pattern is a number, or a name for which `is_constant` holds.  Raises `Mistake` if the value can never be it.
    """
    mark = part.mark(pattern)
    if pattern.data == "number_pattern":
        sign, digits = pattern.children
        if not isinstance(node.type, Number):
            raise part.mistake(f"the pattern is a number, the value is {describe(node.type)}", pattern)
        value = int(digits) if sign is None else -int(digits)
        return Node(Op.EQ, BOOL, (node, Node(Op.CONST, INT if value < 0 else NAT, data=value, mark=mark)), mark=mark)
    word = str(pattern.children[0])
    if isinstance(node.type, Bool):
        return Node(Op.EQ, BOOL, (node, Node(Op.CONST, BOOL, data=word == "true", mark=mark)), mark=mark)
    part.uses(word)
    return Node(Op.IS, BOOL, (node,), data=word, mark=mark)


def components(part: PartScope, pattern: Syntax, node: Node) -> list[tuple[Syntax, Node]]:
    """Return the parts of a pattern of a tuple or record, each with the component that it is matched with.

    Raises `Mistake` if the value is no such tuple or record.
    """
    if pattern.data == "tuple_pattern":
        if not isinstance(node.type, Tuple) or len(node.type.items) != len(pattern.children):
            shape = f"a tuple of {len(pattern.children)} items"
            raise part.mistake(f"the pattern is {shape}, the value is {describe(node.type)}", pattern, hint(pattern, node.type))
        parts = zip(pattern.children, node.type.items, strict=True)
        return [(p, Node(Op.ITEM, type, (node,), data=i, mark=part.mark(p))) for i, (p, type) in enumerate(parts)]
    if not isinstance(node.type, Record):
        raise part.mistake(f"the pattern is a record, the value is {describe(node.type)}", pattern)
    found = []
    for word, inner in zip(pattern.children[::2], pattern.children[1::2], strict=True):
        type = node.type.field(str(word))
        if type is None:
            known = [name for name, _ in node.type.fields]
            shown = ", ".join(f"`{name}`" for name in known)
            raise part.mistake(f"there is no field `{word}`", word, did_you_mean(str(word), known) or f"the fields are {shown}")
        found.append((inner, Node(Op.FIELD, type, (node,), data=str(word), mark=part.mark(inner))))
    return found


def hint(pattern: Syntax, type: Type) -> str:
    """Return the fix for a pattern `(u, v)` or `{u, v}` of a value of another type; empty if there is none."""
    shown = [str(p.children[0]) if p.data == "bind" else "..." for p in pattern.children if hasattr(p, "data")]
    if isinstance(type, Record):
        named = [f"{name} := {at}" for (name, _), at in zip(type.fields, shown, strict=False)]
        return "a record is matched by `{ " + ", ".join(named) + " }`"
    if len(shown) != 2:
        return ""
    if pattern.data == "tuple_pattern" and isinstance(type, Edge):
        return f"an edge has no first end: write `{{{shown[0]}, {shown[1]}}}`"
    if pattern.data == "pair_pattern" and isinstance(type, Tuple) and len(type.items) == 2:
        return f"its members are tuples: write `({shown[0]}, {shown[1]})`"
    return ""


def cases_matched(part: PartScope, pattern: Syntax, type: Type) -> dict[str, tuple[Type, ...]]:
    """Return the cases of a value's type, of which the pattern `case(...)` is one, with the types of their arguments.

    Raises `Mistake` if it is none of them or has another number of arguments.
    """
    word, *inner = pattern.children
    cases = cases_of(part, type)
    if cases is None:
        raise part.mistake(f"the pattern is `{word}(...)`, the value is {describe(type)}", pattern)
    if str(word) not in cases:
        if str(word) in part.document.constructors:
            raise part.mistake(f"this pattern never matches: the value is {describe(type)}", pattern)
        raise part.unknown(word, f" as a case of {describe(type)}", list(cases))
    part.uses(str(word))
    if len(cases[str(word)]) != len(inner):
        raise part.mistake(f"`{word}` has {counted(len(cases[str(word)]), 'argument')}, found {len(inner)}", pattern)
    return cases


def parts_named(part: PartScope, pattern: Syntax, node: Node) -> Iterator[tuple[Token, Local]]:
    """Yield the names that a pattern binds, with the components of a value that they stand for.

    Raises `Mistake` if the value may be one that the pattern does not match.
    """
    if pattern.data == "bind" and not is_constant(part, pattern, node.type):
        yield pattern.children[0], Local(node)
    elif isinstance(node.type, Never):
        for bind in pattern.find_data("bind"):
            yield bind.children[0], Local(node)
    elif pattern.data in ("tuple_pattern", "record_pattern"):
        for inner, component in components(part, pattern, node):
            yield from parts_named(part, inner, component)
    else:
        shown = part.mark(pattern).text
        raise part.mistake(
            f"not every value is of the form `{shown}`",
            pattern,
            "here stand names, tuples and records; `case` distinguishes forms",
        )
