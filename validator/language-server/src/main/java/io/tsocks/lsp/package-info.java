/// A language server (LSP 3.17) for tsocks.conf: `MessageReader` and `MessageWriter` speak
/// JSON-RPC, `LanguageServer` answers, and each feature is a class of its own over one
/// `Examination` of a text.
package io.tsocks.lsp;
