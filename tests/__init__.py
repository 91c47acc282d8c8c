"""The tests of Kizashi: examples of how it behaves."""
