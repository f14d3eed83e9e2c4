"""Causes that no fault stages, each with the reason; a test keeps the list from rotting."""

WHY_NOT: dict[str, str] = {
    "eas-message-rejected-other": "needs an Exchange server and its ActiveSync protocol; no SMTP",
    "ios-11-0-eas-send-bug": "a defect of one iOS version against Exchange; needs both",
    "server-software-bug": "a defect of particular server versions, none of which Debian ships",
    "smime-settings-block-send": "happens inside the device, which sends nothing",
}
