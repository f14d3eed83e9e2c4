"""postgrey delays people who have logged in, as it should delay strangers."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(error=recipient_alert("bob@elsewhere.test"), onset="sudden")
EXPECT = (Expected("greylisting-at-submission", "proven", "server"),)
MUST_NOT = ("permit-sasl-missing", "milter-or-policy-down", "rate-limit-hit")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*450 4\.2\.0 .*Greylisted"),)


def inject(lab: Lab) -> None:
    """Start postgrey and ask it before anything else."""
    host = lab.on("hosting")
    host.daemon(
        "postgrey", "--inet=127.0.0.1:10023", "--daemonize", "--pidfile=/run/postgrey.pid",
        undo=("sh", "-c", "kill $(cat /run/postgrey.pid); rm -rf /var/lib/postgrey/*"),
    )  # fmt: skip
    host.host.await_listener(10023)
    host.submission("smtpd_recipient_restrictions=check_policy_service,inet:127.0.0.1:10023")
    host.reload("postfix")
