"""Expressions without generators: names, arithmetic, comparisons, literals, look-ups, cases and calls."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lark import Token

from certify.language.coercion import coerce, integer, narrowed
from certify.language.core import (
    BOOL,
    INT,
    NAT,
    Bool,
    Edge,
    Label,
    Map,
    Never,
    Node,
    Number,
    Record,
    Seq,
    Set,
    Step,
    Sum,
    Term,
    Tuple,
    Type,
)
from certify.language.declared_types import case_types, substituted
from certify.language.mistakes import did_you_mean
from certify.language.scope import Definition, Local, Part, Syntax, lowers
from certify.language.typing import describe, join

BUILT_IN = ("listed", "positions", "domain", "range", "bits", "cycle", "abs")


# ------------------------------------------------------------------------------------------------ names


@lowers("name")
def name(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """A variable, definition, field, or constructor without arguments."""
    return named(part, tree.children[0], tree, expected)


def named(part: Part, word: Any, tree: Syntax, expected: Type | None) -> Node:
    """What a name stands for."""
    match part.find(str(word)):
        case Local(node):
            return node
        case Definition(params=()) as definition:
            function = part.instance_of(definition, (), tree)
            return Node("global", function.body.type, data=function.name, mark=part.mark(tree))
        case Definition(params=params):
            raise part.mistake(f"`{word}` takes {counted(len(params), 'argument')}, found none", tree, f"`{word}({', '.join(params)})`")
    made = make(part, word, [], tree, expected)
    if made is None:
        if word in BUILT_IN:
            raise part.mistake(f"`{word}` takes an argument", tree)
        raise part.unknown(word)
    return made


def counted(n: int, what: str) -> str:
    """A number of things in words: "1 argument", "2 arguments"."""
    return f"{n} {what}{'' if n == 1 else 's'}"


@lowers("call")
def call(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """A definition, constructor or built-in operation applied to arguments."""
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
        return Node("call", function.body.type, args, data=function.name, mark=part.mark(tree))
    if isinstance(found, Local):
        raise part.mistake(f"`{word}` is {describe(found.node.type)}, not a definition", tree, f"look up with `{word}[...]`")
    made = make(part, word, arguments, tree, expected)
    if made is not None:
        return made
    if word in BUILT_IN:
        if len(arguments) != 1:
            raise part.mistake(f"`{word}` takes 1 argument, found {len(arguments)}", tree)
        return built_in(part, str(word), arguments[0], tree)
    raise part.unknown(word, known=[*part.scope.known(), *part.document.constructors, *part.document.texts.names(), *BUILT_IN])


def make(part: Part, word: Any, arguments: list[Any], tree: Syntax, expected: Type | None) -> Node | None:
    """A built label or a case of a sum type; None if the name is neither."""
    document = part.document
    constructor = document.constructors.get(str(word))
    if constructor is not None:
        _arity(part, word, len(constructor.parameters), arguments, tree)
        args = tuple(
            coerce(part, part.lower(a, t), t, a, f"argument `{n or i + 1}` of `{word}`")
            for i, (a, (n, t)) in enumerate(zip(arguments, constructor.parameters, strict=True))
        )
        return Node("make", Term((str(word),)), args, data=str(word), mark=part.mark(tree))
    declared = document.texts.types_with_case(str(word))
    if isinstance(expected, Sum):
        declared = [d for d in declared if d.name == expected.name] or declared
    if not declared:
        return None
    if len(declared) > 1:
        names = " and ".join(f"`{d.name}`" for d in declared)
        raise part.mistake(f"`{word}` is a case of {names}", tree, "declare the type in this file to choose it")
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
    full = Sum(declared[0].name, tuple((c, tuple(substituted(t, filled) for t in ts)) for c, ts in cases))
    return Node("make", full, args, data=str(word), mark=part.mark(tree))


def _arity(part: Part, word: Any, wanted: int, arguments: list[Any], tree: Syntax) -> None:
    if wanted != len(arguments):
        raise part.mistake(f"`{word}` takes {counted(wanted, 'argument')}, found {len(arguments)}", tree)


def _match(part: Part, want: Type, have: Type, filled: dict[str, Type], at: Syntax) -> None:
    """Fill a sum type's parameters (labels of homes that start with `?`) from an argument's type."""
    match want, have:
        case Label(home), _ if home.startswith("?"):
            joined = join(filled.get(home, Never()), have)
            if joined is None:
                raise part.mistake(f"found {describe(have)} beside {describe(filled[home])}", at)
            filled[home] = joined
        case (Set(i), Set(j)) | (Seq(i), Seq(j)) | (Edge(i), Edge(j)):
            _match(part, i, j, filled, at)


def built_in(part: Part, word: str, argument: Syntax, tree: Syntax) -> Node:
    """One of the built-in operations of one argument."""
    node, mark = part.lower(argument), part.mark(tree)
    match word, node.type:
        case "listed", Set(item) | Edge(item):
            return Node("listed", Seq(item), (node,), mark=mark)
        case "listed", Seq():
            raise part.mistake("`listed` takes a set; this is a sequence already", argument)
        case "positions", Seq():
            size = Node("size", NAT, (node,), mark=mark)
            last = Node("sub", INT, (size, Node("const", NAT, data=1)), mark=mark)
            return Node("range", Seq(NAT), (Node("const", NAT, data=0), last), mark=mark)
        case "domain", Map(key):
            return Node("domain", Set(key), (node,), mark=mark)
        case "range", Map(key, value):
            k, v = part.variable(), part.variable()
            return Node("collect_set", Set(value), (Node("var", value, data=v),), steps=(Step("each", (k, v), node),), mark=mark)
        case "bits", Number(sort):
            return Node("bits", NAT, (node,), data=sort, mark=mark)
        case "cycle", Seq(item):
            need = part.owe("the items of the cycle are all different", tree)
            return Node("cycle", Map(item, item), (node,), need=need, mark=mark)
        case "abs", Number(sort, magnitude):
            zero = Node("const", NAT, data=0)
            negated = Node("sub", Number("int" if sort == "nat" else sort, magnitude), (zero, node), mark=mark)
            return Node("max", Number("nat" if sort == "int" else sort, magnitude), (node, negated), mark=mark)
    wants = {"listed": "a set", "positions": "a sequence", "domain": "a map", "range": "a map", "bits": "a number",
             "cycle": "a sequence", "abs": "a number"}[word]  # fmt: skip
    raise part.mistake(f"`{word}` takes {wants}, found {describe(node.type)}", argument)


# ------------------------------------------------------------------------------------------------ truth


def condition(part: Part, tree: Syntax) -> Node:
    """An expression that must be a truth value."""
    node = part.lower(tree)
    if not isinstance(node.type, Bool):
        raise part.mistake(f"found {describe(node.type)}, expected a condition (true or false)", tree)
    return node


@lowers("and", "or", "implies")
def connective(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`and`, `or`, `implies`: guards from left to right."""
    a, b = (condition(part, t) for t in tree.children)
    return Node(str(tree.data), BOOL, (a, b), mark=part.mark(tree))


