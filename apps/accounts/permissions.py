"""The one table of who may do what: role → permissions, each with how far it reaches.

Behind ``user.has_perm`` (``accounts/backends.py``), ``@access`` and ``{{ perms }}`` alike. Source:
the table of rights in ``docs/roles.md``, which is generated from here.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from apps.accounts.models import User


class Role(models.TextChoices):
    """What somebody is to the portal; several add up."""

    CONTRIBUTOR = "contributor", "Contributor"
    LEAD = "lead", "Lead"
    CURATOR = "curator", "Curator"
    TRAINER = "trainer", "Trainer"
    ADMINISTRATOR = "administrator", "Administrator"


class Reach(models.TextChoices):
    """How far a permission reaches."""

    OWN = "own", "own"  # the partner owns the record, or is named in it as more than a guest
    SCOPE = "scope", "in scope"  # partners and places named in the grant
    ALL = "all", "all"


OWN, SCOPE, ALL = Reach.OWN, Reach.SCOPE, Reach.ALL
C, L, CU, T, A = Role  # short heads for the table below

PERMISSIONS: dict[str, tuple[str, dict[Role, Reach]]] = {
    "home.view_staff": (
        "see the staff start page",
        {C: ALL, L: ALL, CU: ALL, T: ALL, A: ALL},
    ),
    "involvement.write_activity": (
        "log and edit activities",
        {C: OWN, L: SCOPE, T: OWN, A: ALL},
    ),
    "involvement.read_activity": (
        "read others’ activities in review or published",
        {C: ALL, L: ALL, CU: ALL, T: ALL, A: ALL},
    ),
    "involvement.publish_activity": ("review and publish activities", {L: SCOPE, A: ALL}),
    "involvement.enter_equality": (
        "enter counts by characteristic for activities",
        {C: OWN, L: SCOPE},
    ),
    "involvement.write_opportunity": (
        "write opportunities to take part",
        {C: OWN, L: SCOPE, T: OWN, A: ALL},
    ),
    "involvement.publish_answer": (
        "publish answers and opportunities, agree to extensions",
        {L: SCOPE, A: ALL},
    ),
    "involvement.read_comments": (
        "read what people wrote beside a rating, and show it",
        {L: SCOPE},
    ),
    "projects.write_project": ("write projects", {C: OWN, L: SCOPE, CU: ALL, A: ALL}),
    "projects.publish_project": ("publish projects", {L: SCOPE, CU: ALL, A: ALL}),
    "projects.edit_partners": ("edit and merge partners", {CU: ALL, A: ALL}),
    "showcase.write_story": ("write stories", {C: OWN, L: SCOPE, CU: ALL, A: ALL}),
    "showcase.publish_story": ("review and publish stories", {CU: ALL, A: ALL}),
    "showcase.start_consent": (
        "start a consent and hand in the paper",
        {C: OWN, L: SCOPE, CU: ALL},
    ),
    "showcase.keep_consents": (
        "confirm consents, see the ledger and the papers, use outside",
        {CU: ALL},
    ),
    "showcase.edit_collections": ("put stories into collections", {CU: ALL, A: ALL}),
    "training.write_course": ("write courses", {CU: ALL, T: OWN, A: ALL}),
    "training.publish_course": ("review and publish courses", {CU: ALL, T: OWN, A: ALL}),
    "training.keep_bookings": (
        "keep sessions, bookings, registers and what people need",
        {T: OWN},
    ),
    "training.cancel_session": (
        "cancel a session and tell everyone",
        {L: SCOPE, T: OWN, A: ALL},
    ),
    "publishing.write_format": (
        "write Easy Read and other versions of what is public",
        {C: OWN, L: SCOPE, CU: ALL, A: ALL},
    ),
    "publishing.publish_format": (
        "review and publish such versions",
        {L: SCOPE, CU: ALL, A: ALL},
    ),
    "publishing.write_recording": (
        "add films and sound to what is public, and read it aloud",
        {C: OWN, L: SCOPE, CU: ALL, A: ALL},
    ),
    "publishing.publish_recording": (
        "review and publish films and sound, and hide them at once",
        {L: SCOPE, CU: ALL, A: ALL},
    ),
    "publishing.hide_now": ("hide something public at once", {L: SCOPE, CU: ALL, A: ALL}),
    "library.write_page": ("write pages", {CU: ALL, A: ALL}),
    "library.publish_page": ("publish pages", {CU: ALL, A: ALL}),
    "library.write_resource": ("write resources", {C: OWN, L: SCOPE, CU: ALL, A: ALL}),
    "library.publish_resource": (
        "review and publish resources, see which of their links are broken",
        {CU: ALL, A: ALL},
    ),
    "publishing.edit_lists": (
        "edit words and lists: places, topics, communities, audiences, glossary, contacts",
        {CU: ALL, A: ALL},
    ),
    "publishing.review": ("see the review queue", {L: SCOPE, CU: ALL, T: OWN, A: ALL}),
    "publishing.answer_requests": (
        "answer requests from the public",
        {L: SCOPE, CU: ALL, T: OWN, A: ALL},
    ),
    "publishing.ring_people": (
        "ring people who have no e-mail: see To ring today",
        {L: SCOPE, CU: ALL, T: OWN},
    ),
    "publishing.ring_followers": (
        "ring those of them who asked for news",
        {L: SCOPE, T: OWN},
    ),
    "accounts.manage_people": ("invite people, change grants, disable, hand over", {A: ALL}),
    "home.change_settings": ("change the site’s settings", {A: ALL}),
    "home.edit_mail_texts": ("edit the wording of mails", {CU: ALL, A: ALL}),
    "home.see_mail": ("see the mail page", {A: ALL}),
    "publishing.lift_refusals": (
        "let somebody follow again who wanted no mail ever",
        {A: ALL},
    ),
    "home.read_audit": ("read the audit record", {A: ALL}),
    "home.export_everything": ("take everything away as one file", {A: ALL}),
    "home.see_components": ("see the component gallery", {CU: ALL, A: ALL}),
}

NEEDS_SECOND_FACTOR = frozenset({Role.CURATOR, Role.ADMINISTRATOR})


def table() -> str:
    """The table as the page ``docs/roles.md``."""
    head = [role.label for role in Role]
    lines = [
        "# Who may do what",
        "",
        "Generated from `apps/accounts/permissions.py`; a test says whether it is current.",
        "To write it anew: delete this file and run `tests/architecture/test_roles.py`.",
        "",
        "*Own*: the partner owns the record, or is named in it as more than a guest.",
        "*In scope*: the partners and places named in the role. *All*: everything.",
        "Several roles add up. What somebody may not touch is not found for them.",
        "Reading what is published needs no role.",
        "",
        "| | " + " | ".join(head) + " | name |",
        "| --- |" + " --- |" * (len(head) + 1),
    ]
    for name, (words, by_role) in PERMISSIONS.items():
        cells = [by_role[role].label if role in by_role else "–" for role in Role]
        lines.append(f"| {words} | " + " | ".join(cells) + f" | `{name}` |")
    needed = ", ".join(role.label for role in Role if role in NEEDS_SECOND_FACTOR)
    lines += ["", f"A second factor is asked for in production from: {needed}.", ""]
    return "\n".join(lines)


def reach_of(role: str, permission: str) -> Reach | None:
    """How far a role's permission reaches; None if it has not got it."""
    _, by_role = PERMISSIONS[permission]
    return by_role.get(Role(role))


def roles_with(permission: str) -> Collection[Role]:
    """The roles that hold a permission."""
    return PERMISSIONS[permission][1].keys()


def roles_of(user: "User") -> set[str]:
    """The roles of a person today."""
    return {grant.role for grant in user.current_grants}
