"""Readers of the small print around an article: dates, names, sources, counters, licences, breadcrumbs, tags, titles.

A reader is offered one short piece of text in NFC and says what stands in it, or nothing; it never decides which line
of a page is the byline or the date line. None reads a clock, a file other than its word lists, or the network.
"""
