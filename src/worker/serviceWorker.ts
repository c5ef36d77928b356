/**
 * Serves the page without network: saves every file of the build by its hash, answers from there, and gives each
 * answer the content security policy that a static host cannot send. A new build waits until the reader agrees.
 */
import { policyOf } from '../../scripts/contentSecurityPolicy.ts';
import { fileFor, readFileHashes, savedFile, type SavedFile } from './savedFiles.ts';

declare const self: ServiceWorkerGlobalScope;

// scripts/offlineBuild.ts puts the list here.
const files = readFileHashes('__FILES_OF_THE_PAGE__');
const scope = new URL('./', self.location.href).href;
const cacheName = 'patchgrad-files';

const allFiles = Object.keys(files).flatMap((path) => savedFile(files, scope, path) ?? []);

/** Fetches and saves one file; the browser refuses it when it is not the one of this build. */
async function save(cache: Cache, { path, key, integrity }: SavedFile): Promise<void> {
  if (await cache.match(key)) return;
  const response = await fetch(new URL(path, scope), { integrity, cache: 'no-cache' });
  if (!response.ok)
    throw new Error(`${path} could not be saved: the server said ${response.status}.`);
  await cache.put(key, response);
}

async function saveAll(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(allFiles.map((file) => save(cache, file)));
}

/** Deletes what earlier builds have saved and this one does not use. */
async function forgetOthers(): Promise<void> {
  const cache = await caches.open(cacheName);
  const kept = new Set(allFiles.map(({ key }) => key));
  const saved = await cache.keys();
  await Promise.all(saved.filter(({ url }) => !kept.has(url)).map((key) => cache.delete(key)));
}

async function answer(request: Request, { path, key }: SavedFile): Promise<Response> {
  const cache = await caches.open(cacheName);
  // The browser may have cleared it.
  const saved = (await cache.match(key)) ?? (await fetch(request));
  const headers = new Headers(saved.headers);
  headers.set('Content-Security-Policy', policyOf(path));
  return new Response(saved.body, { status: saved.status, statusText: saved.statusText, headers });
}

self.addEventListener('install', (event) => event.waitUntil(saveAll()));
self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});
self.addEventListener('fetch', (event) => {
  const file = fileFor(files, scope, event.request);
  if (file !== null) event.respondWith(answer(event.request, file));
});
self.addEventListener('message', ({ data }) => {
  if (data === 'use this version') void self.skipWaiting();
});
