"""P12: what it costs to publish one item, whatever number is public already."""

import statistics
import time
from pathlib import Path

from django.db import connection

from apps.core.actors import SystemActor
from apps.projects.models import Project
from apps.publishing import workflow
from apps.publishing.models import State
from bench.measure import cpu_seconds

TIMES = 60


def publishing() -> float:
    """Milliseconds of processor time of one publication by the workflow: this process and, where
    it runs beside us, the database server's part. The median of some."""
    server, spent = database_processes(), []
    for project in Project.objects.filter(slug__startswith="made").order_by("pk")[:TIMES]:
        _waits(project)
        start = time.process_time() + cpu_seconds(server)
        workflow.move(project, "publish", by=SystemActor("bench"))
        spent.append(time.process_time() + cpu_seconds(server) - start)
    return statistics.median(spent) * 1000


def _waits(project: Project) -> None:
    """Put it back before the button, with nothing missing."""
    Project.objects.filter(pk=project.pk).update(state=State.IN_REVIEW, claimed_level="")


def publish_one() -> None:
    """One item comes before the public, as it does when somebody presses the button."""
    project = Project.objects.filter(slug__startswith="made").order_by("?")[0]
    _waits(project)
    workflow.move(project, "publish", by=SystemActor("bench"))


def database_processes() -> list[int]:
    """The process that PostgreSQL answers us from, if it runs on this machine."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = int(cursor.fetchone()[0])
    comm = Path(f"/proc/{pid}/comm")
    return [pid] if comm.exists() and comm.read_text().startswith("postgres") else []
