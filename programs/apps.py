from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Training")

    def ready(self) -> None:
        """Let seats follow when a stay changes or is merged, and the office see whom it trains."""
        from participants.actions.custody import CONSEQUENCES
        from participants.querysets import NOMINATIONS, TELLING
        from participants.rules.merging import JOININGS
        from programs.actions.merging import SEATS_AND_MARKS
        from programs.actions.stays import SEATS_FOLLOW
        from programs.querysets import nominated_to

        CONSEQUENCES.append(SEATS_FOLLOW)
        NOMINATIONS.append(nominated_to)
        JOININGS.append(SEATS_AND_MARKS)
        TELLING.extend(SEATS_AND_MARKS.telling)
