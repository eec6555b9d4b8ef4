import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

import { coastTiles } from './build/coast-tiles.ts'
import { firstFiles } from './build/first-files.ts'
import { illustrations } from './build/illustrations.ts'
import { lighterFonts } from './build/lighter-fonts.ts'
import { precompressed } from './build/precompressed.ts'
import { registeredOperations } from './build/registered-operations.ts'

const foundation =
  /node_modules[\\/](?:react|react-dom|scheduler|@apollo[\\/]client|@wry[\\/][a-z]+|graphql|optimism|rxjs|tslib|@tanstack[\\/][a-z-]+|use-sync-external-store)[\\/]/

export default defineConfig({
  plugins: [
    react(),
    tailwind(),
    illustrations(),
    coastTiles(),
    registeredOperations(),
    lighterFonts(),
    firstFiles(),
    precompressed(),
  ],
  build: {
    target: 'baseline-widely-available',
    // The Content-Security-Policy allows no data: fonts or scripts, and small pictures cache better as files.
    assetsInlineLimit: 0,
    // One address a piece: the server caches /assets for a year.
    assetsDir: 'assets',
    chunkSizeWarningLimit: 700,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What changes with our dependencies only: a browser keeps it from one release of the site to the next.
            { name: 'foundation', test: foundation, priority: 2 },
            // What most pages share, and would otherwise be a file for every few lines.
            {
              name: 'shared',
              test: /web[\\/]src[\\/](?:ui[\\/](?:button|icon|media|note|now|panel|field|stored|theme|error)|language|graph|shell|offer)/,
              minShareCount: 3,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 3000,
    proxy: Object.fromEntries(['/graphql', '/pictures', '/documents'].map((path) => [path, 'http://127.0.0.1:3100'])),
  },
})
