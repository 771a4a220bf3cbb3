"""Every word of the interface, Chinese and English, by subject."""
