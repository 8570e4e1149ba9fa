//! Which file describes which root element: read once from the heads of the schema files.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::error::SchemaError;
use crate::peek::{Content, Procedure, Root};

/// The set of schemas for each beginning of a `PhaseID`. The two phases of NCTS share roots and
/// namespace; the `PhaseID` attribute is all that tells their messages apart.
const PHASES: &[(&str, &str)] = &[("NCTS5", "ncts-p5"), ("NCTS6", "ncts-p6")];

/// What the `TypeCode` of a content says of the schema that describes it: how its file's name
/// begins. A cancellation of the United Kingdom shares root and namespace with a declaration.
const KINDS: &[(&str, &str)] = &[("INV", "CANCEL")];

/// How the names of files begin that describe one procedure each: Denmark's (`DMS_H1_V2.3.xsd`,
/// `DMS_H1_AMENDMENT_CORRECTION_V2.3.xsd`).
const OF_PROCEDURES: &str = "DMS_";

/// What the names of such files say behind the procedure, by the function of the declaration.
const FUNCTIONS: &[(&str, &str)] = &[
    ("9", ""),
    ("24", ""),
    ("4", "AMENDMENTCORRECTION"),
    ("1", "INVALIDATION"),
    ("34", "SUPPLEMENTARY"),
    ("37", "REPAYMENTREMISSION"),
];

/// Files by root element and namespace; within one root in the order of the folders' names.
pub(crate) struct Index {
    files: HashMap<(String, String), Vec<(String, PathBuf)>>,
    /// Files of envelopes: they take content that another file describes.
    envelopes: HashSet<PathBuf>,
}

impl Index {
    pub fn read(folder: &Path) -> Result<Self, SchemaError> {
        let mut index = Self {
            files: HashMap::new(),
            envelopes: HashSet::new(),
        };
        for set in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
            let name = set
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            index.add_folder(&name, &set)?;
        }
        Ok(index)
    }

    /// The files of the set: those directly in it come first.
    fn add_folder(&mut self, set: &str, folder: &Path) -> Result<(), SchemaError> {
        let (folders, files): (Vec<_>, Vec<_>) =
            entries(folder)?.into_iter().partition(|path| path.is_dir());
        for file in files.into_iter().filter(|path| is_schema(path)) {
            self.add(set, file)?;
        }
        folders
            .iter()
            .try_for_each(|folder| self.add_folder(set, folder))
    }

    /// The file for a message: of the set its `PhaseID` names, else of the first set that has it.
    pub fn find(&self, root: &Root) -> Option<&Path> {
        let key = (root.name.clone(), root.namespace.clone());
        let files = self.files.get(&key)?;
        let phase = root.phase_id.as_deref().unwrap_or_default();
        let set = PHASES
            .iter()
            .find(|(start, _)| phase.starts_with(start))
            .map(|(_, set)| *set);
        let mut files = files
            .iter()
            .filter(|(_, file)| procedure_of(file).is_none());
        let of_set = |(name, _): &&(String, PathBuf)| Some(name.as_str()) == set;
        files
            .clone()
            .find(of_set)
            .or_else(|| files.next())
            .map(|(_, file)| file.as_path())
    }

    /// The file of a procedure: of several versions the last by name.
    pub fn of_procedure(&self, procedure: &Procedure) -> Option<&Path> {
        let function = FUNCTIONS
            .iter()
            .find(|(code, _)| *code == procedure.function);
        let wanted = plain(&procedure.category) + function?.1;
        let all = self.files.values().flatten();
        let files = all.map(|(_, file)| file.as_path());
        let fitting = files.filter(|file| procedure_of(file).as_deref() == Some(&*wanted));
        fitting.max()
    }

    /// Whether a schema takes content that another one describes.
    pub fn is_envelope(&self, file: &Path) -> bool {
        self.envelopes.contains(file)
    }

    /// The files of an envelope and of what is in it, which stand in one folder.
    pub fn find_both(&self, root: &Root, content: &Content) -> Option<[&Path; 2]> {
        let kind = KINDS
            .iter()
            .find(|(code, _)| content.type_code.as_deref() == Some(code))
            .map(|(_, start)| *start);
        let content = self.of_kind(&content.name, &content.namespace, kind, None)?;
        let folder = content.parent();
        let envelope = self
            .of_kind(&root.name, &root.namespace, kind, folder)
            .or_else(|| self.of_kind(&root.name, &root.namespace, None, folder))?;
        Some([envelope, content])
    }

    /// The first file of a root that is of a kind, in a folder where one is named.
    fn of_kind(
        &self,
        root: &str,
        namespace: &str,
        kind: Option<&str>,
        folder: Option<&Path>,
    ) -> Option<&Path> {
        let files = self.files.get(&(root.to_owned(), namespace.to_owned()))?;
        let kind_of = |file: &Path| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let mut kinds = KINDS.iter().map(|(_, start)| *start);
            kinds.find(|start| name.starts_with(start))
        };
        let paths = files.iter().map(|(_, file)| file.as_path());
        let mut fitting = paths.filter(|file| {
            kind_of(file) == kind
                && procedure_of(file).is_none()
                && folder.is_none_or(|folder| file.parent() == Some(folder))
        });
        fitting.next()
    }

    fn add(&mut self, set: &str, file: PathBuf) -> Result<(), SchemaError> {
        let head = Head::read(&file)?;
        for root in head.roots {
            let files = self
                .files
                .entry((root, head.namespace.clone()))
                .or_default();
            files.push((set.to_owned(), file.clone()));
        }
        if head.is_envelope {
            self.envelopes.insert(file);
        }
        Ok(())
    }
}

