//! A line of words as a shell would cut it, without a shell: quotes, backslashes, nothing else.

/// Cuts a line into words. A quotation that does not end, or a backslash at the end, is a mistake.
pub(in crate::app) fn split(line: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = line.chars();
    while let Some(c) = letters.next() {
        match (quote, c) {
            (Some('\''), '\\') => word.get_or_insert_default().push('\\'),
            (_, '\\') => {
                let escaped = letters.next().ok_or("a backslash at the end stands for nothing")?;
                let word = word.get_or_insert_default();
                // Between double quotes a backslash stands for itself before most letters.
                if quote.is_some() && !matches!(escaped, '"' | '\\' | '$' | '`') {
                    word.push('\\');
                }
                word.push(escaped);
            }
            (Some(open), c) if open == c => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    if quote.is_some() { Err("a quotation does not end") } else { Ok(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_a_shell_would_and_nothing_is_expanded() {
        for (line, words) in [
            ("", &[] as &[&str]),
            ("  sort  -u ", &["sort", "-u"]),
            ("a 'b c' \"d e\"f", &["a", "b c", "d ef"]),
            (r#"a\ b "say \"no\" \n" 'c\d'"#, &["a b", "say \"no\" \\n", "c\\d"]),
            ("'' $(touch x) `y` ~ *;", &["", "$(touch", "x)", "`y`", "~", "*;"]),
        ] {
            assert_eq!(split(line).unwrap(), words, "{line}");
        }
        for line in ["'a", "\"a", "a\\"] {
            assert!(split(line).is_err(), "{line}");
        }
    }
}
