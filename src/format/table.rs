//! The table of formats, from which the command line, HTTP and the manual take theirs.

use super::options::{ByteOrderMark, CsvProfile, EdgesKey, GraphmlProfile, OptionInfo, Part};

/// A format that a graph can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// GEXF 1.3
    Gexf,
    /// GraphML
    Graphml,
    /// DOT
    Dot,
    /// Cytoscape JSON
    Cytoscape,
    /// CX2
    Cx2,
    /// graphology JSON
    Graphology,
    /// Node-link JSON
    NodeLink,
    /// CSV
    Csv,
    /// Turtle
    Turtle,
    /// N-Triples
    NTriples,
    /// JSON-LD
    JsonLd,
    /// FollowTheMoney JSON lines
    Ftm,
    /// Mermaid
    Mermaid,
    /// SVG
    Svg,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Info {
    /// The format.
    pub format: Format,
    /// Its name on the command line.
    pub name: &'static str,
    /// Its name in the API.
    pub enum_value: &'static str,
    /// The title.
    pub title: &'static str,
    /// The ending of file names, without the first dot.
    pub ending: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// The programs that read it.
    pub readers: &'static str,
    /// The facts that it cannot carry as such, and the form in which it tells them.
    pub carries: &'static str,
    /// The options.
    pub options: &'static [OptionInfo],
}

