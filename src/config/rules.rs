//! A reader's rules: `[[rule]]` with a host, a selector or a text, and what to do.

use super::file::{Entry, Table, Value, complain, read};
use super::mistake::{Mistake, nearest};
use crate::model::Clean;
use crate::read::{Deed, HostPattern, Selector, TextPattern, UserRule, UserRules, Wanted};

/// What a rule may have.
const KEYS: [&str; 5] = ["host", "selector", "text", "do", "note"];

/// Reads a file of rules.
///
/// # Errors
/// Every mistake in the file.
pub fn rules(text: &str) -> Result<UserRules, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let mut rules: Vec<UserRule> = Vec::new();
    let mut number = 0;
    for entry in read(text, &mut mistakes) {
        let tables = match (entry.name.as_str(), &entry.value) {
            ("rule", Value::List(tables)) => tables.as_slice(),
            (name, _) => {
                let known = if name == "rule" { None } else { nearest(name, ["rule"].into_iter()) };
                let hint = known.or_else(|| Some("each rule stands under [[rule]]".to_owned()));
                complain(&mut mistakes, entry.line, format!("`{name}` is not known here"), hint);
                continue;
            }
        };
        for table in tables {
            number += 1;
            match table {
                Value::Table(table) => rules.extend(rule(number, table, entry.line, &mut mistakes)),
                other => {
                    let hint = Some("each rule stands under [[rule]]".to_owned());
                    let what = format!("a rule is a table, not {}", other.kind());
                    complain(&mut mistakes, entry.line, what, hint);
                }
            }
        }
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    if mistakes.is_empty() { Ok(rules.into()) } else { Err(mistakes) }
}

/// A rule being read: what it has so far.
#[derive(Default)]
struct Draft {
    host: Option<HostPattern>,
    wanted: Vec<Wanted>,
    deed: Option<Deed>,
    note: Option<Clean>,
}

/// A rule, if nothing is wrong with it.
fn rule(number: u32, table: &Table, near: usize, mistakes: &mut Vec<Mistake>) -> Option<UserRule> {
    let line = table.iter().map(|entry| entry.line).min().unwrap_or(near);
    let mut draft = Draft::default();
    for entry in table {
        note(entry, &mut draft, mistakes);
    }
    let has = |key: &str| table.iter().any(|entry| entry.name == key);
    let mut missing = |what: &str, hint: &str| {
        complain(mistakes, line, format!("rule {number} {what}"), Some(hint.to_owned()));
    };
    if !has("host") {
        missing("names no host", "write host = \"*.gazette.example\", or \"*\" for every page");
    }
    match (has("selector"), has("text")) {
        (false, false) => {
            missing(
                "has neither selector nor text",
                "write selector = \"div.promo\" or text = \"Sign up for*\"",
            );
        }
        (true, true) => missing("has a selector and a text", "make it two rules"),
        _ => {}
    }
    if !has("do") {
        missing("does nothing", "write do = \"drop\", \"keep\" or \"shelve\"");
    }
    let (host, deed, wanted) = (draft.host?, draft.deed?, draft.wanted.pop()?);
    Some(UserRule { number, line, host, wanted, deed, note: draft.note })
}

/// One line of a rule.
fn note(entry: &Entry, draft: &mut Draft, mistakes: &mut Vec<Mistake>) {
    let name = entry.name.as_str();
    if !KEYS.contains(&name) {
        let hint = nearest(name, KEYS.into_iter())
            .or_else(|| Some("a rule has host, selector or text, do and note".to_owned()));
        return complain(mistakes, entry.line, format!("`{name}` is not a part of a rule"), hint);
    }
    let Value::Text(text) = &entry.value else {
        let what = format!("`{name}` is a text, not {}", entry.value.kind());
        return complain(mistakes, entry.line, what, Some(format!("write {name} = \"..\"")));
    };
    let wrong = match name {
        "host" => HostPattern::parse(text)
            .map(|host| draft.host = Some(host))
            .map_err(|why| (why, "such as gazette.example, or * for every page".to_owned())),
        "selector" => Selector::parse(text)
            .map(|selector| draft.wanted.push(Wanted::Selector(selector)))
            .map_err(|why| (why, "such as div.promo, aside#box or [data-ad]".to_owned())),
        "text" => TextPattern::parse(text).map(|text| draft.wanted.push(Wanted::Text(text))).map_err(|why| {
            (why, "such as \"Sign up for*\": a block's whole text, * for anything".to_owned())
        }),
        "do" => deed(text).map(|deed| draft.deed = Some(deed)),
        _ => {
            draft.note = Some(Clean::field(text));
            Ok(())
        }
    };
    if let Err((what, hint)) = wrong {
        complain(mistakes, entry.line, what, Some(hint));
    }
}

