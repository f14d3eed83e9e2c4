"""The recipient's address has an umlaut before the @, which the server does not take."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

_TO = "jürgen@elsewhere.test"
CASE = phone(
    error=CANNOT_SEND + f"The recipient “{_TO}” was rejected by the server because it is not a "
    "valid email address.",
    recipient=_TO,
)
EXPECT = (Expected("smtputf8-address-unsupported"),)
MUST_NOT = ("recipient-unknown", "recipient-address-typo", "permit-sasl-missing")
SEEN = (Seen(r"(?s)\A(?!.*SMTPUTF8).*235 2\.7\.0"),)


def inject(lab: Lab) -> None:
    """Switch the extension off, as in every Postfix built without ICU."""
    host = lab.on("hosting")
    host.postconf("smtputf8_enable=no", "strict_smtputf8=no", "strict_7bit_headers=no")
    host.reload("postfix")
