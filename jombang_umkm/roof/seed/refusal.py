class SeedRefused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """Nothing was seeded, and why, in one line for the operator."""
