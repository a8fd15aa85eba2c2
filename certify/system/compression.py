"""Files compressed by gzip or xz: known by their first bytes when read, by their names when written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any, Protocol

ENDINGS = (".gz", ".xz")
"""The endings of the names of compressed files."""

_CHUNK = 1 << 16
_MEMORY = 1 << 27
"""The most bytes that the dictionary of an xz file may take."""


class Damaged(Exception):
    """Compressed data are cut off or damaged; `str()` says how."""


class ExpandsTooFar(Exception):
    """Compressed data expand to more than is allowed."""


class _Expander(Protocol):
    eof: bool
    unused_data: bytes

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


def is_compressed(data: bytes) -> bool:
    """Return whether data begin as a gzip or an xz file does."""
    return _started(data) is not None


def expanded(data: bytes, most: int) -> bytes:
    """Return what a gzip or xz file holds; several files one behind the other hold their contents one behind the other.

    - `data`: the bytes of the file.
    - `most`: the most bytes that it may hold.  No more than these, and a chunk, are ever in memory.

    Raises `ExpandsTooFar` if it holds more, and `Damaged` if it cannot be expanded.

    >>> import gzip
    >>> expanded(gzip.compress(b"ab") + gzip.compress(b"c"), 10)
    b'abc'
    """
    found = bytearray()
    while data:
        start = _started(data)
        if start is None:
            if not data.strip(b"\0"):
                break  # tapes and streams are padded with zeros
            raise Damaged("something that is not compressed stands behind the end of what is")
        data = _one(start(), data, found, most)
    return bytes(found)


def compressed(data: bytes, name: str) -> bytes:
    """Return data as a file of this name holds them: compressed if its ending says so, and the same bytes each time."""
    match PurePath(name).suffix.lower():
        case ".gz":
            import gzip

            return gzip.compress(data, mtime=0)
        case ".xz":
            import lzma

            return lzma.compress(data)
    return data


def without_ending(name: str) -> str:
    """Return the name of a file without the ending that says that it is compressed.

    >>> without_ending("a.cnf.gz"), without_ending("a.cnf")
    ('a.cnf', 'a.cnf')
    """
    return name[:-3] if name.lower().endswith(ENDINGS) else name


def _started(data: bytes) -> Callable[[], Any] | None:
    if data.startswith(b"\x1f\x8b"):
        return _Gunzip
    if data.startswith(b"\xfd7zXZ\0"):
        import lzma

        return lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)
    return None


class _Gunzip:
    """A decompressor of one gzip file with the methods of one for xz: what it has not used yet is kept inside."""

    def __init__(self) -> None:
        import zlib

        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def _one(expander: _Expander, data: bytes, found: bytearray, most: int) -> bytes:
    """Expand one compressed file to the end of `found`, and return the bytes behind it."""
    from lzma import LZMAError
    from zlib import error as damaged

    try:
        part = expander.decompress(data, _CHUNK)
        while True:
            found += part
            if len(found) > most:
                raise ExpandsTooFar
            if expander.eof:
                return expander.unused_data
            part = expander.decompress(b"", _CHUNK)
            if not part and not expander.eof:
                raise Damaged("it ends too early")
    except (damaged, LZMAError, EOFError) as error:
        raise Damaged(str(error)) from None
