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
    /// What sort of name a name is.
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
    /// Whether what a link says is so yet.
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
    /// What a date says of an entity or a link; on one day, in this order.
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
    /// How sure a link is.
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
