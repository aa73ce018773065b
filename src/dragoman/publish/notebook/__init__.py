"""The ledger in Python and in notebooks: iterators that hide paging, data frames, views and plots."""
