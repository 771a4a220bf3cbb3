"""What binds whom: duties read from sentences, their fields, and what changed in them."""
