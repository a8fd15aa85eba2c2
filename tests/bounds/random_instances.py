"""Random instances of a problem: larger than those that enumeration reaches, with repeats, zeros and long numbers."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from certify.core import BOOL, Edge, Label, Map, Number, Record, Seq, Set, Sum, Tuple, Type
from certify.core.paths import factors, homes, keys_of, leaf_values
from certify.core.values import FrozenMap, Value, number


class NoValue(Exception):
    """The type has no value: it needs a label of an empty home, or an edge between fewer than two labels."""


def instance(type: Record, random: Random, scale: int = 4) -> Value:
    """Return a random well-typed instance; collections have at most about `scale` members.

    Raises NoValue if there is none.

    >>> from certify.core import NAT
    >>> instance(Record((("k", NAT),)), Random(3))
    (2,)
    """
    sizes = {home: random.randint(0, scale) for home in homes(type)}
    maker = _Maker(random, scale, sizes)
    value = maker.value(type)
    return _within(type, value, dict(leaf_values(type, value)), maker)


def _within(type: Type, value: Value, found: dict[str, Value], maker: _Maker) -> Value:
    """Return the instance with its subsets restricted to the sets over which they are declared, which were random too, and with
    its maps from sets that are no homes."""
    match type:
        case Set(_, _, within) if within:
            return value & found[within]
        case Map(_, item, domain) if domain and not set(factors(domain)) <= maker.sizes.keys():
            return FrozenMap((k, maker.value(item)) for k in keys_of(domain, found))
        case Record(fields):
            return tuple(_within(t, v, found, maker) for (_, t), v in zip(fields, value, strict=True))
    return value


class _Maker:
    def __init__(self, random: Random, scale: int, sizes: dict[str, int]) -> None:
        self.random, self.scale, self.sizes = random, scale, sizes

    def value(self, type: Type) -> Value:
        random = self.random
        match type:
            case t if t == BOOL:
                return random.random() < 0.5
            case Number(sort):
                return self.number(sort)
            case Label(home):
                if not self.sizes[home]:
                    raise NoValue
                return random.randrange(self.sizes[home])
            case Set(_, home, within) if home or within:
                whole = range(self.sizes[home or within])
                chance = random.choice([0.3, 0.8, 1.0])
                return frozenset(whole) if home else frozenset(v for v in whole if random.random() < chance)
            case Set(item):
                return frozenset(self.several(item))
            case Edge(item):
                ends = {self.value(item) for _ in range(6)}
                if len(ends) < 2:
                    raise NoValue
                return frozenset(random.sample(sorted(ends), 2))
            case Seq(item):
                return tuple(self.several(item))
            case Map(_, value, domain) if domain:
                paths = factors(domain)
                keys = sorted(keys_of(domain, {path: frozenset(range(self.sizes.get(path, 0))) for path in paths}))
                made = FrozenMap((k, self.value(value)) for k in keys)
                if len(paths) != 2 or paths[0] != paths[1] or random.random() < 0.2:
                    return made
                return FrozenMap((k, made[min(k, k[::-1])]) for k in keys)
            case Map(key, value):
                keys = self.several(key)
                return FrozenMap((k, self.value(value)) for k in keys)
            case Tuple(items):
                return tuple(self.value(t) for t in items)
            case Record(fields):
                return tuple(self.value(t) for _, t in fields)
            case Sum(_, cases):
                tag = random.randrange(len(cases))
                return (tag, *(self.value(t) for t in cases[tag][1]))
        raise AssertionError(type)

    def number(self, sort: str) -> int | Fraction:
        length = self.random.choice([0, 1, 2, 2, 3, 3, 4, 8, 20])
        whole = self.random.getrandbits(length) if length else 0
        if sort == "nat":
            return whole
        signed = self.random.choice([whole, -whole])
        return signed if sort == "int" else number(Fraction(signed, self.random.choice([1, 2, 3, 7, 12, 97])))

    def several(self, item: Type) -> list[Value]:
        """Return members of a collection, some of them repeated."""
        count = self.random.randint(0, self.scale + self.random.choice([0, 0, 2]))
        out: list[Value] = []
        try:
            for _ in range(count):
                again = out and self.random.random() < 0.25
                out.append(self.random.choice(out) if again else self.value(item))
        except NoValue:
            pass
        return out
