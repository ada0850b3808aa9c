"""What staff do with activities beyond writing them: log one in a minute, promise an answer."""

from apps.involvement.actions.again import same_again
from apps.involvement.actions.answering import (
    ask_extension,
    begin_answer,
    decide_extension,
    promise_more,
    to_agree,
)
from apps.involvement.actions.becoming import become
from apps.involvement.actions.logging import (
    add_quick,
    close,
    last_logged_by,
    log,
    log_by_link,
    next_reference,
    partners_of,
)
from apps.involvement.actions.promising import (
    answer_on_the_day,
    cancel,
    join,
    joinable,
    make_promise,
    owe_nobody,
)

__all__ = [
    "add_quick",
    "answer_on_the_day",
    "ask_extension",
    "become",
    "begin_answer",
    "cancel",
    "close",
    "decide_extension",
    "join",
    "joinable",
    "last_logged_by",
    "log",
    "log_by_link",
    "make_promise",
    "next_reference",
    "owe_nobody",
    "promise_more",
    "same_again",
    "to_agree",
    "partners_of",
]
