//! The fields of the index: what is kept of an entity, and in which form.
//!
//! Beginnings of up to [`EDGE`] letters are terms of their own: to collect all the words that
//! begin with one letter takes a long time where there are many, and it is the first thing that
//! somebody types.
//!
//! Nothing is stored and no lengths are kept: texts are shown from the graph, and rank does
//! not weigh how often a word occurs.

use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

/// The number of letters of the longest beginning that is a term.
pub(super) const EDGE: usize = 3;

/// The fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// Names as they are written: each as a whole, folded.
    pub(super) written: Field,
    /// Names in all their keys, each as a whole, and each without blanks.
    pub(super) name: Field,
    /// Their words.
    pub(super) name_word: Field,
    /// Words of summaries and of properties that are searched by words.
    pub(super) text_word: Field,
    /// The beginnings of names.
    pub(super) whole_edge: Field,
    /// The beginnings of properties that are searched by their beginning.
    pub(super) code_edge: Field,
    /// The beginnings of words of names.
    pub(super) name_edge: Field,
    /// The beginnings of words of texts.
    pub(super) text_edge: Field,
    /// Properties that are searched as a whole.
    pub(super) code: Field,
    /// Properties that are searched by their beginning.
    pub(super) start: Field,
}

/// The schema of the index.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexed = |tokenizer: &str, record| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(record)
            .set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing)
    };
    // Keys have one blank between words, so nothing cleverer is needed to part them.
    let words = || indexed("whitespace", IndexRecordOption::WithFreqsAndPositions);
    let whole = || indexed("raw", IndexRecordOption::Basic);
    let edges = || indexed("whitespace", IndexRecordOption::Basic);
    let fields = Fields {
        written: builder.add_text_field("written", whole()),
        name: builder.add_text_field("name", whole()),
        name_word: builder.add_text_field("name_word", words()),
        text_word: builder.add_text_field("text_word", words()),
        whole_edge: builder.add_text_field("whole_edge", whole()),
        code_edge: builder.add_text_field("code_edge", whole()),
        name_edge: builder.add_text_field("name_edge", edges()),
        text_edge: builder.add_text_field("text_edge", edges()),
        code: builder.add_text_field("code", whole()),
        start: builder.add_text_field("start", whole()),
    };
    (builder.build(), fields)
}
