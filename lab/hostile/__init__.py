"""Servers that misbehave on purpose, each in one way, and an oracle of what reaches them."""
