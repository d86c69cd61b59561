"""A course as one file, `course-archive/1`: taken out with everything in it, and brought in as a course of its own.

A zip of JSON Lines: one file for each kind of record (`kinds`), each row with the columns of its table. Rows name each
other by their number in the file, people by a key, cases and rubrics as `samira@1.0.0`; no id or address of the
installation is in it. So a course that was brought in gives the same rows when it is taken out again.
"""
