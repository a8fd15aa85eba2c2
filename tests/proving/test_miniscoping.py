"""Sentences in clauses with fewer variables, and instances of clauses as instances of the sentences."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from certify.formulas.logic import INT, Formula, Term, complement, conjunction, disjunction, linear, number, parts
from certify.formulas.quantifiers import substitute
from certify.proving.ground_refuter import refutes
from certify.proving.miniscoping import clauses_of, whole_instances
from certify.proving.smt import script
from certify.proving.z3_search import UNREADABLE, Setting, contradiction

HOME = "home"
X, Y, Z = (("v", n, HOME) for n in range(3))
A, B, C = (("f", name, HOME, ()) for name in "abc")


def p(name: str, *terms: Term) -> Formula:
    return ("p", name, terms)


def denied(f: Formula) -> Formula:
    return ("not", f)


def instances_of(sentence: tuple[tuple[Term, ...], Formula], *found: tuple[int, tuple[Term, ...]]) -> list[tuple[Term, ...]]:
    return [terms for _, terms in whole_instances([sentence], clauses_of([sentence]), found)]


def test_a_sentence_with_variables_that_share_nothing_is_split() -> None:
    sentence = (X, Y, Z), disjunction(conjunction(p("p", X), p("q", Y)), conjunction(p("r", X), p("s", Z)))
    clauses = clauses_of([sentence])
    assert {(clause.variables, clause.matrix) for clause in clauses} == {
        ((X,), disjunction(p("p", X), p("r", X))),
        ((X, Z), disjunction(p("p", X), p("s", Z))),
        ((X, Y), disjunction(p("q", Y), p("r", X))),
        ((Y, Z), disjunction(p("q", Y), p("s", Z))),
    }


def test_a_sentence_is_left_if_a_clause_needs_all_variables() -> None:
    sentence = (X, Y), disjunction(p("r", X, Y), conjunction(p("p", X), p("q", Y)))
    assert [(clause.variables, clause.matrix) for clause in clauses_of([sentence])] == [sentence]


def test_clauses_equal_but_for_the_names_of_variables_are_one() -> None:
    assert len(clauses_of([((X, Y), conjunction(p("p", X), p("p", Y)))])) == 1
    assert len(clauses_of([((X, Y), conjunction(p("p", X), p("q", Y)))])) == 2


def test_instances_that_agree_become_one() -> None:
    sentence = (X, Y, Z), disjunction(p("p", X), conjunction(p("q", Y), p("r", Z)))
    assert [clause.variables for clause in clauses_of([sentence])] == [(X, Y), (X, Z)]
    assert instances_of(sentence, (0, (A, B)), (1, (A, C))) == [(A, B, C)]
    assert instances_of(sentence, (0, (A, B)), (1, (B, C))) == [(A, B, A), (B, A, C)]


def test_a_variable_that_does_not_matter_stands_for_some_term_of_its_sort() -> None:
    n = ("v", 3, INT)
    sentence = (X, Y, n), disjunction(p("p", X), conjunction(p("q", Y), p("r", linear(0, (n, 1)))))
    assert instances_of(sentence, (0, (A, B))) == [(A, B, number(0))]


def test_a_variable_that_a_clause_determines_has_its_value_in_the_instance() -> None:
    """If x is not y, nothing is said: the clauses are about one of them."""
    sentence = (X, Y), disjunction(denied(("=", X, Y)), conjunction(p("p", X), p("q", Y)))
    assert [clause.variables for clause in clauses_of([sentence])] == [(Y,), (Y,)]
    assert instances_of(sentence, (0, (A,))) in ([(A, A)], [(A, A), (A, A)])


def test_instances_imply_what_the_clauses_say() -> None:
    """The conjunction of the whole instances and the denial of a clause's instance has no model."""
    matrix = disjunction(
        denied(("=", X, Y)), conjunction(p("p", X), p("q", Z)), conjunction(p("r", Y), disjunction(p("p", Z), denied(p("q", X))))
    )
    sentence = (X, Y, Z), matrix
    clauses = clauses_of([sentence])
    assert len(clauses) > 1
    for k, clause in enumerate(clauses):
        terms = (A, B, C)[: len(clause.variables)]
        said = substitute(clause.matrix, dict(zip(clause.variables, terms, strict=True)))
        whole = [substitute(matrix, dict(zip((X, Y, Z), found, strict=True))) for found in instances_of(sentence, (k, terms))]
        others = [complement(f) for f in parts(said, "or")]
        assert all(f[0] in ("p", "not") for f in others)
        assert refutes([*whole, *others]).refuted
        assert not refutes(others).refuted


