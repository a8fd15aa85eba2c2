"""Lowering of a `problem` declaration, or of a restriction of a problem, to the core form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lark import Token, Tree

from certify.core import About, Mark, Node, Number, Problem, Record, Space
from certify.core.ops import Op
from certify.language.canonical import Renumbering, reachable, uses_witness
from certify.language.conditions import condition
from certify.language.declared_types import instance_type
from certify.language.notes import Notes
from certify.language.patterns import named_once
from certify.language.scope import Declaration, Definition, DocumentBuilder, Local, PartScope, Scope, Texts, as_definition
from certify.language.typing import describe
from certify.language.witness_spaces import record_space, unit_space, witness_space
from certify.records import replace

REPEATABLE = ("cites", "because", "text", "lets", "valid")


def sections(part: PartScope, trees: list[Any]) -> dict[str, list[Any]]:
    """Return the sections of a declaration by kind.  Raises `Mistake` if a section that is not `REPEATABLE` occurs twice."""
    found: dict[str, list[Any]] = {}
    for tree in trees:
        if tree.data in found and tree.data not in REPEATABLE:
            raise part.mistake(f"a second `{_word(tree)}` section", tree, "join it with the first")
        found.setdefault(tree.data, []).append(tree)
    return found


def nothing_shown(part: PartScope, found: dict[str, list[Any]]) -> None:
    """Raise `Mistake` if a reason of a problem says what it shows."""
    for shown in (reason.children[1] for tree in found.get("because", []) for reason in tree.children):
        if shown is not None:
            raise part.mistake("a problem's reasons show nothing", shown, "say it under the `because` of a reduction")


def _word(tree: Any) -> str:
    return "let" if tree.data == "lets" else str(tree.data)


def about(declaration: Declaration, title: str, found: dict[str, list[Any]]) -> About:
    """Return the title, explanations, citations and place of a declaration; `found` are its sections by kind."""
    texts = [str(t.children[0])[1:-1] for t in found.get("text", [])]
    because = [str(reason.children[0])[1:-1] for tree in found.get("because", []) for reason in tree.children]
    cites = [citation(c) for tree in found.get("cites", []) for c in tree.children]
    meta = declaration.tree.meta
    mark = Mark(declaration.source, meta.start_pos, meta.end_pos)
    return About(" ".join([t for t in [title, *texts] if t]), tuple(because), tuple(cites), mark)


def citation(tree: Any) -> tuple[str, str]:
    """Return the key and the place of a citation."""
    key, place = tree.children
    return str(key), "" if place is None else str(place)[1:-1]


def bindings(part: PartScope, trees: list[Any], results: Sequence[str] = ()) -> dict[str, Local | Definition]:
    """Return the definitions of `let` sections or of a witness map, by name.

    The scope of `part` must be the one that the caller adds them to.  `results` are the names of the witness's parts, which are
    defined but not bound as names.  Raises `Mistake` if a name is defined twice or hides another one.
    """
    out: dict[str, Local | Definition] = {}
    for binding in trees:
        name = binding.children[0]
        if str(name) in out:
            raise part.mistake(f"`{name}` is defined twice", name)
        nameless = not str(name).replace("'", "").isidentifier()  # a pattern: its names are defined by themselves
        witness = str(name) in results
        if not witness and not nameless:
            part.check_new(name)
        definition = as_definition(binding, part.source, part.scope, None if witness or nameless else part.bound_at(name))
        doubled = [p for i, p in enumerate(definition.params) if p in definition.params[:i] and p != "_"]
        if doubled:
            raise part.mistake(f"the parameter `{doubled[0]}` stands twice", binding)
        out[definition.name] = definition
    return out


def single_bindings(part: PartScope, trees: Sequence[Any]) -> list[Any]:
    """Return definitions with each `(a, b) = e` replaced by a definition of e and one for each name, which is a part of it."""
    out = []
    for tree in trees:
        if tree.data != "parts_binding":
            out.append(tree)
            continue
        pattern, value = tree.children
        named_once(part, [pattern])
        names = [bind.children[0] for bind in pattern.find_data("bind")]
        whole = Token.new_borrow_pos("NAME", part.mark(pattern).text, names[0]) if names else Token("NAME", "")
        if not names:
            raise part.mistake("this pattern names nothing", pattern)
        out.append(Tree("binding", [whole, value], tree.meta))
        out += [
            Tree("binding", [name, Tree("part_of", [whole, pattern, name], pattern.meta)], tree.meta)
            for name in names
            if name != "_"
        ]
    return out


def check_all(part: PartScope, trees: list[Any], names: dict[str, Local | Definition]) -> None:
    """Lower every definition without parameters, used or not, so that mistakes in it are found.

    `names` holds the definitions of the trees.  Raises `Mistake`.
    """
    for binding in trees:
        found = names[str(binding.children[0])]
        if isinstance(found, Definition) and not found.params:
            part.instance_of(found, (), binding)


def lower_problem(
    declaration: Declaration,
    texts: Texts,
    find_problem: Callable[[PartScope, Any], Problem],
    chosen: Mapping[Mark, Declaration],
    notes: Notes | None = None,
) -> Problem:
    """Return the core form of a `problem` declaration.

    `texts` finds the definitions and types of other texts; `find_problem` looks up the problem that a restriction restricts;
    `chosen` and `notes` are as in `DocumentBuilder`.  Raises `Mistake`.
    """
    document = DocumentBuilder(texts, declaration.source, chosen=chosen, notes=notes)
    part = PartScope(document, declaration.source, Scope({}))
    children = declaration.tree.children
    base: Problem | None = None
    guard: Any = None
    if declaration.kind == "restriction":
        name, of, title, guard, *trees = children
        base = find_problem(part, of)
    else:
        name, title, *trees = children
    found = sections(part, trees)
    nothing_shown(part, found)
    if base is None:
        for needed in ("instance", "witness", "accepts", "measures"):
            if needed not in found:
                raise part.mistake(f"the problem `{name}` has no `{needed}` section", name)
    else:
        for taken in ("instance", "witness", "accepts"):
            if taken in found:
                raise part.mistake(f"a restriction inherits `{taken}` from `{base.name}`", found[taken][0], "delete the section")
    return _build(part, declaration, str(name), "" if title is None else str(title)[1:-1], base, guard, found)


def _build(
    part: PartScope,
    declaration: Declaration,
    name: str,
    title: str,
    base: Problem | None,
    guard: Any,
    found: dict[str, list[Any]],
) -> Problem:
    document = part.document
    if base is None:
        instance, implied = instance_type(part, found["instance"][0])
    else:
        instance, implied = base.instance, base.valid
        document.functions.update({(-1, f.name): f for f in base.functions})
        for f in base.functions:
            stem, _, number = f.name.partition(".")
            document.taken[stem] = max(document.taken.get(stem, 0), int(number or 1))
        document.obligations.extend(base.obligations)
    given = Node(Op.INPUT, instance, data="instance")
    scope = part.scope
    document.hints.update(_hints_of_measures(part, found))
    for field, type in instance.fields:
        scope.names[field] = Local(Node(Op.FIELD, type, (given,), data=field), what="the field")
    lets = single_bindings(part, [b for tree in found.get("lets", []) for b in tree.children])
    definitions = bindings(part, lets)
    scope.names.update(definitions)
    space, witness_names = (base.witness, base.witness_names) if base else _witness(part, found["witness"][0])
    scope.names.update(_witnesses(space, witness_names))
    check_all(part, lets, definitions)

    def conditions(trees: list[Any], with_witness: bool) -> tuple[Node, ...]:
        out = []
        for tree in trees:
            own = PartScope(document, part.source, scope)
            node = condition(own, tree)
            if not with_witness and uses_witness(node, list(document.functions.values())):
                raise part.mistake("this looks at the witness, and must speak of the instance alone", tree)
            out.append(node)
        return tuple(out)

    valid = implied + conditions(
        [t for tree in found.get("valid", []) for t in tree.children] + ([guard] if guard is not None else []), False
    )
    measures = _measures(part, found)
    accepts = conditions(list(found["accepts"][0].children), True) if base is None else base.accepts
    if base is not None:
        own = {n for n, _ in measures}
        measures = tuple(m for m in base.measures if m[0] not in own) + measures
    fixing = tuple(str(n) for tree in found.get("fixing", []) for n in tree.children)
    for word in [n for tree in found.get("fixing", []) for n in tree.children]:
        if str(word) not in [n for n, _ in measures]:
            raise part.unknown(word, " as a measure", [n for n, _ in measures])
    optimum = _optimum(part, found, instance)
    document.check_hidden()
    functions = list(document.functions.values())
    parts = [*valid, *(n for _, n in measures), *space.nodes(), *accepts]
    numbering = Renumbering(document.obligations)
    return Problem(
        name=name,
        instance=instance,
        valid=tuple(numbering.part(n) for n in valid),
        measures=tuple((n, numbering.part(node)) for n, node in measures),
        fixing=fixing,
        witness=_renumbered(space, numbering),
        witness_names=witness_names,
        accepts=tuple(numbering.part(n) for n in accepts),
        functions=tuple(numbering.function(f) for f in reachable(parts, functions)),
        obligations=tuple(numbering.obligations),
        restricts=base.name if base else "",
        optimum=optimum,
        about=replace(about(declaration, title, found), unused=document.unused()),
    )


def _renumbered(space: Space, numbering: Renumbering) -> Space:
    node = None if space.node is None else numbering.part(space.node)
    return replace(space, node=node, parts=tuple((n, _renumbered(p, numbering)) for n, p in space.parts))


def _witness(part: PartScope, section: Any) -> tuple[Space, tuple[str, ...]]:
    names, trees = section.children[::2], section.children[1::2]
    if not trees:
        return unit_space(), ()
    spaces = []
    for i, (name, tree) in enumerate(zip(names, trees, strict=True)):
        if name in names[:i]:
            raise part.mistake(f"`{name}` is declared twice", name)
        part.check_new(name)
        spaces.append((str(name), witness_space(PartScope(part.document, part.source, part.scope), tree)))
    if len(spaces) == 1:
        return spaces[0][1], (spaces[0][0],)
    return record_space(tuple(spaces)), tuple(n for n, _ in spaces)


def _witnesses(space: Space, names: tuple[str, ...]) -> dict[str, Local]:
    """Return the meanings of the names of a witness: the whole witness for a single name, else its fields."""
    witness = Node(Op.INPUT, space.type, data="witness")
    if len(names) == 1:
        return {names[0]: Local(witness, what="the witness")}
    fields = space.type.fields if isinstance(space.type, Record) else ()
    return {field: Local(Node(Op.FIELD, type, (witness,), data=field), what="the witness") for field, type in fields}


def _hints_of_measures(part: PartScope, found: dict[str, list[Any]]) -> dict[str, str]:
    """Return the fix for each measure's name where it is used as a name: measures are named in bounds only."""
    hints = {}
    for tree in [m for section in found.get("measures", []) for m in section.children]:
        name, body = tree.children
        says = f"`{name}` is a measure, which only bounds and claims name"
        hints[str(name)] = f"{says}: write `{part.mark(body).text}`, or name it by `let`"
    return hints


