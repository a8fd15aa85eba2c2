"""The rules of leaves, of guards and of comprehensions, and the table of all rules: a part of the checker."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from certify.certificates.checker import Node
from certify.certificates.checker_logic import (
    F,
    Formula,
    NoRule,
    PairsCounted,
    T,
    added,
    at_most,
    conj,
    disj,
    every,
    ex,
    function,
    implies,
    neg,
    put,
    term,
)
from certify.certificates.checker_relations import (
    chosen,
)
from certify.certificates.checker_rules import STRICT, single_valued
from certify.certificates.checker_sums import Least, canonical
from certify.certificates.checker_translation import Env, Reading, Rule
from certify.certificates.checker_values import (
    Cases,
    Entries,
    Gen,
    Items,
    Members,
    anew,
    under,
    whole,
)

# ---------------------------------------------------------------------------------------------------- leaves and guards


def _const(at: Reading, node: Node, env: Env) -> Any:
    if isinstance(node.data, bool):
        return T if node.data else F
    return whole(Fraction(node.data))


def _defined(at: Reading, node: Node, env: Env) -> Any:
    params, body = at.doc.functions[node.data]
    inner = {name: env[name] for name in ("instance", "witness") if name in env}
    return at.value(body, {**inner, **{v: at.value(a, env) for (v, _), a in zip(params, node.args, strict=True)}})


def _connective(at: Reading, node: Node, env: Env) -> Formula:
    a = at.value(node.args[0], env)
    if node.op == "and":
        return conj(a, at.guarded(a, node.args[1], env))
    if node.op == "or":
        return disj(a, at.guarded(neg(a), node.args[1], env))
    return implies(a, at.guarded(a, node.args[1], env))


def _if(at: Reading, node: Node, env: Env) -> Any:
    c = at.value(node.args[0], env)
    branches = [(c, node.args[1]), (neg(c), node.args[2])]
    return chosen([(g, at.guarded(g, n, env)) for g, n in branches if g != F])


def _case(at: Reading, node: Node, env: Env) -> Any:
    bodies = {name: (variables, body) for (name, variables), body in zip(node.data, node.args[1:], strict=True)}
    found = []
    for guard, (name, args) in at.value(node.args[0], env).options:
        variables, body = bodies[name]
        found.append((guard, at.guarded(guard, body, {**env, **dict(zip(variables, args, strict=True))})))
    return chosen(found)


# -------------------------------------------------------------------------------------------------------- comprehensions


def _quantified(at: Reading, node: Node, env: Env) -> Formula:
    found = at.bindings(node, env, once=False)
    if node.op == "every":
        return conj(*(every(b.variables, implies(b.guard, b.values[0])) for b in found))
    return disj(*(ex(b.variables, conj(b.guard, b.values[0])) for b in found))


def _count(at: Reading, node: Node, env: Env) -> Cases:
    found = at.bindings(node, env, once=True)
    if node.op == "sum":
        return at.shared.total((b.variables, b.guard, b.values[0]) for b in found)
    return at.shared.total((b.variables, conj(b.guard, b.values[0]), whole(1)) for b in found)


def _collect_map(at: Reading, node: Node, env: Env) -> Entries:
    found = Entries(tuple(at.bindings(node, env, once=False)))
    at.owe(node, single_valued(found))
    return found


def _collect_seq(at: Reading, node: Node, env: Env) -> Items:
    kinds = [kind for kind, _, _ in node.steps]
    if kinds.count("each") == 1 and "where" not in kinds and kinds[0] == "each":
        s = at.value(node.steps[0][2], env)
        if isinstance(s, Items) and all(p.values[0] is not None for p in s.parts):  # one item for each, with its index
            names, found = node.steps[0][1], []
            for p in map(anew, s.parts):
                with at.shared.under(("variables", p.variables), ("guard", p.guard)):
                    inner = {**env, **dict(zip(names, p.values[2 - len(names) :], strict=True))}
                    for _, (v,), e in node.steps[1:]:
                        inner = {**inner, v: at.value(e, inner)}
                    found.append(p._replace(values=(p.values[0], at.value(node.args[0], inner))))
            return Items(tuple(found), s.length, None, s.literal, s.loose)
    try:
        loose, bound = False, at.bindings(node, env, once=True)
    except PairsCounted:
        loose, bound = True, at.bindings(node, env, once=False)
    return Items(tuple(p._replace(values=(None, *p.values)) for p in bound), None, None, False, loose)


def _in_order(part: Gen) -> bool:
    """Return whether the index is the only variable, but for a constant."""
    if len(part.variables) != 1 or part.values[0] is None or len(part.values[0].options) != 1:
        return False
    v, (_, index) = part.variables[0], part.values[0].options[0]
    return v[2] == "Int" and not added(index, term(v), -1)[2]


def _first(at: Reading, node: Node, env: Env) -> Any:
    s = (
        at.value(node.steps[0][2], env)
        if [k for k, _, _ in node.steps].count("each") == 1 and node.steps[0][0] == "each"
        else None
    )
    if not isinstance(s, Items) or len(s.parts) != 1 or not _in_order(s.parts[0]):
        raise NoRule("the first of bindings whose order is not that of one number")
    found = at.bindings(node, env, once=False)
    if len(found) != 1:
        raise NoRule("the first of several generators")
    ((v,), guard, (value,)), shared = found[0], at.shared
    at.owe(node, ex((v,), guard))
    (form,), parameters = canonical([guard], (v,))
    name = shared.named.setdefault(("first", form), f"first!{len(shared.named)}")
    least = function(name, "Int", map(term, parameters))
    if name not in shared.named:
        shared.named[name] = Least(name, parameters, v, guard)
        here = implies(guard, conj(put(guard, {v: least}), at_most(least, term(v))))
        shared.axioms.append(("first", ("all", (*parameters, v), here)))
    return under(value, {v: least})


def _fold(at: Reading, node: Node, env: Env) -> Any:
    ((kind, names, inner),) = node.steps if len(node.steps) == 1 else [("", [], node)]
    s = at.value(inner, env) if kind == "each" else None
    if not isinstance(s, Items) or not s.literal:
        raise NoRule("a fold over a sequence that is not written out")
    state = at.value(node.args[0], env)
    for p in s.parts:
        bound = dict(zip(names, p.values[2 - len(names) :], strict=True))
        state = at.value(node.args[1], {**env, **bound, node.data[0]: state})
    return state


SPECIAL: dict[str, Rule] = {
    "const": _const,
    "var": lambda at, node, env: env[node.data],
    "input": lambda at, node, env: env[node.data],
    "global": _defined,
    "call": _defined,
    "and": _connective,
    "or": _connective,
    "implies": _connective,
    "if": _if,
    "case": _case,
    "every": _quantified,
    "some": _quantified,
    "count": _count,
    "sum": _count,
    "collect_set": lambda at, node, env: Members(tuple(at.bindings(node, env, once=False))),
    "collect_map": _collect_map,
    "collect_seq": _collect_seq,
    "first": _first,
    "fold": _fold,
}


def _of_operands(rule: Callable[..., Any]) -> Rule:
    return lambda at, node, env: rule(at, node, *(at.value(a, env) for a in node.args))


RULES: dict[str, Rule] = SPECIAL | {op: _of_operands(rule) for op, rule in STRICT.items()}
