"""The pages of sessions and presences."""
