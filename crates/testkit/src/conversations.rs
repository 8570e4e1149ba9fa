//! Published conversations: declarations, the trader's later messages, and customs' answers.

use std::path::Path;

use cas_gateway::{CustomsSystem, Intent, MessageKind};
use cas_model::lifecycle::Status;
use cas_systems::uk_cds::UkCds;

/// A declaration and what customs answered, in order.
#[derive(Debug)]
pub struct Conversation {
    /// The name of its folder.
    pub name: String,
    /// The declaration, as it is published.
    pub declaration: Option<Vec<u8>>,
    /// Whether the trader amends what customs has.
    pub is_amended: bool,
    /// Whether the trader tells that the goods are there.
    pub is_presented: bool,
    /// Customs' answers, in their order.
    pub answers: Vec<Published>,
}

/// A notification as it is published.
#[derive(Debug)]
pub struct Published {
    /// Its type, customs' name.
    pub kind: String,
    /// The file it stands in.
    pub file: String,
    /// The bytes of the file.
    pub body: Vec<u8>,
    /// The declaration that it names, by the trader's number.
    pub lrn: Option<String>,
}

/// The import whose declaration stands for those of which only the answers are published.
const USUAL: &str = "TT_IM154a";

/// Every published conversation that has an answer, in the order of their names.
///
/// # Panics
/// When the folder cannot be read.
#[must_use]
pub fn conversations(folder: &Path) -> Vec<Conversation> {
    let mut folders: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a folder").path())
        .collect();
    folders.sort();
    let read = folders.iter().map(|folder| conversation(folder));
    let mut conversations: Vec<Conversation> = read
        .filter(|conversation| !conversation.answers.is_empty())
        .collect();
    let usual = conversations.iter().find(|one| one.name == USUAL);
    let usual = usual.and_then(|one| one.declaration.clone());
    for conversation in &mut conversations {
        if conversation.declaration.is_none() {
            conversation.declaration.clone_from(&usual);
        }
    }
    conversations
}

fn conversation(folder: &Path) -> Conversation {
    let mut files = Vec::new();
    collect(folder, &mut files);
    files.sort();
    let mut conversation = Conversation {
        name: name_of(folder),
        declaration: None,
        is_amended: false,
        is_presented: false,
        answers: Vec::new(),
    };
    for file in files {
        let body = std::fs::read(&file).expect("a file");
        match UkCds.recognise(&body) {
            Some(MessageKind::Declaration) => {
                let Ok(read) = UkCds.read_declaration(&body) else {
                    continue;
                };
                match read.intent {
                    Intent::Declare => conversation.declaration = Some(body),
                    Intent::Amend { .. } => conversation.is_amended = true,
                    Intent::PresentGoods => conversation.is_presented = true,
                    Intent::Invalidate { .. } | Intent::Tell(_) => {}
                }
            }
            Some(_) | None => {
                let decoded = UkCds.decode(&body).map(|decoded| decoded.said);
                let name = name_of(&file);
                conversation
                    .answers
                    .extend(decoded.into_iter().flatten().map(|said| Published {
                        kind: said.message_type,
                        file: name.clone(),
                        body: body.clone(),
                        lrn: said.correlation.lrn,
                    }));
            }
        }
    }
    // What a file is called says its place in the order; the folders beside it do not.
    conversation
        .answers
        .sort_by(|one, other| one.file.cmp(&other.file));
    conversation
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "xml") {
            files.push(path);
        }
    }
}

impl Conversation {
    /// The number that the trader gave the declaration: the first answer names it.
    #[must_use]
    pub fn lrn(&self) -> Option<&str> {
        self.answers.first()?.lrn.as_deref()
    }

    /// Whether an answer is about this declaration; an alternative ending may be of another.
    #[must_use]
    pub fn is_about(&self, answer: &Published) -> bool {
        answer.lrn.as_deref() == self.lrn()
    }

    /// Where the declaration stands after what customs said.
    #[must_use]
    pub fn end(&self) -> Status {
        let about = self.answers.iter().filter(|answer| self.is_about(answer));
        about.fold(Status::Submitted, |status, answer| {
            match answer.kind.as_str() {
                "DMSACC" | "DMSRES" => Status::Accepted,
                "DMSRCV" if status == Status::Submitted => Status::GoodsNotArrived,
                "DMSCTL" => Status::UnderControl,
                "DMSDOC" => Status::DocumentControl,
                "DMSREJ" => Status::CustomsError,
                "DMSCLE" => Status::Released,
                "DMSEOG" => Status::ExitConfirmed,
                // Duties, receipts of requests and their grant say nothing of where it stands.
                _ => status,
            }
        })
    }
}
