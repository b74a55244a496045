//! Parquet through the batch: rows in, tables out, and what is damaged or hostile costs no more than it
//! must. The files are written here; those in `tests/parquet/` were written by pyarrow, with these
//! sentences of ours, in the packings that our own writer has not.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "the tests read and write files")]

mod common;
#[cfg(feature = "parquet")]
#[path = "common/unread.rs"]
mod unread;

/// A program that was built without it says so, and what to do.
#[cfg(not(feature = "parquet"))]
#[test]
fn without_it_a_table_is_a_file_that_cannot_be_read() {
    let stage = common::Stage::new();
    stage.write("a.parquet", b"PAR1\x15\0PAR1");
    let said = stage.run(&["batch", "a.parquet"]);
    assert!(
        said.contains("cannot read a.parquet: it is Parquet") && said.ends_with("-- exit 3 --"),
        "{said}"
    );
    assert!(said.contains("write it as lines of JSON"), "{said}");
    let said = stage.run(&["batch", "a.parquet", "--out", "out", "--format", "parquet"]);
    assert!(said.contains("--format ndjson.zst") && said.ends_with("-- exit 2 --"), "{said}");
}

#[cfg(feature = "parquet")]
mod tables {
    use std::fmt::Write as _;
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use newsprint::batch::{self, Settings};
    use newsprint::model::{Page, Reading};
    use newsprint::read::Options;
    use parquet::basic::{Compression, Encoding, ZstdLevel};
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::{WriterProperties, WriterVersion};
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::record::RowAccessor;
    use parquet::schema::parser::parse_message_type;
    use parquet::schema::types::ColumnPath;
    use serde_json::Value;

    use super::common::{STORY, Stage, check_json};
    use super::unread::{batch, titled};

    /// Reads nothing, and keeps the bytes as the title.
    fn read(page: &Page, options: &Options) -> Reading {
        let mut title = format!("{:?} ", options.input);
        _ = write!(title, "{}", String::from_utf8_lossy(&page.bytes));
        titled(page, &title)
    }

    fn settings() -> Settings {
        Settings { read, file: Some("a.parquet".into()), ..Settings::default() }
    }

    fn story(number: i64) -> String {
        STORY.replace("nine weeks", &format!("{number} weeks"))
    }

    const FLAT: &str =
        "message m { optional int64 id; optional binary url (UTF8); optional binary html (UTF8); }";

    /// Stories as a table, so many in a group. One has no page.
    fn table(count: i64, in_group: i64, properties: WriterProperties) -> Vec<u8> {
        let schema = Arc::new(parse_message_type(FLAT).expect("a schema"));
        let mut writer =
            SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("a writer");
        for from in (0..count).step_by(usize::try_from(in_group).expect("a number")) {
            let ids: Vec<i64> = (from..count.min(from + in_group)).collect();
            let urls =
                ids.iter().map(|id| ByteArray::from(&*format!("https://a.example/{id}"))).collect::<Vec<_>>();
            let there: Vec<i16> = ids.iter().map(|id| i16::from(*id != 5)).collect();
            let pages =
                ids.iter().filter(|id| **id != 5).map(|id| ByteArray::from(&*story(*id))).collect::<Vec<_>>();
            let all = vec![1; ids.len()];
            let mut group = writer.next_row_group().expect("a group");
            let mut column = group.next_column().expect("a column").expect("one");
            column.typed::<Int64Type>().write_batch(&ids, Some(&all), None).expect("ids");
            column.close().expect("a column");
            for (values, levels) in [(&urls, &all), (&pages, &there)] {
                let mut column = group.next_column().expect("a column").expect("one");
                column.typed::<ByteArrayType>().write_batch(values, Some(levels), None).expect("texts");
                column.close().expect("a column");
            }
            group.close().expect("a group");
        }
        writer.into_inner().expect("a table")
    }

