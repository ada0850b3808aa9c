"""How quick the portal is, as ratios to one plain page measured in the same run."""
