"""Texts for people that can be said in other languages: English with named places for values.

A ``Text`` is its English, so that whoever knows no language just shows it. It remembers the
template and the values it was made of, and ``mailmend.languages.say`` says it in another language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{([a-z_]+)\}")


class Text(str):
    """English text; ``template`` has ``{name}`` where ``values`` has the value of that name.

    ``several`` is the template where ``number`` is not one, empty where there is no plural. Values
    are never read as templates, and a value that is a ``Text`` is translated as well.
    """

    __slots__ = ("number", "several", "template", "values")
    template: str
    several: str
    number: int
    values: Mapping[str, object]

    def fill(self, **values: object) -> Text:
        """The same text with these values as well."""
        return _made(self.template, self.several, self.number, {**self.values, **values})


def phrase(template: str, **values: object) -> Text:
    """A text that is translated; the template stands literally in the call, to be collected."""
    return _made(template, "", 1, values)


def plural(one: str, several: str, number: int, **values: object) -> Text:
    """A text that counts; ``{number}`` is the count."""
    return _made(one, several, number, {"number": number, **values})


def filled(template: str, values: Mapping[str, object]) -> str:
    """The template with its values; a place without a value stays as it is."""
    return _PLACE.sub(lambda found: shown(values.get(found[1], found[0])), template)


def shown(value: object) -> str:
    """A value as English writes it; a fraction with one decimal."""
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def places(template: str) -> list[str]:
    """The names of the places in a template, in alphabetical order."""
    return sorted(_PLACE.findall(template))


def _made(one: str, several: str, number: int, values: Mapping[str, object]) -> Text:
    english = several if several and number != 1 else one
    made = Text(filled(english, values))
    made.template, made.several, made.number, made.values = one, several, number, values
    return made
