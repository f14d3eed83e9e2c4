"""What does not depend on the mail software: firewalls, bans, panels, certificates."""

from __future__ import annotations

from mailmend.change import ServerVerb

KEEPERS = {
    "ufw": "ufw",
    "firewalld": "firewalld",
    "csf": "CSF",
    "fail2ban": "fail2ban",
    "cphulk": "cPanel",
}
"""How the lines below call the programs that keep rules and bans."""

STEPS: dict[ServerVerb, tuple[str, ...]] = {
    "start-mail-service": ("systemctl status shows the service; ss -ltn shows who listens where.",),
    "open-port": (
        "ss -ltn on the server shows whether something listens. If it does, open the port:",
        "ufw: ufw allow [[ports]]/tcp",
        ("firewalld: firewall-cmd --permanent[[zone]] [[addports]] && firewall-cmd --reload"),
        "CSF: add [[ports]] to TCP_IN and TCP6_IN in csf.conf, then csf -r",
        "Hosted machine: add an inbound rule in the provider's firewall or security group as well.",
    ),
    "certificate-within-apple-rules": (
        "openssl x509 -noout -text -in FILE shows key, signature, names, extended use and dates.",
    ),
    "certificate-from-public-authority": (
        (
            "A private authority works too if its root is installed on every device and enabled in "
            "Settings > General > About > Certificate Trust Settings."
        ),
    ),
    "allow-sender-for-login": ("Hosting panels: add the address as an alias of the mailbox.",),
    "repair-routing": (
        "MX records must name hosts that have addresses; an MX may not be an address or an alias.",
    ),
    "upgrade-software": ("Install the version in which the fault is corrected, and test again.",),
    "stop-rewriting-smtp": (
        (
            "Cisco ASA: no inspect esmtp in the policy map; PIX: no fixup protocol smtp 25. Other "
            "firewalls: turn off the SMTP proxy or mail protection for the submission ports."
        ),
    ),
    "publish-right-settings": (
        (
            "autoconfig: https://autoconfig.[[domain]]/mail/config-v1.1.xml with host, port and "
            "socketType (SSL for 465, STARTTLS for 587), password-cleartext, %EMAILADDRESS%."
        ),
        "autodiscover: SSL on, SPA off, AuthRequired on in the SMTP part.",
        (
            "SRV: _submissions._tcp.[[domain]] 0 1 465 host and _submission._tcp.[[domain]] 10 1 "
            "587 host; a service that is not offered has the target “.”."
        ),
        (
            "Apple profile: OutgoingMailServerAuthentication EmailAuthPassword, "
            "OutgoingMailServerUsername the full address, OutgoingMailServerUseSSL true, "
            "OutgoingMailServerPortNumber set, OutgoingPasswordSameAsIncomingPassword true."
        ),
    ),
    "unban-address": (
        (
            "fail2ban: fail2ban-client status lists the jails; fail2ban-client set [[jail]] "
            "unbanip [[address]]"
        ),
        "ufw: ufw status numbered shows the rule, ufw delete NUMBER removes it",
        (
            "CSF: csf -g [[address]] shows it, csf -dr [[address]] removes it (csf -tr [[address]] "
            "where it is a temporary one)"
        ),
        (
            "cPanel: WHM > cPHulk Brute Force Protection > History Reports, or whmapi1 "
            "flush_cphulk_login_history_for_ips ip=[[address]]"
        ),
        "nftables or a cloud firewall: look for the address in its sets and rules.",
    ),
    "pass-client-address": (
        (
            "Docker: host networking, or userland-proxy false, or the PROXY protocol; keep the "
            "bridge's range out of mynetworks, and in fail2ban's ignoreip."
        ),
    ),
    "release-outgoing-hold": ("Hosting panels: the account's switch for outgoing mail.",),
    "raise-rate-limit": (
        "Hosting panel: the account's limit of messages an hour (cPanel: WHM > Modify an Account).",
    ),
}
