"""Uploads that are larger than anything we take: read to their end and not kept, so that a form
still comes back with everything typed and a sentence, and no disk fills."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from apps.core import site_settings

MEGABYTE = 1024 * 1024


class TooLarge(SimpleUploadedFile):
    """What is left of such a file: its name and its size. Whoever asks for it sees that it is too
    large before reading it."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(name, b"")
        self.size = size


class MeasuringHandler(FileUploadHandler):
    """Stands before the handlers that keep files, and lets through what is not too large."""

    most = 0
    seen = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.seen = 0
        self.most = self.most or site_settings.number("recording_megabytes") * MEGABYTE

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass it on, until it is too much; then the others drop what they kept."""
        before = self.seen
        self.seen += len(raw_data)
        if self.seen <= self.most:
            return raw_data
        if before <= self.most and self.request is not None:
            for other in self.request.upload_handlers:
                other.upload_interrupted()
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Only what is too large ends here."""
        return TooLarge(self.file_name or "file", self.seen) if self.seen > self.most else None
