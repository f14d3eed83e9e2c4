"""A setting of Exim is mistyped, so that it did not come up again after a restart."""

from lab.fault import Seen
from lab.faults.smtp_service_down_exim import CASE, EXPECT, MUST_NOT
from lab.practice import Lab

SEEN = (Seen(r"(?i)connection refused"),)

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]


def inject(lab: Lab) -> None:
    """Stop it with the typing mistake in its file."""
    host = lab.on("eximhost")
    host.stop("exim")
    host.replace("/etc/exim4/exim4.conf", "rfc1413_hosts =", "rfc1413_host =")
