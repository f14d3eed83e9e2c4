"""Whether a server decided about a recipient by its own tables, or quotes another. Pure."""

from mailmend.causes._refusal import says

_TABLES = (
    r"in (?:local recipient|virtual (?:mailbox|alias)|relay recipient) table|"
    r"no such user here|no mailbox here|not our customer|unknown local (?:part|user)|"
    r"user unknown in local|unrouteable address"
)
_UNROUTED = r"unrouteable|no (?:route|router) (?:to|for|found)"
_QUOTED = r"\bsaid:|undeliverable address: host|call-?out|remote (?:server|host)"


def quotes_another(text: str) -> bool:
    """Whether a refusal passes on what the recipient's own server answered."""
    return says(text, _QUOTED)


def finds_no_way(text: str) -> bool:
    """Whether the server says that it has no way to the recipient, and leaves open why.

    Exim says so for an unknown user of a domain it holds as its own, and where no router takes a
    domain of others.
    """
    return says(text, _UNROUTED) and not quotes_another(text)


def decided_here(text: str) -> bool:
    """Whether the wording of a refusal is that of a server looking into its own tables."""
    return says(text, _TABLES) and not quotes_another(text)
