//! `entities`, `people`

use super::{
    super::{Path, Run, Written, page::PageItems},
    WriteField,
};
use crate::{
    exec::{
        select::{ListForm, Listing},
        store::Store,
    },
    plan::fields::entities::Entities,
};

impl WriteField for Entities {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        let selection = &run.plan[self.page];
        let listing = Listing { form: ListForm::Entities, order: &arguments.order };
        run.viewing(arguments.view, |run| {
            let wants = selection.into();
            let page = run.reader.choose_entities(self.target, arguments, listing, wants);
            let page = run.chosen(page, &path)?;
            run.page(PageItems { page, listing }, selection, &path)
        })
    }
}
