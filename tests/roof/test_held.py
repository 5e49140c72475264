"""Nothing that is held of a person is left out of their copy without a reason."""

import pghistory.models
import pytest
from django.apps import apps

from jombang_umkm.roof.held import MODELS
from jombang_umkm.roof.held.records import HELD
from participants.models import Custody, CustodyEvent, FamilyContact, Participant
from tests.architecture.source import APPS

# What a row belongs to, if it belongs to one person.
OF_ONE_PERSON = {Participant, Custody, CustodyEvent, FamilyContact}


def _models_of_a_person():
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            links = {field.related_model for field in model._meta.fields if field.is_relation}
            if links & OF_ONE_PERSON and not issubclass(model, pghistory.models.Event):
                yield model


def test_every_table_of_a_persons_rows_is_in_it():
    found = set(_models_of_a_person())
    assert found
    assert found <= MODELS


@pytest.mark.parametrize("held", HELD, ids=lambda held: held.key)
def test_what_is_left_out_is_still_a_field(held):
    assert set(held.without) <= {field.name for field in held.model._meta.fields}
