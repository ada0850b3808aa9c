"""Keeps the sign-in package's record of e-mail addresses equal to ours: one a person, the same."""

from allauth.account.models import EmailAddress
from django.db import transaction

from apps.accounts.models import User


@transaction.atomic
def follow(user: User, *, verified: bool) -> None:
    """Make the person's one address ``user.email``. ``verified`` says that mail reached them there;
    an unverified one is asked to prove it at the next sign-in."""
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
    record, _ = EmailAddress.objects.get_or_create(
        user=user, email__iexact=user.email, defaults={"email": user.email}
    )
    record.email, record.primary = user.email, True
    record.verified = verified
    record.save()
