/**
 * Looks at a running server's GraphiQL page the way a first visitor does: CORRIDOR_URL=http://127.0.0.1:8000 npm run smoke
 *
 * Every example must run without an error, the first must give the names it is about, and nothing may be asked of
 * another host. SCREENSHOTS=<folder> leaves pictures of a desktop and of a phone there.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exampleNames } from './documents.mjs';
import { GraphiqlPage, launchBrowser } from './graphiql-page.mjs';

const CHAIRS = ['Samir Sharifov', 'Bakyt Torobaev'];
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** @param {string} server */
export async function smoke(server, screenshots = process.env.SCREENSHOTS) {
  const browser = await launchBrowser();
  try {
    await onDesktop(await GraphiqlPage.visit(browser, server), screenshots);
    await onPhone(await GraphiqlPage.visit(browser, server, PHONE), screenshots);
  } finally {
    await browser.close();
  }
}

/**
 * @param {GraphiqlPage} graphiql
 * @param {string | undefined} screenshots
 */
async function onDesktop(graphiql, screenshots) {
  const response = await graphiql.open();
  assert.match(response.headers()['content-type'] ?? '', /^text\/html/);
  assert.ok(response.headers()['content-security-policy'], 'the page came without a Content-Security-Policy');
  assert.equal(await graphiql.page.title(), 'Corridor');

  const titles = exampleNames();
  assert.deepEqual(await graphiql.tabTitles(), titles, 'the tabs are not the examples');
  for (const title of titles) {
    await graphiql.selectTab(title);
    const answer = JSON.parse(await graphiql.run());
    assert.deepEqual(answer.errors ?? [], [], `${title} gave errors`);
    const empty = Object.keys(answer.data).filter((field) => answer.data[field] === null);
    assert.deepEqual(empty, [], `${title} found nothing`);
  }

  await graphiql.selectTab(/** @type {string} */ (titles[0]));
  const first = await graphiql.run();
  for (const name of CHAIRS) assert.ok(first.includes(name), `${titles[0]} does not name ${name}:\n${first}`);
  assert.match(await graphiql.visibleResponse(), /"data": \{/);
  if (screenshots) await graphiql.page.screenshot({ path: join(screenshots, 'desktop.png') });

  assert.match((await graphiql.documentation()) ?? '', /Query/);
  if (screenshots) await graphiql.page.screenshot({ path: join(screenshots, 'documentation.png') });
  assert.deepEqual(graphiql.problems, []);
  await graphiql.close();
}

/**
 * @param {GraphiqlPage} graphiql
 * @param {string | undefined} screenshots
 */
async function onPhone(graphiql, screenshots) {
  await graphiql.open();
  await graphiql.run();
  for (const part of ['.graphiql-query-editor .view-lines', '.graphiql-response .view-lines']) {
    const box = await graphiql.page.locator(part).boundingBox();
    assert.ok(box && box.width > 200 && box.height > 100, `${part} is too small to read on a phone`);
  }
  const overflow = await graphiql.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.equal(overflow, 0, 'the page is wider than a phone');
  if (screenshots) await graphiql.page.screenshot({ path: join(screenshots, 'phone.png') });
  assert.deepEqual(graphiql.problems, []);
  await graphiql.close();
}

const isScript = process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href;
if (isScript) {
  const server = process.env.CORRIDOR_URL;
  if (!server) throw new Error('Say which server to look at: CORRIDOR_URL=http://127.0.0.1:8000 npm run smoke');
  await smoke(server);
  console.log(`${server}/graphql: all is well`);
}
