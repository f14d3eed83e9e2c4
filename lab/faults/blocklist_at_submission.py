"""A list of home addresses is asked at submission, before the login counts."""

from lab.fault import Expected, Seen
from lab.plan import BY_NAME
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(error=recipient_alert("bob@elsewhere.test"), onset="sudden")
EXPECT = (Expected("rbl-applied-to-submission", "proven", "server"),)
MUST_NOT = ("permit-sasl-missing", "client-ip-banned")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*554 5\.7\.1 .*blocked using rbl\.lab\.test"),)


def inject(lab: Lab) -> None:
    """List client-a's addresses in a zone of our own and let Postfix ask it."""
    v4 = ".".join(reversed(BY_NAME["client-a"].v4.split(".")))
    v6 = "0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.a.0.0.0.8.b.d.0.1.0.0.2"
    entries = "".join(
        f'{label}.rbl IN A 127.0.0.10\n{label}.rbl IN TXT "Dynamic address range"\n'
        for label in (v4, v6)
    )
    lab.zone("lab.test", r"\Z", entries)
    host = lab.on("hosting")
    host.submission("smtpd_client_restrictions=reject_rbl_client,rbl.lab.test")
    host.reload("postfix")
