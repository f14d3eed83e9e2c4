"""The shape of a rule: phrases a server or client uses, and what they mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mailmend.errors.normal import phrase


@dataclass(frozen=True, slots=True)
class Family:
    """Phrases of one meaning, separated by `|`.

    `weight` ranks the rule against others that match the same text (0 to 100): 90 and more is an
    idiom that cannot be misread, about 70 a wording that is usually meant so, 40 a hint.  `hint`
    narrows the causes.  `stage`, `enhanced` and `server` restrict the family to a stage, to
    enhanced status codes that begin so ("" stands for a reply without one), and to a server
    software.  The label `advice` marks words after which a reply turns to what to do about it.
    """

    label: str
    weight: int
    phrases: str
    hint: str = ""
    stage: tuple[str, ...] = ()
    enhanced: tuple[str, ...] = ()
    server: tuple[str, ...] = ()

    def each(self) -> Iterator[str]:
        """The phrases, in the form in which a text is searched."""
        for raw in self.phrases.split("|"):
            if text := " ".join(raw.split()):
                yield phrase(text)

    def applies(self, stage: str | None, enhanced: str | None, server: str | None) -> bool:
        """Whether the restrictions of this family allow it here; an unknown stage does."""
        if self.stage and stage is not None and stage not in self.stage:
            return False
        if self.server and server not in self.server:
            return False
        if not self.enhanced:
            return True
        return any(
            enhanced.startswith(start) if start and enhanced else not start and not enhanced
            for start in self.enhanced
        )


def by_phrase(families: Iterable[Family]) -> dict[str, tuple[Family, ...]]:
    """The families of every distinct phrase, in the order of the tables."""
    table: dict[str, tuple[Family, ...]] = {}
    for family in families:
        for text in family.each():
            if family not in table.get(text, ()):
                table[text] = (*table.get(text, ()), family)
    return table
