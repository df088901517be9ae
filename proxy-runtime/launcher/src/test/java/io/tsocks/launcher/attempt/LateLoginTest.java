package io.tsocks.launcher.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.health.Verdict;
import io.tsocks.linux.Errno;
import io.tsocks.net.Protection;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.CredentialsException;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import io.tsocks.protocol.WaitingTask;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A login that waits for another machine than the server.
class LateLoginTest {

    private final Attempt attempt = Attempt.via("socks5://10.0.0.1:1080", false);

    @Test
    void aLoginThatTakesTooLongIsNotTheServersFault() {
        assertThat(untilLogin()).isInstanceOf(WaitingTask.class);
        Ending.Failed failed = endAfter(new AttemptEvent.Late("", ServerFailure.LATE));
        assertThat(failed.errno()).isEqualTo(Errno.ETIMEDOUT);
        assertThat(failed.message()).contains("(KDC) does not answer");
        assertThat(failed.verdict()).isEqualTo(new Verdict.Nothing());
    }

    @Test
    void aServerThatDoesNotAnswerATokenIsLateItself() {
        untilLogin().run();
        attempt.on(new AttemptEvent.Worked());
        attempt.on(new AttemptEvent.Carried(3, 2));
        attempt.on(new AttemptEvent.Sent(5));
        attempt.on(new AttemptEvent.Blocked());
        attempt.on(new AttemptEvent.Carried(8, 2));
        Ending.Failed failed = endAfter(new AttemptEvent.Late("", ServerFailure.LATE), 8);
        assertThat(failed.message()).contains("no answer while authenticating");
        assertThat(failed.verdict()).isEqualTo(new Verdict.Failed(ServerFailure.LATE));
    }

    @Test
    void aMissingTicketIsNotTheServersFault() {
        untilLogin(new CredentialsException("run kinit")).run();
        Ending.Failed failed = endAfter(new AttemptEvent.Worked());
        assertThat(failed.message()).isEqualTo("GSSAPI: run kinit");
        assertThat(failed.isOurs()).isTrue();
        assertThat(failed.verdict()).isEqualTo(new Verdict.Nothing());
    }

    private Ending.Failed endAfter(AttemptEvent event) {
        return endAfter(event, 3);
    }

    private Ending.Failed endAfter(AttemptEvent event, int sent) {
        assertThat(attempt.on(event)).isEqualTo(new AttemptAction.Compare(sent, 2));
        attempt.on(new AttemptEvent.Carried(sent, 2));
        assertThat(attempt.state()).isInstanceOf(AttemptState.Over.class);
        return (Ending.Failed) ((AttemptState.Over) attempt.state()).ending();
    }

    private Runnable untilLogin() {
        return untilLogin(null);
    }

    private Runnable untilLogin(@Nullable CredentialsException missing) {
        attempt.on(new AttemptEvent.Begin());
        attempt.on(new AttemptEvent.Connected());
        attempt.on(
                new AttemptEvent.Planned(
                        SocksHandshake.socks5(
                                SocksRequest.connect(SocksAddress.of("a.example", 80)),
                                List.of(
                                        new Authentication.Gssapi(
                                                new OneToken(missing), Protection.INTEGRITY)),
                                Strategy.SEQUENTIAL)));
        attempt.on(new AttemptEvent.Sent(3));
        AttemptAction next = attempt.on(new AttemptEvent.Received(new byte[] {5, 1}));
        assertThat(next).isInstanceOf(AttemptAction.Work.class);
        return ((AttemptAction.Work) next).task();
    }

    /// A context whose first token is one byte, unless there is no ticket.
    private record OneToken(@Nullable CredentialsException missing) implements GssapiContext {

        @Override
        public byte[] next(byte[] token) throws GssapiException {
            if (missing != null) {
                throw missing;
            }
            return new byte[] {1};
        }

        @Override
        public boolean isEstablished() {
            return false;
        }

        @Override
        public byte[] wrap(byte[] plain, boolean confidential) {
            return plain;
        }

        @Override
        public byte[] unwrap(byte[] wrapped, boolean confidential) {
            return wrapped;
        }

        @Override
        public void close() {}
    }
}
