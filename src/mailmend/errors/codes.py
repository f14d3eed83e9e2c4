"""What reply codes and enhanced status codes mean by themselves (RFC 5321, 3463, 4954, 5248)."""

Sense = tuple[str, int]
"""A meaning and how much it weighs against what the words say (see `rules.Family`)."""

# Subject and detail of an enhanced status code, its class left off.  RFC 3463 sections 3.2 to 3.8,
# RFC 4954 section 6, RFC 5248 and its registry, RFC 7372, RFC 7505; "x.y.z" with three digits in
# z are Microsoft's own.
_ENHANCED: dict[str, Sense] = {
    "1.0": ("recipient-unknown", 45),
    "1.1": ("recipient-unknown", 80),
    "1.2": ("domain-unknown", 80),
    "1.3": ("recipient-unknown", 80),
    "1.4": ("recipient-unknown", 70),
    "1.5": ("recipient-unknown", 40),
    "1.6": ("recipient-disabled", 72),
    "1.7": ("sender-rejected", 80),
    "1.8": ("sender-rejected", 80),
    "1.9": ("protocol", 40),
    "1.10": ("recipient-unknown", 82),
    "2.0": ("recipient-refused", 30),
    "2.1": ("recipient-disabled", 74),
    "2.2": ("mailbox-full", 82),
    "2.3": ("size-exceeded", 82),
    "2.4": ("recipient-refused", 50),
    "3.0": ("server-error", 30),
    "3.1": ("server-error", 82),
    "3.2": ("server-error", 60),
    "3.3": ("server-error", 40),
    "3.4": ("size-exceeded", 82),
    "3.5": ("server-error", 80),
    "4.0": ("connection", 40),
    "4.1": ("connection", 75),
    "4.2": ("connection", 60),
    "4.3": ("server-error", 50),
    "4.4": ("domain-unknown", 70),
    "4.5": ("rate-limited", 70),
    "4.6": ("server-error", 80),
    "4.7": ("connection", 80),
    "4.14": ("server-error", 80),
    "5.0": ("protocol", 20),
    "5.1": ("protocol", 60),
    "5.2": ("protocol", 45),
    "5.3": ("rate-limited", 80),
    "5.4": ("protocol", 55),
    "5.5": ("protocol", 50),
    "5.6": ("protocol", 50),
    "6.0": ("content-rejected", 55),
    "6.1": ("content-rejected", 60),
    "6.2": ("content-rejected", 60),
    "6.3": ("content-rejected", 55),
    "6.6": ("content-rejected", 50),
    "6.7": ("protocol", 82),
    "6.11": ("protocol", 82),
    "7.0": ("policy", 30),
    "7.1": ("policy", 35),
    "7.2": ("recipient-refused", 60),
    "7.3": ("auth-failed", 50),
    "7.4": ("auth-unavailable", 50),
    "7.5": ("tls-error", 40),
    "7.7": ("content-rejected", 30),
    "7.8": ("auth-failed", 85),
    "7.9": ("auth-unavailable", 40),
    "7.10": ("tls-required", 85),
    "7.11": ("tls-required", 85),
    "7.12": ("recipient-refused", 45),
    "7.13": ("recipient-disabled", 70),
    "7.14": ("auth-failed", 60),
    "7.20": ("spf-dkim-dmarc", 85),
    "7.21": ("spf-dkim-dmarc", 85),
    "7.22": ("spf-dkim-dmarc", 85),
    "7.23": ("spf-dkim-dmarc", 85),
    "7.24": ("spf-dkim-dmarc", 85),
    "7.25": ("ptr-missing", 85),
    "7.26": ("spf-dkim-dmarc", 85),
    "7.27": ("sender-rejected", 80),
    "7.28": ("rate-limited", 80),
    "7.29": ("spf-dkim-dmarc", 80),
    "7.30": ("auth-failed", 90),
    "7.54": ("relay-denied", 90),
    "7.57": ("auth-required", 90),
    "7.60": ("sender-rejected", 90),
    "7.64": ("relay-denied", 90),
    "7.139": ("auth-failed", 96),
    "7.750": ("sender-rejected", 97),
}

# Ranges of Microsoft's details of subject 7, first and last (Exchange Online's published list).
_MICROSOFT: tuple[tuple[int, int, Sense], ...] = (
    (124, 124, ("recipient-refused", 96)),
    (133, 136, ("recipient-refused", 96)),
    (501, 501, ("policy", 96)),
    (502, 503, ("sender-rejected", 96)),
    (504, 505, ("recipient-refused", 96)),
    (506, 506, ("helo-rejected", 97)),
    (507, 507, ("ip-blocked", 96)),
    (508, 508, ("rate-limited", 97)),
    (509, 509, ("spf-dkim-dmarc", 96)),
    (510, 510, ("policy", 96)),
    (511, 511, ("sender-rejected", 96)),
    (512, 512, ("content-rejected", 96)),
    (513, 513, ("ip-blocked", 96)),
    (514, 515, ("spf-dkim-dmarc", 96)),
    (606, 649, ("ip-blocked", 96)),
    (700, 749, ("policy", 96)),
    (850, 899, ("ip-blocked", 90)),
    (900, 999, ("policy", 90)),
)

