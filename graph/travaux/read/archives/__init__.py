"""Files of files: ZIP and tar archives, and files that gzip, bzip2 or xz have packed."""
