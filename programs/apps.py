from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Training")

    def ready(self) -> None:
        """Let seats follow when a stay changes."""
        from participants.actions.custody import CONSEQUENCES
        from programs.actions.stays import SEATS_FOLLOW

        CONSEQUENCES.append(SEATS_FOLLOW)
