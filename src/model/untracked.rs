//! Addresses without what only tells who sent the reader there. The keys are data, in
//! `trackers.toml`; what is signed is left as it is.

use std::sync::LazyLock;

use toml::{Table, Value};

/// The keys that are taken out, and those that forbid it.
static TRACKERS: LazyLock<Trackers> = LazyLock::new(|| Trackers::read(include_str!("trackers.toml")));

/// Keys of a query; a `*` at the end stands for any letters.
#[derive(Default)]
struct Trackers {
    signed: Vec<String>,
    anywhere: Vec<String>,
    hosts: Vec<(String, Vec<String>)>,
}

impl Trackers {
    /// The file is ours and sound; a test reads it. One that is not would name no keys.
    fn read(text: &str) -> Self {
        let mut trackers = Self::default();
        for (name, value) in text.parse::<Table>().unwrap_or_default() {
            match (name.as_str(), value) {
                ("signed", value) => trackers.signed = texts(&value),
                (_, Value::Table(hosts)) => {
                    trackers.hosts = hosts.iter().map(|(host, keys)| (host.clone(), texts(keys))).collect();
                }
                (_, value) => trackers.anywhere.extend(texts(&value)),
            }
        }
        trackers
    }

    /// The keys that mean nothing on a host alone.
    fn of_host(&self, host: &str) -> impl Iterator<Item = &String> {
        let is_host = move |name: &str| {
            host == name || host.strip_suffix(name).is_some_and(|front| front.ends_with('.'))
        };
        self.hosts.iter().filter(move |(name, _)| is_host(name)).flat_map(|(_, keys)| keys)
    }
}

fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn names(pattern: &str, key: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == key, |start| key.starts_with(start))
}

/// The address without its trackers, every other letter as it was. Only the query is touched, and
/// not even that where it is signed.
#[must_use]
pub fn untracked(address: &str) -> String {
    let end = address.find('#').unwrap_or(address.len());
    let (front, fragment) = address.split_at(end);
    let Some((page, query)) = front.split_once('?') else { return address.to_owned() };
    let key = |pair: &str| pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    let trackers = &*TRACKERS;
    let is_signed = |pair: &str| trackers.signed.iter().any(|name| names(name, &key(pair)));
    if query.split('&').any(is_signed) {
        return address.to_owned();
    }
    let host = host(address).unwrap_or_default();
    let is_tracker = |pair: &&str| {
        let key = key(pair);
        trackers.anywhere.iter().chain(trackers.of_host(&host)).any(|name| names(name, &key))
    };
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_tracker(pair)).collect();
    if kept.len() == query.split('&').count() {
        return address.to_owned();
    }
    let mark = if kept.is_empty() { "" } else { "?" };
    format!("{page}{mark}{}{fragment}", kept.join("&"))
}

/// The host of an address, as a person says it.
#[must_use]
pub fn host(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trackers_are_taken_out_of_the_query_and_nothing_else_is_touched() {
        for (address, wanted) in [
            ("https://a.example/x?utm_source=mail&id=7&utm_campaign=Spring", "https://a.example/x?id=7"),
            ("https://a.example/x?fbclid=Iw&GCLID=1#part", "https://a.example/x#part"),
            (
                "https://a.example/x?q=a%20b&mc_cid=2&r=%2Futm_source%3D1",
                "https://a.example/x?q=a%20b&r=%2Futm_source%3D1",
            ),
            ("https://a.example/utm_source=1/x", "https://a.example/utm_source=1/x"),
            ("https://a.example/x?ref=1&&b", "https://a.example/x?ref=1&&b"),
            (
                "https://a.example/x#utm_source=1?utm_medium=2",
                "https://a.example/x#utm_source=1?utm_medium=2",
            ),
            ("no address?utm_source=1", "no address"),
            ("", ""),
        ] {
            assert_eq!(untracked(address), wanted);
        }
    }

    #[test]
    fn what_is_signed_stays_whole() {
        for address in [
            "https://cdn.example/a.mp4?utm_source=1&Signature=abc&Expires=9",
            "https://cdn.example/a.mp4?X-Amz-Signature=abc&fbclid=2",
            "https://blob.example/a?sv=1&sig=x%3D&utm_id=3",
        ] {
            assert_eq!(untracked(address), address);
        }
    }

    #[test]
    fn some_keys_are_trackers_on_their_host_alone() {
        assert_eq!(untracked("https://youtu.be/abc?si=xyz&t=42"), "https://youtu.be/abc?t=42");
        assert_eq!(
            untracked("https://www.youtube.com/watch?v=abc&si=x"),
            "https://www.youtube.com/watch?v=abc"
        );
        assert_eq!(untracked("https://notyoutube.com/a?si=x"), "https://notyoutube.com/a?si=x");
    }

    #[test]
    fn the_list_is_read_and_written_in_small_letters() {
        let trackers = &*TRACKERS;
        assert!(trackers.anywhere.len() > 100 && trackers.signed.len() > 10 && trackers.hosts.len() > 5);
        let all = trackers.anywhere.iter().chain(&trackers.signed);
        assert!(all.clone().all(|key| *key == key.to_ascii_lowercase()));
    }
}
