"""The admin of who is who, and what the admin of all apps stands on."""

from jombang_umkm.admin import facility, holiday, office, sign_ins, signatory, user

__all__ = ["facility", "holiday", "office", "sign_ins", "signatory", "user"]
