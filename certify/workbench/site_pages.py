"""The pages of the site as they are asked for: each part is made once, in a process, and kept in a folder."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

from certify.certificates.saved import DATA
from certify.library import standard
from certify.site.parts import INDEX, SitePart, parts_of, places_of
from certify.site.shell import ASSETS, asset, with_place
from certify.system.limited_process import ProcessLimits
from certify.workbench.processes import Nursery
from certify.workbench.refusals import Refusal

MOST_SECONDS, MEMORY, MOST_BYTES = 300.0, 4096, 1 << 28
"""The time, the memory in MiB, and the bytes of a file that making a part may take."""

WORKBENCH = "/workbench", "Workbench"
"""The place that the navigation has besides those of the site, and its name."""

PATIENCE = 1.5
"""The seconds after which a page says that another one is being made."""

BEING_MADE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>certify</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/site.css"></head>
<body><main id="main" role="status"><p>This page is being made from the texts.  It appears in a moment.</p></main></body></html>
"""


class StillMade(Exception):
    """A page is not there yet."""


@cache
def _parts() -> Mapping[str, SitePart]:
    """Return the parts of the site, by the places of the files that belong to them."""
    return {place: part for part in parts_of(standard()) for place in places_of(part)}


class SitePages:
    """The files of the site.

    - `folder`: where what is made is kept.
    """

    def __init__(self, nursery: Nursery, folder: Path) -> None:
        self._nursery, self._folder = nursery, folder
        self._making: dict[SitePart, asyncio.Task[None]] = {}
        self._at_once = asyncio.Semaphore(2)

    async def content(self, place: str, patience: float | None = None) -> bytes:
        """Return the content of a file of the site, which is made if need be.

        - `place`: its place in the site.
        - `patience`: the seconds that are waited; None: as long as it takes.

        Raises `StillMade` when they are over, and `Refusal` if there is no such file, or it cannot be made.
        """
        if place in {f"assets/{name}" for name in ASSETS}:
            return asset(place.removeprefix("assets/")).encode()
        if place == "certificates/checker.py":
            return files("certify.certificates").joinpath("checker.py").read_bytes()
        proof = re.fullmatch(rf"certificates/{DATA}/[0-9a-f]{{64}}\.xz", place)
        part = _parts().get(place)
        if part is None and proof is None:
            raise Refusal(404, "there is no such page")
        if part is not None:
            await self._made(part, patience)
        try:
            data = (self._folder / place).read_bytes()
        except OSError:
            raise Refusal(404, "there is no such page, or it is not made yet: open the page of its reduction") from None
        return with_place(data.decode(), *WORKBENCH).encode() if place.endswith(".html") else data

    def begin(self, place: str = INDEX) -> None:
        """Begin to make a file that will be asked for."""
        self._task(_parts()[place])

    async def close(self) -> None:
        """End what is being made."""
        for task in self._making.values():
            task.cancel()
        await asyncio.gather(*self._making.values(), return_exceptions=True)

    def _task(self, part: SitePart) -> asyncio.Task[None]:
        if part not in self._making:
            self._making[part] = asyncio.create_task(self._make(part))
        return self._making[part]

    async def _made(self, part: SitePart, patience: float | None) -> None:
        task = self._task(part)
        await asyncio.wait([task], timeout=patience)
        if not task.done():
            raise StillMade
        with suppress(asyncio.CancelledError):
            if (error := task.exception()) is not None:
                del self._making[part]  # it is tried again
                raise error

    async def _make(self, part: SitePart) -> None:
        async with self._at_once:
            process = await self._nursery.fork("page", ProcessLimits(MEMORY, MOST_BYTES), 1 << 20, private=False, nice=5)
            try:
                process.say({"kind": part.kind, "name": part.name, "folder": str(self._folder)})
                async with asyncio.timeout(MOST_SECONDS):
                    said = await process.hear()
            except TimeoutError:
                said = {"why": f"it takes longer than {MOST_SECONDS:g} s"}
            finally:
                await process.end()
        if said is None or "why" in said:
            raise Refusal(503, f"this page cannot be made: {(said or {}).get('why', 'its process has ended')}")
