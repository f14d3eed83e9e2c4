"""One file per place where a device's mail settings can be read."""
