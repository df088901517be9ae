package io.tsocks.service.settings;

import io.tsocks.grammar.Spelling;
import io.tsocks.net.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration file: sections in brackets, and lines of `key = value`. `#` at the start of a
/// line makes a comment. What is unknown or said twice is an error.
final class SettingsFile {

    /// A value and where it stands.
    ///
    /// @param place `tsocksd.conf:7`, or the option
    record Value(String text, String place) {}

    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
    private String section = "";

    private SettingsFile() {}

    /// Reads a file.
    ///
    /// @throws SettingsException if it cannot be read, or a line is wrong
    static Map<Setting, Value> read(Path file) throws SettingsException {
        SettingsFile reading = new SettingsFile();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            reading.take(line.strip(), file + ":" + number);
        }
        return reading.values;
    }

    private static List<String> lines(Path file) throws SettingsException {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new SettingsException("cannot read " + file + ": " + FileTrouble.reason(e));
        }
    }

    private void take(String line, String place) throws SettingsException {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("[") && line.endsWith("]")) {
            section = line.substring(1, line.length() - 1).strip();
            if (!Setting.sections().contains(section)) {
                throw unknown(place, "section [" + section + "]", section, Setting.sections());
            }
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new SettingsException(place + ": a line is key = value, or a [section]");
        }
        set(line.substring(0, equals).strip(), line.substring(equals + 1).strip(), place);
    }

    private void set(String key, String text, String place) throws SettingsException {
        if (section.isEmpty()) {
            throw new SettingsException(place + ": a [section] has to come first");
        }
        Optional<Setting> setting = Setting.of(section, key);
        if (setting.isEmpty()) {
            throw unknown(
                    place, "key '" + key + "' in [" + section + "]", key, Setting.keys(section));
        }
        if (text.isEmpty()) {
            throw new SettingsException(place + ": " + key + " has no value");
        }
        Value earlier = values.putIfAbsent(setting.get(), new Value(text, place));
        if (earlier != null) {
            throw new SettingsException(
                    place + ": " + key + " is set already, at " + earlier.place());
        }
    }

    private SettingsException unknown(String place, String what, String name, List<String> known) {
        String hint =
                Spelling.nearest(name, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; there are " + String.join(", ", known));
        return new SettingsException(place + ": there is no " + what + hint);
    }
}
