//! Plain text to Markdown that reads as that text: what Markdown would take for its own
//! marks gets a backslash, and nothing else does.

/// A line break that stays one: two spaces, so that trimming takes it away whole.
pub(super) const BREAK: &str = "  \n";

/// Escapes text that may stand anywhere in a line. `fresh` says that it begins one.
/// Blank lines are left out: they would end the block.
pub(super) fn escape(text: &str, fresh: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut lines = text.split('\n');
    if let Some(first) = lines.next() {
        escape_line(if fresh { first.trim_start() } else { first }, fresh, &mut out);
    }
    for line in lines {
        if !out.ends_with(BREAK) {
            out.push_str(BREAK);
        }
        escape_line(line.trim(), true, &mut out);
    }
    out
}

fn escape_line(line: &str, fresh: bool, out: &mut String) {
    let opener = if fresh { opening_mark(line) } else { None };
    let mut before = None;
    let mut rest = line.chars().enumerate().peekable();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map(|(_, c)| *c);
        if opener == Some(at) || is_mark(before, c, after) {
            out.push('\\');
        }
        out.push(if c == '\t' { ' ' } else { c });
        before = Some(c);
    }
}

/// Where the character stands that would make the line a heading, a list item, a quote, a
/// rule or the underline of a heading.
fn opening_mark(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if matches!(first, '#' | '>' | '+' | '-' | '=') {
        return Some(0);
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let mark = line.chars().nth(digits)?;
    (digits > 0 && matches!(mark, '.' | ')')).then_some(digits)
}

fn is_mark(before: Option<char>, c: char, after: Option<char>) -> bool {
    match c {
        '\\' | '*' | '`' | '[' | ']' | '~' | '|' => true,
        // Within a word an underscore is only itself.
        '_' => !(is_word(before) && is_word(after)),
        '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
        _ => false,
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// The same for a heading, where a run of `#` at the end would vanish.
pub(super) fn escape_heading(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "), true).replace(" #", " \\#")
}

/// Text as code within a line, in a fence that it does not hold.
pub(super) fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A block of code, in a fence longer than any within.
pub(super) fn code_block(text: &str) -> String {
    let fence = "`".repeat((longest_run(text, '`') + 1).max(3));
    format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or(0)
}

/// An address between the brackets of a link: parsed, so only its brackets can do harm.
pub(super) fn address(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29").replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_escaped_and_plain_words_are_not() {
        assert_eq!(
            escape("2 * 3 [a] snake_case _so_ a<b> AT&T R & D", true),
            r"2 \* 3 \[a\] snake_case \_so\_ a\<b> AT\&T R & D"
        );
        assert_eq!(escape("A fine day - so far (1. May)", true), "A fine day - so far (1. May)");
    }

    #[test]
    fn a_line_cannot_become_another_block() {
        assert_eq!(escape("# no", true), r"\# no");
        assert_eq!(escape("- no\n1. no\n\n===\n> no", true), "\\- no  \n1\\. no  \n\\===  \n\\> no");
        assert_eq!(escape("- no", false), "- no");
        assert_eq!(escape("1918) no", true), r"1918\) no");
    }

    #[test]
    fn fences_are_longer_than_what_they_hold() {
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(code_block("x\n````\n"), "`````\nx\n````\n`````");
    }

    #[test]
    fn headings_keep_their_number_signs() {
        assert_eq!(escape_heading("In C # \nand F##"), "In C \\# and F##");
    }
}
