/// The API over HTTP: who may ask what, and the answers.
package io.tsocks.service.api;
