"""Every component in every state on a few pages, for whoever builds and whoever checks."""
