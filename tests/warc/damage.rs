//! What is damaged, cut off or hostile costs itself and is told.

use super::*;

#[test]
fn one_damaged_member_costs_itself() {
    let records = records(500);
    for (packing, at) in [("gz", 0), ("zst", 4)] {
        let members: Vec<Vec<u8>> =
            records.iter().map(|record| if at == 0 { gzip(record) } else { zst(record) }).collect();
        // That of page 200: within its bytes, at its checksum, at its very beginning.
        let length = members[400].len();
        for place in [length / 2, length - 6, 1, 3, length - 1] {
            let mut members = members.clone();
            members[400][place] ^= 0x55;
            let answers = brief(&members.concat());
            let lost = answers.iter().filter(|answer| answer.contains("damaged")).count();
            let read: Vec<String> =
                answers.into_iter().filter(|answer| !answer.contains("damaged")).collect();
            // The flag of a name in a header may be the damage, or one that says nothing.
            let expected = numbers((1..=500).filter(|number| *number != 200 || lost == 0));
            assert_eq!(read, expected, "{packing} at {place} of {length}");
            assert!(lost == 1 || place == 3, "{packing} at {place} of {length}: {lost} lost");
        }
    }
}

#[test]
fn damage_to_many_bytes_loses_what_it_touches_and_no_more() {
    let members: Vec<Vec<u8>> = records(50).iter().map(|record| gzip(record)).collect();
    let whole = members.concat();
    let ends: Vec<usize> = members
        .iter()
        .scan(0, |end, member| {
            *end += member.len();
            Some(*end)
        })
        .collect();
    for (from, to) in
        [(ends[9] + 3, ends[13] - 3), (ends[20], ends[24]), (3, 40), (whole.len() - 30, whole.len())]
    {
        let mut bytes = whole.clone();
        bytes[from..to].fill(0xAA);
        let touched = |at: usize| {
            let (begins, end) = (if at == 0 { 0 } else { ends[at - 1] }, ends[at]);
            begins < to && end > from
        };
        let answers = brief(&bytes);
        let read: Vec<String> = answers.iter().filter(|answer| !answer.contains(' ')).cloned().collect();
        assert_eq!(read, numbers((1..=50).filter(|number| !touched(number * 2))), "{from}..{to}");
        assert_eq!(answers.len() - read.len(), 1, "{from}..{to}");
    }
}

/// A number, the next of many that are the same every time.
fn next(seed: &mut u32, below: usize) -> usize {
    *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (*seed >> 8) as usize % below
}

#[test]
fn whatever_is_done_to_some_records_all_others_are_read_and_every_loss_is_told() {
    let records: Vec<Vec<u8>> = (1..=30).flat_map(|number| [request(number), page(number)]).collect();
    let packed = |by: fn(&[u8]) -> Vec<u8>| records.iter().map(|record| by(record)).collect::<Vec<_>>();
    let ways = [("gz", packed(gzip)), ("zst", packed(zst)), ("plain", records.clone())];
    for (way, units) in ways {
        for round in 0..300 {
            let (mut units, mut seed) = (units.clone(), round * 2_654_435 + 1);
            let (mut touched, mut done) = (vec![false; units.len()], String::new());
            for _ in 0..=round % 3 {
                let unit = next(&mut seed, units.len());
                touched[unit] = true;
                let (length, how) = (units[unit].len(), next(&mut seed, 8));
                if length == 0 {
                    continue;
                }
                let place = next(&mut seed, length);
                let count = 1 + next(&mut seed, 40);
                _ = write!(done, " {how} at {place} of {unit}, {count};");
                match how {
                    0..=2 => units[unit][place] ^= 1 << next(&mut seed, 8),
                    3 | 4 => drop(units[unit].drain(place..length.min(place + count))),
                    5 | 6 => {
                        let noise: Vec<u8> =
                            (0..count).map(|_| u8::try_from(next(&mut seed, 256)).expect("a byte")).collect();
                        units[unit].splice(place..place, noise);
                    }
                    _ => {
                        units[unit].truncate(place);
                        units[unit + 1..].iter_mut().for_each(Vec::clear);
                        touched[unit..].fill(true);
                    }
                }
            }
            let answers = brief(&units.concat());
            let read: Vec<usize> = answers.iter().filter_map(|answer| answer.parse().ok()).collect();
            let intact: Vec<usize> = (1..=30).filter(|number| !touched[number * 2 - 1]).collect();
            let kept: Vec<usize> = read.iter().copied().filter(|number| intact.contains(number)).collect();
            assert_eq!(kept, intact, "{way}, round {round}:{done} {answers:?}");
            // What was cut off as if it had never been there, nobody can tell of.
            let there = |number: &usize| !units[number * 2 - 1].is_empty();
            let lost = (1..=30).filter(there).any(|number| !read.contains(&number));
            let is_told = answers.len() > read.len();
            assert!(!lost || is_told, "{way}, round {round}:{done} {answers:?}");
        }
    }
}

