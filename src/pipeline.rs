//! The way of a document through the stages: the only module that names them all.

use crate::{
    correction::{Before, Corrections, Told},
    entity,
    error::Result,
    input::{ZoneMarker, hard_wrap::LineJoiner},
    lexicon,
    matcher::Tokenizer,
    mention,
    model::{Document, Extraction, Lexicon, Listener, Paragraph, Scope, Sentence, Span, Step, Text, Trace},
    relation, story, text,
};
#[cfg(feature = "project")]
use lexicon::TextWords;
use std::{cell::RefCell, sync::Arc};

/// Reads documents.
///
/// ```
/// use palabre::{Extractor, model::Document};
///
/// let extractor = Extractor::builtin()?;
/// let extraction = extractor.extract(Document::new("essai", "Le général Sadio Camara est arrivé à Moscou."));
/// let names: Vec<&str> = extraction.entities.iter().map(|entity| entity.name.as_str()).collect();
/// assert!(names.contains(&"Sadio Camara") && names.contains(&"Moscou"));
/// # Ok::<(), palabre::error::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Extractor {
    lexicon: Arc<Lexicon>,
    lines: Arc<LineJoiner>,
    zones: Arc<ZoneMarker>,
    dates: Arc<relation::DateWords>,
    scope: Scope,
    corrections: Arc<Corrections>,
}

impl Extractor {
    /// An extractor with the built-in gazetteers.
    ///
    /// # Errors
    /// None that a released binary could have: its lists are checked when it is made.
    pub fn builtin() -> Result<Extractor> {
        Ok(Extractor::new(lexicon::load(&lexicon::Options::default())?))
    }

    /// An extractor with a lexicon.
    pub fn new(lexicon: Lexicon) -> Extractor {
        let lines = Arc::new(LineJoiner::new(&lexicon));
        let zones = Arc::new(ZoneMarker::new(&lexicon.cues.zones));
        let dates = Arc::new(relation::DateWords::new(&lexicon.cues, lexicon.matcher.vocabulary()));
        Extractor {
            lexicon: Arc::new(lexicon),
            lines,
            zones,
            dates,
            scope: Scope::default(),
            corrections: Arc::default(),
        }
    }

    /// The same extractor, which applies corrections.
    pub fn with_corrections(mut self, corrections: Corrections) -> Extractor {
        self.corrections = Arc::new(corrections);
        self
    }

    /// The corrections that it applies.
    pub fn corrections(&self) -> &Corrections {
        &self.corrections
    }

    /// The same extractor with other co-occurrence kinds or windows.
    pub fn with_scope(mut self, scope: Scope) -> Extractor {
        self.scope = scope;
        self
    }

    /// What the extractor knows.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Which co-occurrence rules work.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Reads one document.
    pub fn extract(&self, document: Document) -> Extraction {
        Reader::new(self).extract(document)
    }

    /// The words of a document, as it comes in and as it is read.
    #[cfg(feature = "project")]
    pub(crate) fn words(&self, mut document: Document) -> TextWords {
        let mut words = TextWords::default();
        words.add(&document.text);
        self.lines.join(&mut document);
        text::normalise(&mut document);
        let Document { text, title, source, .. } = &document;
        [Some(text), title.as_ref(), source.as_ref()].into_iter().flatten().for_each(|text| words.add(text));
        words
    }

    /// A reader for many documents on one thread: it keeps its memory of spellings from one to the next.
    pub fn reader(&self) -> Reader<'_> {
        Reader::new(self)
    }
}

/// Reads many documents on one thread.
#[derive(Debug)]
pub struct Reader<'e> {
    extractor: &'e Extractor,
    tokenizer: RefCell<Tokenizer<'e>>,
}

