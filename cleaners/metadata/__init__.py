"""Readers of the small print around an article: dates, names, sources, counters, licences, breadcrumbs, tags, titles.

A reader is offered one short piece of text and says what stands in it, or nothing; it never decides which line of a
page is the byline or the date line. Those that give offsets (dates) want NFC; the others compose what they are given.
None reads a clock, a file other than its word lists, or the network.
"""
