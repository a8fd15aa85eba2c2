"""The text of one function while it is written: its lines, the names that are taken, and what has been computed already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr, uses_in
from certify.codegen.python_text import LazyName, Nested, identifier


@dataclass
class FunctionText:
    """The lines of one function, which computes these expressions; `functions` are the Python names of definitions."""

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
        self.uses = uses_in(self.roots)
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

    def known(self, e: Expr) -> str | LazyName | None:
        """The name of what is computed already, or when first needed."""
        for scope in reversed(self.scopes):
            if e in scope:
                return scope[e]
        return None
