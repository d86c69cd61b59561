"""What many plans show together: a class in pictures, two plans side by side for the seminar, one student's growth."""
