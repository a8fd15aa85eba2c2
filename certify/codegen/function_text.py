"""The text of one generated function in the making: its lines, the names in use, and the values that are already computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from certify.codegen.expansion import Expressions
from certify.codegen.expressions import Expr, uses_in
from certify.codegen.python_text import LazyName, Nested, identifier
from certify.records import dataclass, field


@dataclass
class FunctionText:
    """The lines of one function, which computes the expressions `roots`.

    `functions` maps definitions to the names of their Python functions, `ranks` maps homes to the names of their rank tables,
    and `counts_of` maps them to the names of the numbers of their labels.
    `variables` are the names of variables, `depth` is the current indentation, `inline` states that only an expression
    may be written here, and `loops` is the number of enclosing loops.
    """

    make: Expressions
    functions: dict[str, str]
    roots: Sequence[Expr]
    ranks: dict[str, str] = field(default_factory=dict)
    counts_of: dict[str, str] = field(default_factory=dict)
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
        self.counts = False  # whether the function counts its steps

    def emit(self, line: str) -> None:
        """Write a statement here.  Raises Nested if only an expression may stand here."""
        if self.inline:
            raise Nested
        self.lines.append((self.depth, line))

    @contextmanager
    def block(self, head: str | Callable[[], str]) -> Iterator[None]:
        """Write the header of a block; the lines that are written in the context are its body.  Raises Nested as `emit` does."""
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
        """Return a name that is not in use, and reserve it."""
        base = name = identifier(wish)
        number = 2
        while name in self.taken:
            name, number = f"{base}{number}", number + 1
        self.taken.add(name)
        return name

    def variable(self, variable: int) -> str:
        """Return the Python name of a variable."""
        if variable not in self.variables:
            self.variables[variable] = self.name(self.make.names[variable])
        return self.variables[variable]

    def known(self, e: Expr) -> str | LazyName | None:
        """Return the name of a value that is computed already or where it is first needed; None if it has no name."""
        for scope in reversed(self.scopes):
            if e in scope:
                return scope[e]
        return None
