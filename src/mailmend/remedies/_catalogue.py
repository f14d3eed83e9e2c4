"""The languages of texts for owners: message catalogues, read when one is asked for.

The catalogues are gettext's ``.po`` with one line a text; English is the text itself.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pkgutil import get_data

LANGUAGES = ("en", "de", "fr", "es", "it", "pt_BR", "nl", "pl", "ja", "zh_CN")
_ENTRY = re.compile(r'^msgid ("(?:[^"\\]|\\.)*")\nmsgstr ("(?:[^"\\]|\\.)*")$', re.MULTILINE)


@cache
def catalogue(language: str) -> dict[str, str]:
    """The texts of a language by their English; empty for English. Raises ``LookupError``."""
    if language not in LANGUAGES:
        raise LookupError(language)
    if language == "en":
        return {}
    data = get_data("mailmend", f"data/languages/{language}.po")
    assert data is not None
    rows = ((json.loads(one), json.loads(two)) for one, two in _ENTRY.findall(data.decode("utf-8")))
    return {english: text for english, text in rows if english and text}


def say(language: str, english: str, **values: str) -> str:
    """The text in that language, English where it is missing, with the values filled in."""
    text = catalogue(language).get(english, english)
    return text.format(**values) if values else text
