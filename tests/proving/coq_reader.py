"""A reader of the Coq that `certify.proving.coq_formulas` writes, which evaluates it in a finite structure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Values = Mapping[str, Any]
Meaning = Callable[[Values], Any]
_TOKEN = re.compile(r"\\in|\\notin|/\\|\\/|->|<=|==|!=|&&|\|\||~~|%:Z|%/|%Z|\^\+|\w+|\S")
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    "\\in": lambda a, b: b(*a) if isinstance(a, tuple) else b(a),
    "\\notin": lambda a, b: not (b(*a) if isinstance(a, tuple) else b(a)),
}


class CoqReader:
    """Reads one formula or term.

    The levels are those of Coq and MathComp: `->`, `\\/`, `/\\`, `~`, comparisons, `||`, `&&`, `~~`, sums.

    - `symbols`: how many arguments each takes, and what it is.  A set is a function of the parts of a member.
    - `types`: the values of each type.
    """

    def __init__(self, text: str, symbols: Mapping[str, tuple[int, Any]], types: Mapping[str, Sequence[Any]]) -> None:
        self.left = [*_TOKEN.findall(text), "end"]
        self.symbols, self.types = symbols, types

    def meaning(self) -> Meaning:
        """Return the value of the whole text, by the values of its free variables."""
        found = self._proposition()
        assert self.left == ["end"], self.left
        return found

    def _next(self, *words: str) -> str:
        return self.left.pop(0) if self.left[0] in words else ""

    def _expect(self, word: str) -> None:
        assert self._next(word), (word, self.left)

    def _proposition(self) -> Meaning:
        quantifier = self._next("forall", "exists")
        if quantifier:
            bound = list[tuple[str, str]]()
            while self._next("("):
                names = [self.left.pop(0)]
                while not self._next(":"):
                    names.append(self.left.pop(0))
                bound += [(name, self.left[0]) for name in names]
                self.left.pop(0)
                self._expect(")")
            self._expect(",")
            return self._quantified(quantifier, bound, self._proposition())
        left = self._joined("\\/", lambda: self._joined("/\\", self._denied))
        if not self._next("->"):
            return left
        right = self._proposition()
        return lambda env: not left(env) or right(env)

    def _quantified(self, quantifier: str, bound: Sequence[tuple[str, str]], body: Meaning) -> Meaning:
        if not bound:
            return body
        (name, type), *more = bound
        inner, join = self._quantified(quantifier, more, body), all if quantifier == "forall" else any
        return lambda env: join(inner({**env, name: value}) for value in self.types[type])

    def _joined(self, word: str, part: Callable[[], Meaning]) -> Meaning:
        found = [part()]
        while self._next(word):
            found.append(part())
        if len(found) == 1:
            return found[0]
        join = all if word in ("/\\", "&&") else any
        return lambda env: join(f(env) for f in found)

    def _denied(self) -> Meaning:
        if self._next("~"):
            inner = self._denied()
            return lambda env: not inner(env)
        left = self._joined("||", lambda: self._joined("&&", self._negb))
        word = self._next(*_COMPARISONS)
        if not word:
            return left
        right = self._joined("||", lambda: self._joined("&&", self._negb))
        return lambda env: _COMPARISONS[word](left(env), right(env))

    def _negb(self) -> Meaning:
        if self._next("~~"):
            inner = self._negb()
            return lambda env: not inner(env)
        return self._sum()

    def _sum(self) -> Meaning:
        first = (lambda env: 0) if self.left[0] == "-" else self._product()
        found, signs = [first], [1]
        while sign := self._next("+", "-"):
            found.append(self._product())
            signs.append(1 if sign == "+" else -1)
        return first if len(found) == 1 else lambda env: sum(s * f(env) for s, f in zip(signs, found, strict=True))

    def _product(self) -> Meaning:
        first = self._power()
        word = self._next("*", "%/")
        if not word:
            return first
        other = self._product()
        return lambda env: first(env) * other(env) if word == "*" else first(env) // other(env)

    def _power(self) -> Meaning:
        base = self._application()
        if not self._next("^+"):
            return base
        self._expect("2")
        return lambda env: base(env) ** 2

    def _application(self) -> Meaning:
        head = self.left[0]
        function = self._atom()
        arguments = list[Meaning]()
        while re.match(r"[\w(\[]", self.left[0]) and self.left[0] != "end":
            arguments.append(self._atom())
        count, value = self.symbols.get(head, (0, None))
        if value is None:
            assert not arguments, head
            return function
        assert len(arguments) in (0, count), head
        return lambda env: value(*(a(env) for a in arguments)) if len(arguments) == count else value

    def _atom(self) -> Meaning:
        if self._next("["):
            quantifier, name = self.left.pop(0), self.left.pop(0)
            self._expect(":")
            type = self.left.pop(0)
            self._expect(",")
            body = self._proposition()
            self._expect("]")
            return self._quantified(quantifier, [(name, type)], body)
        if self._next("("):
            found = [self._proposition()]
            while self._next(","):
                found.append(self._proposition())
            self._expect(")")
            self._next("%Z")
            return found[0] if len(found) == 1 else lambda env: tuple(f(env) for f in found)
        word = self.left.pop(0)
        if word.isdigit():
            self._next("%:Z")
            return lambda env: int(word)
        if word in ("True", "False", "true", "false"):
            return lambda env: word in ("True", "true")
        if word in self.symbols:
            count, value = self.symbols[word]
            return lambda env: value() if count == 0 else value
        return lambda env: env[word]
