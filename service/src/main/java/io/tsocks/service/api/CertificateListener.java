package io.tsocks.service.api;

import java.nio.file.Path;
import java.time.Instant;

/// Is told when the files of the service's certificate, its key and its authorities have changed.
public interface CertificateListener {

    /// New connections use what is in the files now.
    ///
    /// @param until when the certificate of the service ends
    default void renewed(Path certificate, Instant until) {}

    /// What is in the files cannot be used. New connections use what was there before.
    ///
    /// @param certificate the file of the service's certificate
    /// @param why names the file that is wrong
    default void failed(Path certificate, String why) {}
}
