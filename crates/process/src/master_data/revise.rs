//! Which record does an update change, and what is it then? Pure.
//!
//! A record is known by kind, code and first day. An update that names a first day changes the
//! record of that day, or begins a new one: a copy of what is in force on that day, open-ended,
//! with what was sent. One that names none changes the only record there is, or the one that
//! counts from the beginning.

use anyhow::Context as _;
use cas_model::ids::TenantId;
use cas_model::master_data::{self, Article, MasterDataKind, Period, in_force};
use cas_model::record::{FirstDay, Json, MasterDataRecord, NewMasterData};
use cas_model::structure::StructureError;
use cas_model::{Patch, path};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

/// Whose record an update changes, and when.
#[derive(Clone, Copy, Debug)]
pub struct Revision {
    /// The tenant whose record it is.
    pub tenant_id: TenantId,
    /// The kind of record, whose fields and key hold.
    pub kind: MasterDataKind,
    /// The time of the change.
    pub now: Timestamp,
}

/// The record an update changes.
pub struct UpdateTarget<'k> {
    /// What the update starts from; nothing for a code that is new.
    pub base: Option<Value>,
    /// The current version of the record, when there is one.
    pub current: Option<&'k MasterDataRecord>,
    /// The first day of the record.
    pub first_day: FirstDay,
}

/// The new version that an update makes, given the current records of its code; nothing when it
/// changes nothing.
///
/// # Errors
/// The outer: what is stored cannot be read. The inner: everything that is wrong with the update.
pub fn revise(
    revision: Revision,
    known: &[MasterDataRecord],
    mut update: Patch,
) -> anyhow::Result<Result<Option<NewMasterData>, Vec<StructureError>>> {
    if let Err(errors) = master_data::identify(revision.kind, &mut update) {
        return Ok(Err(errors));
    }
    let target = match target(known, update.as_json())? {
        Ok(target) => target,
        Err(errors) => return Ok(Err(errors)),
    };
    let applied = revision.kind.apply(target.base.as_ref(), &update);
    Ok(applied.and_then(|record| complete(revision, known, &target, record)))
}

/// Finds the record that an update is for.
pub fn target<'k>(
    known: &'k [MasterDataRecord],
    update: &Value,
) -> anyhow::Result<Result<UpdateTarget<'k>, Vec<StructureError>>> {
    let first_day = match (update.get("validFrom"), known) {
        (None, [only]) => only.valid_from,
        (None, [_, ..]) if !known.iter().any(|row| row.valid_from.0.is_none()) => {
            return Ok(Err(vec![which(known)]));
        }
        (None, _) | (Some(Value::Null), _) => FirstDay(None),
        (Some(_), _) => FirstDay(Period::from_record(update).from),
    };
    let current = known.iter().find(|row| row.valid_from == first_day);
    let base = match (current, first_day.0) {
        (Some(current), _) => Some(record_of(current)?),
        (None, Some(day)) => copy(known, day)?,
        (None, None) => None,
    };
    Ok(Ok(UpdateTarget {
        base,
        current,
        first_day,
    }))
}

/// What a new record of a code starts from.
fn copy(known: &[MasterDataRecord], day: Date) -> anyhow::Result<Option<Value>> {
    let Some(before) = in_force(known, day, |row| row.period()) else {
        return Ok(None);
    };
    let mut record = record_of(before)?;
    if let Some(object) = record.as_object_mut() {
        object.insert("validFrom".to_owned(), day.to_string().into());
        object.remove("validTo");
    }
    Ok(Some(record))
}

fn which(known: &[MasterDataRecord]) -> StructureError {
    let days: Vec<String> = known
        .iter()
        .filter_map(|row| Some(row.valid_from.0?.to_string()))
        .collect();
    StructureError {
        path: path!(Article: "validFrom").into(),
        message: format!("there are records from {}; say which", days.join(" and ")),
    }
}

/// Checks a record that was changed and makes its new version, if it did change.
pub fn complete(
    revision: Revision,
    known: &[MasterDataRecord],
    target: &UpdateTarget<'_>,
    record: Value,
) -> Result<Option<NewMasterData>, Vec<StructureError>> {
    let faults = master_data::faults(revision.kind, &record);
    if !faults.is_empty() {
        return Err(faults);
    }
    if target.current.is_some() && target.base.as_ref().is_some_and(|base| same(base, &record)) {
        return Ok(None);
    }
    let last = known.iter().map(|row| row.version).max().unwrap_or(0);
    let row = MasterDataRecord {
        tenant_id: revision.tenant_id,
        kind: revision.kind.as_str().to_owned(),
        code: record["code"].as_str().unwrap_or_default().to_owned(),
        version: last + 1,
        valid_from: target.first_day,
        valid_to: Period::from_record(&record).to,
        is_current: true,
        name: master_data::name_of(&record).map(str::to_owned),
        search_text: master_data::search_text(&record),
        document: Json::from(&record),
        updated_at: revision.now,
        updated_by: None,
    };
    Ok(Some(NewMasterData {
        row,
        replaces: target.current.map(|current| current.version),
    }))
}

/// The record that a stored version holds.
///
/// # Errors
/// When it cannot be read.
pub fn record_of(row: &MasterDataRecord) -> anyhow::Result<Value> {
    row.document.get().with_context(|| {
        let (kind, code, version) = (&row.kind, &row.code, row.version);
        format!("{kind} {code} version {version}")
    })
}

