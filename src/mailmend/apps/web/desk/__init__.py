"""The desk of support engineers: sign-in, cases with their history, incidents, settings."""
