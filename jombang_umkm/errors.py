"""How an action says no."""

from django.utils.functional import Promise


class ActionRefused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """An action did nothing, and why: `code` is for programs and tests, `message` for people."""

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
