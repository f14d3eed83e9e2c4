"""The server takes one message an hour from an address, and the phone has had its turn."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, sender_alert

CASE = phone(error=sender_alert("alice@customer.test"), onset="sudden")
EXPECT = (Expected("rate-limit-hit", "proven", "server"),)
MUST_NOT = ("sending-limit-hit", "permit-sasl-missing", "greylisting-at-submission")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*450 4\.7\.1 Error: too much mail from"),)


def inject(lab: Lab) -> None:
    """Limit messages, and use client-a's share up over IPv4 and IPv6."""
    host = lab.on("hosting")
    host.postconf("smtpd_client_message_rate_limit=1", "anvil_rate_time_unit=3600s")
    host.restart("postfix")
    for family in ("-4", "-6"):
        lab.run_client("client-a", _attempt(family))


def _attempt(family: str) -> tuple[str, ...]:
    return ("curl", family, "-sS", "--max-time", "5", "--ssl-reqd", "--mail-from",
            "alice@customer.test", "--mail-rcpt", "bob@elsewhere.test", "--upload-file",
            "/dev/null", "smtp://mail.hosting.test:587/")  # fmt: skip
