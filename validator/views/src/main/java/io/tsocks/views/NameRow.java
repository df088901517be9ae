package io.tsocks.views;

import java.util.Optional;

/// A row of the table of names under a map.
///
/// @param names which names: a pattern, or words
/// @param ports which ports of them
/// @param route what becomes of them
/// @param because the lines that decide, or what does in their place
/// @param paint of the route; empty if the address decides, and for a change
public record NameRow(
        String names, String ports, String route, String because, Optional<Paint> paint) {}
