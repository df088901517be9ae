/* Connects while a timer's signal comes every 100 ms, and says how that went.
 * Arguments: address, port, "restart" or "interrupt"; then, for a second thread, which blocks all
 * signals, anything. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

static volatile sig_atomic_t handled;

static void handle(int signal) { handled = handled + 1; }

static void *idle(void *unused) {
    poll(NULL, 0, -1);
    return NULL;
}

static void second_thread(void) {
    pthread_t thread;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    pthread_create(&thread, NULL, idle, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    if (argc > 4) second_thread();
    int restart = strcmp(argv[3], "restart") == 0;
    struct sigaction action = {.sa_handler = handle, .sa_flags = restart ? SA_RESTART : 0};
    sigaction(SIGALRM, &action, NULL);
    struct itimerval every = {{0, 100000}, {0, 100000}};
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
    inet_pton(AF_INET, argv[1], &a.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setitimer(ITIMER_REAL, &every, NULL);
    int result = connect(fd, (struct sockaddr *) &a, sizeof a);
    int error = result < 0 ? errno : 0;
    struct itimerval never = {{0, 0}, {0, 0}};
    setitimer(ITIMER_REAL, &never, NULL);
    printf("connect: %d %s\n", result, error ? strerror(error) : "");
    printf("handled: %s\n", handled > 0 ? "yes" : "no");
    if (error == EINTR) {
        struct pollfd p = {.fd = fd, .events = POLLOUT};
        poll(&p, 1, 30000);
        int value = -1;
        socklen_t length = sizeof value;
        getsockopt(fd, SOL_SOCKET, SO_ERROR, &value, &length);
        printf("outcome: %d\n", value);
    }
    return 0;
}