    /// Small pages, so that there are some.
    fn plain() -> WriterProperties {
        let small = WriterProperties::builder().set_data_page_size_limit(2000).set_write_batch_size(2);
        small.set_dictionary_enabled(false).build()
    }

    /// The same stories as lines.
    fn lines(count: i64) -> String {
        let html = |id| if id == 5 { Value::Null } else { story(id).into() };
        let line = |id: i64| {
            serde_json::json!({ "id": id, "url": format!("https://a.example/{id}"), "html": html(id) })
                .to_string()
                + "\n"
        };
        (0..count).map(line).collect()
    }

    fn without_src(lines: Vec<Value>) -> Vec<Value> {
        let without = |mut line: Value| {
            line.as_object_mut().expect("an object").remove("src");
            line
        };
        lines.into_iter().map(without).collect()
    }

    #[test]
    fn rows_are_read_as_the_same_lines_would_be() {
        let expected = batch(lines(23).as_bytes(), &settings());
        assert_eq!((expected.0.read, expected.0.failed), (22, 1));
        let zstd = Compression::ZSTD(ZstdLevel::default());
        let builder = || plain().into_builder();
        let second = || builder().set_writer_version(WriterVersion::PARQUET_2_0);
        let encoded = |encoding| {
            let html = ColumnPath::from("html");
            builder().set_column_encoding(html, encoding).build()
        };
        for (how, properties) in [
            ("plain", plain()),
            ("with its defaults", WriterProperties::builder().build()),
            ("packed", builder().set_compression(zstd).set_dictionary_enabled(true).build()),
            ("in the second form", second().build()),
            ("in the second form, packed", second().set_compression(zstd).build()),
            ("as lengths", encoded(Encoding::DELTA_LENGTH_BYTE_ARRAY)),
            ("as differences", encoded(Encoding::DELTA_BYTE_ARRAY)),
        ] {
            let (tally, found) = batch(&table(23, 10, properties), &settings());
            assert_eq!(tally, expected.0, "{how}");
            for (number, line) in found.iter().enumerate() {
                assert_eq!(line["src"], serde_json::json!({ "file": "a.parquet", "row": number }), "{how}");
            }
            assert!(without_src(found) == expected.1, "{how}");
        }
    }

    #[test]
    fn what_others_write_is_read_in_every_packing() {
        let names = ["id=key", "html=page", "datatrove"].map(|typed| typed.parse().expect("a mapping"));
        let names = names.iter().fold(batch::Names::default(), batch::Names::with);
        let settings = Settings { names, ..settings() };
        let mut seen = 0;
        for entry in
            fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parquet")).expect("a folder")
        {
            let path = entry.expect("an entry").path();
            let (tally, found) = batch(&fs::read(&path).expect("a file"), &settings);
            assert_eq!((tally.read, tally.failed), (5, 1), "{}", path.display());
            for (number, line) in found.iter().enumerate() {
                assert_eq!((&line["id"], &line["src"]["row"]), (&(number * 10).into(), &number.into()));
                if number == 3 {
                    assert_eq!(line["error"]["kind"], "not-a-record");
                } else {
                    assert_eq!(line["url"], format!("https://a.example/{number}"));
                    let title = line["title"].as_str().expect("a title");
                    assert!(
                        title.starts_with("Html <html>")
                            && title.contains(&format!("Paragraph 2 of {number}."))
                    );
                }
            }
            seen += 1;
        }
        assert_eq!(seen, 4);
    }

