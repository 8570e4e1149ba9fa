//! Which messages can the authority send? Those of [`KINDS`]: in files by what they are about, each
//! holding what stands in the body. The header, the movement's numbers and what traders said are
//! written here, once.

pub(crate) mod course;
pub(crate) mod explanation;
pub(crate) mod export;
pub(crate) mod movement;
mod page;
pub(crate) mod receipt;
pub(crate) mod refusal;

use super::door;
use super::incoming::{NAMESPACE, VERSION};
use super::movement::{administration, country};
use crate::answer::{MessageBehaviour, Page};
use crate::xml::Writer;

/// The messages, by their type.
pub(crate) const KINDS: &[MessageBehaviour] = &[
    refusal::IE704,
    movement::IE801,
    course::IE802,
    movement::IE803,
    course::IE807,
    movement::IE810,
    movement::IE813,
    receipt::IE818,
    receipt::IE819,
    export::IE829,
    export::IE836,
    explanation::IE837,
    export::IE839,
    course::IE840,
    explanation::IE871,
    course::IE881,
    course::IE905,
    refusal::IE906,
    refusal::IE917,
];

/// The namespace of refusals where the United Kingdom sends them.
const UK_REFUSAL: &str = "http://www.govtalk.gov.uk/taxation/InternationalTrade/Excise/ie704uk/3";

/// Writes the whole message, with its head.
pub(super) fn write(page: &Page<'_>) -> String {
    let draft = page.draft;
    let code = draft.answer.kind.code;
    let version = draft.basis.phase.as_deref().unwrap_or(VERSION);
    let namespace = match refusal::is_of_uk(page) {
        true => UK_REFUSAL.to_owned(),
        false => format!("{NAMESPACE}{code}:{version}"),
    };
    let shared = format!("{NAMESPACE}TMS:{version}");
    let mut writer = Writer::with_capacity(draft.basis.body.len() + 2048);
    let namespaces = [("xmlns", namespace.as_str()), ("xmlns:tms", &shared)];
    writer.group_with(code, &namespaces, |writer| {
        writer.group("Header", |writer| header(writer, page));
        writer.group("Body", |writer| (draft.answer.kind.write)(writer, page));
    });
    writer.finish()
}

fn header(writer: &mut Writer, page: &Page<'_>) {
    let draft = page.draft;
    writer.leaf("tms:MessageSender", &administration(own_country(page)));
    let recipient = country(&draft.recipient).unwrap_or_else(|| own_country(page));
    writer.leaf("tms:MessageRecipient", &administration(recipient));
    let (date, time) = (
        draft.moment.strftime("%Y-%m-%d"),
        draft.moment.strftime("%H:%M:%S"),
    );
    writer.leaf("tms:DateOfPreparation", &date.to_string());
    writer.leaf("tms:TimeOfPreparation", &time.to_string());
    writer.leaf("tms:MessageIdentifier", &draft.identification);
    if page::is_reply(page) {
        let identification = crate::answer::clipped(&draft.origin.identification, 44);
        writer.leaf("tms:CorrelationIdentifier", identification);
    }
}

/// The country that speaks: of the movement's dispatch, and for reports that of its destination.
fn own_country<'a>(page: &'a Page<'_>) -> &'a str {
    let container = door::container(page.basis);
    let country_at = |path: &str| container.and_then(|own| country(own.text_at(path)?.trim()));
    let is_report = matches!(page.draft.answer.kind.code, "IE818" | "IE819");
    let destination = country_at("ConsigneeTrader/Traderid").filter(|_| is_report);
    let dispatch = || country_at("ConsignorTrader/TraderExciseNumber");
    let asked = || country(page.draft.origin.recipient.strip_prefix("NDEA.")?);
    let known = destination.or_else(dispatch).or_else(asked);
    known.unwrap_or("XX")
}
