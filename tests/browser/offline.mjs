// Without a network: what was kept is read, with its age; what was not is told.
import { PHONE, check, expect, firstLead, reader } from './lib.mjs';

const WORKER_BYTES_MAX = 2000;

export async function run(browser, site) {
  const { context, page } = await reader(browser, site, { viewport: PHONE, serviceWorkers: 'allow' });
  await check('the service worker is small and comes from the site', async () => {
    const answer = await page.request.get('/worker.js');
    expect((await answer.body()).length <= WORKER_BYTES_MAX, `${(await answer.body()).length} bytes`);
    expect(answer.headers()['content-security-policy'].includes("script-src 'self'"), 'no strict policy');
  });
  let lead = '', title = '';
  await check('a lead is saved', async () => {
    lead = await firstLead(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.goto(lead);
    title = (await page.locator('h1').innerText()).trim();
    await page.locator('[data-save]').click();
    await page.waitForFunction(async (path) => Boolean(await (await caches.open('kept')).match(path)), lead);
    await page.goto('/en/');
    await page.waitForFunction(async () => Boolean(await caches.match('/en/', { ignoreSearch: true })));
    await page.waitForFunction(async () => Boolean(await caches.match('/kazi.js')) && Boolean(await caches.match('/en/saved')));
  });
  await check('a page that may be kept no longer is not listed, and soon gone', async () => {
    await page.evaluate(async () => {
      const cache = await caches.open('kept'), long_ago = new Date(Date.now() - 60 * 86400e3).toUTCString();
      const headers = { 'cache-control': 'stale-if-error=86400', 'content-type': 'text/html', date: long_ago };
      await cache.put('/en/leads/000000000000dead', new Response('<h1>Work of long ago</h1>', { headers }));
    });
    await page.goto('/en/saved');
    await page.locator('[data-kept] a').first().waitFor();
    const listed = await page.locator('[data-kept] a').evaluateAll((links) => links.map((link) => link.href));
    expect(!listed.some((href) => href.includes('dead')), 'it is listed');
    expect(new Set(listed).size === listed.length, `listed twice: ${listed}`);
    await page.reload();
    await page.locator('[data-save], [data-kept] a').first().waitFor();
    await page.goto('/en/?q=logo');
    await page.waitForFunction(async () => !(await caches.match('/en/leads/000000000000dead')));
  });
  // The browser's own cache would answer for a minute, and say nothing of an age.
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.clearBrowserCache');
  await context.setOffline(true);
  await check('the last list is read offline, with its age', async () => {
    await page.goto('/en/');
    expect(await page.locator('ol.leads article').count() > 0, 'no leads');
    expect(/kept on your phone, made .*ago/.test(await page.locator('#kept').innerText()), 'its age is not told');
  });
  await check('a saved lead is read offline', async () => {
    await page.goto(lead);
    expect((await page.locator('h1').innerText()).trim() === title, 'another page');
  });
  await check('a lead kept for one reader is not shown to another, who finds it in the list of copies', async () => {
    await page.goto(`${lead}?have=figma`);
    expect((await page.locator('h1').innerText()).trim() === 'Saved work', 'the figures of another profile');
    await page.locator('[data-kept] a', { hasText: title }).first().waitFor();
  });
  await check('a page that was not kept leads to those that are', async () => {
    await page.goto('/en/?q=never-looked-at');
    expect((await page.locator('h1').innerText()).trim() === 'Saved work', 'no list of what is kept');
    await page.locator('[data-kept] a').first().waitFor();
  });
  await context.setOffline(false);
  await check('back on the network the list is new', async () => {
    await page.goto('/en/');
    expect(!(await page.locator('#kept').isVisible()), 'the note stayed');
  });
  await context.close();
}
