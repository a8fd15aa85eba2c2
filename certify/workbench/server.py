"""The server of the workbench, until it is told to stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from certify.errors import InputError

_LOOK = 0.1
"""The seconds between two looks at whether to stop."""

_BACKLOG = 200

MOST_CONNECTIONS = 1000
"""The most connections at a time; `_BACKLOG` more wait to be accepted."""


PATIENCE = 15.0
"""The seconds in which the head of a request has to arrive."""


class CannotServe(InputError):
    """The server cannot be reached at this host and port."""


class _Server(uvicorn.Server):
    """A server that leaves signals to the verb."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


_Protocol: Any = AutoHTTPProtocol


class TimelyRequests(_Protocol):  # type: ignore[misc]
    """A connection that is closed when the head of a request does not arrive, so that it takes no place for long."""

    _closing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Go on waiting, unless a request is there."""
        super().data_received(data)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        super().connection_lost(exc)
        if self._closing is not None:
            self._closing.cancel()

    def _wait(self) -> None:
        idle = self.cycle is None or self.cycle.response_complete
        if self._closing is None and idle:
            self._closing = self.loop.call_later(PATIENCE, self.transport.close)
        elif self._closing is not None and not idle:
            self._closing.cancel()
            self._closing = None


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that listens at a host and a port; 0: at any that is free.  Raises `CannotServe`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        own = socket.socket(family, kind, protocol)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.bind(address)
        own.listen(_BACKLOG)  # who comes before the server waits
    except OSError as error:
        why = error.strerror or error
        raise CannotServe(f"`--host {host} --port {port}` cannot be served: {why}; `--port 0` chooses a free port") from None
    return own


def serve(own: socket.socket, app: Starlette, stopped: Callable[[], bool]) -> None:
    """Serve a workbench, as `application` makes it, on a bound socket until `stopped` says so; its processes have ended then."""
    asyncio.run(_served(own, app, stopped))


async def _served(own: socket.socket, app: Starlette, stopped: Callable[[], bool]) -> None:
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="on", loop="asyncio",
        limit_concurrency=MOST_CONNECTIONS, timeout_graceful_shutdown=1, ws="none",
        http=TimelyRequests,
    )  # fmt: skip
    server = _Server(config)

    async def watch() -> None:
        while not (server.started or stopped()):
            await asyncio.sleep(_LOOK)
        if server.started:
            app.state.workbench.pages.begin()
        while not stopped():
            await asyncio.sleep(_LOOK)
        if server.started:
            await app.state.workbench.close()  # streams end with the runs that they tell
        server.should_exit = True

    watching = asyncio.create_task(watch())
    try:
        await server.serve([own])
    finally:
        watching.cancel()
        own.close()
