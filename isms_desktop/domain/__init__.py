"""What the law and the offices say: plain Python, no Qt, no SQL, no files opened."""
