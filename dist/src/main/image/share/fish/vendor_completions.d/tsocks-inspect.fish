# fish completion of tsocks-inspect
complete -c tsocks-inspect -x -a '(__fish_print_hostnames)'
complete -c tsocks-inspect -s f -l file -r -d 'Compare the servers of this tsocks.conf'
complete -c tsocks-inspect -s u -l user -x -d 'Log in with this name and TSOCKS_PASSWORD'
complete -c tsocks-inspect -s t -l target -x -a '(__fish_print_hostnames)' -d 'What the server is asked to connect to'
complete -c tsocks-inspect -s w -l timeout -x -d 'How long to wait for each answer'
complete -c tsocks-inspect -s j -l json -d 'Print a JSON object'
complete -c tsocks-inspect -s h -l help -d 'Print the help'
complete -c tsocks-inspect -l version -d 'Print the version'
