"""The verbs `verify` and `recheck`: certificates are checked, and made again where texts have changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from certify.certificates.checked import CheckVerdict
from certify.console import Usage, answer, bounds_of, verb, write_line
from certify.errors import ExitCode
from certify.library import Library
from certify.records import dataclass
from certify.system.own_process import command_line
from certify.system.progress import doing
from certify.verbs.completion import certificate_names, subject_names
from certify.verbs.options import AsJson, DropLoops, Format, Given, Scale, Seconds, Strict, Use, library_with, read
from certify.verbs.parameters import Argument, Option, verbs
from certify.verbs.witnesses import verify_witness

if TYPE_CHECKING:
    from certify.certificates.documents import Document
    from certify.certificates.upkeep import FolderEntry
    from certify.certificates.verification import Verification
    from certify.reports.certificate_pages import CertificateSource


@dataclass(frozen=True)
class _Verified:
    """What the checker, and the comparison with the text, say about a file.

    - `file`: the file.
    - `verdict`: what is said of it.
    - `reach`: what was examined, or what is wrong.
    - `holes`: what is not covered.
    - `text`: how the text of the library compares, in words.
    - `recorded`: whether the check was recorded.
    """

    file: str
    verdict: CheckVerdict
    reach: str
    holes: tuple[str, ...] = ()
    text: str = ""
    recorded: bool = False

    @property
    def code(self) -> ExitCode:
        """The exit code for this file."""
        match self.verdict:
            case CheckVerdict.VALID | CheckVerdict.HOLES:
                return ExitCode.FINE
            case CheckVerdict.INVALID | CheckVerdict.STALE:
                return ExitCode.REFUTED
            case CheckVerdict.UNCHECKED:
                return ExitCode.UNKNOWN
            case CheckVerdict.NONE:
                return ExitCode.BAD_INPUT

    def json(self) -> dict[str, Any]:
        """Return the JSON of the result."""
        return {
            "file": self.file,
            "verdict": self.verdict.value,
            "reach": self.reach,
            "holes": list(self.holes),
            "text": self.text,
            "recorded": self.recorded,
        }

    def show(self) -> None:
        """Print the result."""
        write_line(f"{self.file}: {self.verdict}: {self.reach}")
        for hole in self.holes:
            write_line(f"  hole: {hole}")
        if self.text:
            write_line(f"  text: {self.text}")
        if self.recorded:
            write_line("  recorded")


@verbs.command()
@verb
def verify(
    words: Annotated[list[str], Argument(metavar="FILE.cert|FOLDER... | PROBLEM FILE WITNESS", autocompletion=certificate_names)],
    budget: Annotated[int | None, Option(min=1, help="The most steps of the checker for each certificate.")] = None,
    within: Annotated[str | None, Option(metavar="n=3,m=2", help="Check only this part of the region.")] = None,
    record: Annotated[bool, Option("--record", help="Record the checks beside the certificates.")] = False,
    jobs: Annotated[int | None, Option(min=1, help="Processes at a time; by default one for each processor.")] = None,
    seconds: Seconds = None,
    format: Format = None,
    given: Given = [],  # noqa: B006
    drop_loops: DropLoops = False,
    scale: Scale = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Check certificates with the independent checker, and compare them with the texts of the library.

    Or say whether WITNESS (JSON text, a file, or `-`) is a witness of the instance of PROBLEM in FILE, and why not.
    """
    of_certificates = {"--budget": budget, "--within": within, "--record": record, "--jobs": jobs}
    of_witnesses = {"--format": format, "--set": given, "--drop-loops": drop_loops, "--scale": scale}
    about_witness = _is_problem(words[0])
    for option, value in (of_certificates if about_witness else of_witnesses).items():
        if value not in (None, False, []):
            kind, here = ("certificates", "a witness is") if about_witness else ("a witness", "certificates are")
            raise Usage(f"`{option}` is about {kind}, and {here} verified here: leave it out")
    library, bounds = library_with(use, strict), bounds_of(within)
    if about_witness:
        if len(words) == 1:
            raise Usage(f"{words[0]}: there is no such file or folder of certificates; of a witness: PROBLEM FILE WITNESS")
        problem = library.problem(library.find_problem(words[0]))
        if len(words) != 3:
            raise Usage(f"`certify verify {words[0]}` needs an instance and a witness: certify verify {words[0]} FILE WITNESS")
        if words[1:] == ["-", "-"]:
            raise Usage("the instance or the witness can be the standard input, and not both")
        verify_witness(read(problem, words[1], format, given, drop_loops, scale), words[1], words[2], as_json)
        return
    found: list[_Verified] = []
    for path, said in _checked(_files([Path(word) for word in words]), budget, bounds, jobs):
        found.append(_compared(library, path, said, record))
        if not as_json:
            found[-1].show()
            sys.stdout.flush()
    codes = [f.code for f in found]
    code = next((c for c in (ExitCode.REFUTED, ExitCode.BAD_INPUT, ExitCode.UNKNOWN) if c in codes), ExitCode.FINE)
    answer("verify", as_json, [f.json() for f in found], lambda: None, code)