#[test]
fn what_is_cut_off_gives_every_whole_record_and_one_error() {
    for (packing, bytes) in packings(&records(6)) {
        let ends_of = |cut: usize| brief(&bytes[..cut]);
        let mut most = 0;
        for cut in (11..bytes.len()).step_by(10) {
            let answers = ends_of(cut);
            let (last, whole) = match answers.split_last() {
                Some((last, whole)) if last.contains("truncated") => (Some(last), whole),
                _ => (None, answers.as_slice()),
            };
            assert_eq!(whole, numbers(1..=whole.len()), "{packing} cut at {cut}");
            assert!(whole.len() >= most, "{packing} cut at {cut}: fewer than of a shorter piece");
            most = whole.len();
            let _ = last;
            if packing == "gz" {
                let members: Vec<usize> = records(6).iter().map(|record| gzip(record).len()).collect();
                let ends: Vec<usize> = members
                    .iter()
                    .scan(0, |end, length| {
                        *end += length;
                        Some(*end)
                    })
                    .collect();
                let pages = (1..=6).filter(|number| ends[number * 2] <= cut).count();
                assert_eq!((whole.len(), last.is_some()), (pages, !ends.contains(&cut)), "cut at {cut}");
            }
        }
        assert!(most >= if packing.contains("one") { 0 } else { 5 }, "{packing}: {most}");
    }
}

#[test]
fn a_plain_file_is_gone_on_with_behind_what_is_wrong() {
    let wrong_length = |length: &str| {
        let text = String::from_utf8(page(2)).expect("UTF-8");
        let (before, behind) = text.split_once("Content-Length: ").expect("a length");
        let (_, behind) = behind.split_once('\r').expect("its end");
        format!("{before}Content-Length: {length}\r{behind}").into_bytes()
    };
    let rest = [page(3), page(4)].concat();
    for (length, kind) in [
        ("3", "wrong-length"),
        ("700", "wrong-length"),
        ("900000", "wrong-length"),
        ("99999999999", "too-long"),
        ("99999999999999999999999", "not-a-record"),
        ("-1", "not-a-record"),
        ("", "not-a-record"),
    ] {
        let bytes = [page(1), wrong_length(length), rest.clone()].concat();
        let answers = brief(&bytes);
        assert_eq!(answers.first().map(String::as_str), Some("1"), "{length}");
        assert!(answers[1].ends_with(kind), "{length}: {answers:?}");
        assert_eq!(answers[2..], ["3", "4"], "{length}");
        // The same where each is packed by itself.
        let packed = [gzip(&page(1)), gzip(&wrong_length(length)), gzip(&page(3)), gzip(&page(4))].concat();
        assert_eq!(brief(&packed), answers, "{length}");
        assert_eq!(brief(&gzip(&bytes)), answers, "{length}");
    }
}

#[test]
fn hostile_headers_are_answered_and_passed() {
    let header = |fields: &str| format!("WARC/1.0\r\n{fields}\r\n\r\n\r\n\r\n").into_bytes();
    for bad in [
        b"WARC/1.0\r\n\r\n".to_vec(),
        b"WARC/1.x\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n".to_vec(),
        b"WARC/1.0\r\n".repeat(5000),
        header(&"X: y\r\n".repeat(20_000)),
        header(&format!("X: {}", "y".repeat(200_000))),
        header("Content-Length: 5"),
        header("WARC-Type: response"),
        b"\x00\x00\x00garbage without an end".to_vec(),
        b"\xFF\xFE<!doctype html>\r\n\r\n".to_vec(),
    ] {
        let bytes = [page(1), bad.clone(), b"\r\n\r\n".to_vec(), page(2)].concat();
        let answers = brief(&bytes);
        let said: String = bad.iter().take(40).map(|byte| char::from(*byte)).collect();
        assert_eq!(answers.len(), 3, "{said}: {answers:?}");
        assert_eq!([&answers[0], &answers[2]], ["1", "2"], "{said}");
    }
    // What is odd and does no harm.
    let odd = b"WARC/1.1\nwarc-type:RESOURCE\nContent-Length:3\nContent-Type: text/html\nWARC-Record-ID: \x1b[31m\n\n<p>\n\n";
    assert_eq!(batch(odd, &settings()).1[0]["id"], "\u{1b}[31m");
}

/// The same bytes again and again, so many.
struct Endless {
    piece: Vec<u8>,
    at: usize,
    left: usize,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let rest = &self.piece[self.at..];
        let count = rest.len().min(into.len()).min(self.left);
        into[..count].copy_from_slice(&rest[..count]);
        self.at = (self.at + count) % self.piece.len();
        self.left -= count;
        Ok(count)
    }
}

#[test]
fn what_has_no_end_is_not_held() {
    let small = Settings { longest: 1 << 16, ..settings() };
    let mut output = Vec::new();
    let head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9999999999\r\n\r\n";
    for piece in [&b"WARC/1.0\r\nX: y\r\n"[..], b"y", b"\r\n", b"\x1F\x8B\x08\x00"] {
        let mut input = head.chain(Endless { piece: piece.to_vec(), at: 0, left: 2 << 20 });
        output.clear();
        batch::run(&mut input, &mut output, &small, None).expect("a run");
        assert_eq!(output.lines().count(), 1);
    }
}

#[test]
fn a_bomb_is_not_unpacked_to_its_end() {
    let small = Settings { longest: 1 << 20, ..settings() };
    let zeros = vec![b' '; 80 << 20];
    // As a record, as a page in one, as a line of nothing.
    let record = record("response", 2, "", &zeros);
    let bytes = [gzip(&page(1)), gzip(&record), gzip(&page(3))].concat();
    assert_eq!(brief_with(&bytes, &small), ["1", "2 too-long", "3"]);
    let body = gzip(&zeros);
    let bytes =
        [page(1), response(2, "200 OK", &format!("{HTML}Content-Encoding: gzip\r\n"), &body), page(3)]
            .concat();
    assert_eq!(brief_with(&bytes, &small), ["1", "2 too-long", "3"]);
    let bytes = [gzip(&zeros), gzip(b"\n{\"id\":\"1\",\"html\":\"\"}")].concat();
    assert_eq!(brief_with(&bytes, &small), ["? too-long", "1"]);
}
