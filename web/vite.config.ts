import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// The page is served with `script-src 'self'; style-src 'self'`: nothing may be inlined, and nothing needs a polyfill that is.
export default defineConfig({
  plugins: [svelte()],
  base: "/",
  build: {
    outDir: "../src/dragoman/publish/web/static",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  server: { proxy: { "/api": "http://127.0.0.1:8000" } },
});