def _is_problem(word: str) -> bool:
    """Return whether the first word after `verify` names a problem, and not a certificate or a folder of them.

    What is a file or folder, or is called like one, is never a problem.  Raises Usage for a word that may be either.
    """
    from certify.library import Unknown, standard

    path = Path(word)
    if word.endswith(".cert") or "/" in word or os.sep in word:
        return False
    if not path.exists():
        return True
    try:
        named = standard().find_problem(word)
    except Unknown:
        return False
    raise Usage(
        f"`{word}` is a file or folder here, and the problem {named}: write `./{word}` for the one, `{named}` for the other"
    )


def _checked(
    files: Sequence[Path], budget: int | None, within: Mapping[str, int], jobs: int | None
) -> Iterator[tuple[Path, Verification]]:
    """Have the checker examine files in order, in several processes if there are several files."""
    from certify.certificates.verification import check_file
    from certify.system.side_by_side import SideBySide

    check, processes = partial(check_file, budget=budget, within=within), min(jobs or os.cpu_count() or 1, len(files))
    with ExitStack() as open_:
        beside = None if processes == 1 else open_.enter_context(SideBySide(check, files, processes))
        for number, path in enumerate(files):
            doing(f"checking {path}, file {number + 1} of {len(files)}")
            yield path, (beside.result(path) if beside is not None else None) or check(path)


def _files(named: Sequence[Path]) -> list[Path]:
    """Return the files, and the certificates in the folders that are named.  Raises Usage for a folder without any."""
    from certify.certificates.saved import SUFFIX

    found: list[Path] = []
    for path in named:
        inside = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
        if not inside:
            raise Usage(f"{path}: no certificate (*{SUFFIX}) is in this folder")
        found += inside
    return found


def _compared(library: Library, path: Path, said: Verification, recording: bool) -> _Verified:
    """Compare a file that was checked with the library; record the check if it is to be and does not end for want of budget."""
    from certify.certificates.checked import record
    from certify.certificates.library_evidence import changed

    text, verdict = "", said.verdict
    if verdict.holds:
        differs = changed(library, said.document)
        text = "the library has no such text" if differs is None else differs or "as in the library"
        if differs != "":
            text += "; if it is about a text of yours, add that by `--use FILE`"
        verdict = CheckVerdict.STALE if differs else verdict
    recorded = recording and (said.verdict.holds or said.verdict is CheckVerdict.INVALID)
    if recorded:
        record(path, said.data, said.verdict, said.reach)
    return _Verified(str(path), verdict, said.reach, said.holes, text, recorded)


# ------------------------------------------------------------------------------------------------ recheck


