"""The mail server's certificate is accepted elsewhere, but breaks a rule of Apple's devices.

What the person sees: "The certificate for the server is invalid", or Mail was unable to connect
using SSL, on Apple devices only.

Proof: the chain reaches a known root, and the certificate served on the port for sending breaks one
of Apple's requirements: RSA under 2048 bits, SHA-1, no alternative name, no server authentication,
or too long a life.

Ruled out by: a certificate that meets all of them; a device of another maker.

Fix: a new certificate: ECDSA P-256 or RSA 2048, SHA-256, the host among the alternative names,
server authentication, at most 398 days (public authorities give less).
"""

from mailmend.case import Case
from mailmend.causes._certificates import Served, judge_certificate
from mailmend.causes._told import reported, system
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import RuledOut, Verdict, cause


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by Apple's rules, over certificates whose chain is otherwise good."""
    told = reported(facts, "device.os")
    if told is not None and system(case) == "other":
        return RuledOut((told,))
    return judge_certificate(case, facts, _breaks_a_rule, _changes, _summary)


def _breaks_a_rule(served: Served) -> bool:
    leaf = served.certificate
    chain_is_good = leaf.chain_problem is None and (leaf.trusted_by_device or not leaf.in_date)
    return bool(leaf.apple_violations) and chain_is_good


def _changes(served: Served) -> tuple[Change, ...]:
    place, rules = served.dialogue, "; ".join(served.certificate.apple_violations)
    return (ServerAction("certificate-within-apple-rules", place.host, place.port, rules),)


def _summary(served: Served) -> str:
    rules = "; ".join(served.certificate.apple_violations)
    place = served.dialogue
    return phrase(
        "The certificate of {host} on port {port} breaks Apple's rules: {rules}.",
        host=place.host,
        port=place.port,
        rules=rules,
    )
