"""Lowering of a `reduction` declaration to the core form, and the identity reduction of a restriction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lark import Token

from certify.core import (
    BOOL,
    INT,
    NAT,
    About,
    Claim,
    Constructor,
    Label,
    Mark,
    Never,
    Node,
    Problem,
    Record,
    Reduction,
    Seq,
    Set,
    ShownFirst,
    Sum,
    TakenTerms,
    Term,
    Tuple,
    Type,
)
from certify.core.ops import Op
from certify.core.paths import fields, homes, leaves
from certify.language.canonical import Renumbering, reachable, uses_witness
from certify.language.claims import lower_claims
from certify.language.coercion import coerce
from certify.language.declared_types import case_types, check_parameters, substituted, type_parts
from certify.language.notes import Notes
from certify.language.patterns import named_once, parts_named
from certify.language.problems import about, bindings, check_all, sections, single_bindings
from certify.language.scope import Declaration, Definition, DocumentBuilder, Local, PartScope, Scope, Texts
from certify.language.shown_first import what_reasons_tell, without_additions
from certify.language.typing import describe, rehomed, with_content
from certify.records import replace
from certify.wording import did_you_mean


def lower_reduction(
    declaration: Declaration,
    texts: Texts,
    find_problem: Callable[[PartScope, Any], Problem],
    chosen: Mapping[Mark, Declaration],
    notes: Notes | None = None,
) -> Reduction:
    """Return the core form of a `reduction` declaration.

    `texts` finds the definitions and types of other texts; `find_problem` looks up its source and target; `chosen` and `notes`
    are as in `DocumentBuilder`.  Raises `Mistake`.
    """
    document = DocumentBuilder(texts, declaration.source, chosen=chosen, notes=notes)
    part = PartScope(document, declaration.source, Scope({}))
    source_name, target_name, *trees = declaration.tree.children
    source, target = find_problem(part, source_name), find_problem(part, target_name)
    found = sections(part, trees)
    for needed, begins in _NEEDED.items():
        if needed not in found:
            raise part.mistake(f"the reduction has no `{needed}` section", source_name, f"add one, which begins as `{begins}`")
    instance = rehomed(source.instance, "source.")
    assert isinstance(instance, Record)
    given_name = found["given"][0].children[0]
    given = str(given_name)
    part.check_new(given_name)
    part.scope.names[given] = Local(Node(Op.INPUT, instance, data="instance"), what="the given instance")
    document.hints.update({f: f"a field of the source is written `{given}.{f}`" for f, _ in instance.fields})
    for tree in found.get("labels", []):
        _declare_constructors(part, tree, given, instance)
    lets = single_bindings(part, [b for tree in found.get("lets", []) for b in tree.children])
    definitions = bindings(part, lets)
    part.scope.names.update(definitions)
    check_all(part, lets, definitions)
    image, content = _image(part, found["target"][0], target)
    seen = rehomed(source.witness.type, "source.")
    built = with_content(target.witness.type, content)
    forward = _witness_map(part, found["forward"][0], source, target, seen, built)
    backward = _witness_map(part, found["backward"][0], target, source, built, seen)
    claims = lower_claims(part, found, source, target)
    told = what_reasons_tell(part, found, {"forward": (source, seen), "backward": (target, built)}, _witness_names)
    document.check_hidden()
    functions = list(document.functions.values())
    if uses_witness(image, functions):
        raise part.mistake("the target instance may not depend on a witness", found["target"][0])
    nodes = [image, forward, backward, *(n for c in claims for n in (c.right, c.where) if n is not None)]
    numbering = Renumbering(document.obligations)
    hints = without_additions(part, told, nodes)
    return Reduction(
        name=f"{source.name}:{target.name}",
        source=source,
        target=target,
        constructors=tuple(document.constructors.values()),
        content=tuple(content.items()),
        image=numbering.part(image),
        forward=numbering.part(forward),
        backward=numbering.part(backward),
        claims=tuple(
            replace(c, right=c.right and numbering.part(c.right), where=c.where and numbering.part(c.where)) for c in claims
        ),
        functions=tuple(numbering.function(f) for f in reachable(nodes, functions)),
        obligations=tuple(numbering.obligations),
        about=replace(about(declaration, "", found), unused=document.unused(), frames=_frames(part, found)),
        shown=tuple(hint for hint in hints if isinstance(hint, ShownFirst)),
        taken=tuple(hint for hint in hints if isinstance(hint, TakenTerms)),
    )


def _frames(part: PartScope, found: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the parameters by which pictures frame built labels.  Raises `Mistake` if no constructor has one of this name."""
    names = [frame.children[1] for tree in found.get("picture", []) for frame in tree.children]
    parameters = [name for constructor in part.document.constructors.values() for name, _ in constructor.parameters if name]
    for name in names:
        if str(name) not in parameters:
            known = did_you_mean(str(name), parameters)
            raise part.mistake(f"no constructor has a parameter `{name}`", name, known or "name a parameter under `labels`")
    return tuple(str(name) for name in names)


