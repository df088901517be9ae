package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// To whoever starts it, `tsocks COMMAND` is the command: it ends with it, stops with it, gets its
/// signals, and changes nothing of what it is started with.
@RequiresRoot
@RequiresProgram({"gcc", "ip", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontIT {

    /// Connects to where the policy lets nobody go without its server, which there is none of.
    private static final String CONNECT =
            """
            import errno, socket, sys
            print(errno.errorcode.get(socket.socket().connect_ex(('192.0.2.9', 80)), 'none'))
            """;

    /// Plays a user at a terminal: waits for a text, types, and so on.
    private static final String TERMINAL =
            """
            import os, pty, sys
            pid, terminal = pty.fork()
            if pid == 0:
                os.execvpe('bash', ['bash', '--norc', '-i'], dict(os.environ, PS1='outer$ '))
            seen = b''
            for wait, text in [line.split('|') for line in sys.argv[1:]]:
                while wait.encode() not in seen:
                    seen += os.read(terminal, 65536)
                seen = seen[seen.index(wait.encode()) + len(wait):]
                os.write(terminal, text.encode().decode('unicode_escape').encode())
            print('done')
            os.kill(pid, 9)
            """;

    private final Workshop workshop = Workshop.open();
    private final NetworkNamespace network = NetworkNamespace.create();
    private Path terminal = workshop.folder();
    private String tsocks = "";

    @BeforeAll
    void start() {
        Path policy = workshop.file("policy", "server = 127.0.0.1\nserver_type = 5\n");
        workshop.file("connect.py", CONNECT);
        terminal = workshop.file("terminal.py", TERMINAL);
        tsocks = String.join(" ", workshop.tsocks("-q", "-f", policy.toString()));
    }

    @AfterAll
    void stop() {
        network.close();
        workshop.close();
    }

    private Command.Result shell(User user, String text) {
        return workshop.command(network, user, List.of("timeout", "50", "sh", "-c", text)).result();
    }

    private String said(User user, String text) {
        Command.Result result = shell(user, text);
        return result.output() + result.errors();
    }

    /// As `ssh -f`, `tmux` and many daemons do. What waits for the command's output has all of it.
    @ParameterizedTest
    @EnumSource
    void whatTheCommandLeavesBehindIsNotWaitedFor(User user) {
        String left = "(until [ -e over ]; do sleep 0.1; done; echo >gone) >/dev/null 2>&1 &";
        String text =
                "said=$("
                        + tsocks
                        + " sh -c '"
                        + left
                        + " echo started; exit 3'); echo $said $?; echo >over;"
                        + " until [ -e gone ]; do sleep 0.1; done; rm over gone";
        assertThat(said(user, text)).isEqualTo("started 3\n");
    }

    /// A connect through the server is refused by the server's machine; without a supervisor the
    /// kernel has no answer at all.
    @ParameterizedTest
    @EnumSource
    void whatIsLeftBehindStaysSupervisedUntilTheSupervisorIsEnded(User user) {
        String left =
                "(for i in 1 2; do until [ -e go$i ]; do sleep 0.1; done;"
                        + " python3 connect.py >is; mv is said$i; done) >/dev/null 2>&1 &";
        String text =
                tsocks
                        + " -v sh -c '"
                        + left
                        + "' 2>&1 | sed 's/.*by process \\([0-9]*\\) in.*/\\1/' >supervisor;"
                        + " >go1; until [ -e said1 ]; do sleep 0.1; done; cat said1;"
                        + " pid=$(cat supervisor); cat /proc/$pid/comm; ps -o sid=,tty= -p $pid |"
                        + " sed \"s/$pid/own/;s/ *//g\"; kill $pid;"
                        + " while [ -e /proc/$pid ]; do sleep 0.1; done;"
                        + " >go2; until [ -e said2 ]; do sleep 0.1; done; cat said2; rm go? said? supervisor";
        assertThat(said(user, text)).isEqualTo("ECONNREFUSED\ntsocks\nown?\nENOSYS\n");
    }

    @ParameterizedTest
    @EnumSource
    void whereTheSupervisorIsKilledTheCommandKeepsItsEndAndReachesNothing(User user) {
        String command = "kill -9 $PPID; python3 connect.py; exit 5";
        assertThat(said(user, tsocks + " sh -c '" + command + "'; echo $?"))
                .isEqualTo(
                        "ENOSYS\n5\ntsocks: signal 9 ended the supervisor, so the command can"
                                + " connect to nothing\n");
    }

    /// The Java machine would write a report into the folder, and another to the command's output.
    @Test
    void whereTheSupervisorCrashesItLeavesNothingBehind() {
        String crash = "kill -SEGV $PPID; python3 connect.py";
        String text = "mkdir crash; cp connect.py crash; cd crash; " + tsocks + " sh -c '" + crash;
        Command.Result result = shell(User.NOBODY, text + "'; ls");
        assertThat(result.output()).isEqualTo("ENOSYS\nconnect.py\n");
        assertThat(result.errors())
                .startsWith("tsocks: signal 6 ended the supervisor")
                .hasLineCount(1);
    }

    /// With job control, or else the shell ignores the interrupt key for what it runs beside
    /// itself.
    @ParameterizedTest
    @ValueSource(strings = {"USR1", "ALRM", "INT", "QUIT", "HUP", "WINCH", "RTMIN+3"})
    void aSignalToTsocksIsTheCommands(String signal) {
        workshop.file(
                "trap.sh",
                "trap 'echo got; exit 4' " + signal + "; echo >up; while :; do sleep 0.1; done\n");
        workshop.file(
                "kill.sh",
                "set -m\n"
                        + tsocks
                        + " bash trap.sh &\nuntil [ -e up ]; do sleep 0.1; done; rm up; kill -"
                        + signal
                        + " $!; wait $!; echo $?\n");
        assertThat(said(User.NOBODY, "bash kill.sh")).isEqualTo("got\n4\n");
    }

    /// Whenever it comes: the front holds what comes before there is a command.
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 10, 20, 40, 80, 160})
    void noSignalIsLostAtTheStart(int milliseconds) {
        Path policy = workshop.folder().resolve("policy");
        workshop.file(
                "start.py",
                """
                import os, signal, subprocess, sys, time
                ended = []
                for group in (False, True) * 3:
                    child = subprocess.Popen(sys.argv[2:], start_new_session=True)
                    time.sleep(int(sys.argv[1]) / 1000)
                    (os.killpg if group else os.kill)(child.pid, signal.SIGUSR1)
                    ended.append(child.wait())
                print(*ended)
                """);
        String text =
                "python3 start.py "
                        + milliseconds
                        + " "
                        + workshop.tsocks().getFirst()
                        + " -q -f "
                        + policy
                        + " sleep 20";
        assertThat(said(User.NOBODY, text)).isEqualTo("-10 -10 -10 -10 -10 -10\n");
    }

    /// The kernel tells only the leader of the session, which is the front.
    @Test
    void theHangUpOfATerminalIsTheCommands() {
        workshop.file(
                "hup.sh",
                """
                trap 'echo hung up >hup; exit' HUP
                echo up >hup-up
                while :; do sleep 0.1; done
                """);
        workshop.file(
                "hangup.py",
                """
                import os, pty, sys, time
                pid, terminal = pty.fork()
                if pid == 0:
                    os.execvp(sys.argv[1], sys.argv[1:])
                while not os.path.exists('hup-up'):
                    time.sleep(0.05)
                os.close(terminal)
                os.waitpid(pid, 0)
                print(open('hup').read(), end='')
                """);
        assertThat(said(User.NOBODY, "python3 hangup.py " + tsocks + " sh hup.sh"))
                .isEqualTo("hung up\n");
    }

    /// As `perl -e 'alarm …; exec …'` sets one: the timer is the front's, because it survives exec.
    @Test
    void aTimerOfTheOneWhoBecameTsocksEndsTheCommand() {
        String text =
                "python3 -c 'import os, signal, sys; signal.alarm(1);"
                        + " os.execvp(sys.argv[1], sys.argv[1:])' "
                        + tsocks
                        + " sleep 30; echo $?";
        assertThat(said(User.NOBODY, text)).startsWith("142\n");
    }

    @Test
    void whereTheEnvironmentCannotBeKeptNothingIsRun() {
        assertThat(said(User.NOBODY, "(ulimit -f 0; " + tsocks + " echo run); echo $?"))
                .endsWith("71\n")
                .doesNotContain("run\n71");
    }

    @Test
    void variablesOfAnyNameReachTheCommandAndNoneIsAdded() {
        String text =
                "env -i 'BASH_FUNC_hi%%=() { echo hi; }' a.b=1 a-b=2 1x=3 LC_ALL=de_DE"
                        + " JAVA_TOOL_OPTIONS=-Da=b TSOCKS_SAVED_x=1 TSOCKS_ADDED_y=2 "
                        + tsocks
                        + " /usr/bin/env | sed 's/=.*//'";
        assertThat(said(User.NOBODY, text).lines())
                .containsExactly(
                        "BASH_FUNC_hi%%",
                        "a.b",
                        "a-b",
                        "1x",
                        "LC_ALL",
                        "JAVA_TOOL_OPTIONS",
                        "TSOCKS_SAVED_x",
                        "TSOCKS_ADDED_y",
                        "TSOCKS_SUPERVISOR");
    }

    @Test
    void aFolderThatIsGoneIsTheCommandsAllTheSame() {
        String text = "mkdir gone; cd gone; rmdir ../gone; " + tsocks + " readlink /proc/self/cwd";
        assertThat(said(User.ROOT, text)).endsWith("/gone (deleted)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPE", "USR1", "USR2", "XFSZ", "SEGV", "CHLD", "INT", "TERM", "WINCH"})
    void anIgnoredSignalIsIgnoredByTheCommand(String signal) {
        String look = "grep SigIgn /proc/self/status";
        String text =
                "trap '' "
                        + signal
                        + "; "
                        + look
                        + " >before; "
                        + tsocks
                        + " "
                        + look
                        + " >after;"
                        + " diff before after && echo same";
        assertThat(said(User.NOBODY, text)).isEqualTo("same\n");
    }

    @Test
    void whatIsClosedIsClosedForTheCommand() {
        String text = tsocks + " /bin/ls /proc/self/fd <&- 7</dev/null; " + tsocks + " true >&-";
        assertThat(said(User.NOBODY, text).split("\\s+")).containsExactly("0", "1", "2", "7");
    }

    /// The front is not the supervisor, and could be looked into by the command.
    @ParameterizedTest
    @EnumSource
    void thePasswordIsNotInTheFront(User user) {
        String look = "grep -a hidden /proc/$1/environ 2>/dev/null; echo looked";
        String text =
                "TSOCKS_PASSWORD=hidden "
                        + tsocks
                        + " sh -c 'read _ _ _ parent _ </proc/$PPID/stat; set - $parent; "
                        + look
                        + "'";
        assertThat(said(user, text)).isEqualTo("looked\n");
    }

    @Test
    void javaAloneRunsNothing() {
        String text =
                workshop.folder().resolve("image/bin/java")
                        + " @image/lib/tsocks.options @image/lib/tsocks.main -f policy echo run";
        assertThat(said(User.NOBODY, text))
                .isEqualTo("tsocks: tsocks is started by its own program, and not by java\n");
    }

    private String atTerminal(String... steps) {
        List<String> words = new ArrayList<>(List.of("timeout", "50", "python3"));
        words.add(terminal.toString());
        words.addAll(List.of(steps));
        return workshop.command(network, User.NOBODY, words).result().output();
    }

    @Test
    void theKeysWorkAfterSomethingWasLeftBehind() {
        String left =
                "sh -c \"(until [ -e keys ]; do sleep 0.1; done; echo >gone) & echo star\"\"ted\"";
        assertThat(
                        atTerminal(
                                "outer$ |" + tsocks + " " + left + "\\n",
                                "started|\\x03",
                                "^C|",
                                "outer$ |echo still he''re\\n",
                                "still here|echo >keys; until [ -e gone ]; do sleep 0.1; done\\n",
                                "outer$ |"))
                .isEqualTo("done\n");
    }

    @Test
    void aSuspendedShellGivesTheTerminalBackAndGoesOn() {
        assertThat(
                        atTerminal(
                                "outer$ |" + tsocks + " env PS1=inner_ bash --norc -i\\n",
                                "inner_|suspend\\n",
                                "outer$ |echo outs''ide\\n",
                                "outside|fg\\n",
                                "fg|echo ins''ide\\n",
                                "inside|exit\\n",
                                "outer$ |\\n"))
                .isEqualTo("done\n");
    }
}
