"""What Linux closes off for a process that has no special rights: the network, writing outside of its folder, other processes.

A new network namespace has no way out; where a process may make none, Landlock refuses TCP at least.  Landlock also keeps a
process from writing outside of a folder, and from ending others.  What a system does not offer is left open, and told.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from certify.records import dataclass


class NetworkAccess(StrEnum):
    """What a process can reach: `none`, everything but what speaks TCP, or whatever its user reaches."""

    none = "none"
    no_tcp = "no TCP"
    all = "all"


@dataclass(frozen=True)
class Confinement:
    """What a process may still do: what it reaches, and whether it may write outside of its folder."""

    network: NetworkAccess
    writes_elsewhere: bool


_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES = 38
_CAPABILITIES = 0x20080522
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_BENEATH = 1
_OF_FILES, _REFER, _TRUNCATE = 1 << 1, 1 << 13, 1 << 14
_WRITING = _OF_FILES | sum(1 << right for right in range(4, 13))
_TCP, _OTHERS = 0b11, 0b11


def confine_this_process(folder: str | Path) -> Confinement:
    """Close off what the system lets a process close off, for this process and for all that it starts; return what is left.

    - `folder`: where it may write.

    It must have one thread only.
    """
    if sys.platform != "linux":
        return Confinement(NetworkAccess.all, True)
    libc = ctypes.CDLL(None, use_errno=True)
    alone = _leave_network(libc)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    version = _landlock(libc, folder)
    network = NetworkAccess.none if alone else NetworkAccess.no_tcp if version >= 4 else NetworkAccess.all
    return Confinement(network, version < 3)


def _leave_network(libc: ctypes.CDLL) -> bool:
    """Go into a network of one's own, in which there is nothing; return whether the system lets this process do so."""
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return False
    for file, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with suppress(OSError):
            Path(f"/proc/self/{file}").write_text(text, encoding="ascii")
    nothing = struct.pack("6I", 0, 0, 0, 0, 0, 0)  # effective, permitted and inheritable, twice
    libc.capset(struct.pack("Ii", _CAPABILITIES, 0), nothing)  # what one may do in the new namespace
    return True


def _landlock(libc: ctypes.CDLL, folder: str | Path) -> int:
    """Refuse this process to write outside of a folder, to speak TCP, and to end others; return the version that does: from 3 on
    it refuses all writing, from 4 on TCP, from 6 on the others; 0 if there is none."""
    version = int(libc.syscall(_CREATE, None, ctypes.c_size_t(0), 1))
    if version < 1:
        return 0
    files = _WRITING | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    asked = struct.pack("3Q", files, _TCP, _OTHERS)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    rules = int(libc.syscall(_CREATE, asked, ctypes.c_size_t(len(asked)), 0))
    if rules < 0:
        return 0
    try:
        for place, rights in ((str(folder), files), (os.devnull, files & (_OF_FILES | _TRUNCATE))):
            beneath = os.open(place, os.O_PATH | os.O_CLOEXEC)
            try:
                libc.syscall(_ADD, rules, _BENEATH, struct.pack("=Qi", rights, beneath), 0)
            finally:
                os.close(beneath)
        return version if libc.syscall(_RESTRICT, rules, 0) == 0 else 0
    finally:
        os.close(rules)
