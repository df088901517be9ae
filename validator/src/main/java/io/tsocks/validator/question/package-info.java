/// The subcommands of `tsocks-route` that ask about policies as wholes: `diff`, `find`, `test` and
/// `map`.
package io.tsocks.validator.question;
