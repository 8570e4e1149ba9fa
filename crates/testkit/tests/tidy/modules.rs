//! Which module uses which?
//!
//! Reads `use` lines and paths in code. A name that a module only passes on counts for the module
//! that has it; a module that passes names on does not use them by that. What is called through a
//! trait or a method is not seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::Source;
use crate::tokens::tokens;

/// A module by its names from the root of its crate, which has none.
pub(crate) type Path<'t> = Vec<&'t str>;

/// The most names that are followed until one is where it was made.
const HOPS: usize = 8;

/// The arrows between the modules of one crate.
pub(crate) fn arrows(sources: &[Source]) -> BTreeSet<(Vec<String>, Vec<String>)> {
    let texts: Vec<(&str, String)> = sources
        .iter()
        .map(|source| (source.path.as_str(), source.product_text()))
        .collect();
    let modules: Crate<'_> = Crate {
        modules: texts
            .iter()
            .map(|(path, text)| (module_of(path), Module::read(text)))
            .collect(),
    };
    let owned = |path: &[&str]| path.iter().map(|name| (*name).to_owned()).collect();
    let mut arrows = BTreeSet::new();
    for (from, module) in &modules.modules {
        for to in modules.used_by(from, module) {
            if to != *from {
                arrows.insert((owned(from), owned(&to)));
            }
        }
    }
    arrows
}

/// The module of a file: `crates/x/src/a/mod.rs` and `…/a.rs` are both `a`.
fn module_of(path: &str) -> Path<'_> {
    let inside = path.split("/src/").nth(1).unwrap_or(path);
    let inside = inside.strip_suffix(".rs").unwrap_or(inside);
    let mut names: Path<'_> = inside.split('/').collect();
    if matches!(names.last(), Some(&"mod" | &"lib" | &"main")) {
        names.pop();
    }
    names
}

/// A crate's modules.
struct Crate<'t> {
    modules: BTreeMap<Path<'t>, Module<'t>>,
}

/// What a module says.
#[derive(Default)]
struct Module<'t> {
    /// What its `use` lines bring in, by the name it has then.
    brings: Vec<Brought<'t>>,
    /// The paths in its code, single names too.
    says: BTreeSet<Path<'t>>,
    /// The names it makes itself.
    makes: BTreeSet<&'t str>,
}

/// One name of a `use` line; all names where it is `*`.
struct Brought<'t> {
    name: &'t str,
    path: Path<'t>,
    passed_on: bool,
}

impl<'t> Module<'t> {
    fn read(text: &'t str) -> Self {
        let tokens = tokens(text);
        let mut module = Self::default();
        let mut at = 0;
        while at < tokens.len() {
            at = match tokens[at] {
                "use"
                    if at == 0 || matches!(tokens[at - 1], ";" | "}" | "{" | "]" | "pub" | ")") =>
                {
                    let passed_on = at > 0 && matches!(tokens[at - 1], "pub" | ")");
                    module.tree(&tokens, at + 1, &[], passed_on)
                }
                "mod" => at + 2,
                _ => module.word(&tokens, at),
            };
        }
        module
    }

    /// Reads a tree of a `use` line; where the token behind it is.
    fn tree(&mut self, tokens: &[&'t str], at: usize, above: &[&'t str], passed_on: bool) -> usize {
        let mut path = above.to_vec();
        let mut at = at;
        loop {
            match tokens.get(at).copied() {
                Some("{") => {
                    at += 1;
                    while !matches!(tokens.get(at), Some(&"}") | None) {
                        at = self.tree(tokens, at, &path, passed_on);
                        at += usize::from(tokens.get(at) == Some(&","));
                    }
                    return at + 1;
                }
                Some("::") => at += 1,
                Some("as") => {
                    self.bring(tokens[at + 1], path, passed_on);
                    return at + 2;
                }
                Some(name) if !matches!(name, ";" | "," | "}") => {
                    path.push(name);
                    at += 1;
                }
                _ => {
                    let name = path.last().copied().unwrap_or_default();
                    self.bring(name, path, passed_on);
                    return at;
                }
            }
        }
    }

    fn bring(&mut self, name: &'t str, mut path: Path<'t>, passed_on: bool) {
        let mut name = name;
        if name == "self" {
            path.pop();
            name = path.last().copied().unwrap_or_default();
        }
        self.brings.push(Brought {
            name,
            path,
            passed_on,
        });
    }