    #[test]
    fn a_damaged_page_costs_its_rows_and_nothing_else() {
        let whole = table(40, 10, plain());
        // The header of a page of the third group: what is behind it in that column is lost.
        let reader = SerializedFileReader::new(bytes(&whole)).expect("a reader");
        let column = reader.metadata().row_group(2).column(2);
        let start = usize::try_from(column.data_page_offset()).expect("a place");
        let mut damaged = whole.clone();
        damaged[start..start + 8].fill(0xFF);
        let (tally, found) = batch(&damaged, &settings());
        assert_eq!((tally.read, tally.failed), (29, 11));
        let lost: Vec<&Value> = found.iter().filter(|line| line["error"]["kind"] == "damaged").collect();
        let ids: Vec<i64> = lost.iter().map(|line| line["id"].as_i64().expect("an id")).collect();
        assert_eq!(ids, (20..30).collect::<Vec<_>>(), "their ids are known");
        // Within a page that is packed: only the rows of that page.
        let zstd = Compression::ZSTD(ZstdLevel::default());
        let packed = table(40, 10, plain().into_builder().set_compression(zstd).build());
        let reader = SerializedFileReader::new(bytes(&packed)).expect("a reader");
        let column = reader.metadata().row_group(2).column(2);
        let at = usize::try_from(column.data_page_offset() + column.compressed_size() / 2).expect("a place");
        let mut damaged = packed;
        damaged[at..at + 16].fill(0xFF);
        let (tally, _) = batch(&damaged, &settings());
        assert!((1..=5).contains(&tally.failed) && tally.read == 40 - tally.failed, "{tally:?}");
    }

    /// Bytes as that reader wants them.
    fn bytes(table: &[u8]) -> std::fs::File {
        let mut file = tempfile::tempfile().expect("a file");
        std::io::Write::write_all(&mut file, table).expect("room");
        file
    }

    /// How long the footer is, with what stands behind it.
    fn footer(table: &[u8]) -> usize {
        let end = table.len() - 8;
        let length: [u8; 4] = table[end..end + 4].try_into().expect("four");
        usize::try_from(u32::from_le_bytes(length)).expect("a length") + 8
    }

    #[test]
    fn a_table_that_is_cut_off_is_one_error() {
        let whole = table(7, 3, plain());
        for cut in (4..whole.len()).step_by(37) {
            let (tally, found) = batch(&whole[..cut], &settings());
            assert_eq!((tally.read, tally.failed), (0, 1), "cut at {cut}");
            assert_eq!(found[0]["error"]["kind"], "damaged");
            assert_eq!(found[0]["src"], serde_json::json!({ "file": "a.parquet", "offset": cut }));
        }
    }

    /// Numbers that look like chance, the same every time.
    fn chance(state: &mut u64, below: usize) -> usize {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(*state >> 33).expect("a number") % below
    }

    #[test]
    fn whatever_bytes_are_changed_every_row_is_answered() {
        let zstd = Compression::ZSTD(ZstdLevel::default());
        let builder = || plain().into_builder();
        let delta = builder().set_column_encoding(ColumnPath::from("html"), Encoding::DELTA_BYTE_ARRAY);
        let tables = [
            table(12, 5, plain()),
            table(12, 5, builder().set_compression(zstd).set_dictionary_enabled(true).build()),
            table(12, 5, builder().set_writer_version(WriterVersion::PARQUET_2_0).build()),
            table(12, 5, delta.set_writer_version(WriterVersion::PARQUET_2_0).build()),
        ];
        let mut state = 2026;
        for (which, whole) in tables.iter().enumerate() {
            let data = whole.len() - footer(whole);
            for round in 0..400 {
                let mut changed = whole.clone();
                // Half of the rounds change the columns, half what is said of them.
                let range = if round % 2 == 0 { 4..data } else { data..whole.len() - 4 };
                for _ in 0..=chance(&mut state, 3) {
                    let at = range.start + chance(&mut state, range.len());
                    changed[at] = match chance(&mut state, 4) {
                        0 => 0xFF,
                        1 => 0,
                        2 => changed[at] ^ (1 << chance(&mut state, 8)),
                        _ => u8::try_from(chance(&mut state, 256)).expect("a byte"),
                    };
                }
                let mut output = Vec::new();
                let done = batch::run(&mut &*changed, &mut output, &settings(), None);
                let answers = output.split(|byte| *byte == b'\n').count() - 1;
                match done {
                    Ok(tally) => assert_eq!(tally.read + tally.failed + tally.skipped, answers),
                    // A name that was changed: then it is said that there is no such column.
                    Err(failure) => assert!(round % 2 == 1 && answers == 0, "{which} {round}: {failure:?}"),
                }
                assert!(round % 2 == 1 || answers == 12, "table {which}, round {round}: {answers} answers");
                assert!(answers <= whole.len(), "table {which}, round {round}: {answers} answers");
            }
        }
    }

