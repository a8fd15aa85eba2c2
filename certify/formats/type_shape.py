"""Short descriptions of the JSON forms of types."""

from __future__ import annotations

from certify.core import Bool, Edge, Label, Map, Number, Record, Seq, Set, Sum, Tuple, Type

_NUMBERS = {"nat": "natural", "int": "integer", "rat": "rational"}


def shape(type: Type) -> str:
    """Return the JSON form of a type, as shown in messages.

    >>> from certify.core import NAT
    >>> shape(Record((("V", Set(Label("V"), "V")), ("size", Map(Label("V"), NAT)))))
    '{"V": [name, ...], "size": {"V": natural, ...}}'
    """
    match type:
        case Set(_, home) if home:
            return "[name, ...]"
        case Label(home):
            return f'"{home.rpartition(".")[2]}"'
        case Number(sort):
            return _NUMBERS[sort]
        case Bool():
            return "true or false"
        case Set(item) | Seq(item):
            return f"[{shape(item)}, ...]"
        case Edge(item):
            return f"[{shape(item)}, {shape(item)}]"
        case Map(key, value):
            if keyed_by_text(key):
                return f"{{{shape(key)}: {shape(value)}, ...}}"
            return f"[[{shape(key)}, {shape(value)}], ...]"
        case Tuple(items):
            return f"[{', '.join(map(shape, items))}]"
        case Record(fields):
            return "{" + ", ".join(f'"{name}": {shape(t)}' for name, t in fields) + "}"
        case Sum(_, cases):
            return " or ".join(_case(name, types) for name, types in cases)
    return "nothing"


def keyed_by_text(key: Type) -> bool:
    """Return whether a map with such keys is a JSON object rather than a list of pairs.

    It is for labels, numbers, truth values, and sum types whose cases have no arguments.
    """
    match key:
        case Label() | Number() | Bool():
            return True
        case Sum(_, cases):
            return not any(types for _, types in cases)
    return False


def _case(name: str, types: tuple[Type, ...]) -> str:
    match types:
        case ():
            return f'"{name}"'
        case (one,):
            return f'{{"{name}": {shape(one)}}}'
    return f'{{"{name}": [{", ".join(map(shape, types))}]}}'
