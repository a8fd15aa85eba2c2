"""The library: texts are found by folder, read on demand, and hidden by texts on top."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from certify.core import core_hash
from certify.core.mistakes import Mistake, Source
from certify.library import Library, LibraryText, Unknown, aliases, read_source, standard
from certify.library.shipped import ShippedText
from certify.system.resources import folder

PATHS = sorted(folder("reductions").rglob("*.red"))
ASKED_FOR = (
    *("SAT", "ThreeSAT", "IndependentSet", "Clique", "VertexCover", "SetCover", "ExactCover", "SubsetSum", "Partition"),
    *("ThreeColoring", "HamiltonianCycle", "DNNT"),
)
EDGES = (
    *("SAT:ThreeSAT", "ThreeSAT:IndependentSet", "IndependentSet:VertexCover", "VertexCover:IndependentSet"),
    *("IndependentSet:Clique", "Clique:IndependentSet", "VertexCover:SetCover", "ThreeSAT:ThreeColoring"),
    *("VertexCover:HamiltonianCycle", "ThreeSAT:SubsetSum", "SubsetSum:Partition", "Partition:SubsetSum"),
    *("ThreeSAT:OneNeuronDNNT", "SubsetSum:OnePointDNNT", "ExactCover:OneNeuronDNNT", "TwoSAT:SAT"),
)
PROBLEM = """\
problem Loner "Vertices without neighbours"
  instance G : graph
  measures n = |G.vertices|
  witness  v : one of G.vertices
  accepts  every e in G.edges: v not in e
