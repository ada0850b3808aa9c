"""What the partner that owns an activity keeps beside it: notes, files, counts, evidence, links."""

import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from apps.accounts.models import User
from apps.core import audit, clock, links, site_settings, versions
from apps.core.actors import Actor
from apps.involvement.models import (
    Activity,
    ActivityNote,
    Attachment,
    EqualityCount,
    EvidenceAnswer,
    LogLink,
)
from apps.partners.models import Partner
from apps.publishing.actions import also_wrote, ask_second_look
from apps.publishing.models import PUBLIC_STATES

LOG_LINK = "log link"


def add_note(*, activity: Activity, text: str, by: User) -> ActivityNote:
    """A working note."""
    return ActivityNote.objects.create(activity=activity, author=by, text=text.strip())


@transaction.atomic
def attach(*, activity: Activity, file: UploadedFile, by: User) -> Attachment:
    """Keep a file that the form has looked at."""
    row = Attachment(activity=activity, author=by, name=str(file.name), size=int(file.size or 0))
    row.file.save(str(file.name), file, save=False)
    row.save()
    audit.note(act="attached a file", by=by, target=activity, name=row.name)
    return row


@transaction.atomic
def detach(*, attachment: Attachment, by: Actor) -> None:
    """Delete a file for good; the file itself goes once the row is gone."""
    audit.note(act="deleted a file", by=by, target=attachment.activity, name=attachment.name)
    storage, path = attachment.file.storage, str(attachment.file.name)
    attachment.delete()
    transaction.on_commit(lambda: storage.delete(path))


@transaction.atomic
def count_people(*, activity: Activity, counts: dict[str, dict[str, int]], by: Actor) -> None:
    """Replace the counts by characteristic of an activity."""
    Activity.objects.select_for_update().get(pk=activity.pk)
    activity.equality.all().delete()
    EqualityCount.objects.bulk_create(
        EqualityCount(
            activity=activity, characteristic=characteristic, category=category, value=value
        )
        for characteristic, values in counts.items()
        for category, value in values.items()
    )
    audit.note(act="entered counts by characteristic", by=by, target=activity)


@transaction.atomic
def answer_signs(*, record: Any, answers: dict[Any, str], asked: list[Any], by: User) -> None:
    """Keep the answers to the signs that were asked, with the words that were asked; an answer
    taken back is gone. Of a public record they are shown at once, dated as a correction that
    somebody else looks at (docs/adr/0009-signs.md)."""
    which = "activity" if isinstance(record, Activity) else "project"
    held = {row.sign_id: row for row in record.evidence.filter(sign__in=asked)}
    before = {sign: held[sign.pk].answer if sign.pk in held else "" for sign in asked}
    changed = [sign for sign in asked if answers.get(sign, "") != before[sign]]
    if not changed:
        return
    record.evidence.filter(sign__in=[sign for sign in changed if not answers.get(sign)]).delete()
    for sign in changed:
        if answer := answers.get(sign):
            row = held.get(sign.pk) or EvidenceAnswer(**{which: record}, sign=sign)
            row.answer, row.asked, row.sign_version = answer, sign.text, sign.version
            row.answered_by = by
            row.save()
    audit.note(act="answered the signs", by=by, target=record)
    also_wrote(item=record, by=by, why="answered the signs")
    if record.state in PUBLIC_STATES:
        ask_second_look(row=record, what="What we can show for this way", by=by)
        versions.raise_public((record.record_kind, record.pk))


@transaction.atomic
def send_link(*, partner: Partner, group_name: str, by: User) -> tuple[LogLink, str]:
    """A link for a group: (its row, the secret). The secret is shown once and not kept."""
    secret = links.new_secret()
    days = site_settings.number("log_link_days")
    row = LogLink.objects.create(
        partner=partner,
        sent_by=by,
        group_name=group_name.strip(),
        secret_hash=links.keyed_hash(LOG_LINK, secret),
        expires_on=clock.today() + datetime.timedelta(days=days),
    )
    audit.note(act="made a link for a group", by=by, target=row)
    return row, secret


def link_of(secret: str) -> LogLink | None:
    """The link behind a secret, used or not; None for any other."""
    hashes = links.possible_hashes(LOG_LINK, secret)
    return (
        LogLink.objects.select_related("partner", "sent_by").filter(secret_hash__in=hashes).first()
    )
