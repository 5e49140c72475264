"""A job is done once or not at all, tried again when cut off, and names nobody when it fails."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.exceptions import InvalidTaskError

from jombang_umkm.history import versions_of
from jombang_umkm.jobs import locks, queue, work
from jombang_umkm.models import Holiday, Job, JobProgress
from jombang_umkm.supervisor.processes import wait_until
from tests import sample_jobs
from tests.jobs import do_jobs
from tests.threads import together

pytestmark = pytest.mark.django_db

DAY = "2026-08-17"


def one_job() -> Job:
    (job,) = do_jobs()
    return job


def test_a_job_is_done_once():
    sample_jobs.add_holiday.enqueue(day=DAY)
    job = one_job()
    assert (job.status, job.tries, job.title) == ("SUCCESSFUL", 1, "Add a holiday")
    assert do_jobs() == []
    assert Holiday.objects.count() == 1


def test_jobs_are_done_in_the_order_they_were_asked_for_and_so_are_those_they_ask_for():
    sample_jobs.ask_for_another.enqueue(day=DAY)
    sample_jobs.tell.enqueue(total=1)
    titles = [job.title for job in do_jobs()]
    assert titles == ["Ask for another", "Tell how far it is", "Add a holiday"]


def test_a_job_for_later_waits():
    later = timezone.now() + timedelta(hours=1)
    sample_jobs.add_holiday.using(run_after=later).enqueue(day=DAY)
    assert do_jobs() == []
    assert list(Job.objects.waiting(at=later)) == [Job.objects.get()]


def test_history_names_who_asked(administrator):
    sample_jobs.add_holiday.enqueue(day=DAY, by=administrator.pk)
    do_jobs()
    metadata = versions_of(Holiday).get().pgh_context.metadata
    assert metadata == {"user": administrator.pk, "job": "tests.sample_jobs.add_holiday"}


@pytest.mark.parametrize(
    ("sample", "kind", "code"),
    [
        (sample_jobs.be_refused, "jombang_umkm.errors.ActionRefused", "not_allowed"),
        (sample_jobs.err, "builtins.ValueError", ""),
        # PostgreSQL's not_null_violation, whose message shows the whole row.
        (sample_jobs.break_constraint, "django.db.utils.IntegrityError", "23502"),
    ],
)
def test_a_failed_job_leaves_nothing_behind_and_names_nobody(sample, kind, code, caplog):
    sample.enqueue(day=DAY)
    job = one_job()
    assert (job.status, job.exception_class_path, job.code) == ("FAILED", kind, code)
    assert "\ntests/sample_jobs.py:" in job.traceback
    assert job.finished_at is not None
    assert not Holiday.objects.exists()
    assert kind in caplog.text
    assert sample_jobs.NAME not in caplog.text + str(vars(job))


def test_a_task_that_a_release_took_away_fails_and_holds_nobody_up():
    sample_jobs.add_holiday.enqueue(day=DAY)
    Job.objects.update(task_path="tests.sample_jobs.taken_away")
    sample_jobs.add_holiday.enqueue(day=DAY)
    gone, done = do_jobs()
    assert (gone.status, gone.exception_class_path) == ("FAILED", "builtins.ImportError")
    assert gone.title == "tests.sample_jobs.taken_away"
    assert done.status == "SUCCESSFUL"


def test_what_the_database_refuses_for_the_moment_is_tried_three_times():
    sample_jobs.meet_deadlock.enqueue(day=DAY)
    assert [job.status for job in do_jobs()] == ["READY", "READY", "FAILED"]
    job = Job.objects.get()
    assert (job.tries, job.exception_class_path) == (3, "django.db.utils.OperationalError")
    assert not Holiday.objects.exists()


def test_a_job_we_are_told_to_leave_waits_again_and_that_was_no_try():
    sample_jobs.be_stopped.enqueue(day=DAY)
    with pytest.raises(work.Stopped):
        do_jobs()
    job = Job.objects.get()
    assert (job.status, job.tries) == ("READY", 0)
    assert not Holiday.objects.exists()


# What may be asked for


@pytest.mark.parametrize(
    "day",
    ["Budi Santoso", "3517091708900001", 3517091708900001, {"name": "Budi"}, ["Budi"], 1.5, b"1"],
)
def test_a_job_is_given_nothing_that_could_name_somebody(day):
    with pytest.raises(TypeError) as error:
        sample_jobs.add_holiday.enqueue(day=day)
    assert "day is not an id" in str(error.value)
    assert str(day) not in str(error.value)
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "day", [None, True, 12, DAY, "0c6b1d0e-53a4-4c1e-9b0a-0a4a5a3a1f00", [1, 2]]
)
def test_a_job_is_given_ids_numbers_and_days(day):
    sample_jobs.add_holiday.enqueue(day=day)
    assert Job.objects.get().args_kwargs["kwargs"] == {"day": day}


def test_a_job_takes_its_arguments_by_name():
    with pytest.raises(InvalidTaskError, match="keyword-only"):
        task(title="By place")(sample_jobs.one_by_place)


# Cut off


def cut_off(tries: int) -> Job:
    """Return a job that was begun so often, the last time by a worker that is gone."""
    sample_jobs.add_holiday.enqueue(day=DAY)
    Job.objects.update(status="RUNNING", worker_ids=["gone"] * tries, started_at=timezone.now())
    return Job.objects.get()


def test_a_job_that_was_cut_off_is_tried_again():
    cut_off(tries=2)
    queue.settle_cut_off()
    job = one_job()
    assert (job.status, job.tries) == ("SUCCESSFUL", 3)


def test_a_job_that_was_cut_off_three_times_failed_and_says_why():
    cut_off(tries=3)
    queue.settle_cut_off()
    assert do_jobs() == []
    job = Job.objects.get()
    assert (job.status, job.exception_class_path) == (
        "FAILED",
        "jombang_umkm.jobs.failures.CutOffError",
    )


# Forgetting


def ended(status: str, days_ago: int) -> None:
    sample_jobs.add_holiday.enqueue(day=DAY)
    at = timezone.now() - timedelta(days=days_ago)
    Job.objects.filter(status="READY").update(status=status, finished_at=at)


def test_jobs_that_are_over_are_forgotten_failed_ones_later():
    for status, days_ago in (
        ("SUCCESSFUL", 13),
        ("SUCCESSFUL", 15),
        ("FAILED", 89),
        ("FAILED", 91),
    ):
        ended(status, days_ago)
    sample_jobs.add_holiday.enqueue(day=DAY)
    now = timezone.now()
    JobProgress.objects.create(key="old", done=1, total=1, at=now - timedelta(days=15))
    JobProgress.objects.create(key="new", done=1, total=1, at=now)
    queue.clean(now)
    left = Job.objects.order_by("status").values_list("status", flat=True)
    assert list(left) == ["FAILED", "READY", "SUCCESSFUL"]
    assert [each.key for each in JobProgress.objects.filter(key__in=["old", "new"])] == ["new"]


# With others at work: real transactions on real connections.


def elsewhere(call: Callable[[], Any]) -> Any:
    """Return what the call returns on a connection of its own."""
    (result,) = together(call)
    return result


@pytest.mark.django_db(transaction=True)
class TestWithOthers:
    def test_a_job_is_seen_at_the_commit_and_lost_with_a_rollback(self):
        with transaction.atomic():
            sample_jobs.add_holiday.enqueue(day=DAY)
            assert elsewhere(do_jobs) == []
        assert len(elsewhere(do_jobs)) == 1
        with transaction.atomic():
            sample_jobs.add_holiday.enqueue(day=DAY)
            transaction.set_rollback(True)
        assert elsewhere(do_jobs) == []

    def test_each_job_is_done_by_one_worker(self):
        for number in range(1, 21):
            sample_jobs.add_holiday.enqueue(day=f"2026-08-{number:02}", milliseconds=5)
        one, other = together(do_jobs, do_jobs)
        assert len(one) + len(other) == Holiday.objects.count() == 20
        assert {job.pk for job in one}.isdisjoint(job.pk for job in other)

    def test_a_job_is_not_cut_off_while_its_worker_lives(self):
        job = cut_off(tries=1)
        assert locks.take(job.pk)
        elsewhere(queue.settle_cut_off)
        assert Job.objects.get().status == "RUNNING"
        locks.release(job.pk)
        elsewhere(queue.settle_cut_off)
        assert Job.objects.get().status == "READY"

    def test_a_lock_ends_with_its_connection(self):
        job = cut_off(tries=1)
        locks.take(job.pk)
        assert not elsewhere(lambda: locks.take(job.pk))
        connection.close()
        # The server notices a moment later.
        assert wait_until(lambda: elsewhere(lambda: locks.take(job.pk)), seconds=10)
