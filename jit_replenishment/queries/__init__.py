"""The only place with SQL: each function reads one batch in one query.

They take rule ids, answer plain values keyed by rule id, and flush what they read.
"""