@verbs.command()
@verb
def recheck(
    names: Annotated[list[str] | None, Argument(metavar="NAME", autocompletion=subject_names)] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Only list the certificates.")] = False,
    proofs: Annotated[Path, Option(help="The folder of the certificates.")] = Path("proofs"),
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """List the certificates of a folder; make those that are stale, damaged or missing again, and check what is unchecked."""
    from certify.certificates.upkeep import Standing, entries
    from certify.certificates.verification import check_file

    library = library_with(use, strict)
    chosen = None
    if names:
        chosen = [library.find_reduction(n) if ":" in n else n if " -> " in n else library.find_problem(n) for n in names]
    rows = list(entries(library, proofs, chosen))
    done: list[dict[str, Any]] = []
    failed: list[str] = []
    for entry in rows:
        doing(f"looking at {entry.subject}, {len(done) + 1} of {len(rows)}")
        told: dict[str, Any] = {"subject": entry.subject, "file": str(entry.path), "standing": entry.standing, "why": entry.why}
        if entry.to_be_made:
            told["command"] = " ".join(("certify", *entry.command))
        if not as_json:
            write_line(f"{entry.subject:40} {entry.standing:10}" + (f" [{entry.why}]" if entry.why else ""))
        if not dry_run:
            if entry.to_be_made:
                if not as_json:
                    write_line(f"  {told['command']}")
                    sys.stdout.flush()
                failed += _made(entry, proofs, use)
            if (entry.to_be_made or entry.standing is Standing.UNCHECKED) and entry.path.is_file():
                checked = _compared(library, entry.path, check_file(entry.path), True)
                told["verified"] = checked.json()
                failed += [] if checked.code == ExitCode.FINE else [f"{entry.path}: {checked.verdict}: {checked.reach}"]
                if not as_json:
                    checked.show()
        done.append(told)
    waiting = dry_run and any(row.standing is not Standing.VALID for row in rows)
    code = ExitCode.REFUTED if failed or waiting else ExitCode.FINE
    answer("recheck", as_json, done, lambda: None, code, "\n".join(failed) or None)


def _made(entry: FolderEntry, proofs: Path, use: Sequence[Path]) -> list[str]:
    """Make a certificate again, in a process of its own, and return errors."""
    texts = [word for path in use if str(path) not in entry.command for word in ("--use", str(path))]
    command = [*entry.command, *texts, "--save", "--proofs", str(proofs)]
    ended = subprocess.run(command_line(command), capture_output=True, text=True, check=False)
    if ended.returncode in (ExitCode.BAD_INPUT, ExitCode.DEFECT) or not entry.path.is_file():
        return [f"{entry.path}: `certify {' '.join(command)}` ended with {ended.returncode}: {ended.stderr.strip()[-500:]}"]
    return []


# ------------------------------------------------------------------------------------------------ show


def show_certificate(
    library: Library, path: Path, as_json: bool, *, core: bool, latex: bool, badge: bool, explain: bool, standalone: bool
) -> None:
    """Show a certificate: a summary; or the page of its core, a section for a paper, a line for a README, or its proof in words.

    Raises `CannotRead`, `NoCertificate` or `WrongProof`.
    """
    from certify.certificates.checked import check_of
    from certify.certificates.saved import read_any
    from certify.certificates.verification import core_page
    from certify.latex import article
    from certify.reports import certificate_pages as pages
    from certify.reports.explained_proofs import explanation

    document, data = read_any(path)
    is_proof = document["kind"] == "proof"
    if is_proof and (latex or badge) and not explain:
        raise Usage("`--latex` and `--badge` tell of an audit: name its certificate, and not one of `certify prove`")
    check = check_of(path, data)
    shown = {
        "core": lambda: core_page(document),
        "latex": lambda: pages.latex(document, check, _source(library, document)).rstrip("\n"),
        "badge": lambda: pages.badge(document, str(path), check),
        "explain": lambda: explanation(document, latex),
        "summary": lambda: "\n".join((pages.proof_summary if is_proof else pages.summary)(document, check)),
    }
    kind = "explain" if explain else "core" if core else "latex" if latex else "badge" if badge else "summary"
    text = shown[kind]()
    if standalone:
        text = article([text, *([] if explain else pages.bibliography(document))]).rstrip("\n")
    result = {"file": str(path), "certificate": document, "check": None if check is None else vars(check), kind: text}
    answer("show", as_json, result, lambda: write_line(text))


def _source(library: Library, document: Document) -> CertificateSource:
    """Return what the library knows of the subject of a certificate; nothing of its texts if they say something else."""
    from certify.certificates.library_evidence import changed, declared
    from certify.chains import Chain
    from certify.core import Problem
    from certify.language.formatting import declared_text
    from certify.reports.certificate_pages import CertificateSource

    found = declared(library, document["subject"])
    if found is None or changed(library, document):
        return CertificateSource({}, (), {})
    parts = found.reductions if isinstance(found, Chain) else (found,)
    problems = [part for part in parts if isinstance(part, Problem)]
    problems += [end for part in parts if not isinstance(part, Problem) for end in (part.source, part.target)]
    marks = [part.about.mark for part in parts]
    texts = [declared_text(mark, width=90) for mark in marks if mark is not None]
    keys = dict.fromkeys(key for part in parts for key, _ in part.about.cites)
    titles = {p.name: p.about.title for p in problems}
    return CertificateSource(titles, texts, {key: library.reference(key) for key in keys})
