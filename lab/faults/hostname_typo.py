"""The outgoing host name has a typo and does not exist."""

from lab.fault import Expected, Seen
from lab.reported import no_answer_alert, phone

_HOST = "mial.hosting.test"
CASE = phone(error=no_answer_alert(_HOST), onset="first-setup", outgoing={"host": _HOST})
EXPECT = (Expected("smtp-hostname-typo-nxdomain"),)
SEEN = (Seen(r"status: NXDOMAIN", ("dig", _HOST)),)
