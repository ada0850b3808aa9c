"""A file sent whole or in part: a player asks for a range of bytes when somebody listens from the
middle, and some play nothing without it."""

import re
from collections.abc import Callable, Iterator
from typing import IO, Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

CHUNK = 64 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def answer(
    request: HttpRequest, opened: Callable[[], IO[Any]], *, size: int, content_type: str, tag: str
) -> HttpResponseBase:
    """What a request gets of a file of this size, under a strong ``tag`` that changes with its
    bytes. The file is opened once it is sent."""
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": tag})
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag:
        asked = ""  # its parts would be of another file
    found = wanted(asked, size)
    part = found is not None
    found = range(size) if found is None else found
    if part and not found:
        headers = {"Content-Range": f"bytes */{size}", "ETag": tag}
        return HttpResponse(status=416, headers=headers)
    body = () if request.method == "HEAD" else bits(opened, found)
    sent = StreamingHttpResponse(body, status=206 if part else 200, content_type=content_type)
    sent.headers["Content-Length"] = str(len(found))
    sent.headers["Accept-Ranges"] = "bytes"
    sent.headers["ETag"] = tag
    if part:
        sent.headers["Content-Range"] = f"bytes {found.start}-{found.stop - 1}/{size}"
    return sent


def wanted(asked: str, size: int) -> range | None:
    """The bytes that a header asks for, empty where there are none; None where it asks for all of
    them, or for what we do not speak (several parts)."""
    match = ONE_RANGE.fullmatch(asked.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(size, int(last) + 1) if last else size)


def bits(opened: Callable[[], IO[Any]], part: range) -> Iterator[bytes]:
    """The bytes of a part of a file, bit by bit."""
    with opened() as file:
        file.seek(part.start)
        left = len(part)
        while left and (bit := file.read(min(CHUNK, left))):
            left -= len(bit)
            yield bit
