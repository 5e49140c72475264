"""The admin of who is who, and what the admin of all apps stands on."""

from jombang_umkm.admin import (
    facility,
    holiday,
    issued_document,
    job,
    office,
    sign_ins,
    signatory,
    user,
)

__all__ = [
    "facility",
    "holiday",
    "issued_document",
    "job",
    "office",
    "sign_ins",
    "signatory",
    "user",
]
