"""Uploads larger than anything we take fill no disk, and lose nothing that was typed."""

import io
from collections.abc import Iterator

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory

from apps.core import site_settings
from apps.core.uploads import MeasuringHandler, TooLarge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swept")]
MEGABYTE = 1024 * 1024
EDGE = "edge"


class Endless(io.RawIOBase):
    """A body that is made while it is read: a field, a file of this size, another field."""

    def __init__(self, size: int) -> None:
        head = f'--{EDGE}\r\nContent-Disposition: form-data; name="before"\r\n\r\ntyped\r\n--{EDGE}'
        head += '\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n'
        tail = f'\r\n--{EDGE}\r\nContent-Disposition: form-data; name="after"\r\n\r\ntyped too'
        tail += f"\r\n--{EDGE}--\r\n"
        self.total = len(head) + size + len(tail)
        self.left = b""
        self.parts = self.made(head.encode(), size, tail.encode())

    def made(self, head: bytes, size: int, tail: bytes) -> Iterator[bytes]:
        yield head
        while size:
            part = min(size, MEGABYTE)
            yield bytes(part)
            size -= part
        yield tail

    def read(self, size: int = -1) -> bytes:
        if not self.left:
            self.left = next(self.parts, b"")
        found, self.left = self.left[:size], self.left[size:]
        return found


def sent(size: int):
    body = Endless(size)
    return RequestFactory().generic(
        "POST", "/", CONTENT_TYPE=f"multipart/form-data; boundary={EDGE}",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(body.total)},
    )  # fmt: skip


@pytest.fixture
def kept(monkeypatch) -> list[int]:
    """How many bytes reached the handler that writes to the disk."""
    found: list[int] = []
    before = TemporaryFileUploadHandler.receive_data_chunk

    def counted(self, raw_data, start):
        found.append(len(raw_data))
        return before(self, raw_data, start)

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", counted)
    return found


@pytest.mark.parametrize("size", [2 * MEGABYTE, 60 * MEGABYTE])
def test_what_is_too_large_is_read_to_its_end_and_not_kept(size, kept):
    site_settings.store(name="recording_megabytes", value="1")
    request = sent(size)
    assert request.POST.dict() == {"before": "typed", "after": "typed too"}
    file = request.FILES["file"]
    assert isinstance(file, TooLarge)
    assert (file.name, file.size, file.read()) == ("film.mp4", size, b"")
    assert sum(kept) <= MEGABYTE


def test_two_gigabytes_are_counted_and_let_go():
    handler = MeasuringHandler()
    handler.new_file("file", "film.mp4", "video/mp4", None)
    passed = [handler.receive_data_chunk(bytes(MEGABYTE), 0) for _ in range(2048)]
    assert sum(part is not None for part in passed) == site_settings.number("recording_megabytes")
    file = handler.file_complete(2048 * MEGABYTE)
    assert (file.name, file.size) == ("film.mp4", 2048 * MEGABYTE)


def test_what_fits_is_kept_whole(kept):
    request = sent(3 * MEGABYTE)
    file = request.FILES["file"]
    assert (file.size, len(file.read())) == (3 * MEGABYTE, 3 * MEGABYTE)
    assert sum(kept) == 3 * MEGABYTE
