package io.tsocks.launcher.supervisor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Searches the processes of the run for those that have certain sockets open.
final class HolderSearch {

    /// The most searches. While processes come and go, one may pass on a socket unseen, so the
    /// search is repeated.
    private static final int MOST_LOOKS = 5;

    private HolderSearch() {}

    /// The result of a search for one socket.
    sealed interface Found {

        /// A process has the socket, or may have it because it may not be inspected.
        record Holder(int pid) implements Found {}

        /// No process has it.
        record Nobody() implements Found {}

        /// Too many processes came and went to be sure.
        record Unknown() implements Found {}
    }

    /// Searches.
    ///
    /// @param links the sockets, as [OpenFiles] names them
    /// @return one answer for each
    static Map<String, Found> of(Set<String> links) {
        Map<String, Found> found = new HashMap<>();
        Found missing = new Found.Unknown();
        for (int look = 0; look < MOST_LOOKS && found.size() < links.size(); look++) {
            Set<Long> processes = processes();
            processes.forEach(pid -> lookInto(pid, links, found));
            if (processes().equals(processes)) {
                missing = new Found.Nobody();
                break;
            }
        }
        for (String link : links) {
            found.putIfAbsent(link, missing);
        }
        return found;
    }

    private static Set<Long> processes() {
        return ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static void lookInto(long pid, Set<String> links, Map<String, Found> found) {
        Optional<Set<String>> open = OpenFiles.of(pid);
        for (String link : links) {
            if (open.isEmpty() || open.get().contains(link)) {
                found.putIfAbsent(link, new Found.Holder((int) pid));
            }
        }
    }
}
