(path) @fold
