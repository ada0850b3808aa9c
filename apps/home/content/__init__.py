"""The partnership's own content: from files that people can read to rows that pages show."""
