"""What somebody agrees to for the time after release: that an office may look after them."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jombang_umkm import scope
from jombang_umkm.errors import ActionRefused
from jombang_umkm.models import User
from participants import permissions
from participants.models import AftercareConsent, Participant
from participants.rules import aftercare as rules


@transaction.atomic
def give(*, consent: AftercareConsent, by: User, at: datetime) -> AftercareConsent:
    """Record that somebody agreed to an office's aftercare, and return the consent.

    From then on that office sees them, while they are free. The same once more changes
    nothing (UU 27/2022, articles 20 and 22: consent is given in writing, for a purpose).

    Raises ActionRefused: "not_allowed", "died", "given_already", "consent_ahead",
    "before_entry", "before_withdrawal".
    """
    permissions.require_aftercare(by, consent.participant, consent.office)
    _lock(consent.participant_id)
    known = list(AftercareConsent.objects.filter(participant=consent.participant_id))
    to_office = [each for each in known if each.office_id == consent.office_id]
    if same := next((each for each in to_office if rules.is_same(each, consent)), None):
        return same
    _refuse_ahead(consent.given_on, at)
    with scope.whole("it counts from their first stay, and none is given by the dead"):
        stays = list(consent.participant.custodies.all())
    rules.refuse_giving(consent, to_office, stays)
    consent.recorded_by, consent.recorded_at = by, at
    consent.save(force_insert=True)
    return consent


@transaction.atomic
def withdraw(*, consent: AftercareConsent, by: User, on: date, at: datetime) -> AftercareConsent:
    """Record that somebody takes their consent back, and return it as it now stands.

    The office no longer sees them, unless it trained them. A repeat changes nothing (UU
    27/2022, article 9: consent can be withdrawn).

    Raises ActionRefused: "not_allowed", "before_consent", "consent_ahead".
    """
    consents = AftercareConsent.objects.select_related("participant", "office")
    with scope.whole("whoever took it down before may not see them any more"):
        _lock(consent.participant_id)
        consent = consents.get(pk=consent.pk)
    if consent.withdrawn_by_id == by.pk:
        return consent
    permissions.require_aftercare(by, consent.participant, consent.office)
    if consent.is_withdrawn:
        return consent
    _refuse_ahead(on, at)
    if on < consent.given_on:
        raise ActionRefused("before_consent", _("This day lies before the one they agreed on."))
    consent.withdrawn_on, consent.withdrawn_by, consent.withdrawn_at = on, by, at
    consent.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_at"])
    return consent


def _lock(participant_pk: int) -> None:
    """Let one at a time write what a person agreed to."""
    Participant.objects.select_for_update(no_key=True).get(pk=participant_pk)


def _refuse_ahead(day: date, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise ActionRefused("consent_ahead", _("This day lies ahead."))
