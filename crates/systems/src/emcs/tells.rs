//! What can EMCS be told with an action?
//!
//! A report repeats what the document says of its items where the caller did not.

use cas_gateway::{EncodeError, Request};
use cas_model::document::{GovernmentAgencyGoodsItem, SingleAdministrativeDocument};
use cas_model::lifecycle::Action;
use cas_model::{ActionContent, FieldPath, formats, path};

use super::settings::Settings;
use super::side::is_consignee;
use super::tables::{self, Message};
use crate::tells::{Tell, as_said};

/// What is told of a movement, from the consignor's side and from the consignee's.
pub(super) const TELLS: &[Tell<Message>] = &[
    Tell {
        action: Action::ReceiptReport,
        message: |_| &tables::IE818,
        complete: receipt_report,
    },
    Tell {
        action: Action::ComplementaryExplanation,
        message: |_| &tables::IE871,
        complete: explanation,
    },
    Tell {
        action: Action::ChangeDestination,
        message: destination_message,
        complete: split,
    },
    Tell {
        action: Action::RejectOrAlertEad,
        message: |_| &tables::IE819,
        complete: alert,
    },
    Tell {
        action: Action::DelayForDelivery,
        message: |_| &tables::IE837,
        complete: as_said,
    },
];

/// A movement that is split has a message of its own.
fn destination_message(content: &ActionContent) -> &'static Message {
    if let ActionContent::DestinationChange(change) = content
        && !change.parts.is_empty()
    {
        return &tables::IE825;
    }
    &tables::IE813
}

fn receipt_report(content: &mut ActionContent, request: &Request<'_>) -> Result<(), EncodeError> {
    if let ActionContent::ReceiptReport(report) = content {
        for received in &mut report.items {
            if received.excise_product_code.is_none() {
                received.excise_product_code = product_code(request.document, received.seq_num);
            }
        }
    }
    is_from_consignee(request)
}

fn alert(_: &mut ActionContent, request: &Request<'_>) -> Result<(), EncodeError> {
    is_from_consignee(request)
}

fn is_from_consignee(request: &Request<'_>) -> Result<(), EncodeError> {
    let settings = Settings::read(request.settings)
        .map_err(|errors| EncodeError::Settings(errors.join("; ")))?;
    if is_consignee(request.document, &settings) {
        return Ok(());
    }
    Err(EncodeError::Document {
        path: FieldPath::from(path!("goodsShipment.consignee")),
        problem: "is not us; customs take this from the consignee only".to_owned(),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "one of many that may refuse")]
fn explanation(content: &mut ActionContent, request: &Request<'_>) -> Result<(), EncodeError> {
    if let ActionContent::ShortageExplanation(explanation) = content {
        for explained in &mut explanation.items {
            if explained.excise_product_code.is_none() {
                explained.excise_product_code = product_code(request.document, explained.seq_num);
            }
        }
    }
    Ok(())
}

/// A split whose parts have their numbers, and whose items say what they do not share out.
#[expect(clippy::unnecessary_wraps, reason = "one of many that may refuse")]
fn split(content: &mut ActionContent, request: &Request<'_>) -> Result<(), EncodeError> {
    let ActionContent::DestinationChange(change) = content else {
        return Ok(());
    };
    for (index, part) in change.parts.iter_mut().enumerate() {
        part.lrn
            .get_or_insert_with(|| formats::part_lrn(request.lrn, index + 1));
        for shared in &mut part.items {
            if let Some(whole) = item(request.document, shared.seq_num) {
                complete_item(shared, whole);
            }
        }
    }
    Ok(())
}

fn item(
    document: &SingleAdministrativeDocument,
    number: Option<u32>,
) -> Option<&GovernmentAgencyGoodsItem> {
    let items = document.goods_items();
    number.and_then(|number| items.iter().find(|item| item.seq_num == Some(number)))
}

fn product_code(document: &SingleAdministrativeDocument, number: Option<u32>) -> Option<String> {
    let commodity = item(document, number)?.commodity.as_deref()?;
    commodity.classification("ExciseProduct").map(str::to_owned)
}

fn complete_item(part: &mut GovernmentAgencyGoodsItem, whole: &GovernmentAgencyGoodsItem) {
    if part.commodity.is_none() {
        part.commodity.clone_from(&whole.commodity);
    }
    if part.excise_product.is_none() {
        part.excise_product.clone_from(&whole.excise_product);
    }
    if part.goods_measure.is_none() {
        part.goods_measure.clone_from(&whole.goods_measure);
    }
    if part.packagings.is_empty() {
        part.packagings.clone_from(&whole.packagings);
    }
}
