//! Of what notes and files are about, what may the caller see?

use std::collections::HashSet;

use cas_model::collaboration::{Subject, SubjectKind};
use cas_model::ids::{DeclarationId, ShipmentId};
use cas_process::collaboration::organisation_of;

use crate::extract::Authorized;
use crate::problem::Problem;
use crate::state::ApiState;

impl<S> Authorized<S> {
    /// Those declarations and shipments of the caller's tenant that he may see: a shipment, where he
    /// may see all that came of it.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn shown_subjects(
        &self,
        state: &ApiState,
        subjects: &[Subject],
    ) -> anyhow::Result<HashSet<Subject>> {
        if self.visible.is_none() {
            return Ok(subjects.iter().copied().collect());
        }
        let of_kind = |kind| {
            let ids = subjects.iter().filter(move |one| one.kind == kind);
            ids.map(|one| one.id)
        };
        let declarations = of_kind(SubjectKind::Declaration).map(DeclarationId);
        let declarations: Vec<_> = declarations.collect();
        let shipments: Vec<_> = of_kind(SubjectKind::Shipment).map(ShipmentId).collect();
        let (store, tenant) = (state.store(), self.tenant());
        let declarations = store.declarations_of_tenant(tenant, &declarations).await?;
        let declarations = declarations.iter();
        let declarations = declarations.filter(|row| self.sees(&organisation_of(row)));
        let shipments = store.shipments_shown(tenant, &shipments, self.visible.as_ref());
        let shipments = shipments.await?.into_iter().map(Subject::from);
        Ok(declarations
            .map(|row| row.id.into())
            .chain(shipments)
            .collect())
    }

    /// Lets only go on who may see what a note or a file is about.
    ///
    /// # Errors
    /// When the caller may not, or the store fails.
    pub(crate) async fn must_see(
        &self,
        state: &ApiState,
        subject: Subject,
        what: &str,
    ) -> Result<(), Problem> {
        let shown = self.shown_subjects(state, &[subject]).await?;
        match shown.contains(&subject) {
            true => Ok(()),
            false => Err(Problem::not_found(what)),
        }
    }
}
