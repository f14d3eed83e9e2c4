"""The account has run out: Dovecot checks it by PAM, and every service says it is expired."""

from lab.fault import Expected, Seen
from lab.parts import relogin
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="sudden", can_receive=False)
EXPECT = (Expected("password-expired", "proven", "account"),)
MUST_NOT = ("password-wrong-both", "username-needs-full-address")
SEEN = (Seen(r"535 5\.7\.8 .*Password expired"),)
_USER = "alice@customer.test"
_SERVICE = "auth required pam_unix.so\naccount required pam_unix.so\n"
_EXPIRED_ON = 20000  # days since 1970 (shadow(5)): October 2024


def inject(lab: Lab) -> None:
    """Make alice a system user whose account has expired, and Dovecot ask PAM."""
    host = lab.on("hosting")
    hashed = host.host.run(["openssl", "passwd", "-6", "alice-Lighthouse-13"]).stdout.strip()
    host.append("/etc/passwd", f"{_USER}:x:6001:6001::/nonexistent:/usr/sbin/nologin\n")
    host.append("/etc/shadow", f"{_USER}:{hashed}:19900:0:99999:7::{_EXPIRED_ON}:\n")
    host.write("/etc/pam.d/mail-accounts", _SERVICE)
    path = "/etc/dovecot/conf.d/auth-passwdfile.conf.ext"
    host.replace(path, "driver = passwd-file", "driver = pam")
    host.replace(
        path, "args = scheme=SSHA256 username_format=%u /etc/dovecot/users", "args = mail-accounts"
    )
    relogin(host)
