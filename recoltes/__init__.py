"""Harvests, stock and delivery notes. Nothing lives here yet: the package keeps its place in the house."""
