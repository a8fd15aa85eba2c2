"""Sentences as a text in SMT-LIB, and terms of z3 back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Any, NamedTuple

from certify.certificates.checker import PRODUCT, multiplied
from certify.formulas.logic import INT, Formula, Term, Variables, below, free, walk

_MENTIONED = "mentioned "
_CONSTANT = "constant "
"""How the predicates are called that hold for constants of the goal: the patterns of sentences that have no others."""
_IN_ANY_ORDER = f"(assert (forall ((x Int) (y Int)) (! (= (|{PRODUCT}| x y) (|{PRODUCT}| y x)) :pattern ((|{PRODUCT}| x y)))))"
"""What is known of products wherever they are: the checker puts factors in order."""
_MOST_ROWS = 32
_MOST_AT_CONSTANTS = 2
"""The most variables of a sentence that is instantiated at constants of the goal where it has no pattern."""
MADE = "crossing-"
"""How functions are called of which there are terms only where a sentence about them was instantiated: they are no patterns."""


def script(
    sentences: Sequence[tuple[Variables, Formula]],
    mentioned: bool = True,
    also: Sequence[Term | Formula] = (),
    made: str = MADE,
    constants: str = "",
) -> str:
    """Return the text that asserts the sentences: the number of each is the name of its quantifier.

    If `mentioned`, closed terms inside quantified sentences are asserted to be mentioned, which says nothing of them.  Without it
    no pattern matches such a term before the sentence is instantiated.  `also`: other closed terms and atoms that are mentioned.
    `made`: what is in the name of a function that is part of no pattern, if there is another one.
    `constants`: a sentence that has no pattern then is instantiated at the constants that are called like this.

    >>> print(script([((), ("p", "even", (("lin", 2, ()),)))]))
    (declare-fun |even| (Int) Bool)
    (assert (|even| 2))
    """
    symbols: dict[str, tuple[tuple[str, ...], str]] = {}
    sorts, told = set[str](), [_told(variables, matrix, made, bool(constants)) for variables, matrix in sentences]
    for sentence in told:
        symbols |= sentence.symbols
        sorts |= sentence.sorts
    out = [f"(declare-sort |{s}| 0)" for s in sorted(sorts - {INT, "Bool"})]
    for name, (args, result) in sorted(symbols.items()):
        out.append(f"(declare-fun |{name}| ({' '.join(map(_sort, args))}) {_sort(result)})")
    if PRODUCT in symbols and any(variables for variables, _ in sentences):
        out.append(_IN_ANY_ORDER)
    if constants:
        out += [f"(declare-fun |{_CONSTANT}{s}| ({_sort(s)}) Bool)" for s in sorted(sorts - {"Bool"} | {INT})]
        here = dict.fromkeys(o for _, m in sentences for o in walk(m) if o[0] == "f" and not o[3] and o[1].startswith(constants))
        out += [f"(assert (|{_CONSTANT}{t[2]}| {term_text(t)}))" for t in here]
    for i, sentence in enumerate(told):
        qid = f" :qid q{i}))" if sentence.quantified else ""
        out.append(f"(assert {sentence.text}{qid})")
    closed = dict.fromkeys(t for sentence in told if mentioned for t in sentence.closed)
    named = [(t[2], term_text(t)) if t[0] == "f" else ("Bool", formula_text(t)) for t in (*closed, *also)]
    out += [f"(declare-fun |{_MENTIONED}{s}| ({_sort(s)}) Bool)" for s in sorted({s for s, _ in named})]
    out += [f"(assert (|{_MENTIONED}{s}| {text}))" for s, text in named]
    return "\n".join(out)


class _InText(NamedTuple):
    """What a sentence is in a text: its symbols and sorts, its text up to the name of its quantifier, and its closed terms."""

    symbols: Mapping[str, tuple[tuple[str, ...], str]]
    sorts: frozenset[str]
    text: str
    quantified: bool
    closed: Sequence[Term]


@lru_cache(maxsize=1 << 13)
def _told(variables: Variables, matrix: Formula, made: str, at_constants: bool) -> _InText:
    """Return what a sentence is in a text; it is asked about again and again."""
    symbols: dict[str, tuple[tuple[str, ...], str]] = {}
    for o in walk(matrix):
        if o[0] in ("f", "p"):
            args, result = (o[3], o[2]) if o[0] == "f" else (o[2], "Bool")
            symbols[o[1]] = (tuple(map(_sort_of, args)), result)
    sorts = frozenset([*(s for args, result in symbols.values() for s in (*args, result)), *(v[2] for v in variables)])
    text = formula_text(matrix)
    if variables:
        bound = " ".join(f"(x{v[1]} {_sort(v[2])})" for v in variables)
        text = f"(forall ({bound}) (! {text}{_pattern(variables, matrix, made, at_constants)}"
    return _InText(symbols, sorts, text, bool(variables), [*dict.fromkeys(_closed(matrix))] if variables else [])


def at_constants(sentences: Sequence[tuple[Variables, Formula]], roots: Sequence[str], constants: str) -> list[Any]:
    """Return what symbols called ROOT... are at constants called CONSTANTS..., and at 0, as terms and atoms."""
    symbols: dict[tuple[str, str, str], tuple[str, ...]] = {}
    found: dict[str, dict[Any, None]] = {INT: {("lin", 0, ()): None}}
    for o in (o for _, matrix in sentences for o in walk(matrix)):
        if o[0] in ("f", "p") and o[1].startswith(tuple(roots)):
            symbols[(o[0], o[1], o[2] if o[0] == "f" else "")] = tuple(map(_sort_of, o[-1]))
        elif o[0] == "f" and o[1].startswith(constants) and not o[3]:
            found.setdefault(o[2], {})[("lin", 0, ((o, 1),)) if o[2] == INT else o] = None
    out = list[Any]()
    for (kind, name, sort), sorts in symbols.items():
        rows = product(*(found.get(s, ()) for s in sorts))
        out += [(kind, name, sort, row) if kind == "f" else (kind, name, row) for row in islice(rows, _MOST_ROWS) if row]
    return out


def _pattern(variables: Variables, matrix: Formula, made: str, at_constants: bool) -> str:
    """Return patterns of a sentence with functions of which there are terms only where it was instantiated: its other terms."""
    marked = [t for t in walk(matrix) if t[0] == "f" and made in t[1] and free(t)]
    if not marked:
        return ""
    wanted = frozenset(variables)
    terms = [o for o in walk(matrix) if o[0] in ("f", "p") and free(o) and _plain(o, made)]
    terms = sorted(dict.fromkeys(terms), key=lambda o: (-len(free(o)), o[0] == "f"))
    whole = [[o] for o in terms if free(o) == wanted]
    left, several = wanted, list[Any]()
    for o in terms if not whole else ():
        if free(o) & left:
            several.append(o)
            left -= free(o)
    found = whole or ([several] if several and not left else [])
    if not found and at_constants and len(variables) <= _MOST_AT_CONSTANTS:
        return f" :pattern ({' '.join(f'(|{_CONSTANT}{v[2]}| x{v[1]})' for v in variables)})"
    texts = [[term_text(o) if o[0] == "f" else formula_text(o) for o in os] for os in found]
    return "".join(f" :pattern ({' '.join(row)})" for row in texts)


def _plain(o: Any, made: str) -> bool:
    """Return whether a term or an atom is made of variables and functions alone, of which none is called like `made`."""
    if o[0] == "lin":
        return not o[2] or (o[1] == 0 and len(o[2]) == 1 and o[2][0][1] == 1 and _plain(o[2][0][0], made))
    return o[0] == "v" or ((o[0] == "p" or made not in o[1] or not free(o)) and all(_plain(x, made) for x in o[-1]))


def _closed(o: Any) -> Iterator[Term]:
    """Yield the outermost applications in a term or formula that have no variables."""
    if o[0] == "f" and not free(o):
        yield o
    else:
        for inner in below(o):
            yield from _closed(inner)


def _sort_of(t: Term) -> str:
    return INT if t[0] == "lin" else t[2]


def _sort(s: str) -> str:
    return s if s in (INT, "Bool") else f"|{s}|"


def term_text(t: Term) -> str:
    """Return a term in SMT-LIB."""
    if t[0] == "v":
        return f"x{t[1]}"
    if t[0] == "f":
        return f"(|{t[1]}| {' '.join(map(term_text, t[3]))})" if t[3] else f"|{t[1]}|"
    found = [term_text(a) if c == 1 else f"(* {_number(c)} {term_text(a)})" for a, c in t[2]]
    if t[1] or not found:
        found.append(_number(t[1]))
    return found[0] if len(found) == 1 else f"(+ {' '.join(found)})"


def _number(n: int) -> str:
    return str(n) if n >= 0 else f"(- {-n})"


def formula_text(f: Formula) -> str:
    """Return a formula without quantifiers in SMT-LIB."""
    kind = f[0]
    if kind in "TF":
        return "true" if kind == "T" else "false"
    if kind == "p":
        return f"(|{f[1]}| {' '.join(map(term_text, f[2]))})" if f[2] else f"|{f[1]}|"
    if kind == "=":
        return f"(= {term_text(f[1])} {term_text(f[2])})"
    if kind in ("<=", "=0"):
        left = ("lin", max(f[1][1], 0), tuple(p for p in f[1][2] if p[1] > 0))
        right = ("lin", max(-f[1][1], 0), tuple((t, -c) for t, c in f[1][2] if c < 0))
        return f"({'<=' if kind == '<=' else '='} {term_text(left)} {term_text(right)})"
    if kind == "not":
        return f"(not {formula_text(f[1])})"
    return f"({kind} {' '.join(map(formula_text, f[1]))})"


class Z3Terms:
    """Ground terms of z3 as plain data.  Each is read once, by z3's functions themselves: a proof has many thousands of nodes.

    `context`: of the terms, which has to last as long as this.
    """

    def __init__(self, context: Any) -> None:
        import z3

        self._z3, self._functions, self._context = z3, z3.z3core, context.ref()
        self._data: dict[int, Any] = {}
        self._of = context

    def number(self, ast: Any) -> int:
        """Return the number of a node."""
        found: int = self._functions.Z3_get_ast_id(self._context, ast)
        return found

    def below(self, ast: Any) -> list[Any]:
        """Return the nodes directly below an application."""
        functions, context = self._functions, self._context
        return [functions.Z3_get_app_arg(context, ast, i) for i in range(functions.Z3_get_app_num_args(context, ast))]

    def kind(self, ast: Any) -> int:
        """Return the kind of the function that an application applies."""
        found: int = self._functions.Z3_get_decl_kind(self._context, self._functions.Z3_get_app_decl(self._context, ast))
        return found

    def sort(self, ast: Any) -> int:
        """Return a number of the sort of a node."""
        found: int = self._functions.Z3_get_sort(self._context, ast).value
        return found

    def data(self, ast: Any) -> Any:
        """Return a ground term, `None` for a term of another kind."""
        number = self.number(ast)
        if number not in self._data:
            self._data[number] = self._read(ast)
        return self._data[number]

    def _read(self, ast: Any) -> Any:
        from certify.formulas.logic import amount, minus, number, plus, scaled

        z3, e = self._z3, self._z3.z3._to_expr_ref(ast, self._of)
        if z3.is_int_value(e):
            return number(e.as_long())
        if not z3.is_app(e):
            return None
        kind, children = e.decl().kind(), [self.data(a) for a in self.below(ast)]
        if None in children:
            return None
        if kind in (z3.Z3_OP_ADD, z3.Z3_OP_SUB):
            out = children[0]
            for c in children[1:]:
                out = plus(out, c) if kind == z3.Z3_OP_ADD else minus(out, c)
            return out
        if kind == z3.Z3_OP_UMINUS:
            return scaled(children[0], -1)
        if kind == z3.Z3_OP_MUL and len(children) == 2 and any(not c[2] for c in children):
            a, b = children
            return scaled(b, a[1]) if not a[2] else scaled(a, b[1])
        if kind == z3.Z3_OP_UNINTERPRETED:
            if e.decl().name() == PRODUCT:
                return multiplied(*children)
            t = ("f", e.decl().name(), e.sort().name(), tuple(children))
            return amount(t) if t[2] == INT else t
        return None


def instances_in(proof: Any, arities: Sequence[Iterable[int]]) -> list[tuple[int, tuple[Term, ...]]]:
    """Return the instances of sentences in a proof of z3: numbers of sentences, and terms in the order of their variables.

    `arities`: for each sentence, the numbers of its variables.
    """
    import z3

    terms, root = Z3Terms(proof.ctx), proof.as_ast()
    found, seen, todo, steps = set[tuple[int, tuple[Term, ...]]](), {terms.number(root)}, [root], terms.sort(root)
    while todo:
        node = todo.pop()
        for inner in terms.below(node):
            number = terms.number(inner)
            if number not in seen:
                seen.add(number)
                if terms.sort(inner) == steps:
                    todo.append(inner)
        if terms.kind(node) == z3.Z3_OP_PR_QUANT_INST:
            step = z3.z3._to_expr_ref(node, proof.ctx)
            quantifier = step.arg(0).arg(0).arg(0)
            name = quantifier.qid()
            if not (name.startswith("q") and name[1:].isdigit()):
                continue
            i = int(name[1:])
            values = [terms.data(p.as_ast()) for p in step.decl().params()]
            by_name = {quantifier.var_name(j): t for j, t in enumerate(values)}
            wanted = [f"x{n}" for n in arities[i]]
            if set(wanted) == set(by_name) and None not in values:
                found.add((i, tuple(by_name[n] for n in wanted)))
    return sorted(found, key=repr)
