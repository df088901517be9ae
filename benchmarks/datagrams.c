/* datagrams echo HOST PORT
 *     sends each datagram back
 * datagrams ask HOST PORT SECONDS [connected | unconnected | SOCKS-HOST SOCKS-PORT]
 *     has 32 datagrams of 100 bytes on their way to such a server and back, and prints how many come
 *     back in a second; by itself speaks SOCKS 5 with a server, if one is named */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { WINDOW = 32, SIZE = 100, HEADER = 10 };

static struct sockaddr_in at(const char *host, const char *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(port))};
    inet_pton(AF_INET, host, &address.sin_addr);
    return address;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void need(int good, const char *what) {
    if (!good) {
        perror(what);
        exit(1);
    }
}

static void echo(struct sockaddr_in here) {
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    need(bind(s, (struct sockaddr *)&here, sizeof here) == 0, "bind");
    for (;;) {
        char text[2048];
        struct sockaddr_in from;
        socklen_t length = sizeof from;
        ssize_t got = recvfrom(s, text, sizeof text, 0, (struct sockaddr *)&from, &length);
        if (got >= 0) sendto(s, text, got, 0, (struct sockaddr *)&from, length);
    }
}

/* Where a SOCKS server takes datagrams. */
static struct sockaddr_in relay(struct sockaddr_in server) {
    int s = socket(AF_INET, SOCK_STREAM, 0);
    unsigned char reply[10];
    need(connect(s, (struct sockaddr *)&server, sizeof server) == 0, "connect");
    need(write(s, "\5\1\0", 3) == 3 && recv(s, reply, 2, MSG_WAITALL) == 2, "method");
    need(write(s, "\5\3\0\1\0\0\0\0\0\0", 10) == 10, "request");
    need(recv(s, reply, 10, MSG_WAITALL) == 10 && reply[1] == 0, "reply");
    struct sockaddr_in found = server;
    memcpy(&found.sin_port, reply + 8, 2);
    return found;
}

/* @param target named in a header of SOCKS, if there is one */
static int ask(struct sockaddr_in to, double seconds, int is_connected, struct sockaddr_in *target) {
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    int header = target ? HEADER : 0;
    char text[HEADER + SIZE] = {0, 0, 0, 1};
    if (target) {
        memcpy(text + 4, &target->sin_addr, 4);
        memcpy(text + 8, &target->sin_port, 2);
    }
    struct timeval patience = {0, 100000};
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (is_connected) need(connect(s, (struct sockaddr *)&to, sizeof to) == 0, "connect");
    long back = 0;
    int away = 0;
    double start = 0, end = 0;
    while (end == 0 || now() < end) {
        for (; away < WINDOW; away++) {
            if (is_connected) send(s, text, header + SIZE, 0);
            else sendto(s, text, header + SIZE, 0, (struct sockaddr *)&to, sizeof to);
        }
        struct sockaddr_in from;
        socklen_t length = sizeof from;
        ssize_t got = is_connected ? recv(s, text, sizeof text, 0)
                                   : recvfrom(s, text, sizeof text, 0, (struct sockaddr *)&from, &length);
        /* What is not back after a tenth of a second is lost. */
        if (got < 0) away = 0;
        else away--, back++;
        if (end == 0 && back > 1000) start = now(), end = start + seconds, back = 0;
    }
    printf("%.0f\n", back / (now() - start));
    return 0;
}

int main(int count, char **words) {
    if (count < 4) return 2;
    struct sockaddr_in target = at(words[2], words[3]);
    if (words[1][0] == 'e') echo(target);
    double seconds = atof(words[4]);
    if (count == 6) return ask(target, seconds, words[5][0] == 'c', NULL);
    return ask(relay(at(words[5], words[6])), seconds, 1, &target);
}
