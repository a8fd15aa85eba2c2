"""What every request passes: only known hosts are served, only pages of this server may change anything, and every answer
says what its page may do."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = ("localhost", "127.0.0.1", "::1")
"""The hosts that are always served."""

_MAY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {whom}" for what, whom in _MAY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
"""The headers of every answer: pages run scripts of this server only, ask no other one, and stand in no frame."""


class OwnPagesOnly:
    """An application that is reached by known hosts only, and changed by its own pages only.

    - `hosts`: the hosts by which it is known, without a port.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = {host.lower() for host in (*LOCAL, *hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope)
        answer = self._app if refused is None else JSONResponse({"error": refused[1]}, refused[0])
        await answer(scope, receive, send_guarded)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        """Return the status and the sentence of a request that is refused; None for others."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if "@" in host or _name(f"//{host}") not in self._hosts:
            return 400, "this server is not known by this host: start it with `--allow-host NAME` to have it so"
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            return None
        origin = headers.get("origin")
        if origin is not None and origin.lower().partition("://")[2] != host.lower():
            return 403, "only the pages of this server may ask this"
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "only the pages of this server may ask this"
        return None


def _name(place: str) -> str:
    """Return the host of a place without its port; empty if there is none.

    >>> _name("//LOCALHOST:8000"), _name("//[::1]:80"), _name("//")
    ('localhost', '::1', '')
    """
    try:
        return urlsplit(place).hostname or ""
    except ValueError:
        return ""
