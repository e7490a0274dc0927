"""The room with Qt: the window, its pages and their parts."""
