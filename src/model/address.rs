//! Which addresses lead to the same story. What is made here is a key to compare, never an
//! address to fetch: some servers want the slash or the `www.` that it leaves out.

use url::Url;

use super::untracked;

/// An address without what does not tell stories apart: scheme, `www.`, default port, name and
/// password, trackers, fragment, the slash at the end. `index.html` stays: some sites show another
/// page there. Fragments that are paths (`#!/story`) stay, since they tell pages apart. None if it
/// is not an address of the web.
#[must_use]
pub fn canonical(address: &str) -> Option<String> {
    let url = Url::parse(&untracked(address.trim())).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?.trim_end_matches('.');
    let mut key = host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(host).to_owned();
    if let Some(port) = url.port() {
        key.push(':');
        key.push_str(&port.to_string());
    }
    key.push_str(url.path().trim_end_matches('/'));
    if let Some(query) = url.query().filter(|query| !query.is_empty()) {
        key.push('?');
        key.push_str(query);
    }
    if let Some(path) = url.fragment().filter(|path| path.starts_with(['!', '/'])) {
        key.push('#');
        key.push_str(path);
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn what_leads_to_the_same_story_is_one_key() {
        for address in [
            "https://www.gazette.example/harbour/ferry",
            "http://gazette.example:80/harbour/ferry/",
            "https://gazette.example/harbour/ferry?utm_source=rss#comments",
            " HTTPS://dana:secret@Gazette.Example./harbour/./ferry?",
        ] {
            assert_eq!(canonical(address).as_deref(), Some("gazette.example/harbour/ferry"), "{address}");
        }
    }

    #[test]
    fn what_may_tell_stories_apart_stays() {
        let a = "https://gazette.example/";
        for b in ["index.html", "?p=7", "?p=8", "#!/7", "A", "a", "a?b", ":81"] {
            let others = ["", "index.html", "?p=7", "?p=8", "#!/7", "A", "a", "a?b"];
            let same =
                others.iter().filter(|c| canonical(&format!("{a}{b}")) == canonical(&format!("{a}{c}")));
            assert!(same.count() <= 1, "{b}");
        }
        assert_ne!(canonical("https://gazette.example:81/a"), canonical("https://gazette.example/a"));
    }

    #[test]
    fn only_the_web_has_addresses() {
        for none in
            ["", "mailto:dana@gazette.example", "file:///etc/passwd", "javascript:1", "ferry", "http://"]
        {
            assert_eq!(canonical(none), None, "{none}");
        }
        let once = canonical("https://a.example/x/?b=1").unwrap();
        assert_eq!(canonical(&format!("https://{once}")), Some(once));
    }
}
