package io.tsocks.service.api;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/// The version of this program.
final class Version {

    static final String TEXT =
            Optional.ofNullable(Version.class.getModule().getDescriptor())
                    .flatMap(ModuleDescriptor::rawVersion)
                    .orElse("(built without a version)");

    private Version() {}
}
