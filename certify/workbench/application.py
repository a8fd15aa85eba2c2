"""The application: what is answered under which address."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import re
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from sse_starlette.sse import EventSourceResponse
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from certify.site.shell import with_place
from certify.workbench.guards import OwnPagesOnly
from certify.workbench.limits import EFFORTS, WorkbenchLimits
from certify.workbench.page import workbench_page
from certify.workbench.processes import Nursery
from certify.workbench.questions import asked_of, chosen, name, number
from certify.workbench.readers import Readers
from certify.workbench.refusals import Refusal
from certify.workbench.runs import Run, Runs
from certify.workbench.site_pages import BEING_MADE, PATIENCE, WORKBENCH, SitePages, StillMade
from certify.workbench.texts import first_texts, statement_html

VERBS = ("audit", "check", "bounds")
"""What a run can do."""

_VISITOR = "visitor"
_OFTEN = 0.1
"""The seconds between two events of a run, at least."""

_SENDING = 30.0
"""The seconds in which a page has to take an event."""


class Workbench:
    """What the answers of a workbench are made from: its processes, its runs and its pages.

    - `limits`: what those who use it may take.
    - `folder`: where its processes have theirs.
    - `homework`: as for `first_texts`.
    """

    def __init__(self, limits: WorkbenchLimits, folder: str, homework: Path | None) -> None:
        self.homework = homework
        self.nursery = Nursery(folder)
        self.readers = Readers(self.nursery, limits)
        self.runs = Runs(self.nursery, limits)
        self.pages = SitePages(self.nursery, Path(folder) / "site")

    async def begin(self) -> None:
        """Have processes ready that read texts."""
        with suppress(Exception):  # who asks first is told
            await self.readers.start()

    async def close(self) -> None:
        """End all processes."""
        await self.nursery.close()
        await self.runs.close()
        await self.pages.close()
        await self.readers.close()


def application(limits: WorkbenchLimits, hosts: Collection[str] = (), homework: Path | None = None) -> Starlette:
    """Return the application.

    - `limits`: what those who use it may take.
    - `hosts`: the hosts, besides this machine, by which it may be reached.
    - `homework`: as for `first_texts`.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with tempfile.TemporaryDirectory(prefix="certify-workbench-", ignore_cleanup_errors=True) as folder:
            app.state.workbench = Workbench(limits, folder, homework)
            begun = asyncio.create_task(app.state.workbench.begin())
            try:
                yield
            finally:
                begun.cancel()
                await asyncio.gather(begun, return_exceptions=True)
                await app.state.workbench.close()

    routes = [
        Route("/api/texts", _texts),
        Route("/api/texts/{name:path}", _text),
        *(Route(f"/api/{question}", _question(question), methods=["POST"]) for question in ("read", "format")),
        *(Route(f"/api/{question}", _question(question, placed=True), methods=["POST"]) for question in ("hover", "complete")),
        Route("/api/new", _question("new", named=("name", "source", "target")), methods=["POST"]),
        Route("/api/limits", _limits),
        Route("/api/runs", _ask, methods=["POST"]),
        Route("/api/runs/{run}", _run, methods=["GET"]),
        Route("/api/runs/{run}", _cancel, methods=["DELETE"]),
        Route("/api/runs/{run}/events", _events),
        Route("/api/runs/{run}/certificate", _certificate),
        Route("/workbench", _workbench),
        Route("/workbench/assets/{name}", _asset),
        Route("/{place:path}", _page),
    ]
    return Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(OwnPagesOnly, hosts=hosts)],
        exception_handlers={Refusal: _refused, HTTPException: _not_there, Exception: _failed},
    )


def _here(request: Request) -> Workbench:
    found: Workbench = request.app.state.workbench
    return found


# ------------------------------------------------------------------------------------------------ refusals


def _error(status: int, says: str, headers: Any = None) -> JSONResponse:
    return JSONResponse({"error": says}, status, headers)


async def _refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return _error(refusal.status, refusal.says, refusal.headers)


