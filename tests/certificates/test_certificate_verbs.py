"""Certificates on the command line: written, checked, recorded, shown, and made again when texts change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from certify.certificates.checked import CheckVerdict, record
from certify.certificates.documents import canonical, digest, sha256
from certify.certificates.upkeep import command_of
from tests.conftest import Certify

WITHIN = ("--within", "n=2,m=1,b=1", "--effort", "quick")
FILE = "proofs/IndependentSet-VertexCover.cert"
PROOFS = Path(__file__).parents[2] / "proofs"

MINE = """\
reduction IndependentSet -> VertexCover
  "The complement of an independent set is a cover; a graph with too large a k becomes one without a cover."
  given    x
  labels   old(vertex : x.G.vertices), left, right
  let      possible = x.k <= |x.G.vertices|
  target   G.vertices = if possible then { old(v) | v in x.G.vertices } else {left, right}
           G.edges    = if possible then { {old(u), old(v)} | {u, v} in x.G.edges } else {{left, right}}
           k          = if possible then |x.G.vertices| - x.k else 0
  forward  S -> S = { old(v) | v in x.G.vertices where v not in S }
  backward S -> S = { v | v in x.G.vertices where old(v) not in S }
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(path: str | Path) -> Any:
    return json.loads(Path(path).read_text(encoding="utf-8"))


def rewrite(path: str | Path, change: Callable[[Any], object]) -> None:
    """Change a certificate, and give it the hash that it then has."""
    document = read(path)
    change(document)
    document["hash"] = digest(document)
    Path(path).write_text(canonical(document) + "\n", encoding="utf-8")


def saved(certify: Certify, *subject: str) -> None:
    assert certify("audit", *subject, *WITHIN, "--save").code == 0


# ------------------------------------------------------------------------------------------------ audit


def test_the_same_audit_writes_the_same_bytes_but_for_what_stands_apart(certify: Certify) -> None:
    for name in ("a.cert", "b.cert"):
        assert certify("audit", "is:vc", *WITHIN, "--certificate", name).code == 0
    first, second = read("a.cert"), read("b.cert")
    assert Path("a.cert").read_text(encoding="utf-8") == canonical(first) + "\n"
    assert first["apart"].keys() == {"seconds", "machine"}
    assert {**first, "apart": None} == {**second, "apart": None}
    assert first["made"]["command"] == "certify audit IndependentSet:VertexCover --within n=2,m=1,b=1 --effort quick"
    assert sha256(first["core"]) == first["core_hash"]


@pytest.mark.usefixtures("no_proofs")
def test_a_certificate_holds_no_fraction_and_no_time(certify: Certify) -> None:
    assert certify("audit", "is:vc", "--within", "n=3,m=3,b=2", "--certificate", "a.cert").code == 0
    document = read("a.cert")
    assert any("at once" in o["figures"] for o in document["evidence"]["obligations"])
    assert document["apart"]["settling"]

    def numbers(part: Any) -> list[Any]:
        inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else []
        return [part] if isinstance(part, float) else [n for p in inner for n in numbers(p)]

    assert numbers({k: v for k, v in document.items() if k != "apart"}) == []
    assert "seconds" not in canonical({k: v for k, v in document.items() if k not in ("apart", "core", "made")})


def test_one_file_takes_one_certificate(certify: Certify) -> None:
    said = certify("audit", "is:vc", "clique:is", *WITHIN, "--certificate", "a.cert")
    assert said.code == 2
    assert "`--certificate` writes one certificate, and 2 subjects are named" in said.err
    said = certify("audit", "is:vc", *WITHIN, "--certificate", "nowhere/a.cert")
    assert said.code == 2
    assert "there is no folder `nowhere`" in said.err


def test_problems_have_certificates_too(certify: Certify) -> None:
    assert certify("audit", "clique", *WITHIN, "--certificate", "a.cert").code == 0
    document = read("a.cert")
    assert (document["kind"], document["subject"], document["core"]["problem"]) == ("problem", "Clique", "Clique")
    assert all(len(s["witnesses"]) == len(s["members"]) == 1 for s in document["evidence"]["region"]["shapes"])
    assert certify("verify", "a.cert").code == 0


