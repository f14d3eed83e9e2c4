"""Every text for owners is translated into every language, and says the same in the same form."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message

from mailmend.languages import LANGUAGES, NAMES, tag
from mailmend.text import places
from tools.messages import read, template

OTHERS = LANGUAGES[1:]
ENDS = {".": ".。", "?": "?？", "!": "!！", ":": ":：。"}
OTHER_ADDRESS = {
    "de": r"\b(?:du|dir|dich|dein\w*)\b",
    "fr": r"\b(?:tu|toi|ton|tes)\b",
    "es": r"\b(?:tú|tu|tus|ti|contigo)\b",
    "it": r"\b(?:Lei|Suo|Sua|Suoi|Sue)\b|\b(?:ci mandi|faccia clic)\b",
    "pt_BR": r"\b(?:tu|teu|tua|contigo)\b",
    "nl": r"\b(?:je|jij|jou|jouw)\b",
    "pl": r"\b(?:Pan|Pani|Pana|Panu|Twój|Twoje|Twoja)\b",
    "ja": r"あなた",
    "zh_CN": r"你",
}
"""How a language would address the reader in the other of its two ways."""


@cache
def _texts() -> Catalog:
    return template()


@cache
def _translated(language: str) -> Catalog:
    return read(language)


def _forms(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _english(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _missing(texts: Catalog, translated: Catalog) -> list[str]:
    known = {_english(one): one for one in translated if one.id}
    wanted = (_english(one) for one in texts if one.id)
    return [each[0] for each in wanted if each not in known or not all(_forms(known[each]))]


def _obsolete(texts: Catalog, translated: Catalog) -> list[str]:
    wanted = {_english(one) for one in texts if one.id}
    return [_english(one)[0] for one in translated if one.id and _english(one) not in wanted]


def _faults(message: Message) -> list[str]:
    """What makes a translation say or show something else than its English."""
    english = _english(message)
    return [
        f"{what}: {form}"
        for form in filter(None, _forms(message))
        for what, wrong in (
            ("places", places(form) not in [places(each) for each in english]),
            ("markup", set("<>&") & set(form) - set(english[0]) != set()),
            ("quotes", '"' in form),
            ("lines", form.count("\n") != english[0].count("\n")),
            ("indent", form[:1].isspace() != english[0][:1].isspace()),
            ("end", not form.endswith(tuple(ENDS.get(english[0][-1], ("",))))),
            ("hidden", not form.replace("\n", "").replace("\u00a0", "").isprintable()),
        )
        if wrong
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_for_owners_is_translated(language: str) -> None:
    """A new text fails here until all languages have it (``make messages`` adds it to them)."""
    assert _missing(_texts(), _translated(language)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_translated_that_nobody_says(language: str) -> None:
    """``make messages`` takes out what is gone."""
    assert _obsolete(_texts(), _translated(language)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_translations_have_the_form_of_their_english(language: str) -> None:
    """The same values, lines and ends; no markup, no typewriter quotes, no hidden characters."""
    assert [fault for one in _translated(language) if one.id for fault in _faults(one)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_whoever_reads_is_addressed_in_one_way(language: str) -> None:
    """Sie, vous, usted, você and u; Italian, Polish and Japanese do without, as devices do."""
    other = re.compile(OTHER_ADDRESS[language])
    said = [form for one in _translated(language) if one.id for form in _forms(one)]
    assert [form for form in said if other.search(form)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_left_in_english(language: str) -> None:
    """Names such as STARTTLS stay; four words in a row do not."""
    same = [one.id for one in _translated(language) if one.id and one.id in _forms(one)]
    words = (re.sub(r"\{.*?\}", "", str(text)).split() for text in same)
    assert [each for each in words if len(each) > 3] == []


def test_the_spaces_of_french_do_not_break() -> None:
    """Inside « » and before double punctuation stands U+00A0."""
    broken = re.compile("[ \u202f][:;?!»]|«[ \u202f]|\\w[;?!»]|«\\w")
    said = [form for one in _translated("fr") if one.id for form in _forms(one)]
    assert [form for form in said if broken.search(form)] == []


def test_a_bad_translation_is_found() -> None:
    """Each check fails where it should."""
    bad = {
        "places": ("Open {where}.", "Öffnen Sie {wo}."),
        "markup": ("Open it.", "Öffnen Sie <b>es</b>."),
        "quotes": ("Tap Send.", 'Tippen Sie auf "Senden".'),
        "lines": ("So:\n{steps}", "So: {steps}"),
        "indent": ("  user name", "Benutzername"),
        "end": ("It works.", "Es geht"),
        "hidden": ("Port", "Po\u200brt"),
    }
    for what, (english, said) in bad.items():
        assert [each.split(":")[0] for each in _faults(Message(english, said))] == [what]
    assert _faults(Message(("{number} day", "{number} days"), ("Ein Tag", "{number} Tage"))) != []


def test_what_is_missing_or_obsolete_is_listed() -> None:
    """By its English; an empty form of a plural is missing too."""
    texts, known = Catalog(), Catalog(locale="de")
    texts.add("One")
    texts.add(("{number} day", "{number} days"))
    known.add("Gone", "Weg")
    known.add(("{number} day", "{number} days"), ("{number} Tag", ""))

    assert _missing(texts, known) == ["One", "{number} day"]
    assert _obsolete(texts, known) == ["Gone"]


def test_every_language_is_checked() -> None:
    """The lists above know every language there is."""
    assert set(OTHER_ADDRESS) == set(NAMES) - {"en"} == {each for each in OTHERS if tag(each)}
