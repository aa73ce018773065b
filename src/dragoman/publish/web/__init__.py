"""The page: the built front end, served beside the interface that it asks."""
