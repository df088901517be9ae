package io.tsocks.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sizes, offsets and numbers in [C] and [Syscall] are those of the system's headers.
@RequiresProgram("gcc")
class LayoutTest {

    private static final String HEADERS =
            """
            #define _GNU_SOURCE
            #include <stddef.h>
            #include <stdio.h>
            #include <poll.h>
            #include <fcntl.h>
            #include <signal.h>
            #include <sys/epoll.h>
            #include <sys/mman.h>
            #include <linux/io_uring.h>
            #include <linux/capability.h>
            #include <sys/ioctl.h>
            #include <net/if.h>
            #include <sys/socket.h>
            #include <sys/wait.h>
            #include <sys/syscall.h>
            #include <netinet/in.h>
            #include <linux/in6.h>
            #include <linux/filter.h>
            #include <linux/seccomp.h>
            #include <linux/sockios.h>
            #include <linux/tcp.h>
            #define P(x) printf("%lld\\n", (long long) (x));
            int main(void) {
            """;

    @Test
    void layoutsAndConstantsAreThoseOfTheHeaders(@TempDir Path folder) throws Exception {
        Map<String, Long> expected = expectations();
        StringBuilder program = new StringBuilder(HEADERS);
        expected.keySet().forEach(name -> program.append("P(").append(name).append(")\n"));
        List<String> printed =
                compileAndRun(folder, program.append("}\n").toString()).lines().toList();
        int line = 0;
        for (Map.Entry<String, Long> one : expected.entrySet()) {
            assertThat(Long.parseLong(printed.get(line++)))
                    .as(one.getKey())
                    .isEqualTo(one.getValue());
        }
    }

