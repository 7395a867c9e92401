//! ZIP archives: what palabre reads of their entries, in the order of their names. Office files are archives as well.

use super::{
    Documents, File, InputFormat, Note, Options, Read,
    allowance::{Allowance, damaged},
    file::DocumentStream,
    find::Skipped,
    open::Opened,
};
use crate::error::{Error, Result};
use std::{io::Cursor, path::Path, vec};
use zip::ZipArchive;

/// An archive of documents has fewer.
const MOST_ENTRIES: usize = 200_000;

/// An archive in memory, and what may be unpacked of it.
pub(super) struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    pub allowance: Allowance,
}

impl Archive {
    /// Reads its list of entries.
    ///
    /// # Errors
    ///
    /// It has none, or more than an archive of documents has.
    pub fn open(file: &File, opened: Opened) -> Result<Archive> {
        let allowance = opened.allowance.clone();
        let bytes = opened.whole(&file.path)?;
        let allowance = allowance.unwrap_or_else(|| Allowance::of_file(bytes.len()));
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&file.path, &error))?;
        if zip.len() > MOST_ENTRIES {
            return Err(Error::input(&file.path, format!("an archive of {} entries", zip.len()))
                .with_hint("unpack it, and give the folder"));
        }
        Ok(Archive { zip, allowance })
    }

    /// The names of its files, sorted.
    pub fn names(&self) -> Vec<String> {
        let all = self.zip.file_names().flatten().map(|name| name.into_owned());
        let mut names: Vec<String> = all.filter(|name| !name.ends_with('/')).collect();
        names.sort();
        names
    }

    /// Whether it has an entry.
    #[cfg(feature = "office")]
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The bytes of an entry. `path` is what it is called in errors.
    pub fn entry(&mut self, name: &str, path: &Path) -> Result<Vec<u8>> {
        let entry = self.zip.by_name(name).map_err(|error| damaged(path, &error))?;
        let declared = entry.size();
        self.allowance.read(path, entry, declared)
    }

    /// Its bytes, once all of its entries have been unpacked within the allowance.
    #[cfg(feature = "office")]
    pub fn into_checked(mut self, file: &File) -> Result<Vec<u8>> {
        for name in self.names() {
            self.entry(&name, &file.path)?;
        }
        Ok(self.zip.into_inner().into_inner())
    }
}

/// The documents of an archive, or of the office file that it is.
pub(super) fn read(file: &File, opened: Opened, options: &Options) -> Result<DocumentStream> {
    let archive = Archive::open(file, opened)?;
    #[cfg(feature = "office")]
    if let Some(read) = super::office::reader(&archive) {
        return read(file, archive, options);
    }
    Ok(Box::new(Entries::new(file, archive, options)?))
}

/// The entries that are still to be read.
struct Entries {
    file: File,
    archive: Archive,
    allowance: Allowance,
    options: Options,
    names: vec::IntoIter<(String, &'static InputFormat)>,
    open: Option<Documents>,
    note: Option<Note>,
}

impl Entries {
    fn new(file: &File, archive: Archive, options: &Options) -> Result<Entries> {
        let is_hidden = |name: &str| name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        let (mut names, mut skipped) = (vec![], vec![]);
        for name in archive.names().into_iter().filter(|name| !is_hidden(name)) {
            match InputFormat::of(Path::new(&name)) {
                Some(format) => names.push((name, format)),
                None => skipped.push(name),
            }
        }
        let skipped = Skipped::new(skipped.into_iter().map(Into::into).collect());
        if names.is_empty() {
            let message = if skipped.is_empty() {
                "an empty archive".into()
            } else {
                format!("nothing to read in it: {skipped}")
            };
            return Err(Error::input(&file.path, message));
        }
        let note = (!skipped.is_empty()).then(|| Note::PassedOver { what: skipped.to_string() });
        let allowance = archive.allowance.deeper(&file.path)?;
        let (file, options, names) = (file.clone(), options.clone(), names.into_iter());
        Ok(Entries { file, archive, allowance, options, names, open: None, note })
    }

    fn open_next(&mut self, name: &str, format: &'static InputFormat) -> Result<Documents> {
        let file = self.file.inner(name, format);
        let bytes = self.archive.entry(name, &file.path)?;
        let opened = Opened { allowance: Some(self.allowance.clone()), ..Opened::of_bytes(bytes) };
        super::read_opened(&file, opened, &self.options)
    }
}

impl Iterator for Entries {
    type Item = Result<Read>;

    fn next(&mut self) -> Option<Result<Read>> {
        loop {
            if let Some(read) = self.open.as_mut().and_then(Iterator::next) {
                return Some(read.map(|mut read| {
                    read.notes.extend(self.note.take());
                    read
                }));
            }
            let (name, format) = self.names.next()?;
            match self.open_next(&name, format) {
                Ok(documents) => self.open = Some(documents),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