impl<'e> Reader<'e> {
    fn new(extractor: &'e Extractor) -> Reader<'e> {
        let tokenizer = RefCell::new(Tokenizer::new(extractor.lexicon.matcher.vocabulary()));
        Reader { extractor, tokenizer }
    }

    /// Reads one document.
    pub fn extract(&self, document: Document) -> Extraction {
        self.read(document, &mut ()).0
    }

    /// Whether a correction touches what was read in a document without any: names are corrected before they are linked, actors before
    /// relations are read, so that where nothing changes, nothing would have been read otherwise.
    pub(crate) fn is_corrected(&self, extraction: &Extraction) -> bool {
        let corrections = &self.extractor.corrections;
        if corrections.is_empty() {
            return false;
        }
        let mut corrected = extraction.clone();
        corrections.correct(&mut corrected, &self.extractor.lexicon);
        corrected != *extraction
    }

    /// Reads one document, and says of some places in it what every stage considered there. `places` gets what was
    /// read and gives the places; an index is that of the mention of which the place is the head.
    pub fn explain(
        &self,
        document: Document,
        places: impl FnOnce(&Extraction, &Text) -> Vec<(Span, Option<u32>)>,
    ) -> (Extraction, Vec<Trace>) {
        let mut steps: Vec<Step> = Vec::new();
        let (extraction, mut text) = self.read(document, &mut steps);
        text.sentences.clone_from(&extraction.sentences);
        let places = places(&extraction, &text);
        let Extraction { document, mentions, .. } = &extraction;
        let trace = |(place, mention): (Span, Option<u32>)| {
            let mut of_place = steps.iter().filter(|step| step.concerns(place, mention)).cloned().collect();
            let lexicon = &self.extractor.lexicon;
            mention::complete((document, &text), lexicon, mentions, place, &mut of_place);
            Trace { place, mention, steps: of_place }
        };
        let traces = places.into_iter().map(trace).collect();
        (extraction, traces)
    }

    /// Reads one document, and gives every step that the passes took in it.
    pub fn trace(&self, document: Document) -> (Extraction, Vec<Step>) {
        let mut steps = Vec::new();
        let (extraction, _) = self.read(document, &mut steps);
        (extraction, steps)
    }

    /// Reads one document, and lets `look` at what its sentences are parsed from beside what was read.
    pub(crate) fn look<T>(
        &self,
        document: Document,
        look: impl FnOnce(&Extraction, &relation::parse::context::DocumentContext) -> T,
    ) -> T {
        let (extraction, mut text) = self.read(document, &mut ());
        text.sentences.clone_from(&extraction.sentences);
        let Extractor { lexicon, dates, .. } = self.extractor;
        let Extraction { document, mentions, entities, .. } = &extraction;
        let context = relation::parse::context::DocumentContext::of(
            document,
            &text,
            lexicon,
            dates,
            (mentions, entities),
        );
        look(&extraction, &context)
    }

    /// The text comes without its sentences: they are the extraction's.
    fn read(&self, mut document: Document, on: &mut impl Listener) -> (Extraction, Text) {
        self.extractor.lines.join(&mut document);
        text::normalise(&mut document);
        self.extractor.zones.mark(&mut document);
        let lexicon = &*self.extractor.lexicon;
        text::restore_capitals(&mut document, lexicon, &mut self.tokenizer.borrow_mut());
        text::restore_accents(&mut document, lexicon, &mut self.tokenizer.borrow_mut());
        let mut text = text::segment(&document, lexicon, &mut self.tokenizer.borrow_mut());
        let signature = story::signature(&document, &text);
        let mut mentions = mention::run(&document, &text, lexicon, on);
        let corrections = &*self.extractor.corrections;
        corrections.names(&document, &mut mentions, on);
        let metonymy = self.extractor.scope.metonymy;
        let entities = entity::run(&document, lexicon, &mut mentions, metonymy, on);
        let entities = corrections.actors(&document, lexicon, &mut mentions, entities, on);
        let (mut cooccurrences, windows) =
            relation::cooccurrences(&text, lexicon, &mentions, &entities, &self.extractor.scope);
        let mut relations = match self.extractor.scope.cooccurrence_only {
            true => Vec::new(),
            false => {
                let dates = &self.extractor.dates;
                relation::run(&document, &text, lexicon, dates, (&mentions, &entities), on)
            }
        };
        if self.extractor.scope.named_only {
            relations.retain(|relation| relation.resolved_by.is_none());
        }
        let told = Told { document: &document, lexicon, sentences: &text.sentences, entities: &entities };
        corrections.relations(told, &mut relations, on);
        corrections.cooccurrences(told, &mut cooccurrences);
        let extraction = Extraction {
            document,
            sentences: std::mem::take(&mut text.sentences),
            mentions,
            entities,
            relations,
            cooccurrences,
            windows,
            scope: self.extractor.scope.clone(),
            signature,
        };
        (extraction, text)
    }
}

impl Corrections {
    /// Corrects what was read without them, or with them: names, actors and relations, without the text. A name that is none any
    /// more, or another’s, takes its relations with it; what only a reading of the text tells is not told anew.
    ///
    /// ```
    /// use palabre::{Extractor, correction::Corrections, model::Document};
    ///
    /// let extractor = Extractor::builtin()?;
    /// let mut extraction = extractor.extract(Document::new("1", "Le colonel Alou Diarra a quitté Bamako."));
    /// let table = "action,a,b\nname,alou-diarra,Alou Diarra (colonel)\n";
    /// Corrections::read([("corrections.csv", table)])?.correct(&mut extraction, extractor.lexicon());
    /// assert!(extraction.entities.iter().any(|entity| entity.name == "Alou Diarra (colonel)"));
    /// # Ok::<(), palabre::error::Error>(())
    /// ```
    pub fn correct(&self, extraction: &mut Extraction, lexicon: &Lexicon) {
        if self.is_empty() {
            return;
        }
        self.note_earlier(extraction);
        let before = Before::of(extraction);
        self.names(&extraction.document, &mut extraction.mentions, &mut ());
        let entities = std::mem::take(&mut extraction.entities);
        let Extraction { document, mentions, .. } = extraction;
        extraction.entities = self.actors(document, lexicon, mentions, entities, &mut ());
        if before.differs(extraction) {
            before.follow(extraction);
            let text = cut(&extraction.sentences);
            let Extraction { mentions, entities, scope, .. } = &*extraction;
            (extraction.cooccurrences, extraction.windows) =
                relation::cooccurrences(&text, lexicon, mentions, entities, scope);
        }
        let Extraction { document, sentences, entities, relations, cooccurrences, .. } = extraction;
        let told = Told { document, lexicon, sentences, entities };
        self.relations(told, relations, &mut ());
        self.cooccurrences(told, cooccurrences);
    }
}

/// Sentences with the paragraphs that they make up.
fn cut(sentences: &[Sentence]) -> Text {
    let of_paragraph = sentences.chunk_by(|one, other| one.paragraph == other.paragraph);
    let mut paragraphs = Vec::new();
    let mut first_sentence = 0;
    for sentences in of_paragraph {
        let span = Span::new(sentences[0].span.start, sentences[sentences.len() - 1].span.end);
        // Those without a sentence are nobody’s window.
        let index = sentences[0].paragraph as usize;
        let end_sentence = first_sentence + sentences.len() as u32;
        paragraphs.resize(index + 1, Paragraph { span, first_sentence, end_sentence });
        first_sentence = end_sentence;
    }
    Text { sentences: sentences.to_vec(), paragraphs, ..Text::default() }
}