    private static Map<String, Long> expectations() {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("sizeof(struct seccomp_notif)", (long) C.seccomp_notif$SIZE);
        all.put("offsetof(struct seccomp_notif, pid)", (long) C.seccomp_notif$pid);
        all.put("offsetof(struct seccomp_notif, data)", (long) C.seccomp_notif$data);
        all.put("offsetof(struct seccomp_data, arch)", (long) C.seccomp_data$arch);
        all.put("offsetof(struct seccomp_data, args)", (long) C.seccomp_data$args);
        all.put("sizeof(struct seccomp_notif_resp)", (long) C.seccomp_notif_resp$SIZE);
        all.put("offsetof(struct seccomp_notif_resp, val)", (long) C.seccomp_notif_resp$val);
        all.put("offsetof(struct seccomp_notif_resp, error)", (long) C.seccomp_notif_resp$error);
        all.put("offsetof(struct seccomp_notif_resp, flags)", (long) C.seccomp_notif_resp$flags);
        all.put("SECCOMP_IOCTL_NOTIF_RECV", C.SECCOMP_IOCTL_NOTIF_RECV);
        all.put("SECCOMP_IOCTL_NOTIF_SEND", C.SECCOMP_IOCTL_NOTIF_SEND);
        all.put("SECCOMP_IOCTL_NOTIF_ID_VALID", C.SECCOMP_IOCTL_NOTIF_ID_VALID);
        all.put("sizeof(struct sock_filter)", (long) C.sock_filter$SIZE);
        all.put("sizeof(struct sock_fprog)", (long) C.sock_fprog$SIZE);
        all.put("offsetof(struct sock_fprog, filter)", (long) C.sock_fprog$filter);
        all.put("sizeof(struct msghdr)", (long) C.msghdr$SIZE);
        all.put("offsetof(struct msghdr, msg_namelen)", (long) C.msghdr$msg_namelen);
        all.put("offsetof(struct msghdr, msg_iov)", (long) C.msghdr$msg_iov);
        all.put("offsetof(struct msghdr, msg_iovlen)", (long) C.msghdr$msg_iovlen);
        all.put("offsetof(struct msghdr, msg_control)", (long) C.msghdr$msg_control);
        all.put("offsetof(struct msghdr, msg_controllen)", (long) C.msghdr$msg_controllen);
        all.put("offsetof(struct msghdr, msg_flags)", (long) C.msghdr$msg_flags);
        all.put("sizeof(struct pollfd)", (long) C.pollfd$SIZE);
        all.put("offsetof(struct pollfd, events)", (long) C.pollfd$events);
        all.put("sizeof(struct timespec)", (long) C.timespec$SIZE);
        all.put("offsetof(struct pollfd, revents)", (long) C.pollfd$revents);
        all.put("POLLRDHUP", (long) C.POLLRDHUP);
        all.put("MSG_OOB", (long) C.MSG_OOB);
        all.put("MSG_PEEK", (long) C.MSG_PEEK);
        all.put("MSG_TRUNC", (long) C.MSG_TRUNC);
        all.put("MSG_MORE", (long) C.MSG_MORE);
        all.put("MSG_CMSG_CLOEXEC", (long) C.MSG_CMSG_CLOEXEC);
        all.put("MSG_ERRQUEUE", (long) C.MSG_ERRQUEUE);
        all.put("SO_RCVTIMEO", (long) C.SO_RCVTIMEO);
        all.put("sizeof(struct mmsghdr)", (long) C.mmsghdr$SIZE);
        all.put("offsetof(struct mmsghdr, msg_len)", (long) C.mmsghdr$msg_len);
        all.put("sizeof(struct sockaddr_in)", (long) C.sockaddr_in$SIZE);
        all.put("sizeof(struct sockaddr_in6)", (long) C.sockaddr_in6$SIZE);
        all.put("sizeof(struct sockaddr_storage)", (long) C.SOCKADDR_STORAGE$SIZE);
        all.put("offsetof(struct tcp_info, tcpi_snd_mss)", (long) C.tcp_info$tcpi_snd_mss);
        all.put("offsetof(struct tcp_info, tcpi_rtt)", (long) C.tcp_info$tcpi_rtt);
        all.put("offsetof(struct tcp_info, tcpi_state)", 0L);
        all.put(
                "offsetof(struct tcp_info, tcpi_bytes_received)",
                (long) C.tcp_info$tcpi_bytes_received);
        all.put(
                "offsetof(struct tcp_info, tcpi_notsent_bytes)",
                (long) C.tcp_info$tcpi_notsent_bytes);
        all.put("offsetof(struct tcp_info, tcpi_bytes_sent)", (long) C.tcp_info$tcpi_bytes_sent);
        all.put(
                "offsetof(struct tcp_info, tcpi_bytes_retrans)",
                (long) C.tcp_info$tcpi_bytes_retrans);
        all.put("SIOCINQ", (long) C.SIOCINQ);
        all.put("SIOCGIFFLAGS", (long) C.SIOCGIFFLAGS);
        all.put("IFF_UP", (long) C.IFF_UP);
        all.put("sizeof(struct ifreq)", (long) C.ifreq$SIZE);
        all.put("offsetof(struct ifreq, ifr_flags)", (long) C.ifreq$ifr_flags);
        all.put("sizeof(struct cmsghdr)", (long) C.cmsghdr$SIZE);
        all.put("sizeof(struct in_pktinfo)", (long) C.in_pktinfo$SIZE);
        all.put("offsetof(struct in_pktinfo, ipi_spec_dst)", (long) C.in_pktinfo$ipi_spec_dst);
        all.put("SO_SNDBUF", (long) C.SO_SNDBUF);
        all.put("SO_RCVBUF", (long) C.SO_RCVBUF);
        all.put("offsetof(struct cmsghdr, cmsg_level)", (long) C.cmsghdr$cmsg_level);
        all.put("offsetof(struct cmsghdr, cmsg_type)", (long) C.cmsghdr$cmsg_type);
        all.put("IP_OPTIONS", (long) C.IP_OPTIONS);
        all.put("IP_RETOPTS", (long) C.IP_RETOPTS);
        all.put("IPV6_FLOWLABEL_MGR", (long) C.IPV6_FLOWLABEL_MGR);
        all.put("F_DUPFD_CLOEXEC", (long) C.F_DUPFD_CLOEXEC);
        all.put("SO_OOBINLINE", (long) C.SO_OOBINLINE);
        all.put("MSG_ZEROCOPY", (long) C.MSG_ZEROCOPY);
        all.put("IPV6_RTHDR", (long) C.IPV6_RTHDR);
        all.put("IPV6_2292RTHDR", (long) C.IPV6_2292RTHDR);
        all.put("IPV6_2292PKTOPTIONS", (long) C.IPV6_2292PKTOPTIONS);
        all.put("SO_SNDTIMEO", (long) C.SO_SNDTIMEO);
        all.put("SO_COOKIE", (long) C.SO_COOKIE);
        all.put("SO_DOMAIN", (long) C.SO_DOMAIN);
        all.put("SO_PROTOCOL", (long) C.SO_PROTOCOL);
        all.put("MSG_FASTOPEN", (long) C.MSG_FASTOPEN);
        all.put("MSG_DONTWAIT", (long) C.MSG_DONTWAIT);
        all.put("MSG_NOSIGNAL", (long) C.MSG_NOSIGNAL);
        all.put("O_NONBLOCK", (long) C.O_NONBLOCK);
        all.put("O_ACCMODE", (long) C.O_ACCMODE);
        all.put("O_CLOEXEC", (long) C.O_CLOEXEC);
        all.put("AT_FDCWD", (long) C.AT_FDCWD);
        all.put("SOCK_CLOEXEC", (long) C.SOCK_CLOEXEC);
        ofRings(all);
        ofOptions(all);
        for (Syscall call : Syscall.values()) {
            String name = "SYS_" + call.name().toLowerCase(java.util.Locale.ROOT);
            all.put(name, (long) call.number(Abi.current()));
        }
        return all;
    }

