//! The options of formats: `profile`, `part` and the like.

use super::{ExportError, Format};
use crate::{diagnostics::did_you_mean, value::Metric};

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All of them; the first is the default.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            /// The words for them.
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            /// The word for it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

choice! {
    /// The reader of a CSV table.
    CsvProfile {
        /// Any: spreadsheets, pandas, R.
        #[default]
        Plain "plain",
        /// Gephi's spreadsheet importer.
        Gephi "gephi",
        /// `neo4j-admin database import`.
        Neo4j "neo4j",
    }
}

choice! {
    /// The table of a CSV file.
    Part {
        /// A row a link, with the names of both ends.
        #[default]
        Links "links",
        /// A row an entity.
        Nodes "nodes",
        /// A row a cited source.
        Sources "sources",
    }
}

choice! {
    /// The names of the attributes of kinds and relations in GraphML.
    GraphmlProfile {
        /// `kind` and `relation`.
        #[default]
        Plain "plain",
        /// `labelV` and `labelE`, as Gremlin has them.
        Tinkerpop "tinkerpop",
    }
}

choice! {
    /// The name of the list of links in node-link JSON.
    EdgesKey {
        /// networkx from 3.4 on.
        #[default]
        Edges "edges",
        /// D3, force-graph, earlier networkx.
        Links "links",
    }
}

choice! {
    /// The byte order mark at the start of a file.
    ByteOrderMark {
        /// No mark.
        #[default]
        No "no",
        /// A mark, for Excel.
        Yes "yes",
    }
}

impl CsvProfile {
    /// The text between the items of a list. For Neo4j it is a character that no text has.
    pub(super) fn between(self) -> &'static str {
        match self {
            Self::Plain | Self::Gephi => "; ",
            Self::Neo4j => "\u{1f}",
        }
    }
}

/// An option of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionInfo {
    /// Its name.
    pub name: &'static str,
    /// The words that it can be; the first is the default.
    pub words: &'static [&'static str],
    /// The effect of the option.
    pub description: &'static str,
}

/// The options of all formats; a format looks at its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `profile` of CSV.
    pub csv: CsvProfile,
    /// `part` of CSV.
    pub part: Part,
    /// `bom` of CSV.
    pub bom: ByteOrderMark,
    /// `profile` of GraphML.
    pub graphml: GraphmlProfile,
    /// `edges` of node-link JSON.
    pub edges_key: EdgesKey,
    /// The measures that each entity has in the file.
    pub metrics: Vec<Metric>,
    /// Under which address the identifiers of RDF stand; none takes [`Options::NO_BASE`].
    pub base: Option<String>,
}

/// Measures by the names that `metrics { … }` has for them, with commas between them.
fn metrics(names: &str) -> Result<Vec<Metric>, ExportError> {
    let mut metrics = Vec::new();
    for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let known = || Metric::ALL.iter().map(|it| it.as_str());
        let metric = Metric::by_name(name).ok_or_else(|| {
            let (near, known) = (did_you_mean(name, known()), known().collect::<Vec<_>>());
            let known = known.join(", ");
            ExportError::Option(format!("there is no measure \"{name}\"{near}; there are {known}"))
        })?;
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    Ok(metrics)
}

impl Options {
    /// The option of every format that names measures.
    pub const METRICS: &'static str = "metrics";

    /// The base of RDF identifiers if no address is set: a name that no host can have.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc2606>
    pub const NO_BASE: &'static str = "https://corridor.example";

    /// Sets an option of a format by its name.
    ///
    /// # Errors
    /// If the format has no such option, or the option is never that.
    pub fn set(&mut self, format: Format, name: &str, word: &str) -> Result<(), ExportError> {
        if name == Self::METRICS {
            self.metrics = metrics(word)?;
            return Ok(());
        }
        let info = format.info();
        let Some(option) = info.options.iter().find(|it| it.name == name) else {
            return Err(ExportError::unknown_option(info, name));
        };
        let refused = || ExportError::unknown_word(option, word);
        match (format, name) {
            (Format::Csv, "profile") => self.csv = CsvProfile::parse(word).ok_or_else(refused)?,
            (Format::Csv, "part") => self.part = Part::parse(word).ok_or_else(refused)?,
            (Format::Csv, "bom") => self.bom = ByteOrderMark::parse(word).ok_or_else(refused)?,
            (Format::Graphml, "profile") => {
                self.graphml = GraphmlProfile::parse(word).ok_or_else(refused)?;
            }
            (Format::NodeLink, "edges") => {
                self.edges_key = EdgesKey::parse(word).ok_or_else(refused)?;
            }
            _ => return Err(ExportError::unknown_option(info, name)),
        }
        Ok(())
    }
}
