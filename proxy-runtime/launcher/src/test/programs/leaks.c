/* Tries every way to send something to a host, and goes on whatever happens.
 * Arguments: an IPv4 address, an IPv6 address; then, to outlive the supervisor, a folder. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef MSG_FASTOPEN
#define MSG_FASTOPEN 0x20000000
#endif

/* Local addresses of the network that this runs in: its own, and one that nobody has. */
#define OWN "10.203.0.2"
#define NEAR "10.203.0.9"

static struct sockaddr_in four;
static struct sockaddr_in6 six, mapped;

static void row(const char *name, long result) {
    printf("%s: %s\n", name, result < 0 ? strerror(errno) : "done");
    fflush(stdout);
}

static int stream(int family) { return socket(family, SOCK_STREAM | SOCK_NONBLOCK, 0); }

static void *threaded(void *unused) {
    row("thread", connect(stream(AF_INET), (struct sockaddr *) &four, sizeof four));
    return NULL;
}

static void messages(const char *name, int fd, int flags, void *address, socklen_t length) {
    char text[64];
    struct iovec part = {"leak", 4};
    struct mmsghdr many = {.msg_hdr = {.msg_name = address, .msg_namelen = length,
                                       .msg_iov = &part, .msg_iovlen = 1}};
    snprintf(text, sizeof text, "%s sendto", name);
    row(text, sendto(fd, "leak", 4, flags | MSG_NOSIGNAL, address, length));
    snprintf(text, sizeof text, "%s sendmsg", name);
    row(text, sendmsg(fd, &many.msg_hdr, flags | MSG_NOSIGNAL));
    snprintf(text, sizeof text, "%s sendmmsg", name);
    row(text, sendmmsg(fd, &many, 1, flags | MSG_NOSIGNAL));
}

static void connected(const char *name, int family, void *address, socklen_t length) {
    int fd = socket(family, SOCK_DGRAM, 0);
    row(name, connect(fd, address, length));
    for (int i = 0; i < 3; i++) row(name, send(fd, "leak", 4, MSG_NOSIGNAL));
    row(name, write(fd, "leak", 4));
    close(fd);
}

static void tcp(void) {
    row("tcp", connect(stream(AF_INET), (struct sockaddr *) &four, sizeof four));
    row("tcp by number", syscall(SYS_connect, stream(AF_INET), &four, sizeof four));
    row("tcp ipv6", connect(stream(AF_INET6), (struct sockaddr *) &six, sizeof six));
    row("tcp mapped", connect(stream(AF_INET6), (struct sockaddr *) &mapped, sizeof mapped));
    int fd = stream(AF_INET);
    struct sockaddr nothing = {.sa_family = AF_UNSPEC};
    connect(fd, &nothing, sizeof nothing);
    row("tcp after AF_UNSPEC", connect(fd, (struct sockaddr *) &four, sizeof four));
    row("tcp again", connect(fd, (struct sockaddr *) &four, sizeof four));
    messages("fast open", stream(AF_INET), MSG_FASTOPEN, &four, sizeof four);
    messages("fast open ipv6", stream(AF_INET6), MSG_FASTOPEN, &six, sizeof six);
}

/* The first message names no address because the socket is connected; the second one does. */
static void vector(void) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(9)};
    inet_pton(AF_INET, OWN, &here.sin_addr);
    struct iovec part = {"leak", 4};
    struct mmsghdr many[2] = {{.msg_hdr = {.msg_iov = &part, .msg_iovlen = 1}},
                              {.msg_hdr = {.msg_name = &four, .msg_namelen = sizeof four,
                                           .msg_iov = &part, .msg_iovlen = 1}}};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    row("udp vector, connect", connect(fd, (struct sockaddr *) &here, sizeof here));
    row("udp vector", sendmmsg(fd, many, 2, MSG_NOSIGNAL));
}

