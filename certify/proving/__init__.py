"""Proofs for all sizes: lemma schemas, proof search, and certificates that a small refuter replays."""
