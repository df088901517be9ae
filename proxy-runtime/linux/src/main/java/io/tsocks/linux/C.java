package io.tsocks.linux;

/// Constants, sizes and field offsets of the C interfaces used, under their C names. A test
/// compares them with the system's headers.
public final class C {
    // linux/seccomp.h
    public static final int SECCOMP_SET_MODE_FILTER = 1;
    public static final int SECCOMP_GET_ACTION_AVAIL = 2;
    public static final int SECCOMP_GET_NOTIF_SIZES = 3;
    public static final int SECCOMP_FILTER_FLAG_NEW_LISTENER = 1 << 3;

    /// Since Linux 5.19: after RECV only a fatal signal ends the caller's wait.
    public static final int SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV = 1 << 5;

    public static final int SECCOMP_RET_ALLOW = 0x7fff_0000;
    public static final int SECCOMP_RET_USER_NOTIF = 0x7fc0_0000;
    public static final int SECCOMP_RET_ERRNO = 0x0005_0000;
    public static final int SECCOMP_USER_NOTIF_FLAG_CONTINUE = 1;
    public static final long SECCOMP_IOCTL_NOTIF_RECV = 0xc050_2100L;
    public static final long SECCOMP_IOCTL_NOTIF_SEND = 0xc018_2101L;
    public static final long SECCOMP_IOCTL_NOTIF_ID_VALID = 0x4008_2102L;

    /// Since Linux 6.6.
    public static final long SECCOMP_IOCTL_NOTIF_SET_FLAGS = 0x4008_2104L;

    public static final long SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP = 1;

    public static final int seccomp_notif$SIZE = 80;
    public static final int seccomp_notif$id = 0;
    public static final int seccomp_notif$pid = 8;
    public static final int seccomp_notif$data = 16;
    public static final int seccomp_data$nr = 0;
    public static final int seccomp_data$arch = 4;
    public static final int seccomp_data$args = 16;
    public static final int seccomp_notif_resp$SIZE = 24;
    public static final int seccomp_notif_resp$id = 0;
    public static final int seccomp_notif_resp$val = 8;
    public static final int seccomp_notif_resp$error = 16;
    public static final int seccomp_notif_resp$flags = 20;

    // linux/filter.h
    public static final int sock_filter$SIZE = 8;
    public static final int sock_fprog$SIZE = 16;
    public static final int sock_fprog$filter = 8;

    // linux/prctl.h
    public static final int PR_SET_DUMPABLE = 4;
    public static final int PR_SET_NO_NEW_PRIVS = 38;
    public static final int PR_SET_CHILD_SUBREAPER = 36;

    // linux/pidfd.h, linux/kcmp.h
    /// Since Linux 6.9: the descriptor is of a thread, not of a thread group.
    public static final int PIDFD_THREAD = 0x80;

    public static final int KCMP_FILES = 2;

    // sys/socket.h and friends
    public static final int AF_UNSPEC = 0;
    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int AF_INET6 = 10;
    public static final int AF_NETLINK = 16;
    public static final int AF_PACKET = 17;
    public static final int AF_ALG = 38;
    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_TYPE_MASK = 0xf;
    public static final int SOCK_NONBLOCK = 0x800;
    public static final int SOCK_CLOEXEC = 0x8_0000;
    public static final int IPPROTO_IP = 0;
    public static final int IPPROTO_ICMP = 1;
    public static final int IPPROTO_TCP = 6;
    public static final int IPPROTO_UDP = 17;
    public static final int IPPROTO_IPV6 = 41;
    public static final int IPPROTO_ICMPV6 = 58;
    public static final int IPPROTO_MPTCP = 262;
    public static final int IP_OPTIONS = 4;
    public static final int IP_MINTTL = 21;
    public static final int IP_UNICAST_IF = 50;
    public static final int IPV6_UNICAST_HOPS = 16;
    public static final int IPV6_MINHOPCOUNT = 73;
    public static final int IPV6_UNICAST_IF = 76;
    public static final int in6_pktinfo$SIZE = 20;
    public static final int in_pktinfo$SIZE = 12;
    public static final int in_pktinfo$ipi_spec_dst = 4;
    public static final int IP_RETOPTS = 7;
    public static final int IPV6_2292RTHDR = 5;
    public static final int IPV6_2292PKTOPTIONS = 6;
    public static final int IPV6_V6ONLY = 26;
    public static final int IPV6_FLOWLABEL_MGR = 32;
    public static final int IPV6_RTHDR = 57;
    public static final int SOL_SOCKET = 1;
    public static final int SO_REUSEADDR = 2;
    public static final int SO_TYPE = 3;
    public static final int SO_ERROR = 4;
    public static final int SO_SNDBUF = 7;
    public static final int SO_RCVBUF = 8;
    public static final int SO_KEEPALIVE = 9;
    public static final int SO_PRIORITY = 12;
    public static final int SO_ACCEPTCONN = 30;
    public static final int SO_LINGER = 13;
    public static final int SO_RCVLOWAT = 18;
    public static final int SO_RCVTIMEO = 20;
    public static final int SO_SNDTIMEO = 21;
    public static final int SO_BINDTODEVICE = 25;
    public static final int SO_MARK = 36;
    public static final int SO_TIMESTAMPING = 37;
    public static final int SO_TXTIME = 61;
    public static final int SO_BINDTOIFINDEX = 62;
    public static final int SO_TIMESTAMPING_NEW = 65;
    public static final int SCM_RIGHTS = 1;
    public static final int SCM_CREDENTIALS = 2;
    public static final int TCP_NODELAY = 1;
    public static final int TCP_MAXSEG = 2;
    public static final int TCP_CORK = 3;
    public static final int TCP_KEEPIDLE = 4;
    public static final int TCP_KEEPINTVL = 5;
    public static final int TCP_WINDOW_CLAMP = 10;
    public static final int TCP_USER_TIMEOUT = 18;
    public static final int UDP_CORK = 1;
    public static final int UDP_SEGMENT = 103;
    public static final int IP_TOS = 1;
    public static final int IP_TTL = 2;
    public static final int IP_PKTINFO = 8;
    public static final int IPV6_2292PKTINFO = 2;
    public static final int IPV6_2292HOPLIMIT = 8;
    public static final int IPV6_PKTINFO = 50;
    public static final int IPV6_HOPLIMIT = 52;
    public static final int IPV6_DONTFRAG = 62;
    public static final int IPV6_TCLASS = 67;
    public static final int SO_PROTOCOL = 38;
    public static final int SO_DOMAIN = 39;
    public static final int SO_COOKIE = 57;

