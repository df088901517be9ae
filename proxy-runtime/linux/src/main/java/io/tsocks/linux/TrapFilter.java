package io.tsocks.linux;

import static io.tsocks.linux.BpfProgram.Assembler.NEXT;

import io.tsocks.linux.BpfProgram.Assembler;

/// The seccomp filter: which system calls the supervisor is asked about, and which are refused
/// outright because they could not be controlled.
///
/// ## What is never trapped
/// close, fork, exec, and every send or receive that names no address. A signal may interrupt a
/// trapped call before the supervisor has seen it, and programs do not expect that of these calls.
final class TrapFilter {

    private static final String ALLOW = "allow";
    private static final String NOTIFY = "notify";
    private static final String NO_TFO = "no fast open";
    private static final String NOT_PERMITTED = "not permitted";
    private static final String NO_ACCESS = "no access";
    private static final String NO_FAMILY = "no such family";
    private static final String NO_PROTOCOL = "no such protocol";

    /// The calls of io_uring. A ring that is older than the filter still works, so entering a ring
    /// is refused, too, not only making one.
    private static final int[] RINGS = {
        Abi.IO_URING_SETUP, Abi.IO_URING_ENTER, Abi.IO_URING_REGISTER
    };

    private final Abi abi;
    private final Assembler program = new Assembler();

    private TrapFilter(Abi abi) {
        this.abi = abi;
    }

    /// The filter for an architecture.
    ///
    static BpfProgram of(Abi abi, Trapped trapped) {
        return new TrapFilter(abi).build(trapped);
    }

    private BpfProgram build(Trapped trapped) {
        program.load(C.seccomp_data$arch).ifEqual(abi.audit(), "native", NEXT);
        foreignCallers();
        program.label("native").load(C.seccomp_data$nr);
        alternateNumbers();
        on(Syscall.CONNECT, "connect");
        on(Syscall.GETPEERNAME, "connect");
        on(Syscall.GETSOCKOPT, "getsockopt");
        on(Syscall.SOCKET, "socket");
        on(Syscall.SENDTO, "sendto");
        on(Syscall.SENDMSG, "sendmsg");
        on(Syscall.SENDMMSG, "sendmmsg");
        if (trapped.hasReceives()) {
            on(Syscall.RECVFROM, "recvfrom");
            on(Syscall.RECVMSG, "connect");
            on(Syscall.RECVMMSG, "connect");
        }
        on(Syscall.SETSOCKOPT, "setsockopt");
        on(Syscall.LANDLOCK_RESTRICT_SELF, "connect");
        on(Syscall.IO_URING_SETUP, "io_uring");
        on(Syscall.IO_URING_ENTER, "io_uring");
        on(Syscall.IO_URING_REGISTER, "io_uring");
        program.answer(C.SECCOMP_RET_ALLOW);

        program.label("connect").answer(C.SECCOMP_RET_USER_NOTIF);
        program.label("io_uring").answer(refusal(Errno.ENOSYS));
        socketError();
        ways();
        sends(trapped.hasSends());
        receives(trapped.hasReceives());
        socketCreation();
        answers();
        return program.assemble();
    }

    private void on(Syscall call, String label) {
        program.ifEqual(call.number(abi), label, NEXT);
    }

    /// Calls of 32-bit programs. The supervisor is asked about their network calls, so that it can
    /// explain the refusal.
    private void foreignCallers() {
        program.ifEqual(abi.foreignAudit(), NEXT, "unknown arch").load(C.seccomp_data$nr);
        for (int number : abi.foreignNetworkCalls()) {
            program.ifEqual(number, "foreign", NEXT);
        }
        for (int number : RINGS) {
            program.ifEqual(number, "unknown arch", NEXT);
        }
        program.answer(C.SECCOMP_RET_ALLOW);
        program.label("foreign").answer(C.SECCOMP_RET_USER_NOTIF);
        program.label("unknown arch").answer(refusal(Errno.ENOSYS));
    }

    private void alternateNumbers() {
        int bit = abi.alternateBit();
        if (bit == 0) {
            return;
        }
        program.ifAtLeast(bit, NEXT, "one numbering");
        for (int number : abi.alternateNetworkCalls()) {
            program.ifEqual(bit | number, "alternate", NEXT);
        }
        for (int number : RINGS) {
            program.ifEqual(bit | number, "no ring", NEXT);
        }
        program.answer(C.SECCOMP_RET_ALLOW);
        program.label("no ring").answer(refusal(Errno.ENOSYS));
        program.label("alternate").answer(C.SECCOMP_RET_USER_NOTIF);
        program.label("one numbering");
    }

    /// `getsockopt(fd, SOL_SOCKET, SO_ERROR, …)` and no other option.
    private void socketError() {
        program.label("getsockopt")
                .loadArgument(1)
                .ifEqual(C.SOL_SOCKET, NEXT, ALLOW)
                .loadArgument(2)
                .ifEqual(C.SO_ERROR, NOTIFY, ALLOW);
    }

