//! How much memory a process had at most, where the system tells.

/// The most memory that a process had, in bytes.
pub(super) fn peak(process: u32) -> Option<u64> {
    told(&process.to_string(), "VmHWM:")
}

/// Our own, in bytes.
#[must_use]
pub fn own_peak() -> Option<u64> {
    told("self", "VmHWM:")
}

/// How much room our own memory takes, used or not, in bytes.
#[must_use]
pub fn own_size() -> Option<u64> {
    told("self", "VmSize:")
}

/// What Linux says of a process.
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "the system tells it in a file")]
fn told(process: &str, what: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kilobytes.checked_mul(1024)
}

/// Nobody tells.
#[cfg(not(target_os = "linux"))]
fn told(_process: &str, _what: &str) -> Option<u64> {
    None
}
