import jombang_umkm.history
import pgtrigger.compiler
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0001_initial'),
    ]

    operations = [
        jombang_umkm.history.RemoveTrigger(
            model_name='partner',
            name='update_update',
        ),
        jombang_umkm.history.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='EXECUTE $history$WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partners_partnerevent" ("address", "contact_person", "email", "id", "is_active", "kind", "name", "note", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name") SELECT new_values."address", new_values."contact_person", new_values."email", new_values."id", new_values."is_active", new_values."kind", new_values."name", new_values."note", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."short_name" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; $history$; RETURN NULL;', hash='4ffdac2eae25494d938baefdab1d92fcf963c1be', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_17ece', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partners_partner', when='AFTER')),
        ),
    ]
