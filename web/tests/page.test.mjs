/** The page in a browser, against the mock server: `npm run build` first. CHROMIUM names the browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { exampleNames } from './documents.mjs';
import { GraphiqlPage, launchBrowser } from './graphiql-page.mjs';
import { startMock } from './mock-server.mjs';
import { smoke } from './smoke.mjs';

/** @type {Awaited<ReturnType<typeof startMock>>} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  server = await startMock();
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

test('a first visitor can run every example', () => smoke(server.url));

test('whoever has tabs of their own keeps them', async () => {
  const graphiql = await GraphiqlPage.visit(browser, server.url);
  await graphiql.open();
  await graphiql.page.getByRole('button', { name: 'Close Tab' }).first().click();
  const kept = exampleNames().slice(1);
  assert.deepEqual(await graphiql.tabTitles(), kept);
  // GraphiQL stores its tabs half a second after the last change.
  const closed = /** @type {string} */ (exampleNames()[0]);
  await graphiql.page.waitForFunction(
    (title) => !localStorage.getItem('corridor:graphiql:tabState')?.includes(title),
    closed,
  );
  await graphiql.open();
  assert.deepEqual(await graphiql.tabTitles(), kept);
  assert.deepEqual(graphiql.problems, []);
  await graphiql.close();
});

test('a document in the address comes first, and leaves the address', async () => {
  const graphiql = await GraphiqlPage.visit(browser, server.url);
  const query = 'query Linked($id: ID = "a") { node(id: $id) { id } }';
  await graphiql.open(`/graphql?query=${encodeURIComponent(query)}&variables=${encodeURIComponent('{"id":"b"}')}`);
  assert.deepEqual(await graphiql.tabTitles(), ['Linked', ...exampleNames()]);
  assert.equal(await graphiql.editorText('operation.graphql'), query);
  assert.equal(await graphiql.editorText('variables.json'), '{"id":"b"}');
  assert.equal(new URL(graphiql.page.url()).search, '');
  assert.deepEqual(graphiql.problems, []);
  await graphiql.close();
});

test('prettify formats the document and the variables', async () => {
  const graphiql = await GraphiqlPage.visit(browser, server.url);
  const query = 'query Q($id:ID){node(id:$id){id}}';
  await graphiql.open(`/graphql?query=${encodeURIComponent(query)}&variables=${encodeURIComponent('{"id":"b"}')}`);
  await graphiql.page.getByRole('button', { name: 'Prettify' }).click();
  await graphiql.page.getByText('node(id: $id)').waitFor();
  assert.equal(
    await graphiql.editorText('operation.graphql'),
    'query Q($id: ID) {\n  node(id: $id) {\n    id\n  }\n}\n',
  );
  assert.equal(await graphiql.editorText('variables.json'), '{\n  "id": "b"\n}');
  assert.deepEqual(graphiql.problems, []);
  await graphiql.close();
});

test('an answer that is no GraphQL response is shown for what it is', async () => {
  const graphiql = await GraphiqlPage.visit(browser, server.url);
  await graphiql.open();
  await graphiql.page.route('**/graphql', (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
  );
  const shown = await graphiql.run();
  assert.match(shown, /POST \/graphql answered 502 \(text\/html\), which is not a GraphQL response: <h1>Bad gateway/);
  await graphiql.close();
});
