"""The message goes to more people than the server takes at once; one recipient alone is fine."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.replay import swaks
from lab.reported import THUNDERBIRD, phone

CASE = phone(
    error="An error occurred while sending mail. The mail server responded: "
    "4.5.3 Error: too many recipients. Please check the message recipient "
    "“dana@elsewhere.test” and try again.",
    onset="sudden",
    device=THUNDERBIRD,
)
WORKS = True
EXPECT = (Expected("too-many-recipients", "likely", "device"),)
MUST_NOT = ("rate-limit-hit", "sending-limit-hit", "recipient-unknown")
_MANY = "bob@elsewhere.test,dana@elsewhere.test,carol@customer.test"
SEEN = (
    Seen(
        r"452 4\.5\.3 Error: too many recipients",
        tuple(_MANY if word == "bob@elsewhere.test" else word
              for word in swaks(CASE, "alice-Lighthouse-13")),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Allow two recipients."""
    host = lab.on("hosting")
    host.postconf("smtpd_recipient_limit=2", "smtpd_recipient_overshoot_limit=1")
    host.reload("postfix")
