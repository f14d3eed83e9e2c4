"""Whether it is somebody else's server that answers under the host's name. Pure."""

from __future__ import annotations

from mailmend.causes._certificates import shows_other_names
from mailmend.causes._ports import unrelated
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


def astray_of(host: str, alive: tuple[SmtpDialogue, ...]) -> tuple[SmtpDialogue, ...]:
    """Dialogues at an address that is another owner's, beside one with the right certificate.

    First those that are astray. A greeting of the same owner means one server with a wrong file.
    """
    right = tuple(one for one in alive if one.tls is not None and one.tls.verified)
    good = {one.address for one in right}
    bad = tuple(
        one
        for one in alive
        if one.address not in good and shows_other_names(one) and _greets_as_another(one, host)
    )
    return (*bad, right[0]) if bad and right else ()


def _greets_as_another(one: SmtpDialogue, host: str) -> bool:
    name = one.greeting.text.partition(" ")[0] if one.greeting else ""
    return "." in name and unrelated(name, host)
