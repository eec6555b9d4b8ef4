import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/database/tables.ts',
    './src/database/rate-tables.ts',
    './src/database/availability-tables.ts',
    './src/database/same-house-tables.ts',
    './src/database/name-tables.ts',
    './src/database/photo-tables.ts',
  ],
  out: './migrations',
  casing: 'snake_case',
})
