"""Places, communities and contacts as lists that curators edit: tables of ``partners``, whose
screens stand here."""

from typing import Any

from django import forms

from apps.core.forms import DateField, NumberText, Radios
from apps.partners.models import Community, Contact, Place
from apps.publishing.lists.forms import RowForm
from apps.publishing.lists.kinds import ListKind


class PlaceForm(RowForm):
    """A place, where it lies, and where its tile stands on the front page."""

    class Meta:
        model = Place
        fields = ("name", "kind", "parent", "tile_col", "tile_row")
        labels = {
            "name": "Name",
            "kind": "What kind of place is it?",
            "parent": "Which place is it in?",
            "tile_col": "Column of its tile",
            "tile_row": "Row of its tile",
        }
        help_texts = {
            "tile_col": "Tiles on the front page stand in half columns, counted from 1. Leave both "
            "blank for a place without a tile.",
            "tile_row": "Counted from 1",
        }
        widgets = {"kind": Radios(), "tile_col": NumberText(), "tile_row": NumberText()}
        error_messages = {
            "name": {
                "required": "Enter the name of the place",
                "unique": "This place is in the list already. Use it, or merge the two.",
            },
            "kind": {"required": "Select what kind of place it is"},
            "tile_col": {"invalid": "Enter the column as a whole number, like 2"},
            "tile_row": {"invalid": "Enter the row as a whole number, like 1"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Place.Kind.choices  # type: ignore[attr-defined]
        parent: Any = self.fields["parent"]
        parent.empty_label = "None, or not stated"
        parent.queryset = Place.objects.exclude(pk=self.instance.pk)
        for name in ("tile_col", "tile_row"):
            self.fields[name].min_value = 1  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A tile needs both numbers; no place lies inside itself."""
        data = super().clean()
        if bool(data.get("tile_col")) != bool(data.get("tile_row")):
            name = "tile_row" if data.get("tile_col") else "tile_col"
            self.add_error(name, "Enter both the column and the row, or leave both blank")
        parent = data.get("parent")
        if parent and self.instance.pk and lies_in(parent, self.instance):
            self.add_error("parent", f"{parent} lies inside this place. Choose another one.")
        return data


def lies_in(place: Place, other: Place) -> bool:
    """Whether a place lies inside another one, through however many."""
    seen: set[int] = set()
    while place.parent is not None and place.pk not in seen:
        seen.add(place.pk)
        if place.parent_id == other.pk:
            return True
        place = place.parent
    return False


class CommunityForm(RowForm):
    """A group of people in their own or the source's words."""

    class Meta:
        model = Community
        fields = ("name", "description")
        labels = {"name": "Community", "description": "A line about them"}
        help_texts = {"name": "In their own or the source’s words"}
        error_messages = {
            "name": {
                "required": "Enter what the community is called",
                "unique": "This community is in the list already. Use it, or merge the two.",
            }
        }


class ContactForm(RowForm):
    """A way to reach somebody: a team or a role, not a person's private address."""

    review_on = DateField(label="When should somebody check it again?", required=False)

    class Meta:
        model = Contact
        fields = (
            "label", "purpose", "scope", "email", "phone", "access_note", "offers", "partner",
            "place", "review_on", "public",
        )  # fmt: skip
        labels = {
            "label": "Who it is",
            "purpose": "What to ask them about",
            "scope": "Where they are",
            "phone": "Phone number",
            "access_note": "Who can use it, and when",
            "offers": "What they offer",
            "partner": "Partner",
            "place": "Place",
            "public": "Shown on the public contact page",
        }
        help_texts = {
            "label": "A team or a role, like Support with co-production",
            "phone": "With its area code, as people dial it",
            "access_note": "Opening hours, a text relay, an interpreter",
        }
        widgets = {"scope": Radios()}
        error_messages = {
            "label": {"required": "Enter who it is"},
            "purpose": {"required": "Enter what to ask them about"},
            "email": {"invalid": "Enter an e-mail address, like name@example.org"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = Contact.Scope.choices  # type: ignore[attr-defined]
        for name in ("partner", "place"):
            self.fields[name].empty_label = "None, or not stated"  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        """A number that can be dialled."""
        phone = " ".join(str(self.cleaned_data["phone"]).split())
        digits = sum(letter.isdigit() for letter in phone)
        if phone and (digits < 3 or not set(phone) <= set("0123456789 +()-")):
            raise forms.ValidationError("Enter a phone number, like 01632 960000")
        return phone


def _place_meta(place: Place) -> list[str]:
    held = [place.get_kind_display()]
    if place.parent:
        held.append(f"in {place.parent}")
    if place.tile_col:
        held.append(f"tile in column {place.tile_col}, row {place.tile_row}")
    return held


def _place_addresses(source: Place, target: Place) -> list[tuple[str, str]]:
    return [
        (f"{page}?place={source.slug}", f"{page}?place={target.slug}")
        for page in ("/our-work/", "/partners/", "/involvement/")
    ]


def _community_addresses(source: Community, target: Community) -> list[tuple[str, str]]:
    return [(f"/involvement/?community={source.slug}", f"/involvement/?community={target.slug}")]


def _refuses(source: Place, target: Place) -> str:
    if lies_in(target, source):
        return (
            f"{target} lies inside {source}. Merge the other way round, or say first that it lies "
            "elsewhere."
        )
    return ""


def _contact_meta(contact: Contact) -> list[str]:
    ways = [way for way in (contact.email, contact.phone) if way]
    return [contact.get_scope_display(), *ways, *([] if contact.public else ["Not shown"])]


KINDS = (
    ListKind(
        name="places", model=Place, form=PlaceForm, one="place", many="places",
        intro="The whole area, its places, and later their neighbourhoods. The order is that of "
        "every list of places.",
        meta=_place_meta, related=("parent",), ordered=(), merges=True,
        old_addresses=_place_addresses, refuses_merge=_refuses,
    ),
    ListKind(
        name="communities", model=Community, form=CommunityForm,
        one="community", many="communities",
        intro="Groups of people that work is about or sought to reach.",
        meta=lambda community: [community.description] if community.description else [],
        merges=True, old_addresses=_community_addresses,
    ),
    ListKind(
        name="contacts", model=Contact, form=ContactForm, one="contact", many="contacts",
        intro="Whom people can ask. A wrong number is mended here by one person; the public page "
        "then says when, and somebody else looks at it afterwards.",
        meta=_contact_meta, related=("partner", "place"), ordered=("scope",),
        corrected=("label", "purpose", "email", "phone", "access_note", "offers"),
    ),
)  # fmt: skip
