"""The pages of people: the list, adding somebody, the file, two files of one person."""
