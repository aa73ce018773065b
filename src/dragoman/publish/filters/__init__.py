"""The one set of filters as people write it: keywords in Python, options of a command, the query string of an address."""

from dragoman.publish.filters.parse import from_keywords, from_pairs, from_query
from dragoman.publish.filters.table import CONDITIONS, Condition
from dragoman.publish.filters.write import to_pairs, to_query

__all__ = ["CONDITIONS", "Condition", "from_keywords", "from_pairs", "from_query", "to_pairs", "to_query"]
