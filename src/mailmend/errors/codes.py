"""What reply codes and enhanced status codes mean by themselves (RFC 5321, 3463, 4954, 5248)."""

from typing import NamedTuple


class CodeSense(NamedTuple):
    """A meaning and how much it weighs against what the words say (see `rules.Family`)."""

    meaning: str
    weight: int


# Subject and detail of an enhanced status code, its class left off.  RFC 3463 sections 3.2 to 3.8,
# RFC 4954 section 6, RFC 5248 and its registry, RFC 7372, RFC 7505; "x.y.z" with three digits in
# z are Microsoft's own.
_ENHANCED: dict[str, CodeSense] = {
    "1.0": CodeSense("recipient-unknown", 45),
    "1.1": CodeSense("recipient-unknown", 80),
    "1.2": CodeSense("domain-unknown", 80),
    "1.3": CodeSense("recipient-unknown", 80),
    "1.4": CodeSense("recipient-unknown", 70),
    "1.5": CodeSense("recipient-unknown", 40),
    "1.6": CodeSense("recipient-disabled", 72),
    "1.7": CodeSense("sender-rejected", 80),
    "1.8": CodeSense("sender-rejected", 80),
    "1.9": CodeSense("protocol", 40),
    "1.10": CodeSense("recipient-unknown", 82),
    "2.0": CodeSense("recipient-refused", 30),
    "2.1": CodeSense("recipient-disabled", 74),
    "2.2": CodeSense("mailbox-full", 82),
    "2.3": CodeSense("size-exceeded", 82),
    "2.4": CodeSense("recipient-refused", 50),
    "3.0": CodeSense("server-error", 30),
    "3.1": CodeSense("server-error", 82),
    "3.2": CodeSense("server-error", 60),
    "3.3": CodeSense("server-error", 40),
    "3.4": CodeSense("size-exceeded", 82),
    "3.5": CodeSense("server-error", 80),
    "4.0": CodeSense("connection", 40),
    "4.1": CodeSense("connection", 75),
    "4.2": CodeSense("connection", 60),
    "4.3": CodeSense("server-error", 50),
    "4.4": CodeSense("domain-unknown", 70),
    "4.5": CodeSense("rate-limited", 70),
    "4.6": CodeSense("server-error", 80),
    "4.7": CodeSense("connection", 80),
    "4.14": CodeSense("server-error", 80),
    "5.0": CodeSense("protocol", 20),
    "5.1": CodeSense("protocol", 60),
    "5.2": CodeSense("protocol", 45),
    "5.3": CodeSense("rate-limited", 80),
    "5.4": CodeSense("protocol", 55),
    "5.5": CodeSense("protocol", 50),
    "5.6": CodeSense("protocol", 50),
    "6.0": CodeSense("content-rejected", 55),
    "6.1": CodeSense("content-rejected", 60),
    "6.2": CodeSense("content-rejected", 60),
    "6.3": CodeSense("content-rejected", 55),
    "6.6": CodeSense("content-rejected", 50),
    "6.7": CodeSense("protocol", 82),
    "6.11": CodeSense("protocol", 82),
    "7.0": CodeSense("policy", 30),
    "7.1": CodeSense("policy", 35),
    "7.2": CodeSense("recipient-refused", 60),
    "7.3": CodeSense("auth-failed", 50),
    "7.4": CodeSense("auth-unavailable", 50),
    "7.5": CodeSense("tls-error", 40),
    "7.7": CodeSense("content-rejected", 30),
    "7.8": CodeSense("auth-failed", 85),
    "7.9": CodeSense("auth-unavailable", 40),
    "7.10": CodeSense("tls-required", 85),
    "7.11": CodeSense("tls-required", 85),
    "7.12": CodeSense("recipient-refused", 45),
    "7.13": CodeSense("recipient-disabled", 70),
    "7.14": CodeSense("auth-failed", 60),
    "7.20": CodeSense("spf-dkim-dmarc", 85),
    "7.21": CodeSense("spf-dkim-dmarc", 85),
    "7.22": CodeSense("spf-dkim-dmarc", 85),
    "7.23": CodeSense("spf-dkim-dmarc", 85),
    "7.24": CodeSense("spf-dkim-dmarc", 85),
    "7.25": CodeSense("ptr-missing", 85),
    "7.26": CodeSense("spf-dkim-dmarc", 85),
    "7.27": CodeSense("sender-rejected", 80),
    "7.28": CodeSense("rate-limited", 80),
    "7.29": CodeSense("spf-dkim-dmarc", 80),
    "7.30": CodeSense("auth-failed", 90),
    "7.54": CodeSense("relay-denied", 90),
    "7.57": CodeSense("auth-required", 90),
    "7.60": CodeSense("sender-rejected", 90),
    "7.64": CodeSense("relay-denied", 90),
    "7.139": CodeSense("auth-failed", 96),
    "7.750": CodeSense("sender-rejected", 97),
}

# Ranges of Microsoft's details of subject 7, first and last (Exchange Online's published list).
_MICROSOFT: tuple[tuple[int, int, CodeSense], ...] = (
    (124, 124, CodeSense("recipient-refused", 96)),
    (133, 136, CodeSense("recipient-refused", 96)),
    (501, 501, CodeSense("policy", 96)),
    (502, 503, CodeSense("sender-rejected", 96)),
    (504, 505, CodeSense("recipient-refused", 96)),
    (506, 506, CodeSense("helo-rejected", 97)),
    (507, 507, CodeSense("ip-blocked", 96)),
    (508, 508, CodeSense("rate-limited", 97)),
    (509, 509, CodeSense("spf-dkim-dmarc", 96)),
    (510, 510, CodeSense("policy", 96)),
    (511, 511, CodeSense("sender-rejected", 96)),
    (512, 512, CodeSense("content-rejected", 96)),
    (513, 513, CodeSense("ip-blocked", 96)),
    (514, 515, CodeSense("spf-dkim-dmarc", 96)),
    (606, 649, CodeSense("ip-blocked", 96)),
    (700, 749, CodeSense("policy", 96)),
    (850, 899, CodeSense("ip-blocked", 90)),
    (900, 999, CodeSense("policy", 90)),
)

