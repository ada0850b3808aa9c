"""Files of a resource: what is kept, what is refused, who gets which, and when one is gone."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import RequestFactory

from apps.core import site_settings, uploads
from apps.library.models import Resource, ResourceFile
from apps.publishing.models import Version
from tests.library.conftest import PDF, add_file, lives, office, pdf, publish, rows, taken, write

pytestmark = pytest.mark.django_db


def kept() -> set[str]:
    """The paths of all files of resources in the storage."""
    root = Path(default_storage.path("resources"))
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_a_file_is_kept_apart_and_public_only_once_it_is_published(
    resource, contributor, curator, visitor
):
    assert add_file(contributor, resource, words="The guide").status_code == 302
    file = resource.files.get()
    assert (file.name, file.ending, file.size) == ("guide.pdf", "pdf", len(PDF))
    assert "guide" not in str(file.file.name)
    assert len(kept()) == 1
    mine = f"/staff/resources/{resource.pk}/files/{file.pk}/"
    assert taken(contributor.get(mine)) == PDF
    assert visitor.get(mine).status_code == 302
    publish(resource, contributor, curator)
    for address in (f"{lives(resource)}file/", f"{lives(resource)}file/{file.key}/"):
        answer = visitor.get(address)
        assert taken(answer) == PDF
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'attachment; filename="guide.pdf"'
        assert answer["Cache-Control"] == "public, no-cache"
        assert visitor.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
        assert not answer.cookies


def test_another_partner_gets_no_file_of_a_draft(resource, contributor, outsider):
    add_file(contributor, resource)
    file = resource.files.get()
    for address in (f"{file.pk}/", f"{file.pk}/delete/", ""):
        assert outsider.get(f"/staff/resources/{resource.pk}/files/{address}").status_code == 404
    assert (
        outsider.post(f"/staff/resources/{resource.pk}/files/", {"file": pdf()}).status_code == 404
    )
    assert resource.files.count() == 1


def test_a_file_of_another_resource_cannot_be_named(resource, contributor, curator):
    curator.post("/staff/resources/new/", {"title": "Secret plans", "kind": "report"})
    other = Resource.objects.get(title="Secret plans")
    add_file(curator, other)
    stranger = other.files.get()
    answer = write(
        contributor, resource, "where", access="open",
        **rows("items", {"file": stranger.pk, "form": "pdf"}),
    )  # fmt: skip
    assert answer.status_code == 422
    assert stranger.name not in answer.content.decode()


REFUSED = [
    (lambda: pdf("guide.exe"), "Choose one of these: PDF, Word"),
    (lambda: office("guide.pdf", "a.txt"), "This file is no PDF file, whatever its name says"),
    (lambda: pdf("guide.docx"), "This file is no DOCX file"),
    (
        lambda: office(
            "guide.docx", "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"
        ),
        "This file holds macros",
    ),
    (
        lambda: office("guide.pptx", "[Content_Types].xml", "ppt/presentation.xml", "run.exe"),
        "This file holds a program",
    ),
    (lambda: office("slides.odp", "mimetype", "content.xml", "Basic/a/b.xml"), "holds macros"),
    (lambda: pdf("guide", b""), "Choose one of these"),
]


@pytest.mark.parametrize(("file", "says"), REFUSED)
def test_what_is_not_what_it_says_is_refused_and_nothing_stays(resource, contributor, file, says):
    answer = add_file(contributor, resource, file(), words="The guide", pages="7")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert 'value="The guide"' in page
    assert 'value="7"' in page
    assert not resource.files.exists()
    assert kept() == set()


def test_an_empty_file_and_no_file_say_what_to_do(resource, contributor):
    empty = contributor.post(
        f"/staff/resources/{resource.pk}/files/", {"file": io.BytesIO(b""), "words": "x"}
    )
    none = contributor.post(f"/staff/resources/{resource.pk}/files/", {"words": "x"})
    assert (empty.status_code, none.status_code) == (422, 422)
    assert "This file is empty. Choose another." in empty.content.decode()
    assert "Choose a file" in none.content.decode()


def test_the_largest_size_is_a_setting(resource, contributor):
    site_settings.store(name="resource_file_mb", value="1")
    answer = add_file(contributor, resource, pdf(more=b"x" * (1024 * 1024)))
    assert answer.status_code == 422
    assert "This file is larger than 1 MB. Choose a smaller one." in answer.content.decode()
    assert "up to 1 MB" in answer.content.decode()


class Endless(io.RawIOBase):
    """A body that is made while it is read, so that no test holds two gigabytes."""

    def __init__(self, head: bytes, size: int, tail: bytes) -> None:
        self.parts, self.left, self.tail = head, size, tail

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = 64 * 1024 if size < 0 else size
        if self.parts:
            found, self.parts = self.parts[:size], self.parts[size:]
            return found
        if self.left:
            found = b"x" * min(size, self.left)
            self.left -= len(found)
            return found
        found, self.tail = self.tail[:size], self.tail[size:]
        return found


def test_two_gigabytes_are_refused_with_a_sentence_and_fill_no_disk(
    resource, contributor, monkeypatch, tmp_path
):
    """The size is that of a form's limit and more; what is thrown away has no end of its own."""
    site_settings.store(name="recording_megabytes", value="3")
    site_settings.store(name="resource_file_mb", value="2")
    head = (
        b'--sep\r\nContent-Disposition: form-data; name="words"\r\n\r\nThe guide\r\n'
        b'--sep\r\nContent-Disposition: form-data; name="file"; filename="big.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
    )
    size, tail = 40 * uploads.MEGABYTE, b"\r\n--sep--\r\n"
    address = f"/staff/resources/{resource.pk}/files/"
    answer = contributor.generic(
        "POST", address,
        **{
            "wsgi.input": Endless(head, size, tail), "CONTENT_LENGTH": len(head) + size + len(tail),
            "CONTENT_TYPE": "multipart/form-data; boundary=sep",
        },
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This file is larger than 2 MB. Choose a smaller one." in page
    assert 'value="The guide"' in page
    assert not resource.files.exists()
    request = RequestFactory().generic(
        "POST", address,
        **{
            "wsgi.input": Endless(head, size, tail), "CONTENT_LENGTH": len(head) + size + len(tail),
            "CONTENT_TYPE": "multipart/form-data; boundary=sep",
        },
    )  # fmt: skip
    file = request.FILES["file"]
    assert (type(file), file.size, file.read()) == (uploads.TooLarge, size + 9, b"")


def test_a_file_takes_the_place_of_another_once_that_is_published(
    public, contributor, curator, visitor, commits
):
    old = public.items.get().file
    answer = add_file(contributor, public, pdf("better.pdf"), replaces=old.pk)
    assert answer.status_code == 302
    gone = visitor.get(f"{lives(public)}file/{old.key}/")
    assert taken(gone) == PDF, "people take the old one until somebody else publishes"
    new = ResourceFile.objects.get(name="better.pdf")
    assert visitor.get(f"{lives(public)}file/{new.key}/").status_code == 404
    publish(public, contributor, curator)
    item = public.items.get()
    assert (item.file, item.words, item.position) == (new, "The guide", 1)
    assert visitor.get(f"{lives(public)}file/{old.key}/").status_code == 404
    assert len(kept()) == 2
    with commits(execute=True):
        call_command("run_due", stdout=io.StringIO())
    assert not ResourceFile.objects.filter(pk=old.pk).exists()
    assert kept() == {str(Path(new.file.name).relative_to("resources"))}


def test_a_deleted_file_of_a_draft_is_gone_at_once_from_every_version(
    resource, contributor, commits
):
    add_file(contributor, resource)
    file = resource.files.get()
    address = f"/staff/resources/{resource.pk}/files/{file.pk}/delete/"
    asked = contributor.get(address).content.decode()
    assert "Delete guide.pdf?" in asked
    with commits(execute=True):
        assert contributor.post(address).status_code == 302
    assert not resource.files.exists()
    assert kept() == set()
    named = [row for v in Version.objects.all() for row in v.data.get("items", [])]
    assert named == []


def test_a_deleted_file_of_something_public_waits(public, contributor, visitor):
    file = public.items.get().file
    contributor.post(f"/staff/resources/{public.pk}/files/{file.pk}/delete/")
    assert taken(visitor.get(f"{lives(public)}file/{file.key}/")) == PDF
    page = contributor.get(f"/staff/resources/{public.pk}/files/").content.decode()
    assert "People can take it until somebody else publishes the change without it." in page
    contributor.post(f"/staff/resources/{public.pk}/give-up/")
    call_command("run_due", stdout=io.StringIO())
    file.refresh_from_db()
    assert file.leaving is False, "the change was given up, and the wish to delete with it"


def test_a_file_that_is_missing_in_the_storage_is_not_found(public, visitor):
    default_storage.delete(str(public.items.get().file.file.name))
    assert visitor.get(f"{lives(public)}file/").status_code == 404


def test_pressed_twice_it_is_one_file(resource, contributor):
    page = contributor.get(f"/staff/resources/{resource.pk}/files/").content.decode()
    once = page.split('name="once" value="')[1].split('"')[0]
    for _ in range(2):
        add_file(contributor, resource, once=once, words="The guide")
    assert resource.files.count() == 1
