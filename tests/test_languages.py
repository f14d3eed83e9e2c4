"""Catalogues are read, plurals are right by language, and what is missing is said in English."""

from __future__ import annotations

import time
from functools import partial

import pytest
from babel.messages.plurals import get_plural
from jinja2 import Environment

from mailmend.languages import (
    LANGUAGES,
    NAMES,
    best_language,
    catalogue,
    plural_form,
    say,
    tag,
)
from mailmend.text import phrase, plural


def test_a_text_is_said_in_another_language_with_its_values() -> None:
    """What must be typed is not translated."""
    said = say("de", phrase("Hello, {name}", name="x"))
    assert said == "Hello, x"


def test_texts_inside_texts_are_translated_too() -> None:
    """A path of menus inside a sentence."""
    inner = phrase("Hello,")

    assert say("de", phrase("{a} {b}", a=inner, b="x")) == f"{say('de', inner)} x"
    assert say("de", inner) == "Guten Tag,"


def test_what_is_missing_is_said_in_english() -> None:
    """No text is ever left out for want of a translation."""
    assert say("pl", phrase("No catalogue has {what}.", what="this")) == "No catalogue has this."
    assert say("pl", "No catalogue has this.") == "No catalogue has this."
    assert say("en", phrase("Hello,")) == "Hello,"


def test_an_unknown_language_is_an_error() -> None:
    """Never a silent fallback to another language, nor a path out of the folder."""
    for code in ("xx", "../de", ""):
        with pytest.raises(LookupError):
            say(code, "Hello,")


def test_hostile_values_stay_values() -> None:
    """Braces in a value are not places, in any language."""
    for language in LANGUAGES:
        said = say(language, phrase("Server Port: type {value}", value="{value}<b>{x.__class__}"))
        assert "{value}<b>{x.__class__}" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    """The rule gives the same form as the one in the catalogue's head."""
    rule = get_plural(language)
    assert max(plural_form(language, number) for number in range(200)) == rule.num_plurals - 1


def test_polish_counts_in_three_forms() -> None:
    """One, a few, many; 12 to 14 are many, 22 are a few."""
    forms = [plural_form("pl", number) for number in (1, 2, 4, 5, 12, 21, 22, 112, 0)]
    assert forms == [0, 1, 1, 2, 2, 2, 1, 2, 2]
    assert [plural_form("fr", number) for number in (0, 1, 2)] == [0, 0, 1]
    assert [plural_form("ja", number) for number in (0, 1, 2)] == [0, 0, 0]


def test_a_count_without_translation_is_counted_in_english() -> None:
    """The English forms keep their English rule."""
    assert say("pl", plural("{number} owl", "{number} owls", 1)) == "1 owl"
    assert say("pl", plural("{number} owl", "{number} owls", 22)) == "22 owls"


def test_numbers_have_the_decimal_mark_of_the_language() -> None:
    """A comma in German, a point in Japanese; one place."""
    assert say("de", phrase("took {seconds} s", seconds=1.25)) == "took 1,2 s"
    assert say("ja", phrase("took {seconds} s", seconds=1.25)) == "took 1.2 s"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (("de_AT.UTF-8",), "de"),
        (("C", "POSIX", ""), "en"),
        (("C.UTF-8",), "en"),
        (("sv-SE", "fr-CA"), "fr"),
        (("en_GB.UTF-8", "de"), "en"),
        (("pt-PT",), "pt_BR"),
        (("zh-Hans-CN",), "zh_CN"),
        (("zh_TW.UTF-8", "ja"), "ja"),
        (("ca_ES@valencia",), "en"),
        (("de;q=0.5",), "de"),
        (("../../etc",), "en"),
    ],
)
def test_a_locale_leads_to_a_language(wanted: tuple[str, ...], found: str) -> None:
    """Names of locales and language tags, in the order in which they are wanted."""
    assert best_language(wanted) == found


def test_every_language_has_its_own_name_and_tag() -> None:
    """For a list of languages, and for lang attributes."""
    assert len(set(NAMES.values())) == len(LANGUAGES) == 10
    assert tag("pt_BR") == "pt-BR"


def test_a_plain_string_takes_values_too() -> None:
    """As templates say their texts; the values are escaped where the whole is."""
    page = Environment(autoescape=True)
    page.globals["_"] = partial(say, "de")

    assert page.from_string("{{ _('Hello,') }}").render() == "Guten Tag,"
    assert page.from_string("{{ _('{x} is new', x=x) }}").render(x="<b>") == "&lt;b&gt; is new"


def test_a_catalogue_is_read_quickly() -> None:
    """Reading at run time costs some milliseconds, not a start-up."""
    catalogue.cache_clear()
    begun = time.process_time()
    catalogue("ja")
    assert time.process_time() - begun < 1
