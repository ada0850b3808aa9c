"""What is done to a consent: started, handed in, confirmed, used outside, taken back."""

import datetime
from typing import Any

from django.db import transaction

from apps.core import actors, audit, clock
from apps.core.actors import Actor
from apps.publishing import workflow
from apps.publishing.formats import actions as formats
from apps.publishing.models import (
    PUBLIC_STATES,
    Consent,
    ConsentEvidence,
    ConsentUse,
    Request,
)
from apps.publishing.pictures import taking_back
from apps.publishing.recordings import actions as recordings
from apps.publishing.workflow import NotAllowed
from apps.showcase import confirming, consents, erasing, standing
from apps.showcase.actions import consent_mails as mails
from apps.showcase.actions.answers import HOLDER
from apps.showcase.models import CaseStudy

State = Consent.State
TAKEN_DOWN = "The person whose story this is took it back."


@transaction.atomic
def start(*, data: dict[str, Any], evidence: dict[str, Any], by: Actor) -> Consent:
    """A new consent, asked for. ``evidence`` is how to reach the person: private."""
    consent = Consent.objects.create(author_id=actors.id_of(by), **data)
    ConsentEvidence.objects.create(consent=consent, **evidence)
    audit.note(act="started a consent", by=by, target=consent)
    return consent


@transaction.atomic
def change(
    *, consent: Consent, data: dict[str, Any], evidence: dict[str, Any], by: Actor
) -> Consent:
    """Put right what it says, while nobody has confirmed it. Raises ``NotAllowed`` later: what
    people signed is not rewritten; a newer consent replaces it."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.state not in (State.ASKED, State.HANDED_IN):
        raise NotAllowed("This was confirmed. Start a new consent, which replaces it.")
    for name, value in data.items():
        setattr(consent, name, value)
    consent.edit_count += 1
    consent.save()
    ConsentEvidence.objects.update_or_create(consent=consent, defaults=evidence)
    audit.note(act="changed a consent", by=by, target=consent)
    return consent


@transaction.atomic
def hand_in(*, consent: Consent, file: Any, given_on: datetime.date, by: Actor) -> Consent:
    """The paper, or the note that it was said aloud, is in: a curator confirms."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.state not in (State.ASKED, State.HANDED_IN):
        raise NotAllowed("This was confirmed already.")
    consent.state = State.HANDED_IN
    consent.given_on = given_on
    consent.handed_in_by_id = actors.id_of(by)
    consent.edit_count += 1
    consent.save()
    if file is not None:
        evidence, _ = ConsentEvidence.objects.get_or_create(consent=consent)
        evidence.file_name = file.name[:150]
        evidence.file.save(f"{consent.reference}.bin", file)
    audit.note(act="handed in a consent", by=by, target=consent)
    return consent


@transaction.atomic
def confirm(*, consent: Consent, seen: str, by: Actor) -> Consent:
    """A curator has looked at the paper, and at what it is said to agree to (``seen``, as
    ``confirming.marks`` has it): from now on things may rest on it. Whoever started it or handed
    in the paper does not confirm it. Raises ``SaysOtherwise`` where it was changed meanwhile."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.state != State.HANDED_IN:
        raise NotAllowed("Hand in the paper first.")
    if not_by := confirming.not_by(consent, actors.id_of(by)):
        raise NotAllowed(not_by)
    if changed := confirming.changed_since(consent, seen):
        raise confirming.SaysOtherwise(changed)
    if not (consent.purposes and consent.media):
        raise NotAllowed("Say first what it is for and what may be used.")
    if consent.expires_on <= clock.today():
        raise NotAllowed("Its last day has passed. Start a new consent.")
    consent.state = State.GIVEN
    consent.confirmed_by_id = actors.id_of(by)
    consent.edit_count += 1
    consent.save()
    for earlier in Consent.objects.filter(replaced_by=consent, state=State.GIVEN):
        earlier.state = State.REPLACED
        earlier.save()
    _public_changes(consent)
    audit.note(act="confirmed a consent", by=by, target=consent)
    return consent


@transaction.atomic
def credit(*, consent: Consent, credit_as: str, by: Actor = HOLDER) -> Consent:
    """Be named otherwise: at once, everywhere."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.state in (State.WITHDRAWN, State.REPLACED):
        raise NotAllowed("This consent is over.")
    if not consent.name:
        raise NotAllowed("They did not agree to be named, or took that back.")
    held = standing.answers(consent)
    consent.credit_as = credit_as.strip()[:80]
    consent.save()
    standing.still_hold(held, consent)
    _public_changes(consent)
    audit.note(act="changed how they are named", by=by, target=consent)
    return consent


