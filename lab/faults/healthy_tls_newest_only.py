"""Nothing is wrong; the server speaks TLS 1.3 only, as today's phones do."""

from lab.faults.tls_newest_only_old_phone import SEEN, inject
from lab.reported import phone

CASE = phone()
EXPECT = ()
MUST_NOT = ("tls-version-too-new-for-device", "tls-no-shared-cipher")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
