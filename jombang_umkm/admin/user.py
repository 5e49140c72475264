"""Users: what they may do follows from their role alone."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm, UsernameField
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jombang_umkm.admin.base import KeptMixin, RecordAdmin
from jombang_umkm.admin.refusals import SaysRefusal
from jombang_umkm.models import User

admin.site.unregister(Group)

PLACE: tuple[Any, Any] = (
    _("Role"),
    {
        "fields": ("role", "facility", "office"),
        "description": _(
            "A prison officer belongs to a facility, office staff to an office, "
            "an administrator to neither."
        ),
    },
)


class _RoleDecides(SaysRefusal):
    """Gives an administrator all permissions, and nobody else."""

    settled = ("is_superuser",)

    instance: User
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        role = self.cleaned_data.get("role", self.instance.role)
        self.instance.is_superuser = role == User.Role.ADMINISTRATOR
        super().clean()  # type: ignore[misc]
        return self.cleaned_data


class AddUserForm(_RoleDecides, BaseUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("username", "full_name", "email", "role", "facility", "office")
        field_classes = {"username": UsernameField}


class ChangeUserForm(_RoleDecides, UserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = "__all__"
        field_classes = {"username": UsernameField}


@admin.register(User)
class UserAdmin(KeptMixin, RecordAdmin, DjangoUserAdmin):  # type: ignore[type-arg]
    form = ChangeUserForm
    add_form = AddUserForm
    # Django's own says that there is more to fill in afterwards: here there is not.
    add_form_template = None
    list_display = ("full_name", "username", "role", "place", "is_active", "last_login")
    list_display_links = ("full_name", "username")
    list_filter = ("role", "is_active", "facility", "office")
    search_fields = ("full_name", "username", "email")
    ordering = ("full_name",)
    autocomplete_fields = ("facility", "office")
    filter_horizontal = ()
    related = ("facility", "office")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "full_name", "email", "password")}),
        PLACE,
        (_("Access"), {"fields": ("is_active", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", "email")}),
        PLACE,
        (_("Password"), {"fields": ("password1", "password2")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return also role and access on their own account: nobody shuts themselves out."""
        fields = super().get_readonly_fields(request, obj)
        if obj is not None and obj.pk == request.user.pk:
            return (*fields, "role", "facility", "office", "is_active")
        return fields

    @admin.display(description=_("place"))
    def place(self, user: User) -> str:
        return user.place.short_name if user.place else ""
