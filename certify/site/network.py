"""The first page: the network as a picture to search, filter and follow chains in, and lists of all that the site holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from xml.etree import ElementTree

from certify.certificates.library_evidence import saved_in
from certify.display.html import grid, paragraph, text
from certify.library import Library
from certify.pictures.instances import canvas
from certify.pictures.interaction import SVG, G
from certify.pictures.palette import plain
from certify.pictures.problem_graph import STATUS
from certify.pictures.rendering import svg
from certify.site.links import arrow, problem_file, problem_link, reduction_file, reduction_link
from certify.site.shell import chip, section, whole_page

RESTRICTION = "restrictions"
"""The field of reductions that no text declares."""


@dataclass(frozen=True)
class NetworkEdge:
    """A reduction of the network: its name, title, field and evidence."""

    name: str
    title: str
    field: str
    status: str

    @property
    def ends(self) -> tuple[str, str]:
        """The names of its source and its target."""
        source, _, target = self.name.partition(":")
        return source, target


def edges_of(library: Library) -> list[NetworkEdge]:
    """Return the reductions of a library.  The field of one is the folder of its text."""
    free = set(library.names("restriction"))
    found = []
    for name in library.names("reduction"):
        declared = None if name in free else library.text("reduction", name)
        field = PurePath(declared.source.name).parent.name if declared else ""
        found.append(NetworkEdge(name, library.reduction(name).about.title, field or RESTRICTION, saved_in(library, name).status))
    return found


def network_page(library: Library) -> str:
    """Return the page of the network."""
    edges = edges_of(library)
    titles = {name: library.problem(name).about.title for name in library.names("problem")}
    problems, reductions = _lists(library, titles, edges)
    body = (
        "<h1>Problems and the reductions between them</h1>"
        + paragraph(
            f"{len(titles)} problems and {len(edges)} reductions, each written on a page of text, from which this site is made."
        )
        + _tools(titles, edges)
        + '<div class="network" id="network" role="region" tabindex="0" aria-label="Picture of the network">'
        + f"{_picture(titles, edges)}</div>"
        + '<p id="shown" role="status" class="note"></p>'
        + _chain_form(titles)
        + section("Problems", problems, "problems")
        + section("Reductions", reductions, "reductions")
        + f'<script type="application/json" id="network-data">{_data(titles, edges)}</script>'
    )
    return whole_page(
        "The network – certify", body, scripts=("site.js", "network.js"), about="Problems, and reductions between them"
    )


def _tools(titles: dict[str, str], edges: Sequence[NetworkEdge]) -> str:
    hub = Counter(e.ends[0] for e in edges).most_common(1)
    start = hub[0][0] if hub else ""
    fields = "".join(f'<option value="{text(f)}">{text(f)}</option>' for f in sorted({e.field for e in edges}))
    levels = [s for s in [*STATUS, *sorted({e.status for e in edges} - set(STATUS))] if any(e.status == s for e in edges)]
    evidence = "".join(f'<option value="{text(s)}">{text(s)}</option>' for s in levels)
    steps = "".join(f'<option value="{n}">at most {n}</option>' for n in range(1, 7))
    names = "".join(f'<option value="{text(n)}">{text(t)}</option>' for n, t in titles.items())
    legend = "".join(f"<li>{chip(s)} {sum(e.status == s for e in edges)}</li>" for s in levels)
    return (
        '<form class="tools" role="search" aria-label="The network" id="tools">'
        f'<label>Search <input type="search" id="search" list="names" autocomplete="off"></label>'
        f'<datalist id="names">{names}</datalist>'
        f'<label>Field <select id="field"><option value="">all</option>{fields}</select></label>'
        f'<label>Evidence <select id="evidence"><option value="">any</option>{evidence}</select></label>'
        f'<label>Steps <select id="steps"><option value="">any number</option>{steps}</select></label>'
        f'<label>from <select id="origin">{_options(titles, start)}</select></label>'
        '<span class="zoom" role="group" aria-label="Size of the picture">'
        '<button type="button" data-zoom="1.25" aria-label="Larger">+</button>'
        '<button type="button" data-zoom="0.8" aria-label="Smaller">−</button><button type="button" data-zoom="0">Fit</button>'
        f'<button type="reset">Reset</button></span></form><ul class="legend" aria-label="Evidence">{legend}</ul>'
    )


def _options(titles: dict[str, str], chosen: str = "") -> str:
    return "".join(f"<option{' selected' if name == chosen else ''}>{text(name)}</option>" for name in titles)


def _chain_form(titles: dict[str, str]) -> str:
    inner = (
        '<form class="tools" id="chain-form" aria-label="A chain between two problems">'
        f'<label>From <select id="chain-from"><option value="">choose</option>{_options(titles)}</select></label>'
        f'<label>to <select id="chain-to"><option value="">choose</option>{_options(titles)}</select></label></form>'
        '<div id="chain" aria-live="polite"><p class="note">Choose two problems: the shortest chain between them is shown, with '
        "its composed bounds and its evidence.</p></div>"
    )
    return section("A chain", inner, "chain-section")


def _lists(library: Library, titles: dict[str, str], edges: Sequence[NetworkEdge]) -> tuple[str, str]:
    words = library.own_aliases()
    problems = [
        [problem_link(n, ""), text(t), text(", ".join(words.get(n, ()))), str(sum(n in e.ends for e in edges))]
        for n, t in titles.items()
    ]
    reductions = [[reduction_link(e.name, ""), chip(e.status), text(e.field), text(e.title)] for e in edges]
    return (
        grid(f"{len(titles)} problems", ("problem", "title", "also called", "reductions"), problems),
        grid(f"{len(edges)} reductions", ("reduction", "evidence", "field", "idea"), reductions),
    )


def _data(titles: dict[str, str], edges: Sequence[NetworkEdge]) -> str:
    data = {
        "problems": [{"name": n, "title": t} for n, t in titles.items()],
        "reductions": [{"name": e.name, "field": e.field, "evidence": e.status} for e in edges],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _picture(titles: dict[str, str], edges: Sequence[NetworkEdge]) -> str:
    """Return the picture of the network as SVG in which problems and reductions are links."""
    graph = canvas("dot")
    graph.attr(nodesep="0.1", ranksep="0.5", bgcolor="transparent")
    graph.attr("node", shape="box", style="filled,rounded", margin="0.08,0.04", fontsize="15")
    graph.attr("edge", arrowhead="normal", arrowsize="0.7")
    number = {name: n for n, name in enumerate(titles)}
    for name, title in titles.items():
        graph.node(
            f"n{number[name]}", label=plain(name), id=f"n{number[name]}", tooltip=plain(title or name), **{"class": "problem"}
        )
    for n, edge in enumerate(edges):
        _, style, width = STATUS.get(edge.status, STATUS["unknown"])
        source, target = edge.ends
        graph.edge(
            f"n{number[source]}", f"n{number[target]}", id=f"r{n}", style=style, penwidth=width,
            tooltip=plain(f"{arrow(edge.name)}: {edge.status}"), **{"class": f"reduction s-{edge.status}"},
        )  # fmt: skip
    return _linked(svg(graph), list(titles), [e.name for e in edges])


def _linked(drawn: str, problems: Sequence[str], reductions: Sequence[str]) -> str:
    root = ElementTree.fromstring(drawn)
    for parent in list(root.iter(G)):
        for at, part in enumerate(list(parent)):
            kind, _, rest = part.get("id", "").rpartition("-")[2].partition("n") if part.tag == G else ("x", "", "")
            if kind == "" and rest.isdecimal() and "problem" in part.get("class", "").split():
                name = problems[int(rest)]
                parent[at] = _link(part, problem_file(name), name, {"data-problem": name})
            elif kind.startswith("r") and kind[1:].isdecimal() and "reduction" in part.get("class", "").split():
                name = reductions[int(kind[1:])]
                parent[at] = _link(part, reduction_file(name), arrow(name), {"data-reduction": name, "tabindex": "-1"})
    root.set("role", "group")
    root.set("aria-label", "The network: each problem is a link to its page")
    root.attrib.pop("width", None)
    root.attrib.pop("height", None)
    for background in list(root.iter(f"{{{SVG}}}polygon"))[:1]:
        background.set("fill", "none")
    return ElementTree.tostring(root, encoding="unicode")


def _link(part: ElementTree.Element, place: str, label: str, more: dict[str, str]) -> ElementTree.Element:
    link = ElementTree.Element(f"{{{SVG}}}a", {"href": place, "aria-label": label, **more})
    link.append(part)
    return link
