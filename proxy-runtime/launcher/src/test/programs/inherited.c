/* Leaves open what leads out without a call that names an address, and becomes another program.
 * Arguments: "sockets" or "ring", an IPv4 address, that program; or "use", for the ring, and the address. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/io_uring.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ENTRIES 8
#define NUMBER 9 /* Where the ring, and one of the sockets, is left. */

static struct sockaddr_in there = {.sin_family = AF_INET};

static void leave(int descriptor, int number) {
    dup2(descriptor, number);
    close(descriptor);
}

/* A socket that leads nowhere yet is among them. */
static void sockets(void) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    connect(fd, (struct sockaddr *) &there, sizeof there);
    leave(fd, 7);
    leave(socket(AF_INET, SOCK_STREAM, 0), 8);
    fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    connect(fd, (struct sockaddr *) &there, sizeof there);
    leave(fd, NUMBER);
}

/* The kernel thread of the ring would do without io_uring_enter. */
static void ring(void) {
    struct io_uring_params parameters = {.flags = IORING_SETUP_SQPOLL, .sq_thread_idle = 60000};
    int fd = syscall(SYS_io_uring_setup, ENTRIES, &parameters);
    if (fd < 0) {
        memset(&parameters, 0, sizeof parameters);
        fd = syscall(SYS_io_uring_setup, ENTRIES, &parameters);
    }
    if (fd < 0) perror("io_uring_setup");
    leave(fd, NUMBER);
}

static void use(void) {
    void *entries = mmap(NULL, ENTRIES * sizeof(struct io_uring_sqe), PROT_READ | PROT_WRITE, MAP_SHARED, NUMBER,
                         IORING_OFF_SQES);
    puts(entries == MAP_FAILED ? strerror(errno) : "the ring is here");
}

int main(int argc, char **argv) {
    if (argc < 3) return 64;
    there.sin_port = htons(80);
    inet_pton(AF_INET, argv[2], &there.sin_addr);
    if (!strcmp(argv[1], "use")) {
        use();
        return 0;
    }
    if (!strcmp(argv[1], "ring")) ring();
    else sockets();
    execvp(argv[3], argv + 3);
    perror(argv[3]);
    return 127;
}
