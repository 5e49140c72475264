from copy import copy
from datetime import datetime
from typing import Any

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jombang_umkm.history import tracked
from participants.models.participant import Participant
from participants.querysets import MergeQuerySet, TwoPeopleQuerySet


class ExactEncoder(DjangoJSONEncoder):
    """Times to the microsecond: what is taken back must be what stood there."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class Merge(models.Model):
    """That two records turned out to be one person: who said so, what was chosen, what it moved.

    Append-only. `steps` tell what stood in each row before, in the order in which they were
    written: `MergeUndo` goes back along them while `after` still stands.
    """

    kept = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        related_name="merges",
        verbose_name=_("record that goes on"),
    )
    absorbed = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        related_name="merges_into_others",
        verbose_name=_("record that was merged"),
    )
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="merges",
        verbose_name=_("merged by"),
    )
    merged_at = models.DateTimeField(_("merged at"))
    # Each what was asked, what was chosen, and what was not.
    answers = models.JSONField(_("what was chosen"), default=list, blank=True)
    # Each a kind of record, and old values by the row's number; or whole rows that went.
    steps = models.JSONField(_("what was moved"), default=list, blank=True, encoder=ExactEncoder)
    # What stands for each row of the person, once it was done.
    after = models.JSONField(_("what came of it"), default=dict, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ("-merged_at", "-pk")
        verbose_name = _("merging of two records")
        verbose_name_plural = _("mergings of records")
        constraints = (
            models.CheckConstraint(
                name="merge_of_two",
                condition=~Q(kept=F("absorbed")),
                violation_error_message=_("Nobody is merged into their own record."),
            ),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.kept}, {timezone.localtime(self.merged_at):%d-%m-%Y}"

    @property
    def is_undone(self) -> bool:
        return hasattr(self, "undo")

    def before(self, model: type[models.Model]) -> dict[int, dict[str, Any]]:
        """Return what stood in rows of that model before, of the fields that merging wrote."""
        before: dict[int, dict[str, Any]] = {}
        for step in self.steps:
            if step.get("model") == model._meta.label:
                for pk, row in step.get("old", {}).items():
                    # What was written first stood there before.
                    before[int(pk)] = row | before.get(int(pk), {})
        return before

    @property
    def kept_before(self) -> Participant:
        """The record that goes on, called as it was before the two were merged; not to be saved."""
        before = self.before(Participant).get(self.kept_id, {})
        person = copy(self.kept)
        for name in ("full_name", "parent_name", "sex"):
            setattr(person, name, before.get(name, getattr(person, name)))
        return person


class MergeUndo(models.Model):
    """That two merged records are two people after all; append-only."""

    merge = models.OneToOneField(
        Merge, on_delete=models.PROTECT, related_name="undo", verbose_name=_("merging")
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="merges_undone",
        verbose_name=pgettext_lazy("of a merging", "undone by"),
    )
    undone_at = models.DateTimeField(pgettext_lazy("of a merging", "undone at"))
    reason = models.CharField(pgettext_lazy("of a merging", "why it was undone"), max_length=200)

    class Meta:
        ordering = ("-undone_at", "-pk")
        verbose_name = _("undoing of a merging")
        verbose_name_plural = _("undoings of mergings")
        constraints = (
            models.CheckConstraint(
                name="merge_undone_with_reason",
                condition=Q(reason__regex=r"\S"),
                violation_error_message=pgettext_lazy("of a merging", "Say why it is undone."),
            ),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.merge}: {self.reason}"


@tracked()
class TwoPeople(models.Model):
    """That two records that look alike are two people: they are not suggested again."""

    one = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="+", verbose_name=_("one")
    )
    other = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="+", verbose_name=_("the other")
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="told_apart",
        verbose_name=_("said by"),
    )
    said_at = models.DateTimeField(_("said at"))

    objects = TwoPeopleQuerySet.as_manager()

    class Meta:
        ordering = ("-said_at", "-pk")
        verbose_name = _("two people told apart")
        verbose_name_plural = _("people told apart")
        constraints = (
            models.UniqueConstraint(
                fields=("one", "other"),
                name="two_people_once",
                violation_error_message=_("This was said already."),
            ),
            models.CheckConstraint(
                name="two_people_in_order",
                condition=Q(one__lt=F("other")),
                violation_error_message=_("Nobody is told apart from themselves."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.other}"
