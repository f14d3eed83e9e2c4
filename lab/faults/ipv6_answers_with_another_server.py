"""The name's IPv6 address is another provider's mail server, which knows nobody of this domain."""

from lab.fault import Expected, Seen
from lab.plan import BY_NAME
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

_OTHER = BY_NAME["oldhost"].v6
CASE = phone(
    error=CANNOT_SEND + "The certificate hostname does not match “mail.hosting.test”.",
    onset="after-migration",
)
EXPECT = (
    Expected(
        "dns-record-missing-or-wrong", "likely", "dns",
        instead=("ipv6-path-broken", "cert-hostname-mismatch"),
    ),
)  # fmt: skip
MUST_NOT = ("cert-self-signed-or-private-ca", "dns-stale-after-migration", "password-wrong-both")
SEEN = (
    Seen(rf"(?m)^{_OTHER}$", ("dig", "+short", "mail.hosting.test", "AAAA")),
    Seen(r"220 mail\.oldhost\.test", ("curl", "-6sv", "-m", "5",
                                      "smtp://mail.hosting.test:587/")),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Publish the other server's IPv6 address."""
    lab.zone(
        "hosting.test",
        r"(?m)^mail\.hosting\.test\. IN AAAA .*\n",
        f"mail.hosting.test. IN AAAA {_OTHER}\n",
    )
