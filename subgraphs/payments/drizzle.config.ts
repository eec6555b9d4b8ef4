import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./src/database/tables.ts', './src/database/dispute-tables.ts', './src/database/reconciliation-tables.ts'],
  out: './migrations',
  casing: 'snake_case',
})
