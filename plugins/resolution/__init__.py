"""Resolution: which figure stands where the text is damaged, decided by evidence, one filing at a time."""