/* Packets for a local host that are to travel by another one. */
static void source_routes(void) {
    struct sockaddr_in near = {.sin_family = AF_INET, .sin_port = htons(4242)};
    inet_pton(AF_INET, NEAR, &near.sin_addr);
    unsigned char route[12] = {1, 131, 7, 4};
    memcpy(route + 4, &four.sin_addr, 4);
    int fd = stream(AF_INET);
    row("source route", setsockopt(fd, IPPROTO_IP, IP_OPTIONS, route, 8));
    row("source route, tcp", connect(fd, (struct sockaddr *) &near, sizeof near));
    fd = socket(AF_INET, SOCK_DGRAM, 0);
    char space[CMSG_SPACE(8)];
    struct iovec part = {"leak", 4};
    struct msghdr one = {.msg_name = &near, .msg_namelen = sizeof near, .msg_iov = &part,
                         .msg_iovlen = 1, .msg_control = space, .msg_controllen = sizeof space};
    struct cmsghdr *options = CMSG_FIRSTHDR(&one);
    options->cmsg_level = IPPROTO_IP;
    options->cmsg_type = IP_RETOPTS;
    options->cmsg_len = CMSG_LEN(8);
    memcpy(CMSG_DATA(options), route, 8);
    row("source route, udp", sendmsg(fd, &one, MSG_NOSIGNAL));
}

static void udp(void) {
    struct sockaddr_in unspecified = four;
    unspecified.sin_family = AF_UNSPEC;
    messages("udp AF_UNSPEC", socket(AF_INET, SOCK_DGRAM, 0), 0, &unspecified, sizeof four);
    vector();
    messages("udp", socket(AF_INET, SOCK_DGRAM, 0), 0, &four, sizeof four);
    messages("udp ipv6", socket(AF_INET6, SOCK_DGRAM, 0), 0, &six, sizeof six);
    messages("udp mapped", socket(AF_INET6, SOCK_DGRAM, 0), 0, &mapped, sizeof mapped);
    connected("udp connected", AF_INET, &four, sizeof four);
    connected("udp connected ipv6", AF_INET6, &six, sizeof six);
    connected("udp connected mapped", AF_INET6, &mapped, sizeof mapped);
}

static void others(void) {
    row("ring", syscall(425, 8, 0));
    int fd = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
    row("raw", fd);
    sendto(fd, "leak....", 8, 0, (struct sockaddr *) &four, sizeof four);
    fd = socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP);
    row("ping", fd);
    sendto(fd, "\10\0\0\0\0\0\0\0", 8, 0, (struct sockaddr *) &four, sizeof four);
    fd = socket(AF_INET, SOCK_STREAM, 132);
    row("sctp", fd);
    connect(fd, (struct sockaddr *) &four, sizeof four);
    row("packet", socket(AF_PACKET, SOCK_RAW, 0));
    fd = socket(43, SOCK_STREAM | SOCK_NONBLOCK, 0);
    row("smc", fd);
    connect(fd, (struct sockaddr *) &four, sizeof four);
}

static void family(char **argv) {
    pthread_t thread;
    pthread_create(&thread, NULL, threaded, NULL);
    pthread_join(thread, NULL);
    pid_t child = vfork();
    if (child == 0) {
        execl("/proc/self/exe", argv[0], argv[1], argv[2], "", "child", (char *) NULL);
        _exit(1);
    }
    waitpid(child, NULL, 0);
    if ((child = fork()) == 0) {
        if (fork() == 0) {
            setsid();
            tcp();
        }
        _exit(0);
    }
    waitpid(child, NULL, 0);
}

/* A question for the address of leak.example. */
static char question[] = "\x12\x34\1\0\0\1\0\0\0\0\0\0\4leak\7example\0\0\1\0\1";
#define QUESTION_SIZE (sizeof question - 1)

