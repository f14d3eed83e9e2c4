"""Repairs of mail servers: one file each, named for its dialect and what it does."""
