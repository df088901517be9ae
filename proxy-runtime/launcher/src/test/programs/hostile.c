/* What a program can set up so as to stop the supervisor, to read its secrets or to use its
 * privileges. Each row is the same with and without tsocks. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <linux/net_tstamp.h>
#include <linux/userfaultfd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static struct sockaddr_in far;

static void row(const char *name, int result) {
    printf("%s: %d %s\n", name, result, result < 0 ? strerror(errno) : "");
    fflush(stdout);
}

static int stream(void) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct timeval patience = {10, 0};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    return fd;
}

static int to(int fd, struct sockaddr_in *address) {
    return connect(fd, (struct sockaddr *) address, sizeof *address);
}

/* What the kernel gives back of what was sent on the socket before its connect returned. */
static void error_queue(const char *password) {
    int fd = stream(), found = 0;
    int all = SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_TX_SCHED | SOF_TIMESTAMPING_TX_ACK
            | SOF_TIMESTAMPING_SOFTWARE;
    setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPING, &all, sizeof all);
    row("connect with timestamps", to(fd, &far));
    char data[4096], control[512];
    for (;;) {
        struct iovec part = {data, sizeof data};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1,
                                 .msg_control = control, .msg_controllen = sizeof control};
        ssize_t length = recvmsg(fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT);
        if (length < 0) break;
        found |= memmem(data, length, password, strlen(password)) != NULL;
    }
    row("password in the error queue", found);
    close(fd);
}

static void option(const char *name, int level, int which, int value) {
    int fd = stream();
    setsockopt(fd, level, which, &value, sizeof value);
    row(name, to(fd, &far));
    socklen_t length = sizeof value;
    getsockopt(fd, level, which, &value, &length);
    row("and afterwards", value);
    length = sizeof value;
    getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, &length);
    row("no delay", value);
    close(fd);
}

