import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The built page loads from its own origin alone. Development needs inline scripts for hot reload. */
const contentSecurityPolicy = [
  "default-src 'none'",
  // WebAssembly is compiled from the page's own files; no text is ever run as script.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' data:",
  // react-aria adds a style element for touch behaviour.
  "style-src 'self' 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const securePage: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  base: './',
  plugins: [react(), securePage],
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 4000 },
});
