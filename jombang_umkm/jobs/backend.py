"""How a job is asked for: kept in the database, and told to the workers at the commit."""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asgiref.sync import sync_to_async
from django.db import connection, transaction
from django.utils.functional import Promise
from django_tasks.base import Task
from django_tasks.exceptions import InvalidTaskError
from django_tasks_db.backend import DatabaseBackend

# PostgreSQL's channel on which workers hear that a job waits.
CHANNEL = "jobs"

# An id or a day; a name is neither.
_PLAIN_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d")
# Sixteen digits would be a NIK; ids do not grow that long.
_LARGEST = 10**12


@dataclass(frozen=True, kw_only=True)
class NamedTask(Task[..., Any]):
    """A task with a title for people."""

    title: str | Promise


class JobsBackend(DatabaseBackend):
    """Keeps jobs in PostgreSQL, and nothing about people in them."""

    task_class = NamedTask

    def validate_task(self, task: Task[..., Any]) -> None:
        """Raise InvalidTaskError unless all arguments are named: jobs wait through upgrades."""
        super().validate_task(task)
        arguments = inspect.signature(task.func).parameters.values()
        if any(argument.kind is not argument.KEYWORD_ONLY for argument in arguments):
            raise InvalidTaskError(f"{task.name}: a job's arguments are keyword-only")

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Mapping[str, Any]) -> Any:
        """Return the waiting job, which the workers see once the transaction has committed.

        Raises TypeError for an argument that is not a number, an id (UUID) or a day
        (YYYY-MM-DD): jobs lie in the queue for days, where nobody looks for names.
        """
        for name, value in kwargs.items():
            if not _is_plain(value):
                raise TypeError(f"{task.name}: {name} is not an id, a number or a day")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
            return super().enqueue(task, args, kwargs)

    async def aenqueue(self, task: Task[..., Any], args: Any, kwargs: Mapping[str, Any]) -> Any:
        """Return the same as `enqueue`, which alone looks at the arguments."""
        return await sync_to_async(self.enqueue)(task, args, kwargs)


def _is_plain(value: Any) -> bool:
    match value:
        case None | bool():
            return True
        case int():
            return abs(value) < _LARGEST
        case str():
            return bool(_PLAIN_TEXT.fullmatch(value))
        case list() | tuple():
            return all(map(_is_plain, value))
    return False
