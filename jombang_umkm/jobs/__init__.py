"""Work outside the request: a job is asked for, waits in PostgreSQL, and is done by a worker.

A job is a function in an app's room `jobs`, between views and actions:

    @task(title=_("Take over an import"))
    def take_over(*, import_id: int, by: int) -> None:

It is given ids, loads what they stand for, and calls one action. `take_over.enqueue(...)`
inside a transaction is seen by the workers once that commits, and lost with its rollback.
What the job writes and that it is done are one transaction: a kill or a power failure
undoes both, and it is begun again, three times in all. `by` is who asked, for the history.
docs/adr/0017-jobs-by-django-tasks.md says why.
"""
