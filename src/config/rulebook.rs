//! A file of rules with a rule more or some rules fewer. Everything else in it stays as it was
//! written, comments and all.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::mistake::Mistake;
use super::rules;
use crate::model::WrittenRule;

/// The file with a rule at its end, and the number of that rule.
///
/// # Errors
/// Every mistake in the file, or in the rule.
pub fn with_rule(text: &str, rule: &WrittenRule) -> Result<(String, usize), Vec<Mistake>> {
    rules(text)?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut whole = text.to_owned();
    if !whole.is_empty() && !whole.ends_with('\n') {
        whole.push_str(end);
    }
    if !whole.is_empty() && !whole.ends_with("\n\n") && !whole.ends_with("\n\r\n") {
        whole.push_str(end);
    }
    for line in rule.to_string().lines() {
        whole.push_str(line);
        whole.push_str(end);
    }
    let count = rules(&whole)?.len();
    Ok((whole, count))
}

/// The file without the rules of those numbers: from the line `[[rule]]` to the last line of the
/// rule. What stands between rules stays.
///
/// # Errors
/// Every mistake in the file, or a number that no rule has.
pub fn without_rules(text: &str, numbers: &[usize]) -> Result<String, Vec<Mistake>> {
    let count = rules(text)?.len();
    let unknown = |number: &&usize| **number == 0 || **number > count;
    if let Some(number) = numbers.iter().find(unknown) {
        let there = match count {
            0 => "there are none".to_owned(),
            1 => "there is 1".to_owned(),
            count => format!("there are {count}"),
        };
        return Err(mistake(&format!("there is no rule {number}"), &there));
    }
    let places = places(text);
    if places.len() != count {
        return Err(mistake("the rules do not stand under [[rule]] each", "take them out by hand"));
    }
    let mut whole = String::new();
    let mut from = 0;
    for (index, place) in places.iter().enumerate() {
        if numbers.contains(&(index + 1)) {
            whole.push_str(text.get(from..place.start).unwrap_or_default());
            from = place.end;
            // What stands right above the rule does not move up to what is below it.
            let is_apart = whole.is_empty() || whole.ends_with("\n\n") || whole.ends_with("\n\r\n");
            if !is_apart && from < text.len() {
                whole.push_str(if whole.ends_with("\r\n") { "\r\n" } else { "\n" });
            }
        }
    }
    whole.push_str(text.get(from..).unwrap_or_default());
    // The line that set the last rule apart goes with it.
    if from == text.len() {
        let kept = whole.trim_end_matches(['\n', '\r']).len();
        let line = whole.get(kept..).and_then(|blank| blank.find('\n')).map_or(kept, |at| kept + at + 1);
        whole.truncate(if kept == 0 { 0 } else { line });
    }
    Ok(whole)
}

/// A mistake that is in no line of the file.
fn mistake(what: &str, hint: &str) -> Vec<Mistake> {
    vec![Mistake { line: 0, what: what.to_owned(), hint: Some(hint.to_owned()) }]
}

/// Where each rule stands: whole lines, and the blank lines behind it. Where one does not stand
/// under a header of its own, nothing is known.
fn places(text: &str) -> Vec<Range<usize>> {
    let (document, _) = DeTable::parse_recoverable(text);
    let Some(DeValue::Array(list)) = document.get_ref().get("rule").map(toml::Spanned::get_ref) else {
        return Vec::new();
    };
    let tables = list.iter().filter_map(|table| {
        let DeValue::Table(entries) = table.get_ref() else { return None };
        let header = table.span();
        text.get(header.clone()).filter(|header| header.starts_with("[["))?;
        let end = entries.values().map(|value| value.span().end).max()?;
        Some(whole_lines(text, header.start..end))
    });
    tables.collect()
}

fn whole_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let rest = text.get(range.end..).unwrap_or_default();
    let mut end = range.end;
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        if index > 0 && !line.trim().is_empty() {
            break;
        }
        end += line.len();
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Deed, Written};

    const BOOK: &str = "# my rules\n\n  [[rule]] # the calendar\n# it comes every year\nhost = \"a.example\" # and below\ntext = \"\"\"\n[[rule]]\"\"\"\ndo = \"drop\"\n\n# the box\n[[ rule ]]\nhost = \"*\"\ndo = \"keep\"\nselector = \"p\"";

    fn rule(selector: &str) -> WrittenRule {
        WrittenRule {
            host: "gazette.example".into(),
            wanted: Written::Selector(selector.into()),
            deed: Deed::Drop,
            note: None,
            made_on: Some("The “first”\nday \\ of \u{202E}spring".into()),
        }
    }

    #[test]
    fn a_rule_is_written_behind_all_others() {
        let (text, number) = with_rule(BOOK, &rule("a[href=\"x\"]")).unwrap();
        assert_eq!(number, 3);
        insta::assert_snapshot!(text.strip_prefix(BOOK).unwrap(), @r#"


        [[rule]]
        # made on “The “first” day \ of spring”
        host = "gazette.example"
        selector = 'a[href="x"]'
        do = "drop"
        "#);
        assert_eq!(with_rule("", &rule("p")).unwrap().0.lines().next(), Some("[[rule]]"));
        assert!(with_rule("a = 1\r\n", &rule("p")).is_err() && with_rule("", &rule("p[")).is_err());
        let (text, _) = with_rule("# one\r\n", &rule("p")).unwrap();
        assert!(text.starts_with("# one\r\n\r\n[[rule]]\r\n") && !text.replace("\r\n", "").contains('\n'));
    }

    #[test]
    fn a_rule_is_taken_out_and_nothing_else() {
        let left = |numbers: &[usize]| without_rules(BOOK, numbers).unwrap();
        insta::assert_snapshot!(left(&[1]), @r#"
        # my rules

        # the box
        [[ rule ]]
        host = "*"
        do = "keep"
        selector = "p"
        "#);
        assert_eq!(left(&[2]), BOOK.split("[[ rule ]]").next().unwrap());
        assert_eq!(left(&[2, 1, 1]), "# my rules\n\n# the box\n");
        let wrong = without_rules(BOOK, &[1, 3]).unwrap_err();
        assert_eq!(wrong[0].to_string(), "there is no rule 3 (there are 2)");
        let inline = "rule = [{host = \"*\", text = \"a\", do = \"drop\"}]";
        assert!(without_rules(inline, &[1]).is_err() && without_rules("", &[1]).is_err());
    }

    #[test]
    fn what_is_written_and_taken_out_leaves_the_file_as_it_was() {
        for before in ["", "# nothing yet\n", &format!("{BOOK}\n")] {
            let (text, number) = with_rule(before, &rule("p")).unwrap();
            assert_eq!(without_rules(&text, &[number]).unwrap().trim_end(), before.trim_end());
        }
    }
}
