"""The password has an umlaut, which the server keeps in Latin-1 and the phone sends in UTF-8."""

import base64
import hashlib

from lab.fault import Expected, Seen
from lab.parts import USERS, relogin
from lab.practice import Lab
from lab.replay import swaks
from lab.reported import phone, settings_alert

PASSWORD = "Leuchttürme-13"
CASE = phone(
    error=settings_alert("mail.hosting.test"), onset="after-password-change", can_receive=False
)
EXPECT = (
    Expected("password-wrong-both", "likely", "account", instead=("password-special-chars",)),
    Expected("password-special-chars", "possible", "account"),
)
MUST_NOT = ("password-special-chars", "account-deleted", "username-needs-full-address")
_LATIN_1 = "printf 'Leuchtt\\374rme-13'"
SEEN = (
    Seen(r"535 5\.7\.8"),
    Seen(
        r"235 2\.7\.0",
        ("sh", "-c", " ".join(swaks(CASE, "SECRET")).replace("SECRET", f'"$({_LATIN_1})"')),
    ),
)


def inject(lab: Lab) -> None:
    """Write the hash that a panel of Latin-1 makes of it."""
    host = lab.on("hosting")
    salt = b"mailmend"
    digest = hashlib.sha256(PASSWORD.encode("latin-1") + salt).digest() + salt
    line = f"alice@customer.test:{{SSHA256}}{base64.b64encode(digest).decode()}\n"
    others = [one for one in host.read(USERS).splitlines(True) if not one.startswith("alice@")]
    host.write(USERS, "".join([line, *others]))
    relogin(host)