/* The answer would have to be written to memory that the program itself may not write to. */
static void buffers(void) {
    long page = sysconf(_SC_PAGESIZE);
    char *room = mmap(NULL, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mmap(room + page, page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    mprotect(room + 2 * page, page, PROT_READ);
    int fd = stream();
    socklen_t length = sizeof far;
    row("connect", to(fd, &far));
    row("name in read-only memory", getpeername(fd, (void *) (room + 2 * page), &length));
    row("still empty", room[2 * page]);
    row("name reaching into it", getpeername(fd, (void *) (room + 2 * page - 4), &length));
    length = sizeof far;
    row("name over two mappings", getpeername(fd, (void *) (room + page - 4), &length));
    row("it is the right one", memcmp(room + page - 4, &far, 8));
    row("no memory", getpeername(fd, (void *) 8, &length));
    close(fd);
}

static int waiting;
static struct sockaddr_in full;

static void *wait_for_it(void *unused) {
    (void) unused;
    return to(waiting, &full) == 0 ? &full : NULL;
}

/* A connect to a socket whose queue is full, given up by another thread; and another one. */
static void given_up(void) {
    int listener = socket(AF_INET, SOCK_STREAM, 0), queue[2];
    socklen_t length = sizeof full;
    full = (struct sockaddr_in) {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    bind(listener, (struct sockaddr *) &full, sizeof full);
    getsockname(listener, (struct sockaddr *) &full, &length);
    listen(listener, 1);
    for (int i = 0; i < 2; i++) to(queue[i] = stream(), &full);
    waiting = socket(AF_INET, SOCK_STREAM, 0);
    pthread_t thread;
    pthread_create(&thread, NULL, wait_for_it, NULL);
    struct tcp_info info = {0};
    do {
        length = sizeof info;
        getsockopt(waiting, IPPROTO_TCP, TCP_INFO, &info, &length);
    } while (info.tcpi_state != TCP_SYN_SENT);
    row("shutdown", shutdown(waiting, SHUT_RDWR));
    void *connected;
    pthread_join(thread, &connected);
    row("given up", connected != NULL);
    row("another connect", to(stream(), &far));
}

static void *absent;
static socklen_t room;
static int asked;

static void *connect_by_absent(void *unused) {
    (void) unused;
    return to(stream(), absent) == 0 ? absent : NULL;
}

static void *name_into_absent(void *unused) {
    (void) unused;
    return getpeername(asked, absent, &room) == 0 ? absent : NULL;
}

static void *length_in_absent(void *unused) {
    (void) unused;
    struct sockaddr_in name;
    return getpeername(asked, (struct sockaddr *) &name, absent) == 0 ? absent : NULL;
}

static void *send_absent(void *unused) {
    (void) unused;
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(9),
                               .sin_addr = {htonl(INADDR_LOOPBACK)}};
    return sendto(socket(AF_INET, SOCK_DGRAM, 0), absent, 9, 0, (struct sockaddr *) &here,
                  sizeof here) == 9 ? absent : NULL;
}

/* A call with memory that does not come before another connect of the program has ended. */
static void memory_comes_late(const char *name, void *(*call)(void *), void *content) {
    long size = sysconf(_SC_PAGESIZE);
    int source = syscall(SYS_userfaultfd, O_CLOEXEC);
    row(name, source < 0 ? source : 1);
    if (source < 0) return;
    struct uffdio_api api = {.api = UFFD_API};
    row("it is absent", ioctl(source, UFFDIO_API, &api));
    absent = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct uffdio_register where = {.range = {(unsigned long) absent, size},
                                    .mode = UFFDIO_REGISTER_MODE_MISSING};
    row("registered", ioctl(source, UFFDIO_REGISTER, &where));
    pthread_t thread;
    pthread_create(&thread, NULL, call, NULL);
    struct uffd_msg message;
    row("wanted", read(source, &message, sizeof message) == sizeof message);
    row("another connect", to(stream(), &far));
    struct uffdio_copy copy = {.dst = (unsigned long) absent, .src = (unsigned long) content,
                               .len = size};
    row("it comes", ioctl(source, UFFDIO_COPY, &copy));
    void *done;
    pthread_join(thread, &done);
    row("and the call succeeds", done == absent);
    close(source);
}

static void absent_memory(void) {
    static char content[65536];
    asked = stream();
    row("connect", to(asked, &far));
    memcpy(content, &far, sizeof far);
    memory_comes_late("address", connect_by_absent, content);
    room = sizeof far;
    memory_comes_late("name", name_into_absent, content);
    socklen_t length = sizeof far;
    memcpy(content, &length, sizeof length);
    memory_comes_late("length of a name", length_in_absent, content);
    memory_comes_late("datagram", send_absent, content);
}

static sem_t *closable;

/* Serves a file system that is one file. To close a descriptor of it waits until it is closable. */
static void serve_file(int device) {
    static char question[FUSE_MIN_READ_BUFFER + 65536];
    struct fuse_in_header *asked_for = (void *) question;
    while (read(device, question, sizeof question) > 0) {
        struct { struct fuse_out_header header; char rest[256]; } reply = {0};
        struct fuse_init_out init = {.major = FUSE_KERNEL_VERSION, .minor = 31, .max_write = 4096};
        struct fuse_attr_out attributes = {.attr = {.ino = 1, .mode = S_IFREG | 0666, .nlink = 1}};
        size_t length = 0;
        switch (asked_for->opcode) {
        case FUSE_INIT: memcpy(reply.rest, &init, length = sizeof init); break;
        case FUSE_GETATTR: memcpy(reply.rest, &attributes, length = sizeof attributes); break;
        case FUSE_OPEN: length = sizeof(struct fuse_open_out); break;
        case FUSE_FLUSH: sem_wait(closable); sem_post(closable); break;
        case FUSE_RELEASE: break;
        default: reply.header.error = -ENOSYS;
        }
        reply.header.unique = asked_for->unique;
        reply.header.len = sizeof reply.header + length;
        if (write(device, &reply, reply.header.len) < 0) break;
    }
}

/* Each close of a descriptor asks who serves the file, and nobody answers before another connect.
 * A process that ends cannot answer itself, so another one does, which lives for a while only. */
static void close_waits(void) {
    char path[] = "/tmp/hostile-XXXXXX", options[100];
    int shared = MAP_SHARED | MAP_ANONYMOUS;
    closable = mmap(NULL, sizeof *closable, PROT_READ | PROT_WRITE, shared, -1, 0);
    sem_init(closable, 1, 0);
    close(mkstemp(path));
    int device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
    snprintf(options, sizeof options, "fd=%d,rootmode=100666,user_id=0,group_id=0", device);
    row("namespace", unshare(CLONE_NEWNS));
    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    int mounted = mount("hostile", path, "fuse", 0, options);
    row("mounted", mounted);
    if (mounted == 0) {
        pid_t server = fork();
        if (server == 0) {
            alarm(20);
            serve_file(device);
            _exit(0);
        }
        close(device);
        int file = open(path, O_RDWR);
        row("open", file > 0);
        row("connect of a file", to(file, &far));
        row("another connect", to(stream(), &far));
        sem_post(closable);
        row("closed", close(file));
        umount2(path, MNT_DETACH);
        waitpid(server, NULL, 0);
    }
    unlink(path);
}

static void control(const char *name, int level, int type, int value) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(9),
                               .sin_addr = {htonl(INADDR_LOOPBACK)}};
    union { char bytes[CMSG_SPACE(sizeof value)]; struct cmsghdr header; } space = {{0}};
    struct iovec part = {"x", 1};
    struct msghdr message = {.msg_name = &here, .msg_namelen = sizeof here, .msg_iov = &part,
                             .msg_iovlen = 1, .msg_control = &space,
                             .msg_controllen = sizeof space};
    space.header.cmsg_level = level;
    space.header.cmsg_type = type;
    space.header.cmsg_len = CMSG_LEN(sizeof value);
    memcpy(CMSG_DATA(&space.header), &value, sizeof value);
    row(name, sendmsg(socket(AF_INET, SOCK_DGRAM, 0), &message, 0));
}