"""


def on_top(*texts: str) -> Library:
    """Return the library with these texts on top."""
    return standard().with_texts([Source(f"{i}.red", text) for i, text in enumerate(texts)])


# ------------------------------------------------------------------------------------------------ what is shipped


def test_what_was_asked_for_is_there() -> None:
    assert set(ASKED_FOR) <= set(standard().names("problem"))
    assert set(EDGES) <= set(standard().names("reduction"))


@pytest.mark.parametrize("name", standard().names("problem"))
def test_every_problem_reads(name: str) -> None:
    problem = standard().problem(name)
    assert problem.name == name
    assert problem.about.title
    assert problem.about.cites
    assert problem.measures
    assert standard().problem(name) is problem


@pytest.mark.parametrize("name", standard().names("reduction"))
def test_every_reduction_reads_and_says_why(name: str) -> None:
    reduction = standard().reduction(name)
    assert f"{reduction.source.name}:{reduction.target.name}" == name
    assert core_hash(reduction.source) == core_hash(standard().problem(reduction.source.name))
    assert core_hash(reduction.target) == core_hash(standard().problem(reduction.target.name))
    if not reduction.source.restricts:
        assert reduction.about.title
        assert reduction.about.cites


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_file_is_a_page_named_after_what_it_declares(path: Path) -> None:
    source = read_source(path)
    lines = source.text.split("\n")
    assert len(lines) <= 120 or path.stem in ("references", "facts")  # lists that grow with the library
    declared = LibraryText(source).declares
    reductions = [n for k, n in declared if k == "reduction" and f"problem {n.partition(':')[0]} restricts" not in source.text]
    problems = [n for k, n in declared if k == "problem"]
    if "_to_" in path.stem:
        assert [n.lower().replace(":", "_to_") for n in reductions] == [path.stem]
        assert not problems
    elif path.parent.name == "problems" and problems:
        assert [n.lower() for n in problems] == [path.stem]
        assert not reductions


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_citations_have_references(path: Path) -> None:
    library = standard()
    for kind, name in LibraryText(read_source(path)).declares:
        if kind in ("problem", "reduction"):
            declared = library.problem(name) if kind == "problem" else library.reduction(name)
            assert [key for key, _ in declared.about.cites if library.reference(key) == key] == []
        if kind == "fact":
            assert [f.cites[0] for f in library.facts(name) if library.reference(f.cites[0]) == f.cites[0]] == []
            assert name in library.names("problem")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_first_column_tells_what_the_parser_finds(path: Path) -> None:
    text = LibraryText(read_source(path))
    kinds = {"definition": "define", "type_declaration": "type", "restriction": "problem"}
    parsed = [(kinds.get(d.kind, d.kind), d.name) for d in text.declarations]
    restrictions = [name for kind, name in text.declares if kind == "restriction"]
    identities = [(kind, name) for name in restrictions for kind in ("reduction", "restriction")]
    assert [d for d in text.declares if d not in identities] == parsed
    assert len(restrictions) == sum(d.kind == "restriction" for d in text.declarations)


# ------------------------------------------------------------------------------------------------ names and aliases


@pytest.mark.parametrize("name", standard().names("problem"))
def test_a_problem_is_found_by_its_name_in_any_spelling(name: str) -> None:
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*", name)
    for word in (name, name.lower(), name.upper(), "-".join(words), "_".join(words).lower(), " ".join(words)):
        assert standard().find_problem(word) == name


@pytest.mark.parametrize("name", standard().names("problem"))
def test_an_alias_means_one_problem_or_names_them_all(name: str) -> None:
    for alias in aliases(name):
        bearers = [n for n in standard().names("problem") if alias in aliases(n)]
        if len(bearers) == 1:
            assert standard().find_problem(alias) == name
            continue
        with pytest.raises(Unknown) as caught:
            standard().find_problem(alias)
        assert all(f"`{n}`" in str(caught.value) for n in bearers)


def test_the_aliases_that_are_listed_mean_one_problem() -> None:
    found = standard().own_aliases()
    assert list(found) == list(standard().names("problem"))
    assert all(standard().find_problem(alias) == name for name, words in found.items() for alias in words)
    assert {name for name, words in found.items() if set(words) != aliases(name)} >= {"HittingSet", "HittingString"}


@pytest.mark.parametrize(
    ("word", "name"), [("3sat", "ThreeSAT"), ("3-SAT", "ThreeSAT"), ("is", "IndependentSet"), ("VC", "VertexCover")]
)
def test_the_short_names_of_the_field(word: str, name: str) -> None:
    assert standard().find_problem(word) == name


def test_a_name_that_a_text_on_top_makes_ambiguous() -> None:
    library = on_top(PROBLEM.replace("Loner", "IntervalScheduling"))
    with pytest.raises(Unknown, match="`is` may mean `IndependentSet` or `IntervalScheduling`"):
        library.find_problem("is")
    assert library.find_problem("independentset") == "IndependentSet"


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("ThreeSATT", "`ThreeSATT` is no problem of the library; did you mean `ThreeSAT`?"),
        ("vertexcovr", "did you mean `VertexCover`?"),
        ("zzz", "`zzz` is no problem of the library; see `certify problems`"),
        ("", "is no problem of the library"),
    ],
)
def test_an_unknown_problem_is_explained(word: str, says: str) -> None:
    with pytest.raises(Unknown) as caught:
        standard().find_problem(word)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("ThreeSAT", "write SOURCE:TARGET"),
        (
            "3sat:vertexcover",
            "there is no reduction ThreeSAT:VertexCover; see `certify reductions`, or `certify path 3sat vertexcover`",
        ),
        ("3sat:", "is no problem"),
        (":", "is no problem"),
        ("a:b:c", "is no problem"),
    ],
)
def test_an_unknown_reduction_is_explained(word: str, says: str) -> None:
    with pytest.raises(Unknown) as caught:
        standard().find_reduction(word)
    assert says in str(caught.value)


def test_a_reduction_is_found_by_aliases() -> None:
    assert standard().find_reduction("3sat:is") == "ThreeSAT:IndependentSet"


# ------------------------------------------------------------------------------------------------ layers


def test_a_text_on_top_adds_to_the_library() -> None:
    library = on_top(PROBLEM)
    assert library.problem("Loner").witness_names == ("v",)
    assert set(library.names("problem")) == {*standard().names("problem"), "Loner"}
    assert library.problem("SAT") == standard().problem("SAT")
    assert "Loner" not in standard().names("problem")


def test_a_text_on_top_hides_what_it_declares() -> None:
    hidden = on_top(PROBLEM.replace("Loner", "Clique"))
    assert hidden.problem("Clique").measures != standard().problem("Clique").measures
    assert core_hash(standard().problem("Clique")) != core_hash(hidden.problem("Clique"))


@pytest.mark.parametrize(
    "text",
    [
        "define holds(a, l) = true\n",
        "define holds(a) = a\n",
        "define variable(l) = 1\n",
        "type literal over X = negative(X) or positive(X)\n",
        "type literal = yes or no\n",
        "type sign = positive or negative\n",
    ],
)
def test_a_text_on_top_does_not_change_what_the_library_means(text: str) -> None:
    """The library's own texts keep their meaning when a user declares the same names."""
    library = on_top(text + "\n" + PROBLEM)
    library.problem("Loner")
    for name in ("SAT", "ThreeSAT", "TwoSAT"):
        assert core_hash(library.problem(name)) == core_hash(standard().problem(name))
    assert core_hash(library.reduction("ThreeSAT:IndependentSet")) == core_hash(standard().reduction("ThreeSAT:IndependentSet"))


def test_a_text_on_top_may_use_the_library_s_definitions_or_its_own() -> None:
    text = """\
problem Evens
  instance variables : set of labels
           clauses   : seq of seq of literal over variables
  measures n = |variables|
  witness  a : subset of variables
  accepts  every c in clauses: (count l in c: holds(a, l)) mod 2 = 0
"""
    own = "define holds(a, l) = case l of positive(x): x not in a; negative(x): x in a\n\n"
    assert core_hash(on_top(text).problem("Evens")) != core_hash(on_top(own + text).problem("Evens"))


