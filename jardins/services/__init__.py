"""The writes of the house: reference lists, dated settings."""
