/// The command tsocksd, and the service that it runs.
package io.tsocks.service;