    /// A footer by hand: a schema of one text, and a group that says to have so many rows.
    fn by_hand(rows: u64, start: u64, length: u64, page: &[u8]) -> Vec<u8> {
        let number = |number: u64| {
            let (mut zigzag, mut bytes) = (number << 1, Vec::new());
            while zigzag >= 0x80 {
                bytes.push(u8::try_from(zigzag & 0x7F).expect("seven bits") | 0x80);
                zigzag >>= 7;
            }
            bytes.push(u8::try_from(zigzag).expect("seven bits"));
            bytes
        };
        let mut bytes = b"PAR1".to_vec();
        bytes.extend_from_slice(page);
        let from = bytes.len();
        // 1: version; 2: [root of one, required text "html"]
        bytes.extend_from_slice(b"\x15\x02\x19\x2C\x48\x01m\x15\x02\0\x15\x0C\x25\0\x18\x04html\0\x16");
        bytes.extend(number(rows));
        // 4: [{ 1: [{ 3: { 4: codec, 7: length, 9: start } }], 3: rows }]
        bytes.extend_from_slice(b"\x19\x1C\x19\x1C\x3C\x45\0\x36");
        bytes.extend(number(length));
        bytes.push(0x26);
        bytes.extend(number(start));
        bytes.extend_from_slice(b"\0\0\x26");
        bytes.extend(number(rows));
        bytes.extend_from_slice(b"\0\0");
        let length = u32::try_from(bytes.len() - from).expect("short");
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(b"PAR1");
        bytes
    }

    #[test]
    fn what_cannot_be_is_not_believed() {
        // A page of one row: type, sizes, { one value, plain, levels }, then its length and bytes.
        let good = b"\x15\0\x15\x0C\x15\x0C\x2C\x15\x02\x15\0\x15\x06\x15\x06\0\0\x02\0\0\0ok";
        let length = good.len() as u64;
        let (tally, found) = batch(&by_hand(1, 4, length, good), &settings());
        assert_eq!((tally.read, tally.failed), (1, 0), "{found:?}");
        assert_eq!(found[0]["title"], "Html ok");
        let all_lost = |bytes: &[u8], rows: usize, why: &str| {
            let (tally, found) = batch(bytes, &settings());
            assert_eq!((tally.read, tally.failed), (0, rows), "{why}");
            let message = found[0]["error"]["message"].as_str().expect("a message");
            assert!(message.contains(why), "{message}, not {why}");
        };
        all_lost(&by_hand(1 << 31, 4, length, good), 1, "more rows than it has bytes");
        all_lost(&by_hand(u64::MAX >> 2, 4, length, good), 1, "more rows than it has bytes");
        all_lost(&by_hand(3, 1 << 40, length, good), 3, "cannot be read");
        all_lost(&by_hand(3, 4, 1 << 50, b""), 3, "cannot be read");
        let (tally, _) = batch(&by_hand(3, 4, length, good), &settings());
        assert_eq!((tally.read, tally.failed), (1, 2), "a column that ends early");
        // Sizes of two gigabytes, packed and unpacked.
        let vast =
            b"\x15\0\x15\xFE\xFF\xFF\xFF\x0F\x15\x0C\x2C\x15\x02\x15\0\x15\x06\x15\x06\0\0\x02\0\0\0ok";
        all_lost(&by_hand(1, 4, vast.len() as u64, vast), 1, "larger than 512 MB");
        let vast =
            b"\x15\0\x15\x0C\x15\xFE\xFF\xFF\xFF\x0F\x2C\x15\x02\x15\0\x15\x06\x15\x06\0\0\x02\0\0\0ok";
        all_lost(&by_hand(1, 4, vast.len() as u64, vast), 1, "behind the end of its column");
        // So many rows in a page as a number holds.
        let many =
            b"\x15\0\x15\x0C\x15\x0C\x2C\x15\xFE\xFF\xFF\xFF\x0F\x15\0\x15\x06\x15\x06\0\0\x02\0\0\0ok";
        all_lost(&by_hand(1, 4, many.len() as u64, many), 1, "more rows than there are");
        // A schema as deep as the file is long, and one without an end.
        let mut deep = b"PAR1\x15\x02\x19\xFC\xA0\x1F".to_vec();
        deep.extend(b"\x48\x01m\x15\x02\0".repeat(4000));
        deep.push(0);
        let length = u32::try_from(deep.len() - 4).expect("short");
        deep.extend_from_slice(&length.to_le_bytes());
        deep.extend_from_slice(b"PAR1");
        all_lost(&deep, 1, "at its end cannot be read");
    }