def restriction_edge(restricted: Problem, base: Problem) -> Reduction:
    """Return the identity reduction from a restriction to its base problem, which keeps the common measures and the witnesses."""
    instance = rehomed(restricted.instance, "source.")
    witness = Node(Op.INPUT, rehomed(restricted.witness.type, "source."), data="witness")
    names = {n for n, _ in restricted.measures}
    claims = [
        Claim("size", n, "=", Node(Op.MEASURE, NAT, data=n)) for n, _ in base.measures if n in names
    ]  # fmt: skip
    return Reduction(
        name=f"{restricted.name}:{base.name}",
        source=restricted,
        target=base,
        constructors=(),
        content=tuple((home, Label("source." + home)) for home in homes(base.instance)),
        image=Node(Op.INPUT, instance, data="instance"),
        forward=witness,
        backward=witness,
        claims=(*claims, Claim("parsimonious")),
        functions=(),
        obligations=(),
        about=About("A restriction: every instance is one of the general problem.", (), (), restricted.about.mark),
    )


def _declare_constructors(part: PartScope, section: Any, given: str, instance: Record) -> None:
    known = part.document.constructors
    for tree in section.children:
        name, *parameters = (c for c in tree.children if c is not None)
        if str(name) in known:
            raise part.mistake(f"the constructor `{name}` is declared twice", name)
        part.check_new(name)
        read = []
        for parameter in parameters:
            label = "" if len(parameter.children) == 1 else str(parameter.children[0])
            read.append((label, _kind(part, parameter.children[-1], given, instance)))
        known[str(name)] = Constructor(str(name), tuple(read))


def _kind(part: PartScope, tree: Any, given: str, instance: Record) -> Type:
    """Return the type of an argument of a constructor.  Raises `Mistake` if it is no kind of argument."""
    if tree.data == "position_kind":
        return NAT
    if tree.data == "number_kind":
        return INT
    if tree.data == "set_kind":
        return Set(_kind(part, tree.children[0], given, instance))
    if tree.data == "tuple_kind":
        return Tuple(tuple(_kind(part, c, given, instance) for c in tree.children))
    if tree.data == "record_kind":
        names, kinds = tree.children[::2], tree.children[1::2]
        for i, name in enumerate(names):
            if name in names[:i]:
                raise part.mistake(f"the field `{name}` is declared twice", name)
        return Record(tuple((str(n), _kind(part, k, given, instance)) for n, k in zip(names, kinds, strict=True)))
    path, *over = (c for c in tree.children if c is not None)
    words = [str(t) for t in path.children]
    if len(words) == 1 and words[0] not in (given, *(n for n, _ in instance.fields)):
        homes_ = [_kind(part, home, given, instance) for home in over]
        if (named := _named_kind(part, words[0], homes_, tree)) is not None:
            return named
    if over:
        raise part.mistake(f"`{'.'.join(words)}` is no type with parameters", path)
    type: Type | None = instance
    for word in words[1:] if words[0] == given else words:
        names = [n for n, _ in type.fields] if isinstance(type, Record) else []
        type = type.field(word) if isinstance(type, Record) else None
        if type is None:
            fix = _NUMBER_KINDS.get(word) or did_you_mean(word, [*names, given, "position", "number"])
            raise part.mistake(
                f"`{'.'.join(words)}` is no kind of argument", path,
                fix or f"a kind is {_sets(given, instance)}`position`, `number`, a sum type, a tuple or a record",
            )  # fmt: skip
    if not isinstance(type, Set | Seq):
        fix = f"a digraph or graph has `{'.'.join(words)}.vertices`" if isinstance(type, Record) else ""
        raise part.mistake(f"`{'.'.join(words)}` is {describe(type or Never())}, expected a set", path, fix)
    return type.item


def _sets(path: str, type: Type) -> str:
    """Return the sets and sequences within an instance, whose items may be arguments, each followed by a comma."""
    if isinstance(type, Set | Seq):
        return f"`{path}`, "
    return "".join(_sets(f"{path}.{name}", inner) for name, inner in type.fields) if isinstance(type, Record) else ""


