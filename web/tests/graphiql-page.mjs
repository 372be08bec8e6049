/**
 * The GraphiQL page as a test sees it: a browser that lets nothing out of the server's origin, and the page's parts by
 * name.
 */
import { chromium } from 'playwright-core';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PATIENCE = 20_000;

export function launchBrowser() {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}

/** One visitor with a storage of their own, and what went wrong while they looked. */
export class GraphiqlPage {
  /** @type {string[]} Requests to other hosts, errors on the console, exceptions. */
  problems = [];

  /**
   * @param {import('playwright-core').Page} page
   * @param {string} server
   */
  constructor(page, server) {
    this.page = page;
    this.origin = new URL(server).origin;
    page.setDefaultTimeout(PATIENCE);
    page.on('pageerror', (error) => this.problems.push(`exception: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(`console: ${message.text()}`);
    });
    page.on('websocket', (socket) => this.problems.push(`websocket to ${socket.url()}`));
  }

  /**
   * @param {import('playwright-core').Browser} browser
   * @param {string} server
   * @param {import('playwright-core').BrowserContextOptions} [options]
   */
  static async visit(browser, server, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const graphiql = new GraphiqlPage(await context.newPage(), server);
    await context.route('**/*', (route) => graphiql.#guard(route));
    return graphiql;
  }

  /** @param {import('playwright-core').Route} route */
  async #guard(route) {
    const url = new URL(route.request().url());
    // The origin of a blob: address is that of the page that made it; data: addresses never come here.
    if (url.origin === this.origin) return route.continue();
    this.problems.push(`request to another host: ${url}`);
    return route.abort();
  }

  /** Opens the page and waits for its editors. Returns the response that brought the page. */
  async open(path = '/graphql') {
    const response = await this.page.goto(this.origin + path);
    for (const editor of ['.graphiql-query-editor', '.graphiql-response']) {
      await this.page.locator(`${editor} .monaco-editor`).waitFor();
    }
    if (!response) throw new Error(`${path} brought no response`);
    return response;
  }

  tabTitles() {
    return this.page.locator('[id^="graphiql-session-tab-"]').allInnerTexts();
  }

  /** @param {string} title */
  async selectTab(title) {
    await this.page.locator('[id^="graphiql-session-tab-"]').getByText(title, { exact: true }).click();
    // GraphiQL reads the operation's name a tenth of a second after a change, and sends the old one until then.
    // The page's own clock, so that a busy machine delays both.
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  }

  /** Runs the open document and returns the text of the response editor. */
  async run() {
    // The click empties the response editor before it returns.
    await this.page.locator('.graphiql-execute-button').click();
    await this.page.waitForFunction(() => {
      const models = /** @type {any} */ (globalThis).__MONACO.editor.getModels();
      return models.some((/** @type {any} */ model) => model.uri.path.endsWith('response.json') && model.getValue());
    });
    return this.editorText('response.json');
  }

  /**
   * The whole text of an editor; what is drawn is only the part in view.
   * @param {'operation.graphql' | 'variables.json' | 'response.json'} name
   * @returns {Promise<string>}
   */
  editorText(name) {
    return this.page.evaluate((suffix) => {
      // GraphiQL leaves Monaco there for tests and extensions.
      const { editor } = /** @type {any} */ (globalThis).__MONACO;
      const model = editor.getModels().find((/** @type {any} */ candidate) => candidate.uri.path.endsWith(suffix));
      return model.getValue();
    }, name);
  }

  /** The part of the response that is drawn, with Monaco's no-break spaces made plain. Monaco draws when it has time. */
  async visibleResponse() {
    const drawn = this.page.locator('.graphiql-response .view-lines');
    await drawn.getByText(/\S/).first().waitFor();
    const text = await drawn.textContent();
    return (text ?? '').replaceAll('\u00a0', ' ');
  }

  /** Opens the documentation and returns its text: it is there once the schema has been read. */
  async documentation() {
    await this.page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await this.page.locator('.graphiql-doc-explorer-root-type').first().waitFor();
    return this.page.locator('.graphiql-doc-explorer').textContent();
  }

  close() {
    return this.page.context().close();
  }
}
