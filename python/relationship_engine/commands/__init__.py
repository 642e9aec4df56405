"""The commands that are more than a call, a module for each group of them."""
