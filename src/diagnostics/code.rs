//! The closed list of problems that files can have.
//!
//! One line a code: its Rust name, the word shown in messages, its severity. The folder of
//! golden cases in `tests/cases/` holds at least one case for each; a test checks that.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident $severity:ident $word:literal,)*) => {
        /// The code of a problem. The word never changes once released.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])* $name,)* }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word shown in messages.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// Returns the severity.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// Describes the problem in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*).trim_ascii(),)* }
            }
        }
    };
}

codes! {
    // Files.
    /// A file or folder cannot be read, or is none.
    UnreadableFile Error "unreadable-file",

    // Type definitions.
    /// The text is not GraphQL SDL.
    SchemaSyntax Error "schema-syntax",
    /// GraphQL's own rules for type definitions are broken.
    InvalidSchema Error "invalid-schema",
    /// There is no such directive.
    UnknownDirective Error "unknown-directive",
    /// A directive has no such argument, or its value is of the wrong type.
    DirectiveArgument Error "directive-argument",
    /// The directive has no meaning at this place.
    MisplacedDirective Error "misplaced-directive",
    /// There is no such type.
    UnknownType Error "unknown-type",
    /// The type cannot stand here.
    WrongType Error "wrong-type",
    /// The name is one that Corridor generates or holds built in.
    ReservedName Error "reserved-name",
    /// Two definitions lead to the same generated name.
    NameClash Error "name-clash",
    /// The definition is of a kind that Corridor does not use (input, scalar, schema, Query).
    UnsupportedDefinition Error "unsupported-definition",
    /// An object type is neither a `@node` nor `@relationshipProperties`.
    UnmarkedType Error "unmarked-type",
    /// A field whose type is a kind has no `@relationship`.
    MissingRelationship Error "missing-relationship",
    /// Two fields of one kind use the same relationship type in the same direction.
    DuplicateRelationship Error "duplicate-relationship",
    /// The two sides of a relationship type do not agree.
    RelationshipMismatch Error "relationship-mismatch",
    /// The properties of a relationship type differ between fields.
    PropertiesMismatch Error "properties-mismatch",
    /// A symmetric relationship is declared in a way that cannot be symmetric.
    SymmetricMismatch Error "symmetric-mismatch",
    /// A field follows a directed relationship either way and does not fit its directed fields.
    EitherWayMismatch Error "either-way-mismatch",
    /// A relation's list or nullability is none of `[T!]!`, `T` and `T!`.
    RelationshipCardinality Error "relationship-cardinality",
    /// A type does not implement a field of its interface as it should.
    InterfaceField Error "interface-field",
    /// `@temporal`, or `caption`, `key` or `name` of `@node`, names no fitting field.
    UnknownProperty Error "unknown-property",
    /// A `@default` does not fit its field.
    InvalidDefault Error "invalid-default",
    /// A `@limit` that cannot be.
    InvalidLimit Error "invalid-limit",
    /// Nothing to serve: no `@node` type at all.
    EmptySchema Error "empty-schema",
    /// Two relation fields look like the two sides of one relationship type and are not.
    OneSidedRelationship Warning "one-sided-relationship",
    /// The generated `corridor.graphql` is not that of this version.
    OutdatedDirectives Warning "outdated-directives",

    // Facts.
    /// The text is not YAML.
    YamlSyntax Error "yaml-syntax",
    /// The text is not JSON.
    JsonSyntax Error "json-syntax",
    /// The text is not CSV.
    CsvSyntax Error "csv-syntax",
    /// The value has the wrong shape: a list where a text belongs, say.
    WrongShape Error "wrong-shape",
    /// A record has a key twice.
    DuplicateKey Error "duplicate-key",
    /// There is no such kind.
    UnknownKind Error "unknown-kind",
    /// There is no such relationship type.
    UnknownRelation Error "unknown-relation",
    /// The kind or relation has no such field.
    UnknownField Error "unknown-field",
    /// A link is written under a field that follows its relation either way.
    AmbiguousDirection Error "ambiguous-direction",
    /// No entity has this id.
    UnknownId Error "unknown-id",
    /// No source has this id.
    UnknownSource Error "unknown-source",
    /// An id that is too long or has other characters than it may.
    InvalidId Error "invalid-id",
    /// Two entities have one id.
    DuplicateId Error "duplicate-id",
    /// Two links, or a link and an entity, have one id.
    DuplicateLinkId Error "duplicate-link-id",
    /// A value is not of its field's type.
    InvalidValue Error "invalid-value",
    /// A date is not one.
    InvalidDate Error "invalid-date",
    /// A value is not one of its enum.
    UnknownEnumValue Error "unknown-enum-value",
    /// A required value, or an item of a list, is absent.
    MissingValue Error "missing-value",
    /// An entity without a primary name, or with two.
    PrimaryName Error "primary-name",
    /// A link cannot stand between these kinds.
    WrongEnd Error "wrong-end",
    /// A to-one relation with more than one, or an exactly-one with none.
    Cardinality Error "cardinality",
    /// Two entities share a value that is to be unique.
    NotUnique Error "not-unique",
    /// A time that cannot be: an end before its start, `at` beside `since`.
    InvalidTime Error "invalid-time",
    /// A list of claims that cannot be read: none or two preferred.
    InvalidClaims Error "invalid-claims",
    /// Fewer sources than `@sources(min:)` asks.
    TooFewSources Error "too-few-sources",
    /// A link is written twice.
    DuplicateLink Warning "duplicate-link",
    /// A link from an entity to itself.
    SelfLink Warning "self-link",
    /// A link whose dates lie outside of the time of one of its ends.
    NeverInForce Warning "never-in-force",
    /// Evidence is `CORROBORATED`, and all cited sources are of one publisher.
    OnePublisher Warning "one-publisher",
    /// An open link was last attested so long ago that it has faded, by the newest source of the data.
    FadedLink Warning "faded-link",
    /// Links of one relation between the same entities on one day have different statuses.
    StatusConflict Warning "status-conflict",
    /// A link is in effect, or an entity begins or ends, on a day after all of the cited sources were published.
    DatedAfterSource Warning "dated-after-source",
    /// A name has no letter of a script in which its language is written.
    ScriptMismatch Warning "script-mismatch",
    /// A value or a link is absent that the type definitions expect (`@expect`).
    ExpectedValue Warning "expected-value",
    /// Two links certainly hold at once of which an entity should have one (`@exclusive`).
    ExclusiveLink Warning "exclusive-link",
    /// An entity begins or ends outside of the time of one that it is linked to (`@datesWithin`).
    DatesOutside Warning "dates-outside",
    /// A file in the folder that no reader reads.
    IgnoredFile Warning "ignored-file",
    /// Records of several sources that tell of one fact are one link.
    MergedLinks Note "merged-links",
}
