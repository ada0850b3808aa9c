"""Public lists that people filter: what is wished for, what answers it, what an empty one says."""
