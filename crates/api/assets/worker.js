// Keeps pages marked with stale-if-error for times without a network.
const SEEN_MAX = 60, WAIT_MS = 8000;
const isOurs = (url) => /^\/(\w\w\/|kazi\.js$)/.test(new URL(url).pathname);
const lasts = (page) => /stale-if-error=(\d+)/.exec(page.headers.get('cache-control'))?.[1] * 1000;
const isFresh = (copy) => Date.now() - Date.parse(copy.headers.get('date')) < lasts(copy);

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && isOurs(request.url)) event.respondWith(answer(event, request));
});

async function answer(event, request) {
  const network = fetch(request).then((response) => {
    if (response.ok && lasts(response)) event.waitUntil(keep(request, response.clone()));
    return response;
  });
  const copy = await find(request);
  if (!copy) return network.catch(() => instead(request));
  const late = new Promise((done) => setTimeout(done, WAIT_MS, copy));
  return Promise.race([network, late]).catch(() => copy);
}

async function keep(request, response) {
  const kept = await caches.open('kept'), seen = await caches.open('seen');
  const copy = new Response((await response.text()).replace('id="kept" hidden', 'id="kept"'), response);
  if (await kept.match(request)) return kept.put(request, copy);
  await seen.put(request, copy);
  for (const key of (await seen.keys()).slice(0, -SEEN_MAX)) await seen.delete(key);
}

// A lead is the same work whoever asks; a list is not.
async function find(request) {
  const ignoreSearch = /\/leads\//.test(request.url);
  const copy = await caches.match(request) ?? (ignoreSearch && await caches.match(request, { ignoreSearch }));
  return copy && isFresh(copy) && copy;
}

async function instead(request) {
  const saved = new URL(request.url).pathname.slice(0, 4) + 'saved';
  return await caches.match(saved, { ignoreSearch: true }) ?? Response.error();
}
