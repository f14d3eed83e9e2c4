"""The mail host's records point to another organisation's server, which serves only port 25."""

from lab.fault import Expected, Seen
from lab.plan import BY_NAME
from lab.practice import Lab
from lab.reported import phone, refused_alert

_WRONG = BY_NAME["elsewhere"]
CASE = phone(
    error=refused_alert("mail.hosting.test", 587), onset="after-migration", can_receive=False
)
EXPECT = (
    Expected(
        "dns-record-missing-or-wrong",
        "likely",
        "dns",
        instead=(
            "smtp-hostname-wrong-server",
            "submission-service-not-enabled",
            "domain-not-local-on-server",
            "cert-hostname-mismatch",
        ),
    ),
)
MUST_NOT = ("submission-service-not-enabled", "sasl-not-enabled-on-service")
SEEN = (
    Seen(r"220 mx\.elsewhere\.test", ("swaks", "--server", "mail.hosting.test",
                                      "--quit-after", "CONNECT")),
    Seen(r"(?i)connection refused"),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Give the mail host's name the other server's addresses."""
    lab.zone(
        "hosting.test",
        r"(?m)^mail\.hosting\.test\. IN A .*\nmail\.hosting\.test\. IN AAAA .*\n",
        f"mail.hosting.test. IN A {_WRONG.v4}\nmail.hosting.test. IN AAAA {_WRONG.v6}\n",
    )
