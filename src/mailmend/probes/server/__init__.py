"""What is read on the mail server: read-only commands in, facts out."""
