"""Addresses of the log."""

from django.urls import path, register_converter

from apps.involvement.views import (
    again,
    answers,
    cards,
    changed,
    links,
    lists,
    looking_after,
    merging,
    next_question,
    private,
    promises,
    public,
    rating,
    rating_words,
    staff,
    take_part,
    team,
    ways,
)


class ReferenceConverter:
    """A reference like INV-2026-0001."""

    regex = "[A-Z]{2,6}-[0-9]{4}-[0-9]{4,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ReferenceConverter, "reference")

app_name = "involvement"
urlpatterns = [
    path("involvement/", public.register, name="register"),
    path("involvement/<reference:reference>/", public.activity_page, name="activity"),
    path("involvement/<reference:reference>/poster/", changed.poster, name="poster"),
    path("involvement/<reference:reference>/read-aloud/", changed.read_aloud, name="read-aloud"),
    path("a/", cards.look, name="card-code"),
    path("a/<str:code>/", cards.card_page, name="card-page"),
    path("rate/", rating.type_code, name="rate-code"),
    path("rate/thank-you/", rating.rated, name="rated"),
    path("rate/<str:code>/", rating.rate, name="rate"),
    path("what-changed/", changed.what_changed_page, name="what-changed"),
    path("get-involved/", take_part.opportunities, name="take-part"),
    path("get-involved/<slug:slug>/", take_part.opportunity_page, name="opportunity"),
    path("staff/log/", staff.quick_log, name="log"),
    path("staff/log/<int:pk>/", staff.saved, name="saved"),
    path("staff/coming-up/", team.coming_up, name="coming-up"),
    path("staff/said/", team.what_people_said, name="said"),
    path("staff/activities/", lists.activities, name="activities"),
    path("staff/activities/quarter/", lists.quarter_sheet, name="quarter"),
    path("staff/activities/<int:pk>/nothing-to-add/", staff.nothing_to_add, name="nothing-to-add"),
    path("staff/activities/<int:pk>/next/", next_question.next_question, name="next"),
    path("staff/activities/<int:pk>/again/", again.next_date, name="again"),
    path("staff/activities/<int:pk>/give/", looking_after.reassign, name="reassign"),
    path("staff/activities/<int:pk>/merge/", merging.merge, name="merge"),
    path("staff/activities/<int:pk>/private/", private.private, name="private"),
    path("staff/activities/<int:pk>/people/", private.count_people, name="people"),
    path("staff/activities/<int:pk>/signs/", private.activity_signs, name="signs"),
    path("staff/projects/<int:pk>/signs/", private.project_signs, name="project-signs"),
    path("staff/activities/<int:pk>/files/<int:number>/", private.attachment, name="attachment"),
    path("staff/activities/<int:pk>/files/<int:number>/delete/", private.detach, name="detach"),
    path("staff/opportunities/<int:pk>/become/", ways.become, name="become"),
    path("staff/log/link/", links.send, name="send-link"),
    path("log/<str:secret>/", links.told, name="told"),
    path("staff/activities/<int:pk>/promise/", promises.hear_back, name="promise"),
    path("staff/activities/<int:pk>/answer/", answers.begin, name="answer"),
    path("staff/activities/<int:pk>/more/", answers.more, name="promise-more"),
    path("staff/ratings/words/", rating_words.words, name="rating-words"),
    path("staff/activities/<int:pk>/rating/", rating.desk, name="rating"),
    path("staff/activities/<int:pk>/rating/sheet/", rating.sheet, name="rating-sheet"),
    path("staff/activities/<int:pk>/rating/paper/", rating.paper, name="paper"),
    path("staff/activities/<int:pk>/card/", cards.card, name="card"),
    path("staff/answers/<int:pk>/looked-at/", cards.looked_at, name="looked-at"),
    path("staff/promises/<int:pk>/extend/", answers.extend, name="extend"),
    path("staff/extensions/<int:pk>/", answers.agree, name="agree"),
    path("staff/promises/<int:pk>/cancel/", promises.cancel, name="cancel-promise"),
]
