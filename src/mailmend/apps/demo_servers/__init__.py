"""Small mail, name and mailbox servers on loopback, for the demonstration and for tests."""
