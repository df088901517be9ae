/// Reports of findings, in formats for people and programs.
package io.tsocks.lint.report;