/// The procedure and function that a file's name says it describes; `None` where it says none.
fn procedure_of(file: &Path) -> Option<String> {
    let name = file.file_stem()?.to_string_lossy().to_uppercase();
    let name = name.strip_prefix(OF_PROCEDURES)?;
    let parts = name.split('_').take_while(|part| !is_version(part));
    Some(plain(&parts.collect::<String>()))
}

fn is_version(part: &str) -> bool {
    let number = part.strip_prefix('V');
    number.is_some_and(|number| number.starts_with(|first: char| first.is_ascii_digit()))
}

/// Letters and digits alone, in capitals.
fn plain(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, SchemaError> {
    let unreadable = |problem: std::io::Error| unreadable(folder, &problem);
    let mut paths = fs::read_dir(folder)
        .map_err(unreadable)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    paths.sort();
    Ok(paths)
}

fn is_schema(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "xsd")
}

/// What a schema file says of itself.
#[derive(Default)]
struct Head {
    /// The target namespace of the schema.
    namespace: String,
    /// The names of its global elements.
    roots: Vec<String>,
    /// Whether it takes elements of another namespace that it names.
    is_envelope: bool,
}

impl Head {
    fn read(file: &Path) -> Result<Self, SchemaError> {
        let source = fs::File::open(file).map_err(|error| unreadable(file, &error))?;
        let mut reader = Reader::from_reader(BufReader::new(source));
        let mut head = Self::default();
        let (mut depth, mut buffer) = (0_usize, Vec::new());
        loop {
            buffer.clear();
            let event = reader
                .read_event_into(&mut buffer)
                .map_err(|error| unreadable(file, &error))?;
            match &event {
                Event::Start(start) | Event::Empty(start) => head.note(start, depth),
                Event::Eof => return Ok(head),
                _ => {}
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn note(&mut self, start: &BytesStart<'_>, depth: usize) {
        match (depth, start.local_name().as_ref()) {
            (0, _) => self.namespace = attribute(start, "targetNamespace").unwrap_or_default(),
            (1, "element") => self.roots.extend(attribute(start, "name")),
            (_, "any") => {
                let others = attribute(start, "namespace");
                self.is_envelope |= others.is_some_and(|others| !others.starts_with("##"));
            }
            _ => {}
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok().flatten()?;
    Some(attribute.value.into_owned())
}

fn unreadable(path: &Path, problem: &dyn std::fmt::Display) -> SchemaError {
    SchemaError::Unreadable {
        path: path.to_owned(),
        problem: problem.to_string(),
    }
}