static void ask(const char *name, int family, void *address, socklen_t length) {
    char text[64];
    int fd = socket(family, SOCK_DGRAM, 0);
    snprintf(text, sizeof text, "%s sendto", name);
    row(text, sendto(fd, question, QUESTION_SIZE, 0, address, length));
    struct iovec part = {question, QUESTION_SIZE};
    struct mmsghdr many = {.msg_hdr = {.msg_name = address, .msg_namelen = length,
                                       .msg_iov = &part, .msg_iovlen = 1}};
    snprintf(text, sizeof text, "%s sendmsg", name);
    row(text, sendmsg(fd, &many.msg_hdr, 0));
    snprintf(text, sizeof text, "%s sendmmsg", name);
    row(text, sendmmsg(fd, &many, 1, 0));
    fd = socket(family, SOCK_DGRAM, 0);
    snprintf(text, sizeof text, "%s connected", name);
    row(text, connect(fd, address, length));
    for (int i = 0; i < 3; i++) send(fd, question, QUESTION_SIZE, MSG_NOSIGNAL);
    fd = stream(family);
    snprintf(text, sizeof text, "%s stream", name);
    row(text, connect(fd, address, length));
    char framed[QUESTION_SIZE + 2] = {0, QUESTION_SIZE};
    memcpy(framed + 2, question, QUESTION_SIZE);
    usleep(50000);
    send(fd, framed, sizeof framed, MSG_NOSIGNAL);
}

static void ask_service(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strcpy(address.sun_path, path);
    row(path, connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *) &address, sizeof address));
}

/* Every way to have a name resolved: by name servers, by neighbours, and by services. */
static void names(void) {
    struct sockaddr_in to4 = four;
    struct sockaddr_in6 to6 = six, to_mapped = mapped;
    int ports[] = {53, 853, 5353, 5355};
    for (int i = 0; i < 4; i++) {
        to4.sin_port = to6.sin6_port = to_mapped.sin6_port = htons(ports[i]);
        ask("name server", AF_INET, &to4, sizeof to4);
        ask("name server ipv6", AF_INET6, &to6, sizeof to6);
        ask("name server mapped", AF_INET6, &to_mapped, sizeof to_mapped);
    }
    to4.sin_port = to6.sin6_port = htons(5353);
    inet_pton(AF_INET, "224.0.0.251", &to4.sin_addr);
    inet_pton(AF_INET6, "ff02::fb", &to6.sin6_addr);
    ask("mdns", AF_INET, &to4, sizeof to4);
    ask("mdns ipv6", AF_INET6, &to6, sizeof to6);
    inet_pton(AF_INET, "224.0.0.252", &to4.sin_addr);
    to4.sin_port = htons(5355);
    ask("llmnr", AF_INET, &to4, sizeof to4);
    ask_service("/run/nscd/socket");
    ask_service("/run/systemd/resolve/io.systemd.Resolve");
    ask_service("/run/avahi-daemon/socket");
    struct addrinfo *found;
    int error = getaddrinfo("leak.example", "80", NULL, &found);
    printf("getaddrinfo: %s\n", error == 0 ? "done" : gai_strerror(error));
    if (error == 0) row("by name", connect(stream(AF_INET), found->ai_addr, found->ai_addrlen));
}

enum { WAYS = 6 };

/* Has the packets of a socket leave by a network device, in one of several ways. */
static void choose_device(int fd, int way, unsigned device) {
    unsigned number = htonl(device);
    char name[IF_NAMESIZE] = "";
    struct in6_pktinfo info = {.ipi6_ifindex = device};
    if_indextoname(device, name);
    switch (way) {
    case 0: setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, name, sizeof name); break;
    case 1: setsockopt(fd, SOL_SOCKET, 62 /* SO_BINDTOIFINDEX */, &device, sizeof device); break;
    case 2: setsockopt(fd, IPPROTO_IP, 50 /* IP_UNICAST_IF */, &number, sizeof number); break;
    case 3: setsockopt(fd, IPPROTO_IPV6, 76 /* IPV6_UNICAST_IF */, &number, sizeof number); break;
    case 4: setsockopt(fd, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info); break;
    default: break;
    }
}