    /// Since Linux 5.14.
    public static final int SO_NETNS_COOKIE = 71;

    public static final int TCP_INFO = 11;
    public static final int TCP_ESTABLISHED = 1;
    public static final int TCP_SYN_SENT = 2;
    public static final int TCP_SYN_RECV = 3;
    public static final int TCP_TIME_WAIT = 6;
    public static final int TCP_CLOSE = 7;
    public static final int TCP_CLOSE_WAIT = 8;
    public static final int TCP_LAST_ACK = 9;
    public static final int TCP_CLOSING = 11;
    public static final int SHUT_WR = 1;
    public static final int SHUT_RDWR = 2;
    public static final int tcp_info$tcpi_snd_mss = 16;
    public static final int tcp_info$tcpi_rtt = 68;
    public static final int tcp_info$tcpi_bytes_received = 128;
    public static final int tcp_info$tcpi_notsent_bytes = 144;

    /// Since Linux 4.19.
    public static final int tcp_info$tcpi_bytes_sent = 200;

    public static final int tcp_info$tcpi_bytes_retrans = 208;
    public static final int SIOCINQ = 0x541b;
    public static final int SIOCGIFFLAGS = 0x8913;
    public static final int IFF_UP = 1;
    public static final int ifreq$SIZE = 40;
    public static final int ifreq$ifr_flags = 16;
    public static final int POLLRDHUP = 0x2000;
    public static final int pollfd$SIZE = 8;
    public static final int pollfd$events = 4;
    public static final int pollfd$revents = 6;
    public static final int timespec$SIZE = 16;
    public static final int MSG_OOB = 0x01;
    public static final int SO_OOBINLINE = 10;
    public static final int MSG_PEEK = 0x02;
    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int MSG_EOR = 0x80;
    public static final int MSG_ERRQUEUE = 0x2000;
    public static final int MSG_NOSIGNAL = 0x4000;
    public static final int MSG_MORE = 0x8000;
    public static final int MSG_CMSG_CLOEXEC = 0x4000_0000;
    public static final int MSG_FASTOPEN = 0x2000_0000;
    public static final int MSG_ZEROCOPY = 0x400_0000;
    public static final int SOCKADDR_STORAGE$SIZE = 128;
    public static final int sockaddr_in$SIZE = 16;
    public static final int sockaddr_in6$SIZE = 28;

    /// `SIN6_LEN_RFC2133`: the kernel takes a `sockaddr_in6` without its scope id.
    public static final int sockaddr_in6$MINIMUM = 24;

    public static final int msghdr$SIZE = 56;
    public static final int msghdr$msg_name = 0;
    public static final int msghdr$msg_namelen = 8;
    public static final int msghdr$msg_iov = 16;
    public static final int msghdr$msg_iovlen = 24;
    public static final int msghdr$msg_control = 32;
    public static final int msghdr$msg_controllen = 40;
    public static final int msghdr$msg_flags = 48;
    public static final int mmsghdr$SIZE = 64;
    public static final int mmsghdr$msg_len = 56;
    public static final int iovec$SIZE = 16;
    public static final int cmsghdr$SIZE = 16;
    public static final int cmsghdr$cmsg_level = 8;
    public static final int cmsghdr$cmsg_type = 12;