    /// Reads a name or a path of the code; where the token behind it is.
    fn word(&mut self, tokens: &[&'t str], at: usize) -> usize {
        let is_name = |token: &str| token.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if !is_name(tokens[at]) {
            return at + 1;
        }
        if let (
            "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union",
            Some(name),
        )
        | ("macro_rules", Some(name)) = (tokens[at], tokens.get(at + 1))
        {
            let name = if *name == "!" {
                tokens.get(at + 2)
            } else {
                Some(name)
            };
            self.makes.extend(name);
            return at + 2;
        }
        let mut path = vec![tokens[at]];
        let mut end = at + 1;
        while tokens.get(end) == Some(&"::")
            && tokens.get(end + 1).is_some_and(|next| is_name(next))
        {
            path.push(tokens[end + 1]);
            end += 2;
        }
        // A field or a method, not a name of a module.
        if at == 0 || tokens[at - 1] != "." {
            self.says.insert(path);
        }
        end
    }
}

impl<'t> Crate<'t> {
    /// The modules that a module uses.
    fn used_by(&self, from: &[&'t str], module: &Module<'t>) -> BTreeSet<Path<'t>> {
        let mut used = BTreeSet::new();
        for brought in &module.brings {
            let is_said = module.says.iter().any(|path| path[0] == brought.name);
            if brought.name == "*" || brought.passed_on && !is_said {
                continue;
            }
            // A module that is brought in is used where something of it is said.
            let place = self.place(from, &brought.path, HOPS);
            used.extend(
                place
                    .filter(|place| place.item.is_some())
                    .map(|place| place.module),
            );
        }
        for path in &module.says {
            let place = match path.len() {
                1 => self.by_all(from, path[0], HOPS),
                _ => self.place(from, path, HOPS),
            };
            used.extend(place.map(|place| place.module));
        }
        used
    }

    /// Where a path leads that a module says; nowhere where it leaves the crate.
    fn place(&self, from: &[&'t str], path: &[&'t str], hops: usize) -> Option<Place<'t>> {
        let (first, rest) = path.split_first()?;
        match *first {
            "crate" => self.walk(Vec::new(), rest, hops),
            "self" => self.walk(from.to_vec(), rest, hops),
            "super" => {
                let (_, above) = from.split_last()?;
                // `super::super::x` climbs twice.
                match rest.first() {
                    Some(&"super") => self.place(above, rest, hops),
                    _ => self.walk(above.to_vec(), rest, hops),
                }
            }
            name if self.is_module(from, name) => self.walk(from.to_vec(), path, hops),
            name => {
                let mut path = self.by_name(from, name)?;
                path.extend(rest);
                self.place(from, &path, hops.checked_sub(1)?)
            }
        }
    }

    /// Follows names from a module on, through modules and what they pass on.
    fn walk(&self, mut at: Path<'t>, names: &[&'t str], hops: usize) -> Option<Place<'t>> {
        for (index, name) in names.iter().enumerate() {
            if self.is_module(&at, name) {
                at.push(name);
                continue;
            }
            let module = self.modules.get(&at)?;
            if !module.makes.contains(name) {
                if let Some(mut path) = self.by_name(&at, name) {
                    path.extend(&names[index + 1..]);
                    return self.place(&at, &path, hops.checked_sub(1)?);
                }
                if let Some(place) = self.by_all(&at, name, hops) {
                    return Some(place);
                }
            }
            let item = Some(*name);
            return Some(Place { module: at, item });
        }
        Some(Place {
            module: at,
            item: None,
        })
    }

    fn is_module(&self, within: &[&'t str], name: &'t str) -> bool {
        self.modules.contains_key(&[within, &[name]].concat())
    }

    /// The path behind a name that a module brings in.
    fn by_name(&self, module: &[&'t str], name: &str) -> Option<Path<'t>> {
        let brings = &self.modules.get(module)?.brings;
        let brought = brings
            .iter()
            .find(|brought| brought.name == name && name != "*");
        brought.map(|brought| brought.path.clone())
    }

    /// Where a name is made that a module brings in with all others of its home.
    fn by_all(&self, module: &[&'t str], name: &'t str, hops: usize) -> Option<Place<'t>> {
        let hops = hops.checked_sub(1)?;
        let brings = &self.modules.get(module)?.brings;
        let all = brings.iter().filter(|brought| brought.name == "*");
        all.filter_map(|brought| {
            let (_, path) = brought.path.split_last()?;
            let home = self.place(module, path, hops)?;
            let place = self.walk(home.module, &[name], hops)?;
            let is_made_there = self.modules.get(&place.module)?.makes.contains(name);
            is_made_there.then_some(place)
        })
        .next()
    }
}

/// Where a path leads: to a module, or to what a module has.
struct Place<'t> {
    module: Path<'t>,
    item: Option<&'t str>,
}
