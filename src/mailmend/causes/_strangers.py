"""Whether it is a mail exchanger of somebody else that answers under the host's name. Pure."""

from __future__ import annotations

from mailmend.causes._certificates import shows_other_names
from mailmend.causes._refusal import why
from mailmend.causes._smtp import refused
from mailmend.causes._told import value
from mailmend.facts import Facts, SmtpDialogue


def is_stranger(dialogue: SmtpDialogue, facts: Facts) -> bool:
    """Whether a mail exchanger of others answers: another's certificate, the own domain refused."""
    told = value(facts, "address")
    step = dialogue.find("rcpt-own", login=None)
    hit = refused(dialogue, step)
    own = step is not None and isinstance(told, str) and step.detail.lower() == told.lower()
    return own and hit is not None and why(hit.reading) == "relay" and shows_other_names(dialogue)
