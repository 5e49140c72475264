"""What somebody agreed to for the time after release."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from jombang_umkm import access
from jombang_umkm.roof.life.parts import Asked, Part
from participants.models import AftercareConsent
from participants.rules.aftercare import may_agree
from participants.views.timeline import Moment, recorded


def aftercare(asked: Asked) -> Part:
    """Return the consents, the newest first, and the days they were given and taken back.

    To the office, those given to it: it learns of no other.
    """
    found = asked.person.aftercare_consents.select_related("office", "recorded_by", "withdrawn_by")
    is_staff = access.is_staff(asked.user)
    if is_staff:
        found = found.filter(office=asked.user.office_id)
    rows = list(found.order_by("-given_on", "-pk"))
    is_given = is_staff and any(not consent.is_withdrawn for consent in rows)
    may_record = may_agree(asked.stays) and not is_given
    return Part(
        "person/_aftercare.html",
        [moment for consent in rows for moment in _moments(consent)],
        rows,
        url=reverse("aftercare_give", args=[asked.person.pk]) if may_record else "",
        empty=_none(asked),
    )


def _none(asked: Asked) -> str:
    """Return what is said of somebody who agreed to nothing: they are asked while they are here."""
    if access.is_staff(asked.user):
        return _("Has not agreed to be looked after by your office.")
    if asked.stays and asked.stays[0].is_held:
        return _(
            "Has not agreed to any office's aftercare. Ask before the release: without a signed "
            "consent no office sees them afterwards, but for those it trained."
        )
    return _(
        "Has not agreed to any office's aftercare: without a signed consent no office sees them, "
        "but for those it trained."
    )


def _moments(consent: AftercareConsent) -> Iterator[Moment]:
    office = {"office": consent.office.short_name}
    yield Moment(
        consent.given_on,
        _("Agreed to aftercare by %(office)s") % office,
        (consent.document_no,) if consent.document_no else (),
        recorded(consent.recorded_by, consent.recorded_at),
        order=(3, consent.pk),
    )
    if consent.withdrawn_on is not None and consent.withdrawn_at is not None:
        yield Moment(
            consent.withdrawn_on,
            _("No longer agrees to aftercare by %(office)s") % office,
            (),
            recorded(consent.withdrawn_by, consent.withdrawn_at),
            order=(3, consent.pk, 1),
        )
