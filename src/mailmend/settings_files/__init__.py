"""Working settings as files that mail programs read: one file per format, pure rendering."""

from mailmend.settings_files.account import Account, NotUsable, account_of

__all__ = ["Account", "NotUsable", "account_of"]
