"""Organisations that train with the office."""

import factory

from partners.models import Partner
from tests.factories.jombang_umkm import OfficeFactory


class PartnerFactory(factory.django.DjangoModelFactory[Partner]):
    """A business association that lends speakers."""

    class Meta:
        model = Partner

    office = factory.SubFactory(OfficeFactory)
    kind = Partner.Kind.ASSOCIATION
    name = factory.Sequence(lambda number: f"Asosiasi UMKM Jombang {number + 1}")


class BankFactory(PartnerFactory):
    """A bank that opens holding accounts."""

    kind = Partner.Kind.BANK
    name = factory.Sequence(lambda number: f"Bank Syariah {number + 1}")
