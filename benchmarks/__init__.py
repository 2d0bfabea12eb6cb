"""Measurements of Unchrome: quality against gold pages, speed beside its peers, and floors that only rise."""
