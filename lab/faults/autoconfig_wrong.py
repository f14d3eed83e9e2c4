"""The provider publishes a port where nothing listens, and the phone set itself up by it."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, refused_alert

CASE = phone(
    error=refused_alert("mail.hosting.test", 2525), onset="first-setup", outgoing={"port": 2525}
)
EXPECT = (
    Expected("autoconfig-wrong-settings", "proven", "server"),
    Expected("smtp-port-wrong-closed"),
)
MUST_NOT = ("submission-service-not-enabled", "smtp-service-down")
SEEN = (
    Seen(r"(?i)connection refused"),
    Seen(
        r"<port>2525</port>",
        ("curl", "-sS", "--max-time", "5",
         "http://autoconfig.customer.test/mail/config-v1.1.xml"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Publish 2525 in the document and in the SRV records."""
    path = "/srv/www/autoconfig.customer.test/mail/config-v1.1.xml"
    web = lab.on("web")
    web.write(path, web.read(path).replace("<port>465</port><socketType>SSL", "<port>2525</port>"
              "<socketType>STARTTLS").replace("<port>587</port>", "<port>2525</port>"))  # fmt: skip
    lab.zone(
        "customer.test",
        r"(?m)^_submissions\._tcp .*\n_submission\._tcp .*\n",
        "_submission._tcp IN SRV 10 1 2525 mail.hosting.test.\n",
    )
