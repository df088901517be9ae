/// What happens, told to whoever listens.
package io.tsocks.service.events;
