"""The homes of an instance and the names of their labels."""

from __future__ import annotations

from collections.abc import Mapping

from certify.core import Set
from certify.core.paths import field_values
from certify.semantics.named_instances import Instance


def label_names(instance: Instance) -> dict[str, tuple[str, ...]]:
    """Return the names of the labels of each home of an instance, different and not empty.

    They are the instance's own names if it has them.  A label without a name, or with the name of an earlier label of its home,
    gets a new one, so that a written instance can be read again.
    """
    found = field_values(instance.problem.instance, instance.value)
    sizes = {t.home: len(v) for _, t, v in found if isinstance(t, Set) and t.home}
    return {home: distinct_names(home, count, instance.names) for home, count in sizes.items()}


def distinct_names(home: str, count: int, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return different names for the `count` labels of a home; the first label of a name in `names` keeps it.

    >>> distinct_names("G.vertices", 4, {"G.vertices": ("a", "a", "v3")})
    ('a', 'a~2', 'v3', 'v3~2')
    """
    known = names.get(home, ())[:count]
    if len(known) == count and len(set(known)) == count and all(known):
        return tuple(known)
    taken: set[str] = set(known)
    out: list[str] = []
    used: set[str] = set()
    for rank in range(count):
        own = known[rank] if rank < len(known) and known[rank] else ""
        name = wish = own or f"{home.rpartition('.')[2][:1]}{rank}"
        again = 1
        while name in used or (name in taken and name != own):
            again += 1
            name = f"{wish}~{again}"
        used.add(name)
        out.append(name)
    return tuple(out)
