"""Folds that append one item at each step: sequences given by recursion."""

from __future__ import annotations

from certify.core import Node, Seq
from certify.core.document import node_json
from certify.core.ops import Op
from certify.formulas.definitions import NamedRecursion, canonical
from certify.formulas.logic import (
    INT,
    amount,
    at_most,
    conjunction,
    disjunction,
    free,
    implication,
    is_zero,
    less,
    minus,
    new_variable,
    number,
)
from certify.formulas.not_translated import NotTranslated
from certify.formulas.quantifiers import for_all, solutions, substitute
from certify.formulas.relations import same
from certify.formulas.stored import stored, stored_sequence
from certify.formulas.translator import DocumentTranslator, Environment
from certify.formulas.values import GuardedGenerator, Meant, SeqOf, amount_of, substituted


def appended(doc: DocumentTranslator, node: Node, env: Environment, s: Meant) -> SeqOf:
    """Return the value of a fold over the sequence s from the empty sequence, each step of which appends one item.

    Raises NotTranslated for other folds.
    """
    body, names = node.args[1], node.steps[0].vars
    (state,) = node.data
    type = doc.type(node)
    appends = (
        body.op is Op.CONCAT
        and body.args[0].op is Op.VAR
        and body.args[0].data == state
        and body.args[1].op is Op.SEQ
        and len(body.args[1].args) == 1
    )
    if not appends or not isinstance(type, Seq) or node.args[0].args or not isinstance(s, SeqOf) or len(s.parts) != 1:
        raise NotTranslated("a fold over a sequence of unknown length")
    if s.length is None or s.parts[0].values[0] is None or len(s.parts[0].variables) != 1:
        raise NotTranslated("a fold over a sequence whose indices are not known")
    part = s.parts[0].fresh()
    place = new_variable(INT)  # the index as the variable: patterns then hold no arithmetic
    ((values, left, _),) = solutions(part.variables, is_zero(minus(part.values[0].alternatives[0][1], amount(place))))
    if left:
        raise NotTranslated("a fold over a sequence whose index does not determine the item")
    part = GuardedGenerator((place,), substitute(part.guard, values), tuple(substituted(v, values) for v in part.values))
    run, index = doc.run, amount(place)
    key = ("fold", repr(node_json(body)))
    new = key not in run.remembered
    if new:
        run.remembered[key] = f"fold!{sum(isinstance(n, NamedRecursion) for n in run.named)}"
    name = run.remembered[key]
    before = stored_sequence(name, (), type.item, index)
    with run.under(("variables", part.variables), ("guard", part.guard)):
        inner = {**env, **dict(zip(names, part.values[2 - len(names) :], strict=True)), state: before}
        item = doc.value(body.args[1].args[0], inner)
    here = same(stored(f"{name}@", (index,), type.item), item)
    axiom = for_all((place,), implication(part.guard, here))
    if free(axiom):
        raise NotTranslated("a fold over a sequence of unknown length inside a comprehension")
    if new:
        where = conjunction(*(f for kind, f in run.path if kind == "guard" and not free(f)))
        run.named.append(NamedRecursion(name, place, part.guard, item, type.item, where))
        run.axioms.append(("fold", axiom))
        run.remembered[name] = canonical([axiom])
    elif run.remembered[name] != canonical([axiom]):
        raise NotTranslated("the same fold over two sequences of unknown length")
    i = amount(new_variable(INT))
    inside = [conjunction(g, at_most(number(0), i), less(i, n)) for g, n in s.length.alternatives]
    guard = conjunction(at_most(number(0), i), disjunction(*inside))
    generator = GuardedGenerator((i[2][0][0],), guard, (amount_of(i), stored(f"{name}@", (i,), type.item)))
    return SeqOf((generator,), s.length, type.item)
