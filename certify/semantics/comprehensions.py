"""Closures of comprehensions, quantifiers and folds, which run through the bindings of their generators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from certify.core import Map, Mark, Node, Seq, Set, Step
from certify.core.budgets import ITEMS, Account, too_large
from certify.core.operations import gathered
from certify.core.values import Value
from certify.semantics.closures import ACCOUNT, MANY, Closure, Closures, Frame, Slots
from certify.semantics.costs import STEPWISE, formula, gathering, is_rational, sizer
from certify.semantics.unmet_obligations import Unmet


class Comprehensions(Closures):
    """Closures of one document, with the rules for comprehensions."""

    def _items(self, step: Step, slots: Slots) -> Callable[[Frame], Iterable[Value]]:
        """Return the function from a frame to the bindings of an `each`: items, or pairs.

        A small collection is charged at once, a large one in portions.
        """
        collection, meter, mark = self.compile(step.node, slots), self.meter, step.node.mark
        in_pairs = len(step.vars) == 2
        of_map = in_pairs and isinstance(step.node.type, Map)

        def items(e: Frame) -> Iterable[Value]:
            found = collection(e)
            pairs: Iterable[Value] = found.items() if of_map else enumerate(found) if in_pairs else found
            account = e[ACCOUNT]
            count = len(found)
            if count > MANY:
                return _paid(pairs, account, mark)
            account.spend(count + 1, mark)
            return pairs

        if meter is None:
            return items

        def counted(e: Frame) -> Iterator[Value]:
            for item in items(e):
                meter.steps += 1
                yield item

        return counted

    def loop(self, steps: Sequence[Step], leaf: Closure, slots: Slots, deciding: bool = False) -> Closure:
        """Return a closure that calls the leaf for each binding until the leaf returns true; its value is whether one did.

        `steps` are the generators, and `slots` the places of the variables.  With `deciding`, an unmet obligation at a binding of
        an unordered collection is ignored if the leaf returns true at another binding.
        """
        if not steps:
            return leaf
        step, inner = steps[0], self.loop(steps[1:], leaf, slots, deciding)
        if step.kind == "where":
            condition = self.compile(step.node, slots)
            return lambda e: condition(e) and inner(e)
        if step.kind == "let":
            value, slot = self.tick(self.compile(step.node, slots)), slots.slot(step.vars[0])

            def let(e: Frame) -> Value:
                e[slot] = value(e)
                return inner(e)

            return let
        if deciding and not isinstance(step.node.type, Seq):
            return self._some_binding(step, inner, slots)
        items = self._items(step, slots)
        if len(step.vars) == 2:
            i, j = [slots.slot(v) for v in step.vars]

            def each_pair(e: Frame) -> bool:
                for e[i], e[j] in items(e):  # noqa: B020, SIM110 (binds straight into the frame)
                    if inner(e):
                        return True
                return False

            return each_pair
        slot = slots.slot(step.vars[0])

        def each(e: Frame) -> bool:
            for e[slot] in items(e):  # noqa: B020, SIM110 (binds straight into the frame)
                if inner(e):
                    return True
            return False

        return each

    def _some_binding(self, step: Step, inner: Closure, slots: Slots) -> Closure:
        """Return a closure that decides whether the inner closure is true for some binding of an unordered collection.

        The value must not depend on the order, so an unmet obligation is raised only if no binding makes the inner closure true.
        """
        items = self._items(step, slots)
        bound = [slots.slot(v) for v in step.vars]
        single = bound[0] if len(bound) == 1 else None

        def some(e: Frame) -> bool:
            owed: Unmet | None = None
            for item in items(e):
                if single is not None:
                    e[single] = item
                else:
                    e[bound[0]], e[bound[1]] = item
                try:
                    if inner(e):
                        return True
                except Unmet as unmet:
                    owed = owed or unmet
            if owed is not None:
                raise owed
            return False

        return some

    def _some(self, node: Node, slots: Slots) -> Closure:
        return self.loop(node.steps, self.compile(node.args[0], slots), slots, deciding=True)

    def _every(self, node: Node, slots: Slots) -> Closure:
        body = self.compile(node.args[0], slots)
        fails = self.loop(node.steps, lambda e: not body(e), slots, deciding=True)
        return lambda e: not fails(e)

    def _first(self, node: Node, slots: Slots) -> Closure:
        value, slot = self.compile(node.args[0], slots), slots.fresh()

        def keep(e: Frame) -> bool:
            e[slot] = value(e)
            return True

        found = self.loop(node.steps, keep, slots)

        def first(e: Frame) -> Value:
            if found(e):
                return e[slot]
            raise self.failure(node, slots, e)

        return first

    def _fold(self, node: Node, slots: Slots) -> Closure:
        slot = slots.slot(node.data[0])
        start, body = [self.tick(self.compile(n, slots)) for n in node.args]

        in_collection, mark = isinstance(node.type, Set | Seq | Map), node.mark

        def again(e: Frame) -> None:
            e[slot] = value = body(e)
            if in_collection and len(value) > MANY:  # the body may have copied it
                e[ACCOUNT].spend(len(value) >> 4, mark)

        run = self.loop(node.steps, again, slots)

        def fold(e: Frame) -> Value:
            e[slot] = start(e)
            run(e)
            return e[slot]

        return fold

    def _gather(self, node: Node, slots: Slots) -> Closure:
        """Return the closure of a comprehension whose value is a function of the list of its operand's values."""
        meaning = gathered(node)
        function, defined = meaning.function, meaning.defined
        values = self._values(node, slots)
        if self.meter is not None:
            function = self._charged_gathering(node, function)
        mark, is_collection = node.mark, isinstance(node.type, Set | Seq | Map)

        def gather(e: Frame) -> Value:
            found = values(e)
            if is_collection and len(found) > ITEMS:
                raise too_large().at(mark)
            if defined is None or defined(found):
                return function(found)
            raise self.failure(node, slots, e, found)

        return self.paying(node, gather)

    def _values(self, node: Node, slots: Slots) -> Callable[[Frame], list[Value]]:
        args = [self.compile(a, slots) for a in node.args]
        body: Closure = args[0] if len(args) == 1 else lambda e: tuple(a(e) for a in args)
        match node.steps:
            case (Step("each", (variable,)),):
                items, slot = self._items(node.steps[0], slots), slots.slot(variable)
                return lambda e: [body(e) for e[slot] in items(e)]
            case (Step("each", (variable,)), Step("where", _, test)):
                items, slot, keeps = self._items(node.steps[0], slots), slots.slot(variable), self.compile(test, slots)
                return lambda e: [body(e) for e[slot] in items(e) if keeps(e)]
        kept = slots.fresh()
        run = self.loop(node.steps, lambda e: e[kept].append(body(e)), slots)

        def collect(e: Frame) -> list[Value]:
            found: list[Value] = []
            e[kept] = found
            run(e)
            return found

        return collect

    def _charged_gathering(self, node: Node, function: Callable[[list[Value]], Value]) -> Callable[[list[Value]], Value]:
        meter = self.meter
        assert meter is not None
        of_result = sizer(node.type, self.constructors)
        if node.op not in STEPWISE:

            def charged(found: list[Value]) -> Value:
                result = function(found)
                meter.steps += gathering(node.op, len(found), of_result(result))
                return result

            return charged
        cost = formula(STEPWISE[node.op], is_rational(node))
        of_value = sizer(node.args[0].type, self.constructors)

        def charged_stepwise(found: list[Value]) -> Value:
            so_far = function([]) if node.op in {"sum", "product"} else found[0] if found else 0
            for value in found:
                meter.steps += cost([of_result(so_far), of_value(value)], 0)
                so_far = function([so_far, value])
            return function(found)

        return charged_stepwise


def _paid(items: Iterable[Value], account: Account, mark: Mark | None) -> Iterator[Value]:
    """Yield the items, and charge them in portions of MANY."""
    left = 0
    for item in items:
        if not left:
            account.spend(MANY, mark)
            left = MANY
        left -= 1
        yield item