@transaction.atomic
def use_outside(*, consent: Consent, purpose: str, where: str, by: Actor) -> ConsentUse:
    """Note a use outside this site. Raises ``NotAllowed`` where it was not given for that."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if not consent.is_live or not getattr(consent, purpose):
        raise NotAllowed(f"This consent does not hold for {Consent.PURPOSES[purpose]}.")
    use = ConsentUse.objects.create(
        consent=consent, purpose=purpose, where=where[:300], used_on=clock.today(),
        used_by_id=actors.id_of(by),
    )  # fmt: skip
    audit.note(act="used outside", by=by, target=consent, purpose=purpose, where=where[:300])
    return use


@transaction.atomic
def chased(*, use: ConsentUse, note: str, by: Actor) -> None:
    """Somebody asked for a copy outside to be taken down, and what came of it."""
    use.chased_on, use.chased_note = clock.today(), note.strip()[:300]
    use.save()
    audit.note(act="chased a copy outside", by=by, target=use.consent, note=use.chased_note)


@transaction.atomic
def take_back(
    *, consent: Consent, parts: set[str] | None = None, how: str = "on their page",
    by: Actor = HOLDER,
) -> Consent:  # fmt: skip
    """Take back all, or some ``parts`` (keys of ``MEDIA`` and ``PURPOSES``). In this transaction
    everything that no longer holds is gone: shown words and pictures, their files, and the words
    in versions and drafts. A story whose summary rests on it is withdrawn. Twice is once."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.state in (State.WITHDRAWN, State.REPLACED):
        return consent
    held = standing.answers(consent) if parts is not None else []
    for part in parts or ():
        setattr(consent, part, False)
    if not consent.name:
        consent.credit_as = ""
    whole = parts is None or not (consent.purposes and consent.media)
    if whole:
        consent.state = State.WITHDRAWN
        consent.withdrawn_on = clock.today()
        consent.withdrawn_how = how[:120]
    consent.edit_count += 1
    consent.save()
    named = CaseStudy.objects.filter(pk__in=erasing.named_in(consent))
    for story in {row.pk: row for row in [*consents.stories_of(consent), *named]}.values():
        _take_out_of(story, consent)
    for item in taking_back.take_out(consent=consent, by=HOLDER):
        erasing.is_another_text(item)
    recordings.taken_back(consent=consent, by=HOLDER)
    standing.still_hold(held, consent)
    mails.leave_taken_back(consent)
    what = "" if whole else ", ".join(sorted(parts or ()))
    audit.note(act="took back a consent", by=by, target=consent, part=what, how=how)
    return consent


def _take_out_of(story: CaseStudy, consent: Consent) -> None:
    story = CaseStudy.objects.select_for_update().get(pk=story.pk)  # whoever publishes waits
    sums_up = story.summary_consent_id == consent.pk
    gone = not _holds(consent, "words")
    if gone:
        erasing.blank_words(story, consent)
    if not _holds(consent, "picture"):
        erasing.drop_pictures(story, consent)
    formats.take_down(page=story, by=HOLDER)
    recordings.take_down_readings(page=story, by=HOLDER)
    story.refresh_from_db()
    erasing.is_another_text(story)
    if sums_up and gone and story.state in PUBLIC_STATES:
        workflow.move(story, "withdraw", by=HOLDER, note=TAKEN_DOWN)
    else:
        erasing.shows_otherwise(story)


def _holds(consent: Consent, medium: str) -> bool:
    return consent.state != State.WITHDRAWN and consent.on_portal and bool(getattr(consent, medium))


def _public_changes(consent: Consent) -> None:
    for story in consents.stories_of(consent):
        erasing.shows_otherwise(story)


@transaction.atomic
def ask_us(*, consent: Consent, kind: str, words: str, contact: dict[str, str]) -> Request:
    """The person asks for another format or a call, from their page."""
    about = f"A consent ({consent.reference})"
    format_wanted = Request.Format.OTHER if kind == Request.Kind.FORMAT else ""
    return Request.objects.receive(
        kind=kind, about=about, words=words, format_wanted=format_wanted, **contact
    )


@transaction.atomic
def new_link(*, consent: Consent, by: Actor) -> Consent:
    """Kill every link to the person's page that was handed out, for a new one; who has an e-mail
    address gets it at once."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    consent.link_version += 1
    consent.save()
    mails.leave_new_link(consent)
    audit.note(act="made a new link to a consent", by=by, target=consent)
    return consent
