"""Where a person's life is read from beside the stays; what comes later is added here.

Scores, certificates, accounts, work, release, visits and business are each a source more,
in the order of the sections on the page.
"""

from jombang_umkm.roof.life.aftercare import aftercare
from jombang_umkm.roof.life.changes import changes
from jombang_umkm.roof.life.courses import courses
from jombang_umkm.roof.life.documents import documents
from jombang_umkm.roof.life.merges import merges
from jombang_umkm.roof.life.parts import Source

SOURCES = (
    # Seats, and marks.
    Source(courses, statements=2, whole_only=False, for_office=True),
    Source(aftercare, statements=1, whole_only=True, for_office=True),
    Source(merges, statements=1, whole_only=True),
    Source(documents, statements=1, whole_only=True),
    Source(changes, statements=1, whole_only=True),
)
