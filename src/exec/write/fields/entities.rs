//! `entities`, `people`

use super::{
    super::{Path, Run, Written, aggregate::shows_page, page::PageItems},
    WriteField,
};
use crate::{
    exec::{
        select::{ListForm, Listing, Page, WholeList},
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
            let list = WholeList::Entities(self.target, arguments);
            let page = match shows_page(selection) {
                true => {
                    let wants = selection.into();
                    let before = run.reader.begin(field);
                    let page = run.reader.choose_entities(self.target, arguments, listing, wants);
                    run.end_list(field, &before, &path);
                    run.chosen(page, &path)?
                }
                false => Page::empty(),
            };
            run.page(PageItems { page, listing, list }, selection, &path)
        })
    }
}
