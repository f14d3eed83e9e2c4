"""fail2ban has banned the person's addresses, for the phone kept trying its old password."""

import time
from concurrent.futures import ThreadPoolExecutor

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.plan import BY_NAME
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(
    error=timeout_alert("mail.hosting.test", 587), onset="after-password-change", can_receive=False
)
EXPECT = (
    Expected(
        "client-ip-banned",
        "possible",
        "server",
        instead=("server-firewall-port-closed", "smtp-service-down", "provider-outage"),
    ),
)
MUST_NOT = ("server-firewall-port-closed", "smtp-service-down", "dns-record-missing-or-wrong")
SEEN = (
    Seen(r"(?i)timed? ?out|timeout"),
    Seen(r"220 .*ESMTP", clear("mail.hosting.test", 587), "client-b"),
)
_JAIL = """[DEFAULT]
backend = polling
banaction = nftables[type=allports, blocktype=drop]
[sshd]
enabled = false
[postfix]
enabled = true
mode = aggressive
logpath = /var/log/mail.log tail
maxretry = 3
findtime = 1m
bantime = 1h
"""


def inject(lab: Lab) -> None:
    """Start a real fail2ban and let client-a be refused until it bans both its addresses."""
    host = lab.on("hosting")
    host.write("/etc/fail2ban/jail.local", _JAIL)
    host.write("/etc/fail2ban/fail2ban.local", "[Definition]\ndbfile = :memory:\n")
    host.run("true", undo=("sh", "-c", "nft delete table inet f2b-table 2>/dev/null || true"))
    host.run("mkdir", "-p", "/run/fail2ban", undo=("true",))
    host.daemon("fail2ban-client", "start", undo=("fail2ban-client", "stop"))
    attempts = [_attempt(family) for family in ("-4", "-6") for _ in range(3)]
    with ThreadPoolExecutor(max_workers=6) as pool:
        list(pool.map(lambda argv: lab.run_client("client-a", argv), attempts))
    end = time.monotonic() + 15
    wanted = {BY_NAME["client-a"].v4, BY_NAME["client-a"].v6}
    while time.monotonic() < end:
        status = host.host.run(["fail2ban-client", "get", "postfix", "banip"]).stdout
        if wanted <= set(status.split()):
            return
        time.sleep(0.2)
    raise TimeoutError(f"fail2ban did not ban {wanted}")


def _attempt(family: str) -> tuple[str, ...]:
    return ("curl", family, "-sS", "--max-time", "8", "--ssl-reqd", "--user",
            "alice@customer.test:the-Password-of-last-year", "--mail-from", "alice@customer.test",
            "--mail-rcpt", "bob@elsewhere.test", "--upload-file", "/dev/null",
            "smtp://mail.hosting.test:587/")  # fmt: skip
