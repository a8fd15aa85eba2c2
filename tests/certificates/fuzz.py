"""Give the checker, or the reader of texts, files that are torn at random:

    python -m tests.certificates.fuzz N [--seed 0] [--texts] [--jobs 1]

A file is a small certificate (or, with `--texts`, a text of the library) in which some parts were replaced, taken away, repeated
or exchanged, or some bytes.  Most certificates get right hashes again, so that the checker reads on.  Each must get an answer,
with little work: an exception, more than `MOST_CALLS` calls of functions, or an exit code other than 0 to 3 is a defect.  The
command prints each defect with its seed, and exits with 1 if there is one.  The same N and seed give the same files.

Calls are counted only of a file that takes longer than `QUICK` seconds, since counting takes as long as the check itself.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import faulthandler
import io
import json
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from random import Random
from typing import Any

from certify.certificates import checker
from certify.core.mistakes import Source
from certify.errors import InputError
from certify.language.parsing import parse
from certify.library import standard
from tests.certificates.flips import rehashed
from tests.certificates.test_checker import small

STEPS = 2_000
"""The budget of the checker for a file."""

MOST_CALLS = 3_000_000
"""The most calls of functions for a file."""

QUICK = 0.1
"""The seconds of computing in which there are fewer than `MOST_CALLS` calls."""

STUCK = 300
"""Seconds after which the command gives up on one file, and prints where it stands: calls are not counted inside of one."""

ONE = {"op": "const", "type": "nat", "data": 1}
WILD: list[Any] = [
    *(None, True, False, 0, 1, -1, 2, 1 << 80, -(1 << 200), 0.5, 1e308),
    *("", "x", "n", "1/2", "1/0", "-3/4", "\x1b[2J", "\ud800", "é" * 300, "9" * 5000, "refuted", "proved", "bounded"),
    *([], {}, [[]], [0], {"": 0}, ONE, {"op": "input", "type": "bool", "data": "instance"}),
    *({"within": {}, "length": 1 << 70}, {"within": {}}, [["each", [0], ONE]]),
]
"""What parts of documents are replaced by, besides other parts."""


class Worked(BaseException):
    """A file takes too many calls."""


class Slow(BaseException):
    """A file takes so long that its calls are to be counted."""


@cache
def certificates() -> tuple[Any, ...]:
    """Return the certificates that are torn."""
    names: list[tuple[tuple[str, ...], dict[str, int]]] = [
        (("ThreeColoring",), {"n": 2, "m": 1}),
        (("TwoSAT", "SAT"), {"n": 1, "m": 1}),
        (("IndependentSet", "VertexCover"), {"n": 1, "m": 0, "b": 1}),
        (("SubsetSum", "Partition"), {"n": 1, "b": 1}),
    ]
    return tuple(small(*of, **within) for of, within in names)


@cache
def texts() -> tuple[str, ...]:
    """Return the texts that are torn: those of the library, and the unreadable ones."""
    files = [path for folder in ("reductions", "tests/unreadable") for path in sorted(Path(folder).rglob("*.red"))]
    return tuple(path.read_text(encoding="utf-8") for path in files)


def places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the containers of a document with their keys."""
    pending = [document]
    while pending:
        at = pending.pop()
        for key in list(at) if isinstance(at, dict) else range(len(at)):
            yield at, key
            if isinstance(at[key], dict | list):
                pending.append(at[key])


@cache
def all_places() -> tuple[list[tuple[Any, Any]], ...]:
    """Return the places of each certificate."""
    return tuple(list(places(document)) for document in certificates())


def torn_document(random: Random) -> bytes:
    """Return a certificate in which parts were changed."""
    made = json.loads(json.dumps(random.choice(certificates())))
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        found = list(places(made))
        if not found:
            break
        at, key = random.choice(found)
        match random.randrange(6):
            case 0:
                at[key] = copy.deepcopy(random.choice(WILD))
            case 1:
                other, of = random.choice(found)
                at[key] = copy.deepcopy(other[of])
            case 2:
                del at[key]
            case 3 if isinstance(at, list):
                at.insert(key, copy.deepcopy(at[key]))
            case 4 if isinstance(at[key], int) and not isinstance(at[key], bool):
                at[key] += random.choice((-1, 1, 7, 1 << 40))
            case _:
                other, of = random.choice(random.choice(all_places()))
                at[key] = copy.deepcopy(other[of])
    with contextlib.suppress(checker.BadInput, TypeError, UnicodeEncodeError):
        made = rehashed(made) if random.random() < 0.9 else made
    return json.dumps(made, sort_keys=True, separators=(",", ":")).encode()


