"""Reading and writing of files that users name, with bounds on size and waiting time, and a message for everything that can go
wrong."""

from __future__ import annotations

import errno
import os
import select
import stat
from collections.abc import Iterable
from pathlib import Path

from certify.errors import InputError
from certify.system.compression import ENDINGS, Damaged, ExpandsTooFar, compressed, expanded, is_compressed
from certify.wording import did_you_mean

MOST = 1 << 28
"""The most bytes of a text or an instance."""

_CHUNK = 1 << 20
_PATIENCE = 5
"""The seconds to wait for a pipe that nobody has opened for writing."""


class CannotRead(OSError, InputError):
    """A file cannot be read, or is no text.  `str()` gives what was found, what was expected, and the fix."""

    def __init__(self, name: str, found: str, expected: str, fix: str = "", at: int | None = None) -> None:
        super().__init__(name, found)
        self.name, self.found, self.expected, self.fix = name, found, expected, fix
        self.at = at  # the position of the first byte that is not UTF-8

    @property
    def problem(self) -> str:
        """What was found, and what was expected."""
        return f"cannot be read: {self.found}; expected {self.expected}"

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}" + (f"; {self.fix}" if self.fix else "")


class CannotWrite(OSError, InputError):
    """A file cannot be written.  `str()` gives the reason and the fix."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, why)
        self.name, self.why = name, why

    def __str__(self) -> str:
        return f"{self.name}: cannot be written: {self.why}"


def read_bytes(path: str | Path, expected: str) -> bytes:
    """Return the content of a file; `expected` describes it for messages.

    A pipe is read to its end; a pipe without a writer counts as unreadable.  Raises `CannotRead` if the file cannot be read.
    """
    name = str(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError:
        raise CannotRead(name, "this is no name of a file", expected) from None
    except OSError as error:
        raise _not_opened(Path(path), error, expected) from None
    try:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise CannotRead(name, "this is a folder", f"{expected} in a file", "name a file in it")
        if stat.S_ISFIFO(os.fstat(descriptor).st_mode) and not _written(descriptor):
            raise CannotRead(name, "a pipe into which nobody writes", expected)
        return _whole(descriptor, name, expected)
    except CannotRead:
        raise
    except OSError as error:
        if error.errno == errno.EISDIR:
            raise CannotRead(name, "this is a folder", f"{expected} in a file", "name a file in it") from None
        raise CannotRead(name, _why(error), expected) from None
    finally:
        os.close(descriptor)


def unpacked(data: bytes, name: str, expected: str) -> bytes:
    """Return bytes, expanded if gzip or xz compressed them; `name` and `expected` are for messages.

    Raises `CannotRead` if they are damaged or expand to more than `MOST`.
    """
    if not is_compressed(data):
        return data
    try:
        return expanded(data, MOST)
    except ExpandsTooFar:
        raise CannotRead(name, f"compressed, and more than {MOST >> 20} MiB when it is expanded", expected) from None
    except Damaged as damaged:
        raise CannotRead(name, f"compressed, and damaged: {damaged}", expected) from None


def _written(pipe: int) -> bool:
    """Return whether a pipe gets data, or has had a writer that closed it, within a few seconds."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    return bool(poll.poll(_PATIENCE * 1000))


def _whole(descriptor: int, name: str, expected: str) -> bytes:
    found = bytearray()
    while True:
        try:
            part = os.read(descriptor, _CHUNK)
        except BlockingIOError:  # a pipe whose writer is still at work
            select.select([descriptor], [], [])
            continue
        found += part
        if not part:
            return bytes(found)
        if len(found) > MOST:
            raise CannotRead(name, f"more than {MOST >> 20} MiB, or without end", expected)


def _not_opened(path: Path, error: OSError, expected: str) -> CannotRead:
    name = str(path)
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            parent = path.parent
            try:
                near = did_you_mean(path.name, os.listdir(parent))
            except OSError:
                return CannotRead(name, f"there is no such file, for there is no folder `{parent}`", expected)
            return CannotRead(name, "there is no such file", expected, near)
        case errno.EACCES | errno.EPERM:
            return CannotRead(name, "you may not read it", expected, f"its permissions forbid it; `chmod u+r {name}` allows it")
        case errno.EISDIR:
            return CannotRead(name, "this is a folder", f"{expected} in a file", "name a file in it")
        case errno.ELOOP:
            return CannotRead(name, "its links lead round in a circle", expected)
        case errno.ENAMETOOLONG:
            return CannotRead(name[:40] + "...", "no file can have so long a name", expected)
    return CannotRead(name, _why(error), expected)


