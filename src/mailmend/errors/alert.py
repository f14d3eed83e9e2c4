"""One alert of a client: how it reads and what it proves."""

from dataclasses import dataclass

from mailmend.errors.reading import Stage


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert with its id in the catalogue of causes.

    Every form of the alert contains `anchor`, a lower-case text, or one of several separated by
    `|`; only where it stands is `pattern` tried.  In `pattern`, `@` is a quoted name or address
    and `#` a port; it is matched against tidied text.  Alternatives that end early let a cut-off
    text match.  `causes` empty means those of the meaning; `strong` is false where the alert
    covers several meanings.
    """

    id: str
    anchor: str
    pattern: str
    meaning: str
    stage: Stage | None
    causes: str = ""
    strong: bool = True
