(comment) @comment

"path" @keyword

(network_statement name: _ @keyword)
(server_statement name: _ @keyword)
(setting name: _ @property)
(recover_statement name: _ @property)
"weight" @property

"=" @operator
(ports ":" @operator)
(ports "-" @operator)
(mask "/" @operator)
["{" "}" "[" "]"] @punctuation.bracket

(ipv4) @constant
(ipv6) @constant
(host) @constant
(number) @number
(value) @string

(unknown_statement (name) @error)
(unexpected) @error
(stray_close "}" @error)