/* A message whose control data names a device, on a connected socket. */
static void send_by(int fd, int family, unsigned device) {
    char space[CMSG_SPACE(sizeof(struct in6_pktinfo))] = {0};
    struct iovec part = {question, QUESTION_SIZE};
    struct msghdr one = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space};
    struct cmsghdr *control = (struct cmsghdr *) space;
    struct in_pktinfo info4 = {.ipi_ifindex = device};
    struct in6_pktinfo info6 = {.ipi6_ifindex = device};
    int is6 = family == AF_INET6;
    size_t size = is6 ? sizeof info6 : sizeof info4;
    one.msg_controllen = CMSG_SPACE(size);
    control->cmsg_level = is6 ? IPPROTO_IPV6 : IPPROTO_IP;
    control->cmsg_type = is6 ? IPV6_PKTINFO : IP_PKTINFO;
    control->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(control), is6 ? (void *) &info6 : (void *) &info4, size);
    for (int i = 0; i < 2; i++) sendmsg(fd, &one, MSG_NOSIGNAL);
}

/* Datagrams that tsocks leads to the loopback: they are not to leave by a device all the same. */
static void by_device(int family, void *address, socklen_t length, unsigned device) {
    for (int way = 0; way < WAYS; way++) {
        int fd = socket(family, SOCK_DGRAM, 0);
        choose_device(fd, way, device);
        sendto(fd, question, QUESTION_SIZE, MSG_NOSIGNAL, address, length);
        connect(fd, address, length);
        for (int i = 0; i < 2; i++) send(fd, question, QUESTION_SIZE, MSG_NOSIGNAL);
        close(fd);
        fd = socket(family, SOCK_DGRAM, 0);
        row("device, connect", connect(fd, address, length));
        choose_device(fd, way, device);
        for (int i = 0; i < 2; i++) send(fd, question, QUESTION_SIZE, MSG_NOSIGNAL);
        send_by(fd, family, device);
        close(fd);
    }
}

/* An address of one link binds the socket that is connected to it to that link. */
static void by_scope(const char *address, int port, unsigned device) {
    struct sockaddr_in6 to = {.sin6_family = AF_INET6, .sin6_port = htons(port),
                              .sin6_scope_id = device};
    inet_pton(AF_INET6, address, &to.sin6_addr);
    connected("of a link", AF_INET6, &to, sizeof to);
}

static void devices(void) {
    struct if_nameindex *all = if_nameindex();
    for (struct if_nameindex *it = all; it != NULL && it->if_index != 0; it++) {
        if (strcmp(it->if_name, "lo") == 0) continue;
        for (int port = 53; port <= 4242; port += 4242 - 53) {
            struct sockaddr_in to4 = four;
            struct sockaddr_in6 to6 = six, to_mapped = mapped;
            to4.sin_port = to6.sin6_port = to_mapped.sin6_port = htons(port);
            by_device(AF_INET, &to4, sizeof to4, it->if_index);
            by_device(AF_INET6, &to6, sizeof to6, it->if_index);
            by_device(AF_INET6, &to_mapped, sizeof to_mapped, it->if_index);
            by_scope("fe80::9", port, it->if_index);
            by_scope("ff02::fb", port, it->if_index);
        }
    }
}

/* Says that it has started, waits until it may go on, tries everything again, says that it has. */
static void outlive(const char *folder) {
    chdir(folder);
    close(open("started", O_CREAT | O_WRONLY, 0666));
    while (access("killed", F_OK) != 0) usleep(10000);
    tcp();
    udp();
    others();
    close(open("finished", O_CREAT | O_WRONLY, 0666));
}

int main(int argc, char **argv) {
    four.sin_family = AF_INET;
    four.sin_port = htons(4242);
    inet_pton(AF_INET, argv[1], &four.sin_addr);
    six.sin6_family = mapped.sin6_family = AF_INET6;
    six.sin6_port = mapped.sin6_port = four.sin_port;
    inet_pton(AF_INET6, argv[2], &six.sin6_addr);
    char text[64];
    snprintf(text, sizeof text, "::ffff:%s", argv[1]);
    inet_pton(AF_INET6, text, &mapped.sin6_addr);
    tcp();
    udp();
    others();
    source_routes();
    devices();
    if (argc == 3) family(argv);
    if (argc == 4 && strcmp(argv[3], "names") == 0) names();
    else if (argc == 4) outlive(argv[3]);
    return 0;
}
