"""Presenters as equals: asked by link or by phone, yes or no, leaving, what they are offered."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from apps.core import audit
from apps.core.actors import Actor
from apps.partners.models import Partner
from apps.publishing.workflow import NotAllowed
from apps.training import telling
from apps.training.actions.held import held
from apps.training.models import Booking, Presenter, PresenterContact, PresenterSlot, Session

State = PresenterSlot.State
ANSWERS = {
    "accept": (State.ACCEPTED, (State.INVITED, State.DECLINED)),
    "decline": (State.DECLINED, (State.INVITED,)),
    "leave": (State.WITHDRAWN, (State.ACCEPTED,)),
}


@transaction.atomic
def ask(
    *, session: Session, presenter: Presenter | None, answers: dict[str, Any], by: Actor
) -> PresenterSlot:
    """Ask somebody to present a session, and write to them, or have them rung. Raises
    ``NotAllowed`` for somebody who was asked already, and of a session that is over."""
    row = held(session.pk)
    if row.course.partner is None:
        raise NotAllowed("Its course names no partner yet. Choose one first.")
    if row.is_past or row.state in (Session.State.COMPLETED, Session.State.CANCELLED):
        raise NotAllowed("This session is over, so nobody can be asked to present it.")
    presenter = presenter or _known(row.course.partner, answers)
    if presenter is None:
        presenter = Presenter.objects.create(
            public_name=answers["public_name"],
            kind=answers["kind"],
            partner=row.course.partner,
        )
        PresenterContact.objects.create(
            presenter=presenter, email=answers["email"], phone=answers["phone"]
        )
    if PresenterSlot.objects.filter(session=row, presenter=presenter).exists():
        raise NotAllowed("They were asked already. Their answer stands in the list.")
    if other := _same_contact(row, presenter):
        raise NotAllowed(
            f"{other.presenter} was asked under the same address or number: one person is there "
            "for staff or for volunteers, not for both."
        )
    slot: PresenterSlot = PresenterSlot.objects.create(
        session=row, presenter=presenter, offered=answers["offered"],
        paid_by=answers["paid_by"], paid_when=answers["paid_when"],
    )  # fmt: skip
    telling.asked(slot)
    return slot


def _known(partner: Partner, answers: dict[str, Any]) -> Presenter | None:
    """Somebody who presented before, entered anew under the same name and contact."""
    rows = Presenter.objects.filter(
        partner=partner, kind=answers["kind"], public_name__iexact=answers["public_name"],
        contact__email__iexact=answers["email"], contact__phone=answers["phone"],
    )  # fmt: skip
    return rows.order_by("pk").first()


def _same_contact(session: Session, presenter: Presenter) -> PresenterSlot | None:
    """Who of those asked is reached by the same address or number."""
    contact = getattr(presenter, "contact", None)
    if contact is None:
        return None
    same = Q()
    if contact.email:
        same |= Q(presenter__contact__email__iexact=contact.email)
    if contact.phone:
        same |= Q(presenter__contact__phone=contact.phone)
    slots = PresenterSlot.objects.filter(session=session).asked().filter(same) if same else []
    return next(iter(slots), None)


@transaction.atomic
def answer(*, slot: PresenterSlot, said: str, by: Actor) -> bool:
    """They say yes, no, or that they can no longer come; by their link, or on the phone through
    the trainer. Whether that changed anything.

    Somebody who leaves an open session takes it back to scheduled where nobody is booked; else
    the trainers are told at once.
    """
    row = held(slot.session_id)
    mine = PresenterSlot.objects.select_related("presenter").get(pk=slot.pk)
    to, from_ = ANSWERS[said]
    if mine.state not in from_ or row.state in (Session.State.COMPLETED, Session.State.CANCELLED):
        return False
    mine.state = to
    mine.save()
    audit.note(act=f"presenter: {said}", by=by, target=row)
    if said == "leave":
        _somebody_left(row, mine)
    return True


def _somebody_left(session: Session, slot: PresenterSlot) -> None:
    booked = Booking.objects.filter(session=session).active().exists()
    if session.state == Session.State.OPEN and not booked:
        session.state = Session.State.SCHEDULED
        session.save()
    if booked:
        telling.presenter_left(slot)


@transaction.atomic
def tell(*, slot: PresenterSlot, answers: dict[str, Any]) -> None:
    """What they write on their page: a public name, what they ask for, whether what they were
    offered has reached them, two lines afterwards."""
    mine = PresenterSlot.objects.select_for_update(of=("self",)).get(pk=slot.pk)
    mine.asks, mine.reached, mine.debrief = answers["asks"], answers["reached"], answers["debrief"]
    mine.save()
    Presenter.objects.filter(pk=mine.presenter_id).update(public_name=answers["public_name"])
