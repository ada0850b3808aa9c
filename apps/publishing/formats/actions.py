"""What people do to a version beyond writing it: begin one, and say that it is up to date."""

from typing import Any

from django.db import transaction

from apps.core import clock
from apps.core.actors import Actor, SystemActor
from apps.publishing import actions, languages, types, workflow
from apps.publishing.models import PUBLIC_STATES, AccessibleVersion, Publishable
from apps.publishing.models.made_from import MadeFromPage
from apps.publishing.workflow import NotAllowed

GONE = "The page that this is made from is not public any more, so there is nothing to compare."
CHANGED_AGAIN = "Nothing was done: the page was changed again just now. Look at it once more."


@transaction.atomic
def begin(*, page: Publishable, form: str, language: str, by: Actor) -> AccessibleVersion:
    """A draft of a version of a public page, made from its text of today. One in English begins
    with the page's title; in another language somebody writes it."""
    kept: Any = types.of(page).rows.public().select_for_update(of=("self",))
    page = kept.get(pk=page.pk)
    number = AccessibleVersion.page_number(page.record_kind, page.pk)
    title = str(page)[:200] if language == languages.ENGLISH else ""
    made_from = f"{number} {clock.today():%Y-%m-%d}"
    data = {"form": form, "language": language, "title": title, "made_from": made_from}
    return actions.create(  # type: ignore[return-value]
        model=AccessibleVersion, data=data, by=by, kind=page.record_kind, object_id=page.pk,
        is_example=page.is_example,
    )  # fmt: skip


@transaction.atomic
def bring_up_to_date(*, version: MadeFromPage, seen: str, by: Actor) -> None:
    """Say that it was made, or made anew, from the text that its page has now. This is part of its
    text: of something public somebody else publishes it. Said again it changes nothing.

    ``seen``: the number of the text that the person looked at. Raises ``NotAllowed`` where the
    page has another one now, or is gone.
    """
    rows: Any = type(version)._default_manager
    version = rows.select_for_update().get(pk=version.pk)
    if version.public_page is None:
        raise NotAllowed(GONE)
    if seen != str(version.page_now):
        raise NotAllowed(CHANGED_AGAIN)
    data, count = actions.text_of(version)
    if data["made_from"].partition(" ")[0] == seen:
        return
    made_from = f"{seen} {clock.today():%Y-%m-%d}"
    actions.save(
        item=version, changes={"made_from": made_from}, edit_count=count, by=by,
        why="brought up to date with its page",
    )  # fmt: skip


@transaction.atomic
def take_down(*, page: Publishable, by: Actor) -> None:
    """Something was taken out of a page at once, and may stand in its versions as well: they are
    withdrawn, until somebody makes them from the page as it is now."""
    for version in AccessibleVersion.objects.of(page).filter(state__in=PUBLIC_STATES):
        reason = "Part of the page that it was made from was taken down."
        workflow.move(version, "withdraw", by=SystemActor(f"with its page, by {by}"), note=reason)
