"""Sending has a user name and password of its own; the mailbox's are for reading only."""

from lab.fault import Expected, Seen
from lab.parts import curl_mailbox, relogin
from lab.people import hashed
from lab.practice import Lab
from lab.replay import swaks
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="first-setup")
EXPECT = (
    Expected(
        "separate-smtp-credentials",
        "possible",
        "account",
        instead=("smtp-auth-disabled-per-account", "auth-backend-rejects-all"),
    ),
)
MUST_NOT = ("password-wrong-both", "auth-backend-rejects-all", "smtp-auth-disabled-per-account")
SEEN = (
    Seen(r"535 5\.7\.8"),
    Seen(r"A002 OK", curl_mailbox("mail.hosting.test", "alice@customer.test",
                                  "alice-Lighthouse-13")),
    Seen(r"235 2\.7\.0", tuple(swaks(phone(outgoing={"username": "relay-417"}), "Relay-key-9"))),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Keep the accounts for sending in a file of their own."""
    host = lab.on("hosting")
    path = "/etc/dovecot/conf.d/auth-passwdfile.conf.ext"
    host.replace(path, "/etc/dovecot/users\n", "/etc/dovecot/users-%s\n")
    mailboxes = host.read("/etc/dovecot/users")
    for service in ("imap", "pop3", "lmtp"):
        host.write(f"/etc/dovecot/users-{service}", mailboxes)
    host.write("/etc/dovecot/users-smtp", f"relay-417:{hashed('Relay-key-9')}\n")
    relogin(host)
