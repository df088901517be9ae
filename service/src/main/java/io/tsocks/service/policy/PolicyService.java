package io.tsocks.service.policy;

import io.tsocks.client.Tsocks;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.net.FileTrouble;
import io.tsocks.service.store.PolicyText;
import io.tsocks.service.store.Revision;
import io.tsocks.service.store.RevisionStore;
import io.tsocks.views.ChartedConf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps the policy in force. Answers take it from [#active] without waiting; changes come one
/// after the other, and each replaces it by one write of a reference, after the new revision is on
/// the disk.
public final class PolicyService {

    private static final String FILE_NAME = "file";

    private final RevisionStore store;
    private final Reviewer reviewer;
    private final Rejections rejections;
    private final boolean guardsFile;
    private final Clock clock;
    private final PolicyListener listener;
    private final Optional<ClientMaker> clients;

    /// Held by whoever changes the policy, the candidate or what is known of the file.
    private final ReentrantLock changes = new ReentrantLock(true);

    /// Signalled each time another policy is in force.
    private final Condition replaced = changes.newCondition();

    /// Written with the lock, read without it.
    private volatile @Nullable LivePolicy active;

    private volatile @Nullable Trial trial;
    private volatile @Nullable PolicyFile file;

    /// @param guardsFile whether a new content of the file is refused, too, if it opens direct
    ///     access
    /// @param clients makes what connects by a policy; empty if this process makes no connections
    public PolicyService(
            RevisionStore store,
            Reviewer reviewer,
            boolean guardsFile,
            Clock clock,
            PolicyListener listener,
            Optional<ClientMaker> clients) {
        this.store = store;
        this.reviewer = reviewer;
        this.rejections = new Rejections(store);
        this.guardsFile = guardsFile;
        this.clock = clock;
        this.listener = listener;
        this.clients = clients;
    }

    /// Makes what connects by a policy.
    @FunctionalInterface
    public interface ClientMaker {
        /// Makes one.
        ///
        /// @throws IOException if a password file of the policy cannot be used
        Tsocks make(Policy policy) throws IOException;
    }

    /// The policy in force; empty if none was ever applied.
    public Optional<LivePolicy> active() {
        return Optional.ofNullable(active);
    }

    /// The policy in force, once it is another one.
    ///
    /// @param known the one that was in force when the caller looked
    /// @param longest how long to wait for another one
    public LivePolicy awaitOtherThan(LivePolicy known, Duration longest)
            throws InterruptedException {
        changes.lock();
        try {
            long rest = longest.toNanos();
            LivePolicy now = active;
            while ((now == null || now == known) && rest > 0) {
                rest = replaced.awaitNanos(rest);
                now = active;
            }
            return now == null ? known : now;
        } finally {
            changes.unlock();
        }
    }

    /// The candidate that is tried; empty if none is.
    public Optional<Trial> trial() {
        return Optional.ofNullable(trial);
    }

    /// The file that is followed; empty before the first look.
    public Optional<PolicyFile> file() {
        return Optional.ofNullable(file);
    }

    /// The last proposal that was rejected; empty if one was applied after it.
    public Optional<Rejections.Rejection> rejection() {
        return rejections.last();
    }

    /// The revisions.
    public RevisionStore store() {
        return store;
    }

    /// Puts the revision in force that was so when the service ended.
    ///
    /// @throws IOException if the store cannot be read
    public void resume() throws IOException {
        Optional<Revision> last = store.active();
        if (last.isPresent()) {
            Optional<RevisionStore.Stored> stored = store.read(last.get().number());
            active = stored.isPresent() ? live(stored.get()) : null;
        }
        rejections.load();
    }

    private LivePolicy live(RevisionStore.Stored stored) throws IOException {
        Review review = reviewer.review(stored.text(), Optional.empty(), BackgroundWork.CHANGES);
        return new LivePolicy(
                stored.revision(),
                review.conf(),
                PolicyEngine.of(review.conf().policy()),
                client(review.conf().policy()),
                chart(review.change()));
    }

    /// Examines a text without applying it. What is known of a large one takes much memory.
    public Review review(PolicyText text) {
        return reviewer.review(text, active(), BackgroundWork.QUESTIONS);
    }

    /// Applies a text, unless something speaks against it.
    ///
    /// @throws IOException if it cannot be stored; the policy in force then still is
    public Outcome apply(Proposal proposal) throws IOException {
        changes.lock();
        try {
            return settle(proposal, true);
        } finally {
            changes.unlock();
        }
    }

    /// Goes back to the text of an earlier revision, which becomes a new one.
    ///
    /// @param proposal makes the proposal of its text
    /// @throws IOException if it cannot be read or stored
    public Outcome rollback(long number, Function<PolicyText, Proposal> proposal)
            throws IOException {
        changes.lock();
        try {
            Optional<RevisionStore.Stored> stored = store.read(number);
            return stored.isPresent()
                    ? settle(proposal.apply(stored.get().text()), true)
                    : new Outcome.Absent(number);
        } finally {
            changes.unlock();
        }
    }

    private Outcome settle(Proposal proposal, boolean isGuarded) throws IOException {
        Optional<LivePolicy> before = active();
        if (isStale(proposal, before)) {
            return new Outcome.Stale();
        }
        if (before.isPresent()
                && before.get().revision().sha256().equals(proposal.text().sha256())) {
            rejections.clear();
            return new Outcome.Unchanged(before.get());
        }
        Review review = reviewer.review(proposal.text(), before, BackgroundWork.CHANGES);
        if (!review.isValid()) {
            return reject(proposal, new Outcome.Invalid(review));
        }
        if (isGuarded && !proposal.allowsDirect() && mayOpen(review.change())) {
            return reject(proposal, new Outcome.Guarded(review));
        }
        return accept(proposal, review, before);
    }

    private static boolean isStale(Proposal proposal, Optional<LivePolicy> before) {
        return proposal.expected().isPresent()
                && !before.map(live -> live.revision().tag()).equals(proposal.expected());
    }

    /// Whether a change may open direct access. The first policy opens nothing that was closed by
    /// another.
    private static boolean mayOpen(Review.Change change) {
        return switch (change) {
            case Review.Change.First _ -> false;
            case Review.Change.Exact exact -> DirectAccess.isOpenedBy(exact.diff());
            case Review.Change.Unproved _, Review.Change.Meaningless _ -> true;
        };
    }

    private Outcome accept(Proposal proposal, Review review, Optional<LivePolicy> before)
            throws IOException {
        ChartedConf chart = chart(review.change());
        PolicyEngine engine =
                BackgroundWork.CHANGES.done(() -> PolicyEngine.of(review.conf().policy()));
        Optional<Tsocks> client;
        try {
            client = client(review.conf().policy());
        } catch (IOException e) {
            return reject(proposal, new Outcome.Unusable(FileTrouble.withFile(e)));
        }
        Revision revision = store.activate(proposal.text(), proposal.origin(), now());
        LivePolicy now = new LivePolicy(revision, review.conf(), engine, client, chart);
        active = now;
        replaced.signalAll();
        rejections.clear();
        Outcome.Applied applied = new Outcome.Applied(now, review);
        listener.applied(before, applied);
        return applied;
    }

    private Optional<Tsocks> client(Policy policy) throws IOException {
        return clients.isPresent() ? Optional.of(clients.get().make(policy)) : Optional.empty();
    }

    private static @Nullable ChartedConf chart(Review.Change change) {
        return switch (change) {
            case Review.Change.First first -> first.young();
            case Review.Change.Exact exact -> exact.young();
            case Review.Change.Unproved unproved -> unproved.young();
            case Review.Change.Meaningless _ -> null;
        };
    }

    private Outcome reject(Proposal proposal, Outcome outcome) {
        String why = Rejections.why(outcome);
        rejections.keep(proposal, why, now());
        listener.rejected(proposal, outcome, why);
        return outcome;
    }

    /// Takes a new content of the file that is followed. The content that was taken last, before
    /// the service was started again, is not new, so that what API clients have applied since
    /// stays in force. If nothing is, because the revisions are lost, it is taken again.
    ///
    /// @throws IOException if it has errors or cannot be stored
    public void takeFile(Path path, PolicyText text) throws IOException {
        changes.lock();
        try {
            if (active != null && isTaken(text)) {
                file = new PolicyFile(path, now(), Optional.of(text.sha256()), Optional.empty());
                return;
            }
            Revision.Origin origin = new Revision.Origin(path.toString(), "", Revision.Source.FILE);
            Outcome outcome =
                    settle(new Proposal(text, origin, Optional.empty(), false), guardsFile);
            Optional<String> error = outcome.error();
            file = new PolicyFile(path, now(), Optional.of(text.sha256()), error);
            if (error.isEmpty()) {
                store.note(FILE_NAME, text.sha256() + "\n");
            } else {
                throw new IOException(path + ": " + error.get());
            }
        } finally {
            changes.unlock();
        }
    }

    private boolean isTaken(PolicyText text) throws IOException {
        return store.note(FILE_NAME).map(String::strip).equals(Optional.of(text.sha256()));
    }

    /// Notes that the file that is followed cannot be used.
    public void fileFailed(Path path, IOException reason) {
        changes.lock();
        try {
            PolicyFile known = file;
            if (known != null && known.wasRejected(reason)) {
                // It was told as the rejection of a proposal.
                return;
            }
            Optional<String> error = Optional.of(FileTrouble.withFile(reason));
            PolicyFile failed = new PolicyFile(path, now(), Optional.empty(), error);
            file = failed;
            listener.fileFailed(failed);
        } finally {
            changes.unlock();
        }
    }

    /// Has a candidate asked beside the policy in force.
    ///
    /// @return what is known of it; it is tried only if it is valid
    public Review tryOut(PolicyText text, String who) {
        changes.lock();
        try {
            Review review = reviewer.review(text, active(), BackgroundWork.CHANGES);
            if (review.isValid()) {
                Trial begun = new Trial(text, review.conf(), who, now());
                trial = begun;
                listener.tried(Optional.of(begun));
            }
            return review;
        } finally {
            changes.unlock();
        }
    }

    /// Ends the trial of a candidate.
    ///
    /// @return whether one was tried
    public boolean endTrial() {
        changes.lock();
        try {
            boolean was = trial != null;
            trial = null;
            if (was) {
                listener.tried(Optional.empty());
            }
            return was;
        } finally {
            changes.unlock();
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
