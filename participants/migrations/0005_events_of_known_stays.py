from django.db import migrations
from django.utils import timezone

HELD = ("DETAINEE", "CONVICT", "ASSIMILATION")
OF_DETAINEES = ("RELEASED_BY_LAW", "RELEASED_BY_COURT")


def write_events(apps, schema_editor):
    """Give every stay the events that its state and its days tell of.

    Who recorded them, and which document they rest on, was not kept then. Somebody gone
    was a convict before, or a detainee where only a detainee leaves that way; guidance
    that ended began on the day they left.
    """
    alias = schema_editor.connection.alias
    event = apps.get_model("participants", "CustodyEvent")
    custody = apps.get_model("participants", "Custody")
    now = timezone.now()
    events = []
    for stay in custody.objects.using(alias).order_by("pk").iterator():
        first = "DETAINEE" if stay.status in OF_DETAINEES else "CONVICT"
        states = [stay.status] if stay.status in HELD else [first, stay.status]
        if stay.status == "GUIDANCE_ENDED":
            states = [first, "PAROLE", stay.status]
        days = [stay.entry_date] + [stay.left_on] * (len(states) - 1)
        for was, became, day in zip(["", *states], states, days):
            events.append(
                event(
                    custody=stay, was=was, became=became, happened_on=day, recorded_at=now
                )
            )
    event.objects.using(alias).bulk_create(events, batch_size=1000)


class Migration(migrations.Migration):
    # Only adds rows; a transaction of its own, after the tables were made.

    dependencies = [
        ("participants", "0004_people_stays_families"),
    ]

    operations = [
        migrations.RunPython(write_events, migrations.RunPython.noop),
    ]
