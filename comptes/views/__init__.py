"""The pages of the accounts: the door, passwords, one’s own account, everybody’s."""
