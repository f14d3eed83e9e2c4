"""The server turns its own customers away because their address at home is on a blocklist.

What the person sees: the recipient was rejected by the server, at home or on mobile data, while it
works from the office.

Proof: after an accepted login the message is refused as coming from a listed address ("blocked
using", "is in an RBL"), or a submission port refuses so in its greeting.

Ruled out by: the message accepted after a login although the address is listed; another reason in
the refusal.

Fix: ask blocklists about strangers only, never about people who log in. Postfix: submission and
submissions with -o smtpd_client_restrictions= and -o
smtpd_recipient_restrictions=permit_sasl_authenticated,reject; on 25 permit_sasl_authenticated
before reject_rbl_client. Exim: accept authenticated = * before deny dnslists, and no dnslists in
the connect ACL of the submission ports. Meanwhile port 587 or 465 instead of 25, or another
network.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, judge_refusal
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_rules import refused_by_rule
from mailmend.causes._refusal import why
from mailmend.causes._smtp import device_dialogues, refused
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.verdict import Proven, Verdict, cause

SETTLE = "The public address of the network the device is in, to look it up in the blocklists."


def _changes(host: str, port: int | None) -> tuple[Change, ...]:
    return (ServerAction("exempt-authenticated-from-blocklists", host, port),)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(
        _from_here(case, facts),
        refused_by_rule(case, facts, "blocklist"),
    )


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal after login, or at the door of a port that is for customers only."""
    if not after_login(case, facts).accepted:
        for one in device_dialogues(case, facts):
            turned_away = refused(one, one.find("greeting"))
            if turned_away and one.port != 25 and why(turned_away.reading) == "blocklist":
                return Proven((one,), _changes(one.host, one.port))
    return judge_refusal(case, facts, ("blocklist",), _changes, settle=SETTLE)
