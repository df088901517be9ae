package io.tsocks.views;

import java.util.Optional;

/// A row of the table of names under a map.
///
/// @param names the names: a pattern, or words
/// @param ports their ports
/// @param route their route
/// @param because the lines that decide, or another reason
/// @param paint the paint of the route; empty if the address decides, and for a change
public record NameRow(
        String names, String ports, String route, String because, Optional<Paint> paint) {}
