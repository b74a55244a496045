//! A reading to text, Markdown, JSON, HTML and ANSI. Pure.