impl Format {
    /// All formats, in the order of the enum.
    pub const ALL: &'static [Info] = &[
        Info {
            format: Self::Gexf,
            name: "gexf",
            enum_value: "GEXF",
            title: "GEXF 1.3",
            ending: "gexf",
            media_type: "application/gexf+xml",
            readers: "Gephi, networkx",
            carries: "everything; times also as intervals of days, which Gephi's timeline shows",
            options: &[],
        },
        Info {
            format: Self::Graphml,
            name: "graphml",
            enum_value: "GRAPHML",
            title: "GraphML",
            ending: "graphml",
            media_type: "application/graphml+xml",
            readers: "networkx, igraph, yEd, Gephi, Cytoscape, TinkerPop",
            carries: "everything; lists as one text",
            options: &[OptionInfo {
                name: "profile",
                words: GraphmlProfile::WORDS,
                description: "what kind and relation are called: `tinkerpop` has labelV and labelE",
            }],
        },
        Info {
            format: Self::Dot,
            name: "dot",
            enum_value: "DOT",
            title: "DOT",
            ending: "dot",
            media_type: "text/vnd.graphviz; charset=utf-8",
            readers: "Graphviz",
            carries: "everything, as texts; status as the stroke",
            options: &[],
        },
        Info {
            format: Self::Cytoscape,
            name: "cytoscape",
            enum_value: "CYTOSCAPE",
            title: "Cytoscape JSON",
            ending: "cyjs",
            media_type: "application/json",
            readers: "cytoscape.js, Cytoscape, networkx",
            carries: "everything",
            options: &[],
        },
        Info {
            format: Self::Cx2,
            name: "cx2",
            enum_value: "CX2",
            title: "CX2",
            ending: "cx2",
            media_type: "application/json",
            readers: "NDEx, Cytoscape Web, Cytoscape",
            carries: "everything; ids as the attribute `extId`, since its own are numbers",
            options: &[],
        },
        Info {
            format: Self::Graphology,
            name: "graphology",
            enum_value: "GRAPHOLOGY",
            title: "graphology JSON",
            ending: "graphology.json",
            media_type: "application/json",
            readers: "graphology, Sigma",
            carries: "everything; places on a spiral, from which a layout can start",
            options: &[],
        },
        Info {
            format: Self::NodeLink,
            name: "node-link",
            enum_value: "NODE_LINK",
            title: "Node-link JSON",
            ending: "json",
            media_type: "application/json",
            readers: "D3, force-graph, networkx",
            carries: "everything",
            options: &[OptionInfo {
                name: "edges",
                words: EdgesKey::WORDS,
                description: "the key of the list of links: networkx reads `edges`, D3 `links`",
            }],
        },
        Info {
            format: Self::Csv,
            name: "csv",
            enum_value: "CSV",
            title: "CSV",
            ending: "csv",
            media_type: "text/csv; charset=utf-8; header=present",
            readers: "spreadsheets, pandas, R, Gephi, Neo4j",
            carries: "everything, in three tables; lists as one text; not whether it is complete",
            options: &[
                OptionInfo {
                    name: "part",
                    words: Part::WORDS,
                    description: "the table: of links, of entities or of cited sources",
                },
                OptionInfo {
                    name: "profile",
                    words: CsvProfile::WORDS,
                    description: "the headings: for anything, Gephi or neo4j-admin",
                },
                OptionInfo {
                    name: "bom",
                    words: ByteOrderMark::WORDS,
                    description: "a byte order mark, by which Excel knows UTF-8",
                },
            ],
        },
        Info {
            format: Self::Turtle,
            name: "turtle",
            enum_value: "TURTLE",
            title: "Turtle",
            ending: "ttl",
            media_type: "text/turtle; charset=utf-8",
            readers: "RDF stores and libraries, people",
            carries: "everything; the order of lists is lost",
            options: &[],
        },
        Info {
            format: Self::NTriples,
            name: "n-triples",
            enum_value: "N_TRIPLES",
            title: "N-Triples",
            ending: "nt",
            media_type: "application/n-triples",
            readers: "RDF stores and libraries",
            carries: "everything; the order of lists is lost",
            options: &[],
        },
        Info {
            format: Self::JsonLd,
            name: "json-ld",
            enum_value: "JSON_LD",
            title: "JSON-LD",
            ending: "jsonld",
            media_type: "application/ld+json",
            readers: "RDF libraries",
            carries: "everything; the order of lists is lost",
            options: &[],
        },
        Info {
            format: Self::Ftm,
            name: "ftm",
            enum_value: "FTM",
            title: "FollowTheMoney",
            ending: "ftm.json",
            media_type: "application/x-ndjson",
            readers: "followthemoney, Aleph, OpenAleph, OpenSanctions' tools",
            carries: "everything; what has no property there as notes; not whether it is complete",
            options: &[],
        },
        Info {
            format: Self::Mermaid,
            name: "mermaid",
            enum_value: "MERMAID",
            title: "Mermaid",
            ending: "mmd",
            media_type: "text/vnd.mermaid; charset=utf-8",
            readers: "Markdown pages, chats",
            carries: "labels, kinds, relations, times and status, and nothing else",
            options: &[],
        },
        Info {
            format: Self::Svg,
            name: "svg",
            enum_value: "SVG",
            title: "SVG",
            ending: "svg",
            media_type: "image/svg+xml",
            readers: "browsers, office programs, Inkscape",
            carries: "labels, kinds, relations, times and status, and nothing else",
            options: &[],
        },
    ];

    /// Its row.
    #[expect(clippy::indexing_slicing, reason = "the rows stand in the order of the formats")]
    pub fn info(self) -> &'static Info {
        &Self::ALL[self as usize]
    }

    /// The format of a name: `gexf`.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|info| info.name == name).map(|info| info.format)
    }

    /// The format whose files end so: `graphml`, `node-link.json`.
    pub fn by_ending(ending: &str) -> Option<Self> {
        Self::ALL.iter().find(|info| info.ending == ending).map(|info| info.format)
    }

    /// The format of a file by its name; of several endings that fit, the longest counts.
    pub fn of_file(name: &str) -> Option<Self> {
        let fits =
            |info: &&Info| name.strip_suffix(info.ending).is_some_and(|stem| stem.ends_with('.'));
        let fitting = Self::ALL.iter().filter(fits);
        fitting.max_by_key(|info| info.ending.len()).map(|info| info.format)
    }
}
