/// The revisions of a policy on the disk.
package io.tsocks.service.store;
