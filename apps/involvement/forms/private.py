"""Notes and files that stay with the partner that owns an activity; evidence; links for groups."""

import re
import zipfile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.forms import PortalForm, Radios
from apps.involvement.models import EvidenceAnswer

LARGEST = 10 * 1024 * 1024  # bytes
# What a file begins with, by the ending of its name; the office kinds are zip files.
BEGINNINGS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pptx": b"PK\x03\x04",
    "odt": b"PK\x03\x04",
    "ods": b"PK\x03\x04",
    "txt": b"",
    "csv": b"",
}
# What an office file holds, all of it.
INSIDE = {
    "docx": {"[Content_Types].xml", "word/document.xml"},
    "xlsx": {"[Content_Types].xml", "xl/workbook.xml"},
    "pptx": {"[Content_Types].xml", "ppt/presentation.xml"},
    "odt": {"mimetype", "content.xml"},
    "ods": {"mimetype", "content.xml"},
}
# OpenDocument lists its (maybe empty) libraries in script-lb.xml and script-lc.xml.
OPEN_MACROS = re.compile(r"(?:basic|scripts)/(?!.*script-l[bc]\.xml$).*[^/]$")
MACROS = ("vbaproject.bin", "vbadata.xml")
PROGRAMS = (
    ".exe", ".dll", ".com", ".scr", ".msi", ".lnk", ".hta", ".jar",
    ".js", ".jse", ".vbs", ".vbe", ".wsf", ".ps1", ".bat", ".cmd", ".sh",
)  # fmt: skip
HAS_MACROS = "This file holds macros. Save it without them, for example as a PDF, and choose that."
HAS_PROGRAMS = "This file holds a program. Save it without that, for example as a PDF."
KINDS = "PDF, Word, Excel, PowerPoint, OpenDocument, a picture (PNG or JPEG), text or CSV"


class NoteForm(PortalForm):
    """A working note."""

    text = forms.CharField(
        label="Note",
        widget=forms.Textarea({"rows": 3}),
        max_length=4000,
        help_text="Whoever writes or leads for your partner or its places reads it. It is never"
        " published.",
        error_messages={"required": "Write a note"},
    )


class AttachmentForm(PortalForm):
    """A file."""

    file = forms.FileField(
        label="File",
        max_length=150,
        help_text=f"{KINDS}; up to 10 MB. It is never published.",
        error_messages={
            "required": "Choose a file",
            "empty": "This file is empty",
            "max_length": "Shorten the name of the file to 150 characters",
        },
    )

    def clean_file(self) -> Any:
        """A file of a kind we know that is what its name says. Raises ``ValidationError``."""
        file = self.cleaned_data["file"]
        ending = file.name.rpartition(".")[2].lower()
        if file.size > LARGEST:
            raise ValidationError("This file is larger than 10 MB. Choose a smaller one.")
        if ending not in BEGINNINGS:
            raise ValidationError(f"Choose one of these: {KINDS}.")
        if not is_what_it_says(file, ending):
            raise ValidationError(
                f"This file is no {ending.upper()} file, whatever its name says. Save it as one, "
                "or choose another."
            )
        if ending in INSIDE:
            refuse_what_runs(members(file))
        return file


def is_what_it_says(file: Any, ending: str) -> bool:
    """Whether a file's inside fits the ending of its name."""
    file.seek(0)
    begins = file.read(2048)
    file.seek(0)
    if not begins.startswith(BEGINNINGS[ending]):
        return False
    if ending in ("txt", "csv"):
        plain = all(b"\0" not in part for part in file.chunks())
        file.seek(0)
        return plain
    return ending not in INSIDE or INSIDE[ending] <= set(members(file))


def members(file: Any) -> list[str]:
    """The names of what a zip file holds; of a file that is none, nothing."""
    try:
        with zipfile.ZipFile(file) as held:
            return held.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []
    finally:
        file.seek(0)


def refuse_what_runs(names: list[str]) -> None:
    """Raises ``ValidationError`` for an office file with macros or a program inside."""
    lower = [name.lower() for name in names]
    if any(name.endswith(MACROS) or OPEN_MACROS.match(name) for name in lower):
        raise ValidationError(HAS_MACROS)
    if any(name.endswith(PROGRAMS) for name in lower):
        raise ValidationError(HAS_PROGRAMS)


class EvidenceForm(PortalForm):
    """One question for each sign of a way; blank is not answered."""

    def __init__(self, *args: Any, signs: list[Any], held: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signs = signs
        for sign in signs:
            before = held.get(sign.pk)
            self.fields[f"sign-{sign.pk}"] = forms.ChoiceField(
                label=sign.text,
                help_text=sign.help,
                choices=EvidenceAnswer.Answer.choices,
                required=False,
                widget=Radios,
                initial=before.answer if before else None,
            )

    def answers(self) -> dict[Any, str]:
        """The chosen answers by sign. Only after ``is_valid``."""
        found = {sign: self.cleaned_data.get(f"sign-{sign.pk}", "") for sign in self.signs}
        return {sign: answer for sign, answer in found.items() if answer}


class SendLink(PortalForm):
    """Who logs it themselves."""

    group_name = forms.CharField(
        label="Which group tells you?",
        max_length=150,
        help_text="A group, not a person. Their record says “told by” and this name.",
        error_messages={"required": "Enter the name of the group"},
    )
