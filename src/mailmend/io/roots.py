"""The root certificates to judge by: a phone's, this machine's, and those the person added."""

from __future__ import annotations

import os
import re
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from mailmend.case import InputError, printable

if TYPE_CHECKING:
    from OpenSSL import crypto

MAX_CA_FILE = 1024 * 1024
_PEM = re.compile(
    "-----BEGIN (?:TRUSTED )?CERTIFICATE-----.*?-----END (?:TRUSTED )?CERTIFICATE-----", re.DOTALL
)


def read_pem(path: Path) -> tuple[bytes, ...]:
    """The certificates of a PEM file, in DER. Raises ``InputError`` where there is none."""
    shown = printable(str(path))
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_CA_FILE + 1)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise InputError(f"the CA file {shown} cannot be read: {reason}") from None
    if len(data) > MAX_CA_FILE:
        raise InputError(f"the CA file {shown} is larger than 1 MiB")
    blocks: list[str] = _PEM.findall(data.decode("ascii", "replace"))
    if not blocks:
        raise InputError(f"the CA file {shown} holds no certificate in PEM form")
    try:
        found = tuple(ssl.PEM_cert_to_DER_cert(block.replace("TRUSTED ", "")) for block in blocks)
    except ValueError:
        raise InputError(f"the CA file {shown} holds a damaged certificate") from None
    if not all(der.startswith(b"\x30") for der in found):
        raise InputError(f"the CA file {shown} holds a damaged certificate")
    return found


def chosen_for_this_run() -> tuple[bytes, ...]:
    """The roots that ``SSL_CERT_FILE`` names, in DER; whoever set it meant them to be trusted."""
    path = os.environ.get("SSL_CERT_FILE")
    try:
        return read_pem(Path(path)) if path else ()
    except InputError:
        return ()


def device_store() -> crypto.X509Store:
    """The roots that Apple ships; ``data/apple_roots.md`` tells which and whence."""
    from importlib.resources import as_file, files

    with as_file(files("mailmend") / "data" / "apple_roots.pem") as path:
        return _load(str(path), None)


def machine_store() -> crypto.X509Store:
    """The roots this machine trusts; ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` count."""
    paths = ssl.get_default_verify_paths()
    return _load(paths.cafile, paths.capath)


def _load(cafile: str | None, capath: str | None) -> crypto.X509Store:
    from OpenSSL import crypto

    store = crypto.X509Store()
    for file, folder in ((cafile, None), (None, capath)):
        if file is None and folder is None:
            continue
        try:
            store.load_locations(file, folder)
        except crypto.Error:
            continue  # an unreadable or empty bundle adds no root
    return store
