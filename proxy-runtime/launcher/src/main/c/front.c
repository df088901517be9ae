// In front of the Java machine. Every command of the image is a copy of this program, which starts
// the main class in lib/NAME.main with the options in lib/NAME.options.
//
// "tsocks" is what the user's shell waits for, while the supervisor has to be the command's ancestor
// and may outlive it. So the front starts the supervisor beside itself, hands signals on to the
// command, and ends as that ends. "tsocks-become" starts the command, with the variables, signals
// and descriptors that the front was started with: the Java machine leaves none as they are.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
enum { SYSTEM_ERROR = 71, CANNOT_RUN = 126, NOT_FOUND = 127, MOST_OPTIONS = 64 };
// What the Java machine takes before the command starts, and some more: of descriptors, and of bytes.
enum { DESCRIPTORS = 32, ADDRESSES = 1400 << 20 };
// What the front is told by the supervisor (Front.java), and by the command that is about to be.
struct message { enum { STARTED = 1, STOPPED, ENDED, LEFT } kind; int value; };
#define BIT(signal) (1UL << ((signal) - 1))
#define KEYS (BIT(SIGINT) | BIT(SIGQUIT) | BIT(SIGTSTP) | BIT(SIGWINCH))
#define ENDING (BIT(SIGHUP) | BIT(SIGINT) | BIT(SIGQUIT) | BIT(SIGTERM))
#define text(...) ({ char *made; if (asprintf(&made, __VA_ARGS__) < 0) fail("memory"); made; })

static _Noreturn void fail(const char *what)
{
    dprintf(2, "tsocks: nothing is run: %s: %s\n", what, strerror(errno));
    _exit(SYSTEM_ERROR);
}

// The variables that the front was started with, and one more in place of any of its name.
static char **variables(int file, char *added)
{
    off_t size = lseek(file, 0, SEEK_END);
    char *all = calloc(1, size + 1), **list = calloc(size + 2, sizeof *list), **next = list;
    if (size < 0 || !all || !list || pread(file, all, size, 0) != size) fail("the environment");
    for (char *one = all; one < all + size; one += strlen(one) + 1)
        if (strncmp(one, added, strcspn(added, "=") + 1) != 0) *next++ = one;
    *next = added;
    return list;
}

// By the kernel's own call, here and below: the library's leaves out two signals, which posix_spawn ignores.
static void restore_signals(unsigned long blocked, unsigned long ignored)
{
    for (int number = 1; number < NSIG; number++)
        syscall(SYS_rt_sigaction, number, (void *[4]) {ignored & BIT(number) ? SIG_IGN : SIG_DFL}, NULL, 8);
    sigprocmask(SIG_SETMASK, &(sigset_t) {{blocked}}, NULL);
}

// Arguments: what the front has said of its own start, a variable, the command.
static _Noreturn void become(char **arguments)
{
    unsigned long blocked, ignored;
    int channel, environment, folder;
    if (sscanf(arguments[1], "%d %d %d %lx %lx", &channel, &environment, &folder, &blocked, &ignored) != 5)
        fail(arguments[1]);
    environ = variables(environment, arguments[2]);
    if (folder >= 0 && fchdir(folder) != 0) fail("the current folder");
    // From now on signals are this process's own, and wait until it is the command.
    restore_signals(~0UL, ignored);
    if (write(channel, &(struct message) {STARTED, getpid()}, sizeof(struct message)) < 0) fail("nobody waits for it");
    close(channel), close(environment), close(folder);
    restore_signals(blocked, ignored);
    execvp(arguments[3], arguments + 3);
    int status = errno == ENOENT ? NOT_FOUND : CANNOT_RUN;
    dprintf(2, "tsocks: %s: %s\n", arguments[3], status == NOT_FOUND ? "not found" : strerror(errno));
    _exit(status);
}

