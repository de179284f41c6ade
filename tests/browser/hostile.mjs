// Hostile text in every field of a feed, through the whole path: fetched, read, judged, stored, shown. It
// stays text on every page, and no script of it runs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TONGUES, PHONE, check, expect, reader, startSite } from './lib.mjs';

const RUN = 'globalThis.__ran=1';
const HOSTILE = [
  `<script>${RUN}</script>`,
  `"><img src=x onerror="${RUN}">`,
  `'><svg/onload=${RUN}>`,
  `</title></style></script><body onload="${RUN}">`,
  `<iframe srcdoc="<script>parent.__ran=1</script>"></iframe>`,
  `<a href="javascript:${RUN}">click</a>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${RUN}>`,
  `<details open ontoggle=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`,
  `&lt;script&gt;${RUN}&lt;/script&gt;`,
  `&#60;img src=x onerror=${RUN}&#62;`,
  `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  `<!--><script>${RUN}</script-->`,
  `<style>@import 'http://evil.example/';</style><link rel=stylesheet href=http://evil.example/x>`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<base href=http://evil.example/>`,
  `<form action=http://evil.example/><button>send</button></form>`,
  `{{constructor.constructor('${RUN}')()}}`,
  `\u202egnp.exe\u2066 \u0000\u0008`,
  `<object data="data:text/html,<script>${RUN}</script>"></object>`,
];

const feed = () => JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Hostile board',
  items: HOSTILE.map((text, at) => ({
    id: `h${at}`,
    url: at % 2 ? `https://hostile.example/${at}?x=${encodeURIComponent(text)}` : `javascript:${RUN}//${at}`,
    title: `Web design ${at} ${text}`,
    content_html: `<p>Web design of a landing page in Figma. Pays $400. Open worldwide. Number ${at}: ${'word '.repeat(at)}</p>${text}`,
    tags: ['Figma', text],
    authors: [{ name: text }],
    date_published: new Date().toISOString(),
  })),
});

const config = (port) => `
[[source]]
id = "hostile"
name = "Hostile board"
kind = "feed"
url = "http://127.0.0.1:${port}/feed.json"
every = "1h"
allow_private = true
rights = { may_poll = true, may_store = true, may_show = true, may_index = true, floor = "30m", read_on = "2026-11-01" }
[source.mapping.fields]
company = "authors.name"
`;

export async function run(browser) {
  const folder = mkdtempSync(join(tmpdir(), 'kazi-hostile-'));
  const server = createServer((request, response) => {
    if (request.url !== '/feed.json') return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': 'application/feed+json' }).end(feed());
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  writeFileSync(join(folder, 'sources.toml'), config(server.address().port));
  const site = await startSite(['serve', '--config', folder, '--data', join(folder, 'data')]);
  try {
    await staysText(browser, site.url);
  } finally {
    await site.stop();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

async function staysText(browser, site) {
  const { context, page, strange } = await reader(browser, site, { viewport: PHONE });
  let leads = [];
  await check('hostile postings are listed', async () => {
    const answer = async () => (await page.request.get('/readyz')).ok();
    for (let tries = 0; tries < 60 && !(await answer()); tries += 1) await page.waitForTimeout(500);
    const list = await (await page.request.get('/api/v1/leads?include_hidden=true&limit=100')).json();
    leads = list.leads.map(({ id }) => id);
    expect(leads.length >= HOSTILE.length / 2, `${leads.length} leads of ${HOSTILE.length} postings`);
  });
  for (const tongue of TONGUES) {
    const paths = [`/${tongue}/?include_hidden=true&limit=100`, `/${tongue}/saved?lead=${leads.slice(0, 30).join(',')}`, `/${tongue}/wall?include_hidden=true`];
    if (tongue === 'en' || tongue === 'ar') paths.push(...leads.map((id) => `/${tongue}/leads/${id}`));
    await check(`hostile text stays text in ${tongue}`, async () => {
      for (const path of paths) await isCalm(page, path);
    });
  }
  await check('hostile text stays text in the file to pass on', async () => {
    const html = await (await page.request.get('/en/digest.html?include_hidden=true')).text();
    await page.setContent(html);
    await holdsNothingStrange(page, 'digest.html');
  });
  await check('nothing ran and nobody was asked', () => expect(strange.length === 0, strange.join('\n')));
  await context.close();
}

async function isCalm(page, path) {
  const response = await page.goto(path);
  expect(response.status() === 200, `${path}: ${response.status()}`);
  await holdsNothingStrange(page, path);
}

async function holdsNothingStrange(page, path) {
  const found = await page.evaluate(() => {
    const bad = 'script:not([src="/kazi.js"]), img, iframe, object, embed, link:not([rel=icon]), base, math, meta[http-equiv]';
    const strange = [...document.querySelectorAll(bad)].map((element) => element.outerHTML.slice(0, 100));
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (/^on/.test(name) || /^\s*(javascript|data|vbscript):./i.test(value) && element.tagName === 'A') strange.push(`${element.tagName} ${name}=${value}`);
      }
    }
    if (globalThis.__ran) strange.push('a script ran');
    return strange;
  });
  expect(found.length === 0, `${path}:\n${found.slice(0, 5).join('\n')}`);
}
