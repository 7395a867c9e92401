//! What a workbook of Excel 97 says of its own size ([MS-CFB], [MS-XLS]).
//!
//! Its reader makes room for all cells up to the last one, and for as many as a sheet says that it has, and follows sectors as long
//! as there is a next one. So a small file could take all memory: what it says is looked at before.

use std::ops::Range;

/// Blank cells that a sheet may have, however few others.
const MOST_BLANKS: u64 = 1 << 20;
/// Blank cells for each other.
const BLANKS_EACH: u64 = 64;
/// Sectors end with a number from here on.
const NO_SECTOR: u32 = 0xFFFF_FFFA;

/// The kinds of records, of which some are cells.
const END: u16 = 0x000A;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const CELLS: &[u16] = &[0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];
const SEVERAL_CELLS: u16 = 0x00BD;

/// Why a workbook is not given to its reader.
#[derive(Debug, PartialEq)]
pub(super) enum Refusal {
    /// A sheet has next to nothing but blanks.
    Blank { rows: u32, columns: u32 },
    /// Sectors follow one another in a circle, or more tables are listed than there are sectors.
    Circle,
}

/// Takes out how large sheets say they are, which nothing needs.
pub(super) fn check(file: &mut [u8]) -> Result<(), Refusal> {
    let Some(container) = Container::new(file) else { return Ok(()) };
    let Some(parts) = container?.workbook() else { return Ok(()) };
    let book: Vec<u8> = parts.iter().flat_map(|part| &file[part.clone()]).copied().collect();
    let sheets: Vec<u32> =
        records(&book, 0).filter(|(kind, ..)| *kind == SHEET).map(|(_, _, data)| number(data, 0)).collect();
    let mut said = vec![];
    for start in sheets {
        let mut extent = Extent::default();
        for (kind, at, data) in records(&book, start as usize) {
            match kind {
                DIMENSIONS => said.push(at..at + data.len()),
                SEVERAL_CELLS => extent.add(data, data.len() as u32 / 6),
                kind if CELLS.contains(&kind) => extent.add(data, 1),
                _ => {}
            }
        }
        extent.check()?;
    }
    let places: Vec<usize> = parts.into_iter().flatten().collect();
    said.into_iter().flatten().for_each(|at| file[places[at]] = 0);
    Ok(())
}

/// The records from a place on, up to one that ends them: their kind, where their data are, and these.
fn records(book: &[u8], start: usize) -> impl Iterator<Item = (u16, usize, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let head = book.get(at..at.checked_add(4)?)?;
        let (kind, length) = (u16::from_le_bytes([head[0], head[1]]), u16::from_le_bytes([head[2], head[3]]));
        let data = at + 4;
        at = data + usize::from(length);
        (kind != END).then(|| Some((kind, data, book.get(data..at)?)))?
    })
}

/// The number at a place, 0 where there is none.
fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|bytes| bytes.first_chunk()).map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// The cells of a sheet.
#[derive(Default)]
struct Extent {
    rows: Option<Range<u32>>,
    columns: Option<Range<u32>>,
    cells: u64,
}

impl Extent {
    /// Adds cells beside each other, by the row and column that data begin with.
    fn add(&mut self, data: &[u8], count: u32) {
        let place = number(data, 0);
        let (row, column) = (place & 0xFFFF, place >> 16);
        for (known, new) in [(&mut self.rows, row..row + 1), (&mut self.columns, column..column + count)] {
            let old = known.clone().unwrap_or(new.clone());
            *known = Some(old.start.min(new.start)..old.end.max(new.end));
        }
        self.cells += u64::from(count);
    }

    fn check(self) -> Result<(), Refusal> {
        let [rows, columns] =
            [self.rows, self.columns].map(|range| range.map_or(0, |range| range.end - range.start));
        let is_full = u64::from(rows) * u64::from(columns) <= MOST_BLANKS.max(BLANKS_EACH * self.cells);
        if is_full { Ok(()) } else { Err(Refusal::Blank { rows, columns }) }
    }
}

/// A compound file: streams in sectors, of which tables say which comes next.
struct Container<'f> {
    file: &'f [u8],
    /// The sector behind each sector.
    table: Vec<u8>,
    /// The same of the small sectors, which small streams are in.
    small: Vec<u8>,
}

