//! Which file describes which root element: read once from the heads of the schema files.

use std::collections::HashMap;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::SchemaError;
use crate::peek::Root;

/// The set of schemas for each beginning of a `PhaseID`. The two phases of NCTS share roots and
/// namespace; the `PhaseID` attribute is all that tells their messages apart.
const PHASES: &[(&str, &str)] = &[("NCTS5", "ncts-p5"), ("NCTS6", "ncts-p6")];

/// Files by root element and namespace; within one root in the order of the folders' names.
pub(crate) struct Index {
    files: HashMap<(String, String), Vec<(String, PathBuf)>>,
}

impl Index {
    pub fn of(folder: &Path) -> Result<Self, SchemaError> {
        let mut index = Self {
            files: HashMap::new(),
        };
        for set in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
            let name = set
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            for file in entries(&set)?.into_iter().filter(|path| is_schema(path)) {
                index.add(&name, file)?;
            }
        }
        Ok(index)
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
        files
            .iter()
            .find(|(name, _)| Some(name.as_str()) == set)
            .or_else(|| files.first())
            .map(|(_, file)| file.as_path())
    }

    fn add(&mut self, set: &str, file: PathBuf) -> Result<(), SchemaError> {
        let (namespace, roots) = roots_of(&file)?;
        for root in roots {
            let files = self.files.entry((root, namespace.clone())).or_default();
            files.push((set.to_owned(), file.clone()));
        }
        Ok(())
    }
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

/// The target namespace and the global elements of a schema file.
fn roots_of(file: &Path) -> Result<(String, Vec<String>), SchemaError> {
    let source = fs::File::open(file).map_err(|error| unreadable(file, &error))?;
    let mut reader = Reader::from_reader(BufReader::new(source));
    let (mut namespace, mut roots) = (String::new(), Vec::new());
    let (mut depth, mut buffer) = (0_usize, Vec::new());
    loop {
        buffer.clear();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| unreadable(file, &error))?;
        match &event {
            Event::Start(start) | Event::Empty(start) if depth == 0 => {
                namespace = attribute(start, "targetNamespace").unwrap_or_default();
            }
            Event::Start(start) | Event::Empty(start)
                if depth == 1 && start.local_name().as_ref() == "element" =>
            {
                roots.extend(attribute(start, "name"));
            }
            Event::Eof => return Ok((namespace, roots)),
            _ => {}
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
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