_BASIC: dict[str, Sense] = {
    "421": ("connection", 22),
    "422": ("mailbox-full", 40),
    "431": ("server-error", 40),
    "432": ("auth-failed", 40),
    "435": ("auth-backend-error", 60),
    "441": ("connection", 30),
    "451": ("server-error", 24),
    "452": ("server-error", 40),
    "454": ("other", 20),
    "500": ("protocol", 35),
    "501": ("protocol", 30),
    "502": ("protocol", 50),
    "503": ("protocol", 40),
    "504": ("protocol", 35),
    "511": ("recipient-unknown", 40),
    "521": ("domain-unknown", 40),
    "523": ("tls-required", 60),
    "524": ("tls-required", 60),
    "525": ("auth-failed", 60),
    "530": ("auth-required", 60),
    "534": ("auth-failed", 60),
    "535": ("auth-failed", 92),
    "538": ("tls-required", 80),
    "552": ("mailbox-full", 40),
    "556": ("domain-unknown", 60),
    "571": ("policy", 30),
}

# What a reply means by its code alone once the command it answers is known.
_AT_STAGE: dict[tuple[str, str], Sense] = {
    ("auth", "422"): ("auth-failed", 70),
    ("auth", "421"): ("auth-backend-error", 60),
    ("auth", "432"): ("auth-failed", 70),
    ("auth", "451"): ("auth-backend-error", 70),
    ("auth", "454"): ("auth-backend-error", 80),
    ("auth", "502"): ("auth-unavailable", 90),
    ("auth", "500"): ("auth-unavailable", 85),
    ("auth", "503"): ("auth-unavailable", 90),
    ("auth", "504"): ("auth-unavailable", 90),
    ("auth", "525"): ("auth-failed", 91),
    ("auth", "534"): ("auth-failed", 91),
    ("auth", "550"): ("auth-failed", 60),
    ("auth", "554"): ("auth-failed", 60),
    ("starttls", "454"): ("tls-error", 90),
    ("starttls", "500"): ("tls-error", 88),
    ("starttls", "502"): ("tls-error", 90),
    ("starttls", "503"): ("tls-error", 88),
    ("starttls", "554"): ("tls-error", 60),
    ("ehlo", "501"): ("helo-rejected", 85),
    ("ehlo", "504"): ("helo-rejected", 85),
    ("ehlo", "550"): ("helo-rejected", 60),
    ("greeting", "421"): ("ip-blocked", 45),
    ("greeting", "554"): ("ip-blocked", 50),
    ("mail", "550"): ("sender-rejected", 36),
    ("mail", "553"): ("sender-rejected", 42),
    ("mail", "501"): ("sender-rejected", 36),
    ("mail", "552"): ("size-exceeded", 60),
    ("mail", "451"): ("server-error", 30),
    ("rcpt", "550"): ("recipient-refused", 36),
    ("rcpt", "551"): ("recipient-unknown", 40),
    ("rcpt", "552"): ("mailbox-full", 45),
    ("rcpt", "553"): ("recipient-refused", 40),
    ("data", "552"): ("size-exceeded", 45),
    ("end-of-data", "550"): ("content-rejected", 36),
    ("end-of-data", "552"): ("size-exceeded", 50),
    ("end-of-data", "554"): ("content-rejected", 36),
}


def of_enhanced(enhanced: str, stage: str | None) -> Sense | None:
    """What an enhanced status code such as `5.7.25` says, or None where it says nothing."""
    kind, _, detail = enhanced.partition(".")
    subject, _, number = detail.partition(".")
    if subject == "7" and number.isdigit():
        for first, last, sense in _MICROSOFT:
            if first <= int(number) <= last and not (kind == "4" and last < 850):
                return sense
        if kind == "4" and 500 <= int(number) <= 699:
            return ("rate-limited", 93)
    if detail == "7.0" and stage == "auth" and kind == "4":
        return ("auth-backend-error", 80)
    if detail == "7.9" and stage in ("auth", None):
        return ("auth-failed", 50)
    return _ENHANCED.get(detail)


def of_code(code: str, stage: str | None) -> Sense | None:
    """What a three-digit reply code says, alone or as the answer to the command of `stage`."""
    if stage is not None and (sense := _AT_STAGE.get((stage, code))):
        return sense
    return _BASIC.get(code)
