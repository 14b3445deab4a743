"""What in a text could identify a person. Pure: values in, values out; nothing is stored or changed."""
