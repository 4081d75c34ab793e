"""Files in, files out: typed columns, one engine, one report. See formats.md's contract in docs/formats.md."""
