//! All files of a lexicon: read, or examined.

use super::{
    ListFile, build,
    check::{self, Finding, Level, Scope},
    extend::Base,
    features::FeatureLists,
    frames, grammar,
    merge::Merged,
    rows::Rows,
    variants::Variants,
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::{CooccurrenceRules, Cues, Frames},
};

/// The files that a lexicon is made of.
#[derive(Debug)]
pub struct Files {
    pub(super) lists: Vec<ListFile>,
    pub(super) toml: Vec<ListFile>,
    /// Whether those of the lowest layer are known to have no error.
    pub(super) are_sound: bool,
}

impl Files {
    /// Files, those of a lower layer first.
    pub fn new(files: impl IntoIterator<Item = ListFile>) -> Files {
        let (toml, lists) = files.into_iter().partition(ListFile::is_toml);
        Files { lists, toml, are_sound: false }
    }

    /// The same, of which those of the lowest layer are known to have no error, or not.
    pub fn with_sound_base(self, are_sound: bool) -> Files {
        Files { are_sound, ..self }
    }

    /// The files of lists with rows.
    pub fn lists(&self) -> &[ListFile] {
        &self.lists
    }

    /// The same without some of the lists with rows.
    pub fn retain_lists(&mut self, keep: impl Fn(&ListFile) -> bool) {
        self.lists.retain(keep);
    }

    /// The TOML files of a name, as one.
    pub(super) fn merged(&self, name: &str) -> Result<Merged<'_>> {
        Merged::read(self.toml.iter().filter(|file| file.list == name))
    }

    pub(super) fn cues(&self) -> Result<Cues> {
        Ok(self.merged("language")?.parse()?.0)
    }

    fn features(&self, rows: &Rows) -> Result<FeatureLists> {
        FeatureLists::read(self.merged("features")?, rows)
    }

    pub(super) fn cooccurrence(&self) -> Result<CooccurrenceRules> {
        Ok(self.merged("cooccurrence")?.parse()?.0)
    }

    fn frames(&self, rows: &Rows) -> Result<Frames> {
        let types = frames::types(self.merged("relations")?)?;
        let mut frames = grammar::read(self.merged("grammar")?, rows, types)?;
        let files = self.toml.iter().filter(|file| file.list.starts_with("frames-"));
        frames::add(&mut frames, Merged::read(files)?)?;
        Ok(frames)
    }

    /// The ways in which the examples of frames are varied.
    ///
    /// # Errors
    /// A file that is not as it must be.
    pub fn variants(&self) -> Result<Variants> {
        Ok(self.merged("variants")?.parse()?.0)
    }

    /// Makes a lexicon of them; an error is told of the file that brings it about.
    ///
    /// # Errors
    /// A row or stanza that is not as it must be, with file, line and column.
    pub fn compile(&self) -> Result<Base> {
        self.build().map_err(|error| {
            let mut findings = Finding::from_error(&error).into_iter().collect::<Vec<_>>();
            self.blame(&mut findings, |files| {
                files.build().err().iter().flat_map(Finding::from_error).collect()
            });
            findings.pop().map_or(error, Finding::into_error)
        })
    }

    fn build(&self) -> Result<Base> {
        let rows = Rows::read(&self.lists)?;
        check::refuse(&rows, &|_| false)?;
        let words = (self.cues()?, self.features(&rows)?);
        build::build(&rows, words, self.cooccurrence()?, || self.frames(&rows))
    }
}

/// What is wrong with rows that were added, one of them in a way that is known.
pub fn examine_added(files: &Files, error: Option<&Error>) -> Vec<Finding> {
    let (rows, broken) = Rows::read_all(&files.lists);
    let mut findings: Vec<Finding> = broken.iter().filter_map(Finding::from_error).collect();
    findings.extend(check::check(&rows, Scope::Added, &sure_names(&files.cues())));
    let is_told = |error: &Finding| {
        findings.iter().any(|told| (told.level, &told.place) == (error.level, &error.place))
    };
    if let Some(finding) = error.and_then(Finding::from_error).filter(|error| !is_told(error)) {
        findings.push(finding);
    }
    findings
}

/// Everything that is refused, and everything that is likely a mistake. Of each TOML file, the first error.
pub fn examine(files: &Files, scope: Scope) -> Vec<Finding> {
    let (rows, broken) = Rows::read_all(&files.lists);
    let mut findings: Vec<Finding> = broken.iter().filter_map(Finding::from_error).collect();
    let (cues, cooccurrence, frames) = (files.cues(), files.cooccurrence(), files.frames(&rows));
    findings.extend(check::check(&rows, scope, &sure_names(&cues)));
    let features = files.features(&rows);
    findings.extend(features.iter().flat_map(check::check_features));
    let errors =
        [cues.as_ref().err(), features.as_ref().err(), cooccurrence.as_ref().err(), frames.as_ref().err()];
    findings.extend(errors.into_iter().flatten().filter_map(Finding::from_error));
    findings.extend(frames.as_ref().err().iter().flat_map(|error| others_frames(files, &rows, error)));
    if let (Ok(cues), Ok(features), Ok(cooccurrence), Ok(frames)) = (cues, features, cooccurrence, frames)
        && findings.iter().all(|finding| finding.level != Level::Error)
    {
        let built = build::build(&rows, (cues, features), cooccurrence, || Ok(frames));
        findings.extend(built.err().iter().flat_map(Finding::from_error));
    }
    findings
}

fn sure_names(cues: &Result<Cues>) -> Vec<[String; 2]> {
    cues.iter().flat_map(|cues| cues.sure_names.clone()).collect()
}

/// What is wrong with the files of frames beside an added one that has an error.
fn others_frames(files: &Files, rows: &Rows, error: &Error) -> Vec<Finding> {
    let ErrorKind::Data { place, .. } = error.kind() else { return Vec::new() };
    let is_broken =
        |file: &ListFile| file.layer > 0 && file.list.starts_with("frames-") && file.path == place.file;
    if !files.toml.iter().any(is_broken) {
        return Vec::new();
    }
    let others = files.retained(|file| !is_broken(file));
    let Err(error) = others.frames(rows) else { return Vec::new() };
    let mut findings = others_frames(&others, rows, &error);
    findings.extend(Finding::from_error(&error));
    findings
}
