"""What a case that can be used may still lack before it is published, one module for each side of it."""