impl<'f> Container<'f> {
    /// None where this is no such file.
    fn new(file: &'f [u8]) -> Option<Result<Container<'f>, Refusal>> {
        const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
        file.starts_with(SIGNATURE).then(|| {
            let mut container = Container { file, table: vec![], small: vec![] };
            container.table = container.read(&container.tables()?);
            if has_circle(&container.table) {
                return Err(Refusal::Circle);
            }
            container.small = container.read(&container.chain(number(file, 60)));
            if has_circle(&container.small) { Err(Refusal::Circle) } else { Ok(container) }
        })
    }

    /// Where the stream of the workbook stands, in order.
    fn workbook(&self) -> Option<Vec<Range<usize>>> {
        let directory = self.read(&self.chain(number(self.file, 48)));
        let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
        let named = |wanted: &str| {
            let name: Vec<u8> = wanted.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
            entries.iter().find(|entry| entry.starts_with(&name))
        };
        let entry = named("Workbook").or_else(|| named("Book"))?;
        let (start, size) = (number(entry, 116), number(entry, 120) as usize);
        if size >= number(self.file, 56) as usize {
            return Some(shortened(self.chain(start), size));
        }
        // Small streams are parts of one, in sectors of 64 bytes.
        let inside: Vec<usize> = self.chain(number(entries.first()?, 116)).into_iter().flatten().collect();
        let parts = following(&self.small, start).filter_map(|sector| {
            let places = inside.get(sector as usize * 64..)?.get(..64)?;
            Some(places[0]..places[63] + 1)
        });
        Some(shortened(parts.collect(), size))
    }

    fn read(&self, parts: &[Range<usize>]) -> Vec<u8> {
        parts.iter().flat_map(|part| &self.file[part.clone()]).copied().collect()
    }

    fn size(&self) -> usize {
        1 << self.file.get(30).map_or(9, |&shift| shift.clamp(7, 16))
    }

    /// A sector, as far as it is there.
    fn sector(&self, number: u32) -> Option<Range<usize>> {
        let start = (number as usize + 1).checked_mul(self.size())?;
        let end = (start + self.size()).min(self.file.len());
        (start < end).then_some(start..end)
    }

    /// The sectors of the table of sectors: the first of them stand in the header, the others in a chain of lists.
    fn tables(&self) -> Result<Vec<Range<usize>>, Refusal> {
        let is_sector = |number: &u32| *number < NO_SECTOR;
        let mut listed: Vec<u32> =
            (0..109).map(|at| number(self.file, 76 + 4 * at)).filter(is_sector).collect();
        let (mut list, mut lists, each) = (number(self.file, 68), 0, self.size() / 4);
        let most = self.file.len() / self.size();
        while let Some(sector) = self.sector(list).filter(|_| is_sector(&list)) {
            let bytes = &self.file[sector];
            listed.extend((0..each - 1).map(|at| number(bytes, 4 * at)).filter(is_sector));
            list = number(bytes, 4 * (each - 1));
            lists += 1;
            if lists > most || listed.len() > most {
                return Err(Refusal::Circle);
            }
        }
        Ok(listed.into_iter().filter_map(|sector| self.sector(sector)).collect())
    }

    fn chain(&self, start: u32) -> Vec<Range<usize>> {
        following(&self.table, start).map_while(|sector| self.sector(sector)).collect()
    }
}

/// The number behind a number.
fn next(table: &[u8], sector: u32) -> Option<u32> {
    let place = 4 * sector as usize;
    table.get(place..place + 4).map(|bytes| number(bytes, 0)).filter(|&next| next < NO_SECTOR)
}

/// The numbers that follow one another in a table without circles.
fn following(table: &[u8], start: u32) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(start).filter(|&sector| sector < NO_SECTOR), |&sector| next(table, sector))
}

/// Whether numbers follow one another without an end.
fn has_circle(table: &[u8]) -> bool {
    // By which number each was come to first.
    let mut seen_from = vec![NO_SECTOR; table.len() / 4];
    (0..seen_from.len() as u32).any(|start| {
        let mut sector = start;
        loop {
            match seen_from.get_mut(sector as usize) {
                Some(from) if *from == NO_SECTOR => *from = start,
                Some(from) => break *from == start,
                None => break false,
            }
            match next(table, sector) {
                Some(behind) => sector = behind,
                None => break false,
            }
        }
    })
}

fn shortened(parts: Vec<Range<usize>>, size: usize) -> Vec<Range<usize>> {
    let mut left = size;
    let parts = parts.into_iter().map(|part| {
        let length = part.len().min(left);
        left -= length;
        part.start..part.start + length
    });
    parts.filter(|part| !part.is_empty()).collect()
}
