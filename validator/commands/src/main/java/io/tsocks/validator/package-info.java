/// The commands `tsocks-validate` and `tsocks-route`.
package io.tsocks.validator;
