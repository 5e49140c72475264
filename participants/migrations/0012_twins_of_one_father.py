"""Finds those of one father and nearly one name by an index of their own.

The index is built anew, under a lock on writing: about two seconds for 300,000 people. Nothing
can get lost, and backwards the former one is built again.
"""

import django.db.models.functions.text
import participants.spelling
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('participants', '0011_searches_of_one_place'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='twopeople',
            options={'ordering': ('-said_at', '-pk'), 'verbose_name': 'two people told apart', 'verbose_name_plural': 'people told apart'},
        ),
        migrations.RemoveIndex(
            model_name='participant',
            name='participant_of_father',
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(participants.spelling.NameKey('parent_name'), django.db.models.functions.text.Left(participants.spelling.OwnName('name_key'), 1), name='participant_of_father'),
        ),
    ]
