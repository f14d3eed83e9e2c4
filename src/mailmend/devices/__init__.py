"""How mail programs behave: one file per program, pure, used to replay a device's own dialogue."""

from mailmend.devices.choose import client_for
from mailmend.devices.client import Alert, Client, Mode

__all__ = ["Alert", "Client", "Mode", "client_for"]
