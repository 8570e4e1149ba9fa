//! `cas systems` and `cas declaration-types`: what is built in.

use std::process::ExitCode;

use cas_model::declaration::Direction;

use crate::terminal::say;

/// Prints the customs systems.
pub fn systems() -> ExitCode {
    for system in cas_systems::all() {
        let capabilities = system.capabilities();
        say(format_args!(
            "{:<10} {:<50} {}\n{:<10} declaration types: {}",
            system.code().to_string(),
            capabilities.name,
            capabilities.standing,
            "",
            capabilities.declaration_types.join(", ")
        ));
        for ground in capabilities.invalidation.grounds {
            let only = match ground.direction {
                Some(Direction::In) => " (imports)",
                Some(Direction::Out) => " (exports)",
                None => "",
            };
            let (code, meaning) = (ground.code, ground.meaning);
            say(format_args!(
                "{:<10} ground of an invalidation: {code} {meaning}{only}",
                ""
            ));
        }
    }
    ExitCode::SUCCESS
}

/// Prints the types of declarations and who takes them.
pub fn declaration_types() -> ExitCode {
    let systems = cas_systems::all();
    for kind in cas_model::declaration_types::ALL {
        let takes = systems.iter().filter(|system| {
            let taken = system.capabilities().declaration_types;
            taken.contains(&kind.code)
        });
        let takes: Vec<String> = takes.map(|system| system.code().to_string()).collect();
        say(format_args!(
            "{:<8}  {:<7}  {:<80}  {}",
            kind.code,
            kind.category.as_str(),
            kind.name,
            takes.join(", ")
        ));
    }
    ExitCode::SUCCESS
}
