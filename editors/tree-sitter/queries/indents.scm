(path) @indent
(path "}" @branch)
