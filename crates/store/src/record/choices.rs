//! Plain choices on disk.

use kazi_domain as domain;
use serde::{Deserialize, Serialize};

/// A plain enum on disk: numbered by its place in the list, so lists only ever grow at their end.
macro_rules! mirror {
    ($record:ident of $type:ident { $($variant:ident),+ $(,)? }) => {
        #[derive(Clone, Copy, Serialize, Deserialize)]
        pub(super) enum $record { $($variant),+ }

        impl From<domain::$type> for $record {
            fn from(value: domain::$type) -> Self {
                match value { $(domain::$type::$variant => Self::$variant),+ }
            }
        }

        impl From<$record> for domain::$type {
            fn from(record: $record) -> Self {
                match record { $($record::$variant => Self::$variant),+ }
            }
        }
    };
}

mirror!(LocationRecord of LocationIs { Work, Client, Residence });
mirror!(WorkRecord of WorkIs { Unsaid, Online, Local });
mirror!(SameRecord of SameWork { First, Url, Text, Near });
mirror!(PerRecord of Per { Hour, Project, Day, Week, Month, Year, Piece });
mirror!(KindRecord of Kind { Offer, Seeking, Other });
mirror!(OriginRecord of Origin { Structured, Stated, Estimated });
mirror!(BasisRecord of Basis { Stated, Estimated });
mirror!(ScopeRecord of Scope { Anywhere, Restricted, Onsite, Unknown });
mirror!(SeverityRecord of Severity { Notice, Caution, Severe });
mirror!(PartRecord of Part { Field, PayText, Title, Tags, Location, Company, Description });
mirror!(NoteRecord of PayNote {
    Swapped, Contradicted, Predicted, CurrencyAssumed, PerAssumed, SeveralRoles, WithBonus, AfterTax,
    FromTwoWeeks, FromBatch, NotBelieved,
});
