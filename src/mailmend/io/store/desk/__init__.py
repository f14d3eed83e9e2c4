"""What the desk keeps: tenants, people, sessions, and the history of their cases."""
