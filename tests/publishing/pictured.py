"""Stories with pictures, for the tests of both; what is sent, and what stands on the disk."""

import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.core import clock
from apps.publishing import actions as texts
from apps.publishing import types
from apps.publishing.models import Consent, Picture
from apps.publishing.pictures import files
from apps.publishing.pictures.encoding import encode
from apps.showcase.models import CaseStudy, StoryPicture, StoryWriter
from tests.factories import ProjectFactory
from tests.publishing.picture_files import jpeg

WORDS = {
    "shows": "something",
    "alt": "Six people hold up drawings of a sign.",
    "caption": "The third morning.",
    "credit": "Ann Example",
    "basis": "nobody",
    "heading": "together",
}
SMALL = jpeg(600, 400)
COLUMNS = {"alt": "Six people.", "decorative": False, "caption": "", "credit": "",
           "basis": "nobody", "consent": None, "notice": ""}  # fmt: skip
TEXT = {
    "summary": "People rewrote the signs.", "why": "Signs were hard to read.",
    "who": "Six visitors.", "together": "Three mornings.", "changed": "Twelve signs.",
    "not_changed": "The map.", "power": "They chose.", "hard": "Time.", "use_this": "Walk round.",
}  # fmt: skip


def tell(partner, **columns) -> CaseStudy:
    story = CaseStudy.objects.create(
        title="Signs people can read", sort_key="signs", project=ProjectFactory(), **TEXT, **columns
    )
    StoryWriter.objects.create(story=story, partner=partner)
    return story


def agreed(partner, **columns) -> Consent:
    """Somebody agreed to a picture on this website, for a year."""
    year = clock.today() + datetime.timedelta(days=365)
    given = {"state": "given", "given_on": clock.today(), "on_portal": True, "picture": True}
    return Consent.objects.create(
        **{"partner": partner, "label": "Carer A", "capacity": "self", "expires_on": year}
        | given | columns
    )  # fmt: skip


def desk_of(story: CaseStudy) -> str:
    return f"/staff/{types.of(story).area}/{story.pk}/"


def under(story: CaseStudy, *more: object) -> str:
    return desk_of(story) + "/".join(["pictures", *map(str, more), ""])


def send(person: Client, story: CaseStudy, content: bytes = b"", name="photo.jpg", **words):
    data = {**WORDS, **words, "file": SimpleUploadedFile(name, content or SMALL)}
    return person.post(under(story, "new"), {k: v for k, v in data.items() if v is not None})


def placed(story: CaseStudy, **columns) -> Picture:
    """A picture that stands in the story itself."""
    picture = Picture.objects.create(
        kind="story", object_id=story.pk, folder=files.keep(encode(SimpleUploadedFile(
            "x.jpg", SMALL))), width=600, height=400, widths=[480, 600],
        **COLUMNS | columns,
    )  # fmt: skip
    StoryPicture.objects.create(story=story, picture=picture, heading="together")
    return picture


def public(picture: Picture, width: int = 480) -> str:
    return f"/pictures/{picture.key}/{width}.webp"


def of_staff(picture: Picture, width: int = 480) -> str:
    return "/staff" + public(picture, width)


def on_disk() -> list[str]:
    root = Path(default_storage.location)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def read(name: str) -> bytes:
    return (Path(default_storage.location) / name).read_bytes()


def rows_of(story: CaseStudy) -> list:
    return texts.text_of(CaseStudy.objects.get(pk=story.pk))[0]["pictures"]
