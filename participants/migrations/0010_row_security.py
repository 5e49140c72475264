"""Guards the rows about people; enabling it locks a table for a moment and rewrites nothing.

What an office sees of people is for the apps above to allow.
"""

from django.db import migrations, models

from jombang_umkm.policies import FACILITY, OFFICE, WHOLE, allow, function, guard, keys, view

# The second table is there so that nobody writes through the view.
STAYS_HERE = f"""
SELECT stay.id, stay.participant_id
FROM participants_custody AS stay, (VALUES (1)) AS only_read
WHERE stay.facility_id = {FACILITY}
"""

EVENTS_HERE = f"""
SELECT event.id
FROM participants_custodyevent AS event
JOIN participants_custody AS stay ON stay.id = event.custody_id
WHERE stay.facility_id = {FACILITY}
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
    WHERE stay.participant_id = person AND stay.merged_into_id IS NULL
    ORDER BY stay.entry_date DESC, stay.id DESC
    LIMIT 1
  );
END
"""

# Whom others sent here, whether answered or not: the transfer shows name, number and paper.
SENT_HERE = """
      SELECT {} FROM public.participants_transfer AS transfer
      JOIN public.participants_custodyevent AS event ON event.id = transfer.event_id
      JOIN public.participants_custody AS stay ON stay.id = event.custody_id
      WHERE transfer.facility_id = here"""

# Of whoever is held anywhere, died, or has a newer stay, an office learns nothing by a consent.
IS_FREE_SINCE = """
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM public.participants_custody AS other
    JOIN public.participants_custody AS last ON last.id = stay
    WHERE other.participant_id = person AND other.merged_into_id IS NULL AND (
      other.status IN ('DETAINEE', 'CONVICT', 'ASSIMILATION', 'DIED')
      OR (other.entry_date, other.id) > (last.entry_date, last.id)
    )
  );
END
"""

# Who is free and agreed to the office's aftercare.
AGREED = """
      SELECT {} FROM public.participants_aftercareconsent AS consent
      JOIN public.participants_custody AS stay ON stay.participant_id = consent.participant_id
      WHERE consent.office_id = here AND consent.withdrawn_on IS NULL
        AND stay.status IN (
          'PAROLE', 'CONDITIONAL_LEAVE', 'PRE_RELEASE_LEAVE', 'FULL_RELEASE',
          'RELEASED_BY_LAW', 'RELEASED_BY_COURT', 'GUIDANCE_ENDED'
        )
        AND stay.merged_into_id IS NULL
        AND public.person_is_free_since(stay.participant_id, stay.id)"""

# What happened in a stay elsewhere, of somebody kept here.
KNOWS_STAY = f"""
DECLARE
  here bigint := {FACILITY};
BEGIN
  RETURN here IS NOT NULL AND public.person_kept_at(
    (SELECT participant_id FROM public.participants_custody WHERE id = stay)
  ) = here;
END
"""

KNOWS_EVENT = f"""
BEGIN
  RETURN {FACILITY} IS NOT NULL AND public.scope_knows_stay(
    (SELECT custody_id FROM public.participants_custodyevent WHERE id = event)
  );
END
"""

# Whose names match each pattern, for who sees all people anyway: a policy keeps the planner
# from the statistics that tell rare names from common ones.
PEOPLE_CALLED = """
BEGIN
  IF current_setting('jombang.whole', true) <> '' THEN
    RETURN QUERY EXECUTE (
      SELECT 'SELECT id FROM public.participants_participant WHERE '
        || string_agg(format('search_key ~ %L', pattern), ' AND ')
        || ' AND merged_into_id IS NULL LIMIT ' || most
      FROM unnest(patterns) AS pattern
    );
  END IF;
END
"""

# A record that was merged into another is seen with that.
GOES_ON_AS = 'coalesce({table}.merged_into_id, {table}.id)'

WAS_HERE = (
    '(SELECT true FROM scope_stays_here AS stay WHERE stay.participant_id = {person} LIMIT 1)'
)
STAY_IS_HERE = '(SELECT true FROM scope_stays_here AS stay WHERE stay.id = {table}.custody_id)'
EVENT_IS_HERE = '(SELECT true FROM scope_events_here AS event WHERE event.id = {table}.event_id)'

# A stay elsewhere, of somebody kept here: asked dearly only where they were here at all,
# since a plan may lead past every stay there is.
KEPT_HERE_TOO = (
    f'({WAS_HERE.format(person="{table}.participant_id")} AND person_kept_at(participant_id) = {FACILITY})'
)

