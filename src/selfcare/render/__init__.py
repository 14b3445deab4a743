"""Documents made visible: one file for each form."""
