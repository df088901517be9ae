/* A SOCKS 5 server that grants every request after some milliseconds, and says hello in the name of the
   destination; it connects to nobody. In C, so that a thousand handshakes at once hardly cost it time.
   usage: slow-socks PORT MILLISECONDS */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1 << 16, BATCH = 256, REQUEST = 10 };

static const char GRANT[] = "\5\0\0\1\0\0\0\0\0\0hello";

/* What a connection has yet to send of the part that it is in. */
enum part { HEAD, METHODS, ASKING, REST };
static struct {
    enum part part;
    unsigned char missing;
    unsigned serial;
} connections[MOST];

/* The requests that are not granted, the oldest first: a ring, as each waits equally long. */
static struct {
    int fd;
    unsigned serial;
    int64_t due;
} requests[MOST];
static unsigned first, past;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int checked(int result, const char *what) {
    if (result < 0) {
        perror(what);
        exit(1);
    }
    return result;
}

static void watch(int events, int fd) {
    struct epoll_event readable = {.events = EPOLLIN, .data.fd = fd};
    checked(epoll_ctl(events, EPOLL_CTL_ADD, fd, &readable), "epoll_ctl");
}

static int listening(int port) {
    int fd = checked(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), "socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    struct sockaddr_in at = {AF_INET, htons(port), {htonl(INADDR_LOOPBACK)}, {0}};
    checked(bind(fd, (struct sockaddr *)&at, sizeof at), "bind");
    checked(listen(fd, 4096), "listen");
    return fd;
}

static void take(int listener, int events) {
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        if (fd >= MOST) {
            close(fd);
            continue;
        }
        connections[fd].part = HEAD;
        connections[fd].missing = 2;
        connections[fd].serial++;
        watch(events, fd);
    }
}

/* A part has come. */
static void next(int fd, unsigned char last, int64_t delay) {
    switch (connections[fd].part) {
    case HEAD:
        connections[fd].part = METHODS;
        connections[fd].missing = last;
        break;
    case METHODS:
        if (write(fd, "\5\0", 2) != 2) perror("write");
        connections[fd].part = ASKING;
        connections[fd].missing = REQUEST;
        break;
    case ASKING:
        requests[past % MOST].fd = fd;
        requests[past % MOST].serial = connections[fd].serial;
        requests[past++ % MOST].due = now() + delay;
        connections[fd].part = REST;
        break;
    case REST:
        break;
    }
}

static void hear(int fd, int64_t delay) {
    unsigned char bytes[256];
    int rest = connections[fd].part == REST;
    ssize_t count = read(fd, bytes, rest ? sizeof bytes : connections[fd].missing);
    if (count <= 0) {
        connections[fd].serial++;
        close(fd);
    } else if (!rest && (connections[fd].missing -= count) == 0) {
        next(fd, bytes[count - 1], delay);
    }
}

/* Grants what is due; gives the milliseconds until the next request is. */
static int grant(void) {
    for (; first != past; first++) {
        int64_t left = requests[first % MOST].due - now();
        int fd = requests[first % MOST].fd;
        if (left > 0) return left / 1000000 + 1;
        if (requests[first % MOST].serial != connections[fd].serial) continue;
        if (write(fd, GRANT, sizeof GRANT - 1) < 0) perror("write");
    }
    return -1;
}

int main(int count, char **words) {
    if (count != 3) {
        fprintf(stderr, "usage: slow-socks PORT MILLISECONDS\n");
        return 64;
    }
    int64_t delay = atoi(words[2]) * 1000000LL;
    int listener = listening(atoi(words[1])), events = checked(epoll_create1(0), "epoll_create1");
    watch(events, listener);
    for (;;) {
        struct epoll_event ready[BATCH];
        int several = epoll_wait(events, ready, BATCH, grant());
        for (int i = 0; i < several; i++) {
            int fd = ready[i].data.fd;
            if (fd == listener) take(listener, events);
            else hear(fd, delay);
        }
    }
}
