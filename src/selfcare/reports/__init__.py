"""Reports: what is to be shown, as documents; `render` makes them visible."""
