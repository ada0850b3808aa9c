"""The menu and the footer. An entry joins when the page it leads to exists."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse_lazy


@dataclass(frozen=True)
class Entry:
    """A link of the menu; ``also`` lists further addresses that belong under it. On staff pages
    it shows to those who hold ``permission``."""

    label: str
    address: Any  # lazy, since the menu is written before the addresses are known
    also: tuple[str, ...] = ()
    permission: str = ""
    unless: str = ""  # another permission, whose holders have the same elsewhere

    def holds(self, path: str) -> bool:
        """Whether a page stands under this entry."""
        return path.startswith((str(self.address), *self.also))


MENU = (
    Entry("What changed", reverse_lazy("involvement:what-changed")),
    Entry(
        "Our work",
        reverse_lazy("showcase:projects"),
        ("/partners/", "/involvement/", "/case-studies/"),
    ),
    Entry("Take part", reverse_lazy("involvement:take-part"), ("/training/", "/bookings/")),
    Entry("What is co-production?", reverse_lazy("library:what_is")),
    Entry("Resources", reverse_lazy("library:resources")),
)
FOOTER = (
    Entry("Partners", reverse_lazy("showcase:partners")),
    Entry("About", reverse_lazy("library:page", args=["about"])),
    Entry("Accessibility", reverse_lazy("library:page", args=["accessibility"])),
    Entry("Privacy", reverse_lazy("library:page", args=["privacy"])),
    Entry("Cookies", reverse_lazy("library:page", args=["cookies"])),
    Entry("Contact", reverse_lazy("library:contact")),
    Entry("Glossary", reverse_lazy("library:glossary")),
    Entry("New and changed", reverse_lazy("publishing:updates")),
    Entry("Staff sign in", reverse_lazy("account_login")),
)

# Staff pages, in the order of the menu; each part adds its own.
STAFF: tuple[Entry, ...] = (
    Entry("My activities", reverse_lazy("home:staff"), permission="home.view_staff"),
    Entry(
        "Log an activity", reverse_lazy("involvement:log"), permission="involvement.write_activity"
    ),
    Entry("What we owe", reverse_lazy("insights:team"), permission="involvement.publish_answer"),
    Entry("To review", reverse_lazy("publishing:queue"), permission="publishing.review"),
    Entry(
        "Projects",
        reverse_lazy("publishing:records", args=["projects"]),
        permission="projects.write_project",
    ),
    Entry(
        "Activities",
        reverse_lazy("publishing:records", args=["activities"]),
        permission="involvement.write_activity",
    ),
    Entry(
        "Stories",
        reverse_lazy("publishing:records", args=["case-studies"]),
        permission="showcase.write_story",
    ),
    Entry("To look after", reverse_lazy("showcase:care"), permission="showcase.publish_story"),
    Entry(
        "Collections of stories",
        reverse_lazy("showcase:collections"),
        permission="showcase.edit_collections",
    ),
    Entry("Consents", reverse_lazy("showcase:consents"), permission="showcase.start_consent"),
    Entry(
        "Ways to take part",
        reverse_lazy("publishing:records", args=["opportunities"]),
        permission="involvement.write_opportunity",
    ),
    Entry("Training", reverse_lazy("training:sessions"), permission="training.keep_bookings"),
    Entry(
        "Cancel a session",
        reverse_lazy("training:to-cancel"),
        permission="training.cancel_session",
        unless="training.keep_bookings",
    ),
    Entry(
        "Courses",
        reverse_lazy("publishing:records", args=["courses"]),
        permission="training.write_course",
    ),
    Entry(
        "Resources",
        reverse_lazy("publishing:records", args=["resources"]),
        permission="library.write_resource",
    ),
    Entry(
        "Links of resources",
        reverse_lazy("library:links"),
        permission="library.publish_resource",
    ),
    Entry(
        "Pages",
        reverse_lazy("publishing:records", args=["pages"]),
        permission="library.write_page",
    ),
    Entry(
        "Other formats", reverse_lazy("publishing:formats"), permission="publishing.write_format"
    ),
    Entry(
        "Films and sound",
        reverse_lazy("publishing:records", args=["recordings"]),
        permission="publishing.write_recording",
    ),
    Entry("Partners", reverse_lazy("projects:partner"), permission="projects.edit_partners"),
    Entry("Words and lists", reverse_lazy("publishing:lists"), permission="publishing.edit_lists"),
    Entry(
        "Questions of ratings",
        reverse_lazy("involvement:rating-words"),
        permission="publishing.edit_lists",
    ),
    Entry("To ring today", reverse_lazy("publishing:ring"), permission="publishing.ring_people"),
    Entry("Requests", reverse_lazy("publishing:requests"), permission="publishing.answer_requests"),
    Entry("People", reverse_lazy("accounts:people"), permission="accounts.manage_people"),
    Entry("Settings", reverse_lazy("home:settings"), permission="home.change_settings"),
    Entry("Mail", reverse_lazy("home:mail"), permission="home.see_mail"),
    Entry("Words of mail", reverse_lazy("home:mail-texts"), permission="home.edit_mail_texts"),
    Entry("Audit record", reverse_lazy("home:audit"), permission="home.read_audit"),
    Entry("Export", reverse_lazy("home:export"), permission="home.export_everything"),
)


def staff_menu(user: Any, path: str) -> list[dict[str, object]]:
    """The staff pages that a person may open, with the entry marked under which this one stands
    (the longest address that fits)."""
    held = [
        entry for entry in STAFF
        if user.has_perm(entry.permission) and not (entry.unless and user.has_perm(entry.unless))
    ]  # fmt: skip
    fitting = [entry for entry in held if entry.holds(path)]
    current = max(fitting, key=lambda entry: len(str(entry.address)), default=None)
    return [
        {"label": entry.label, "address": entry.address, "current": entry is current}
        for entry in held
    ]


def menu(path: str) -> list[dict[str, object]]:
    """The menu with the entry marked under which this address stands."""
    return [
        {"label": entry.label, "address": entry.address, "current": entry.holds(path)}
        for entry in MENU
    ]
