"""A partner as curators edit it."""

from typing import Any

from django import forms

from apps.core.forms import CountedTextarea, PartialDateField
from apps.partners.models import Partner, PartnerName, Place
from apps.publishing.lists.forms import RowForm
from apps.publishing.lists.kinds import ListKind

MOST_SUMMARY_WORDS = 40


class PartnerForm(RowForm):
    """Who they are, where, and since when; a name that changes may stay as an earlier one."""

    dates = ("active_from", "active_to")

    keep_name = forms.BooleanField(
        label="The name has changed: keep the old one as an earlier name",
        help_text="Leave this unticked if you only mend a spelling mistake.",
        required=False,
    )
    name_until = PartialDateField(
        label="Until when was the old name used?", help_text="Only the year is fine", required=False
    )
    url = forms.URLField(
        label="Web address",
        required=False,
        assume_scheme="https",
        max_length=200,
        error_messages={"invalid": "Enter a web address, like https://www.example.org"},
    )
    active_from = PartialDateField(
        label="Since when have they existed?",
        help_text="Only the year is fine. Leave it blank if it is not stated.",
        required=False,
    )
    active_to = PartialDateField(
        label="Until when did they exist?",
        help_text="Leave it blank if they still do",
        required=False,
    )

    field_order = (
        "name", "keep_name", "name_until", "short_name", "kind", "place", "summary",
        "how_to_work_with", "url", "active_from", "active_to", "covered_by", "public",
    )  # fmt: skip

    class Meta:
        model = Partner
        fields = (
            "name", "short_name", "kind", "place", "summary", "how_to_work_with", "url",
            "covered_by", "public",
        )  # fmt: skip
        labels = {
            "name": "Name",
            "short_name": "Abbreviation",
            "kind": "What kind of partner are they?",
            "place": "Where do they work?",
            "summary": "What they do",
            "how_to_work_with": "How to work with them",
            "covered_by": "Which partner’s leads review for them when they are alone?",
            "public": "Shown in the public directory",
        }
        help_texts = {
            "summary": f"At most {MOST_SUMMARY_WORDS} words, in the source’s words where it "
            "has some",
            "covered_by": "The covering partner. It may also be named when a team is of one.",
        }
        widgets = {
            "summary": CountedTextarea(limit=400),
            "how_to_work_with": forms.Textarea({"rows": 3}),
        }
        error_messages = {
            "name": {
                "required": "Enter the name of the partner",
                "unique": "Another partner has this name. If they are the same, merge the two.",
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old_name = self.instance.name
        if self.instance.pk is None:
            del self.fields["keep_name"], self.fields["name_until"]
        self.fields["kind"].choices = [("", "Not stated"), *Partner.Kind.choices]  # type: ignore[attr-defined]
        place, covered_by = self.fields["place"], self.fields["covered_by"]
        place.empty_label, covered_by.empty_label = "Not stated", "None named yet"  # type: ignore[attr-defined]
        place.queryset = Place.objects.all()  # type: ignore[attr-defined]
        covered_by.queryset = Partner.objects.exclude(pk=self.instance.pk)  # type: ignore[attr-defined]

    def clean_summary(self) -> str:
        """Short enough for a card."""
        summary = str(self.cleaned_data["summary"])
        if (number := len(summary.split())) > MOST_SUMMARY_WORDS:
            raise forms.ValidationError(
                f"Shorten what they do to {MOST_SUMMARY_WORDS} words. It has {number}."
            )
        return summary

    def clean(self) -> dict[str, Any]:
        """The old name is kept only where there is another one; dates run forwards."""
        data = super().clean()
        if data.get("keep_name") and data.get("name") == self.old_name:
            self.add_error("keep_name", "Enter the new name, or leave this unticked")
        begun, ended = data.get("active_from"), data.get("active_to")
        if begun and ended and ended.last < begun.first:
            self.add_error("active_to", "Enter a date after the one from which they have existed")
        return data

    def finish(self) -> None:
        """Keep the old name, if that was wished; a name it has again is no earlier one."""
        partner = self.instance
        partner.earlier_names.filter(name=partner.name).delete()
        if self.cleaned_data.get("keep_name"):
            keep_name(partner, self.old_name, self.cleaned_data.get("name_until"))


def keep_name(partner: Partner, name: str, until: Any = None) -> None:
    """Write a name down as an earlier one, once."""
    held = partner.earlier_names.filter(name=name).first() or PartnerName(
        partner=partner, name=name
    )
    held.until = until or held.until
    held.save()


def _addresses(source: Partner, target: Partner) -> list[tuple[str, str]]:
    return [
        (f"/partners/{source.slug}/", f"/partners/{target.slug}/"),
        *(
            (f"{page}?partner={source.slug}", f"{page}?partner={target.slug}")
            for page in ("/our-work/", "/involvement/")
        ),
    ]


def _after_merge(source: Partner, target: Partner) -> None:
    """The name goes on working; one that was never public stays so."""
    if source.public and source.name != target.name:
        keep_name(target, source.name)


PARTNERS = ListKind(
    name="partners", model=Partner, form=PartnerForm, one="partner", many="partners",
    intro="Organisations, networks and programmes.",
    related=("place",), merges=True, old_addresses=_addresses, after_merge=_after_merge,
    kept_by_merge="The old name stands on the page as an earlier name, and it and the old address "
    "go on working.",
    routes="projects:partner", own_routes=True,
)  # fmt: skip
