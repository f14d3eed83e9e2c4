"""The only package, with apps, that touches the world: network, names, files, clock."""
