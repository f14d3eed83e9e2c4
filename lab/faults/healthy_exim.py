"""Nothing is wrong at the Exim host either."""

from lab.fault import Seen
from lab.reported import phone

CASE = phone("erin@eximcustomer.test", outgoing={"port": 465, "security": "tls"})
EXPECT = ()
SEEN = (Seen(r"235 Authentication succeeded[\s\S]*250 Accepted"),)
