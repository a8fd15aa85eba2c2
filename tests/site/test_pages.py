"""Pages of the site: structure, labels, links, no request to another host, and the same bytes twice."""

from __future__ import annotations

import json
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from certify.bounds.derived_bounds import problem_bounds
from certify.graph.overview import NetworkEdge, overview
from certify.library import Library, LibraryText, read_source, standard
from certify.site.building import build, build_gallery, files_of, pictures_of
from certify.site.gallery import digest, drawn_in, picture, picture_file, shown_of
from certify.site.links import chains_file, problem_file, proof_file, reduction_file
from certify.site.parts import SitePart, parts_of
from certify.site.problem_pages import problem_bounds_html
from certify.site.shell import ASSETS, asset, lone_page, whole_page
from certify.site.source_text import source_html
from certify.system.resources import folder
from tests.conftest import Certify

PARTS = (SitePart("network"), SitePart("problem", "VertexCover"), SitePart("reduction", "VertexCover:SetCover"))
TEXTS = (
    "references.red", "facts.red", "problems/vertexcover.red", "problems/setcover.red", "covering/vertexcover_to_setcover.red",
)  # fmt: skip
VOID = {"meta", "link", "input", "br", "img"}


@cache
def small() -> Library:
    """Return a library of two problems, whose pages are made in no time."""
    return Library(tuple(LibraryText(read_source(folder("reductions") / name)) for name in TEXTS))


@cache
def made(part: SitePart) -> dict[str, str]:
    """Return the pages of a part."""
    return {place: str(content) for place, content in files_of(small(), part).items() if place.endswith(".html")}


def pages() -> dict[str, str]:
    return {place: page for part in PARTS for place, page in made(part).items()}


