"""The wording of mail: read, preview, reword, and go back to the words we came with."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.access import access
from apps.accounts.models import User
from apps.core import mail
from apps.core.forms import PortalForm
from apps.core.mail import ALWAYS, LONGEST_SUBJECT, MailKind, Wording
from apps.core.models import MailText
from apps.home import actions


class WordingForm(PortalForm):
    """Subject and body of one kind of mail."""

    subject = forms.CharField(
        label="Subject", max_length=LONGEST_SUBJECT, error_messages={"required": "Enter a subject"}
    )
    body = forms.CharField(
        label="Text", max_length=5000, widget=forms.Textarea({"rows": 14}),
        help_text="A blank line begins a new paragraph. Addresses become links by themselves.",
        error_messages={"required": "Enter the text"},
    )  # fmt: skip

    def __init__(self, kind: MailKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        """Only placeholders that this kind can fill, and those it can't do without."""
        data: dict[str, Any] = super().clean() or {}
        wrong = mail.problems(self.kind, data.get("subject", ""), data.get("body", ""))
        for name, sentences in wrong.items():
            if name in data:
                for sentence in sentences:
                    self.add_error(name, sentence)
        return data


@access("home.edit_mail_texts")
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """All kinds of mail, and which have words of their own."""
    own = set(MailText.objects.values_list("kind", flat=True))
    rows = [
        {"kind": kind, "own": kind.name in own}
        for kind in sorted(mail.kinds.values(), key=lambda kind: kind.title)
    ]
    return render(request, "home/mail_texts.html", {"rows": rows})


@access("home.edit_mail_texts")
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind's words, with a preview made from examples."""
    found = mail.kinds.get(kind)
    if found is None:
        raise Http404
    words, by = mail.wording(found), cast(User, request.user)
    if request.method != "POST":
        form = WordingForm(found, initial={"subject": words.subject, "body": words.body})
        return page(request, found, form, words)
    if "default" in request.POST:
        actions.reset_mail_text(kind=found, by=by)
        messages.success(request, f"“{found.title}” has its first words again.")
        return redirect("home:mail-text", kind=kind)
    form = WordingForm(found, request.POST)
    if not form.is_valid():
        return page(request, found, form, words, status=422)
    data = form.cleaned_data
    typed = Wording(data["subject"], data["body"].replace("\r\n", "\n"), own=words.own)
    if "preview" in request.POST:
        return page(request, found, form, typed, unsaved=True)
    actions.save_mail_text(kind=found, subject=typed.subject, body=typed.body, by=by)
    messages.success(request, f"The words of “{found.title}” are saved. The next mail has them.")
    return redirect("home:mail-text", kind=kind)


def page(
    request: HttpRequest, kind: MailKind, form: WordingForm, words: Wording, *,
    status: int = 200, unsaved: bool = False,
) -> HttpResponse:  # fmt: skip
    """The form, what may stand in it, and how such a mail looks."""
    needed = {f"{{{name}}}": name in kind.needed for name in kind.placeholders}
    placeholders = [
        {"name": name, "example": example, "needed": needed.get(f"{{{name}}}", False)}
        for name, example in {**kind.placeholders, **ALWAYS}.items()
    ]
    context = {
        "kind": kind,
        "form": form,
        "own": words.own,
        "unsaved": unsaved,
        "placeholders": placeholders,
        "preview": mail.compose(kind, words, kind.placeholders),
    }
    return render(request, "home/mail_text.html", context, status=status)
