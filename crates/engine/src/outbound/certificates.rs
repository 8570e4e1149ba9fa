//! Where is the client certificate of a connection, and is it the one of today?
//!
//! A connection names a file, not a path: files stand in the tenant's own folder below the one of
//! the server's configuration. Whoever configures a tenant can so neither use another's
//! certificate nor learn which files the server has. A renewed file is read again.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;
use cas_model::ids::TenantId;
use jiff::Timestamp;

use crate::outbound::{AddressPolicy, HttpClient};

/// The file of a tenant's certificate below the folder of all certificates, there or not.
///
/// # Errors
/// When the name is none, or the server has no folder of certificates.
pub(crate) fn file_of(
    folder: Option<&Path>,
    tenant: TenantId,
    name: &str,
) -> Result<PathBuf, String> {
    let mut parts = Path::new(name).components();
    let is_plain = matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(only)), None) if only == name
    ) && !name.contains(['/', '\\', ':', '\0']);
    if !is_plain {
        let text = "must be the name of a file, without a folder";
        return Err(text.to_owned());
    }
    let folder = folder.ok_or_else(|| {
        "this server has no folder of certificates; its operator sets `certificates`".to_owned()
    })?;
    Ok(folder.join(tenant.to_string()).join(name))
}

/// Clients with a certificate, by its file.
#[derive(Default)]
pub(crate) struct Identities(Mutex<HashMap<PathBuf, (Timestamp, HttpClient)>>);

impl Identities {
    /// The client that shows the certificate of a file as it is now.
    ///
    /// # Errors
    /// When it cannot be read, or is of no use.
    pub fn client(&self, file: &Path, policy: AddressPolicy) -> anyhow::Result<HttpClient> {
        let name = file.file_name().unwrap_or_default().display();
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let modified = std::fs::metadata(file).and_then(|about| about.modified());
        let modified =
            modified.with_context(|| format!("the client certificate {name} cannot be read"))?;
        let modified = Timestamp::try_from(modified)?;
        if let Some((of, client)) = known().get(file)
            && *of == modified
        {
            return Ok(client.clone());
        }
        let pem = std::fs::read(file)
            .with_context(|| format!("the client certificate {name} cannot be read"))?;
        let client = HttpClient::with_identity(policy, &pem)
            .with_context(|| format!("the client certificate {name} is of no use"))?;
        known().insert(file.to_owned(), (modified, client.clone()));
        Ok(client)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use uuid::Uuid;

    use super::*;

    const PEM: &str = include_str!("fixtures/client_of_tests.pem");

    #[test]
    fn a_certificate_is_a_plain_name_below_the_tenants_folder() {
        let tenant = TenantId(Uuid::nil());
        let folder = Some(Path::new("/certificates"));
        for (name, is_taken) in [
            ("ncts.pem", true),
            ("..pem", true),
            ("", false),
            (".", false),
            ("..", false),
            ("../other/ncts.pem", false),
            ("folder/ncts.pem", false),
            ("ncts.pem/", false),
            ("./ncts.pem", false),
            ("..\\ncts.pem", false),
            ("C:ncts.pem", false),
            ("/etc/cas/ncts.pem", false),
        ] {
            let file = file_of(folder, tenant, name);
            assert_eq!(file.is_ok(), is_taken, "{name:?}: {file:?}");
        }
        let file = file_of(folder, tenant, "ncts.pem");
        let expected = format!("/certificates/{tenant}/ncts.pem");
        assert_eq!(file, Ok(PathBuf::from(expected)));
        assert!(file_of(None, tenant, "ncts.pem").is_err());
    }

    #[test]
    fn a_renewed_certificate_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ncts.pem");
        let identities = Identities::default();
        let client = || identities.client(&file, AddressPolicy::PublicOnly);
        assert!(client().is_err(), "not there");
        let write = |text: &str, seconds: i64| {
            std::fs::write(&file, text).unwrap();
            let written = File::options().write(true).open(&file).unwrap();
            let at = Timestamp::from_second(seconds).unwrap();
            written.set_modified(at.into()).unwrap();
        };
        write(PEM, 1);
        assert!(client().is_ok());
        write("no certificate", 2);
        assert!(client().is_err(), "what is there now counts");
        write(PEM, 3);
        assert!(client().is_ok());
    }
}
