"""Abstract values: bounds that hold for all values of an expression, over all bindings of its variables.

Each type has its own form of abstract value.  Every size is a tuple of upper bounds (`polynomials.Some`).

A number v has `up` (v <= up), `down` (-v <= down), `bits` (|v| < 2^bits) and `den`, a common denominator of all the values that
the abstract value stands for.  It is a product of primes and of the common denominators of whole fields, written as a polynomial
that is linear in `denominator` atoms and whose coefficients are exponents.  With one denominator for each value instead, exact
networks of rationals would get exponential bounds.

A collection has bounds of its `size`; `item` and `key` hold for all its members.  Its `totals` bound sums over all members: for
the path of a size inside a member, the sum of that size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from sympy import factorint

from certify.bounds.polynomials import ZERO, Atom, Poly, Some, best, bits_of, each, either, joined, plus, sharp, some, times
from certify.core import Constructor, Edge, Label, Map, Number, Record, Seq, Set, Sum, Term, Tuple, Type
from certify.core.paths import components
from certify.records import dataclass, replace

SlotPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plain:
    """A truth value."""


@dataclass(frozen=True, slots=True)
class Name:
    """A label, and bounds on the number of labels that it is one of."""

    universe: Some


@dataclass(frozen=True, slots=True)
class Num:
    """A number.  `digits` bounds its written length as a rational, where a better bound is known than by `bits` and `den`.
    `exact` is its value and `length` its number of bits, where the text determines them."""

    up: Some
    down: Some
    bits: Some
    den: Poly = ZERO
    digits: Some | None = None
    exact: Poly | None = None
    length: Poly | None = None


@dataclass(frozen=True, slots=True)
class Coll:
    """A set, edge, sequence or map.  `exact` is its size, where the text determines it.  `edge` states that it has two different
    members."""

    size: Some
    item: Abs
    key: Abs | None = None
    totals: tuple[tuple[SlotPath, Some], ...] = ()
    exact: Poly | None = None
    edge: bool = False


@dataclass(frozen=True, slots=True)
class Prod:
    """A tuple or record."""

    parts: tuple[Abs, ...]


@dataclass(frozen=True, slots=True)
class PossibleCases:
    """A value of a sum type, or a built label: the possible cases, with their arguments."""

    cases: tuple[tuple[str, tuple[Abs, ...]], ...]

    def arguments(self, case: str) -> tuple[Abs, ...] | None:
        """Return the arguments of a case; None if the case is impossible."""
        return dict(self.cases).get(case)


Abs = Plain | Name | Num | Coll | Prod | PossibleCases

TRUTH = Plain()


# ------------------------------------------------------------------------------------------------ making

_NO_BITS = Poly.of(Atom("unbounded", "unknown", "the bits of a number", None, None))

Denominators = Callable[[Poly], Some]
"""A function that bounds the bits of a common denominator."""


def constant(value: object) -> Abs:
    """Return the abstract value of a literal number or truth value."""
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return TRUTH
    size = abs(value.numerator) // value.denominator
    den = ZERO
    for prime, exponent in factorint(value.denominator).items():
        den = den + Poly.of(Atom("denominator", int(prime))) * int(exponent)
    return Num(some(value), some(-value), some(size.bit_length()), den, None, Poly.constant(value))


def natural(up: Some, exact: Poly | None = None) -> Num:
    """Return a natural number with an upper bound, and with its exact value if that is known."""
    return Num(up, some(0), each(bits_of, up), exact=exact, length=_length(exact))


def _length(exact: Poly | None) -> Poly | None:
    """Return the number of bits of a natural number with a known value: a constant, or a measure."""
    if exact is None or exact.value is not None:
        return None if exact is None else Poly.constant(int(exact.value or 0).bit_length())
    if sharp():
        return bits_of(exact)
    (atom, *more) = exact.atoms()
    return Poly.of(Atom("bits", atom)) if not more and exact == Poly.of(atom) else None


def integer(up: Some, down: Some, bits: Some | None = None, den: Poly = ZERO, exact: Poly | None = None) -> Num:
    """Return a number between -`down` and `up`; it is rational if `den` is larger than 1.  `bits` bounds its bits, in addition to
    the bound by its value, and `exact` is its value if that is known."""
    by_value = each(lambda p: bits_of(p) if not p.has("unbounded", "value") else _NO_BITS, magnitude_of(up, down))
    return Num(up, down, by_value if bits is None else either(bits, by_value), den, exact=exact)


def is_natural(number: Num) -> bool:
    """Return whether a number is known to be at least 0."""
    return any(p.value is not None and p.value <= 0 for p in number.down)


def magnitude_of(up: Some, down: Some) -> Some:
    """Return bounds of the absolute value of a number between -`down` and `up`."""
    return joined(each(Poly.clear, up), each(Poly.clear, down))


def magnitude(number: Num) -> Some:
    """Return bounds of the absolute value of a number."""
    return magnitude_of(number.up, number.down)


def least(type: Type) -> Abs:
    """Return the abstract value of a place that no value reaches: empty, zero, without cases."""
    match type:
        case Number():
            return Num(some(0), some(0), some(0), exact=None)
        case Label():
            return Name(some(0))
        case Edge(item):
            return Coll(some(2), least(item), edge=True)
        case Set(item) | Seq(item):
            return Coll(some(0), least(item))
        case Map(key, value):
            return Coll(some(0), least(value), least(key))
        case Tuple() | Record():
            return Prod(tuple(least(t) for _, t in components(type)))
        case Sum() | Term():
            return PossibleCases(())
    return TRUTH


# ------------------------------------------------------------------------------------------------ join


def join(a: Abs, b: Abs) -> Abs:
    """Return an abstract value that covers both.  A part without a form yet, such as the item of an empty literal, takes the form
    of the other's.  Raises TypeError if the values are of different types."""
    match a, b:
        case Plain(), _:
            return b
        case _, Plain():
            return a
        case Name(p), Name(q):
            return Name(joined(p, q))
        case Num(), Num():
            return _join_numbers(a, b)
        case Coll(), Coll():
            key = a.key if b.key is None else b.key if a.key is None else join(a.key, b.key)
            item = join(a.item, b.item)
            paths = dict.fromkeys([*dict(a.totals), *dict(b.totals)])
            totals = tuple((p, joined(total(a, p), total(b, p))) for p in paths)
            exact = a.exact if a.exact == b.exact else None
            return Coll(joined(a.size, b.size), item, key, totals, exact, a.edge and b.edge)
        case Prod(parts), Prod(others):
            return Prod(tuple(join(x, y) for x, y in zip(parts, others, strict=True)))
        case PossibleCases(), PossibleCases():
            cases = dict(a.cases)
            for name, arguments in b.cases:
                known = cases.get(name)
                cases[name] = arguments if known is None else tuple(map(join, known, arguments))
            return PossibleCases(tuple(sorted(cases.items(), key=lambda c: c[0])))
    raise TypeError(f"{a} and {b} are of different types")


