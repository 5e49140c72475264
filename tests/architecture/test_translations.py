"""Every text is translated, and what is compiled is what was translated."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from jombang_umkm.environment import ROOT
from tests.architecture.source import APPS, lines

CATALOGUE = Path("jombang_umkm/locale/id/LC_MESSAGES/django.po")

Key = tuple[str | None, str, str]

# Texts in a copy of the code, to see that a new one would be found.
NEW_IN_CODE = "A text in code that nobody has translated"
NEW_IN_TEMPLATE = "A text in a template that nobody has translated"

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def _key(entry: polib.POEntry | polib.MOEntry) -> Key:
    return entry.msgctxt or None, entry.msgid, entry.msgid_plural or ""


def _read(path: Path) -> list[polib.POEntry]:
    assert path.exists(), f"{path} is missing: run `make messages`, then translate"
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def _texts(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    """Return the translation, or its plural forms in order."""
    return [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] or [entry.msgstr]


def _unfinished(entries: list[polib.POEntry]) -> list[str]:
    return [entry.msgid for entry in entries if entry.fuzzy or not entry.translated()]


def _broken(entries: list[polib.POEntry]) -> list[str]:
    """Return the texts whose translation names other placeholders or has other edges or forms."""
    found = []
    for entry in entries:
        # The singular may spell its number out; the only Indonesian form cannot.
        source = entry.msgid_plural or entry.msgid
        for text in _texts(entry) if entry.translated() else ():
            same = set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(source))
            if not same or _edges(text) != _edges(source) or len(_texts(entry)) > 1:
                found.append(entry.msgid)
    return found


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _compiled(catalogue: polib.POFile | polib.MOFile) -> dict[Key, list[str]]:
    """Return what a compiled catalogue holds; a binary one leaves fuzzy and empty ones out."""
    entries = catalogue if isinstance(catalogue, polib.MOFile) else catalogue.translated_entries()
    return {_key(entry): _texts(entry) for entry in entries}


def test_every_text_is_translated() -> None:
    unfinished = _unfinished(_read(ROOT / CATALOGUE))
    assert not unfinished, lines(unfinished)


def test_translations_keep_placeholders_edges_and_the_one_form() -> None:
    broken = _broken(_read(ROOT / CATALOGUE))
    assert not broken, lines(broken)


def test_what_is_compiled_is_what_was_translated() -> None:
    _read(ROOT / CATALOGUE)
    binary = (ROOT / CATALOGUE).with_suffix(".mo")
    assert binary.exists(), "run `make messages`"
    translated, compiled = polib.pofile(str(ROOT / CATALOGUE)), polib.mofile(str(binary))
    assert _compiled(compiled) == _compiled(translated), "run `make messages`"
    assert not translated.metadata_is_fuzzy
    # Indonesian has one form for any number.
    assert translated.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert compiled.metadata["Plural-Forms"] == translated.metadata["Plural-Forms"]


def test_the_catalogue_holds_every_text_and_no_other(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("xgettext is missing: apt install gettext")
        pytest.skip("needs xgettext (apt install gettext)")
    known = {_key(entry) for entry in _read(ROOT / CATALOGUE)}
    collected = {_key(entry) for entry in _collect(tmp_path)}
    new = {(None, NEW_IN_CODE, ""), (None, NEW_IN_TEMPLATE, "")}
    assert new <= collected
    missing, gone = collected - known - new, known - collected
    assert not missing, f"run `make messages`, then translate:{lines(missing)}"
    assert not gone, f"run `make messages`; no longer in use:{lines(gone)}"


def _collect(folder: Path) -> list[polib.POEntry]:
    """Return what `make messages` collects from a copy of the code with two texts more."""
    for name in (*APPS, "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", folder)
    (folder / "programs" / "new.py").write_text(f'_ = str\nx = _("{NEW_IN_CODE}")\n')
    (folder / "templates" / "new.html").write_text(f'{{% translate "{NEW_IN_TEMPLATE}" %}}\n')
    done = subprocess.run(
        [sys.executable, "manage.py", "messages"],
        cwd=folder,
        env={**os.environ, "JOMBANG_VAR": str(folder / "var")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return _read(folder / CATALOGUE)


# What these tests look for, in a catalogue made up.


def _entry(msgid: str, msgstr: str = "", **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def test_what_is_unfinished_is_found() -> None:
    entries = [
        _entry("Save", "Simpan"),
        _entry("Empty"),
        _entry("Guessed", "Simpan", flags=["fuzzy"]),
        _entry("mark", msgid_plural="marks", msgstr_plural={0: ""}),
    ]
    assert _unfinished(entries) == ["Empty", "Guessed", "mark"]


def test_what_is_broken_is_found() -> None:
    plural = {"msgid_plural": "%(count)s marks", "msgstr_plural": {0: "%(count)s tanda"}}
    entries = [
        _entry("On %(day)s", "Pada %(day)s"),
        _entry("Not %(yet)s"),
        _entry("One mark", **plural),
        _entry("By %(who)s", "Oleh %(siapa)s"),
        _entry("Space at the end ", "Spasi di akhir"),
        _entry("seat", msgid_plural="seats", msgstr_plural={0: "kursi", 1: "kursi"}),
    ]
    assert list(dict.fromkeys(_broken(entries))) == ["By %(who)s", "Space at the end ", "seat"]


def test_another_compiled_translation_is_found(tmp_path: Path) -> None:
    written, changed = polib.POFile(), polib.POFile()
    for catalogue, text in ((written, "Simpan"), (changed, "Rekam")):
        catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
        catalogue.append(_entry("Save", text, msgctxt="button"))
        catalogue.append(_entry("Not yet"))
    written.save_as_mofile(str(tmp_path / "written.mo"))
    compiled = _compiled(polib.mofile(str(tmp_path / "written.mo")))
    assert compiled == _compiled(written)
    assert compiled != _compiled(changed)
