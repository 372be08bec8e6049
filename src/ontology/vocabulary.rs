//! Enums that Corridor brings and no file defines.

macro_rules! name_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All values, in the order of the API.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in files and in the API.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The value of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == name)
            }
        }
    };
}

name_enum! {
    /// The sort of a name.
    NameKind {
        /// The one that is shown.
        Primary "PRIMARY",
        /// An abbreviation or short form.
        Short "SHORT",
        /// Another name or spelling in use.
        Alias "ALIAS",
        /// A name no longer used.
        Former "FORMER",
        /// The name in the entity's own language.
        Native "NATIVE",
    }
}

name_enum! {
    /// The factual status of a link: in effect, agreed, planned or discussed.
    LinkStatus {
        /// It is or was so.
        Actual "ACTUAL",
        /// It was agreed on.
        Agreed "AGREED",
        /// It is planned.
        Planned "PLANNED",
        /// It was talked about.
        Discussed "DISCUSSED",
    }
}

name_enum! {
    /// The event that a date of an entity or a link marks; on one day, in this order.
    Change {
        /// It began.
        Began "BEGAN",
        /// It happened.
        Happened "HAPPENED",
        /// A source shows it to hold.
        Attested "ATTESTED",
        /// It ended.
        Ended "ENDED",
    }
}

name_enum! {
    /// The strength of the evidence for a link.
    Evidence {
        /// A state body or the subject itself says so.
        Official "OFFICIAL",
        /// Several publications say so.
        Corroborated "CORROBORATED",
        /// One publication says so.
        Reported "REPORTED",
        /// It follows from something else.
        Inferred "INFERRED",
        /// Sources disagree.
        Disputed "DISPUTED",
    }
}
