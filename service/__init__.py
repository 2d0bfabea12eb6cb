"""The doors to `cleaners`, with limits, deadlines and plain words for every failure: HTTP, and the command line."""
