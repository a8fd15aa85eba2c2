"""The bodies of requests: JSON objects of a bounded size, with a text and further fields of the right kinds."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from starlette.requests import ClientDisconnect, Request

from certify.editing.reading import LONGEST_TEXT
from certify.workbench.limits import LONGEST_BODY
from certify.workbench.refusals import Refusal

PATIENCE = 15.0
"""The seconds in which a body has to arrive."""

_LARGEST = 10_000_000
_LONGEST_NAME = 200


async def asked_of(request: Request) -> dict[str, Any]:
    """Return the JSON object that a request carries, which has a `text`.  Raises `Refusal`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refusal(415, "the body is to be JSON, of the type application/json")
    try:
        asked = json.loads(await _body(request))
    except UnicodeDecodeError:
        raise Refusal(400, "the body is not UTF-8") from None
    except (ValueError, RecursionError):
        raise Refusal(400, "the body is no JSON") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise Refusal(400, 'the body is to be an object with a text: {"text": "..."}')
    if len(asked["text"]) > LONGEST_TEXT:
        raise Refusal(413, f"the text has {len(asked['text'])} characters, and {LONGEST_TEXT} may be sent")
    _of_characters("the text", asked["text"])
    return asked


def _of_characters(what: str, text: str) -> None:
    """Raise `Refusal` if a text cannot be sent back."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise Refusal(400, f"{what} has a half of a surrogate pair, which is no character")


async def _body(request: Request) -> bytes:
    too_long = Refusal(413, f"the body is longer than {LONGEST_BODY} bytes")
    if int(request.headers.get("content-length") or 0) > LONGEST_BODY:
        raise too_long
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LONGEST_BODY:
                    raise too_long
    except TimeoutError:
        raise Refusal(408, "the body does not arrive") from None
    except ClientDisconnect:
        raise Refusal(400, "the body ends before its end") from None
    return bytes(body)


def number(asked: dict[str, Any], field: str) -> int:
    """Return a field that counts from 1.  Raises `Refusal`."""
    value = asked.get(field)
    if type(value) is not int or not 0 < value <= _LARGEST:
        raise Refusal(400, f"`{field}` is to be a number, counted from 1")
    return value


def name(asked: dict[str, Any], field: str) -> str:
    """Return a field that is a name; empty if it is left out.  Raises `Refusal`."""
    value = asked.get(field, "")
    if not isinstance(value, str) or len(value) > _LONGEST_NAME:
        raise Refusal(400, f"`{field}` is to be a name, of at most {_LONGEST_NAME} characters")
    _of_characters(f"`{field}`", value)
    return value.strip()


def chosen(asked: dict[str, Any], field: str, among: tuple[str, ...], otherwise: str) -> str:
    """Return a field that is one of some words.  Raises `Refusal`."""
    value = asked.get(field, otherwise)
    if value not in among:
        raise Refusal(400, f"`{field}` is to be {', '.join(among[:-1])} or {among[-1]}")
    return str(value)