    #[test]
    fn a_table_without_the_columns_is_a_file_that_cannot_be_read() {
        let stage = Stage::new();
        stage.write("a.parquet", table(3, 3, plain()));
        let said = stage.run(&["batch", "a.parquet", "--map", "html=page", "--map", "text=body"]);
        let expected = "cannot read a.parquet: neither \"page\" nor \"body\" is there; its columns are id, url, html; \
                        --map html=NAME says which";
        assert!(said.contains(expected) && said.ends_with("-- exit 3 --"), "{said}");
        let said = stage.run(&["batch", "a.parquet", "--map", "html=id", "--map", "id=url"]);
        assert!(said.contains("the column \"id\" holds no text") && said.ends_with("-- exit 3 --"), "{said}");
    }

    #[test]
    fn every_way_in_and_any_number_of_jobs_give_the_same() {
        let stage = Stage::new();
        let table = table(40, 16, plain());
        stage.write("a.parquet", &table);
        stage.write("b.zst", zstd::encode_all(&table[..], 3).expect("zstd"));
        let plain = stage.stdout(&["batch", "a.parquet"], "");
        assert_eq!(plain.lines().map(check_json).filter(|line| line["class"] == "article").count(), 39);
        for args in [&["--jobs", "3"][..], &["--guard"], &["--guard", "--jobs", "2"]] {
            assert!(stage.stdout(&[&["batch", "a.parquet"], args].concat(), "") == plain, "{args:?}");
        }
        let nameless = plain.replace("\"file\":\"a.parquet\",", "");
        assert!(stage.stdout(&["batch"], table) == nameless, "as a stream");
        assert!(
            stage.stdout(&["batch", "b.zst"], "").replace("\"file\":\"b.zst\",", "") == nameless,
            "packed"
        );
        let corpus = ["batch", "a.parquet", "--out", "out", "--progress", "none"];
        assert_eq!(stage.run(&corpus), "-- exit 0 --");
        assert!(fs::read_to_string(stage.path().join("out/a.ndjson")).expect("an output") == plain);
        let again = stage.run(&["batch", "a.parquet", "--out", "out", "--resume", "--progress", "json"]);
        let again: Value = serde_json::from_str(again.lines().nth(1).expect("a line")).expect("JSON");
        assert_eq!([&again["files_done"], &again["in"]], [1, 0], "{again}");
        let told = stage.run(&["batch", "a.parquet", "--out", "new", "--progress", "json"]);
        let last: Value = serde_json::from_str(told.lines().nth(1).expect("a line")).expect("JSON");
        assert!(last["done"] == true && last["bytes_done"] == last["bytes"], "{told}");
    }

