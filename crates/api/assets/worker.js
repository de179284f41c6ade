// Keeps pages for times without network while stale-if-error lasts.
const MOST = 150, WAIT_MS = 8000;
const isOurs = ({ url }) => /^\/(\w\w\/|kazi\.js$)/.test(new URL(url).pathname);
const lasts = (page) => /stale-if-error=(\d+)/.exec(page.headers.get('cache-control'))?.[1] * 1000;
const isFresh = (page) => Date.now() - Date.parse(page.headers.get('date')) < lasts(page);

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && isOurs(request)) event.respondWith(answer(event, request));
});

async function answer(event, request) {
  const network = fetch(request).then((page) => {
    if (page.ok && lasts(page)) event.waitUntil(keep(request, page.clone()));
    return page;
  });
  const copy = await find(request);
  if (!copy) return network.catch(() => instead(request));
  return Promise.race([network, new Promise((done) => setTimeout(done, WAIT_MS, copy))]).catch(() => copy);
}

async function keep(request, page) {
  const kept = await caches.open('kept'), seen = await caches.open('seen');
  const copy = new Response((await page.text()).replace('id="kept" hidden', 'id="kept"'), page);
  await (await kept.match(request) ? kept : seen).put(request, copy);
  for (const cache of [kept, seen]) {
    for (const [at, key] of (await cache.keys()).reverse().entries()) {
      if (at >= MOST || !isFresh(await cache.match(key))) await cache.delete(key);
    }
  }
}

// By the whole address: what stands on a page, its worth first, is for one profile, and a phone may have several readers.
async function find(request) {
  const copy = await caches.match(request);
  return copy && isFresh(copy) && copy;
}

// The list of all copies, with nobody's figures on it.
async function instead(request) {
  return await caches.match(new URL(request.url).pathname.slice(0, 4) + 'saved') ?? Response.error();
}
