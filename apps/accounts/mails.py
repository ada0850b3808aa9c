"""The mail that invites somebody; its link is made at the moment of sending."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from apps.accounts.models import Invitation
from apps.accounts.terms import Names, Terms
from apps.core import links, site_settings

PURPOSE = "invitation"


def send_invitation(invitation_id: int) -> None:
    """Make a fresh secret, keep its hash, send its link. Earlier links of this invitation die.

    Nothing is sent for one that was used, cancelled or has expired in the meantime.
    """
    invitation = Invitation.objects.select_related("invited_by").get(pk=invitation_id)
    if not invitation.open:
        return
    secret = links.new_secret()
    invitation.secret_hash = links.keyed_hash(PURPOSE, secret)
    invitation.save(update_fields=["secret_hash", "updated_at"])
    site = site_settings.values()
    terms = [Terms.from_json(one) for one in invitation.grants]
    names = Names(terms)
    text = render_to_string(
        "emails/invitation.txt",
        {
            "invitation": invitation,
            "grants": [names.words(one) for one in terms],
            "site": site,
            "link": settings.SITE_URL + reverse("accounts:invitation", args=[secret]),
        },
    )
    send_mail(f"You are invited to {site['name']}", text, None, [invitation.email])
