package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.MavenProject;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testserver.Request;
import io.tsocks.testserver.SocksTestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Maven under the agent fetches the parent of a project from a repository that only the SOCKS
/// server reaches.
@RequiresProgram("mvn")
class MavenIT {

    @ParameterizedTest
    @ValueSource(strings = {"repo.test", "192.0.2.7"})
    void aParentComesThroughTheServer(String host) {
        try (MavenProject project = MavenProject.start();
                SocksTestServer server =
                        SocksTestServer.builder()
                                .redirect(
                                        request ->
                                                new InetSocketAddress(
                                                        InetAddress.getLoopbackAddress(),
                                                        request.port()))
                                .start()) {
            String options = "=server=socks5h://" + server.host() + ":" + server.port();

            Command.Result result =
                    Command.of(project.words(host).toArray(String[]::new))
                            .with("JAVA_HOME", System.getProperty("java.home"))
                            .with("MAVEN_OPTS", "-javaagent:" + AgentJar.JAR + options)
                            .result();

            assertThat(result.output()).as(result.errors()).contains("BUILD SUCCESS");
            assertThat(project.takeParent()).isTrue();
            assertThat(server.sessions())
                    .isNotEmpty()
                    .allSatisfy(
                            session ->
                                    assertThat(session.request())
                                            .map(Request::host)
                                            .contains(host));
        }
    }
}
