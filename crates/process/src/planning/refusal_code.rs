//! Why a shipment message is not carried out: the codes, each with its page.

use std::fmt;

/// Declares each code once, in order; its page stands under `docs/errors/` by the same name, so a
/// code without a page does not compile.
macro_rules! refusal_codes {
    ($($(#[doc = $doc:literal])* $code:ident,)*) => {
        /// Why a shipment message is not carried out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum RefusalCode { $($(#[doc = $doc])* $code,)* }

        impl RefusalCode {
            /// Every code, in the order of their pages.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// Its name in events and in the ingestion history.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)* }
            }

            /// The page that explains the code, in Markdown.
            #[must_use]
            pub const fn page(self) -> &'static str {
                match self {
                    $(Self::$code => include_str!(
                        concat!("../../../../docs/errors/", stringify!($code), ".md")
                    ),)*
                }
            }
        }
    };
}

refusal_codes! {
    /// `New`, and the shipment exists.
    ShipmentExists,
    /// `Replace` or `Update`, and there is no such shipment.
    ShipmentUnknown,
    /// `Replace`, and a declaration is on its way.
    ReplaceInFlight,
    /// `Replace`, and customs has a declaration.
    ReplaceTooLate,
    /// `Update`, and a declaration would have to be corrected where customs takes no correction.
    UpdateTooLate,
    /// `Update`, and the shipment would take another flow.
    FlowChanged,
    /// `Replace` or `Update`, and the shipment began with a message of customs.
    BegunByCustoms,
    /// The update does not fit the shipment that is there.
    ShipmentUpdateRefused,
    /// `Update`, and the message that customs must get cannot be written.
    MessageNotWritable,
    /// Customs must answer first; the update is carried out then.
    WaitsForCustoms,
    /// No such message type.
    MessageTypeUnknown,
    /// No active flow fits.
    FlowUnknown,
    /// Several active flows fit.
    FlowAmbiguous,
    /// The table of flow selection could not choose.
    FlowSelectionFailed,
    /// The goods cannot be cut into declarations as the flow says.
    GroupingFailed,
    /// No step waits for what was told.
    NothingStarted,
    /// There are no goods.
    NoItems,
}

impl fmt::Display for RefusalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
