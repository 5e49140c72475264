from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Func, Q, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models import Facility
from participants.models.days import DaysField
from participants.models.merged import of_nobody_merged
from participants.models.participant import Participant
from participants.querysets import CustodyManager, CustodyQuerySet
from participants.spelling import RegistrationKey


class DaysHere(Func):
    """The days of a stay: from entry until the day before leaving, without those spent away.

    A day of leaving before that of entry is refused by a check; no range is made of it.
    Migrations name it; columns and constraints of today are made of `DaysOfStay`.
    """

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = DaysField()
    empty: tuple[When, ...] = ()

    def __init__(self) -> None:
        nothing = When(left_on__lt=F("entry_date"), then=F("entry_date"))
        end = Case(*self.empty, nothing, default=F("left_on"))
        stay = Func(
            F("entry_date"),
            Cast(end, models.DateField()),
            function="daterange",
            output_field=DateRangeField(),
        )
        super().__init__(Func(stay, function="datemultirange", output_field=DaysField()), "away")


class DaysOfStay(DaysHere):
    """The same, but none of a stay that was folded into another: that one has them."""

    empty = (When(merged_into__isnull=False, then=F("entry_date")),)


@tracked(exclude=["registration_key", "days_here"])
class Custody(models.Model):
    """One stay of one person in one facility; a return is a new stay.

    They are there from `entry_date` until the day before `left_on`: whoever is
    released today is on no list of today. Whoever comes back to the same stay (caught
    again, or parole revoked) was `away` meanwhile. `status`, `kind`, `left_on` and
    `away` follow from the events, and change only through `participants.actions.custody`.
    """

    class Kind(models.TextChoices):
        """A detainee is legally no warga binaan: they are counted apart."""

        DETAINEE = "TAHANAN", _("Detainee")
        CONVICT = "NARAPIDANA", _("Convict")

    class Source(models.TextChoices):
        TYPED = "KETIK", _("Typed in")
        IMPORTED = "IMPOR", _("From the prison's list")
        TRANSFER = "MUTASI", _("Transferred from another facility")

    class Status(models.TextChoices):
        DETAINEE = "DETAINEE", _("Detainee")
        CONVICT = "CONVICT", _("Convict")
        ASSIMILATION = "ASSIMILATION", _("Assimilation")
        PAROLE = "PAROLE", _("Parole (PB)")
        CONDITIONAL_LEAVE = "CONDITIONAL_LEAVE", _("Conditional leave (CB)")
        PRE_RELEASE_LEAVE = "PRE_RELEASE_LEAVE", _("Pre-release leave (CMB)")
        FULL_RELEASE = "FULL_RELEASE", _("Released, sentence served")
        RELEASED_BY_LAW = "RELEASED_BY_LAW", _("Released by law")
        RELEASED_BY_COURT = "RELEASED_BY_COURT", _("Released by the court")
        GUIDANCE_ENDED = "GUIDANCE_ENDED", _("Guidance ended")
        TRANSFERRED_OUT = "TRANSFERRED_OUT", _("Transferred out")
        ESCAPED = "ESCAPED", _("Escaped")
        DIED = "DIED", _("Died")

    class RegisterClass(models.TextChoices):
        """Permenkumham register books: A for detainees by authority, B for convicts by sentence."""

        A_I = "A.I", _("A.I, held by the police")
        A_II = "A.II", _("A.II, held by the prosecutor")
        A_III = "A.III", _("A.III, held by the district court")
        A_IV = "A.IV", _("A.IV, held by the high court")
        A_V = "A.V", _("A.V, held by the Supreme Court")
        B_I = "B.I", _("B.I, more than one year")
        B_IIA = "B.IIa", _("B.IIa, three to twelve months")
        B_IIB = "B.IIb", _("B.IIb, up to three months")
        B_III = "B.III", _("B.III, in lieu of a fine")

    # Held here: they sleep in the facility and can be on a roster.
    HELD = (Status.DETAINEE, Status.CONVICT, Status.ASSIMILATION)
    # Set free, for good or under guidance: neither sent on, escaped nor dead.
    FREE = (
        Status.PAROLE,
        Status.CONDITIONAL_LEAVE,
        Status.PRE_RELEASE_LEAVE,
        Status.FULL_RELEASE,
        Status.RELEASED_BY_LAW,
        Status.RELEASED_BY_COURT,
        Status.GUIDANCE_ENDED,
    )

    participant = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        related_name="custodies",
        verbose_name=_("participant"),
    )
    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        related_name="custodies",
        # `custody_where_of_whom` begins with it.
        db_index=False,
        verbose_name=_("facility"),
    )
    registration_no = models.CharField(
        _("registration number"), max_length=40, help_text=_("As written on the register.")
    )
    registration_key = models.GeneratedField(
        expression=RegistrationKey("registration_no"),
        output_field=models.CharField(max_length=40),
        db_persist=True,
        verbose_name=_("registration key"),
    )
    register_class = models.CharField(
        _("register class"), max_length=5, choices=RegisterClass, blank=True
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CONVICT)
    block = models.CharField(_("block"), max_length=20, blank=True)
    cell = models.CharField(_("cell"), max_length=20, blank=True)
    entry_date = models.DateField(_("entry date"))
    expiry_date = models.DateField(
        _("expiry date"), null=True, blank=True, help_text=_("End of the sentence.")
    )
    counted_from = models.DateField(
        _("sentence counted from"),
        null=True,
        blank=True,
        help_text=_("Day of arrest, if they came here later; estimates begin there."),
    )
    half_date = models.DateField(
        _("half of the sentence"),
        null=True,
        blank=True,
        help_text=_("Only if the Lapas gave it; else it is estimated."),
    )
    two_thirds_date = models.DateField(
        _("two thirds of the sentence"),
        null=True,
        blank=True,
        help_text=_("Only if the Lapas gave it; else it is estimated."),
    )
    caseworker = models.CharField(
        _("caseworker"), max_length=150, blank=True, help_text=_("Wali pemasyarakatan.")
    )
    probation_office = models.CharField(
        _("probation office"), max_length=150, blank=True, help_text=_("Bapas.")
    )
    probation_officer = models.CharField(
        _("probation officer"),
        max_length=150,
        blank=True,
        help_text=_("PK, pembimbing kemasyarakatan."),
    )
    source = models.CharField(_("source"), max_length=6, choices=Source, default=Source.TYPED)
    status = models.CharField(_("status"), max_length=17, choices=Status, default=Status.CONVICT)
    left_on = models.DateField(
        _("left on"), null=True, blank=True, help_text=_("First day they are no longer here.")
    )
    away = DaysField(
        _("away meanwhile"),
        default=tuple,
        blank=True,
        help_text=_("Between leaving and coming back to this stay."),
    )
    days_here = models.GeneratedField(
        expression=DaysOfStay(),
        output_field=DaysField(),
        db_persist=True,
        verbose_name=_("days here"),
    )

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        verbose_name=_("folded into"),
        help_text=_("The stay that goes on, where one was entered twice."),
    )

    # A stay that was folded into another is none any more: see ADR 20.
    objects = CustodyManager()
    with_merged = CustodyQuerySet.as_manager()

    class Meta:
        ordering = ("participant__full_name", "pk")
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        indexes = (
            GinIndex(OpClass("registration_key", name="gin_trgm_ops"), name="custody_number"),
            # With every person that is read the database asks where they are or were.
            models.Index(fields=("facility", "participant"), name="custody_where_of_whom"),
            # Who is free, to be asked for those who agreed to an office's aftercare.
            models.Index(
                fields=("participant",),
                include=("id", "entry_date"),
                condition=Q(
                    status__in=[
                        "PAROLE",
                        "CONDITIONAL_LEAVE",
                        "PRE_RELEASE_LEAVE",
                        "FULL_RELEASE",
                        "RELEASED_BY_LAW",
                        "RELEASED_BY_COURT",
                        "GUIDANCE_ENDED",
                    ]
                ),
                name="custody_free",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "registration_key"),
                name="custody_registration_unique",
                condition=Q(merged_into__isnull=True),
                violation_error_message=_("This registration number is already in use here."),
            ),
            models.CheckConstraint(
                name="custody_registration_not_blank",
                condition=Q(registration_no__regex=r"[A-Za-z0-9]"),
                violation_error_message=_("Type the registration number."),
            ),
            models.CheckConstraint(
                name="custody_dates_in_order",
                condition=(Q(left_on__isnull=True) | Q(left_on__gte=F("entry_date")))
                & (Q(expiry_date__isnull=True) | Q(expiry_date__gte=F("entry_date"))),
                violation_error_message=_("A date lies before the day of entry."),
            ),
            models.CheckConstraint(
                name="custody_held_until_left",
                condition=Q(
                    status__in=["DETAINEE", "CONVICT", "ASSIMILATION"], left_on__isnull=True
                )
                | (
                    ~Q(status__in=["DETAINEE", "CONVICT", "ASSIMILATION"])
                    & Q(left_on__isnull=False)
                ),
                violation_error_message=_("Somebody held has not left; somebody gone has."),
            ),
            models.CheckConstraint(
                name="custody_kind_of_status",
                condition=Q(status="DETAINEE", kind="TAHANAN")
                | Q(status__in=["RELEASED_BY_LAW", "RELEASED_BY_COURT"], kind="TAHANAN")
                | Q(status__in=["TRANSFERRED_OUT", "ESCAPED", "DIED"])
                | Q(
                    status__in=[
                        "CONVICT",
                        "ASSIMILATION",
                        "PAROLE",
                        "CONDITIONAL_LEAVE",
                        "PRE_RELEASE_LEAVE",
                        "FULL_RELEASE",
                        "GUIDANCE_ENDED",
                    ],
                    kind="NARAPIDANA",
                ),
                violation_error_message=_("Status and kind do not go together."),
            ),
            ExclusionConstraint(
                name="custody_one_place_at_a_time",
                expressions=[
                    # A sum, so that nobody's stays are looked up in this index: it promises to be
                    # as fast as the ones for that, and is ten times slower.
                    (
                        ExpressionWrapper(F("participant") + 0, models.BigIntegerField()),
                        RangeOperators.EQUAL,
                    ),
                    (DaysOfStay(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person is already held somewhere in that time."),
            ),
            models.CheckConstraint(
                name="custody_not_folded_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                violation_error_message=_("No stay is folded into itself."),
            ),
        )
        triggers = (of_nobody_merged("custody"),)

    def __str__(self) -> str:
        return f"{self.participant} ({self.registration_no})"

    @property
    def place_inside(self) -> str:
        """Block and cell as one text, "A / 3"; empty when neither is known."""
        return " / ".join(part for part in (self.block, self.cell) if part)

    @property
    def is_held(self) -> bool:
        """Whether they sleep here now."""
        return self.status in self.HELD

    def is_here(self, day: date) -> bool:
        """Return whether that is one of the days of the stay, as `in_custody()` says of rows."""
        if day < self.entry_date or (self.left_on is not None and self.left_on <= day):
            return False
        return not any(first <= day < (end or date.max) for first, end in self.away)
