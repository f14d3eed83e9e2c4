"""The server's own table sends mail for the recipient's domain back to the server itself."""

from lab.fault import Expected, Seen
from lab.parts import delivery
from lab.practice import Lab
from lab.reported import phone

CASE = phone(
    error="Undelivered Mail Returned to Sender. <bob@elsewhere.test>: mail for elsewhere.test "
    "loops back to myself",
    onset="after-migration",
)
WORKS = True
EXPECT = (
    Expected("transport-routing-wrong", "likely", "server", instead=("accepted-then-bounced",)),
)
MUST_NOT = ("recipient-address-typo", "domain-not-local-on-server", "smarthost-rejects")
SEEN = (Seen(r"status=bounced .*loops back to myself", delivery(), host="hosting"),)


def inject(lab: Lab) -> None:
    """Name the server itself as the next hop."""
    host = lab.on("hosting")
    host.postconf("transport_maps=inline:{ elsewhere.test=smtp:[mail.hosting.test] }")
    host.reload("postfix")
