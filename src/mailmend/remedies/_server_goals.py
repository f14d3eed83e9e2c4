"""For each thing a server's admin can be asked to do: what must be true when it is done."""

from __future__ import annotations

from mailmend.change import ServerVerb

GOALS: dict[ServerVerb, str] = {
    "permit-authenticated-relay": (
        "[[host]] accepts the login but still refuses to pass mail on. Logged-in users must be "
        "allowed to send to any recipient; everybody else must stay refused."
    ),
    "offer-authentication": (
        "[[host]][[port]] offers no login (AUTH) once TLS is on. It must offer AUTH PLAIN LOGIN "
        "inside TLS."
    ),
    "enable-submission": (
        "[[host]] runs no submission service. It must listen on 587 (STARTTLS) and 465 (TLS from "
        "the start), both with login."
    ),
    "start-mail-service": (
        "Nothing answers at [[host]][[port]]. The mail service must run and listen on that address."
    ),
    "open-port": "The firewall in front of [[host]] must let [[ofports]] in from everywhere.",
    "offer-starttls": "[[host]][[port]] must offer STARTTLS with a certificate for that name.",
    "enable-modern-tls": "[[host]][[port]] must accept TLS 1.2 and TLS 1.3.",
    "widen-tls-for-old-device": (
        "The device is too old for the TLS that [[host]][[port]] accepts. Updating the device is "
        "the better way; if it cannot be, give it a listener of its own with older ciphers."
    ),
    "renew-certificate": (
        "The certificate at [[host]][[port]] is not valid today. It must be renewed, and the "
        "mail services must load the new file."
    ),
    "certificate-for-host": (
        "The certificate at [[host]][[port]] does not carry the name [[host]]. It must list that "
        "name as a subject alternative name."
    ),
    "certificate-from-public-authority": (
        "The certificate at [[host]][[port]] comes from an authority that devices do not know. "
        "Use one from a public authority (for example by ACME)."
    ),
    "send-certificate-chain": (
        "[[host]][[port]] sends its certificate without the intermediate one. It must send the "
        "full chain."
    ),
    "certificate-within-apple-rules": (
        "The certificate at [[host]][[port]] breaks Apple's rules. Issue a new one: RSA 2048 bits "
        "or more, or ECDSA P-256; SHA-256; the name as subject alternative name; server "
        "authentication as extended use; no longer life than the rules allow."
    ),
    "same-certificate-everywhere": (
        "The services or addresses of [[host]] present different certificates. All of them must "
        "present the good one."
    ),
    "repair-certificate-files": (
        "[[host]][[port]] announces TLS but cannot start it: its key or certificate file is "
        "missing, unreadable, or the two do not belong together."
    ),
    "load-renewed-certificate": (
        "The certificate of [[host]] was renewed on disk, and the mail service still presents the "
        "old one. It must load the new file."
    ),
    "repair-lookup-table": (
        "A table that the mail server looks every message up in cannot be used. It must be there, "
        "readable by the mail server, and compiled after its last change."
    ),
    "repair-server-resolver": (
        "[[host]] itself cannot look up names, so that mail stays in its queue. Name servers that "
        "answer must stand in /etc/resolv.conf (and in its copy, where the mail server runs in a "
        "changed root)."
    ),
    "repair-authentication-backend": (
        "The program that checks passwords for [[host]] does not answer, or refuses everybody. "
        "It must run, and the mail server must be able to reach it."
    ),
    "offer-only-mechanisms-that-work": (
        "[[host]][[port]] offers a login mechanism that cannot succeed with the way passwords "
        "are stored. Offer PLAIN and LOGIN only, inside TLS."
    ),
    "allow-sender-for-login": (
        "[[host]] does not let this login send with this sender address. Allow the address for "
        "the login."
    ),
    "accept-sender": "[[host]] refuses the sender address itself. It must accept it after login.",
    "exempt-authenticated-from-helo-checks": (
        "[[host]] applies checks of the HELO name to logged-in users. Phones send names that "
        "cannot pass them; leave such checks to port 25."
    ),
    "exempt-authenticated-from-blocklists": (
        "[[host]] asks blocklists about the addresses of logged-in users. Home and mobile "
        "addresses are listed there by design; ask only for mail without login."
    ),
    "exempt-authenticated-from-client-name-checks": (
        "[[host]] demands a reverse DNS name of logged-in users. Mobile networks have none; "
        "demand it only of mail without login."
    ),
    "exempt-authenticated-from-greylisting": (
        "[[host]] greylists logged-in users. Greylist only mail without login."
    ),
    "exempt-authenticated-from-sender-policy": (
        "[[host]] judges SPF or DMARC of its own users' mail at submission. Judge only mail "
        "without login."
    ),
    "repair-filter-service": (
        "A filter (milter, policy service, virus scanner) of [[host]] does not answer, so the "
        "server refuses mail. Start it again or take it out."
    ),
    "free-queue-space": "The mail queue's file system at [[host]] is full. Free space and inodes.",
    "raise-rate-limit": "[[host]] slows this client down. Raise the limit for logged-in users.",
    "raise-message-size-limit": (
        "[[host]] refuses messages of this size. Raise the limit; attachments grow by a third "
        "when encoded."
    ),
    "make-domain-local": (
        "[[host]] receives mail for the domain but does not know it as its own. Add the domain "
        "to exactly one list of local domains."
    ),
    "stop-treating-domain-as-local": (
        "[[host]] still delivers the domain itself although its mail goes elsewhere by MX. Remove "
        "it from the local domains."
    ),
    "trust-submission-front-end": (
        "The front end takes the login, but the server behind it does not trust the front end. "
        "It must accept relayed mail from it, and from nobody else."
    ),
    "repair-routing": "[[host]] accepts mail but routes it wrongly. Correct its routing.",
    "repair-smarthost": (
        "The relay that [[host]] hands its mail to refuses it. Correct host, port, TLS and login "
        "for that relay."
    ),
    "repair-proxy-protocol": (
        "A load balancer and [[host]][[port]] disagree about the PROXY protocol. Either both "
        "speak it on that listener, or neither."
    ),
    "upgrade-software": "The mail software of [[host]] has a known fault here. Update it.",
    "stop-rewriting-smtp": (
        "A device in front of [[host]] rewrites SMTP and removes STARTTLS or AUTH. Turn its mail "
        "inspection off."
    ),
    "publish-right-settings": (
        "What the domain publishes for mail programs (autoconfig, autodiscover, SRV) does not "
        "work. Publish the settings that do."
    ),
    "unban-address": (
        "[[host]] has banned the client's address after failed attempts. Correct the device "
        "first, then lift the ban, or it comes back."
    ),
    "pass-client-address": (
        "[[host]] sees every client under one internal address, so one bad client gets all of "
        "them banned. Pass the real address through."
    ),
    "release-outgoing-hold": (
        "Outgoing mail of the account or domain is held or suspended at [[host]]. Find the "
        "reason, secure the account (new password), then release it."
    ),
    "review-content-filter": (
        "The content filter of [[host]] refused this message. Look up its reason in the log, and "
        "exempt or score logged-in users apart."
    ),
}

CHECKS: dict[ServerVerb, str] = {
    "permit-authenticated-relay": (
        "Check both: after login a foreign recipient is accepted; without login it is still "
        "refused. Never widen mynetworks or permit without login instead: that is an open relay."
    ),
    "offer-authentication": (
        "Check: after STARTTLS the EHLO answer holds “AUTH PLAIN LOGIN”; before TLS it may not."
    ),
    "enable-submission": "Check: ss -ltn shows 587 and 465, and both ask for TLS and login.",
    "load-renewed-certificate": (
        "Check: openssl s_client -connect [[host]]:465 -servername [[host]] shows the new end date."
    ),
    "repair-server-resolver": "Check on the server: getent ahosts NAME of any mail host.",
    "unban-address": "Check: the client connects again at once.",
}
