"""Thin doors to the product: no decisions are taken here."""