async def _not_there(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    says = {404: "there is no such address", 405: f"this address is not asked by {request.method}"}
    return _error(error.status_code, says.get(error.status_code, error.detail), error.headers)


async def _failed(request: Request, error: Exception) -> Response:
    return _error(500, f"this is a defect of certify, not of your text: {type(error).__name__}")


# ------------------------------------------------------------------------------------------------ texts


async def _texts(request: Request) -> Response:
    every = first_texts(_here(request).homework).values()
    return JSONResponse({"texts": [{"name": t.name, "kind": t.kind, "title": t.title} for t in every]})


async def _text(request: Request) -> Response:
    text = first_texts(_here(request).homework).get(request.path_params["name"])
    if text is None:
        raise Refusal(404, "there is no text of this name")
    return JSONResponse({"name": text.name, "kind": text.kind, "text": text.text, "statement": statement_html(text.statement)})


def _question(question: str, placed: bool = False, named: Collection[str] = ()) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        asked = await asked_of(request)
        put = {"text": asked["text"], "bounds": bool(asked.get("bounds"))}
        put |= {field: name(asked, field) for field in named}
        if placed:
            put |= {field: number(asked, field) for field in ("line", "column")}
        return JSONResponse(await _here(request).readers.answer(question, put, request.is_disconnected))

    return answer


# ------------------------------------------------------------------------------------------------ runs


async def _limits(request: Request) -> Response:
    workbench = _here(request)
    given = workbench.runs.limits
    told = {"seconds": given.seconds, "memory": given.memory, "output": given.output, "at_once": given.at_once}
    return JSONResponse({**told, "waiting": given.waiting, **await workbench.nursery.confinement()})


async def _ask(request: Request) -> Response:
    asked = await asked_of(request)
    put = {"text": asked["text"], "verb": chosen(asked, "verb", VERBS, "audit")}
    put["effort"] = chosen(asked, "effort", tuple(EFFORTS), "quick")
    visitor = _visitor(request) or secrets.token_urlsafe(18)
    run = _here(request).runs.ask(visitor, put)
    return _known(JSONResponse({"run": run.number}, 202), visitor)


def _visitor(request: Request) -> str:
    """Return the number of a visitor; empty if it has none."""
    found = request.cookies.get(_VISITOR, "")
    return found if re.fullmatch(r"[\w-]{24}", found, re.ASCII) else ""


def _known(response: Response, visitor: str) -> Response:
    response.set_cookie(_VISITOR, visitor, httponly=True, samesite="strict")
    return response


def _of(request: Request) -> tuple[Runs, Run]:
    runs = _here(request).runs
    return runs, runs.run(request.path_params["run"])


async def _run(request: Request) -> Response:
    runs, run = _of(request)
    return JSONResponse(runs.json(run))


async def _cancel(request: Request) -> Response:
    runs, run = _of(request)
    await runs.cancel(run)
    return JSONResponse(runs.json(run))


async def _events(request: Request) -> Response:
    runs, run = _of(request)

    async def events() -> AsyncIterator[dict[str, str]]:
        while True:
            changed, over = run.changed, run.over
            yield {"data": json.dumps(runs.json(run))}
            if over:
                return
            await changed.wait()
            await asyncio.sleep(_OFTEN)

    return EventSourceResponse(events(), send_timeout=_SENDING, headers={"Cache-Control": "no-store"})


async def _certificate(request: Request) -> Response:
    _, run = _of(request)
    if run.certificate is None:
        raise Refusal(404, "this run has no certificate")
    name, data = run.certificate
    kind = "application/zip" if name.endswith(".zip") else "application/json"
    saved = re.sub(r"[^\w.-]", "_", name, flags=re.ASCII)
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{saved}"'})


# ------------------------------------------------------------------------------------------------ pages


async def _workbench(request: Request) -> Response:
    return _known(HTMLResponse(with_place(workbench_page(), *WORKBENCH)), _visitor(request) or secrets.token_urlsafe(18))


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    found = _assets().get(name)
    if found is None:
        raise Refusal(404, "there is no such file")
    return Response(found(), media_type=_kind_of(name))


def _assets() -> dict[str, Callable[[], bytes]]:
    """Return the files of the workbench's page by their names."""
    return {at.name: at.read_bytes for at in files("certify.workbench").joinpath("assets").iterdir() if at.is_file()}


def _kind_of(name: str) -> str:
    return {".js": "text/javascript", ".woff2": "font/woff2"}.get(Path(name).suffix) or (
        mimetypes.guess_type(name)[0] or "application/octet-stream"
    )


async def _page(request: Request) -> Response:
    place = request.path_params["place"] or "index.html"
    is_page = place.endswith(".html")
    try:
        data = await _here(request).pages.content(place, PATIENCE if is_page else None)
    except StillMade:
        return HTMLResponse(BEING_MADE, 202, {"Refresh": "1"})
    return Response(data, media_type="text/html" if is_page else _kind_of(place))
