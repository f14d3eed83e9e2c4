"""Protocol grammar: bytes in, values out. Nothing here waits or touches the world."""
