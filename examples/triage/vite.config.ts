import { defineConfig } from 'vite';

const gateway = process.env.GATEWAY ?? 'http://127.0.0.1:4000';
// One origin, so that the gateway needs no CORS_ORIGINS.
const proxy = { '/graphql': gateway, '/sandbox': gateway };

export default defineConfig({ root: import.meta.dirname, server: { proxy }, preview: { proxy } });
