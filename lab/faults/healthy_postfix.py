"""Nothing is wrong: the phone's settings work and a message arrives."""

from lab.fault import Seen
from lab.reported import phone

CASE = phone()
EXPECT = ()
SEEN = (Seen(r"235 2\.7\.0[\s\S]*250 2\.1\.5 Ok"),)
