"""Lowering of names and applications: definitions, fields, constructors, cases of sum types, built-in operations.

Each function with `lowers` takes the scope of the document part, the syntax of the expression, and the type expected at its place
(None if unknown).  It returns the typed core node, and raises `Mistake` if the expression is wrong.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lark import Token

from certify.core import (
    Constructor,
    Edge,
    Label,
    Never,
    Node,
    Seq,
    Set,
    Sum,
    Term,
    Type,
)
from certify.core.ops import Op
from certify.language.built_in import BUILT_IN, built_in, takes
from certify.language.coercion import coerce
from certify.language.declared_types import case_types, substituted
from certify.language.scope import Definition, Local, PartScope, Syntax, lowers
from certify.language.typing import describe, join, magnitude_in, with_magnitude
from certify.wording import counted


@lowers("name")
def name(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower a name: a variable, definition, field, or constructor without arguments."""
    return named(part, tree.children[0], tree, expected)


def named(part: PartScope, word: Any, tree: Syntax, expected: Type | None) -> Node:
    """Return the node that a name stands for.

    - `word`: the token of the name.
    - `tree`: the syntax of the expression, for its mark.
    - `expected`: the type expected at its place, if one is known.

    Raises `Mistake` if the name is unknown, or needs arguments.
    """
    match part.find(str(word)):
        case Local(node):
            return replace(node, mark=part.mark(tree))  # the place of this use, not of the binding
        case Definition(params=()) as definition:
            function = part.instance_of(definition, (), tree)
            return Node(Op.GLOBAL, function.body.type, data=function.name, mark=part.mark(tree))
        case Definition(params=params):
            raise part.mistake(
                f"`{word}` takes {counted(len(params), 'argument')}, found none", tree, f"`{word}({', '.join(params)})`"
            )
    made = make(part, word, [], tree, expected)
    if made is None:
        if word in BUILT_IN:
            count = takes(str(word))
            raise part.mistake(f"`{word}` takes {'an argument' if count == 1 else counted(count, 'argument')}", tree)
        raise part.unknown(word)
    return made


@lowers("call")
def call(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower a definition, constructor or built-in operation applied to arguments."""
    head, *arguments = tree.children
    if head.data in ("true", "false"):  # a constructor may bear these names
        word: Any = Token("NAME", head.data, start_pos=head.meta.start_pos, end_pos=head.meta.end_pos)
    elif head.data == "name":
        word = head.children[0]
    else:
        raise part.mistake("only a name can be applied to arguments", head, "a sequence or map is looked up with `[...]`")
    found = part.find(str(word))
    if isinstance(found, Definition):
        if len(found.params) != len(arguments):
            raise part.mistake(
                f"`{word}` takes {counted(len(found.params), 'argument')}, found {len(arguments)}", tree,
                f"`{word}({', '.join(found.params)})`" if found.params else f"`{word}` is written without arguments",
            )  # fmt: skip
        args = tuple(part.lower(a) for a in arguments)
        function = part.instance_of(found, tuple(a.type for a in args), tree)
        return Node(Op.CALL, function.body.type, args, data=function.name, mark=part.mark(tree))
    if isinstance(found, Local):
        raise part.mistake(f"`{word}` is {describe(found.node.type)}, not a definition", tree, f"look up with `{word}[...]`")
    made = make(part, word, arguments, tree, expected)
    if made is not None:
        return made
    if word in BUILT_IN:
        return built_in(part, str(word), arguments, tree)
    raise part.unknown(word, known=[*part.scope.known(), *part.document.constructors, *part.document.texts.names(), *BUILT_IN])


def make(part: PartScope, word: Any, arguments: list[Any], tree: Syntax, expected: Type | None) -> Node | None:
    """Return a built label or a case of a sum type; None if the name is neither.

    - `word`, `arguments`: the token of the name, and the syntax of its arguments.
    - `tree`: the syntax of the whole expression.
    - `expected`: the type expected at its place, which decides between types with a case of this name.

    Raises `Mistake` if the arguments do not fit, or the name is a case of several types.
    """
    document = part.document
    constructor = document.constructors.get(str(word))
    if constructor is not None:
        _arity(part, word, len(constructor.parameters), arguments, tree)
        args = tuple(
            coerce(part, part.lower(a, t), t, a, f"argument `{n or i + 1}` of `{word}`")
            for i, (a, (n, t)) in enumerate(zip(arguments, constructor.parameters, strict=True))
        )
        followed = tuple(
            (n, with_magnitude(t, magnitude_in(a.type)) if magnitude_in(a.type) else t)
            for (n, t), a in zip(constructor.parameters, args, strict=True)
        )
        document.constructors[str(word)] = Constructor(constructor.name, followed)  # a number may be taken out of it again
        return Node(Op.MAKE, Term((str(word),)), args, data=str(word), mark=part.mark(tree))
    declared = document.texts.types_with_case(str(word))
    if isinstance(expected, Sum):
        declared = [d for d in declared if d.name == expected.name] or declared
    if not declared:
        return None
    if len(declared) > 1:
        names = " and ".join(f"`{d.name}`" for d in declared)
        raise part.mistake(f"`{word}` is a case of {names}", tree, "declare the type in this file to choose it")
    part.uses(str(word))
    cases = case_types(document, declared[0])
    wanted = dict(cases)[str(word)]
    _arity(part, word, len(wanted), arguments, tree)
    args = tuple(part.lower(a, t) for a, t in zip(arguments, wanted, strict=True))
    filled: dict[str, Type] = {}
    for node, argument, want in zip(args, arguments, wanted, strict=True):
        _match(part, want, node.type, filled, argument)
    args = tuple(
        coerce(part, n, substituted(w, filled), a, f"an argument of `{word}`")
        for n, w, a in zip(args, wanted, arguments, strict=True)
    )
    held = tuple(substituted(w, filled) for w in wanted)
    held = tuple(with_magnitude(t, magnitude_in(a.type)) if magnitude_in(a.type) else t for t, a in zip(held, args, strict=True))
    full = Sum(declared[0].name, tuple((c, held if c == word else tuple(substituted(t, filled) for t in ts)) for c, ts in cases))
    return Node(Op.MAKE, full, args, data=str(word), mark=part.mark(tree))


def _arity(part: PartScope, word: Any, wanted: int, arguments: list[Any], tree: Syntax) -> None:
    if wanted != len(arguments):
        raise part.mistake(f"`{word}` takes {counted(wanted, 'argument')}, found {len(arguments)}", tree)


def _match(part: PartScope, want: Type, have: Type, filled: dict[str, Type], at: Syntax) -> None:
    """Bind a sum type's parameters (labels of homes that start with `?`) to types that fit an argument's type."""
    match want, have:
        case Label(home), _ if home.startswith("?"):
            joined = join(filled.get(home, Never()), have)
            if joined is None:
                raise part.mistake(f"found {describe(have)} beside {describe(filled[home])}", at)
            filled[home] = joined
        case (Set(i), Set(j)) | (Seq(i), Seq(j)) | (Edge(i), Edge(j)):
            _match(part, i, j, filled, at)
