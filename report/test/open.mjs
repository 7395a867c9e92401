// Opens a report in Chromium as a reader would, and says what is wrong with it.
//   node test/open.mjs PAGE CHECK…        checks: examples, may, changes, copies, hostile, large
// SCREENSHOTS=DIR keeps pictures of what it sees; CHROMIUM=PATH names another browser.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axe = readFileSync(fileURLToPath(new URL('../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');
const [file, ...checks] = process.argv.slice(2);
const shots = process.env.SCREENSHOTS;
/** The ids of the tabs of a page. */
const tabs = (page) => page.evaluate(() => [...document.querySelectorAll('[role=tab]')].map(({ id }) => id));

function assert(holds, what) {
  if (!holds) throw new Error(what);
}

/** A page, and all that it must not do. */
async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const wrong = [];
  page.on('console', (message) => message.type() !== 'log' && wrong.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => (wrong.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on('request', (request) => !request.url().startsWith('data:') && request.url() !== pathToFileURL(resolve(file)).href && wrong.push(`request: ${request.url()}`));
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.waitForSelector('html[data-ready]');
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const { metrics } = await devtools.send('Performance.getMetrics');
  const cpu = metrics.find(({ name }) => name === 'ProcessTime').value;
  return { page, wrong, cpu, close: () => context.close() };
}

async function shot(page, name) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
}

