/// What is said about policies, for people and programs: answers with their explanations,
/// differences, searches, tests and maps, as text, JSON, Markdown, SVG and HTML.
package io.tsocks.views;