_NEEDED = {"given": "given x", "target": "target field = ...",
           "forward": "forward S -> T = ...", "backward": "backward T -> S = ..."}  # fmt: skip
"""The sections that a reduction must have, and how each begins."""

_NUMBER_KINDS = {"nat": "a natural number is the kind `position`", "ℕ": "a natural number is the kind `position`",
                 "int": "an integer is the kind `number`", "ℤ": "an integer is the kind `number`",
                 "rat": "labels carry whole numbers only: `number`"}  # fmt: skip


def _named_kind(part: PartScope, word: str, over: list[Type], tree: Any) -> Type | None:
    """Return a declared sum type with its parameters filled in, or `bool`; None if no such type is declared."""
    if word == "bool" and not over:
        return BOOL
    declared = part.document.texts.type_declaration(word)
    if declared is None:
        return None
    parameters, body = type_parts(declared)
    if body.data == "record_type":
        raise part.mistake(f"`{word}` is a record type", tree, "write the record itself: `{ field : kind, ... }`")
    check_parameters(part, declared, len(over), tree)
    filled = {f"?{p}": type for p, type in zip(parameters, over, strict=True)}
    cases = case_types(part.document, declared)
    return Sum(word, tuple((case, tuple(substituted(t, filled) for t in types)) for case, types in cases))


# ------------------------------------------------------------------------------------------------ the target instance


def _image(part: PartScope, section: Any, target: Problem) -> tuple[Node, dict[str, Type]]:
    given: dict[str, tuple[Any, Any]] = {}
    for field in section.children:
        path = ".".join(str(t) for t in field.children[0].children)
        if path in given:
            raise part.mistake(f"the target field `{path}` is given twice", field.children[0])
        given[path] = (field.children[0], field.children[1])
    paths = dict(fields(target.instance))
    for path, (tree, _) in given.items():
        if path not in paths:
            fix = did_you_mean(path, paths) or f"the fields of {target.name} are " + ", ".join(
                f"`{p}`" for p, _ in leaves(target.instance)
            )
            raise part.mistake(f"`{path}` is not a field of {target.name}", tree, fix)
        for other in given:
            if path.startswith(other + "."):
                raise part.mistake(f"`{path}` is given already with `{other}`", tree)
    own = PartScope(part.document, part.source, part.scope)
    outside = part.document.hints
    part.document.hints = {**outside, **{f: _unseen(outside.get(f, "")) for f in ("target", *(p.split(".")[0] for p in paths))}}
    lowered: dict[str, Node] = {}
    content: dict[str, Type] = {}
    for path, (_, body) in given.items():
        opened = homes(paths[path])
        if opened:
            lowered[path] = own.lower(body)
            for home in opened:
                content[home] = _content(part, lowered[path].type, home[len(path) + 1 :], home, body)
    missing = [p for p, _ in leaves(target.instance) if not any(p == g or p.startswith(g + ".") for g in given)]
    if missing:
        names = ", ".join(f"`{m}`" for m in missing)
        raise part.mistake(f"the target field{'s' if len(missing) > 1 else ''} {names} of {target.name} not given", section)
    image = _field(own, target.instance, "", given, lowered, content)
    part.document.hints = outside
    return image, content


def _unseen(otherwise: str) -> str:
    """Return the fix for a name of a target field in another one; `otherwise` is the fix if something else is meant, or empty."""
    says = "a target field does not see the others: name what both need with `let`"
    return f"{otherwise}; {says}" if otherwise else says


def _content(part: PartScope, type: Type, below: str, home: str, at: Any) -> Type:
    for name in filter(None, below.split(".")):
        inner = type.field(name) if isinstance(type, Record) else None
        if inner is None:
            raise part.mistake(f"found {describe(type)}, expected a record with `{name}`", at)
        type = inner
    if not isinstance(type, Set):
        fix = "make it a set: `{ x | x in ... }`" if isinstance(type, Seq) else ""
        raise part.mistake(f"found {describe(type)}, expected the set of labels `{home}`", at, fix)
    if not isinstance(type.item, Term | Label | Never):
        raise part.mistake(
            f"found {describe(type)}, expected the set of labels `{home}`",
            at,
            "declare a constructor under `labels` and build them with it",
        )
    return type.item


