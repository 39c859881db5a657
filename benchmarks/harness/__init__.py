"""Measures the gateway: alone, beside its peers, and piece by piece. Python's standard library is all it needs."""
