//! Delimited text to records, as RFC 4180 has them, with the number of their lines.
//!
//! The `csv` crate reads a quote that is never closed to the end of the file. Here it costs its own line: what cannot be a record
//! over several lines is an error on the first of them, and reading goes on with the next.

use super::row::LONGEST;
use csv::ByteRecord;
use std::io::{self, Read};

/// How much is read at once, at least.
const CHUNK: usize = 64 << 10;
/// So many lines inside a cell that look like rows are rows.
const ROWS_IN_CELL: usize = 3;

/// The records of a stream.
pub(super) struct Records<R> {
    input: R,
    delimiter: u8,
    /// How many cells a record has; 0 where that is not known yet.
    width: usize,
    buffer: Vec<u8>,
    /// Where in the buffer the next record starts.
    start: usize,
    /// The line of that.
    line: u64,
    input_ended: bool,
    record: ByteRecord,
    cell: Vec<u8>,
}

/// What cannot be read as a record.
#[derive(Debug)]
pub(super) enum Problem {
    /// A quote in it is not closed, or not where a cell ends.
    Unclosed,
    /// It is longer than [`LONGEST`]; nothing is read after it.
    TooLong,
    /// The stream fails; nothing is read after it.
    Io(io::Error),
}

/// What is at the start of the buffer.
enum Scan {
    /// A record of so many bytes.
    Record(usize),
    /// The start of one: more must be read.
    More,
    Unclosed,
}

impl<R: Read> Records<R> {
    pub fn new(input: R, delimiter: u8) -> Records<R> {
        Records {
            input,
            delimiter,
            width: 0,
            buffer: Vec::new(),
            start: 0,
            line: 1,
            input_ended: false,
            record: ByteRecord::new(),
            cell: Vec::new(),
        }
    }

    /// Has the records after this one be of so many cells.
    pub fn expect(&mut self, width: usize) {
        self.width = width;
    }

    /// The next record and its line, or what is wrong at that line.
    pub fn next(&mut self) -> Option<(u64, Result<&ByteRecord, Problem>)> {
        loop {
            self.pass_blank();
            let (line, scan) = (self.line, self.scan());
            match scan {
                Scan::More if self.input_ended => return None,
                Scan::More if self.buffer.len() - self.start > LONGEST as usize => {
                    return Some((line, Err(self.pass_too_long())));
                }
                Scan::More => {
                    if let Err(error) = self.fill() {
                        (self.start, self.input_ended) = (self.buffer.len(), true);
                        return Some((line, Err(Problem::Io(error))));
                    }
                }
                Scan::Record(length) => {
                    self.pass(length);
                    return Some((line, Ok(&self.record)));
                }
                Scan::Unclosed => {
                    let rest = &self.buffer[self.start..];
                    let length = rest.iter().position(|byte| is_line_end(*byte)).unwrap_or(rest.len());
                    self.pass(length);
                    return Some((line, Err(Problem::Unclosed)));
                }
            }
        }
    }

    /// Steps over line ends; half of a pair of which the other is not read yet stays.
    fn pass_blank(&mut self) {
        let rest = &self.buffer[self.start..];
        let blank = rest.iter().take_while(|byte| is_line_end(**byte)).count();
        let is_half = blank == rest.len() && rest.last() == Some(&b'\r') && !self.input_ended;
        self.pass(blank - usize::from(is_half));
    }

    /// A record that is too long: where a quote is open in it, that is why.
    fn pass_too_long(&mut self) -> Problem {
        let rest = &self.buffer[self.start..];
        match rest.iter().position(|byte| is_line_end(*byte)) {
            Some(length) => {
                self.pass(length);
                Problem::Unclosed
            }
            None => {
                (self.start, self.input_ended) = (self.buffer.len(), true);
                Problem::TooLong
            }
        }
    }

    /// Steps over bytes and counts their lines.
    fn pass(&mut self, length: usize) {
        let passed = &self.buffer[self.start..self.start + length];
        let returns = passed.iter().filter(|&&byte| byte == b'\r').count();
        let feeds = passed.iter().filter(|&&byte| byte == b'\n').count();
        let both = if returns == 0 { 0 } else { passed.windows(2).filter(|pair| pair == b"\r\n").count() };
        self.line += (returns + feeds - both) as u64;
        self.start += length;
    }

