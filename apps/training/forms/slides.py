"""The questions about what was shown at a session."""

from typing import Any

from django import forms

from apps.core import file_kinds, outside, site_settings
from apps.core.forms import PortalForm


class SlidesForm(PortalForm):
    """A file or a link, and what people read of it."""

    name = forms.CharField(
        label="What is it?", max_length=150, help_text="For example, slides of the morning",
        error_messages={"required": "Enter what it is, like slides of the morning"},
    )  # fmt: skip
    file = forms.FileField(
        label="File", required=False, max_length=150,
        error_messages={
            "empty": "This file is empty",
            "max_length": "Shorten the name of the file to 150 characters",
        },
    )  # fmt: skip
    link = forms.URLField(
        label="Or a link", required=False, max_length=500, assume_scheme="https",
        validators=[outside.must_be_public],
        error_messages={"invalid": "Enter a web address, like https://example.org/slides"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = site_settings.number("resource_file_mb")
        self.fields["file"].help_text = f"{file_kinds.KINDS}; up to {self.most} MB."

    def clean_file(self) -> Any:
        """A file of a kind we know that is what its name says. Raises ``ValidationError``."""
        file = self.cleaned_data["file"]
        if file:
            file_kinds.looked_at(file, most_megabytes=self.most)
        return file

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data: dict[str, Any] = super().clean() or {}
        if "file" in self.errors or "link" in self.errors:
            return data
        if not data.get("file") and not data.get("link"):
            self.add_error("file", "Choose a file, or enter a link below")
        if data.get("file") and data.get("link"):
            self.add_error("link", "Take the link away, or send the file another time: one at once")
        return data
