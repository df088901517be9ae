/// The policy in force: what is examined before a text takes its place, and how it does.
package io.tsocks.service.policy;
