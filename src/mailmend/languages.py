"""The languages of texts for owners: message catalogues, read when one is asked for.

The catalogues are gettext's ``.po`` files, kept by ``make messages``; English is the text itself.
A text without a translation is said in English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data

from mailmend.text import Text, filled, shown

NAMES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "pt_BR": "Português (Brasil)",
    "nl": "Nederlands",
    "pl": "Polski",
    "ja": "日本語",
    "zh_CN": "简体中文",
}
"""Each language by its code, under the name that its speakers give it."""
LANGUAGES = tuple(NAMES)
_NO_SPACE = frozenset({"ja", "zh_CN"})
_DECIMAL_POINT = frozenset({"en", "ja", "zh_CN"})

_STRING = r'"(?:[^"\\]|\\.)*"'
_STRINGS = rf"({_STRING}(?:\n{_STRING})*)"
_ENTRY = re.compile(
    rf"^msgid {_STRINGS}\n(?:msgid_plural {_STRINGS}\n)?((?:msgstr(?:\[\d\])? {_STRINGS}\n?)+)",
    re.MULTILINE,
)
_FORM = re.compile(rf"msgstr(?:\[\d\])? {_STRINGS}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language by their English, each with its forms for counts."""

    language: str
    texts: dict[str, tuple[str, ...]]

    def gettext(self, message: str) -> str:
        """The text in this language, or as it is."""
        return self.texts.get(message, (message,))[0]

    def ngettext(self, one: str, several: str, number: int) -> str:
        """The form of the text for that count, or the English one."""
        forms = self.texts.get(one, (one,) if number == 1 else (several,))
        return forms[min(plural_form(self.language, number), len(forms) - 1)]


@cache
def catalogue(language: str) -> Catalogue:
    """The texts of a language; none for English. Raises ``LookupError`` for an unknown one."""
    if language not in LANGUAGES:
        raise LookupError(language)
    data = None if language == "en" else get_data("mailmend", f"data/languages/{language}.po")
    return Catalogue(language, _read(data.decode("utf-8") if data else ""))


def _read(po: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for english, _, translated, _ in _ENTRY.findall(po):
        forms = tuple(_joined(form) for form in _FORM.findall(translated))
        if all(forms):
            found[_joined(english)] = forms
    found.pop("", None)
    return found


def _joined(strings: str) -> str:
    return "".join(json.loads(line) for line in strings.split("\n"))


def say(language: str, message: str, **values: object) -> str:
    """The message in that language, its values filled in; English where it is missing.

    A plain ``str`` is looked up whole. Raises ``LookupError`` for an unknown language.
    """
    known = catalogue(language)
    if not isinstance(message, Text):
        found = known.gettext(message)
        return _filled(language, found, values) if values else found
    if message.several:
        template = known.ngettext(message.template, message.several, message.number)
    else:
        template = known.gettext(message.template)
    return _filled(language, template, {**message.values, **values})


def _filled(language: str, template: str, values: Mapping[str, object]) -> str:
    return filled(template, {name: _value(language, one) for name, one in values.items()})


def _value(language: str, value: object) -> str:
    match value:
        case Text():
            return say(language, value)
        case float() if language not in _DECIMAL_POINT:
            return shown(value).replace(".", ",")
    return shown(value)


def joined(language: str, messages: Iterable[str]) -> str:
    """Sentences one after the other, as the language separates them."""
    return ("" if language in _NO_SPACE else " ").join(say(language, one) for one in messages)


def plural_form(language: str, number: int) -> int:
    """Which form of a text counts that number (the order of gettext's ``Plural-Forms``)."""
    return _PLURALS.get(language, _one_or_several)(number)


def _one_or_several(number: int) -> int:
    return int(number != 1)


def _upto_one(number: int) -> int:
    return int(number > 1)


def _polish(number: int) -> int:
    if number == 1:
        return 0
    few = 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14
    return 1 if few else 2


def _no_plural(_: int) -> int:
    return 0


_PLURALS: dict[str, Callable[[int], int]] = {
    "fr": _upto_one,
    "pt_BR": _upto_one,
    "pl": _polish,
    "ja": _no_plural,
    "zh_CN": _no_plural,
}


def tag(language: str) -> str:
    """The code as ``lang`` attributes and ``Accept-Language`` write it (BCP 47)."""
    return language.replace("_", "-")


def best_language(wanted: Iterable[str]) -> str:
    """The first wanted language that there is, English if none.

    Wanted are locale names or language tags in order: ``de_AT.UTF-8``, ``pt-BR``, ``zh-Hans``.
    """
    for name in wanted:
        code = re.split(r"[.@;]", name.strip())[0].replace("-", "_")
        found = code if code in LANGUAGES else _SAME_SPEECH.get(code.partition("_")[0].lower())
        if found is not None and not _TRADITIONAL.match(code):
            return found
    return "en"


_SAME_SPEECH = {code.partition("_")[0]: code for code in LANGUAGES}
_TRADITIONAL = re.compile(r"zh_(?:Hant|TW|HK|MO)", re.IGNORECASE)
