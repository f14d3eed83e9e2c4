"""The reply to the customer."""

from __future__ import annotations

from typing import Any

import pytest

from mailmend.apps.web.desk.reply import MAX_TEMPLATE, PLACES, checked, reply_text
from mailmend.case import InputError

STEPS = ["Hallo,", "Wir haben …", "Bitte: 1. tippen", "Wir richten …", "Falls …", "Grüße"]
ANSWER: dict[str, Any] = {
    "found": [{"summary": "Name {engineer} leer."}, {"summary": "Noch etwas."}],
    "remedies": [
        {"id": "ios-steps", "for": "owner", "steps": ["x"]},
        {"id": "customer-reply", "for": "engineer", "steps": STEPS},
    ],
}
VALUES = {"address": "a@b.test", "brand": "Eins & Co", "engineer": "ada"}


def test_the_standard_reply_is_the_report_s_own() -> None:
    """Paragraphs with a line between; a link stands before the regards, in the same language."""
    assert reply_text(ANSWER, "de", "", VALUES) == "\n\n".join(STEPS)
    linked = reply_text(ANSWER, "de", "", {**VALUES, "link": "https://x.test/c/1"})
    assert linked is not None
    assert linked.split("\n\n")[-1] == "Grüße"
    assert linked.split("\n\n")[-2].endswith("https://x.test/c/1")


def test_a_template_is_filled_once() -> None:
    """What is put in is never read as a template; a place without a value is left empty."""
    template = "{address}: {summary}\n{steps}\n{link}\n{brand}"
    assert reply_text(ANSWER, "de", template, VALUES) == (
        "a@b.test: Name {engineer} leer. Noch etwas.\n"
        "Bitte: 1. tippen\n\nWir richten …\n\nEins & Co"
    )


def test_summaries_join_as_the_language_does() -> None:
    """No blank between sentences in Japanese."""
    text = reply_text(ANSWER, "ja", "{summary}|{steps}", VALUES)
    assert text is not None
    assert text.startswith("Name {engineer} leer.Noch etwas.|")


def test_without_a_finding_there_is_no_reply() -> None:
    """Not even with a template."""
    assert reply_text({}, "de", "{steps}", VALUES) is None
    assert reply_text({"remedies": []}, "de", "", VALUES) is None


@pytest.mark.parametrize(
    "template",
    [
        "no steps",
        "{steps} {password}",
        "{steps}\x07",
        "{steps}\u202e",
        "{steps}" + "x" * MAX_TEMPLATE,
    ],
)
def test_a_template_that_cannot_be_used_is_refused(template: str) -> None:
    """Unknown places, characters that do not print, no steps, too long."""
    with pytest.raises(InputError):
        checked(template)


@pytest.mark.parametrize(
    "template",
    [
        "{{ 7 * 7 }} {steps}",
        "{% if x %} {steps}",
        "{steps.__class__} {steps}",
        "{0} {steps!r} {steps:>9} {steps}",
        "%(steps)s ${steps}",
    ],
)
def test_a_template_is_no_program(template: str) -> None:
    """Only the plain places mean something; all else stays as it was typed."""
    text = reply_text(ANSWER, "en", checked(template), VALUES)
    assert text == template.replace("{steps}", "Bitte: 1. tippen\n\nWir richten …")


def test_line_ends_and_blanks_are_tidied() -> None:
    """As browsers send them; an empty template stays empty."""
    assert checked(" \r\n{steps}  \r\nx\r\n ") == "{steps}\nx"
    assert checked("  \r\n ") == ""
    assert "steps" in PLACES
