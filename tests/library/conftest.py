"""A guidance of partner A on its way, its files, and how a form is sent."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.library.models import Resource
from apps.partners.models import Partner
from apps.publishing import types
from tests.personas import Person

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def pdf(name: str = "guide.pdf", more: bytes = b"") -> SimpleUploadedFile:
    """A file that begins as a PDF does."""
    return SimpleUploadedFile(name, PDF + more, content_type="application/pdf")


def office(name: str, *members: str) -> SimpleUploadedFile:
    """An office file that holds these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return SimpleUploadedFile(name, held.getvalue())


def write(person: Person, resource: Resource, part: str, **answers: Any) -> Any:
    """Save a part of a resource as its form does."""
    edit_count = person.get(f"/staff/resources/{resource.pk}/edit/{part}/").context["edit_count"]
    return person.post(
        f"/staff/resources/{resource.pk}/edit/{part}/", {"edit_count": edit_count, **answers}
    )


def rows(name: str, *held: dict[str, Any]) -> dict[str, Any]:
    """Rows as a browser sends them."""
    sent: dict[str, Any] = {f"{name}-TOTAL_FORMS": len(held), f"{name}-INITIAL_FORMS": 0}
    for at, row in enumerate(held):
        sent |= {f"{name}-{at}-{key}": value for key, value in row.items()}
    return sent


def add_file(person: Person, resource: Resource, file: Any = None, **more: Any) -> Any:
    """Add a file by the form."""
    return person.post(f"/staff/resources/{resource.pk}/files/", {"file": file or pdf(), **more})


def publish(resource: Resource, writer: Person, reviewer: Person) -> Resource:
    """Send it, and let somebody else publish it, by their buttons."""
    for person, move in ((writer, "submit"), (reviewer, "publish")):
        answer = person.post(f"/staff/resources/{resource.pk}/move/{move}/", {"note": ""})
        assert answer.status_code == 302, answer.content.decode()[:2000]
    resource.refresh_from_db()
    return resource


@pytest.fixture(autouse=True)
def files_apart(settings: Any, tmp_path: Any) -> None:
    """A storage of each test's own."""
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Any:
    """What is to happen after a commit happens at the end of ``with commits(execute=True)``."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def resource(contributor: Person, partner_a: Partner) -> Resource:
    """A draft guidance, begun by the contributor."""
    contributor.post(
        "/staff/resources/new/",
        {"title": "Asking well", "kind": "guidance", "summary": "How to ask **well**."},
    )
    found = Resource.objects.get(title="Asking well")
    write(
        contributor, found, "makers",
        **rows("makers", {"partner": partner_a.pk, "role": "from"}),
    )  # fmt: skip
    return found


@pytest.fixture
def public(resource: Resource, contributor: Person, curator: Person) -> Resource:
    """The same in public, with one file of three pages."""
    add_file(contributor, resource, words="The guide", pages=3)
    return publish(resource, contributor, curator)


def taken(answer: Any) -> bytes:
    """What a file that was handed out holds."""
    return b"".join(answer.streaming_content)


def lives(resource: Resource) -> str:
    """Where the public reads it."""
    return types.of(resource).address(resource.slug or "")
