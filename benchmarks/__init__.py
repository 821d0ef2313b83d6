"""How fast the addon is beside core's scheduler; ``make bench-speed`` runs it."""