def _join_numbers(a: Num, b: Num) -> Num:
    digits = None if a.digits is None or b.digits is None else joined(a.digits, b.digits)
    exact = a.exact if a.exact == b.exact else None
    length = a.length if a.length == b.length else None
    return Num(joined(a.up, b.up), joined(a.down, b.down), joined(a.bits, b.bits), lcm(a.den, b.den), digits, exact, length)


def lcm(a: Poly, b: Poly) -> Poly:
    """Return the least common multiple of two products of denominators: the larger exponent of each."""
    return a.larger_terms(b)


# ------------------------------------------------------------------------------------------------ walking


def scalars(value: Abs, path: SlotPath = ()) -> Iterator[tuple[SlotPath, Some]]:
    """Yield the sizes inside a value, with their paths: `size`, `up`, `down`, `bits`, `digits` or `universe`, preceded by `item`,
    `key`, positions and names of cases."""
    match value:
        case Name(universe):
            yield (*path, "universe"), universe
        case Num(up, down, bits, _, digits):
            yield (*path, "up"), up
            yield (*path, "down"), down
            yield (*path, "bits"), bits
            if digits is not None:
                yield (*path, "digits"), digits
        case Coll(size, item, key):
            yield (*path, "size"), size
            yield from scalars(item, (*path, "item"))
            if key is not None:
                yield from scalars(key, (*path, "key"))
        case Prod(parts):
            for i, part in enumerate(parts):
                yield from scalars(part, (*path, str(i)))
        case PossibleCases(cases):
            for name, arguments in cases:
                for i, part in enumerate(arguments):
                    yield from scalars(part, (*path, name, str(i)))


