"""The pages of the house itself: home, health, files in and out."""
