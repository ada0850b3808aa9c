"""Forms of the people page: whom to invite, to which role, how far and how long."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from apps.accounts import adapter, belongings
from apps.accounts.models import Grant, Invitation, User
from apps.accounts.permissions import Role
from apps.accounts.terms import EVERYWHERE_ROLES, PARTNER_ROLES, Terms
from apps.core import clock
from apps.core.forms import Checkboxes, DateField, ManyChoices, PortalForm, Radios
from apps.partners.models import Partner, Place

ROLE_HINTS: dict[str, str] = {
    Role.CONTRIBUTOR: "Logs activities and writes for their partner",
    Role.LEAD: "Reviews and publishes within their scope",
    Role.CURATOR: "Looks after pages, lists and partners, everywhere",
    Role.TRAINER: "Runs training for their partner",
    Role.ADMINISTRATOR: "Looks after people, settings and mail, everywhere",
}
REACHES = [("partners", "Some partners"), ("places", "Some places"), ("everywhere", "Everywhere")]


class ReachForm(PortalForm):
    """How far a role reaches, and its last day."""

    reach = forms.ChoiceField(
        label="How far does it reach?",
        help_text="Curators and administrators always reach everywhere",
        choices=REACHES,
        widget=Radios,
        error_messages={"required": "Select how far it reaches"},
    )
    partners = forms.ModelMultipleChoiceField(
        label="Which partners?", queryset=Partner.objects.none(), widget=Checkboxes, required=False
    )
    places = forms.ModelMultipleChoiceField(
        label="Which places?", queryset=Place.objects.none(), widget=Checkboxes, required=False
    )
    until = DateField(
        label="Until when?",
        help_text="The last day, for example 30 6 2027. Leave it blank for no end.",
        required=False,
    )
    reveals = {"reach": {"partners": "partners", "places": "places"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partners"].queryset = Partner.objects.order_by("sort_key")  # type: ignore[attr-defined]
        self.fields["places"].queryset = Place.objects.order_by("name")  # type: ignore[attr-defined]

    def roles(self) -> list[str]:
        """The chosen roles."""
        raise NotImplementedError

    def clean_until(self) -> Any:
        """Not in the past. Raises ``ValidationError``."""
        until = self.cleaned_data["until"]
        if until is not None and until < clock.today():
            raise ValidationError("Enter a day that is not over yet")
        return until

    def clean(self) -> dict[str, Any]:
        """Who works for a partner needs one; a list that was asked for must not be empty."""
        data: dict[str, Any] = super().clean() or {}
        reach, scoped = data.get("reach"), set(self.roles()) - EVERYWHERE_ROLES
        if not scoped:
            self.errors.pop("reach", None)
        elif reach is None:
            pass
        elif scoped & PARTNER_ROLES and reach != "partners":
            self.add_error(
                "reach", "Contributors and trainers work for a partner: select some partners"
            )
        elif reach == "partners" and not data.get("partners"):
            self.add_error("partners", "Select at least one partner")
        elif reach == "places" and not data.get("places"):
            self.add_error("places", "Select at least one place")
        return data

    def terms(self) -> list[Terms]:
        """What was asked for, a role at a time."""
        return [self._terms(role) for role in self.roles()]

    def _terms(self, role: str) -> Terms:
        data = self.cleaned_data
        everywhere = role in EVERYWHERE_ROLES or data["reach"] == "everywhere"
        some = "" if everywhere else data["reach"]
        return Terms(
            role=role,
            everywhere=everywhere,
            partners=[p.pk for p in data["partners"]] if some == "partners" else [],
            places=[p.pk for p in data["places"]] if some == "places" else [],
            until=data["until"],
        )


class InviteForm(ReachForm):
    """Whom to invite, and to what."""

    name = forms.CharField(
        label="Name", max_length=150, error_messages={"required": "Enter the person’s name"}
    )
    email = forms.EmailField(
        label="Work e-mail address",
        max_length=254,
        error_messages={
            "required": "Enter an e-mail address, like name@example.org",
            "invalid": "Enter an e-mail address, like name@example.org",
        },
    )
    chosen = ManyChoices(
        label="Which roles?",
        choices=Role.choices,
        hints=ROLE_HINTS,
        error_messages={"required": "Select at least one role"},
    )
    field_order = ["name", "email", "chosen", "reach", "partners", "places", "until"]

    def roles(self) -> list[str]:
        return list(self.cleaned_data.get("chosen", []))


class GrantForm(ReachForm):
    """One more role for somebody."""

    role = forms.ChoiceField(
        label="Which role?",
        choices=Role.choices,
        widget=Radios(hints={str(role): hint for role, hint in ROLE_HINTS.items()}),
        error_messages={"required": "Select a role"},
    )
    field_order = ["role", "reach", "partners", "places", "until"]

    def roles(self) -> list[str]:
        role = self.cleaned_data.get("role")
        return [role] if role else []


class UntilForm(PortalForm):
    """The last day of a role."""

    until = DateField(
        label="What is the last day?", help_text="Leave it blank for no end", required=False
    )
    clean_until = ReachForm.clean_until

    @classmethod
    def of(cls, grant: Grant, data: Any = None) -> "UntilForm":
        """The form of a role that stands."""
        return cls(data, initial={"until": grant.until})


class DetailsForm(PortalForm):
    """A person's name and address, and what their new records start with."""

    name = forms.CharField(
        label="Name", max_length=150, error_messages={"required": "Enter the person’s name"}
    )
    email = forms.EmailField(
        label="Work e-mail address",
        help_text="They sign in with it. A new one ends their sessions, and both addresses get a "
        "mail about it.",
        max_length=254,
        error_messages={
            "required": "Enter an e-mail address, like name@example.org",
            "invalid": "Enter an e-mail address, like name@example.org",
        },
    )
    partner = forms.ModelChoiceField(
        label="Partner",
        help_text="New records of this person start with it. It gives no right.",
        queryset=Partner.objects.none(),
        required=False,
        empty_label="None",
    )
    usual_place = forms.ModelChoiceField(
        label="Usual place", queryset=Place.objects.none(), required=False, empty_label="None"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.order_by("sort_key")  # type: ignore[attr-defined]
        self.fields["usual_place"].queryset = Place.objects.order_by("name")  # type: ignore[attr-defined]


class DisableForm(PortalForm):
    """Who takes over each thing that a person looks after."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.belongings = belongings.of(user)
        for belonging, number in self.belongings:
            self.fields[belonging.field] = forms.ModelChoiceField(
                label=f"Hand over: {belonging.counted(number)}",
                help_text="Whoever may look after all of it. Is somebody missing? Give them the "
                "role first.",
                queryset=belonging.others(user),
                empty_label="Choose a person",
                error_messages={
                    "required": f"Choose who looks after the {belonging.counted(number)}",
                    "invalid_choice": f"Choose who looks after the {belonging.counted(number)}",
                },
            )

    def heirs(self) -> dict[str, User]:
        """The chosen people, by belonging."""
        return {one.name: self.cleaned_data[one.field] for one, _ in self.belongings}


class PasswordForm(PortalForm):
    """The password of somebody who was invited."""

    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three words that do not belong together are good.",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password of at least 12 characters."},
    )

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = User(email=invitation.email, name=invitation.name)

    def clean_password(self) -> str:
        """Long enough, and not one that everybody uses. Raises ``ValidationError``."""
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, self.person)
        except ValidationError as error:
            raise ValidationError([adapter.plain(one) for one in error.error_list]) from None
        return password