def test_a_chain_is_made_of_the_certificates_of_its_edges(certify: Certify) -> None:
    """One of the two is saved, and taken; the other one is made."""
    saved(certify, "is:vc")
    assert certify("audit", "is", "setcover", *WITHIN, "--save").code == 0
    document = read("proofs/IndependentSet-SetCover.cert")
    assert (document["kind"], document["subject"]) == ("chain", "IndependentSet -> VertexCover -> SetCover")
    assert "core" not in document
    first, second = document["edges"]
    taken = read(FILE)
    assert first == {key: part for key, part in taken.items() if key != "apart"}
    assert second["subject"] == "VertexCover:SetCover"
    assert second["hash"] == digest(second)
    assert first["core"]["target"] == second["core"]["source"]
    sizes = next(o["figures"]["bounds"] for o in document["evidence"]["obligations"] if o["obligation"] == "sizes")
    assert sizes == {"n": "m + 1", "m": "n + 2", "t": "2*m + 2", "b": "bits(n)"}
    assert sum(shape["instances"] for shape in document["evidence"]["region"]["shapes"]) == 8
    assert certify("verify", "proofs/IndependentSet-SetCover.cert", "--json").json["result"][0]["text"] == "as in the library"


@pytest.mark.slow
def test_the_proofs_of_a_chains_edges_are_copied_beside_it_and_it_verifies_elsewhere(certify: Certify) -> None:
    """The edges are those that are shipped."""
    Path("there").mkdir()
    assert (
        certify("audit", "hamiltonianpath", "travellingsalesman", "--within", "n=2,m=1", "--certificate", "there/a.cert").code
        == 0
    )
    named = {proof["file"] for edge in read("there/a.cert")["edges"] for proof in edge["proofs"]}
    assert {path.name for path in Path("there/data").iterdir()} == named != set()
    Path("there").rename("elsewhere")

    def holes() -> list[str]:
        (result,) = certify("verify", "elsewhere/a.cert", "--budget", "100000", "--json").json["result"]
        assert result["verdict"] == "valid with holes"
        return [hole for hole in result["holes"] if "is not beside the certificate" in hole]

    assert holes() == []
    gone = sorted(named)[0]
    (Path("elsewhere/data") / gone).unlink()
    assert any(gone in hole for hole in holes())


# ------------------------------------------------------------------------------------------------ verify


def test_what_was_checked_is_said_and_recorded(certify: Certify) -> None:
    saved(certify, "is:vc")
    (result,) = certify("verify", "proofs", "--json").json["result"]
    assert (result["file"], result["recorded"]) == (FILE, False)
    assert result["verdict"] in ("valid", "valid with holes")
    assert "unchecked" in certify("show", "is:vc").out
    said = certify("verify", FILE, "--record")
    assert (said.code, "recorded" in said.out) == (0, True)
    assert "Evidence: exhausted" in certify("show", "is:vc").out
    assert "Checked: valid" in certify("show", "is:vc").out
    assert certify("show", "is:vc", "--json").json["result"]["evidence_check"]["verdict"] == result["verdict"]


@pytest.mark.slow
def test_wherever_verdicts_are_read_an_unchecked_one_is_none(certify: Certify) -> None:
    saved(certify, "setcover:hittingset")

    def shown() -> tuple[list[str], list[str]]:
        assert certify("draw", "-o", "a.dot").code == 0
        arrows = [line for line in Path("a.dot").read_text(encoding="utf-8").split("\n") if "->" in line and "[" in line]
        return [
            next(line for line in certify("reductions").out.split("\n") if line.startswith("SetCover:HittingSet")),
            certify("show", "setcover:hittingset").out,
            certify("path", "setcover", "hittingset").out,
        ], arrows

    texts, unchecked = shown()
    assert ["unchecked" in text and "exhausted" not in text for text in texts] == [True] * 3
    assert certify("verify", "proofs", "--record").code == 0
    texts, checked = shown()
    assert ["exhausted" in text and "unchecked" not in text for text in texts] == [True] * 3
    assert sum(one != other for one, other in zip(unchecked, checked, strict=True)) == 1, "the picture has one other arrow"


