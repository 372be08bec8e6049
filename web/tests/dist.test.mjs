/** What the built page consists of: `npm run build` first. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url);
const ASSETS = new URL('assets/', DIST);
const html = readFileSync(new URL('graphiql.html', DIST), 'utf8');
const assets = readdirSync(ASSETS);

test('the page holds no script or style of its own, so that its security policy can be strict', () => {
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/);
  assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=/);
});

test('the page loads files of this build only', () => {
  const references = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
  const loaded = references.filter((address) => address !== './schema.graphql');
  assert.ok(loaded.length >= 3, `found ${loaded}`);
  for (const address of loaded) {
    assert.match(address, /^\.\/assets\//);
    assert.ok(assets.includes(address.slice('./assets/'.length)), `${address} was not built`);
  }
});

test('style sheets fetch nothing from elsewhere', () => {
  for (const file of assets.filter((name) => name.endsWith('.css'))) {
    const css = readFileSync(new URL(file, ASSETS), 'utf8');
    assert.doesNotMatch(css, /@import|url\(["']?(?:https?:)?\/\//, file);
  }
});

test('names carry a hash of the content, except that of the licenses', () => {
  const plain = assets.filter((name) => !/-[\w-]{8}\.\w+$/.test(name));
  assert.deepEqual(plain, ['licenses.md']);
});

test('it stays as small as it is', () => {
  const sizes = assets.map((name) => gzipSync(readFileSync(new URL(name, ASSETS)), { level: 9 }).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(total < 1_800_000, `${total} bytes after gzip`);
});
