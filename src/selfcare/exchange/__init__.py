"""What comes from other places and goes there: our own archive, and readers of other journals."""
