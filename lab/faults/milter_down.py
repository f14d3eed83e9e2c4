"""A milter does not answer, so the server puts every client off."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, ssl_alert

CASE = phone(error=ssl_alert("mail.hosting.test"), onset="after-update")
EXPECT = (Expected("milter-or-policy-down", "proven", "server", instead=("server-software-bug",)),)
MUST_NOT = ("tls-cert-file-unreadable", "greylisting-at-submission", "smtp-inspection-or-proxy")
SEEN = (Seen(r"4\d\d 4\.(3\.0|7\.1) .*[Tt]ry again later"),)


def inject(lab: Lab) -> None:
    """Name a milter where nothing listens."""
    host = lab.on("hosting")
    host.postconf("smtpd_milters=inet:127.0.0.1:8891", "milter_default_action=tempfail")
    host.reload("postfix")
