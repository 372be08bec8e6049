//! Writes `aggregate` of a page of entities or links: the number of all items, and their sums.

use super::{Path, Run, Written};
use crate::{
    exec::{
        select::{FieldSum, GroupWants, Totals, WholeList},
        store::Store,
    },
    json::fragment::Fragment,
    plan::{
        AggregateField, ArgumentsId, Id, Object, Step,
        fields::aggregate::{AggregateOp, AggregateQuery, AggregateValueOp},
    },
};

/// The operations of the fields of an object.
pub(super) fn ops<Op>(steps: &[Step<Op>]) -> impl Iterator<Item = &Op> {
    steps.iter().filter_map(|step| match step {
        Step::Field { op, .. } => Some(op),
        Step::Fail(_) | Step::Constant { .. } => None,
    })
}

impl<'a, S: Store> Run<'a, S> {
    /// Writes `aggregate`.
    pub(super) fn aggregate(
        &mut self,
        list: &WholeList<'a>,
        arguments: ArgumentsId<AggregateQuery>,
        object: Id<Object<AggregateOp>>,
        path: &Path<'_>,
    ) -> Written {
        let field = arguments.index();
        let fields = &self.arguments(arguments, path)?.fields;
        let mut wants = GroupWants::default();
        self.add_wants(object, &mut wants);
        let before = self.reader.begin(field);
        let totals = self.reader.aggregate(list, fields, wants);
        self.reader.end(field, &before, true, || path.sites());
        let totals = self.chosen(totals, path)?;
        self.totals(&totals, fields, object, path)
    }

    /// Adds what a selected `Aggregate` reads.
    pub(super) fn add_wants(&self, object: Id<Object<AggregateOp>>, wants: &mut GroupWants) {
        for op in ops(&self.plan[object]) {
            match op {
                AggregateOp::DistinctNodes => wants.distinct = true,
                AggregateOp::Values(..) => wants.sums = true,
                AggregateOp::Count => {}
            }
        }
    }

    /// Writes an `Aggregate`.
    pub(super) fn totals(
        &mut self,
        totals: &Totals,
        fields: &'a [AggregateField],
        object: Id<Object<AggregateOp>>,
        path: &Path<'_>,
    ) -> Written {
        self.embedded_one(totals, object, path, |run, totals: &Totals, op, path| {
            match op {
                AggregateOp::Count => run.out.integer(totals.count),
                AggregateOp::DistinctNodes => run.out.integer(totals.distinct),
                AggregateOp::Values(value, site) => {
                    let path = path.field(*site);
                    return run.embedded(&totals.sums, *value, &path, |run, sum, op, _| {
                        run.sum(&fields[sum.field], sum, *op);
                        Ok(())
                    });
                }
            }
            Ok(())
        })
    }

    /// Writes a field of `AggregateValue`.
    fn sum(&mut self, field: &AggregateField, of: &FieldSum, op: AggregateValueOp) {
        let sum = &of.sum;
        match op {
            AggregateValueOp::Currency => {
                let code = of.currency.as_ref().map(|code| String::from_utf8_lossy(code));
                self.text_or_null(code.as_deref());
            }
            AggregateValueOp::Of => self.out.string(&field.label),
            AggregateValueOp::Count => self.out.integer(sum.count()),
            AggregateValueOp::Min => self.number_or_null(sum.range().map(|(min, _)| min)),
            AggregateValueOp::ExactMin => {
                self.text_or_null(sum.exact_range().map(|(min, _)| min).as_deref());
            }
            AggregateValueOp::ExactMax => {
                self.text_or_null(sum.exact_range().map(|(_, max)| max).as_deref());
            }
            AggregateValueOp::Max => self.number_or_null(sum.range().map(|(_, max)| max)),
            AggregateValueOp::Sum => self.number_or_null(sum.sum()),
            AggregateValueOp::Mean => self.number_or_null(sum.mean()),
            AggregateValueOp::ExactSum => {
                self.text_or_null(sum.exact_sum().as_deref());
            }
            AggregateValueOp::Earliest => {
                let date = sum.dates().map(|(earliest, _)| earliest.to_string());
                self.text_or_null(date.as_deref());
            }
            AggregateValueOp::Latest => {
                let date = sum.dates().map(|(_, latest)| latest.to_string());
                self.text_or_null(date.as_deref());
            }
            AggregateValueOp::EarliestDateTime => {
                self.stored(sum.instants().map_or(Fragment::NULL, |(earliest, _)| earliest));
            }
            AggregateValueOp::LatestDateTime => {
                self.stored(sum.instants().map_or(Fragment::NULL, |(_, latest)| latest));
            }
        }
    }
}
