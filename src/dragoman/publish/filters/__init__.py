"""The one set of filters as people write it: keywords in Python, options of a command, the query string of an address.

`table` names the conditions and loads nothing; `parse` reads the three forms, `write` writes them.
"""
