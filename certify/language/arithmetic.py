"""Lowering of arithmetic of numbers, and of the operations of sets and sequences that share its signs.

Each function with `lowers` takes the scope of the document part, the syntax of the expression, and the type expected at its place
(None if unknown).  It returns the typed core node, and raises `Mistake` if the expression is wrong.
"""

from __future__ import annotations

from fractions import Fraction

from certify.core import (
    INT,
    NAT,
    Edge,
    Map,
    Never,
    Node,
    Number,
    Seq,
    Set,
    Type,
)
from certify.core.ops import Op
from certify.language.agreement import agreeing, attempt
from certify.language.coercion import integer
from certify.language.scope import PartScope, Syntax, lowers
from certify.language.typing import as_hint, describe, join


@lowers("number")
def literal_number(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower a literal natural number."""
    digits = str(tree.children[0])
    if len(digits) > 1000:
        raise part.mistake("a number of more than 1000 digits", tree)
    return Node(Op.CONST, NAT, data=int(digits), mark=part.mark(tree))


def _magnitude(*nodes: Node) -> str:
    return next((n.type.magnitude for n in nodes if isinstance(n.type, Number) and n.type.magnitude), "")


@lowers("negative")
def negative(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `-a`."""
    node = number(part, tree.children[-1])
    mark = part.mark(tree)
    assert isinstance(node.type, Number)
    sort = "int" if node.type.sort == "nat" else node.type.sort
    if node.op == "const":
        return Node(Op.CONST, Number(sort), data=-node.data, mark=mark)
    zero = Node(Op.CONST, NAT, data=0, mark=mark)
    return Node(Op.SUB, Number(sort, node.type.magnitude), (zero, node), mark=mark)


def number(part: PartScope, tree: Syntax) -> Node:
    """Lower an expression that must be a number.  Raises `Mistake` if it is not."""
    node = known_number(part, part.lower(tree))
    if not isinstance(node.type, Number):
        raise part.mistake(f"found {describe(node.type)}, expected a number", tree)
    return node


def known_number(part: PartScope, node: Node) -> Node:
    """Return the node, or 0 in its place if it has no value, so that nothing is known of its type.

    This is so for a variable that ranges over `{}` or `[]`, and in a trial for the items of what a fold starts with.
    """
    if isinstance(node.type, Never) and (node.op == "var" or part.document.trying):
        return Node(Op.CONST, NAT, data=0, mark=node.mark)
    return node


_SET_OPERATIONS = {"+": Op.UNION, "∪": Op.UNION, "-": Op.DIFFERENCE, "∖": Op.DIFFERENCE, "\\": Op.DIFFERENCE,
                   "&": Op.INTERSECTION, "∩": Op.INTERSECTION}  # fmt: skip


@lowers("arithmetic")
def arithmetic(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `+`, `-`, `*`, `/`, `div`, `mod` of numbers, the operations `+`, `-`, `&` of sets, and `++` of sequences."""
    left, sign_tree, right = tree.children
    sign = str(sign_tree.children[0])
    a = attempt(part, left, expected if isinstance(expected, Set | Seq) else None)
    if not isinstance(a, Node):
        a = part.lower(left, as_hint(part.lower(right).type))
    b = part.lower(right, as_hint(a.type) if isinstance(a.type, Set | Seq | Edge) else None)
    mark = part.mark(tree)
    a, b = agreeing([(part, left), (part, right)], [a, b])
    if part.document.trying and Never() in (a.type, b.type):
        return a if isinstance(b.type, Never) else b
    if sign == "++":
        for node, at in ((a, left), (b, right)):
            if not isinstance(node.type, Seq):
                raise part.mistake(f"`++` joins sequences, found {describe(node.type)}", at, "unions of sets are written `+`")
        return Node(Op.CONCAT, joined(part, a, b, tree), (a, b), mark=mark)
    if isinstance(a.type, Number | Never) and isinstance(b.type, Number | Never):
        a, b = known_number(part, a), known_number(part, b)
    if isinstance(a.type, Number) and isinstance(b.type, Number):
        return _numeric(part, sign, a, b, tree)
    if isinstance(a.type, Set | Edge) and isinstance(b.type, Set | Edge) and sign in _SET_OPERATIONS:
        if isinstance(a.type, Set) and isinstance(b.type, Set) and join(a.type, b.type) != a.type:
            a = part.lower(left, as_hint(b.type))  # `{{u, v}} + edges`: the right side may say what the literal means
        op, whole = _SET_OPERATIONS[sign], joined(part, a, b, tree)
        if op is Op.DIFFERENCE and isinstance(a.type, Set | Edge):
            whole = Set(a.type.item)
        return Node(op, whole, (a, b), mark=mark)
    fix = ""
    if isinstance(a.type, Seq) and isinstance(b.type, Seq):
        fix = "sequences are joined with `++`"
    elif isinstance(a.type, Map) and isinstance(b.type, Map):
        fix = "maps are combined with `with`"
    raise part.mistake(f"`{sign}` does not combine {describe(a.type)} with {describe(b.type)}", tree, fix)


def joined(part: PartScope, a: Node, b: Node, tree: Syntax) -> Type:
    """Return the type of the combination of two collections; `tree` is its syntax.  Raises `Mistake` if they do not combine."""
    type = join(a.type, b.type)
    if type is None:
        raise part.mistake(f"{describe(a.type)} and {describe(b.type)} do not combine", tree)
    match type:
        case Set(item):
            return Set(item)
        case Edge(item):
            return Set(item)
    return type


def _numeric(part: PartScope, sign: str, a: Node, b: Node, tree: Syntax) -> Node:
    mark = part.mark(tree)
    assert isinstance(a.type, Number)
    assert isinstance(b.type, Number)
    sort = max(a.type.sort, b.type.sort, key=("nat", "int", "rat").index)
    magnitude = _magnitude(a, b)
    if sign in ("+", "*", "·", "×"):
        return Node(Op.ADD if sign == "+" else Op.MUL, Number(sort, magnitude), (a, b), mark=mark)
    if sign == "-":
        return Node(Op.SUB, Number("int" if sort == "nat" else sort, magnitude), (a, b), mark=mark)
    known = b.op == "const" and b.data != 0
    if sign == "/":
        if known and a.op == "const":
            value = Fraction(a.data) / Fraction(b.data)
            whole = value.denominator == 1
            return Node(Op.CONST, Number("rat"), data=value.numerator if whole else value, mark=mark)
        need = None if known else part.owe_definedness(Op.DIV, tree)
        return Node(Op.DIV, Number("rat", magnitude), (a, b), need=need, mark=mark)
    if sign in ("div", "mod"):
        a = integer(part, a, tree.children[0], f"the dividend of `{sign}`")
        b = integer(part, b, tree.children[2], f"the divisor of `{sign}`")
        assert isinstance(b.type, Number)
        op = Op.QUOTIENT if sign == "div" else Op.MOD
        need = None if known else part.owe_definedness(op, tree)
        magnitude = _magnitude(a) if sign == "div" else (b.type.magnitude and magnitude)
        return Node(op, Number(sort, magnitude), (a, b), need=need, mark=mark)
    raise part.mistake(f"`{sign}` does not combine two numbers", tree)


@lowers("power")
def power(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `a ^ n`.

    The exponent's value must be polynomial in sizes: otherwise the power has exponentially many digits.  The power's own value is
    polynomial if the exponent is constant, or if the exponent is logarithmic and the base constant.
    """
    base, exponent = number(part, tree.children[0]), number(part, tree.children[1])
    assert isinstance(base.type, Number)
    assert isinstance(exponent.type, Number)
    if exponent.type.magnitude:
        raise part.mistake(
            f"the exponent follows the value of `{exponent.type.magnitude}`: the power would have exponentially many digits",
            tree.children[1], "clamp it by a size: `min(..., |...|)`",
        )  # fmt: skip
    need = None
    if exponent.type.sort != "nat":
        need = part.owe_definedness(Op.POW, tree.children[1])
    short = exponent.op == "const" or (base.op == "const" and _logarithmic(part, exponent))
    magnitude = base.type.magnitude if short else part.mark(tree).text
    return Node(Op.POW, Number(base.type.sort, magnitude), (base, exponent), need=need, mark=part.mark(tree))


def _logarithmic(part: PartScope, node: Node) -> bool:
    """Return whether a whole number is written as at most c * bits(n) + d, for a number n with a value that is polynomial in
    sizes.

    Then a constant to this power is polynomial: 2^bits(n) is at most 2n + 1, and c^bits(n) is at most a power of 2n + 1.
    """
    known = [_logarithmic(part, a) for a in node.args if isinstance(a.type, Number)]
    match node.op:
        case "const":
            return True
        case "bits":
            of = node.args[0].type
            return isinstance(of, Number) and of.sort != "rat" and not of.magnitude
        case "add" | "max" | "if" | "nat" | "int":
            return all(known)
        case "mul":
            return all(known) and Op.CONST in (a.op for a in node.args)
        case "sub":
            return known[0] and (known[1] or node.args[1].type == NAT)
        case "min":
            return any(known)
        case "quotient":
            return known[0]
        case "mod":
            return known[1]
        case "global":
            return _logarithmic(part, part.document.body(node.data))
    return False


@lowers("size")
def size(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `|S|`."""
    node = part.lower(tree.children[0])
    if not isinstance(node.type, Set | Seq | Map | Edge):
        fix = "the absolute value of a number is `abs(...)`" if isinstance(node.type, Number) else ""
        raise part.mistake(f"found {describe(node.type)}, expected a collection", tree.children[0], fix)
    return Node(Op.SIZE, NAT, (node,), mark=part.mark(tree))


def ends(part: PartScope, tree: Syntax) -> tuple[Node, Node]:
    """Return the two ends of `a .. b`, which are integers."""
    low, high = (integer(part, number(part, t), t, "an end of a range") for t in tree.children)
    return low, high


def long_range(low: Node, high: Node) -> tuple[int, str]:
    """Return the binary number that makes the range from one integer to another long, and which end follows its value; no name
    if the range is polynomial in sizes."""
    if culprit := _magnitude(high):
        return 1, culprit
    if isinstance(low.type, Number) and low.type.sort == "nat":
        return 0, ""
    return 0, next((m for n in (low, *low.walk()) if (m := _magnitude(n))), "")


@lowers("range")
def interval(part: PartScope, tree: Syntax, expected: Type | None) -> Node:
    """Lower `a .. b`, with both ends included.  Its length must be polynomial in sizes."""
    low, high = ends(part, tree)
    end, culprit = long_range(low, high)
    if culprit:
        at, shown = tree.children[end], culprit.removeprefix("source.")
        raise part.mistake(
            f"this range is as long as the value of `{shown}`, a binary number: that is not polynomial", at,
            f"clamp it by a size, as in `min({part.mark(at).text}, |...|)`",
        )  # fmt: skip
    natural_from = isinstance(low.type, Number) and low.type.sort == "nat"
    return Node(Op.RANGE, Seq(NAT if natural_from else INT), (low, high), mark=part.mark(tree))
