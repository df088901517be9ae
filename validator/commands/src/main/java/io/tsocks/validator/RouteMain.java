package io.tsocks.validator;

import io.tsocks.engine.Resolver;

/// The program `tsocks-route`.
final class RouteMain {

    private RouteMain() {}

    public static void main(String[] arguments) {
        CommandRunner.main(new RouteCommand(Resolver.system()), arguments);
    }
}
