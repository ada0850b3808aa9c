"""An answer that somebody of the team reads aloud."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.publishing.models import Recording
from tests.publishing import recording_files as made
from tests.publishing.recorded import desk_of, public, put_out, under

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path) -> None:
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


@pytest.fixture
def answer(answered):
    return answered()


def test_the_text_to_read_is_that_of_the_page_to_read_aloud(answer, contributor, visitor):
    page = contributor.get(under(answer, "reading")).content.decode()
    activity = answer.activities.get()
    paper = visitor.get(f"/involvement/{activity.reference}/read-aloud/").content.decode()
    for words in ("This is our answer of", "We did.", answer.we_did):
        assert words in page
        assert words in paper
    assert "<strong>" not in page[page.index("<textarea") : page.index("</textarea>")]


def test_it_is_heard_on_the_page_of_its_activity_and_older_after_another_answer(
    answer, contributor, lead, visitor
):
    data = {"transcript": "We did what you asked.", "read_by": "a nurse", "basis": "team",
            "file": SimpleUploadedFile("voice.mp3", made.mp3())}  # fmt: skip
    assert contributor.post(under(answer, "reading"), data).status_code == 302
    recording = put_out(Recording.objects.get(), contributor, lead)
    address = answer.activities.get().get_absolute_url()
    page = visitor.get(address).content.decode()
    assert public(recording) in page
    assert "Read by a nurse" in page
    assert contributor.get(desk_of(recording)).status_code == 200
    assert "Films and sound (1)" in contributor.get(f"/staff/answers/{answer.pk}/").content.decode()
    assert visitor.get(public(recording)).status_code == 200
