"""The password of an encrypted backup: from a file, or typed hidden on a terminal."""

from __future__ import annotations

import sys

from mailmend.apps.options import Request
from mailmend.case import InputError
from mailmend.secret import Secret


def backup_password(request: Request) -> Secret:
    """The password of the backup, asked for only where a person may be asked.

    Raises ``InputError`` where none can be had.
    """
    if request.backup_password_file is not None:
        from mailmend.io.files import read_password

        return read_password(request.backup_password_file)[0]
    if request.no_input or request.as_json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InputError("the backup is encrypted; give its password: --backup-password-file FILE")
    import getpass

    typed = getpass.getpass("Password of the backup (not shown): ", stream=sys.stderr)
    if not typed:
        raise InputError("the backup is encrypted and cannot be read without its password")
    return Secret(typed)
