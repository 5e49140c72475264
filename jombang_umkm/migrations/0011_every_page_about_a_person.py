"""Names the access log, its acts and what stands in it as they are now.

Words alone: touches no table.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jombang_umkm', '0010_scope_when_planned'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='accesslog',
            options={'ordering': ('-at', '-pk'), 'verbose_name': 'access', 'verbose_name_plural': 'records of who looked at what'},
        ),
        migrations.AlterField(
            model_name='accesslog',
            name='act',
            field=models.CharField(choices=[('SHOW_NIK', 'Showed the whole NIK'), ('OPEN_PERSON', 'Opened a page about the person'), ('ADMIN_VIEW', 'Looked at records in the admin'), ('DATA_EXPORT', "Handed out the person's data"), ('EXPORT', 'Downloaded a list')], max_length=20, verbose_name='what they did'),
        ),
        migrations.AlterField(
            model_name='accesslog',
            name='detail',
            field=models.CharField(blank=True, help_text='Which page it was, what was searched for, or who asked for the data.', max_length=200, verbose_name='page or reason'),
        ),
    ]