def _optimum(part: PartScope, found: dict[str, list[Any]], instance: Record) -> tuple[str, str] | None:
    """Return the number that a problem minimises or maximises.  Raises `Mistake` unless it is one field of the instance."""
    stated = [tree for word in ("minimises", "maximises") for tree in found.get(word, [])]
    if not stated:
        return None
    if len(stated) > 1:
        raise part.mistake("a problem either minimises or maximises a number", stated[1], "delete one of the sections")
    tree, (name,) = stated[0], stated[0].children
    numbers = [f for f, t in instance.fields if isinstance(t, Number) and t.sort != "rat"]
    type = instance.field(str(name))
    if type is None:
        raise part.unknown(name, " as a field of the instance", numbers)
    if str(name) not in numbers:
        fix = f"known here: {', '.join(f'`{n}`' for n in numbers)}" if numbers else "declare it in the `instance`, as `k : nat`"
        raise part.mistake(f"`{tree.data}` takes a field that is a nat or an int, found {describe(type)}", name, fix)
    return str(tree.data), str(name)


def _measures(part: PartScope, found: dict[str, list[Any]]) -> tuple[tuple[str, Node], ...]:
    out: list[tuple[str, Node]] = []
    for tree in [m for section in found.get("measures", []) for m in section.children]:
        name, body = tree.children
        if any(n == str(name) for n, _ in out):
            raise part.mistake(f"the measure `{name}` is defined twice", name)
        node = PartScope(part.document, part.source, part.scope).lower(body)
        if not (isinstance(node.type, Number) and node.type.sort == "nat"):
            raise part.mistake(f"found {describe(node.type)}, expected a nat", body, "a measure is a size or a bit length")
        if node.type.magnitude:
            raise part.mistake(
                f"this measures the value of the binary number `{node.type.magnitude}`", body,
                f"measure its length: `bits({node.type.magnitude})`",
            )  # fmt: skip
        if uses_witness(node, list(part.document.functions.values())):
            raise part.mistake("a measure speaks of the instance alone", body)
        out.append((str(name), node))
    return tuple(out)