@pytest.mark.slow
def test_consequences_of_an_unchecked_verdict_are_unchecked(certify: Certify) -> None:
    saved(certify, "setcover:hittingset")

    def shown() -> str:
        told = certify("consequences", "hittingset").out.split("\n")
        return next(line for line in told if "by SetCover -> HittingSet;" in line)

    unchecked = shown()
    assert certify("verify", "proofs", "--record").code == 0
    checked = shown()
    assert ["unchecked" in line for line in (unchecked, checked)] == [True, False]
    assert ["exhausted" in line for line in (unchecked, checked)] == [False, True]


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["evidence"]["region"]["shapes"][3].update(instances=d["evidence"]["region"]["shapes"][3]["instances"] + 1),
        lambda d: d["evidence"]["region"]["shapes"][3].update(witnesses=[9, 9]),
        lambda d: d["evidence"]["region"]["shapes"].pop(),
        lambda d: d["evidence"]["obligations"][1].update(verdict="refuted"),
    ],
)
def test_a_wrong_certificate_is_invalid_and_believed_nowhere(certify: Certify, change: Callable[[Any], object]) -> None:
    saved(certify, "is:vc")
    rewrite(FILE, change)
    (result,) = certify("verify", FILE, "--record", "--json").json["result"]
    assert (result["verdict"], result["recorded"]) == ("invalid", True)
    assert certify("verify", FILE).code == 1
    assert "Evidence: damaged" in certify("show", "is:vc").out


def test_a_certificate_of_another_text_is_stale(certify: Certify) -> None:
    saved(certify, "is:vc")
    Path("mine.red").write_text(MINE, encoding="utf-8")
    assert certify("verify", FILE).code == 0
    said = certify("verify", FILE, "--use", "mine.red")
    assert said.code == 1
    assert "stale" in said.out
    assert "the text of IndependentSet:VertexCover says something else than this certificate; if it is about" in said.out
    assert "`--use FILE`" in said.out


def test_what_is_no_certificate_is_bad_input(certify: Certify) -> None:
    Path("a.cert").write_text("{}", encoding="utf-8")
    Path("b.cert").write_text("[" * 100_000, encoding="utf-8")
    for name in ("a.cert", "b.cert", "nowhere.cert"):
        said = certify("verify", name)
        assert (said.code, "no certificate" in said.out) == (2, True)
    Path("empty").mkdir()
    assert "no certificate (*.cert) is in this folder" in certify("verify", "empty").err
    assert "`--record` and `--within` do not go together" in certify("verify", "a.cert", "--record", "--within", "n=1").err


# ------------------------------------------------------------------------------------------------ recheck


def standings(certify: Certify, *arguments: str) -> dict[str, str]:
    return {row["subject"]: row["standing"] for row in certify("recheck", *arguments, "--json").json["result"]}


@pytest.mark.slow
def test_a_folder_is_brought_up_to_date(certify: Certify) -> None:
    """One certificate is unchecked, one is stale, one damaged, one missing; chains come last."""
    saved(certify, "is:vc")
    saved(certify, "vc:setcover")
    saved(certify, "is", "setcover")
    rewrite(FILE, lambda d: (d["core"].update(claims=[]), d.update(core_hash=sha256(d["core"]))))
    names = ("is:vc", "vc:setcover", "IndependentSet -> VertexCover -> SetCover")
    expected = {
        "IndependentSet:VertexCover": "stale",
        "VertexCover:SetCover": "unchecked",
        "IndependentSet -> VertexCover -> SetCover": "unchecked",
    }
    found = standings(certify, *names, "--dry-run")
    assert found == expected
    assert list(found)[-1] == "IndependentSet -> VertexCover -> SetCover"
    assert certify("recheck", *names, "--dry-run").code == 1
    said = certify("recheck", *names)
    assert said.code == 0, said
    assert "  certify audit IndependentSet:VertexCover --within n=2,m=1,b=1 --effort quick\n" in said.out
    assert set(standings(certify, *names, "--dry-run").values()) == {"valid"}
    assert certify("recheck", *names, "--dry-run").code == 0
    Path(FILE).write_text("{", encoding="utf-8")
    assert standings(certify, "is:vc", "--dry-run") == {"IndependentSet:VertexCover": "damaged"}
    Path(FILE).unlink()
    assert standings(certify, "is:vc", "--dry-run") == {"IndependentSet:VertexCover": "missing"}


