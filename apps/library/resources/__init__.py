"""The library of resources: how they are written, kept, found, read, and looked after."""
