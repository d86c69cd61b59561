"""What is a good service plan? Pure values and functions: no web, no database, no clock, no file but its own."""
