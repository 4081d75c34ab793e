"""Long work: a row that a page writes and a worker claims. The database is the only queue; see manage.py travailler."""
