package io.tsocks.convert;

import io.tsocks.engine.Origin;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Position;

/// Finds where the rules of a policy stand.
///
/// @param file from which the policy was compiled
record Places(ConfFile file) {

    /// Where a rule stands, for a remark.
    Word of(Origin origin) {
        if (origin.isBuiltIn()) {
            return Remarks.WHOLE_FILE;
        }
        Position position = file.position(origin.start());
        return new Word(position.line(), position.column(), "");
    }
}
