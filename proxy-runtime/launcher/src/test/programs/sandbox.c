/* A supervisor that is not tsocks: runs a command and answers each connect that names no socket with
 * success, and lets all others through. It ends as the command does. */
#define _GNU_SOURCE
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int install(void) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_connect, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {sizeof code / sizeof *code, code};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
}

static void answer(int listener) {
    struct seccomp_notif call;
    struct seccomp_notif_resp response;
    memset(&call, 0, sizeof call);
    memset(&response, 0, sizeof response);
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) == 0) {
        response.id = call.id;
        response.flags = (int) call.data.args[0] < 0 ? 0 : SECCOMP_USER_NOTIF_FLAG_CONTINUE;
        ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
    }
}

int main(int argc, char **argv) {
    int listener = install(), status;
    if (argc < 2 || listener < 0) {
        return 99;
    }
    pid_t command = fork();
    if (command == 0) {
        close(listener);
        execvp(argv[1], argv + 1);
        _exit(98);
    }
    for (;;) {
        struct pollfd ready = {listener, POLLIN, 0};
        if (poll(&ready, 1, 20) > 0 && (ready.revents & POLLIN)) {
            answer(listener);
        }
        if (waitpid(command, &status, WNOHANG) == command) {
            return WIFEXITED(status) ? WEXITSTATUS(status) : 97;
        }
    }
}
