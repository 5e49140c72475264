from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.sealing import SealedField
from participants.models.merged import MERGED_ONCE
from participants.querysets import ParticipantManager, ParticipantQuerySet
from participants.spelling import NameKey, OwnName, SearchKey


@tracked(exclude=["nik_sealed", "nik_key", "name_key", "search_key"])
class Participant(models.Model):
    """A person who is or was held: one record for life, whatever the number of stays.

    Never stored: offence, verdict, religion, mother's name (UU 27/2022 asks for no
    more than the purpose needs). Changes only through `participants.actions.participant`
    and, for the NIK, `participants.actions.identity`.
    """

    class Sex(models.TextChoices):
        MALE = "L", _("Male")
        FEMALE = "P", _("Female")

    class Education(models.TextChoices):
        NONE = "NONE", _("No schooling")
        PRIMARY = "SD", _("Primary school (SD)")
        LOWER_SECONDARY = "SMP", _("Lower secondary school (SMP)")
        UPPER_SECONDARY = "SMA", _("Upper secondary school (SMA/SMK)")
        DIPLOMA = "DIPLOMA", _("Diploma (D1–D3)")
        BACHELOR = "S1", _("Bachelor (D4/S1) or higher")

    class Disability(models.TextChoices):
        """The kinds of UU 8/2016, article 4; asked so that training can be fitted to the person."""

        PHYSICAL = "FISIK", _("Physical")
        INTELLECTUAL = "INTELEKTUAL", _("Intellectual")
        MENTAL = "MENTAL", _("Mental")
        SIGHT = "NETRA", _("Sight")
        HEARING = "RUNGU_WICARA", _("Hearing or speech")
        SEVERAL = "GANDA", _("Several")

    class NikStatus(models.TextChoices):
        NOT_YET = "BELUM_ADA", _("Has none yet")
        UNKNOWN = "BELUM_DIKETAHUI", _("Not known yet")
        BEING_RECORDED = "DALAM_PEREKAMAN", _("Being recorded by Dukcapil")
        FILLED = "TERISI", _("Filled in")
        VERIFIED = "TERVERIFIKASI", _("Verified by Dukcapil")
        FOREIGNER = "WNA", _("Foreigner, has none")

    # A NIK is there with these, and only with these.
    WITH_NIK = (NikStatus.FILLED, NikStatus.VERIFIED)

    full_name = models.CharField(
        _("full name"), max_length=150, help_text=_("One field: many people have one word.")
    )
    name_key = models.GeneratedField(
        expression=NameKey("full_name"),
        output_field=models.CharField(max_length=150),
        db_persist=True,
        verbose_name=_("name key"),
    )
    search_key = models.GeneratedField(
        expression=SearchKey(),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name=_("search key"),
    )
    parent_name = models.CharField(
        _("bin/binti"),
        max_length=150,
        blank=True,
        help_text=_("The father's name, as in SUPRI bin KASMAN."),
    )
    aliases = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("aliases"),
        default=list,
        blank=True,
        help_text=_("Separated by commas."),
    )
    sex = models.CharField(_("sex"), max_length=1, choices=Sex)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    birth_place = models.CharField(_("birth place"), max_length=100, blank=True)
    education = models.CharField(_("education"), max_length=10, choices=Education, blank=True)
    skills = models.CharField(
        _("skills before"),
        max_length=300,
        blank=True,
        help_text=_("What they could do before, such as bricklaying or making nets."),
    )
    business_experience = models.CharField(
        _("business before"),
        max_length=300,
        blank=True,
        help_text=_("What they traded or made for sale, and for how long."),
    )
    disability = models.CharField(_("disability"), max_length=12, choices=Disability, blank=True)
    disability_needs = models.CharField(
        _("what helps them"),
        max_length=200,
        blank=True,
        help_text=_("What a class should provide for them."),
    )
    home_address = models.CharField(
        _("home address"), max_length=300, blank=True, help_text=_("Street or hamlet, RT/RW.")
    )
    home_region = models.CharField(
        _("home region"),
        max_length=13,
        blank=True,
        help_text=_("Kemendagri code of desa, kecamatan or kabupaten, such as 35.17.09.1002."),
    )
    nik_status = models.CharField(
        _("NIK status"), max_length=15, choices=NikStatus, default=NikStatus.UNKNOWN
    )
    nik_sealed = SealedField(key_field="nik_key", verbose_name=_("NIK, sealed"), blank=True)
    nik_key = models.CharField(_("NIK key"), max_length=64, null=True, blank=True)

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        verbose_name=_("merged into"),
        help_text=_("The record that goes on, where two turned out to be one person."),
    )

    # Whoever was merged into another record is nobody any more: see ADR 20.
    objects = ParticipantManager()
    with_merged = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ("full_name", "pk")
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        indexes = (
            models.Index(fields=("name_key",), name="participant_name_key"),
            models.Index(Lower("full_name"), "id", name="participant_by_name"),
            GinIndex(OpClass("search_key", name="gin_trgm_ops"), name="participant_search"),
            models.Index(fields=("birth_date", "name_key"), name="participant_born"),
            models.Index(
                NameKey("parent_name"), Left(OwnName("name_key"), 1), name="participant_of_father"
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="participant_name_not_blank",
                condition=Q(full_name__regex=r"\S"),
                violation_error_message=_("Type the name."),
            ),
            models.UniqueConstraint(
                fields=("nik_key",),
                name="participant_nik_unique",
                condition=Q(merged_into__isnull=True),
                violation_error_message=_("Another person has this NIK."),
            ),
            models.CheckConstraint(
                name="participant_nik_with_status",
                condition=(
                    Q(nik_status__in=["TERISI", "TERVERIFIKASI"], nik_key__isnull=False)
                    & ~Q(nik_sealed="")
                )
                | (
                    ~Q(nik_status__in=["TERISI", "TERVERIFIKASI"])
                    & Q(nik_key__isnull=True, nik_sealed="")
                ),
                violation_error_message=_("A NIK is there only where its status says so."),
            ),
            models.CheckConstraint(
                name="participant_region_code",
                condition=Q(home_region="")
                | Q(home_region__regex=r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$"),
                violation_error_message=_("This is no code of a region."),
            ),
            models.CheckConstraint(
                name="participant_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                violation_error_message=_("Nobody is merged into their own record."),
            ),
        )
        triggers = (MERGED_ONCE,)

    def __str__(self) -> str:
        return self.full_name

    @property
    def formal_name(self) -> str:
        """The name with bin or binti, as prison papers write it."""
        return f"{self.full_name} {self.parentage}".rstrip()

    @property
    def parentage(self) -> str:
        """What follows the name: bin or binti with the father's name, or nothing."""
        if not self.parent_name:
            return ""
        return f"{'binti' if self.sex == self.Sex.FEMALE else 'bin'} {self.parent_name}"

    @property
    def known_as(self) -> str:
        """What stands beside the name: whose child they are, and what else they are called."""
        names = ", ".join(self.aliases)
        alias = gettext("alias %(names)s") % {"names": names} if names else ""
        return ", ".join(filter(None, (self.parentage, alias)))

    @property
    def has_nik(self) -> bool:
        return self.nik_status in self.WITH_NIK
