"""The way from a session to a place: four pages, each with one thing to answer and a way back.

Answers travel in the form from page to page and stand nowhere else until the last button.
"""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from apps.publishing.models import Audience
from apps.training.actions import Person
from apps.training.forms.booking import Describes, Needs, Who, person_of

ORDER = ("who", "describes", "needs", "check")
TITLES = {
    "who": "Who is coming?",
    "describes": "Which describes {whom}?",
    "needs": "What would help {whom} take part?",
    "check": "Check your answers",
}


@dataclass
class Steps:
    """One walk through the pages: what was posted, and the forms that it fills."""

    post: QueryDict
    audiences: list[Audience]
    begun: dict[str, Any]

    def form(self, step: str, *, sent: bool) -> Any:
        """The form of a page: with what was sent, right or wrong, or as it may begin."""
        kind = {"who": Who, "describes": Describes, "needs": Needs}[step]
        more: dict[str, Any] = {} if step == "who" else {"of_another": self.of_another}
        if step == "describes":
            more["audiences"] = self.audiences
        if sent or step in self.answered:
            return kind(self.post, **more)
        return kind(initial=self.begun, **more)

    @property
    def of_another(self) -> bool:
        """Whether somebody books for somebody else, so that no page says “you” of them."""
        return bool(self.post.get("for_someone_else"))

    def title(self, step: str) -> str:
        """The title of a page."""
        return TITLES[step].format(whom=self._whom)

    @property
    def _whom(self) -> str:
        return "them" if self.of_another else "you"

    @property
    def answered(self) -> list[str]:
        """The pages that were answered, this one included, in their order."""
        known = [*self.post.get("answered", "").split(), self.post.get("step", "")]
        return [step for step in ORDER[:-1] if step in known]

    def first_wrong(self) -> str:
        """The first page whose answers are missing or no longer right; "" where all are."""
        for step in ORDER[:-1]:
            if step not in self.answered or not self.form(step, sent=True).is_valid():
                return step
        return ""

    def hidden(self, but: str) -> list[tuple[str, str]]:
        """(name, value) of the answers of all other pages, for hidden fields."""
        found = []
        for step in ORDER[:-1]:
            if step != but:
                for name in self.form(step, sent=False).fields:
                    found += [(name, value) for value in self.post.getlist(name)]
        return found

    def rows(self) -> list[dict[str, Any]]:
        """The answers as people check them. Only where nothing is wrong."""
        who, describes, needs = (self.form(step, sent=True) for step in ORDER[:-1])
        for form in (who, describes, needs):
            form.is_valid()
        said = dict(describes.fields["describes"].choices)
        wanted = dict(needs.fields["needs"].choices)
        helps = [str(wanted[need]) for need in needs.chosen() if need != "else"]
        if needs.cleaned_data["words"]:
            helps.append(needs.cleaned_data["words"])
        data = who.cleaned_data
        return [
            {"label": "Name", "value": data["name"], "step": "who"},
            {"label": "E-mail address", "value": data["email"] or "Not given", "step": "who"},
            {"label": "Phone number", "value": data["phone"] or "Not given", "step": "who"},
            {
                "label": "Booked for", "step": "who",
                "value": "Someone else" if data["for_someone_else"] else "Yourself",
            },
            {
                "label": f"Which describes {self._whom}", "step": "describes",
                "value": str(said[describes.cleaned_data["describes"]]),
            },
            {"label": "What would help", "value": "; ".join(helps) or "Nothing", "step": "needs"},
        ]  # fmt: skip

    def person(self) -> Person:
        """Who books. Only where nothing is wrong."""
        who, describes, needs = (self.form(step, sent=True) for step in ORDER[:-1])
        for form in (who, describes, needs):
            form.is_valid()
        return person_of(
            who.cleaned_data, describes.cleaned_data["describes"], needs, self.audiences
        )


def after(step: str) -> str:
    """The page after this one."""
    return ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]


def before(step: str) -> str:
    """The page before this one."""
    return ORDER[max(ORDER.index(step) - 1, 0)]
