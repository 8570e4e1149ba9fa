//! What do several notifications write alike? Times, references, statements, pointers.

use jiff::ToSpan as _;
use jiff::civil::DateTime;

use crate::answer::{Page, clipped};
use crate::dk_dms::declared::Declared;
use crate::wco::door;
use crate::xml::{Element, Writer};

/// The types of statements.
pub(super) const GENERAL: &str = "GEN";

/// A time, to the second.
pub(super) fn time(name: &str, moment: DateTime, writer: &mut Writer) {
    writer.group(name, |writer| {
        let text = moment.strftime("%Y%m%d%H%M%SZ").to_string();
        writer.leaf_with("DateTimeString", &[("formatCode", "304")], &text);
    });
}

/// A time so many days after the notification.
pub(super) fn limit(page: &Page<'_>, name: &str, days: i64, writer: &mut Writer) {
    time(name, page.draft.moment.saturating_add(days.days()), writer);
}

/// A notification that says no more than its type.
pub(super) fn plain(writer: &mut Writer, page: &Page<'_>) {
    declaration(page, writer, |_| {});
    issued(page, writer);
}

/// A notification in words.
pub(super) fn with_statement(words: &str, page: &Page<'_>, writer: &mut Writer) {
    declaration(page, writer, |_| {});
    statement(words, writer);
    issued(page, writer);
}

/// The declaration spoken of, with what follows its references.
pub(super) fn declaration(page: &Page<'_>, writer: &mut Writer, after: impl FnOnce(&mut Writer)) {
    let draft = page.draft;
    writer.group("Declaration", |writer| {
        time("EffectiveDateTime", draft.moment, writer);
        writer.optional(
            "MRN",
            draft.facts.mrn.as_deref().map(|mrn| clipped(mrn, 70)),
        );
        // What belongs to no declaration has its own reference only.
        let known = Some(draft.facts.lrn.as_str()).filter(|lrn| !lrn.is_empty());
        let lrn = known.unwrap_or(&draft.origin.reference);
        let lrn = Some(clipped(lrn, 35)).filter(|lrn| !lrn.is_empty());
        let is_export = is_export(page);
        writer.optional("LRN", lrn.filter(|_| is_export));
        writer.leaf("VersionID", &draft.facts.version.to_string());
        writer.optional("SubmitterReferenceNumber", lrn.filter(|_| !is_export));
        after(writer);
    });
}

/// Whether a notification is of exports, whose format is the older one.
pub(super) fn is_export(page: &Page<'_>) -> bool {
    basis(page).is_some_and(|known| Declared::read(known).is_export())
}

/// Which message after the declaration is answered: it has a number of its own, whose fifth to seventh
/// characters say what it is.
pub(super) fn additional_message(page: &Page<'_>, writer: &mut Writer) {
    let kind = page.draft.origin.message.as_str();
    let mrn = page.draft.facts.mrn.as_deref().unwrap_or_default();
    if let (Some(year), Some(serial)) = (mrn.get(..4), mrn.get(7..)) {
        writer.group("AdditionalMessage", |writer| {
            writer.leaf("MRN", &format!("{year}{kind}{serial}"));
        });
    }
}

/// When the notification was made.
pub(super) fn issued(page: &Page<'_>, writer: &mut Writer) {
    time("IssueDateTime", page.draft.moment, writer);
}

/// Writes what customs says in words.
pub(super) fn statement(words: &str, writer: &mut Writer) {
    writer.group("AdditionalInformation", |writer| {
        writer.leaf("SequenceNumeric", "1");
        writer.leaf("StatementTypeCode", GENERAL);
        writer.leaf("StatementDescription", words);
    });
}

/// An amount in crowns.
pub(super) fn amount(name: &str, amount: rust_decimal::Decimal, writer: &mut Writer) {
    writer.leaf_with(name, &[("currencyID", "DKK")], &format!("{amount:.2}"));
}

/// The declaration that the notification is based on.
pub(super) fn basis<'a>(page: &'a Page<'_>) -> Option<&'a Element<'a>> {
    door::declaration(page.basis)
}

