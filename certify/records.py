"""Dataclasses whose methods are written when they are often called.

`dataclasses.dataclass` writes and compiles five or six methods of each class when its module is imported.  It takes longer
than all else that such an import does, and a command calls few of these methods.  `dataclass` and `field` of this module mean
the same, and take the settings that are used here.  The methods of a class are compiled when they have been called a few times;
before that, they go through the fields one by one.  `__dataclass_fields__` is made when it is first asked for, so
`dataclasses.replace`, `fields` and `asdict` know these classes.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:

    def dataclass(cls: type | None = None, /, **settings: bool) -> Any:
        """Return a class as a dataclass, or the decorator that does so.

        The settings are `frozen`, `slots`, `eq`, `repr`, `order` and `kw_only` of `dataclasses.dataclass`.

        >>> @dataclass(frozen=True, slots=True)
        ... class Point:
        ...     x: int
        ...     y: int = 0
        >>> Point(1), Point(1) == Point(1, 0), {Point(2): "two"}[Point(2)]
        (Point(x=1, y=0), True, 'two')
        """
        return (lambda made: _dataclass(made, settings)) if cls is None else _dataclass(cls, settings)

    def field(**settings: Any) -> Any:
        """Return what is said about a field in place of its default; the settings are those of `dataclasses.field`.

        >>> @dataclass
        ... class Bag:
        ...     items: list = field(default_factory=list)
        >>> Bag().items is Bag().items
        False
        """
        return _Said(settings)

    def replace(of: Any, /, **changes: Any) -> Any:
        """Return what `dataclasses.replace` returns."""
        from dataclasses import replace as replaced

        return replaced(of, **changes)


__all__ = ["dataclass", "field", "parameters", "replace"]

_ABSENT: Any = object()
_ORDER = ("__lt__", "__le__", "__gt__", "__ge__")
_BY_LIBRARY = ("__dataclass_fields__", "__dataclass_params__")
_SELDOM = 16
"""The calls of a method before it is compiled, which takes as long as many calls of the method that it replaces."""


class _Said:
    """What is said about a field."""

    __slots__ = ("settings",)

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings


class _Made:
    """An attribute of a class that is made when it is first asked for."""

    __slots__ = ("name", "owner")

    def __init__(self, owner: type, name: str) -> None:
        self.owner, self.name = owner, name

    def __get__(self, of: object, kind: type | None = None) -> Any:
        if self.name in _BY_LIBRARY:
            _by_library(self.owner)
        else:
            by_place = tuple(name for name, by_name in parameters(self.owner).items() if not by_name)
            type.__setattr__(self.owner, self.name, by_place)
        return self.owner.__dict__[self.name]


class _Plan:
    """How the methods of a class are to be made.

    - `fields`: what is said about its own fields, in their order.
    - `settings`: those of the decorator.
    """

    __slots__ = ("fields", "settings")

    def __init__(self, fields: dict[str, dict[str, Any]], settings: dict[str, bool]) -> None:
        self.fields, self.settings = fields, settings


def _dataclass(cls: type, settings: dict[str, bool]) -> type:
    fields = {
        name: _said(cls, name) for name, type in _own(cls, "__annotations__", {}).items() if not str(type).startswith("ClassVar")
    }
    for name, said in fields.items():
        if "default" not in said and name in cls.__dict__:
            delattr(cls, name)
        elif "default" in said:
            if said["default"].__class__.__hash__ is None:
                raise ValueError(f"the default of {cls.__name__}.{name} can change: use default_factory")
            setattr(cls, name, said["default"])
    frozen = settings.get("frozen", False)
    if settings.get("slots"):
        cls = _with_slots(cls, tuple(fields), frozen)
    own: Any = cls.__dict__
    added: dict[str, Any] = {"__init__": _method(cls, "__init__")}
    if settings.get("repr", True):
        added["__repr__"] = _method(cls, "__repr__")
    if settings.get("eq", True):
        added["__eq__"] = _method(cls, "__eq__")
        if own.get("__hash__", _ABSENT) in (_ABSENT, None) and ("__hash__" not in own or "__eq__" in own):
            type.__setattr__(cls, "__hash__", _method(cls, "__hash__") if frozen else None)
    if settings.get("order"):
        added |= {name: _method(cls, name) for name in _ORDER}
    if frozen:
        added["__setattr__"], added["__delattr__"] = _refusing(cls, "assign to"), _refusing(cls, "delete")
    added |= {name: _Made(cls, name) for name in (*_BY_LIBRARY, "__match_args__")}
    for name, value in added.items():
        if name not in own:
            setattr(cls, name, value)
    cls.__plan__ = _Plan(fields, settings)  # type: ignore[attr-defined]
    return cls


def _own(cls: type, name: str, otherwise: Any) -> Any:
    return cls.__dict__.get(name, otherwise)


def _said(cls: type, name: str) -> dict[str, Any]:
    value = _own(cls, name, _ABSENT)
    return value.settings if isinstance(value, _Said) else {} if value is _ABSENT else {"default": value}


def _with_slots(cls: type, names: tuple[str, ...], frozen: bool) -> type:
    """Return the same class with slots for its fields."""
    inherited = {slot for base in cls.__mro__[1:] for slot in getattr(base, "__slots__", ())}
    parts = {k: v for k, v in cls.__dict__.items() if k not in (*names, "__dict__", "__weakref__")}
    parts["__slots__"] = tuple(name for name in names if name not in inherited)
    parts["__qualname__"] = cls.__qualname__
    if frozen:
        parts.setdefault("__getstate__", _state)
        parts.setdefault("__setstate__", _set_state)
    return type(cls)(cls.__name__, cls.__bases__, parts)


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in _all_fields(type(self))]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(_all_fields(type(self)), state, strict=True):
        object.__setattr__(self, name, value)


def _refusing(cls: type, what: str) -> Callable[..., None]:
    def refuse(self: Any, name: str, *value: Any) -> None:
        if type(self) is cls or name in _all_fields(cls):
            from dataclasses import FrozenInstanceError

            raise FrozenInstanceError(f"cannot {what} field {name!r}")
        getattr(super(cls, self), "__setattr__" if value else "__delattr__")(name, *value)

    return refuse


def _all_fields(cls: type) -> dict[str, tuple[dict[str, Any], bool]]:
    """Return what is said about the fields of a class and of its bases, and whether they are given by name only."""
    found: dict[str, tuple[dict[str, Any], bool]] = {}
    for base in cls.__mro__[::-1]:
        plan = _own(base, "__plan__", None)
        if plan is not None:
            by_name = plan.settings.get("kw_only", False)
            found |= {name: (said, said.get("kw_only", by_name)) for name, said in plan.fields.items()}
    return found


def parameters(cls: type) -> dict[str, bool]:
    """Return the parameters of a dataclass of this module, and whether each is given by name only.

    >>> @dataclass(kw_only=True)
    ... class Point:
    ...     x: int
    ...     length: int = field(init=False)
    >>> parameters(Point)
    {'x': True}
    """
    return {name: by_name for name, (said, by_name) in _all_fields(cls).items() if said.get("init", True)}


# ------------------------------------------------------------------------------------------------ methods


def _method(cls: type, name: str) -> Callable[..., Any]:
    """Return a method that makes the real one, puts it in its place, and calls it: when it is first called, or, if it has to be
    compiled, when it has been called often."""
    left = _SELDOM if name in _UNCOMPILED else 0
    at_first: Any = None

    def call(self: Any, *given: Any, **named: Any) -> Any:
        nonlocal left, at_first
        if left:
            left -= 1
            at_first = at_first or _UNCOMPILED[name](cls)
            result = at_first(self, *given, **named)
            if result is not _ABSENT:
                return result
        make = _WRITTEN.get(name)
        if make is None:
            _by_library(cls)
        elif cls.__dict__[name] is call:
            setattr(cls, name, make(cls))
        return cls.__dict__[name](self, *given, **named)

    call.__name__, call.__qualname__ = name, f"{cls.__qualname__}.{name}"
    call.made_later = True  # type: ignore[attr-defined]
    return call


def _uncompiled_init(cls: type) -> Callable[..., Any]:
    """Return an `__init__` that sets one field after the other.  It returns `_ABSENT` for arguments that do not fit, and for
    classes with fields that are no parameters."""
    fields = _all_fields(cls)
    plain = all(said.get("init", True) and not by_name for said, by_name in fields.values())
    places, names, settings = len(fields), list(fields), [said for said, _ in fields.values()]
    then = hasattr(cls, "__post_init__")
    put: Any = object.__setattr__ if cls.__plan__.settings.get("frozen") else setattr  # type: ignore[attr-defined]

    def init(self: Any, *given: Any, **named: Any) -> Any:
        if not plain or len(given) > places:
            return _ABSENT
        values = list(given)
        for name, said in zip(names[len(given) :], settings[len(given) :], strict=True):
            if name in named:
                values.append(named.pop(name))
            elif "default_factory" in said:
                values.append(said["default_factory"]())
            elif "default" in said:
                values.append(said["default"])
            else:
                return _ABSENT
        if named:
            return _ABSENT
        for name, value in zip(names, values, strict=True):
            put(self, name, value)
        return self.__post_init__() if then else None

    return init


def _uncompiled_eq(cls: type) -> Callable[..., Any]:
    of = _values(cls, hashed=False)
    return lambda self, other: of(self) == of(other) if other.__class__ is self.__class__ else NotImplemented


def _uncompiled_hash(cls: type) -> Callable[..., Any]:
    of = _values(cls, hashed=True)
    return lambda self: hash(of(self))


def _values(cls: type, hashed: bool) -> Callable[[Any], tuple[Any, ...]]:
    """Return the function from an instance to its fields that are compared, or hashed."""
    names = _taken(cls, hashed)
    if len(names) < 2:
        return lambda of: tuple([getattr(of, name) for name in names])
    return attrgetter(*names)


_UNCOMPILED: dict[str, Callable[[type], Callable[..., Any]]] = {
    "__init__": _uncompiled_init, "__eq__": _uncompiled_eq, "__hash__": _uncompiled_hash,
}  # fmt: skip


def _compiled(cls: type, head: str, body: list[str], known: dict[str, Any]) -> Any:
    name = head.partition("(")[0]
    exec(f"def {head}:\n " + "\n ".join(body or ["pass"]), known)
    made = known[name]
    made.__qualname__, made.__module__ = f"{cls.__qualname__}.{name}", cls.__module__
    return made


def _init(cls: type) -> Any:
    known: dict[str, Any] = {"_absent": _ABSENT, "_set": object.__setattr__}
    first, last, body = ["self"], list[str](), list[str]()
    frozen, slots = (cls.__plan__.settings.get(s) for s in ("frozen", "slots"))  # type: ignore[attr-defined]
    for name, (said, by_name) in _all_fields(cls).items():
        value = name
        if not said.get("init", True):
            if "default_factory" in said:
                known[f"_made_{name}"], value = said["default_factory"], f"_made_{name}()"
            elif "default" in said and slots:
                known[f"_is_{name}"], value = said["default"], f"_is_{name}"
            else:
                continue
        elif "default_factory" in said:
            known[f"_made_{name}"], value = said["default_factory"], f"_made_{name}() if {name} is _absent else {name}"
            (last if by_name else first).append(f"{name}=_absent")
        elif "default" in said:
            known[f"_is_{name}"] = said["default"]
            (last if by_name else first).append(f"{name}=_is_{name}")
        else:
            (last if by_name else first).append(name)
        body.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    return _compiled(cls, f"__init__({', '.join([*first, *(['*'] if last else []), *last])})", body, known)


def _taken(cls: type, hashed: bool) -> list[str]:
    """Return the names of the fields that are compared, or hashed."""
    fields = _all_fields(cls).items()
    return [n for n, (s, _) in fields if (s.get("hash") if hashed and s.get("hash") is not None else s.get("compare", True))]


def _tuple_of(cls: type, of: str, hashed: bool) -> str:
    """Return the text of the tuple of the fields of `of` that are compared, or hashed."""
    return f"({''.join(f'{of}.{name}, ' for name in _taken(cls, hashed))})"


def _eq(cls: type) -> Any:
    body = [
        "if other.__class__ is self.__class__:",
        f"  return {_tuple_of(cls, 'self', False)} == {_tuple_of(cls, 'other', False)}", "return NotImplemented",
    ]  # fmt: skip
    return _compiled(cls, "__eq__(self, other)", body, {})


def _hash(cls: type) -> Any:
    return _compiled(cls, "__hash__(self)", [f"return hash({_tuple_of(cls, 'self', True)})"], {})


_WRITTEN: dict[str, Callable[[type], Any]] = {"__init__": _init, "__eq__": _eq, "__hash__": _hash}


def _by_library(cls: Any) -> None:
    """Put what `dataclasses` makes of a class in its place, except for the methods that are made here."""
    import dataclasses

    plan: _Plan = cls.__plan__
    settings = {name: value for name, value in plan.settings.items() if name != "slots"}
    parts: dict[str, Any] = {"__annotations__": _own(cls, "__annotations__", {}), "__module__": cls.__module__}
    for name, said in plan.fields.items():
        if said:
            parts[name] = dataclasses.field(**said)
    bases = tuple(base for base in cls.__bases__ if "__dataclass_fields__" in dir(base))
    made: Any = dataclasses.dataclass(**settings)(type(cls.__name__, bases, parts))
    for name in (*_BY_LIBRARY, "__repr__", *(_ORDER if plan.settings.get("order") else ())):
        there = _own(cls, name, None)
        if isinstance(there, _Made) or getattr(there, "made_later", False):
            setattr(cls, name, made.__dict__[name])
