import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { pagePolicy, policyOf } from './scripts/contentSecurityPolicy.ts';
import { offlineBuild } from './scripts/offlineBuild.ts';

/**
 * The built page carries its policy; the server of `npm start` also sends it with every file, for a worker obeys the
 * header of its own script. Development needs inline scripts for hot reload and has none.
 */
const securePage: Plugin = {
  name: 'content-security-policy',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { server }) =>
      server === undefined
        ? [
            {
              tag: 'meta',
              attrs: { 'http-equiv': 'Content-Security-Policy', content: pagePolicy },
              injectTo: 'head-prepend',
            },
          ]
        : [],
  },
  configurePreviewServer: (server) => {
    server.middlewares.use((request, response, next) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      response.setHeader('Content-Security-Policy', policyOf(pathname));
      next();
    });
  },
};

export default defineConfig({
  base: './',
  plugins: [react(), securePage, offlineBuild()],
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 4000 },
});
