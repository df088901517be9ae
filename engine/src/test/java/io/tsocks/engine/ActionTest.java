package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which actions come to the same end.
class ActionTest {

    private static final Action DIRECT = new Action.Direct();
    private static final Action UNREACHED =
            new Action.Refused(Action.Reason.NOTHING_REACHES_IT, "nothing reaches it");
    private static final Action WITHOUT_SERVER =
            new Action.Refused(Action.Reason.NO_SERVER, "there is no server");

    @Test
    void refusalsAreOneEffectWhateverTheirReasons() {
        assertThat(UNREACHED).isNotEqualTo(WITHOUT_SERVER);
        assertThat(UNREACHED.hasSameEffect(WITHOUT_SERVER)).isTrue();
        assertThat(UNREACHED.effect())
                .isEqualTo(WITHOUT_SERVER.effect())
                .hasSameHashCodeAs(WITHOUT_SERVER.effect());
    }

    @Test
    void aLoginMakesAnotherEffect() {
        assertThat(via("one").effect()).isEqualTo(via("one").effect());
        assertThat(via("one").effect()).hasSameHashCodeAs(via("one").effect());
        assertThat(List.of(via("two"), via(null), DIRECT, UNREACHED))
                .noneMatch(via("one")::hasSameEffect)
                .extracting(Action::effect)
                .doesNotHaveDuplicates()
                .doesNotContain(via("one").effect());
    }

    private static Action via(@Nullable String password) {
        return new Action.Via(
                Upstream.of(
                        new ProxyServer(
                                "10.0.0.1",
                                1080,
                                ServerKind.SOCKS5,
                                "anna",
                                password == null ? null : Secret.of(password))));
    }
}
