"""What is known of a stay and of an absence, and corrected in one form each."""

# All else of a stay follows from its events.
FACTS = (
    "registration_no",
    "register_class",
    "block",
    "cell",
    "entry_date",
    "expiry_date",
    "counted_from",
    "half_date",
    "two_thirds_date",
    "caseworker",
    "probation_office",
    "probation_officer",
)
# What must lie in order; an old disorder is no reason to refuse a new cell.
DAYS = frozenset({"entry_date", "expiry_date", "counted_from", "half_date", "two_thirds_date"})

ABSENCE_FACTS = ("kind", "away_from", "back_on", "document_no", "note")
