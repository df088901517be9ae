package io.tsocks.agent.programs;

import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

/// Clients of Spring, alone and as an application of Spring Boot makes them.
final class Spring {

    private Spring() {}

    static String webClient(String url, HttpClient client) {
        return ""
                + WebClient.builder()
                        .clientConnector(new ReactorClientHttpConnector(client))
                        .build()
                        .get()
                        .uri(url)
                        .retrieve()
                        .bodyToMono(String.class)
                        .block();
    }

    /// What a program has that asks web servers and no database.
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    static class WebApplication {}

    /// What a program has that asks a database.
    @EnableAutoConfiguration
    static class DatabaseApplication {}

    /// @param more a class with further beans, or the application's own
    static String restClient(String url, Class<?> more) {
        try (var application = builder(WebApplication.class, more).run()) {
            return ""
                    + application
                            .getBean(RestClient.Builder.class)
                            .build()
                            .get()
                            .uri(url)
                            .retrieve()
                            .body(String.class);
        }
    }

    /// Asks PostgreSQL through a pool of connections.
    ///
    /// @param more what a program adds to the URL
    static String jdbc(String host, int port, String more) {
        String url = "jdbc:postgresql://" + host + ":" + port + "/postgres?user=tsocks" + more;
        try (var application =
                builder(DatabaseApplication.class)
                        .properties(Map.of("spring.datasource.url", url))
                        .run()) {
            return ""
                    + application
                            .getBean(JdbcTemplate.class)
                            .queryForObject("select 40 + 2", String.class);
        }
    }

    private static SpringApplicationBuilder builder(Class<?>... beans) {
        return new SpringApplicationBuilder(beans)
                .web(WebApplicationType.NONE)
                .properties(Map.of("spring.main.banner-mode", "off"));
    }
}
