from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from jombang_umkm.history import tracked
from jombang_umkm.models.facility import Facility
from jombang_umkm.models.office import Office


class UserManager(BaseUserManager["User"]):
    """Makes users, and finds them whatever the case in which they type their name."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new user of the given role; without a password they cannot sign in."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new administrator who may do everything in the admin."""
        fields |= {"role": User.Role.ADMINISTRATOR, "is_superuser": True}
        return self.create_user(username, password, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.alias(lowered=Lower("username")).get(lowered=Lower(Value(username or "")))


@tracked(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, and the one place they act for."""

    class Role(models.TextChoices):
        STAFF = "STAFF", _("Office staff")
        OFFICER = "OFFICER", _("Prison officer")
        ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")

    username = models.CharField(
        _("user name"), max_length=60, validators=[UnicodeUsernameValidator()]
    )
    full_name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=13, choices=Role)
    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="officers",
        verbose_name=_("facility"),
        help_text=_("For a prison officer."),
    )
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="staff",
        verbose_name=_("office"),
        help_text=_("For office staff."),
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Take the tick away instead of deleting: what they recorded keeps their name."),
    )
    date_joined = models.DateTimeField(_("since"), auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ("full_name",)
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = (
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_unique",
                violation_error_message=_("There is already a user of that name."),
            ),
            models.CheckConstraint(
                name="user_acts_for_one_place",
                condition=Q(role="OFFICER", facility__isnull=False, office__isnull=True)
                | Q(role="STAFF", facility__isnull=True, office__isnull=False)
                | Q(role="ADMINISTRATOR", facility__isnull=True, office__isnull=True),
                violation_error_message=_(
                    "A prison officer belongs to a facility, office staff to an office, "
                    "an administrator to neither."
                ),
            ),
            models.CheckConstraint(
                name="user_superuser_is_administrator",
                condition=Q(is_superuser=False) | Q(role="ADMINISTRATOR"),
                violation_error_message=_("Only an administrator can have all permissions."),
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @property
    def is_staff(self) -> bool:
        """Whether the Django admin lets them in, as Django asks it."""
        return self.role == self.Role.ADMINISTRATOR

    @property
    def place(self) -> Facility | Office | None:
        """The facility or office they act for; an administrator acts for none."""
        return self.facility or self.office
