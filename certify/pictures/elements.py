"""What each part of an image is made from: the elements of the source in its labels, with a colour and a number for each.

An element is a label, an edge, an arc, or a position in a sequence of the source.  The same element has the same colour, tag (a
letter and a number) and key on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from certify.core import Constructor, Edge, Label, Number, Reduction, Sum, Term, Tuple, Type, is_digraph, is_graph
from certify.core.paths import fields
from certify.core.values import Value, ordered
from certify.pictures.origins import item_origins, places_of
from certify.pictures.palette import BLUE, CHOSEN, GREEN, GREY, ORANGE, PAPER, PURPLE, SHAPES, SKY, YELLOW, tint
from certify.records import dataclass, field
from certify.semantics.named_instances import Display, Instance

Element = tuple[str, Value]
"""A path of the instance, and in it the rank of a label, an edge, an arc or a position."""

COLOURS = (SKY, ORANGE, GREEN, PURPLE, YELLOW, BLUE)


@dataclass(frozen=True)
class Look:
    """How an element of an instance, or what is made from it, is drawn.

    `fill` and `chosen` are its colours outside and inside a witness, `shape` its outline; `tag` is a letter and a number, `keys`
    those of all elements that it is made from.  `gadget` is the element that frames it, `kind` the constructor that made it.
    """

    fill: str = PAPER
    chosen: str = CHOSEN
    shape: str = "ellipse"
    tag: str = ""
    keys: tuple[str, ...] = ()
    gadget: Element | None = None
    kind: str = ""
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Provenance:
    """The looks of the elements of a source, and of the labels and items of its image.

    `kinds` are the constructors in use: the name with parameters and the outline, by name, in declared order.  `letters` are the
    letters of tags, by the path that their elements are from.
    """

    source: Mapping[Element, Look] = field(default_factory=dict)
    image: Mapping[Element, Look] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)


def provenance(
    reduction: Reduction,
    instance: Instance,
    tables: Mapping[str, tuple[Value, ...]],
    values: Mapping[str, Value],
    display: Display,
) -> Provenance:
    """Return what the labels and items of an image are made from.

    `tables` are the built labels of the image's homes, `values` the parts of the source by their paths; `display` shows built
    labels.
    """
    places = places_of(reduction)
    edges = _edge_paths(instance.problem.instance)
    made: dict[Element, tuple[int, Value, list[tuple[int, Element]]]] = {}
    for home, type in reduction.content:
        if isinstance(type, Term):
            for rank, term in enumerate(tables.get(home, ())):
                parameters = reduction.constructors[term[0]].parameters
                found = [
                    (place, element)
                    for place, ((_, of), value) in enumerate(zip(parameters, term[1:], strict=True))
                    for element in _elements(of, value, places.get((term[0], place), ""), edges)
                    if element[1] in _keys(values.get(element[0]))
                ]
                made[home, rank] = term[0], term, found
    items = item_origins(reduction, instance.value)
    framing = {spot: _framing(reduction, reduction.constructors[number], found) for spot, (number, _, found) in made.items()}
    main = {e for e in framing.values() if e is not None} | {es[0] for es in items.values() if es}
    others = {e for _, _, found in made.values() for _, e in found} | {e for es in items.values() for e in es}
    letters = _letters(sorted({path for path, _ in main | others}))
    numbers = {path: {key: i for i, key in enumerate(ordered(_keys(values.get(path))))} for path in letters}
    paths = sorted({path for path, _ in main}, key=list(dict(fields(instance.problem.instance))).index)
    starts = {path: sum(len(numbers[p]) for p in paths[:i]) for i, path in enumerate(paths)}

    def key(e: Element) -> str:
        return f"{letters[e[0]]}{numbers[e[0]].get(e[1], 0)}"

    def colour(e: Element) -> str:
        return COLOURS[(starts[e[0]] + numbers[e[0]].get(e[1], 0)) % len(COLOURS)]

    source = {e: Look(tint(colour(e)), colour(e), tag=key(e), keys=(key(e),), gadget=e) for e in main}
    source |= {e: Look(chosen=GREY, keys=(key(e),)) for e in others - main}
    used = sorted({number for number, _, _ in made.values()})
    several = [number for number in used if reduction.constructors[number].parameters]
    shapes = {number: SHAPES[several.index(number) % len(SHAPES)] if number in several else "box" for number in used}
    image: dict[Element, Look] = {}
    for spot, (number, term, found) in made.items():
        frame = framing[spot]
        shape = shapes[number]
        keys = tuple(dict.fromkeys(key(e) for e in ([frame] if frame else []) + [e for _, e in found]))
        constructor = reduction.constructors[number]
        shown = tuple(display.show(v, t) for v, (_, t) in zip(term[1:], constructor.parameters, strict=True))
        if frame is None:
            image[spot] = Look(chosen=GREY, shape=shape, keys=keys, kind=constructor.name, arguments=shown)
        else:
            image[spot] = Look(tint(colour(frame)), colour(frame), shape, key(frame), keys, frame, constructor.name, shown)
    for place, elements in items.items():
        if elements:
            first = elements[0]
            image[place] = Look(tint(colour(first)), colour(first), "box", key(first), tuple(map(key, elements)), first)
    kinds = {reduction.constructors[n].name: (_written(reduction.constructors[n]), shapes[n]) for n in used}
    return Provenance(source, image, kinds, {p: letters[p] for p in paths})


def _written(constructor: Constructor) -> str:
    parameters = ", ".join(name or "_" for name, _ in constructor.parameters)
    return f"{constructor.name}({parameters})" if parameters else constructor.name


def _framing(reduction: Reduction, constructor: Constructor, found: Sequence[tuple[int, Element]]) -> Element | None:
    """Return the element that a label is framed by: that of a parameter which the text names, or else the first."""
    named = [e for place, e in found if constructor.parameters[place][0] in reduction.about.frames]
    return named[0] if named else found[0][1] if found else None


def _edge_paths(source: Type) -> dict[str, str]:
    """Return the path of the edges or arcs of each graph of the source, by the home of its vertices."""
    out = {}
    for path, type in [("", source), *fields(source)]:
        if is_graph(type) or is_digraph(type):
            out[f"{path}.vertices".lstrip(".")] = f"{path}.{'edges' if is_graph(type) else 'arcs'}".lstrip(".")
    return out


def _elements(type: Type, value: Value, sequence: str, edges: Mapping[str, str]) -> Iterator[Element]:
    """Yield the elements of the source in an argument of a label."""
    match type:
        case Label(home):
            yield home.removeprefix("source."), value
        case Edge(Label(home)) | Tuple((Label(home), Label(_))) if home.removeprefix("source.") in edges:
            yield edges[home.removeprefix("source.")], value
        case Number() if sequence:
            yield sequence, value
        case Sum(_, cases):
            for part, of in zip(value[1:], cases[value[0]][1], strict=True):
                yield from _elements(of, part, "", edges)


def _keys(value: Value) -> range | frozenset[Value]:
    """Return the keys of a collection of the source: positions of a sequence, else its members."""
    return range(len(value)) if isinstance(value, tuple) else value or frozenset()


def _letters(paths: Sequence[str]) -> dict[str, str]:
    """Return different beginnings of the last names of paths, as short as they can be.

    >>> _letters(["clauses", "variables", "G.vertices"])
    {'clauses': 'c', 'variables': 'va', 'G.vertices': 've'}
    """
    names = {path: path.rpartition(".")[2] for path in paths}
    out = {}
    for path, name in names.items():
        others = [other for p, other in names.items() if p != path]
        length = next((n for n in range(1, len(name)) if not any(o[:n] == name[:n] for o in others)), len(name))
        out[path] = name[:length]
    return out if len(set(out.values())) == len(out) else {path: f"{name}." for path, name in zip(paths, paths, strict=True)}