    /// Reads at least as much as the record has so far.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let wanted = self.buffer.len().max(CHUNK);
        let read = (&mut self.input).take(wanted as u64).read_to_end(&mut self.buffer)?;
        self.input_ended = read < wanted;
        Ok(())
    }

    /// Reads the record at the start of the buffer.
    fn scan(&mut self) -> Scan {
        self.record.clear();
        let (mut at, mut lines) = (0, 0);
        if self.buffer[self.start..].iter().all(|byte| is_line_end(*byte)) {
            return Scan::More;
        }
        loop {
            self.cell.clear();
            let quoted = self.buffer.get(self.start + at) == Some(&b'"');
            if quoted {
                match self.quoted(at + 1) {
                    Ok(end) => at = end,
                    Err(scan) => return scan,
                }
                lines += usize::from(self.cell.contains(&b'\n') || self.cell.contains(&b'\r'));
                if lines > 0 && self.holds_rows() {
                    return Scan::Unclosed;
                }
            }
            let bytes = &self.buffer[self.start..];
            let end = bytes[at..].iter().position(|&byte| byte == self.delimiter || is_line_end(byte));
            let Some(length) = end.or_else(|| self.input_ended.then_some(bytes.len() - at)) else {
                return Scan::More;
            };
            if lines > 0 && quoted && length > 0 {
                return Scan::Unclosed;
            }
            self.cell.extend_from_slice(&bytes[at..at + length]);
            self.record.push_field(&self.cell);
            at += length;
            let is_last = bytes.get(at) != Some(&self.delimiter);
            let ragged =
                if is_last { self.record.len() != self.width } else { self.record.len() > self.width };
            if lines > 0 && self.width > 0 && ragged {
                return Scan::Unclosed;
            }
            if is_last {
                return Scan::Record(at);
            }
            at += 1;
        }
    }

    /// Reads a quoted cell up to its closing quote, and gives where it ends.
    fn quoted(&mut self, mut at: usize) -> Result<usize, Scan> {
        let bytes = &self.buffer[self.start..];
        loop {
            let Some(length) = bytes[at..].iter().position(|&byte| byte == b'"') else {
                return Err(if self.input_ended { Scan::Unclosed } else { Scan::More });
            };
            self.cell.extend_from_slice(&bytes[at..at + length]);
            at += length + 1;
            match bytes.get(at) {
                Some(b'"') => self.cell.push(b'"'),
                None if !self.input_ended => return Err(Scan::More),
                _ => return Ok(at),
            }
            at += 1;
        }
    }

    /// Whether a cell of several lines has rows in it.
    fn holds_rows(&self) -> bool {
        let is_row = |line: &[u8]| {
            let mut cells = line.split(|&byte| byte == self.delimiter);
            let is_id = |cell: &[u8]| cell.len() <= 64 && !cell.is_empty() && !cell.contains(&b' ');
            cells.next().is_some_and(is_id) && cells.count() + 1 == self.width
        };
        let lines = self.cell.split(|&byte| byte == b'\n').skip(1).map(<[u8]>::trim_ascii);
        let mut full = lines.filter(|line| !line.is_empty()).peekable();
        self.width > 1 && full.peek().is_some() && {
            let (mut rows, mut others) = (0, 0);
            full.for_each(|line| if is_row(line) { rows += 1 } else { others += 1 });
            rows >= ROWS_IN_CELL && others * 4 <= rows
        }
    }
}

fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The records as `line:cell|cell`, `line!` for what is none.
    fn records(text: &str) -> Vec<String> {
        let mut records = Records::new(text.as_bytes(), b',');
        let mut found = Vec::new();
        while let Some((line, record)) = records.next() {
            let (shown, width) = match record {
                Ok(record) => {
                    let cells: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
                    (format!("{line}:{}", cells.join("|").replace('\n', "⏎")), Some(record.len()))
                }
                Err(_) => (format!("{line}!"), None),
            };
            if found.is_empty() {
                records.expect(width.unwrap_or(0));
            }
            found.push(shown);
        }
        found
    }

    #[test]
    fn records_and_their_lines() {
        for (text, wanted) in [
            ("a,b\n1,x\n2,y", "1:a|b 2:1|x 3:2|y"),
            ("a,b\r\n1,x\r\n\r\n2,\"y\r\nz\"\r\n3,w", "1:a|b 2:1|x 4:2|y\r⏎z 6:3|w"),
            ("a,b\r1,x\r2,y\r", "1:a|b 2:1|x 3:2|y"),
            ("a,b\n1,\"say \"\"x\"\"\"\n2,", "1:a|b 2:1|say \"x\" 3:2|"),
            ("a,b\n1,\"x\" y\n2,z", "1:a|b 2:1|x y 3:2|z"),
            ("a,b\n1\n2,y,z\n3,w", "1:a|b 2:1 3:2|y|z 4:3|w"),
            ("", ""),
            ("\n\n", ""),
        ] {
            assert_eq!(records(text).join(" "), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_line() {
        for (text, wanted) in [
            ("a,b\n1,\"x\n2,y\n3,z\n", "1:a|b 2! 3:2|y 4:3|z"),
            ("a,b\n1,\"x\n2,\"y\"\n3,z\n", "1:a|b 2! 3:2|y 4:3|z"),
            ("a,b\n1,x\n2,\"y", "1:a|b 2:1|x 3!"),
            ("a,b\n1,\"x\n2,y\n3,z\n4,w\n5,v\"\n6,u\n", "1:a|b 2! 3:2|y 4:3|z 5:4|w 6:5|v\" 7:6|u"),
            ("a,b,c\n1,\"x,t\n2,y,t\n3,\"z\",t\n", "1:a|b|c 2! 3:2|y|t 4:3|z|t"),
        ] {
            assert_eq!(records(text).join(" "), wanted, "{text:?}");
        }
    }

    #[test]
    fn many_quotes_are_no_trouble() {
        for text in ["\"", "\"\n", "\"\n\",", "\",\"\n", "x,\"\n", "\"\"\n\"", "a\"b,\"c\n"] {
            let started = std::time::Instant::now();
            records(&format!("a,b\n{}", text.repeat(300_000)));
            assert!(started.elapsed().as_secs() < 10, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_by_the_csv_crate_is_read(rows in prop::collection::vec(("[a-c\",\n é]{1,8}", "[a-c\",\r é]{1,8}"), 1..6)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["a", "b"]).unwrap();
            rows.iter().for_each(|(a, b)| writer.write_record([a, b]).unwrap());
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<String> = records(&text).iter().skip(1).map(|row| row.split_once(':').unwrap().1.to_string()).collect();
            let wanted: Vec<String> = rows.iter().map(|(a, b)| format!("{a}|{b}").replace('\n', "⏎")).collect();
            prop_assert_eq!(read, wanted);
        }
    }
}
