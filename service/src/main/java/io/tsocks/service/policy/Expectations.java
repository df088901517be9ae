package io.tsocks.service.policy;

import io.tsocks.engine.Resolver;
import io.tsocks.net.FileTrouble;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.Expectation;
import io.tsocks.views.ExpectationReader;
import io.tsocks.views.RouteTests;
import io.tsocks.views.TestReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The routes that every revision has to give: a file as `tsocks-route test` takes it, which is
/// read each time.
///
/// @param resolver is asked for the addresses of host names
public record Expectations(Path file, Resolver resolver) {

    /// What became of the expectations.
    public sealed interface Result {
        /// None are configured, or the text has errors, so that they were not tried.
        record Untried() implements Result {}

        /// They were tried.
        record Tried(TestReport report) implements Result {}

        /// The file cannot be used, and so nothing is applied.
        record Unreadable(String why) implements Result {}

        /// Whether a text with this result may be applied.
        default boolean allows() {
            return switch (this) {
                case Untried _ -> true;
                case Tried tried -> tried.report().passed();
                case Unreadable _ -> false;
            };
        }
    }

    /// Tries expectations on a policy. The calling thread waits for name servers.
    ///
    /// @param resolver is asked for the addresses of host names
    /// @param work for whom they are tried
    public static RouteTests.Outcome run(
            ChartedConf conf,
            List<Expectation> expectations,
            Resolver resolver,
            BackgroundWork work) {
        Resolver known = RouteTests.lookUp(conf, expectations, resolver);
        return work.done(() -> RouteTests.run(conf, expectations, known));
    }

    /// Tries them on a policy.
    Result tryOn(ChartedConf conf, BackgroundWork work) {
        try {
            String name = file.toString();
            List<Expectation> expectations =
                    new ExpectationReader(name)
                            .read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            if (expectations.isEmpty()) {
                return new Result.Unreadable(name + " expects nothing");
            }
            RouteTests.Outcome outcome = run(conf, expectations, resolver, work);
            return new Result.Tried(new TestReport(conf, name, outcome, 0));
        } catch (Expectation.MalformedException e) {
            return new Result.Unreadable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Result.Unreadable("cannot read " + file + ": " + FileTrouble.reason(e));
        }
    }
}
