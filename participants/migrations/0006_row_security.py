"""Guards the rows about people; enabling it locks a table for a moment and rewrites nothing.

What an office sees of people is for the apps above to allow.
"""

from django.db import migrations, models

from jombang_umkm.policies import allow, function, guard, view

# The second table is there so that nobody writes through the view.
STAYS_HERE = """
SELECT stay.id, stay.participant_id
FROM participants_custody AS stay, (VALUES (1)) AS only_read
WHERE stay.facility_id = scope_facility()
"""

EVENTS_HERE = """
SELECT event.id
FROM participants_custodyevent AS event
JOIN participants_custody AS stay ON stay.id = event.custody_id
WHERE stay.facility_id = scope_facility()
"""

# The facility of the last stay, which sees them whole; none while another is asked to take
# them over. Asked by querysets too: who sees only its own stay of somebody cannot tell
# whether there is a newer one.
KEPT_AT = """
BEGIN
  RETURN (
    SELECT CASE WHEN NOT EXISTS (
      SELECT FROM public.participants_transfer AS transfer
      JOIN public.participants_custodyevent AS event ON event.id = transfer.event_id
      WHERE event.custody_id = stay.id AND transfer.status = 'SENT'
    ) THEN stay.facility_id END
    FROM public.participants_custody AS stay
    WHERE stay.participant_id = person
    ORDER BY stay.entry_date DESC, stay.id DESC
    LIMIT 1
  );
END
"""

# Whom others sent here, whether answered or not: the transfer shows name, number and paper.
SENT_HERE = """
BEGIN
  RETURN QUERY
    SELECT {} FROM public.participants_transfer AS transfer
    JOIN public.participants_custodyevent AS event ON event.id = transfer.event_id
    JOIN public.participants_custody AS stay ON stay.id = event.custody_id
    WHERE transfer.facility_id = public.scope_facility();
END
"""

# What happened in a stay elsewhere, of somebody kept here.
KNOWS_STAY = """
DECLARE
  here bigint := public.scope_facility();
BEGIN
  RETURN here IS NOT NULL AND public.person_kept_at(
    (SELECT participant_id FROM public.participants_custody WHERE id = stay)
  ) = here;
END
"""

KNOWS_EVENT = """
BEGIN
  RETURN public.scope_facility() IS NOT NULL AND public.scope_knows_stay(
    (SELECT custody_id FROM public.participants_custodyevent WHERE id = event)
  );
END
"""

# A stay elsewhere, of somebody kept here: asked dearly only where they were here at all,
# since a plan may lead past every stay there is.
KEPT_HERE_TOO = (
    'EXISTS (SELECT FROM scope_stays_here AS stay'
    ' WHERE stay.participant_id = {table}.participant_id)'
    ' AND person_kept_at(participant_id) = scope_facility()'
)

KEPT_HERE = 'scope_whole() OR person_kept_at({table}.participant_id) = scope_facility()'


class Migration(migrations.Migration):

    dependencies = [
        ('participants', '0005_events_of_known_stays'),
        ('jombang_umkm', '0006_row_security'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='custody',
            index=models.Index(fields=['participant', 'facility'], name='custody_of_whom_where'),
        ),
        view('scope_stays_here', STAYS_HERE),
        view('scope_events_here', EVENTS_HERE),
        function('person_kept_at(person bigint) RETURNS bigint', KEPT_AT),
        *(
            function(f'scope_{name}_sent_here() RETURNS SETOF bigint', SENT_HERE.format(key))
            for name, key in (
                ('people', 'stay.participant_id'),
                ('stays', 'stay.id'),
                ('events', 'event.id'),
            )
        ),
        function('scope_knows_stay(stay bigint) RETURNS boolean', KNOWS_STAY),
        function('scope_knows_event(event bigint) RETURNS boolean', KNOWS_EVENT),
        *guard(
            'participants_participant',
            'scope_whole() OR EXISTS (SELECT FROM scope_stays_here AS stay'
            ' WHERE stay.participant_id = {table}.id)',
            versions=True,
        ),
        *allow(
            'participants_participant',
            'elsewhere',
            'id IN (SELECT scope_people_sent_here())',
            versions=True,
        ),
        *guard(
            'participants_custody',
            'facility_id = scope_facility() OR scope_whole()',
            versions=True,
        ),
        *allow(
            'participants_custody',
            'elsewhere',
            f'id IN (SELECT scope_stays_sent_here()) OR {KEPT_HERE_TOO}',
            versions=True,
        ),
        *guard(
            'participants_custodyevent',
            'scope_whole() OR EXISTS (SELECT FROM scope_stays_here AS stay'
            ' WHERE stay.id = {table}.custody_id)',
        ),
        *allow(
            'participants_custodyevent',
            'elsewhere',
            'id IN (SELECT scope_events_sent_here()) OR scope_knows_stay(custody_id)',
        ),
        *guard(
            'participants_custodyabsence',
            'scope_whole() OR EXISTS (SELECT FROM scope_stays_here AS stay'
            ' WHERE stay.id = {table}.custody_id)',
            versions=True,
        ),
        *allow(
            'participants_custodyabsence',
            'elsewhere',
            'scope_knows_stay(custody_id)',
            versions=True,
        ),
        *guard(
            'participants_transfer',
            'facility_id = scope_facility() OR scope_whole() OR EXISTS ('
            'SELECT FROM scope_events_here AS event WHERE event.id = {table}.event_id)',
            versions=True,
        ),
        *allow(
            'participants_transfer', 'elsewhere', 'scope_knows_event(event_id)', versions=True
        ),
        *guard('participants_familycontact', KEPT_HERE, versions=True),
        # The contact's own condition is asked with it.
        *guard(
            'participants_familynote',
            'EXISTS (SELECT FROM participants_familycontact AS contact'
            ' WHERE contact.id = {table}.contact_id)',
        ),
        *guard('participants_participantphoto', KEPT_HERE, versions=True),
    ]
