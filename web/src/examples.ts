/**
 * The documents that a first visit finds in its tabs, taken from `queries/` when the page is built.
 *
 * Listed one by one: `queries/` also holds documents that are no introduction, and a tour has an order.
 */
import agreedUnfunded from '../../queries/agreed-unfunded.graphql?raw';
import allLinks from '../../queries/all-links.graphql?raw';
import cabinetPosts from '../../queries/cabinet-posts.graphql?raw';
import ministers from '../../queries/ministers.graphql?raw';
import ontologyAndService from '../../queries/ontology-and-service.graphql?raw';
import whatChanged from '../../queries/what-changed.graphql?raw';
import whatWasAgreed from '../../queries/what-was-agreed.graphql?raw';
import whoChaired from '../../queries/who-chaired.graphql?raw';

export const examples = [
  whoChaired,
  whatWasAgreed,
  ministers,
  cabinetPosts,
  whatChanged,
  allLinks,
  agreedUnfunded,
  ontologyAndService,
].map((query) => ({ query }));