/// Pointers to a place, which is a path below the declaration. The service of imports writes
/// something like a JSONPath, that of exports the sections of the data model, one in each pointer.
pub(super) fn pointers(place: &str, page: &Page<'_>, writer: &mut Writer) {
    let steps = if is_export(page) {
        sections(place)
    } else {
        vec![json_path(place)]
    };
    for step in steps {
        writer.group("Pointer", |writer| {
            writer.leaf("DocumentSectionCode", &step)
        });
    }
}

/// `GoodsShipment/UCR` is `$.goodsShipment.ucr`; places are counted from nought.
fn json_path(place: &str) -> String {
    let steps = place.split('/').map(|step| {
        let (name, number) = numbered(step);
        let small = if name.chars().all(char::is_uppercase) {
            name.to_lowercase()
        } else {
            let (first, rest) = name.split_at(1);
            first.to_lowercase() + rest
        };
        match number {
            Some(number) => format!(".{small}[{}]", number.saturating_sub(1)),
            None => format!(".{small}"),
        }
    });
    format!("${}", steps.collect::<String>())
}

/// Elements by the sections of the data model; of a last one that is none, its tag.
const SECTIONS: &[(&str, &str)] = &[
    ("GoodsShipment", "67A"),
    ("GovernmentAgencyGoodsItem", "68A"),
    ("Commodity", "23A"),
    ("Classification", "21A"),
    ("GoodsMeasure", "65A"),
    ("GovernmentProcedure", "70A"),
    ("Packaging", "93A"),
    ("Declarant", "57B"),
    ("Agent", "05A"),
    ("Exporter", "57A"),
    ("ExitOffice", "56A"),
    ("Submitter", "17B"),
    ("Amendment", "06A"),
];
const TAGS: &[(&str, &str)] = &[
    ("FunctionCode", "017"),
    ("FunctionalReferenceID", "D026"),
    ("Declaration/ID", "D014"),
    ("TypeCode", "D013"),
    ("DeclarationOfficeID", "065"),
    ("SequenceNumeric", "006"),
    ("Description", "137"),
    ("Classification/ID", "145"),
    ("NetNetWeightMeasure", "128"),
    ("GovernmentProcedure/CurrentCode", "166"),
    ("Declarant/ID", "R123"),
    ("Agent/ID", "R004"),
    ("Exporter/ID", "R032"),
    ("ExitOffice/ID", "G005"),
];

fn sections(place: &str) -> Vec<String> {
    let mut found = vec!["42A".to_owned()];
    let mut above = "Declaration";
    for step in place.split('/') {
        let (name, number) = numbered(step);
        let section = SECTIONS.iter().find(|(known, _)| *known == name);
        let qualified = format!("{above}/{name}");
        let tag = TAGS
            .iter()
            .find(|(known, _)| *known == name || *known == qualified);
        match (section, tag, found.last_mut()) {
            (Some((_, code)), ..) => found.push(match number {
                Some(number) => format!("{code}[{number}]"),
                None => (*code).to_owned(),
            }),
            (None, Some((_, tag)), Some(last)) => last.push_str(&format!(":{tag}")),
            (None, ..) => {}
        }
        above = name;
    }
    found
}

fn numbered(step: &str) -> (&str, Option<u32>) {
    let Some((name, number)) = step.split_once('[') else {
        return (step, None);
    };
    (name, number.trim_end_matches(']').parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(place: &str, json: &str, in_sections: &str) {
        assert_eq!(json_path(place), json);
        assert_eq!(sections(place).join("/"), in_sections);
    }

    #[test]
    fn a_place_is_pointed_at_in_two_ways() {
        check("ID", "$.id", "42A:D014");
        check("Declarant/ID", "$.declarant.id", "42A/57B:R123");
        check(
            "GoodsShipment/GovernmentAgencyGoodsItem[2]/Commodity/Description",
            "$.goodsShipment.governmentAgencyGoodsItem[1].commodity.description",
            "42A/67A/68A[2]/23A:137",
        );
        check(
            "GoodsShipment/Importer/ID",
            "$.goodsShipment.importer.id",
            "42A/67A",
        );
    }
}
