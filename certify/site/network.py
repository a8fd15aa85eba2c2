"""The first page: the network as a picture to search, filter and follow chains in, and lists of all that the site holds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from certify.display.html import grid, paragraph, text
from certify.graph.overview import NetworkEdge, Overview, overview
from certify.library import Library
from certify.pictures.interaction import SVG, G
from certify.pictures.problem_graph import STATUS, network_picture
from certify.pictures.rendering import svg
from certify.site.links import arrow, problem_file, problem_link, reduction_file, reduction_link
from certify.site.shell import chip, section, whole_page


def network_page(library: Library) -> str:
    """Return the page of the network."""
    seen = overview(library)
    titles, edges = seen.titles, seen.edges
    picture = network_picture(seen, legend=False)
    picture.attr(bgcolor="transparent")
    problems, reductions = _lists(library, titles, edges)
    body = (
        "<h1>Problems and the reductions between them</h1>"
        + paragraph(
            f"{len(titles)} problems and {len(edges)} reductions, each written on a page of text, from which this site is made."
        )
        + _tools(seen)
        + '<div class="network" id="network" role="region" tabindex="0" aria-label="Picture of the network">'
        + f"{_linked(svg(picture), list(titles), [e.name for e in edges])}</div>"
        + '<p id="shown" role="status" class="note"></p>'
        + _chain_form(titles)
        + section("Problems", problems, "problems")
        + section("Reductions", reductions, "reductions")
        + f'<script type="application/json" id="network-data">{_data(titles, edges)}</script>'
    )
    return whole_page(
        "The network – certify", body, scripts=("site.js", "network.js"), about="Problems, and reductions between them"
    )


def _tools(seen: Overview) -> str:
    titles, edges = seen.titles, seen.edges
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
        f'<label>from <select id="origin">{_options(titles, seen.hub)}</select></label>'
        '<span class="zoom" role="group" aria-label="Size of the picture">'
        '<button type="button" data-zoom="1.25" aria-label="Larger">+</button>'
        '<button type="button" data-zoom="0.8" aria-label="Smaller">−</button><button type="button" data-zoom="0">Fit</button>'
        f'<button type="reset">Reset</button></span></form><ul class="legend" aria-label="Evidence">{legend}</ul>'
    )


def _options(titles: Mapping[str, str], chosen: str = "") -> str:
    return "".join(f"<option{' selected' if name == chosen else ''}>{text(name)}</option>" for name in titles)


def _chain_form(titles: Mapping[str, str]) -> str:
    inner = (
        '<form class="tools" id="chain-form" aria-label="A chain between two problems">'
        f'<label>From <select id="chain-from"><option value="">choose</option>{_options(titles)}</select></label>'
        f'<label>to <select id="chain-to"><option value="">choose</option>{_options(titles)}</select></label></form>'
        '<div id="chain" aria-live="polite"><p class="note">Choose two problems: the shortest chain between them is shown, with '
        "its composed bounds and its evidence.</p></div>"
    )
    return section("A chain", inner, "chain-section")


def _lists(library: Library, titles: Mapping[str, str], edges: Sequence[NetworkEdge]) -> tuple[str, str]:
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


def _data(titles: Mapping[str, str], edges: Sequence[NetworkEdge]) -> str:
    data = {
        "problems": [{"name": n, "title": t} for n, t in titles.items()],
        "reductions": [{"name": e.name, "field": e.field, "evidence": e.status} for e in edges],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


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
