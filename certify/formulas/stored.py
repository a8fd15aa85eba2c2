"""Values that symbols of the logic stand for: all values of a flat type, the columns of a value, and values stored by name.

A stored value of a type is made of symbols whose names begin with its name.  The same names are filled with concrete values by
`certify.formulas.structures`.

| type     | symbols                                                                                          |
| -------- | ------------------------------------------------------------------------------------------------ |
| number, label | the function NAME                                                                           |
| truth value | the predicate NAME                                                                            |
| sum type | a predicate NAME:CASE for each case but the last, and the arguments NAME:CASE.0, NAME:CASE.1, ... |
| tuple, record | NAME.0, NAME.1, ...; NAME.FIELD                                                             |
| pair     | the ends NAME.a and NAME.b, in some order                                                        |
| set      | a predicate NAME followed by the cases of a member, of its columns; a pair from both ends        |
| sequence | the length NAME#, the items NAME@ of an index                                                    |
| map      | the value NAME followed by the cases of a key, of its columns                                    |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from certify.core import Bool, Edge, Label, Map, Number, Record, Seq, Set, Sum, Tuple, Type
from certify.formulas.logic import (
    FALSE,
    INT,
    TRUE,
    Formula,
    Term,
    Variables,
    amount,
    at_most,
    complement,
    conjunction,
    function,
    less,
    new_variable,
    number,
    renamed,
    variables_of,
)
from certify.formulas.not_translated import NotTranslated
from certify.formulas.values import (
    GuardedGenerator,
    Meant,
    Pair,
    Product,
    Scalar,
    SeqOf,
    SetOf,
    StoredMap,
    StoredSet,
    amount_of,
    case_of,
    label_of,
    substituted,
)

COLLECTION_INSIDE = "a collection as a member, a key or a label's argument"
"""What is said of a set, sequence or map inside another value."""

Column = tuple[Formula, str, tuple[Term, ...]]
"""A way to write a flat value as a row: its guard, the cases that it is made of, and the terms."""


def any_values(type: Type) -> list[tuple[Variables, Meant]]:
    """Return all values of a flat type: for each combination of cases, variables and the value.

    Raises NotTranslated for collections and for rational numbers.
    """
    match type:
        case Number("rat"):
            raise NotTranslated("an unknown rational number")
        case Number():
            v = new_variable(INT)
            return [((v,), amount_of(amount(v)))]
        case Bool():
            return [((), TRUE), ((), FALSE)]
        case Label(home):
            v = new_variable(home)
            return [((v,), label_of(v))]
        case Sum(_, cases):
            return [(vs, case_of(name, args)) for name, types in cases for vs, args in _any_tuples(types)]
        case Tuple(items):
            return [(vs, Product(args)) for vs, args in _any_tuples(items)]
        case Record(fields):
            return [(vs, Product(args, tuple(n for n, _ in fields))) for vs, args in _any_tuples([t for _, t in fields])]
        case Edge(item):
            return [(vs, Pair(((TRUE, args[0], args[1]),), both_ways=True)) for vs, args in _any_tuples((item, item))]
    raise NotTranslated(COLLECTION_INSIDE)


def _any_tuples(types: Sequence[Type]) -> Iterator[tuple[Variables, tuple[Meant, ...]]]:
    for combination in product(*map(any_values, types)):
        variables: Variables = ()
        args = list[Meant]()
        for found, value in combination:
            if set(found) & set(variables):  # the same case twice
                fresh = renamed(found)
                found, value = variables_of(fresh.values()), substituted(value, fresh)
            variables += found
            args.append(value)
        yield variables, tuple(args)


def columns(value: Meant) -> list[Column]:
    """Return the ways to write a flat value as a row of terms, under exclusive guards.  Raises NotTranslated for collections."""
    match value:
        case tuple():
            return [(g, s, ()) for g, s in ((value, "+"), (complement(value), "-")) if g != FALSE]
        case Scalar("case", alternatives):
            return [(conjunction(g, h), f".{name}{s}", terms) for g, (name, args) in alternatives for h, s, terms in rows(args)]
        case Scalar(_, alternatives):
            return [(g, "", (base,)) for g, base in alternatives]
        case Product(items):
            return rows(items)
        case Pair(alternatives):
            return [(conjunction(g, h), s, terms) for g, a, b in alternatives for h, s, terms in rows((a, b))]
    raise NotTranslated(COLLECTION_INSIDE)


def rows(values: Sequence[Meant]) -> list[Column]:
    """Return the ways to write several flat values as one row.  Raises NotTranslated for collections."""
    found = []
    for combination in product(*map(columns, values)):
        guard = conjunction(*(c[0] for c in combination))
        if guard != FALSE:
            found.append((guard, "".join(c[1] for c in combination), tuple(t for c in combination for t in c[2])))
    return found


def stored(name: str, given: tuple[Term, ...], type: Type) -> Meant:
    """Return the value of a type that the symbols of this name give for some terms.

    Raises NotTranslated for rational numbers.
    """
    match type:
        case Number("rat"):
            raise NotTranslated("an unknown rational number")
        case Number():
            return amount_of(amount(function(name, INT, *given)))
        case Bool():
            return ("p", name, given)
        case Label(home):
            return label_of(function(name, home, *given))
        case Sum(_, cases):
            return _stored_case(name, given, cases)
        case Tuple(items):
            return Product(tuple(stored(f"{name}.{i}", given, t) for i, t in enumerate(items)))
        case Record(fields):
            return Product(tuple(stored(f"{name}.{n}", given, t) for n, t in fields), tuple(n for n, _ in fields))
        case Edge(item):
            return Pair(((TRUE, stored(f"{name}.a", given, item), stored(f"{name}.b", given, item)),))
        case Set(item):
            return SetOf((StoredSet(name, given, item),), item)
        case Seq(item):
            return stored_sequence(name, given, item)
        case Map(key, value):
            return StoredMap(name, given, key, value, None)
    raise NotTranslated("a value of a type without values")


def _stored_case(name: str, given: tuple[Term, ...], cases: Sequence[tuple[str, tuple[Type, ...]]]) -> Scalar:
    found, rest = [], TRUE
    for i, (case, types) in enumerate(cases):
        chosen = ("p", f"{name}:{case}", given) if i < len(cases) - 1 else TRUE
        args = tuple(stored(f"{name}:{case}.{j}", given, t) for j, t in enumerate(types))
        found.append((conjunction(rest, chosen), (case, args)))
        rest = conjunction(rest, complement(chosen))
    return Scalar("case", tuple(found))


def stored_sequence(name: str, given: tuple[Term, ...], item: Type, length: Term | None = None) -> SeqOf:
    """Return the sequence whose items are NAME@ of the index.  `length`: its length, if it is not NAME#."""
    size = amount(function(f"{name}#", INT, *given)) if length is None else length
    i = amount(new_variable(INT))
    value = stored(f"{name}@", (*given, i), item)
    generator = GuardedGenerator(variables_of([i]), index_below(i, size), (amount_of(i), value))
    return SeqOf((generator,), amount_of(size), item)


def index_below(i: Term, length: Term) -> Formula:
    """Return that i is an index of a sequence of this length."""
    return conjunction(at_most(number(0), i), less(i, length))
