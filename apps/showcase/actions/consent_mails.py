"""Mails about consents: to the person without a topic, to curators with its name alone."""

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.permissions import Role
from apps.core import clock, links, mail, site_settings, week
from apps.core.mail import Built, MailKind, NotNeeded
from apps.publishing.models import Consent
from apps.showcase import calls, consents

SAYS = {
    "look": "Please look at something before we show it. Nothing is shown until you say so.",
    "link": "Here is a new link to your page. The earlier ones lead nowhere now.",
    "answered": "We have answered what you asked us to change. Please look at your page.",
    "ends": "Something you agreed to ends on {day}. We then take it down. You need do nothing. If "
    "you want it to stay, tell us on the page.",
}


def address_of(consent: Consent) -> str:
    """The person's own page, as a link that may be used again."""
    token = links.standing("consent", consent.reference, consent.link_version)
    return settings.SITE_URL + reverse("showcase:own-consent", args=[token])


def _in_full(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def build_to_person(ids: dict[str, Any]) -> Built:
    """The link to their page, unless the consent is over or is renewed meanwhile."""
    consent = Consent.objects.filter(pk=ids["consent"]).select_related("evidence").first()
    if consent is None or consent.state in (Consent.State.WITHDRAWN, Consent.State.REPLACED):
        raise NotNeeded
    if ids["says"] == "ends" and consent.expires_on.isoformat() != ids["day"]:
        raise NotNeeded
    evidence = getattr(consent, "evidence", None)
    if evidence is None or not evidence.email:
        raise NotNeeded
    says = SAYS[ids["says"]].format(day=_in_full(consent.expires_on))
    return Built({"says": says, "link": address_of(consent)}, recipient=evidence.email)


TO_PERSON = MailKind(
    "consent_to_person",
    "consent_to_person",
    build_to_person,
    label="To the person of a consent: please look, a new link, an answer, or it ends soon",
    placeholders={
        "says": SAYS["look"],
        "link": "https://portal.example.org/consent/…/",
    },
    needed=("link",),
    sensitive=True,
)


def build_to_curator(ids: dict[str, Any]) -> Built:
    """What happened to which consent, for a curator."""
    consent = Consent.objects.filter(pk=ids["consent"]).first()
    person = User.objects.filter(pk=ids["user"], is_active=True).first()
    if consent is None or person is None:
        raise NotNeeded
    outside = consent.uses.filter(chased_on=None).count()
    link = settings.SITE_URL + reverse("showcase:consent", args=[consent.reference])
    what = {
        "taken back": "was taken back. What rested on it is gone from the site.",
        "ended": "ended today. What rests on it is not shown any more.",
        "change": "has a person who asks for a change. Nothing of theirs is shown until they say "
        "that it is right.",
    }[ids["what"]]
    to_chase = outside and ids["what"] != "change"
    copies = f" {outside} uses outside the site are to be chased." if to_chase else ""
    context = {"reference": consent.reference, "what": what + copies, "link": link}
    return Built(context, recipient=person.email)


TO_CURATOR = MailKind(
    "consent_to_curator",
    "consent_to_curator",
    build_to_curator,
    label="To curators: a consent was taken back or has ended, or its person asks for a change",
    placeholders={
        "reference": "C-7K2MPQ4X",
        "what": "was taken back. What rested on it is gone from the site.",
        "link": "https://portal.example.org/staff/consent/C-7K2MPQ4X/",
    },
    needed=("link",),
)


def leave_to_look(consent: Consent, mark: str) -> bool:
    """Ask the person to look, once for what there is to look at; whether there is an address."""
    return _to_person(consent, "look", f"consent-look-{consent.pk}-{mark[:32]}")


def leave_new_link(consent: Consent) -> bool:
    """Send the person the link that holds from now on; whether there is an address."""
    return _to_person(consent, "link", f"consent-link-{consent.pk}-{consent.link_version}")


def leave_answered(consent: Consent, answer: int) -> bool:
    """Tell the person that their page says why not; whether there is an address."""
    return _to_person(consent, "answered", f"consent-answered-{answer}")


def _to_person(consent: Consent, says: str, key: str) -> bool:
    evidence = getattr(consent, "evidence", None)
    if evidence is None or not evidence.email:
        return False
    ids = {"consent": consent.pk, "says": says, "day": ""}
    mail.leave(kind=TO_PERSON.name, key=key, recipient=evidence.email, ids=ids)
    return True


def leave_change_asked(consent: Consent, answer: int) -> None:
    """Tell every curator that the person asks for a change."""
    _to_curators(consent, "change", f"consent-change-{answer}")


def leave_taken_back(consent: Consent) -> None:
    """Tell every curator, in the transaction that took it back."""
    _to_curators(consent, "taken back", f"consent-back-{consent.pk}-{consent.edit_count}")


def _to_curators(consent: Consent, what: str, key: str, due: Any = None) -> int:
    curators = User.objects.filter(is_active=True, grants__role=Role.CURATOR).distinct()
    left = 0
    for person in curators:
        own = f"{key}-{person.pk}"
        if not mail.is_left(own):
            ids = {"consent": consent.pk, "what": what, "user": person.pk}
            mail.leave(kind=TO_CURATOR.name, key=own, recipient=person.email, ids=ids, due=due)
            left += 1
    return left


def leave_endings() -> str:
    """Warn twice whose consent ends soon, by mail or by a call, and tell curators on the day; each
    once. A day on which nothing ran is made up for, but nobody is warned after the end."""
    today = clock.today()
    calls.drop_over()
    left = 0
    first, last = (site_settings.number(f"consent_warned_{which}") for which in ("first", "last"))
    for days, then in ((first, last), (last, 0)):
        until = today + datetime.timedelta(days=days)
        later = today + datetime.timedelta(days=then)
        rows = Consent.objects.live().filter(expires_on__lte=until, expires_on__gt=later)
        left += sum(_warn(consent, days) for consent in rows.select_related("evidence"))
    yesterday = today - datetime.timedelta(days=7)
    ended = Consent.objects.filter(
        state=Consent.State.GIVEN, expires_on__lte=today, expires_on__gt=yesterday
    )
    for consent in ended:
        key = f"consent-ended-{consent.pk}-{consent.expires_on:%Y%m%d}"
        left += _to_curators(consent, "ended", key, week.hour_of(today))
    return f"{left} left" if left else ""


def _of_an_example(consent: Consent) -> bool:
    """Whether it serves made-up stories alone: behind them is nobody to warn."""
    stories = consents.stories_of(consent)
    return bool(stories) and all(story.is_example for story in stories)


def _warn(consent: Consent, days: int) -> int:
    evidence = getattr(consent, "evidence", None)
    key = f"consent-ends-{days}-{consent.pk}-{consent.expires_on:%Y%m%d}"
    if evidence is None or mail.is_left(key) or _of_an_example(consent):
        return 0
    if not evidence.email:
        return int(calls.leave_ending(consent, key))
    ids = {"consent": consent.pk, "says": "ends", "day": consent.expires_on.isoformat()}
    mail.leave(kind=TO_PERSON.name, key=key, recipient=evidence.email, ids=ids)
    return 1