def rebuilt(
    value: Abs, change: Callable[[SlotPath, Some], Some], of_den: Callable[[SlotPath, Poly], Poly], path: SlotPath = ()
) -> Abs:
    """Return a value with sizes and totals replaced by `change` and denominators by `of_den`; exact sizes are dropped.  Both
    functions get the path, which starts with `path`, and what it is replaced."""
    match value:
        case Name(universe):
            return Name(change((*path, "universe"), universe))
        case Num(up, down, bits, den, digits):
            return Num(
                change((*path, "up"), up),
                change((*path, "down"), down),
                change((*path, "bits"), bits),
                of_den((*path, "den"), den),
                None if digits is None else change((*path, "digits"), digits),
            )
        case Coll(size, item, key, totals, _, edge):
            return Coll(
                change((*path, "size"), size),
                rebuilt(item, change, of_den, (*path, "item")),
                None if key is None else rebuilt(key, change, of_den, (*path, "key")),
                tuple((p, change((*path, "total", *p), t)) for p, t in totals),
                edge=edge,
            )
        case Prod(parts):
            return Prod(tuple(rebuilt(p, change, of_den, (*path, str(i))) for i, p in enumerate(parts)))
        case PossibleCases(cases):
            return PossibleCases(
                tuple(
                    (name, tuple(rebuilt(p, change, of_den, (*path, name, str(i))) for i, p in enumerate(arguments)))
                    for name, arguments in cases
                )
            )
    return value


def mapped(value: Abs, change: Callable[[Poly], Poly]) -> Abs:
    """Return a value with every polynomial in it changed.  An exact polynomial that changes is dropped."""

    def exact(poly: Poly | None) -> Poly | None:
        return poly if poly is not None and change(poly) == poly else None

    def all_of(sizes: Some) -> Some:
        return best(map(change, sizes))

    match value:
        case Name(universe):
            return Name(all_of(universe))
        case Num(up, down, bits, den, digits, known, length):
            written = None if digits is None else all_of(digits)
            return Num(all_of(up), all_of(down), all_of(bits), change(den), written, exact(known), exact(length))
        case Coll(size, item, key, totals, known, edge):
            return Coll(
                all_of(size),
                mapped(item, change),
                None if key is None else mapped(key, change),
                tuple((p, all_of(t)) for p, t in totals),
                exact(known),
                edge,
            )
        case Prod(parts):
            return Prod(tuple(mapped(p, change) for p in parts))
        case PossibleCases(cases):
            return PossibleCases(tuple((name, tuple(mapped(p, change) for p in arguments)) for name, arguments in cases))
    return value


def scalar_at(value: Abs, path: SlotPath) -> Some:
    """Return the size at a path.  Raises KeyError if the value has no size there."""
    for p, size in scalars(value):
        if p == path:
            return size
    raise KeyError(path)


def total(coll: Coll, path: SlotPath) -> Some:
    """Return bounds on the sum over all members of the size at a path inside each.  Below `item`, members of members count with
    multiplicity."""
    known = dict(coll.totals).get(path)
    try:
        if path[0] == "item" and isinstance(coll.item, Coll):
            product = times(coll.size, total(coll.item, path[1:]))
        else:
            product = times(coll.size, each(Poly.clear, scalar_at(coll.item, path)))
    except KeyError:
        product = some(0)  # no member has this size: the literal is empty, or the case impossible
    return product if known is None else either(known, product)


def with_scalar(value: Abs, path: SlotPath, size: Some) -> Abs:
    """Return a value with the additional bounds `size` of the size at a path."""

    def change(at: SlotPath, known: Some) -> Some:
        return either(size, known) if at == path else known

    changed = rebuilt(value, change, lambda _, den: den)
    if isinstance(changed, Coll) and isinstance(value, Coll):
        return replace(changed, exact=value.exact)
    return changed


# ------------------------------------------------------------------------------------------------ counting


