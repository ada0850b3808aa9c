"""The one form for everything that can be asked, and the one in which it is answered."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from apps.core.forms import CountedTextarea, PortalForm, Radios
from apps.core.reasons import IN_WORDS, in_words
from apps.publishing.models.request import Request

MOST_LETTERS, MOST_OF_ANSWER = 2000, 4000
LEAST_DIGITS = 6  # of what somebody can dial; words beside it, like a ward, are kept
NO_HEALTH = "Please leave out facts about anybody’s health, and names of other people."
Kind, Reply = Request.Kind, Request.Reply


@dataclass(frozen=True)
class Wording:
    """How one kind of request is asked for: the page's heading, the question, and what to do
    where it is left blank."""

    heading: str
    question: str
    hint: str
    missing: str


WORDINGS = {
    Kind.WRONG: Wording(
        "Tell us what is wrong", "What is wrong, and what would be right?", NO_HEALTH,
        "Write what is wrong",
    ),
    Kind.TELL_US: Wording(
        "Tell us what you know", "What do you know about it?",
        f"If it is written down somewhere, say where. {NO_HEALTH}", "Write what you know",
    ),
    Kind.FORMAT: Wording(
        "Ask for another format", "Is there anything else we should know? (not needed)",
        "For example, which language, or which part of the page. " + NO_HEALTH, "",
    ),
    Kind.GIVE: Wording(
        "Ask us for something that is missing", "What would you like to have?", NO_HEALTH,
        "Write what you would like to have",
    ),
    Kind.STORY: Wording(
        "Suggest a story", "What happened, and what changed because of it?",
        f"Two or three sentences are enough. Somebody will talk with you before anything is "
        f"written. {NO_HEALTH}", "Write what happened, in a sentence or two",
    ),
    Kind.CALL: Wording(
        "Ask us to call you", "What is it about? (not needed)",
        f"You can also say when it suits you. {NO_HEALTH}", "",
    ),
}  # fmt: skip


class AskForm(PortalForm):
    """What somebody asks and how we answer. The fields are those of its kind."""

    format_wanted = forms.ChoiceField(
        label="Which format do you need?",
        choices=Request.Format.choices,
        widget=Radios,
        error_messages={"required": "Select the format you need"},
    )
    words = forms.CharField(widget=CountedTextarea(limit=MOST_LETTERS, rows=6))
    reply_by = forms.ChoiceField(
        label="How should we answer?",
        choices=Reply.choices,
        widget=Radios,
        error_messages={"required": "Select how we should answer"},
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an e-mail address, like name@example.org"},
    )
    phone = forms.CharField(
        label="Phone number",
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    post = forms.CharField(
        label="Name and postal address",
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 4, "autocomplete": "street-address"}),
    )
    name = forms.CharField(
        label="Your name (not needed)",
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    reveals = {"reply_by": {"email": "email", "phone": "phone", "post": "post"}}
    WHICH: ClassVar[dict[str, str]] = {
        Request.Format.LANGUAGE: "Write which language you need",
        Request.Format.OTHER: "Write which format you need",
    }
    MISSING: ClassVar[dict[str, str]] = {
        Reply.EMAIL: "Enter an e-mail address, like name@example.org",
        Reply.PHONE: "Enter a phone number",
        Reply.POST: "Enter a name and address",
    }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = Kind(kind)
        wording = WORDINGS[self.kind]
        words = self.fields["words"]
        words.label, words.help_text = wording.question, wording.hint
        words.required = bool(wording.missing)
        words.error_messages["required"] = wording.missing
        if self.kind != Kind.FORMAT:
            del self.fields["format_wanted"]
        if self.kind == Kind.CALL:
            self.reveals = {}
            for name in ("reply_by", "email", "post"):
                del self.fields[name]
            self.fields["phone"].required = True
            self.fields["phone"].error_messages["required"] = self.MISSING[Reply.PHONE]
            self.order_fields(["phone", "name", "words"])

    def clean_words(self) -> str:
        """Browsers send line ends of two letters, which people do not count."""
        words = str(self.cleaned_data["words"]).replace("\r\n", "\n")
        if len(words) > MOST_LETTERS:
            raise forms.ValidationError(f"Shorten this to {MOST_LETTERS} letters")
        return words

    def clean(self) -> dict[str, Any]:
        """A way to answer needs the address or number that goes with it, and another format its
        name."""
        data: dict[str, Any] = super().clean() or {}
        which = self.WHICH.get(data.get("format_wanted", ""))
        if which and not data.get("words") and "words" not in self.errors:
            self.add_error("words", which)
        chosen = data.get("reply_by", "")
        phone = data.get("phone", "") if chosen in ("", Reply.PHONE) else ""
        if phone and sum(sign.isdigit() for sign in phone) < LEAST_DIGITS:
            self.add_error("phone", "Enter a phone number, like 0113 496 0000")
        if chosen in self.MISSING and not data.get(chosen) and chosen not in self.errors:
            self.add_error(chosen, self.MISSING[chosen])
        return data

    def asked(self) -> dict[str, str]:
        """What to take down: of the ways to answer only the chosen one is kept."""
        data = self.cleaned_data
        reply_by = Reply.PHONE.value if self.kind == Kind.CALL else data["reply_by"]
        return {
            "kind": self.kind,
            "words": data["words"],
            "format_wanted": data.get("format_wanted", ""),
            "reply_by": reply_by,
            "contact": data.get(reply_by, ""),
            "name": "" if reply_by == Reply.NONE else data["name"],
        }


class AnswerForm(PortalForm):
    """The words of an answer, or of the reason why there is none; ``do`` is the button."""

    words = forms.CharField(
        label="Your answer, or why it is not possible",
        widget=CountedTextarea(limit=MOST_OF_ANSWER, rows=6),
        max_length=MOST_OF_ANSWER,
        required=False,
        error_messages={"max_length": f"Shorten this to {MOST_OF_ANSWER} letters"},
    )
    do = forms.ChoiceField(
        choices=[("done", "Answered"), ("not_possible", "Not possible")], widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        """Neither goes without words."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("words") and "words" not in self.errors:
            self.add_error(
                "words",
                "Write why it is not possible"
                if data.get("do") == "not_possible"
                else "Write the answer first",
            )
        elif data.get("do") == "not_possible" and not in_words(data.get("words", "")):
            self.add_error("words", IN_WORDS)
        return data