    #[test]
    fn a_table_of_answers_holds_all_that_the_lines_hold() {
        let stage = Stage::new();
        stage.write("a.ndjson", lines(30) + "no json\n{\"id\":\"α\",\"html\":\"<p>\"}\n");
        stage.write("b.ndjson", "");
        let plain: Vec<Value> = stage
            .stdout(&["batch", "a.ndjson"], "")
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        let mut first = None;
        for jobs in ["1", "2", "7"] {
            let args =
                ["batch", "a.ndjson", "b.ndjson", "--out", jobs, "--format", "parquet", "--jobs", jobs];
            assert_eq!(stage.run(&[&args[..], &["--progress", "none"]].concat()), "-- exit 0 --");
            let made = fs::read(stage.path().join(jobs).join("a.parquet")).expect("an output");
            assert!(*first.get_or_insert_with(|| made.clone()) == made, "{jobs} jobs");
        }
        let first = first.expect("a table");
        let reader = SerializedFileReader::new(bytes(&first)).expect("a reader");
        let names: Vec<String> = reader
            .metadata()
            .file_metadata()
            .schema_descr()
            .columns()
            .iter()
            .map(|column| column.name().to_owned())
            .collect();
        let at = |name: &str| names.iter().position(|found| found == name).expect("a column");
        let rows: Vec<_> = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), plain.len());
        for (row, line) in rows.iter().zip(&plain) {
            for name in ["url", "title", "language", "text", "class", "schema"] {
                assert_eq!(row.get_string(at(name)).ok().map(String::as_str), line[name].as_str(), "{name}");
            }
            for name in ["body", "links", "removed", "tags"] {
                let text = row.get_string(at(name)).ok();
                let json = text.map_or(Value::Null, |text| serde_json::from_str(text).expect("JSON"));
                assert_eq!(json, line[name], "{name}");
            }
            assert_eq!(row.get_long(at("words")).ok(), line["words"].as_i64());
            assert_eq!(row.get_long(at("removed_count")).is_ok(), line["removed"].is_array());
            let kind = row.get_string(at("error_kind")).ok().map(String::as_str);
            assert_eq!(kind, line["error"]["kind"].as_str());
        }
        let id = |row: usize| rows[row].get_string(at("id")).ok().cloned();
        assert_eq!([id(0), id(30), id(31)], [Some("0".into()), None, Some("α".into())]);
        let empty =
            SerializedFileReader::new(fs::File::open(stage.path().join("1/b.parquet")).expect("a file"));
        assert_eq!(empty.expect("a reader").metadata().file_metadata().num_rows(), 0);
        let status = stage.run(&["batch", "--status", "1"]);
        assert!(status.contains("32 in = ") && status.ends_with("-- exit 0 --"), "{status}");
        // It is a table of texts, so it can be read again.
        let again = stage.stdout(&["batch", "1/a.parquet"], "");
        assert_eq!(again.lines().count(), 32);
    }

    #[test]
    fn a_change_of_format_does_it_anew_and_an_input_is_never_overwritten() {
        let stage = Stage::new();
        let table = table(3, 3, plain());
        stage.write("a.parquet", &table);
        for (format, made) in
            [("ndjson", "a.ndjson"), ("parquet", "a.parquet"), ("ndjson.zst", "a.ndjson.zst")]
        {
            let args =
                ["batch", "a.parquet", "--out", "out", "--format", format, "--resume", "--progress", "none"];
            assert_eq!(stage.run(&args), "-- exit 0 --");
            let found = fs::read_dir(stage.path().join("out")).expect("a folder");
            let mut found: Vec<_> = found.map(|entry| entry.expect("an entry").file_name()).collect();
            found.sort();
            assert_eq!(found, ["a.done.json", made]);
        }
        let args = ["batch", "a.parquet", "--out", ".", "--format", "parquet", "--progress", "none"];
        for _ in 0..2 {
            assert_eq!(stage.run(&args), "-- exit 0 --");
            assert!(fs::read(stage.path().join("a.parquet")).expect("the input") == table);
        }
        let files = fs::read_dir(stage.path()).expect("a folder").count();
        assert_eq!(files, 4, "the input, the folder, an output beside it, its manifest");
    }
}