/// Whether two records say the same, whatever their elements are called.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let field_count = |object: &serde_json::Map<String, Value>| {
                object.keys().filter(|name| *name != "casReference").count()
            };
            field_count(one) == field_count(other)
                && one
                    .iter()
                    .filter(|(name, _)| *name != "casReference")
                    .all(|(name, value)| other.get(name).is_some_and(|there| same(value, there)))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
        }
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    const KIND: MasterDataKind = MasterDataKind::Article;

    /// The current records after updates, and what each did: `+` new record, `~` new version, `=`.
    fn after(updates: &[Value]) -> (Vec<MasterDataRecord>, String) {
        let (mut known, mut marks) = (Vec::<MasterDataRecord>::new(), String::new());
        let revision = Revision {
            tenant_id: TenantId(uuid::Uuid::nil()),
            kind: KIND,
            now: Timestamp::UNIX_EPOCH,
        };
        for update in updates {
            let revised = match Patch::check(KIND.shape(), update.clone()) {
                Ok(update) => revise(revision, &known, update).expect("readable"),
                Err(errors) => Err(errors),
            };
            marks.push(match revised {
                Err(_) => '!',
                Ok(None) => '=',
                Ok(Some(new)) => {
                    known.retain(|row| Some(row.version) != new.replaces);
                    known.push(new.row);
                    if new.replaces.is_some() { '~' } else { '+' }
                }
            });
        }
        (known, marks)
    }

    fn check(updates: &[Value], marks: &str) {
        assert_eq!(after(updates).1, marks, "{updates:?}");
    }

    #[test]
    fn each_update_finds_its_record() {
        let mass = |kg: u32| json!({"code": "A", "nmassPerUnit": kg});
        let from = |day: &str, kg: u32| json!({"code": "A", "validFrom": day, "nmassPerUnit": kg});
        let always = json!({"code": "A", "validFrom": null, "nmassPerUnit": 1});
        check(&[mass(1), mass(1), mass(2), mass(2)], "+=~=");
        check(&[from("2026-01-01", 1), mass(1), mass(2)], "+=~");
        check(&[from("2026-01-01", 1), always.clone(), mass(2)], "++~");
        check(
            &[from("2026-01-01", 1), from("2027-01-01", 2), mass(3)],
            "++!",
        );
        check(
            &[mass(1), from("2027-01-01", 1), from("2027-01-01", 1)],
            "++=",
        );
        check(
            &[
                json!({"nmassPerUnit": 1}),
                json!({"code": "A", "colour": 1}),
            ],
            "!!",
        );
        let wrong = json!({"code": "A", "validFrom": "2026-02-01", "validTo": "2026-01-31"});
        check(&[wrong], "!");
    }

    #[test]
    fn a_new_period_begins_as_a_copy_and_open_ended() {
        let first = json!({"code": "A", "validTo": "2027-12-31", "nmassPerUnit": 1,
            "descriptions": [{"language": "en", "text": "Tea"}]});
        let next = json!({"code": "A", "validFrom": "2027-01-01",
            "classifications": [{"type": "CN", "code": "0902"}]});
        let (known, _) = after(&[first, next]);
        let record = record_of(&known[1]).expect("readable");
        assert_eq!(record["descriptions"][0]["text"], "Tea");
        assert_eq!(record["classifications"][0]["code"], "0902");
        assert_eq!((record.get("validTo"), known[1].valid_to), (None, None));
        assert_eq!(known[1].version, 2);
        let day = |text: &str| text.parse().expect("a day");
        let of =
            |text: &str| in_force(&known, day(text), |row| row.period()).map(|row| row.version);
        assert_eq!((of("2026-12-31"), of("2027-01-01")), (Some(1), Some(2)));
    }

    proptest! {
        #[test]
        fn an_update_twice_is_an_update_once(
            updates in proptest::collection::vec(any_update(), 1..8)
        ) {
            let twice: Vec<Value> = updates.iter().flat_map(|u| [u.clone(), u.clone()]).collect();
            let (once, marks_once) = after(&updates);
            let (twice, marks_twice) = after(&twice);
            prop_assert_eq!(once, twice);
            let second: Vec<char> = marks_twice.chars().skip(1).step_by(2).collect();
            prop_assert!(second.iter().all(|mark| matches!(mark, '=' | '!')), "{marks_twice}");
            prop_assert_eq!(marks_once.len() * 2, marks_twice.len());
        }
    }

    fn any_update() -> impl Strategy<Value = Value> {
        let day = prop_oneof![
            Just(None),
            Just(Some(Value::Null)),
            (1..4u8).prop_map(|month| Some(json!(format!("2026-0{month}-01")))),
        ];
        let mass = proptest::option::of(0..3u8);
        let texts = proptest::option::of(proptest::collection::vec(0..3u8, 0..3));
        (day, mass, texts).prop_map(|(day, mass, texts)| {
            let mut update = json!({"code": "A"});
            if let Some(day) = day {
                update["validFrom"] = day;
            }
            if let Some(mass) = mass {
                update["nmassPerUnit"] = if mass == 0 { Value::Null } else { mass.into() };
            }
            if let Some(texts) = texts {
                let element = |text: u8| json!({"language": "en", "text": text.to_string()});
                update["descriptions"] = texts.into_iter().map(element).collect();
            }
            update
        })
    }
}
