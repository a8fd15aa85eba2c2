"""The statements of a reduction's correctness, for all sizes, made from its core form.

Every statement speaks of an unknown valid instance of the source and, where it needs one, of an unknown witness.  Its symbols
are those of the instance, of the witness, and the named ones that the axioms define.
"""

from __future__ import annotations

from certify.core import Constructor, Map, Mark, Node, Problem, Record, Reduction, Seq, Set
from certify.core.paths import walk
from certify.formulas.definitions import Named, NamedSum
from certify.formulas.inductions import Induction, inductions
from certify.formulas.logic import Formula, conjuncts
from certify.formulas.not_translated import NotTranslated
from certify.formulas.operations import RULES
from certify.formulas.relations import same
from certify.formulas.stored import COLLECTION_INSIDE
from certify.formulas.translator import DocumentTranslator, Environment, TranslationRun
from certify.formulas.types import Homes
from certify.formulas.unknowns import Root, in_space, sets_of, unknown_instance, unknown_witness, well_typed
from certify.records import dataclass, field

SOURCE_WITNESS, TARGET_WITNESS = "w!", "v!"
"""The names of the unknown witnesses' symbols."""

KEEPS = "the filter drops nothing"
"""The part of a goal on which others depend: a filter of the text is translated as if it dropped nothing."""

