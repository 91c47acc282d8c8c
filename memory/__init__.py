"""Memory: the journal and its projections, vectors, knowledge and recall."""
