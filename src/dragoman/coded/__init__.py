"""Tables of coded events: their columns in Polars, and their Parquet files."""