// Without room the Java machine would say so, in many words of its own and each time in others.
static void need_room(void)
{
    int taken[DESCRIPTORS], count = 0;
    while (count < DESCRIPTORS && (taken[count] = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0) count++;
    if (count < DESCRIPTORS) fail(text("%d more descriptors are needed; raise their limit (ulimit -n)", DESCRIPTORS));
    while (count > 0) close(taken[--count]);
    void *room = mmap(NULL, ADDRESSES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED) fail(text("%d MB of addresses are needed; raise their limit (ulimit -v)", ADDRESSES >> 20));
    munmap(room, ADDRESSES);
}

static char *inherited_descriptors(void)
{
    char *list = "-1";
    DIR *folder = opendir("/proc/self/fd");
    if (!folder) fail("/proc/self/fd");
    for (struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.' && atoi(entry->d_name) != dirfd(folder)) list = text("%s,%s", list, entry->d_name);
    closedir(folder);
    return list;
}

static _Noreturn void run_java(const char *home, char *name, char *property, int count, char **arguments)
{
    char *words[count + MOST_OPTIONS], **next = words, *options = getenv("TSOCKS_JAVA_OPTIONS"), *option;
    char *cache = text("%s/lib/%s.aot", home, name);
    *next++ = name;
    if (access(cache, R_OK) == 0) *next++ = text("-XX:AOTCache=%s", cache);
    *next++ = text("@%s/lib/%s.options", home, name);
    while ((option = strsep(&options, " ")) && next < words + MOST_OPTIONS - 8) if (*option) *next++ = option;
    if (property) *next++ = property;
    *next++ = text("@%s/lib/%s.main", home, name);
    memcpy(next, arguments, count * sizeof *next);
    // Options for every Java machine are the command's. Names of files may have no letters in its locale.
    unsetenv("JAVA_TOOL_OPTIONS"), unsetenv("JDK_JAVA_OPTIONS"), unsetenv("_JAVA_OPTIONS");
    setenv("LC_ALL", "C.UTF-8", 1);
    execv(text("%s/bin/java", home), words);
    fail("bin/java");
}

// A terminal's keys reach the command without the front, as does what that sends to all. Before there
// is a command, signals are the supervisor's; one that ignores them starts it, and it gets them then.
static void hand_on(int signals, pid_t supervisor, pid_t command, unsigned long *held)
{
    struct signalfd_siginfo got;
    if (read(signals, &got, sizeof got) != sizeof got || got.ssi_signo == SIGCHLD) return;
    unsigned long signal = BIT(got.ssi_signo), undone = BIT(SIGCONT) | BIT(SIGTSTP);
    if (!command) *held = (*held & ~(signal & undone ? undone : 0)) | signal;
    if (got.ssi_code == SI_KERNEL ? signal & ~KEYS : (pid_t) got.ssi_pid != supervisor && (pid_t) got.ssi_pid != command)
        kill(command ? command : supervisor, got.ssi_signo);
}

// Stops as the command has been stopped. When it goes on, so does the command, with the terminal.
static void stop(pid_t command)
{
    sigset_t pending;
    if (sigpending(&pending) == 0 && !sigismember(&pending, SIGCONT)) kill(getpid(), SIGSTOP);
    pid_t group = getpgid(command);
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (group > 0 && terminal >= 0 && tcgetpgrp(terminal) == getpgrp()) tcsetpgrp(terminal, group);
    close(terminal);
    if (group > 0) kill(group == getpgrp() ? command : -group, SIGCONT);
}

// What the supervisor had begun before there was a command, such as an ssh that asks for a password: it
// would log in, and stay. This process adopts it.
static void end_orphans(void)
{
    FILE *children = fopen("/proc/thread-self/children", "r");
    for (int orphan; children && fscanf(children, "%d", &orphan) == 1;) kill(orphan, SIGTERM);
    if (children) fclose(children);
}

static _Noreturn void follow(int channel, int signals, pid_t supervisor)
{
    pid_t command = 0;
    int status = -1;
    unsigned long held = 0;
    struct message told;
    struct pollfd events[] = {{channel, POLLIN, 0}, {signals, POLLIN, 0}};
    while (poll(events, status < 0 ? 2 : 1, -1) > 0) {
        if (status < 0 && events[1].revents) hand_on(signals, supervisor, command, &held);
        if (!events[0].revents) continue;
        if (read(channel, &told, sizeof told) != sizeof told) break;
        if (told.kind == STARTED) command = told.value;
        if (told.kind == STOPPED) stop(command);
        if (told.kind == ENDED) status = told.value;
        if (told.kind == LEFT) supervisor = 0;
        for (int number = 1; command && held; number++, held >>= 1) if (held & 1) kill(command, number);
    }
    // Without an end, nothing is run, or the supervisor was killed: its command is this one's child.
    pid_t orphan = status < 0 ? command : 0;
    int how = 0;
    if (supervisor) waitpid(supervisor, &how, 0);
    if (status < 0) status = how;
    if (!command) end_orphans();
    if (orphan && WIFSIGNALED(how))
        dprintf(2, "tsocks: signal %d ended the supervisor, so the command can connect to nothing\n", WTERMSIG(how));
    if (!command && WIFSIGNALED(how) && !(BIT(WTERMSIG(how)) & ENDING)) {
        dprintf(2, "tsocks: nothing is run: signal %d ended the supervisor\n", WTERMSIG(how));
        _exit(SYSTEM_ERROR);
    }
    while (orphan && waitpid(orphan, &status, WNOHANG) == 0) hand_on(signals, supervisor, orphan, &held);
    if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
    restore_signals(0, 0);
    kill(getpid(), WTERMSIG(status));
    _exit(128 + WTERMSIG(status));
}

static _Noreturn void supervise(const char *home, char *name, int count, char **arguments)
{
    need_room();
    char *inherited = inherited_descriptors();
    int channel[2], low, folder = -1;
    sigset_t all, given;
    sigfillset(&all), sigprocmask(SIG_SETMASK, &all, &given);
    while ((low = open("/dev/null", O_RDWR)) >= 0 && low <= 2) {}
    close(low);
    // All variables but the password, which only the supervisor is to know.
    int environment = memfd_create("environment", 0);
    for (char **one = environ; *one; one++)
        if (strncmp(*one, "TSOCKS_PASSWORD=", 16) != 0 && write(environment, *one, strlen(*one) + 1) < 0) fail("memfd");
    if (low < 0 || environment < 0 || pipe(channel) != 0) fail("descriptors");
    if (!getcwd(NULL, 0) && ((folder = open(".", O_PATH)) < 0 || chdir("/") != 0)) fail("the current folder");
    unsigned long ignored = 0;
    void *action[4];
    for (int number = 1; number < NSIG; number++)
        if (syscall(SYS_rt_sigaction, number, NULL, action, 8) == 0 && action[0] == SIG_IGN) ignored |= BIT(number);
    signal(SIGCHLD, SIG_DFL), prctl(PR_SET_CHILD_SUBREAPER, 1);
    int signals = signalfd(-1, &all, SFD_CLOEXEC);
    pid_t supervisor = fork();
    if (signals < 0 || supervisor < 0) fail("the supervisor");
    if (supervisor == 0) {
        close(channel[0]);
        // Signals are for the command; some end the supervisor as well, until it starts that.
        restore_signals(0, (ignored | ~ENDING) & ~BIT(SIGCHLD));
        run_java(home, name, text("-Dtsocks.front=%d %d %d %lx %lx %s %s/bin/%s", channel[1], environment, folder,
            given.__val[0], ignored, inherited, home, name), count, arguments);
    }
    close(channel[1]), close(environment), prctl(PR_SET_DUMPABLE, 0);
    for (char **one = environ; *one; one++)
        if (strncmp(*one, "TSOCKS_PASSWORD=", 16) == 0) explicit_bzero(*one, strlen(*one));
    follow(channel[0], signals, supervisor);
}

int main(int argc, char **argv)
{
    if (argc > 3 && strcmp(argv[0], "tsocks-become") == 0) become(argv);
    char home[4096] = "";
    if (readlink("/proc/self/exe", home, sizeof home - 1) < 0) fail("/proc/self/exe");
    char *name = strrchr(home, '/') + 1;
    name[-1] = 0, *strrchr(home, '/') = 0;
    if (strcmp(name, "tsocks") == 0) supervise(home, name, argc, argv + 1);
    run_java(home, name, NULL, argc, argv + 1);
}
