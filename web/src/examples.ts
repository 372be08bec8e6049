/**
 * The documents that a first visit finds in its tabs, taken from `queries/` when the page is built.
 *
 * Listed one by one: `queries/` also holds documents that are no introduction, and a tour has an order.
 */
import find from '../../queries/find.graphql?raw';
import howTied from '../../queries/how-tied.graphql?raw';
import ministers from '../../queries/ministers.graphql?raw';
import ontologyAndService from '../../queries/ontology-and-service.graphql?raw';
import whatChanged from '../../queries/what-changed.graphql?raw';
import whatWasAgreed from '../../queries/what-was-agreed.graphql?raw';
import whoChaired from '../../queries/who-chaired.graphql?raw';
import whoIsMeant from '../../queries/who-is-meant.graphql?raw';

export const examples = [
  whoChaired,
  whatWasAgreed,
  find,
  howTied,
  whoIsMeant,
  ministers,
  whatChanged,
  ontologyAndService,
].map((query) => ({ query }));
