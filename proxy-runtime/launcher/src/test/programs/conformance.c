/* Prints what connect(2) and its relatives answer, one row a line, so that two runs can be
 * compared. Arguments: the address and port of a server that answers, a port that is closed. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *host;
static int open_port, closed_port;

static void row(const char *name, int result) {
    printf("%s: %d %s\n", name, result, result < 0 ? strerror(errno) : "");
    fflush(stdout);
}

static struct sockaddr_in ip4(int port) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, host, &a.sin_addr);
    return a;
}

static struct sockaddr_in6 mapped(int port) {
    struct sockaddr_in6 a = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    char text[64];
    snprintf(text, sizeof text, "::ffff:%s", host);
    inet_pton(AF_INET6, text, &a.sin6_addr);
    return a;
}

static int to(int fd, int port) {
    struct sockaddr_in a = ip4(port);
    return connect(fd, (struct sockaddr *) &a, sizeof a);
}

static int soerror(int fd) {
    int value = -1;
    socklen_t length = sizeof value;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &value, &length) < 0) return -1;
    return value;
}

static int unspec(int fd) {
    struct sockaddr a = {.sa_family = AF_UNSPEC};
    return connect(fd, &a, sizeof a);
}

static int await(int fd) {
    struct pollfd p = {.fd = fd, .events = POLLOUT};
    return poll(&p, 1, 20000);
}

static void peer(const char *name, int fd) {
    struct sockaddr_storage s;
    socklen_t length = sizeof s;
    memset(&s, 0, sizeof s);
    int result = getpeername(fd, (struct sockaddr *) &s, &length);
    char text[64] = "";
    int port = 0;
    if (result == 0 && s.ss_family == AF_INET) {
        inet_ntop(AF_INET, &((struct sockaddr_in *) &s)->sin_addr, text, sizeof text);
        port = ntohs(((struct sockaddr_in *) &s)->sin_port);
    } else if (result == 0) {
        inet_ntop(AF_INET6, &((struct sockaddr_in6 *) &s)->sin6_addr, text, sizeof text);
        port = ntohs(((struct sockaddr_in6 *) &s)->sin6_port);
    }
    row(name, result);
    printf("  %s %s %d\n", text, port == open_port ? "open port" : "other port", (int) length);
}

static void echo(const char *name, int fd) {
    char buffer[8] = "";
    int result = send(fd, "hello", 5, MSG_NOSIGNAL);
    if (result == 5) result = recv(fd, buffer, 5, MSG_WAITALL);
    row(name, result);
    printf("  %s\n", buffer);
}

static void arguments(void) {
    struct sockaddr_in a = ip4(open_port);
    struct sockaddr_in6 six = mapped(open_port);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int fd6 = socket(AF_INET6, SOCK_STREAM, 0);
    row("bad descriptor", connect(-1, (struct sockaddr *) &a, sizeof a));
    row("closed descriptor", connect(999, (struct sockaddr *) &a, sizeof a));
    row("no socket", connect(0, (struct sockaddr *) &a, sizeof a));
    row("length 0", connect(fd, (struct sockaddr *) &a, 0));
    row("length 1", connect(fd, (struct sockaddr *) &a, 1));
    row("length 2", connect(fd, (struct sockaddr *) &a, 2));
    row("length 15", connect(fd, (struct sockaddr *) &a, 15));
    row("length 129", connect(fd, (struct sockaddr *) &a, 129));
    row("length -1", connect(fd, (struct sockaddr *) &a, -1));
    row("unreadable", connect(fd, (struct sockaddr *) 8, 16));
    row("IPv6 address, IPv4 socket", connect(fd, (struct sockaddr *) &six, sizeof six));
    row("IPv4 address, IPv6 socket", connect(fd6, (struct sockaddr *) &a, sizeof a));
    char wide[28];
    memset(wide, 0, sizeof wide);
    memcpy(wide, &a, sizeof a);
    row("wide IPv4 address, IPv6 socket", connect(fd6, (struct sockaddr *) wide, sizeof wide));
    row("AF_UNSPEC on a fresh socket", unspec(fd));
    peer("peer of a fresh socket", fd);
    int one = 1;
    setsockopt(fd6, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
    row("mapped, IPv6 only", connect(fd6, (struct sockaddr *) &six, sizeof six));
    struct sockaddr_in b = ip4(open_port);
    inet_pton(AF_INET, "255.255.255.255", &b.sin_addr);
    row("broadcast", connect(fd, (struct sockaddr *) &b, sizeof b));
    struct sockaddr_un u = {.sun_family = AF_UNIX, .sun_path = "/nonexistent/socket"};
    int local = socket(AF_UNIX, SOCK_STREAM, 0);
    row("AF_UNIX", connect(local, (struct sockaddr *) &u, sizeof u));
    close(local);
    close(fd);
    close(fd6);
}

static void blocking(void) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    row("blocking", to(fd, open_port));
    row("blocking, again", to(fd, open_port));
    row("pending error", soerror(fd));
    peer("peer", fd);
    int copy = dup(fd);
    peer("peer of a duplicate", copy);
    echo("echo", copy);
    row("flags", fcntl(fd, F_GETFL) & O_NONBLOCK);
    if (fork() == 0) {
        row("connect in a child", to(fd, open_port));
        peer("peer in a child", fd);
        echo("echo in a child", fd);
        _exit(0);
    }
    wait(NULL);
    row("AF_UNSPEC when connected", unspec(fd));
    peer("peer after AF_UNSPEC", fd);
    row("connect after AF_UNSPEC", to(fd, open_port));
    echo("echo after AF_UNSPEC", fd);
    close(fd);
    close(copy);

    fd = socket(AF_INET, SOCK_STREAM, 0);
    row("blocking, refused", to(fd, closed_port));
    row("pending error after refused", soerror(fd));
    row("refused again", to(fd, closed_port));
    row("after refused, open", to(fd, open_port));
    echo("echo after refused", fd);
    close(fd);

    fd = socket(AF_INET6, SOCK_STREAM, 0);
    struct sockaddr_in6 six = mapped(open_port);
    row("mapped", connect(fd, (struct sockaddr *) &six, sizeof six));
    peer("peer of mapped", fd);
    echo("echo mapped", fd);
    close(fd);

    fd = socket(AF_INET, SOCK_STREAM, 0);
    struct timeval t = {.tv_sec = 10};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof t);
    row("with SO_SNDTIMEO", to(fd, open_port));
    close(fd);

    fd = socket(AF_INET, SOCK_STREAM, 0);
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &one, sizeof one);
    row("with TCP_FASTOPEN_CONNECT", to(fd, open_port));
    echo("echo with TCP_FASTOPEN_CONNECT", fd);
    socklen_t length = sizeof one;
    getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, &length);
    row("options stay", one);
    close(fd);
}

static void nonblocking(void) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    row("non-blocking", to(fd, open_port));
    row("writable", await(fd));
    row("error", soerror(fd));
    row("error again", soerror(fd));
    peer("peer non-blocking", fd);
    row("connect tells success once", to(fd, open_port));
    row("and then that it is connected", to(fd, open_port));
    fcntl(fd, F_SETFL, 0);
    echo("echo non-blocking", fd);
    close(fd);

    fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    row("non-blocking by connect", to(fd, open_port));
    row("writable by connect", await(fd));
    row("outcome by connect", to(fd, open_port));
    row("outcome by connect again", to(fd, open_port));
    close(fd);

    fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int began = to(fd, closed_port);
    row("refused", began == 0 || errno == EINPROGRESS || errno == ECONNREFUSED ? 0 : -1);
    if (began < 0 && errno == EINPROGRESS) {
        await(fd);
        row("refused, error", soerror(fd) == ECONNREFUSED ? 0 : -2);
        row("refused, error again", soerror(fd));
    } else {
        row("refused, error", 0);
        row("refused, error again", 0);
    }
    close(fd);

    fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in b = ip4(open_port);
    inet_pton(AF_INET, "255.255.255.255", &b.sin_addr);
    row("non-blocking broadcast", connect(fd, (struct sockaddr *) &b, sizeof b));
    close(fd);
}

/* What another connect does to sockets that live already: nothing. */
static void others(void) {
    struct sockaddr_in here = {.sin_family = AF_INET};
    socklen_t length = sizeof here;
    inet_pton(AF_INET, "127.0.0.1", &here.sin_addr);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    bind(listener, (struct sockaddr *) &here, sizeof here);
    listen(listener, 5);
    getsockname(listener, (struct sockaddr *) &here, &length);
    row("connect on a listening socket", to(listener, open_port));
    int client = socket(AF_INET, SOCK_STREAM, 0);
    row("the listening socket lives", connect(client, (struct sockaddr *) &here, sizeof here));
    int accepted = accept(listener, NULL, NULL);
    row("connect on an accepted socket", to(accepted, open_port));
    row("connect on an accepted socket to port 0", to(accepted, 0));
    row("the accepted socket lives", send(accepted, "hello", 5, MSG_NOSIGNAL));
    char buffer[8];
    row("and so does its peer", recv(client, buffer, 5, 0));
    close(client);
    row("connect on an abandoned socket", to(accepted, open_port));
    close(accepted);
    close(listener);
}

static void *threaded(void *unused) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    long result = to(fd, open_port);
    close(fd);
    return (void *) result;
}

static void threads(void) {
    pthread_t thread[20];
    long failures = 0;
    for (int i = 0; i < 20; i++) pthread_create(&thread[i], NULL, threaded, NULL);
    for (int i = 0; i < 20; i++) {
        void *result;
        pthread_join(thread[i], &result);
        failures += result != NULL;
    }
    row("failures in 20 threads", (int) failures);
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    host = argv[1];
    open_port = atoi(argv[2]);
    closed_port = atoi(argv[3]);
    arguments();
    blocking();
    nonblocking();
    others();
    threads();
    return 0;
}
