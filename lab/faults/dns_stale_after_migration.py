"""The records were moved to the new server, but the person's resolver holds the old address."""

from lab.fault import Expected, Seen
from lab.plan import BY_NAME
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

_OLD = BY_NAME["oldhost"]
CASE = phone(
    error=CANNOT_SEND + "The certificate hostname does not match “mail.hosting.test”.",
    onset="after-migration",
    can_receive=False,
)
EXPECT = (
    Expected("dns-stale-after-migration", "proven", "dns", instead=("cert-hostname-mismatch",)),
)
MUST_NOT = ("smtp-hostname-old-provider", "password-wrong-both")
SEEN = (
    Seen(rf"(?m)^{_OLD.v4}$", ("dig", "+short", "mail.hosting.test")),
    Seen(
        rf"(?m)^{BY_NAME['hosting'].v4}$",
        ("dig", "+short", "+norecurse", "@198.51.100.53", "mail.hosting.test"),
    ),
    Seen(rf"(?m)^{_OLD.v6}$", ("dig", "+short", "mail.hosting.test", "AAAA")),
)


def inject(lab: Lab) -> None:
    """Let the resolver learn the old addresses with a day's TTL, then move the records."""
    zone, names = "hosting.test", lab.on("dns")
    path = f"/etc/bind/zones/{zone}"
    moved = names.read(path)
    lab.zone(
        zone,
        r"(?m)^mail\.hosting\.test\. IN A .*\nmail\.hosting\.test\. IN AAAA .*\n",
        f"mail.hosting.test. 86400 IN A {_OLD.v4}\nmail.hosting.test. 86400 IN AAAA {_OLD.v6}\n",
    )
    for kind in ("A", "AAAA"):
        lab.run_client("client-a", ["dig", "+short", "mail.hosting.test", kind])
    names.write(path, moved)
    names.reload("bind")
