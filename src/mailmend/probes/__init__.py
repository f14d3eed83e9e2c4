"""One file per probe: it is handed a World, looks, and returns facts."""
