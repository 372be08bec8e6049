//! The bounds of files: type definitions and facts. They are the same everywhere.

macro_rules! bounds {
    ($($name:ident $word:literal: $value:expr, $unit:literal, $doc:literal;)*) => {
        $(#[doc = $doc] pub const $name: usize = $value;)*

        /// All of them: name, unit, what each bounds, value.
        pub const TABLE: &[super::LimitInfo] = &[$(super::LimitInfo {
            name: $word, unit: $unit, description: $doc, default: $value as u64,
        },)*];
    };
}

bounds! {
    FILE_BYTES "file_bytes": u32::MAX as usize, "bytes", "Size of a file";
    FOLDER_DEPTH "folder_depth": 64, "levels", "Nesting of folders under `seed/`";
    DEFINITION_NESTING "definition_nesting": 100, "levels", "Nesting of brackets in a file of type definitions";
    DEFINITION_TOKENS "definition_tokens": 2_000_000, "tokens", "Tokens in a file of type definitions";
    TYPES "types": 10_000, "types", "Types, unions and enums that are defined";
    NESTING "value_nesting": 64, "levels", "Nesting of lists and maps in a file of facts";
    ALIASES "yaml_aliases": 100_000, "values", "Values that the aliases of one YAML file may repeat";
    ID_BYTES "id_bytes": 128, "bytes", "Size of an id";
    TEXT_BYTES "text_bytes": 1 << 20, "bytes", "Size of a text";
    VALUE_BYTES "value_bytes": 16 << 20, "bytes", "Size of a list or of a `JSON` value, as JSON";
    MERGED_RECORDS "merged_records": 128, "records", "Link records between the same ends that overlap in time and are compared to be merged; where there are more, none is merged";
    GUESSES "guesses": 2_000_000, "ids", "Ids that all suggestions for unknown ids of a data set may look at";
}

#[cfg(test)]
mod tests {
    use super::TABLE;
    use std::collections::HashSet;

    #[test]
    fn every_bound_has_a_name_of_its_own() {
        let names: HashSet<_> = TABLE.iter().map(|bound| bound.name).collect();
        assert_eq!(names.len(), TABLE.len());
        let limits = super::super::Limits::TABLE.iter();
        assert!(limits.clone().all(|limit| !names.contains(limit.name)));
    }
}
