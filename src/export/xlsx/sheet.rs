//! A table as rows of a sheet, within what Excel takes: <https://support.microsoft.com/office/excel-specifications-and-limits>.

use super::style::Styles;
use crate::{
    export::{
        captions::{Language, caption, filled},
        tables::{Cell, Table, Value, one_line},
    },
    model::Date,
};
use rust_xlsxwriter::{
    ColNum, ExcelDateTime, Format, IgnoreError, RowNum, Url, Workbook, Worksheet, XlsxError,
};
use std::borrow::Cow;

/// What a sheet can hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Rows below the header.
    pub(super) rows: u32,
    /// Links.
    pub(super) links: u32,
    /// UTF-16 units of a cell.
    pub(super) units: usize,
}

/// What Excel takes.
pub(super) const EXCEL: Limits = Limits { rows: 1_048_575, links: 65_530, units: 32_767 };

/// Which sheet it is, and within which limits.
#[derive(Debug, Clone, Copy)]
pub(super) struct SheetKind {
    pub(super) key: &'static str,
    pub(super) language: Language,
    pub(super) limits: Limits,
}

/// A row of a sheet, from 0 below the header of the first of its pages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) sheet: &'static str,
    pub(super) row: u64,
}

/// A value of a row that is of no table.
#[derive(Debug, Clone)]
pub(super) enum Item<'i> {
    Text(Cow<'i, str>),
    /// A text in one of the formats.
    Styled(Cow<'i, str>, Style),
    /// Name of a kind of actors.
    Kind(&'i str),
    Number(u64),
    Decimal(f64),
    Date(Option<Date>),
    /// A link to a row.
    See(Option<Target>),
    /// A link to a sheet, by its key.
    Sheet(&'static str),
    Nothing,
}

/// What stands above a column, and how wide it is.
pub(super) struct Header {
    name: String,
    /// In characters.
    width: f64,
    /// How its values look, where all look alike.
    style: Option<Style>,
}

impl Header {
    pub(super) fn new(name: &str, width: f64) -> Header {
        Header { name: name.to_string(), width, style: None }
    }
}

/// One of the formats.
type Style = fn(&Styles) -> &Format;

/// A column of a sheet.
struct Shown {
    /// Its place in the table.
    place: usize,
    /// Which captions its values have, where they are names of the data.
    values: Option<&'static str>,
    /// Whether its texts may be days.
    days: bool,
}

/// A sheet, of as many pages as its rows need.
pub(super) struct Sheet {
    pub(super) key: &'static str,
    headers: Vec<Header>,
    columns: Vec<Shown>,
    language: Language,
    limits: Limits,
    /// Whether the first column leads to the sentences.
    sees: bool,
    /// Whether the header stays and filters: it is a table, and no page to read.
    pub(super) filters: bool,
    full: Vec<Page>,
    page: Page,
    /// How many rows, over all pages.
    pub(super) rows: u64,
    /// How many cells did not hold their text.
    pub(super) cut: u64,
}

/// A worksheet of a sheet.
struct Page {
    sheet: Worksheet,
    /// The row that is written.
    row: RowNum,
    links: u32,
}

impl Sheet {
    /// An empty sheet for some columns of a table.
    pub(super) fn of_table<R>(
        workbook: &mut Workbook,
        styles: &Styles,
        kind: SheetKind,
        table: &Table<R>,
        places: &[usize],
        sees: bool,
    ) -> Result<Sheet, XlsxError> {
        let language = kind.language;
        let see = sees.then(|| Header::new(caption("workbook", "see", language), 12.0));
        let group = group(table.name);
        let columns = places.iter().map(|&place| table.columns[place]);
        let headers = columns.map(|column| {
            let name = caption(group, column.name, language);
            // Beside the caption there is room for the arrow of the filter.
            let least = name.chars().count() as f64 + 3.0;
            let header = Header::new(name, width(column.name, &column.value).max(least));
            Header { style: style(&column.value), ..header }
        });
        let headers = see.into_iter().chain(headers).collect();
        let mut sheet = Sheet::plain(workbook, styles, kind, headers)?;
        sheet.sees = sees;
        let shown = |&place: &usize| {
            let name = table.columns[place].name;
            Shown { place, values: values(group, name), days: name == "RelationDate" }
        };
        sheet.columns = places.iter().map(shown).collect();
        Ok(sheet)
    }

    /// An empty sheet with headers of some widths.
    pub(super) fn plain(
        workbook: &mut Workbook,
        styles: &Styles,
        kind: SheetKind,
        headers: Vec<Header>,
    ) -> Result<Sheet, XlsxError> {
        let SheetKind { key, language, limits } = kind;
        let page = Page::new(workbook, &page_name(key, 0, language), &headers, styles)?;
        Ok(Sheet {
            key,
            headers,
            columns: Vec::new(),
            language,
            limits,
            sees: false,
            filters: true,
            full: Vec::new(),
            page,
            rows: 0,
            cut: 0,
        })
    }

    /// Writes the row of a table.
    pub(super) fn row<R>(
        &mut self,
        workbook: &mut Workbook,
        styles: &Styles,
        table: &Table<R>,
        row: &R,
        see: Option<Target>,
    ) -> Result<(), XlsxError> {
        self.next_row(workbook, styles)?;
        if self.sees {
            self.put(0, Item::See(see), styles)?;
        }
        for at in 0..self.columns.len() {
            let Shown { place, values, days } = self.columns[at];
            let column = (at + usize::from(self.sees)) as ColNum;
            match table.columns[place].cell(row) {
                Cell::Text(text) if days && text.parse::<Date>().is_ok() => {
                    self.put(column, Item::Date(text.parse().ok()), styles)?;
                }
                Cell::Text(text) => match values {
                    Some("kind") => self.put(column, Item::Kind(&text), styles)?,
                    Some(group) => {
                        self.put(column, Item::Text(caption(group, &text, self.language).into()), styles)?;
                    }
                    None => self.put(column, Item::Text(text), styles)?,
                },
                Cell::List(texts) => self.put(column, Item::Text(texts.join(" ; ").into()), styles)?,
                Cell::Integer(number) => self.page.number(column, number as f64)?,
                Cell::Decimal(number) if number.is_finite() => self.page.number(column, number)?,
                Cell::Date(date) => self.page.date(column, date)?,
                Cell::Boolean(holds) => {
                    self.page.sheet.write_boolean(self.page.row, column, holds)?;
                }
                Cell::Decimal(_) => {}
                Cell::Empty => {}
            }
        }
        Ok(())
    }

    /// Writes a row of other values.
    pub(super) fn line(
        &mut self,
        workbook: &mut Workbook,
        styles: &Styles,
        items: Vec<Item>,
    ) -> Result<(), XlsxError> {
        self.next_row(workbook, styles)?;
        for (column, item) in items.into_iter().enumerate() {
            self.put(column as ColNum, item, styles)?;
        }
        Ok(())
    }

    /// The pages, as worksheets of the workbook.
    pub(super) fn finish(self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = self.headers.len() * usize::from(self.filters);
        let printed = printed(&self.headers);
        self.full.into_iter().chain([self.page]).try_for_each(|page| page.finish(workbook, columns, printed))
    }

    /// Goes on to the next row, on the next page where this one is full.
    fn next_row(&mut self, workbook: &mut Workbook, styles: &Styles) -> Result<(), XlsxError> {
        if self.page.row >= self.limits.rows {
            let name = page_name(self.key, self.full.len() + 1, self.language);
            let next = Page::new(workbook, &name, &self.headers, styles)?;
            self.full.push(std::mem::replace(&mut self.page, next));
        }
        self.page.row += 1;
        self.rows += 1;
        Ok(())
    }

    fn put(&mut self, column: ColNum, item: Item, styles: &Styles) -> Result<(), XlsxError> {
        let row = self.page.row;
        let written = match item {
            Item::Nothing | Item::See(None) | Item::Date(None) => return Ok(()),
            Item::See(Some(target)) => return self.link(column, target, styles),
            Item::Sheet(key) => {
                let name = page_name(key, 0, self.language);
                let url = Url::new(format!("internal:'{name}'!A1")).set_text(name);
                self.page.sheet.write_url_with_format(row, column, url, &styles.link)
            }
            Item::Number(number) => {
                self.page.sheet.write_number_with_format(row, column, number as f64, &styles.integer)
            }
            Item::Decimal(number) if !number.is_finite() => return Ok(()),
            Item::Decimal(number) => {
                self.page.sheet.write_number_with_format(row, column, number, &styles.decimal)
            }
            Item::Date(Some(date)) => match day(date) {
                Some(day) => self.page.sheet.write_datetime_with_format(row, column, day, &styles.date),
                None => self.page.sheet.write_string(row, column, date.to_string()),
            },
            Item::Text(text) => {
                let text = self.fitting(text);
                self.page.sheet.write_string(row, column, text)
            }
            Item::Kind(name) => {
                let text = caption("kind", name, self.language);
                match styles.kind(name) {
                    Some(format) => self.page.sheet.write_string_with_format(row, column, text, format),
                    None => self.page.sheet.write_string(row, column, text),
                }
            }
            Item::Styled(text, style) => {
                let text = self.fitting(text);
                self.page.sheet.write_string_with_format(row, column, text, style(styles))
            }
        };
        written.map(drop)
    }

    /// Writes where the sentences are; as a link as long as the page takes one.
    fn link(&mut self, column: ColNum, target: Target, styles: &Styles) -> Result<(), XlsxError> {
        let page = (target.row / u64::from(self.limits.rows)) as usize;
        // The first row below the header is the second of the page.
        let row = target.row % u64::from(self.limits.rows) + 2;
        let name = page_name(target.sheet, page, self.language);
        let text = match page {
            0 => format!("{row}"),
            _ => format!("{name}, {row}"),
        };
        let text = filled(caption("workbook", "row", self.language), &[text]);
        if self.page.links >= self.limits.links {
            self.page.sheet.write_string(self.page.row, column, text)?;
            return Ok(());
        }
        self.page.links += 1;
        let url = Url::new(format!("internal:'{name}'!A{row}")).set_text(text);
        self.page.sheet.write_url_with_format(self.page.row, column, url, &styles.link)?;
        Ok(())
    }

    /// A text on one line, as long as a cell may be. One that is cut says so, and counts.
    fn fitting(&mut self, text: Cow<'_, str>) -> String {
        let text = one_line(text);
        // No character has more units than bytes.
        if text.len() <= self.limits.units {
            return text.into_owned();
        }
        let units = text.encode_utf16().count();
        if units <= self.limits.units {
            return text.into_owned();
        }
        self.cut += 1;
        let mark = filled(caption("workbook", "cut", self.language), &[units.to_string()]);
        let mut room = self.limits.units.saturating_sub(mark.encode_utf16().count());
        let fits = text.chars().take_while(|c| {
            let units = c.len_utf16();
            let fits = units <= room;
            room = room.saturating_sub(units);
            fits
        });
        fits.collect::<String>() + &mark
    }
}

impl Page {
    fn new(
        workbook: &mut Workbook,
        name: &str,
        headers: &[Header],
        styles: &Styles,
    ) -> Result<Page, XlsxError> {
        let mut sheet = workbook.new_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        for (column, Header { width, style, .. }) in (0..).zip(headers) {
            sheet.set_column_width(column, *width)?;
            if let Some(style) = style {
                sheet.set_column_format(column, style(styles))?;
            }
        }
        for (column, header) in (0..).zip(headers) {
            sheet.write_string_with_format(0, column, &header.name, &styles.header)?;
        }
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_gridlines(true);
        sheet.set_repeat_rows(0, 0)?.set_footer("&L&A&R&P / &N");
        Ok(Page { sheet, row: 0, links: 0 })
    }

    /// Writes a number as its column shows it: to look up a format for each cell takes as long as to write it.
    fn number(&mut self, column: ColNum, number: f64) -> Result<(), XlsxError> {
        self.sheet.write_number(self.row, column, number).map(drop)
    }

    /// Writes a date as its column shows it; one that Excel does not have as text.
    fn date(&mut self, column: ColNum, date: Date) -> Result<(), XlsxError> {
        let written = match day(date) {
            Some(day) => self.sheet.write_datetime(self.row, column, day),
            None => self.sheet.write_string(self.row, column, date.to_string()),
        };
        written.map(drop)
    }

    /// Becomes a worksheet. The header of so many columns stays and filters, and texts below that look like numbers get no
    /// warning. On paper it has so many of its columns.
    fn finish(mut self, workbook: &mut Workbook, columns: usize, printed: usize) -> Result<(), XlsxError> {
        self.sheet.set_print_area(0, 0, self.row, printed.saturating_sub(1) as ColNum)?;
        if let Some(last) = columns.checked_sub(1) {
            let (row, last) = (self.row.max(1), last as ColNum);
            self.sheet.set_freeze_panes(1, 0)?.autofilter(0, 0, row, last)?;
            self.sheet.ignore_error_range(1, 0, row, last, IgnoreError::NumberStoredAsText)?;
        }
        workbook.push_worksheet(self.sheet);
        Ok(())
    }
}

/// The paper of most printers but those of North America, by its number in the format.
const A4: u8 = 9;

/// The columns of a landscape page are so wide together, in characters, that they can be read.
const PRINTED: f64 = 230.0;

/// How many of the first columns a page of paper has.
fn printed(headers: &[Header]) -> usize {
    let widths = headers.iter().scan(0.0, |sum, header| {
        *sum += header.width;
        Some(*sum)
    });
    widths.take_while(|&width| width <= PRINTED).count().max(1)
}

/// The name of a page: that of the sheet, from the second on with its number.
fn page_name(key: &str, page: usize, language: Language) -> String {
    let name = caption("sheet", key, language);
    match page {
        0 => name.to_string(),
        _ => format!("{name} {}", page + 1),
    }
}

/// The captions of the columns of a table: relations, ties and denials are edges.
pub(super) fn group(table: &str) -> &str {
    match table {
        "relations" | "ties" | "denied" => "edges",
        other => other,
    }
}

/// The captions of the values of a column, where they are names of the data.
fn values(group: &str, column: &str) -> Option<&'static str> {
    match (group, column) {
        ("nodes" | "mentions", "Kind") | (_, "SourceKind" | "TargetKind") => Some("kind"),
        (_, "Kind") => Some("relation"),
        (_, "Modality") => Some("modality"),
        (_, "Type") => Some("direction"),
        (_, "Window") => Some("window"),
        (_, "Zone") => Some("zone"),
        (_, "FirstDateFrom" | "LastDateFrom" | "DateFrom") => Some("date_from"),
        _ => None,
    }
}

/// How the values of a column look, where all look alike.
fn style<R>(value: &Value<R>) -> Option<Style> {
    match value {
        Value::Integer(_) => Some(|styles| &styles.integer),
        Value::Decimal(_) => Some(|styles| &styles.decimal),
        Value::Date(_) => Some(|styles| &styles.date),
        Value::Text(_) | Value::List(_) | Value::Boolean(_) => None,
    }
}

/// The width of a column, in characters.
fn width<R>(name: &str, value: &Value<R>) -> f64 {
    match (name, value) {
        ("Text", _) => 80.0,
        (
            "Label" | "SourceLabel" | "TargetLabel" | "EntityName" | "Head" | "Title" | "Roles"
            | "Qualifiers",
            _,
        ) => 30.0,
        (_, Value::Text(_) | Value::List(_)) => 18.0,
        (_, Value::Date(_)) => 12.0,
        _ => 11.0,
    }
}

/// A day of Excel's calendar, which begins in 1900.
fn day(date: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = (u16::try_from(date.year()).ok()?, date.month() as u8, date.day() as u8);
    ExcelDateTime::from_ymd(year, month, day).ok()
}
