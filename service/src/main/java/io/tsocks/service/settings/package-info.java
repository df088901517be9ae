/// The settings of tsocksd: its options and its configuration file.
package io.tsocks.service.settings;
