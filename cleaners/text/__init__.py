"""Raw page text: lines, their scores, their roles."""
