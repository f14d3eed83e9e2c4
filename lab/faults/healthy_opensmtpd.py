"""Nothing is wrong at the OpenSMTPD host either."""

from lab.fault import Seen
from lab.reported import phone

CASE = phone("olga@opencustomer.test")
EXPECT = ()
SEEN = (Seen(r"235 2\.0\.0[\s\S]*Recipient ok"),)