def torn_bytes(data: bytes, random: Random) -> bytes:
    """Return bytes some of which were changed."""
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 40))):
        i, n = random.randrange(len(made) + 1), random.choice((1, 1, 2, 9, 60))
        j = random.randrange(len(made) + 1)
        match random.randrange(4):
            case 0:
                del made[i : i + n]
            case 1:
                made[i:i] = made[j : j + n]
            case 2:
                made[i : i + n] = random.randbytes(n)
            case _:
                made[i : i + n] = made[j : j + n]
    return bytes(made)


@contextlib.contextmanager
def few_calls() -> Iterator[None]:
    """Raise Worked inside if there are more than MOST_CALLS calls."""
    left = MOST_CALLS

    def count(_frame: object, _event: str, _arg: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            sys.setprofile(None)
            raise Worked(f"more than {MOST_CALLS:,} calls")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)


def few_steps(work: Callable[[], Any]) -> Any:
    """Return what some work makes.  Raises Worked if it takes more than MOST_CALLS calls."""

    def slow(_signal: int, _frame: object) -> None:
        raise Slow

    before = signal.signal(signal.SIGVTALRM, slow)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, QUICK)
        try:
            return work()
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except Slow:
        with few_calls():
            return work()
    finally:
        signal.signal(signal.SIGVTALRM, before)


def torn_certificate(seed: int) -> bytes:
    """Return the torn certificate of a seed."""
    random = Random(seed)
    if random.random() < 0.8:
        return torn_document(random)
    return torn_bytes(checker.canonical(random.choice(certificates())), random)


def checked(data: bytes) -> str:
    """Check a file, and show it, as the command does; return a description of the defect if there is one."""
    out, limit = io.StringIO(), sys.getrecursionlimit()
    with tempfile.NamedTemporaryFile(suffix=".cert") as file:
        file.write(data)
        file.flush()
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                codes = few_steps(lambda: [checker.main([file.name, "--budget", str(STEPS), *more]) for more in ([], ["--show"])])
            out.getvalue().encode()
        except (Exception, Worked) as error:
            return f"{type(error).__name__}: {str(error)[:200]}"
        finally:
            sys.setrecursionlimit(limit)
    return "" if set(codes) <= {0, 1, 2, 3} else f"the exit codes {codes}"


def torn_text(seed: int) -> bytes:
    """Return the torn text of a seed."""
    random = Random(seed)
    text = random.choice(texts())
    if random.random() < 0.3:
        return torn_bytes(text.encode(), random)
    words = text.split(" ")
    for _ in range(random.choice((1, 1, 2, 6))):
        i, other = random.randrange(len(words)), random.choice(random.choice(texts()).split(" "))
        words[i : i + random.choice((0, 1, 1, 2))] = random.choice(([], [other], [words[random.randrange(len(words))]]))
        words = words or [other]
    return " ".join(words).encode()


def read(data: bytes) -> str:
    """Read and type a text; return a description of the defect if there is one."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""  # the reader of files says so

    def declared() -> None:
        source = Source("torn.red", text)
        parse(source)
        library = standard().with_texts([source])
        for kind, name in library.layers[0][0].declares:
            _ = library.problem(name) if kind == "problem" else library.reduction(name)

    try:
        few_steps(declared)
    except InputError:
        return ""
    except (Exception, Worked) as error:
        return f"{type(error).__name__}: {str(error)[:200]}"
    return ""


def defects(count: int, seed: int, of: Callable[[int], bytes], answer: Callable[[bytes], str]) -> list[str]:
    """Return the defects that `count` files show, beginning with that of a seed."""
    faulthandler.dump_traceback_later(STUCK * count, exit=True)
    found = [f"seed {s}: {said}" for s in range(seed, seed + count) if (said := answer(of(s)))]
    faulthandler.cancel_dump_traceback_later()
    return found


def main() -> int:
    """Tear files from a command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("number", type=int, help="how many files")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--texts", action="store_true", help="texts instead of certificates")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    chosen = parser.parse_args()
    found, last, step = 0, chosen.seed + chosen.number, 200
    of, answer = (torn_text, read) if chosen.texts else (torn_certificate, checked)
    starts = range(chosen.seed, last, step)
    with ProcessPoolExecutor(chosen.jobs) as pool:
        parts = pool.map(defects, (min(step, last - s) for s in starts), starts, repeat(of), repeat(answer))
        for line in chain.from_iterable(parts):
            print(line, flush=True)
            found += 1
    print(f"{chosen.number:,} files: {found} defects")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
