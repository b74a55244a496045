//! What the surroundings say of the way into the web: proxies, and whose certificates are
//! trusted. Both are for whoever runs the machine to say, in the usual variables.

use std::path::Path;
use std::sync::Arc;

use ureq::Proxy;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use url::Url;

/// The proxies and the trusted certificates; what is wrong with them is said when they are needed.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    http: Result<Option<Proxy>, String>,
    https: Result<Option<Proxy>, String>,
    roots: Result<RootCerts, String>,
}

impl Surroundings {
    /// As the environment has them.
    #[expect(clippy::disallowed_methods, reason = "proxies and certificates are said by the environment")]
    pub(super) fn of_this_process() -> Self {
        Self::from(|name| std::env::var_os(name)?.into_string().ok())
    }

    /// As these variables have them.
    pub(super) fn from(variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| {
            let both = [name.to_owned(), name.to_lowercase()];
            both.into_iter()
                .find_map(|name| variable(&name).filter(|said| !said.is_empty()).map(|said| (name, said)))
        };
        let spared = set("NO_PROXY").map(|(_, said)| said).unwrap_or_default();
        let for_scheme = |name: &str| {
            let said = set(name).or_else(|| set("ALL_PROXY"));
            said.map(|(name, said)| proxy(&name, &said, &spared)).transpose()
        };
        let (file, folder) = (variable("SSL_CERT_FILE"), variable("SSL_CERT_DIR"));
        Self { http: for_scheme("HTTP_PROXY"), https: for_scheme("HTTPS_PROXY"), roots: roots(file, folder) }
    }

    /// The proxy for an address.
    pub(super) fn proxy(&self, url: &Url) -> Result<Option<Proxy>, String> {
        if url.scheme() == "https" { self.https.clone() } else { self.http.clone() }
    }

    /// What is trusted. Nothing, if that could not be read: then `distrust` says why.
    pub(super) fn tls(&self) -> TlsConfig {
        let roots = self.roots.clone().unwrap_or_else(|_| RootCerts::Specific(Arc::default()));
        TlsConfig::builder().root_certs(roots).build()
    }

    /// Why no certificate can be trusted.
    pub(super) fn distrust(&self) -> Option<&str> {
        self.roots.as_ref().err().map(String::as_str)
    }
}

fn proxy(name: &str, said: &str, spared: &str) -> Result<Proxy, String> {
    // The address is not repeated: a password may stand in it.
    let unfit = || format!("{name} is no address of a proxy, such as http://proxy.example:3128");
    let plain = Proxy::new(said).map_err(|_| unfit())?;
    let mut built = Proxy::builder(plain.protocol()).host(plain.host()).port(plain.port());
    if let Some(user) = plain.username() {
        built = built.username(user);
    }
    if let Some(password) = plain.password() {
        built = built.password(password);
    }
    for host in spared.split(',').map(str::trim).filter(|host| !host.is_empty()) {
        // As curl has it: a name stands for what is below it too.
        let name = host.trim_start_matches("*.").trim_start_matches('.');
        built = built.no_proxy(host).no_proxy(name).no_proxy(&format!(".{name}"));
    }
    built.build().map_err(|_| unfit())
}

/// The certificates of a file and of the files of folders, as OpenSSL takes them; else those that
/// browsers trust.
fn roots(file: Option<String>, folders: Option<String>) -> Result<RootCerts, String> {
    let (file, folders) = (file.filter(|said| !said.is_empty()), folders.filter(|said| !said.is_empty()));
    if file.is_none() && folders.is_none() {
        return Ok(RootCerts::WebPki);
    }
    let mut found = Vec::new();
    if let Some(file) = file {
        let held = certificates(Path::new(&file)).map_err(|why| format!("SSL_CERT_FILE: {why}: {file}"))?;
        if held.is_empty() {
            return Err(format!("SSL_CERT_FILE holds no certificate: {file}"));
        }
        found.extend(held);
    }
    for folder in folders.iter().flat_map(std::env::split_paths) {
        // What else lies in such a folder is none of our business.
        let files = folder.read_dir().into_iter().flatten().flatten();
        found.extend(files.filter_map(|file| certificates(&file.path()).ok()).flatten());
    }
    if found.is_empty() {
        return Err("SSL_CERT_DIR holds no certificate".to_owned());
    }
    Ok(RootCerts::Specific(Arc::new(found)))
}

