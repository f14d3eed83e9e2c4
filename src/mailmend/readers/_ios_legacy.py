"""The accounts of an iPhone before iOS 7, from com.apple.accountsettings.plist, as account rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mailmend.readers._ios_rows import SMTP, AccountRow, AccountTree

MAX_ACCOUNTS = 200
_KINDS = {
    "SMTPAccount": SMTP,
    "IMAPAccount": "com.apple.account.IMAP",
    "POPAccount": "com.apple.account.POP",
    "GmailAccount": "com.apple.account.Google",
    "YahooAccount": "com.apple.account.Yahoo",
    "AOLAccount": "com.apple.account.aol",
}


def legacy_accounts(settings: Mapping[str, object]) -> AccountTree:
    """The rows of the property list's ``Accounts``; kinds that hold no mail are left out."""
    listed = settings.get("Accounts")
    rows = _rows(listed[:MAX_ACCOUNTS]) if isinstance(listed, list) else iter(())
    return AccountTree(tuple(rows), marks_profiles=False)


def _rows(listed: list[object]) -> Iterator[AccountRow]:
    for number, one in enumerate(listed):
        if not isinstance(one, dict) or one.get("Class") not in _KINDS:
            continue
        name, identifier = one.get("Username"), one.get("Identifier")
        yield AccountRow(
            key=number,
            kind=_KINDS[one["Class"]],
            identifier=identifier if isinstance(identifier, str) else "",
            username=name if isinstance(name, str) else None,
            properties={key: value for key, value in one.items() if isinstance(key, str)},
        )