Hypotheses = tuple[tuple[str, Formula], ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """What has to be shown.

    - `obligation`: `well-formed` (verifiers are defined on every member of a witness space, among others), `forward`, `backward`
      or `parsimonious`; or `induction`.
    - `part`: which part of it, in words; `mark`: its place in the text, where it is the obligation of one expression.
    - `witness`: the unknown witness that it speaks of: `w!`, `v!`, or empty.
    - `hypotheses`: what is known of the instance and the witness, each with what it is.
    - `induction`: for a goal of the obligation `induction`, the induction of which it is the start or the step.  It need not
      hold; if both do, the conclusions are known in the later goals of the same witness.
    """

    obligation: str
    part: str
    hypotheses: Hypotheses
    formula: Formula
    witness: str = ""
    mark: Mark | None = None
    induction: Induction | None = None


@dataclass
class Statements:
    """The statements of a reduction: goals, axioms of named symbols, the definitions of these, and the roots of all others.

    `valid` and `accepted` are the hypotheses part by part, as they are compared with the interpreter.
    """

    reduction: Reduction
    constructors: tuple[Constructor, ...]
    axioms: list[tuple[str, Formula]]
    named: list[Named]
    roots: list[Root] = field(default_factory=list)
    witness_roots: dict[str, list[Root]] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    valid: Hypotheses = ()
    accepted: dict[str, Hypotheses] = field(default_factory=dict)

    @property
    def root_names(self) -> list[str]:
        """The names of the values of which symbols stand for the parts."""
        return [r.name for r in self.roots] + [r.name for rs in self.witness_roots.values() for r in rs]

    @property
    def sums(self) -> list[NamedSum]:
        """The named sums."""
        return [n for n in self.named if isinstance(n, NamedSum)]


def statements(reduction: Reduction) -> Statements:
    """Return the statements of a reduction, within `numbered_variables`.  Raises NotTranslated.

    >>> from certify.formulas.logic import numbered_variables
    >>> from certify.library import standard
    >>> with numbered_variables():
    ...     sorted({g.obligation for g in statements(standard().reduction("Clique:IndependentSet")).goals})
    ['backward', 'forward', 'well-formed']
    """
    try:
        return _Stating(reduction).build()
    except NotTranslated as reason:
        made = _label_of_a_collection(reduction) if reason.construct == COLLECTION_INSIDE else None
        raise reason if made is None else NotTranslated("a label with a collection as an argument", made.mark) from None


def _label_of_a_collection(reduction: Reduction) -> Node | None:
    """Return the first place where the image's text builds a label that carries a collection; None if it builds none."""
    kinds = {c.name: [t for _, parameter in c.parameters for t in walk(parameter)] for c in reduction.constructors}
    carrying = {name for name, types in kinds.items() if any(isinstance(t, Set | Seq | Map) for t in types)}
    nodes = [node for body in (reduction.image, *(f.body for f in reduction.functions)) for node in body.walk()]
    return next((node for node in nodes if node.op == "make" and node.data in carrying and node.mark is not None), None)


def stated_claims(reduction: Reduction) -> dict[str, bool]:
    """Return the kinds of claims about witnesses that a reduction makes, and whether all claims of that kind have statements.

    >>> from certify.library import standard
    >>> stated_claims(standard().reduction("Clique:IndependentSet"))
    {'parsimonious': True}
    >>> stated_claims(standard().reduction("SubsetSum:Partition"))
    {'counts': False}
    """
    made = [c for c in reduction.claims if c.kind in ("parsimonious", "counts")]
    left_out = {c.kind for c in made if c.kind == "counts" or c.where is not None}
    return {c.kind: c.kind not in left_out for c in made}


class _Stating:
    def __init__(self, reduction: Reduction) -> None:
        self.reduction = reduction
        run = self.run = TranslationRun()
        self.out = Statements(reduction, reduction.constructors, run.axioms, run.named)
        content = dict(reduction.content)
        self.source = self._document("the source", reduction.source, Homes(reduction.constructors, {}))
        self.target = self._document("the target", reduction.target, Homes(reduction.constructors, content))
        plain = Homes(reduction.constructors, {})
        self.maps = DocumentTranslator(run, "the reduction", reduction.functions, reduction.obligations, plain, RULES)

    def _document(self, label: str, problem: Problem, homes: Homes) -> DocumentTranslator:
        return DocumentTranslator(self.run, label, problem.functions, problem.obligations, homes, RULES)

    def build(self) -> Statements:
        out, reduction, source, target = self.out, self.reduction, self.source, self.target
        type = source.homes.read(reduction.source.instance)
        assert isinstance(type, Record)
        x, out.roots = unknown_instance(self.run, type)
        typed = ("typed", well_typed(x, reduction.source.instance, sets_of(x, type)))
        env = {"instance": x}
        valid = [("valid", f) for f in source.condition(reduction.source.valid, env)]
        self._owed((typed,), "well-formed", "")
        out.valid = known = (typed, *valid)
        y = self.maps.value(reduction.image, env)
        self._owed(known, "well-formed", "")
        image = reduction.target.instance
        self._goals("well-formed", "typed", known, well_typed(y, image, sets_of(y, image)))
        there = {"instance": y}
        for i, f in enumerate(target.condition(reduction.target.valid, there)):
            self._owed(known, "well-formed", "")
            self._goals("well-formed", f"valid {i + 1}", known, f)
        self._forward(env, there)
        self._backward(env, there)
        return out

    def _witness(self, doc: DocumentTranslator, problem: Problem, env: Environment, name: str) -> tuple[object, Hypotheses]:
        """Return the unknown witness of an instance, and the hypotheses on it; its verifier is defined on all of the space."""
        out, at = self.out, "well-formed"
        w, facts, roots = unknown_witness(doc, problem.witness, env, name)
        out.witness_roots[name] = roots
        space = (*out.valid, *(("in space", f) for f in facts))
        self._owed(out.valid, at, "")
        accepts = doc.condition(problem.accepts, {**env, "witness": w})
        self._owed(space, at, name)
        out.accepted[name] = tuple(("accepts", f) for f in accepts)
        return w, (*space, *out.accepted[name])

    def _forward(self, env: Environment, there: Environment) -> None:
        reduction, parsimonious = self.reduction, stated_claims(self.reduction).get("parsimonious")
        w, known = self._witness(self.source, reduction.source, env, SOURCE_WITNESS)
        mapped = self.maps.value(reduction.forward, {**env, "witness": w})
        self._owed(known, "forward", SOURCE_WITNESS)
        self._goals("forward", "in space", known, in_space(self.target, mapped, reduction.target.witness, there), SOURCE_WITNESS)
        for i, f in enumerate(self.target.condition(reduction.target.accepts, {**there, "witness": mapped})):
            self._goals("forward", f"accepts {i + 1}", known, f, SOURCE_WITNESS)
        self._owed(known, "forward", SOURCE_WITNESS)
        if parsimonious:
            back = self.maps.value(reduction.backward, {**env, "witness": mapped})
            self.run.take_owed()  # they are those of `backward`
            self._owed(known, "parsimonious", SOURCE_WITNESS)
            self._goals("parsimonious", "there and back", known, same(back, w), SOURCE_WITNESS)

    def _backward(self, env: Environment, there: Environment) -> None:
        reduction, parsimonious = self.reduction, stated_claims(self.reduction).get("parsimonious")
        v, known = self._witness(self.target, reduction.target, there, TARGET_WITNESS)
        mapped = self.maps.value(reduction.backward, {**env, "witness": v})
        for induction in inductions(self.run.named):
            for part, f in (("start", induction.first), ("step", induction.step)):
                goal = Goal("induction", f"{induction.name}, {part}", known, f, TARGET_WITNESS, induction=induction)
                self.out.goals.append(goal)
        self._owed(known, "backward", TARGET_WITNESS)
        self._goals("backward", "in space", known, in_space(self.source, mapped, reduction.source.witness, env), TARGET_WITNESS)
        for i, f in enumerate(self.source.condition(reduction.source.accepts, {**env, "witness": mapped})):
            self._goals("backward", f"accepts {i + 1}", known, f, TARGET_WITNESS)
        self._owed(known, "backward", TARGET_WITNESS)
        if parsimonious:
            forth = self.maps.value(reduction.forward, {**env, "witness": mapped})
            self.run.take_owed()  # they are those of `forward`
            self._owed(known, "parsimonious", TARGET_WITNESS)
            self._goals("parsimonious", "back and there", known, same(forth, v), TARGET_WITNESS)

    def _owed(self, known: Hypotheses, obligation: str, witness: str) -> None:
        """Add the obligations and premises that were met as goals: premises may not be used in their own proofs, nor are they."""
        for f in self.run.take_premises():
            self.out.goals += [Goal(obligation, KEEPS, known, g, witness) for g in conjuncts(f)]
        for says, mark, f in self.run.take_owed():
            self.out.goals += [Goal(obligation, f"defined: {says}", known, g, witness, mark) for g in conjuncts(f)]

    def _goals(self, obligation: str, part: str, known: Hypotheses, f: Formula, witness: str = "") -> None:
        self.out.goals += [Goal(obligation, part, known, g, witness) for g in conjuncts(f)]
