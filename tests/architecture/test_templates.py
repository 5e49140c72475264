"""What every template keeps to: no script or style of its own, small, found, and translated."""

import re
from html.parser import HTMLParser
from pathlib import Path

import django.contrib.admin
import pytest
from django.contrib.staticfiles import finders
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import get_resolver

from tests.architecture.source import TEMPLATES, lines, sources

LONGEST = 120

PATHS = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
TEXTS = {path: (TEMPLATES / path).read_text() for path in PATHS}
each_template = pytest.mark.parametrize("path", PATHS)

# Django asks for these by name; ours in admin/ may also stand in for one of its own.
ASKED_BY_DJANGO = {"404.html", "403.html", "500.html"}
ADMIN_TEMPLATES = Path(django.contrib.admin.__file__).parent / "templates"

TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
EXTENDS = re.compile(r'{%\s*extends\s+"([^"]+)"')
INCLUDE = re.compile(r'{%\s*include\s+"([^"]+)"')
STATIC = re.compile(r"""{%\s*static\s+["']([^"']+)["']""")
URL = re.compile(r"""{%\s*url\s+["']([^"']+)["']""")


# No inline script or style: the Content-Security-Policy would refuse it.

INLINE = {
    "style=": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "on…=": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "<style>": re.compile(r"<style\b", re.IGNORECASE),
    "<script> without src": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "javascript:": re.compile(r"""=\s*["']?\s*javascript:""", re.IGNORECASE),
}


def _inline(text: str) -> list[str]:
    # A template tag inside an HTML tag may hold a ">".
    plain = TAG.sub("_", text)
    return [what for what, pattern in INLINE.items() if pattern.search(plain)]


@each_template
def test_no_script_or_style_inside(path: str) -> None:
    assert not _inline(TEXTS[path])


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        '<a{% if x > 1 %} class="y"{% endif %} onclick="go()">',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<script type="module">go()</script>',
        '<a href="javascript:go()">',
    ],
)
def test_every_inline_script_or_style_is_found(text: str) -> None:
    assert _inline(text)


@pytest.mark.parametrize("text", ['<link rel="stylesheet" href="x">', '<script src="x"></script>'])
def test_a_file_of_its_own_is_not_inline(text: str) -> None:
    assert not _inline(text)


# A page extends base.html; whatever is part of one says so by its name or place.


def _is_part(path: str) -> bool:
    # Pages of Django's admin, which stand on a base of their own.
    of_admin = ("admin/", "registration/")
    return path.startswith(("_components/", *of_admin)) or Path(path).name.startswith("_")


def _ancestors(path: str) -> list[str]:
    found = []
    while match := EXTENDS.search(TEXTS.get(path, "")):
        path = match.group(1)
        if path in found:
            break
        found.append(path)
    return found


@each_template
def test_a_page_extends_base(path: str) -> None:
    assert _is_part(path) or path == "base.html" or "base.html" in _ancestors(path)


@each_template
def test_a_part_says_first_what_it_is(path: str) -> None:
    """It has no name that people see, and its variables come from elsewhere."""
    if path.startswith("_components/") or Path(path).name.startswith("_"):
        assert re.match(r"{# .+ #}\n", TEXTS[path])


@each_template
def test_it_is_short(path: str) -> None:
    assert len(TEXTS[path].splitlines()) <= LONGEST


# What it names exists.


@each_template
def test_it_compiles(path: str) -> None:
    get_template(path)


@each_template
def test_what_it_names_exists(path: str) -> None:
    missing = []
    for name in INCLUDE.findall(TEXTS[path]) + EXTENDS.findall(TEXTS[path]):
        try:
            get_template(name)
        except TemplateDoesNotExist:
            missing.append(name)
    missing += [name for name in STATIC.findall(TEXTS[path]) if finders.find(name) is None]
    missing += [name for name in URL.findall(TEXTS[path]) if not _is_address(name)]
    assert not missing


def _is_address(name: str) -> bool:
    namespace, _separator, plain = name.rpartition(":")
    resolver = get_resolver()
    if namespace:
        resolver = resolver.namespace_dict[namespace][1]
    return plain in resolver.reverse_dict


def test_an_unknown_address_is_noticed() -> None:
    assert _is_address("home")
    assert _is_address("admin:index")
    assert not _is_address("hoome")


def test_every_template_is_used() -> None:
    named = set(ASKED_BY_DJANGO)
    for text in TEXTS.values():
        named.update(INCLUDE.findall(text), EXTENDS.findall(text))
    code = "\n".join(source.text for source in sources())
    unused = [
        path
        for path in PATHS
        if path not in named and f'"{path}"' not in code and not (ADMIN_TEMPLATES / path).exists()
    ]
    assert not unused, lines(unused)


# Whatever people read goes through translate, or is the same in every language.

NEUTRAL = re.compile(r"\b(WIB|JP|Jombang UMKM)\b")
WORD = re.compile(r"[^\W\d_]{2,}")
READ_ATTRIBUTES = {"title", "alt", "aria-label", "placeholder", "data-label", "label"}
NOT_READ = re.compile(
    # What is translated, and names of classes.
    r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}"
    r"|{%\s*block (?:\w*class|coltype) %}.*?{%\s*endblock\b.*?%}",
    re.DOTALL,
)


class _Words(HTMLParser):
    """Collects the words of a template outside elements that say their language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        # The element whose words are in a language of their own, and how deep we are in it.
        self.apart: str | None = None
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self.apart == tag:
            self.depth += 1
        elif self.apart is None and tag != "html" and ("lang" in values or tag in ("kbd", "svg")):
            self.apart, self.depth = tag, 1
        for name in READ_ATTRIBUTES & set(values):
            self._read(values[name] or "")

    def handle_endtag(self, tag: str) -> None:
        if self.apart == tag:
            self.depth -= 1
            if self.depth == 0:
                self.apart = None

    def handle_data(self, data: str) -> None:
        if self.apart is None:
            self._read(data)

    def _read(self, text: str) -> None:
        self.found += WORD.findall(NEUTRAL.sub("", text))


def _untranslated(text: str) -> list[str]:
    words = _Words()
    words.feed(TAG.sub("", NOT_READ.sub("", text)))
    words.close()
    return words.found


@each_template
def test_all_words_are_translated(path: str) -> None:
    assert not _untranslated(TEXTS[path])


@pytest.mark.parametrize(
    "text",
    [
        "<p>Save it</p>",
        "{% if x %}Save{% endif %}",
        '<a aria-label="History of {{ name }}" href="x">{{ y }}</a>',
        '<p><span lang="en">English</span> switch</p>',
    ],
)
def test_a_word_that_is_not_translated_is_found(text: str) -> None:
    assert _untranslated(text)
