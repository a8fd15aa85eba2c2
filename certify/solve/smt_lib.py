"""Circuits with numbers as texts in SMT-LIB 2 (Barrett, Fontaine and Tinelli, 2017), for solvers of linear integer arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from certify.circuits.gates import FALSE, TRUE, Circuit, Gate, Literal, Whole
from certify.system.z3_contexts import fresh_context


def smt_text(circuit: Circuit, roots: Sequence[Literal]) -> str:
    """Return a script that is satisfiable if and only if all roots can be true.

    >>> circuit = Circuit()
    >>> x, a = circuit.number(), circuit.input()
    >>> print(smt_text(circuit, [-circuit.comparison("le", {x: 2, a: 3}, 4)]))
    (set-logic QF_LIA)
    (declare-const w2 Int)
    (assert (>= w2 0))
    (declare-const w3 Bool)
    (define-fun w4 () Bool (<= (+ (* 2 w2) (ite w3 3 0)) 4))
    (assert (not w4))
    """
    return "\n".join(["(set-logic QF_LIA)", *_definitions(circuit, roots), *(f"(assert {_literal(r)})" for r in roots)])


def _definitions(circuit: Circuit, roots: Sequence[Literal]) -> Iterator[str]:
    numbers: set[int] = set(circuit.numbers)
    for wire in circuit.cone(roots):
        gate = circuit.gates[wire]
        if gate is None:
            yield f"(declare-const w{wire} {'Int' if wire in numbers else 'Bool'})"
            if wire in numbers:
                yield f"(assert (>= w{wire} 0))"
        elif gate[0] == "times":
            numbers.add(wire)
            yield f"(define-fun w{wire} () Int (ite {_literal(gate[1][0])} w{gate[1][1]} 0))"
        elif gate[0] == "quotient":
            numbers.add(wire)
            terms, constant, divisor = circuit.divided[wire]
            yield f"(define-fun w{wire} () Int (div (+ {_terms(terms)} {_integer(constant)}) {divisor}))"
        elif wire in circuit.compared:
            yield f"(define-fun w{wire} () Bool {_comparison(*circuit.compared[wire])})"
        else:
            yield f"(define-fun w{wire} () Bool {_connective(gate)})"


def _connective(gate: Gate) -> str:
    return f"({gate[0]} {' '.join(map(_literal, gate[1]))})"


def _comparison(relation: str, terms: Mapping[int, int], bound: int) -> str:
    return f"({'<=' if relation == 'le' else '='} (+ {_terms(terms)}) {_integer(bound)})"


def _terms(terms: Mapping[int, int]) -> str:
    return " ".join(
        f"(* {_integer(c)} w{w})" if isinstance(w, Whole) else f"(ite w{w} {_integer(c)} 0)" for w, c in terms.items()
    )


def _literal(literal: Literal) -> str:
    if literal in (TRUE, FALSE):
        return "true" if literal == TRUE else "false"
    return f"w{literal}" if literal > 0 else f"(not w{-literal})"


def _integer(n: int) -> str:
    return str(n) if n >= 0 else f"(- {-n})"


def solved(
    text: str, inputs: Sequence[int], numbers: Sequence[int], seconds: float | None, resources: int | None
) -> tuple[str, dict[int, int], int]:
    """Return the answer of z3 to a script.

    - `text`: the script.
    - `inputs`, `numbers`: the wires whose values are wanted.
    - `seconds`: the time limit; None for no limit.
    - `resources`: the most resources that z3 may use, which is the same on every machine; None for no limit.

    The answer is `yes`, `no` or `unknown`; for `yes` it comes with the values of the wires, where 1 is true.  Last come the
    resources that were used.
    """
    import z3

    context = fresh_context()
    solver = z3.Solver(ctx=context)
    if seconds is not None:
        solver.set("timeout", max(int(seconds * 1000), 1))
    if resources is not None:
        solver.set("rlimit", max(resources, 1))
    solver.from_string(text)
    answer, statistics = solver.check(), solver.statistics()
    used = int(statistics.get_key_value("rlimit count"))
    if answer != z3.sat:
        return "no" if answer == z3.unsat else "unknown", {}, used
    model = solver.model()
    found = {w: int(z3.is_true(model.eval(z3.Bool(f"w{w}", context), model_completion=True))) for w in inputs}
    found |= {w: model.eval(z3.Int(f"w{w}", context), model_completion=True).as_long() for w in numbers}
    return "yes", found, used
