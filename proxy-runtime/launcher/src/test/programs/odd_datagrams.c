// odd_datagrams ADDRESS PORT [connected]: sends and receives datagrams with odd arguments, and
// prints what the kernel says, and what comes back from a server that sends each one back.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096
#define ALWAYS 10000

static struct sockaddr_in target;
static int connected, fd;
static char text[] = "hello", room[100], *unreadable, *half;
static struct iovec many[1025];

static void say(const char *what, long result) {
    if (result < 0) {
        printf("%s: %s\n", what, strerrorname_np(errno));
    } else {
        printf("%s: %ld\n", what, result);
    }
}

static int await(void) {
    struct pollfd readable = {fd, POLLIN, 0};
    return poll(&readable, 1, ALWAYS);
}

// Receives what is known to come.
static void take(void) {
    char got[100] = "";
    await();
    long length = recv(fd, got, sizeof got - 1, MSG_DONTWAIT | MSG_TRUNC);
    printf("  back: %ld %.20s\n", length, got);
}

static void ask(void) {
    if (sendto(fd, text, 5, 0, connected ? NULL : (void *) &target,
               connected ? 0 : sizeof target) < 0) {
        perror("ask");
    }
    await();
}

// Whether the datagram that was asked for is still there; it is taken.
static void left(void) {
    printf("  left: %d\n", recv(fd, room, sizeof room, MSG_DONTWAIT) >= 0);
}

static void sends(const char *what, void *name, int length, struct iovec *parts, size_t count,
                  void *control, size_t control_length, int flags) {
    struct msghdr message = {name, length, parts, count, control, control_length, 0};
    long sent = syscall(SYS_sendmsg, fd, &message, flags);
    say(what, sent);
    if (sent >= 0) {
        take();
    }
}

static void sends_parts(const char *what, struct iovec *parts, size_t count) {
    sends(what, connected ? NULL : &target, connected ? 0 : sizeof target, parts, count, 0, 0, 0);
}

static void sends_control(const char *what, void *control, size_t length) {
    struct iovec part = {text, 5};
    sends(what, connected ? NULL : &target, connected ? 0 : sizeof target, &part, 1, control,
          length, 0);
}

static void sends_segments(const char *what, size_t header, size_t length, int size) {
    struct {
        struct cmsghdr head;
        unsigned short size;
        char rest[62];
    } control = {{header, SOL_UDP, UDP_SEGMENT}, size, {0}};
    sends_control(what, &control, length);
}

static void receives(const char *what, void *name, int length, struct iovec *parts, size_t count,
                     void *control, size_t control_length, int flags) {
    struct msghdr message = {name, length, parts, count, control, control_length, 0x5555};
    ask();
    long got = syscall(SYS_recvmsg, fd, &message, flags);
    say(what, got);
    if (got >= 0) {
        printf("  %d %x %zu\n", message.msg_namelen, message.msg_flags, message.msg_controllen);
    }
    left();
}

static void receives_from(const char *what, void *buffer, size_t length, int flags, void *space) {
    struct sockaddr_in from = {0};
    ask();
    say(what, syscall(SYS_recvfrom, fd, buffer, length, flags, &from, space));
    printf("  %s %d\n", inet_ntoa(from.sin_addr), ntohs(from.sin_port));
    left();
}

static void receives_many(const char *what, unsigned count, int flags, void *limit) {
    struct iovec part = {room, sizeof room};
    struct mmsghdr messages[2] = {{{0, 0, &part, 1, 0, 0, 0}, 0}, {{0, 0, &part, 1, 0, 0, 0}, 0}};
    ask();
    say(what, syscall(SYS_recvmmsg, fd, messages, count, flags, limit));
    left();
}