    // fcntl.h, sys/eventfd.h, sys/epoll.h
    public static final int AT_FDCWD = -100;
    public static final int O_RDWR = 2;
    public static final int O_ACCMODE = 3;
    public static final int O_CLOEXEC = 0x8_0000;
    public static final int F_DUPFD_CLOEXEC = 1030;
    public static final int F_GETFL = 3;
    public static final int F_SETFL = 4;
    public static final int F_SETFD = 2;
    public static final int FD_CLOEXEC = 1;
    public static final int O_NONBLOCK = 0x800;
    public static final int EFD_CLOEXEC = 0x8_0000;
    public static final int EFD_NONBLOCK = 0x800;
    public static final int EPOLL_CLOEXEC = 0x8_0000;
    public static final int SPLICE_F_MOVE = 1;
    public static final int SPLICE_F_NONBLOCK = 2;
    public static final int EPOLL_CTL_ADD = 1;
    public static final int EPOLL_CTL_DEL = 2;
    public static final int EPOLL_CTL_MOD = 3;

    // linux/capability.h
    public static final int _LINUX_CAPABILITY_VERSION_3 = 0x2008_0522;
    public static final int CAP_DAC_OVERRIDE = 1;
    public static final int CAP_SYS_PTRACE = 19;

    // linux/fs.h
    /// Since Linux 6.11.
    public static final long PROCMAP_QUERY = 0xc068_6611L;

    public static final int PROCMAP_QUERY_VMA_WRITABLE = 2;
    public static final int PROCMAP_QUERY_VMA_SHARED = 8;
    public static final int procmap_query$SIZE = 104;
    public static final int procmap_query$query_flags = 8;
    public static final int procmap_query$query_addr = 16;
    public static final int procmap_query$vma_start = 24;
    public static final int procmap_query$vma_end = 32;
    public static final int procmap_query$vma_flags = 40;
    public static final int procmap_query$inode = 64;

    // linux/io_uring.h, sys/mman.h
    public static final int IORING_OP_CONNECT = 16;
    public static final int IORING_OP_ASYNC_CANCEL = 14;
    public static final int IORING_ENTER_GETEVENTS = 1;
    public static final int IORING_FEAT_SINGLE_MMAP = 1;

    /// Since Linux 5.7: a request that would wait is polled, not handed to a kernel thread.
    public static final int IORING_FEAT_FAST_POLL = 1 << 5;

    public static final long IORING_OFF_SQ_RING = 0;
    public static final long IORING_OFF_SQES = 0x1000_0000L;
    public static final int io_uring_params$SIZE = 120;
    public static final int io_uring_params$features = 20;
    public static final int io_uring_params$sq_off = 40;
    public static final int io_uring_params$cq_off = 80;
    public static final int io_sqring_offsets$tail = 4;
    public static final int io_sqring_offsets$array = 24;
    public static final int io_cqring_offsets$head = 0;
    public static final int io_cqring_offsets$tail = 4;
    public static final int io_cqring_offsets$cqes = 20;
    public static final int io_uring_sqe$SIZE = 64;
    public static final int io_uring_sqe$opcode = 0;
    public static final int io_uring_sqe$fd = 4;
    public static final int io_uring_sqe$off = 8;
    public static final int io_uring_sqe$addr = 16;
    public static final int io_uring_sqe$user_data = 32;
    public static final int io_uring_cqe$SIZE = 16;
    public static final int io_uring_cqe$user_data = 0;
    public static final int io_uring_cqe$res = 8;
    public static final int PROT_READ = 1;
    public static final int PROT_WRITE = 2;
    public static final int MAP_SHARED = 1;

    // signal.h, sys/wait.h, sys/resource.h
    public static final int SIGHUP = 1;
    public static final int SIGINT = 2;
    public static final int SIGQUIT = 3;
    public static final int SIGKILL = 9;
    public static final int SIGTERM = 15;
    public static final int SIGCONT = 18;
    public static final int SIGSTOP = 19;
    public static final int SIGTSTP = 20;
    public static final int SIGTTIN = 21;
    public static final int SIGTTOU = 22;
    public static final int kernel_sigaction$SIZE = 32;
    public static final int kernel_sigset$SIZE = 8;
    public static final long SIG_DFL = 0;
    public static final long SIG_IGN = 1;
    public static final int WNOHANG = 1;
    public static final int WUNTRACED = 2;
    public static final int WCONTINUED = 8;

    /// linux/sched.h: room for a thread's name and the byte that ends it.
    public static final int TASK_COMM_LEN = 16;

    public static final int RLIMIT_NOFILE = 7;

    private C() {}
}
