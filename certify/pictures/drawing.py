"""The pictures of the command line: the network, a chain, an instance, or an instance beside its image.

Each function draws into the file `out` and returns the paths of the files that it wrote; it raises `CannotRender` or
`CannotWrite` as `rendering.render` does.
"""

from __future__ import annotations

from pathlib import Path

from certify.chains import Chain
from certify.graph.solving import mapped
from certify.library import Library
from certify.pictures.instances import instance_picture
from certify.pictures.problem_graph import chain_picture, network_picture
from certify.pictures.reductions import reduction_picture
from certify.pictures.rendering import render
from certify.semantics.named_instances import Instance
from certify.solve.search import search


def draw_network(library: Library, out: Path) -> list[Path]:
    """Draw all problems and reductions; the style of an edge shows its saved evidence, the legend also the evidence's origin."""
    from certify.bounds.derived_bounds import needs_fixed
    from certify.bounds.results import for_each_fixed
    from certify.certificates.library_evidence import saved_in

    problems = [(n, library.problem(n).about.title) for n in library.names("problem")]
    edges, notes = [], {}
    for name in library.names("reduction"):
        source, _, target = name.partition(":")
        evidence = saved_in(library, name)
        edges.append((source, target, evidence.status + (f", {evidence.origin.partition(',')[0]}" if evidence.origin else "")))
        notes[source, target] = for_each_fixed(needs_fixed(library.reduction(name))).strip()
    return [render(network_picture(problems, edges, notes), out)]


def draw_chain(chain: Chain, out: Path) -> list[Path]:
    """Draw a chain, each edge with the claims of its reduction."""
    names = [chain.source.name, *(r.target.name for r in chain.reductions)]
    captions = ["\n".join(c.mark.text for c in r.claims if c.mark is not None) for r in chain.reductions]
    return [render(chain_picture(names, captions), out)]


def draw_instance(instance: Instance, out: Path, solved: bool) -> list[Path]:
    """Draw an instance into the file `out`; with `solved`, a witness is marked if there is one."""
    found = search(instance.problem, instance.value, limit=1).witnesses if solved else ()
    return [render(instance_picture(instance, found[0] if found else None), out)]


def draw_reduction(chain: Chain, instance: Instance, out: Path, solved: bool) -> list[Path]:
    """Draw a valid instance of the chain's source beside its image, into the file `out`.

    For a chain of several reductions there is one picture for each, and the names of their files are numbered.  With `solved`, a
    witness of the last image is marked in every picture, lifted back, if there is one.
    """
    stages = mapped(chain, instance)
    lifted: tuple[object, ...] = (None,) * len(stages.instances)
    if solved:
        far = stages.instances[-1]
        found = search(far.problem, far.value, limit=1).witnesses
        if found:
            lifted = chain.lift(stages, found[0])
    written = []
    for i, (reduction, image) in enumerate(zip(chain.reductions, stages.images, strict=True)):
        picture = reduction_picture(
            reduction, stages.instances[i], stages.instances[i + 1], image.tables, lifted[i], lifted[i + 1]
        )
        several = len(chain.reductions) > 1
        path = out.with_name(f"{out.stem}-{i + 1}{out.suffix}") if several else out
        written.append(render(picture, path))
    return written
