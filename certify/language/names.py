"""Lowering of names and applications: definitions, fields, constructors, cases of sum types, built-in operations.

Each function with `lowers` takes the scope of the document part, the syntax of the expression, and the type expected at its place
(None if unknown).  It returns the typed core node, and raises `Mistake` if the expression is wrong.
"""

from __future__ import annotations

from contextlib import suppress
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
    Tuple,
    Type,
)
from certify.core.mistakes import Mistake
from certify.core.ops import Op
from certify.language.built_in import BUILT_IN, built_in, takes
from certify.language.coercion import coerce
from certify.language.declared_types import case_types, substituted, type_parts
from certify.language.patterns import named_once, parts_named
from certify.language.scope import Declaration, Definition, Local, PartScope, Syntax, lowers
from certify.language.syntax_hints import item_of_a_tuple
from certify.language.typing import describe, join, magnitude_in, with_magnitude
from certify.records import replace
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
    found = part.meaning(word)
    if _meant_as_case(part, found, word, 0, expected):
        found = None
    match found:
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


@lowers("part_of")
def part_of(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower a name of a pattern on the left of `=`: a part of the value that the pattern takes apart."""
    whole, pattern, word = tree.children
    value = named(part, whole, tree, None)
    parts = list(parts_named(part, pattern, value))
    return next(local.node for name, local in parts if name is word)


@lowers("with_parts")
def with_parts(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower the body of a definition with a pattern as a parameter, whose names stand for parts of the argument."""
    whole, pattern, body = tree.children
    named_once(part, [pattern])
    return part.binding(list(parts_named(part, pattern, named(part, whole, tree, None)))).lower(body, expected)


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
    found = part.meaning(word)
    if isinstance(found, Definition) and not _meant_as_case(part, found, word, len(arguments), expected):
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
    if (fix := _foreign_function(part, str(word), arguments)) != "":
        raise part.mistake(f"`{word}` is not known here", word, fix)
    raise part.unknown(word, known=[*part.scope.known(), *part.document.constructors, *part.document.texts.names(), *BUILT_IN])


_PROJECTIONS = {"fst": 0, "first": 0, "snd": 1, "second": 1, "proj": 0, "item": 0, "left": 0, "right": 1, "third": 2}
_ELSEWHERE = {
    **dict.fromkeys(("len", "length", "size", "card", "cardinality"), "the size of a collection is written `|{0}|`"),
    "last": "the last item of a sequence is `{0}[|{0}| - 1]`", "head": "the first item of a sequence is `{0}[0]`",
    "tail": "the rest of a sequence is `{0}[1 ..]`",
    **dict.fromkeys(("append", "push", "add"), "write `s ++ [x]`, or `A + {{x}}`"),
    **dict.fromkeys(("keys", "dom"), "the keys of a map are `domain({0})`"), "values": "the values of a map are `range({0})`",
    **dict.fromkeys(("indices", "enumerate"), "write `i -> x in {0}`, or `i in positions({0})`"),
    **dict.fromkeys(("sorted", "sort"), "the members of a set in order are `listed({0})`"), "union": "a union is written `A + B`",
    **dict.fromkeys(("intersection", "intersect"), "an intersection is written `A & B`"),
    **dict.fromkeys(("contains", "member", "elem"), "membership is written `x in A`"),
    **dict.fromkeys(("log", "log2", "lg"), "the number of binary digits is `bits({0})`"), "pow": "a power is written `a ^ b`",
    **dict.fromkeys(("floor", "ceil", "ceiling"), "`a div b` rounds down, `(a + b - 1) div b` rounds up"),
    "let": "a `let` is a section; inside an expression, write `case e of (a, b): ...`, or `(a, b) = e` among generators",
    "sqrt": "there are no roots: compare squares", "odd": "write `{0} mod 2 = 1`", "even": "write `{0} mod 2 = 0`",
    **dict.fromkeys(("any", "exists"), "write `some x in S: condition`"),
    **dict.fromkeys(("all", "forall"), "write `every x in S: condition`"),
    "zip": "write `i -> x in s`, and `t[i]`", "set": "write `{{ x | x in {0} }}`",
}  # fmt: skip
"""Functions of other notations, and what is written here in place of a call of theirs."""


def _foreign_function(part: PartScope, word: str, arguments: list[Any]) -> str:
    """Return the fix for a function of another notation, such as `fst(p)` and `len(s)`; empty for other names."""
    shown = part.mark(arguments[0]).text
    if word in _ELSEWHERE:
        return _ELSEWHERE[word].format(shown)
    if word in _PROJECTIONS and isinstance(of := part.lower(arguments[0]).type, Tuple):
        return item_of_a_tuple(shown, _PROJECTIONS[word], len(of.items))
    return ""


def _meant_as_case(part: PartScope, found: Local | Definition | None, word: Any, count: int, expected: Type | None) -> bool:
    """Return whether a name that another text defines, applied to `count` arguments, is a case of a type.

    So it is if the expected type has that case, if only the case takes that many arguments, or if the definition comes from a
    layer above: it may not change what the text says without it.
    """
    if not isinstance(found, Definition) or found.scope is not part.document.library_scope or found.source == part.source:
        return False
    if isinstance(expected, Sum) and any(c == word and len(types) == count for c, types in expected.cases):
        return True
    texts = part.document.texts
    declared = [d for d in texts.types_with_case(str(word)) if (word, count) in _shape(d)]
    if len(found.params) != count or not declared:
        return bool(declared)
    definition = texts.definition(str(word), part.source)
    return definition is not None and definition not in texts.lowest([definition, *declared])


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
    declared = _types_meant(part, word, len(arguments), expected)
    if not declared:
        return None
    if len(declared) == 1:
        return _case(part, declared[0], word, arguments, tree)
    made = []
    for declaration in declared:
        with suppress(Mistake):
            made.append((declaration, _case(part, declaration, word, arguments, tree)))
    if not made:
        return _case(part, declared[0], word, arguments, tree)
    if len(made) > 1:
        raise part.several_types(word, [d for d, _ in made])
    return made[0][1]


def _types_meant(part: PartScope, word: Any, count: int, expected: Type | None) -> list[Declaration]:
    """Return the types with a case of a name, applied to `count` arguments, that may be meant.

    The expected type decides, then the types declared in the same file come first.
    """
    texts = part.document.texts
    declared = texts.types_with_case(str(word))
    if isinstance(expected, Sum):
        shape = [(c, len(types)) for c, types in expected.cases]
        for known in (declared, texts.others_with_case(str(word))):
            if exact := [d for d in known if d.name == expected.name and _shape(d) == shape]:
                return exact[:1]
    if (chosen := part.document.chosen.get(part.mark(word))) is not None:
        return [chosen]
    if any((word, count) in _shape(d) for d in declared):
        return [d for d in declared if (word, count) in _shape(d)]
    return [d for d in texts.others_with_case(str(word)) if (word, count) in _shape(d)] or declared


def _shape(declared: Declaration) -> list[tuple[str, int]]:
    """Return the cases of a declared sum type, with the numbers of their arguments."""
    _, body = type_parts(declared)
    return [(str(a.children[0]), sum(c is not None for c in a.children[1:])) for a in body.children]


def _case(part: PartScope, declared: Declaration, word: Any, arguments: list[Any], tree: Syntax) -> Node:
    """Return a case of a declared sum type; the parameters are those of `make`.  Raises `Mistake` if the arguments do not fit."""
    part.uses(str(word))
    cases = case_types(part.document, declared)
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
    full = Sum(declared.name, tuple((c, held if c == word else tuple(substituted(t, filled) for t in ts)) for c, ts in cases))
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
