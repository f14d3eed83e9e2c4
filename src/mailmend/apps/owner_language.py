"""The language of the owner's part of an answer: the one asked for, else the terminal's."""

from __future__ import annotations

import os
import sys

from mailmend.apps.options import Request
from mailmend.languages import best_language

LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first of these that is set names the locale (POSIX.1-2017, section 8.2)."""


def owner_language(request: Request) -> str:
    """The code of the language; English where the output goes to a file or a program unasked."""
    if request.language is not None:
        return request.language
    return "en" if request.as_json else terminal_language()


def terminal_language() -> str:
    """The language of the locale where the answer is read on a terminal, else English."""
    if not sys.stdout.isatty():
        return "en"
    return best_language([next((os.environ[name] for name in LOCALE if os.environ.get(name)), "")])
