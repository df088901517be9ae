package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Policy;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Answers questions for names below `.onion` where the policy is not asked about names: no name
/// server may hear of them (RFC 7686).
///
/// Thread-safe.
final class OnionQuestions {

    /// The most names that are remembered because the user was told of them.
    private static final int MOST_TOLD = 4_096;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /// The answer that there is no such name, which the user is told of once.
    ///
    /// @param message what a program has sent to a name server
    /// @return empty if it is not a question for a name below `.onion`
    Optional<byte[]> answer(byte[] message, NameAnswers.Teller teller) {
        Optional<DnsQuestion> onion =
                DnsQuestion.parse(message).filter(question -> Policy.isOnion(question.name()));
        onion.map(DnsQuestion::name).filter(this::isNew).ifPresent(name -> tell(name, teller));
        return onion.map(DnsAnswer::noSuchName);
    }

    private boolean isNew(String name) {
        return told.size() < MOST_TOLD && told.add(name);
    }

    private static void tell(String name, NameAnswers.Teller teller) {
        teller.refused(
                name,
                "--dns=tcp",
                name
                        + " must not be asked of a name server (RFC 7686); --dns=remote has the"
                        + " SOCKS server resolve names");
    }
}
