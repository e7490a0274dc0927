"""What a person does, one function each. The window and the command line both call these and nothing below them."""
