"""The mailbox is full; on this server that keeps nobody from sending, and new mail stays away."""

from lab.fault import Seen
from lab.parts import relogin
from lab.practice import Lab
from lab.reported import phone

CASE = phone(onset="sudden", outgoing={"port": 465, "security": "tls"})
EXPECT = ()
SILENT = True
SEEN = (
    Seen(
        r"STORAGE\s+\d+\s+1\s+\d{3,}",
        ("doveadm", "quota", "get", "-u", "alice@customer.test"),
        host="hosting",
    ),
)
_QUOTA = """mail_plugins = quota
plugin {
  quota = count:User quota
  quota_vsizes = yes
  quota_rule = *:storage=1K
}
"""
_MESSAGE = "Subject: a picture\n\n" + "x" * 70 + "\n"


def inject(lab: Lab) -> None:
    """Save a message of some size, then allow less than that."""
    host = lab.on("hosting")
    text = _MESSAGE + ("x" * 70 + "\n") * 100
    host.write("/root/message", text)
    host.run("sh", "-c", "doveadm save -u alice@customer.test -m INBOX < /root/message",
             undo=("doveadm", "expunge", "-u", "alice@customer.test", "mailbox", "INBOX",
                   "subject", "a picture"))  # fmt: skip
    host.append("/etc/dovecot/local.conf", _QUOTA)
    relogin(host)
