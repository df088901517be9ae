package io.tsocks.service.settings;

/// A setting that cannot be used. The message says where it stands, what is wrong and what to do.
public final class SettingsException extends Exception {

    private static final long serialVersionUID = 1;

    SettingsException(String message) {
        super(message);
    }
}
