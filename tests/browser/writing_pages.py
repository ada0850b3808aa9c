"""Signing in, pictures, the log and the desks on which records are written, in their states."""

from tests.browser.states import Page, wrong

DESK = "/staff/projects/{%s}/"
WRITING = {
    # Signing in
    "sign-in": Page("/accounts/login/"),
    "sign-in-wrong": wrong(
        "/accounts/login/", "", "Sign in", login="nobody@example.org", password="not it at all"
    ),
    "sign-in-code": Page("/accounts/login/code/"),
    "sign-in-code-wrong": wrong("/accounts/login/code/", "", "Send the code", email="no"),
    "sign-in-code-sent": wrong(
        "/accounts/login/code/", "", "Send the code", 200, email="nobody@example.org"
    ),
    "reset": Page("/accounts/password/reset/"),
    "reset-sent": wrong(
        "/accounts/password/reset/", "", "Send the link", 200, email="nobody@example.org"
    ),
    "reset-link-dead": Page("/accounts/password/reset/key/1-nonsense/"),
    "sign-up-closed": Page("/accounts/signup/", status=404),
    "sign-out": Page("/accounts/logout/", "trainer"),
    "password": Page("/accounts/password/change/", "trainer"),
    "second-factor": Page("/accounts/2fa/", "curator"),
    "second-factor-app": Page("/accounts/2fa/totp/activate/", "curator"),
    "second-factor-app-wrong": wrong(
        "/accounts/2fa/totp/activate/", "curator", "Set up", code="000000"
    ),
    "passkeys": Page("/accounts/2fa/webauthn/", "curator"),
    "passkey-add": Page("/accounts/2fa/webauthn/add/", "curator"),
    "who-are-you": Page("/staff/people/invite/", "asked-again"),
    "invitation": Page("/accounts/invitation/{invited}/"),
    "invitation-wrong": wrong("/accounts/invitation/{invited}/", "", "Save and sign in"),
    "invitation-over": Page("/accounts/invitation/nonsense/", status=404),
    # Pictures
    "pictures": Page("/staff/{pictured}/pictures/", "curator"),
    "pictures-none": Page("/staff/{unpictured}/pictures/", "curator"),
    "picture-new": Page("/staff/{pictured}/pictures/new/", "curator"),
    "picture-new-wrong": wrong(
        "/staff/{pictured}/pictures/new/", "curator", "Add the picture", shows="something",
        basis="crowd",
    ),
    "picture-words": Page("/staff/{pictured}/pictures/{picture}/", "curator"),
    "picture-words-wrong": wrong(
        "/staff/{pictured}/pictures/{picture}/", "curator", "Save", alt=""
    ),
    "picture-hide": Page("/staff/{pictured}/pictures/{picture}/hide/", "curator"),
    "picture-hide-wrong": wrong(
        "/staff/{pictured}/pictures/{picture}/hide/", "curator", "Hide now"
    ),
    "picture-delete": Page("/staff/{pictured}/pictures/{crowd}/delete/", "curator"),
    # Logging
    "my-activities": Page("/staff/", "contributor"),
    "my-activities-lead": Page("/staff/", "lead"),
    "my-activities-none": Page("/staff/", "second"),
    "log": Page("/staff/log/", "contributor"),
    "log-wrong": wrong("/staff/log/", "contributor", "Save"),
    "log-saved": Page("/staff/log/{logged}/", "contributor"),
    "next-question": Page("/staff/activities/{logged}/next/", "contributor"),
    "next-question-unanswered": wrong("/staff/activities/{logged}/next/", "contributor", "Save"),
    "next-date": Page("/staff/activities/{logged}/again/", "contributor"),
    "next-date-wrong": wrong("/staff/activities/{logged}/again/", "contributor", "Save a draft"),
    "give-away": Page("/staff/activities/{logged}/give/", "lead"),
    "give-away-nobody": wrong("/staff/activities/{logged}/give/", "lead", "Give it to them"),
    "merge-activity": Page("/staff/activities/{logged}/merge/", "lead"),
    "merge-activity-nothing": wrong(
        "/staff/activities/{logged}/merge/?into=", "lead", "", 422
    ),
    "merge-activity-sure": Page("/staff/activities/{logged}/merge/?into={returned}", "lead"),
    "hear-back": Page("/staff/activities/{logged}/promise/", "contributor"),
    "hear-back-wrong": wrong("/staff/activities/{logged}/promise/", "contributor", "Save"),
    "hear-back-promised": Page("/staff/activities/{submitted}/promise/", "contributor"),
    "rating": Page("/staff/activities/{rated}/rating/", "contributor"),
    "rating-wrong": wrong("/staff/activities/{rated}/rating/", "contributor", "Print slips"),
    "rating-paper": Page("/staff/activities/{rated}/rating/paper/", "contributor"),
    "rating-sheet": Page("/staff/activities/{rated}/rating/sheet/", "contributor"),
    "rating-few": wrong("/staff/activities/{rated}/rating/", "contributor", "Close", 200),
    "cards": Page("/staff/activities/{submitted}/card/", "contributor"),
    "answer-desk": Page("/staff/answers/{answer}/", "contributor"),
    "answer-said": Page("/staff/answers/{answer}/edit/said/", "contributor"),
    "answer-did-wrong": wrong(
        "/staff/answers/{answer}/edit/did/", "contributor", "Save", 422,
        could_not_because="x" * 4001,
    ),
    "answer-themes": Page("/staff/answers/{answer}/edit/themes/", "contributor"),
    "answer-next": Page("/staff/answers/{answer}/edit/next/", "contributor"),
    "answer-later": Page("/staff/answers/{answer}/edit/later/", "contributor"),
    "answer-later-wrong": wrong(
        "/staff/answers/{answer}/edit/later/", "contributor", "Save", 422,
        after_six_line="Green now.",
    ),
    "answers": Page("/staff/answers/", "contributor"),
    "rating-words": Page("/staff/ratings/words/", "curator"),
    "rating-words-wrong": wrong(
        "/staff/ratings/words/", "curator", "Save as a new version", 422, question=""
    ),
    "rating-people-wrote": Page("/staff/activities/{felt_pk}/rating/", "lead"),
    "follow-wrong": wrong(
        "/follow/everything/", "", "Send me a mail to confirm", 422, email="jo at home"
    ),
    "follow-phone-wrong": wrong(
        "/follow/project/stroke-co-creation/", "", "Tell me", 422, how="phone"
    ),
    "ring": Page("/staff/ring/", "lead"),
    "follow-confirm": Page("/follow/confirm/{follow_confirm}/"),
    "follow-stop": Page("/follow/stop/{follow_stop}/"),
    "follow-stop-nobody": Page("/follow/stop/nonsense/", status=404),
    "extend": Page("/staff/promises/{owed}/extend/", "contributor"),
    "extend-wrong": wrong("/staff/promises/{owed}/extend/", "contributor", "Ask for this day"),
    "extension": Page("/staff/extensions/{extension}/", "lead"),
    "promise-more": Page("/staff/activities/{known}/more/", "lead"),
    "promise-more-wrong": wrong("/staff/activities/{known}/more/", "lead", "Promise it"),
    "notes-and-files": Page("/staff/activities/{logged}/private/", "contributor"),
    "people-in-numbers": Page("/staff/activities/{logged}/people/", "contributor"),
    "coming-up": Page("/staff/coming-up/", "contributor"),
    "said": Page("/staff/said/", "contributor"),
    "said-nothing": Page("/staff/said/?q=zzzz", "contributor"),
    "link-for-a-group": Page("/staff/log/link/", "contributor"),
    "link-for-a-group-wrong": wrong("/staff/log/link/", "contributor", "Make the link"),
    "told-by-link": Page("/log/{group_link}/"),
    "told-by-link-wrong": wrong("/log/{group_link}/", "", "Send"),
    "told-by-link-used": Page("/log/{used_link}/"),
    "told-by-link-over": Page("/log/{ended_link}/", status=410),
    "ways-to-take-part": Page("/staff/opportunities/", "lead"),
    "way-new": Page("/staff/opportunities/new/", "contributor"),
    "way-new-wrong": wrong("/staff/opportunities/new/", "contributor", "Save"),
    "way-desk": Page("/staff/opportunities/{way}/", "contributor"),
    "way-became": Page("/staff/opportunities/{became}/", "contributor"),
    "take-part": Page("/get-involved/"),
    "take-part-nothing": Page("/get-involved/?time=hour&want=learn"),
    "take-part-one": Page("/get-involved/ask-for-support/"),
    "activity-desk": Page("/staff/activities/{returned}/", "contributor"),
    "activity-way": Page("/staff/activities/{returned}/edit/way/", "contributor"),
    "activity-submit-blocked": wrong(
        "/staff/activities/{logged}/move/submit/", "contributor", "Submit for review"
    ),
    "activities": Page("/staff/activities/", "lead"),
    "activities-filtered": Page("/staff/activities/?state=kept&sort=title", "lead"),
    "activities-none": Page("/staff/activities/?q=zzzz", "lead"),
    "quarter": Page("/staff/activities/quarter/", "lead"),
    "what-we-owe": Page("/staff/insights/", "lead"),
    # Writing
    "projects": Page("/staff/projects/", "lead"),
    "projects-none": Page("/staff/projects/?q=zzzz", "lead"),
    "project-new": Page("/staff/projects/new/", "contributor"),
    "project-new-wrong": wrong("/staff/projects/new/", "contributor", "Save", title=""),
    **{
        f"desk-{state}": Page(DESK % state, who)
        for state, who in {
            "bare": "contributor", "draft": "contributor", "waiting": "contributor",
            "back": "contributor", "public": "lead", "changed": "contributor",
            "proposed": "contributor", "old": "lead", "gone": "lead", "mended": "lead",
        }.items()
    },
    "edit-about": Page("/staff/projects/{draft}/edit/about/", "contributor"),
    "edit-about-wrong": wrong(
        "/staff/projects/{draft}/edit/about/", "contributor", "Save", title=""
    ),
    "edit-carried-on": Page("/staff/projects/{draft}/edit/about/?carry-on=1", "contributor"),
    "edit-conflict": wrong(
        "/staff/projects/{draft}/edit/about/", "contributor", "Save", 409,
        title="Letters for all", edit_count="0",
    ),
    "edit-in-review": Page("/staff/projects/{waiting}/edit/about/", "lead"),
    "edit-who": Page("/staff/projects/{draft}/edit/who/", "contributor"),
    "edit-when": Page("/staff/projects/{draft}/edit/when/", "contributor"),
    "edit-numbers": Page("/staff/projects/{draft}/edit/numbers/", "contributor"),
    "pages": Page("/staff/pages/", "curator"),
    "versions": Page("/staff/projects/{proposed}/versions/", "lead"),
    "version": Page("/staff/projects/{proposed}/versions/2/", "lead"),
    "correct": Page("/staff/projects/{public}/correct/about/", "lead"),
    "correct-wrong": wrong(
        "/staff/projects/{public}/correct/about/", "lead", "Correct it", title=""
    ),
}  # fmt: skip