@lowers("iff")
def equivalence(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`iff` is equality of truth values."""
    a, b = (condition(part, t) for t in tree.children)
    return Node("eq", BOOL, (a, b), mark=part.mark(tree))


@lowers("not")
def negation(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`not`."""
    return Node("not", BOOL, (condition(part, tree.children[0]),), mark=part.mark(tree))


@lowers("true", "false")
def truth(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """A truth value."""
    return Node("const", BOOL, data=tree.data == "true", mark=part.mark(tree))


@lowers("witness_count")
def witness_count(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`#source`, in a `counts` claim."""
    found = part.scope.find(str(tree.children[0]))
    if not isinstance(found, Local):
        raise part.mistake(f"`{tree.children[0]}` stands in a `counts` claim only", tree)
    return found.node


@lowers("group")
def group(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """Parentheses."""
    return part.lower(tree.children[0], expected)


@lowers("if")
def conditional(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`if c then a else b`."""
    test, yes, no = tree.children
    guard = condition(part, test)
    a, b = part.lower(yes, expected), part.lower(no, expected)
    a, b = narrowed(part, a, yes, expected), narrowed(part, b, no, expected)
    type = join(a.type, b.type)
    if type is None:
        raise part.mistake(f"`then` gives {describe(a.type)}, `else` gives {describe(b.type)}", no)
    return Node("if", type, (guard, a, b), mark=part.mark(tree))


@lowers("case")
def case(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`case e of ...`: branches cover the type of e."""
    subject, *branches = (c for c in tree.children if c is not None)
    scrutinee = part.lower(subject)
    cases = cases_of(part, scrutinee.type)
    if cases is None:
        raise part.mistake(f"`case` takes a value of a sum type or a built label, found {describe(scrutinee.type)}", subject)
    data: list[list[Any]] = []
    bodies: list[tuple[Node, Any]] = []
    for branch in branches:
        if branch.data == "otherwise":
            left = [c for c in cases if c not in [d[0] for d in data]]
            if not left:
                raise part.mistake("every case is covered already: this branch never applies", branch, "delete it")
            for rest in left:
                data.append([rest, [part.variable() for _ in cases[rest]]])
                bodies.append((part.lower(branch.children[0], expected), branch.children[0]))
            continue
        word, *names, body = (c for c in branch.children if c is not None)
        if str(word) not in cases:
            raise part.unknown(word, f" as a case of {describe(scrutinee.type)}", list(cases))
        if str(word) in [d[0] for d in data]:
            raise part.mistake(f"`{word}` has a branch already", word)
        types = cases[str(word)]
        if len(names) != len(types):
            raise part.mistake(f"`{word}` has {counted(len(types), 'argument')}, found {len(names)}", word)
        numbers = [part.variable() for _ in types]
        local = {str(n): Local(Node("var", t, data=i)) for n, t, i in zip(names, types, numbers, strict=True)}
        inner = part.inside(local)
        data.append([str(word), numbers])
        lowered = inner.lower(body, expected)
        bodies.append((narrowed(inner, lowered, body, expected), body))
    missing = [c for c in cases if c not in [d[0] for d in data]]
    if missing:
        names = ", ".join(f"`{m}`" for m in missing)
        raise part.mistake(f"no branch for {names}", tree, "add the branch, or `else: ...`")
    type: Type = Never()
    for node, at in bodies:
        joined = join(type, node.type)
        if joined is None:
            raise part.mistake(f"this branch gives {describe(node.type)}, those before it {describe(type)}", at)
        type = joined
    return Node("case", type, (scrutinee, *(n for n, _ in bodies)), data=data, mark=part.mark(tree))


def cases_of(part: Part, type: Type) -> dict[str, tuple[Type, ...]] | None:
    """The cases that a value of the type can be made by, with their arguments' types."""
    match type:
        case Sum(_, cases):
            return dict(cases)
        case Term(constructors):
            known = part.document.constructors
            return {c: tuple(t for _, t in known[c].parameters) for c in constructors}
    return None


# ------------------------------------------------------------------------------------------------ comparisons


@lowers("comparison")
def comparison(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """A comparison, or a chain of them read as a conjunction."""
    operands, signs = tree.children[::2], tree.children[1::2]
    nodes = []
    for left, sign, right in zip(operands, signs, operands[1:], strict=False):
        nodes.append(_compare(part, left, " ".join(str(t) for t in sign.children), right, tree))
    whole = nodes[0]
    for node in nodes[1:]:
        whole = Node("and", BOOL, (whole, node), mark=part.mark(tree))
    return whole


def _compare(part: Part, left: Syntax, sign: str, right: Syntax, tree: Syntax) -> Node:
    mark = part.mark(tree)
    if sign in ("in", "∈", "not in", "∉"):
        whole = part.lower(right)
        match whole.type:
            case Set(item) | Edge(item) | Seq(item):
                pass
            case Map():
                raise part.mistake("found a map, expected a set or sequence", right, "ask `in domain(...)`")
            case _:
                raise part.mistake(f"found {describe(whole.type)}, expected a set or sequence", right)
        member = part.lower(left, item)
        _same_kind(part, member.type, item, left, tree)
        node = Node("in", BOOL, (member, whole), mark=mark)
        return Node("not", BOOL, (node,), mark=mark) if sign in ("not in", "∉") else node
    a = part.lower(left)
    b = part.lower(right, a.type)
    if sign in ("=", "!=", "≠"):
        if isinstance(b.type, Sum) and not isinstance(a.type, Sum):
            a = part.lower(left, b.type)
        _same_kind(part, a.type, b.type, tree, tree)
        node = Node("eq", BOOL, (a, b), mark=mark)
        return node if sign == "=" else Node("not", BOOL, (node,), mark=mark)
    if sign in ("subset", "⊆"):
        for node, at in ((a, left), (b, right)):
            if not isinstance(node.type, Set | Edge):
                raise part.mistake(f"found {describe(node.type)}, expected a set", at)
        _same_kind(part, a.type, b.type, tree, tree)
        return Node("subset", BOOL, (a, b), mark=mark)
    for node, at in ((a, left), (b, right)):
        if not isinstance(node.type, Number):
            fix = "write `subset` for inclusion" if isinstance(node.type, Set) else ""
            if isinstance(node.type, Label | Term):
                fix = "labels have no order of their own; compare positions, or list them with `listed`"
            raise part.mistake(f"found {describe(node.type)}, expected a number", at, fix)
    if sign in (">", ">=", "≥"):
        a, b = b, a
    return Node("lt" if sign in ("<", ">") else "le", BOOL, (a, b), mark=mark)


def _same_kind(part: Part, a: Type, b: Type, at: Syntax, tree: Syntax) -> None:
    """Refuse a comparison that can never hold for the types' sake."""
    if join(a, b) is None:
        if isinstance(a, Label | Term) and isinstance(b, Label | Term):
            raise part.mistake(
                f"{describe(a)} and {describe(b)} are compared: labels of different homes are never equal", at
            )
        raise part.mistake(f"{describe(a)} and {describe(b)} are compared: they are never equal", at)
    if isinstance(a, Term) and isinstance(b, Term) and not set(a.constructors) & set(b.constructors):
        raise part.mistake(f"{describe(a)} and {describe(b)} are compared: they are never equal", at)


# ------------------------------------------------------------------------------------------------ arithmetic and collections


@lowers("number")
def literal_number(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """A natural number."""
    digits = str(tree.children[0])
    if len(digits) > 1000:
        raise part.mistake("a number of more than 1000 digits", tree)
    return Node("const", NAT, data=int(digits), mark=part.mark(tree))


def _magnitude(*nodes: Node) -> str:
    return next((n.type.magnitude for n in nodes if isinstance(n.type, Number) and n.type.magnitude), "")


@lowers("negative")
def negative(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`-a`."""
    node = _number(part, tree.children[-1])
    mark = part.mark(tree)
    assert isinstance(node.type, Number)
    sort = "int" if node.type.sort == "nat" else node.type.sort
    if node.op == "const":
        return Node("const", Number(sort), data=-node.data, mark=mark)
    zero = Node("const", NAT, data=0, mark=mark)
    return Node("sub", Number(sort, node.type.magnitude), (zero, node), mark=mark)


def _number(part: Part, tree: Syntax) -> Node:
    node = part.lower(tree)
    if not isinstance(node.type, Number):
        raise part.mistake(f"found {describe(node.type)}, expected a number", tree)
    return node


_SET_OPERATIONS = {"+": "union", "∪": "union", "-": "difference", "∖": "difference", "\\": "difference",
                   "&": "intersection", "∩": "intersection", "×": "", "*": ""}  # fmt: skip


@lowers("arithmetic")
def arithmetic(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """Sums, differences, products, quotients of numbers; unions, differences, intersections of sets; `++` of sequences."""
    left, sign_tree, right = tree.children
    sign = str(sign_tree.children[0])
    a = part.lower(left, expected if isinstance(expected, Set | Seq) else None)
    b = part.lower(right, a.type if isinstance(a.type, Set | Seq | Edge) else None)
    mark = part.mark(tree)
    if sign == "++":
        for node, at in ((a, left), (b, right)):
            if not isinstance(node.type, Seq):
                raise part.mistake(f"`++` joins sequences, found {describe(node.type)}", at, "unions of sets are written `+`")
        return Node("concat", _joined(part, a, b, tree), (a, b), mark=mark)
    if isinstance(a.type, Number) and isinstance(b.type, Number):
        return _numeric(part, sign, a, b, tree)
    if isinstance(a.type, Set | Edge) and isinstance(b.type, Set | Edge) and _SET_OPERATIONS.get(sign):
        if isinstance(a.type, Set) and isinstance(b.type, Set) and join(a.type, b.type) != a.type:
            a = part.lower(left, b.type)  # `{{u, v}} + edges`: the right side may say what the literal means
        type = _joined(part, a, b, tree)
        item = type.item if isinstance(type, Set | Edge) else type
        op = _SET_OPERATIONS[sign]
        kept: Type = Set(a.type.item) if op == "difference" else Set(item)
        return Node(op, kept, (a, b), mark=mark)
    fix = ""
    if isinstance(a.type, Seq) and isinstance(b.type, Seq):
        fix = "sequences are joined with `++`"
    elif isinstance(a.type, Map) and isinstance(b.type, Map):
        fix = "maps are combined with `with`"
    raise part.mistake(f"`{sign}` does not combine {describe(a.type)} with {describe(b.type)}", tree, fix)


def _joined(part: Part, a: Node, b: Node, tree: Syntax) -> Type:
    type = join(a.type, b.type)
    if type is None:
        raise part.mistake(f"{describe(a.type)} and {describe(b.type)} do not combine", tree)
    match type:
        case Set(item):
            return Set(item)
        case Edge(item):
            return Set(item)
    return type


def _numeric(part: Part, sign: str, a: Node, b: Node, tree: Syntax) -> Node:
    mark = part.mark(tree)
    assert isinstance(a.type, Number)
    assert isinstance(b.type, Number)
    sort = max(a.type.sort, b.type.sort, key=("nat", "int", "rat").index)
    magnitude = _magnitude(a, b)
    if sign in ("+", "*", "·", "×"):
        return Node("add" if sign == "+" else "mul", Number(sort, magnitude), (a, b), mark=mark)
    if sign == "-":
        return Node("sub", Number("int" if sort == "nat" else sort, magnitude), (a, b), mark=mark)
    known = b.op == "const" and b.data != 0
    if sign == "/":
        if known and a.op == "const":
            value = Fraction(a.data) / Fraction(b.data)
            whole = value.denominator == 1
            return Node("const", Number("rat"), data=value.numerator if whole else value, mark=mark)
        need = None if known else part.owe("the divisor is not 0", tree)
        return Node("div", Number("rat", magnitude), (a, b), need=need, mark=mark)
    if sign in ("div", "mod"):
        a = integer(part, a, tree.children[0], f"the dividend of `{sign}`")
        b = integer(part, b, tree.children[2], f"the divisor of `{sign}`")
        assert isinstance(b.type, Number)
        need = None if known else part.owe("the divisor is not 0", tree)
        magnitude = _magnitude(a) if sign == "div" else (b.type.magnitude and magnitude)
        return Node("quotient" if sign == "div" else "mod", Number(sort, magnitude), (a, b), need=need, mark=mark)
    raise part.mistake(f"`{sign}` does not combine two numbers", tree)


@lowers("power")
def power(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`a ^ n`: the exponent's value must be polynomial in sizes, or the power has exponentially many digits."""
    base, exponent = _number(part, tree.children[0]), _number(part, tree.children[1])
    assert isinstance(base.type, Number)
    assert isinstance(exponent.type, Number)
    if exponent.type.magnitude:
        raise part.mistake(
            f"the exponent follows the value of `{exponent.type.magnitude}`: the power would have exponentially many digits",
            tree.children[1], "clamp it by a size: `min(..., |...|)`",
        )  # fmt: skip
    need = None
    if exponent.type.sort != "nat":
        need = part.owe("the exponent is a natural number", tree.children[1])
    constant = exponent.op == "const"
    magnitude = base.type.magnitude if constant else part.mark(tree).text
    return Node("pow", Number(base.type.sort, magnitude), (base, exponent), need=need, mark=part.mark(tree))


@lowers("size")
def size(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`|S|`."""
    node = part.lower(tree.children[0])
    if not isinstance(node.type, Set | Seq | Map | Edge):
        fix = "the absolute value of a number is `abs(...)`" if isinstance(node.type, Number) else ""
        raise part.mistake(f"found {describe(node.type)}, expected a collection", tree.children[0], fix)
    return Node("size", NAT, (node,), mark=part.mark(tree))


@lowers("range")
def interval(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`a .. b`, both included; its length must be polynomial in sizes."""
    ends = [integer(part, _number(part, t), t, "an end of a range") for t in tree.children]
    low, high = ends
    for node, at in ((high, tree.children[1]), (low, tree.children[0])):
        culprit = _magnitude(node)
        if node is low and isinstance(low.type, Number) and low.type.sort == "nat":
            continue
        if node is low and not culprit:
            culprit = next((_magnitude(n) for n in node.walk() if _magnitude(n)), "")
        if culprit:
            shown = culprit.removeprefix("source.")
            raise part.mistake(
                f"this range is as long as the value of `{shown}`, a binary number: that is not polynomial", at,
                f"clamp it by a size, as in `min({part.mark(at).text}, |...|)`",
            )  # fmt: skip
    natural_from = isinstance(low.type, Number) and low.type.sort == "nat"
    return Node("range", Seq(NAT if natural_from else INT), (low, high), mark=part.mark(tree))


@lowers("override")
def override(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`f with g`."""
    left, right = tree.children
    a, b = part.lower(left, expected), part.lower(right, expected)
    for node, at in ((a, left), (b, right)):
        if not isinstance(node.type, Map):
            raise part.mistake(f"`with` combines maps, found {describe(node.type)}", at)
    return Node("override", _joined(part, a, b, tree), (a, b), mark=part.mark(tree))


@lowers("set", "seq")
def collection(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`{a, b}` and `[a, b]`; where an edge is expected, `{a, b}` is one."""
    items = [c for c in tree.children if c is not None]
    mark = part.mark(tree)
    shape: Any = Set if tree.data == "set" else Seq
    if shape is Set and isinstance(expected, Edge) and len(items) == 2:
        ends = tuple(part.lower(i, expected.item) for i in items)
        type = join(ends[0].type, ends[1].type)
        if type is None:
            raise part.mistake(f"an edge between {describe(ends[0].type)} and {describe(ends[1].type)}", tree)
        return Node("set", Set(type), ends, mark=mark)
    wanted = expected.item if isinstance(expected, Set | Seq) else None
    args = [part.lower(i, wanted) for i in items]
    if wanted is not None:
        args = [narrowed(part, a, i, wanted) for a, i in zip(args, items, strict=True)]
    item: Type = Never()
    for node, at in zip(args, items, strict=True):
        joined = join(item, node.type)
        if joined is None:
            raise part.mistake(f"found {describe(node.type)} beside {describe(item)}", at)
        item = joined
    return Node(str(tree.data), shape(item), tuple(args), mark=mark)


@lowers("tuple")
def pair(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`(a, b)`."""
    wants: Any = expected.items if isinstance(expected, Tuple) and len(expected.items) == len(tree.children) else None
    args = tuple(part.lower(c, wants and wants[i]) for i, c in enumerate(tree.children))
    if wants:
        args = tuple(narrowed(part, a, c, w) for a, c, w in zip(args, tree.children, wants, strict=True))
    return Node("tuple", Tuple(tuple(a.type for a in args)), args, mark=part.mark(tree))


@lowers("record")
def record(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`{ a := 1, b := 2 }`; in the order of the expected fields where they are known."""
    given = {str(n): (n, e) for n, e in zip(tree.children[::2], tree.children[1::2], strict=True)}
    if len(given) * 2 != len(tree.children):
        seen: set[str] = set()
        for word in tree.children[::2]:
            if str(word) in seen:
                raise part.mistake(f"`{word}` is given twice", word)
            seen.add(str(word))
    wanted = dict(expected.fields) if isinstance(expected, Record) else {}
    if wanted:
        for word, (token, _) in given.items():
            if word not in wanted:
                raise part.mistake(f"`{word}` is not a field here", token, did_you_mean(word, wanted) or _fields(wanted))
        missing = [f for f in wanted if f not in given]
        if missing:
            raise part.mistake(f"field `{missing[0]}` is not given", tree, _fields(wanted))
    order = list(wanted) or list(given)
    nodes = []
    for field in order:
        at = given[field][1]
        node = part.lower(at, wanted.get(field))
        nodes.append(narrowed(part, node, at, wanted.get(field)))
    type = Record(tuple((f, n.type) for f, n in zip(order, nodes, strict=True)))
    return Node("record", type, tuple(nodes), mark=part.mark(tree))


def _fields(fields: Any) -> str:
    return "the fields are " + ", ".join(f"`{f}`" for f in fields)


@lowers("map")
def map_literal(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`{ a -> 1, b -> 2 }`."""
    wanted = expected if isinstance(expected, Map) else None
    args: list[Node] = []
    key: Type = Never()
    value: Type = Never()
    for entry in tree.children:
        left, right = entry.children
        k, v = part.lower(left, wanted and wanted.key), part.lower(right, wanted and wanted.value)
        v = narrowed(part, v, right, wanted and wanted.value)
        new_key, new_value = join(key, k.type), join(value, v.type)
        if new_key is None:
            raise part.mistake(f"found {describe(k.type)} beside {describe(key)}", left)
        if new_value is None:
            raise part.mistake(f"found {describe(v.type)} beside {describe(value)}", right)
        key, value = new_key, new_value
        args += [k, v]
    heads = [a.data for a in args[::2] if a.op == "make"]
    distinct = len(args) == 2 or (len(set(heads)) == len(args) // 2)
    need = None if distinct else part.owe("no key has two different values", tree)
    return Node("map", Map(key, value), tuple(args), need=need, mark=part.mark(tree))


@lowers("field")
def field(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`r.name`."""
    head, word = tree.children
    node = part.lower(head)
    if not isinstance(node.type, Record):
        raise part.mistake(f"found {describe(node.type)}, which has no field `{word}`", tree)
    type = node.type.field(str(word))
    if type is None:
        names = [n for n, _ in node.type.fields]
        raise part.mistake(f"there is no field `{word}`", word, did_you_mean(str(word), names) or _fields(names))
    return Node("field", type, (node,), data=str(word), mark=part.mark(tree))


@lowers("index")
def index(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`s[i]`, `m[k]`, and `s[a .. b]`."""
    head, inner = tree.children
    whole = part.lower(head)
    if inner.data == "range" and isinstance(whole.type, Seq):
        return _slice(part, whole, inner.children[0], inner.children[1], tree)
    match whole.type:
        case Seq(item):
            at = integer(part, _number(part, inner), inner, "an index")
            shown = at.op == "var" and any(
                isinstance(b, Local) and b.node == at and b.indexes == whole for b in _bindings(part)
            )
            need = None if shown else part.owe("the index lies in the sequence", tree)
            return Node("at", item, (whole, at), need=need, mark=part.mark(tree))
        case Map(key, value, domain):
            at = part.lower(inner, key)
            _same_kind(part, at.type, key, inner, tree)
            shown = (isinstance(at.type, Label) and at.type.home == domain) or any(
                isinstance(b, Local) and b.node == at and b.keys == whole for b in _bindings(part)
            )
            need = None if shown else part.owe("the key is in the map", tree)
            return Node("lookup", value, (whole, at), need=need, mark=part.mark(tree))
    raise part.mistake(f"found {describe(whole.type)}, expected a sequence or map", head)


def _bindings(part: Part) -> list[Any]:
    found: list[Any] = []
    scope: Any = part.scope
    while scope is not None:
        found += scope.names.values()
        scope = scope.outer
    return found


@lowers("slice_from", "slice_to")
def open_slice(part: Part, tree: Syntax, expected: Type | None) -> Node:
    """`s[a ..]` and `s[.. b]`."""
    head, end = tree.children
    whole = part.lower(head)
    if tree.data == "slice_from":
        return _slice(part, whole, end, None, tree)
    return _slice(part, whole, None, end, tree)


def _slice(part: Part, whole: Node, low: Any, high: Any, tree: Syntax) -> Node:
    if not isinstance(whole.type, Seq):
        raise part.mistake(f"found {describe(whole.type)}, expected a sequence", tree.children[0])
    mark = part.mark(tree)
    a = Node("const", NAT, data=0, mark=mark) if low is None else integer(part, _number(part, low), low, "an index")
    if high is None:
        length = Node("size", NAT, (whole,), mark=mark)
        b = Node("sub", INT, (length, Node("const", NAT, data=1, mark=mark)), mark=mark)
    else:
        b = integer(part, _number(part, high), high, "an index")
    need = part.owe("the slice lies in the sequence", tree)
    return Node("slice", Seq(whole.type.item), (whole, a, b), need=need, mark=mark)