def unbounded(why: str, kind: str = "unknown", mark: object = None, fold: object = None) -> Poly:
    """Return the bound of a quantity for which no bound was found.  `why` and the verdict `kind` are those of an `Obstacle`, as
    are its place `mark` and its `fold`."""
    return Poly.of(Atom("unbounded", kind, why, mark, fold))


def universe(value: Abs) -> Some:
    """Return bounds on the number of different values, as far as labels and numbers determine it."""
    match value:
        case Plain():
            return some(2)
        case Name(known):
            return known
        case Num(up, down, _, den) if den == ZERO:
            return each(lambda p: (p + 1).clear(), plus(up, down))
        case Prod(parts):
            return _product(parts)
        case PossibleCases(cases):
            count = some(0)
            for _, arguments in cases:
                count = plus(count, _product(arguments))
            return count
        case Coll(_, item, edge=True):
            return each(Poly.choose_two, universe(item))
    return some(unbounded("collections of collections are not counted"))


def _product(parts: tuple[Abs, ...]) -> Some:
    count = some(1)
    for part in parts:
        count = times(count, universe(part))
    return count


def structural(value: Abs, type: Type, bits: Denominators, constructors: Mapping[str, Constructor] = {}) -> Some:
    """Return bounds of the structural size (`certify.semantics.costs.sizer`) of the values of a type.  `bits` bounds the bits of
    a common denominator, and `constructors` are those of built labels, by name."""
    match type, value:
        case Number("rat"), Num():
            return written(value, bits)
        case Number(), Num(_, _, digits):
            return plus(digits, some(1))
        case ((Set(item) | Edge(item) | Seq(item)), Coll()):
            return plus(some(1), _members(value, item, bits, constructors))
        case Map(key, item), Coll():
            keys = some(0)
            if value.key is not None:
                keys = times(value.size, structural(value.key, key, bits, constructors))
            return plus(some(1), plus(keys, _members(value, item, bits, constructors)))
        case Tuple(items), Prod(parts):
            return _all(parts, items, bits, constructors)
        case Record(fields), Prod(parts):
            return _all(parts, tuple(t for _, t in fields), bits, constructors)
        case Sum(_, cases), PossibleCases():
            return _largest([(value.arguments(name), types) for name, types in cases], bits, constructors)
        case Term(names), PossibleCases():
            known = [(value.arguments(n), tuple(t for _, t in constructors[n].parameters)) for n in names if n in constructors]
            return _largest(known, bits, constructors)
    return some(1)


def written(number: Num, bits: Denominators) -> Some:
    """Return bounds of the structural size of a number as a rational: one plus the bits of its numerator and of its
    denominator."""
    den = bits(number.den)
    computed = plus(plus(number.bits, times(den, some(2))), some(2))
    return computed if number.digits is None else either(plus(number.digits, some(1)), computed)


def _members(coll: Coll, type: Type, bits: Denominators, constructors: Mapping[str, Constructor]) -> Some:
    """Return bounds of the sum of the sizes of a collection's members.  `type` is the type of a member."""
    item = coll.item
    simple = times(coll.size, structural(item, type, bits, constructors))
    if not coll.totals or not isinstance(item, Coll) or not isinstance(type, Set | Seq | Edge):
        return simple
    own = total(coll, ("size",))
    inner = total(coll, ("item", "size")) if isinstance(item.item, Coll) else None
    if inner is not None and isinstance(type.item, Set | Seq | Edge) and isinstance(item.item, Coll):
        leaf = structural(item.item.item, type.item.item, bits, constructors)
        return either(simple, plus(plus(coll.size, own), times(inner, leaf)))
    return either(simple, plus(coll.size, times(own, structural(item.item, type.item, bits, constructors))))


def _all(parts: tuple[Abs, ...], types: tuple[Type, ...], bits: Denominators, constructors: Mapping[str, Constructor]) -> Some:
    size = some(1)
    for part, type in zip(parts, types, strict=True):
        size = plus(size, structural(part, type, bits, constructors))
    return size


def _largest(
    cases: list[tuple[tuple[Abs, ...] | None, tuple[Type, ...]]], bits: Denominators, constructors: Mapping[str, Constructor]
) -> Some:
    size = some(1)
    for arguments, types in cases:
        if arguments is not None:
            size = joined(size, _all(arguments, types, bits, constructors))
    return size
