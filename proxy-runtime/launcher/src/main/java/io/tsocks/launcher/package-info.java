/// The command tsocks: runs a program whose connections go where tsocks.conf says.
package io.tsocks.launcher;
