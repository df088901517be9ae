# fish completion of tsocks-lsp
complete -c tsocks-lsp -f
complete -c tsocks-lsp -l stdio -d 'Talk over standard input and output'
complete -c tsocks-lsp -l color -x -a 'auto always never' -d 'When to colour diagnostics'
complete -c tsocks-lsp -s h -l help -d 'Print the help'
complete -c tsocks-lsp -l version -d 'Print the version'