def test_closed_terms_of_sentences_are_mentioned() -> None:
    inner = ("f", "g", HOME, (A,))
    text = script([((X,), disjunction(p("p", X, inner), p("q", X)))])
    assert "(assert (|mentioned home| (|g| |a|)))" in text
    assert "mentioned" not in script([((), p("p", inner)), ((X,), p("q", X))])


def test_a_closed_term_is_matched_before_its_sentence_is_instantiated() -> None:
    """Only g(a) is a reason to look at either sentence, and it stands inside of one alone."""
    g_x, g_a = ("f", "g", HOME, (X,)), ("f", "g", HOME, (A,))
    sentences = [
        ((X,), disjunction(p("p", g_x), p("q", g_x))),
        ((X,), denied(p("p", g_x))),
        ((X,), disjunction(denied(p("q", g_a)))),
    ]
    result, found = contradiction([(vs, f) for vs, f in sentences], 40_000, Setting.PATTERNS)
    assert result == "unsat"
    assert (0, (A,)) in found


def test_what_z3_cannot_be_asked_is_left_out_and_said() -> None:
    """A function of whole numbers has no value at a half: the rest is asked, and without a contradiction that is no answer."""
    half = ("lin", 0, ((("v", 0, "Int"), Fraction(1, 2)),))
    sentences: list[Any] = [((("v", 0, "Int"),), p("even", half)), ((), p("p", A))]
    assert contradiction(sentences, 40_000, Setting.PATTERNS)[0] == "partly"
    assert contradiction([*sentences, ((), denied(p("p", A)))], 40_000, Setting.PATTERNS)[0] == "unsat"
    twice_as_a_number = [((), p("even", ("lin", 0, ()))), ((), p("even", A))]
    assert contradiction(twice_as_a_number, 40_000, Setting.PATTERNS)[0].startswith(UNREADABLE)


def test_z3_finds_instances_of_a_sentence_with_many_variables() -> None:
    many = tuple(("v", n, HOME) for n in range(6))
    first = conjunction(*(disjunction(denied(p("p", many[0])), p("q", many[0], v)) for v in many[1:3]))
    second = conjunction(*(disjunction(denied(p("p", many[0])), p("r", many[0], v)) for v in many[3:]))
    sentences = [(many, disjunction(first, second)), ((), p("p", A)), ((), denied(p("q", A, B))), ((), denied(p("r", A, C)))]
    result, found = contradiction(sentences, 40_000, Setting.PATTERNS)
    assert result == "unsat"
    formulas = [f for vs, f in sentences if not vs]
    formulas += [substitute(sentences[i][1], dict(zip(sentences[i][0], terms, strict=True))) for i, terms in found]
    assert refutes(formulas).refuted


def test_what_takes_variables_of_its_own_may_be_left_out_beside_the_sentence() -> None:
    """It is a part of a conjunction: without a part of a disjunction, the rest would say more."""
    own = disjunction(p("q", X, Z), p("r", Y, Z))
    sentence = (X, Y, Z), disjunction(p("r", X, Y), conjunction(p("p", X), own, p("q", Y)))
    whole, weaker = clauses_of([sentence], weaker=True)
    assert (whole.variables, whole.matrix) == sentence
    assert weaker.variables == (X, Y)
    assert weaker.matrix == disjunction(p("r", X, Y), conjunction(p("p", X), p("q", Y)))
    assert whole_instances([sentence], [whole, weaker], [(1, (A, B))]) == [(0, (A, B, A))]
    kept = (X, Y, Z), disjunction(p("r", X, Y), own)
    assert len(clauses_of([kept], weaker=True)) == 1
