"""The forms of the owner's page as they arrive: every field bounded, none required."""

from __future__ import annotations

from pydantic import BaseModel, Field

from mailmend.apps.web.intake import MAX_ERROR, Settings, Told

MAX_SHORT = 1024


def _short() -> str:
    made: str = Field("", max_length=MAX_SHORT)
    return made


class Signed(BaseModel):
    """A form with the token of its page."""

    csrf: str = _short()


class StartForm(Signed):
    """The first page's form."""

    address: str = _short()
    alert: str = _short()
    error: str = Field("", max_length=4 * MAX_ERROR)
    onset: str = _short()
    device: str = _short()

    def told(self) -> Told:
        """What it tells."""
        return Told(self.address, self.alert, self.error, self.onset, self.device)


class PasswordForm(Signed):
    """A form that may carry the password; it is in no representation of the form."""

    password: str = Field("", max_length=MAX_SHORT, repr=False)


class MoreForm(PasswordForm):
    """The form for the device's settings and the password."""

    host: str = _short()
    port: str = _short()
    ssl: str = _short()
    username: str = _short()
    username_state: str = _short()
    password_state: str = _short()
    authentication: str = _short()
    sender: str = _short()

    def settings(self) -> Settings:
        """What it tells of the settings."""
        return Settings(
            host=self.host,
            port=self.port,
            ssl=self.ssl,
            username=self.username,
            username_state=self.username_state,
            password_state=self.password_state,
            authentication=self.authentication,
            sender=self.sender,
        )
