"""An Apple configuration profile of a lab account, as a provider would hand it out."""

from __future__ import annotations

import plistlib

from lab.people import person
from lab.plan import BY_NAME


def profile(address: str, **changes: str | int | bool | None) -> str:
    """The profile's XML, with keys of its mail payload changed; `None` leaves a key out.

    The keys are those of the payload com.apple.mail.managed, as Apple publishes them.
    """
    host = BY_NAME[person(address).host].fqdn
    payload: dict[str, str | int | bool | None] = {
        "PayloadType": "com.apple.mail.managed",
        "PayloadIdentifier": "test.lab.mail",
        "PayloadUUID": "9C7A1F3E-1111-4222-8333-944445555666",
        "PayloadVersion": 1,
        "EmailAccountType": "EmailTypeIMAP",
        "EmailAddress": address,
        "IncomingMailServerAuthentication": "EmailAuthPassword",
        "IncomingMailServerHostName": host,
        "IncomingMailServerPortNumber": 993,
        "IncomingMailServerUseSSL": True,
        "IncomingMailServerUsername": address,
        "OutgoingMailServerAuthentication": "EmailAuthPassword",
        "OutgoingMailServerHostName": host,
        "OutgoingMailServerPortNumber": 587,
        "OutgoingMailServerUseSSL": True,
        "OutgoingMailServerUsername": address,
        "OutgoingPasswordSameAsIncomingPassword": True,
        **changes,
    }
    kept = {key: value for key, value in payload.items() if value is not None}
    root = {"PayloadType": "Configuration", "PayloadVersion": 1, "PayloadContent": [kept]}
    return plistlib.dumps(root).decode("utf-8")