static void send_all(void) {
    struct iovec part = {text, 5};
    int lengths[] = {-1, INT_MIN, 0, 1, 8, 15, 16, 128, 129, INT_MAX};
    for (int i = 0; i < 10 && !connected; i++) {
        char what[40];
        snprintf(what, sizeof what, "name of %d", lengths[i]);
        sends(what, &target, lengths[i], &part, 1, 0, 0, 0);
    }
    sends("no name, of -1", connected ? NULL : &target, connected ? -1 : 16, &part, 1, 0, 0, 0);
    sends("unreadable name", unreadable, 16, &part, 1, 0, 0, 0);
    sends_parts("no parts", many, 0);
    sends_parts("1024 parts", many, 1024);
    sends_parts("1025 parts", many, 1025);
    sends_parts("-1 parts", many, -1);
    sends_parts("unreadable parts", (void *) unreadable, 1);
    sends_parts("an unreadable part", &(struct iovec) {unreadable, 5}, 1);
    sends_parts("a part half unreadable", &(struct iovec) {half + PAGE - 6, 20}, 1);
    sends_parts("a part of -1", &(struct iovec) {text, -1}, 1);
    sends_parts("parts of 5 and -1", (struct iovec[]) {{text, 5}, {text, -1}}, 2);
    char control[64] = {0};
    sends_control("control of 1", control, 1);
    sends_control("control of 15", control, 15);
    sends_control("control of zeros", control, 16);
    sends_control("unreadable control", unreadable, 16);
    sends_control("control of -1", control, -1);
    sends_control("control of 1 GiB", control, 1 << 30);
    sends_segments("a segment's size of one byte", 17, 24, 5);
    sends_segments("a segment's size of two bytes", 18, 24, 5);
    sends_segments("a segment's size at the end", 18, 18, 5);
    sends_segments("a segment's size of four bytes", 20, 24, 5);
    sends_segments("no segments", 18, 24, 0);
    sends_segments("a head that ends beyond", 200, 24, 5);
    sends_segments("a head of 0", 0, 24, 5);
    sends_segments("a head of -1", -1, 24, 5);
    struct {
        struct cmsghdr head;
        unsigned long size;
    } one = {{18, SOL_UDP, UDP_SEGMENT}, 1};
    sends("too many segments", connected ? NULL : &target, connected ? 0 : 16, many, 1024, &one,
          sizeof one, 0);
    sends("urgent", connected ? NULL : &target, connected ? 0 : 16, &part, 1, 0, 0, MSG_OOB);
    if (!connected) {
        say("an address of 0", sendto(fd, text, 5, 0, (void *) &target, 0));
        say("an address of -1", sendto(fd, text, 5, 0, (void *) &target, -1));
        say("an address of 129", sendto(fd, text, 5, 0, (void *) &target, 129));
    }
}

static void receive_all(void) {
    struct sockaddr_storage from;
    struct iovec part = {room, sizeof room};
    int lengths[] = {-1, INT_MIN, 0, 4, 16, 128, INT_MAX};
    for (int i = 0; i < 7; i++) {
        char what[40];
        snprintf(what, sizeof what, "space of %d", lengths[i]);
        receives(what, &from, lengths[i], &part, 1, 0, 0, 0);
    }
    receives("unreadable space", unreadable, 16, &part, 1, 0, 0, 0);
    receives("no buffers", &from, 16, &part, 0, 0, 0, 0);
    receives("no buffers, peeking", &from, 16, &part, 0, 0, 0, MSG_PEEK);
    receives("1025 buffers", &from, 16, many, 1025, 0, 0, 0);
    receives("an unreadable buffer", &from, 16, &(struct iovec) {unreadable, 5}, 1, 0, 0, 0);
    receives("a buffer half unreadable", &from, 16, &(struct iovec) {half + PAGE - 2, 9}, 1, 0, 0,
             0);
    receives("a buffer of -1", &from, 16, &(struct iovec) {room, -1}, 1, 0, 0, 0);
    receives("buffers of 5 and -1", &from, 16, (struct iovec[]) {{room, 5}, {room, -1}}, 2, 0, 0,
             0);
    receives("a short buffer", &from, 16, &(struct iovec) {room, 2}, 1, 0, 0, 0);
    receives("a short buffer, cut", &from, 16, &(struct iovec) {room, 2}, 1, 0, 0, MSG_TRUNC);
    receives("unreadable control", &from, 16, &part, 1, unreadable, 100, 0);
    receives("urgent", &from, 16, &part, 1, 0, 0, MSG_OOB);
    receives("errors", &from, 16, &part, 1, 0, 0, MSG_ERRQUEUE);
    receives("closing on exec", &from, 16, &part, 1, 0, 0, MSG_CMSG_CLOEXEC);
    socklen_t space = sizeof from;
    char *whole = mmap(0, 1ul << 33, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    receives_from("all", whole, -1, 0, &space);
    receives_from("4 GiB", whole, 1ul << 32, 0, &space);
    receives_from("nothing", whole, 0, 0, &space);
    receives_from("urgent", whole, 100, MSG_OOB, &space);
    space = -1;
    receives_from("a space of -1", whole, 100, 0, &space);
    receives_many("none", 0, 0, NULL);
    receives_many("-1", -1, MSG_WAITFORONE | MSG_DONTWAIT, NULL);
    receives_many("-1 seconds", 1, 0, &(struct timespec) {-1, 0});
    receives_many("-1 nanoseconds", 1, 0, &(struct timespec) {0, -1});
    receives_many("1000000000 nanoseconds", 1, 0, &(struct timespec) {0, 1000000000});
    receives_many("unreadable time", 1, 0, unreadable);
    receives_many("no time", 1, 0, &(struct timespec) {0, 0});
}

int main(int count, char **words) {
    connected = count > 3;
    target.sin_family = AF_INET;
    target.sin_port = htons(atoi(words[2]));
    target.sin_addr.s_addr = inet_addr(words[1]);
    unreadable = mmap(0, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    half = mmap(0, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(half + PAGE, PAGE, PROT_NONE);
    for (int i = 0; i < 1025; i++) {
        many[i] = (struct iovec) {text, 1};
    }
    fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (connected && connect(fd, (void *) &target, sizeof target) < 0) {
        perror("connect");
    }
    ask();
    left();
    send_all();
    receive_all();
}