KEPT_HERE = f'{WHOLE} OR person_kept_at({{table}}.participant_id) = {FACILITY}'


class Migration(migrations.Migration):

    dependencies = [
        ('participants', '0009_merges'),
        ('jombang_umkm', '0009_row_security'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='custody',
            index=models.Index(fields=['participant', 'facility'], name='custody_of_whom_where'),
        ),
        view('scope_stays_here', STAYS_HERE),
        view('scope_events_here', EVENTS_HERE),
        function('person_kept_at(person bigint) RETURNS bigint', KEPT_AT),
        function(
            'person_is_free_since(person bigint, stay bigint) RETURNS boolean', IS_FREE_SINCE
        ),
        keys('scope_stays_agreed', AGREED.format('stay.id'), of=OFFICE),
        keys('scope_people_agreed', AGREED.format('stay.participant_id'), of=OFFICE),
        function('scope_knows_stay(stay bigint) RETURNS boolean', KNOWS_STAY),
        function('scope_knows_event(event bigint) RETURNS boolean', KNOWS_EVENT),
        *(
            keys(f'scope_{name}_sent_here', SENT_HERE.format(key), of=FACILITY)
            for name, key in (
                ('people', 'stay.participant_id'),
                ('stays', 'stay.id'),
                ('events', 'event.id'),
            )
        ),
        function(
            'scope_people_called(patterns text[], most integer) RETURNS SETOF bigint',
            PEOPLE_CALLED,
        ),
        *guard(
            'participants_participant',
            f'{WHOLE} OR {WAS_HERE.format(person=GOES_ON_AS)}',
            versions=True,
        ),
        *allow(
            'participants_participant',
            'elsewhere',
            'id IN (SELECT scope_people_sent_here())',
            versions=True,
        ),
        *guard('participants_custody', f'{WHOLE} OR facility_id = {FACILITY}', versions=True),
        *allow(
            'participants_custody',
            'elsewhere',
            f'id IN (SELECT scope_stays_sent_here()) OR {KEPT_HERE_TOO}',
            versions=True,
        ),
        *guard('participants_custodyevent', f'{WHOLE} OR {STAY_IS_HERE}'),
        *allow(
            'participants_custodyevent',
            'elsewhere',
            'id IN (SELECT scope_events_sent_here()) OR scope_knows_stay(custody_id)',
        ),
        *guard('participants_custodyabsence', f'{WHOLE} OR {STAY_IS_HERE}', versions=True),
        *allow(
            'participants_custodyabsence',
            'elsewhere',
            'scope_knows_stay(custody_id)',
            versions=True,
        ),
        *guard(
            'participants_transfer',
            f'{WHOLE} OR facility_id = {FACILITY} OR {EVENT_IS_HERE}',
            versions=True,
        ),
        *allow(
            'participants_transfer', 'elsewhere', 'scope_knows_event(event_id)', versions=True
        ),
        *guard('participants_familycontact', KEPT_HERE, versions=True),
        # The contact's own condition is asked with it.
        *guard(
            'participants_familynote',
            '(SELECT true FROM participants_familycontact AS contact'
            ' WHERE contact.id = {table}.contact_id)',
        ),
        *guard('participants_participantphoto', KEPT_HERE, versions=True),
        *guard(
            'participants_aftercareconsent', f'{KEPT_HERE} OR office_id = {OFFICE}', versions=True
        ),
        # Of a record that was merged once more since, too.
        *guard(
            'participants_merge',
            f'{WHOLE} OR person_kept_at(kept_id) = {FACILITY} OR person_kept_at('
            '(SELECT person.merged_into_id FROM participants_participant AS person'
            f' WHERE person.id = {{table}}.kept_id)) = {FACILITY}',
        ),
        # The merging's own condition is asked with it.
        *guard(
            'participants_mergeundo',
            '(SELECT true FROM participants_merge AS merge WHERE merge.id = {table}.merge_id)',
        ),
        *guard(
            'participants_twopeople',
            f'{WHOLE} OR (person_kept_at(one_id) = {FACILITY}'
            f' AND person_kept_at(other_id) = {FACILITY})',
            versions=True,
        ),
        *guard(
            'participants_peopleimport', f'{WHOLE} OR facility_id = {FACILITY}', versions=True
        ),
        # The import's own condition is asked with it.
        *guard(
            'participants_importline',
            '(SELECT true FROM participants_peopleimport AS people_import'
            ' WHERE people_import.id = {table}.people_import_id)',
        ),
    ]
