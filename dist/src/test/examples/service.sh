# Read before the examples of docs/service.md: a service runs beside them, and what has no end is ended.
await() { for i in $(seq 300); do if "$@"; then return 0; fi; sleep 0.1; done; echo "not within 30 seconds: $*"; return 1; }
listens() { command curl -s -o /dev/null --unix-socket "$HOME/.local/state/tsocksd/api.sock" http://localhost/readyz; }
watched() { command curl -s --unix-socket "$HOME/.local/state/tsocksd/api.sock" http://localhost/metrics | grep -q '^tsocks_event_listeners 1'; }
ended() {
    kill "$service" && wait "$service"
    echo "the service ended with $?"
    if [ -n "$tail" ]; then wait "$tail" || echo "tail ended with $?"; fi
    service= tail=
}
tsocksd() {
    case $1 in
    --policy)
        if [ -n "$service" ]; then ended; fi
        command tsocksd "$@" >>service.log 2>&1 &
        service=$!
        await listens
        ;;
    tail)
        command tsocksd "$@" >tail.log 2>&1 &
        tail=$!
        await watched
        ;;
    *) command tsocksd "$@" ;;
    esac
}
curl() { command curl "$@" | sed -n 1,20p; }
trap 'echo "status $?"' ERR
trap 'set +v; if [ -n "$service" ]; then ended; fi; echo "tail:"; cat tail.log' EXIT