class Page(HTMLParser):
    """A page: its elements with their attributes, its identifiers, links, and what is wrong with its structure."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.feed(text)
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def values(self, name: str) -> list[str]:
        return [str(attrs[name]) for _, attrs, _ in self.elements if name in attrs]


def test_pages_are_well_formed_with_landmarks_and_titles() -> None:
    for place, text in pages().items():
        page = Page(text)
        tags = [tag for tag, _, _ in page.elements]
        assert page.wrong == [], place
        assert [tags.count(t) for t in ("main", "h1", "header", "nav", "footer")] == [1] * 5, place
        assert len(set(page.values("id"))) == len(page.values("id")), place
        levels = [int(tag[1]) for tag in tags if tag in ("h1", "h2", "h3")]
        assert all(b <= a + 1 for a, b in pairwise(levels)), place
        assert text.count('class="skip" href="#main"') == 1


def test_what_is_used_has_a_name() -> None:
    for place, text in pages().items():
        page = Page(text)
        for tag, attrs, inside in page.elements:
            if tag in ("select", "input"):
                assert "label" in inside, (place, attrs)
            if tag == "svg":
                assert attrs.get("aria-label"), (place, attrs)
            if attrs.get("role") == "region":
                assert attrs.get("aria-label"), (place, attrs)


def test_all_links_lead_to_files_of_the_site() -> None:
    there = {"index.html", "certificates/checker.py", *(f"assets/{name}" for name in ASSETS)}
    for part in parts_of(small()):
        match part.kind:
            case "problem":
                there.add(problem_file(part.name))
            case "chains":
                there.add(chains_file(part.name))
            case "reduction":
                name = part.name
                there |= {reduction_file(name), proof_file(name), f"certificates/{name.replace(':', '-')}.cert"}
    for place, text in pages().items():
        page = Page(text)
        for link in [*page.values("href"), *page.values("src")]:
            target, _, fragment = link.partition("#")
            if link == "data:,":
                continue
            assert (normpath(join(dirname(place), target)) if target else place) in there, (place, link)
            if fragment and not target:
                assert fragment in page.values("id"), (place, link)


def test_nothing_is_asked_of_another_host() -> None:
    for text in (*pages().values(), *map(asset, ASSETS)):
        for beginning in ('src="http', 'href="http', "url(http", "fetch(", "@import", 'src="//'):
            assert beginning not in text


def test_a_second_run_gives_the_same_bytes() -> None:
    for part in PARTS:
        assert {p: c for p, c in files_of(small(), part).items() if p.endswith(".html")} == made(part)


def test_what_pages_say() -> None:
    found = pages()
    problem, reduction = found["problems/VertexCover.html"], found["reductions/VertexCover-SetCover.html"]
    assert '<a href="../reductions/VertexCover-SetCover.html">VertexCover → SetCover</a>' in problem
    assert "in NP" in problem
    assert "Yes: a witness has polynomial length" in problem
    assert '<span class="chip s-proved">proved</span>' in reduction
    assert "python checker.py VertexCover-SetCover.cert" in reduction
    assert reduction.count('class="step"') >= 3
    assert "Contradiction" in found["reductions/VertexCover-SetCover-proof.html"]


def test_a_problem_that_is_not_in_np_by_its_text_says_why() -> None:
    assert "It is not shown by the text of its verifier:" in problem_bounds_html(problem_bounds(standard().problem("PosSLP")))


@pytest.mark.slow
def test_the_chains_of_a_problem() -> None:
    (script,) = files_of(standard(), SitePart("chains", "Partition")).values()
    assert isinstance(script, str)
    chains = json.loads(script.partition("] = ")[2].rstrip().rstrip(";"))
    found = chains["IsingGroundState"]
    assert found["route"][0].startswith("Partition:")
    assert found["route"][-1].endswith(":IsingGroundState")
    assert found["evidence"] == "proved"
    assert all(len(row) == 3 for row in found["sizes"])
    assert "Partition" not in chains


def test_the_network_has_all_reductions_with_their_fields() -> None:
    (found,) = overview(small()).edges
    assert found.name == "VertexCover:SetCover"
    assert (found.field, found.status) == ("covering", "proved")
    assert NetworkEdge("A:B", "", "f", "proved").ends == ("A", "B")


def test_texts_are_quoted_and_linked() -> None:
    shown = source_html(standard().reduction("VertexCover:SetCover"), {"VertexCover", "SetCover"})
    assert '<a href="../problems/SetCover.html">SetCover</a>' in shown
    assert '<span class="k-section">target</span>' in shown
    assert '<span class="k-section">target</span>.' not in shown  # a claim in a line of its own
    assert "&lt;=" in shown
    assert 'title="' not in whole_page('<a title="x">', "", about='"')


def test_a_page_that_stands_alone_names_no_file() -> None:
    page = Page(lone_page("One", "<h1>One</h1>"))
    assert page.wrong == []
    assert [v for v in (*page.values("href"), *page.values("src")) if not v.startswith(("#", "data:"))] == []


def test_an_unknown_name_and_a_file_for_a_folder_are_errors(certify: Certify, tmp_path: Path) -> None:
    assert certify("site", tmp_path / "out", "--only", "VertexCovr").code == 2
    assert not (tmp_path / "out").exists()
    (tmp_path / "file").write_text("")
    said = certify("site", tmp_path / "file")
    assert said.code == 2
    assert "a file stands where a folder should be" in said.err


def test_files_are_written_as_wholes(tmp_path: Path) -> None:
    parts = [SitePart("chains", "Knapsack")]
    assert list(build(standard(), (), tmp_path, parts, 1)) == [(1, tmp_path / "data" / "Knapsack.js")]
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"data/Knapsack.js", "certificates/checker.py", *(f"assets/{name}" for name in ASSETS)}


@pytest.mark.parametrize("text", [asset("site.js"), asset("network.js")])
def test_scripts_put_no_text_into_pages_unquoted(text: str) -> None:
    assert "eval(" not in text
    assert "document.write" not in text


# ------------------------------------------------------------------------------------------------ the gallery

GALLERY = Path(__file__).parents[2] / "docs" / "gallery"


def test_the_gallery_is_current() -> None:
    drawn, library = drawn_in(GALLERY), standard()
    told = "run `certify site docs/gallery --gallery`, which draws what has changed"
    assert len(drawn) > 150
    assert [name for name, texts in drawn.items() if texts != digest(library, name)] == [], told
    assert {path.name for path in (GALLERY / "pictures").iterdir()} == {Path(picture_file(name)).name for name in drawn}, told


@pytest.mark.slow
def test_the_gallery_is_complete() -> None:
    missing = {s.name for s in shown_of(standard())} - set(drawn_in(GALLERY))
    assert [name for name in sorted(missing) if picture(standard(), name)] == [], "else no small instance is found"


def test_a_gallery_is_drawn_where_its_texts_have_changed(tmp_path: Path) -> None:
    parts = pictures_of(small(), tmp_path)
    assert {part.name for part in parts} == {"VertexCover", "SetCover", "VertexCover:SetCover"}
    assert [number for number, _ in build_gallery(small(), (), tmp_path, parts, 1)] == [1, 2, 3]
    page = (tmp_path / "covering.md").read_text(encoding="utf-8")
    assert "## VertexCover → SetCover" in page
    assert "](pictures/VertexCover-SetCover.svg)" in page
    assert "problems.md#vertexcover) | [SetCover](covering.md#vertexcover--setcover)" in (tmp_path / "README.md").read_text(
        "utf-8"
    )
    assert pictures_of(small(), tmp_path) == []
    (tmp_path / "pictures" / "SetCover.svg").unlink()
    listed = tmp_path / "pictures.json"
    listed.write_text(listed.read_text("utf-8").replace(digest(small(), "VertexCover:SetCover"), "0"), encoding="utf-8")
    assert {part.name for part in pictures_of(small(), tmp_path)} == {"SetCover", "VertexCover:SetCover"}
    listed.write_text("[", encoding="utf-8")
    assert len(pictures_of(small(), tmp_path)) == 3
