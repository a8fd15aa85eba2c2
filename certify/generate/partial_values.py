"""Values of which some parts are not chosen yet: an item of a sequence or an entry of a map may be a placeholder.

Conditions are evaluated on such values by the reference interpreter.  A placeholder may be passed on, but every use of its value
raises NotChosen.  So an evaluation that ends has read only what is chosen.  It is deterministic, hence it takes the same steps
and has the same result whatever is chosen for the placeholders.

NotChosen is an Unmet: where the interpreter ignores an unmet obligation, because another binding of an unordered collection
decides a quantifier, a value that is not chosen does not matter either.
"""

from __future__ import annotations

from typing import Any, NoReturn

from certify.semantics.unmet_obligations import Unmet


class NotChosen(Unmet):
    """Raised if the value of a placeholder is used."""

    def __init__(self) -> None:
        Exception.__init__(self, "a value that is not chosen yet is used")

    def __str__(self) -> str:
        return "a value that is not chosen yet is used"


def _refuse(self: Placeholder, *operands: object) -> NoReturn:
    raise NotChosen


class Placeholder:
    """Stands for a value that is not chosen yet.  Two placeholders may stand for different values.

    >>> hole = Placeholder()
    >>> hole in [hole], len((hole, 2))
    (True, 2)
    >>> hole == 2
    Traceback (most recent call last):
    certify.generate.partial_values.NotChosen: a value that is not chosen yet is used
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        raise NotChosen


_USES = """
    eq ne lt le gt ge hash bool int index float complex trunc floor ceil round neg pos abs invert
    add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod divmod rdivmod pow rpow
    lshift rlshift rshift rrshift and rand or ror xor rxor len iter reversed contains getitem call
"""
for _use in _USES.split():
    setattr(Placeholder, f"__{_use}__", _refuse)