fn deed(written: &str) -> Result<Deed, (String, String)> {
    let named = Deed::ALL.into_iter().find(|deed| deed.name() == written);
    named.ok_or_else(|| {
        let hint = nearest(written, Deed::ALL.into_iter().map(Deed::name));
        let hint = hint.unwrap_or_else(|| "keep, drop or shelve".to_owned());
        (format!("`{written}` is nothing that a rule can do"), hint)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_in_their_order() {
        let text = "[[rule]]\nhost = \"*\"\nselector = \"div.promo, aside\"\ndo = \"drop\"\nnote = \"boxes\"\n\n[[rule]]\nhost = \"gazette.example\"\ntext = \"Sign up*\"\ndo = \"shelve\"\n";
        let rules = rules(text).unwrap();
        let told: Vec<String> = rules
            .iter()
            .map(|rule| {
                format!("{} {} {} {} {}", rule.number, rule.line, rule.deed.name(), rule.wanted, rule.host)
            })
            .collect();
        assert_eq!(told, ["1 2 drop div.promo, aside every page", "2 8 shelve \"Sign up*\" gazette.example"]);
        assert_eq!(rules[0].note.as_ref().unwrap(), "boxes");
        assert!(super::rules("").unwrap().is_empty());
    }

    #[test]
    fn every_mistake_is_told_at_once_with_a_way_out() {
        let told = |text: &str| {
            let mistakes = rules(text).unwrap_err();
            mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        insta::assert_snapshot!(told("[[rule]]\nhost = \"https://a.example\"\nselector = \"div[\"\ndo = \"dorp\"\n[[rule]]\nhots = \"*\"\ntext = \"**\"\nselector = 3\n[[rules]]\n"), @r#"
        line 2: `https://a.example` is not a host (such as gazette.example, or * for every page)
        line 3: `div[` is not a CSS selector: Unexpected EOL (such as div.promo, aside#box or [data-ad])
        line 4: `dorp` is nothing that a rule can do (keep, drop or shelve)
        line 6: `hots` is not a part of a rule (a rule has host, selector or text, do and note)
        line 6: rule 2 names no host (write host = "*.gazette.example", or "*" for every page)
        line 6: rule 2 has a selector and a text (make it two rules)
        line 6: rule 2 does nothing (write do = "drop", "keep" or "shelve")
        line 7: `**` fits every text (such as "Sign up for*": a block's whole text, * for anything)
        line 8: `selector` is a text, not a number (write selector = "..")
        line 9: `rules` is not known here (did you mean `rule`?)
        "#);
        insta::assert_snapshot!(told("[[rule]]\nhost = \"*\"\nselector = \"p:has(a)\"\ndo = \"hide\"\n[[rule]]\nnote = \"none\"\n"), @r#"
        line 3: `:has(` is not supported in a selector (such as div.promo, aside#box or [data-ad])
        line 4: `hide` is nothing that a rule can do (keep, drop or shelve)
        line 6: rule 2 names no host (write host = "*.gazette.example", or "*" for every page)
        line 6: rule 2 has neither selector nor text (write selector = "div.promo" or text = "Sign up for*")
        line 6: rule 2 does nothing (write do = "drop", "keep" or "shelve")
        "#);
        insta::assert_snapshot!(told("[[rule]]\nhost = \"*\"\nselector = \"a:hover\"\ndo = \"drop\"\n[[rule]]\nhost = \"*\"\nselector = \" \"\ndo = \"keep\"\n"), @r"
        line 3: `a:hover` has something that is not supported in a selector (such as div.promo, aside#box or [data-ad])
        line 7: the selector is empty (such as div.promo, aside#box or [data-ad])
        ");
        insta::assert_snapshot!(told("rule = 3\n[other]\n"), @r"
        line 1: `rule` is not known here (each rule stands under [[rule]])
        line 2: `other` is not known here (each rule stands under [[rule]])
        ");
    }
}