    private static void ofOptions(Map<String, Long> all) {
        all.put("SO_PRIORITY", (long) C.SO_PRIORITY);
        all.put("SO_LINGER", (long) C.SO_LINGER);
        all.put("SO_RCVLOWAT", (long) C.SO_RCVLOWAT);
        all.put("SO_BINDTODEVICE", (long) C.SO_BINDTODEVICE);
        all.put("SO_BINDTOIFINDEX", (long) C.SO_BINDTOIFINDEX);
        all.put("SO_MARK", (long) C.SO_MARK);
        all.put("SO_TIMESTAMPING", (long) C.SO_TIMESTAMPING);
        all.put("SO_TXTIME", (long) C.SO_TXTIME);
        all.put("SO_TIMESTAMPING_NEW", (long) C.SO_TIMESTAMPING_NEW);
        all.put("SCM_RIGHTS", (long) C.SCM_RIGHTS);
        all.put("SCM_CREDENTIALS", (long) C.SCM_CREDENTIALS);
        all.put("TCP_NODELAY", (long) C.TCP_NODELAY);
        all.put("TCP_MAXSEG", (long) C.TCP_MAXSEG);
        all.put("TCP_CORK", (long) C.TCP_CORK);
        all.put("IP_TOS", (long) C.IP_TOS);
        all.put("IP_TTL", (long) C.IP_TTL);
        all.put("IP_PKTINFO", (long) C.IP_PKTINFO);
        all.put("IP_UNICAST_IF", (long) C.IP_UNICAST_IF);
        all.put("IPV6_UNICAST_IF", (long) C.IPV6_UNICAST_IF);
        all.put("IPV6_2292PKTINFO", (long) C.IPV6_2292PKTINFO);
        all.put("IPV6_2292HOPLIMIT", (long) C.IPV6_2292HOPLIMIT);
        all.put("IPV6_PKTINFO", (long) C.IPV6_PKTINFO);
        all.put("IPV6_HOPLIMIT", (long) C.IPV6_HOPLIMIT);
        all.put("IPV6_DONTFRAG", (long) C.IPV6_DONTFRAG);
        all.put("IPV6_TCLASS", (long) C.IPV6_TCLASS);
        all.put("MSG_EOR", (long) C.MSG_EOR);
        all.put("O_RDWR", (long) C.O_RDWR);
        all.put("CAP_DAC_OVERRIDE", (long) C.CAP_DAC_OVERRIDE);
        all.put("CAP_SYS_PTRACE", (long) C.CAP_SYS_PTRACE);
        all.put("_LINUX_CAPABILITY_VERSION_3", (long) C._LINUX_CAPABILITY_VERSION_3);
    }

