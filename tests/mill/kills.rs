//! Runs that are killed go on to the same bytes.

use super::*;

/// Waits until a process does nothing any more, whoever is to bury it; false if it goes on.
fn ends(pid: Pid) -> bool {
    (0..200).any(|_| {
        let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
        let state = stat.rsplit(')').next().unwrap_or_default().trim_start().to_owned();
        let is_over = state.is_empty() || state.starts_with(['Z', 'X']);
        if !is_over {
            thread::sleep(Duration::from_millis(50));
        }
        is_over
    })
}

/// How a run comes to an end before its time.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    /// It alone is killed; its workers have to notice.
    Alone,
    /// It is killed, and its workers with it.
    WithAll,
    /// It is asked to stop, and may go on for a document.
    Asked,
}

#[test]
fn killed_at_any_moment_it_goes_on_and_comes_to_the_same_bytes() {
    let stage = Stage::new();
    let mut names: Vec<String> = (0..3).map(|number| format!("{number}.ndjson")).collect();
    for (number, name) in names.iter().enumerate() {
        stage.write(name, pages(number * 40, 40));
    }
    for number in 3..6 {
        let name = format!("{number}.warc.gz");
        let records =
            (number * 40..number * 40 + 40).flat_map(|page| [made::request(page), made::page(page)]);
        stage.write(&name, records.flat_map(|record| made::gzip(&record)).collect::<Vec<u8>>());
        names.push(name);
    }
    let args = |out: &str| {
        let rest = ["--out", out, "--jobs", "2", "--resume", "--progress", "none"];
        let all = ["batch"].into_iter().chain(names.iter().map(String::as_str)).chain(rest);
        all.map(str::to_owned).collect::<Vec<_>>()
    };
    let begin = std::time::Instant::now();
    assert_eq!(code(&stage, &args("whole")), 0);
    let whole = begin.elapsed();
    let expected = outputs(&stage.path().join("whole"));
    assert_eq!(expected.len(), 6);
    let kills = std::env::var("NEWSPRINT_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6_usize);
    let (mut seed, mut in_time) = (12345_u32, 0);
    for round in 0..kills {
        let out = format!("killed{round}");
        let mut child = start(&stage, &args(&out));
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        thread::sleep(whole * (seed >> 16) / (1 << 16));
        let how = [End::Alone, End::WithAll, End::Alone, End::WithAll, End::Asked][round % 5];
        let workers = workers(&child);
        let signal = if how == End::Asked { Signal::TERM } else { Signal::KILL };
        kill_process(Pid::from_child(&child), signal).expect("a signal");
        for worker in workers.iter().filter(|_| how == End::WithAll) {
            _ = kill_process(*worker, Signal::KILL);
        }
        let end = child.wait().expect("an end");
        assert!(
            how != End::Asked || [Some(130), Some(0)].contains(&end.code()) || end.code().is_none(),
            "{end:?}"
        );
        assert!(workers.into_iter().all(ends), "round {round}, {how:?}: a worker outlives its run");
        in_time += usize::from(!end.success());
        assert_eq!(code(&stage, &args(&out)), 0);
        assert!(outputs(&stage.path().join(&out)) == expected, "round {round}, {how:?}");
        assert_eq!(code(&stage, &["batch", "--status", &out]), 0);
        fs::remove_dir_all(stage.path().join(&out)).expect("a folder");
    }
    println!("{in_time} of {kills} runs were ended before they were over");
}
