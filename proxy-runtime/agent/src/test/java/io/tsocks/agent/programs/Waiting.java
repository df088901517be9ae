package io.tsocks.agent.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// A program that runs already when the agent comes. For each line that it reads, `way host port`,
/// it visits an HTTP server.
public final class Waiting {

    private Waiting() {}

    /// Takes no arguments.
    public static void main(String... arguments) throws Exception {
        System.out.println("ready");
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Visit.main(line.split(" "));
            }
        } catch (IOException e) {
            System.out.println(e);
        }
    }
}