    private static void ofRings(Map<String, Long> all) {
        all.put("sizeof(struct io_uring_params)", (long) C.io_uring_params$SIZE);
        all.put("sizeof(struct io_uring_sqe)", (long) C.io_uring_sqe$SIZE);
        all.put("sizeof(struct io_uring_cqe)", (long) C.io_uring_cqe$SIZE);
        all.put("offsetof(struct io_uring_params, features)", (long) C.io_uring_params$features);
        all.put("offsetof(struct io_uring_params, sq_off)", (long) C.io_uring_params$sq_off);
        all.put("offsetof(struct io_uring_params, cq_off)", (long) C.io_uring_params$cq_off);
        all.put("offsetof(struct io_sqring_offsets, tail)", (long) C.io_sqring_offsets$tail);
        all.put("offsetof(struct io_sqring_offsets, array)", (long) C.io_sqring_offsets$array);
        all.put("offsetof(struct io_cqring_offsets, head)", (long) C.io_cqring_offsets$head);
        all.put("offsetof(struct io_cqring_offsets, tail)", (long) C.io_cqring_offsets$tail);
        all.put("offsetof(struct io_cqring_offsets, cqes)", (long) C.io_cqring_offsets$cqes);
        all.put("offsetof(struct io_uring_sqe, opcode)", (long) C.io_uring_sqe$opcode);
        all.put("offsetof(struct io_uring_sqe, fd)", (long) C.io_uring_sqe$fd);
        all.put("offsetof(struct io_uring_sqe, off)", (long) C.io_uring_sqe$off);
        all.put("offsetof(struct io_uring_sqe, addr)", (long) C.io_uring_sqe$addr);
        all.put("offsetof(struct io_uring_sqe, user_data)", (long) C.io_uring_sqe$user_data);
        all.put("offsetof(struct io_uring_cqe, user_data)", (long) C.io_uring_cqe$user_data);
        all.put("offsetof(struct io_uring_cqe, res)", (long) C.io_uring_cqe$res);
        all.put("IORING_OP_CONNECT", (long) C.IORING_OP_CONNECT);
        all.put("IORING_OP_ASYNC_CANCEL", (long) C.IORING_OP_ASYNC_CANCEL);
        all.put("IORING_ENTER_GETEVENTS", (long) C.IORING_ENTER_GETEVENTS);
        all.put("IORING_FEAT_SINGLE_MMAP", (long) C.IORING_FEAT_SINGLE_MMAP);
        all.put("IORING_FEAT_FAST_POLL", (long) C.IORING_FEAT_FAST_POLL);
        all.put("PROT_READ", (long) C.PROT_READ);
        all.put("PROT_WRITE", (long) C.PROT_WRITE);
        all.put("MAP_SHARED", (long) C.MAP_SHARED);
        all.put("IORING_OFF_SQ_RING", C.IORING_OFF_SQ_RING);
        all.put("IORING_OFF_SQES", C.IORING_OFF_SQES);
        ofTheRelay(all);
    }

    private static void ofTheRelay(Map<String, Long> all) {
        all.put("SO_REUSEADDR", (long) C.SO_REUSEADDR);
        all.put("SO_KEEPALIVE", (long) C.SO_KEEPALIVE);
        all.put("IP_MINTTL", (long) C.IP_MINTTL);
        all.put("IPV6_UNICAST_HOPS", (long) C.IPV6_UNICAST_HOPS);
        all.put("IPV6_MINHOPCOUNT", (long) C.IPV6_MINHOPCOUNT);
        all.put("TCP_KEEPIDLE", (long) C.TCP_KEEPIDLE);
        all.put("TCP_KEEPINTVL", (long) C.TCP_KEEPINTVL);
        all.put("TCP_WINDOW_CLAMP", (long) C.TCP_WINDOW_CLAMP);
        all.put("SHUT_WR", (long) C.SHUT_WR);
        all.put("SPLICE_F_MOVE", (long) C.SPLICE_F_MOVE);
        all.put("SPLICE_F_NONBLOCK", (long) C.SPLICE_F_NONBLOCK);
        all.put("EPOLLRDHUP", (long) Poller.PEER_SENDS_NO_MORE);
        all.put("EPOLLET", Integer.toUnsignedLong(Poller.EDGE));
    }

    private static String compileAndRun(Path folder, String program)
            throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("layout.c"), program);
        Path binary = folder.resolve("layout");
        run("gcc", "-o", binary.toString(), source.toString());
        return run(binary.toString());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
