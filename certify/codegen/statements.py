"""The statements of one function that is being written, and the names of what is computed already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from certify.codegen.expressions import Expr, Expressions
from certify.codegen.python_text import PythonText, identifier

_SHARED = 5


class Nested(Exception):
    """An expression needs statements where none can stand."""


@dataclass(slots=True)
class LazyName:
    """A name that is given its value where it is first needed."""

    name: str


@dataclass
class Statements:
    """The statements of one function, for these expressions; `functions` are the Python names of definitions."""

    make: Expressions
    functions: dict[str, str]
    roots: Sequence[Expr]
    ranks: dict[str, str] = field(default_factory=dict)
    variables: dict[int, str] = field(default_factory=dict)
    lines: list[tuple[int, str]] = field(default_factory=list)
    depth: int = 1
    inline: bool = False
    loops: int = 0

    def __post_init__(self) -> None:
        self.scopes: list[dict[Expr, str | LazyName | None]] = [{}]
        self.taken: set[str] = {*self.functions.values()}
        self.uses = _uses(self.roots)
        self.prelude: list[str] = []
        self.counts = False  # does the function pay for what it goes through?

    def emit(self, line: str) -> None:
        """Write a statement here."""
        if self.inline:
            raise Nested
        self.lines.append((self.depth, line))

    @contextmanager
    def block(self, head: str | Callable[[], str]) -> Iterator[None]:
        """What is written inside stands in a block under this line."""
        self.scopes.append({})
        self.emit(head if isinstance(head, str) else head())
        self.depth += 1
        start = len(self.lines)
        yield
        if len(self.lines) == start:
            self.emit("pass")
        self.scopes.pop()
        self.depth -= 1

    def name(self, wish: str) -> str:
        """A name that is not taken."""
        base = name = identifier(wish)
        number = 2
        while name in self.taken:
            name, number = f"{base}{number}", number + 1
        self.taken.add(name)
        return name

    def variable(self, variable: int) -> str:
        """The name of a variable."""
        if variable not in self.variables:
            self.variables[variable] = self.name(self.make.names[variable])
        return self.variables[variable]

    def wish(self, e: Expr) -> str:
        """What a value may be called."""
        if e.op == "global":
            return str(e.data)
        if e.op == "proj":
            fields = getattr(e.args[0].type, "fields", ())
            return fields[e.data][0] if fields else self.make.parts.get(e, "") or "part"
        return {"index": "index", "bucket": "rows"}.get(e.op, "t")

    def known(self, e: Expr) -> str | LazyName | None:
        """The name of what is computed already, or when first needed."""
        for scope in reversed(self.scopes):
            if e in scope:
                return scope[e]
        return None

    def is_shared(self, e: Expr) -> bool:
        """Is it worth a name because several places use it?"""
        return e.op == "global" or (e.weight >= _SHARED and self.uses[e] > 1)

    def attempt(self, write: Callable[[], PythonText]) -> PythonText | None:
        """An expression without any statement; None if there must be one."""
        before, self.inline = self.inline, True
        scopes = len(self.scopes)
        self.scopes.append({})
        try:
            return write()
        except Nested:
            if before:
                raise
            return None
        finally:
            self.inline = before
            del self.scopes[scopes:]


def _uses(roots: Sequence[Expr]) -> Counter[Expr]:
    """How many places use each expression."""
    found: Counter[Expr] = Counter()
    todo = list(roots)
    while todo:
        e = todo.pop()
        found[e] += 1
        if found[e] == 1:
            todo += e.children()
    return found
