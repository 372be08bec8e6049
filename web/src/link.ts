/**
 * Opens a document that comes with the page's address: `/graphql?query=...&variables=...`.
 *
 * These are the parameters of a GraphQL GET request, so that the address of an answer is also a link to the document
 * in GraphiQL. It is shown and never run by itself.
 */
export interface SharedDocument {
  query: string;
  variables?: string;
}

/** Takes the document out of the address, so that a reload finds the tab as it was left and not as it was sent. */
export function takeSharedDocument(): SharedDocument | undefined {
  const url = new URL(window.location.href);
  const query = url.searchParams.get('query');
  const variables = url.searchParams.get('variables');
  if (!query) return undefined;
  window.history.replaceState(null, '', url.pathname);
  return variables ? { query, variables } : { query };
}