/** What axe finds that is serious. */
async function serious(page, where) {
  // The policy of the page admits no other script: the debugger runs this one outside it.
  const results = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
  const found = results.violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
  return found.map(({ id, nodes }) => `${where}: axe ${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

const CHECKS = {
  /** The examples: search, click, filter, every view, light and dark, wide and narrow. */
  async examples(browser) {
    const { page, wrong, cpu, close } = await open(browser);
    assert(cpu < 3, `first view took ${cpu} s of CPU`);
    assert((await page.locator('svg.picture .node').count()) > 20, 'the first view has actors');
    await shot(page, 'light');
    await page.fill('#search', 'lavrov');
    await page.keyboard.press('Enter');
    assert((await page.locator('.panel h2').textContent()).includes('Lavrov'), 'the search finds Lavrov');
    assert((await page.locator('.panel .sentence mark.strong').count()) > 0, 'sentences mark the actor');
    await shot(page, 'actor');
    await page.locator('svg.picture .line.talk .grip').first().dispatchEvent('click');
    assert((await page.locator('.panel .sentence blockquote mark.strong').count()) >= 2, 'an edge shows its sentence with both actors');
    assert((await page.locator('.panel .sentence code').first().textContent()).startsWith('fr.'), 'and its rule');
    await page.locator('.panel .sentence button.link').first().click();
    assert((await page.locator('.article .cited').count()) > 0, 'the article marks the sentence');
    await shot(page, 'article');
    await page.click('#tab-relations');
    await page.locator('th button').nth(2).click();
    await page.locator('tbody tr').first().click();
    await shot(page, 'relations');
    await page.click('#tab-graph');
    await page.locator('svg.picture .node[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert((await page.locator('.node.chosen').count()) === 1, 'the keyboard chooses an actor');
    const before = await page.locator('svg.picture .node').count();
    await page.keyboard.press('+');
    assert((await page.locator('svg.picture .node').count()) >= before, 'neighbours open');
    await page.selectOption('.size select', '0');
    assert((await page.locator('svg.picture .node').count()) > before, 'all actors are drawn');
    await page.click('.panel .close');
    await page.click('.tools button[lang=en]');
    assert((await page.locator('#tab-graph').textContent()) === 'Graph', 'English');
    for (const tab of await tabs(page)) {
      await page.click(`#${tab}`);
      wrong.push(...(await serious(page, tab)));
    }
    await close();
    const dark = await open(browser, { colorScheme: 'dark' });
    await shot(dark.page, 'dark');
    dark.wrong.push(...(await serious(dark.page, 'dark')));
    await dark.page.emulateMedia({ media: 'print' });
    await shot(dark.page, 'print');
    await dark.close();
    const narrow = await open(browser, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    const overflow = await narrow.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert(overflow <= 0, `a narrow page is ${overflow} pixels too wide`);
    await shot(narrow.page, 'narrow');
    narrow.wrong.push(...(await serious(narrow.page, 'narrow')));
    await narrow.close();
    return [...wrong, ...dark.wrong, ...narrow.wrong];
  },

  /** Who met whom in May 2023, and which sentence says so: in five clicks at most. */
  async may(browser) {
    const { page, wrong, close } = await open(browser);
    let clicks = 0;
    const click = async (selector) => {
      await page.locator(selector).first().click();
      await shot(page, `may-${++clicks}`);
    };
    await click('[data-period="2023"] .grip');
    await click('[data-period="2023-05"] .grip');
    await click('.facets button:has-text("rencontre")');
    await click('#tab-relations');
    assert((await page.locator('tbody tr').count()) > 0, 'somebody met somebody in May 2023');
    await click('tbody tr button');
    assert((await page.locator('.panel .claim').first().textContent()).includes('rencontre'), 'a meeting');
    assert((await page.locator('.panel .claim time').first().getAttribute('datetime')).startsWith('2023-05'), 'of May 2023');
    assert((await page.locator('.panel blockquote mark.strong').count()) >= 2, 'a sentence says so');
    assert(clicks <= 5, `${clicks} clicks`);
    await close();
    return wrong;
  },

  /** What changed from one set of articles to another: marked in the picture, filtered, as a table, with the sentence. */
  async changes(browser) {
    const { page, wrong, close } = await open(browser);
    assert((await page.locator('svg.picture .line.new').count()) > 0, 'new lines are marked');
    assert((await page.locator('svg.picture .line.vanished').count()) > 0, 'vanished ones, too');
    await shot(page, 'changes');
    await page.click('.facets button:has-text("nouveau")');
    assert((await page.locator('svg.picture .line:not(.new)').count()) === 0, 'the filter leaves what is new');
    await page.click('#tab-changes');
    assert((await page.locator('tbody tr').count()) > 0, 'the table has what is new');
    assert((await page.locator('tbody tr b.type:not(.new)').count()) === 0, 'and nothing else');
    await page.locator('tbody tr button').first().focus();
    await page.keyboard.press('Enter');
    assert((await page.locator('.panel .chip.new').count()) > 0, 'the panel says that it is new');
    assert((await page.locator('.panel blockquote').count()) > 0, 'a sentence shows it');
    await shot(page, 'changes-table');
    await page.click('#clear');
    await page.click('.tools button[lang=en]');
    assert((await page.locator('h1').textContent()) === 'What changed', 'English');
    for (const tab of await tabs(page)) {
      await page.click(`#${tab}`);
      wrong.push(...(await serious(page, tab)));
    }
    await close();
    const dark = await open(browser, { colorScheme: 'dark' });
    dark.wrong.push(...(await serious(dark.page, 'dark')));
    await dark.page.click('#tab-changes');
    dark.wrong.push(...(await serious(dark.page, 'dark table')));
    await dark.close();
    return [...wrong, ...dark.wrong];
  },

  /** Five copies of one dispatch are one meeting; the timeline has quarters (`--by quarter`). */
  async copies(browser) {
    const { page, wrong, close } = await open(browser);
    assert((await page.locator('header .quiet').textContent()).includes('4 copies'), 'copies are told');
    assert((await page.locator('.facets button:has-text("rencontre") .number').textContent()) === '3', 'one meeting, and another twice');
    assert((await page.locator('.timeline [data-period="2023-Q2"] title').textContent()).includes('rencontre, parole 2'), 'a visit and a meeting, once each');
    await page.locator('.timeline [data-period="2023-Q2"] .grip').click();
    assert((await page.inputValue('#from')) === '2023-04' && (await page.inputValue('#to')) === '2023-06', 'a quarter is asked for');
    await page.click('#tab-relations');
    await page.click('tbody tr:has-text("rencontre") button');
    assert((await page.locator('.panel .sentence').count()) === 1, 'one sentence');
    await page.click('.panel .copies summary');
    assert((await page.locator('.panel .copies li').count()) === 4, 'and four copies of its article');
    wrong.push(...(await serious(page, 'copies')));
    await shot(page, 'copies');
    await page.click('#tab-articles');
    assert((await page.locator('.table').last().locator('tbody tr').count()) === 1, 'the stories are listed');
    wrong.push(...(await serious(page, 'stories')));
    await close();
    return wrong;
  },

  /** Names and sentences that do their worst. */
  async hostile(browser) {
    const { page, wrong, close } = await open(browser);
    await page.selectOption('.size select', '0');
    for (const tab of await tabs(page)) {
      await page.click(`#${tab}`);
      await page.evaluate(() => [...document.querySelectorAll('tbody tr')].slice(0, 100).forEach((row) => row.click()));
    }
    for (const wanted of ['<', 'script', 'é']) await page.fill('#search', wanted);
    const found = await page.evaluate(() => ({
      foreign: document.querySelectorAll('#app img, #app script, #app iframe, #app a, #app [style*="url"]').length,
      ran: window.hostile !== undefined,
      turned: /[\u202a-\u202e\u2066-\u2069]/.test(document.getElementById('app').textContent),
      shown: document.body.textContent.includes('<b>&amp;</b>'),
    }));
    assert(found.foreign === 0, 'nothing of the data becomes an element');
    assert(!found.ran, 'nothing of the data runs');
    assert(!found.turned, 'no control character turns the letters around');
    await close();
    return wrong;
  },

  /** 5,000 actors and 50,000 edges. */
  async large(browser) {
    const { page, wrong, cpu, close } = await open(browser);
    console.log(`first view: ${cpu.toFixed(2)} s of CPU`);
    assert(cpu < 3, `first view took ${cpu} s of CPU`);
    await shot(page, 'large-first');
    await page.selectOption('.size select', '0');
    await page.waitForSelector('.stage canvas');
    await page.waitForTimeout(500);
    await shot(page, 'large');
    await page.fill('#search', 'acteur 4321');
    await page.keyboard.press('Enter');
    assert((await page.locator('.panel h2').textContent()).includes('4321'), 'the search answers');
    await shot(page, 'large-search');
    await close();
    return wrong;
  },
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});
let wrong = [];
try {
  for (const check of checks) wrong.push(...(await CHECKS[check](browser)));
} catch (error) {
  wrong.push(error.message);
} finally {
  await browser.close();
}
wrong.forEach((what) => console.error(what));
process.exit(wrong.length ? 1 : 0);
