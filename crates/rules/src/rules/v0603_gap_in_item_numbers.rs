use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Items are numbered from 1 in their order, without gaps.
    ///
    /// Source: rules R0007 and R0988.
    V0603: "Items are not numbered without gaps", Error,
        ["transit", "import", "export", "excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let expected = index + 1;
        if item.seq_num.and_then(|number| usize::try_from(number).ok()) != Some(expected) {
            report.find(
                item_field(index, item!("seqNum")),
                format!("Number this item {expected}."),
            );
        }
    }
}
