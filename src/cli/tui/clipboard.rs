//! Text for the clipboard: through the terminal, and through the system's own program.

use std::io::Write;
use std::process::{Child, Stdio};
use std::thread;

use super::perform::Inbox;
use super::programs::is_installed;
use super::variable;
use crate::cli::session;
use crate::cli::terminal::WORKER;

/// Terminals take no more than about this much; some hang on more.
pub(super) const TERMINALS_LIMIT: usize = 100_000;

/// Hands text to the system's clipboard, if a program here can.
pub(super) fn copy(inbox: &Inbox, text: &str) {
    let Some(command) = program(variable, is_installed) else { return };
    let named = command.first().cloned().unwrap_or_default();
    let bytes = if named.starts_with("clip") { utf16(text) } else { text.as_bytes().to_vec() };
    let saying = inbox.clone();
    let work = move || {
        let started = session::start(&command, [Stdio::piped(), Stdio::null(), Stdio::null()]);
        if let Err(error) = started.and_then(|child| feed(child, &bytes)) {
            saying.complain(format!("{named}: {error}"));
        }
    };
    let _ = thread::Builder::new().name(WORKER.into()).spawn(work);
}

fn feed(mut child: Child, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(mut input) = child.stdin.take() {
        input.write_all(bytes)?;
    }
    let status = child.wait()?;
    if status.success() { Ok(()) } else { Err(std::io::Error::other(status.to_string())) }
}

/// What Windows takes for text in any language.
fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(MARK).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Says in which order the bytes come.
const MARK: u16 = 0xFEFF;

/// The program for the clipboard of this system. On a machine far away there is none that the
/// reader would see, unless its windows come over the same line.
fn program(
    variable: impl Fn(&str) -> Option<String>,
    installed: impl Fn(&str) -> bool,
) -> Option<Vec<String>> {
    let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    let far = ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].into_iter().any(set);
    if far && !set("DISPLAY") {
        return None;
    }
    let candidates = [
        ("wl-copy", set("WAYLAND_DISPLAY")),
        ("xclip -selection clipboard", set("DISPLAY")),
        ("xsel --clipboard --input", set("DISPLAY")),
        ("pbcopy", true),
        ("clip.exe", true),
    ];
    let fitting = candidates.iter().filter(|(_, fits)| *fits).map(|(line, _)| line.split(' '));
    let mut there = fitting.filter(|words| words.clone().next().is_some_and(&installed));
    there.next().map(|words| words.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(set: &[&str], installed: &[&str]) -> String {
        let variable = |name: &str| set.contains(&name).then(|| "1".to_owned());
        program(variable, |name| installed.contains(&name)).unwrap_or_default().join(" ")
    }

    #[test]
    fn the_clipboard_is_that_of_the_screen_in_front_of_the_reader() {
        let all = ["wl-copy", "xclip", "xsel"];
        assert_eq!(chosen(&["WAYLAND_DISPLAY", "DISPLAY"], &all), "wl-copy");
        assert_eq!(chosen(&["DISPLAY"], &all), "xclip -selection clipboard");
        assert_eq!(chosen(&["DISPLAY", "SSH_TTY"], &["xsel"]), "xsel --clipboard --input");
        assert_eq!(chosen(&["WAYLAND_DISPLAY", "SSH_CONNECTION"], &all), "");
        assert_eq!(chosen(&[], &all), "");
        assert_eq!(chosen(&[], &["pbcopy"]), "pbcopy");
    }

    #[test]
    fn windows_gets_two_bytes_a_letter_after_a_mark() {
        assert_eq!(utf16("é"), [0xFF, 0xFE, 0xE9, 0]);
    }
}
