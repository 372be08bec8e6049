//! `entities`, `people`

use super::{
    super::{Path, Run, Written, page::PageItems},
    WriteField,
};
use crate::{
    exec::{
        select::{ListForm, ListSource, Listing, WholeList},
        store::Store,
    },
    plan::fields::entities::Entities,
};

impl WriteField for Entities {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let field = self.arguments.index();
        let arguments = run.arguments(self.arguments, &path)?;
        let selection = &run.plan[self.page];
        let listing = Listing::new(ListForm::Entities, &arguments.order);
        run.viewing(arguments.view, |run| {
            let mut list = WholeList::new(ListSource::Entities(self.target, arguments));
            let whole = (&mut list, listing.form);
            let page = run.shown_page(whole, selection, field, &path, |reader| {
                reader.choose_entities(self.target, arguments, listing, selection.into())
            })?;
            run.page(PageItems { page, listing, list }, selection, &path)
        })
    }
}
