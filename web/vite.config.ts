import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

import { coastTiles } from './build/coast-tiles.ts'
import { illustrations } from './build/illustrations.ts'
import { precompressed } from './build/precompressed.ts'
import { registeredOperations } from './build/registered-operations.ts'

export default defineConfig({
  plugins: [react(), tailwind(), illustrations(), coastTiles(), registeredOperations(), precompressed()],
  build: {
    target: 'baseline-widely-available',
    // The Content-Security-Policy allows no data: fonts or scripts, and small pictures cache better as files.
    assetsInlineLimit: 0,
    // One address a piece: the server caches /assets for a year.
    assetsDir: 'assets',
    chunkSizeWarningLimit: 700,
    reportCompressedSize: false,
  },
  server: {
    port: 3000,
    proxy: Object.fromEntries(['/graphql', '/pictures', '/documents'].map((path) => [path, 'http://127.0.0.1:3100'])),
  },
})
