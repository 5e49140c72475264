from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Training")

    def ready(self) -> None:
        """Let seats follow when a stay changes, and the office see whom it trains."""
        from participants.actions.custody import CONSEQUENCES
        from participants.querysets import NOMINATIONS
        from programs.actions.stays import SEATS_FOLLOW
        from programs.querysets import nominated_to

        CONSEQUENCES.append(SEATS_FOLLOW)
        NOMINATIONS.append(nominated_to)
