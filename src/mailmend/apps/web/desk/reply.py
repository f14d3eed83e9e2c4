"""The reply to the customer: the brand's words around what was found. Pure.

A template knows named places and nothing else: no conditions, no loops, no expressions. Values are
put in once and never read as templates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mailmend.case import InputError
from mailmend.languages import joined, say
from mailmend.text import filled, phrase, places

PLACES = {
    "address": "the customer's address",
    "summary": "what is wrong, in a sentence or two",
    "steps": "what the customer should do",
    "link": "the customer's own link, where one was made",
    "brand": "your name",
    "engineer": "who answers",
}
MAX_TEMPLATE = 8 * 1024
STANDARD = "customer-reply"
_LINK = phrase("On this page you can follow what was found and try again:\n{link}")


def checked(template: str) -> str:
    """The template as it is kept. Raises ``InputError``."""
    text = "\n".join(line.rstrip() for line in template.replace("\r\n", "\n").split("\n")).strip()
    if len(text) > MAX_TEMPLATE:
        raise InputError(f"a reply has at most {MAX_TEMPLATE} characters")
    if any(not char.isprintable() and char not in "\n\t" for char in text):
        raise InputError("the reply has a character that does not print")
    unknown = [name for name in places(text) if name not in PLACES]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACES)
        raise InputError(f"there is no place {{{unknown[0]}}}; there are {known}")
    if text and "steps" not in places(text):
        raise InputError("the reply needs the place {steps}, or the customer learns nothing")
    return text


def reply_text(
    answer: Mapping[str, Any], language: str, template: str, values: Mapping[str, str]
) -> str | None:
    """The reply to paste; ``None`` where the answer holds nothing to tell the customer.

    ``values`` are ``address``, ``brand``, ``engineer``, and ``link`` where there is one.
    """
    paragraphs = standard(answer)
    if not paragraphs:
        return None
    if not template:
        link = say(language, _LINK, link=values["link"]) if values.get("link") else None
        return "\n\n".join([*paragraphs[:-1], *([link] if link else []), *paragraphs[-1:]])
    summaries = [str(each["summary"]) for each in answer.get("found", ())]
    own = {"summary": joined(language, summaries), "steps": "\n\n".join(paragraphs[2:-2])}
    return filled(template, {"link": "", **values, **own}).strip()


def standard(answer: Mapping[str, Any]) -> Sequence[str]:
    """The paragraphs of the standard reply: greeting, finding, what to do …, closing, regards."""
    for each in answer.get("remedies", ()):
        if each["id"] == STANDARD:
            return [str(step) for step in each["steps"]]
    return ()