/* Gives up connecting to all ports but one, as browsers and servers do; and so do their children,
 * also when the parent has gone. */
static void sandboxed(void) {
    struct sockaddr_in other = far;
    other.sin_port = htons(ntohs(far.sin_port) + 1);
    unsigned long long handled[2] = {0, 2 /* LANDLOCK_ACCESS_NET_CONNECT_TCP */};
    struct { unsigned long long access, port; } rule = {2, ntohs(far.sin_port)};
    int end[2];
    if (pipe(end)) exit(2);
    pid_t child = fork();
    if (child == 0) {
        int ruleset = syscall(SYS_landlock_create_ruleset, handled, sizeof handled, 0);
        row("ruleset", ruleset > 0);
        row("rule", syscall(SYS_landlock_add_rule, ruleset, 2 /* NET_PORT */, &rule, 0));
        row("no new privileges", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
        row("restricted", syscall(SYS_landlock_restrict_self, ruleset, 0));
        row("the port that is left", to(stream(), &far));
        row("another port", to(stream(), &other));
        fflush(stdout);
        int parent = getpid();
        if (fork() == 0) {
            while (getppid() == parent) usleep(1000);
            row("another port, as an orphan", to(stream(), &other));
            _exit(0);
        }
        _exit(0);
    }
    waitpid(child, NULL, 0);
    close(end[1]);
    while (read(end[0], &child, 1) > 0) {}
    row("another port, outside", to(stream(), &other) == 0 || errno != EACCES);
}

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    alarm(60);
    far = (struct sockaddr_in) {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
    inet_pton(AF_INET, argv[1], &far.sin_addr);
    error_queue(argv[3]);
    option("SO_RCVLOWAT", SOL_SOCKET, SO_RCVLOWAT, 4096);
    option("TCP_CORK", IPPROTO_TCP, TCP_CORK, 1);
    buffers();
    given_up();
    absent_memory();
    sandboxed();
    control("time to live", IPPROTO_IP, IP_TTL, 7);
    if (getuid() != 0) {
        control("mark", SOL_SOCKET, SO_MARK, 66);
        control("high priority", SOL_SOCKET, SO_PRIORITY, 7);
    } else {
        close_waits();
    }
    return 0;
}