def _field(
    part: PartScope,
    type: Record,
    prefix: str,
    given: dict[str, tuple[Any, Any]],
    lowered: dict[str, Node],
    content: dict[str, Type],
) -> Node:
    nodes = []
    for name, inner in type.fields:
        path = prefix + name
        if path in given:
            body = given[path][1]
            want = with_content(inner, content)
            node = lowered[path] if path in lowered else part.lower(body, want)
            if homes(inner) != [path]:
                node = coerce(part, node, want, body, f"the target field `{path}`")
            nodes.append((name, node))
        else:
            assert isinstance(inner, Record)
            nodes.append((name, _field(part, inner, path + ".", given, lowered, content)))
    return Node(Op.RECORD, Record(tuple((n, node.type) for n, node in nodes)), tuple(node for _, node in nodes))


# ------------------------------------------------------------------------------------------------ witness maps


def _witness_map(part: PartScope, section: Any, of: Problem, to: Problem, seen: Type, wanted: Type) -> Node:
    binder, *items = section.children
    inner = part
    if isinstance(binder, Token) and of.witness_names:
        raise part.mistake(f"{of.name} has witnesses: name the one that is mapped", binder, f"`{of.witness_names[0]} -> ...`")
    if not isinstance(binder, Token):
        inner = part.binding(_witness_names(part, binder, Node(Op.INPUT, seen, data="witness"), of))
    if not hasattr(items[0], "data"):
        if to.witness_names:
            raise part.mistake(f"{to.name} has witnesses: give `{to.witness_names[0]} = ...`", items[0])
        return Node(Op.TUPLE, wanted)
    if not to.witness_names:
        raise part.mistake(f"{to.name} has no witnesses", items[0], "write `-> none`")
    inner = inner.inside()
    items = single_bindings(inner, items)
    definitions = bindings(inner, items, to.witness_names)
    results = [n for n in to.witness_names if n in definitions]
    missing = [n for n in to.witness_names if n not in definitions]
    if missing and len(to.witness_names) == 1:
        name = items[-1].children[0]
        raise part.mistake(
            f"found `{name}`, expected `{missing[0]}`, the witness of {to.name}", name, f"write `{missing[0]} = ...`"
        )
    if missing:
        raise part.mistake(f"the witness of {to.name} also has `{missing[0]}`, which is not given", section)
    inner.scope.names.update({n: d for n, d in definitions.items() if n not in results})
    locals_only = [b for b in items if str(b.children[0]) not in results]
    check_all(inner, locals_only, {n: d for n, d in definitions.items() if n not in results})
    trees = {str(b.children[0]): b for b in items}
    own = PartScope(part.document, part.source, inner.scope)
    wants = [wanted] if len(to.witness_names) == 1 else [t for _, t in wanted.fields] if isinstance(wanted, Record) else []
    nodes = []
    for name, want in zip(results, wants, strict=True):
        definition = definitions[name]
        assert isinstance(definition, Definition)
        if definition.params:
            raise part.mistake(f"`{name}` is the witness of {to.name}: it takes no parameters", trees[name])
        node = own.lower(definition.body, want)
        nodes.append(coerce(own, node, want, definition.body, f"the witness `{name}` of {to.name}"))
    for name, definition in definitions.items():
        if isinstance(definition, Definition) and definition.place is not None and definition.place not in part.document.used:
            asked = " or ".join(f"`{n}`" for n in to.witness_names)
            raise part.mistake(f"`{name}` is not used, and is not {asked}, the witness of {to.name}", trees[name].children[0],
                               f"expected {asked}, or a name that the others use")  # fmt: skip
    if len(to.witness_names) == 1:
        return nodes[0]
    return Node(Op.RECORD, Record(tuple((n, v.type) for n, v in zip(results, nodes, strict=True))), tuple(nodes))


def _witness_names(part: PartScope, pattern: Any, witness: Node, of: Problem) -> list[tuple[Token, Local]]:
    """Return the names that stand before the arrow of a witness map: one, or a pattern for the parts of the witness.

    A pattern `(a, b)` names the parts of a witness with two names, in their order.
    """
    named_once(part, [pattern])
    found: list[tuple[Any, Node]] = [(pattern, witness)]
    if pattern.data == "tuple_pattern" and len(of.witness_names) > 1 and isinstance(witness.type, Record):
        fields = witness.type.fields
        if len(pattern.children) != len(fields):
            names = ", ".join(f"`{n}`" for n in of.witness_names)
            raise part.mistake(f"the witness of {of.name} has {len(fields)} parts, found {len(pattern.children)}", pattern,
                               f"its parts are {names}")  # fmt: skip
        found = [(p, Node(Op.FIELD, t, (witness,), data=n)) for p, (n, t) in zip(pattern.children, fields, strict=True)]
    locals_ = [named for p, node in found for named in parts_named(part, p, node)]
    return [(name, replace(local, what="the witness")) for name, local in locals_]
