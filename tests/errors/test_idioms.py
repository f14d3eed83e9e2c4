"""Families of wordings: each is known by more than the words one product happens to use."""

import pytest

from mailmend.errors import explain


@pytest.mark.parametrize(
    ("meaning", "text"),
    [
        ("relay-denied", "553 this gateway denies relaying to strangers"),
        ("relay-denied", "Our machine would not relay this message for you"),
        ("auth-failed", "534 you have to sign in via a web browser once"),
        ("auth-failed", "421 Too many wrong passwords, go away"),
        ("auth-failed", "535 5.7.8 the access token has expired"),
        ("auth-unavailable", "504 no usable authentication method was offered"),
        ("auth-unavailable", '504 5.5.4 parameter for AUTH method "FOO-1" unsupported'),
        ("auth-backend-error", "454 login failed due to an internal error"),
        ("policy", "550 sending from this account was switched off: sending is not enabled"),
        ("connection", "smtp.b.test: no greeting within 30 seconds"),
        ("connection", 'The link to "smtp.b.test:465" was closed unexpectedly'),
        ("domain-unknown", "550 there is no mail server for b.test"),
        ("helo-rejected", "501 HELO invalid, give a name with a dot"),
        ("tls-required", "530 You may not log in without SSL"),
        ("tls-required", "550 Refused for lack of encryption"),
        ("tls-error", "smtp.b.test: could not connect securely"),
        ("tls-error", "Mail: the server is not trusted by this device"),
        ("sender-rejected", "550 a forged sender is not taken"),
        ("server-error", "451 the message could not be stored"),
        ("server-error", "451 4.3.0 DKIM signing is out of order, signing failed"),
        ("protocol", "503 RCPT is required first"),
        ("protocol", "421 too many unrecognized commands"),
        ("rate-limited", "421 too many messages on this channel"),
        ("rate-limited", "550 too many unknown recipients from you"),
        ("recipient-disabled", "550 5.2.1 Mailbox disabled; it is not accepting messages"),
        ("ip-blocked", "554 we take no mail from your country"),
        ("ip-blocked", "550 Connection from 192.0.2.7 rejected"),
        ("mailbox-full", "452 too many messages in this mailbox already"),
        ("mailbox-full", "552 the letters would exceed the quota"),
        ("recipient-disabled", "550 closed due to inactivity of one year"),
        ("recipient-unknown", "550 x is not user of ours"),
        ("spf-dkim-dmarc", "550 b.test is not allowed to send from there, see its SPF record"),
        ("rate-limited", "Mail: you have reached a limit, nothing was sent"),
        ("content-rejected", "552 too many attachments"),
        ("auth-required", "Your SMTP server requires you to log on before anything else"),
        ("server-error", "451 error writing to the spool"),
        ("ip-blocked", "550 refused, we had user complaints about you"),
        ("sender-rejected", "550 a bogus sender, be honest"),
        ("mailbox-full", "552 there is not enough storage for him"),
        ("recipient-unknown", "550 this name is not present in our directory"),
        ("recipient-unknown", "550 no existe esa cuenta"),
        ("recipient-disabled", "550 she no longer accepts mail"),
        ("recipient-refused", "550 this list is for members only"),
        ("rate-limited", "421 Zu viele Verbindungen"),
        ("size-exceeded", "552 Die Nachricht ist zu gross"),
        ("server-error", "451 some temporary local problem"),
        ("auth-failed", "550 this login is disabled by the owner"),
        ("auth-failed", "525 5.7.13 account disabled"),
        ("auth-unavailable", "msmtp: the method NTLM not supported"),
        ("auth-unavailable", "502 command AUTH not known here"),
        ("auth-unavailable", "503 AUTH only allowed on submission ports"),
        ("relay-denied", "551 that user not local, we are sorry"),
        ("connection", "Mail program: unknown SMTP host smtp.b.test"),
        ("connection", "SMTP: read error"),
        ("content-rejected", "550 your letter is not RFC 5322 enough"),
        ("rate-limited", "451 the limits for your account say no"),
        ("mailbox-full", "552 she has exhausted her storage: exhausted allowed bytes"),
        ("recipient-refused", "550 letters for them are not accepted here"),
        ("sender-rejected", "Mail cannot leave without a sender"),
        ("sender-rejected", "550 the From domain does not match AUTH name"),
        ("tls-error", "msmtp: it does not support the STARTTLS command"),
        ("connection", "451 transmission error on the way"),
        ("connection", "421 the relay connection could not be opened"),
        ("content-rejected", "550 there is a trojan in it"),
        ("protocol", "555 RCPT TO parameters not supported"),
        ("server-error", "554 a delivery loop: undeliverable"),
        ("sender-rejected", "553 denied, this sender is on a blacklist of ours"),
        ("sender-rejected", "501 your mail exchanger cannot be reached by us"),
        ("ip-blocked", "521 Access denied from your IP address"),
        ("tls-error", "smtp.b.test: the socket closed during TLS"),
        ("tls-error", "SSL: cannot load certificate mail.pem"),
        ("relay-denied", "550 Weiterleitung verweigert"),
        ("relay-denied", "550 <a@b.test>... Retransmisión denegada"),
        ("recipient-unknown", "550 Ontvanger onbekend"),
        ("mailbox-full", "552 Postfach voll"),
    ],
)
def test_a_family_is_known(meaning: str, text: str) -> None:
    """A wording nobody wrote down is read by the words it shares with its family."""
    assert explain(text)[0].meaning == meaning


@pytest.mark.parametrize(
    ("cause", "text"),
    [
        ("oauth-token-expired", "535 5.7.8 the access token has expired"),
        ("cert-hostname-mismatch", "TLS: the owner of it does not match hostname smtp.b.test"),
        ("cert-hostname-mismatch", "x509: certificate is valid for a.test, not b.test"),
        ("outgoing-password-blank", "Mail error: missing credentials for LOGIN"),
        ("vpn-or-private-dns-path", "554 geoblocked: mail is not taken from this country"),
    ],
)
def test_a_wording_narrows_the_causes(cause: str, text: str) -> None:
    """The first cause named is the one the wording points at."""
    assert explain(text)[0].causes[0] == cause
