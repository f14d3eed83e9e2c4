"""Exim reads a password file of its own, which an update emptied: it refuses everybody."""

import re

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone("erin@eximcustomer.test", error=settings_alert("mail.eximhost.test"), onset="sudden")
EXPECT = (
    Expected(
        "auth-backend-rejects-all",
        "possible",
        "server",
        instead=(
            "smtp-auth-disabled-per-account",
            "separate-smtp-credentials",
            "app-password-required",
        ),
    ),
)
MUST_NOT = ("password-wrong-both", "username-needs-full-address", "smtp-auth-disabled-per-account")
SEEN = (Seen(r"535 Incorrect authentication data"),)
_AUTHENTICATOR = """plain_file:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if eq{$auth3}{${lookup{$auth2}lsearch{/etc/exim4/passwd}{$value}{*:*}}}}
  server_set_id = $auth2
"""


def inject(lab: Lab) -> None:
    """Replace the authenticators by one over an empty file."""
    host = lab.on("eximhost")
    path = "/etc/exim4/exim4.conf"
    host.write("/etc/exim4/passwd", "")
    before = re.sub(r"(?s)(?<=begin authenticators\n).*", "\n" + _AUTHENTICATOR, host.read(path))
    host.write(path, before)
    host.reload("exim")
