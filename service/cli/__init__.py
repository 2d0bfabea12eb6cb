"""The command line: a second door to the cleaner, for files and for folders of them where no service runs."""
