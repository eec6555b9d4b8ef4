import { defineConfig } from 'vite'

// GraphiQL with all it needs in files of our own, so that the explorer works without the internet.
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  base: '/explorer/',
  build: {
    outDir: '../dist/explorer',
    emptyOutDir: true,
    chunkSizeWarningLimit: 6_000, // Monaco
    rolldownOptions: {
      // React's "use client" marks mean nothing in a bundle for the browser.
      onLog: (level, log, tell) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') tell(level, log)
      },
    },
  },
})