def test_without_names_everything_of_the_library_and_of_the_folder_is_listed(certify: Certify) -> None:
    saved(certify, "clique")
    rewrite("proofs/Clique.cert", lambda d: d.update(subject="Nowhere"))
    Path("proofs/Nowhere.cert").write_bytes(Path("proofs/Clique.cert").read_bytes())
    Path("proofs/Clique.cert").unlink()
    found = standings(certify, "--dry-run")
    assert found["SAT:ThreeSAT"] == "missing"
    assert found["Nowhere"] == "of no text"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (
            "certify audit A:B --within n=3 --cap 'bits(k[])=3' --use a.red",
            "audit A:B --within n=3 --cap bits(k[])=3 --use a.red",
        ),
        ("certify audit A:B --picture x.svg", "audit A:B"),
        ("certify audit A:B --within --save", "audit A:B"),
        ("certify audit A:B --within", "audit A:B"),
        ("certify audit A:C --within n=3", "audit A:B"),
        ("rm -r .", "audit A:B"),
        ("certify audit 'A:B", "audit A:B"),
        (None, "audit A:B"),
    ],
)
def test_only_what_an_audit_writes_is_run_again(command: str | None, words: str) -> None:
    assert " ".join(command_of("A:B", {"made": {"command": command}})) == words


# ------------------------------------------------------------------------------------------------ show


def test_a_certificate_is_shown(certify: Certify) -> None:
    saved(certify, "is", "setcover")
    chain = "proofs/IndependentSet-SetCover.cert"
    said = certify("show", chain).out
    assert said.startswith("IndependentSet -> VertexCover -> SetCover  exhausted\n")
    assert "a certificate of a chain, version 1; not checked" in said
    assert "n <= 2 and m <= 1 and b <= 1" in said
    assert "edge VertexCover:SetCover: " in said
    page = certify("show", chain, "--core").out
    assert page.count("reduction ") == 2
    assert "problem SetCover\n" in page
    assert certify("show", chain, "--json").json["result"]["certificate"] == read(chain)


def test_a_badge_says_whether_it_was_checked(certify: Certify) -> None:
    saved(certify, "is:vc")
    line = certify("show", FILE, "--badge").out
    assert line.startswith("[![IndependentSet -> VertexCover: exhausted, unchecked](https://img.shields.io/badge/certify%3A%20")
    assert line.rstrip().endswith(f"-lightgrey)]({FILE})")
    assert certify("verify", FILE, "--record").code == 0
    assert re.search(r"exhausted%2C%20checked-brightgreen\)\]", certify("show", FILE, "--badge").out)


def test_a_section_for_a_paper_has_theorem_construction_bounds_and_works(certify: Certify) -> None:
    saved(certify, "is:vc")
    text = certify("show", FILE, "--latex").out
    for part in ("filecontents", "theorem", "verbatim", "tabular", "itemize"):
        assert text.count(f"\\begin{{{part}}}") == text.count(f"\\end{{{part}}}") == 1
    outside = re.sub(r"\\begin\{verbatim\}.*?\\end\{verbatim\}", "", text, flags=re.DOTALL)
    plain = re.sub(r"\\[{}]", "", outside)
    assert plain.count("{") == plain.count("}")
    assert outside.count("$") % 2 == 0
    assert "@misc{Karp1972,\n  author = {Richard M. Karp}" in text
    assert f"sha256 {read(FILE)['hash']}" in text
    assert "reduction IndependentSet -> VertexCover" in text
    assert "The certificate: not checked." in text
    assert "For every instance with $n \\le 2$ and $m \\le 1$ and $b \\le 1$:" in text
    Path("mine.red").write_text(MINE, encoding="utf-8")
    other = certify("show", FILE, "--latex", "--use", "mine.red").out
    assert "reduction IndependentSet -> VertexCover" not in other
    assert "the library's text says something else by now" in other


def theorem(certify: Certify, file: Path | str) -> str:
    text = certify("show", file, "--latex").out
    return text[text.index("\\begin{theorem}") : text.index("\\end{theorem}")]


def test_a_theorem_states_what_is_proved_of_every_instance_and_the_rest_of_the_region(certify: Certify) -> None:
    cycle = PROOFS / "HamiltonianCycle-HamiltonianPath.cert"
    everywhere, _, region = theorem(certify, cycle).partition("For every instance with")
    assert everywhere.count("For every instance:") == 1
    for part in ("$f(x)$ is an instance", "$g(x, w)$", "$h(x, v)$", "polynomial time"):
        assert part in everywhere
    assert everywhere.count("\\emph{proved}") == 4
    assert "numbers of witnesses of $x$ and of $f(x)$ are as the construction claims (\\emph{exhausted})." in region
    proved = theorem(certify, PROOFS / "Clique-IndependentSet.cert")
    assert "inverse to each other (\\emph{proved})" in proved
    assert "For every instance with" not in proved


