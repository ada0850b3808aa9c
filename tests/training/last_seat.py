"""One of the processes that run for the last seat: waits for each round's moment, books once.

Run as ``python -m tests.training.last_seat`` with a plan on its standard input; prints what it
was told, a line of JSON.
"""

import json
import sys
import time

import django


def main() -> None:
    """Book in each round of the plan, all processes at the same moments."""
    django.setup()
    from apps.training import actions  # noqa: PLC0415 - after Django is set up
    from apps.training.models import Session  # noqa: PLC0415 - after Django is set up
    from tests.training.conftest import ANYBODY, named  # noqa: PLC0415 - after Django is set up

    plan = json.load(sys.stdin)
    told = []
    for round_ in plan["rounds"]:
        session = Session.objects.get(pk=round_["session"])
        time.sleep(max(0.0, round_["at"] - time.time()))
        for name in round_["names"]:
            try:
                person = named(name, **round_.get("more", {}))
                outcome = actions.book(session=session, person=person, join_list=True, by=ANYBODY)
                told.append([round_["session"], outcome.became.value])
            except Exception as error:  # noqa: BLE001 - whatever it is, the round has to know
                told.append([round_["session"], repr(error)])
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
