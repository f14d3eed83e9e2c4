"""Drives a real Thunderbird: it finds the settings of an address by itself and sends one message.

Run in the person's network as ``python thunderbird_driver.py ORDER``; ORDER is a JSON file (see
``Order``), and one JSON object with what Thunderbird found and did is printed. It is told what to
do over Marionette, its own remote control (length-prefixed JSON over TCP on loopback).
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

PORT = 2828
STARTS_S = 90.0
SCRIPT_S = 60.0
_QUIET = {
    "app.donation.eoy.version.viewed": 999,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "network.proxy.type": 0,
    "toolkit.telemetry.enabled": False,
}

SCRIPT = """
const [order, done] = [arguments[0], arguments[arguments.length - 1]];
const load = name => ChromeUtils.importESModule(`resource:///modules/${name}.sys.mjs`);
(async () => {
  const roots = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
  roots.addCertFromBase64(order.root, "C,,");
  const { FindConfig } = load("accountcreation/FindConfig");
  const { AccountConfig } = load("accountcreation/AccountConfig");
  const { CreateInBackend } = load("accountcreation/CreateInBackend");
  const { MailServices } = load("MailServices");
  const domain = order.address.split("@")[1];
  const signal = new AbortController().signal;
  const search = FindConfig.parallelAutoDiscovery(domain, order.address, signal);
  let step = await search.next();
  while (!step.done) step = await search.next({ acceptRedirect: false });
  const config = step.value;
  if (!config) return { found: null };
  AccountConfig.replaceVariables(config, "Owner", order.address, order.password);
  config.rememberPassword = true;
  const { hostname, port, socketType, auth, username } = config.outgoing;
  const found = { hostname, port, socketType, auth, username };
  found.source = config.subSource;
  found.name = config.displayName;
  const account = await CreateInBackend.createAccountInBackend(config);
  const identity = account.defaultIdentity;
  identity.doFcc = false;
  const fields = Cc["@mozilla.org/messengercompose/composefields;1"]
    .createInstance(Ci.nsIMsgCompFields);
  fields.from = identity.email;
  fields.to = order.recipient;
  fields.subject = order.token;
  const file = await IOUtils.getFile(PathUtils.tempDir, `${order.token}.eml`);
  await IOUtils.writeUTF8(file.path, order.message);
  const status = await new Promise(resolve => {
    const listener = {
      QueryInterface: ChromeUtils.generateQI(["nsIMsgSendListener"]),
      onStartSending() {}, onSendProgress() {}, onStatus() {}, onGetDraftFolderURI() {},
      onSendNotPerformed(id, status) { resolve(status); },
      onTransportSecurityError(id, status, security, location) { resolve(`TLS ${location}`); },
      onStopSending(id, status) { resolve(status); },
    };
    Cc["@mozilla.org/messengercompose/send;1"].createInstance(Ci.nsIMsgSend).sendMessageFile(
      identity, account.key, fields, file, true, false,
      Ci.nsIMsgSend.nsMsgDeliverNow, null, listener, null, null);
  });
  return { found, status };
})().then(done, error => done({ error: `${error}\\n${error.stack}` }));
"""


@dataclass(frozen=True, slots=True)
class Order:
    """What to do; ``root`` is the certificate to trust in base 64, ``message`` what to send."""

    address: str
    password: str
    recipient: str
    token: str
    message: str
    root: str
    profile: str


class Marionette:
    """One connection to a Thunderbird that listens."""

    def __init__(self, connection: socket.socket) -> None:
        """Take up a connection; the greeting is read."""
        self._file = connection.makefile("rwb")
        self._number = 0
        self._read()

    @classmethod
    def at(cls, thunderbird: subprocess.Popen[bytes]) -> Self:
        """Connect once it listens. Raises RuntimeError if it ends, TimeoutError."""
        end = time.monotonic() + STARTS_S
        while time.monotonic() < end:
            if thunderbird.poll() is not None:
                raise RuntimeError(f"thunderbird ended with {thunderbird.returncode}")
            try:
                return cls(socket.create_connection(("127.0.0.1", PORT), SCRIPT_S * 2))
            except OSError:
                time.sleep(0.3)
        raise TimeoutError("thunderbird does not listen")

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            byte = self._file.read(1)
            if not byte:
                raise RuntimeError("thunderbird closed the connection")
            size += byte
        return json.loads(self._file.read(int(size[:-1])))

    def ask(self, command: str, **parameters: object) -> Any:
        """Do one command; its result. Raises RuntimeError with the error it gives."""
        self._number += 1
        data = json.dumps([0, self._number, command, parameters]).encode()
        self._file.write(b"%d:%s" % (len(data), data))
        self._file.flush()
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(f"{command}: {error.get('message')}")
        return result


def start(profile: Path) -> subprocess.Popen[bytes]:
    """Thunderbird without a window, with a profile of its own."""
    profile.mkdir(mode=0o700, parents=True)
    lines = (f"user_pref({json.dumps(key)}, {json.dumps(_QUIET[key])});" for key in _QUIET)
    (profile / "user.js").write_text("\n".join(lines) + "\n")
    argv = (
        "thunderbird",
        "--headless",
        "--marionette",
        "--remote-allow-system-access",
        "--no-remote",
        "--profile",
        str(profile),
    )
    environment = {**os.environ, "HOME": str(profile), "MOZ_DISABLE_CONTENT_SANDBOX": "1"}
    log = (profile / "log").open("wb")
    return subprocess.Popen(argv, env=environment, stdout=log, stderr=log)


def sent(order: Order) -> Any:
    """What Thunderbird found for the address and what became of the message."""
    thunderbird = start(Path(order.profile))
    try:
        remote = Marionette.at(thunderbird)
        remote.ask("WebDriver:NewSession")
        remote.ask("Marionette:SetContext", value="chrome")
        remote.ask("WebDriver:SetTimeouts", script=int(SCRIPT_S * 1000))
        plain = {name: getattr(order, name) for name in Order.__slots__}
        return remote.ask("WebDriver:ExecuteAsyncScript", script=SCRIPT, args=[plain])["value"]
    finally:
        _end(thunderbird)


def _end(thunderbird: subprocess.Popen[bytes]) -> None:
    thunderbird.terminate()
    try:
        thunderbird.wait(20)
    except subprocess.TimeoutExpired:
        thunderbird.kill()
        thunderbird.wait()


if __name__ == "__main__":
    print(json.dumps(sent(Order(**json.loads(Path(sys.argv[1]).read_text())))))