def text_in(data: bytes, name: str, expected: str) -> str:
    """Return bytes as a text.

    - `data`: the bytes.
    - `name`: the name of the file, for messages.
    - `expected`: a description of the expected content, for messages.

    Raises `CannotRead` if they are not UTF-8.

    >>> text_in(b"a\\xff", "a", "a CNF")
    Traceback (most recent call last):
    certify.system.files.CannotRead: a: cannot be read: no UTF-8 text (byte 1, in line 1, is ff); expected a CNF; save it as UTF-8
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = len(data) - len(error.object) + error.start
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            found = "a text in UTF-16, and no UTF-8 text"
        else:
            line = data[:at].count(b"\n") + 1
            found = f"no UTF-8 text (byte {at}, in line {line}, is {data[at]:02x})"
        binary = b"\0" in data
        fix = "this looks like no text at all" if binary and found.startswith("no") else "save it as UTF-8"
        raise CannotRead(name, found, expected, fix, None if binary else at) from None


def write_text(path: Path, text: str, *, compress: bool = False) -> None:
    """Write a text into a file, with `compress` compressed if its name ends in `.gz` or `.xz`.

    Raises `CannotWrite` if that fails.
    """
    write_pieces(path, (text,), compress=compress)


def write_pieces(path: Path, pieces: Iterable[str], *, compress: bool = False) -> None:
    """Write the pieces of a text into a file, as they are made; with `compress`, as `write_text` does.

    They are written beside the file and then moved into its place, so that no half of a text stays if something fails or the
    command is stopped.  What is no file of one's own in a folder of one's own (a pipe, a device) is written directly.  Raises
    `CannotWrite` if writing fails, and what making the pieces raises.
    """
    if compress and path.name.lower().endswith(ENDINGS):
        write_bytes(path, compressed("".join(pieces).encode("utf-8", "backslashreplace"), path.name))
        return
    try:
        beside = _beside(path)
    except (OSError, ValueError) as error:
        raise not_written(path, error) from None
    at = beside or path
    try:
        with at.open("x" if beside else "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            if beside is not None and path.exists():
                os.chmod(beside, stat.S_IMODE(path.stat().st_mode))
            file.writelines(pieces)
        if beside is not None:
            os.replace(beside, os.path.realpath(path))
    except BaseException as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, InputError):
            raise not_written(path, error) from None
        raise


def _beside(path: Path) -> Path | None:
    """Return a name for a new file that can take the place of a file; None if none can, or should."""
    real = Path(os.path.realpath(path))
    if real.exists():
        found = real.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1 or found.st_uid != os.geteuid():
            return None
    if not os.access(real.parent, os.W_OK | os.X_OK):
        return None
    return real.with_name(f".saving-{os.urandom(8).hex()}")  # not the file's own name and more: that may be too long


def write_bytes(path: Path, data: bytes) -> None:
    """Write data into a file.

    Raises `CannotWrite` if that fails.
    """
    try:
        path.write_bytes(data)
    except (OSError, ValueError) as error:
        raise not_written(path, error) from None


def replace_file(path: Path, content: str | bytes) -> None:
    """Write a text or bytes into a file, completely or not at all; its folder is made if needed.

    Raises `CannotWrite` if that fails.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        import tempfile

        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".saving-")
        try:
            data = content if isinstance(content, bytes) else content.encode("utf-8", errors="backslashreplace")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise not_written(path, error) from None


def check_file(path: Path | None) -> None:
    """Raise `CannotWrite` if a file cannot be written, before results are computed that would be lost."""
    if path is None:
        return
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if not stat.S_ISDIR(os.stat(path.parent).st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, "")
    except (OSError, ValueError) as error:
        raise not_written(path, error) from None


def check_folder(path: Path) -> None:
    """Raise `CannotWrite` if no file can be written into a folder, or if the folder cannot be created."""
    try:
        there = next(p for p in (path, *path.absolute().parents) if p.exists())
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "")
        if not os.access(there, os.W_OK):
            raise PermissionError(errno.EACCES, "")
    except (OSError, ValueError) as error:
        raise not_written(path, error) from None


def not_written(path: Path, error: OSError | ValueError) -> CannotWrite:
    """Return the error for a file or folder that cannot be written, with the reason and the fix."""
    number = error.errno if isinstance(error, OSError) else None
    match number:
        case errno.ENOENT:
            return CannotWrite(str(path), f"there is no folder `{path.parent}`; make it, or name another one")
        case errno.EISDIR:
            return CannotWrite(str(path), "this is a folder; name a file in it")
        case errno.ENOTDIR | errno.EEXIST:
            return CannotWrite(str(path), "a file stands where a folder should be; name another place")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return CannotWrite(str(path), "its permissions forbid it; name another place")
    return CannotWrite(str(path), _why(error))


def _why(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
