"""The phone's outgoing copy of the password is the old one; the one handed over is right."""

from lab.fault import Expected, Seen
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="after-password-change")
DEVICE_PASSWORD = "the-Password-of-last-year"
EXPECT = (Expected("password-changed-not-updated-outgoing", "likely", "device"),)
MUST_NOT = ("password-wrong-both", "smtp-auth-disabled-per-account")
SEEN = (Seen(r"535 5\.7\.8"),)
