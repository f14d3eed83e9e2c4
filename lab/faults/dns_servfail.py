"""The zone's name server refuses every question about it, so look-ups end in SERVFAIL."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import no_answer_alert, phone

CASE = phone(error=no_answer_alert("mail.hosting.test"), onset="sudden", can_receive=False)
EXPECT = (Expected("dns-record-missing-or-wrong", "proven", "dns"),)
MUST_NOT = ("smtp-hostname-typo-nxdomain",)
SEEN = (Seen(r"status: SERVFAIL", ("dig", "mail.hosting.test")),)


def inject(lab: Lab) -> None:
    """Refuse the zone to everybody; the delegation stays."""
    names = lab.on("dns")
    file = 'file "/etc/bind/zones/hosting.test"; '
    names.replace("/etc/bind/named.conf", file, file + "allow-query { none; }; ")
    names.reload("bind")
    lab.on("resolver").reload("unbound")
