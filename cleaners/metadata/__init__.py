"""Readers of the small print around an article: dates, names, sources, counters, licences. They read, never decide."""
