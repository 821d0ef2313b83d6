"""What real vendors' lead times cost in stock; see ``__main__``."""
