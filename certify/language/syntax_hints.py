"""Rules for common syntax errors: each recognises one kind and returns the mistake with its likely fix."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from certify.core.mistakes import Mistake, Source
from certify.language.failures import STARTS_EXPRESSION, STARTS_PATTERN, Failure
from certify.language.layout import SECTIONS

if TYPE_CHECKING:
    from lark import Token

PARTNERS = {"(": ")", "[": "]", "{": "}"}
SECTION_WORDS = frozenset(word for words in SECTIONS.values() for word in words)
INFIX_WORDS = ("and", "or", "implies", "iff", "with", "div", "mod", "in", "not in", "subset")


QUANTIFYING = ("every", "some", "count", "the", "first", "fold", "over", "sum", "product", "min", "max")
RESERVED = frozenset((*INFIX_WORDS, "not", "where", "if", "then", "else", "case", "of", *QUANTIFYING))
"""The words of expressions, which cannot be names.  `true` and `false` can: a constructor may have such a name."""


def item_of_a_tuple(shown: str, at: int, count: int = 2) -> str:
    """Return the fix for an attempt to take an item of a tuple by its place, counted from 0.

    >>> item_of_a_tuple("p", 1)
    'an item of a tuple is taken by a pattern: `case p of (a, b): b`, or `(a, b) = p` among generators or in a `let`'
    """
    names = [chr(ord("a") + i) for i in range(max(min(count, 8), min(at, 7) + 1))]
    pattern = f"({', '.join(names)})"
    taken = f"`case {shown} of {pattern}: {names[min(at, 7)]}`"
    return f"an item of a tuple is taken by a pattern: {taken}, or `{pattern} = {shown}` among generators or in a `let`"


_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def is_no_name(word: str) -> bool:
    """Return whether a word cannot be a name: a reserved word, or a word with a raised digit, which looks like a power.

    >>> [word for word in ("first", "x", "x²", "item") if is_no_name(word)]
    ['first', 'x²']
    """
    return word in RESERVED or _raised(word)


def _raised(word: str) -> bool:
    return not word.isascii() and any(c in _RAISED for c in word)


def _brackets(failure: Failure) -> Mistake | None:
    """Recognise a bracket that is never closed, closes nothing, or is closed by one of another kind."""
    opened: list[Token] = []
    escaped = failure.at_end  # does the item or section end while a bracket is open?
    for token in failure.before:
        if token in PARTNERS:
            opened.append(token)
        elif token in PARTNERS.values() and opened:
            opened.pop()
        elif token in SECTION_WORDS and opened and first_on_line(failure.source, token.start_pos or 0):
            escaped = True
            break
    escaped = escaped or (failure.text in SECTION_WORDS and first_on_line(failure.source, failure.start))
    if opened and escaped:
        start = opened[-1].start_pos or 0
        return Mistake(f"`{opened[-1]}` is never closed", failure.source, start, fix=f"close it with `{PARTNERS[opened[-1]]}`")
    if failure.text not in PARTNERS.values():
        return None
    if not opened:
        return failure.slip("delete it, or open it before", problem=f"`{failure.text}` closes nothing")
    if failure.text != PARTNERS[opened[-1]]:
        line, column = failure.source.position(failure.start)
        fix = f"close it with `{PARTNERS[opened[-1]]}` before {line}:{column}, where `{failure.text}` stands"
        return Mistake(f"`{opened[-1]}` is not closed", failure.source, opened[-1].start_pos or 0, fix=fix)
    return None


def first_on_line(source: Source, at: int) -> bool:
    """Return whether only blanks precede an offset on its line."""
    return not source.text[source.text.rfind("\n", 0, at) + 1 : at].strip()


def _number_slips(failure: Failure) -> Mistake | None:
    """Recognise decimal fractions, exponents such as `1e9`, products such as `2n`, items such as `t.0`, names such as `2x`."""
    before, text = failure.before, failure.text
    kinds = [token.type for token in before[-2:]]
    if failure.kind == "NUMBER" and kinds[-1:] == ["DOT"]:
        if kinds == ["NUMBER", "DOT"]:
            value = Fraction(f"{before[-2]}.{text}")
            return failure.slip(f"numbers are exact: write `{value}`", back=2)
        whole = before[-2] if kinds == ["NAME", "DOT"] else "p"
        return failure.slip(item_of_a_tuple(str(whole), int(text) if len(text) < 3 else 0), back=1)
    if text == "." and (digits := re.compile(r"\.\d+").match(failure.source.text, failure.start)):
        fix = f"numbers are exact: write `{Fraction(digits.group())}`"
        return Mistake(f"found `{digits.group()}`", failure.source, failure.start, digits.end(), fix=fix)
    if failure.kind == "NAME" and kinds[-1:] == ["NUMBER"] and failure.touches:
        if not failure.wants_operator:
            return failure.slip("a name begins with a letter", back=1)
        if exponent := re.fullmatch(r"[eE](\d+)", text):
            return failure.slip(f"write `{before[-1]} * 10^{exponent.group(1)}`", back=1)
        return failure.slip(f"a product is written `{before[-1]} * {text}`", back=1)
    if failure.kind == "NUMBER" and "NUMBER" not in failure.accepted and failure.accepted >= {"NAME"}:
        return failure.slip("a name begins with a letter")
    return None


_PAIRS = {
    "==": "equality is written `=`", "&&": "conjunction is written `and`", "||": "disjunction is written `or`",
    "<=>": "equivalence is written `iff`", "<->": "equivalence is written `iff`",
    "=>": "implication is written `implies`, the order of numbers `>=`", "->": "implication is written `implies`",
    "=<": "the order of numbers is written `<=`", "<>": "inequality is written `!=`", "/=": "inequality is written `!=`",
    "**": "a power is written `^`", "//": "a comment begins with `#`; the whole quotient is written `div`",
    "/*": "a comment begins with `#`", "...": "a range is written `1 .. n`", ",...": "a range is written `1 .. n`",
    ",..": "a range is written `1 .. n`", ":=": "`:=` is for the fields of a record literal",
}  # fmt: skip


def _foreign_operator(failure: Failure) -> Mistake | None:
    """Recognise an operator of another notation, such as `&&`."""
    if failure.touches and (fix := _PAIRS.get(failure.last + failure.text)):
        return failure.slip(fix, back=1)
    if failure.text == "|" and failure.source.text.startswith("||", failure.start):
        return failure.slip(_PAIRS["||"], problem="found `||`", end=failure.start + 2)
    if failure.text == "<" and failure.source.text.startswith("<-", failure.start):
        return failure.slip("a generator is written `x in S`", problem="found `<-`", end=failure.start + 2)
    if failure.kind == "ARROW" and failure.wants_operator:
        return failure.slip(_PAIRS["->"])
    if failure.text in ("not", "¬") and failure.last in ("=", "!=", "≠"):
        return failure.slip("`not` reaches further than a comparison: write `(not ...)`, in parentheses")
    return None


_SIGNS = {
    "!": "negation is written `not`, inequality `!=`", "%": "the remainder is written `mod`", "'": 'texts stand in `"`',
    "∣": "write `|`", "⊂": "write `subset`", "⋃": "write `+`", "⋂": "write `&`", "∏": "write `product`",
    "⌊": "the floor of a quotient is written `div`", "⌋": "the floor of a quotient is written `div`",
    "⌈": "write `(a + b - 1) div b`", "⌉": "write `(a + b - 1) div b`", "…": "a range is written `1 .. n`",
    "−": "write `-`", "–": "write `-`", "—": "write `-`", "“": 'write `"`', "”": 'write `"`', "„": 'write `"`',
    "⟹": "write `implies`", "⟸": "write `implies` the other way round", "⟺": "write `iff`", "↔": "write `iff`",
    "≔": "write `=`, in a record `:=`", "⟨": "write `(`", "⟩": "write `)`", "√": "there are no roots: compare squares",
    "∞": "every number is finite", "⊇": "write `subset` the other way round", "⊃": "write `subset` the other way round",
    "≡": "write `=`, or `iff`", "⊕": "exclusive or is written `!=`", "~": "negation is written `not`",
    "$": "formulas are written without `$`", "?": "a choice is written `if c then a else b`",
    "\u00a0": "write a plain blank", "\ufeff": "save the file without a byte order mark", "∄": "write `not some`",
    "⊤": "write `true`", "⊥": "write `false`", "`": "texts stand in `\"`", "½": "write `1/2`",
    "’": "a prime is written `'`",

}  # fmt: skip


def _unknown_sign(failure: Failure) -> Mistake | None:
    """Recognise a character that no token contains."""
    if failure.kind != "":
        return None
    sign = failure.text
    fix = _SIGNS.get(sign, "")
    printable = sign.isprintable() and sign.isascii()
    name = "" if printable else f" ({unicodedata.name(sign, f'U+{ord(sign):04X}').lower()})"
    return Mistake(f"found `{sign}`{name}, which is no sign of the language", failure.source, failure.start, fix=fix)


def _reserved_name(failure: Failure) -> Mistake | None:
    """Recognise a word that cannot be a name (`is_no_name`)."""
    text = failure.text
    if failure.kind != "NAME":
        return None
    if _raised(text):
        base, exponent = text.rstrip(_RAISED), unicodedata.normalize("NFKC", text[len(text.rstrip(_RAISED)) :])
        fix = f"a power is written `{base}^{exponent}`" if base and exponent else "digits in names stand on the line"
        return failure.slip(fix, problem=f"found `{text}`")
    if text not in RESERVED:
        return None
    if text == "first" and failure.last == "." and len(failure.before) > 1 and failure.before[-2].type == "NAME":
        whole = str(failure.before[-2])
        return failure.slip(f"the first item of a sequence is `{whole}[0]`; {item_of_a_tuple(whole, 0)}", back=1)
    if text == "case" and failure.wants_expression:
        return failure.slip("write `(case ... of ...)`", problem="a `case` inside a branch of a `case` stands in parentheses")
    if failure.inside == "witness" and text == "subset":
        return failure.slip("name the witness: `S : subset of ...`")
    infix = text in INFIX_WORDS or text in ("not", "where", "then", "else", "of", "over")
    if failure.wants_expression or (infix and failure.accepted >= STARTS_PATTERN):
        return failure.slip("")
    return failure.slip("choose another name", problem=f"`{text}` is a word of the language")


_FOREIGN_FIRST = {
    **dict.fromkeys(("forall", "foreach", "all", "each", "Every", "Forall"), "write `every x in S: condition`"),
    **dict.fromkeys(("exists", "exist", "any", "Some", "Exists"), "write `some x in S: condition`"),
    **dict.fromkeys(("list", "array", "sequence", "vector", "List"), "write `seq of T`"),
    **dict.fromkeys(("dict", "function", "mapping"), "write `map from K to V`"),
    **dict.fromkeys(("lambda", "fun", "fn"), "functions are no values: define one with `let f(x) = ...`"),
    **dict.fromkeys(
        ("while", "loop", "repeat"), "there are no loops: use a comprehension, or `fold v = start over x in s: next`"
    ),
    "for": "write `every x in S: condition`, or a comprehension `[ e | x in s ]`",
    "let": "a `let` is a section; inside an expression, `x = e` stands among generators",
    "return": "an expression is its own result",
    "sets": "write `set of T`",
}
_FOREIGN_LATER = {
    "for": "a comprehension is written `{ e | x in S }`", "to": "a range is written `1 .. n`",
    "is": "equality is written `=`",
    "union": "the union of sets is written `+`", "intersect": "the intersection of sets is written `&`",
    "intersection": "the intersection of sets is written `&`", "minus": "write `-`",
    "plus": "write `+`", "times": "write `*`",
    "xor": "exclusive or is written `!=`", "otherwise": "write `else`", "notin": "write `not in`", "elif": "write `else if`",
    "elseif": "write `else if`", "subseteq": "write `subset`", "equals": "equality is written `=`", "modulo": "write `mod`",
    "such": "a condition follows `where`", "st": "a condition follows `where`", "when": "a condition follows `where`",
    "suchthat": "a condition follows `where`",
    "extends": "write `restricts`",
    "do": "write `:`", "over": "`over` belongs to `fold`; a generator is written `x in S`", "begin": "write `:`",
}  # fmt: skip


def _foreign_word(failure: Failure) -> Mistake | None:
    """Recognise a word of another notation, such as `forall`, and a misspelt `fold`."""
    last = failure.last
    if failure.before and failure.before[-1].type == "NAME" and not failure.at_end:
        if last == "for" and failure.text == "all":
            return failure.slip(_FOREIGN_FIRST["all"], back=1)
        if last in _FOREIGN_FIRST and failure.kind not in ("EQUAL", "COLON"):
            return failure.slip(_FOREIGN_FIRST[last], back=1, end=failure.before[-1].end_pos)
    if last == "fold" or (failure.inside == "fold" and failure.text == "over" and "EQUAL" in failure.accepted):
        return failure.slip("write `fold v = start over x in s: next`")
    if failure.text == "if" and failure.wants_operator and not failure.at_end:
        return failure.slip(_condition_behind(failure))
    if failure.kind in ("NAME", "IF", "OVER", "TO") and failure.text in _FOREIGN_LATER:
        return failure.slip(_FOREIGN_LATER[failure.text])
    return None


def _condition_behind(failure: Failure) -> str:
    """Return the fix for an `if` behind an expression: a condition of a generator, or `a if c else b` of another notation."""
    rest = failure.source.text[failure.end :].partition("\n")[0]
    if (written := re.match(r" *([^:;|{}]*?) else (\S[^,;:|{}\])]*)", rest)) is not None:
        before = failure.source.text[: failure.start].rpartition("\n")[2]
        start = re.search(r"([\w.']+|\([^()]*\)) *$", before)
        value = start.group(1) if start else "a"
        return f"write `if {written.group(1).strip()} then {value} else {written.group(2).strip()}`"
    if failure.after_bar or failure.inside in ("quantifier", "fold"):
        return "a condition on a generator follows `where`"
    return "write `if c then a else b`; a condition on a generator follows `where`"


def _quantifier_slips(failure: Failure) -> Mistake | None:
    """Recognise a quantifier, fold or aggregate without its `in`, `:` or parentheses."""
    last = failure.last
    words = [str(token) for token in failure.before[-3:]]
    if failure.text in (")", ".", "[") and words[:2] == ["first", "("] and failure.inside == "(":
        problem = "`first` is a quantifier: `first x in s: condition`"
        return failure.slip(f"an item of a sequence is `s[0]`; {item_of_a_tuple(words[2], 0)}", back=3, problem=problem)
    if last in ("sum", "product", "min", "max", "∑") and failure.accepted == {"LEFT_PARENTHESIS"}:
        return failure.slip(f"write `{last}(e | x in S)`")
    if failure.inside == "(" and failure.kind == "IN_WORD" and failure.around == "quantifier":
        return failure.slip("no parenthesis follows a quantifier: `count x in S: condition`")
    if failure.inside in ("quantifier", "fold") and "IN_WORD" in failure.accepted and not failure.wants_operator:
        if any(token == "," for token in failure.before[-4:]):
            return failure.slip("the body of a quantifier follows `:`")
        return failure.slip("a generator is written `x in S`")
    starts = failure.kind in STARTS_EXPRESSION or failure.text in (".", ";", "then", "|")
    if failure.inside in ("quantifier", "fold") and "COLON" in failure.accepted and starts:
        return failure.slip("the body of a quantifier follows `:`")
    if failure.inside in ("quantifier", "fold") and "COLON" in failure.accepted and failure.at_end:
        return _colon_missing(failure)
    return None


def _colon_missing(failure: Failure) -> Mistake:
    at = failure.before[-1].end_pos or 0
    return Mistake(
        "the item ends here, expected `:` and the body of the quantifier", failure.source, at,
        fix="write `every x in S: condition`",
    )  # fmt: skip


def _comprehension_slips(failure: Failure) -> Mistake | None:
    """Recognise wrong signs inside comprehensions, records, slices and indexes."""
    text = failure.text
    if failure.inside == "{" and text == ":" and failure.wants_operator:
        return failure.slip(
            "a comprehension is written `{ x | x in S }`, a record `{ field := value }`, a map `{ key -> value }`"
        )
    if text == "=" and "BECOMES" in failure.accepted and "COLON" not in failure.accepted:
        return failure.slip("", problem="found `=`: a record field is given with `:=`")
    if failure.inside == "[" and text == ":":
        return failure.slip("a part of a sequence is written `s[a .. b]`")
    if failure.after_bar and "IN_WORD" in failure.accepted and not failure.wants_operator:
        return failure.slip("generators follow `|`, a condition follows `where`: `{ e | x in S where condition }`")
    if text == "|" and failure.inside == "(" and failure.wants_operator and not failure.after_bar:
        return failure.slip(
            "generators stand in `sum`, `product`, `min`, `max`; a condition is `some x in S: c` or `every x in S: c`"
        )
    if text == "|" and failure.after_bar:
        return failure.slip("further generators follow `,`, a condition follows `where`")
    return None


_OPERATIONS = ("+", "-", "*", "/", "|", "^", ".")


def _pattern_slips(failure: Failure) -> Mistake | None:
    """Recognise patterns of sequences and of empty collections, of which there are none."""
    text, accepted = failure.text, failure.accepted
    if failure.wants_expression or failure.wants_operator:
        return None
    if text == ")" and accepted == {"LEFT_PARENTHESIS", "COMMA"}:
        return failure.slip("a tuple has two items or more; a name stands without parentheses")
    if text in _OPERATIONS and ("NUMBER" in accepted or accepted == {"LEFT_PARENTHESIS", "COMMA", "RIGHT_PARENTHESIS"}):
        return failure.slip("a pattern has no operations: name the part, and compare it, as in `(x, y) in S where y = a + 1`")
    if "NUMBER" not in accepted or "NAME" not in accepted:
        return None
    in_case = failure.inside == "case" or failure.last == "of"
    if failure.text == "[":
        fix = "write `if s = [] then ... else ...`" if in_case else "its items are `s[0]`, `s[1]`, its length is `|s|`"
        return failure.slip(f"a sequence has no patterns: {fix}")
    if failure.text == "}" and failure.last == "{":
        return failure.slip("no pattern is empty: write `if A = {} then ... else ...`", back=1)
    return None


def _separator_slips(failure: Failure) -> Mistake | None:
    """Recognise a wrong separator: `:`, `|`, `,`, `;` or `->` in place of another one."""
    text, inside = failure.text, failure.inside
    if text == ":" and inside == "if":
        return failure.slip("write `if c then a else b`")
    if text == ":" and inside == "(" and failure.around == "aggregate":
        return failure.slip("generators follow `|`: `sum(e | x in S)`")
    if text in ("|", ",") and "OR_WORD" in failure.accepted and not failure.wants_operator:
        return failure.slip("the cases of a type are joined by `or`")
    if text == "," and inside == "fold" and failure.wants_operator:
        return failure.slip("a fold has one value, which may be a tuple: `fold (a, b) = (0, 1) over x in s: ...`")
    if text == "where" and failure.wants_operator and not failure.after_bar and inside not in ("quantifier", "fold"):
        return failure.slip("`where` follows a generator; parts are named by `case e of (a, b): ...`, or in a `let`")
    if text == "," and inside == "case":
        return failure.slip("branches of a `case` are separated by `;`")
    if text == "|" and (inside == "case" or failure.last == "of"):
        return failure.slip("branches of a `case` are separated by `;`: `case l of positive(x): x; negative(x): y`")
    if text in ("->", "=") and inside == "case" and "COLON" in failure.accepted:
        return failure.slip("a branch of a `case` is written `pattern: expression`")
    if text == ";":
        if failure.in_section and inside not in PARTNERS:
            return failure.slip("each item stands on its own line; `;` separates the branches of a `case` only")
        return failure.slip("write `,`; `;` separates the branches of a `case` only")
    if text == "," and failure.in_section and inside not in PARTNERS:
        return failure.slip(
            "each item stands on its own line" + ("; conditions are joined by `and`" if failure.wants_operator else "")
        )
    colon = text == ":" and not failure.source.text.startswith(":=", failure.start)
    if colon and failure.wants_operator and failure.inside not in (*PARTNERS, "quantifier", "fold", "case"):
        return failure.slip("is `every` or `some` missing at its beginning?")
    if text == ":" and failure.before and failure.before[-1].type.startswith("_SECTION"):
        return failure.slip("no `:` follows the name of a section", problem="found `:`")
    return None


def _declaration_slips(failure: Failure) -> Mistake | None:
    """Recognise slips in the heads and items of declarations."""
    text, inside = failure.text, failure.inside
    if inside in ("forward", "backward") and "ARROW" in failure.accepted and not failure.wants_operator:
        form = "`forward a -> S = ...`" if inside == "forward" else "`backward S -> a = ...`"
        if text == ",":
            form = f"the parts of a witness stand in parentheses: `{inside} ({failure.last}, ...) -> ...`"
            return failure.slip(form)
        return failure.slip(f"the witness it starts from stands before the arrow: {form}")
    if text == "of" and inside == "(" and failure.section == "labels":
        return failure.slip("the kind of an argument is the set itself: `x.V`, and not `one of x.V`", back=1)
    if text in (")", ",") and failure.last == "set" and failure.section == "labels":
        return failure.slip("a kind is `set of` another kind; an argument named so is written `set : kind`", back=1)
    if text in ("to", "=>", "=", "<=") and failure.accepted >= {"ARROW"} and "reduction" in map(str, failure.open_parts):
        return failure.slip("write `reduction A -> B`")
    if failure.kind == "NAME" and failure.accepted == {"EQUAL", "LEFT_PARENTHESIS"} and inside not in ("(", "[", "{"):
        return failure.slip(f"parameters stand in parentheses: `{failure.last}({text})`")
    if text == "-" and failure.touches and not failure.wants_operator and failure.before[-1].type == "NAME":
        return failure.slip("a name consists of letters, digits and `_`")
    if text == "=" and failure.accepted >= {"COLON"} and inside in ("instance", "witness"):
        return failure.slip("a type follows `:`; a condition on it belongs to `valid`")
    if text == ":" and failure.accepted >= {"EQUAL"} and inside in ("measures", "let", "target", "forward", "backward"):
        return failure.slip("an expression follows `=`")
    if text == ":=" and failure.accepted >= {"EQUAL"}:
        return failure.slip("write `=`; `:=` is for the fields of a record literal")
    return None


RULES: Sequence[Callable[[Failure], Mistake | None]] = (
    _brackets, _number_slips, _foreign_operator, _unknown_sign, _reserved_name, _declaration_slips,
    _foreign_word, _quantifier_slips, _pattern_slips, _comprehension_slips, _separator_slips,
)  # fmt: skip