def test_a_theorem_does_not_state_what_is_not_settled(certify: Certify) -> None:
    saved(certify, "is:vc")

    def unsettled(document: Any) -> None:
        found = {o["obligation"]: o for o in document["evidence"]["obligations"]}
        found["backward"]["verdict"] = document["evidence"]["verdict"] = "sampled"
        document["evidence"]["told"]["figures"] = {"time": {"fixing": ["n_1"]}}

    rewrite(FILE, unsettled)
    text = theorem(certify, FILE)
    assert "$h(x, v)$" not in text.partition("Not settled:")[0]
    assert "has polynomial size for each fixed n\\_1 (\\emph{proved})" in text


def test_a_theorem_says_that_it_is_unchecked_and_an_invalid_certificate_has_none(certify: Certify) -> None:
    saved(certify, "is:vc")
    assert "Unchecked" in theorem(certify, FILE)
    path = Path(FILE)
    record(path, path.read_bytes(), CheckVerdict.HOLES, "all of it")
    assert "Unchecked" not in theorem(certify, FILE)
    record(path, path.read_bytes(), CheckVerdict.INVALID, "the counts are wrong")
    said = certify("show", FILE, "--latex")
    assert (said.code, said.out) == (2, "")
    assert "invalid, so it has no theorem: the counts are wrong" in said.err
    assert certify("show", FILE, "--badge").out.startswith("[![IndependentSet -> VertexCover: invalid](")
    assert "-invalid-red)" in certify("show", FILE, "--badge").out


def test_options_of_certificates_want_a_certificate(certify: Certify) -> None:
    saved(certify, "is:vc")
    assert "`--explain` and `--badge` print certificates" in certify("show", "is:vc", "--badge").err
    assert "`certify prove is:vc --explain` writes a proof in words" in certify("show", "is:vc", "--explain").err
    assert "give `--latex` as well" in certify("show", FILE, "--standalone").err
    assert "without a TARGET" in certify("show", FILE, "vc", "--latex").err
    assert "do not go together" in certify("show", FILE, "--latex", "--badge").err
    assert "`--compiled` prints a reduction or problem" in certify("show", FILE, "--compiled").err
    Path("a.cert").write_text("{}", encoding="utf-8")
    said = certify("show", "a.cert")
    assert (said.code, "this is no intact certificate: it holds no evidence" in said.err) == (2, True)


@pytest.mark.parametrize(
    "told",
    [
        {"holes": 5},
        {"holes": [1]},
        {"holes": [], "claims": [1]},
        {"holes": [], "far": {"instances": "many"}},
        {"holes": [], "far": 1},
        {"holes": [], "figures": {"sizes": {"fixing": [1]}}},
        {"holes": [], "figures": {"sizes": {"fixing": 1}}},
    ],
)
def test_what_tells_nonsense_is_not_shown(certify: Certify, told: Any) -> None:
    saved(certify, "is:vc")
    made = read(FILE)
    made["evidence"]["told"] = told
    Path("a.cert").write_text(canonical(made | {"hash": digest(made)}), encoding="utf-8")
    for option in ([], ["--latex"]):
        said = certify("show", "a.cert", *option)
        assert (said.code, "has another form" in said.err) == (2, True)


def test_a_proof_is_shown_whatever_its_name(certify: Certify) -> None:
    assert certify("prove", "clique:is", "--certificate", "a.cert").code == 0
    assert certify("show", "a.cert").out.startswith("Clique:IndependentSet  proved for all sizes: ")
    assert "name its certificate, and not one of `certify prove`" in certify("show", "a.cert", "--badge").err
    made = read("a.cert")
    Path("a.cert").write_text(canonical(made | {"proves": ["sizes"]}), encoding="utf-8")
    assert "does not match its hash" in certify("show", "a.cert").err
    Path("a.cert").write_text(canonical(made | {"proof": {"goals": [1]}}), encoding="utf-8")
    assert "no proof for all sizes" in certify("show", "a.cert").err