def test_two_texts_of_one_layer_may_not_declare_the_same() -> None:
    library = on_top(PROBLEM, PROBLEM)
    with pytest.raises(Mistake, match=r"`Loner` is declared here and in 0\.red") as caught:
        library.problem("Loner")
    assert (caught.value.source.name, caught.value.line, caught.value.column) == ("1.red", 1, 1)


def test_the_network_is_known_without_reading_the_texts() -> None:
    library = on_top("problem Broken\n  instance ( (\n", "reduction Broken -> Clique\n  nonsense\n")
    assert "Broken" in library.names("problem")
    assert "Broken:Clique" in library.names("reduction")
    assert library.find_problem("broken") == "Broken"
    for _ in range(2):  # a mistake is the same the second time
        with pytest.raises(Mistake, match=r"0\.red:2"):
            raise_shown(library, "Broken")


def raise_shown(library: Library, name: str) -> None:
    """Raise the mistake of a problem with its place as the message."""
    try:
        library.problem(name)
    except Mistake as mistake:
        raise Mistake(str(mistake), mistake.source, mistake.offset) from None


REST = "  given x\n  target variables = {}\n         clauses = []\n  forward a -> a = {}\n  backward a -> a = {}\n"


@pytest.mark.parametrize(
    "text",
    ["reduction SAT\n  -> ThreeSAT\n" + REST, "reduction SAT ->\n  ThreeSAT\n" + REST],
    ids=["arrow in the second line", "target in the second line"],
)
def test_a_declaration_is_seen_or_refused(text: str) -> None:
    """However the head of a declaration is laid out, a text is never taken for one that declares nothing."""
    text_ = LibraryText(Source("a.red", text))
    try:
        found = [(d.kind, d.name) for d in text_.declarations]
    except Mistake:
        return
    assert found == list(text_.declares)


# ------------------------------------------------------------------------------------------------ restrictions


def test_a_restriction_inherits_and_yields_an_identity() -> None:
    two, sat = standard().problem("TwoSAT"), standard().problem("SAT")
    assert (two.instance, two.witness, two.measures, two.restricts) == (sat.instance, sat.witness, sat.measures, "SAT")
    assert two.valid[: len(sat.valid)] == sat.valid
    assert len(two.valid) == len(sat.valid) + 1
    edge = standard().reduction("TwoSAT:SAT")
    assert {c.kind for c in edge.claims} == {"size", "parsimonious"}


def test_a_restriction_of_a_restriction() -> None:
    library = on_top(
        "problem Tiny restricts Small where n >= 1\n  measures k = |clauses|\n  let      n = |variables|\n",
        "problem Small restricts TwoSAT where |clauses| <= 2\n",
    )
    tiny = library.problem("Tiny")
    assert len(tiny.valid) == len(standard().problem("SAT").valid) + 3
    assert [n for n, _ in tiny.measures] == [*(n for n, _ in standard().problem("SAT").measures), "k"]
    assert library.reduction("Tiny:Small").target.name == "Small"


# ------------------------------------------------------------------------------------------------ files


def test_files_are_read_as_utf_8_whatever_their_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "loner.red"
    path.write_bytes(b"\xef\xbb\xbf" + PROBLEM.replace("\n", "\r\n").encode())
    assert read_source(path).text == PROBLEM
    path.write_bytes(b"problem \xff")
    with pytest.raises(Mistake, match="no UTF-8"):
        read_source(path)
    with pytest.raises(OSError, match="loner"):
        read_source(tmp_path / "nothing" / "loner.red")


def test_what_shipped_texts_declare_is_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFY_CACHE", str(tmp_path / "cache"))
    read, again = standard.__wrapped__(), standard.__wrapped__()
    assert not any(isinstance(text, ShippedText) for text in read.texts)
    assert all(isinstance(text, ShippedText) and "source" not in vars(text) for text in again.texts)
    assert again.find_problem("3sat") == "ThreeSAT"
    assert again.digest == read.digest
    for kind in ("problem", "reduction", "restriction", "define", "fact", "reference"):
        assert again.names(kind) == read.names(kind)
    assert [(t.places, t.declares) for t in again.texts] == [(t.places, t.declares) for t in read.texts]
    text = again.text("problem", "ThreeSAT")
    assert text is not None
    assert [t.source for t in again.texts if "source" in vars(t)] == []
    assert pickle.loads(pickle.dumps(text)).places == text.places
    assert [t.source for t in again.texts] == [t.source for t in read.texts]


def test_a_shipped_text_that_is_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("certify.library.shipped.folder", lambda name: tmp_path / name)
    (tmp_path / "reductions").mkdir()
    text = tmp_path / "reductions" / "a.red"
    for name in ("Apples", "Pears", "Plums"):
        text.write_text(f"define {name}(x) = x\n")
        assert standard.__wrapped__().names("define") == standard.__wrapped__().names("define") == [name]
