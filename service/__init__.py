"""The HTTP service: a thin door to `cleaners`, with limits, deadlines and plain words for every failure."""