    /// `setsockopt(fd, level, name, …)` of what makes packets travel over hosts of the program's
    /// choice, whatever address the socket is connected to; a flow label may carry such a way too.
    ///
    /// The supervisor is asked about those that name a network device: by it even packets for the
    /// loopback leave, where sockets are led.
    private void ways() {
        program.label("setsockopt")
                .loadArgument(1)
                .ifEqual(C.SOL_SOCKET, "socket options", NEXT)
                .ifEqual(C.IPPROTO_IP, "IP options", NEXT)
                .ifEqual(C.IPPROTO_IPV6, "IPv6 options", ALLOW);
        program.label("socket options")
                .loadArgument(2)
                .ifEqual(C.SO_BINDTODEVICE, NOTIFY, NEXT)
                .ifEqual(C.SO_BINDTOIFINDEX, NOTIFY, ALLOW);
        program.label("IP options")
                .loadArgument(2)
                .ifEqual(C.IP_UNICAST_IF, NOTIFY, NEXT)
                .ifEqual(C.IP_OPTIONS, NOT_PERMITTED, ALLOW);
        program.label("IPv6 options")
                .loadArgument(2)
                .ifEqual(C.IPV6_UNICAST_IF, NOTIFY, NEXT)
                .ifEqual(C.IPV6_PKTINFO, NOTIFY, NEXT)
                .ifEqual(C.IPV6_FLOWLABEL_MGR, NOT_PERMITTED, NEXT)
                .ifEqual(C.IPV6_RTHDR, NOT_PERMITTED, NEXT)
                .ifEqual(C.IPV6_2292RTHDR, NOT_PERMITTED, NEXT)
                .ifEqual(C.IPV6_2292PKTOPTIONS, NOT_PERMITTED, ALLOW);
    }

    /// `sendto(fd, buf, len, flags, addr, addrlen)`, `sendmsg(fd, msg, flags)` and
    /// `sendmmsg(fd, vec, vlen, flags)`: with MSG_FASTOPEN they would connect. The kernel's own
    /// answer without TCP Fast Open is EOPNOTSUPP, and every program that asks for it has to handle
    /// that.
    private void sends(boolean trapDatagrams) {
        String addressed = trapDatagrams ? NOTIFY : ALLOW;
        program.label("sendto")
                .loadArgument(3)
                .ifAnyBit(C.MSG_FASTOPEN, NO_TFO, NEXT)
                .loadArgument(4)
                .ifEqual(0, NEXT, addressed)
                .loadArgumentHigh(4)
                .ifEqual(0, ALLOW, addressed);
        program.label("sendmsg").loadArgument(2).ifAnyBit(C.MSG_FASTOPEN, NO_TFO, addressed);
        program.label("sendmmsg").loadArgument(3).ifAnyBit(C.MSG_FASTOPEN, NO_TFO, addressed);
    }

    /// `recvfrom(fd, buf, len, flags, addr, addrlen)`, if the program wants to know the sender.
    private void receives(boolean trapReceives) {
        if (trapReceives) {
            program.label("recvfrom")
                    .loadArgument(4)
                    .ifEqual(0, NEXT, NOTIFY)
                    .loadArgumentHigh(4)
                    .ifEqual(0, ALLOW, NOTIFY);
        }
    }

    /// `socket(domain, type, protocol)`: TCP and UDP are allowed, and families that never leave the
    /// machine.
    private void socketCreation() {
        program.label("socket")
                .loadArgument(0)
                .ifEqual(C.AF_UNIX, ALLOW, NEXT)
                .ifEqual(C.AF_NETLINK, ALLOW, NEXT)
                .ifEqual(C.AF_ALG, ALLOW, NEXT)
                .ifEqual(C.AF_PACKET, NOT_PERMITTED, NEXT)
                .ifEqual(C.AF_INET, "inet", NEXT)
                .ifEqual(C.AF_INET6, "inet", NO_FAMILY);
        program.label("inet")
                .loadArgument(1)
                .and(C.SOCK_TYPE_MASK)
                .ifEqual(C.SOCK_STREAM, "stream", NEXT)
                .ifEqual(C.SOCK_DGRAM, "datagram", NEXT)
                .ifEqual(C.SOCK_RAW, NOT_PERMITTED, NO_PROTOCOL);
        program.label("stream")
                .loadArgument(2)
                .ifEqual(C.IPPROTO_IP, ALLOW, NEXT)
                .ifEqual(C.IPPROTO_TCP, ALLOW, NEXT)
                .ifEqual(C.IPPROTO_MPTCP, ALLOW, NO_PROTOCOL);
        program.label("datagram")
                .loadArgument(2)
                .ifEqual(C.IPPROTO_IP, ALLOW, NEXT)
                .ifEqual(C.IPPROTO_UDP, ALLOW, NEXT)
                .ifEqual(C.IPPROTO_ICMP, NO_ACCESS, NEXT)
                .ifEqual(C.IPPROTO_ICMPV6, NO_ACCESS, NO_PROTOCOL);
    }

    private void answers() {
        program.label(ALLOW).answer(C.SECCOMP_RET_ALLOW);
        program.label(NOTIFY).answer(C.SECCOMP_RET_USER_NOTIF);
        program.label(NO_TFO).answer(refusal(Errno.EOPNOTSUPP));
        program.label(NOT_PERMITTED).answer(refusal(Errno.EPERM));
        program.label(NO_ACCESS).answer(refusal(Errno.EACCES));
        program.label(NO_FAMILY).answer(refusal(Errno.EAFNOSUPPORT));
        program.label(NO_PROTOCOL).answer(refusal(Errno.EPROTONOSUPPORT));
    }

    private static int refusal(int errno) {
        return C.SECCOMP_RET_ERRNO | errno;
    }
}
