"""The mail server speaks only old encryption (SSL 3, TLS 1.0 or 1.1) that devices refuse today.

What the person sees: Mail was unable to connect using SSL, or "Check the SSL setting".

Proof: the handshake fails with what a device of today offers, and succeeds when old versions are
offered too, with one of these.

Ruled out by: a handshake with TLS 1.2 or 1.3 on that port.

Fix: Postfix: smtpd_tls_protocols and smtpd_tls_mandatory_protocols = >=TLSv1.2 (before 3.6: !SSLv2,
!SSLv3, !TLSv1, !TLSv1.1), and an OpenSSL of today. Dovecot: ssl_min_protocol = TLSv1.2. Exim:
openssl_options without what switches TLS 1.2 off, or tls_require_ciphers.
"""

from mailmend.case import Case
from mailmend.causes._handshakes import failed, legacy, old_version, succeeded
from mailmend.change import ServerAction
from mailmend.facts import Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "Which TLS versions does the server take? (openssl s_client -tls1_2, -tls1_1)"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by a handshake of today that fails beside one with old versions that succeeds."""
    broken = failed(case, facts)
    good = succeeded(case, facts)
    if not broken:
        modern = tuple(one for one in good if one.tls and not old_version(one.tls.version))
        if modern:
            return RuledOut(modern)
        return Possible(good, SETTLE) if good else Unknown((SmtpDialogue,), SETTLE)
    place = broken[0]
    change = (ServerAction("enable-modern-tls", place.host, place.port),)
    probes = legacy(facts, place)
    old = tuple(one for one in probes if one.session.ok and old_version(one.session.version))
    if old:
        said = phrase(
            "{host} offers nothing newer than {version}.",
            host=place.host,
            version=old[0].session.version,
        )
        return Proven((*broken, *old), change, said)
    if any(one.session.ok for one in probes):
        return RuledOut(probes)
    if not probes and any(one.tls and one.tls.failure == "protocol-version" for one in broken):
        return Likely(broken, change, "", SETTLE, "engineer")
    return Unknown((SmtpDialogue,), SETTLE)
