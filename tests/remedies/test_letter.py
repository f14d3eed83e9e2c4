"""The customer reply in every language: nothing is missing, values stay as they are."""

from __future__ import annotations

import string
import time

import pytest

from mailmend.case import Case, Device
from mailmend.change import ServerAction, SetField
from mailmend.remedies._catalogue import LANGUAGES, catalogue, say
from mailmend.remedies._letter import TEXTS
from mailmend.remedies.customer_reply import customer_reply
from mailmend.remedy import Situation

OTHERS = [language for language in LANGUAGES if language != "en"]
ADDRESS = "alice@customer.test"
CASE = Case(ADDRESS, device=Device("iOS", "17.4"))
NAME = SetField("outgoing.username", "", ADDRESS)


def reply(language: str, *changes: SetField | ServerAction, proven: bool = True) -> str:
    """The whole letter."""
    situation = Situation(
        CASE, changes, summary="The outgoing user name is blank.", language=language, proven=proven
    )
    rendered = customer_reply.render(situation)
    assert rendered is not None
    return "\n".join(rendered.steps)


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_missing_and_none_is_left_over(language: str) -> None:
    """Each text has one, and placeholders are the same on both sides."""
    texts = catalogue(language)
    assert set(texts) == set(TEXTS)
    for english, text in texts.items():
        names = [[part[1] for part in string.Formatter().parse(one)] for one in (english, text)]
        assert [name for name in names[0] if name] == [name for name in names[1] if name]


@pytest.mark.parametrize("language", OTHERS)
def test_the_letter_has_the_values_and_the_english_names(language: str) -> None:
    """What must be typed is not translated; the name of the field stands in both languages."""
    text = reply(language, NAME, SetField("outgoing.port", 25, 587))
    assert ADDRESS in text
    assert "587" in text
    assert "(User name)" in text
    assert "Hello" not in text
    assert "{" not in text


def test_server_work_is_ours_and_no_field_is_named() -> None:
    """The customer has nothing to change."""
    text = reply("de", ServerAction("permit-authenticated-relay", "mail.hosting.test"))
    assert "müssen Sie nichts ändern" in text
    assert "auf unserer Seite" in text


def test_likely_is_not_said_as_proof() -> None:
    """Another sentence stands there."""
    assert "wahrscheinlichste" in reply("de", NAME, proven=False)
    assert "wahrscheinlichste" not in reply("de", NAME)


def test_english_is_as_it_was() -> None:
    """The default keeps the full walk through the screens."""
    assert "Hello," in reply("en", NAME)
    assert say("en", "Hello,") == "Hello,"
    with pytest.raises(LookupError):
        catalogue("xx")


def test_a_catalogue_is_read_quickly() -> None:
    """Parsing at run time costs less than 50 ms."""
    catalogue.cache_clear()
    begun = time.process_time()
    catalogue("ja")
    assert time.process_time() - begun < 1