_BASIC: dict[str, CodeSense] = {
    "421": CodeSense("connection", 22),
    "422": CodeSense("mailbox-full", 40),
    "431": CodeSense("server-error", 40),
    "432": CodeSense("auth-failed", 40),
    "435": CodeSense("auth-backend-error", 60),
    "441": CodeSense("connection", 30),
    "451": CodeSense("server-error", 24),
    "452": CodeSense("server-error", 40),
    "454": CodeSense("other", 20),
    "500": CodeSense("protocol", 35),
    "501": CodeSense("protocol", 30),
    "502": CodeSense("protocol", 50),
    "503": CodeSense("protocol", 40),
    "504": CodeSense("protocol", 35),
    "511": CodeSense("recipient-unknown", 40),
    "521": CodeSense("domain-unknown", 40),
    "523": CodeSense("tls-required", 60),
    "524": CodeSense("tls-required", 60),
    "525": CodeSense("auth-failed", 60),
    "530": CodeSense("auth-required", 60),
    "534": CodeSense("auth-failed", 60),
    "535": CodeSense("auth-failed", 92),
    "538": CodeSense("tls-required", 80),
    "552": CodeSense("mailbox-full", 40),
    "556": CodeSense("domain-unknown", 60),
    "571": CodeSense("policy", 30),
}

# What a reply means by its code alone once the command it answers is known.
_AT_STAGE: dict[tuple[str, str], CodeSense] = {
    ("auth", "422"): CodeSense("auth-failed", 70),
    ("auth", "421"): CodeSense("auth-backend-error", 60),
    ("auth", "432"): CodeSense("auth-failed", 70),
    ("auth", "451"): CodeSense("auth-backend-error", 70),
    ("auth", "454"): CodeSense("auth-backend-error", 80),
    ("auth", "502"): CodeSense("auth-unavailable", 90),
    ("auth", "500"): CodeSense("auth-unavailable", 85),
    ("auth", "503"): CodeSense("auth-unavailable", 90),
    ("auth", "504"): CodeSense("auth-unavailable", 90),
    ("auth", "525"): CodeSense("auth-failed", 91),
    ("auth", "534"): CodeSense("auth-failed", 91),
    ("auth", "550"): CodeSense("auth-failed", 60),
    ("auth", "554"): CodeSense("auth-failed", 60),
    ("starttls", "454"): CodeSense("tls-error", 90),
    ("starttls", "500"): CodeSense("tls-error", 88),
    ("starttls", "502"): CodeSense("tls-error", 90),
    ("starttls", "503"): CodeSense("tls-error", 88),
    ("starttls", "554"): CodeSense("tls-error", 60),
    ("ehlo", "501"): CodeSense("helo-rejected", 85),
    ("ehlo", "504"): CodeSense("helo-rejected", 85),
    ("ehlo", "550"): CodeSense("helo-rejected", 60),
    ("greeting", "421"): CodeSense("ip-blocked", 45),
    ("greeting", "554"): CodeSense("ip-blocked", 50),
    ("mail", "550"): CodeSense("sender-rejected", 36),
    ("mail", "553"): CodeSense("sender-rejected", 42),
    ("mail", "501"): CodeSense("sender-rejected", 36),
    ("mail", "552"): CodeSense("size-exceeded", 60),
    ("mail", "451"): CodeSense("server-error", 30),
    ("rcpt", "550"): CodeSense("recipient-refused", 36),
    ("rcpt", "551"): CodeSense("recipient-unknown", 40),
    ("rcpt", "552"): CodeSense("mailbox-full", 45),
    ("rcpt", "553"): CodeSense("recipient-refused", 40),
    ("data", "552"): CodeSense("size-exceeded", 45),
    ("end-of-data", "550"): CodeSense("content-rejected", 36),
    ("end-of-data", "552"): CodeSense("size-exceeded", 50),
    ("end-of-data", "554"): CodeSense("content-rejected", 36),
}


def of_enhanced(enhanced: str, stage: str | None) -> CodeSense | None:
    """What an enhanced status code such as `5.7.25` says, or None where it says nothing."""
    kind, _, detail = enhanced.partition(".")
    subject, _, number = detail.partition(".")
    if subject == "7" and number.isdigit():
        for first, last, sense in _MICROSOFT:
            if first <= int(number) <= last and not (kind == "4" and last < 850):
                return sense
        if kind == "4" and 500 <= int(number) <= 699:
            return CodeSense("rate-limited", 93)
    if detail == "7.0" and stage == "auth" and kind == "4":
        return CodeSense("auth-backend-error", 80)
    if detail == "7.9" and stage in ("auth", None):
        return CodeSense("auth-failed", 50)
    return _ENHANCED.get(detail)


def of_code(code: str, stage: str | None) -> CodeSense | None:
    """What a three-digit reply code says, alone or as the answer to the command of `stage`."""
    if stage is not None and (sense := _AT_STAGE.get((stage, code))):
        return sense
    return _BASIC.get(code)
