"""Stories with pictures for the world of the staff pages."""

import datetime
import io
from typing import Any

from apps.accounts.models import User
from apps.core import clock
from apps.home.demo import examples
from apps.publishing import types
from apps.publishing.models import Consent
from apps.publishing.pictures import actions
from apps.publishing.pictures.encoding import encode
from apps.showcase.models import CaseStudy, StoryWriter
from tests.publishing.picture_files import jpeg


def make(writer: User) -> dict[str, Any]:
    """A story with a picture that rests on a consent, one that is hidden, and one of a crowd."""
    year = clock.today() + datetime.timedelta(days=365)
    consent = Consent.objects.create(
        partner=examples.partner(), label="Carer A", capacity="self", expires_on=year,
        state="given", given_on=clock.today(), on_portal=True, picture=True,
    )  # fmt: skip
    told, bare = (
        CaseStudy.objects.create(title=title, sort_key=title, author=writer)
        for title in ("Letters with pictures", "Letters without a picture")
    )
    for story in (told, bare):
        StoryWriter.objects.create(story=story, partner=examples.partner())
    words = {"alt": "Six people hold up a letter.", "caption": "The third morning."}
    found = {
        name: actions.add(
            item=told, encoded=encode(io.BytesIO(jpeg(900, 600))), words=words | more,
            heading="together", by=writer,
        )
        for name, more in {
            "picture": {"basis": "consent", "consent": consent, "credit": "Ann Example"},
            "hidden_picture": {"basis": "nobody"},
            "crowd": {"basis": "crowd", "notice": "A sign on both doors."},
        }.items()
    }  # fmt: skip
    actions.hide_now(picture=found["hidden_picture"], why="Somebody asked us to.", by=writer)
    area = types.of(told).area
    return {name: picture.pk for name, picture in found.items()} | {
        "pictured": f"{area}/{told.pk}", "unpictured": f"{area}/{bare.pk}",
    }  # fmt: skip
