"""The verb `prove`: a reduction's obligations for all sizes, from its text alone."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from certify.console import Usage, answer, console, exit_code, unless_unread, verb, write_line
from certify.system.files import check_file, write_text
from certify.system.progress import doing
from certify.system.stopping import Stopped, current
from certify.verbs.completion import subject_names
from certify.verbs.options import AsJson, Seconds, Strict, Use, is_file, library_with
from certify.verbs.parameters import Argument, Option, verbs
from certify.verbs.subjects import subjects


class ProofSystem(StrEnum):
    """The systems in which a proof can be written by hand."""

    COQ = "coq"


@verbs.command()
@verb
def prove(
    names: Annotated[list[str] | None, Argument(metavar="NAME|FILE", autocompletion=subject_names)] = None,
    all_reductions: Annotated[bool, Option("--all", help="Every reduction of the library.")] = False,
    goals: Annotated[bool, Option("--goals", help="Also the goals that are shown.")] = False,
    certificate: Annotated[
        Path | None, Option(metavar="FILE", help="Write the certificate of what is proved, for `certify verify`.")
    ] = None,
    export: Annotated[
        ProofSystem | None, Option(help="Print the statements for a proof by hand, and search none.", show_default=False)
    ] = None,
    explain: Annotated[bool, Option("--explain", help="Also the proofs in words, to be followed by hand.")] = False,
    latex: Annotated[bool, Option("--latex", help="Print `--explain` as LaTeX.")] = False,
    seconds: Seconds = None,
    as_json: AsJson = False,
    use: Use = [],  # noqa: B006
    strict: Strict = False,
) -> None:
    """Search proofs of a reduction's correctness for all sizes, from its text alone; what stays open is said."""
    from certify.certificates.documents import canonical
    from certify.proving.coq_statements import coq_text
    from certify.proving.results import ReductionProof, prove_reduction, shown_so_far
    from certify.proving.search import SearchNotes
    from certify.reports.explained_proofs import explanation
    from certify.reports.proofs import show_proof

    if latex and not explain:
        raise Usage("`--latex` prints proofs in words: give `--explain` as well")
    check_file(certificate)
    words = names or []
    library = library_with([*(Path(n) for n in words if is_file(n)), *use], strict)
    chosen = library.names("reduction") if all_reductions else subjects(library, words, [("reduction",)])
    if any(not isinstance(name, str) or ":" not in name for name in chosen):
        raise Usage(
            "proofs are of a reduction: name SOURCE:TARGET, or a file that declares one; "
            "for a chain, `certify audit SOURCE TARGET` proves each of its reductions"
        )
    if certificate is not None and len(chosen) != 1:
        raise Usage(f"`--certificate` writes one certificate, and {len(chosen)} reductions are named")
    if export is not None:
        if len(chosen) != 1 or certificate is not None or explain:
            raise Usage("`--export` prints the statements of one reduction, and searches no proof that could be kept")
        text = coq_text(library.reduction(str(chosen[0])))
        answer("prove", as_json, [{"subject": chosen[0], export.value: text}], lambda: write_line(text.rstrip("\n")))
        return
    running, found = current(), list[ReductionProof]()
    left = [str(name) for name in chosen]
    with suppress(Stopped):
        for at, name in enumerate(left[:]):
            doing(f"searching proofs of {name}")
            reduction, notes = library.reduction(name), SearchNotes()
            try:
                result = prove_reduction(reduction, running.clock.share(1 / (len(chosen) - at)).tick, notes=notes)
            except Stopped:  # what was shown until then is told
                with running.sheltered():
                    so_far = shown_so_far(reduction, notes)
                if so_far is None:
                    raise
                result = so_far
            with running.sheltered():
                if not result.stopped:
                    left.remove(name)
                found.append(result)
                in_words = explanation(result.document, latex) if explain and result.document is not None else ""
                running.keep(result.json() | ({"explained": in_words} if explain else {}))
                if not as_json:
                    show_proof(result, console(), goals)
                    if in_words:
                        write_line(in_words)
            if result.stopped:
                break
            if left:
                unless_unread()
    if certificate is not None and found and found[0].document is not None:
        write_text(certificate, canonical(found[0].document) + "\n")
    code, told = running.outcome(exit_code(r.verdict for r in found), left, "proof for")
    answer("prove", as_json, running.kept, lambda: None, code, told or None)
