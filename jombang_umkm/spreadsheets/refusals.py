"""What is said of a file that is not taken, and what can be done about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jombang_umkm.errors import ActionRefused
from jombang_umkm.spreadsheets import extract

MEGABYTES_AT_MOST = 10

SENTENCES: dict[str, str | Promise] = {
    "too_large": _(
        "The file is larger than %(megabytes)s MB. Delete pictures and old sheets from it,"
        " or divide it into several files."
    ),
    "not_a_spreadsheet": _(
        "“%(name)s” is no spreadsheet: only .xlsx, .xls, .ods and .csv files can be read."
        " Open it in Excel or LibreOffice and save it as .xlsx."
    ),
    "web_page": _(
        "“%(name)s” is a web page that is only named like a spreadsheet, as some systems"
        " hand them out. Open it in Excel or LibreOffice, choose Save as, and save it as .xlsx."
    ),
    "encrypted": _(
        "The file asks for a password. Open it, remove the password, save it, and choose it again."
    ),
    "empty": _("There is nothing on any visible sheet of the file."),
    "broken": _(
        "The file is damaged and cannot be read. Open it in Excel or LibreOffice and save it"
        " again as .xlsx, or ask for it once more."
    ),
    "bomb": _(
        "The file unpacks to far more than a list can hold, so it was not opened."
        " Copy the list into a new file and choose that."
    ),
    "too_many_rows": _(
        "A sheet has more than %(rows)s filled rows, or one below the last row of Excel."
        " Divide the list into several files."
    ),
    "too_many_columns": _(
        "A sheet has something to the right of column %(columns)s. Delete the columns that"
        " do not belong to the list."
    ),
    "too_many_cells": _(
        "The file is too large to be read: a sheet has something far below or far to the right"
        " of its list. Copy the list into a new file and choose that."
    ),
    "quotes": _(
        "A quotation mark in row %(row)s of the file is not closed, so it cannot be told where"
        " that row ends. Correct it, or open the file in Excel or LibreOffice and save it as .xlsx."
    ),
}


def refusal(code: str, **about: object) -> ActionRefused:
    """Return the refusal of that code, to be raised; `about` is what its sentence names."""
    known = {
        "megabytes": MEGABYTES_AT_MOST,
        "rows": f"{extract.ROWS_AT_MOST:,}".replace(",", "."),
        "columns": extract.COLUMNS_AT_MOST,
    }
    return ActionRefused(code, SENTENCES[code] % {**known, **about})
