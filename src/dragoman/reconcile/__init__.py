"""Readings to events and stories: copies, stories, block, compare, cluster, fuse, lifecycle."""
