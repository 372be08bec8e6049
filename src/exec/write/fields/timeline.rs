//! `timeline`

use super::{
    super::{Path, Run, Written},
    WriteField,
    moments::Moments,
};
use crate::{exec::store::Store, plan::fields::timeline::Timeline};

impl WriteField for Timeline {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        let selection = &run.plan[self.page];
        run.viewing(arguments.moments.view, |run| {
            let page = run.reader.choose_timeline(arguments, selection.into());
            let page = run.chosen(page, &path)?;
            run.connection(&Moments { page, arguments: &arguments.moments }, selection, &path)
        })
    }
}
