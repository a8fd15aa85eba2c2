"""The formatter is idempotent, keeps meaning and comments, and does not depend on the spacing of the text."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Token, Tree

from certify.core.mistakes import Mistake, Source
from certify.language.expression_layout import ASCII
from certify.language.formatting import WIDTH, format_text
from certify.language.layout import code_lines, comment_start
from certify.language.parsing import parse, parse_with_tokens
from certify.system.resources import folder
from tests.names import every, few

EVERYTHING = """\
# A text with every construction.


# It stands apart.
type  literal over  X = positive( X )or negative(X)
type pair over X and Y = {left:X, right:Y}   # a record
define f(x,y)=x+y
define g = - 3^2^k * (2 + n)/4 div 5 mod 6 - ((x.y[3](4)))

fact P is NP-hard assuming ETH,Other cites Cook1971 "p. 3"
fact Q not in NP cites Cook1971
fact Q not  in 2 ^o( n+m' ) assuming ETH cites Cook1971
fact Q in (an odd class)cites Cook1971
assumption ETH "the hypothesis" cites IP
reference Cook1971 "Cook: the complexity"


problem P   "title"   # the head
  "what it is"
  because "one"
          "two"
  cites A "1", B
        C
 # left of the sections
  # own line before the instance
  instance # behind the word
           G:graph # a graph
           k :nat  # a number
           options : map from each G.vertices to set of(nat,seq of rat)
           m : map from nat to literal over G.vertices and names
           s : seq of { a:one of G.vertices, b:subset of names }
           names:set of labels
  valid    every{u,v}in G.edges:u!=v and some x in G.vertices:x≠u or not x in{u,v}
           |G.vertices|>=1 implies
             every (i,x)->node(j,_a) in options, y=x where i≤j, z in 1..|s|: f(x , y)=z   # behind
           # before the last
           1 < 2 <= 3
  measures n=|G.vertices|,m = |G.edges|
           b =bits(k)
  fixing n,m
  witness  S:subset of G.vertices
           order : ordering of G.vertices
           c : cycle of G.vertices
           F : map from each G.vertices to { p:one of 1..3, q:choice from options }
           r : reals over names
           all:colour
  let      h(a)= case a of positive(x):x;negative(x):(case x of red: 1; else:2);else:0
           t = fold v=[1]over s in steps,r in s:v++[s.left]
  accepts  if a then b else if c then d else e iff f
           sum(x | x in S)+min(1,2)+max(x)=product(x|x in S where x>0)
  # at the end of P
problem R restricts P "smaller" where every c in clauses: |c|<=2
problem N
  witness none

# between

reduction P->Q
  given x
  labels old(v:x.G.vertices) , new(position,number,set of x.G.edges)
         other
  target a.b={ {u,v}|u->v in x.G.edges , w in f(v) where w∈u}+{}∪∅
         cc =[x|x in s]++[1,2 , 3]++s[1..]++s[..2]++s[i..j]
         d = {a->1,b->2}with{c->3} with { x -> y | x in S }
         e={a:=1 , b:={c:=2}}
         f = {u in S | u in S} \\ {1}∖{2} & {3} ∩ {4}
  forward none->none
  backward S ->  a=the x in S:x=first y in listed(S): y=count z in S:z=y   # long
                 b=true
                 # before c
                 c=false
  claims target.n<=3*n*m+4*n^2 where n>=3
         counts: #target=2*#source
         parsimonious

# the end
"""

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(folder("reductions").rglob("*.red"))]


def shape(node: Tree[Token] | Token | None) -> object:
    """Return a tree without positions, double parentheses and the choice between signs and words."""
    if node is None or isinstance(node, Token):
        return node and (ASCII.get(node.type, str(node)))
    if node.data == "comparator":
        return " ".join(str(shape(child)) for child in node.children)
    if node.data == "group" and isinstance(inner := node.children[0], Tree) and inner.data == "group":
        return shape(inner)
    if node.data == "set" and node.children == [None]:
        return ("set",)
    return (str(node.data), *map(shape, node.children))


def comments(text: str) -> list[str]:
    """Return the comments of a text, in order."""
    return [line[comment_start(line) :].rstrip() for line in text.split("\n") if comment_start(line) < len(line)]


def formatted(text: str, *, unicode: bool = False) -> str:
    return format_text(Source("a.red", text), unicode=unicode)


def tree(text: str) -> object:
    return shape(parse(Source("a.red", text)))


def check(text: str) -> None:
    """Assert the laws of formatting for one text."""
    plain, signs = formatted(text), formatted(text, unicode=True)
    assert formatted(plain) == plain
    assert formatted(signs, unicode=True) == signs
    assert formatted(signs) == plain
    assert tree(plain) == tree(text) == tree(signs)
    assert sorted(comments(plain)) == sorted(comments(text)) == sorted(comments(signs))


@pytest.mark.parametrize("text", [EVERYTHING, "", "\n\n", "# only\n\n\n# comments\n", *few(15, TEXTS)])
def test_same_meaning_same_comments_and_twice_is_once(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", every(4, TEXTS))
def test_lines_of_code_fit(text: str) -> None:
    for _, line in code_lines(formatted(text)):
        assert len(line) <= WIDTH or '"' in line


def test_the_look() -> None:
    text = """\
type t=a or b
problem P
 instance G:graph
          name:set of labels   # names

 valid every x in G.vertices:not x in name
"""
    assert (
        formatted(text)
        == """\
type t = a or b

problem P
  instance G    : graph
           name : set of labels  # names
  valid    every x in G.vertices: not x in name
"""
    )


def test_signs() -> None:
    text = "define f(S) = every x in S: x not in {1} and x <= 2 implies not sum(y | y -> z in S) != 1 or {x} subset S & T"
    assert formatted(text, unicode=True) == ("define f(S) = ∀x ∈ S: x ∉ {1} ∧ x ≤ 2 ⇒ ¬∑(y | y → z ∈ S) ≠ 1 ∨ {x} ⊆ S ∩ T\n")
    assert formatted(formatted(text, unicode=True)) == text + "\n"


def test_words_that_have_a_sign_elsewhere_stay_words() -> None:
    text = "type t over A and B = a(A) or b(B)\nfact P not in NP cites K\n\nproblem P\n  witness  S : subset of x\n"
    assert formatted(text, unicode=True) == text


def test_long_expressions_break_at_the_loosest_place() -> None:
    parts = " and ".join(f"condition_number_{i}(argument)" for i in range(6))
    lines = formatted(f"problem P\n  valid    {parts}").splitlines()
    assert lines[1] == "  valid    condition_number_0(argument)"
    assert lines[2] == "           and condition_number_1(argument)"
    assert len(lines) == 7


def test_a_comment_inside_an_item_stays_where_it_is() -> None:
    text = """\
problem P
  accepts  every x in S:  # the body follows
               x = 1
"""
    assert "every x in S:  # the body follows\n" in formatted(text)
    check(text)


def respaced(text: str, seed: int) -> str:
    """Return the text with other blanks and line ends between tokens inside brackets, and other blanks after `=`."""
    chance = random.Random(seed)
    _, tokens = parse_with_tokens(Source("a.red", text))
    pieces, depth, at = [], 0, 0
    for left, right in pairwise(tokens):
        depth += (left in ("(", "[", "{")) - (left in (")", "]", "}"))
        start, end = left.end_pos or 0, right.start_pos or 0
        pieces.append(text[at:start])
        gap = text[start:end]
        if depth > 0 and not gap.strip():
            blank = chance.choice(["", " ", "  ", "\n  ", "\n" + " " * chance.randrange(1, 30)])
            gap = blank or (" " if gap else "")
        elif left == "=" and not gap.strip():
            gap = " " * chance.randrange(1, 4)
        pieces.append(gap)
        at = end
    return "".join(pieces) + text[at:]


@settings(max_examples=15, deadline=None)
@given(st.sampled_from([EVERYTHING, *TEXTS]), st.integers(0, 10**6))
def test_spacing_inside_brackets_does_not_matter(text: str, seed: int) -> None:
    other = respaced(text, seed)
    assert tree(other) == tree(text)
    assert formatted(other) == formatted(text)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from([EVERYTHING, *TEXTS]), st.data())
def test_comments_anywhere_are_kept(text: str, data: st.DataObject) -> None:
    lines = formatted(text).split("\n")
    places = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=4))
    for place in sorted(places, reverse=True):
        if not comments(lines[place]) and lines[place].strip():
            if data.draw(st.booleans()):
                lines[place] += "  # behind"
            else:
                lines.insert(place, " " * data.draw(st.integers(0, 14)) + "# above")
    check("\n".join(lines))


@settings(max_examples=8, deadline=None)
@given(st.sampled_from([EVERYTHING, *TEXTS]), st.data())
def test_comments_between_any_tokens_inside_brackets_are_kept(text: str, data: st.DataObject) -> None:
    _, tokens = parse_with_tokens(Source("a.red", text))
    inside = [t for t in tokens if t in ("(", "[", "{", ",", "|", "+", "in", "->") and _open_before(text, t.end_pos or 0)]
    if inside:
        at = data.draw(st.sampled_from(inside)).end_pos or 0
        check(text[:at] + data.draw(st.sampled_from([" # here\n   ", "\n   # above\n      "])) + text[at:])


def _open_before(text: str, at: int) -> bool:
    code = "\n".join(re.sub(r'"[^"]*"', "", line[: comment_start(line)]) for line in text[:at].split("\n"))
    return sum(code.count(c) for c in "([{") > sum(code.count(c) for c in ")]}")


def test_a_text_with_a_mistake_is_refused() -> None:
    with pytest.raises(Mistake):
        formatted("define a = (1")


def test_the_condition_of_a_restriction_stands_on_several_lines() -> None:
    text = """problem Few restricts ThreeSAT "few occurrences"
    where every x in variables:
            sum(  # all of them
              count l in c: variable(l) = x | c in clauses) <= 3
  cites    Tovey1984
"""
    check(text)
    assert "# all of them" in formatted(text)
