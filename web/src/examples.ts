/**
 * The documents that a first visit finds in its tabs, taken from `queries/` when the page is built.
 *
 * Listed one by one: `queries/` also holds documents that are no introduction, and a tour has an order.
 */
import e1 from '../../queries/who-chaired-the-meeting.graphql?raw';

export const examples = [e1].map((query) => ({ query }));
