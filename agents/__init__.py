"""The four agents, their minds, and the turn that conducts them."""
