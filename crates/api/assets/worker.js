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

// A lead is one for all, a list is not.
async function find(request) {
  const ignoreSearch = /\/leads\//.test(request.url);
  const copy = await caches.match(request) ?? await caches.match(request, { ignoreSearch });
  return copy && isFresh(copy) && copy;
}

async function instead(request) {
  const saved = new URL(request.url).pathname.slice(0, 4) + 'saved';
  return await caches.match(saved, { ignoreSearch: true }) ?? Response.error();
}