#[expect(clippy::disallowed_methods, reason = "fetching is where certificates are read")]
fn certificates(path: &Path) -> Result<Vec<Certificate<'static>>, String> {
    let bytes = std::fs::read(path).map_err(|error| {
        let words = error.to_string();
        words.split(" (os error").next().unwrap_or_default().to_lowercase()
    })?;
    let held = parse_pem(&bytes).filter_map(|item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    });
    Ok(held.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(said: &[(&str, &str)]) -> Surroundings {
        let said: Vec<(String, String)> = said.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
        Surroundings::from(move |name| {
            said.iter().find(|(known, _)| known == name).map(|(_, said)| said.clone())
        })
    }

    fn host(surroundings: &Surroundings, url: &str) -> Option<String> {
        let proxy = surroundings.proxy(&Url::parse(url).unwrap()).unwrap()?;
        Some(format!("{}:{}", proxy.host(), proxy.port()))
    }

    #[test]
    fn each_scheme_has_its_proxy_and_one_may_serve_both() {
        let none = with(&[]);
        assert_eq!(host(&none, "https://h.example/"), None);
        let two = with(&[("HTTP_PROXY", "http://a.example:1"), ("https_proxy", "b.example:2")]);
        assert_eq!(host(&two, "http://h.example/").as_deref(), Some("a.example:1"));
        assert_eq!(host(&two, "https://h.example/").as_deref(), Some("b.example:2"));
        let both = with(&[("ALL_PROXY", "socks5h://c.example"), ("HTTPS_PROXY", "")]);
        assert_eq!(host(&both, "http://h.example/").as_deref(), Some("c.example:1080"));
        assert_eq!(host(&both, "https://h.example/").as_deref(), Some("c.example:1080"));
        let one = with(&[("HTTPS_PROXY", "http://a.example:1")]);
        assert_eq!(host(&one, "http://h.example/"), None, "the other scheme goes straight");
    }

    #[test]
    fn hosts_are_spared_and_passwords_kept() {
        let said = with(&[
            ("HTTP_PROXY", "http://ada:p%40ss@a.example:1"),
            ("no_proxy", "in.example, *.below.example,.dot.example"),
        ]);
        let url = Url::parse("http://h.example/").unwrap();
        let proxy = said.proxy(&url).unwrap().unwrap();
        assert_eq!((proxy.username(), proxy.password()), (Some("ada"), Some("p@ss")));
        for (host, spared) in [
            ("in.example", true),
            ("a.in.example", true),
            ("a.below.example", true),
            ("a.dot.example", true),
            ("win.example", false),
        ] {
            assert_eq!(proxy.is_no_proxy(&format!("http://{host}/").parse().unwrap()), spared, "{host}");
        }
    }

    #[test]
    fn a_proxy_that_makes_no_sense_is_not_passed_over() {
        let said = with(&[("HTTPS_PROXY", "gopher://secret@x")]);
        let why = said.proxy(&Url::parse("https://h.example/").unwrap()).unwrap_err();
        assert_eq!(why, "HTTPS_PROXY is no address of a proxy, such as http://proxy.example:3128");
        assert!(said.proxy(&Url::parse("http://h.example/").unwrap()).unwrap().is_none());
    }

    #[test]
    fn a_file_without_certificates_is_told() {
        let none = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let said = with(&[("SSL_CERT_FILE", none)]);
        assert_eq!(said.distrust(), Some(&*format!("SSL_CERT_FILE holds no certificate: {none}")));
        let said = with(&[("SSL_CERT_FILE", "/nowhere/a.pem")]);
        assert_eq!(said.distrust(), Some("SSL_CERT_FILE: no such file or directory: /nowhere/a.pem"));
        assert!(with(&[]).distrust().is_none());
    }
}
